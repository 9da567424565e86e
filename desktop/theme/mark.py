"""Homeport's mark: a ring with a mouth at the top right and a dot inside, on a gradient square.

Drawn on the 24 grid of tokens.json "mark"; `resources/icons/homeport.svg` is the same drawing.
"""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QLinearGradient, QPainter, QPen, QPixmap

from desktop.theme.tokens import RESOURCES

MarkState = Literal["stopped", "running", "active", "problem"]
GRID: Final = 24.0
CORNER: Final = 0.27 * GRID
RING: Final = QRectF(5.2, 5.2, 13.6, 13.6)
RING_STROKE: Final = 2.3
RING_START: Final = 80
RING_SPAN: Final = 290
DOT: Final = 2.5
ACTIVE_DOT: Final = 3.4
TOP: Final = "#1B79B4"
BOTTOM: Final = "#0B4C77"
BADGE: Final = "#EA6A5E"
PNG_SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)


def paint_mark(
    painter: QPainter,
    rect: QRectF,
    state: MarkState = "running",
    *,
    ink: QColor | None = None,
) -> None:
    """Draw the mark in `rect`. With `ink` only ring and dot, in that colour (tray templates)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.height() / GRID)
    stroke = ink or QColor(Qt.GlobalColor.white)
    if ink is None:
        gradient = QLinearGradient(0, 0, 0, GRID)
        gradient.setColorAt(0, QColor(TOP))
        gradient.setColorAt(1, QColor(BOTTOM))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(gradient))
        painter.drawRoundedRect(QRectF(0, 0, GRID, GRID), CORNER, CORNER)
    else:
        # Without the square the ring fills the tray's whole cell.
        painter.translate(12, 12)
        painter.scale(1.45, 1.45)
        painter.translate(-12, -12)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(stroke, RING_STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawArc(RING, RING_START * 16, RING_SPAN * 16)
    if state != "stopped":
        radius = ACTIVE_DOT if state == "active" else DOT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(stroke)
        painter.drawEllipse(QPointF(12, 12), radius, radius)
    if state == "problem":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(BADGE))
        painter.drawEllipse(QPointF(17.8, 17.8), 3.4, 3.4)
    painter.restore()


def mark_pixmap(
    size: int, ratio: float = 1.0, state: MarkState = "running", *, ink: QColor | None = None
) -> QPixmap:
    """The mark, `size` logical pixels square."""
    side = round(size * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_mark(painter, QRectF(0, 0, side, side), state, ink=ink)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def window_icon() -> QIcon:
    """The program's icon from the shipped PNG sizes."""
    icon = QIcon()
    for size in PNG_SIZES:
        icon.addFile(str(RESOURCES / "icons" / "mark" / f"homeport-{size}.png"))
    return icon


def tray_icon(state: MarkState, ink: QColor | None = None) -> QIcon:
    """The tray's icon; with `ink` a one-colour template (macOS: black, then `setIsMask`)."""
    icon = QIcon()
    for size in (16, 20, 22, 24, 32, 44, 48):
        icon.addPixmap(mark_pixmap(size, 1.0, state, ink=ink))
    return icon
