"""Writing a table to a file, in the background: how far it is, how it ended."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.aio import Jobs
from gateway.services.table_file import FileKind, Progress

TELL_S = 0.2
W = TypeVar("W")
Run = Callable[[Path, FileKind, W, Callable[[Progress], None]], Awaitable[int]]


class TableExportModel(QObject, Generic[W]):
    """One export at a time. ``progressed`` comes a few times a second, the others once each."""

    progressed = Signal(int, float)
    finished = Signal(object, int)
    """The path and how many rows it holds."""
    failed = Signal(object)
    cancelled = Signal()
    running_changed = Signal()

    def __init__(self, run: Callable[[], Run[W]], parent: QObject | None = None) -> None:
        """``run`` finds the service that writes."""
        super().__init__(parent)
        self._service = run
        self._jobs = Jobs(self)
        self._told = 0.0
        self.running = False

    def start(self, path: Path, which: W) -> None:
        """Writes what ``which`` leaves; the file's ending says how."""
        if self.running:
            return
        kind = FileKind.JSON_LINES if path.suffix.lower() == ".jsonl" else FileKind.CSV
        self._told = 0.0
        self._set_running(True)
        self._jobs.run("export", self._run(path, kind, which))

    def cancel(self) -> None:
        """Leaves no file."""
        self._jobs.cancel("export")

    async def _run(self, path: Path, kind: FileKind, which: W) -> None:
        try:
            rows = await self._service()(path, kind, which, self._tell)
        except Exception as error:
            self._set_running(False)
            self.failed.emit(error)
        except BaseException:
            if isValid(self):  # else it ended with the window
                self._set_running(False)
                self.cancelled.emit()
            raise
        else:
            self._set_running(False)
            self.finished.emit(path, rows)

    def _tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._told >= TELL_S:
            self._told = now
            self.progressed.emit(progress.rows, progress.share)

    def _set_running(self, running: bool) -> None:
        self.running = running
        self.running_changed.emit()
