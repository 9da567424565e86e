"""What is done to channels from their list: menus, panels, tests, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from desktop import format
from desktop.models.channel_status import until
from desktop.pages.channels_list import ChannelList
from desktop.pages.channels_popovers import (
    GroupsPopover,
    TextPopover,
    TroublePopover,
    WeightsPopover,
)
from desktop.pages.channels_test_words import question_words, test_words
from desktop.pages.channels_words import balance_words
from desktop.pages.shell import Shell
from desktop.problems import word_failure
from desktop.viewmodels.channel_selection import ChannelSelection
from desktop.viewmodels.channels import ChannelsModel
from desktop.widgets.banner import Banner
from desktop.widgets.menu import Menu
from gateway.domain.balance import totals
from gateway.domain.capability import Capability
from gateway.services.channels import DeletedChannel, TestPlan, TestResult


class ChannelActions(QObject):
    """Between the list and its view model."""

    fetch_wanted = Signal(int)
    select_wanted = Signal(list)
    banner_wanted = Signal(object)
    """The page's one banner; None takes it away."""

    def __init__(
        self,
        shell: Shell,
        model: ChannelsModel,
        rows: ChannelList,
        selection: ChannelSelection,
        sheet_shows: Callable[[int], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shell, self._model, self._list = shell, model, rows
        self._selection, self._sheet_shows = selection, sheet_shows
        model.deleted.connect(self._offer_undo)
        model.rested.connect(self._tell_rest)
        model.balance_read.connect(self._tell_balance)
        model.tests.tested.connect(self._tell_test)
        model.tests.refused.connect(self._tell_refused)
        model.tests.asked.connect(self._ask_cost)
        model.tests.round_ended.connect(self._tell_round)

    # One

    def test_all(self) -> None:
        """Those that are shown and on, three at a time."""
        rows = [row for tier in self._model.tiers() for row in tier.rows]
        self._run_round([row.id for row in rows if row.enabled])

    def _run_round(self, channel_ids: Sequence[int]) -> None:
        self.banner_wanted.emit(None)
        self._model.tests.run_all(channel_ids)

    def open_menu(self, channel_id: int, at: QPoint) -> None:
        view, channel = self._list.row(channel_id), self._model.channel(channel_id)
        if view is None or view.row is None or channel is None:
            return
        model, menu = self._model, Menu(self._list)
        menu.setObjectName("channel-menu")
        if model.tests.standing(channel_id) is None:
            menu.add(self.tr("Test"), lambda: model.tests.run(channel_id), icon_name="zap")
        else:
            cancel = lambda: model.tests.cancel(channel_id)  # noqa: E731
            menu.add(self.tr("Cancel the test"), cancel, icon_name="x")
        fetch = lambda: self.fetch_wanted.emit(channel_id)  # noqa: E731
        menu.add(self.tr("Fetch models"), fetch, icon_name="download")
        if view.row.tells_balance:
            ask = lambda: model.refresh_balance(channel_id)  # noqa: E731
            menu.add(self.tr("Refresh balance"), ask, icon_name="coins")
        if view.row.resumable:
            menu.add(self.tr("Resume now"), lambda: model.resume(channel_id), icon_name="play")
        elif view.row.enabled:
            menu.add(self.tr("Rest now"), lambda: model.rest(channel_id), icon_name="pause")
        if log_id := view.row.status.log_id:
            show = lambda: self._show_log(log_id)  # noqa: E731
            menu.add(self.tr("Show the failed request"), show, icon_name="scroll-text")
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

    def open_trouble(self, channel_id: int, anchor: QWidget) -> None:
        """Why a channel does not answer, by its status."""
        view = self._list.row(channel_id)
        if view is None or view.row is None:
            return
        panel = TroublePopover(view.row, self._list.window())
        panel.log_wanted.connect(self._show_log)
        panel.resume_wanted.connect(lambda: self._model.resume(channel_id))
        panel.open_by(anchor, panel.first)

    def _show_log(self, log_id: int) -> None:
        self._shell.window.go("logs", log_id)

    def open_shares(self, priority: int, anchor: QWidget) -> None:
        """The weights of a tier, by its heading."""
        tier = next((t for t in self._model.all_tiers() if t.priority == priority), None)
        if tier is not None:
            panel = WeightsPopover(tier, self._list.window())
            panel.weighed.connect(self._model.set_weight)
            panel.open_by(anchor, panel.steppers[0])

    # Several

    def do_to_selected(self, action: str, anchor: QWidget) -> None:
        """What the bar over the list asked for."""
        model, chosen = self._model, self._selection.ordered(self._list.order)
        match action:
            case "enable" | "disable":
                model.enable_all(chosen, action == "enable")
            case "tag":
                self._ask_tag(chosen, anchor)
            case "group":
                self._ask_groups(chosen, anchor)
            case "test":
                self._run_round(chosen)
            case "delete":
                model.delete(chosen)

    def _ask_tag(self, chosen: Sequence[int], anchor: QWidget) -> None:
        channels = [each for ident in chosen if (each := self._model.channel(ident))]
        tags = {channel.tag for channel in channels}
        panel = TextPopover(
            self.tr("Tag"),
            self._list.window(),
            text=tags.pop() if len(tags) == 1 else "",
            placeholder=self.tr("Empty for none"),
            button=self.tr("Set"),
            choices=self._model.tags,
        )
        panel.given.connect(lambda tag: self._model.tag_all(chosen, tag))
        panel.open_by(anchor, panel.field)

    def _ask_groups(self, chosen: Sequence[int], anchor: QWidget) -> None:
        channels = [each for ident in chosen if (each := self._model.channel(ident))]
        groups = {channel.groups for channel in channels}
        same = groups.pop() if len(groups) == 1 else ()
        panel = GroupsPopover(self._list.window(), same, self._shell.gateway.tokens.groups())
        panel.given.connect(lambda names: self._model.group_all(chosen, names))
        panel.open_by(anchor, panel.field)

    def _copy(self, text: str) -> None:
        self._shell.clipboard.copy(text)
        self._shell.window.toast(self.tr("Copied {text}").format(text=text))

    def _offer_undo(self, undo: list[DeletedChannel]) -> None:
        one = self.tr("Deleted {name}").format(name=undo[0].name)
        text = format.plural(len(undo), one, self.tr("Deleted {n} channels"))
        toast = self._shell.window.undo_toast(text)
        toast.action.connect(lambda: self._model.restore(undo))

    def _tell_rest(self, channel_id: int) -> None:
        channel, status = self._model.channel(channel_id), self._model.status(channel_id)
        if channel is None or status is None:
            return
        words = self.tr("{name} rests until {time}")
        toast = self._shell.window.undo_toast(
            words.format(name=channel.name, time=until(status.until))
        )
        toast.action.connect(lambda: self._model.resume(channel_id))

    def _tell_balance(self, channel_id: int) -> None:
        channel = self._model.channel(channel_id)
        if channel is None or self._sheet_shows(channel_id):
            return
        known = totals(key.balance for key in channel.keys if key.balance is not None)
        left = self.tr(", ").join(map(balance_words, known))
        text = self.tr("{name}: {balance}").format(name=channel.name, balance=left)
        self._shell.window.toast(text)

    def _tell_test(self, channel_id: int, result: TestResult) -> None:
        channel = self._model.channel(channel_id)
        if channel is None or self._sheet_shows(channel_id):
            return
        if result.failure is None and result.capability is Capability.CHAT:
            text = self.tr("{name} works, first token after {time}").format(
                name=channel.name, time=format.seconds(result.first_token_ms)
            )
        elif result.failure is None:
            said, _ = test_words(result)
            text = self.tr("{name}: {result}").format(name=channel.name, result=said)
        else:
            text = self.tr("{name}: {problem}").format(
                name=channel.name, problem=word_failure(result.failure)
            )
        self._shell.window.toast(text)

    def _tell_refused(self, channel_id: int, error: Exception) -> None:
        if not self._sheet_shows(channel_id):
            self._shell.window.tell_error(error)

    def _ask_cost(self, channel_id: int, plan: TestPlan) -> None:
        """Before a test that costs more than a chat."""
        channel = self._model.channel(channel_id)
        if channel is None or self._sheet_shows(channel_id):
            return
        question, detail = question_words(plan)
        text = self.tr("{name}: {question}").format(name=channel.name, question=question)
        banner = Banner(text, "info", detail=detail, action=self.tr("Run the test"))
        banner.setObjectName("test-cost")
        banner.closed.connect(lambda: self.banner_wanted.emit(None))
        banner.action_clicked.connect(lambda: self._agreed(channel_id, plan.capability))
        self.banner_wanted.emit(banner)

    def _agreed(self, channel_id: int, capability: Capability) -> None:
        self.banner_wanted.emit(None)
        self._model.tests.run(channel_id, capability)

    def _tell_round(self, works: int, failed: list[int]) -> None:
        """All is well in a toast; what is not stays, with its names."""
        if not failed:
            text = format.plural(
                works, self.tr("The channel works"), self.tr("All {n} channels work")
            )
            self._shell.window.toast(text)
            return
        good = format.plural(works, self.tr("1 works"), self.tr("{n} work"))
        bad = format.plural(len(failed), self.tr("1 does not"), self.tr("{n} do not"))
        text = self.tr("{good}, {bad}").format(good=good, bad=bad)
        channels = (self._model.channel(ident) for ident in failed)
        names = self.tr(", ").join(channel.name for channel in channels if channel is not None)
        banner = Banner(text, "warn", detail=names, action=self.tr("Select them"))
        banner.setObjectName("round-result")
        banner.closed.connect(lambda: self.banner_wanted.emit(None))
        banner.action_clicked.connect(lambda: self._select(failed))
        self.banner_wanted.emit(banner)

    def _select(self, channel_ids: list[int]) -> None:
        self.banner_wanted.emit(None)
        self.select_wanted.emit(channel_ids)
