"""The list of channels: what it may claim, and what its rows do."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.models.channel_status import Standing
from desktop.theme import ThemeManager
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.inputs import SearchField
from desktop.widgets.switch import Switch
from gateway.domain.channel import Channel
from gateway.errors import StoreUnavailable
from gateway.store import binding
from gateway.store.connection import execute
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.quay import MODEL, Quay, quay
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager
from tests.upstreams import Reply, faults

__all__ = ["manager"]

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


class TestList:
    @in_qt_loop
    async def test_without_channels_there_is_one_sentence_and_one_button(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            await q.show()
            assert "No channels yet" in q.on.words()
            add = next(b for b in q.page.findChildren(Button) if b.text() == "Add channel")
            q.on.click(next(b for b in (add, *q.page.findChildren(Button)) if b.isVisible()))
            assert q.on.went == [("welcome", "add")]

    @in_qt_loop
    async def test_channels_stand_in_tiers_by_priority_with_what_that_means(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            await q.channel("Second", priority=5)
            await q.channel("First", priority=9, weight=3)
            await q.channel("Also first", priority=9, weight=1)
            await q.show()
            assert q.tiers() == [["First", "Also first"], ["Second"]]
            words = q.on.words()
            assert "Priority 1, tried first, shared 3 : 1" in words
            assert "Priority 2, when none before can answer" in words

    @in_qt_loop
    async def test_nothing_is_said_to_work_that_has_not_answered(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            assert q.status(channel) == "Not tested"
            await q.on.house.chat(MODEL)
            await q.on.house.settled()
            await until(lambda: q.status(channel).startswith("Working "))
            assert q.row(channel).row.requests == 1  # type: ignore[union-attr]

    @in_qt_loop
    async def test_a_slow_first_token_counts_as_slow(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")

            def slow() -> None:
                sql = "UPDATE channels SET tested_at = 1, test_ms = 4200 WHERE id = ?"
                execute(binding.current, sql, (channel.id,))

            await q.gateway.database.write(slow)
            await q.show()
            assert q.status(channel) == "Slow 4.2 s"

    @in_qt_loop
    async def test_failures_in_a_row_are_counted_and_end_with_an_answer(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            q.up.openai.script(faults.failing("server"), faults.failing("server"))
            for _ in range(2):
                await q.test(channel)
            await until(lambda: q.status(channel) == "Failing (2)")
            await q.test(channel)
            await until(lambda: q.standing(channel) is Standing.WORKING)

    @in_qt_loop
    async def test_a_key_that_must_wait_rests_until_a_time_and_can_be_resumed(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            q.up.openai.script(faults.rate_limited(after=600))
            q.menu(channel, "Test")
            await until(lambda: q.status(channel).startswith("Resting until "))
            q.menu(channel, "Resume now")
            await until(lambda: q.standing(channel) is not Standing.RESTING)

    @in_qt_loop
    async def test_search_unfolds_and_says_when_nothing_matches(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            await q.channel("Anthropic")
            await q.channel("DeepSeek")
            await q.show()
            q.on.click(q.on.find(IconButton, "channels-search-open"))
            field = q.on.find(SearchField, "channels-search")
            q.on.type(field, "deep")
            assert q.tiers() == [["DeepSeek"]]
            q.on.type(field, "mistral")
            assert "No channel matches “mistral”." in q.on.words()
            QTest.keyClick(field, Qt.Key.Key_Escape)
            assert q.tiers() == [["Anthropic", "DeepSeek"]]

    @in_qt_loop
    async def test_all_channels_that_are_on_are_tested_three_at_a_time(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channels = [await q.channel(f"Mock {n}") for n in range(5)]
            await q.channel("Off", enabled=False)
            bad = await q.channel("Bad", keys=("sk-nobody-has-this-key-0000",))
            await q.show()
            q.up.openai.script(*[Reply(text="Hi", stall_after=0)] * 3)
            q.press_all()
            await until(lambda: q.up.openai.open_streams == 3)
            standings = [q.standing(channel) for channel in channels]
            assert standings.count(Standing.TESTING) == 3
            assert standings.count(Standing.WAITING) == 2
            assert q.on.find(Button, "channels-test-all").text() == "Cancel 0 of 6"
            q.up.openai.release()
            await until(lambda: q.on.has("round-result"))
            assert q.on.find(Banner, "round-result").text == "5 work, 1 does not"
            await until(lambda: q.status(bad) == "Key rejected")

    @in_qt_loop
    async def test_a_round_of_tests_can_be_cancelled(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            q.up.openai.always(Reply(text="Hi", stall_after=0))
            q.press_all()
            await until(lambda: q.up.openai.open_streams == 1)
            q.press_all()
            await until(lambda: q.up.openai.open_streams == 0)
            assert q.status(channel) == "Not tested"
            assert q.on.find(Button, "channels-test-all").text() == "Test all"


class TestRows:
    @in_qt_loop
    async def test_a_switch_shows_at_once_what_it_stores(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            q.on.click(q.on.find(Switch, f"channel-switch-{channel.id}"))
            assert q.status(channel) == "Off"
            await until(lambda: not q.gateway.planner.snapshot.channel(channel.id).enabled)  # type: ignore[union-attr]
            q.on.click(q.on.find(Switch, f"channel-switch-{channel.id}"))
            assert q.status(channel) == "Not tested"
            await until(lambda: q.gateway.planner.snapshot.channel(channel.id).enabled)  # type: ignore[union-attr]

    @in_qt_loop
    async def test_a_switch_goes_back_if_it_could_not_be_stored(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            await make_read_only(q)
            switch = q.on.find(Switch, f"channel-switch-{channel.id}")
            q.on.click(switch)
            assert not switch.isChecked()
            await until(lambda: q.on.errors)
            assert isinstance(q.on.errors[0], StoreUnavailable)
            assert switch.isChecked()
            assert q.status(channel) == "Not tested"

    @in_qt_loop
    async def test_alt_and_arrows_walk_through_the_priorities(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            for name, priority in (("A", 2), ("B", 1), ("C", 1)):
                await q.channel(name, priority=priority)
            await q.show()
            c = next(ch for ch in await q.gateway.channels.list() if ch.name == "C")
            row = q.row(c)
            row.setFocus()
            walked = []
            for key in (
                Qt.Key.Key_Up,
                Qt.Key.Key_Up,
                Qt.Key.Key_Up,
                Qt.Key.Key_Up,
                Qt.Key.Key_Down,
            ):
                QTest.keyClick(row, key, ALT)
                walked.append(q.tiers())
            assert walked == [
                [["A"], ["C"], ["B"]],
                [["A", "C"], ["B"]],
                [["C"], ["A"], ["B"]],
                [["C"], ["A"], ["B"]],
                [["A", "C"], ["B"]],
            ]
            assert QApplication.focusWidget() in (None, row)
            await until(lambda: not q.model.moving)
            stored = {ch.name: ch.priority for ch in await q.gateway.channels.list()}
            assert stored["A"] == stored["C"] > stored["B"]

    @in_qt_loop
    async def test_deleting_can_be_undone_with_the_keys(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            q.menu(channel, "Delete")
            await until(lambda: q.on.toasts == ["Deleted Mock"])
            assert not channels_of(q)
            toast = q.on.toast_shown
            assert toast is not None
            assert toast.button is not None
            q.on.click(toast.button)
            await until(lambda: channels_of(q))
            await q.seen(channel)
            status, _, _ = await q.on.house.chat(MODEL)
            assert status == 200

    @in_qt_loop
    async def test_a_copy_is_off_and_opens_in_the_editor(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            q.menu(channel, "Duplicate")
            await until(lambda: q.on.frame.surface.sheet is not None)
            assert q.line("name").text() == "Mock 2"
            copies = [ch for ch in await q.gateway.channels.list() if ch.name == "Mock 2"]
            assert [copy.enabled for copy in copies] == [False]

    @in_qt_loop
    async def test_the_base_url_is_copied(self, tmp_path: Path, qapp: QApplication) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            q.menu(channel, "Copy base URL")
            assert QGuiApplication.clipboard().text() == channel.base_url

    @in_qt_loop
    async def test_the_menu_opens_by_keyboard_and_by_right_click_too(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            QTest.keyClick(q.row(channel), Qt.Key.Key_Menu)
            q.row(channel).menu_wanted.emit(
                q.row(channel).mapToGlobal(q.row(channel).rect().center())
            )
            assert q.on.offered() == [
                "Test",
                "Fetch models",
                "Refresh balance",
                "Rest now",
                "Duplicate",
                "Copy base URL",
                "Delete",
            ]
            q.on.choose("Copy base URL")

    @in_qt_loop
    async def test_arrows_walk_through_the_rows_and_enter_opens_one(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            first, second = await q.channel("First"), await q.channel("Second")
            await q.show()
            q.row(first).setFocus()
            QTest.keyClick(q.row(first), Qt.Key.Key_Down)
            assert q.on.frame.focusWidget() is q.row(second)
            QTest.keyClick(q.row(second), Qt.Key.Key_Return)
            assert q.sheet.channel_id == second.id
            assert q.on.frame.focusWidget() is q.line("name")
            QTest.keyClick(q.line("name"), Qt.Key.Key_Escape)
            await until(lambda: q.on.frame.surface.sheet is None)
            assert q.on.frame.focusWidget() is q.row(second)
            q.on.click(q.row(second))
            assert q.row(second).selected


def channels_of(q: Quay) -> tuple[Channel, ...]:
    return q.gateway.planner.snapshot.channels


async def make_read_only(q: Quay) -> None:
    """From now on nothing can be stored, as on a disk that went read-only."""
    with suppress(StoreUnavailable):  # where another write came into the same commit
        await q.gateway.database.write(lambda: execute(binding.current, "PRAGMA query_only = 1"))
