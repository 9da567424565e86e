"""Stacked bars over time, with a budget line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.charts.bucket_chart import Bucket, BucketChart, series_hue

__all__ = ["Bucket", "StackedBars", "series_hue"]

FILL: Final = 0.66


class StackedBars(BucketChart):
    """A bar per bucket, its series on each other in their order."""

    def _parts(self, index: int, plot: QRectF, top: float) -> list[tuple[int, QRectF]]:
        """Each series' part of a bar, from the bottom up."""
        slot = self.slot()
        width = max(2.0, slot * FILL)
        x = plot.left() + index * slot + (slot - width) / 2
        base = plot.bottom()
        parts = []
        for number, value in enumerate(self._buckets[index].values):
            if value is not None and value > 0:
                height = plot.height() * value / top
                base -= height
                parts.append((number, QRectF(x, base, width, height)))
        return parts

    def part_at(self, index: int, y: float) -> int:
        for number, area in self._parts(index, self.plot(), self.scale()[0]):
            if area.top() <= y < area.bottom():
                return number
        return -1

    def paint_values(self, painter: QPainter, plot: QRectF, top: float) -> None:
        colours = theme().colours
        for index in range(len(self._buckets)):
            parts = self._parts(index, plot, top)
            for place, (number, area) in enumerate(parts):
                if area.height() > 2 and place:
                    area.setBottom(area.bottom() - 1)  # the gap between parts
                colour = colours.series[self.hue(number)]
                if place == len(parts) - 1:
                    painter.fillPath(_rounded_top(area, theme().metrics.radius.bar), colour)
                else:
                    painter.fillRect(area, colour)
        self._paint_budget(painter, plot, top)

    def _paint_budget(self, painter: QPainter, plot: QRectF, top: float) -> None:
        if self._budget is None:
            return
        value, words = self._budget
        colours = theme().colours
        y = round(plot.bottom() - plot.height() * value / top) + 0.5
        face = font("small", "emphasis")
        width = paint.advance(face, words)
        painter.setPen(QPen(colours.text.secondary, 1, Qt.PenStyle.DashLine))
        height = paint.line_height(face)
        below = plot.height() * value / top - height / 2
        start = self._clear_spot(plot, width + px(12), below, top)
        painter.drawLine(round(plot.left()), int(y), round(start), int(y))
        painter.drawLine(round(start + width + px(12)), int(y), round(plot.right()), int(y))
        area = QRectF(start + px(4), y - height / 2, width + 2, height)
        painter.fillRect(area.adjusted(-px(3), 0, px(3), 0), colours.surface.card)
        paint.text(painter, area, words, face, colours.text.secondary)

    def _clear_spot(self, plot: QRectF, width: float, below: float, top: float) -> float:
        """Where a label of `width` covers no bar higher than `below` pixels; else at the left."""
        slot = self.slot()
        heights = [plot.height() * bucket.total / top for bucket in self._buckets]
        span = -int(-width // slot)
        for first in range(max(1, len(heights) - span + 1)):
            if all(height < below for height in heights[first : first + span]):
                return plot.left() + first * slot + (px(8) if first == 0 else 0)
        return plot.left() + px(8)


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
