"""What every widget here shares: following the theme, and a focus ring for keyboard focus only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from desktop.theme import theme
from desktop.theme.dressing import Follower
from desktop.widgets import paint

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object

KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def follow_theme(widget: Follower) -> None:
    """Call `restyle` now and after every theme change. The last line of a constructor."""
    theme().dressing.follow(widget)
    widget.restyle()


class FocusRing(QWidget):
    """The ring round the widget that holds keyboard focus.

    A widget cannot paint outside its rectangle, so the ring is one transparent widget laid over the
    nearest scrolled page (with which it scrolls) or the window.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._target: KeyboardFocus | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def attach(self, target: KeyboardFocus) -> None:
        """Show round `target` and follow it."""
        self._target = target
        walk: QWidget | None = target
        while walk is not None and walk is not self.parentWidget():
            walk.installEventFilter(self)
            self._watched.append(walk)
            walk = walk.parentWidget()
        self.place()
        self.show()
        self.raise_()

    def detach(self) -> None:
        """Hide and stop following."""
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        self._target = None
        self.hide()

    def place(self) -> None:
        """Lay the ring round the target's `ring_rect`."""
        host = self.parentWidget()
        if self._target is None or not isValid(self._target) or host is None:
            return
        tokens = theme().metrics.focus
        grow = tokens.width + tokens.gap
        area = self._target.ring_rect()
        origin = self._target.mapTo(host, area.topLeft())
        self.setGeometry(QRect(origin, area.size()).adjusted(-grow, -grow, grow, grow))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self.place()
        elif event.type() == QEvent.Type.Hide and watched in self._watched:
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._target is None:
            return
        with QPainter(self) as painter:
            tokens = theme().metrics.focus
            radius = self._target.ring_radius() + tokens.radius_add
            paint.begin(painter)
            paint.box(painter, self.rect(), radius, None, theme().colours.focus, tokens.width)


class KeyboardFocus(_Widget):
    """Mixin, first among the bases: shows the ring when focus came from the keyboard."""

    _ring: FocusRing | None = None

    def ring_rect(self) -> QRect:
        """The part of the widget that the ring surrounds."""
        return self.rect()

    def ring_radius(self) -> int:
        """Corner radius of that part."""
        return theme().metrics.radius.control

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in KEYBOARD_REASONS and self._ring is None:
            self._ring = FocusRing(ring_host(self))
            self._ring.attach(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        ring, self._ring = self._ring, None
        if ring is not None and isValid(ring):
            ring.detach()
            ring.deleteLater()

    def move_ring(self) -> None:
        """Place the ring again after `ring_rect` changed."""
        if self._ring is not None:
            self._ring.place()


def ring_host(widget: QWidget) -> QWidget:
    """The widget a ring for `widget` is laid over: a scroll area's page, or the window."""
    walk = widget
    while True:
        parent = walk.parentWidget()
        if parent is None or walk.isWindow():
            return walk
        area = parent.parentWidget()
        if isinstance(area, QScrollArea) and area.viewport() is parent:
            return walk
        walk = parent


def has_modifier(modifiers: Qt.KeyboardModifier) -> bool:
    """Whether a shortcut modifier is held (keys then belong to the page, not the widget)."""
    wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(modifiers & wanted)
