"""One channel in the list, and the heading of a tier."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import format
from desktop.models.channel_list import ChannelRow, Sharing, Tier
from desktop.models.channel_status import word_status
from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import IconButton
from desktop.widgets.card import Row
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.pill import StatusPill
from desktop.widgets.switch import Switch
from desktop.widgets.tile import Tile

WIDE: Final = 600
"""From this width on the figures of today have their words."""
NARROW: Final = 430
"""Below it the status stands under the name, and the figures give way."""


class TierHeading(QWidget):
    """``Priority 2`` and what that means."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", "small", "text2", weight="label")
        self._phrase = ElidedLabel("", "small", "text3")
        self._line = QHBoxLayout(self)
        self._line.addWidget(self._title)
        self._line.addWidget(self._phrase, 1)
        follow_theme(self)

    def restyle(self) -> None:
        self._line.setContentsMargins(px(2), px(10), px(2), 0)
        self._line.setSpacing(px(8))

    def show_tier(self, tier: Tier, *, only: bool) -> None:
        """``only``: there is no other."""
        title = self.tr("Priority {n}").format(n=tier.number)
        self._title.setText(title)
        self._phrase.setText(self._shared(tier) if only else self._phrase_of(tier))
        self.setAccessibleName(f"{title}, {self._phrase.text()}")

    def _phrase_of(self, tier: Tier) -> str:
        shared = self._shared(tier)
        if tier.number == 1:
            return shared or self.tr("tried first")
        later = (
            self.tr("models on this computer")
            if tier.local
            else self.tr("when none before can answer")
        )
        if not shared:
            return later
        return self.tr("{when}, {shared}").format(when=later, shared=shared)

    def _shared(self, tier: Tier) -> str:
        if tier.sharing is Sharing.ALONE:
            return ""
        if tier.sharing is Sharing.WEIGHTED:
            weights = " : ".join(str(weight) for weight in tier.weights)
            return self.tr("shared {weights}").format(weights=weights)
        if len(tier.weights) == 2:
            return self.tr("shared half and half")
        return self.tr("shared evenly")


class _Unsaved(Label):
    """The dot of a channel whose editor holds changes."""

    def __init__(self) -> None:
        super().__init__("●", "micro", "accent")


class ChannelRowView(Row):
    """Tile, name, status, today, switch, menu. It says what is wanted; the page does it."""

    switched = Signal(bool)
    menu_wanted = Signal(QPoint)
    moved = Signal(bool)
    """Alt+Up (True) or Alt+Down."""
    stepped = Signal(int)
    """Up or Down: the row before or after."""
    focused = Signal()
    entered = Signal()
    """Opened by keyboard: the cursor goes along."""

    _gaps: tuple[tuple[QBoxLayout, int], ...] = ()

    def __init__(self, channel_id: int) -> None:
        super().__init__("", framed=True, height=64)
        self.channel_id = channel_id
        self._row: ChannelRow | None = None
        self._shape = ""
        self.setObjectName(f"channel-{channel_id}")
        self._tile = Tile("", 36)
        self._name = ElidedLabel("", "body", weight="emphasis")
        self._unsaved = _Unsaved()
        self._host = ElidedLabel("", "small", "text3")
        self._plain = StatusPill("", plain=True)
        self._pill = StatusPill("")
        self._pill.setObjectName(f"channel-status-{channel_id}")
        self._pill_column = QWidget()
        self._requests = Label("", "body", numbers=True)
        self._cost = Label("", "small", "text3", numbers=True)
        self._figures = QWidget()
        self._switch = Switch("")
        self._switch.setObjectName(f"channel-switch-{channel_id}")
        self._menu = IconButton("ellipsis", "", compact=True)
        self._menu.setObjectName(f"channel-menu-{channel_id}")
        self._lay_out()
        self._switch.toggled.connect(self.switched)
        self._menu.clicked.connect(self._open_menu)
        self.restyle()

    def _lay_out(self) -> None:
        names = QHBoxLayout()
        names.addWidget(self._name)
        names.addWidget(self._unsaved)
        names.addStretch(1)
        words = QVBoxLayout()
        words.addStretch(1)
        words.addLayout(names)
        words.addWidget(self._host)
        words.addWidget(self._plain)
        words.addStretch(1)
        pills = QHBoxLayout(self._pill_column)
        pills.setContentsMargins(0, 0, 0, 0)
        pills.addWidget(self._pill)
        pills.addStretch(1)
        figures = QVBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        for label in (self._requests, self._cost):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        figures.addStretch(1)
        figures.addWidget(self._requests)
        figures.addWidget(self._cost)
        figures.addStretch(1)
        self._gaps = ((names, 6), (words, 1), (figures, 1))
        fixed = QSizePolicy.Policy.Fixed
        self._figures.setSizePolicy(fixed, QSizePolicy.Policy.Preferred)
        self.body.addWidget(self._tile)
        self.body.addLayout(words, 1)
        self.body.addWidget(self._pill_column)
        self.body.addWidget(self._figures)
        self.body.addWidget(self._switch)
        self.body.addWidget(self._menu)

    # What it shows

    @property
    def row(self) -> ChannelRow | None:
        return self._row

    @property
    def switch(self) -> Switch:
        return self._switch

    def show_row(self, row: ChannelRow) -> None:
        self._row = row
        self._tile.set_name(row.tile_name, letters=row.tile)
        self._tile.set_faded(not row.enabled)
        self._name.setText(row.name)
        self._name.set_tone("text" if row.enabled else "text2")
        self._host.setText(self._place(row))
        self._unsaved.setVisible(row.unsaved)
        self._unsaved.setToolTip(self.tr("Unsaved changes"))
        text, status, icon = word_status(row.status)
        for pill in (self._pill, self._plain):
            pill.set_state(text, status, icon=icon)
            pill.setToolTip(row.status.message)
        if self._switch.isChecked() != row.enabled:
            self._switch.set_checked_quietly(row.enabled)
        self._switch.setAccessibleName(self.tr("{name} is on").format(name=row.name))
        self._menu.set_name(self.tr("More for {name}").format(name=row.name))
        self._show_figures()
        self._show_shape()
        self.set_name(
            self.tr("{name}, {host}, {status}").format(name=row.name, host=row.host, status=text)
        )

    def _place(self, row: ChannelRow) -> str:
        parts = [row.host]
        if row.keys > 1:
            parts.append(self.tr("{n} keys").format(n=format.count(row.keys)))
        if 0 < row.keys_refused < row.keys:
            parts.append(self.tr("{n} refused").format(n=format.count(row.keys_refused)))
        return " · ".join(parts)

    def _show_figures(self) -> None:
        row = self._row
        if row is None:
            return
        number, cost = format.count(row.requests), format.dollars(row.cost_nano)
        if self._shape == "wide":
            one = row.requests == 1
            words = self.tr("1 request") if one else self.tr("{n} requests").format(n=number)
            self._requests.setText(words)
            self._cost.setText(self.tr("{cost} today").format(cost=cost))
        else:
            self._requests.setText(self.tr("{n}", "requests, short").format(n=number))
            self._cost.setText(cost)
        self._requests.set_tone("text" if row.requests else "text3")
        self._figures.setToolTip(self.tr("Today: {n} requests, {cost}").format(n=number, cost=cost))

    # Shape

    def pill_width(self) -> int:
        """What the pill alone would take."""
        return self._pill.sizeHint().width()

    def figures_width(self) -> int:
        return max(self._requests.sizeHint().width(), self._cost.sizeHint().width())

    def set_columns(self, pill: int, figures: int) -> None:
        """The widths all rows share, so that their columns line up."""
        self._pill_column.setFixedWidth(pill)
        self._figures.setFixedWidth(figures)

    def set_shape(self, width: int) -> None:
        """Arranges for the width the page has for rows.

        Not for its own: that follows from the arrangement.
        """
        shape = "wide" if width >= px(WIDE) else "narrow" if width < px(NARROW) else "normal"
        if shape != self._shape:
            self._shape = shape
            self._show_figures()
            self._show_shape()

    def _show_shape(self) -> None:
        narrow = self._shape == "narrow"
        self._plain.setVisible(narrow)
        self._host.setVisible(not narrow)
        self._pill_column.setVisible(not narrow)
        self._figures.setVisible(not narrow)

    def restyle(self) -> None:
        super().restyle()
        self.body.setContentsMargins(px(14), px(4), px(8), px(4))
        for layout, gap in self._gaps:
            layout.setSpacing(px(gap))

    # What it says

    def _open_menu(self) -> None:
        self.menu_wanted.emit(self._menu.mapToGlobal(QPoint(0, self._menu.height() + px(4))))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_wanted.emit(event.globalPos())
        else:
            self._open_menu()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered.emit()
        elif key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(key == Qt.Key.Key_Up)
        else:
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
