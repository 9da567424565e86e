"""The channels: who answers requests, in which order, and how each of them does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop import format
from desktop.pages.channels_header import HeaderActions
from desktop.pages.channels_list import ChannelList
from desktop.pages.shell import Shell
from desktop.problems import word_failure
from desktop.theme import px
from desktop.viewmodels.channels import ChannelsModel
from desktop.widgets.empty_state import EmptyLine, EmptyState
from desktop.widgets.labels import Label
from desktop.widgets.menu import Menu
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.spinner import Skeleton
from gateway.services.channels import DeletedChannel, TestResult

NARROW_HEADER = 430


class ChannelsPage(ScrollPage):
    """The list, and the editor sheet of the channel that was clicked."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, parent=parent)
        self._shell = shell
        self._model = ChannelsModel(shell.gateway, shell.bridge, self)
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
        rows.switched.connect(model.set_enabled)
        rows.menu_wanted.connect(self._open_menu)
        rows.moved.connect(lambda ident, up: model.move(ident, up=up))
        model.changed.connect(self._show)
        model.failed.connect(self._shell.window.tell_error)
        model.deleted.connect(self._offer_undo)
        model.duplicated.connect(self.open)
        model.tests.tested.connect(self._tell_test)
        model.tests.refused.connect(lambda _, error: self._shell.window.tell_error(error))
        model.tests.round_ended.connect(self._tell_round)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(actions.search.unfold)

    # What the window asks

    def open(self, argument: object = None) -> None:
        """Opens the editor of a channel, given its id."""

    def shown(self) -> None:
        """The page came to the front."""
        self._model.watch(True)

    # What it shows

    def _show(self) -> None:
        model = self._model
        tiers = model.tiers()
        some, found = model.count > 0, bool(tiers)
        self._list.show_tiers(tiers, only=len(set(model.priorities().values())) < 2)
        self._loading.setVisible(not model.loaded)
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
        self._actions.set_narrow(self.width() < px(NARROW_HEADER))

    # What is done

    def _add(self) -> None:
        self._shell.window.go("welcome", "add")

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
        menu.add(self.tr("Duplicate"), lambda: model.duplicate(channel_id), icon_name="package")
        menu.add(self.tr("Copy base URL"), lambda: self._copy(channel.base_url), icon_name="copy")
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

    def _copy(self, text: str) -> None:
        self._shell.clipboard.copy(text)
        self._shell.window.toast(self.tr("Copied {text}").format(text=text))

    def _offer_undo(self, undo: DeletedChannel) -> None:
        toast = self._shell.window.undo_toast(self.tr("Deleted {name}").format(name=undo.name))
        toast.action.connect(lambda: self._model.restore(undo))

    def _tell_test(self, channel_id: int, result: TestResult) -> None:
        channel = self._model.channel(channel_id)
        if channel is None:
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

    def _tell_round(self, works: int, fails: int) -> None:
        if fails == 0:
            text = self.tr("All {n} channels work").format(n=format.count(works))
        else:
            text = self.tr("{works} work, {fails} do not").format(
                works=format.count(works), fails=format.count(fails)
            )
        self._shell.window.toast(text)
