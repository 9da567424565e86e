"""From when to when: two local moments, to the minute."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QEvent, QTime, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import px
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import FormField, LineEdit
from desktop.widgets.labels import Label

_FORMATS = ("yyyy-MM-dd HH:mm", "yyyy-MM-dd H:mm", "yyyy-MM-dd")
_SHOWN = "yyyy-MM-dd HH:mm"


def read_moment(text: str, *, end: bool = False) -> QDateTime | None:
    """``2026-05-03 14:00`` or ``2026-05-03``, as a day's start or, for an end, the next day's."""
    text = " ".join(text.replace("/", "-").replace("T", " ").split())
    for pattern in _FORMATS:
        found = QDateTime.fromString(text, pattern)
        if found.isValid():
            return found.addDays(1) if end and "H" not in pattern else found
    return None


class TimeRangeDialog(QDialog):
    """Opened with :meth:`ask`; ``range_chosen(since, until)`` in Unix ms, ``until`` exclusive."""

    range_chosen = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("time-range")
        self.setModal(True)
        self._since = LineEdit(mono=True)
        self._until = LineEdit(mono=True)
        self._since.setObjectName("time-range-since")
        self._until.setObjectName("time-range-until")
        self._from_field = FormField(" ", self._since)
        self._to_field = FormField(" ", self._until)
        self._title = Label("", "section")
        self._note = Label("", "small", "text3", wrap=True)
        self._cancel = Button("", "plain")
        self._show = Button("", "primary")
        self._show.setObjectName("time-range-show")
        self._show.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(20), px(24), px(20))
        layout.setSpacing(px(12))
        self.setMinimumWidth(px(440))
        fields = QHBoxLayout()
        fields.setSpacing(px(12))
        fields.addWidget(self._from_field)
        fields.addWidget(self._to_field)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._show)
        layout.addWidget(self._title)
        layout.addLayout(fields)
        layout.addWidget(self._note)
        layout.addLayout(buttons)
        self._cancel.clicked.connect(self.reject)
        self._show.clicked.connect(self._choose)
        for field in (self._since, self._until):
            field.textEdited.connect(self._forget_errors)
        self._retranslate()

    def ask(self, window: tuple[int, int]) -> None:
        """Opens with a stretch of time, (0, 0) for the last seven days."""
        since, until = window
        today = QDateTime.currentDateTime()
        today.setTime(QTime(0, 0))
        start = QDateTime.fromMSecsSinceEpoch(since) if since else today.addDays(-6)
        end = QDateTime.fromMSecsSinceEpoch(until) if until else today.addDays(1)
        self._since.setText(start.toString(_SHOWN))
        self._until.setText(end.toString(_SHOWN))
        self._forget_errors()
        self.open()
        self._since.setFocus()
        self._since.selectAll()

    def _forget_errors(self) -> None:
        self._from_field.set_error("")
        self._to_field.set_error("")

    def _choose(self) -> None:
        since, until = read_moment(self._since.text()), read_moment(self._until.text(), end=True)
        unread = self.tr("Type a day, such as 2026-05-03, or a day and a time.")
        if since is None:
            self._from_field.set_error(unread)
        if until is None:
            self._to_field.set_error(unread)
        if since is None or until is None:
            return
        if until <= since:
            self._to_field.set_error(self.tr("The end has to be after the start."))
            return
        self.accept()
        self.range_chosen.emit(since.toMSecsSinceEpoch(), until.toMSecsSinceEpoch())

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Time range"))
        self._title.setText(self.tr("Time range"))
        self._from_field.set_label(self.tr("From"))
        self._to_field.set_label(self.tr("To"))
        self._note.setText(self.tr("A day without a time is the whole day."))
        for button, words in ((self._cancel, self.tr("Cancel")), (self._show, self.tr("Show"))):
            button.setText(words)
            button.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
