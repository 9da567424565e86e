"""Welcome: from a pasted key, a found server or a provider's tile to a channel."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QWidget

from desktop.theme import ThemeManager
from desktop.widgets.breadcrumb import Crumb
from desktop.widgets.option_list import TileButton
from gateway.providers.base import ModelInfo
from gateway.services.channels import EnvironmentKey, LocalServer
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.pages.welcome_visitor import (
    GROQ_KEY,
    KEY,
    OTHER_KEY,
    Visitor,
    visitor,
)
from tests.desktop.themes import manager
from tests.upstreams import Reply, Upstreams

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


@in_qt_loop
async def test_a_pasted_key_and_enter_make_a_channel(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.openai.script(Reply(text="Hello! How can I help?"))
        assert guest.on.frame.focusWidget() is guest.line
        guest.paste(KEY)
        await until(lambda: guest.text("test-text").startswith("Working"), "the test")
        assert guest.text("result-title") == "OpenAI key"
        assert guest.text("result-key") == "sk-proj-••••4QhA"
        assert guest.text("models-text") == "14 found"
        assert guest.text("test-reply") == "“Hello! How can I help?”"
        assert "$" in guest.text("test-detail")
        guest.press(Qt.Key.Key_Return)
        await guest.connected()
        [channel] = await guest.gateway.channels.list()
        assert (channel.name, channel.provider, len(channel.models)) == ("OpenAI", "openai", 14)
        assert [key.hint for key in channel.keys] == ["4QhA"]
        # The test that its draft has passed is the channel's.
        assert channel.tested_at
        assert not channel.test_error
        assert not guest.on.errors


@in_qt_loop
async def test_enter_before_the_models_are_known_adds_when_they_are(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.paste(KEY)
        guest.press(Qt.Key.Key_Return)
        assert guest.channels == []
        await guest.connected()
        assert guest.channels == ["OpenAI"]


@in_qt_loop
async def test_a_test_still_running_leaves_its_result_with_the_channel(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.openai.script(Reply(text="Hello there", stall_after=1))
        guest.paste(KEY)
        await until(lambda: guest.openai.open_streams == 1, "the test's stream")
        guest.press(Qt.Key.Key_Return)
        await guest.connected()
        assert not guest.gateway.planner.snapshot.channels[0].tested_at
        guest.openai.release()
        await until(lambda: guest.gateway.planner.snapshot.channels[0].tested_at, "the result")


@in_qt_loop
async def test_a_typed_key_is_sent_nowhere_before_enter(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        QTest.keyClicks(guest.line, KEY)
        assert guest.text("paste-hint") == "OpenAI. Press Enter to go on."
        assert guest.page.busy
        assert guest.openai.requests == []
        guest.press(Qt.Key.Key_Return)
        await until(lambda: guest.openai.requests, "the model list")


@in_qt_loop
async def test_several_keys_become_one_channel_with_several_keys(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.paste(f"{KEY}\n{OTHER_KEY}\n")
        assert guest.text("result-title") == "OpenAI: 2 keys"
        await until(lambda: guest.text("models-text") == "14 found", "models")
        guest.press(Qt.Key.Key_Return)
        await guest.connected()
        assert [key.hint for key in guest.gateway.planner.snapshot.channels[0].keys] == [
            "4QhA",
            "7KtB",
        ]


@in_qt_loop
async def test_keys_of_several_providers_are_looked_at_one_by_one(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.paste(f"OPENAI_API_KEY={KEY}\nGROQ_API_KEY={GROQ_KEY}\n")
        assert guest.text("result-title") == "OpenAI key"
        await until(lambda: guest.text("models-text") == "14 found", "models")
        guest.press(Qt.Key.Key_Return)
        await until(lambda: guest.text("result-title") == "Groq key", "the second")
        assert guest.on.went == []
        guest.click("add-skip")
        assert guest.on.went == [("connect", None)]
        assert guest.channels == ["OpenAI"]


@in_qt_loop
async def test_a_server_on_this_computer_is_added_without_a_key(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Upstreams() as up, visitor(tmp_path, qapp, monkeypatch) as guest:
        models = tuple(ModelInfo(name) for name in up.ollama.models)
        address = up.ollama.base_url

        async def servers() -> list[LocalServer]:
            return [LocalServer("ollama", "Ollama", address, models)]

        monkeypatch.setattr(guest.gateway.channels, "local_servers", servers)
        guest.page.shown()
        await until(lambda: guest.on.has("found-add-0"), "what was found")
        assert f"{len(models)} models" in guest.text("found-detail-0")
        guest.click("found-add-0")
        assert guest.text("models-text") == f"{len(models)} found"
        guest.press(Qt.Key.Key_Return)
        await guest.connected()
        [channel] = guest.gateway.planner.snapshot.channels
        assert (channel.provider, channel.base_url) == ("ollama", address)
        # What is a channel already is not offered again.
        guest.page.shown()
        await until(lambda: not guest.on.has("found-add-0"), "nothing more")


@in_qt_loop
async def test_a_key_in_the_environment_is_offered_by_its_variable(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        found = [EnvironmentKey("OPENAI_API_KEY", "openai", "4QhA")]
        draft = guest.gateway.channels.draft_of(guest.gateway.channels.detect(KEY), "openai")
        monkeypatch.setattr(guest.gateway.channels, "environment_keys", lambda: found)
        monkeypatch.setattr(guest.gateway.channels, "draft_from_environment", lambda _: draft)
        guest.page.shown()
        await until(lambda: guest.on.has("found-add-0"), "what was found")
        assert guest.text("found-name-0") == "OpenAI key in your environment"
        assert guest.text("found-detail-0") == "OPENAI_API_KEY  ·  ••••4QhA"
        guest.click("found-add-0")
        await until(lambda: guest.text("models-text") == "14 found", "models")


@in_qt_loop
async def test_echo_needs_no_key(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.click("echo")
        await guest.connected()
        [channel] = guest.gateway.planner.snapshot.channels
        assert (channel.provider, channel.models) == ("echo", ("echo",))


@in_qt_loop
async def test_the_clipboard_is_offered_only_while_it_holds_something_to_connect(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        chip = next(b for b in guest.on.frame.findChildren(QAbstractButton) if _is_chip(b, guest))
        assert not chip.isVisible()
        QApplication.clipboard().setText("a shopping list: milk, bread, apples")
        assert not chip.isVisible()
        QApplication.clipboard().setText(KEY)
        assert chip.text() == "Paste from clipboard"
        assert KEY not in guest.on.words()
        guest.on.click(chip)
        await until(lambda: guest.text("models-text") == "14 found", "models")


def _is_chip(button: QAbstractButton, guest: Visitor) -> bool:
    return button.parentWidget() is guest.line.parentWidget()


@in_qt_loop
async def test_all_providers_can_be_searched(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        await until(lambda: len(_tiles(guest)) == 8)
        guest.click("tile-more")
        search = guest.on.find(QLineEdit, "tiles-search")
        assert guest.on.frame.focusWidget() is search
        QTest.keyClicks(search, "silicon")
        await until(lambda: _tiles(guest) == ["SiliconFlow", "SiliconFlow (international)"])
        QTest.keyClicks(search, "nobody")
        await until(lambda: _tiles(guest) == [])


def _tiles(guest: Visitor) -> list[str]:
    return [b.text() for b in guest.on.frame.findChildren(TileButton) if b.isVisible()]


@in_qt_loop
async def test_the_models_can_be_chosen_in_a_sheet(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.paste(KEY)
        await until(lambda: guest.text("models-text") == "14 found", "models")
        guest.click("models-link")
        guest.click("models-none")
        assert not guest.on.find(QAbstractButton, "models-use").isEnabled()
        listed = guest.on.find(QListView, "models-list")
        for row in (0, 2):
            where = listed.visualRect(listed.model().index(row, 0)).center()
            QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=where)
        guest.click("models-use")
        assert guest.text("models-text") == "2 of 14 chosen"
        guest.press(Qt.Key.Key_Return)
        await guest.connected()
        assert len(guest.gateway.planner.snapshot.channels[0].models) == 2


@in_qt_loop
async def test_adding_from_another_page_leads_back_to_it(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.page.open("channels")
        assert not guest.on.find(QLabel, "welcome-title").isVisible()

        def crumbs() -> list[Crumb]:
            return [crumb for crumb in guest.page.findChildren(Crumb) if crumb.isVisible()]

        await until(crumbs, "the way back")
        assert [crumb.text() for crumb in crumbs()] == ["Channels"]
        guest.on.click(crumbs()[0])
        assert guest.on.went == [("channels", None)]


@in_qt_loop
async def test_what_was_begun_waits_for_who_comes_back(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.paste(KEY)
        await until(lambda: guest.text("models-text") == "14 found", "models")
        guest.on.leave(guest.page)
        guest.page.open("")
        guest.on.come_back(guest.page)
        assert guest.text("result-title") == "OpenAI key"
        guest.on.find(QWidget, "result-card").setFocus()
        guest.press(Qt.Key.Key_Escape)
        assert guest.on.frame.focusWidget() is guest.line
        assert not guest.page.busy


@in_qt_loop
async def test_the_gateway_s_own_address_and_key_are_not_offered(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        chip = next(b for b in guest.on.frame.findChildren(QAbstractButton) if _is_chip(b, guest))
        guest.on.shell.clipboard.copy(f"{guest.gateway.status().url}/v1")
        assert not chip.isVisible()
        created = await guest.gateway.tokens.this_computer()
        guest.on.shell.clipboard.copy_secret(created.key)
        assert not chip.isVisible()
        guest.on.shell.clipboard.forget_secret()


@in_qt_loop
async def test_a_curl_command_brings_its_address_key_and_model(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.openai.always(Reply(error_status=404, error_body="no"), path="/models")
        guest.paste(
            f"curl {guest.openai.base_url}/chat/completions \\\n"
            f"  -H 'Authorization: Bearer {KEY}' \\\n"
            '  -d \'{"model": "gpt-4o-mini", "messages": []}\''
        )
        await until(lambda: guest.text("test-text").startswith("Working"), "the test")
        assert guest.text("models-text") == "Named by you"
        guest.press(Qt.Key.Key_Return)
        await guest.connected()
        [channel] = guest.gateway.planner.snapshot.channels
        assert (channel.base_url, channel.models) == (guest.openai.base_url, ("gpt-4o-mini",))


@in_qt_loop
async def test_the_page_speaks_another_language_at_once(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        assert guest.text("welcome-title") == "Connect your first model provider"
        guest.on.shell.translators.use("zh_CN")
        try:
            await until(lambda: guest.text("welcome-title") == "连接第一个模型服务商", "Chinese")
            guest.paste(KEY)
            await until(lambda: guest.text("models-text") == "找到 14 个", "models")
        finally:
            guest.on.shell.translators.use("en")
