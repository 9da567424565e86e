"""The rows of the channels page, under the headings of their tiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.models.channel_list import ChannelRow, Side, Tier
from desktop.pages.channels_dragging import Block, Dragging
from desktop.pages.channels_row import ChannelRowView
from desktop.pages.channels_tier import TierHeading
from desktop.theme import px
from desktop.widgets.base import follow_theme


class ChannelList(QWidget):
    """Keeps a widget per channel, so that focus and switches survive every renewal."""

    opened = Signal(int)
    entered = Signal(int)
    """Opened by keyboard."""
    switched = Signal(int, bool)
    menu_wanted = Signal(int, QPoint)
    moved = Signal(int, bool)
    weighed = Signal(int, int)
    """A channel, and how much more it is to weigh."""
    picked = Signal(int, bool)
    trouble_wanted = Signal(int, QWidget)
    tag_chosen = Signal(str)
    shares_wanted = Signal(int, QWidget)
    """The priority of a tier whose shares are to be changed."""
    placed = Signal(int, int, Side)
    """Dragged: a channel, the priority of a tier, and beside or into it."""

    def __init__(
        self,
        area: QScrollArea | None,
        moves: Callable[[int, int, Side], bool],
        parent: QWidget | None = None,
    ) -> None:
        """``moves`` tells whether a drop there would change anything."""
        super().__init__(parent)
        self._area = area
        self._rows: dict[int, ChannelRowView] = {}
        self._headings: list[TierHeading] = []
        self._order: list[int] = []
        self._shown: tuple[Tier, ...] = ()
        self._selected = 0
        self._room = 0
        self._after_rows = QTimer(self, singleShot=True, interval=0)
        self._after_rows.timeout.connect(lambda: self.set_room(self._room))
        self._picked: frozenset[int] = frozenset()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._drag = Dragging(self, area, self._blocks, moves)
        self._drag.landed.connect(self.placed)
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(px(8))
        # Rows take their new fonts after the list does.
        self._after_rows.start()

    def row(self, channel_id: int) -> ChannelRowView | None:
        return self._rows.get(channel_id)

    def set_room(self, width: int) -> None:
        """How wide rows may be."""
        self._room = width
        for view in self._rows.values():
            view.set_shape(width)
        self._share_columns()

    def select(self, channel_id: int) -> None:
        """Marks the channel whose sheet is open; 0 for none."""
        self._selected = channel_id
        for ident, view in self._rows.items():
            view.set_open(ident == channel_id)

    def pick(self, channel_ids: Iterable[int]) -> None:
        """Shows which are selected."""
        self._picked = frozenset(channel_ids)
        for ident, view in self._rows.items():
            view.set_picking(ident in self._picked, picking=bool(self._picked))

    @property
    def order(self) -> list[int]:
        """Channels as they are shown, top down."""
        return list(self._order)

    @property
    def focused(self) -> int:
        """The channel whose row has the keyboard; 0 for none."""
        return next((ident for ident, view in self._rows.items() if view.hasFocus()), 0)

    @property
    def drag(self) -> Dragging:
        return self._drag

    def _blocks(self) -> list[Block]:
        found = []
        for tier in self._shown:
            rows = [self._rows[row.id] for row in tier.rows if row.id in self._rows]
            if rows:
                area = rows[0].geometry().united(rows[-1].geometry())
                found.append(Block(tier.priority, area))
        return found

    def show_tiers(self, tiers: Sequence[Tier], *, only: bool) -> None:
        """``only``: there is one tier in all, also without a search."""
        self._drop_gone({row.id for tier in tiers for row in tier.rows})
        places: list[QWidget] = []
        for number, tier in enumerate(tiers):
            places.append(self._heading(number, tier, only=only))
            places += [self._view(row) for row in tier.rows]
        for heading in self._headings[len(tiers) :]:
            heading.hide()
        if places != [self._at(i) for i in range(self._column.count())]:
            while self._column.takeAt(0) is not None:
                pass
            for widget in places:
                self._column.addWidget(widget)
            for before, after in pairwise(places):
                QWidget.setTabOrder(before, after)
        for widget in places:
            widget.show()
        self._shown = tuple(tiers)
        self._order = [row.id for tier in tiers for row in tier.rows]
        self._share_columns()

    def _at(self, index: int) -> QWidget | None:
        item = self._column.itemAt(index)
        return item.widget() if item is not None else None

    def _drop_gone(self, wanted: set[int]) -> None:
        for channel_id in self._rows.keys() - wanted:
            if channel_id == self._drag.channel:
                self._drag.cancel()
            view = self._rows.pop(channel_id)
            view.hide()
            self._column.removeWidget(view)
            view.deleteLater()

    def _heading(self, number: int, tier: Tier, *, only: bool) -> TierHeading:
        while len(self._headings) <= number:
            heading = TierHeading()
            heading.setParent(self)
            heading.shares_wanted.connect(partial(self._want_shares, heading))
            self._headings.append(heading)
        self._headings[number].show_tier(tier, only=only)
        return self._headings[number]

    def _want_shares(self, heading: TierHeading, anchor: QWidget) -> None:
        if heading.tier is not None:
            self.shares_wanted.emit(heading.tier.priority, anchor)

    def _view(self, row: ChannelRow) -> ChannelRowView:
        view = self._rows.get(row.id)
        if view is None:
            ident = row.id
            view = self._rows[ident] = ChannelRowView(ident)
            view.setParent(self)
            view.set_open(ident == self._selected)
            view.set_picking(ident in self._picked, picking=bool(self._picked))
            view.activated.connect(lambda: self.opened.emit(ident))
            view.entered.connect(lambda: self.entered.emit(ident))
            view.switched.connect(lambda on: self.switched.emit(ident, on))
            view.menu_wanted.connect(lambda at: self.menu_wanted.emit(ident, at))
            view.moved.connect(lambda up: self.moved.emit(ident, up))
            view.stepped.connect(lambda by: self._step(ident, by))
            view.focused.connect(lambda: self.reveal(ident))
            view.picked.connect(lambda extend: self.picked.emit(ident, extend))
            view.stepped_picking.connect(self._pick_focused)
            view.weighed.connect(lambda by: self.weighed.emit(ident, by))
            view.trouble_wanted.connect(lambda by: self.trouble_wanted.emit(ident, by))
            view.tag_chosen.connect(self.tag_chosen)
            view.handle.grabbed.connect(lambda at: self._drag.begin(ident, view, at))
            view.handle.dragged.connect(self._drag.move)
            view.handle.dropped.connect(self._drag.drop)
            view.handle.cancelled.connect(self._drag.cancel)
        view.set_shape(self._room)
        view.show_row(row)
        return view

    def _share_columns(self) -> None:
        views = self._rows.values()
        pill = max((view.pill_width() for view in views), default=0)
        figures = max((view.figures_width() for view in views), default=0)
        for view in views:
            view.set_columns(pill, figures)

    def _step(self, channel_id: int, by: int) -> None:
        at = self._order.index(channel_id) + by
        if 0 <= at < len(self._order):
            self._rows[self._order[at]].setFocus(Qt.FocusReason.TabFocusReason)

    def _pick_focused(self) -> None:
        for ident, view in self._rows.items():
            if view.hasFocus():
                self.picked.emit(ident, True)

    def reveal(self, channel_id: int) -> None:
        """Scrolls a row into view."""
        view = self._rows.get(channel_id)
        if self._area is not None and view is not None:
            self._area.ensureWidgetVisible(view, 0, px(24))
