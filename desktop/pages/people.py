"""People and groups: budgets and rates that hold for several tokens together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.models.people_table import LimitedRow, PeopleColumn, PeopleTable
from desktop.pages.load_banner import LoadBanner
from desktop.pages.people_sheet import LimitsSheet
from desktop.pages.people_table import ROW, PeopleTableView
from desktop.pages.shell import Shell
from desktop.pages.tokens_tabs import FROM_TABS, TokensTabs
from desktop.viewmodels.limits_editor import LimitsEditor
from desktop.viewmodels.people import LimitsUndo, PeopleModel
from desktop.widgets.card import Card
from desktop.widgets.labels import Label
from desktop.widgets.menu import Menu
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.spinner import Skeleton
from gateway.domain.budget import Scope
from gateway.services.logs import LogFilter

SCOPES = (Scope.PERSON, Scope.GROUP)


class PeoplePage(ScrollPage):
    """``open`` takes ``(Scope.PERSON, id)`` or ``(Scope.GROUP, name)``, whose sheet opens."""

    narrowest = 360

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, parent=parent)
        self._shell = shell
        self.model = PeopleModel(shell.gateway, shell.bridge, self)
        self._sheet: LimitsSheet | None = None
        self._wanted: tuple[Scope, int | str] | None = None
        self.tabs = TokensTabs(shell, "people")
        self.pin(self.tabs)
        self._rule = Label("", "body", "text2", wrap=True)
        self._loading = Skeleton(4, row_height=ROW)
        self.body.addWidget(self._rule)
        self.body.addWidget(self._loading)
        self._rows = {scope: PeopleTable(scope, self) for scope in SCOPES}
        self.tables = {
            Scope.PERSON: PeopleTableView("people-table"),
            Scope.GROUP: PeopleTableView("groups-table"),
        }
        self._cards = {scope: Card(flush=True) for scope in SCOPES}
        self._notes = {scope: Label("", "small", "text3", wrap=True) for scope in SCOPES}
        for scope in SCOPES:
            self._cards[scope].body.addWidget(self.tables[scope])
            self.body.addWidget(self._cards[scope])
            self.body.addWidget(self._notes[scope])
        self.body.addStretch(1)
        self._problem = LoadBanner(self, self.model.refresh)
        self._connect_parts()
        self._retranslate()

    def _connect_parts(self) -> None:
        for scope, table in self.tables.items():
            table.setModel(self._rows[scope])
            table.chosen.connect(partial(self._chosen, scope))
            table.menu_requested.connect(partial(self._menu_wanted, scope))
            table.delete_wanted.connect(partial(self._delete, scope))
            table.moved.connect(partial(self._moved, scope))
            table.installEventFilter(self)
        self.model.changed.connect(self._show)
        self.model.failed.connect(self._shell.window.tell_error)
        self.model.limited.connect(self._offer_undo)

    # What the window asks

    def open(self, argument: object = None) -> None:
        if argument == FROM_TABS:
            self.tabs.setFocus(Qt.FocusReason.TabFocusReason)
        elif isinstance(argument, tuple):
            self._wanted = argument
            self._open_wanted()

    def shown(self) -> None:
        """The page came to the front, with the sheet it was left with."""
        self.model.watch(True)
        if self._sheet is not None and self._sheet.editor is not None:
            self._shell.window.open_sheet(self._sheet)

    def reload(self) -> None:
        self.model.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.watch(False)

    # What it shows

    def _show(self) -> None:
        model = self.model
        self._problem.show(model.problem)
        self._loading.setVisible(not model.loaded and model.problem is None)
        self._rule.setVisible(model.loaded)
        people, groups = model.people(), model.groups()
        for scope, rows in ((Scope.PERSON, people), (Scope.GROUP, groups)):
            table = self.tables[scope]
            current = self._rows[scope].row_at(table.currentIndex())
            self._rows[scope].set_rows(rows)
            if current is not None and not table.currentIndex().isValid():
                table.select_row(self._rows[scope].row_of(current.key))
            table.fit()
            self._cards[scope].setVisible(model.loaded)
            self._notes[scope].setVisible(model.loaded and len(rows) == 1)
        self._follow_store()
        self._open_wanted()

    def _retranslate(self) -> None:
        self.header.set_title(self.tr("Tokens"))
        self.tabs.retranslate()
        self._rule.setText(
            self.tr(
                "What holds for all tokens of a person, or of a group, together. A request has to "
                "fit its token's own limits as well."
            )
        )
        titles = {Scope.PERSON: self.tr("People"), Scope.GROUP: self.tr("Groups")}
        for scope, title in titles.items():
            self.tables[scope].setAccessibleName(title)
            self._rows[scope].retranslate()
        self._notes[Scope.PERSON].setText(
            self.tr("Only you so far: every token is yours. Other people come with an import.")
        )
        self._notes[Scope.GROUP].setText(
            self.tr(
                "Everything is in this group so far. Name others under Routing in a channel, then "
                "choose one in a token's limits."
            )
        )
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table that keys work in is the one with a current row."""
        if event.type() == QEvent.Type.FocusIn:
            for table in self.tables.values():
                if table is not watched and watched in self.tables.values():
                    table.leave()
        return super().eventFilter(watched, event)

    def _moved(self, scope: Scope, index: QModelIndex) -> None:
        """The current row stays in sight: the page scrolls, not the table."""
        table, area = self.tables[scope], self.scroll_area
        inside = area.widget() if area is not None else None
        if area is not None and inside is not None and table.hasFocus():
            at = table.viewport().mapTo(inside, table.visualRect(index).center())
            area.ensureVisible(at.x(), at.y(), 0, table.rowHeight(index.row()))

    # The sheet

    def _open_wanted(self) -> None:
        """The sheet that another page asked for, as soon as everybody is known."""
        if self._wanted is None or not self.model.loaded:
            return
        (scope, key), self._wanted = self._wanted, None
        row = self.model.find(scope, key)
        if row is not None:
            self._edit(row)

    def _edit(self, row: LimitedRow) -> None:
        """What is unsaved in the sheet is asked about before another takes its place."""
        sheet = self._sheet = self._sheet or self._make_sheet()
        if sheet.editor is None or sheet.shows(row):
            self._open_sheet(row)
        else:
            self._shell.window.open_sheet(sheet)
            sheet.free_for(lambda: self._open_sheet(row))

    def _open_sheet(self, row: LimitedRow) -> None:
        sheet = self._sheet = self._sheet or self._make_sheet()
        if not sheet.shows(row):
            self._forget_editor()
            editor = LimitsEditor(self.model, row)
            editor.failed.connect(self._shell.window.tell_error)
            editor.saved.connect(self._close_sheet)
            sheet.bind(editor)
        for scope, table in self.tables.items():
            if scope is row.scope:
                table.select_row(self._rows[scope].row_of(row.key))
            else:
                table.leave()
        self._shell.window.open_sheet(sheet)
        sheet.begin()

    def _make_sheet(self) -> LimitsSheet:
        sheet = LimitsSheet()
        sheet.close_requested.connect(self._close_sheet)
        sheet.done.connect(self._close_sheet)
        return sheet

    def _close_sheet(self) -> None:
        row = self._sheet.row if self._sheet is not None else None
        self._shell.window.close_sheet()
        self._forget_editor()
        self.tables[row.scope if row is not None else Scope.PERSON].setFocus()

    def _forget_editor(self) -> None:
        if self._sheet is not None and (editor := self._sheet.editor) is not None:
            self._sheet.unbind()
            editor.deleteLater()

    def _follow_store(self) -> None:
        """The sheet of somebody who is gone closes."""
        row = self._sheet.row if self._sheet is not None else None
        if row is not None and self.model.loaded and self.model.find(row.scope, row.key) is None:
            self._close_sheet()

    # What is done

    def _chosen(self, scope: Scope, index: QModelIndex) -> None:
        row = self._rows[scope].row_at(index)
        if row is None:
            return
        if index.column() == PeopleColumn.MENU:
            table = self.tables[scope]
            below = table.visualRect(index).bottomLeft()
            self._open_menu(row, table.viewport().mapToGlobal(below))
        else:
            self._edit(row)

    def _menu_wanted(self, scope: Scope, index: QModelIndex, at: QPoint) -> None:
        if (row := self._rows[scope].row_at(index)) is not None:
            self._open_menu(row, at)

    def _delete(self, scope: Scope, index: QModelIndex) -> None:
        row = self._rows[scope].row_at(index)
        if row is not None and row.limits:
            self.model.remove_limits(row)

    def _open_menu(self, row: LimitedRow, at: QPoint) -> None:
        window = self._shell.window
        menu = Menu(self)
        menu.setObjectName("people-menu")
        menu.add(self.tr("Edit limits"), partial(self._edit, row), icon_name="pencil")
        if row.scope is Scope.PERSON:
            which = LogFilter(person_id=int(row.key))
            show: Callable[[], object] = lambda: window.go("logs", which)  # noqa: E731
            menu.add(self.tr("Show their requests"), show, icon_name="scroll-text")
        if row.limits:
            menu.addSeparator()
            remove = partial(self.model.remove_limits, row)
            menu.add(self.tr("Remove all limits"), remove, icon_name="trash-2", tone="error")
        menu.popup(at)

    def _offer_undo(self, undo: LimitsUndo) -> None:
        words = self.tr("Limits of {name} saved")
        if undo.removed:
            words = self.tr("Nothing limits {name} any more")
        toast = self._shell.window.undo_toast(words.format(name=undo.name))
        toast.action.connect(lambda: self.model.restore(undo))
