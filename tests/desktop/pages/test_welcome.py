"""Welcome: from a pasted key to a channel, and what is said and offered when that fails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QWidget

from desktop.pages import welcome_card
from desktop.pages.welcome import WelcomePage
from desktop.theme import ThemeManager
from desktop.widgets.breadcrumb import Crumb
from desktop.widgets.chips import Chip
from desktop.widgets.option_list import TileButton
from desktop.widgets.paste_field import PasteField
from desktop.widgets.spinner import Spinner
from gateway.domain.channel import ChannelDraft
from gateway.providers.base import ModelInfo
from gateway.providers.registry import PROVIDERS
from gateway.services.channels import EnvironmentKey, LocalServer
from gateway.vault import VaultState
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, stage, until
from tests.desktop.themes import manager
from tests.upstreams import OpenAIMock, Reply, Upstreams

__all__ = ["manager"]

KEY = "sk-proj-Ab1cD2eF3gH4iJ5kL6mN7oP8qR9s4QhA"
OTHER_KEY = "sk-proj-Zz9yX8wV7uT6sR5qP4oN3mL2kJ1i7KtB"
GROQ_KEY = "gsk_0aB1cD2eF3gH4iJ5kL6mN7oP8q"
SHARED_SHAPE = "sk-0123456789abcdef0123456789abcd12"
"""A key that DeepSeek, Alibaba and others could have given out."""


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


class Visitor:
    """Somebody on the welcome page, with OpenAI's mock where OpenAI would be."""

    def __init__(self, on: Stage, page: WelcomePage, openai: OpenAIMock) -> None:
        self.on = on
        self.page = page
        self.openai = openai
        self.gateway = on.gateway

    @property
    def line(self) -> QLineEdit:
        line = self.on.find(PasteField, "paste-field").focusProxy()
        assert isinstance(line, QLineEdit)
        return line

    def paste(self, text: str, into: QLineEdit | None = None) -> None:
        QApplication.clipboard().setText(text)
        modifier = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(into or self.line, Qt.Key.Key_V, modifier)

    def press(self, key: Qt.Key) -> None:
        """A key for whatever has the focus."""
        held = self.on.frame.focusWidget()
        assert held is not None
        QTest.keyClick(held, key)

    def click(self, name: str) -> None:
        self.on.click(self.on.find(QAbstractButton, name))

    def text(self, name: str) -> str:
        return self.on.find(QLabel, name).text()

    def offered(self, line: str) -> list[str]:
        """The remedies that stand below a line of the card."""
        found = self.on.find(QWidget, line).findChildren(QAbstractButton)
        names = [each.objectName() for each in found if each.isVisible()]
        return [name.removeprefix(f"{line}-") for name in names if name.startswith(f"{line}-")]

    @property
    def channels(self) -> list[str]:
        return [channel.name for channel in self.gateway.planner.snapshot.channels]

    async def rested(self) -> None:
        """Until no request of the card is under way."""
        await until(lambda: not [s for s in self.page.findChildren(Spinner) if s.isVisible()])

    async def connected(self, times: int = 1) -> None:
        """Until a channel was added and the way goes on to Connect."""
        await until(lambda: self.on.went.count(("connect", None)) == times, "connect")


@asynccontextmanager
async def visitor(
    folder: Path, app: QApplication, patch: pytest.MonkeyPatch
) -> AsyncIterator[Visitor]:
    """The page as it is on a fresh computer, on which nothing is found."""
    async with Upstreams() as up:
        openai = up.add_openai("main", keys={KEY, OTHER_KEY})
        patch.setattr(PROVIDERS["openai"], "base_url", openai.base_url)
        async with stage(folder, app) as on:
            on.shell.translators.use("en")
            app.clipboard().clear()
            patch.setattr(on.gateway.channels, "environment_keys", lambda: [])
            patch.setattr(on.gateway.channels, "local_servers", _nothing_here)
            page = WelcomePage(on.shell)
            on.show("welcome", page)
            guest = Visitor(on, page, openai)
            yield guest
            await guest.rested()


async def _nothing_here() -> list[LocalServer]:
    return []


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
        assert guest.text("models-text") == "13 found"
        assert guest.text("test-reply") == "“Hello! How can I help?”"
        assert "$" in guest.text("test-detail")
        guest.press(Qt.Key.Key_Return)
        await guest.connected()
        [channel] = await guest.gateway.channels.list()
        assert (channel.name, channel.provider, len(channel.models)) == ("OpenAI", "openai", 13)
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
async def test_no_key_stands_in_clear_once_it_is_recognised(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.openai.script(Reply(error="bad_key"))
        guest.paste(KEY)
        await until(lambda: "retry" in guest.offered("test"), "the failed test")
        assert KEY[8:] not in guest.on.words()
        guest.click("result-change")
        assert guest.line.text() == ""
        guest.line.undo()
        assert guest.line.text() == ""


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
async def test_a_key_of_several_companies_is_asked_about_and_not_tried(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        sent: list[str] = []
        fetch = guest.gateway.channels.fetch_models

        async def note(draft: ChannelDraft | int) -> list[ModelInfo]:
            assert isinstance(draft, ChannelDraft)
            sent.append(draft.provider)
            return await fetch(draft)

        monkeypatch.setattr(guest.gateway.channels, "fetch_models", note)
        monkeypatch.setattr(PROVIDERS["deepseek"], "base_url", guest.openai.base_url)
        guest.paste(SHARED_SHAPE)
        assert guest.on.has("ask-card")
        assert SHARED_SHAPE[3:] not in guest.on.words()
        names = [chip.text() for chip in guest.on.frame.findChildren(Chip) if chip.isVisible()]
        assert "DeepSeek" in names
        assert sent == []
        guest.on.click(guest.on.find(Chip, "candidate-deepseek"))
        await until(lambda: guest.offered("models"), "its refusal")
        assert sent == ["deepseek"]


@in_qt_loop
async def test_a_key_of_nobody_known_goes_to_the_provider_that_is_chosen(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.openai.keys.add("zz9-plural-zalpha-0123456789")
        guest.paste("zz9-plural-zalpha-0123456789")
        assert "Choose its provider below" in guest.text("ask-text")
        assert guest.openai.requests == []
        guest.on.click(guest.on.find(TileButton, "tile-openai"))
        await until(lambda: guest.text("models-text") == "13 found", "models")


@in_qt_loop
async def test_a_rejected_key_says_so_and_leads_to_the_key_page(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []

    class Browser:
        @staticmethod
        def openUrl(url: QUrl) -> None:
            pages.append(url.toString())

    monkeypatch.setattr(welcome_card, "QDesktopServices", Browser)
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.paste(KEY[:-4] + "XXXX")
        await until(lambda: guest.offered("models"), "the refusal")
        assert guest.text("models-text").startswith("The provider rejected this key.")
        assert guest.offered("models") == ["key-page", "key", "retry"]
        assert not guest.on.find(QAbstractButton, "add-channel").isEnabled()
        guest.click("models-key-page")
        assert pages == ["https://platform.openai.com/api-keys"]
        guest.click("models-key")
        guest.paste(KEY, into=guest.on.find(QLineEdit, "result-key-edit"))
        await until(lambda: guest.text("models-text") == "13 found", "models")


@in_qt_loop
async def test_an_address_that_does_not_answer_can_be_changed(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        right = guest.openai.base_url
        monkeypatch.setattr(PROVIDERS["openai"], "base_url", "http://127.0.0.1:9/v1")
        guest.paste(KEY)
        await until(lambda: guest.offered("models"), "the failure")
        assert guest.text("models-text").startswith("The provider cannot be reached.")
        assert guest.offered("models") == ["retry", "address"]
        guest.click("models-address")
        address = guest.on.find(QLineEdit, "result-address")
        assert guest.on.frame.focusWidget() is address
        address.selectAll()
        QTest.keyClicks(address, right)
        QTest.keyClick(address, Qt.Key.Key_Return)
        await until(lambda: guest.text("models-text") == "13 found", "models")
        guest.press(Qt.Key.Key_Return)


@in_qt_loop
async def test_a_provider_that_lists_no_models_takes_typed_names(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.openai.always(Reply(error_status=404, error_body="no"), path="/models")
        guest.paste(KEY)
        await until(lambda: guest.offered("models"), "the failure")
        assert guest.text("models-text") == "This provider does not list its models."
        assert guest.offered("models") == ["name-models", "address"]
        guest.click("models-name-models")
        names = guest.on.find(QWidget, "model-names").focusProxy()
        assert isinstance(names, QLineEdit)
        QTest.keyClicks(names, "gpt-4o-mini,")
        guest.click("add-channel")
        await guest.connected()
        assert guest.gateway.planner.snapshot.channels[0].models == ("gpt-4o-mini",)


@in_qt_loop
async def test_models_of_the_catalogue_are_called_so(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        monkeypatch.setattr(PROVIDERS["perplexity"], "base_url", guest.openai.base_url)
        guest.paste("pplx-0aB1cD2eF3gH4iJ5kL6mN7oP8q")
        await until(lambda: guest.text("models-text") == "4 from the catalogue", "models")


@in_qt_loop
async def test_a_failed_test_does_not_keep_the_channel_from_being_added(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.openai.script(Reply(error="money"))
        guest.paste(KEY)
        await until(lambda: "retry" in guest.offered("test"), "the failed test")
        assert guest.text("test-text") == "The account has no money left, or its plan has ended."
        assert guest.on.find(QAbstractButton, "add-channel").text() == "Add anyway"
        guest.press(Qt.Key.Key_Return)
        await guest.connected()
        assert guest.gateway.planner.snapshot.channels[0].test_error


@in_qt_loop
async def test_a_slow_test_can_be_cancelled(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.openai.script(Reply(text="Hello there", stall_after=1))
        guest.paste(KEY)
        await until(lambda: guest.openai.open_streams == 1, "the test's stream")
        guest.click("test-cancel")
        await until(lambda: guest.openai.open_streams == 0, "its end")
        assert guest.text("test-text") == "Not tested"
        guest.click("add-channel")
        await guest.connected()


@in_qt_loop
async def test_a_key_in_the_wrong_company_s_form_is_held_back(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        asked: list[str] = []
        monkeypatch.setattr(PROVIDERS["groq"], "base_url", "http://127.0.0.1:9/v1")
        guest.on.click(guest.on.find(TileButton, "tile-groq"))
        field = guest.on.find(QLineEdit, "result-key-edit")
        assert guest.on.frame.focusWidget() is field
        assert field.placeholderText() == "gsk_…"
        guest.paste(KEY, into=field)
        await until(lambda: guest.on.has("clash-take"), "the question")
        assert "looks like a key of OpenAI" in guest.text("clash-text")
        assert guest.openai.requests == asked
        guest.click("clash-take")
        await until(lambda: guest.text("models-text") == "13 found", "models")
        assert guest.text("result-title") == "OpenAI key"


@in_qt_loop
async def test_several_keys_become_one_channel_with_several_keys(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.paste(f"{KEY}\n{OTHER_KEY}\n")
        assert guest.text("result-title") == "OpenAI: 2 keys"
        await until(lambda: guest.text("models-text") == "13 found", "models")
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
        await until(lambda: guest.text("models-text") == "13 found", "models")
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
        await until(lambda: guest.text("models-text") == "13 found", "models")


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
        await until(lambda: guest.text("models-text") == "13 found", "models")


def _is_chip(button: QAbstractButton, guest: Visitor) -> bool:
    return button.parentWidget() is guest.line.parentWidget()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("some words without any key in them", "There is no key or address in this."),
        ("OPENAI_API_KEY=sk-your-key-goes-here", "A placeholder stands where the key belongs."),
        ("sk-ant-admin01-0123456789abcdefghij", "This is an admin key"),
        ("sk-ant-oat01-0123456789abcdefghijkl", "This is the token of a subscription"),
        ("AKIAIOSFODNN7ABCDEFG", "Homeport does not speak to this provider yet."),
    ],
)
@in_qt_loop
async def test_what_cannot_be_used_says_why(
    tmp_path: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    sentence: str,
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.paste(text)
        if text.startswith("OPENAI"):
            # The provider is known; its key is asked for.
            assert guest.on.has("result-key-edit")
            return
        assert guest.text("paste-hint").startswith(sentence)
        assert guest.line.text() == text


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
        await until(lambda: guest.text("models-text") == "13 found", "models")
        guest.click("models-link")
        guest.click("models-none")
        assert not guest.on.find(QAbstractButton, "models-use").isEnabled()
        listed = guest.on.find(QListView, "models-list")
        for row in (0, 2):
            where = listed.visualRect(listed.model().index(row, 0)).center()
            QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=where)
        guest.click("models-use")
        assert guest.text("models-text") == "2 of 13 chosen"
        guest.press(Qt.Key.Key_Return)
        await guest.connected()
        assert len(guest.gateway.planner.snapshot.channels[0].models) == 2


@in_qt_loop
async def test_a_locked_keychain_offers_to_unlock_and_then_adds(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.paste(KEY)
        await until(lambda: guest.text("models-text") == "13 found", "models")
        guest.gateway.vault._set(VaultState.LOCKED, "keyfile", "for this test")
        await until(lambda: "locked" in guest.text("kept-text"), "the line below")
        guest.press(Qt.Key.Key_Return)
        await until(lambda: guest.text("add-error"), "the refusal")
        assert guest.text("add-error") == "Your keychain is locked. Unlock it, then try again."
        guest.click("add-unlock")
        await guest.connected()
        assert guest.channels == ["OpenAI"]


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
        await until(lambda: guest.text("models-text") == "13 found", "models")
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
            await until(lambda: guest.text("models-text") == "找到 13 个", "models")
        finally:
            guest.on.shell.translators.use("en")
