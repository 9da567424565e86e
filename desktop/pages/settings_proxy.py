"""The outbound proxy's row: the system's, none, or one of its own, whose address is asked for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.settings_rows import MetaRow
from desktop.theme import px
from desktop.viewmodels.settings import SettingsModel
from desktop.widgets.choice import Segmented
from desktop.widgets.inputs import LineEdit
from gateway.domain.proxy import NONE, SYSTEM
from gateway.services.settings import SettingView

_WITHOUT_ADDRESS: Final = (SYSTEM, NONE)
_CUSTOM: Final = 2


class ProxyRow(MetaRow):
    """The entry shows only where there is an address to name."""

    def __init__(self, view: SettingView, model: SettingsModel) -> None:
        self._asking = False
        super().__init__(view, model)

    def _make_control(self) -> QWidget:
        self.mode = Segmented(["", "", ""], "")
        self.mode.setObjectName(f"setting-{self._view.name}-mode")
        self.mode.chosen.connect(self._choose)
        both = QWidget()
        self._column = QVBoxLayout(both)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.mode, 0, Qt.AlignmentFlag.AlignRight)
        self._column.addWidget(self._make_entry(LineEdit()))
        return both

    def restyle(self) -> None:
        super().restyle()
        self._column.setSpacing(px(6))

    def _choose(self, index: int) -> None:
        self._asking = index == _CUSTOM
        self.refuse("")
        if not self._asking:
            self._tell(_WITHOUT_ADDRESS[index])
            return
        self.show_view(self._view)
        if self.entry is not None:
            self.entry.setFocus()

    def _finished(self, field: LineEdit) -> None:
        if field.text().strip():
            super()._finished(field)

    def show_view(self, view: SettingView) -> None:
        plain = str(view.value) in _WITHOUT_ADDRESS
        self._asking = self._asking and plain
        custom = self._asking or not plain
        self.mode.set_current(_CUSTOM if custom else _WITHOUT_ADDRESS.index(str(view.value)))
        self.mode.setEnabled(not view.fixed)
        if self.entry is not None:
            self.entry.setVisible(custom)
        super().show_view(view)

    def _typed(self, view: SettingView) -> str:
        return "" if str(view.value) in _WITHOUT_ADDRESS else super()._typed(view)

    def retranslate(self) -> None:
        self.mode.set_texts([self.tr("System"), self.tr("None"), self.tr("Custom")])
        super().retranslate()
        if self.entry is not None:
            self.mode.setAccessibleName(self.entry.accessibleName())
