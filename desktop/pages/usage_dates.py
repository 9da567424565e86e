"""Two days typed as a span of one's own."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.inputs import LineEdit, set_invalid
from desktop.widgets.labels import IconLabel, Label
from gateway.services.usage import Span

WIDTH = 116


class DaysRow(QWidget):
    """`chosen(first, last)` once both are days and the span is one; a sentence says why not."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("usage-days")
        self.first, self.last = LineEdit(), LineEdit()
        self.first.setObjectName("usage-first")
        self.last.setObjectName("usage-last")
        self._from, self._to = Label("", "body", "text2"), Label("", "body", "text2")
        self._icon = IconLabel("circle-alert", "error", 14)
        self._error = Label("", "small", "error")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._from, self.first, self._to, self.last, self._icon, self._error):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for field in (self.first, self.last):
            field.textEdited.connect(lambda _text: self._read(whole=False))
            field.editingFinished.connect(lambda: self._read(whole=True))
        self._say("")
        self.retranslate()
        follow_theme(self)

    def restyle(self) -> None:
        self._row.setSpacing(px(8))
        for field in (self.first, self.last):
            field.setFixedWidth(px(WIDTH))

    def show_days(self, first: date, last: date) -> None:
        """Fills the fields, unless somebody types in them."""
        for field, day in ((self.first, first), (self.last, last)):
            if not field.hasFocus():
                field.setText(day.isoformat())
        if not (self.first.hasFocus() or self.last.hasFocus()):
            self._say("")

    @property
    def error(self) -> str:
        return self._error.text()

    def _read(self, *, whole: bool) -> None:
        """While something is typed only what is right counts; what is wrong is said at the end."""
        days = [_day(field.text()) for field in (self.first, self.last)]
        for field, day in zip((self.first, self.last), days, strict=True):
            set_invalid(field, whole and day is None)
        first, last = days
        if first is None or last is None:
            self._say(self.tr("Write days like 2026-11-22.") if whole else "")
            return
        try:
            Span(first, last)
        except ValueError:
            self._say(self.tr("The first day comes after the last.") if whole else "")
            return
        self._say("")
        self.chosen.emit(first, last)

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self._icon.setVisible(bool(sentence))

    def retranslate(self) -> None:
        self._from.setText(self.tr("From"))
        self._to.setText(self.tr("to"))
        self.first.setAccessibleName(self.tr("First day"))
        self.last.setAccessibleName(self.tr("Last day"))
        for field in (self.first, self.last):
            field.setPlaceholderText(self.tr("2026-12-31"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.strip())
        Span(day, day)
    except ValueError:
        return None
    return day
