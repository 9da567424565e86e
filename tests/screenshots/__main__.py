"""`python -m tests.screenshots --out DIR [--only PAGE[-STATE]] [--theme T] [--language L]`."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.loop import new_event_loop
from desktop.theme import theme
from tests.screenshots import first_run, living, managing, presence, settings, sharing, using
from tests.screenshots.clock import set_clock
from tests.screenshots.studio import Look, Studio

GROUPS = (first_run, living, managing, presence, settings, sharing, using)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="where the PNGs go")
    parser.add_argument("--only", default="", help="pictures whose name begins so")
    parser.add_argument("--theme", choices=("light", "dark"))
    parser.add_argument("--language", choices=("en", "zh_CN"))
    return parser.parse_args(arguments)


def _prepare() -> None:
    """No screen, sharp pictures, nobody's keyring and nobody's keys; before Qt looks."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = "2"
    os.environ["HOMEPORT_KEYRING"] = "off"
    personal = ("_KEY", "_TOKEN", "_proxy", "_PROXY")
    for name in [name for name in os.environ if name.endswith(personal)]:
        del os.environ[name]
    set_clock()


async def _take_all(studio: Studio) -> None:
    for group in GROUPS:
        await group.take(studio)


def main(arguments: Sequence[str] | None = None) -> int:
    """Takes the pictures; 1 if there were none to take."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    _prepare()
    app = QApplication(["homeport-screenshots"])
    app.setCursorFlashTime(0)
    app.setQuitOnLastWindowClosed(False)
    manager = theme()
    manager.install(app)
    manager.set_reduced_motion(True)
    themes = [options.theme] if options.theme else ["light", "dark"]
    languages = [options.language] if options.language else ["en", "zh_CN"]
    looks = [Look(each, language) for each in themes for language in languages]
    studio = Studio(app, options.out, looks, options.only)
    with asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner:
        runner.run(_take_all(studio))
    sys.stdout.write(f"{len(studio.taken)} pictures in {options.out}\n")
    return 0 if studio.taken else 1


if __name__ == "__main__":
    sys.exit(main())
