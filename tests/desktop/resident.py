"""The whole program but its loop and process: a gateway, the window, and what lives beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.i18n import Translators
from desktop.main_window import MainWindow
from desktop.presence import Presence
from desktop.ui_state import UiState
from tests.desktop.pages.stage import until
from tests.desktop.tray_stand import TrayStand
from tests.gateway.house import House, house


class Resident:
    """``quits`` counts the wishes to quit."""

    def __init__(self, home: House, app: QApplication, folder: Path, *, tray: bool) -> None:
        self.home = home
        self.gateway = home.gateway
        self.quits = 0
        self.bridge = EventBridge(home.gateway.events)
        self.ui_state = UiState(folder / "window.ini")
        self.translators = Translators(app)
        self.translators.use("en")
        self.clipboard = Clipboard()
        self.window = MainWindow(
            home.gateway,
            self.bridge,
            ui_state=self.ui_state,
            translators=self.translators,
            clipboard=self.clipboard,
            quit_program=self.quit,
        )
        self.window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.host = TrayStand(there=tray)
        self.presence = Presence(
            home.gateway,
            self.bridge,
            self.window,
            self.host,
            ui_state=self.ui_state,
            clipboard=self.clipboard,
            quit_program=self.quit,
        )
        self.tray = self.presence.tray

    def quit(self) -> None:
        self.quits += 1

    @property
    def page(self) -> str:
        current = self.window._frame.surface.stack.currentWidget()
        return current.objectName().removeprefix("page-")

    def texts(self) -> list[str]:
        """The entries that the tray's menu shows."""
        return [
            each.text() for each in self.tray.menu.actions() if each.isVisible() and each.text()
        ]

    def choose(self, action: QAction) -> None:
        """A click on an entry, which a closed menu cannot be given."""
        assert action.isVisible(), action.text()
        assert action.isEnabled(), action.text()
        action.trigger()

    def click(self, name: str) -> None:
        """A click on a button in any window."""
        found = [
            button
            for top in QApplication.topLevelWidgets()
            for button in top.findChildren(QAbstractButton, name)
            if button.isVisible()
        ]
        assert found, f"no button {name} in sight"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    async def front(self) -> None:
        """The window shows and has the focus."""

        def is_in_front() -> bool:
            if not self.window.in_front:
                self.window.show_front()  # another window that closes late may take it back
            return self.window.in_front

        await until(is_in_front, "the window is in front")


@asynccontextmanager
async def resident(
    folder: Path, app: QApplication, *, tray: bool = True, **config: object
) -> AsyncIterator[Resident]:
    quits = app.quitOnLastWindowClosed()
    app.setQuitOnLastWindowClosed(False)  # as the program does
    async with house(folder, **config) as home:
        found = Resident(home, app, folder, tray=tray)
        try:
            yield found
        finally:
            found.presence.stopping()
            found.presence.close()
            found.bridge.close()
            found.window.begin_stop()
            found.window.finish()
            found.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            await home.settled()
            app.setQuitOnLastWindowClosed(quits)
