"""An ancestor in a page's title, as a link of the title's own size."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme import font, theme
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme


class Crumb(KeyboardFocus, QAbstractButton):
    """Tertiary text at title size that lights up under the mouse."""

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def restyle(self) -> None:
        face = QFont(font("title"))
        face.setWeight(QFont.Weight.Normal)
        self.setFont(face)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        text = theme().colours.text
        with QPainter(self) as painter:
            ink = text.primary if self.underMouse() else text.tertiary
            paint.text(painter, self.rect(), self.text(), self.font(), ink)
