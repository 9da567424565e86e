"""The Models page: what there is, what it costs, and prices set by hand."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.models.model_table import PAGE, ModelColumn
from desktop.pages.models import ModelsPage
from desktop.widgets.choice import Segmented
from desktop.widgets.inputs import FormField
from gateway.services.logs import LogFilter
from gateway.services.models import OwnPrice
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, stage, until

LOCAL = "http://127.0.0.1:9"


@asynccontextmanager
async def models_page(folder: Path, app: QApplication) -> AsyncIterator[tuple[Stage, ModelsPage]]:
    """``secret`` has no price, ``fast`` is sent as ``gpt-4o``, ``llama3.2`` is free."""
    async with stage(folder, app) as on:
        on.shell.translators.use("en")
        await on.house.channel(
            LOCAL, "gpt-4o", "secret", "fast", provider="openai", name="Work",
            aliases={"fast": "gpt-4o"},
        )  # fmt: skip
        await on.house.channel(LOCAL, "llama3.2", provider="ollama", name="Shelf", keys=())
        page = ModelsPage(on.shell)
        on.show("models", page)
        await until(lambda: page.model.loaded)
        yield on, page


def cells(page: ModelsPage, row: int) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, column).data() or "") for column in ModelColumn]


def names(page: ModelsPage) -> list[str]:
    return [cells(page, row)[0] for row in range(page.table.model().rowCount())]


def field(on: Stage, name: str) -> QLineEdit:
    return on.find(QLineEdit, f"price-{name}")


def error_of(page: ModelsPage, name: str) -> str:
    assert page._sheet is not None
    found: FormField = page._sheet._fields.fields[name]
    return found.error


@in_qt_loop
async def test_ones_own_come_first_and_those_without_a_price_before_all(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with models_page(tmp_path, qapp) as (on, page):
        assert names(page)[:4] == ["secret", "fast", "gpt-4o", "llama3.2"]
        assert cells(page, 0) == ["secret", "Work", "—", "—", "—", "—", "—", "No price"]
        assert cells(page, 2) == [
            "gpt-4o", "Work", "128 k", "16.4 k", "$2.50", "$10.00", "$1.25", "Catalogue",
        ]  # fmt: skip
        assert cells(page, 3)[-1] == "Free, local"
        assert "secret has no price, so tokens with a balance cannot use it." in on.words()
        assert "4 on your channels" in on.words()


@in_qt_loop
async def test_hundreds_come_page_by_page(tmp_path: Path, qapp: QApplication) -> None:
    async with models_page(tmp_path, qapp) as (_, page):
        model = page.table.model()
        assert model.rowCount() == PAGE
        every = len(page.model.rows)
        assert every > 600
        while model.canFetchMore(model.index(-1, -1)):
            model.fetchMore(model.index(-1, -1))
        assert model.rowCount() == every
        last = page.model.rows[-1]
        page.open(last.id)
        assert page._sheet is not None
        assert page._sheet.model_id == last.id
        assert page.table.currentIndex().row() == every - 1


@in_qt_loop
async def test_searching_and_sifting(tmp_path: Path, qapp: QApplication) -> None:
    async with models_page(tmp_path, qapp) as (on, page):
        on.type(page.search, "SECRET")
        assert names(page) == ["secret"]
        on.type(page.search, "shelf")
        assert names(page) == ["llama3.2"], "a channel's name finds its models"
        on.type(page.search, "no such thing")
        assert names(page) == []
        QTest.keyClick(page.search, Qt.Key.Key_Escape)
        assert len(names(page)) == PAGE
        combo = page.show_only
        combo.setFocus()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert names(page) == ["secret", "fast", "gpt-4o", "llama3.2"]
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert names(page) == ["secret"]
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert names(page) == []
        assert page._say_empty() == "You have set no price yourself."


@in_qt_loop
async def test_a_price_is_set_by_keyboard_and_undone(tmp_path: Path, qapp: QApplication) -> None:
    async with models_page(tmp_path, qapp) as (on, page):
        page.table.setFocus()
        page.table.select_row(0)
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        entry = field(on, "input")
        assert on.frame.focusWidget() is entry
        assert "Nobody knows its price." in on.words()
        QTest.keyClicks(entry, "0,1")
        QTest.keyClicks(field(on, "output"), "0.3")
        QTest.keyClick(field(on, "output"), Qt.Key.Key_Return)
        await until(lambda: on.toasts)
        models = on.gateway.models
        exact = OwnPrice({"input": Decimal("0.1"), "output": Decimal("0.3")})
        assert models.own_price("secret") == exact
        await until(lambda: "secret" in names(page) and "Yours" in cells(page, 3))
        assert cells(page, 3)[4:6] == ["$0.10", "$0.30"]
        assert not on.has("models-unpriced")
        assert page._sheet is not None
        assert page._sheet.editor is None
        assert on.toasts == ["Set the price of secret"]
        assert on.toast_shown is not None
        on.toast_shown.action.emit()
        await until(lambda: not models.own_price("secret"))
        await until(lambda: on.has("models-unpriced"))


@in_qt_loop
async def test_what_is_no_price_is_said_where_it_is(tmp_path: Path, qapp: QApplication) -> None:
    async with models_page(tmp_path, qapp) as (on, page):
        page.open("gpt-4o")
        assert field(on, "input").text() == "2.50"
        save = on.find(QWidget, "price-save")
        assert not save.isEnabled(), "nothing was changed"
        on.type(field(on, "input"), "a lot")
        on.click(save)
        assert error_of(page, "input") == "An amount in dollars, like 3 or 0.27."
        on.type(field(on, "input"), "3")
        assert error_of(page, "input") == ""
        on.click(on.find(QWidget, "price-more"))
        on.type(field(on, "audio_in"), "-1")
        on.click(on.find(QWidget, "price-more"))
        on.click(save)
        assert error_of(page, "audio_in")
        assert field(on, "audio_in").isVisible(), "what is wrong is unfolded"
        assert not on.gateway.models.own_price("gpt-4o")


@in_qt_loop
async def test_a_ratio_and_back_to_the_catalogue(tmp_path: Path, qapp: QApplication) -> None:
    async with models_page(tmp_path, qapp) as (on, page):
        page.open("fast")
        assert "It is sent as gpt-4o: the price is that model's." in on.words()
        assert not on.has("price-reset")
        unit = on.find(Segmented, "price-unit")
        unit.setFocus()
        QTest.keyClick(unit, Qt.Key.Key_Right)
        on.type(field(on, "ratio"), "1.5")
        on.type(field(on, "completion"), "4")
        on.click(on.find(QWidget, "price-save"))
        await until(lambda: on.toasts)
        models = on.gateway.models
        assert models.own_price("gpt-4o") == OwnPrice(
            ratios={"gpt-4o": Decimal("1.5")}, completion_ratios={"gpt-4o": Decimal(4)}
        )
        await until(lambda: cells(page, 1)[-1] == "Your ratio")
        assert cells(page, 1)[4:6] == ["$3.00", "$12.00"]
        page.open("gpt-4o")
        on.click(on.find(QWidget, "price-reset"))
        await until(lambda: not models.own_price("gpt-4o"))
        await until(lambda: cells(page, 2)[-1] == "Catalogue")
        assert on.toasts[-1] == "gpt-4o has the catalogue's price again"


@in_qt_loop
async def test_the_sheet_tells_where_a_model_is_used(tmp_path: Path, qapp: QApplication) -> None:
    async with models_page(tmp_path, qapp) as (on, page):
        work = on.gateway.state.channels.all[0]
        page.open("fast")
        assert "sends gpt-4o" in on.words()
        on.click(on.find(QWidget, "model-copy"))
        assert QGuiApplication.clipboard().text() == "fast"
        on.click(on.find(QWidget, f"model-channel-{work.id}"))
        assert on.went == [("channels", work.id)]


@in_qt_loop
async def test_what_nothing_knows_any_more_can_have_a_price(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with models_page(tmp_path, qapp) as (on, page):
        page.open("forgotten")
        assert "No channel offers it." in on.words()
        on.type(field(on, "input"), "2")
        on.click(on.find(QWidget, "price-save"))
        await until(lambda: on.gateway.models.own_price("forgotten"))
        page.open("forgotten")
        await until(lambda: page.model.find("forgotten"))
        on.type(page.search, "forgotten")
        assert cells(page, 0)[-1] == "Yours"


@in_qt_loop
async def test_the_banner_leads_through_what_has_no_price(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with models_page(tmp_path, qapp) as (on, page):
        await on.house.channel(LOCAL, "hidden", provider="openai", name="More")
        await until(lambda: len(page.model.unpriced) == 2)
        on.click(on.find(QWidget, "models-set-price"))
        assert names(page) == ["hidden", "secret"]
        assert page._sheet is not None
        assert page._sheet.model_id == "hidden"
        page.open("unpriced")
        assert names(page) == ["hidden", "secret"]


@in_qt_loop
async def test_a_menu_for_each_model(tmp_path: Path, qapp: QApplication) -> None:
    async with models_page(tmp_path, qapp) as (on, page):
        await on.house.price(secret={"input": 1})
        await until(lambda: not page.model.unpriced)
        row = names(page).index("secret")
        index = page.table.model().index(row, 0)
        page.table.menu_requested.emit(index, page.mapToGlobal(page.rect().center()))
        assert on.offered() == [
            "Set price", "Why this route?", "Copy name", "Show requests", "Reset price",
        ]  # fmt: skip
        on.choose("Show requests")
        assert on.went == [("logs", LogFilter(model="secret"))]
        page.table.menu_requested.emit(index, page.mapToGlobal(page.rect().center()))
        on.choose("Reset price")
        await until(lambda: page.model.unpriced)


@in_qt_loop
async def test_groups_multipliers(tmp_path: Path, qapp: QApplication) -> None:
    async with models_page(tmp_path, qapp) as (on, _):
        settings = on.gateway.settings_service
        await settings.set_option("GroupRatio", json.dumps({"vip": 0.5}))
        on.click(on.find(QWidget, "models-groups"))
        vip = on.find(QLineEdit, "multiplier-vip")
        assert vip.text() == "0.5"
        on.type(vip, "cheap")
        on.click(on.find(QWidget, "multipliers-save"))
        assert "A number, like 1.5; 0 is free." in on.words()
        on.type(vip, "0.1")
        QTest.keyClick(vip, Qt.Key.Key_Return)
        await until(lambda: on.toasts)
        assert settings.multipliers() == {"default": Decimal(1), "vip": Decimal("0.1")}
        assert on.toast_shown is not None
        on.toast_shown.action.emit()
        await until(lambda: settings.multipliers()["vip"] == Decimal("0.5"))


@in_qt_loop
async def test_groups_multipliers_lead_to_their_limits(tmp_path: Path, qapp: QApplication) -> None:
    async with models_page(tmp_path, qapp) as (on, _):
        on.click(on.find(QWidget, "models-groups"))
        on.click(on.find(QWidget, "groups-limits"))
        assert on.went == [("people", None)]


@in_qt_loop
async def test_channels_and_prices_from_elsewhere_show(tmp_path: Path, qapp: QApplication) -> None:
    async with models_page(tmp_path, qapp) as (on, page):
        on.leave(page)
        await on.house.price(secret={"input": 7, "output": 8})
        await until(lambda: page.model._stale)
        assert page.model.unpriced, "nobody looks"
        on.come_back(page)
        await until(lambda: not page.model.unpriced)
        assert "$7.00" in cells(page, names(page).index("secret"))
