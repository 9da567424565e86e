"""The footer at work: shows the frame's state, and every segment does something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.clipboard import Clipboard
from desktop.viewmodels.actions import STATE_MENU, Actions
from desktop.viewmodels.frame import FrameModel
from desktop.widgets.footer import Footer
from desktop.widgets.menu import Menu
from gateway.domain.log_terms import RUNNING
from gateway.services.logs import LogFilter


class FrameFooter(QObject):
    """Lives as long as the footer."""

    def __init__(
        self,
        footer: Footer,
        model: FrameModel,
        actions: Actions,
        clipboard: Clipboard,
        go: Callable[..., object],
    ) -> None:
        super().__init__(footer)
        self._footer = footer
        self._model = model
        self._actions = actions
        footer.copy_clicked.connect(lambda: clipboard.copy(model.endpoint))
        footer.state_clicked.connect(self._open_menu)
        footer.active_clicked.connect(lambda: go("logs", LogFilter(status=RUNNING)))
        footer.cost_clicked.connect(lambda: go("usage", "cost"))
        footer.lan_clicked.connect(lambda: go("settings", "sharing"))

    def show(self) -> None:
        """Everything as it is now."""
        model, footer = self._model, self._footer
        text, status = model.state_words()
        footer.set_state(text, status)
        footer.set_address(model.endpoint)
        lan, shared = model.lan_words()
        footer.set_lan(lan, on=shared)
        footer.set_active(model.active_words())
        footer.set_cost(model.cost_words())

    def _open_menu(self) -> None:
        menu = Menu(self._footer)
        menu.setObjectName("state-menu")
        for action in self._actions.of_menu(STATE_MENU):
            menu.add(action.words(), action.run, icon_name=action.icon)
        menu.open_above(self._footer.state)
