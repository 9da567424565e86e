"""Reading again after something happened: soon when little does, seldom in a crowd."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, QTimer


class Pace(QTimer):
    """A single shot ``soon_ms`` after it is wished for, and ``apart_ms`` after the last at least.

    What changes ten times a second cannot be read as fast, and drawing it takes the time of the
    requests it tells about.
    """

    def __init__(self, soon_ms: int, apart_ms: int, parent: QObject) -> None:
        super().__init__(parent, singleShot=True)
        self._soon_ms = soon_ms
        self._apart_ms = apart_ms
        self._last = -math.inf
        self.timeout.connect(self._note)

    def wish(self) -> None:
        """Starts it, unless it runs."""
        if not self.isActive():
            since_ms = (time.monotonic() - self._last) * 1000
            self.start(math.ceil(max(self._soon_ms, self._apart_ms - since_ms)))

    def _note(self) -> None:
        self._last = time.monotonic()
