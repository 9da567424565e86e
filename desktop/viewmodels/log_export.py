"""Writing the log to a file, in the background: how far it is, how it ended."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.aio import Jobs
from gateway.app import Gateway
from gateway.services.log_export import FileKind, Progress
from gateway.services.logs import LogFilter

TELL_S = 0.2


class LogExportModel(QObject):
    """One export at a time. ``progressed`` comes a few times a second, the others once each."""

    progressed = Signal(int, float)
    finished = Signal(object, int)
    """The path and how many requests it holds."""
    failed = Signal(object)
    cancelled = Signal()
    running_changed = Signal()

    def __init__(self, gateway: Gateway, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self)
        self._told = 0.0
        self.running = False

    def start(self, path: Path, which: LogFilter) -> None:
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

    async def _run(self, path: Path, kind: FileKind, which: LogFilter) -> None:
        try:
            requests = await self._gateway.log_export.run(path, kind, which, self._tell)
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
            self.finished.emit(path, requests)

    def _tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._told >= TELL_S:
            self._told = now
            self.progressed.emit(progress.requests, progress.share)

    def _set_running(self, running: bool) -> None:
        self.running = running
        self.running_changed.emit()
