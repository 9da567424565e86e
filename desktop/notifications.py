"""Shows notices: as a toast to who is looking, as the system's notification to who is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from desktop.tray_host import TrayHost
from desktop.ui_state import UiState
from desktop.viewmodels.notices import Notice, NoticeKind
from desktop.widgets.toast import Toast

HOUR_MS = 3_600_000
SNOOZES_MS = (HOUR_MS, 8 * HOUR_MS, 24 * HOUR_MS)
_SNOOZED = "notify_snoozed_until"


class Window(Protocol):
    """What of the window a notice needs."""

    @property
    def in_front(self) -> bool:
        """Whether somebody looks at it."""
        ...

    def show_front(self) -> None: ...

    def go(self, page: str, argument: object = None) -> None: ...

    def toast_with(self, text: str, action: str) -> Toast: ...


class Choices:
    """Which notices are wanted, kept on this device."""

    def __init__(self, ui_state: UiState, now_ms: Callable[[], int]) -> None:
        self._ui_state = ui_state
        self._now_ms = now_ms

    def wants(self, kind: NoticeKind) -> bool:
        return self._ui_state.flag(f"notify_{kind.value}", True)

    def set_wanted(self, kind: NoticeKind, wanted: bool) -> None:
        self._ui_state.set_flag(f"notify_{kind.value}", wanted)
        self._ui_state.sync()

    @property
    def snoozed_until(self) -> int:
        """Unix ms; 0 while nothing is snoozed."""
        until = self._ui_state.number(_SNOOZED)
        # A clock that was set back does not keep it quiet for years.
        return until if 0 < until - self._now_ms() <= max(SNOOZES_MS) else 0

    def snooze(self, ms: int) -> None:
        """Nothing for so long; 0 ends it."""
        self._ui_state.set_number(_SNOOZED, self._now_ms() + ms if ms else 0)
        self._ui_state.sync()


class Notifier(QObject):
    """One notification at a time: the system shows a new one over the last."""

    def __init__(
        self, host: TrayHost, window: Window, choices: Choices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._host = host
        self._window = window
        self._choices = choices
        self._act: Callable[[], None] | None = None
        host.message_clicked.connect(self._on_clicked)

    @Slot(object)
    def tell(self, notice: Notice) -> None:
        """Shows it, unless its kind is switched off or all are snoozed."""
        if not self._choices.wants(notice.kind) or self._choices.snoozed_until:
            return

        def act() -> None:
            self._window.show_front()
            self._window.go(notice.page, notice.argument)

        if not self._window.in_front:
            self.say(notice.title, notice.text, act, problem=notice.problem)
        elif not notice.shown_elsewhere:
            self._window.toast_with(notice.title, notice.action).action.connect(act)

    def say(self, title: str, text: str, act: Callable[[], None], *, problem: bool = False) -> None:
        """A notification of the system, whatever is in front; a click on it is ``act``."""
        self._act = act
        self._host.message(title, text, problem=problem)

    @Slot()
    def _on_clicked(self) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()
