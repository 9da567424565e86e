"""From the gateway's events to Qt signals: collected for 100 ms, delivered as lists.

One signal per event would cost the loop more than the requests it tells about.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from gateway.events import (
    AddressBanned,
    AttemptStarted,
    ChannelsChanged,
    ContentStarted,
    Event,
    EventBus,
    LogChanged,
    RequestFinished,
    RequestStarted,
    ServerChanged,
    SettingsChanged,
    SharingChanged,
    TokensChanged,
    UpdateFound,
    VaultChanged,
)

BATCH_MS = 100
_MOVES = frozenset({RequestStarted, AttemptStarted, ContentStarted, RequestFinished})


class EventBridge(QObject):
    """Subscribes while it lives. The lists hold events of one kind in their order."""

    requests_started = Signal(list)
    attempts_started = Signal(list)
    content_started = Signal(list)
    requests_finished = Signal(list)
    requests_moved = Signal()
    """Any of these four: for who shows what runs now, and would draw it four times."""
    channels_changed = Signal()
    tokens_changed = Signal()
    settings_changed = Signal()
    server_changed = Signal()
    sharing_changed = Signal()
    addresses_banned = Signal(list)
    vault_changed = Signal()
    update_found = Signal()
    log_changed = Signal()

    def __init__(self, events: EventBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pending: dict[type[Event], list[Event]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BATCH_MS)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._deliver)
        self._unsubscribe: Callable[[], None] = events.subscribe(self._take)

    def close(self) -> None:
        """Hears nothing more; what was collected is dropped."""
        self._unsubscribe()
        self._timer.stop()
        self._pending.clear()

    def _take(self, event: Event) -> None:
        self._pending.setdefault(type(event), []).append(event)
        if not self._timer.isActive():
            self._timer.start()

    def _deliver(self) -> None:
        pending, self._pending = self._pending, {}
        for kind, signal in (
            (RequestStarted, self.requests_started),
            (AttemptStarted, self.attempts_started),
            (ContentStarted, self.content_started),
            (RequestFinished, self.requests_finished),
            (AddressBanned, self.addresses_banned),
        ):
            if events := pending.get(kind):
                signal.emit(events)
        if not _MOVES.isdisjoint(pending):
            self.requests_moved.emit()
        for changed, told in (
            (ChannelsChanged, self.channels_changed),
            (TokensChanged, self.tokens_changed),
            (SettingsChanged, self.settings_changed),
            (ServerChanged, self.server_changed),
            (SharingChanged, self.sharing_changed),
            (VaultChanged, self.vault_changed),
            (UpdateFound, self.update_found),
            (LogChanged, self.log_changed),
        ):
            if changed in pending:
                told.emit()
