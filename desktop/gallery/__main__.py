"""`python -m desktop.gallery [--out DIR] [--theme NAME] [--scale N] [--language CODE]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.gallery.window import PAGES, make_frame, make_sheet
from desktop.loop import new_event_loop
from desktop.theme import MODES, theme
from desktop.theme.tokens import THEME_NAMES
from desktop.widgets.frame import QuayFrame
from desktop.widgets.scroll_page import ScrollPage

SHEET = "sheet"


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m desktop.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, help="render PNGs into this directory and exit")
    parser.add_argument("--theme", choices=MODES, default="system")
    parser.add_argument("--scale", type=float, default=1.0, help="text size, 1.5 for 150 %%")
    parser.add_argument("--language", default="en", help="language the fonts are chosen for")
    return parser.parse_args(arguments)


def render(out: Path, themes: Sequence[str]) -> list[Path]:
    """One PNG per page and theme, named `<page>-<theme>.png`."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name in themes:
        theme().set_mode(next(mode for mode in MODES if mode == name))
        frame = make_frame()
        frame.resize(*theme().metrics.layout.window_default)
        frame.show()
        for page in (*PAGES, "settings", SHEET):
            frame.show_page("settings" if page == SHEET else page)
            if page == SHEET:
                frame.open_sheet(make_sheet())
                frame.toasts.undo("Channel deleted")
            # Layouts settle by posted events; there is no loop here to deliver them.
            for _round in range(3):
                QCoreApplication.sendPostedEvents()
            frame.resize(frame.width(), tall_enough(frame))
            QCoreApplication.sendPostedEvents()
            path = out / f"{page}-{name}.png"
            frame.grab().save(str(path))
            written.append(path)
        frame.close()
        frame.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return written


def tall_enough(frame: QuayFrame) -> int:
    """A height at which the page that shows need not scroll."""
    least = int(theme().metrics.layout.window_default[1])
    page = frame.surface.stack.currentWidget()
    area = page.scroll_area if isinstance(page, ScrollPage) else None
    content = area.widget() if area is not None else None
    if area is None or content is None:
        return least
    hidden = content.sizeHint().height() - area.viewport().height()
    return max(least, frame.height() + hidden)


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the gallery until its window closes, or render it."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    if options.out is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.setdefault("QT_SCALE_FACTOR", "2")
    app = QApplication(["homeport-gallery"])
    manager = theme()
    manager.set_mode(options.theme)
    manager.set_text_scale(options.scale)
    manager.set_language(options.language)
    manager.install(app)
    if options.out is not None:
        manager.set_reduced_motion(True)
        render(options.out, THEME_NAMES if options.theme == "system" else [options.theme])
        return 0
    loop = new_event_loop(app)
    app.setQuitOnLastWindowClosed(False)
    app.lastWindowClosed.connect(loop.stop)
    frame = make_frame()
    frame.setWindowTitle("Homeport gallery")
    frame.resize(*manager.metrics.layout.window_default)
    frame.show()
    try:
        loop.run_forever()
    finally:
        loop.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
