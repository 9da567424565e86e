"""The tooltip a chart paints over itself, and the legend above it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme


def draw_tip(
    painter: QPainter,
    bounds: QRectF,
    around: QRectF,
    head: tuple[str, str],
    rows: Sequence[tuple[QColor | None, str, str]],
    *,
    chosen: int = -1,
) -> None:
    """A box beside `around`, inside `bounds`: a heading, then swatch, name and value per row.

    The row `chosen` stands out from the others.
    """
    colours, metrics = theme().colours, theme().metrics
    name, number = font("small"), font("small", numbers=True)
    strong = font("small", "label", numbers=True)
    line = paint.line_height(name) + px(4)
    swatch = px(10) + px(8)
    names = [paint.advance(strong, head[0])]
    names += [paint.advance(name, words) + (swatch if colour else 0) for colour, words, _ in rows]
    values = [paint.advance(strong, head[1]), *(paint.advance(number, v) for _, _, v in rows)]
    pad = px(12)
    width = 2 * pad + max(names) + px(18) + max(values)
    height = 2 * px(9) + line * (1 + len(rows)) + px(4)
    x = around.left() - width - px(8)
    if x < bounds.left() + px(4):
        x = min(around.right() + px(8), bounds.right() - width - px(4))
    box = QRectF(round(x), bounds.top() + px(4), width, height)
    alpha = 0.50 if colours.dark else 0.16
    paint.soft_shadow(painter, box, metrics.radius.control, px(8), alpha)
    border = colours.border.line_strong
    paint.box(painter, box, metrics.radius.control, colours.surface.overlay, border)
    inner = box.adjusted(pad, px(9), -pad, -px(9))
    row = QRectF(inner.left(), inner.top(), inner.width(), line)
    paint.text(painter, row, head[0], strong, colours.text.primary)
    paint.text(painter, row, head[1], strong, colours.text.primary, paint.RIGHT)
    row.translate(0, line + px(4))
    for place, (colour, words, value) in enumerate(rows):
        left = row.left()
        ink = colours.text.primary if place == chosen else colours.text.secondary
        if place == chosen:
            ground = row.adjusted(-px(6), 0, px(6), 0)
            paint.box(painter, ground, metrics.radius.bar + 2, colours.surface.selected)
        if colour is not None:
            side = px(10)
            mark = QRectF(left, row.center().y() - side / 2, side, side)
            paint.box(painter, mark, metrics.radius.bar, colour)
            left += swatch
        area = QRectF(left, row.top(), row.right() - left, line)
        paint.text(painter, area, words, name, ink)
        paint.text(painter, row, value, number, colours.text.primary, paint.RIGHT)
        row.translate(0, line)


class Legend(QWidget):
    """Swatches and names in one line; what does not fit is left out from the right."""

    def __init__(
        self, entries: Sequence[tuple[int, str]] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def set_entries(self, entries: Sequence[tuple[int, str]]) -> None:
        """Pairs of series index and name."""
        self._entries = tuple(entries)
        self.setAccessibleName(", ".join(name for _, name in entries))
        self.updateGeometry()
        self.update()

    @property
    def entries(self) -> tuple[tuple[int, str], ...]:
        """What it shows."""
        return self._entries

    def restyle(self) -> None:
        self.setFont(font("small"))
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[int]:
        metrics = self.fontMetrics()
        return [px(16) + metrics.horizontalAdvance(n) + px(18) for _, n in self._entries]

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()), self.fontMetrics().height() + px(2))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        side = px(10)
        with QPainter(self) as painter:
            paint.begin(painter)
            x = 0
            for (hue, name), width in zip(self._entries, self._widths(), strict=True):
                if x + width - px(18) > self.width():
                    break
                mark = QRectF(x, (self.height() - side) / 2, side, side)
                fill = colours.series[hue % len(colours.series)]
                paint.box(painter, mark, theme().metrics.radius.bar, fill)
                area = QRectF(x + px(16), 0, width, self.height())
                paint.text(painter, area, name, self.font(), colours.text.secondary)
                x += width
