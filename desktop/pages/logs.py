"""The Logs page: filters, the table of requests, and the panel that tells one in full."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop import format
from desktop.models.request_cells import Field
from desktop.pages.log_detail import LogDetailPanel
from desktop.pages.logs_columns import ColumnChoice
from desktop.pages.logs_export import ExportButton
from desktop.pages.logs_filters import LogFilters
from desktop.pages.logs_menu import RequestMenu
from desktop.pages.logs_table import RequestTable
from desktop.pages.route_door import RouteDoor
from desktop.pages.shell import Shell
from desktop.theme import px
from desktop.viewmodels.log_choice import Range
from desktop.viewmodels.log_curl import curl_command
from desktop.viewmodels.log_detail import DetailView
from desktop.viewmodels.log_selection import LogSelection
from desktop.viewmodels.logs import LogsModel, State
from desktop.viewmodels.route import Subject
from desktop.widgets.banner import Banner
from desktop.widgets.card import Card
from desktop.widgets.contour import ContourBackground
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.spinner import Skeleton
from desktop.widgets.switch import Switch
from gateway.domain.log_terms import Term
from gateway.services.logs import LogFilter, LogRow

TICK_MS = 500
TODAY_WIDTH, DATED_WIDTH, DATED_WIDTH_CHINESE = 72, 94, 112
LEAST_ROWS = 4


class _Stack(QStackedWidget):
    """As small as what shows, whatever the others need."""

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return super().sizeHint() if shown is None else shown.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, px(96))


class LogsPage(ScrollPage):
    """``open`` takes a LogFilter, a request id or a log id."""

    SHOWS = (1,)
    SHOWS_IN = LogDetailPanel

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, fills=True, parent=parent)
        self._shell = shell
        self.model = LogsModel(shell.gateway, shell.bridge, self)
        self.selection = LogSelection(shell.gateway, self.model, self)
        self.routes = RouteDoor(shell, self)
        self._live = Switch("", checked=True, show_name=True)
        self._live.setObjectName("logs-live")
        self.export = ExportButton(shell, self.model)
        self.header.add_action(self._live)
        self.header.add_action(self.export)
        self.filters = LogFilters()
        self.table = RequestTable(self.model.rows)
        self.columns = ColumnChoice(self.table, shell.ui_state)
        self._menu = RequestMenu(self)
        self._card = Card(flush=True)
        self._card.body.addWidget(self.table)
        self._skeleton = Card(flush=True)
        self._skeleton.body.addWidget(Skeleton(6))
        self._skeleton.body.addStretch(1)
        self._contours = ContourBackground(self)
        self._empty = EmptyState("", "", button=" ", button_icon="terminal", contours=False)
        self._empty.setObjectName("logs-empty")
        self._nothing = EmptyState("", "", button=" ", mark=False, contours=False)
        self._nothing.setObjectName("logs-nothing")
        self._stack = _Stack()
        for widget in (self._card, self._skeleton, self._empty, self._nothing):
            self._stack.addWidget(widget)
        self.detail = LogDetailPanel()
        self.detail.hide()
        self.body.addWidget(self.filters)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.detail)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._banner: Banner | None = None
        self._connect()
        self._retranslate()
        self._show_state()

    def _connect(self) -> None:
        model, table = self.model, self.table
        self._live.toggled.connect(model.set_live)
        self.filters.chosen.connect(model.choose)
        model.chosen_changed.connect(self._show_chosen)
        model.choices_changed.connect(self._show_choices)
        model.changed.connect(self._show_state)
        # A request that is told while it runs may just have ended.
        model.changed.connect(self.selection.tick)
        model.pending_changed.connect(self._show_pending)
        table.at_top_changed.connect(model.set_at_top)
        table.near_top.connect(model.load_newer)
        table.newest_wanted.connect(self._go_newest)
        table.chosen.connect(lambda index: self.selection.open_row(index))
        table.moved.connect(self._moved)
        table.menu_requested.connect(self._open_menu)
        self.selection.changed.connect(self._show_detail)
        self.detail.closed.connect(self.selection.close)
        self.detail.reshaped.connect(self._fit_detail)
        for asked in (self.detail.copy_wanted, self._menu.copy_wanted):
            asked.connect(self._shell.clipboard.copy)
        for asked in (self.detail.channel_wanted, self._menu.channel_wanted):
            asked.connect(self._open_channel)
        for asked in (self.detail.cancel_wanted, self._menu.cancel_wanted):
            asked.connect(model.cancel_request)
        self.detail.curl_wanted.connect(self._copy_told_as_curl)
        self.detail.route_wanted.connect(
            lambda model, token: self.routes.open(model, Subject(token))
        )
        self._menu.curl_wanted.connect(self._copy_as_curl)
        self._menu.only_wanted.connect(self._filter_only)
        self._menu.without_wanted.connect(model.add_term)
        self._empty.action_clicked.connect(lambda: self._shell.window.go("connect"))
        self._nothing.action_clicked.connect(self._do_about_nothing)
        for keys, act in (
            (QKeySequence("Esc"), self._escape),
            (QKeySequence(QKeySequence.StandardKey.Copy), self._copy_current_id),
        ):
            # Fields keep their own Copy; the table's rows have one as well.
            copies = keys == QKeySequence(QKeySequence.StandardKey.Copy)
            shortcut = QShortcut(keys, self.table if copies else self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _escape(self) -> None:
        """Puts the detail away; without one, the filters."""
        if self.selection.view is not None:
            self.selection.close()
        else:
            self.model.clear_filters()

    # From the window

    def shown(self) -> None:
        """The page came to the front."""
        self.model.show()

    def slim(self) -> None:
        """The window is hidden: rows are loaded again when it shows."""
        if self.selection.view is None:
            self.model.slim()

    def open(self, argument: object) -> None:
        """Filters, or tells one request."""
        if isinstance(argument, LogFilter):
            self.model.open_filter(argument)
        elif isinstance(argument, str | int):
            self.selection.open_request(argument)

    def start_search(self) -> None:
        self.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reload(self) -> None:
        self.model.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.hide()
        self._tick.stop()

    # State

    def _show_choices(self) -> None:
        self.filters.set_choices(self.model.choices)

    def _show_chosen(self) -> None:
        chosen = self.model.chosen
        self.filters.show_chosen(chosen)
        chinese = QLocale().language() == QLocale.Language.Chinese
        dated = DATED_WIDTH_CHINESE if chinese else DATED_WIDTH
        self.table.set_width(Field.TIME, TODAY_WIDTH if chosen.range is Range.TODAY else dated)

    def _show_state(self) -> None:
        model, state = self.model, self.model.state
        empty = state is State.EMPTY
        if model.requests_today >= 0 and not empty:
            one, many = self.tr("1 request today"), self.tr("{n} requests today")
            self.header.set_phrase(format.plural(model.requests_today, one, many))
        else:
            self.header.set_phrase("")
        widget: QWidget = self._nothing
        if state is State.ROWS:
            widget = self._card
        elif state is State.LOADING:
            widget = self._skeleton
        elif state is State.EMPTY:
            widget = self._empty
        self._word_nothing()
        self.filters.set_searched(model.share)
        self._stack.setCurrentWidget(widget)
        if empty and self.isAncestorOf(QApplication.focusWidget() or self.window()):
            # What hides would pass the focus on as the Tab key does.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._contours.setVisible(empty)
        self.filters.setVisible(not empty)
        self._live.setVisible(not empty)
        self.export.setVisible(not empty)
        self._show_banner(model.error is not None and state is not State.ERROR)
        if model.rows.live_count and self.isVisible():
            if not self._tick.isActive():
                self._tick.start()
        else:
            self._tick.stop()

    def _show_banner(self, wanted: bool) -> None:
        if wanted and self._banner is None:
            self._banner = Banner("", "error", action=" ", closable=False)
            self._banner.action_clicked.connect(self.model.reload)
            self.set_banner(self._banner)
        elif not wanted and self._banner is not None:
            self._banner = None
            self.set_banner(None)
        if self._banner is not None:
            text = self.tr("The log could not be read. What shows may be out of date.")
            self._banner.set_message(text, "error", action=self.tr("Try again"))

    def _word_nothing(self) -> None:
        state = self.model.state
        if state is State.ERROR:
            texts = (
                self.tr("The log could not be read"),
                self.tr("Homeport's own log has the cause."),
                self.tr("Try again"),
            )
        elif state is State.NO_MATCH:
            texts = (
                self.tr("No request matches"),
                self.tr("Other requests are there; the filters leave none of them."),
                self.tr("Clear filters"),
            )
        else:
            texts = (
                self.tr("Nothing in this range"),
                self.tr("There are older requests in the log."),
                self.tr("Show all"),
            )
        self._nothing.set_texts(*texts)

    def _do_about_nothing(self) -> None:
        state = self.model.state
        if state is State.ERROR:
            self.model.reload()
        elif state is State.NO_MATCH:
            self.model.clear_filters()
        else:
            self.model.choose_all()

    def _show_pending(self) -> None:
        model = self.model
        if not model.pending:
            self.table.pill.set_text("")
            return
        self.table.pill.set_text(self.tr("{n} new").format(n=format.count(model.pending)))

    def _go_newest(self) -> None:
        self.table.scrollToTop()
        self.model.set_at_top(True)
        self.model.follow()

    def _on_tick(self) -> None:
        self.model.tick(*self.table.visible_rows())
        self.selection.tick()

    # Detail

    def _moved(self, index: QModelIndex) -> None:
        if self.selection.view is not None:
            self.selection.open_row(index)

    def _show_detail(self) -> None:
        view: DetailView | None = self.selection.view
        if view is None:
            focus = QApplication.focusWidget()
            had_focus = focus is not None and self.detail.isAncestorOf(focus)
            self.detail.forget()
            self.detail.hide()
            self.table.clearSelection()
            if had_focus:
                self.table.setFocus()
            return
        self.detail.show_view(view)
        self.detail.show()
        self._fit_detail()
        self.table.show_request(view.request_id)

    def _fit_detail(self) -> None:
        """As high as its content, but the table keeps some rows."""
        above = self._stack.mapTo(self, QPoint(0, 0)).y()
        below = self.body.spacing() + self.body.contentsMargins().bottom()
        room = self.height() - above - below - self.table.content_height(LEAST_ROWS)
        height = max(self.detail.least_height(), min(self.detail.wanted_height(), room))
        self.detail.setFixedHeight(height)
        # At once, so that the row can be brought into sight of the table as it is now.
        for layout in (self.layout(), self.body):
            if layout is not None:
                layout.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.selection.view is not None:
            self._fit_detail()

    def _open_menu(self, index: QModelIndex, position: QPoint) -> None:
        entry = self.model.rows.entry(index)
        if entry is None:
            return
        self._menu.open(entry, self.model.choices, position)

    def _open_channel(self, channel_id: int) -> None:
        self._shell.window.go("channels", channel_id)

    def _filter_only(self, term: Term) -> None:
        self.model.choose_only(term.subject, term.value)

    def _copy_current_id(self) -> None:
        entry = self.model.rows.entry(self.table.currentIndex())
        if entry is not None:
            self._shell.clipboard.copy(entry.request_id)
            self._shell.window.toast(self.tr("Request id copied"))

    def _copy_told_as_curl(self) -> None:
        if self.selection.row is not None:
            self._copy_as_curl(self.selection.row)

    def _copy_as_curl(self, row: LogRow) -> None:
        bound = self._shell.gateway.bound
        hint = self.model.token_hint(row.token_id)
        self._shell.clipboard.copy(curl_command(row, bound.url if bound else "", hint))
        self._shell.window.toast(
            self.tr("Copied. Put in your key and text: neither is recorded in the log.")
        )

    # Words

    def _retranslate(self) -> None:
        self.header.set_title(self.tr("Logs"))
        self._live.setText(self.tr("Live"))
        self._live.setAccessibleName(self.tr("Show new requests as they come"))
        self._live.updateGeometry()
        self.table.setAccessibleName(self.tr("Requests"))
        self._empty.set_texts(
            self.tr("No requests yet"),
            self.tr("What your apps ask for appears here, with its cost, as it happens."),
            self.tr("Connect a client"),
        )
        self.model.rows.retranslate()
        self.selection.retranslate()
        self._show_chosen()
        self._show_state()
        self._show_pending()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
