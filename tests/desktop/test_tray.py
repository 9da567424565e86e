"""The tray: what it says, what it does, and that it is never rebuilt under the pointer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.theme import ThemeManager
from desktop.theme.mark import mark_pixmap, tray_icon
from desktop.tray_host import SystemTray, TrayHost
from desktop.viewmodels import tray as tray_model
from gateway.domain.channel import ChannelDraft, KeyState
from gateway.domain.failure import Failure, FailureClass
from gateway.tasks import spawn
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.resident import resident
from tests.desktop.themes import manager
from tests.upstreams import Reply, Upstreams

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """The window is drawn under an installed theme."""


@in_qt_loop
async def test_it_says_what_runs_and_where(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp) as me:
        port = me.gateway.status().port
        assert me.tray.header.text() == f"Running · localhost:{port}"
        assert not me.tray.header.isEnabled()
        assert me.host.tip == f"Homeport: Running · localhost:{port}"
        assert me.host.state == "running"
        assert me.host.menu is me.tray.menu
        assert me.texts() == [
            f"Running · localhost:{port}", "Open Homeport", "Copy address",
            "Copy key of this computer", "Copy for", "Channels", "Today", "Pause all requests",
            "Settings", "Quit Homeport",
        ]  # fmt: skip


@in_qt_loop
async def test_the_icon_follows_what_happens(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tray_model, "EVERY_MS", 20)
    async with Upstreams() as up, resident(tmp_path, qapp) as me:
        channel = await me.home.channel(up.openai, "gpt-4o-mini")
        up.openai.script(Reply(text="one two three", stall_after=1))
        asked = spawn(me.home.chat("gpt-4o-mini", stream=True), "client")
        await until(lambda: me.host.state == "active", "a request runs")
        assert me.tray.header.text().endswith(" · 1 active")
        up.openai.release()
        await asked
        await until(lambda: me.host.state == "running", "it has ended")
        await me.gateway.pause.pause()
        await until(lambda: me.host.state == "stopped", "paused")
        assert me.tray.header.text() == "Paused · until you resume"
        await me.gateway.pause.resume()
        key = me.gateway.planner.snapshot.channels[0].keys[0]
        up.openai.script(Reply(error="bad_key"))
        await me.home.chat("gpt-4o-mini")
        await until(lambda: me.host.state == "problem", "its only key was rejected")
        assert me.tray.header.text().endswith(" · 1 channel is failing")
        (line,) = me.tray.channels.actions()
        assert line.text() == f"{channel.name} (Key rejected)"
        assert key.state is KeyState.READY


@in_qt_loop
async def test_texts_change_in_place_and_at_most_once_a_second(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with resident(tmp_path, qapp) as me:
        await me.gateway.channels.create(ChannelDraft("echo", "One"))
        await until(lambda: len(me.tray.channels.actions()) == 1, "the channel")
        changes: list[bool] = []
        await until(lambda: not me.tray.model._rest.isActive(), "the second is over")
        me.tray.model.changed.connect(lambda: changes.append(True))
        actions = me.tray.menu.actions()
        for _ in range(30):
            me.bridge.server_changed.emit()
        assert changes == [True]
        await until(lambda: len(changes) == 2, "what happened meanwhile is told once, later")
        await until(lambda: not me.tray.model._rest.isActive(), "and then there is silence")
        assert len(changes) == 2
        assert me.tray.menu.actions() == actions


@in_qt_loop
async def test_channels_come_and_go_only_while_nobody_looks(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with resident(tmp_path, qapp) as me:
        await me.gateway.channels.create(ChannelDraft("echo", "Rock & Roll"))
        await until(lambda: len(me.tray.channels.actions()) == 1, "the channel")
        assert me.tray.channels.actions()[0].text() == "Rock && Roll"
        me.tray.menu.popup(me.window.pos())
        assert me.tray.menu.isVisible()
        await until(lambda: me.tray.today.text() == "Today: 0 requests, $0", "it reads today")
        before = me.tray.channels.actions()
        await me.gateway.channels.create(ChannelDraft("echo", "Two"))
        me.tray.refresh()
        assert me.tray.channels.actions() == before
        me.tray.menu.hide()
        me.tray.refresh()
        assert [each.text() for each in me.tray.channels.actions()] == ["Rock && Roll", "Two"]


@in_qt_loop
async def test_a_channel_is_switched_off_and_on(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp) as me:
        await me.gateway.channels.create(ChannelDraft("echo", "One"))
        await until(lambda: len(me.tray.channels.actions()) == 1, "the channel")
        (action,) = me.tray.channels.actions()
        assert action.isChecked()
        me.choose(action)
        await until(lambda: not me.gateway.planner.snapshot.channels[0].enabled, "off")
        assert not action.isChecked()
        me.choose(action)
        await until(lambda: me.gateway.planner.snapshot.channels[0].enabled, "on")
        assert me.host.state == "running", "off is the owner's choice and no problem"


@in_qt_loop
async def test_address_key_and_recipes_are_one_click_from_the_clipboard(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with resident(tmp_path, qapp) as me:
        clipboard = QApplication.clipboard()
        me.choose(me.tray.copy_address)
        url = me.gateway.status().url
        assert clipboard.text() == f"{url}/v1"
        me.choose(me.tray.copy_key)
        key = (await me.gateway.tokens.this_computer()).key
        await until(lambda: clipboard.text() == key, "the key")
        assert me.clipboard.is_ours(key)
        assert not me.tray.copy_for.isEnabled(), "nothing to be wired with"
        await me.gateway.channels.create(ChannelDraft("echo", "One"))
        await until(lambda: me.tray.copy_for.isEnabled(), "a model")
        claude, python, curl = me.tray.copy_for.actions()
        for action, part in (
            (claude, f"ANTHROPIC_BASE_URL={url}"),
            (python, f'base_url="{url}/v1"'),
            (curl, f"{url}/v1/chat/completions"),
        ):
            me.choose(action)
            await until(lambda part=part: part in clipboard.text(), action.text())
            assert key in clipboard.text()
            assert me.clipboard.is_ours(clipboard.text())


@in_qt_loop
async def test_requests_are_paused_and_resumed(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp) as me:
        assert [each.text() for each in me.tray.pause.actions()] == [
            "For 15 minutes", "For 1 hour", "Until I resume",
        ]  # fmt: skip
        assert not me.tray.resume.isVisible()
        me.choose(me.tray.pause.actions()[0])
        await until(lambda: me.tray.resume.isVisible(), "paused")
        assert not me.tray.pause.menuAction().isVisible()
        assert 890 < me.gateway.pause.seconds_left <= 900
        footer = me.window._footer
        await until(lambda: footer.state.text() == "Paused", "the footer says so")
        me.choose(me.tray.resume)
        await until(lambda: not me.gateway.pause.paused, "resumed")
        await until(lambda: not me.tray.resume.isVisible(), "the menu follows")


@in_qt_loop
async def test_what_concerns_the_window_brings_it(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp) as me:
        await me.gateway.channels.create(ChannelDraft("echo", "One"))
        assert not me.window.isVisible()
        me.choose(me.tray.settings)
        assert me.window.isVisible()
        assert me.page == "settings"
        me.window.hide()
        me.choose(me.tray.open)
        assert me.window.isVisible()
        assert me.page == "settings", "as it was left"
        me.choose(me.tray.today)
        assert me.page == "overview"
        await me.front()
        me.host.activated.emit()
        assert not me.window.isVisible(), "a click on the icon sends it away"
        me.host.activated.emit()
        assert me.window.isVisible(), "and brings it back"
        me.choose(me.tray.quit)
        assert me.quits == 1


@in_qt_loop
async def test_quit_asks_while_requests_run_though_the_window_is_hidden(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with Upstreams() as up, resident(tmp_path, qapp) as me:
        await me.home.channel(up.openai, "gpt-4o-mini")
        up.openai.script(Reply(text="one two three", stall_after=1))
        asked = spawn(me.home.chat("gpt-4o-mini", stream=True), "client")
        await until(lambda: up.openai.open_streams == 1, "the request")
        me.choose(me.tray.quit)
        assert me.quits == 0
        me.click("quit-now")
        assert me.quits == 1
        up.openai.release()
        await asked


@in_qt_loop
async def test_it_speaks_the_language_of_now(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp) as me:
        me.translators.use("zh_CN")
        await until(lambda: not me.tray.header.text().startswith("Running"), "the state is worded")
        me.translators.use("en")
        await until(lambda: me.tray.header.text().startswith("Running"), "and back")


@in_qt_loop
async def test_a_problem_with_one_model_is_no_failing_channel(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with resident(tmp_path, qapp) as me:
        channel = await me.gateway.channels.create(ChannelDraft("echo", "One"))
        failure = Failure(FailureClass.MODEL_NOT_FOUND, 404, "no such model")
        me.gateway.rests.failed(channel.id, 0, "x", failure)
        assert me.tray.model.state() == "running"
        other = await me.gateway.channels.create(ChannelDraft("echo", "Two"))
        me.gateway.rests.failed(other.id, 0, "x", Failure(FailureClass.NETWORK, 0, "gone"))
        assert me.tray.model.state() == "problem"


class TestHost:
    def test_the_four_icons_differ_and_are_sharp_at_every_size(self, qapp: QApplication) -> None:
        states = ("stopped", "running", "active", "problem")
        for size in (16, 22, 24, 32, 48):
            images = [mark_pixmap(size, 1.0, state).toImage() for state in states]
            assert len({bytes(each.constBits()) for each in images}) == 4, size
        for state in states:
            assert len(tray_icon(state).availableSizes()) == 7

    def test_where_there_is_no_tray_nothing_happens(self, qapp: QApplication) -> None:
        """Qt's offscreen platform has none, and stock GNOME is the same."""
        for host in (SystemTray(), TrayHost()):
            menu = QMenu()
            host.start(menu)
            host.set_state("problem")
            host.set_tip("x")
            host.message("a", "b")
            host.look()
            assert not host.available
            host.stop()
            menu.deleteLater()

    @pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface")
    def test_a_tray_that_comes_late_is_taken(
        self, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        monkeypatch.setattr("desktop.tray_host._LOOKS_MS", (1, 1, 1))
        host, menu = SystemTray(), QMenu()
        appeared: list[bool] = []
        host.appeared.connect(lambda: appeared.append(True))
        host.set_state("active")
        host.set_tip("Homeport: Running")
        host.start(menu)
        assert not host.available
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
        qtbot.waitUntil(lambda: appeared == [True])
        assert host.available
        assert host._icon is not None
        assert host._icon.toolTip() == "Homeport: Running"
        assert host._icon.contextMenu() is menu
        host.message("a", "b", problem=True)
        host.look()
        assert appeared == [True]
        host.stop()
        menu.deleteLater()

    def test_it_stops_looking_by_itself(
        self, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        monkeypatch.setattr("desktop.tray_host._LOOKS_MS", (1, 1))
        host, menu = SystemTray(), QMenu()
        host.start(menu)
        qtbot.waitUntil(lambda: not host._later.isActive())
        assert not host.available
        host.stop()
        menu.deleteLater()
