"""The side sheet in which the models of a new channel are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.pages.model_checklist import ModelChecklist
from desktop.widgets.buttons import Button
from desktop.widgets.side_sheet import SideSheet


class ModelsSheet(SideSheet):
    """``accepted`` carries the chosen names; none chosen cannot be accepted."""

    accepted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("models-sheet")
        self._list = ModelChecklist("models")
        self._list.changed.connect(self._tell)
        self.body.addWidget(self._list)
        self.body.addStretch(1)
        self._cancel, self._use = Button("", "plain"), Button("", "primary")
        self._use.setObjectName("models-use")
        self._cancel.clicked.connect(self.close_requested)
        self._use.clicked.connect(lambda: self.accepted.emit(list(self._list.choices.chosen)))
        self.set_footer(self._cancel, self._use)
        self._retranslate()

    def offer(self, names: Sequence[str], chosen: Sequence[str]) -> None:
        """Shows these models, some of them chosen."""
        self._list.search.clear()
        self._list.set_models(names, tuple(chosen))
        self._tell(tuple(chosen))

    def focus_search(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, chosen: tuple[str, ...]) -> None:
        self._use.setEnabled(bool(chosen))

    def _retranslate(self) -> None:
        self.set_title(self.tr("Models"), self.tr("Which of them clients may ask for"))
        self._cancel.setText(self.tr("Cancel"))
        self._use.setText(self.tr("Use these"))
        for button in (self._cancel, self._use):
            button.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._list.retranslate()
            self._retranslate()
