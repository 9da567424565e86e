"""`python -m tests.screenshots --out DIR [--only PAGE[-STATE] ...] [--theme T] [--language L]`.

`--check` takes no pictures: it looks at the same states, in a language with longer words and with
larger text, in the least window and (but for `--hardest`) the usual one, for what is cut off,
nameless or out of reach, and for errors that Qt swallows.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from desktop.i18n import LANGUAGES
from desktop.loop import new_event_loop
from desktop.theme import theme
from desktop.theme.tokens import THEME_NAMES
from tests.screenshots import (
    first_run,
    frame,
    living,
    managing,
    people,
    presence,
    settings,
    sharing,
    using,
)
from tests.screenshots.clock import set_clock
from tests.screenshots.inspector import ALL, HARDEST, Inspector
from tests.screenshots.studio import Look, Studio

GROUPS = (first_run, living, managing, people, presence, settings, sharing, using, frame)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("screenshots"), help="where PNGs go")
    parser.add_argument("--only", nargs="+", default=[""], help="pictures whose name begins so")
    parser.add_argument("--theme", choices=THEME_NAMES)
    parser.add_argument("--language", choices=tuple(LANGUAGES))
    parser.add_argument("--check", action="store_true", help="look for faults instead")
    parser.add_argument("--hardest", action="store_true", help="check in the least window alone")
    return parser.parse_args(arguments)


def _prepare(*, scale: int) -> None:
    """No screen, sharp pictures, nobody's keyring and nobody's keys; before Qt looks."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    os.environ["HOMEPORT_KEYRING"] = "off"
    personal = ("_KEY", "_TOKEN", "_proxy", "_PROXY")
    for name in [name for name in os.environ if name.endswith(personal)]:
        del os.environ[name]
    set_clock()


async def _take_all(studio: Studio) -> None:
    for group in GROUPS:
        await group.take(studio)


def _check(app: QApplication, only: Sequence[str], *, hardest: bool) -> int:
    """Prints what is wrong; 1 if anything is, 2 if there was nothing to look at."""
    faults: list[str] = []
    looked_at = 0

    def swallowed(kind: type[BaseException], error: BaseException, trace: TracebackType) -> None:
        sys.__excepthook__(kind, error, trace)
        faults.append(f"{kind.__name__} in a call from Qt: {error}")

    sys.excepthook = swallowed
    for number, condition in enumerate(HARDEST if hardest else ALL):
        theme().set_text_scale(condition.scale)
        for each in only:
            inspector = Inspector(app, each, condition, first=number == 0)
            _run(app, inspector)
            faults += inspector.faults
            if not inspector.looked_at:
                return 2
            looked_at += inspector.looked_at if number == 0 else 0
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    sys.stdout.write(f"{looked_at} states, {len(faults)} faults\n")
    return 1 if faults else 0


def _run(app: QApplication, studio: Studio) -> None:
    with asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner:
        runner.run(_take_all(studio))
    gc.collect()


def main(arguments: Sequence[str] | None = None) -> int:
    """Takes the pictures; 1 if there were none to take."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    _prepare(scale=1 if options.check else 2)
    gc.disable()  # as in the program: a widget that a store's thread collects can stop both
    app = QApplication(["homeport-screenshots"])
    app.setCursorFlashTime(0)
    app.setQuitOnLastWindowClosed(False)
    manager = theme()
    manager.install(app)
    manager.set_reduced_motion(True)
    themes = [options.theme] if options.theme else list(THEME_NAMES)
    languages = [options.language] if options.language else list(LANGUAGES)
    looks = [Look(each, language) for each in themes for language in languages]
    if options.check:
        return _check(app, options.only, hardest=options.hardest)
    options.out.mkdir(parents=True, exist_ok=True)
    taken = 0
    for each in options.only:
        studio = Studio(app, options.out, looks, each)
        _run(app, studio)
        taken += len(studio.taken)
    sys.stdout.write(f"{taken} pictures in {options.out}\n")
    return 0 if taken else 1


if __name__ == "__main__":
    sys.exit(main())
