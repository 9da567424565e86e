"""The Models page: every model, who offers it, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import format
from desktop.models.model_table import ModelTable
from desktop.pages.load_banner import LoadBanner
from desktop.pages.models_groups import GroupsSheet
from desktop.pages.models_sheet import ModelSheet
from desktop.pages.price_update import PriceUpdateSheet
from desktop.pages.route_door import RouteDoor
from desktop.pages.shell import Shell
from desktop.theme import px
from desktop.viewmodels.group_multipliers import GroupMultipliers
from desktop.viewmodels.models import ModelsModel, PriceEditor, PriceUndo, Show, Wanted
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.combo import Combo
from desktop.widgets.delegates import ModelCell, NumberCell, TextCell
from desktop.widgets.inputs import SearchField
from desktop.widgets.menu import Menu
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.spinner import Skeleton
from desktop.widgets.table import Column, DataTable
from gateway.services.logs import LogFilter
from gateway.services.models import ListedModel

UPDATE = "update prices"
"""No model is called so: opens the sheet that takes prices in."""
NAMED = 3
"""Models that a sentence names before it only counts."""


def _table() -> DataTable:
    table = DataTable(
        [
            Column(ModelCell(), 210, stretch=3),
            Column(TextCell("text2"), 120, stretch=2, drop=1),
            Column(NumberCell(), 98, drop=3),
            Column(NumberCell(), 100, drop=4),
            Column(NumberCell("text"), 78),
            Column(NumberCell("text"), 78),
            Column(NumberCell(), 90, drop=2),
            Column(TextCell("text3"), 124),
        ],
        "",
    )
    table.setObjectName("models-table")
    return table


class ModelsPage(ScrollPage):
    """``open`` takes a model's name, whose sheet opens, ``unpriced``, or :data:`UPDATE`."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, fills=True, parent=parent)
        self._shell = shell
        self.model = ModelsModel(shell.gateway, shell.bridge, self)
        self._rows = ModelTable(self)
        self._sheet: ModelSheet | None = None
        self._groups_sheet: GroupsSheet | None = None
        self.routes = RouteDoor(shell, self)
        self._wanted_name = ""
        self._groups = Button("", "plain", icon="users")
        self._groups.setObjectName("models-groups")
        self._update = Button("", "plain", icon="refresh-cw")
        self._update.setObjectName("models-update")
        self._update_sheet: PriceUpdateSheet | None = None
        self.header.add_action(self._groups)
        self.header.add_action(self._update)
        self.search = SearchField("")
        self.search.setObjectName("models-search")
        self.show_only = Combo([], "")
        self.show_only.setObjectName("models-show")
        self._filters = QHBoxLayout()
        self._filters.addWidget(self.search, 1)
        self._filters.addWidget(self.show_only)
        self.table = _table()
        self.table.setModel(self._rows)
        self._card = Card(flush=True)
        self._card.body.addWidget(self.table)
        self._loading = Skeleton(8)
        self.body.addLayout(self._filters)
        self.body.addWidget(self._loading)
        self.body.addWidget(self._card, 1)
        self._problem = LoadBanner(self, self.model.refresh)
        self._banner: Banner | None = None
        self._dismissed: frozenset[str] = frozenset()
        self._connect_parts()
        self._retranslate()

    def _connect_parts(self) -> None:
        model, window = self.model, self._shell.window
        self.search.textChanged.connect(lambda text: model.want(replace(model.wanted, text=text)))
        self.show_only.activated.connect(
            lambda _: model.want(
                replace(model.wanted, show=Show(str(self.show_only.currentData())))
            )
        )
        self._groups.clicked.connect(self._open_groups)
        self._update.clicked.connect(self.open_update)
        self.table.chosen.connect(self._chosen)
        self.table.menu_requested.connect(self._open_menu)
        model.changed.connect(self._show)
        model.failed.connect(window.tell_error)
        model.priced.connect(self._offer_undo)

    # From the window

    def start_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open(self, argument: object = None) -> None:
        if argument == "unpriced":
            self._want_unpriced()
        elif argument == UPDATE:
            self.open_update()
        elif isinstance(argument, str) and argument:
            self._wanted_name = argument
            self._open_wanted()

    def shown(self) -> None:
        """The page came to the front, with the sheet it was left with."""
        self.model.watch(True)
        if self._sheet is not None and self._sheet.editor is not None:
            self._shell.window.open_sheet(self._sheet)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.watch(False)

    # What it shows

    def _show(self) -> None:
        model = self.model
        self._loading.setVisible(not model.loaded and model.problem is None)
        self._card.setVisible(model.loaded)
        self._rows.set_rows(model.rows)
        self.show_only.choose(model.wanted.show.value)
        served, every = model.counts
        phrase = self.tr("{served} on your channels, {every} known · dollars per million tokens")
        self.header.set_phrase(
            phrase.format(served=format.count(served), every=format.count(every))
            if model.loaded
            else ""
        )
        self.table.set_empty_text(self._say_empty())
        self._problem.show(model.problem)
        if model.problem is None:
            self._show_unpriced()
        else:
            self._banner = None
        self._open_wanted()

    def _say_empty(self) -> str:
        if self.model.wanted.text.strip():
            return self.tr("No model is called so.")
        words = {
            Show.SERVED: self.tr("Your channels offer no models yet."),
            Show.UNPRICED: self.tr("Every model that your channels offer has a price."),
            Show.OWN: self.tr("You have set no price yourself."),
        }
        return words.get(self.model.wanted.show, "")

    def _show_unpriced(self) -> None:
        models = [each for each in self.model.unpriced if each.id not in self._dismissed]
        if not models:
            if self._banner is not None:
                self._banner = None
                self.set_banner(None)
            return
        names = ", ".join(each.id for each in models[:NAMED])
        if len(models) > NAMED:
            names = self.tr("{names} and {n} more").format(names=names, n=len(models) - NAMED)
        words = (
            self.tr("{names} has no price, so tokens with a balance cannot use it.")
            if len(models) == 1
            else self.tr(
                "{n} models have no price, so tokens with a balance cannot use them: {names}."
            )
        )
        if self._banner is None:
            self._banner = Banner("", "warn")
            self._banner.setObjectName("models-unpriced")
            self._banner.button.setObjectName("models-set-price")
            self._banner.action_clicked.connect(self._set_first)
            self._banner.closed.connect(self._dismiss)
            self.set_banner(self._banner)
        text = words.format(n=format.count(len(models)), names=names)
        self._banner.set_message(text, "warn", action=self.tr("Set price"))

    def _dismiss(self) -> None:
        self._dismissed |= {each.id for each in self.model.unpriced}
        self._show_unpriced()

    def _set_first(self) -> None:
        models = [each for each in self.model.unpriced if each.id not in self._dismissed]
        if len(models) > 1:
            self._want_unpriced()
        if models:
            self._open_sheet(models[0])

    def _want_unpriced(self) -> None:
        self.search.clear()
        self.model.want(Wanted(Show.UNPRICED))

    # Sheets

    def _open_wanted(self) -> None:
        """The sheet that another page asked for, as soon as the model is known."""
        if not self._wanted_name or not self.model.loaded:
            return
        name, self._wanted_name = self._wanted_name, ""
        # One that was used once and that nothing knows any more can have a price, too.
        model = self.model.find(name) or ListedModel(name, name)
        if model not in self.model.rows:
            self.search.clear()
            self.model.want(Wanted())
        self._open_sheet(model)

    def _open_sheet(self, model: ListedModel) -> None:
        self.table.select_row(self._rows.show_row(model.id))
        sheet = self._sheet = self._sheet or self._make_sheet()
        if sheet.editor is None or sheet.model_id != model.id:
            self._forget_editor()
            editor = PriceEditor(self.model, model)
            editor.failed.connect(self._shell.window.tell_error)
            sheet.bind(editor)
        self._shell.window.open_sheet(sheet)
        sheet.begin()

    def _make_sheet(self) -> ModelSheet:
        sheet = ModelSheet()
        sheet.close_requested.connect(self._close_sheet)
        sheet.done.connect(self._close_sheet)
        sheet.channel_wanted.connect(lambda key: self._shell.window.go("channels", key))
        sheet.copy_wanted.connect(self._shell.clipboard.copy)
        sheet.route_wanted.connect(self._open_route)
        return sheet

    def _close_sheet(self) -> None:
        self._shell.window.close_sheet()
        self._forget_editor()
        self.table.setFocus()

    def _open_route(self, model: str) -> None:
        self._forget_editor()
        self.routes.open(model)

    def _forget_editor(self) -> None:
        if self._sheet is not None and (editor := self._sheet.editor) is not None:
            self._sheet.unbind()
            editor.deleteLater()

    def _open_groups(self) -> None:
        self._forget_editor()
        groups = GroupMultipliers(self._shell.gateway, self)
        groups.failed.connect(self._shell.window.tell_error)
        groups.saved.connect(self._tell_groups)
        sheet = GroupsSheet(groups)
        sheet.done.connect(self._shell.window.close_sheet)
        sheet.close_requested.connect(self._shell.window.close_sheet)
        sheet.limits_wanted.connect(lambda: sheet.free_for(lambda: self._shell.window.go("people")))
        self._shell.window.open_sheet(sheet)
        sheet.begin()
        before, self._groups_sheet = self._groups_sheet, sheet
        if before is not None:
            before.deleteLater()

    def open_update(self) -> None:
        """The sheet that takes prices in."""
        self._forget_editor()
        if self._update_sheet is None:
            self._update_sheet = PriceUpdateSheet(self._shell)
            self._update_sheet.done.connect(self._shell.window.close_sheet)
        self._shell.window.open_sheet(self._update_sheet)
        self._update_sheet.begin()

    def _tell_groups(self, before: dict[str, Decimal]) -> None:
        toast = self._shell.window.undo_toast(self.tr("Multipliers saved"))
        toast.action.connect(lambda: self.model.restore_multipliers(before))

    # What is done

    def _chosen(self, index: QModelIndex) -> None:
        if (model := self._rows.row_at(index)) is not None:
            self._open_sheet(model)

    def _open_menu(self, index: QModelIndex, at: QPoint) -> None:
        model = self._rows.row_at(index)
        if model is None:
            return
        window, copy = self._shell.window, self._shell.clipboard.copy
        menu = Menu(self)
        menu.setObjectName("model-menu")
        menu.add(self.tr("Set price"), partial(self._open_sheet, model), icon_name="pencil")
        if model.serving:
            why = partial(self._open_route, model.id)
            menu.add(self.tr("Why this route?"), why, icon_name="network")
        menu.add(self.tr("Copy name"), partial(copy, model.id), icon_name="copy")
        menu.add(
            self.tr("Show requests"),
            lambda: window.go("logs", LogFilter(model=model.id)),
            icon_name="scroll-text",
        )
        if model.own:
            menu.addSeparator()
            menu.add(
                self.tr("Reset price"), partial(self.model.reset, model), icon_name="rotate-ccw"
            )
        menu.popup(at)

    def _offer_undo(self, undo: PriceUndo) -> None:
        words = self.tr("Set the price of {name}")
        if undo.reset:
            words = self.tr("{name} has the catalogue's price again")
        toast = self._shell.window.undo_toast(words.format(name=undo.model))
        toast.action.connect(lambda: self.model.restore(undo))

    # Words and sizes

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_filters"):
            self._filters.setSpacing(px(8))

    def _retranslate(self) -> None:
        self.header.set_title(self.tr("Models"))
        self._groups.setText(self.tr("Groups"))
        self._update.setText(self.tr("Update prices…"))
        for button in (self._groups, self._update):
            button.updateGeometry()
        words = self.tr("Find a model, channel or vendor")
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self.show_only.set_items(
            [
                (self.tr("All models"), Show.ALL.value),
                (self.tr("On my channels"), Show.SERVED.value),
                (self.tr("Without a price"), Show.UNPRICED.value),
                (self.tr("My prices"), Show.OWN.value),
            ]
        )
        self.show_only.setAccessibleName(self.tr("Which models"))
        self.table.setAccessibleName(self.tr("Models"))
        self._rows.retranslate()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
