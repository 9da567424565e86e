"""Tells in the log what held the loop: a stalled window is a stalled stream.

A thread looks at a heartbeat of the loop. Both run only while the window shows or something
streams; a hidden, quiet program is not woken for it.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

log = logging.getLogger(__name__)

BEAT_MS = 200
IDLE_BEAT_MS = 1000
"""While only the window shows: nobody waits for a stream, and laptops sleep better."""
STALL_S = 0.2
_STACK_LINES = 12


class Watchdog(QObject):
    """``wanted`` says whether to watch, ``busy`` whether closely; asked with each beat and on
    :meth:`look`.
    """

    beat = Signal()
    """On the loop, five times a second while busy, else once."""

    def __init__(
        self,
        wanted: Callable[[], bool],
        parent: QObject | None = None,
        *,
        busy: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._busy = busy
        self._interval_ms = BEAT_MS
        self._beat = time.monotonic()
        self._loop_thread = threading.get_ident()
        self._watching = threading.Event()
        self._ended = False
        self.stalls = 0
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.look)
        self._thread = threading.Thread(target=self._watch, name="homeport-watchdog", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Beats; begins or ends watching as wanted."""
        self._beat = time.monotonic()
        self.beat.emit()
        if self._wanted():
            interval = BEAT_MS if self._busy() else IDLE_BEAT_MS
            if not self._timer.isActive() or interval != self._interval_ms:
                self._interval_ms = interval
                self._timer.start(interval)
            self._watching.set()
        else:
            self._timer.stop()
            self._watching.clear()

    def close(self) -> None:
        """Ends the thread."""
        self._timer.stop()
        self._ended = True
        self._watching.set()
        self._thread.join()

    def _watch(self) -> None:
        told = 0.0
        pause = threading.Event()
        while True:
            self._watching.wait()
            if self._ended:
                return
            beat = self._beat
            interval = self._interval_ms / 1000
            late = time.monotonic() - beat
            if late > STALL_S + interval and beat != told and self._watching.is_set():
                told = beat
                self._tell(late)
            pause.wait(interval)

    def _tell(self, late: float) -> None:
        frame = sys._current_frames().get(self._loop_thread)
        if frame is None:
            return
        self.stalls += 1
        stack = "".join(traceback.format_stack(frame)[-_STACK_LINES:])
        log.warning("the loop has been held for %.0f ms by:\n%s", late * 1000, stack)
