"""A small whole number between two buttons: click, type, or Up and Down."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.theme import font, px
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import IconButton
from desktop.widgets.inputs import LineEdit


class _Number(LineEdit):
    """Digits alone; the arrow keys step."""

    stepped = Signal(int)

    def restyle(self) -> None:
        super().restyle()
        self.setFont(font("body", numbers=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if (by := steps.get(Qt.Key(event.key()))) is not None:
            self.stepped.emit(by)
        else:
            super().keyPressEvent(event)


class Stepper(QWidget):
    """`changed(int)` tells of every new value between `least` and `most`."""

    changed = Signal(int)

    def __init__(
        self,
        name: str,
        value: int,
        *,
        least: int = 0,
        most: int = 99,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value = value
        self._least, self._most = least, most
        self.less = IconButton("minus", self.tr("Less"), compact=True)
        self.more = IconButton("plus", self.tr("More"), compact=True)
        self.field = _Number(str(value), name=name)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setValidator(QIntValidator(least, most, self))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.less, self.field, self.more):
            self._row.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.field)
        self.setAccessibleName(name)
        self.less.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))
        self.field.stepped.connect(self._step)
        self.field.textEdited.connect(self._typed)
        self.field.editingFinished.connect(self._show)
        follow_theme(self)
        self._show()

    def restyle(self) -> None:
        self._row.setSpacing(px(4))
        self.field.setFixedWidth(px(52))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.less.set_name(self.tr("Less"))
            self.more.set_name(self.tr("More"))
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    @property
    def value(self) -> int:
        return self._value

    def _step(self, by: int) -> None:
        self._take(min(self._most, max(self._least, self._value + by)))
        self._show()
        self.field.selectAll()

    def _typed(self, text: str) -> None:
        if text and self._least <= int(text) <= self._most:
            self._take(int(text))

    def _take(self, value: int) -> None:
        if value != self._value:
            self._value = value
            self.less.setEnabled(value > self._least)
            self.more.setEnabled(value < self._most)
            self.changed.emit(value)

    def _show(self) -> None:
        if self.field.text() != str(self._value):
            self.field.setText(str(self._value))
        self.less.setEnabled(self._value > self._least)
        self.more.setEnabled(self._value < self._most)
