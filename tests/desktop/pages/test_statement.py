"""A statement in the window: chosen by keyboard, saved as a table and as a page; the ledger too."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html.parser import HTMLParser
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.models.statement_page import COLUMNS
from desktop.pages.usage import STATEMENT, UsagePage
from gateway.domain.money import NANO
from gateway.domain.person import Person
from gateway.store import people as people_rows
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.log_rows import log
from tests.desktop.pages.stage import Stage, stage, until


@asynccontextmanager
async def usage_page(folder: Path, app: QApplication) -> AsyncIterator[tuple[Stage, UsagePage]]:
    """The owner with a token, and Mei with $3 and a name that is markup."""
    async with stage(folder, app) as on:
        on.shell.translators.use("en")
        gateway = on.house.gateway
        person = Person(
            0, "mei", "Mei <b>", unlimited=False, balance_nano=3 * NANO, created_at=gateway.now_ms()
        )
        await gateway.state.change(
            lambda: people_rows.insert(person), gateway.state.tokens.put_person
        )
        token, _ = await on.house.token(name="=laptop")
        await log(gateway, "r1", token_id=token.id, charge_nano=1_500_000_000)
        page = UsagePage(on.shell)
        on.show("usage", page)
        yield on, page


class Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@in_qt_loop
async def test_a_month_is_shown_and_saved(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        page.open(STATEMENT)
        sheet = page.files.open_statement()
        await until(lambda: sheet.model.statement is not None)
        assert "=laptop" in on.words()
        assert "$1.50" in on.words()
        assert "There is no limit" in on.words()
        sheet.person.setFocus()
        QTest.keyClick(sheet.person, Qt.Key.Key_Down)
        await until(lambda: "Closing balance" in on.words())
        assert "$3.00" in on.words()
        assert sheet.model.default_name.startswith("homeport-statement-mei")
        path = tmp_path / "mei.html"
        sheet.model.save(path)
        await until(path.exists)
        page_read = Texts()
        page_read.feed(path.read_text("utf-8"))
        assert "Statement for Mei <b>" in page_read.texts
        assert "b" not in page_read.tags, "names are no markup"
        assert "script" not in page_read.tags
        assert "Paid in" in " ".join(page_read.texts)
        sheet.person.setFocus()
        QTest.keyClick(sheet.person, Qt.Key.Key_Up)
        await until(lambda: "There is no limit" in on.words())
        table = tmp_path / "me.csv"
        sheet.model.save(table)
        await until(table.exists)
        with table.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert tuple(rows[0]) == COLUMNS
        assert [row["kind"] for row in rows] == ["opening", "token", "model", "closing"]
        assert rows[1]["name"] == "'=laptop", "a spreadsheet must not calculate it"
        assert rows[1]["used_usd"] == "1.5"
        sheet.month.setFocus()
        QTest.keyClick(sheet.month, Qt.Key.Key_Down)
        await until(lambda: "=laptop" not in on.words())


@in_qt_loop
async def test_the_ledger_is_written_and_told(tmp_path: Path, qapp: QApplication) -> None:
    async with usage_page(tmp_path, qapp) as (on, page):
        path = tmp_path / "ledger.jsonl"
        page.files.export_ledger(path)
        await until(path.exists)
        await until(lambda: any("Exported" in each for each in on.toasts))
        assert '"cause":"grant"' in path.read_text()
        page.files.export_ledger(tmp_path / "no" / "way.csv")
        await until(lambda: bool(on.errors))
