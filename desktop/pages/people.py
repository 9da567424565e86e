"""People and groups: who has tokens, and what holds for several of them together."""

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
from desktop.viewmodels.limits_editor import NEW, LimitsEditor
from desktop.viewmodels.people import LimitsUndo, PeopleModel
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.labels import Label
from desktop.widgets.menu import Menu
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.spinner import Skeleton
from gateway.domain.budget import Scope
from gateway.services.logs import LogFilter
from gateway.services.people import RemovedPerson

SCOPES = (Scope.PERSON, Scope.GROUP)


class PeoplePage(ScrollPage):
    """``open`` takes ``(Scope.PERSON, id)`` or ``(Scope.GROUP, name)``, whose sheet opens, or
    ``"new"``, which begins a person.
    """

    SHOWS = ("new",)
    narrowest = 360

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, parent=parent)
        self._shell = shell
        self.model = PeopleModel(shell.gateway, shell.bridge, self)
        self._sheet: LimitsSheet | None = None
        self._wanted: tuple[Scope, int | str] | None = None
        self._new = Button("", "primary", icon="plus")
        self._new.setObjectName("person-new")
        self.header.add_action(self._new)
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
        self.model.removed.connect(self._offer_return)
        self._new.clicked.connect(self.start_new)
        self.header.room_changed.connect(self._name_new)

    # What the window asks

    def open(self, argument: object = None) -> None:
        if argument == FROM_TABS:
            self.tabs.setFocus(Qt.FocusReason.TabFocusReason)
        elif argument == "new":
            self.start_new()
        elif isinstance(argument, tuple):
            self._wanted = argument
            self._open_wanted()

    def shown(self) -> None:
        """The page came to the front, with the sheet it was left with."""
        self.model.watch(True)
        if self._sheet is not None and self._sheet.editor is not None:
            self._shell.window.open_sheet(self._sheet)

    def start_new(self) -> None:
        """One that was begun goes on being made."""
        self._edit(NEW)

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
        self._name_new()
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
            self.tr(
                "Only you so far: every token is yours. Add a person for whoever else uses your "
                "channels: all their devices share one budget or balance, usage and log tell what "
                "is theirs, and one click stops it."
            )
        )
        self._notes[Scope.GROUP].setText(
            self.tr(
                "Everything is in this group so far. Name others under Routing in a channel, then "
                "choose one in a token's limits."
            )
        )
        self._show()

    def _name_new(self) -> None:
        """The shorter word, or the plus alone, where there is no room for more."""
        words = self.tr("Add a person")
        self._new.setAccessibleName(words)
        for text in (words, self.tr("Add"), ""):
            self._new.setText(text)
            if self._new.sizeHint().width() <= self.header.room:
                break
        self._new.updateGeometry()

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
            editor.saved.connect(partial(self._saved, editor))
            editor.created.connect(partial(self._created, editor))
            sheet.bind(editor)
        for scope, table in self.tables.items():
            if scope is row.scope and row.key != NEW.key:
                table.select_row(self._rows[scope].row_of(row.key))
            else:
                table.leave()
        self._shell.window.open_sheet(sheet)
        sheet.begin()

    def _make_sheet(self) -> LimitsSheet:
        sheet = LimitsSheet()
        sheet.close_requested.connect(self._close_sheet)
        sheet.done.connect(self._close_sheet)
        sheet.token_wanted.connect(self._make_token)
        sheet.remove_wanted.connect(self.model.remove)
        return sheet

    def _created(self, editor: LimitsEditor) -> None:
        self.tables[Scope.PERSON].select_row(self._rows[Scope.PERSON].row_of(editor.row.key))
        words = self.tr("Added {name}. What they need next is a token.")
        self._shell.window.toast(words.format(name=editor.row.name))

    def _saved(self, editor: LimitsEditor) -> None:
        if not editor.limited:
            self._shell.window.toast(self.tr("Saved"))
        self._close_sheet()

    def _make_token(self, person_id: int) -> None:
        self._close_sheet()
        self._shell.window.go("tokens", ("new", person_id))

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
        if row is None or row.key == NEW.key:
            return
        if self.model.loaded and self.model.find(row.scope, row.key) is None:
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
        """Takes away a person; of the owner and of a group, what limits them."""
        row = self._rows[scope].row_at(index)
        if row is None:
            return
        if scope is Scope.PERSON and not row.is_owner:
            self.model.remove(int(row.key))
        elif row.limits:
            self.model.remove_limits(row)

    def _open_menu(self, row: LimitedRow, at: QPoint) -> None:
        menu = Menu(self)
        menu.setObjectName("people-menu")
        if row.scope is Scope.PERSON:
            self._fill_menu(menu, row)
        else:
            menu.add(self.tr("Edit limits"), partial(self._edit, row), icon_name="pencil")
        removable = row.scope is Scope.PERSON and not row.is_owner
        if row.limits or removable:
            menu.addSeparator()
        if row.limits:
            remove = partial(self.model.remove_limits, row)
            words = self.tr("Remove all limits")
            menu.add(words, remove, icon_name="x", tone="text2" if removable else "error")
        if removable:
            gone = partial(self.model.remove, int(row.key))
            menu.add(self.tr("Remove"), gone, icon_name="trash-2", tone="error")
        menu.popup(at)

    def _fill_menu(self, menu: Menu, row: LimitedRow) -> None:
        model, window, key = self.model, self._shell.window, int(row.key)
        menu.add(self.tr("Edit"), partial(self._edit, row), icon_name="pencil")
        if not row.is_owner and row.enabled:
            pause = partial(model.set_enabled, key, False)
            menu.add(self.tr("Pause"), pause, icon_name="pause")
        elif not row.is_owner:
            menu.add(self.tr("Resume"), partial(model.set_enabled, key, True), icon_name="play")
        new: Callable[[], object] = lambda: self._make_token(key)  # noqa: E731
        menu.add(self.tr("New token for them"), new, icon_name="plus")
        tokens: Callable[[], object] = lambda: window.go("tokens", ("of", key))  # noqa: E731
        menu.add(self.tr("Show their tokens"), tokens, icon_name="key-round")
        which = LogFilter(person_id=key)
        requests: Callable[[], object] = lambda: window.go("logs", which)  # noqa: E731
        menu.add(self.tr("Show their requests"), requests, icon_name="scroll-text")

    def _offer_undo(self, undo: LimitsUndo) -> None:
        words = self.tr("Limits of {name} saved")
        if undo.removed:
            words = self.tr("Nothing limits {name} any more")
        toast = self._shell.window.undo_toast(words.format(name=undo.name))
        toast.action.connect(lambda: self.model.restore(undo))

    def _offer_return(self, removed: RemovedPerson) -> None:
        words = self.tr("Removed {name}. Their tokens stopped working.")
        toast = self._shell.window.undo_toast(words.format(name=removed.name))
        toast.action.connect(lambda: self.model.bring_back(removed))
