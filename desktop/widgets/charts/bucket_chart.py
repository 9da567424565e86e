"""What charts over time share: buckets, axes, hover, a keyboard cursor and its tooltip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme, has_modifier
from desktop.widgets.charts.drawing import nice_ceiling
from desktop.widgets.charts.tip import draw_tip

AXIS: Final = 44
OTHER_HUE: Final = 7
Number = Callable[[float], str]


@dataclass(frozen=True)
class Bucket:
    """One stretch of time: its axis label, its full title, and a value per series.

    None is a value that is not known. `whole` stands in the tooltip's heading instead of the sum
    where values do not add up (means).
    """

    label: str
    title: str
    values: tuple[float | None, ...]
    whole: float | None = None

    @property
    def total(self) -> float:
        """What all series come to."""
        return sum(value or 0.0 for value in self.values) if self.whole is None else self.whole


def series_hue(index: int, count: int, *, other: bool) -> int:
    """Hue of a series: five colours in order, slate for a last one that is "Other"."""
    return OTHER_HUE if other and index == count - 1 else index % OTHER_HUE


class BucketChart(KeyboardFocus, QWidget):
    """At most five series and "Other" (the last, when `other`).

    `bucket_clicked(int)` on click or Enter; `cursor_part` then is the series under the cursor.
    Left, Right, Home and End move a cursor whose tooltip lists the parts, Up and Down choose one of
    them. `summary` describes the chart to screen readers. Subclasses paint what stands for values.
    """

    bucket_clicked = Signal(int)

    def __init__(
        self,
        series: Sequence[str] = (),
        buckets: Sequence[Bucket] = (),
        *,
        other: bool = False,
        number: Number = "{:g}".format,
        axis: Number | None = None,
        budget: tuple[float, str] | None = None,
        summary: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._number = number
        self._axis = axis
        self._cursor = self._part = -1
        self._buckets: tuple[Bucket, ...] = ()
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
        number: Number | None = None,
        axis: Number | None = None,
        budget: tuple[float, str] | None = None,
        summary: str = "",
    ) -> None:
        """Draw other data; `axis` words the scale where `number` is too long for it.

        `budget` is a value and the words on its line. The cursor stays while there are as many
        buckets.
        """
        same = len(buckets) == len(self._buckets)
        self._series = tuple(series)
        self._buckets = tuple(buckets)
        self._other = other
        self._budget = budget
        self._number = number or self._number
        self._axis = axis or self._axis
        cursor, self._cursor, self._part = self._cursor, -1, -1
        self.setAccessibleName(summary)
        self._set_cursor(cursor if same else -1)
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
        """The bucket under mouse or keyboard cursor, or -1."""
        return self._cursor

    @property
    def cursor_part(self) -> int:
        """The series under the cursor, or -1."""
        return self._part

    def hue(self, index: int) -> int:
        """The series colour of a part, for the legend."""
        return series_hue(index, len(self._series), other=self._other)

    # Geometry

    def highest(self) -> float:
        """The largest value that is painted."""
        return max((bucket.total for bucket in self._buckets), default=0.0)

    def scale(self) -> tuple[float, float]:
        """Top of the axis and its step."""
        highest = self.highest()
        if self._budget is not None:
            highest = max(highest, self._budget[0] * 1.05)
        return nice_ceiling(highest)

    def plot(self) -> QRectF:
        """Where values are painted."""
        face = font("small", numbers=True)
        line = paint.line_height(face)
        top, step = self.scale()
        words = self._axis or self._number
        widest = max(
            paint.advance(face, words(index * step)) for index in range(round(top / step) + 1)
        )
        left = max(px(AXIS), widest + px(14))
        above = line / 2 + 1
        width = max(1, self.width() - left)
        return QRectF(left, above, width, max(1, self.height() - above - line - px(8)))

    def slot(self) -> float:
        """Width of one bucket."""
        return self.plot().width() / max(1, len(self._buckets))

    def part_at(self, index: int, y: float) -> int:
        """The series painted at this height of a bucket, or -1."""
        return -1

    # The cursor

    def _set_cursor(self, index: int, part: int = -1) -> None:
        if (index, part) != (self._cursor, self._part):
            self._cursor, self._part = index, part
            shown = 0 <= index < len(self._buckets)
            self.setAccessibleDescription(self._describe(index, part) if shown else "")
            self.update()

    def _describe(self, index: int, part: int) -> str:
        bucket = self._buckets[index]
        parts = [
            f"{n} {self._number(v)}"
            for n, v in zip(self._series, bucket.values, strict=False)
            if v is not None
        ]
        if part >= 0:
            return f"{bucket.title}, {self._series[part]} {self._number(bucket.values[part] or 0)}"
        return ", ".join((f"{bucket.title} {self._number(bucket.total)}", *parts))

    def _told(self, index: int) -> list[int]:
        """The series that the tooltip lists, from its top: as they lie on each other."""
        values = self._buckets[index].values
        return [n for n in range(len(self._series) - 1, -1, -1) if n < len(values) and values[n]]

    def _at(self, x: float) -> int:
        plot = self.plot()
        index = int((x - plot.left()) / self.slot()) if x >= plot.left() else -1
        return index if index < len(self._buckets) else -1

    def _follow(self, event: QMouseEvent) -> None:
        index = self._at(event.position().x())
        self._set_cursor(index, self.part_at(index, event.position().y()) if index >= 0 else -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._follow(event)

    def leaveEvent(self, event: object) -> None:
        self._set_cursor(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._follow(event)
        if self._cursor >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.bucket_clicked.emit(self._cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._buckets) - 1
        key = Qt.Key(event.key())
        targets = {
            Qt.Key.Key_Left: max(0, self._cursor - 1),
            Qt.Key.Key_Right: min(last, self._cursor + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if has_modifier(event.modifiers()):
            super().keyPressEvent(event)
        elif key in targets and last >= 0:
            self._set_cursor(targets[key])
        elif key in steps and self._cursor >= 0:
            self._step_part(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor >= 0:
            self.bucket_clicked.emit(self._cursor)
        elif key == Qt.Key.Key_Escape and self._cursor >= 0:
            self._set_cursor(-1)
        else:
            super().keyPressEvent(event)

    def _step_part(self, step: int) -> None:
        """To the next part in the tooltip; above the first and below the last is the whole."""
        order = [-1, *self._told(self._cursor)]
        self._set_cursor(self._cursor, order[(order.index(self._part) + step) % len(order)])

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        top, step = self.scale()
        plot = self.plot()
        with QPainter(self) as painter:
            paint.begin(painter)
            self._paint_grid(painter, plot, top, step)
            self.paint_values(painter, plot, top)
            self._paint_labels(painter, plot)
            if 0 <= self._cursor < len(self._buckets):
                self._paint_tip(painter, plot)

    def paint_values(self, painter: QPainter, plot: QRectF, top: float) -> None:
        """Paint what stands for the values; `top` is the value at the plot's upper edge."""

    def _paint_grid(self, painter: QPainter, plot: QRectF, top: float, step: float) -> None:
        colours = theme().colours
        face = font("small", numbers=True)
        if 0 <= self._cursor < len(self._buckets):
            slot = self.slot()
            x = plot.left() + self._cursor * slot
            painter.fillRect(QRectF(x, plot.top(), slot, plot.height()), colours.surface.hover)
        words = self._axis or self._number
        for index in range(round(top / step) + 1):
            value = index * step
            y = plot.bottom() - plot.height() * value / top
            line = colours.border.line_strong if index == 0 else colours.border.line
            paint.hline(painter, round(plot.left()), round(y), round(plot.width()), line)
            height = paint.line_height(face)
            area = QRectF(0, y - height / 2, plot.left() - px(10), height)
            paint.text(painter, area, words(value), face, colours.text.tertiary, paint.RIGHT)

    def _paint_labels(self, painter: QPainter, plot: QRectF) -> None:
        if not self._buckets:
            return
        slot = self.slot()
        face, ink = font("small", numbers=True), theme().colours.text.tertiary
        widest = max(paint.advance(face, bucket.label) for bucket in self._buckets)
        every = max(1, -int(-(widest + px(20)) // slot))
        # Counted from the right: the newest bucket is always named.
        for index in range(len(self._buckets) - 1, -1, -every):
            words = self._buckets[index].label
            width = paint.advance(face, words) + 2
            centre = plot.left() + (index + 0.5) * slot
            left = min(max(0.0, centre - width / 2), self.width() - width)
            height = paint.line_height(face)
            area = QRectF(left, self.height() - height, width, height)
            paint.text(painter, area, words, face, ink)

    def _paint_tip(self, painter: QPainter, plot: QRectF) -> None:
        bucket = self._buckets[self._cursor]
        rows: list[tuple[QColor | None, str, str]] = []
        told = self._told(self._cursor)
        for number in told:
            colour = theme().colours.series[self.hue(number)]
            rows.append((colour, self._series[number], self._number(bucket.values[number] or 0)))
        slot = self.slot()
        around = QRectF(plot.left() + self._cursor * slot, 0, slot, self.height())
        head = (bucket.title, self._number(bucket.total))
        chosen = told.index(self._part) if self._part in told else -1
        draw_tip(painter, QRectF(self.rect()), around, head, rows, chosen=chosen)
