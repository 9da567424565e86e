"""A passphrase typed twice, checked as it is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.inputs import FormField, SecretEdit
from gateway.services.vault import LEAST_CHARS


class PassphraseFields(QWidget):
    """`changed` with every letter; `passphrase` is '' until both agree and are long enough."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = SecretEdit()
        self.first.setObjectName(name)
        self.again = SecretEdit()
        self.again.setObjectName(f"{name}-again")
        self._first_field = FormField("", self.first)
        self._again_field = FormField("", self.again)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._first_field)
        self._column.addWidget(self._again_field)
        for edit in (self.first, self.again):
            edit.textChanged.connect(self._check)
            edit.returnPressed.connect(self._submit)
        self.retranslate()
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(px(12))

    @property
    def passphrase(self) -> str:
        """What was typed, once it can be used."""
        text = self.first.text()
        return text if len(text) >= LEAST_CHARS and text == self.again.text() else ""

    def forget(self) -> None:
        """Empties both."""
        self.first.clear()
        self.again.clear()

    def _check(self) -> None:
        first, again = self.first.text(), self.again.text()
        differ = bool(again) and not first.startswith(again)
        self._again_field.set_error(self.tr("The two are not the same.") if differ else "")
        self.changed.emit()

    def _submit(self) -> None:
        if self.passphrase:
            self.submitted.emit()

    def retranslate(self) -> None:
        self._first_field.set_label(self.tr("Passphrase"))
        self._first_field.set_note(
            self.tr("At least {n} characters. A few random words are easy to keep.").format(
                n=LEAST_CHARS
            )
        )
        self._again_field.set_label(self.tr("Once more"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._check()
