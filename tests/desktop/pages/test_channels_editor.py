"""The editor of a channel: how it saves, refuses, keeps what is not saved, and speaks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from desktop.theme import ThemeManager, theme
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import SearchField
from gateway.domain.budget import Budget, Unit
from gateway.domain.calendar import Period
from gateway.domain.money import NANO
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.quay import MODEL, quay
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


class TestEditor:
    @in_qt_loop
    async def test_what_is_changed_is_saved_and_nothing_else(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            await q.edit(channel)
            assert "Applies to new requests" in q.on.words()
            assert not q.on.find(Button, "channel-save").isEnabled()
            q.on.type(q.line("name"), "Harbour")
            assert "Unsaved changes" in q.on.words()
            q.press("save")
            await q.saved()
            after = await q.gateway.channels.get(channel.id)
            assert replace(after, name="Mock", tested_at=0) == channel
            assert q.row(channel).row.name == "Harbour"  # type: ignore[union-attr]

    @in_qt_loop
    async def test_ctrl_s_saves_from_anywhere_in_the_window(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            await q.edit(channel, tab=4)
            q.on.type(q.line("tag"), "home")
            q.on.frame.activateWindow()
            await until(q.on.frame.isActiveWindow)
            QTest.keyClick(q.row(channel), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
            await q.saved()
            assert (await q.gateway.channels.get(channel.id)).tag == "home"

    @in_qt_loop
    async def test_the_first_invalid_field_gets_the_cursor_and_its_sentence(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            sheet = await q.edit(channel, tab=2)
            q.on.type(q.line("weight"), "many")
            assert sheet.tabs is not None
            sheet.tabs.choose(0)
            q.on.type(q.line("base-url"), "htp:/nowhere")
            sheet.tabs.choose(3)
            q.press("save")
            assert sheet.tabs.current == 0
            assert q.on.frame.focusWidget() is q.line("base-url")
            assert "This is no base URL. It looks like https://api.example.com/v1." in q.on.words()
            q.on.type(q.line("base-url"), channel.base_url)
            q.press("save")
            assert sheet.tabs.current == 2
            assert q.on.frame.focusWidget() is q.line("weight")
            q.on.type(q.line("weight"), "3")
            q.press("save")
            await q.saved()
            assert (await q.gateway.channels.get(channel.id)).weight == 3

    @in_qt_loop
    async def test_what_only_the_service_refuses_is_said_beside_its_field(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            await q.edit(channel)
            q.line("name").setMaxLength(500)
            q.page.model.channel(channel.id)
            q.sheet.editor.set(name="x" * 200)  # type: ignore[union-attr]
            q.press("save")
            await until(lambda: "The name is too long." in q.on.words())
            assert q.on.frame.focusWidget() is q.line("name")

    @in_qt_loop
    async def test_unsaved_changes_survive_other_pages_and_other_channels(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            first, second = await q.channel("First"), await q.channel("Second")
            await q.show()
            await q.edit(first)
            q.on.type(q.line("name"), "Renamed")
            q.on.leave(q.page)
            q.on.come_back(q.page)
            assert q.line("name").text() == "Renamed"
            await q.edit(second)
            assert q.line("name").text() == "Second"
            assert q.row(first).row.unsaved  # type: ignore[union-attr]
            QTest.keyClick(q.sheet, Qt.Key.Key_Escape)
            await until(lambda: q.on.frame.surface.sheet is None)
            await q.edit(first)
            assert q.line("name").text() == "Renamed"
            q.press("cancel")
            await until(lambda: q.on.frame.surface.sheet is None)
            await q.edit(first)
            assert q.line("name").text() == "First"
            assert not q.row(first).row.unsaved  # type: ignore[union-attr]

    @in_qt_loop
    async def test_an_alias_sends_another_name_than_was_asked_for(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            await q.edit(channel, tab=1)
            q.press("alias-add")
            q.press("save")
            assert "An alias needs both names." in q.on.words()
            q.on.type(q.line("alias-left-0"), "fast")
            q.on.type(q.line("alias-right-0"), MODEL)
            q.press("save")
            await q.saved()
            status, _, _ = await q.on.house.chat("fast")
            assert status == 200
            assert q.up.openai.last.json["model"] == MODEL
            q.on.click(q.on.find(IconButton, "channel-alias-remove-0"))
            q.press("save")
            await q.saved()
            assert (await q.gateway.channels.get(channel.id)).aliases == {}

    @in_qt_loop
    async def test_models_are_fetched_ticked_and_named(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            q.menu(channel, "Fetch models")
            listed = q.on.find(QListView, "channel-models-list")
            await until(lambda: listed.model().rowCount() > 5)
            search = q.on.find(SearchField, "channel-models-search")
            q.on.type(search, "gpt-4.1-mini")
            QTest.keyClick(listed, Qt.Key.Key_Space)
            q.on.type(search, "house-model")
            q.press("models-add")
            q.press("save")
            await q.saved()
            models = (await q.gateway.channels.get(channel.id)).models
            assert set(models) == {MODEL, "gpt-4.1-mini", "house-model"}
            q.press("models-none")
            q.press("save")
            assert "Choose at least one model." in q.on.words()

    @in_qt_loop
    async def test_a_provider_that_does_not_answer_says_why_there_are_no_models(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Bad", keys=("sk-nobody-has-this-key-0000",))
            await q.show()
            q.menu(channel, "Fetch models")
            await until(lambda: "The provider rejected this key." in q.on.words())

    @in_qt_loop
    async def test_its_place_is_chosen_among_the_others(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            for name, priority in (("A", 2), ("B", 1)):
                await q.channel(name, priority=priority)
            last = await q.channel("C", priority=0)
            await q.show()
            await q.edit(last, tab=2)
            place = q.on.find(Combo, "channel-place")
            words = [place.itemText(i) for i in range(place.count())]
            assert words == [
                "First, alone",
                "Together with A",
                "After A, alone",
                "Together with B",
                "Last, alone",
            ]
            place.setCurrentIndex(2)
            place.activated.emit(2)
            q.press("save")
            await q.saved()
            await until(lambda: not q.model.moving)
            assert q.tiers() == [["A"], ["C"], ["B"]]

    @in_qt_loop
    async def test_headers_and_timeouts_reach_the_provider_and_the_store(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            sheet = await q.edit(channel, tab=4)
            q.press("header-add")
            q.on.type(q.line("header-left-0"), "X-Title")
            q.on.type(q.line("header-right-0"), "Homeport")
            assert sheet.tabs is not None
            sheet.tabs.choose(3)
            q.on.type(q.line("connect-timeout"), "2,5")
            q.on.type(q.line("idle-timeout"), "0")
            q.on.type(q.line("cost-multiplier"), "-1")
            q.press("save")
            assert "1 to 3,600 seconds." in q.on.words()
            assert "A number from 0 to 1,000, such as 0.8." in q.on.words()
            q.on.type(q.line("idle-timeout"), "30")
            q.on.type(q.line("cost-multiplier"), "0,85")
            q.press("save")
            await q.saved()
            await q.on.house.chat(MODEL)
            assert q.up.openai.last.headers["x-title"] == "Homeport"
            after = await q.gateway.channels.get(channel.id)
            assert (after.connect_timeout_s, after.idle_timeout_s) == (2.5, 30.0)
            assert str(after.cost_multiplier) == "0.85"

    @in_qt_loop
    async def test_limits_are_whole_numbers_or_none_and_in_force_once_saved(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            await q.edit(channel, tab=3)
            assert q.line("rpm").text() == ""
            assert q.line("rpm").placeholderText() == "No limit"
            q.press("budget-add")
            q.on.type(q.line("budget-amount-0"), "7")
            q.on.type(q.line("rpm"), "2")
            q.on.type(q.line("concurrency"), "many")
            q.press("save")
            assert "A whole number, or nothing for no limit." in q.on.words()
            assert q.on.frame.focusWidget() is q.line("concurrency")
            q.on.type(q.line("concurrency"), "4")
            q.press("save")
            await q.saved()
            after = await q.gateway.channels.get(channel.id)
            assert (after.rpm, after.concurrency) == (2, 4)
            assert after.budgets == (Budget(Period.DAY, Unit.MONEY, 7 * NANO),)
            assert [(await q.on.house.chat(MODEL))[0] for _ in range(3)] == [200, 200, 503]
            q.line("rpm").clear()
            q.line("rpm").textEdited.emit("")
            q.press("save")
            await q.saved()
            assert (await q.gateway.channels.get(channel.id)).rpm == 0
            assert (await q.on.house.chat(MODEL))[0] == 200

    @in_qt_loop
    async def test_a_providers_own_settings_are_drawn_from_their_description(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            ollama = await q.on.house.channel(q.up.ollama, "llama3.2", name="Ollama")
            await q.show()
            await q.edit(ollama, tab=4)
            q.on.type(q.line("setting-num_ctx"), "12")
            q.press("save")
            assert "A whole number from 512 to 16777216." in q.on.words()
            q.on.type(q.line("setting-num_ctx"), "8192")
            q.press("save")
            await q.saved()
            assert (await q.gateway.channels.get(ollama.id)).settings == {"num_ctx": 8192}


class TestSheet:
    @in_qt_loop
    async def test_deleting_from_the_sheet_closes_it(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            await q.edit(channel)
            q.press("delete")
            await until(lambda: q.on.toasts == ["Deleted Mock"])
            assert q.on.frame.surface.sheet is None

    @in_qt_loop
    async def test_another_page_opens_a_channel_by_its_id(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            q.page.open(channel.id)
            await q.show()
            await until(lambda: q.on.frame.surface.sheet is not None)
            assert q.sheet.channel_id == channel.id

    @in_qt_loop
    async def test_everything_speaks_chinese_and_fits_at_the_least_size(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            await q.edit(channel)
            q.on.shell.translators.use("zh_CN")
            theme().set_language("zh_CN")
            q.on.frame.resize(*theme().metrics.layout.window_minimum)
            try:
                english = ("Priority", "Base URL", "Save", "Not tested", "Search", "Requests")
                await until(lambda: not any(word in q.on.words() for word in english))
                assert "优先级 1" in q.on.words()
                row = q.row(channel)
                await until(lambda: row.mapTo(q.page, row.rect().topRight()).x() <= q.page.width())
            finally:
                q.on.shell.translators.use("en")
