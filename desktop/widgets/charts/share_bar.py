"""Share bar: how much of something is used, for budgets and shares."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.charts.drawing import draw_share

WARN_AT = 0.8


class ShareBar(QWidget):
    """A fraction as a bar, 8 high. `budget` turns it to warning at 80 % and error at 100 %.

    `summary` is the accessible text ("$3.10 of $10.00"); write it beside the bar as well.
    """

    def __init__(
        self,
        fraction: float = 0.0,
        *,
        series: int | None = None,
        budget: bool = False,
        summary: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fraction = fraction
        self._series = series
        self._budget = budget
        self.setAccessibleName(summary)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def set_fraction(self, fraction: float, summary: str = "") -> None:
        """Show another share."""
        self._fraction = fraction
        if summary:
            self.setAccessibleName(summary)
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), px(8))

    def _colour(self) -> QColor:
        colours = theme().colours
        if self._budget and self._fraction >= 1.0:
            return colours.status("error").solid
        if self._budget and self._fraction >= WARN_AT:
            return colours.status("warn").solid
        if self._series is not None:
            return colours.series[self._series % len(colours.series)]
        return colours.accent.fill

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.begin(painter)
            draw_share(painter, QRectF(self.rect()), self._fraction, self._colour())
