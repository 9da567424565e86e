"""The tokens: the keys that apps use to speak to Homeport."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.models.token_table import TokenColumn, TokenRow, TokenTable
from desktop.pages.load_banner import LoadBanner
from desktop.pages.shell import Shell
from desktop.pages.tokens_cells import MenuCell, SwitchCell
from desktop.pages.tokens_sheet import TokenSheet
from desktop.theme import theme
from desktop.viewmodels.tokens import TokenEditor, TokensModel
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.delegates import CellDelegate, NumberCell, TextCell
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import Label
from desktop.widgets.menu import Menu
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.spinner import Skeleton
from desktop.widgets.table import Column, DataTable
from gateway.services.tokens import DeletedToken

ROW = 40


class _Table(DataTable):
    """Space switches the current row, Delete deletes it."""

    def __init__(self) -> None:
        super().__init__(
            [
                Column(TextCell("text", "emphasis"), 120, stretch=3),
                Column(CellDelegate("text3", mono=True), 92, drop=1),
                Column(TextCell("text2"), 104, stretch=1, drop=5),
                Column(NumberCell("text"), 92),
                Column(NumberCell(), 80, drop=3),
                Column(TextCell("text2"), 212, stretch=2, drop=2),
                Column(CellDelegate("text2", numbers=True), 92, drop=4),
                Column(SwitchCell(), 56),
                Column(MenuCell(), 44),
            ],
            "",
            row_height=ROW,
        )
        self.setObjectName("tokens-table")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            row = self.currentIndex().row()
            self.chosen.emit(self.model().index(row, TokenColumn.ON))
        else:
            super().keyPressEvent(event)


class TokensPage(ScrollPage):
    """A table, and the sheet of the token that is made or changed."""

    narrowest = 360

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, fills=True, parent=parent)
        self._shell = shell
        self._model = TokensModel(shell.gateway, shell.bridge, self)
        self._rows = TokenTable(self)
        self._sheet: TokenSheet | None = None
        self._new = Button("", "primary", icon="plus")
        self._new.setObjectName("token-new")
        self.header.add_action(self._new)
        self._rule = Label("", "body", "text2", wrap=True)
        self._table = _Table()
        self._table.setModel(self._rows)
        self._card = Card(flush=True)
        self._card.body.addWidget(self._table)
        self._loading = Skeleton(4, row_height=ROW)
        self._empty = EmptyState("", "", button=" ", button_icon="plus", contours=False)
        for widget in (self._rule, self._loading, self._empty):
            self.body.addWidget(widget)
        # As high as its rows want, the rest of the page stays empty.
        self.body.addWidget(self._card, 1000)
        self.body.addStretch(1)
        self._problem = LoadBanner(self, self._model.refresh)
        self._connect_parts()
        self._retranslate()

    def _connect_parts(self) -> None:
        self._new.clicked.connect(self._open_new)
        self._empty.action_clicked.connect(self._open_new)
        self._table.chosen.connect(self._chosen)
        self._table.menu_requested.connect(self._menu_wanted)
        self._model.changed.connect(self._show)
        self._model.failed.connect(self._shell.window.tell_error)
        self._model.deleted.connect(self._offer_undo)

    @property
    def model(self) -> TokensModel:
        """What the page shows."""
        return self._model

    # What the window asks

    def open(self, argument: object = None) -> None:
        """``"new"`` begins a token; an id opens that token."""
        if argument == "new":
            self._open_new()
        elif isinstance(argument, int):
            self._edit(argument)

    def shown(self) -> None:
        """The page came to the front, with the sheet it was left with."""
        self._model.watch(True)
        if self._sheet is not None and self._sheet.editor is not None:
            self._shell.window.open_sheet(self._sheet)

    def start_new(self) -> None:
        self._open_new()

    def reload(self) -> None:
        self._model.refresh()

    # What it shows

    def _show(self) -> None:
        model = self._model
        rows = model.rows()
        self._rows.set_rows(rows, model.now_ms)
        some = bool(rows)
        self._problem.show(model.problem)
        self._loading.setVisible(not model.loaded and model.problem is None)
        self._empty.setVisible(model.loaded and not some)
        self._rule.setVisible(some)
        self._card.setVisible(some)
        self._new.setVisible(some or not model.loaded)
        self._fit()
        self._follow_store()

    def _fit(self) -> None:
        """As high as its rows; scrolled by itself when there are more than fit."""
        rows = max(1, len(self._model.rows()))
        edges = 2 * theme().metrics.hairline
        self._card.setMaximumHeight(self._table.content_height(rows) + edges)

    def _retranslate(self) -> None:
        self.header.set_title(self.tr("Tokens"))
        self._new.setText(self.tr("New token"))
        self._new.updateGeometry()
        self._rule.setText(
            self.tr("Each app gets a key of its own, so that you see what it uses and can stop it.")
        )
        self._empty.set_texts(
            self.tr("No tokens yet"),
            self.tr("A token is a key for one of your apps, with limits if you want them."),
            self.tr("New token"),
        )
        self._table.setAccessibleName(self.tr("Tokens"))
        self._rows.retranslate()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_model"):
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.watch(False)

    # The sheet

    def _open_new(self) -> None:
        sheet = self._sheet
        going = sheet is not None and sheet.editor is not None and sheet.editor.token is None
        self._free_sheet(
            lambda: self._open_sheet(None if going else TokenEditor(self._model)), going
        )

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

    def _open_menu(self, row: TokenRow, at: QPoint) -> None:
        model, ident = self._model, row.id
        menu = Menu(self)
        menu.setObjectName("token-menu")
        menu.add(self.tr("Copy key"), lambda: self._copy(ident), icon_name="copy")
        menu.add(self.tr("Edit"), lambda: self._edit(ident), icon_name="pencil")
        if row.enabled:
            menu.add(self.tr("Pause"), lambda: model.set_enabled(ident, False), icon_name="pause")
        else:
            menu.add(self.tr("Resume"), lambda: model.set_enabled(ident, True), icon_name="play")
        menu.addSeparator()
        menu.add(self.tr("Delete"), lambda: model.delete(ident), icon_name="trash-2", tone="error")
        menu.popup(at)

    def _copy(self, token_id: int) -> None:
        token = self._model.token(token_id)
        name = token.name if token is not None else ""

        def use(key: str) -> None:
            self._shell.clipboard.copy_secret(key)
            words = self.tr("Copied the key of {name}. It leaves the clipboard after 90 seconds.")
            self._shell.window.toast(words.format(name=name))

        self._model.reveal(token_id, use)

    def _copy_quietly(self, token_id: int) -> None:
        """The button that was clicked says "Copied" itself."""
        self._model.reveal(token_id, self._shell.clipboard.copy_secret)

    def _offer_undo(self, undo: DeletedToken) -> None:
        words = self.tr("Deleted {name}. Its key stopped working.").format(name=undo.name)
        toast = self._shell.window.undo_toast(words)
        toast.action.connect(lambda: self._model.restore(undo))
