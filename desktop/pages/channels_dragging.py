"""A drag under way over the list of channels: what moves, and where it would land."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.models.channel_list import Side
from desktop.pages.channels_drag import DropMark, Ghost
from desktop.theme import px

_SCROLL_MS = 30
_EDGE = 48
_LINE = 10


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one tier on the page, from the top of the first to the end of the last."""

    level: int
    area: QRect


@dataclass(frozen=True, slots=True)
class Target:
    """Beside or into which tier, and what shows it."""

    level: int
    side: Side
    area: QRect


def target_at(blocks: Sequence[Block], y: int) -> Target | None:
    """What the height ``y`` means: inside a tier it joins it, between two it stands alone."""
    for number, block in enumerate(blocks):
        area = block.area
        if y < area.top():
            before = blocks[number - 1].area.bottom() if number else area.top() - px(24)
            line = (before + area.top()) // 2 - px(_LINE) // 2
            place = QRect(area.left(), line, area.width(), px(_LINE))
            return Target(block.level, Side.ABOVE, place)
        if y <= area.bottom():
            grown = area.adjusted(0, -px(4), 0, px(4))
            return Target(block.level, Side.INTO, grown)
    if not blocks:
        return None
    last = blocks[-1].area
    place = QRect(last.left(), last.bottom() + px(2), last.width(), px(_LINE))
    return Target(blocks[-1].level, Side.BELOW, place)


class Dragging(QObject):
    """At most one drag. ``landed`` tells where a channel was let go, if that changes anything."""

    landed = Signal(int, int, Side)

    def __init__(
        self,
        surface: QWidget,
        area: QScrollArea | None,
        blocks: Callable[[], Sequence[Block]],
        moves: Callable[[int, int, Side], bool],
    ) -> None:
        super().__init__(surface)
        self._surface, self._area = surface, area
        self._blocks, self._moves = blocks, moves
        self._mark = DropMark(surface)
        self._ghost: Ghost | None = None
        self._channel = 0
        self._grip = QPoint()
        self._at = QPoint()
        self._target: Target | None = None
        self._scroll = QTimer(self, interval=_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)

    @property
    def channel(self) -> int:
        """What is dragged; 0 for nothing."""
        return self._channel

    @property
    def mark(self) -> DropMark:
        return self._mark

    def begin(self, channel_id: int, row: QWidget, at: QPoint) -> None:
        self.cancel()
        self._channel = channel_id
        self._grip = row.mapFromGlobal(at)
        self._ghost = Ghost(row, self._surface)
        self._ghost.show()
        self._ghost.raise_()
        self._scroll.start()
        self.move(at)

    def move(self, at: QPoint) -> None:
        if self._ghost is None:
            return
        self._at = at
        here = self._surface.mapFromGlobal(at)
        self._ghost.move(0, here.y() - self._grip.y())
        target = target_at(self._blocks(), here.y())
        if target is not None and not self._moves(self._channel, target.level, target.side):
            target = None
        self._target = target
        if target is None:
            self._mark.hide()
        elif target.side is Side.INTO:
            self._mark.show_frame(target.area)
        else:
            self._mark.show_line(target.area)

    def drop(self, at: QPoint) -> None:
        self.move(at)
        channel, target = self._channel, self._target
        self.cancel()
        if channel and target is not None:
            self.landed.emit(channel, target.level, target.side)

    def cancel(self) -> None:
        """Nothing has happened."""
        self._scroll.stop()
        self._mark.hide()
        if self._ghost is not None:
            self._ghost.end()
        self._channel, self._ghost, self._target = 0, None, None

    def _scroll_on(self) -> None:
        """Near an edge of the page, the list comes towards the mouse."""
        if self._area is None:
            return
        view = self._area.viewport()
        y = view.mapFromGlobal(self._at).y()
        by = px(8) if y > view.height() - px(_EDGE) else -px(8) if y < px(_EDGE) else 0
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + by)
        if bar.value() != before:
            self.move(self._at)
