"""The tokens: the keys that apps use to speak to Homeport."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop import format
from desktop.models.token_order import Sorting
from desktop.models.token_table import TokenColumn, TokenRow, TokenTable
from desktop.pages.header_search import HeaderSearch
from desktop.pages.load_banner import LoadBanner
from desktop.pages.shell import Shell
from desktop.pages.tokens_order import order_menu
from desktop.pages.tokens_sheet import TokenSheet
from desktop.pages.tokens_table import ROW, TokenTableView
from desktop.pages.tokens_tabs import FROM_TABS, TokensTabs
from desktop.pages.tokens_top import TokensTop
from desktop.theme import px, theme
from desktop.viewmodels.token_editor import TokenEditor
from desktop.viewmodels.tokens import TokensModel
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.menu import Menu
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.spinner import Skeleton
from gateway.domain.budget import Scope
from gateway.domain.person import OWNER_ID
from gateway.services.logs import LogFilter
from gateway.services.tokens import CreatedToken, DeletedToken


class TokensPage(ScrollPage):
    """A table, and the sheet of the token that is made or changed."""

    SHOWS = ("new", 1)
    narrowest = 360

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, fills=True, parent=parent)
        self._shell = shell
        self._model = TokensModel(shell.gateway, shell.bridge, self)
        self._rows = TokenTable(self)
        self._sheet: TokenSheet | None = None
        self._wanted = 0
        self._search = HeaderSearch("tokens")
        self._order = IconButton("sliders-horizontal", "", framed=True)
        self._order.setObjectName("tokens-order")
        self._new = Button("", "primary", icon="plus")
        self._new.setObjectName("token-new")
        for action in (self._search, self._order, self._new):
            self.header.add_action(action)
        self.tabs = TokensTabs(shell, "tokens")
        self.pin(self.tabs)
        self._top = TokensTop()
        self._table = TokenTableView()
        self._table.setModel(self._rows)
        self._card = Card(flush=True)
        self._card.body.addWidget(self._table)
        self._loading = Skeleton(4, row_height=ROW)
        self._empty = EmptyState("", "", button=" ", button_icon="plus", contours=False)
        for widget in (self._top, self._loading, self._empty):
            self.body.addWidget(widget)
        # As high as its rows want, the rest of the page stays empty.
        self.body.addWidget(self._card, 1000)
        self.body.addStretch(1)
        self._problem = LoadBanner(self, self._model.refresh)
        self._connect_parts()
        self._retranslate()

    def _connect_parts(self) -> None:
        self._new.clicked.connect(self.start_new)
        self.header.room_changed.connect(self._name_new)
        self._empty.action_clicked.connect(self.start_new)
        self._search.changed.connect(self._model.set_search)
        self._order.clicked.connect(self._open_order)
        self._top.picked.connect(self._model.show_whose)
        table = self._table
        table.chosen.connect(self._chosen)
        table.switched.connect(lambda at: self._chosen(at.siblingAtColumn(TokenColumn.ON)))
        table.delete_wanted.connect(lambda at: self._on_row(at, self._model.delete))
        table.copy_wanted.connect(lambda at: self._on_row(at, self._copy))
        table.sort_requested.connect(self._sort)
        self._table.menu_requested.connect(self._menu_wanted)
        self._model.changed.connect(self._show)
        self._model.failed.connect(self._shell.window.tell_error)
        self._model.deleted.connect(self._offer_undo)
        self._model.duplicated.connect(self._hand_over)

    @property
    def model(self) -> TokensModel:
        """What the page shows."""
        return self._model

    # What the window asks

    def open(self, argument: object = None) -> None:
        """``"new"`` begins a token, ``("new", id)`` a person's; ``("of", id)`` shows theirs; an id
        opens that token.
        """
        if argument == "new":
            self._open_new()
        elif isinstance(argument, tuple):
            wish, person_id = argument
            (self._open_new if wish == "new" else self._show_whose)(person_id)
        elif argument == FROM_TABS:
            self.tabs.setFocus(Qt.FocusReason.TabFocusReason)
        elif isinstance(argument, int):
            self._wanted = argument
            self._open_wanted()

    def shown(self) -> None:
        """The page came to the front, with the sheet it was left with."""
        self._model.watch(True)
        if self._sheet is not None and self._sheet.editor is not None:
            self._shell.window.open_sheet(self._sheet)

    def start_new(self) -> None:
        self._open_new()

    def start_search(self) -> None:
        self._search.unfold()

    def reload(self) -> None:
        self._model.refresh()

    # What it shows

    def _show(self) -> None:
        model = self._model
        rows = model.rows()
        # Another order or search has other rows in the same places: the current one goes along.
        current = self._rows.row_at(self._table.currentIndex())
        self._rows.set_rows(rows, model.now_ms)
        if current is not None and not self._table.currentIndex().isValid():
            self._table.select_row(self._rows.row_of(current.id))
        some = model.count > 0
        self._problem.show(model.problem)
        self._loading.setVisible(not model.loaded and model.problem is None)
        self._empty.setVisible(model.loaded and not some)
        self._top.setVisible(some)
        self._top.show_choice(model.people(), model.whose)
        self._table.arrange((TokenColumn.PERSON,) if model.alone else (), {})
        self._card.setVisible(some)
        for action in (self._search, self._order, self._new):
            action.setVisible(some or not model.loaded)
        self.header.set_phrase(self._phrase(len(rows)))
        words = self.tr("No token matches “{text}”.") if model.search.strip() else ""
        words = words or self.tr("No token of theirs yet.")
        self._table.set_empty_text(words.format(text=model.search.strip()))
        self._show_order()
        self._fit(len(rows))
        self._follow_store()
        self._open_wanted()

    def _phrase(self, shown: int) -> str:
        total = self._model.count
        if not total or not (self._model.search.strip() or self._model.whose):
            return format.count(total) if total else ""
        words = self.tr("{shown} of {total}")
        return words.format(shown=format.count(shown), total=format.count(total))

    def _fit(self, rows: int) -> None:
        """As high as its rows; scrolled by itself when there are more than fit."""
        edges = 2 * theme().metrics.hairline
        self._card.setMaximumHeight(self._table.content_height(max(1, rows)) + edges)

    def _retranslate(self) -> None:
        self.header.set_title(self.tr("Tokens"))
        self.tabs.retranslate()
        self._name_new()
        self._top.retranslate()
        self._empty.set_texts(
            self.tr("No tokens yet"),
            self.tr("A token is a key for one of your apps, with limits if you want them."),
            self.tr("New token"),
        )
        self._table.setAccessibleName(self.tr("Tokens"))
        self._search.retranslate(self.tr("Name, key or model"))
        self._order.set_name(self.tr("Sort by"))
        self._rows.retranslate()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_card"):
            self._fit(len(self._model.rows()))

    def _name_new(self) -> None:
        """The shorter word where the search and the order leave no room for both."""
        words = self.tr("New token")
        self._new.setAccessibleName(words)
        self._new.setText(words)
        others = 2 * self._order.sizeHint().width() + 5 * px(8)
        if self._new.sizeHint().width() + others > self.header.room:
            self._new.setText(self.tr("New"))
        # The table's own header orders as well.
        self._order.setVisible(self._new.sizeHint().width() + others <= self.header.room)
        least = self._new.sizeHint().width() + self._order.sizeHint().width() + px(48)
        if least > self.header.room:
            self._new.setText("")  # the plus alone
        self._new.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.watch(False)

    # The sheet

    def _open_new(self, person_id: int = 0) -> None:
        """For a person, else for whose tokens are shown; one that was begun goes on being made."""
        editor = self._sheet.editor if self._sheet is not None else None
        begun = editor if editor is not None and editor.token is None else None
        if begun is not None and person_id:
            begun.set(person=person_id)
        whose = person_id or self._model.whose or OWNER_ID
        make = partial(TokenEditor, self._model, person_id=whose)
        self._free_sheet(lambda: self._open_sheet(None if begun else make()), begun is not None)

    def _open_wanted(self) -> None:
        """The sheet that another page asked for, as soon as the tokens are known."""
        if self._wanted and self._model.loaded:
            token_id, self._wanted = self._wanted, 0
            self._edit(token_id)

    def _edit(self, token_id: int) -> None:
        token = self._model.token(token_id)
        if token is None:
            return
        same = self._sheet is not None and self._sheet.token_id == token_id
        self._free_sheet(
            lambda: self._open_sheet(None if same else TokenEditor(self._model, token)), same
        )

    def _free_sheet(self, then: Callable[[], None], same: bool) -> None:
        """What is unsaved in the sheet is asked about before another token takes its place."""
        sheet = self._sheet
        if same or sheet is None or sheet.editor is None:
            then()
        else:
            self._shell.window.open_sheet(sheet)
            sheet.free_for(then)

    def _open_sheet(self, editor: TokenEditor | None) -> None:
        """With an editor, or as it was left."""
        sheet = self._sheet = self._sheet or self._make_sheet()
        if editor is not None:
            self._forget_editor()
            editor.failed.connect(self._shell.window.tell_error)
            editor.saved.connect(self._saved)
            sheet.bind(editor)
        self._shell.window.open_sheet(sheet)
        sheet.begin()

    def _make_sheet(self) -> TokenSheet:
        sheet = TokenSheet()
        sheet.close_requested.connect(self._close_sheet)
        sheet.done.connect(self._close_sheet)
        sheet.delete_wanted.connect(self._model.delete)
        sheet.copy_wanted.connect(self._copy_quietly)
        sheet.connect_wanted.connect(self._connect_client)
        sheet.person_wanted.connect(
            lambda person: self._shell.window.go("people", (Scope.PERSON, person))
        )
        return sheet

    def _close_sheet(self) -> None:
        self._shell.window.close_sheet()
        self._forget_editor()
        self._table.setFocus()

    def _forget_editor(self) -> None:
        if self._sheet is not None and (editor := self._sheet.editor) is not None:
            self._sheet.unbind()
            editor.deleteLater()

    def _follow_store(self) -> None:
        """The sheet of a token that was deleted closes."""
        sheet = self._sheet
        if sheet is None or not sheet.token_id or not self._model.loaded:
            return
        if self._model.token(sheet.token_id) is None:
            self._close_sheet()

    def _saved(self) -> None:
        self._shell.window.toast(self.tr("Saved"))
        self._close_sheet()

    def _connect_client(self, token_id: int) -> None:
        self._close_sheet()
        self._shell.window.go("connect", token_id)

    # What is done

    def _chosen(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if row is None:
            return
        if index.column() == TokenColumn.ON:
            self._model.set_enabled(row.id, not row.enabled)
        elif index.column() == TokenColumn.MENU:
            below = self._table.visualRect(index).bottomLeft()
            self._open_menu(row, self._table.viewport().mapToGlobal(below))
        else:
            self._edit(row.id)

    def _menu_wanted(self, index: QModelIndex, at: QPoint) -> None:
        row = self._rows.row_at(index)
        if row is not None:
            self._open_menu(row, at)

    def _on_row(self, index: QModelIndex, act: Callable[[int], object]) -> None:
        row = self._rows.row_at(index)
        if row is not None:
            act(row.id)

    def _open_menu(self, row: TokenRow, at: QPoint) -> None:
        model, ident = self._model, row.id
        menu = Menu(self)
        menu.setObjectName("token-menu")
        if row.copyable:
            menu.add(self.tr("Copy key"), lambda: self._copy(ident), icon_name="copy")
        menu.add(self.tr("Edit"), lambda: self._edit(ident), icon_name="pencil")
        if row.enabled:
            menu.add(self.tr("Pause"), lambda: model.set_enabled(ident, False), icon_name="pause")
        else:
            menu.add(self.tr("Resume"), lambda: model.set_enabled(ident, True), icon_name="play")
        menu.add(self.tr("Duplicate"), lambda: model.duplicate(ident), icon_name="plus")
        logs = lambda: self._shell.window.go("logs", LogFilter(token_id=ident))  # noqa: E731
        menu.add(self.tr("Show its requests"), logs, icon_name="scroll-text")
        menu.addSeparator()
        menu.add(self.tr("Delete"), lambda: model.delete(ident), icon_name="trash-2", tone="error")
        menu.popup(at)

    def _open_order(self) -> None:
        order_menu(self, self._model).open_below(self._order)

    def _show_whose(self, person_id: int) -> None:
        self._search.fold()
        self._model.show_whose(person_id)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        self._model.sort(Sorting(TokenColumn(column), descending))

    def _show_order(self) -> None:
        sorting = self._model.sorting
        order = Qt.SortOrder.DescendingOrder if sorting.descending else Qt.SortOrder.AscendingOrder
        self._table.set_sorted(-1 if sorting.column is None else sorting.column, order)

    def _hand_over(self, created: CreatedToken) -> None:
        """A token made like another one: its key is shown as any new one's."""
        self._open_sheet(TokenEditor(self._model, created.token))
        if self._sheet is not None:
            self._sheet.hand_over(created)

    def _copy(self, token_id: int) -> None:
        token = self._model.token(token_id)
        if token is None or not TokenRow(token, token.enabled).copyable:
            return
        name = token.name

        def use(key: str) -> None:
            self._shell.clipboard.copy_secret(key)
            words = self.tr("Copied the key of {name}. It leaves the clipboard by itself.")
            self._shell.window.toast(words.format(name=name))

        self._model.reveal(token_id, use)

    def _copy_quietly(self, token_id: int) -> None:
        """The button that was clicked says "Copied" itself."""
        self._model.reveal(token_id, self._shell.clipboard.copy_secret)

    def _offer_undo(self, undo: DeletedToken) -> None:
        words = self.tr("Deleted {name}. Its key stopped working.").format(name=undo.name)
        toast = self._shell.window.undo_toast(words)
        toast.action.connect(lambda: self._model.restore(undo))
