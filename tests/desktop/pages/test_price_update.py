"""Update prices: from a file, an address or pasted text, looked at, applied and taken back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.models.price_diff import MOST
from desktop.pages.models import UPDATE, ModelsPage
from desktop.pages.price_source import ADDRESS, PASTE
from desktop.pages.price_update import PriceUpdateSheet
from desktop.widgets.buttons import Button
from desktop.widgets.choice import CheckBox
from gateway.services.price_updates import Target
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, stage, until

FILE = {
    "_meta": {"date": "2026-12-20"},
    "gpt-4o": {"provider": "openai", "input_per_mtok": 2, "output_per_mtok": 8},
    "harbour": {"provider": "harbour", "input_per_mtok": 1},
}


@asynccontextmanager
async def sheet_of(
    folder: Path, app: QApplication
) -> AsyncIterator[tuple[Stage, PriceUpdateSheet]]:
    async with stage(folder, app) as on:
        on.shell.translators.use("en")
        page = ModelsPage(on.shell)
        on.show("models", page)
        await until(lambda: page.model.loaded)
        page.open(UPDATE)
        sheet = page._update_sheet
        assert sheet is not None
        yield on, sheet


def price(on: Stage, model: str) -> str:
    view = on.house.gateway.models.price_of(model, "openai")
    return "none" if view is None else f"{view.source} {view.input}"


@in_qt_loop
async def test_a_file_is_looked_at_applied_and_undone(tmp_path: Path, qapp: QApplication) -> None:
    async with sheet_of(tmp_path, qapp) as (on, sheet):
        assert "In force: the prices that shipped" in on.words()
        apply = on.find(Button, "prices-apply")
        assert not apply.isEnabled()
        file = tmp_path / "prices.json"
        file.write_text(json.dumps(FILE))
        sheet.model.read_file(file)
        await until(lambda: sheet.model.update is not None)
        assert "gpt-4o" in on.words()
        assert "$2.5 → $2" in on.words()
        assert price(on, "gpt-4o") == "catalogue 2.5"
        box = on.find(CheckBox, "price-replace")
        assert box.isVisible()
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        await until(lambda: "Removed" in on.words())
        assert f"and {len(sheet.model.update.catalogue.removed) - MOST} more" in on.words()
        QTest.keyClick(box, Qt.Key.Key_Space)
        await until(lambda: "Removed" not in on.words())
        apply.click()
        await until(lambda: price(on, "gpt-4o") == "catalogue 2")
        sheet.model.revert()
        await until(lambda: price(on, "gpt-4o") == "catalogue 2.5")


@in_qt_loop
async def test_ratios_are_pasted_by_keyboard(tmp_path: Path, qapp: QApplication) -> None:
    async with sheet_of(tmp_path, qapp) as (on, sheet):
        sheet.source.choose(PASTE)
        text = on.find(QPlainTextEdit, "price-text")
        text.setFocus()
        QTest.keyClicks(text, '{"vip": 2, "x*": 1}')
        look = on.find(Button, "price-look")
        look.setFocus()
        QTest.keyClick(look, Qt.Key.Key_Space)
        await until(lambda: sheet.model.update is not None)
        assert "ModelRatio" in on.words()
        sheet.source.bare.choose("GroupRatio")
        sheet.source.bare.activated.emit(sheet.source.bare.currentIndex())
        await until(lambda: "GroupRatio" in on.words())
        assert "a name with * matches nothing" in on.words()
        on.find(Button, "prices-apply").click()
        gateway = on.house.gateway
        await until(lambda: gateway.prices.multiplier("vip") == 2)
        await until(lambda: sheet.model.update is None)  # empty for the next time


@in_qt_loop
async def test_an_address_says_what_is_wrong_with_it(tmp_path: Path, qapp: QApplication) -> None:
    async with sheet_of(tmp_path, qapp) as (on, sheet):
        sheet.source.choose(ADDRESS)
        for address, words in (
            ("http://prices.example/x", "begins with https://"),
            ("https://127.0.0.1/x", "your own network"),
        ):
            on.type(sheet.source.address, address)
            QTest.keyClick(sheet.source.address, Qt.Key.Key_Return)
            await until(lambda words=words: words in on.words())  # type: ignore[misc]
        sheet.source.choose(PASTE)
        sheet.model.paste("no json")
        await until(lambda: "Nothing was changed" in on.words())
        assert not on.find(Button, "prices-apply").isEnabled()


@in_qt_loop
async def test_ratios_are_written_out(tmp_path: Path, qapp: QApplication) -> None:
    async with sheet_of(tmp_path, qapp) as (on, sheet):
        await on.house.price(house={"input": 4, "output": 10, "reasoning": 1})
        sheet.show_section(1)
        path = tmp_path / "ratios.json"
        sheet.model.export(path, Target.ONE_API, served=False)
        await until(path.exists)
        await until(lambda: "kinds of token without a map there" in on.words())
        assert json.loads(path.read_text())["ModelRatio"] == {"house": 2}
        sheet.model.export(tmp_path / "no" / "way.json", Target.ONE_API, served=False)
        await until(lambda: not sheet.model.busy)
