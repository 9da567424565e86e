"""Sparkline: a 1.75 px line with a soft fill and an end dot, or bars for counts of rare events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import StatusName, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.charts.drawing import draw_spark


class Sparkline(QWidget):
    """Values at even intervals, oldest first. `summary` says them in words for screen readers."""

    def __init__(
        self,
        values: Sequence[float] = (),
        *,
        kind: Literal["line", "bars"] = "line",
        status: StatusName | None = None,
        series: int | None = None,
        summary: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = tuple(values)
        self._kind = kind
        self._status: StatusName | None = status
        self._series = series
        self.setAccessibleName(summary)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def set_values(self, values: Sequence[float], summary: str = "") -> None:
        """Draw other values."""
        self._values = tuple(values)
        if summary:
            self.setAccessibleName(summary)
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(160), px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(48), px(24))

    def _colour(self) -> QColor:
        colours = theme().colours
        if self._status is not None:
            return colours.status(self._status).solid
        if self._series is not None:
            return colours.series[self._series % len(colours.series)]
        return colours.accent.fill

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(self.rect())
        with QPainter(self) as painter:
            paint.begin(painter)
            if self._kind == "bars":
                self._paint_bars(painter, area)
            elif len(self._values) > 1:
                draw_spark(
                    painter, area, self._values, self._colour(), fill=True, dot=True, floor_at=0.0
                )
            else:
                y = self.height() - theme().metrics.hairline
                paint.hline(painter, 0, y, self.width(), theme().colours.border.line_strong)

    def _paint_bars(self, painter: QPainter, area: QRectF) -> None:
        count = max(1, len(self._values))
        slot = area.width() / count
        width = max(2.0, slot * 0.72)
        top = max((*self._values, 1.0))
        base = area.bottom() - 2
        quiet = theme().colours.border.line_strong
        for index, value in enumerate(self._values):
            x = area.left() + index * slot + (slot - width) / 2
            if value <= 0:
                painter.fillRect(QRectF(x, base, width, 2), quiet)
            else:
                height = max(4.0, (area.height() - 2) * value / top)
                bar = QRectF(x, area.bottom() - height, width, height)
                paint.box(painter, bar, min(2.0, width / 2), self._colour())
