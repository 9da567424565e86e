"""The Usage page: what it tells, what it chooses, where it leads, what it saves."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.save_file import SaveFile
from desktop.models.usage_figures import Measure
from desktop.models.usage_table import UsageColumn
from desktop.pages.usage import UsagePage
from desktop.viewmodels.usage import Range
from desktop.widgets.charts.bucket_chart import BucketChart
from desktop.widgets.stat import Stat
from desktop.widgets.table import DataTable
from gateway.services.local_days import day_start_ms, system_zone
from gateway.services.logs import LogFilter
from gateway.services.usage import Grouping
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.log_rows import log
from tests.desktop.pages.stage import Stage, stage, until

DAY_MS = 86_400_000
DOLLAR = 1_000_000_000


@asynccontextmanager
async def usage_page(folder: Path, app: QApplication) -> AsyncIterator[tuple[Stage, UsagePage]]:
    async with stage(folder, app) as on:
        on.shell.translators.use("en")
        await on.house.channel(
            "http://127.0.0.1:9", "gpt-4o", "secret", provider="openai", name="Work"
        )
        yield on, UsagePage(on.shell)


async def used(on: Stage, name: str, **changes: Any) -> None:
    """A request of a dollar, today unless said."""
    token = (await on.gateway.tokens.this_computer()).token
    given = {"requested_model": "gpt-4o", "cost_nano": DOLLAR, "token_id": token.id}
    await log(on.gateway, name, **(given | changes))


async def shown(on: Stage, page: UsagePage) -> None:
    on.show("usage", page)
    await until(lambda: page.model.report is not None)


async def settled(page: UsagePage) -> None:
    await until(lambda: not page.model.loading)


def stat(on: Stage, name: str) -> str:
    return on.find(Stat, f"usage-{name}").accessibleName()


def cells(table: DataTable, row: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, n).data() or "") for n in range(model.columnCount())]


@in_qt_loop
async def test_without_requests_it_says_so_and_leads_to_a_client(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        await shown(on, page)
        assert on.has("usage-empty")
        assert not on.has("usage-heroes")
        button = page._empty.button
        assert button is not None
        assert button.text() == "Connect a client"
        on.click(button)
        assert on.went == [("connect", None)]
        page.controls.range.choose(0)
        await settled(page)
        assert button.text() == "Show 30 days"
        on.click(button)
        assert page.model.choice.range is Range.DAYS_30


@in_qt_loop
async def test_numbers_of_thirty_days(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        now = on.gateway.now_ms()
        for back in range(3):
            await used(on, f"a{back}", at=now - back * DAY_MS, first_token_ms=1_000 + back * 500)
        await used(on, "b", requested_model="other", cost_nano=3 * DOLLAR, status="failed")
        await used(on, "old", at=now - 40 * DAY_MS)
        await shown(on, page)
        assert stat(on, "cost") == "Cost $6.00 $0.20 a day"
        assert stat(on, "tokens") == "Tokens 600 in 480 · out 120"
        assert stat(on, "cached") == "From cache 17 % 80 of the input"
        assert stat(on, "requests") == "Requests 4 75 % succeeded"
        assert stat(on, "first-token") == "First token 1.00 s median, p95 2.00 s"
        assert cells(page.table, 0)[:7] == [
            "gpt-4o", "50 %", "$3.00", "3", "450", "0", "1.50 s",
        ]  # fmt: skip
        assert cells(page.table, 1)[:7] == [
            "other", "50 %", "$3.00", "1", "150", "1", "0.30 s",
        ]  # fmt: skip
        chart = on.find(BucketChart, "usage-bars")
        QTest.keyClick(chart, Qt.Key.Key_End)
        assert chart.cursor_index == 29
        words = chart.accessibleDescription()
        assert "$4.00" in words
        assert "gpt-4o $1.00" in words


@in_qt_loop
async def test_header_chooses_range_grouping_and_measure(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        await used(on, "now")
        await used(on, "old", at=on.gateway.now_ms() - 20 * DAY_MS, cost_nano=5 * DOLLAR)
        await shown(on, page)
        assert page.model.report is not None
        segmented = page.controls.range
        segmented.setFocus()
        QTest.keyClick(segmented, Qt.Key.Key_Left)
        await settled(page)
        assert page.model.choice.range is Range.WEEK
        assert page.model.report.totals.cost_nano == DOLLAR
        assert len(page.model.report.parts) == 7
        QTest.keyClick(segmented, Qt.Key.Key_Home)
        await settled(page)
        assert len(page.model.report.parts) in (23, 24, 25)
        by = page.controls.by
        by.setFocus()
        QTest.keyClick(by, Qt.Key.Key_Down)
        await settled(page)
        assert page.model.choice.by is Grouping.CHANNEL
        assert cells(page.table, 0)[0] == "Work"
        measure = page.controls.measure
        measure.setFocus()
        QTest.keyClick(measure, Qt.Key.Key_End)
        assert page.model.choice.measure is Measure.FIRST_TOKEN
        assert on.find(BucketChart, "usage-lines").isVisible()
        assert not on.has("usage-style"), "means are lines"


@in_qt_loop
async def test_a_span_of_ones_own(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        await used(on, "now")
        await shown(on, page)
        assert not on.has("usage-days")
        page.controls.range.choose(4)
        await settled(page)
        assert page.model.span.days == 30, "it begins with what was looked at"
        on.type(page.days.first, "2026-01-01")
        on.type(page.days.last, "2026-01-03")
        await settled(page)
        assert (page.model.span.first, page.model.span.last) == (
            date(2026, 1, 1), date(2026, 1, 3),
        )  # fmt: skip
        on.type(page.days.first, "2000-01-01")
        on.type(page.days.last, "2926-01-01")
        await settled(page)
        assert page.model.span.last == page.model.today(), "nothing was used in days to come"
        assert page.model.report is not None
        assert len(page.model.report.parts) < 60
        on.type(page.days.first, "2026-01-01")
        on.type(page.days.last, "2026-01-03")
        await settled(page)
        on.type(page.days.last, "2025-12-31")
        QTest.keyClick(page.days.last, Qt.Key.Key_Return)
        assert page.days.error == "The first day comes after the last."
        on.type(page.days.last, "soon")
        QTest.keyClick(page.days.last, Qt.Key.Key_Return)
        assert page.days.error == "Write days like 2026-11-22."
        assert page.model.span.last == date(2026, 1, 3), "what is wrong is not looked at"


@in_qt_loop
async def test_bars_and_rows_lead_to_their_requests(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        now, zone = on.gateway.now_ms(), system_zone()
        yesterday, today = day_start_ms(now, zone, -1), day_start_ms(now, zone)
        await used(on, "y", at=yesterday + 1000)
        await used(on, "t")
        await shown(on, page)
        chart = on.find(BucketChart, "usage-bars")
        chart.setFocus()
        for key in (Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Return):
            QTest.keyClick(chart, key)
        assert on.went.pop() == ("logs", LogFilter(since=yesterday, until=today))
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            QTest.keyClick(chart, key)
        assert on.went.pop() == (
            "logs", LogFilter(since=yesterday, until=today, model="gpt-4o"),
        )  # fmt: skip
        start = day_start_ms(now, zone, -29)
        page.table.setFocus()
        page.table.select_row(0)
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        assert on.went.pop() == ("logs", LogFilter(since=start, model="gpt-4o"))
        channel = on.gateway.state.channels.all[0]
        page.controls.by.setCurrentIndex(1)
        page.controls.by.activated.emit(1)
        await settled(page)
        where = page.table.visualRect(page.table.model().index(0, UsageColumn.COST)).center()
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert on.went.pop() == ("logs", LogFilter(since=start, channel_id=channel.id))


@in_qt_loop
async def test_errors_lead_to_errors(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        await used(on, "bad", status="failed")
        on.show("usage", page)
        page.open("errors")
        await settled(page)
        page.table.select_row(0)
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        start = day_start_ms(on.gateway.now_ms(), system_zone())
        wanted = LogFilter(since=start, model="gpt-4o", status="error")
        assert on.went.pop() == ("logs", wanted)


@in_qt_loop
async def test_the_chart_shows_as_a_table_too(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        now, zone = on.gateway.now_ms(), system_zone()
        await used(on, "y", at=day_start_ms(now, zone, -1) + 1000, cost_nano=2 * DOLLAR)
        await used(on, "t")
        await shown(on, page)
        on.click(on.find(QWidget, "usage-as-table"))
        table = on.find(DataTable, "usage-parts")
        assert table.isVisible()
        assert table.model().rowCount() == 30
        assert cells(table, 0)[1:] == ["$1.00", "$1.00"]
        assert cells(table, 1)[1:] == ["$2.00", "$2.00"]
        table.setCurrentIndex(table.model().index(1, 2))
        QTest.keyClick(table, Qt.Key.Key_Return)
        _, which = on.went.pop()
        assert isinstance(which, LogFilter)
        assert (which.since, which.model) == (day_start_ms(now, zone, -1), "gpt-4o")
        on.click(on.find(QWidget, "usage-as-table"))
        assert not table.isVisible()


@in_qt_loop
async def test_bars_and_lines(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        await used(on, "t")
        await shown(on, page)
        on.click(on.find(QWidget, "usage-style"))
        assert on.find(BucketChart, "usage-lines").isVisible()
        on.click(on.find(QWidget, "usage-style"))
        assert on.find(BucketChart, "usage-bars").isVisible()


@in_qt_loop
async def test_models_without_a_price_are_pointed_out(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        channel = on.gateway.state.channels.all[0]
        await used(on, "s", requested_model="secret", cost_nano=0, channel_id=channel.id)
        await used(on, "t", channel_id=channel.id)
        await shown(on, page)
        assert on.has("usage-unpriced")
        words = "Not in the cost: 1 request to secret, which has no price."
        assert words in on.words()
        assert stat(on, "cost") == "Cost $1.00 without 1 request"
        assert cells(page.table, 1)[:3] == ["secret", "0 %", "No price"]
        on.click(on.find(QWidget, "usage-set-price"))
        assert on.went.pop() == ("models", "secret")
        await on.house.price(secret={"input": 1, "output": 1})
        await until(lambda: "from before their model had a price" in on.words())
        assert not on.has("usage-set-price")


@in_qt_loop
async def test_new_requests_and_failures_of_the_store_show(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        await used(on, "a")
        await shown(on, page)
        assert page.model.report is not None
        await used(on, "b")
        page.model._settle.setInterval(0)
        page.model._later()
        await until(lambda: page.model.report and page.model.report.totals.requests == 2)
        good = on.gateway.usage.report

        async def broken(*_: object) -> None:
            raise OSError("the disk is gone")

        on.gateway.usage.report = broken  # type: ignore[assignment]
        page.model.refresh()
        await until(lambda: on.has("load-problem"))
        on.gateway.usage.report = good  # type: ignore[method-assign]
        page.model.refresh()
        await until(lambda: not on.has("load-problem"))


@in_qt_loop
async def test_what_is_not_looked_at_is_not_read(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        await used(on, "a")
        await shown(on, page)
        on.leave(page)
        before = page.model.report
        await used(on, "b")
        await asyncio.sleep(0)
        assert page.model.report is before
        assert not page.model._settle.isActive()
        on.come_back(page)
        await until(lambda: page.model.report and page.model.report.totals.requests == 2)


def dialog(on: Stage) -> SaveFile:
    found = on.find(SaveFile, "save-file")
    assert found.isVisible()
    return found


async def choose_file(on: Stage, path: Path) -> None:
    asked = dialog(on)
    asked.setDirectory(str(path.parent))
    asked.selectFile(path.name)
    asked.accept()


@pytest.fixture(autouse=True)
def _own_dialogs(qapp: QApplication) -> Any:
    """Qt's own file dialog, which a test can use; a system's would wait for a person."""
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)
    yield
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


@in_qt_loop
async def test_numbers_and_chart_are_saved(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        await used(on, "a", cost_nano=123_456_789)
        await shown(on, page)
        on.click(on.find(QWidget, "usage-export"))
        assert on.offered() == [
            *("Numbers as CSV…", "Chart as picture…"),
            *("Statement of a month…", "Ledger as a file…"),
        ]
        on.choose("Numbers as CSV…")
        name = dialog(on).selectedFiles()[0]
        assert Path(name).name == page.model.default_name("csv")
        await choose_file(on, tmp_path / "mine.csv")
        await until(lambda: on.toasts)
        assert on.toasts == ["Saved mine.csv"]
        text = (tmp_path / "mine.csv").read_text(encoding="utf-8-sig")
        (line,) = list(csv.DictReader(io.StringIO(text)))
        assert (line["model"], line["requests"], line["cost_usd"]) == ("gpt-4o", "1", "0.123456789")

        on.click(on.find(QWidget, "usage-export"))
        on.choose("Chart as picture…")
        await choose_file(on, tmp_path / "mine.png")
        await until(lambda: len(on.toasts) == 2)
        image = QImage(str(tmp_path / "mine.png"))
        assert image.width() > 2 * page.chart.chart.width()


@in_qt_loop
async def test_what_cannot_be_saved_is_told(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        await used(on, "a")
        await shown(on, page)
        page.model.save_csv(tmp_path / "gone" / "usage.csv")
        await until(lambda: on.toasts)
        assert on.toasts == ["usage.csv could not be saved: No such file or directory."]
