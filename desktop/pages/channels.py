"""The channels: who answers requests, in which order, and how each of them does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.pages.channels_actions import ChannelActions
from desktop.pages.channels_bulk import BulkBar
from desktop.pages.channels_editor import ChannelSheet
from desktop.pages.channels_header import HeaderActions
from desktop.pages.channels_list import ChannelList
from desktop.pages.load_banner import LoadBanner
from desktop.pages.shell import Shell
from desktop.theme import theme
from desktop.viewmodels.channel_editor import ChannelEditor
from desktop.viewmodels.channel_selection import ChannelSelection
from desktop.viewmodels.channels import ChannelsModel
from desktop.widgets.empty_state import EmptyLine, EmptyState
from desktop.widgets.labels import Label
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.spinner import Skeleton


class ChannelsPage(ScrollPage):
    """The list, and the editor sheet of the channel that was clicked."""

    SHOWS = (1,)
    narrowest = 384

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, parent=parent)
        self._shell = shell
        self._model = ChannelsModel(shell.gateway, shell.bridge, self)
        self._sheet: ChannelSheet | None = None
        self._editors: dict[int, ChannelEditor] = {}
        self._wanted = 0
        self._test_wanted = False
        self._actions = HeaderActions()
        self.header.add_action(self._actions)
        self._rule = Label("", "body", "text2", wrap=True)
        self._loading = Skeleton(4, row_height=72)
        self._empty = EmptyState("", "", button=" ", button_icon="plus", contours=False)
        self._list = ChannelList(self.scroll_area, self._model.would_move)
        self._none = EmptyLine("")
        self._hint = Label("", "small", "text3", wrap=True)
        self._selection = ChannelSelection(self)
        self._bulk = BulkBar()
        self._bulk.hide()
        self.pin(self._bulk)
        for widget in (
            self._rule,
            self._loading,
            self._empty,
            self._list,
            self._none,
            self._hint,
        ):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._problem = LoadBanner(self, self._model.refresh)
        self._acts = ChannelActions(
            shell, self._model, self._list, self._selection, self.sheet_shows, self
        )
        self._connect_parts()
        self._retranslate()

    def _connect_parts(self) -> None:
        model, actions, rows, acts = self._model, self._actions, self._list, self._acts
        self.header.room_changed.connect(self._measure)
        actions.add_clicked.connect(self._add)
        actions.search_changed.connect(model.set_search)
        actions.test_clicked.connect(acts.test_all)
        actions.cancel_clicked.connect(model.tests.cancel_round)
        self._empty.action_clicked.connect(self._add)
        rows.opened.connect(self.open)
        rows.entered.connect(self._enter)
        rows.switched.connect(model.set_enabled)
        rows.menu_wanted.connect(acts.open_menu)
        rows.moved.connect(lambda ident, up: model.move(ident, up=up))
        rows.placed.connect(model.drop)
        rows.weighed.connect(model.weigh)
        rows.shares_wanted.connect(acts.open_shares)
        rows.trouble_wanted.connect(acts.open_trouble)
        rows.tag_chosen.connect(lambda tag: actions.search.look_for(f"tag:{tag}"))
        rows.picked.connect(self._pick)
        self._selection.changed.connect(self._show_selection)
        self._bulk.wanted.connect(acts.do_to_selected)
        self._bulk.cleared.connect(self._selection.clear)
        acts.fetch_wanted.connect(self._fetch)
        acts.select_wanted.connect(self._selection.select)
        acts.banner_wanted.connect(self.set_banner)
        model.changed.connect(self._show)
        model.changed.connect(self._follow_store)
        model.failed.connect(self._shell.window.tell_error)
        model.duplicated.connect(self.open)
        everything = QShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll), self._list)
        everything.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        everything.activated.connect(lambda: self._selection.select(rows.order))

    @property
    def model(self) -> ChannelsModel:
        """What the page shows."""
        return self._model

    @property
    def list(self) -> ChannelList:
        """Its rows."""
        return self._list

    @property
    def selection(self) -> ChannelSelection:
        """Which of them are selected."""
        return self._selection

    # What the window asks

    def open(self, argument: object = None) -> None:
        """Opens the editor of a channel, given its id; ``"test"`` tests them all."""
        if argument == "test":
            self._test_wanted = True
            self._test_if_wanted()
        if not isinstance(argument, int):
            return
        self._wanted = argument
        self._open_wanted()

    def shown(self) -> None:
        """The page came to the front, with the sheet it was left with."""
        self._model.watch(True)
        if self._sheet is not None and self._sheet.channel_id:
            self._shell.window.open_sheet(self._sheet)

    def start_new(self) -> None:
        self._shell.window.go("welcome", "add")

    def start_search(self) -> None:
        self._actions.search.unfold()

    def reload(self) -> None:
        self._model.refresh()

    # The editor

    def _open_wanted(self) -> None:
        """Opens the editor that was asked for, once its channel is known."""
        channel = self._model.channel(self._wanted)
        if channel is None:
            return
        self._wanted = 0
        sheet = self._sheet = self._sheet or self._make_sheet()
        if sheet.channel_id != channel.id:
            self._forget_clean_editor()
        editor = self._editors.get(channel.id)
        if editor is None:
            editor = ChannelEditor(self._shell.gateway, self._model, channel)
            editor.failed.connect(self._shell.window.tell_error)
            editor.saved.connect(self._tell_saved)
            self._editors[channel.id] = editor
        sheet.bind(editor)
        self._list.select(channel.id)
        self._shell.window.open_sheet(sheet)
        self._list.reveal(channel.id)

    def _enter(self, channel_id: int) -> None:
        self.open(channel_id)
        if self._sheet is not None:
            self._sheet.begin()

    def _make_sheet(self) -> ChannelSheet:
        sheet = ChannelSheet(self._model.tests)
        sheet.close_requested.connect(self._close_sheet)
        sheet.discarded.connect(self._close_sheet)
        sheet.discard_chosen.connect(self._discard)
        sheet.delete_wanted.connect(self._model.delete)
        return sheet

    def _discard(self) -> None:
        if self._sheet is not None and (editor := self._sheet.editor) is not None:
            editor.discard()

    def _close_sheet(self) -> None:
        self._shell.window.close_sheet()
        view = self._list.row(self._sheet.channel_id) if self._sheet is not None else None
        self._forget_clean_editor()
        self._list.select(0)
        if view is not None:
            view.setFocus()

    def _forget_clean_editor(self) -> None:
        if self._sheet is None or (editor := self._sheet.editor) is None:
            return
        self._sheet.unbind()
        if not editor.dirty and not editor.busy:
            self._editors.pop(editor.channel.id, None)
            editor.deleteLater()

    def _follow_store(self) -> None:
        """Editors take what was stored meanwhile; those of deleted channels close."""
        if not self._model.loaded:
            return
        for channel_id, editor in list(self._editors.items()):
            channel = self._model.channel(channel_id)
            if channel is not None:
                editor.take(channel)
                continue
            if self._sheet is not None and self._sheet.channel_id == channel_id:
                self._close_sheet()
            if self._editors.pop(channel_id, None) is not None:
                editor.deleteLater()
        if self._wanted:
            self._open_wanted()
        self._test_if_wanted()

    def _tell_saved(self) -> None:
        self._shell.window.toast(self.tr("Saved"))

    def sheet_shows(self, channel_id: int) -> bool:
        """Whether a channel's sheet is to be seen: it tells its tests itself."""
        sheet = self._sheet
        return sheet is not None and sheet.channel_id == channel_id and sheet.isVisible()

    def _add(self) -> None:
        self._shell.window.go("welcome", "add")

    def _fetch(self, channel_id: int) -> None:
        self.open(channel_id)
        if self._sheet is not None:
            self._sheet.fetch_models()

    # The selection

    def _pick(self, channel_id: int, extend: bool) -> None:
        if extend:
            self._selection.extend(channel_id, self._list.order)
        else:
            self._selection.toggle(channel_id)

    def _show_selection(self) -> None:
        chosen = self._selection.ordered(self._list.order)
        self._list.pick(chosen)
        self._bulk.show_count(len(chosen), self._model.count)
        self._bulk.setVisible(bool(chosen))
        self._rule.setVisible(self._model.count > 0 and not chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self._selection.ordered(self._list.order)
        if event.key() == Qt.Key.Key_Escape and chosen:
            self._selection.clear()
        elif event.key() == Qt.Key.Key_Delete and (chosen or self._list.focused):
            self._model.delete(chosen or [self._list.focused])
        else:
            super().keyPressEvent(event)

    # What it shows

    def _show(self) -> None:
        model = self._model
        tiers = model.tiers()
        some, found = model.count > 0, bool(tiers)
        self._list.show_tiers(tiers, only=len(set(model.priorities().values())) < 2)
        # What is hidden by a search is not selected: nothing unseen is changed.
        self._selection.keep(self._list.order)
        self._problem.show(model.problem)
        self._loading.setVisible(not model.loaded and model.problem is None)
        self._empty.setVisible(model.loaded and not some)
        self._rule.setVisible(some and self._bulk.isHidden())
        self._list.setVisible(found)
        self._none.setVisible(some and not found)
        self._none.setText(
            self.tr("No channel matches “{text}”.").format(text=model.search.strip())
        )
        self._hint.setVisible(found and model.count > 1)
        self._actions.setVisible(some or not model.loaded)
        testable = any(row.enabled for tier in tiers for row in tier.rows)
        self._actions.set_round(model.tests.round, testable=testable)

    def _retranslate(self) -> None:
        self.header.set_title(self.tr("Channels"))
        self._rule.setText(
            self.tr(
                "Requests go to the first working channel that has the model; "
                "channels of one priority share them."
            )
        )
        self._empty.set_texts(
            self.tr("No channels yet"),
            self.tr("A channel is a connection to a provider: its address and your keys for it."),
            self.tr("Add channel"),
        )
        self._hint.setText(
            self.tr(
                "Drag, or press Alt+↑ and Alt+↓, to change priorities; Alt+← and Alt+→ change "
                "the weight. Ctrl+click or Ctrl+Space selects, Ctrl+A selects all."
            )
        )
        self._bulk.retranslate()
        self._actions.retranslate()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.watch(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_list"):
            self._measure()

    def _measure(self) -> None:
        self._actions.fit(self.header.room)
        room = self.width() - 2 * theme().metrics.layout.page_margin
        self._list.set_room(room)
        self._bulk.set_room(room)

    def _test_if_wanted(self) -> None:
        """Another page may ask before the channels are known."""
        if self._test_wanted and self._model.loaded:
            self._test_wanted = False
            if self._model.tests.round is None:
                rows = [row for tier in self._model.tiers() for row in tier.rows]
                self._model.tests.run_all([row.id for row in rows if row.enabled])
