"""Cells of the token table that are not text alone: bar, dot, switch, the way to the menu."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QPainter

from desktop.theme import px, theme
from desktop.widgets import paint, roles
from desktop.widgets.charts.drawing import draw_share
from desktop.widgets.delegates import CellDelegate, NumberCell, TextCell

Index = QModelIndex | QPersistentModelIndex


class BalanceCell(NumberCell):
    """An amount, and below it what is left of all there ever was (`FractionRole`)."""

    def __init__(self) -> None:
        super().__init__("text")

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        share = index.data(roles.FractionRole)
        if share is None:
            super().paint_cell(painter, rect, index)
            return
        high = px(3)
        super().paint_cell(painter, rect.adjusted(0, 0, 0, -px(7)), index)
        tone = index.data(roles.ToneRole)
        colours = theme().colours
        ink = colours.status(tone).solid if tone in ("warn", "error") else colours.accent.fill
        if index.data(roles.OffRole):
            ink = colours.text.tertiary
        below = rect.center().y() + paint.line_height(self.face()) / 2 - px(1)
        bar = QRectF(rect.left() + px(8), below, rect.width() - px(8), high)
        draw_share(painter, bar, float(share), ink)


class LastUsedCell(TextCell):
    """Who, from where, when; a dot where the address is new to the token (`StatusRole`)."""

    def __init__(self) -> None:
        super().__init__("text2")

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if index.data(roles.StatusRole):
            side = px(7)
            dot = QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side)
            paint.box(painter, dot, side / 2, theme().colours.accent.fill)
            rect = rect.adjusted(side + px(7), 0, 0, 0)
        super().paint_cell(painter, rect, index)


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
