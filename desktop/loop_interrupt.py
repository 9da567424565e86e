"""Ctrl-C while Qt's event loop runs in C++.

Python runs signal handlers only between its own instructions, so an idle Qt loop would not notice a
signal; and what a handler raises on the way from Qt into a slot, PySide prints and forgets.
"""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any


class InterruptGuard:
    """Wakes the loop on every signal and carries what SIGINT's handler raises out of Qt.

    `busy` tells whether a callback of the loop is running: there the exception may rise by itself,
    as in asyncio. Elsewhere it goes to `fail`. Outside the main thread the guard does nothing.
    """

    def __init__(self, busy: Callable[[], bool], fail: Callable[[BaseException], None]) -> None:
        self._busy = busy
        self._fail = fail
        self._installed = False
        self._outer_descriptor = -1
        self._outer_handler: Callable[[int, FrameType | None], Any] | None = None
        self._own_handler = self._on_interrupt

    def install(self, wakeup: socket.socket) -> None:
        """Have signals write to `wakeup`, which must not block, and SIGINT come here first.

        Again while installed: renew both, since asyncio resets them with its last signal handler.
        """
        if threading.current_thread() is not threading.main_thread():
            return
        # A full socket has woken the loop already.
        descriptor = signal.set_wakeup_fd(wakeup.fileno(), warn_on_full_buffer=False)
        if not self._installed:
            self._installed = True
            self._outer_descriptor = descriptor
        handler = signal.getsignal(signal.SIGINT)
        if callable(handler) and handler is not self._own_handler:
            self._outer_handler = handler
            signal.signal(signal.SIGINT, self._own_handler)

    def remove(self, *, keep_descriptor: bool) -> None:
        """Put back what `install` found; a loop with signal handlers keeps its descriptor."""
        if not self._installed:
            return
        self._installed = False
        if not keep_descriptor:
            signal.set_wakeup_fd(self._outer_descriptor)
        if signal.getsignal(signal.SIGINT) is self._own_handler:
            signal.signal(signal.SIGINT, self._outer_handler)
        self._outer_handler = None

    def _on_interrupt(self, number: int, frame: FrameType | None) -> None:
        if self._outer_handler is None:
            return
        if self._busy():
            self._outer_handler(number, frame)
            return
        try:
            self._outer_handler(number, frame)
        except BaseException as exc:
            self._fail(exc)
