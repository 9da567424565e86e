"""Opens the sheet that explains a route, from whatever page it is asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.pages.route_sheet import RouteSheet
from desktop.pages.shell import Shell
from desktop.viewmodels.route import RouteModel, Subject


class RouteDoor(QObject):
    """One sheet a page, made when it is first wanted."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self.sheet: RouteSheet | None = None

    def open(self, model: str, subject: Subject | None = None) -> None:
        """Explains a model's route, for a token or group if one is meant."""
        sheet = self.sheet = self.sheet or self._make()
        sheet.model.look_at(model, subject or Subject())
        self._shell.window.open_sheet(sheet)
        sheet.begin()

    def _make(self) -> RouteSheet:
        window = self._shell.window
        model = RouteModel(self._shell.gateway, self._shell.bridge, self)
        model.failed.connect(window.tell_error)
        sheet = RouteSheet(model)
        sheet.close_requested.connect(self._close)
        sheet.channel_wanted.connect(lambda key: window.go("channels", key))
        return sheet

    def _close(self) -> None:
        if self.sheet is not None:
            self.sheet.model.stop()
        self._shell.window.close_sheet()
