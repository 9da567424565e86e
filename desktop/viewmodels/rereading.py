"""Reading a list again: while somebody looks, and when something has changed."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.aio import Jobs
from desktop.viewmodels.pace import Pace

_SOON_MS, _APART_MS = 400, 1_500
"""Between a request's end and reading what it changed, and between two such readings."""


class Rereading(QObject):
    """Runs ``load``, never twice at once, and only while the list is looked at.

    ``load`` sets :attr:`stale` where what it read was outdated by then, and calls :meth:`again` at
    its end. ``aged`` comes every ``age_ms``, for words that grow old by themselves; 0 is never.
    """

    aged = Signal()

    def __init__(
        self,
        jobs: Jobs,
        load: Callable[[], Coroutine[Any, Any, None]],
        parent: QObject,
        *,
        age_ms: int = 0,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._load = load
        self.watched = False
        self.stale = True
        self._pace = Pace(_SOON_MS, _APART_MS, self)
        self._pace.timeout.connect(self.refresh)
        self._age = QTimer(self, interval=age_ms) if age_ms else None
        if self._age is not None:
            self._age.timeout.connect(self.aged)

    def watch(self, watched: bool) -> None:
        """Whether anybody looks: nobody, and nothing is read and no clock runs."""
        self.watched = watched
        if self._age is not None:
            self._age.start() if watched else self._age.stop()
        if watched and self.stale:
            self.refresh()

    def refresh(self) -> None:
        """Reads now, or once more after the reading that is under way."""
        if self._jobs.busy("load"):
            self.stale = True
            return
        self.stale = False
        self._jobs.run("load", self._load())

    def again(self) -> None:
        """A reading has ended: another follows where it was outdated by then."""
        if self.stale:
            self._pace.wish()

    def changed(self, *_: object) -> None:
        """Somebody has edited what is listed: it is read at once."""
        self.stale = True
        if self.watched:
            self._pace.start(0)

    def used(self, *_: object) -> None:
        """Requests have ended: what they used is read at a pace."""
        self.stale = True
        if self.watched:
            self._pace.wish()
