"""Where a tray icon lives, or would: one interface for systems with a tray and for those without.

On Linux a tray is a program of its own, and may come after us (or, on stock GNOME, never).
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.theme.mark import MarkState, tray_icon

_LOOKS_MS = (1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 60_000, 120_000)
"""When a tray that is not there is looked for after the start; then only when somebody asks."""
MESSAGE_MS = 10_000


class TrayHost(QObject):
    """As it is without a tray: nothing shows, nothing is said, and it never appears."""

    activated = Signal()
    """The icon was clicked, where a click is not the menu's."""
    message_clicked = Signal()
    appeared = Signal()

    @property
    def available(self) -> bool:
        """Whether there is a tray and our icon is in it."""
        return False

    def start(self, menu: QMenu) -> None:
        """Shows the icon with its menu as soon as there is a tray."""

    def look(self) -> None:
        """Somebody wants to know now whether there is a tray."""

    def set_state(self, state: MarkState) -> None:
        """One of the four icons."""

    def set_tip(self, text: str) -> None:
        """What shows under the pointer."""

    def message(self, title: str, text: str, *, problem: bool = False) -> None:
        """A notification of the system; a click on it is ``message_clicked``."""

    def stop(self) -> None:
        """Takes the icon away."""


class SystemTray(TrayHost):
    """Qt's tray icon, made when there is a tray for it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu: QMenu | None = None
        self._icon: QSystemTrayIcon | None = None
        self._state: MarkState = "running"
        self._tip = ""
        self._looks = 0
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._look_again)

    @property
    def available(self) -> bool:
        return self._icon is not None and QSystemTrayIcon.isSystemTrayAvailable()

    def start(self, menu: QMenu) -> None:
        self._menu = menu
        self.look()
        if self._icon is None:
            self._wait()

    def look(self) -> None:
        if (
            self._icon is None
            and self._menu is not None
            and QSystemTrayIcon.isSystemTrayAvailable()
        ):
            self._later.stop()
            self._show(self._menu)
            self.appeared.emit()

    @Slot()
    def _look_again(self) -> None:
        self.look()
        if self._icon is None:
            self._wait()

    def _wait(self) -> None:
        if self._looks < len(_LOOKS_MS):
            self._later.start(_LOOKS_MS[self._looks])
            self._looks += 1

    def _show(self, menu: QMenu) -> None:
        icon = QSystemTrayIcon(self)
        icon.setContextMenu(menu)
        icon.activated.connect(self._on_activated)
        icon.messageClicked.connect(self.message_clicked)
        self._icon = icon
        self.set_state(self._state)
        self.set_tip(self._tip)
        icon.show()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On macOS a click opens the menu, and tells of it as well.
        if reason == QSystemTrayIcon.ActivationReason.Trigger and sys.platform != "darwin":
            self.activated.emit()

    def set_state(self, state: MarkState) -> None:
        self._state = state
        if self._icon is None:
            return
        if sys.platform == "darwin":
            image = tray_icon(state, QColor(Qt.GlobalColor.black))
            image.setIsMask(True)
        else:
            image = tray_icon(state)
        self._icon.setIcon(image)

    def set_tip(self, text: str) -> None:
        self._tip = text
        if self._icon is not None:
            self._icon.setToolTip(text)

    def message(self, title: str, text: str, *, problem: bool = False) -> None:
        if self._icon is not None:
            kinds = QSystemTrayIcon.MessageIcon
            kind = kinds.Warning if problem else kinds.Information
            self._icon.showMessage(title, text, kind, MESSAGE_MS)

    def stop(self) -> None:
        self._later.stop()
        self._menu = None
        if self._icon is not None:
            self._icon.hide()
            self._icon.setContextMenu(None)  # type: ignore[arg-type]  # Qt takes none
            self._icon.deleteLater()
            self._icon = None
