"""What who cannot see, or has no mouse, would miss: names, and the way of the Tab key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from desktop.widgets.palette import Palette
from tests.screenshots.clipping import name

LONGEST_WALK = 400


def reachable(root: QWidget) -> list[QWidget]:
    """What the Tab key should come to."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar)
    ]


def nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader could not tell apart."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        control = isinstance(
            widget,
            QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox | QAbstractItemView,
        )
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if not (control or takes_focus) or widget.focusProxy() is not None:
            continue
        # A header's sections are told as parts of their table.
        if isinstance(widget, QScrollBar | QHeaderView) or _internal(widget):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
        if not (widget.accessibleName() or text).strip():
            found.append(f"{name(widget)} has no name")
    return found


def _internal(widget: QWidget) -> bool:
    """Parts that Qt makes itself: the list of a combo box, a view's viewport."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QComboBox):
            return True
        above = above.parentWidget()
    return type(widget) is QWidget


def unreachable(root: QWidget) -> list[str]:
    """Controls that no number of Tabs comes to, and jumps that no eye would follow."""
    wanted = reachable(root)
    if not wanted or any(each.isVisible() for each in root.findChildren(Palette)):
        # The palette keeps the Tab key for its list until it closes.
        return []
    first = wanted[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(LONGEST_WALK):
        focus = QApplication.focusWidget()
        if focus is None or focus in seen:
            break
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    missed = [widget for widget in reachable(root) if widget not in seen]
    return [f"{name(widget)} “{widget.accessibleName()}” is not reached" for widget in missed]
