"""Menus: Fusion's own, with theme icons. Opened with `popup`, never with `exec`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from desktop.theme import Tone, icon, px


def blank_icon() -> QIcon:
    """An icon's room without an icon, so that checked and unchecked words line up."""
    side = px(16)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)


class Menu(QMenu):
    """A menu made when it is opened; it deletes itself when it closes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(
        self,
        text: str,
        run: Callable[[], object] | None = None,
        *,
        icon_name: str = "",
        tone: Tone = "text2",
        shortcut: QKeySequence | None = None,
        checked: bool | None = None,
        enabled: bool = True,
    ) -> QAction:
        """Add an entry. `tone` "error" marks what destroys; `checked` makes it a choice."""
        action = QAction(text, self)
        if icon_name:
            action.setIcon(icon(icon_name, tone))
        if shortcut is not None:
            action.setShortcut(shortcut)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
            action.setIcon(icon("check", "accent") if checked else blank_icon())
        action.setEnabled(enabled)
        if run is not None:
            action.triggered.connect(lambda _checked=False: run())
        self.addAction(action)
        return action

    def open_below(self, anchor: QWidget) -> None:
        """Open under a button, its left edges aligned."""
        self.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))

    def open_above(self, anchor: QWidget) -> None:
        """Open over a button at the window's bottom."""
        self.popup(anchor.mapToGlobal(QPoint(0, -self.sizeHint().height() - 4)))
