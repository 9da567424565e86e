"""A number with its label: the heroes of Overview and Usage."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme
from desktop.widgets.labels import Separator

NumberRole = Literal["number", "hero", "display"]


class Stat(QWidget):
    """Label and phrase on one line, a proportional number with its unit, a note, then `body`.

    Numbers come formatted; "—" for unknown, "$0" for zero.
    """

    def __init__(
        self,
        label: str,
        value: str = "—",
        *,
        phrase: str = "",
        unit: str = "",
        note: str = "",
        role: NumberRole = "hero",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label, self._value = label, value
        self._phrase, self._unit, self._note = phrase, unit, note
        self._role: NumberRole = role
        self.body = QVBoxLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._describe()
        follow_theme(self)

    def set_value(
        self,
        value: str,
        *,
        unit: str | None = None,
        phrase: str | None = None,
        note: str | None = None,
    ) -> None:
        """Show another number; what is None stays."""
        self._value = value
        self._unit = self._unit if unit is None else unit
        self._phrase = self._phrase if phrase is None else phrase
        self._note = self._note if note is None else note
        self._describe()
        self.restyle()

    def set_label(self, label: str) -> None:
        """Rename (a language change)."""
        self._label = label
        self._describe()
        self.update()

    def _describe(self) -> None:
        words = (self._label, self._value, self._unit, self._phrase, self._note)
        self.setAccessibleName(" ".join(word for word in words if word))

    def _number(self) -> QFont:
        return font(self._role)

    def _heights(self) -> tuple[int, int, int]:
        line = paint.line_height(font("small")) + px(1)
        return line, paint.line_height(self._number()), line if self._note else 0

    def restyle(self) -> None:
        above = sum(self._heights())
        # The layout holds only what is added below the painted lines.
        gap = px(4) if self.body.count() else 0
        self.body.setContentsMargins(0, above + gap, 0, 0)
        self.body.setSpacing(px(4))
        self.updateGeometry()
        self.update()

    def add(self, chart: QWidget) -> None:
        """Put a chart below the number."""
        self.body.addWidget(chart)
        self.restyle()

    def minimumSizeHint(self) -> QSize:
        size = self.body.minimumSize()
        number = paint.advance(self._number(), self._value)
        if self._unit:
            number += px(6) + paint.advance(font("small"), self._unit)
        label = paint.advance(font("small", "emphasis"), self._label)
        width = max(number, label, size.width())
        return QSize(width, max(size.height(), sum(self._heights())))

    def sizeHint(self) -> QSize:
        least = self.minimumSizeHint()
        label = paint.advance(font("small", "emphasis"), self._label)
        if self._phrase:
            label += px(12) + paint.advance(font("small"), self._phrase)
        note = paint.advance(font("small"), self._note)
        return QSize(max(least.width(), label, note), least.height())

    def label_ink(self) -> QColor:
        """The colour of the label."""
        return theme().colours.text.secondary

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        label, number, note = self._heights()
        width = float(self.width())
        with QPainter(self) as painter:
            paint.begin(painter)
            top = QRectF(0, 0, width, label)
            face = font("small", "emphasis")
            used = paint.text(painter, top, self._label, face, self.label_ink())
            rest = QRectF(used + px(12), 0, max(0.0, width - used - px(12)), label)
            quiet = colours.text.tertiary
            small = font("small")
            # A phrase cut to a few letters says nothing: show it whole or not at all.
            if self._phrase and paint.advance(small, self._phrase) <= rest.width():
                paint.text(painter, rest, self._phrase, small, quiet, paint.RIGHT)
            line = QRectF(0, label, width, number)
            big = self._number()
            used = paint.text(painter, line, self._value, big, colours.text.primary)
            if self._unit:
                metrics, little = QFontMetrics(big), QFontMetrics(small)
                base = label + (number - metrics.height()) / 2 + metrics.ascent()
                area = QRectF(
                    used + px(6), base - little.ascent(), width - used - px(6), little.height()
                )
                paint.text(painter, area, self._unit, small, quiet)
            if note:
                below = QRectF(0, label + number, width, note)
                paint.text(painter, below, self._note, small, quiet)


class StatLink(KeyboardFocus, Stat):
    """A stat that leads somewhere: `activated` on click, Enter or Space."""

    activated = Signal()

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(label, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def label_ink(self) -> QColor:
        colours = theme().colours
        return colours.accent.text if self.underMouse() else colours.text.secondary

    def ring_rect(self) -> QRect:
        return self.rect().adjusted(-px(6), -px(2), px(6), px(2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit()
        else:
            super().keyPressEvent(event)


class StatRow(QWidget):
    """Stats side by side with hairlines between, all equally wide."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        follow_theme(self)

    def add(self, stat: QWidget, stretch: int = 1) -> None:
        """Add at the right."""
        if self._row.count():
            self._row.addWidget(Separator(vertical=True))
        self._row.addWidget(stat, stretch, Qt.AlignmentFlag.AlignTop)

    def restyle(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(20))
