"""The Logs page live: what runs, ends and waits, and what shows when there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit

from desktop.models.request_cells import Field
from desktop.theme import ThemeManager
from desktop.viewmodels.log_choice import Chosen
from desktop.viewmodels.logs import State
from gateway.store import binding
from gateway.store.connection import execute
from gateway.tasks import spawn
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.log_rows import log, log_many
from tests.desktop.pages.logs_stage import DAY_MS, ids, loaded, logs_page, words
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager
from tests.upstreams import Reply, Upstreams

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


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
            page.model.choose(Chosen(text="status:running"))
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
            assert not page.table.selectionModel().hasSelection()
