"""Health strip: 24 bars, one an hour, whose height says the state as well as their colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme

Health = Literal["good", "slow", "failed", "none"]
HEIGHTS: Final[dict[Health, int]] = {"good": 16, "slow": 11, "failed": 6, "none": 3}
BAR: Final = 4
GAP: Final = 2
BARS: Final = 24


class HealthStrip(QWidget):
    """The last 24 hours, oldest left. `tips` are the bars' tooltips, `summary` all in words."""

    def __init__(
        self,
        states: Sequence[Health] = (),
        *,
        tips: Sequence[str] = (),
        summary: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_states(states, tips=tips, summary=summary)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def set_states(
        self, states: Sequence[Health], *, tips: Sequence[str] = (), summary: str = ""
    ) -> None:
        """Show other hours; fewer than 24 leave the oldest empty."""
        missing = max(0, BARS - len(states))
        pad: list[Health] = ["none"] * missing
        self._states: list[Health] = [*pad, *states[-BARS:]]
        self._tips = [""] * (BARS - len(tips[-BARS:])) + list(tips[-BARS:])
        self.setAccessibleName(summary)
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(BARS * px(BAR) + (BARS - 1) * px(GAP), px(HEIGHTS["good"]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = event.pos().x() // (px(BAR) + px(GAP))
            tip = self._tips[index] if 0 <= index < BARS else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def _colour(self, state: Health) -> QColor:
        colours = theme().colours
        if state == "none":
            return colours.border.line_strong
        names = {"good": "ok", "slow": "warn", "failed": "error"}
        statuses = {"ok": colours.status("ok"), "warn": colours.status("warn")}
        return statuses.get(names[state], colours.status("error")).solid

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.begin(painter)
            for index, state in enumerate(self._states):
                height = px(HEIGHTS[state])
                x = index * (px(BAR) + px(GAP))
                bar = QRectF(x, self.height() - height, px(BAR), height)
                paint.box(painter, bar, 1, self._colour(state))
