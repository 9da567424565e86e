"""Stacked bars over time, with legend, budget line, hover and a keyboard cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme
from desktop.widgets.charts.drawing import nice_ceiling
from desktop.widgets.charts.tip import draw_tip

FILL: Final = 0.66
AXIS: Final = 44
OTHER_HUE: Final = 7


@dataclass(frozen=True)
class Bucket:
    """One bar: its axis label, its full title, and a value per series."""

    label: str
    title: str
    values: tuple[float, ...]

    @property
    def total(self) -> float:
        """Height of the whole bar."""
        return sum(self.values)


def series_hue(index: int, count: int, *, other: bool) -> int:
    """Hue of a series: five colours in order, slate for a last one that is "Other"."""
    return OTHER_HUE if other and index == count - 1 else index % OTHER_HUE


class StackedBars(KeyboardFocus, QWidget):
    """At most five series and "Other" (the last, when `other`).

    `bucket_clicked(int)` on click or Enter. Left, Right, Home and End move a cursor whose tooltip
    lists the parts in stack order. `summary` describes the chart to screen readers.
    """

    bucket_clicked = Signal(int)

    def __init__(
        self,
        series: Sequence[str] = (),
        buckets: Sequence[Bucket] = (),
        *,
        other: bool = False,
        number: Callable[[float], str] = "{:g}".format,
        budget: tuple[float, str] | None = None,
        summary: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._number = number
        self._cursor = -1
        self.set_data(series, buckets, other=other, budget=budget, summary=summary)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        follow_theme(self)

    def set_data(
        self,
        series: Sequence[str],
        buckets: Sequence[Bucket],
        *,
        other: bool = False,
        number: Callable[[float], str] | None = None,
        budget: tuple[float, str] | None = None,
        summary: str = "",
    ) -> None:
        """Draw other data; `budget` is a value and the words on its line."""
        self._series = tuple(series)
        self._buckets = tuple(buckets)
        self._other = other
        self._budget = budget
        self._number = number or self._number
        self._cursor = -1
        self.setAccessibleName(summary)
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(560), px(260))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(280), px(160))

    @property
    def cursor_index(self) -> int:
        """The bar under mouse or keyboard cursor, or -1."""
        return self._cursor

    def hue(self, index: int) -> int:
        """The series colour of a part, for the legend."""
        return series_hue(index, len(self._series), other=self._other)

    def _scale(self) -> tuple[float, float]:
        highest = max((bucket.total for bucket in self._buckets), default=0.0)
        if self._budget is not None:
            highest = max(highest, self._budget[0] * 1.05)
        return nice_ceiling(highest)

    def _plot(self) -> QRectF:
        line = paint.line_height(font("small"))
        top = line / 2 + 1
        return QRectF(
            px(AXIS),
            top,
            max(1, self.width() - px(AXIS)),
            max(1, self.height() - top - line - px(8)),
        )

    def _slot(self) -> float:
        return self._plot().width() / max(1, len(self._buckets))

    def _set_cursor(self, index: int) -> None:
        if index != self._cursor:
            self._cursor = index
            shown = 0 <= index < len(self._buckets)
            self.setAccessibleDescription(self._describe(index) if shown else "")
            self.update()

    def _describe(self, index: int) -> str:
        bucket = self._buckets[index]
        parts = [
            f"{n} {self._number(v)}" for n, v in zip(self._series, bucket.values, strict=False)
        ]
        return ", ".join((f"{bucket.title} {self._number(bucket.total)}", *parts))

    def _at(self, x: float) -> int:
        plot = self._plot()
        index = int((x - plot.left()) / self._slot()) if x >= plot.left() else -1
        return index if index < len(self._buckets) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_cursor(self._at(event.position().x()))

    def leaveEvent(self, event: object) -> None:
        self._set_cursor(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().x())
        if index >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.bucket_clicked.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._buckets) - 1
        key = Qt.Key(event.key())
        targets = {
            Qt.Key.Key_Left: max(0, self._cursor - 1),
            Qt.Key.Key_Right: min(last, self._cursor + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in targets and last >= 0:
            self._set_cursor(targets[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor >= 0:
            self.bucket_clicked.emit(self._cursor)
        elif key == Qt.Key.Key_Escape and self._cursor >= 0:
            self._set_cursor(-1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        top, step = self._scale()
        with QPainter(self) as painter:
            paint.begin(painter)
            self._paint_grid(painter, top, step)
            for index, bucket in enumerate(self._buckets):
                self._paint_bar(painter, index, bucket, top)
            self._paint_labels(painter)
            self._paint_budget(painter, top)
            if 0 <= self._cursor < len(self._buckets):
                self._paint_tip(painter)

    def _paint_grid(self, painter: QPainter, top: float, step: float) -> None:
        colours, plot = theme().colours, self._plot()
        face = font("small", numbers=True)
        if 0 <= self._cursor < len(self._buckets):
            slot = self._slot()
            x = plot.left() + self._cursor * slot
            painter.fillRect(QRectF(x, plot.top(), slot, plot.height()), colours.surface.hover)
        for index in range(round(top / step) + 1):
            value = index * step
            y = plot.bottom() - plot.height() * value / top
            line = colours.border.line_strong if index == 0 else colours.border.line
            paint.hline(painter, round(plot.left()), round(y), round(plot.width()), line)
            height = paint.line_height(face)
            area = QRectF(0, y - height / 2, px(AXIS) - px(10), height)
            words = self._number(value)
            paint.text(painter, area, words, face, colours.text.tertiary, paint.RIGHT)

    def _paint_bar(self, painter: QPainter, index: int, bucket: Bucket, top: float) -> None:
        colours, plot = theme().colours, self._plot()
        slot = self._slot()
        width = max(2.0, slot * FILL)
        x = plot.left() + index * slot + (slot - width) / 2
        base = plot.bottom()
        parts = [(n, v) for n, v in enumerate(bucket.values) if v > 0]
        for place, (number, value) in enumerate(parts):
            height = plot.height() * value / top
            area = QRectF(x, base - height, width, height)
            base -= height
            if height > 2 and place:
                area.setBottom(area.bottom() - 1)  # the gap between parts
            colour = colours.series[self.hue(number)]
            if place == len(parts) - 1:
                painter.fillPath(_rounded_top(area, theme().metrics.radius.bar), colour)
            else:
                painter.fillRect(area, colour)

    def _paint_labels(self, painter: QPainter) -> None:
        if not self._buckets:
            return
        plot, slot = self._plot(), self._slot()
        face, ink = font("small", numbers=True), theme().colours.text.tertiary
        widest = max(paint.advance(face, bucket.label) for bucket in self._buckets)
        every = max(1, -int(-(widest + px(20)) // slot))
        # Counted from the right: the newest bar is always named.
        for index in range(len(self._buckets) - 1, -1, -every):
            words = self._buckets[index].label
            width = paint.advance(face, words) + 2
            centre = plot.left() + (index + 0.5) * slot
            left = min(max(0.0, centre - width / 2), self.width() - width)
            height = paint.line_height(face)
            area = QRectF(left, self.height() - height, width, height)
            paint.text(painter, area, words, face, ink)

    def _paint_budget(self, painter: QPainter, top: float) -> None:
        if self._budget is None:
            return
        value, words = self._budget
        plot, colours = self._plot(), theme().colours
        y = round(plot.bottom() - plot.height() * value / top) + 0.5
        face = font("small", "emphasis")
        width = paint.advance(face, words)
        pen = QPen(colours.text.secondary, 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        height = paint.line_height(face)
        start = self._clear_spot(width + px(12), plot.height() * value / top - height / 2, top)
        painter.drawLine(round(plot.left()), int(y), round(start), int(y))
        painter.drawLine(round(start + width + px(12)), int(y), round(plot.right()), int(y))
        area = QRectF(start + px(4), y - height / 2, width + 2, height)
        painter.fillRect(area.adjusted(-px(3), 0, px(3), 0), colours.surface.card)
        paint.text(painter, area, words, face, colours.text.secondary)

    def _clear_spot(self, width: float, below: float, top: float) -> float:
        """Where a label of `width` covers no bar higher than `below` pixels; else at the left."""
        plot, slot = self._plot(), self._slot()
        heights = [plot.height() * bucket.total / top for bucket in self._buckets]
        span = -int(-width // slot)
        for first in range(max(1, len(heights) - span + 1)):
            if all(height < below for height in heights[first : first + span]):
                return plot.left() + first * slot + (px(8) if first == 0 else 0)
        return plot.left() + px(8)

    def _paint_tip(self, painter: QPainter) -> None:
        bucket = self._buckets[self._cursor]
        rows: list[tuple[QColor | None, str, str]] = []
        # Stack order: what lies on top of the bar is on top of the list.
        for number in range(len(self._series) - 1, -1, -1):
            if number < len(bucket.values) and bucket.values[number] > 0:
                colour = theme().colours.series[self.hue(number)]
                words = self._number(bucket.values[number])
                rows.append((colour, self._series[number], words))
        slot = self._slot()
        left = self._plot().left() + self._cursor * slot
        around = QRectF(left, 0, slot, self.height())
        head = (bucket.title, self._number(bucket.total))
        draw_tip(painter, QRectF(self.rect()), around, head, rows)


def _rounded_top(area: QRectF, radius: float) -> QPainterPath:
    radius = min(radius, area.height(), area.width() / 2)
    path = QPainterPath()
    path.moveTo(area.bottomLeft())
    path.lineTo(area.left(), area.top() + radius)
    path.quadTo(area.topLeft(), area.topLeft() + QPointF(radius, 0))
    path.lineTo(area.right() - radius, area.top())
    path.quadTo(area.topRight(), area.topRight() + QPointF(0, radius))
    path.lineTo(area.bottomRight())
    path.closeSubpath()
    return path
