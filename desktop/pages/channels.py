"""The channels: who answers requests, in which order, and how each of them does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop import format
from desktop.pages.channels_editor import ChannelSheet
from desktop.pages.channels_header import HeaderActions
from desktop.pages.channels_list import ChannelList
from desktop.pages.load_banner import LoadBanner
from desktop.pages.shell import Shell
from desktop.problems import word_failure
from desktop.theme import theme
from desktop.viewmodels.channel_editor import ChannelEditor
from desktop.viewmodels.channels import ChannelsModel
from desktop.widgets.empty_state import EmptyLine, EmptyState
from desktop.widgets.labels import Label
from desktop.widgets.menu import Menu
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.spinner import Skeleton
from gateway.services.channels import DeletedChannel, TestResult


class ChannelsPage(ScrollPage):
    """The list, and the editor sheet of the channel that was clicked."""

    narrowest = 360

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
        self._list = ChannelList(self.scroll_area)
        self._none = EmptyLine("")
        self._hint = Label("", "small", "text3", wrap=True)
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
        self._connect_parts()
        self._retranslate()

    def _connect_parts(self) -> None:
        model, actions, rows = self._model, self._actions, self._list
        actions.add_clicked.connect(self._add)
        actions.search_changed.connect(model.set_search)
        actions.test_clicked.connect(self._test_all)
        actions.cancel_clicked.connect(model.tests.cancel_round)
        self._empty.action_clicked.connect(self._add)
        rows.opened.connect(self.open)
        rows.entered.connect(self._enter)
        rows.switched.connect(model.set_enabled)
        rows.menu_wanted.connect(self._open_menu)
        rows.moved.connect(lambda ident, up: model.move(ident, up=up))
        model.changed.connect(self._show)
        model.changed.connect(self._follow_store)
        model.failed.connect(self._shell.window.tell_error)
        model.deleted.connect(self._offer_undo)
        model.duplicated.connect(self.open)
        model.tests.tested.connect(self._tell_test)
        model.tests.refused.connect(self._tell_refused)
        model.tests.round_ended.connect(self._tell_round)

    @property
    def model(self) -> ChannelsModel:
        """What the page shows."""
        return self._model

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

    # What it shows

    def _show(self) -> None:
        model = self._model
        tiers = model.tiers()
        some, found = model.count > 0, bool(tiers)
        self._list.show_tiers(tiers, only=len(set(model.priorities().values())) < 2)
        self._problem.show(model.problem)
        self._loading.setVisible(not model.loaded and model.problem is None)
        self._empty.setVisible(model.loaded and not some)
        self._rule.setVisible(some)
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
                "equal priorities share them by weight."
            )
        )
        self._empty.set_texts(
            self.tr("No channels yet"),
            self.tr("A channel is a connection to a provider: its address and your keys for it."),
            self.tr("Add channel"),
        )
        self._hint.setText(self.tr("Alt+↑ and Alt+↓ change the priority of the selected channel."))
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
        self._list.set_room(self.width() - 2 * theme().metrics.layout.page_margin)

    # What is done

    def _add(self) -> None:
        self._shell.window.go("welcome", "add")

    def _test_if_wanted(self) -> None:
        """Another page may ask before the channels are known."""
        if self._test_wanted and self._model.loaded:
            self._test_wanted = False
            if self._model.tests.round is None:
                self._test_all()

    def _test_all(self) -> None:
        rows = [row for tier in self._model.tiers() for row in tier.rows]
        self._model.tests.run_all([row.id for row in rows if row.enabled])

    def _open_menu(self, channel_id: int, at: QPoint) -> None:
        view, channel = self._list.row(channel_id), self._model.channel(channel_id)
        if view is None or view.row is None or channel is None:
            return
        model, menu = self._model, Menu(self)
        menu.setObjectName("channel-menu")
        if model.tests.standing(channel_id) is None:
            menu.add(self.tr("Test"), lambda: model.tests.run(channel_id), icon_name="zap")
        else:
            cancel = lambda: model.tests.cancel(channel_id)  # noqa: E731
            menu.add(self.tr("Cancel the test"), cancel, icon_name="x")
        menu.add(self.tr("Fetch models"), lambda: self._fetch(channel_id), icon_name="download")
        if view.row.resumable:
            menu.add(self.tr("Resume now"), lambda: model.resume(channel_id), icon_name="play")
        menu.addSeparator()
        menu.add(self.tr("Duplicate"), lambda: model.duplicate(channel_id), icon_name="copy")
        menu.add(self.tr("Copy base URL"), lambda: self._copy(channel.base_url), icon_name="link")
        menu.addSeparator()
        menu.add(
            self.tr("Delete"),
            lambda: model.delete(channel_id),
            icon_name="trash-2",
            tone="error",
        )
        menu.popup(at)

    def _fetch(self, channel_id: int) -> None:
        self.open(channel_id)
        if self._sheet is not None:
            self._sheet.fetch_models()

    def _copy(self, text: str) -> None:
        self._shell.clipboard.copy(text)
        self._shell.window.toast(self.tr("Copied {text}").format(text=text))

    def _offer_undo(self, undo: DeletedChannel) -> None:
        toast = self._shell.window.undo_toast(self.tr("Deleted {name}").format(name=undo.name))
        toast.action.connect(lambda: self._model.restore(undo))

    def _tell_test(self, channel_id: int, result: TestResult) -> None:
        channel = self._model.channel(channel_id)
        if channel is None or self._sheet_shows(channel_id):
            return
        if result.failure is None:
            text = self.tr("{name} works, first token after {time}").format(
                name=channel.name, time=format.seconds(result.first_token_ms)
            )
        else:
            text = self.tr("{name}: {problem}").format(
                name=channel.name, problem=word_failure(result.failure)
            )
        self._shell.window.toast(text)

    def _tell_refused(self, channel_id: int, error: Exception) -> None:
        if not self._sheet_shows(channel_id):
            self._shell.window.tell_error(error)

    def _sheet_shows(self, channel_id: int) -> bool:
        sheet = self._sheet
        return sheet is not None and sheet.channel_id == channel_id and sheet.isVisible()

    def _tell_round(self, works: int, fails: int) -> None:
        if fails == 0:
            text = format.plural(
                works, self.tr("The channel works"), self.tr("All {n} channels work")
            )
        else:
            good = format.plural(works, self.tr("1 works"), self.tr("{n} work"))
            bad = format.plural(fails, self.tr("1 does not"), self.tr("{n} do not"))
            text = self.tr("{good}, {bad}").format(good=good, bad=bad)
        self._shell.window.toast(text)
