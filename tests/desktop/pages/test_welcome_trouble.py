"""Welcome, when something is wrong: each failure has its sentence and its way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from desktop.pages import welcome_card
from desktop.theme import ThemeManager
from desktop.widgets.chips import Chip
from desktop.widgets.option_list import TileButton
from gateway.domain.channel import ChannelDraft
from gateway.providers.base import ModelInfo
from gateway.providers.registry import PROVIDERS
from gateway.vault import VaultState
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.pages.welcome_visitor import (
    KEY,
    SHARED_SHAPE,
    visitor,
)
from tests.desktop.themes import manager
from tests.upstreams import Reply

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


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
        await until(lambda: guest.text("models-text") == "14 found", "models")


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
        await until(lambda: guest.text("models-text") == "14 found", "models")


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
        await until(lambda: guest.text("models-text") == "14 found", "models")
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
        await until(lambda: guest.text("models-text") == "6 from the catalogue", "models")


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
        await until(lambda: guest.text("models-text") == "14 found", "models")
        assert guest.text("result-title") == "OpenAI key"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("some words without any key in them", "There is no key or address in this."),
        ("sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxx", "A placeholder stands where the key belongs."),
        ("sk-ant-admin01-0123456789abcdefghij", "This is an admin key"),
        ("sk-ant-oat01-0123456789abcdefghijkl", "This is the token of a subscription"),
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
        assert guest.text("paste-hint").startswith(sentence)
        assert guest.line.text() == text


@in_qt_loop
async def test_settings_without_their_key_ask_for_it(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.paste("OPENAI_API_KEY=sk-your-key-goes-here")
        assert guest.text("result-title") == "OpenAI"
        assert guest.on.frame.focusWidget() is guest.on.find(QLineEdit, "result-key-edit")
        assert guest.openai.requests == []


@in_qt_loop
async def test_a_locked_keychain_offers_to_unlock_and_then_adds(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with visitor(tmp_path, qapp, monkeypatch) as guest:
        guest.paste(KEY)
        await until(lambda: guest.text("models-text") == "14 found", "models")
        guest.gateway.vault._set(VaultState.LOCKED, "keyfile", "for this test")
        await until(lambda: "locked" in guest.text("kept-text"), "the line below")
        guest.press(Qt.Key.Key_Return)
        await until(lambda: guest.text("add-error"), "the refusal")
        assert guest.text("add-error") == "Your keychain is locked. Unlock it, then try again."
        guest.click("add-unlock")
        await guest.connected()
        assert guest.channels == ["OpenAI"]
