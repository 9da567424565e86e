"""Shapes shared by chart widgets and table cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen

from desktop.theme import theme
from desktop.theme.colour import with_alpha
from desktop.widgets import paint


def smooth_path(points: Sequence[QPointF]) -> QPainterPath:
    """A curve through `points` that never overshoots: controls keep the neighbours' height."""
    path = QPainterPath(points[0])
    for before, after in pairwise(points):
        middle = (before.x() + after.x()) / 2
        path.cubicTo(QPointF(middle, before.y()), QPointF(middle, after.y()), after)
    return path


def spark_points(rect: QRectF, values: Sequence[float], *, floor_at: float | None) -> list[QPointF]:
    """Values as points in `rect`; `floor_at` fixes the bottom of the scale (0 for counts)."""
    low = min(values) if floor_at is None else min(floor_at, *values)
    high = max(values)
    span = high - low or 1.0
    step = rect.width() / max(1, len(values) - 1)
    flat = high == low
    points = []
    for index, value in enumerate(values):
        share = 0.5 if flat and floor_at is None else (value - low) / span
        points.append(QPointF(rect.left() + index * step, rect.bottom() - share * rect.height()))
    return points


def draw_spark(
    painter: QPainter,
    rect: QRectF,
    values: Sequence[float],
    colour: QColor,
    *,
    width: float = 1.75,
    fill: bool = False,
    dot: bool = False,
    floor_at: float | None = None,
) -> None:
    """A smoothed line; `fill` shades below, `dot` marks its end. Nothing for under two values."""
    if len(values) < 2 or rect.width() <= 0 or rect.height() <= 0:
        return
    radius = 3.0 if dot else 0.0
    inset = max(width / 2, radius)
    area = rect.adjusted(width / 2, inset, -inset, -width / 2)
    points = spark_points(area, values, floor_at=floor_at)
    line = smooth_path(points)
    if fill:
        shade = QPainterPath(line)
        shade.lineTo(points[-1].x(), rect.bottom())
        shade.lineTo(points[0].x(), rect.bottom())
        shade.closeSubpath()
        gradient = QLinearGradient(rect.topLeft(), rect.bottomLeft())
        strength = 0.30 if theme().colours.dark else 0.20
        gradient.setColorAt(0, with_alpha(colour, strength))
        gradient.setColorAt(1, with_alpha(colour, 0.02))
        painter.fillPath(shade, gradient)
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(line)
    if dot:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(points[-1], radius, radius)


def draw_share(painter: QPainter, rect: QRectF, fraction: float, colour: QColor) -> None:
    """A share of a track; more than nothing is never drawn as nothing."""
    colours = theme().colours
    border = colours.border.line if colours.high_contrast else None
    paint.box(painter, rect, rect.height() / 2, colours.surface.neutral_tint, border)
    share = min(max(fraction, 0.0), 1.0)
    if share > 0:
        width = max(rect.height(), rect.width() * share)
        part = QRectF(rect.left(), rect.top(), width, rect.height())
        paint.box(painter, part, rect.height() / 2, colour)


def nice_ceiling(value: float, steps: int = 4) -> tuple[float, float]:
    """A scale's top and step for values up to `value`: steps of 1, 2, 2.5 or 5 times ten to n."""
    if value <= 0:
        return 1.0, 1.0 / steps
    raw = value / steps
    base = 10 ** floor(log10(raw))
    for factor in (1.0, 2.0, 2.5, 5.0, 10.0):
        step = factor * base
        if step >= raw * 0.999:
            break
    count = 1
    while step * count < value * 0.999:
        count += 1
    return step * count, step
