"""A row whose button asks back in place, before anything is done."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.pages.settings_rows import SettingsRow
from desktop.widgets.buttons import Button


class ConfirmRow(SettingsRow):
    """One click asks (`asked`), a second, on another button, does it (`confirmed`)."""

    asked = Signal()
    confirmed = Signal()

    def __init__(self, icon: str, name: str) -> None:
        self.ask = Button("", "danger")
        self.ask.setObjectName(name)
        super().__init__(icon, self.ask)
        self.keep = Button("")
        self.keep.setObjectName(f"{name}-keep")
        self.confirm = Button("", "danger_solid")
        self.confirm.setObjectName(f"{name}-confirm")
        self.body.addWidget(self.keep)
        self.body.addWidget(self.confirm)
        self._question = ""
        self._possible = True
        self.asking = False
        self.ask.clicked.connect(self._ask)
        self.keep.clicked.connect(self._keep)
        self.confirm.clicked.connect(self._confirm)
        self._show()

    def set_buttons(self, ask: str, confirm: str, keep: str) -> None:
        """The words on its buttons."""
        for button, text in ((self.ask, ask), (self.confirm, confirm), (self.keep, keep)):
            button.setText(text)
            button.setAccessibleName(f"{text}: {self._label.text()}")
            button.updateGeometry()

    def set_question(self, question: str) -> None:
        """What is asked back: what is lost, and what stays."""
        self._question = question
        if self.asking:
            self.set_note(question, "warn")

    def set_possible(self, possible: bool) -> None:
        """Whether there is anything to do."""
        self._possible = possible
        if not possible:
            self.asking = False
        self._show()

    def set_busy(self, busy: bool) -> None:
        """It is being done."""
        self.ask.set_busy(busy)

    def _ask(self) -> None:
        self.asking = True
        self.asked.emit()
        self._show()
        self.set_note(self._question, "warn")
        self.keep.setFocus()

    def _keep(self) -> None:
        self.asking = False
        self.set_note("")
        self._show()

    def _confirm(self) -> None:
        self._keep()
        self.confirmed.emit()

    def _show(self) -> None:
        self.ask.setVisible(self._possible and not self.asking)
        self.keep.setVisible(self.asking)
        self.confirm.setVisible(self.asking)
