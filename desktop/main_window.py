"""The main window: rail, footer, pages; what it shows of the gateway's state, and how it closes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop import window_place
from desktop.autostart import Autostart
from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.dialogs.quit_question import QuitQuestion
from desktop.i18n import Translators
from desktop.pages.channels import ChannelsPage
from desktop.pages.connect import ConnectPage
from desktop.pages.logs import LogsPage
from desktop.pages.models import ModelsPage
from desktop.pages.overview import OverviewPage
from desktop.pages.recovery import RecoveryPage
from desktop.pages.settings import SettingsPage
from desktop.pages.shell import Shell
from desktop.pages.tokens import TokensPage
from desktop.pages.usage import UsagePage
from desktop.pages.welcome import WelcomePage
from desktop.problems import word_error
from desktop.sharing_news import SharingNews
from desktop.theme import theme
from desktop.ui_state import UiState
from desktop.viewmodels.frame import FrameModel
from desktop.widgets.footer import Footer
from desktop.widgets.frame import QuayFrame
from desktop.widgets.nav_rail import NavEntry, NavRail
from desktop.widgets.toast import Toast
from gateway.app import Gateway
from gateway.services.first_run import FirstRun

_RAIL = (
    ("overview", "gauge"),
    ("channels", "plug"),
    ("tokens", "key-round"),
    ("logs", "scroll-text"),
    ("usage", "chart-column"),
    ("models", "box"),
)
# Pages that have no entry of their own stand behind another's.
_RAIL_KEY = {"welcome": "overview", "connect": "overview", "recovery": "overview"}


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
        autostart: Autostart | None = None,
    ) -> None:
        super().__init__()
        self.close_pressed: Callable[[], None] = self.ask_quit
        self.setObjectName("main-window")
        self._gateway = gateway
        self._ui_state = ui_state
        self._clipboard = clipboard
        self._quit_program = quit_program
        self._stopping = False
        self._question: QuitQuestion | None = None
        self._rail = _make_rail()
        self._footer = Footer()
        self._frame = QuayFrame(self._rail, self._footer)
        self.setCentralWidget(self._frame)
        self._shell = Shell(
            gateway,
            bridge,
            self,
            clipboard,
            ui_state,
            translators,
            quit_program,
            first_run,
            autostart,
        )
        self._model = FrameModel(gateway, bridge, parent=self)
        self._sharing_news = SharingNews(self._shell, self)
        self._current = ""
        self._back = ""
        self._welcome = WelcomePage(self._shell)
        self._pages: dict[str, QWidget] = {
            "overview": OverviewPage(self._shell),
            "welcome": self._welcome,
            "connect": ConnectPage(self._shell),
            "channels": ChannelsPage(self._shell),
            "tokens": TokensPage(self._shell),
            "logs": LogsPage(self._shell),
            "usage": UsagePage(self._shell),
            "models": ModelsPage(self._shell),
            "settings": SettingsPage(self._shell),
            "recovery": RecoveryPage(self._shell),
        }
        for key, page in self._pages.items():
            self._frame.surface.stack.addWidget(page)
            page.setObjectName(f"page-{key}")
        self._connect_parts()
        self._add_shortcuts()
        self._retranslate()
        self._restore_geometry()
        self._model.changed.connect(self._show_state)
        self._model.refresh()
        self.go(self._last_page())

    # Pages

    @property
    def pages(self) -> Mapping[str, QWidget]:
        """Every page by its key."""
        return self._pages

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
        return _RAIL_KEY.get(page, page)

    def open_sheet(self, sheet: QWidget) -> None:
        self._frame.open_sheet(sheet)

    def close_sheet(self) -> None:
        self._frame.close_sheet()

    def toast(self, text: str) -> Toast:
        return self._frame.toasts.show(text)

    def toast_with(self, text: str, action: str) -> Toast:
        """A toast with one action, as long as one with Undo."""
        return self._frame.toasts.show(text, action=action)

    def undo_toast(self, text: str) -> Toast:
        return self._frame.toasts.undo(text)

    def tell_error(self, error: Exception) -> None:
        self.toast(word_error(error))

    # State

    def _connect_parts(self) -> None:
        recovery = self._pages["recovery"]
        if isinstance(recovery, RecoveryPage):
            recovery.needed.connect(lambda: self.go("recovery"))
            recovery.model.look()
        self._rail.chosen.connect(self.go)
        self._footer.copy_clicked.connect(lambda: self._clipboard.copy(self._model.endpoint))
        self._footer.state_clicked.connect(lambda: self.go("settings"))
        self._footer.active_clicked.connect(lambda: self.go("logs"))
        self._footer.cost_clicked.connect(lambda: self.go("usage", "cost"))
        self._footer.lan_clicked.connect(lambda: self.go("settings", "sharing"))

    def _show_state(self) -> None:
        model = self._model
        text, status = model.state_words()
        self._footer.set_state(text, status)
        self._footer.set_address(model.endpoint)
        lan, on = model.lan_words()
        self._footer.set_lan(lan, on=on)
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
        return self._model.has_channels and not self._back and not self._welcome.busy

    def _retranslate(self) -> None:
        for key, label in (
            ("overview", self.tr("Overview")),
            ("channels", self.tr("Channels")),
            ("tokens", self.tr("Tokens")),
            ("logs", self.tr("Logs")),
            ("usage", self.tr("Usage")),
            ("models", self.tr("Models")),
            ("settings", self.tr("Settings")),
        ):
            self._rail.item(key).set_label(label)
        self._rail.set_title(self.tr("Homeport"))
        title = self.tr("Homeport")
        self.setWindowTitle(title if title.startswith("Homeport") else f"Homeport {title}")
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _add_shortcuts(self) -> None:
        order = ("overview", "channels", "tokens", "logs", "settings")
        for number, key in enumerate(order, 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda key=key: self.go(key))
        for sequence, act in (
            (QKeySequence("Ctrl+,"), lambda: self.go("settings")),
            (QKeySequence(QKeySequence.StandardKey.Quit), self.ask_quit),
            (QKeySequence("Ctrl+W"), self.close),
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

    @property
    def in_front(self) -> bool:
        """Whether somebody looks at it."""
        return self.isActiveWindow() and self.isVisible() and not self.isMinimized()

    def toggle(self) -> None:
        """The tray's icon was clicked."""
        if self.in_front:
            self.hide()
        else:
            self.show_front()

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
        self.close_pressed()

    def ask_quit(self) -> None:
        """Quits at once when nothing runs; asks once when requests are live."""
        live = self._model.active
        if not live:
            self._quit_program()
            return
        if not self.isVisible():
            self.show_front()
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
        self.setMinimumSize(*layout.window_minimum)
        window_place.restore(self, self._ui_state, QSize(*layout.window_default))

    def _save_geometry(self) -> None:
        window_place.keep(self, self._ui_state)
        self._ui_state.set_text("page", self._rail_key(self._current))

    def _last_page(self) -> str:
        page = self._ui_state.text("page")
        return page if page in self._pages and page not in _RAIL_KEY else "overview"


def _make_rail() -> NavRail:
    return NavRail(
        [NavEntry(key, "", icon) for key, icon in _RAIL],
        [NavEntry("settings", "", "settings")],
    )
