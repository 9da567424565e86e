"""Cells of the token table that are not text: a switch and the way to the menu."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QPainter

from desktop.theme import px, theme
from desktop.widgets import paint, roles
from desktop.widgets.delegates import CellDelegate

Index = QModelIndex | QPersistentModelIndex


class SwitchCell(CellDelegate):
    """A switch as `switch.Switch` paints it; on unless the row answers `OffRole`."""

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        colours = theme().colours
        on = not index.data(roles.OffRole)
        track = QRectF(rect.left(), 0, px(36), px(20))
        track.moveTop(rect.center().y() - track.height() / 2 + 0.5)
        fill = colours.accent.fill if on else colours.surface.card
        border = None if on else colours.border.control
        paint.box(painter, track, track.height() / 2, fill, border)
        half = track.height() / 2
        side = track.height() - px(8 if on else 10)
        knob = QRectF(0, 0, side, side)
        x = track.right() - half if on else track.left() + half
        knob.moveCenter(QRectF(x, track.top() + half, 0, 0).topLeft())
        paint.box(painter, knob, side / 2, colours.accent.on if on else colours.border.control)


class MenuCell(CellDelegate):
    """Three dots."""

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        side = px(16)
        area = QRectF(0, 0, side, side)
        area.moveCenter(QRectF(rect).center())
        paint.icon(painter, area, "ellipsis", theme().colours.text.secondary)
