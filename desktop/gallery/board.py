"""How specimens are laid out, and how states are forced that only a mouse would give."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import px
from desktop.widgets.base import FocusRing, KeyboardFocus
from desktop.widgets.labels import Label
from desktop.widgets.scroll_page import ScrollPage

W = TypeVar("W", bound=QWidget)
B = TypeVar("B", bound=QAbstractButton)


def page(title: str, *sections: QWidget) -> ScrollPage:
    """A page of sections below each other."""
    sheet = ScrollPage(title)
    for section in sections:
        sheet.body.addWidget(section)
    sheet.body.addStretch(1)
    return sheet


def section(title: str, *rows: QWidget) -> QWidget:
    """A group of rows under a small title."""
    group = QWidget()
    column = QVBoxLayout(group)
    column.setContentsMargins(0, 0, 0, px(8))
    column.setSpacing(px(8))
    column.addWidget(Label(title, "small", "text3", weight="label"))
    for row in rows:
        column.addWidget(row)
    return group


def row(*widgets: QWidget, stretch: bool = True, gap: int = 12) -> QWidget:
    """Widgets side by side, left aligned."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(px(4), px(4), px(4), px(4))
    line.setSpacing(px(gap))
    for widget in widgets:
        line.addWidget(widget)
    if stretch:
        line.addStretch(1)
    return box


def column(*widgets: QWidget, gap: int = 8) -> QWidget:
    """Widgets below each other."""
    box = QWidget()
    lines = QVBoxLayout(box)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(px(gap))
    for widget in widgets:
        lines.addWidget(widget)
    return box


def hovered(widget: W) -> W:
    """As if the mouse were over it."""
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    return widget


def pressed(button: B) -> B:
    """As if the mouse button were down on it."""
    button.setDown(True)
    return button


def disabled(widget: W) -> W:
    """Switched off."""
    widget.setEnabled(False)
    return widget


class Ringed(QWidget):
    """Shows a widget as it looks with keyboard focus."""

    def __init__(self, target: KeyboardFocus) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(px(5), px(5), px(5), px(5))
        line.addWidget(target)
        self._ring = FocusRing(self)
        self._ring.attach(target)
