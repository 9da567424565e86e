"""The Logs page: pages by key, rows in words, filters in SQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.models.request_cells import Field
from desktop.theme import ThemeManager
from desktop.viewmodels.log_choice import Chosen, Range
from desktop.viewmodels.logs import PAGE, State
from desktop.widgets import roles
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import SearchField
from desktop.widgets.labels import ElidedLabel
from gateway.domain.log_terms import Subject, Term
from gateway.services.logs import LogFilter
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.log_rows import Asked, flood, log, log_many
from tests.desktop.pages.logs_stage import DAY_MS, ids, loaded, logs_page, words
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager
from tests.upstreams import Upstreams

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


class TestPages:
    @in_qt_loop
    async def test_opening_asks_for_one_page_however_long_the_log_is(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "first")
            await flood(on.gateway, 200_000)
            asked = Asked(on.gateway)
            on.show("logs", page)
            await loaded(page)
            assert page.model.rows.loaded == PAGE
            assert [(before, after) for _which, before, after in asked.pages] == [(0, 0)]
            assert page.table.verticalScrollBar().value() == 0

    @in_qt_loop
    async def test_scrolling_asks_by_key_and_never_waits_for_the_answer(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "first")
            await flood(on.gateway, 2_000)
            on.show("logs", page)
            await loaded(page)
            asked = Asked(on.gateway)
            rows = page.model.rows
            oldest = rows.oldest_id
            page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum())
            assert rows.loaded == PAGE, "fetchMore returns before the page is there"
            assert not rows.canFetchMore(QModelIndex()), "and is not asked twice"
            await until(lambda: rows.loaded == 2 * PAGE)
            assert [(before, after) for _which, before, after in asked.pages] == [(oldest, 0)]
            bar = page.table.verticalScrollBar()

            def to_the_end() -> bool:
                bar.setValue(bar.maximum())
                return rows.loaded == 2_001

            await until(to_the_end)
            assert rows.loaded == 2_001
            await until(lambda: rows.entry_at(rows.rowCount() - 1), "the loading row has gone")
            assert ids(page)[-1] == "first"

    @in_qt_loop
    async def test_with_too_many_rows_the_far_end_goes_and_comes_back(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "first")
            await flood(on.gateway, 1_000)
            on.show("logs", page)
            await loaded(page)
            rows, table = page.model.rows, page.table
            rows._limit = 500
            bar = table.verticalScrollBar()

            def in_sight() -> str:
                return ids(page)[table.visible_rows()[0]]

            def to_the_end() -> bool:
                bar.setValue(bar.maximum())
                return "first" in ids(page)

            await until(to_the_end)
            assert rows.newer_dropped
            assert rows.loaded == 500

            asked = Asked(on.gateway)
            newest = rows.newest_id
            bar.setValue(10)
            seen = in_sight()
            await until(lambda: rows.newest_id > newest)
            assert [(before, after) for _which, before, after in asked.pages] == [(0, newest)]
            assert in_sight() == seen, "what is looked at stays where it is"
            assert rows.loaded == 500, "now the oldest rows went"

            def to_the_top() -> bool:
                bar.setValue(0)
                return not rows.newer_dropped

            await until(to_the_top)
            assert ids(page)[0] == "flood1000"
            numbers = [int(name.removeprefix("flood")) for name in ids(page)]
            assert numbers == list(range(1000, 1000 - len(numbers), -1)), "no row is missing"

    @in_qt_loop
    async def test_the_loading_row_says_so_and_cannot_be_chosen(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log_many(on.gateway, PAGE + 1)
            on.show("logs", page)
            await loaded(page)
            last = page.model.rows.rowCount() - 1
            assert words(page, last)[Field.MODEL] == "Loading…"
            assert page.model.rows.flags(page.model.rows.index(last, 0)) == Qt.ItemFlag.NoItemFlags

    @in_qt_loop
    async def test_nothing_is_asked_while_another_page_shows(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            on.show("logs", page)
            await loaded(page)
            on.leave(page)
            asked = Asked(on.gateway)
            page.model.choose(Chosen(range=Range.ALL))
            await log(on.gateway, "unseen")
            await on.house.settled()
            assert asked.pages == []
            on.come_back(page)
            await until(lambda: ids(page) == ["unseen"])


class TestRows:
    @in_qt_loop
    async def test_a_row_says_how_it_went(self, tmp_path: Path, qapp: QApplication) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            rows = [
                ("done", {"requested_model": "gpt-4o", "sent_model": "gpt-5-mini"}, "Done"),
                ("cut", {"status": "cut_short"}, "Cut short"),
                ("left", {"status": "cancelled"}, "Cancelled"),
                ("failed", {"status": "failed", "attempts": 3}, "Failed"),
                ("poor", {"status": "failed", "error_class": "no_money"}, "No money"),
                ("no", {"status": "refused", "error_code": "model_not_allowed"}, "Refused"),
                ("broke", {"status": "refused", "error_code": "insufficient_quota"}, "No money"),
                ("over", {"status": "refused", "error_code": "budget_exceeded"}, "Over budget"),
                ("crash", {"status": "interrupted"}, "Interrupted"),
            ]
            for name, changes, _word in rows:
                await log(on.gateway, name, **changes)
            on.show("logs", page)
            await loaded(page)
            said = {entry: words(page, row) for row, entry in enumerate(ids(page))}
            assert {name: said[name][Field.STATUS] for name, _c, _w in rows} == {
                name: word for name, _c, word in rows
            }
            assert said["done"][Field.IN : Field.CLIENT] == [
                "120",
                "30",
                "$0.0040",
                "0.3 s",
                "0.9 s",
            ]
            at = ids(page).index("done")
            model = page.model.rows
            assert model.index(at, Field.MODEL).data(roles.SecondRole) == "gpt-5-mini"
            at = ids(page).index("failed")
            assert model.index(at, Field.CHANNEL).data(roles.BadgeRole) == "2"

    @in_qt_loop
    async def test_the_header_counts_today(self, tmp_path: Path, qapp: QApplication) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log_many(on.gateway, 3)
            on.show("logs", page)
            await until(lambda: page.model.requests_today == 3)
            phrases = [label.text() for label in page.header.findChildren(ElidedLabel)]
            assert "3 requests today" in phrases

    @in_qt_loop
    async def test_other_days_are_told_with_their_date(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "old", at=on.gateway.now_ms() - 3 * DAY_MS)
            page.open(LogFilter())
            on.show("logs", page)
            await loaded(page)
            assert page.model.chosen.range is Range.ALL
            assert " " in words(page, 0)[Field.TIME]


class TestFilters:
    @in_qt_loop
    async def test_typing_filters_in_sql_after_a_pause(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "a", requested_model="gpt-5")
            await log(on.gateway, "b", requested_model="claude-haiku-4-5")
            await log(on.gateway, "c", channel_name="Claude proxy")
            on.show("logs", page)
            await loaded(page)
            asked = Asked(on.gateway)
            field = on.find(SearchField, "logs-text")
            QTest.keyClicks(field, "claude")
            await until(lambda: ids(page) == ["c", "b"])
            assert [which.terms for which, _b, _a in asked.pages] == [
                (Term(Subject.TEXT, "claude"),)
            ]
            QTest.keyClick(field, Qt.Key.Key_Escape)
            await until(lambda: ids(page) == ["c", "b", "a"])

    @in_qt_loop
    async def test_the_lists_filter_by_range_channel_token_and_status(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            channel = await on.house.channel(up.openai, "gpt-5")
            token, _key = await on.house.token(name="Mia")
            now = on.gateway.now_ms()
            await log(on.gateway, "old", at=now - 40 * DAY_MS)
            await log(on.gateway, "week", at=now - 3 * DAY_MS)
            await log(on.gateway, "channel", channel_id=channel.id)
            await log(on.gateway, "token", channel_id=77, token_id=token.id)
            await log(on.gateway, "bad", channel_id=77, status="failed")
            on.show("logs", page)
            await loaded(page)
            await until(lambda: page.model.choices.channels and page.model.choices.tokens)

            async def pick(name: str, data: object, expected: list[str]) -> None:
                combo = on.find(Combo, name)
                combo.choose(data)
                combo.activated.emit(combo.currentIndex())
                await until(lambda: ids(page) == expected, name)

            await until(lambda: ids(page) == ["bad", "token", "channel"])
            await pick("logs-status", "error", ["bad"])
            await pick("logs-status", "done", ["token", "channel"])
            await pick("logs-token", token.id, ["token"])
            await pick("logs-token", 0, ["token", "channel"])
            await pick("logs-channel", channel.id, ["channel"])
            await pick("logs-channel", 0, ["token", "channel"])
            await pick("logs-range", "week", ["token", "channel", "week"])
            await pick("logs-range", "all", ["token", "channel", "week", "old"])

    @in_qt_loop
    async def test_no_match_offers_to_clear_the_filters(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "a")
            on.show("logs", page)
            await loaded(page)
            page.open(LogFilter(text="nowhere"))
            await until(lambda: page.model.state is State.NO_MATCH)
            assert on.has("logs-nothing")
            button = page._nothing.button
            assert button is not None
            assert button.text() == "Clear filters"
            on.click(button)
            await until(lambda: ids(page) == ["a"])
            assert on.find(SearchField, "logs-text").text() == ""

    @in_qt_loop
    async def test_another_page_opens_it_filtered_or_at_a_request(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            now = on.gateway.now_ms()
            await log(on.gateway, "early", at=now - 5 * DAY_MS)
            number = await log(on.gateway, "late")
            page.open(LogFilter(since=now - 6 * DAY_MS, until=now - 4 * DAY_MS))
            on.show("logs", page)
            await until(lambda: ids(page) == ["early"])
            assert " – " in on.find(Combo, "logs-range").currentText()
            page.open("early")
            await until(lambda: page.selection.view is not None)
            assert page.table.currentIndex().row() == 0
            page.open(number)
            await until(lambda: page.selection.view.request_id == "late")  # type: ignore[union-attr]
            assert page.detail.isVisible()
