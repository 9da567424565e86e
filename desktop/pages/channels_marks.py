"""Small parts of a channel's row: a tile that selects, a state that tells why, a tag."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QWidget

from desktop.theme import px
from desktop.widgets.base import KeyboardFocus, follow_theme
from desktop.widgets.chips import Chip
from desktop.widgets.choice import CheckBox
from desktop.widgets.pill import StatusPill
from desktop.widgets.tile import Tile

SIDE = 36


class PickTile(QWidget):
    """The provider's tile; under the mouse, and while anything is selected, a check box."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picking = False
        self._tile = Tile("", SIDE)
        self.box = CheckBox("", show_text=False)
        self.box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box.clicked.connect(self.picked)
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._tile)
        self._stack.addWidget(middle)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def restyle(self) -> None:
        self.setFixedSize(px(SIDE), px(SIDE))

    def show_name(self, tile: str, letters: str, name: str, *, faded: bool) -> None:
        self._tile.set_name(tile, letters=letters)
        self._tile.set_faded(faded)
        words = self.tr("Select {name}").format(name=name)
        self.box.setText(words)
        self.box.setAccessibleName(words)

    def set_picking(self, picked: bool, *, picking: bool) -> None:
        self._picking = picking
        self.box.setChecked(picked)
        self._stack.setCurrentIndex(1 if picking or self.underMouse() else 0)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._stack.setCurrentIndex(1)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._stack.setCurrentIndex(1 if self._picking else 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The whole square selects, not the box alone."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit()


class StateButton(KeyboardFocus, StatusPill):
    """A status pill that can be clicked where there is a cause to tell."""

    clicked = Signal()

    def __init__(self) -> None:
        self._live = False
        super().__init__("")

    def set_live(self, live: bool) -> None:
        if live == self._live:
            return
        self._live = live
        policy = Qt.FocusPolicy.StrongFocus if live else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        shape = Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setAccessibleDescription(self.tr("Why, and since when") if live else "")

    def ring_radius(self) -> int:
        return self.height() // 2

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self._live)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._live and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._live and event.key() in keys:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class TagMark(Chip):
    """A channel's tag; a click looks for all that have it."""

    def __init__(self) -> None:
        super().__init__("", mono=False, clickable=True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_tag(self, tag: str) -> None:
        if tag != self.text():
            self.setText(tag)
            self.setToolTip(self.tr("Show all with the tag {tag}").format(tag=tag))
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = min(super().sizeHint().width(), px(120))
        return QSize(width, self.fontMetrics().height() + px(4))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(24), self.sizeHint().height())
