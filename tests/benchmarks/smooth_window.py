"""The program with its window, driven over stdin: what a restless person does, timed from inside.

python -m tests.benchmarks.smooth_window OPTIONS, then one command a line: ``drive SECONDS``,
``hide``, ``show``, ``pages``. Each is answered by one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from desktop import __main__ as program
from desktop import bootstrap
from desktop.main_window import MainWindow
from desktop.pages.logs import LogsPage
from desktop.theme import theme
from desktop.widgets.nav_rail import NavRail
from gateway.tasks import spawn

STEP_S = 0.04
LOOK_S = 0.2
"""Between two pages, and after a change of theme or language: faster than anybody looks."""


def say(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


class FirstPaint(QObject):
    """Told once, when the window has painted after it was shown."""

    def __init__(self, window: MainWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        self._window = window
        window.centralWidget().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.centralWidget().removeEventFilter(self)
            self._then()
        return False


class Stacks:
    """With ``SMOOTH_STACKS=30`` in the environment: the stack of what holds the loop so long."""

    def __init__(self, after_ms: float) -> None:
        self._after_s = after_ms / 1000
        self._beat = time.monotonic()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._loop.call_later(0.004, self._tick)
        threading.Thread(target=self._watch, name="stacks", daemon=True).start()

    def _tick(self) -> None:
        self._beat = time.monotonic()
        self._loop.call_later(0.004, self._tick)

    def _watch(self) -> None:
        told = 0.0
        while True:
            time.sleep(0.003)
            beat = self._beat
            if time.monotonic() - beat > self._after_s and beat != told:
                told = beat
                frames = traceback.format_stack(sys._current_frames()[self._thread])[-9:]
                sys.stderr.write("HELD\n" + "".join(frames) + "\n")


class Driver:
    """Scrolls, changes theme and language, opens every page; keeps how long each held the loop."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._held: dict[str, list[float]] = {}
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, name="driver", daemon=True).start()
        if limit := os.environ.get("SMOOTH_STACKS"):
            self._stacks = Stacks(float(limit))

    def _listen(self) -> None:
        for line in sys.stdin:
            self._loop.call_soon_threadsafe(self._obey, line.split())

    def _obey(self, words: list[str]) -> None:
        command, *rest = words
        handlers: dict[str, Callable[..., Coroutine[Any, Any, None]]] = {
            "drive": self._drive,
            "hide": self._hide,
            "show": self._show,
            "pages": self._open_pages,
        }
        spawn(handlers[command](*rest), f"driver:{command}")

    async def _do(self, name: str, act: Callable[[], object], pause: float = LOOK_S) -> None:
        """One action and all that Qt does because of it, before anything else has its turn."""
        started = time.perf_counter()
        act()
        self._held.setdefault(name, []).append((time.perf_counter() - started) * 1e3)
        await asyncio.sleep(pause)

    def _pages(self) -> list[str]:
        rail = self._window.findChild(NavRail)
        keys = [key for key in ("channels", "tokens", "people", "usage") if _has(rail, key)]
        return ["overview", *keys, "settings", "connect", "logs"]

    async def _drive(self, seconds: str) -> None:
        end = time.monotonic() + float(seconds)
        self._held = {}
        for page in self._pages():  # made before: their making is measured by `pages`
            await self._do(f"first {page}", lambda page=page: self._window.go(page))
        number = 0
        while time.monotonic() < end:
            number += 1
            await self._scroll()
            if number % 2 == 0:
                mode = "dark" if theme().mode == "light" else "light"
                await self._do("theme", lambda mode=mode: theme().set_mode(mode))
            else:
                await self._do("language", self._switch_language)
            for page in self._pages():
                await self._do(f"page {page}", lambda page=page: self._window.go(page))
        worst = {name: [round(max(each), 1), len(each)] for name, each in self._held.items()}
        say({"held_ms": worst})

    async def _scroll(self) -> None:
        page = self._window.findChild(LogsPage)
        bar = page.table.verticalScrollBar()
        bar.setValue(0)
        for _ in range(25):
            await self._do("scroll", lambda: bar.setValue(bar.value() + 400), STEP_S)

    def _switch_language(self) -> None:
        translators = self._window._shell.translators
        language = "en" if translators.language == "zh_CN" else "zh_CN"
        translators.use(language)
        theme().set_language(language)

    async def _open_pages(self) -> None:
        taken = {}
        for page in self._pages():
            started = time.perf_counter()
            self._window.go(page)
            QApplication.sendPostedEvents()
            self._window.repaint()
            taken[page] = round((time.perf_counter() - started) * 1e3, 1)
            await asyncio.sleep(0.3)
        say({"pages_ms": taken})

    async def _hide(self) -> None:
        self._window.hide()
        say({"hidden": True})

    async def _show(self) -> None:
        started = time.monotonic()
        FirstPaint(self._window, lambda: say({"shown_s": time.monotonic() - started}))
        self._window.show_front()


def _has(rail: Any, key: str) -> bool:
    try:
        return rail.item(key) is not None
    except (KeyError, StopIteration):
        return False


class Window(MainWindow):
    """The program's own, told to the driver."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        FirstPaint(self, lambda: say({"painted_at": time.monotonic()}))
        self._driver = Driver(self)


if __name__ == "__main__":
    bootstrap.MainWindow = Window  # type: ignore[misc]
    sys.exit(program.main())
