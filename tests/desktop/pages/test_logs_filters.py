"""Filters of the Logs page: text, lists, menus and rows say the same; what is not understood."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.dialogs.time_range import TimeRangeDialog
from desktop.models.request_cells import Field
from desktop.pages.logs import LogsPage
from desktop.pages.logs_columns import AT_FIRST_SHUT
from desktop.theme import ThemeManager
from desktop.viewmodels.log_choice import Chosen, Range
from desktop.viewmodels.logs import State
from desktop.widgets.buttons import Button
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import LineEdit
from desktop.widgets.labels import Label
from desktop.widgets.suggest import SuggestField
from gateway.services.logs import LogFilter
from gateway.tasks import spawn
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.log_rows import flood, log
from tests.desktop.pages.logs_stage import DAY_MS, ids, loaded, logs_page
from tests.desktop.pages.stage import Stage, until
from tests.desktop.themes import manager
from tests.upstreams import Reply, Upstreams

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


def field(on: Stage) -> SuggestField:
    return on.find(SuggestField, "logs-text")


async def household(on: Stage, up: Upstreams) -> tuple[int, int]:
    """A channel and a token with requests: a, b by both, c by neither."""
    channel = await on.house.channel(up.openai, "gpt-5", name="OpenAI")
    token, _key = await on.house.token(name="Mia's phone")
    named = {"channel_id": channel.id, "channel_name": "OpenAI"}
    await log(on.gateway, "a", token_id=token.id, **named)
    await log(on.gateway, "b", token_id=token.id, status="failed", **named)
    await log(on.gateway, "c", channel_id=77, token_id=77, requested_model="llama3:8b")
    return channel.id, token.id


async def ready(on: Stage, page: LogsPage) -> None:
    on.show("logs", page)
    await loaded(page)
    await until(lambda: page.model.choices.channels)


class TestTextAndLists:
    @in_qt_loop
    async def test_what_is_typed_shows_in_the_lists_and_what_is_picked_in_the_text(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            channel, token = await household(on, up)
            await ready(on, page)
            on.type(field(on), "channel:openai status:error")
            await until(lambda: ids(page) == ["b"])
            assert on.find(Combo, "logs-channel").currentData() == channel
            assert on.find(Combo, "logs-status").currentData() == "error"
            assert on.find(Combo, "logs-token").currentData() == 0

            tokens = on.find(Combo, "logs-token")
            tokens.choose(token)
            tokens.activated.emit(tokens.currentIndex())
            assert field(on).text() == 'channel:openai status:error token:"Mia\'s phone"'
            statuses = on.find(Combo, "logs-status")
            statuses.choose("")
            statuses.activated.emit(statuses.currentIndex())
            assert field(on).text() == 'channel:openai token:"Mia\'s phone"'
            await until(lambda: ids(page) == ["b", "a"])

    @in_qt_loop
    async def test_a_list_shows_what_is_none_of_its_choices(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await household(on, up)
            await ready(on, page)
            on.type(field(on), "-channel:openai")
            await until(lambda: ids(page) == ["c"])
            assert on.find(Combo, "logs-channel").currentText() == "As typed"
            QTest.keyClick(field(on), Qt.Key.Key_Escape)
            await until(lambda: ids(page) == ["c", "b", "a"])
            assert on.find(Combo, "logs-channel").currentText() == "All channels"

    @in_qt_loop
    async def test_numbers_from_another_page_become_names(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            channel, _token = await household(on, up)
            page.open(LogFilter(channel_id=channel, status="error"))
            await ready(on, page)
            await until(lambda: ids(page) == ["b"])
            await until(lambda: field(on).text() == "status:error channel:OpenAI")

    @in_qt_loop
    async def test_escape_clears_the_filters_once_no_detail_shows(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await household(on, up)
            await ready(on, page)
            page.model.choose(Chosen(text="status:error"))
            await until(lambda: ids(page) == ["b"])
            page.table.setFocus()
            QTest.keyClick(page.table, Qt.Key.Key_Home)
            QTest.keyClick(page.table, Qt.Key.Key_Return)
            await until(lambda: page.selection.view is not None)
            QTest.keyClick(page.table, Qt.Key.Key_Escape)
            await until(lambda: page.selection.view is None)
            assert page.model.chosen.text == "status:error"
            QTest.keyClick(page.table, Qt.Key.Key_Escape)
            await until(lambda: ids(page) == ["c", "b", "a"])

    @in_qt_loop
    async def test_what_is_not_understood_is_said_and_the_rest_filters(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await household(on, up)
            await ready(on, page)
            on.type(field(on), "modle:gpt status:error")
            await until(lambda: ids(page) == ["b"])
            note = on.find(Label, "logs-note")
            assert note.isVisible()
            assert note.text() == "There is no filter “modle:”. Did you mean model:?"
            assert field(on).property("invalid") is True
            on.type(field(on), "status:error")
            await until(lambda: not note.isVisible())
            assert field(on).property("invalid") is False

    @in_qt_loop
    async def test_a_long_search_shows_early_what_it_finds(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "old", client="Rare")
            await log(on.gateway, "r", client="Usual")
            await flood(on.gateway, 150_000)
            await log(on.gateway, "new", client="Rare")
            await on.gateway.database.write(_name_the_flood)
            page.model.choose(Chosen(Range.ALL, text="client:rare"))
            shares: list[float] = []
            page.model.changed.connect(lambda: shares.append(page.model.share))
            on.show("logs", page)
            await until(lambda: ids(page) == ["new", "old"])
            assert any(0 < share < 1 for share in shares), "it said how far it was"
            await until(lambda: page.model.share == 1.0)
            assert page.model.state is State.ROWS


def _name_the_flood() -> None:
    from gateway.store import schema

    request = schema.Request
    request.update(client="Usual").where(request.request_id.startswith("flood")).execute()


class TestSuggestions:
    @in_qt_loop
    async def test_words_then_values_by_keyboard(self, tmp_path: Path, qapp: QApplication) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await household(on, up)
            await ready(on, page)
            text = field(on)
            text.setFocus()
            on.frame.activateWindow()
            await until(text.hasFocus)
            QTest.keyClicks(text, "chan")
            assert [row.text for row in text.offered] == ["channel:"]
            QTest.keyClick(text, Qt.Key.Key_Down)
            QTest.keyClick(text, Qt.Key.Key_Return)
            assert text.text() == "channel:"
            assert [row.text for row in text.offered] == ["channel:OpenAI"]
            QTest.keyClick(text, Qt.Key.Key_Down)
            QTest.keyClick(text, Qt.Key.Key_Tab)
            assert text.text() == "channel:OpenAI"
            await until(lambda: ids(page) == ["b", "a"])
            QTest.keyClicks(text, " mo")
            assert text.offered
            QTest.keyClick(text, Qt.Key.Key_Escape)
            assert not text.offered
            assert text.text() == "channel:OpenAI mo", "the first Escape only closes the list"


class TestRange:
    @in_qt_loop
    async def test_a_stretch_of_ones_own(self, tmp_path: Path, qapp: QApplication) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            now = on.gateway.now_ms()
            await log(on.gateway, "early", at=now - 20 * DAY_MS)
            await log(on.gateway, "late")
            await ready_without_channels(on, page)
            ranges = on.find(Combo, "logs-range")
            ranges.choose("custom")
            ranges.activated.emit(ranges.currentIndex())
            assert ranges.currentText() == "Today", "nothing is chosen yet"
            dialog = on.find(TimeRangeDialog, "time-range")
            since = dialog.findChild(LineEdit, "time-range-since")
            until_ = dialog.findChild(LineEdit, "time-range-until")
            show = dialog.findChild(Button, "time-range-show")
            on.type(since, "soon")
            on.click(show)
            assert dialog.isVisible(), "it says what is wrong instead"
            on.type(since, "2020-01-01")
            on.type(until_, "2019-01-01 12:00")
            on.click(show)
            assert dialog.isVisible()
            on.type(until_, "2099-12-31")
            on.click(show)
            await until(lambda: ids(page) == ["late", "early"])
            assert page.model.chosen.range is Range.WINDOW


async def ready_without_channels(on: Stage, page: LogsPage) -> None:
    on.show("logs", page)
    await loaded(page)


class TestRows:
    @in_qt_loop
    async def test_a_row_filters_by_what_it_holds(self, tmp_path: Path, qapp: QApplication) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await household(on, up)
            await ready(on, page)
            row = ids(page).index("c")

            def open_menu() -> None:
                page.table.menu_requested.emit(page.model.rows.index(row, 0), QPoint(10, 10))

            open_menu()
            on.choose("Only model llama3:8b")
            await until(lambda: ids(page) == ["c"])
            assert field(on).text() == "model:llama3:8b"
            row = 0
            open_menu()
            on.choose("Without model llama3:8b")
            await until(lambda: page.model.state is State.NO_MATCH)
            assert field(on).text() == "model:llama3:8b -model:llama3:8b"

    @in_qt_loop
    async def test_a_request_as_curl_without_key_and_text(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            token, key = await on.house.token(name="Mia")
            await log(on.gateway, "a", token_id=token.id, endpoint="/v1/chat/completions")
            on.show("logs", page)
            await loaded(page)
            await until(lambda: page.model.token_hint(token.id))
            page.table.menu_requested.emit(page.model.rows.index(0, 0), QPoint(10, 10))
            on.choose("Copy as curl")
            command = qapp.clipboard().text()
            bound = on.gateway.bound
            assert bound is not None
            assert command.startswith(f"curl {bound.url}/v1/chat/completions")
            assert f"sk-********{key[-4:]}" in command
            assert key not in command
            assert '"model": "gpt-5"' in command
            assert "not recorded" in command

    @in_qt_loop
    async def test_a_running_request_is_cancelled_from_its_row(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await on.house.channel(up.openai, "gpt-4o-mini")
            up.openai.script(Reply(text="one two three", stall_after=1))
            on.show("logs", page)
            await loaded(page)
            request = spawn(on.house.chat("gpt-4o-mini", stream=True), "client")
            await until(lambda: page.model.rows.live_count == 1)
            page.table.menu_requested.emit(page.model.rows.index(0, 0), QPoint(10, 10))
            on.choose("Cancel request")
            with suppress(aiohttp.ClientError):
                await request
            up.openai.release()
            await until(lambda: page.model.rows.live_count == 0 and page.model.rows.loaded == 1)
            entry = page.model.rows.entry_at(0)
            assert getattr(entry, "status", "") == "cancelled"


class TestMenu:
    @in_qt_loop
    async def test_filters_can_be_built_from_the_menu(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await household(on, up)
            await ready(on, page)

            def pick(below: str, entry: str) -> None:
                on.click(page.filters.add)
                menu = on.find(QMenu, "logs-filter-menu")
                (part,) = [m for m in menu.findChildren(QMenu) if m.title() == below]
                (action,) = [a for a in part.actions() if a.text() == entry]
                menu.close()
                action.trigger()

            pick("Status", "All errors")
            await until(lambda: ids(page) == ["b"])
            assert field(on).text() == "status:error"
            pick("Total time", "Longer than 5.0 s")
            await until(lambda: page.model.state is State.NO_MATCH)
            assert field(on).text() == "status:error total>5s"
            pick("Total time", "Longer than 1.0 s")
            assert field(on).text() == "status:error total>1s", "one limit takes the other's place"
            pick("Status", "All errors")
            assert field(on).text() == "total>1s", "what is checked is taken away"


class TestColumns:
    @in_qt_loop
    async def test_columns_are_chosen_resized_and_remembered(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "a")
            on.frame.resize(1500, 760)
            on.show("logs", page)
            await loaded(page)
            table = page.table
            assert all(table.isColumnHidden(each) for each in AT_FIRST_SHUT)
            page.columns.open_menu(QPoint(10, 10))
            on.choose("Client")
            assert not table.isColumnHidden(Field.CLIENT)
            header = table.horizontalHeader()
            edge = QPoint(header.sectionViewportPosition(Field.MODEL) - 1, header.height() // 2)
            to = edge + QPoint(40, 0)
            before = table.columnWidth(Field.STATUS)
            view = header.viewport()
            left = Qt.MouseButton.LeftButton
            QTest.mousePress(view, left, pos=edge)
            QTest.mouseMove(view, to)
            QTest.mouseRelease(view, left, pos=to)
            assert table.columnWidth(Field.STATUS) > before + 20
            wide = table.columnWidth(Field.STATUS)

            again = LogsPage(on.shell)
            on.show("again", again)
            await loaded(again)
            await until(again.table.isVisible)
            assert not again.table.isColumnHidden(Field.CLIENT)
            assert again.table.columnWidth(Field.STATUS) == wide
            again.columns.open_menu(QPoint(10, 10))
            on.choose("Usual columns")
            assert again.table.columnWidth(Field.STATUS) == before
            on.shell.ui_state.set_text("logs_columns", '{"shut": 5}')
            damaged = LogsPage(on.shell)
            assert damaged.columns.shut == AT_FIRST_SHUT
