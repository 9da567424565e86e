"""A QR code: black on a white tile in every theme, with four modules of quiet zone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme

QUIET = 4
INK = "#0B0F12"


class QrView(QWidget):
    """Draws a matrix of modules (True is dark). `summary` says where it leads."""

    def __init__(
        self,
        modules: Sequence[Sequence[bool]] = (),
        *,
        summary: str = "",
        size: int = 224,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self.set_modules(modules, summary)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def set_modules(self, modules: Sequence[Sequence[bool]], summary: str = "") -> None:
        """Show another code."""
        self._modules = tuple(tuple(row) for row in modules)
        self.setAccessibleName(summary)
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.begin(painter)
            side = min(self.width(), self.height())
            tile = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            white = QColor(Qt.GlobalColor.white)
            border = theme().colours.border.line
            paint.box(painter, tile, theme().metrics.radius.qr, white, border)
            count = len(self._modules)
            if count == 0:
                return
            # Whole pixels per module: a scanner dislikes grey seams.
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            ratio = self.devicePixelRatioF()
            module = max(1, int(side * ratio / (count + 2 * QUIET))) / ratio
            left = tile.center().x() - module * count / 2
            top = tile.center().y() - module * count / 2
            ink = QColor(INK)
            for y, row in enumerate(self._modules):
                for x, dark in enumerate(row):
                    if dark:
                        area = QRectF(left + x * module, top + y * module, module, module)
                        painter.fillRect(area, ink)
