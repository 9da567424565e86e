"""Which request is told in full."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Signal

from desktop.aio import Jobs
from desktop.viewmodels.log_detail import DetailView, view_logged, view_running
from desktop.viewmodels.logs import LogsModel
from gateway.app import Gateway
from gateway.errors import NotFound
from gateway.services.logs import LiveRequest, LogDetail, LogRow


class LogSelection(QObject):
    """``view`` is None while none is. A running request turns into a logged one by itself."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, gateway: Gateway, logs: LogsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._logs = logs
        self._jobs = Jobs(self, self.failed.emit)
        self._detail: LogDetail | None = None
        self._running = ""
        self.view: DetailView | None = None

    def open_row(self, index: QModelIndex) -> None:
        """The request of a row of the table."""
        entry = self._logs.rows.entry(index)
        if isinstance(entry, LiveRequest):
            self._jobs.cancel("detail")
            self._detail, self._running = None, entry.request_id
            self._show(view_running(entry))
        elif entry is not None:
            self.open_request(entry.id)

    def open_request(self, key: int | str) -> None:
        """A request by its log id or by the id its answer carried."""
        self._running = ""
        self._jobs.run("detail", self._load(key))

    def close(self) -> None:
        self._jobs.cancel("detail")
        self._detail, self._running = None, ""
        if self.view is not None:
            self._show(None)

    def tick(self) -> None:
        """A running request goes on."""
        if not self._running:
            return
        for request in self._gateway.logs.live():
            if request.request_id == self._running:
                self._show(view_running(request))
                return
        if not self._jobs.busy("detail"):
            self._jobs.run("detail", self._load(self._running))

    @property
    def row(self) -> LogRow | None:
        """The request that is told, once it has ended."""
        return None if self._detail is None or self.view is None else self._detail.row

    def retranslate(self) -> None:
        """The same request in the language of now."""
        if self._detail is not None and self.view is not None:
            self._show(view_logged(self._detail))

    async def _load(self, key: int | str) -> None:
        logs = self._gateway.logs
        try:
            detail = await (logs.get(key) if isinstance(key, int) else logs.find(key))
        except NotFound:
            if self._running:
                return  # it ended a moment ago, its row is being written
            raise
        self._detail, self._running = detail, ""
        self._show(view_logged(detail))

    def _show(self, view: DetailView | None) -> None:
        self.view = view
        self.changed.emit()
