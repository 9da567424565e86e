"""How the program ends: Qt's wish to quit is caught, requests drain, then the loop returns.

qasync's own pattern (aboutToQuit, then await) loses every clean-up behind the first await, because
Qt's loop is gone by then. So QEvent.Quit is swallowed and an asyncio event takes its place.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Hands its own wish to quit to ``on_quit``.

    An event filter on the application would do the same, but sees, in Python, every event of every
    widget: that doubles what Qt's own work costs the loop.
    """

    on_quit: Callable[[], None] | None = None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit and self.on_quit is not None:
            self.on_quit()
            return True
        return super().event(event)


class QuitFilter(QObject):
    """Turns every way to quit (menu, session end, Ctrl+Q, SIGTERM) into one asyncio event."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.asked = asyncio.Event()
        self.now = asyncio.Event()
        self._app = app
        if isinstance(app, Application):
            app.on_quit = self.quit
        else:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit and watched is self._app:
            self.quit()
            return True
        return False

    def quit(self) -> None:
        """Begins the end; asking again ends the drain."""
        if self.asked.is_set():
            self.now.set()
        self.asked.set()

    def catch_signals(self, loop: asyncio.AbstractEventLoop) -> None:
        """SIGTERM and SIGINT drain and never ask; a second one does not wait."""
        for number in (signal.SIGTERM, signal.SIGINT):
            try:
                loop.add_signal_handler(number, self.quit)
            except (NotImplementedError, RuntimeError):  # Windows
                signal.signal(number, _threadsafe(loop, self.quit))

    def close(self) -> None:
        if isinstance(self._app, Application):
            self._app.on_quit = None
        else:
            self._app.removeEventFilter(self)


def _threadsafe(
    loop: asyncio.AbstractEventLoop, callback: Callable[[], None]
) -> Callable[[int, object], None]:
    def handler(_signum: int, _frame: object) -> None:
        loop.call_soon_threadsafe(callback)

    return handler
