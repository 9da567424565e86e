"""What every page is given: the gateway's services, its events, and the window's few gestures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.autostart import Autostart
from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.i18n import Translators
from desktop.ui_state import UiState
from desktop.viewmodels.actions import Actions
from desktop.viewmodels.problem_list import ProblemList
from desktop.widgets.toast import Toast
from gateway.app import Gateway
from gateway.services.first_run import FirstRun


class Window(Protocol):
    """The gestures of the main window that pages may ask for."""

    @property
    def problems(self) -> ProblemList:
        """What is wrong, for the banner under the title: ``set(key, Problem(...))``, ``clear``."""
        ...

    @property
    def commands(self) -> Actions:
        """What can be done by name: ``add(Action(...))`` puts it into the palette."""
        ...

    def go(self, page: str, argument: object = None) -> None:
        """Shows a page by key (``overview``, ``welcome``, ``connect``, ``channels``, ``tokens``,
        ``people``, ``logs``, ``usage``, ``models``, ``settings``, ``recovery``) and, if it has
        ``open(argument)``, gives it the argument.
        """
        ...

    def open_sheet(self, sheet: QWidget) -> None: ...

    def close_sheet(self) -> None: ...

    def toast(self, text: str) -> Toast: ...

    def undo_toast(self, text: str) -> Toast:
        """A toast with Undo for 10 s: connect to its ``action``."""
        ...

    def tell_error(self, error: Exception) -> None:
        """Words a failure for a person: a toast for what is known, the log for what is a bug."""
        ...


@dataclass(frozen=True, slots=True)
class Shell:
    """Handed to every page and view model at construction."""

    gateway: Gateway
    bridge: EventBridge
    window: Window
    clipboard: Clipboard
    ui_state: UiState
    translators: Translators
    quit_program: Callable[[], None]
    first_run: FirstRun | None = None
    """What the first start made, until the program ends."""
    autostart: Autostart | None = None
    """Starting at login; None where it is nobody's business (tests, pictures)."""
