"""The navigation rail: mark and title, items with icon, label, count or problem, Settings below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import font, px, theme
from desktop.theme.colour import mix
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme, has_modifier
from desktop.widgets.buttons import IconButton
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.mark import Mark


@dataclass(frozen=True)
class NavEntry:
    """One place to go: `key` is what `NavRail.chosen` carries."""

    key: str
    label: str
    icon: str


class NavItem(KeyboardFocus, QAbstractButton):
    """One row of the rail."""

    def __init__(self, entry: NavEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = entry.key
        self._icon = theme().icons.require(entry.icon)
        self._count = ""
        self._problem = ""
        self._collapsed = False
        self.setCheckable(True)
        self.setText(entry.label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()
        follow_theme(self)

    def set_label(self, label: str) -> None:
        """Rename (a language change)."""
        self.setText(label)
        self._describe()

    def set_count(self, count: str) -> None:
        """The number at the right; empty for none."""
        if count != self._count:
            self._count = count
            self._describe()
            self.update()

    def set_problem(self, sentence: str) -> None:
        """Show the warning icon instead of the count; the sentence is its tooltip."""
        if sentence != self._problem:
            self._problem = sentence
            self._describe()
            self.update()

    def set_collapsed(self, collapsed: bool) -> None:
        """Icon only, the label as tooltip."""
        self._collapsed = collapsed
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._problem or self._count)
        parts = [self.text()] if self._collapsed else []
        if self._problem:
            parts.append(self._problem)
        self.setToolTip("\n".join(parts))

    def restyle(self) -> None:
        self.setFont(font("body", "emphasis"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = max(theme().metrics.height.nav_item, self.fontMetrics().height() + px(12))
        return QSize(px(32), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not has_modifier(event.modifiers()):
            forward = key == Qt.Key.Key_Down
            self.focusNextPrevChild(forward)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        surface, chosen, hot = colours.surface, self.isChecked(), self.underMouse()
        with QPainter(self) as painter:
            paint.begin(painter)
            radius = theme().metrics.radius.control
            if chosen:
                # High contrast marks what is selected with a second pixel.
                width = 2 if colours.high_contrast else 1
                border = colours.border.line if colours.dark else colours.border.line_strong
                paint.box(painter, self.rect(), radius, surface.card, border, width)
            elif hot:
                paint.box(painter, self.rect(), radius, mix(surface.quay, surface.hover, 0.5))
            ink = colours.text.primary if chosen or hot else colours.text.secondary
            icon_ink = colours.accent.text if chosen else ink
            side = px(18)
            x = (self.width() - side) / 2 if self._collapsed else px(12)
            paint.icon_at(painter, x, self.rect(), side, self._icon, icon_ink)
            if self._collapsed:
                self._paint_corner_problem(painter)
                return
            right = self.width() - px(12)
            if self._problem:
                right -= px(16)
                warn = colours.status("warn").solid
                paint.icon_at(painter, right, self.rect(), px(16), "triangle-alert", warn)
                right -= px(8)
            elif self._count:
                small = font("small", numbers=True)
                width = paint.advance(small, self._count)
                area = QRectF(right - width, 0, width + 1, self.height())
                paint.text(painter, area, self._count, small, colours.text.tertiary, paint.RIGHT)
                right -= width + px(8)
            left = px(42)
            face = font("strong") if chosen else self.font()
            paint.text(
                painter, QRectF(left, 0, right - left, self.height()), self.text(), face, ink
            )

    def _paint_corner_problem(self, painter: QPainter) -> None:
        if not self._problem:
            return
        colours = theme().colours
        side = px(14)
        area = QRectF(self.width() - side, 0, side, side)
        paint.box(painter, area, side / 2, colours.surface.quay)
        paint.icon(painter, area, "triangle-alert", colours.status("warn").solid)


class NavRail(QWidget):
    """200 wide, 56 collapsed. `chosen(key)` tells when a person goes somewhere.

    `toggled` tells that its button was clicked; who places the rail decides what comes of it.
    """

    chosen = Signal(str)
    toggled = Signal()

    def __init__(
        self,
        entries: Sequence[NavEntry],
        bottom: Sequence[NavEntry] = (),
        *,
        title: str = "Homeport",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._collapsed = False
        self._items: dict[str, NavItem] = {}
        self._mark = Mark(22)
        self._title = ElidedLabel(title, "sheet_title")
        self._head = QHBoxLayout()
        self._head.addWidget(self._mark)
        self._head.addWidget(self._title, 1)
        self._toggle = IconButton("panel-left", self.tr("Narrow"), compact=True, tone="text3")
        self._toggle.setObjectName("rail-toggle")
        self._toggle.clicked.connect(self.toggled)
        self._foot = QHBoxLayout()
        self._head.addWidget(self._toggle)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._gap = QSpacerItem(0, 0)
        self._column.addItem(self._gap)
        for entry in entries:
            self._column.addWidget(self._make(entry))
        self._column.addStretch(1)
        for entry in bottom:
            self._column.addWidget(self._make(entry))
        self._column.addLayout(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Pages"))
        follow_theme(self)

    def _make(self, entry: NavEntry) -> NavItem:
        item = NavItem(entry)
        item.clicked.connect(lambda: self._clicked(entry.key))
        self._items[entry.key] = item
        return item

    def _clicked(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)

    def item(self, key: str) -> NavItem:
        """The row of a page: `set_count`, `set_problem`, `set_label`."""
        return self._items[key]

    @property
    def current(self) -> str:
        """Key of the selected item, or an empty text."""
        return next((key for key, item in self._items.items() if item.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Select quietly; an unknown key (a page without an item) selects none."""
        for name, item in self._items.items():
            item.setChecked(name == key)

    def set_title(self, title: str) -> None:
        """The program's name beside the mark."""
        self._title.setText(title)

    def name_toggle(self, name: str, tooltip: str) -> None:
        """What a click on its button does now."""
        self._toggle.set_name(name)
        self._toggle.setToolTip(tooltip)

    def set_togglable(self, togglable: bool) -> None:
        """Whether there is a choice; without room there is none."""
        self._toggle.setVisible(togglable)

    @property
    def collapsed(self) -> bool:
        """Whether only icons show."""
        return self._collapsed

    def set_collapsed(self, collapsed: bool) -> None:
        """Switch between 200 wide with labels and 56 with icons."""
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            self._title.setVisible(not collapsed)
            # Wide it stands at the end of the title's line, narrow below everything.
            (self._head if collapsed else self._foot).removeWidget(self._toggle)
            (self._foot if collapsed else self._head).addWidget(self._toggle)
            for item in self._items.values():
                item.set_collapsed(collapsed)
            self.restyle()

    def restyle(self) -> None:
        layout = theme().metrics.layout
        self.setFixedWidth(layout.rail_width_collapsed if self._collapsed else layout.rail_width)
        side = px(10 if self._collapsed else 12)
        self._column.setContentsMargins(side, px(20), side, px(12))
        self._column.setSpacing(px(4))
        lead = (layout.rail_width_collapsed - 2 * side - px(22)) // 2
        self._head.setContentsMargins(lead if self._collapsed else px(8), 0, 0, 0)
        self._head.setSpacing(px(10))
        height = max(px(30), self._title.sizeHint().height())
        self._gap.changeSize(0, px(12))
        self._title.setFixedHeight(height)
        face = QFont(font("lead"))
        face.setWeight(font("strong").weight())
        self._title.setFont(face)
        self._mark.setFixedHeight(height if self._collapsed else px(22))
        self._column.invalidate()
