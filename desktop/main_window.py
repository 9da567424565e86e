"""The main window: rail, footer, pages; what it shows of the gateway's state, and how it closes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop import shortcuts, window_place
from desktop.autostart import Autostart
from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.dialogs.quit_question import QuitQuestion
from desktop.frame_actions import FrameActions, window_actions
from desktop.frame_banner import ProblemBanner
from desktop.frame_drop import FrameDrop
from desktop.frame_footer import FrameFooter
from desktop.frame_keys import FrameKeys
from desktop.frame_made import MadePages, PageMaker
from desktop.frame_pages import PAGES, RAIL, make_rail, name_rail
from desktop.frame_palette import FramePalette
from desktop.i18n import Translators
from desktop.pages.shell import Shell
from desktop.pages.shortcuts_sheet import ShortcutsSheet
from desktop.problems import word_error
from desktop.sharing_news import SharingNews
from desktop.theme import theme
from desktop.ui_state import UiState
from desktop.viewmodels.actions import Actions
from desktop.viewmodels.frame import FrameModel
from desktop.viewmodels.gateway_problems import GatewayProblems
from desktop.viewmodels.problem_list import ProblemList
from desktop.widgets.footer import Footer
from desktop.widgets.frame import QuayFrame
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.side_sheet import SideSheet
from desktop.widgets.toast import Toast
from gateway.app import Gateway
from gateway.domain.vault_state import VaultState
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
        self.problems = ProblemList(self)
        self.commands = Actions()
        self._rail = make_rail()
        self._footer = Footer()
        self._frame = QuayFrame(self._rail, self._footer)
        self._frame.set_rail_collapsed(ui_state.rail_collapsed)
        self.setCentralWidget(self._frame)
        self._banner = ProblemBanner(self.problems, self._frame.surface.stack)
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
        self._pages = MadePages(
            {each.key: partial(each.make, self._shell) for each in PAGES}, self._take_page
        )
        self._maker = PageMaker(
            self._pages, lambda: bool(len(gateway.live)), [each.key for each in RAIL], self
        )
        self._shortcuts_sheet: ShortcutsSheet | None = None
        self._add_parts(bridge)
        self._retranslate()
        self._restore_geometry()
        self._model.changed.connect(self._show_state)
        self._model.refresh()
        self.go(self._last_page())

    def _add_parts(self, bridge: EventBridge) -> None:
        """What makes the frame work; each part stands in a ``frame_*`` module of its own."""
        self._gateway_problems = GatewayProblems(
            self._gateway, bridge, self.problems, self.tell_error, self
        )
        self._own_commands = FrameActions(self._shell, self.commands, self)
        self.commands.add(*window_actions(self))
        self._palette = FramePalette(self._frame, self.commands, self._ui_state)
        self._footer_state = FrameFooter(
            self._footer,
            self._model,
            self.commands,
            self._clipboard,
            self.go,
        )
        self._drop = FrameDrop(self, self._frame, self._take_dropped, self.toast)
        self._keys = FrameKeys(self, self.go, self._acts())
        bridge.vault_changed.connect(self._look_at_vault)
        self._look_at_vault()
        self._rail.chosen.connect(self.go)
        self._rail.toggled.connect(self.toggle_rail)

    def _take_page(self, key: str, page: QWidget) -> None:
        """A page was made."""
        self._frame.add_page(key, page)
        if isinstance(page, ScrollPage):
            page.header.search_clicked.connect(self._palette.open)
            self._offer_search(page)
        if key == "recovery":
            page.needed.connect(lambda: self.go("recovery"))  # type: ignore[attr-defined]

    def _look_at_vault(self) -> None:
        """The page that opens lost keys says itself whether there is a recovery passphrase."""
        if self._gateway.vault.state is VaultState.LOST:
            self._pages["recovery"].model.look()  # type: ignore[attr-defined]

    def _acts(self) -> dict[str, Callable[[], object]]:
        """What the window does for keys of the table of shortcuts."""
        return {
            "palette": self._palette.open,
            "settings": lambda: self.go("settings"),
            "copy-address": self.copy_address,
            "rail": self.toggle_rail,
            "help": self.show_shortcuts,
            "close": self.close,
            "quit": self.ask_quit,
        }

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
        self._palette.close()
        widget = self._pages[page]
        self._keys.set_page(widget)
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

    def toast_with(self, text: str, action: str) -> Toast:
        """A toast with one action, as long as one with Undo."""
        return self._frame.toasts.show(text, action=action)

    def undo_toast(self, text: str) -> Toast:
        return self._frame.toasts.undo(text)

    def tell_error(self, error: Exception) -> None:
        self.toast(word_error(error))

    def copy_address(self) -> None:
        """The address for OpenAI-style apps."""
        if self._model.endpoint:
            self._clipboard.copy(self._model.endpoint)
            self.toast(self.tr("Copied {address}").format(address=self._model.endpoint))

    @property
    def endpoint(self) -> str:
        """The address for OpenAI-style apps, '' while nothing listens."""
        return self._model.endpoint

    @property
    def rail_has_room(self) -> bool:
        """Whether there is a choice between icons and words in the page list."""
        return self._frame.rail_has_room

    def toggle_rail(self) -> None:
        """Icons or words in the page list; kept for the next start."""
        if self._frame.rail_has_room:
            collapsed = not self._ui_state.rail_collapsed
            self._ui_state.set_rail_collapsed(collapsed)
            self._frame.set_rail_collapsed(collapsed)
            self._name_toggle()

    def show_shortcuts(self) -> None:
        """The sheet of keyboard shortcuts; asked for again, it goes."""
        sheet = self._shortcuts_sheet
        if sheet is not None and self._frame.surface.sheet is sheet:
            self.close_sheet()
            return
        if sheet is None:
            sheet = self._shortcuts_sheet = ShortcutsSheet()
            sheet.close_requested.connect(self._leave_shortcuts)
        sheet.show_pages([entry.words for entry in RAIL])
        self.open_sheet(sheet)

    def _leave_shortcuts(self) -> None:
        """Back to the sheet the page had, if it had one."""
        self.close_sheet()
        page = self._pages[self._current]
        if hasattr(page, "shown"):
            page.shown()

    def _take_dropped(self, text: str) -> bool:
        if not self._pages["welcome"].take_text(text):  # type: ignore[attr-defined]
            return False
        self.go("welcome", "add")
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that nobody else wanted closes the sheet."""
        sheet = self._frame.surface.sheet
        if event.key() == Qt.Key.Key_Escape and isinstance(sheet, SideSheet):
            sheet.request_close()
        else:
            super().keyPressEvent(event)

    # State

    def _show_state(self) -> None:
        model = self._model
        self._footer_state.show()
        self._rail.item("channels").set_count(str(model.channel_count or ""))
        if self._current == "overview" and not model.has_channels:
            self.go("welcome")
        elif self._current == "welcome" and self._is_outdated:
            self.go("overview")

    @property
    def _is_outdated(self) -> bool:
        """Whether channels came from elsewhere while the welcome page stood for their absence."""
        busy = bool(self._pages["welcome"].busy)  # type: ignore[attr-defined]
        return self._model.has_channels and not self._back and not busy

    def _retranslate(self) -> None:
        name_rail(self._rail)
        self._name_toggle()
        for page in self._pages.made.values():
            if isinstance(page, ScrollPage):
                self._offer_search(page)
        if self._shortcuts_sheet is not None:
            self._shortcuts_sheet.show_pages([entry.words for entry in RAIL])
        self._rail.set_title(self.tr("Homeport"))
        title = self.tr("Homeport")
        self.setWindowTitle(title if title.startswith("Homeport") else f"Homeport {title}")
        self._show_state()

    def _offer_search(self, page: ScrollPage) -> None:
        find = self.tr("Find anything")
        page.header.offer_search(find, shortcuts.with_keys(find, "palette"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _name_toggle(self) -> None:
        words = self.rail_words()
        self._rail.name_toggle(words, shortcuts.with_keys(words, "rail"))

    def rail_words(self) -> str:
        """What `toggle_rail` does next."""
        if self._ui_state.rail_collapsed:
            return self.tr("Widen the page list")
        return self.tr("Narrow the page list")

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
        self._maker.begin()
        self.visibility_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._maker.end()
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
        self._gateway_problems.close()
        self._model.close()

    def _restore_geometry(self) -> None:
        layout = theme().metrics.layout
        # Enlarged text scrolls: the least window stays one that a small screen can hold.
        self.setMinimumSize(*theme().tokens.layout.window_minimum)
        window_place.restore(self, self._ui_state, QSize(*layout.window_default))

    def _save_geometry(self) -> None:
        window_place.keep(self, self._ui_state)
        self._ui_state.set_text("page", self._rail_key(self._current))

    def _last_page(self) -> str:
        page = self._ui_state.text("page")
        return page if page in self._pages and page not in _BEHIND else "overview"
