"""One channel in the list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import format
from desktop.models.channel_list import ChannelRow
from desktop.models.channel_status import word_status
from desktop.pages.channels_drag import DragHandle
from desktop.pages.channels_marks import PickTile, StateButton, TagMark
from desktop.pages.channels_words import balance_words
from desktop.theme import px
from desktop.widgets.buttons import IconButton
from desktop.widgets.card import Row
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.pill import StatusPill
from desktop.widgets.switch import Switch

WIDE: Final = 600
"""From this width on the figures of today have their words."""
NARROW: Final = 430
"""Below it the status stands under the name, and the figures give way."""


class _Unsaved(Label):
    """The dot of a channel whose editor holds changes."""

    def __init__(self) -> None:
        super().__init__("●", "micro", "accent")


class ChannelRowView(Row):
    """Tile, name, status, today, switch, menu. It says what is wanted; the page does it."""

    switched = Signal(bool)
    menu_wanted = Signal(QPoint)
    picked = Signal(bool)
    """To be selected, or not any more; True for a range from the last one."""
    weighed = Signal(int)
    """Alt+Right or Alt+Left: one more, one less."""
    trouble_wanted = Signal(QWidget)
    tag_chosen = Signal(str)
    moved = Signal(bool)
    """Alt+Up (True) or Alt+Down."""
    stepped = Signal(int)
    """Up or Down: the row before or after."""
    stepped_picking = Signal()
    """The row that was stepped to is to be selected, too."""
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
        self.handle = DragHandle()
        self.handle.setObjectName(f"channel-handle-{channel_id}")
        self._tile = PickTile()
        self._tile.box.setObjectName(f"channel-pick-{channel_id}")
        self._name = ElidedLabel("", "body", weight="emphasis")
        self._unsaved = _Unsaved()
        self._host = ElidedLabel("", "small", "text3")
        self._tag = TagMark()
        self._tag.setObjectName(f"channel-tag-{channel_id}")
        self._plain = StatusPill("", plain=True)
        self._pill = StateButton()
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
        self._tile.picked.connect(lambda: self.picked.emit(False))
        self._tag.clicked.connect(lambda: self.tag_chosen.emit(self._tag.text()))
        self._pill.clicked.connect(lambda: self.trouble_wanted.emit(self._pill))
        self.restyle()

    def _lay_out(self) -> None:
        names = QHBoxLayout()
        names.addWidget(self._name)
        names.addWidget(self._unsaved)
        names.addWidget(self._tag)
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
        self.body.addWidget(self.handle)
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
        self._tile.show_name(row.tile_name, row.tile, row.name, faded=not row.enabled)
        self._tag.show_tag(row.tag)
        self.handle.retranslate()
        self._name.setText(row.name)
        self._name.set_tone("text" if row.enabled else "text2")
        self._host.setText(self._place(row))
        self._unsaved.setVisible(row.unsaved)
        self._unsaved.setToolTip(self.tr("Unsaved changes"))
        text, status, icon = word_status(row.status)
        tip = self._cause(row)
        for pill in (self._pill, self._plain):
            pill.set_state(text, status, icon=icon)
            pill.setToolTip(tip)
        self._pill.set_live(row.status.troubled)
        if self._switch.isChecked() != row.enabled:
            self._switch.set_checked_quietly(row.enabled)
        self._switch.setAccessibleName(self.tr("{name} is on").format(name=row.name))
        self._menu.set_name(self.tr("More for {name}").format(name=row.name))
        self._show_figures()
        self._show_shape()
        self.set_name(
            self.tr("{name}, {host}, {status}").format(name=row.name, host=row.host, status=text)
        )

    def _cause(self, row: ChannelRow) -> str:
        """What went wrong last, and when; what rests, and until when."""
        status = row.status
        when = format.moment(status.at) if status.at and status.troubled else ""
        return "\n".join(part for part in (status.message, when, *status.circuits) if part)

    def set_picking(self, picked: bool, *, picking: bool) -> None:
        """``picked``: it is selected; ``picking``: any is, so all show their boxes."""
        self._tile.set_picking(picked, picking=picking)
        self.set_selected(picked or self._open)

    _open = False

    def set_open(self, opened: bool) -> None:
        """Whether its sheet is the one that is open."""
        self._open = opened
        self.set_selected(opened or self._tile.box.isChecked())

    def _place(self, row: ChannelRow) -> str:
        parts = [row.host]
        if row.keys > 1:
            parts.append(self.tr("{n} keys").format(n=format.count(row.keys)))
        if 0 < row.keys_refused < row.keys:
            parts.append(self.tr("{n} refused").format(n=format.count(row.keys_refused)))
        parts += map(balance_words, row.balances)
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
        # Beside a sheet the name needs the room; a search still finds the tag.
        self._tag.setVisible(self._shape == "wide" and bool(self._tag.text()))
        self._host.setVisible(not narrow)
        self._pill_column.setVisible(not narrow)
        self._figures.setVisible(not narrow)

    def restyle(self) -> None:
        super().restyle()
        self.body.setContentsMargins(px(8), px(4), px(8), px(4))
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
        held = event.modifiers()
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Space and held & Qt.KeyboardModifier.ControlModifier:
            self.picked.emit(False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and held & alt:
            self.weighed.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        elif held & alt:
            self.moved.emit(key == Qt.Key.Key_Up)
        else:
            if held & shift:
                self.picked.emit(True)
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
            if held & shift:
                self.stepped_picking.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """With Ctrl a click selects, with Shift it selects a range."""
        held = event.modifiers()
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        inside = self.rect().contains(event.position().toPoint())
        if held & (control | shift) and inside and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(bool(held & shift))
        else:
            super().mouseReleaseEvent(event)
