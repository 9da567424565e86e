"""Requests a minute, tokens a minute and requests at once, side by side."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.pages.channels_tabs import show_text
from desktop.theme import px
from desktop.viewmodels.token_form import LIMITS
from desktop.widgets.base import follow_theme
from desktop.widgets.inputs import FormField, LineEdit


class Rates(Protocol):
    """As they are typed; '' is no limit."""

    @property
    def rpm(self) -> str: ...

    @property
    def tpm(self) -> str: ...

    @property
    def concurrency(self) -> str: ...


class RateFields(QWidget):
    """``edited`` carries a field's name and text; ``name`` begins the names of the fields."""

    edited = Signal(str, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = {each: LineEdit() for each in LIMITS}
        self.fields = {each: FormField("", edit) for each, edit in self._edits.items()}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for each, edit in self._edits.items():
            edit.setObjectName(f"{name}-{each}")
            edit.textEdited.connect(lambda text, field=each: self.edited.emit(field, text))
            self._row.addWidget(self.fields[each], 1)
        follow_theme(self)

    def restyle(self) -> None:
        self._row.setSpacing(px(8))

    def show_rates(self, rates: Rates) -> None:
        for name, edit in self._edits.items():
            show_text(edit, getattr(rates, name))

    def retranslate(self) -> None:
        for name, label, words in (
            ("rpm", self.tr("Requests/min"), self.tr("Requests in any minute")),
            ("tpm", self.tr("Tokens/min"), self.tr("Tokens of text, in and out, in any minute")),
            ("concurrency", self.tr("At once"), self.tr("Requests that may run at the same time")),
        ):
            edit = self._edits[name]
            self.fields[name].set_label(label)
            edit.setPlaceholderText(self.tr("No limit"))
            edit.setToolTip(words)
            edit.setAccessibleName(words)
