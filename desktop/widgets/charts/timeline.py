"""Timeline of a request: a lane per attempt, failures solid red with their reason beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.theme import StatusName, font, px, theme
from desktop.theme.colour import contrast, mix
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.charts.drawing import nice_ceiling
from desktop.widgets.pill import STATUS_ICONS

Phase = Literal["queue", "failed", "connect", "waiting", "streaming"]
LANE: Final = 30
BAR: Final = 20
NAMES: Final = 112
SCALE: Final = 24
LEGEND: Final = 28
# Series colour and its share over the card; raised where that is under 3:1.
_MUTED: Final[dict[Phase, tuple[int, float]]] = {
    "waiting": (0, 0.557),
    "connect": (7, 0.80),
    "queue": (7, 0.60),
}


@dataclass(frozen=True)
class Span:
    """A phase from `start` to `end`, in seconds since the request came; `label` is written in it
    if it fits, `tip` is its tooltip."""

    phase: Phase
    start: float
    end: float
    label: str = ""
    tip: str = ""


@dataclass(frozen=True)
class Lane:
    """One attempt: the channel's name, how it ended, its phases, and why it failed."""

    name: str
    status: StatusName
    spans: tuple[Span, ...]
    reason: str = ""


class AttemptTimeline(QWidget):
    """Attempts below each other on one scale of seconds. `legend` are (phase, words) pairs."""

    def __init__(
        self,
        lanes: Sequence[Lane] = (),
        *,
        legend: Sequence[tuple[Phase, str]] = (),
        summary: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes = tuple(lanes)
        self._legend = tuple(legend)
        self.setAccessibleName(summary)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def set_lanes(
        self,
        lanes: Sequence[Lane],
        *,
        legend: Sequence[tuple[Phase, str]] | None = None,
        summary: str = "",
    ) -> None:
        """Show another request."""
        self._lanes = tuple(lanes)
        if legend is not None:
            self._legend = tuple(legend)
        self.setAccessibleName(summary)
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = px(SCALE) + px(LANE) * max(1, len(self._lanes)) + px(8)
        return QSize(px(480), height + (px(LEGEND) if self._legend else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(280), self.sizeHint().height())

    def _plot(self) -> QRectF:
        names = px(NAMES)
        height = px(LANE) * max(1, len(self._lanes)) + px(8)
        return QRectF(names, px(SCALE), max(1, self.width() - names - px(12)), height)

    def _end(self) -> float:
        return max((span.end for lane in self._lanes for span in lane.spans), default=0.0)

    def _x(self, seconds: float, top: float) -> float:
        plot = self._plot()
        return plot.left() + plot.width() * seconds / top

    def phase_colour(self, phase: Phase) -> QColor:
        """Fill of a phase: failures red, waiting a muted blue, streaming the accent."""
        colours = theme().colours
        card = colours.surface.card
        if phase == "failed":
            return colours.status("error").solid
        if phase == "streaming":
            return colours.accent.fill
        hue, share = _MUTED[phase]
        series = colours.series[hue]
        while share < 1.0 and contrast(mix(card, series, share), card) < 3.0:
            share += 0.02
        return mix(card, series, min(share, 1.0))

    def _bar(self, lane: int, span: Span, top: float) -> QRectF:
        y = self._plot().top() + px(LANE) * lane + (px(LANE) - px(BAR)) / 2
        left, right = self._x(span.start, top), self._x(span.end, top)
        return QRectF(left, y, max(px(3), right - left - 1), px(BAR))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _tip_at(self, position: QPointF) -> str:
        top, _step = nice_ceiling(self._end(), 5)
        for number, lane in enumerate(self._lanes):
            for span in lane.spans:
                if self._bar(number, span, top).contains(position):
                    return span.tip or span.label
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        top, step = nice_ceiling(self._end(), 5)
        with QPainter(self) as painter:
            paint.begin(painter)
            self._paint_scale(painter, top, step)
            for number, lane in enumerate(self._lanes):
                self._paint_lane(painter, number, lane, top)
            self._paint_legend(painter)

    def _paint_scale(self, painter: QPainter, top: float, step: float) -> None:
        colours, plot = theme().colours, self._plot()
        face = font("small", numbers=True)
        count = round(top / step)
        for index in range(count + 1):
            seconds = index * step
            x = round(self._x(seconds, top))
            line = colours.border.line
            paint.vline(painter, x, round(plot.top()), round(plot.height()), line)
            words = self.tr("%1 s").replace("%1", f"{seconds:g}")
            width = paint.advance(face, words) + 2
            left = x if index == 0 else x - width / 2 if index < count else x - width + px(2)
            area = QRectF(left, 0, width, px(SCALE) - px(6))
            paint.text(painter, area, words, face, colours.text.tertiary)

    def _paint_lane(self, painter: QPainter, number: int, lane: Lane, top: float) -> None:
        colours, plot = theme().colours, self._plot()
        y = plot.top() + px(LANE) * number
        tone = colours.status(lane.status)
        row = QRectF(0, y, plot.left(), px(LANE))
        paint.icon_at(painter, 0, row, px(16), STATUS_ICONS[lane.status], tone.text)
        name = QRectF(px(16) + px(6), y, plot.left() - px(34), px(LANE))
        paint.text(painter, name, lane.name, font("body", "emphasis"), colours.text.primary)
        end = plot.left()
        for span in lane.spans:
            bar = self._bar(number, span, top)
            fill = self.phase_colour(span.phase)
            paint.box(painter, bar, theme().metrics.radius.bar, fill)
            self._paint_label(painter, bar, span, fill)
            end = max(end, bar.right())
        if lane.reason:
            self._paint_reason(painter, lane, y, end)

    def _paint_reason(self, painter: QPainter, lane: Lane, y: float, end: float) -> None:
        """Beside the bars: at their right, or at their left where there is more room."""
        face, ink = font("body"), theme().colours.tone("error")
        left = self._plot().left()
        start = min((self._x(s.start, self._top()) for s in lane.spans), default=left)
        right = QRectF(end + px(10), y, self.width() - end - px(10), px(LANE))
        before = QRectF(left, y, max(0.0, start - left - px(10)), px(LANE))
        if paint.advance(face, lane.reason) > right.width() < before.width():
            paint.text(painter, before, lane.reason, face, ink, paint.RIGHT)
        else:
            paint.text(painter, right, lane.reason, face, ink)

    def _top(self) -> float:
        return nice_ceiling(self._end(), 5)[0]

    def _paint_label(self, painter: QPainter, bar: QRectF, span: Span, fill: QColor) -> None:
        if not span.label:
            return
        face = font("small", "emphasis", numbers=True)
        inner = bar.adjusted(px(8), 0, -px(6), 0)
        if paint.advance(face, span.label) > inner.width():
            return
        colours = theme().colours
        white = QColor(255, 255, 255)
        inks = (colours.accent.on, white, colours.text.primary, colours.surface.card)
        ink = max(inks, key=lambda candidate: contrast(candidate, fill))
        paint.text(painter, inner, span.label, face, ink)

    def _paint_legend(self, painter: QPainter) -> None:
        if not self._legend:
            return
        y = self._plot().bottom() + px(6)
        face, ink = font("small"), theme().colours.text.secondary
        side = px(10)
        whole = sum(side + px(6) + paint.advance(face, words) + 2 for _, words in self._legend)
        # Where it is too wide it begins further left and stands closer, before it is cut off.
        gaps = len(self._legend) - 1
        gap = px(22) if whole + gaps * px(22) <= self._plot().width() else px(12)
        x = max(0.0, min(self._plot().left(), self.width() - whole - gaps * gap))
        for phase, words in self._legend:
            swatch = QRectF(x, y + (px(20) - side) / 2, side, side)
            paint.box(painter, swatch, theme().metrics.radius.bar, self.phase_colour(phase))
            width = paint.advance(face, words) + 2
            area = QRectF(x + side + px(6), y, width, px(20))
            paint.text(painter, area, words, face, ink)
            x = area.right() + gap
