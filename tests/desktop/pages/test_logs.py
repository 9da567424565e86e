"""The Logs page: pages by key, filters in SQL, what is new, what waits, what is not asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from desktop.models.request_cells import TEXT, Field
from desktop.pages.logs import LogsPage
from desktop.theme import ThemeManager
from desktop.viewmodels.logs import PAGE, RUNNING, Chosen, Range, State
from desktop.widgets import roles
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import SearchField
from desktop.widgets.labels import ElidedLabel
from gateway.services.logs import LogFilter
from gateway.store import binding
from gateway.store.connection import execute
from gateway.tasks import spawn
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.log_rows import Asked, flood, log, log_many
from tests.desktop.pages.stage import Stage, stage, until
from tests.desktop.themes import manager
from tests.upstreams import Reply, Upstreams

__all__ = ["manager"]

DAY_MS = 86_400_000


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


@asynccontextmanager
async def logs_page(folder: Path, app: QApplication) -> AsyncIterator[tuple[Stage, LogsPage]]:
    async with stage(folder, app) as on:
        on.shell.translators.use("en")
        yield on, LogsPage(on.shell)


def words(page: LogsPage, row: int) -> list[str]:
    model = page.model.rows
    return [str(model.index(row, field).data(TEXT)) for field in Field]


def ids(page: LogsPage) -> list[str]:
    model = page.model.rows
    return [entry.request_id for row in range(model.rowCount()) if (entry := model.entry_at(row))]


async def loaded(page: LogsPage) -> None:
    await until(lambda: page.model.state is not State.LOADING and page.model.requests_today >= 0)


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
            assert said["done"][Field.IN :] == ["120", "30", "$0.0040", "0.3 s", "0.9 s"]
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
            assert [which.text for which, _b, _a in asked.pages] == ["claude"]
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
            assert on.find(Combo, "logs-range").currentText() == "Selected time"
            page.open("early")
            await until(lambda: page.selection.view is not None)
            assert page.table.currentIndex().row() == 0
            page.open(number)
            await until(lambda: page.selection.view.request_id == "late")  # type: ignore[union-attr]
            assert page.detail.isVisible()


class TestLive:
    @in_qt_loop
    async def test_a_request_appears_runs_and_ends_in_the_same_row(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await on.house.channel(up.openai, "gpt-4o-mini", name="OpenAI")
            await log(on.gateway, "before")
            up.openai.script(Reply(text="one two three four five six", stall_after=4))
            on.show("logs", page)
            await loaded(page)
            assert not page._tick.isActive(), "nothing runs, nothing is repainted"
            request = spawn(on.house.chat("gpt-4o-mini", stream=True), "client")
            await until(lambda: page.model.rows.live_count == 1)
            await until(lambda: words(page, 0)[Field.STATUS] == "Streaming")
            assert words(page, 0)[Field.CHANNEL] == "OpenAI"
            assert words(page, 0)[Field.COST] == "—"
            assert page._tick.isActive()
            page.table.select_row(0)
            running = ids(page)[0]
            up.openai.release()
            await request
            await until(lambda: page.model.rows.live_count == 0)
            assert ids(page) == [running, "before"]
            assert words(page, 0)[Field.STATUS] == "Done"
            assert page.table.currentIndex().row() == 0
            assert not page._tick.isActive()

    @in_qt_loop
    async def test_many_that_ended_come_in_one_insertion(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await on.house.channel(up.openai, "gpt-4o-mini")
            await log_many(on.gateway, 5)
            on.show("logs", page)
            await loaded(page)
            page.model.set_live(False)
            for _ in range(4):
                await on.house.chat("gpt-4o-mini")
            await until(lambda: page.model.pending == 4)
            assert on.find(QAbstractButton, "logs-new").text() == "4 new"
            insertions: list[tuple[int, int]] = []
            page.model.rows.rowsInserted.connect(
                lambda _parent, first, last: insertions.append((first, last))
            )
            on.click(on.find(QAbstractButton, "logs-new"))
            await until(lambda: page.model.rows.loaded == 9)
            assert insertions == [(0, 3)]
            assert not on.has("logs-new")

    @in_qt_loop
    async def test_scrolled_away_the_rows_stay_and_new_ones_are_counted(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await on.house.channel(up.openai, "gpt-4o-mini")
            await log_many(on.gateway, 150)
            on.show("logs", page)
            await loaded(page)
            bar = page.table.verticalScrollBar()
            bar.setValue(bar.maximum() // 2)
            first = page.table.visible_rows()[0]
            seen = ids(page)[first]
            await on.house.chat("gpt-4o-mini")
            await until(lambda: page.model.pending == 1)
            assert ids(page)[page.table.visible_rows()[0]] == seen
            on.click(on.find(QAbstractButton, "logs-new"))
            await until(lambda: page.model.rows.loaded == 151)
            assert bar.value() == 0

    @in_qt_loop
    async def test_only_what_runs_is_a_filter_too(self, tmp_path: Path, qapp: QApplication) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await on.house.channel(up.openai, "gpt-4o-mini")
            await log(on.gateway, "ended")
            up.openai.script(Reply(stall_after=-1))
            on.show("logs", page)
            await loaded(page)
            page.model.choose(Chosen(status=RUNNING))
            await until(lambda: page.model.state is State.NO_MATCH)
            request = spawn(on.house.chat("gpt-4o-mini", stream=True), "client")
            await until(lambda: page.model.rows.rowCount() == 1)
            assert words(page, 0)[Field.STATUS] == "Waiting"
            up.openai.release()
            await request
            await until(lambda: page.model.state is State.NO_MATCH)

    @in_qt_loop
    async def test_a_running_request_is_told_and_cancelled(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await on.house.channel(up.openai, "gpt-4o-mini")
            up.openai.script(Reply(text="one two three", stall_after=2))
            on.show("logs", page)
            request = spawn(on.house.chat("gpt-4o-mini", stream=True), "client")
            await until(lambda: page.model.rows.live_count == 1)
            await until(lambda: words(page, 0)[Field.STATUS] == "Streaming")
            QTest.mouseClick(
                page.table.viewport(),
                Qt.MouseButton.LeftButton,
                pos=page.table.visualRect(page.model.rows.index(0, Field.MODEL)).center(),
            )
            await until(lambda: page.selection.view is not None)
            assert page.selection.view.running  # type: ignore[union-attr]
            on.click(on.find(QAbstractButton, "log-detail-cancel"))
            await until(lambda: page.model.rows.live_count == 0 and page.model.rows.loaded == 1)
            assert words(page, 0)[Field.STATUS] == "Cancelled"
            await until(lambda: not page.selection.view.running)  # type: ignore[union-attr]
            request.cancel()


class TestStates:
    @in_qt_loop
    async def test_an_empty_log_offers_to_connect_a_client(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            on.show("logs", page)
            await until(lambda: page.model.state is State.EMPTY)
            assert on.has("logs-empty")
            assert not on.has("logs-text"), "there is nothing to filter"
            assert page._empty.button is not None
            on.click(page._empty.button)
            assert on.went == [("connect", None)]

    @in_qt_loop
    async def test_a_range_without_requests_offers_all(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "old", at=on.gateway.now_ms() - 30 * DAY_MS)
            on.show("logs", page)
            await until(lambda: page.model.state is State.NONE_IN_RANGE)
            assert page._nothing.button is not None
            on.click(page._nothing.button)
            await until(lambda: ids(page) == ["old"])

    @in_qt_loop
    async def test_a_log_that_cannot_be_read_says_so_and_tries_again(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "a")

            async def rename(before: str, after: str) -> None:
                statement = f"ALTER TABLE {before} RENAME TO {after}"
                await on.gateway.database.write(lambda: execute(binding.current, statement))

            await rename("requests", "hidden")
            on.show("logs", page)
            await until(lambda: page.model.state is State.ERROR)
            await rename("hidden", "requests")
            assert page._nothing.button is not None
            on.click(page._nothing.button)
            await until(lambda: ids(page) == ["a"])
            assert page.model.error is None

    @in_qt_loop
    async def test_every_control_has_a_name_in_both_languages(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "a")
            on.show("logs", page)
            await until(lambda: ids(page) == ["a"])
            page.open("a")
            await until(lambda: page.detail.isVisible())
            for language, done, time in (("zh_CN", "完成", "时间"), ("en", "Done", "Time")):
                on.shell.translators.use(language)
                await until(lambda: words(page, 0)[Field.STATUS] == done)  # noqa: B023
                header = page.model.rows.headerData(0, Qt.Orientation.Horizontal)
                assert header == time
                for kind in (QAbstractButton, QComboBox, QLineEdit):
                    for widget in page.findChildren(kind):
                        if widget.isVisible():
                            assert widget.accessibleName().strip(), widget.objectName()
                assert page.table.accessibleName()

    @in_qt_loop
    async def test_the_keyboard_opens_moves_and_closes(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log_many(on.gateway, 3)
            on.show("logs", page)
            await until(lambda: len(ids(page)) == 3)
            page.table.setFocus()
            page.table.select_row(0)
            QTest.keyClick(page.table, Qt.Key.Key_Return)
            await until(lambda: page.detail.isVisible())
            QTest.keyClick(page.table, Qt.Key.Key_Down)
            await until(lambda: page.selection.view.request_id == "r2")  # type: ignore[union-attr]
            page.selection.close()
            assert not page.detail.isVisible()
            assert isinstance(QApplication.focusWidget() or page, QWidget)
