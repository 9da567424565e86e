"""What the window's close button does: the program stays in the tray, ends, or asks which.

Where there is no tray a window that is closed is hard to find again, so it asks there, once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.dialogs.close_question import CloseQuestion
from desktop.notifications import Notifier
from desktop.tray_host import TrayHost
from desktop.ui_state import UiState

Closing = Literal["keep", "quit", "ask"]
CLOSINGS: Final[tuple[Closing, ...]] = ("keep", "quit", "ask")
_CLOSING, _TOLD, _ASKED = "closing", "closing_told", "closing_asked"


def closing_of(ui_state: UiState) -> Closing:
    """What was chosen; at first the program stays."""
    value = ui_state.text(_CLOSING, "keep")
    return value if value in CLOSINGS else "keep"


def set_closing(ui_state: UiState, closing: Closing) -> None:
    """From the settings or an answer: what was said is not asked again, but "ask" asks anew."""
    ui_state.set_text(_CLOSING, closing)
    ui_state.set_flag(_ASKED, closing != "ask")
    ui_state.sync()


class CloseButton(QObject):
    """``press`` is the window's close button; ``quit`` ends the program, asking if it must."""

    def __init__(
        self,
        window: QWidget,
        ui_state: UiState,
        host: TrayHost,
        notifier: Notifier,
        quit: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._ui_state = ui_state
        self._host = host
        self._notifier = notifier
        self._quit = quit
        self._question: CloseQuestion | None = None

    def press(self) -> None:
        """Hides, quits or asks."""
        self._host.look()
        closing = closing_of(self._ui_state)
        if closing == "quit":
            self._quit()
        elif closing == "ask" or not (self._host.available or self._ui_state.flag(_ASKED)):
            self._ask()
        else:
            self._hide()

    def _hide(self) -> None:
        self._window.hide()
        if not self._host.available or self._ui_state.flag(_TOLD):
            return
        self._ui_state.set_flag(_TOLD, True)
        self._ui_state.sync()
        self._notifier.say(
            self.tr("Homeport is still running in the tray"),
            self.tr("Your apps are answered as before. Click here to quit instead."),
            self._quit,
        )

    def _ask(self) -> None:
        if self._question is None:
            self._question = CloseQuestion(self._window)
            self._question.keep_chosen.connect(lambda: self._answered("keep"))
            self._question.quit_chosen.connect(lambda: self._answered("quit"))
        self._question.ask(tray=self._host.available)

    def _answered(self, closing: Closing) -> None:
        set_closing(self._ui_state, closing)
        if closing == "quit":
            self._quit()
        else:
            self._window.hide()
