"""How the program lives on this device: start at login, close button, notifications, updates."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.autostart import Autostart, AutostartError
from desktop.bridge import EventBridge
from desktop.closing import Closing, closing_of, set_closing
from desktop.notifications import Choices
from desktop.ui_state import UiState
from desktop.viewmodels.crash_reports import window_facts
from desktop.viewmodels.notices import NoticeKind
from gateway.app import Gateway
from gateway.errors import ServiceError
from gateway.services.updates import UpdateView

_START_HIDDEN = "start_hidden"


class ProgramModel(QObject):
    """Everything applies at once. ``changed`` when a row is to be read again."""

    changed = Signal()
    diagnostics_ready = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        gateway: Gateway,
        bridge: EventBridge,
        ui_state: UiState,
        autostart: Autostart | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._ui_state = ui_state
        self._autostart = autostart
        self._jobs = Jobs(self, self._fail)
        self.notices = Choices(ui_state, gateway.now_ms)
        self.starts_at_login = False
        self.autostart_problem = ""
        """What was in the way of the last change, in the system's words."""
        bridge.update_found.connect(self.changed)
        bridge.settings_changed.connect(self.changed)

    # Start

    @property
    def has_autostart(self) -> bool:
        return self._autostart is not None

    def look(self) -> None:
        """Reads what may have been changed outside."""
        if self._autostart is not None and not self.switching:
            self._run("look", self._look)

    async def _look(self) -> None:
        assert self._autostart is not None  # noqa: S101 - narrows for the type checker
        self.starts_at_login = await asyncio.to_thread(self._autostart.enabled)

    @property
    def switching(self) -> bool:
        return self._jobs.busy("autostart")

    def set_starts_at_login(self, on: bool) -> None:
        if self._autostart is not None:
            self._run("autostart", lambda: self._switch(on))

    async def _switch(self, on: bool) -> None:
        assert self._autostart is not None  # noqa: S101 - narrows for the type checker
        self.autostart_problem = ""
        try:
            await asyncio.to_thread(self._autostart.set_enabled, on)
        except AutostartError as error:
            self.autostart_problem = str(error)
        await self._look()

    @property
    def starts_hidden(self) -> bool:
        return self._ui_state.flag(_START_HIDDEN)

    def set_starts_hidden(self, hidden: bool) -> None:
        self._ui_state.set_flag(_START_HIDDEN, hidden)
        self._ui_state.sync()

    # Close

    @property
    def closing(self) -> Closing:
        return closing_of(self._ui_state)

    def set_closing(self, closing: Closing) -> None:
        set_closing(self._ui_state, closing)

    # Notifications

    def wants(self, kind: NoticeKind) -> bool:
        return self.notices.wants(kind)

    def set_wanted(self, kind: NoticeKind, wanted: bool) -> None:
        self.notices.set_wanted(kind, wanted)

    @property
    def snoozed_until(self) -> int:
        return self.notices.snoozed_until

    def snooze(self, ms: int) -> None:
        self.notices.snooze(ms)
        self.changed.emit()

    # Updates

    @property
    def update(self) -> UpdateView:
        return self._gateway.updates.view

    @property
    def checking(self) -> bool:
        return self._jobs.busy("update")

    def check_update(self) -> None:
        """Asks now; what came of it is in ``update``."""
        self._run("update", self._check_update)

    async def _check_update(self) -> None:
        try:
            await self._gateway.updates.check()
        except ServiceError as error:
            # The view knows it; other codes are somebody else's.
            if not error.code.startswith("update_"):
                raise

    # Diagnostics

    def compose_diagnostics(self) -> None:
        """``diagnostics_ready`` brings the text."""
        self._jobs.run("diagnostics", self._compose())

    async def _compose(self) -> None:
        text = await self._gateway.diagnostics.text(window_facts(self._ui_state))
        self.diagnostics_ready.emit(text)

    def _run(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Starts it; ``changed`` tells that it began and that it ended."""
        task = self._jobs.run(name, work())
        task.add_done_callback(lambda done: None if done.cancelled() else self.changed.emit())
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)
