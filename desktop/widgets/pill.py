"""Status pill: icon and word, always both; tinted, or plain for dense tables and lists."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import StatusName, font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme

STATUS_ICONS: Final[dict[StatusName, str]] = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "error": "circle-x",
    "info": "circle-pause",
    "neutral": "circle-dashed",
}


class StatusPill(QWidget):
    """`text` with its status; `icon` replaces the status's own icon (lock, timer, circle-off)."""

    def __init__(
        self,
        text: str,
        status: StatusName = "ok",
        *,
        icon: str = "",
        plain: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._plain = plain
        self._text = ""
        self._status: StatusName = status
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(text, status, icon=icon)
        follow_theme(self)

    def set_state(self, text: str, status: StatusName, *, icon: str = "") -> None:
        """Show another state."""
        self._text = text
        self._status = status
        self._icon = theme().icons.require(icon) or STATUS_ICONS[status]
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """The word."""
        return self._text

    def restyle(self) -> None:
        self.setFont(font("small", "emphasis", numbers=True))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        pads = 0 if self._plain else px(8) + px(10)
        width = pads + px(14) + px(5) + metrics.horizontalAdvance(self._text)
        return QSize(width, max(theme().metrics.height.pill, metrics.height() + px(4)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        tones = colours.status(self._status)
        with QPainter(self) as painter:
            paint.begin(painter)
            x = 0.0
            if not self._plain:
                border = tones.text if colours.high_contrast else None
                paint.box(painter, self.rect(), self.height() / 2, tones.tint, border)
                x = float(px(8))
            paint.icon_at(painter, x, self.rect(), px(14), self._icon, tones.text)
            x += px(14) + px(5)
            area = QRectF(x, 0, self.width() - x, self.height())
            paint.text(painter, area, self._text, self.font(), tones.text)
