"""A picture in small, with round corners."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme


class Thumbnail(QWidget):
    """`side` is its longer side at 100 %; smaller pictures are made as large."""

    def __init__(self, image: QImage, name: str, side: int = 120) -> None:
        super().__init__()
        self._image = image
        self._side = side
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def restyle(self) -> None:
        self.setFixedSize(self._wanted())

    def _wanted(self) -> QSize:
        side = px(self._side)
        return self._image.size().scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, event: QPaintEvent) -> None:
        area, radius = QRectF(self.rect()), theme().metrics.radius.control
        with QPainter(self) as painter:
            paint.begin(painter)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            shape = QPainterPath()
            shape.addRoundedRect(area, radius, radius)
            painter.setClipPath(shape)
            painter.drawImage(area, self._image)
            painter.setClipping(False)
            paint.box(painter, area, radius, None, theme().colours.border.line)
