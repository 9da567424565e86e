"""Lines over time, one per series, broken where nothing is known."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.theme import theme
from desktop.widgets.charts.bucket_chart import BucketChart
from desktop.widgets.charts.drawing import smooth_path

WIDTH: Final = 1.75
DOT: Final = 3.0
LONE_DOT: Final = 2.0
NEAR: Final = 8.0


class Lines(BucketChart):
    """A line per series; None breaks it, a value between two gaps is a dot."""

    def highest(self) -> float:
        values = [v for bucket in self._buckets for v in bucket.values if v is not None]
        return max(values, default=0.0)

    def runs(self, series: int, plot: QRectF, top: float) -> list[list[QPointF]]:
        """A series as stretches of neighbouring points."""
        slot = self.slot()
        found: list[list[QPointF]] = [[]]
        for index, bucket in enumerate(self._buckets):
            value = bucket.values[series] if series < len(bucket.values) else None
            if value is None:
                found.append([])
                continue
            x = plot.left() + (index + 0.5) * slot
            found[-1].append(QPointF(x, plot.bottom() - plot.height() * value / top))
        return [run for run in found if run]

    def part_at(self, index: int, y: float) -> int:
        plot, top = self.plot(), self.scale()[0]
        near: list[tuple[float, int]] = []
        for number, value in enumerate(self._buckets[index].values):
            if value is not None:
                distance = abs(plot.bottom() - plot.height() * value / top - y)
                near.append((distance, number))
        best = min(near, default=(NEAR + 1, -1))
        return best[1] if best[0] <= NEAR else -1

    def paint_values(self, painter: QPainter, plot: QRectF, top: float) -> None:
        colours = theme().colours
        # The first series is painted last: it is the largest and lies over the others.
        for number in range(len(self._series) - 1, -1, -1):
            colour = colours.series[self.hue(number)]
            for run in self.runs(number, plot, top):
                if len(run) == 1:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(colour)
                    painter.drawEllipse(run[0], LONE_DOT, LONE_DOT)
                    continue
                pen = QPen(colour, WIDTH * (1.6 if number == self._part else 1.0))
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(smooth_path(run))
            self._paint_dot(painter, number, plot, top)

    def _paint_dot(self, painter: QPainter, number: int, plot: QRectF, top: float) -> None:
        """Where the cursor stands on a line."""
        if not 0 <= self._cursor < len(self._buckets):
            return
        values = self._buckets[self._cursor].values
        value = values[number] if number < len(values) else None
        if value is None:
            return
        x = plot.left() + (self._cursor + 0.5) * self.slot()
        y = plot.bottom() - plot.height() * value / top
        painter.setPen(QPen(theme().colours.surface.card, 1.5))
        painter.setBrush(theme().colours.series[self.hue(number)])
        painter.drawEllipse(QPointF(x, y), DOT + 0.75, DOT + 0.75)
