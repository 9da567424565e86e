"""The main window: rail, footer, pages; what it shows of the gateway's state, and how it closes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.dialogs.quit_question import QuitQuestion
from desktop.frame_pages import PAGES, RAIL, make_rail, name_rail
from desktop.i18n import Translators
from desktop.pages.shell import Shell
from desktop.pages.welcome import WelcomePage
from desktop.problems import word_error
from desktop.theme import px, theme
from desktop.ui_state import UiState
from desktop.viewmodels.frame import FrameModel
from desktop.widgets.footer import Footer
from desktop.widgets.frame import QuayFrame
from desktop.widgets.toast import Toast
from gateway.app import Gateway
from gateway.services.first_run import FirstRun

_BEHIND = {each.key: each.behind for each in PAGES if each.behind}


class MainWindow(QMainWindow):
    """Composes the pages. Its title begins with Homeport."""

    visibility_changed = Signal()

    def __init__(
        self,
        gateway: Gateway,
        bridge: EventBridge,
        *,
        ui_state: UiState,
        translators: Translators,
        clipboard: Clipboard,
        quit_program: Callable[[], None],
        first_run: FirstRun | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self._gateway = gateway
        self._ui_state = ui_state
        self._clipboard = clipboard
        self._quit_program = quit_program
        self._stopping = False
        self._question: QuitQuestion | None = None
        self._rail = make_rail()
        self._footer = Footer()
        self._frame = QuayFrame(self._rail, self._footer)
        self.setCentralWidget(self._frame)
        self._shell = Shell(
            gateway, bridge, self, clipboard, ui_state, translators, quit_program, first_run
        )
        self._model = FrameModel(gateway, bridge, parent=self)
        self._current = ""
        self._back = ""
        self._pages: dict[str, QWidget] = {each.key: each.make(self._shell) for each in PAGES}
        for key, page in self._pages.items():
            self._frame.surface.stack.addWidget(page)
            page.setObjectName(f"page-{key}")
        self._connect_parts()
        self._add_shortcuts()
        self._retranslate()
        self._restore_geometry()
        self._model.changed.connect(self._show_state)
        self._model.refresh()
        self.go("overview")

    # Pages

    def go(self, page: str, argument: object = None) -> None:
        """``welcome`` is the overview's empty state; with channels, a way to add one and back."""
        if page == "overview" and not self._model.has_channels:
            page = "welcome"
        if page == "welcome":
            came_from = self._back if self._current == "welcome" else self._current
            back = argument if argument in self._pages else came_from
            self._back = argument = str(back) if self._model.has_channels else ""
        self._current = page
        self.close_sheet()
        widget = self._pages[page]
        self._frame.surface.stack.setCurrentWidget(widget)
        self._rail.set_current(self._rail_key(page))
        if argument is not None and hasattr(widget, "open"):
            widget.open(argument)
        if hasattr(widget, "shown"):
            widget.shown()

    def _rail_key(self, page: str) -> str:
        """The entry that a page stands behind: where "Add a channel" was asked for, keeps it."""
        if page == "welcome" and self._back in self._pages:
            page = self._back
        return _BEHIND.get(page, page)

    def open_sheet(self, sheet: QWidget) -> None:
        self._frame.open_sheet(sheet)

    def close_sheet(self) -> None:
        self._frame.close_sheet()

    def toast(self, text: str) -> Toast:
        return self._frame.toasts.show(text)

    def undo_toast(self, text: str) -> Toast:
        return self._frame.toasts.undo(text)

    def tell_error(self, error: Exception) -> None:
        self.toast(word_error(error))

    # State

    def _connect_parts(self) -> None:
        self._rail.chosen.connect(self.go)
        self._footer.copy_clicked.connect(lambda: self._clipboard.copy(self._model.endpoint))
        self._footer.state_clicked.connect(lambda: self.go("settings"))
        self._footer.active_clicked.connect(lambda: self.go("logs"))
        self._footer.cost_clicked.connect(lambda: self.go("overview"))
        self._footer.lan_clicked.connect(lambda: self.go("settings"))

    def _show_state(self) -> None:
        model = self._model
        text, status = model.state_words()
        self._footer.set_state(text, status)
        self._footer.set_address(model.endpoint)
        self._footer.set_lan(model.lan_words(), on=False)
        self._footer.set_active(model.active_words())
        self._footer.set_cost(model.cost_words())
        self._rail.item("channels").set_count(str(model.channel_count or ""))
        if self._current == "overview" and not model.has_channels:
            self.go("welcome")
        elif self._current == "welcome" and self._is_outdated:
            self.go("overview")

    @property
    def _is_outdated(self) -> bool:
        """Whether channels came from elsewhere while the welcome page stood for their absence."""
        welcome = self._pages["welcome"]
        busy = isinstance(welcome, WelcomePage) and welcome.busy
        return self._model.has_channels and not self._back and not busy

    def _retranslate(self) -> None:
        name_rail(self._rail)
        self._rail.set_title(self.tr("Homeport"))
        title = self.tr("Homeport")
        self.setWindowTitle(title if title.startswith("Homeport") else f"Homeport {title}")
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _add_shortcuts(self) -> None:
        for number, entry in enumerate(RAIL, 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda key=entry.key: self.go(key))
        for sequence, act in (
            (QKeySequence("Ctrl+,"), lambda: self.go("settings")),
            (QKeySequence(QKeySequence.StandardKey.Quit), self._ask_quit),
            (QKeySequence("Ctrl+W"), self._ask_quit),
            (
                QKeySequence("Ctrl+Shift+C"),
                lambda: self._clipboard.copy(self._model.endpoint),
            ),
        ):
            QShortcut(sequence, self).activated.connect(act)

    # Opening and closing

    def show_front(self) -> None:
        """Another start asked for this window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.visibility_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.visibility_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._stopping:
            event.accept()
            return
        event.ignore()
        self._ask_quit()

    def _ask_quit(self) -> None:
        """Quits at once when nothing runs; asks once when requests are live."""
        live = self._model.active
        if not live:
            self._quit_program()
            return
        if self._question is None:
            self._question = QuitQuestion(self)
            self._question.quit_chosen.connect(self._quit_program)
        self._question.ask(live)

    def begin_stop(self) -> None:
        """The program ends: no more clicks, the window goes, requests drain behind it."""
        self._stopping = True
        self._save_geometry()
        self._clipboard.forget_secret()
        self.hide()

    def finish(self) -> None:
        """Everything below is stopped."""
        self._model.close()

    def _restore_geometry(self) -> None:
        layout = theme().metrics.layout
        width, height = layout.window_minimum
        self.setMinimumSize(width, height)
        geometry: QByteArray = self._ui_state.blob("geometry")
        # Qt moves a window whose screen is gone to one that is there.
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            wide, high = layout.window_default
            screen = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(wide, screen.width() - px(16)), min(high, screen.height() - px(16)))

    def _save_geometry(self) -> None:
        self._ui_state.set_blob("geometry", self.saveGeometry())
