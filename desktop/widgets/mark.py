"""The mark as a widget."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import px
from desktop.theme.mark import paint_mark
from desktop.widgets.base import follow_theme


class Mark(QWidget):
    """Homeport's mark, 22 in the rail, 44 on the welcome page."""

    def __init__(self, size: int = 22, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            side = min(self.width(), self.height())
            square = QRectF(0, 0, side, side)
            square.moveCenter(QRectF(self.rect()).center())
            paint_mark(painter, square)
