"""Which widgets show less than they say: text that its widget, or what holds it, cuts off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QScrollArea,
    QWidget,
)

from desktop.widgets.chips import Chip
from desktop.widgets.choice import Segmented, Tabs
from desktop.widgets.footer import Segment
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.nav_rail import NavItem, NavRail
from desktop.widgets.pill import StatusPill

SLACK = 2
"""Rounding of enlarged sizes; less than the padding round any text."""
# Chosen, not said: what a person wrote may be shortened, its tooltip has the rest.
SHORTENED = (ElidedLabel, QComboBox, Chip)
PAINTED = (Segmented, Tabs, StatusPill)


def clipped(root: QWidget, *, sideways: bool = False) -> list[str]:
    """A line for each fault: the widget, what it says, what it lacks.

    ``sideways``: pages may scroll to the side, as they do where enlarged text leaves no other way.
    """
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, SHORTENED):
            continue
        words = said(widget)
        if not words:
            continue
        faults = (*_too_small(widget), *_sticks_out(widget, root, sideways=sideways))
        found += [f"{name(widget)} “{words[:48]}” {fault}" for fault in faults]
    return found


def said(widget: QWidget) -> str:
    """The text a widget paints, '' for none."""
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, PAINTED):
        return widget.accessibleName() or type(widget).__name__
    return ""


def name(widget: QWidget) -> str:
    """Where it stands: its class and the nearest names above it."""
    names, walk = [], widget
    while walk is not None and len(names) < 2:
        if walk.objectName() and not walk.objectName().startswith("qt_"):
            names.append(walk.objectName())
        walk = walk.parentWidget()
    return "/".join([*reversed(names), type(widget).__name__])


def _too_small(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, NavItem):
        rail = widget.parentWidget()
        narrow = isinstance(rail, NavRail) and rail.collapsed
        needs = widget.fontMetrics().horizontalAdvance(widget.text())
        if not narrow and needs > widget.width() - 54:
            yield f"needs {needs} of {widget.width() - 54} px"
        return
    hint, size = widget.sizeHint(), widget.size()
    if isinstance(widget, Tabs):
        hint = widget.minimumSizeHint()
    if isinstance(widget, Segment) and widget.compact:
        return
    if isinstance(widget, QLabel) and widget.wordWrap():
        wanted = widget.heightForWidth(size.width())
        if size.height() + SLACK < wanted:
            yield f"is {size.height()} high, needs {wanted}"
        longest = max(
            (_advance(widget, word) for word in re.split(r"[\s\u200b]+", widget.text())), default=0
        )
        if longest > size.width() + SLACK and widget.textFormat() != Qt.TextFormat.RichText:
            yield f"is {size.width()} wide, its longest word is {longest}"
        return
    if size.width() + SLACK < hint.width():
        yield f"is {size.width()} wide, needs {hint.width()}"
    if size.height() + SLACK < hint.height():
        yield f"is {size.height()} high, needs {hint.height()}"


def _advance(widget: QWidget, word: str) -> int:
    return widget.fontMetrics().horizontalAdvance(word)


def _sticks_out(widget: QWidget, root: QWidget, *, sideways: bool) -> Iterator[str]:
    """Beyond an ancestor's edge. A scroll area scrolls down, and aside only where that is fine."""
    walk: QWidget = widget
    scrolled = False
    while walk is not root:
        parent = walk.parentWidget()
        if parent is None:
            return
        area = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        above = parent.parentWidget()
        moves = (
            isinstance(above, QScrollArea)
            and above.viewport() is parent
            and sideways
            and above.horizontalScrollBar().maximum() > 0
        )
        aside = area.right() > parent.width() + SLACK or area.left() < -SLACK
        if moves and aside:
            return
        if aside:
            yield f"is cut at the side by {name(parent)} ({area.right()} of {parent.width()})"
            return
        if isinstance(above, QAbstractScrollArea) and above.viewport() is parent:
            if not isinstance(above, QScrollArea):
                return
            scrolled = True
        if not scrolled and (area.bottom() > parent.height() + SLACK or area.top() < -SLACK):
            yield f"is cut below by {name(parent)} ({area.bottom()} of {parent.height()})"
            return
        walk = parent
