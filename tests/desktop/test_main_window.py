"""The whole window: from the first start to a wired client, its ways between pages, its end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.dialogs.quit_question import QuitQuestion
from desktop.frame_pages import RAIL
from desktop.i18n import Translators
from desktop.main_window import MainWindow
from desktop.theme import ThemeManager
from desktop.ui_state import UiState
from desktop.widgets.nav_rail import NavRail
from desktop.widgets.paste_field import PasteField
from desktop.widgets.toast import Toast
from gateway.domain.channel import ChannelDraft
from gateway.providers.registry import PROVIDERS
from gateway.server.middleware.throttle import BANNED_AFTER
from gateway.services.channels import DeletedChannel
from gateway.tasks import spawn
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager
from tests.gateway.house import House, house
from tests.gateway.networks import HOME, household
from tests.upstreams import OpenAIMock, Reply, Upstreams

__all__ = ["manager"]

KEY = "sk-proj-Ab1cD2eF3gH4iJ5kL6mN7oP8qR9s4QhA"


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """The window is drawn under an installed theme."""


class Owner:
    """The owner at the window; ``clicks`` counts the mouse's, ``quits`` the wishes to quit."""

    def __init__(self, home: House, window: MainWindow, openai: OpenAIMock) -> None:
        self.house = home
        self.gateway = home.gateway
        self.window = window
        self.openai = openai
        self.clicks = 0
        self.quits = 0

    @property
    def page(self) -> str:
        current = self.window._frame.surface.stack.currentWidget()
        return current.objectName().removeprefix("page-")

    @property
    def rail(self) -> str:
        return self.window.findChildren(NavRail)[0].current

    def button(self, name: str) -> QAbstractButton:
        found = self.window.findChildren(QAbstractButton, name)
        visible = [each for each in found if each.isVisible()]
        assert visible, f"no button {name} in sight"
        return visible[0]

    def click(self, name: str) -> None:
        self.clicks += 1
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, *, control: bool = False) -> None:
        held = self.window.focusWidget() or self.window
        modifiers = Qt.KeyboardModifier
        pressed = modifiers.ControlModifier if control else modifiers.NoModifier
        QTest.keyClick(held, key, pressed)

    def text(self, name: str) -> str:
        label = self.window.findChild(QLabel, name)
        assert label is not None
        return label.text()


@asynccontextmanager
async def owner(folder: Path, app: QApplication, patch: pytest.MonkeyPatch) -> AsyncIterator[Owner]:
    """A fresh profile, with OpenAI's mock where OpenAI would be."""
    async with Upstreams() as up, house(folder) as home:
        openai = up.add_openai("main", keys={KEY})
        patch.setattr(PROVIDERS["openai"], "base_url", openai.base_url)
        patch.setattr(home.gateway.channels, "environment_keys", lambda: [])
        app.clipboard().clear()
        translators = Translators(app)
        translators.use("en")
        bridge = EventBridge(home.gateway.events)
        clipboard = Clipboard()
        found: list[Owner] = []
        window = MainWindow(
            home.gateway,
            bridge,
            ui_state=UiState(folder / "window.ini"),
            translators=translators,
            clipboard=clipboard,
            quit_program=lambda: setattr(found[0], "quits", found[0].quits + 1),
        )
        window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        found.append(Owner(home, window, openai))
        window.show()
        window.activateWindow()
        try:
            # Shortcuts are the active window's, and the one before may still be going.
            await until(window.isActiveWindow, "the window is in front")
            yield found[0]
        finally:
            bridge.close()
            window.begin_stop()
            window.finish()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            await home.settled()


@in_qt_loop
async def test_from_nothing_to_a_client_s_first_answer(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At most four clicks, no text typed but the key, no dialog."""
    async with owner(tmp_path, qapp, monkeypatch) as me:
        assert me.window.windowTitle().startswith("Homeport")
        assert (me.page, me.rail) == ("welcome", "overview")
        me.openai.script(Reply(text="Hello there"), Reply(text="Hi from the model"))
        QApplication.clipboard().setText(KEY)
        line = me.window.findChildren(PasteField, "paste-field")[0].focusProxy()
        assert isinstance(line, QLineEdit)
        assert me.window.focusWidget() is line
        me.press(Qt.Key.Key_V, control=True)
        await until(lambda: me.text("test-text").startswith("Working"), "the test")
        me.press(Qt.Key.Key_Return)
        await until(lambda: me.page == "connect", "the next page")
        await until(lambda: me.button("key-copy").isEnabled(), "the key")
        me.click("key-copy")
        key = QApplication.clipboard().text()
        assert not QApplication.activeModalWidget()
        status, _, body = await me.house.chat("gpt-4o-mini", key=key)
        assert status == 200
        assert b"Hi from the model" in body
        await until(
            lambda: me.window.findChild(QWidget, "arrived").isVisible(), "the first request"
        )
        me.click("done")
        assert (me.page, me.rail) == ("overview", "overview")
        assert me.clicks <= 4


@in_qt_loop
async def test_a_channel_added_from_another_page_leads_on_from_there(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with owner(tmp_path, qapp, monkeypatch) as me:
        await me.gateway.channels.create(ChannelDraft("echo"))
        await until(lambda: me.page == "overview", "the overview")
        me.window.go("channels")
        me.window.go("welcome", "add")
        assert (me.page, me.rail) == ("welcome", "channels")
        # Whatever happens meanwhile, the one who is adding stays.
        assert (await me.house.chat("echo"))[0] == 200
        await until(lambda: not me.gateway.live)
        me.window._model.changed.emit()
        assert me.page == "welcome"
        me.window.go("overview")
        me.click("add-channel")
        assert (me.page, me.rail) == ("welcome", "overview")


@in_qt_loop
async def test_the_overview_is_the_welcome_page_while_there_is_no_channel(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with owner(tmp_path, qapp, monkeypatch) as me:
        channel = await me.gateway.channels.create(ChannelDraft("echo"))
        await until(lambda: me.page == "overview", "a channel came from elsewhere")
        undo: DeletedChannel = await me.gateway.channels.delete(channel.id)
        await until(lambda: me.page == "welcome", "none is left")
        await me.gateway.channels.restore(undo)
        await until(lambda: me.page == "overview", "it came back")


@in_qt_loop
async def test_pages_have_their_keys_and_the_rail_follows(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with owner(tmp_path, qapp, monkeypatch) as me:
        await me.gateway.channels.create(ChannelDraft("echo"))
        await until(lambda: me.page == "overview", "the overview")
        for key, page in enumerate([entry.key for entry in RAIL], 1):
            QTest.keyClick(me.window, Qt.Key(Qt.Key.Key_0 + key), _CONTROL)
            assert (me.page, me.rail) == (page, page)
        QTest.keyClick(me.window, Qt.Key.Key_C, _CONTROL | Qt.KeyboardModifier.ShiftModifier)
        assert QApplication.clipboard().text() == f"{me.gateway.status().url}/v1"


@in_qt_loop
async def test_closing_asks_only_while_requests_run(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with owner(tmp_path, qapp, monkeypatch) as me:
        await me.house.channel(me.openai, "gpt-4o-mini", provider="openai")
        me.openai.always(Reply(text="one two three", stall_after=1))
        asked = spawn(me.house.chat("gpt-4o-mini", stream=True), "client")
        await until(lambda: me.openai.open_streams == 1, "the request")
        me.window.close()
        question = me.window.findChild(QuitQuestion)
        assert question is not None
        assert question.isVisible()
        assert me.quits == 0
        me.click("quit-stay")
        me.openai.release()
        await asked
        await me.house.settled()
        me.window.close()
        assert me.quits == 1
        assert me.window.isVisible()


@in_qt_loop
async def test_the_footer_counts_what_runs_and_what_it_cost(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with owner(tmp_path, qapp, monkeypatch) as me:
        footer = me.window._footer
        assert footer.active.text() == "No channels yet"
        await me.house.channel(me.openai, "gpt-4o-mini", provider="openai")
        me.openai.always(Reply(text="one two three", stall_after=1))
        asked = spawn(me.house.chat("gpt-4o-mini", stream=True), "client")
        await until(lambda: footer.active.text() == "1 active", "the request")
        me.openai.release()
        await asked
        await until(lambda: footer.active.text() == "0 active", "its end")
        await until(lambda: footer.cost.text() == "<$0.01 today", "its cost")


_CONTROL = Qt.KeyboardModifier.ControlModifier


@in_qt_loop
async def test_the_footer_tells_what_is_shared_and_leads_there(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with owner(tmp_path, qapp, monkeypatch) as me:
        lan = me.window._footer.lan
        assert lan.text() == "LAN off"
        QTest.mouseClick(lan, Qt.MouseButton.LeftButton)
        assert me.page == "settings"
        me.gateway.sharing._look = household()
        me.click("sharing-switch")
        await until(lambda: lan.text() == f"Shared on {HOME}")
        assert lan.accessibleDescription() == "Sharing is on"
        for _ in range(BANNED_AFTER + 1):
            me.gateway.door.bans.failed("192.168.1.66", bannable=True)
        await until(lambda: me.window.findChildren(Toast))
        (toast,) = me.window.findChildren(Toast)
        assert toast.text.startswith("192.168.1.66 sent too many wrong keys and is blocked until")
        await me.gateway.sharing.turn(False)
        await until(lambda: lan.text() == "LAN off")
