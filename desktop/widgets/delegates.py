"""Cells of a `DataTable`. Each paints one kind of value; the roles are in `roles.py`."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.theme import Tone, Weight, font, px, theme
from desktop.widgets import paint, roles
from desktop.widgets.charts.drawing import draw_share, draw_spark
from desktop.widgets.pill import STATUS_ICONS

Index = QModelIndex | QPersistentModelIndex
PAD: Final = 12
ICON: Final = 14
UNKNOWN: Final = "—"
QUIET_STATUS: Final = ("ok", "neutral")
TONES: Final[frozenset[str]] = frozenset(
    ("text", "text2", "text3", "disabled", "accent", "ok", "warn", "error", "info", "neutral")
)


class CellDelegate(QStyledItemDelegate):
    """Draws a cell's value; the table has painted the row's ground."""

    def __init__(
        self,
        tone: Tone = "text2",
        weight: Weight = "regular",
        *,
        right: bool = False,
        numbers: bool = False,
        mono: bool = False,
        strong: bool = False,
    ) -> None:
        super().__init__()
        self.tone: Tone = tone
        self.weight: Weight = weight
        self.right = right
        self._numbers = numbers or right
        self._mono = mono
        self._strong = strong

    def face(self) -> QFont:
        """The cell's font."""
        weight: Weight = "label" if self._strong else self.weight
        return font("small", weight, numbers=self._numbers, mono=self._mono)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        face = self.face()
        return QSize(paint.advance(face, text) + 2 * px(PAD), paint.line_height(face) + px(10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # PySide does not type the public fields of style options.
        opt: Any = option
        rect: QRect = opt.rect
        # No save and restore: every painting below sets the pen, brush and font it needs.
        paint.begin(painter)
        # The side a value leans on has the whole padding, the other only what keeps columns apart.
        left, right = (px(4), px(PAD)) if self.right else (px(PAD), px(4))
        self.paint_cell(painter, rect.adjusted(left, 0, -right, 0), index)

    def ink(self, index: Index) -> QColor:
        """The colour of the cell's text."""
        colours = theme().colours
        if index.data(roles.OffRole):
            return colours.text.tertiary
        tone = index.data(roles.ToneRole)
        return colours.tone(tone if tone in TONES else self.tone)

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw the value inside `rect`, which is the cell without its padding."""
        value = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        align = paint.RIGHT if self.right else paint.LEFT
        ink = theme().colours.text.tertiary if value == UNKNOWN else self.ink(index)
        paint.cached_text(painter, rect, value, self.face(), ink, align)


class TextCell(CellDelegate):
    """Text, with an optional icon before it and quieter text after it."""

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        left = rect.left()
        ink = self.ink(index)
        name = index.data(roles.IconRole)
        if name:
            paint.icon_at(painter, left, rect, px(ICON), str(name), theme().colours.text.secondary)
            left += px(ICON) + px(8)
        value = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        area = QRectF(left, rect.top(), rect.right() - left + 1, rect.height())
        used = paint.cached_text(painter, area, value, self.face(), ink)
        second = index.data(roles.SecondRole)
        left += used + px(8)
        # A few letters of it would say nothing.
        room = rect.right() - left
        if second and room >= min(px(64), paint.advance(font("small"), str(second))):
            area = QRectF(left, rect.top(), rect.right() - left, rect.height())
            quiet = theme().colours.text.tertiary
            paint.cached_text(painter, area, str(second), font("small"), quiet)


class NumberCell(CellDelegate):
    """A number with its unit: tabular digits, right aligned."""

    def __init__(self, tone: Tone = "text2", *, strong: bool = False) -> None:
        super().__init__(tone, right=True, numbers=True, strong=strong)


class StatusCell(CellDelegate):
    """Icon and word. Success stays quiet: only its icon has colour."""

    def __init__(self) -> None:
        super().__init__("text2", "emphasis")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + px(ICON) + px(6), size.height())

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        colours = theme().colours
        status: Any = index.data(roles.StatusRole) or "neutral"
        word = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if status == "live":
            icon_ink = ink = colours.accent.text
            name, face = "loader", font("small", "emphasis")
        else:
            name = STATUS_ICONS.get(status, "circle-dashed")
            icon_ink = colours.tone(status if status in TONES else "neutral")
            quiet = status in QUIET_STATUS
            ink = colours.text.secondary if quiet else icon_ink
            face = font("small") if quiet else font("small", "emphasis")
        name = str(index.data(roles.IconRole) or name)
        paint.icon_at(painter, rect.left(), rect, px(ICON), name, icon_ink)
        left = rect.left() + px(ICON) + px(6)
        area = QRectF(left, rect.top(), rect.right() - left + 1, rect.height())
        paint.cached_text(painter, area, word, face, ink)


class ModelCell(CellDelegate):
    """The model that was asked for, and in a quieter tone the one that was sent."""

    def __init__(self) -> None:
        super().__init__("text", "emphasis")

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        asked = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        used = paint.cached_text(painter, rect, asked, self.face(), self.ink(index))
        sent = index.data(roles.SecondRole)
        left = rect.left() + used + px(8)
        if not sent or left + px(40) > rect.right():
            return
        quiet = theme().colours.text.tertiary
        paint.icon_at(painter, left, rect, px(14), "arrow-right", quiet)
        left += px(14) + px(6)
        area = QRectF(left, rect.top(), rect.right() - left + 1, rect.height())
        paint.cached_text(painter, area, str(sent), font("small"), quiet)


class BadgeCell(CellDelegate):
    """Text and, when there were any, a refresh icon with the number of retries."""

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        badge = index.data(roles.BadgeRole)
        value = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        face = self.face()
        room = rect.width()
        tail = 0
        if badge:
            tail = px(8) + px(12) + px(5) + paint.advance(face, str(badge))
            room -= tail
        area = QRectF(rect.left(), rect.top(), max(0, room), rect.height())
        used = paint.cached_text(painter, area, value, face, self.ink(index))
        if badge:
            warn = theme().colours.tone("warn")
            left = rect.left() + used + px(8)
            paint.icon_at(painter, left, rect, px(12), "refresh-cw", warn)
            left += px(12) + px(5)
            area = QRectF(left, rect.top(), rect.right() - left + px(4), rect.height())
            paint.cached_text(
                painter, area, str(badge), font("small", "emphasis", numbers=True), warn
            )


class SwatchCell(CellDelegate):
    """A series colour and its name."""

    def __init__(self) -> None:
        super().__init__("text", "emphasis")

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        series = theme().colours.series
        hue = index.data(roles.SeriesRole)
        side = px(10)
        top = rect.center().y() - side / 2 + 1
        area = QRectF(rect.left(), top, side, side)
        paint.box(painter, area, theme().metrics.radius.bar, series[int(hue or 0) % len(series)])
        rest = rect.adjusted(side + px(8), 0, 0, 0)
        super().paint_cell(painter, rest, index)


class ShareCell(CellDelegate):
    """A share as a bar, with its percentage written beside it."""

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        fraction = float(index.data(roles.FractionRole) or 0.0)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        label = px(48) if words else 0
        series = theme().colours.series
        hue = index.data(roles.SeriesRole)
        colour = theme().colours.accent.fill if hue is None else series[int(hue) % len(series)]
        height = px(8)
        bar = QRectF(rect.left(), rect.center().y() - height / 2 + 1, rect.width() - label, height)
        draw_share(painter, bar, fraction, colour)
        if words:
            area = QRectF(bar.right() + px(8), rect.top(), label, rect.height())
            face = font("small", numbers=True)
            paint.cached_text(painter, area, words, face, theme().colours.text.secondary)


class SparkCell(CellDelegate):
    """A line without fill."""

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        values = index.data(roles.ValuesRole) or ()
        series = theme().colours.series
        hue = index.data(roles.SeriesRole)
        colour = theme().colours.accent.fill if hue is None else series[int(hue) % len(series)]
        area = QRectF(rect).adjusted(0, px(6), px(4) - px(PAD), -px(6))
        draw_spark(painter, area, tuple(float(v) for v in values), colour, width=1.5)
