"""A long piece of work as a page sees it: under way or not, how far, and a way to end it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from gateway.progress import Cancelled, Progress

Work = Callable[[Progress], Coroutine[Any, Any, None]]


class Action(QObject):
    """One at a time. Ending it on request is no failure."""

    changed = Signal()
    """It began, went on, or ended."""
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = Jobs(self, self._fail)
        self._progress: Progress | None = None
        self.running = False
        self.fraction = 0.0

    def start(self, work: Work) -> bool:
        """Runs ``work``; False while it runs already."""
        if self.running:
            return False
        self.running, self.fraction = True, 0.0
        self._jobs.run("action", self._run(work))
        self.changed.emit()
        return True

    def cancel(self) -> None:
        """Ends it at its next step."""
        if self._progress is not None:
            self._progress.cancel()

    async def _run(self, work: Work) -> None:
        self._progress = Progress(self._tell)
        try:
            await work(self._progress)
        except Cancelled:
            pass
        finally:
            self._progress = None
            self.running = False
            self.changed.emit()

    def _tell(self, fraction: float) -> None:
        if self.running:
            self.fraction = fraction
            self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)
