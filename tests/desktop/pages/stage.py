"""A page on a stage: a real gateway, the frame of the window, and the gestures pages ask for."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.frame_banner import ProblemBanner
from desktop.frame_keys import FrameKeys
from desktop.i18n import Translators
from desktop.pages.shell import Shell
from desktop.problems import word_error
from desktop.ui_state import UiState
from desktop.viewmodels.actions import Actions
from desktop.viewmodels.gateway_problems import GatewayProblems
from desktop.viewmodels.problem_list import ProblemList
from desktop.widgets.footer import Footer
from desktop.widgets.frame import QuayFrame
from desktop.widgets.nav_rail import NavEntry, NavRail
from desktop.widgets.toast import Toast
from tests.gateway.house import House, house

PATIENCE_S = 8.0
W = TypeVar("W", bound=QWidget)


class Stage:
    """The window's frame around one page; what it was asked to do is kept."""

    def __init__(self, house: House, folder: Path, app: QApplication) -> None:
        self.house = house
        self.gateway = house.gateway
        rail = NavRail(
            [
                NavEntry("overview", "Overview", "gauge"),
                NavEntry("channels", "Channels", "plug"),
                NavEntry("tokens", "Tokens", "key-round"),
                NavEntry("logs", "Logs", "scroll-text"),
            ],
            [NavEntry("settings", "Settings", "settings")],
        )
        self.frame = QuayFrame(rail, Footer())
        self.bridge = EventBridge(self.gateway.events)
        self.commands = Actions()
        self.problems = ProblemList(self.frame)
        self.banner = ProblemBanner(self.problems, self.frame.surface.stack)
        self.keys = FrameKeys(self.frame, self.go, defaultdict(lambda: lambda: None))
        self.frame.surface.stack.currentChanged.connect(self._page_changed)
        self.gateway_problems = GatewayProblems(
            self.gateway, self.bridge, self.problems, self.tell_error, self.frame
        )
        self.went: list[tuple[str, object]] = []
        self.toasts: list[str] = []
        self.toast_shown: Toast | None = None
        self.errors: list[Exception] = []
        self.shell = Shell(
            self.gateway,
            self.bridge,
            self,
            Clipboard(),
            UiState(folder / "window.ini"),
            Translators(app),
            lambda: None,
        )
        # Its end is not the end of the program.
        self.frame.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.frame.resize(1180, 760)

    def _page_changed(self, _index: int) -> None:
        page = self.frame.surface.stack.currentWidget()
        if page is not None:
            self.keys.set_page(page)

    # What pages may ask of the window

    def go(self, page: str, argument: object = None) -> None:
        self.went.append((page, argument))

    def open_sheet(self, sheet: QWidget) -> None:
        self.frame.open_sheet(sheet)

    def close_sheet(self) -> None:
        self.frame.close_sheet()

    def toast(self, text: str) -> Toast:
        self.toasts.append(text)
        self.toast_shown = self.frame.toasts.show(text)
        return self.toast_shown

    def undo_toast(self, text: str) -> Toast:
        self.toasts.append(text)
        self.toast_shown = self.frame.toasts.undo(text)
        return self.toast_shown

    def tell_error(self, error: Exception) -> None:
        self.errors.append(error)
        self.toast(word_error(error))

    # What tests do

    def show(self, key: str, page: QWidget) -> None:
        self.frame.add_page(key, page)
        self.frame.show_page(key)
        self.frame.show()
        page.shown()  # type: ignore[attr-defined]

    def leave(self, page: QWidget) -> None:
        """Another page comes to the front, as the main window does it."""
        self.close_sheet()
        if self.frame.page("elsewhere") is None:
            self.frame.add_page("elsewhere", QWidget())
        self.frame.surface.stack.setCurrentWidget(self.frame.page("elsewhere"))

    def come_back(self, page: QWidget) -> None:
        self.close_sheet()
        self.frame.surface.stack.setCurrentWidget(page)
        page.shown()  # type: ignore[attr-defined]

    def find(self, kind: type[W], name: str) -> W:
        found = [w for w in self.frame.findChildren(kind, name) if isValid(w)]
        assert found, f"no {kind.__name__} named {name}"
        return found[-1]

    def has(self, name: str) -> bool:
        return any(widget.isVisible() for widget in self.frame.findChildren(QWidget, name))

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible(), widget.objectName()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())

    def type(self, widget: QWidget, text: str) -> None:
        """Replaces what a field holds, key by key."""
        assert widget.isVisible(), widget.objectName()
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.selectAll()
            QTest.keyClick(widget, Qt.Key.Key_Backspace)
        QTest.keyClicks(widget, text)

    def paste(self, widget: QWidget, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def choose(self, text: str) -> None:
        """Triggers an entry of the menu that is open, and closes the menu."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        actions = {action.text(): action for action in menu.actions()}
        assert text in actions, sorted(actions)
        menu.close()
        actions[text].trigger()

    def offered(self) -> list[str]:
        """The entries of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        return [action.text() for action in menu.actions() if action.text()]

    def words(self) -> str:
        """Everything that widgets say: texts, tooltips, accessible names and descriptions."""
        said: list[str] = []
        for widget in self.frame.findChildren(QWidget):
            said += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
            said += [widget.windowTitle(), widget.whatsThis(), widget.statusTip()]
            if isinstance(widget, QLabel | QAbstractButton):
                said.append(widget.text())
            elif isinstance(widget, QLineEdit):
                said += [widget.displayText(), widget.placeholderText()]
            elif isinstance(widget, QPlainTextEdit):
                said.append(widget.toPlainText())
            if isinstance(widget, Toast):
                said.append(widget.text)
        return "\n".join(said)


async def until(condition: Callable[[], object], what: str = "") -> None:
    """Lets the loop run until something is so."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


@asynccontextmanager
async def stage(folder: Path, app: QApplication) -> AsyncIterator[Stage]:
    """A stage over a gateway of its own; everything ends with the block."""
    async with house(folder) as home:
        stage = Stage(home, folder, app)
        try:
            yield stage
        finally:
            stage.bridge.close()
            stage.shell.clipboard.forget_secret()
            stage.frame.close()
            stage.frame.deleteLater()
            # What pages started ends with them.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            await asyncio.sleep(0)
