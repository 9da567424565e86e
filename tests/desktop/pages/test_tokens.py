"""The Tokens page: made with a name alone, limited, paused, deleted and brought back."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from desktop.models.token_table import TokenColumn
from desktop.pages.tokens_created import KeyBox
from desktop.theme import ThemeManager, theme
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.chips import TagInput
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import SearchField
from gateway.domain.money import NANO
from gateway.errors import StoreUnavailable
from gateway.services.tokens import TokenDraft
from gateway.store import binding
from gateway.store.connection import execute
from tests.desktop.pages.counter import MODEL, Counter, counter
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager
from tests.gateway.house import ROOT_KEY

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


class TestTable:
    @in_qt_loop
    async def test_without_tokens_there_is_one_sentence_and_one_button(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.show()
            assert "No tokens yet" in c.on.words()
            assert not c.table.isVisible()
            buttons = [b for b in c.page.findChildren(Button) if b.isVisible()]
            assert [b.text() for b in buttons] == ["New token"]
            c.on.click(buttons[0])
            assert c.line("name").isVisible()

    @in_qt_loop
    async def test_a_row_tells_what_a_token_may_do_and_what_it_did(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            plain = await c.token("Plain")
            await c.token(
                "Limited",
                unlimited=False,
                balance_nano=4_250_000_000,
                models=(MODEL, "gpt-4.1-mini"),
                expires_at=c.gateway.now_ms() + 1,
            )
            await c.token("Empty", unlimited=False)
            await c.show()
            assert c.names() == ["Empty", "Limited", "Plain"]
            assert c.cells("Plain")[:5] == [
                "Plain",
                "root",
                f"sk-…{plain.hint}",
                "All",
                "Unlimited",
            ]
            assert c.cells("Plain")[5:9] == ["$0", "Not yet", "Never", "on"]
            limited = c.cells("Limited")
            assert limited[TokenColumn.MODELS] == f"{MODEL} +1"
            assert limited[TokenColumn.BALANCE] == "$4.25"
            assert limited[TokenColumn.EXPIRES] == "Expired"
            assert c.cells("Empty")[TokenColumn.BALANCE] == "Used up"

    @in_qt_loop
    async def test_use_shows_with_client_address_and_age(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            created = await c.gateway.tokens.create(TokenDraft("Cursor"))
            await c.show()
            assert (await c.on.house.chat(MODEL, key=created.key))[0] == 200
            await c.on.house.settled()
            await until(lambda: "just now" in c.cells("Cursor")[TokenColumn.LAST_USED])
            assert ", 127.0.0.1, just now" in c.cells("Cursor")[TokenColumn.LAST_USED]
            assert c.cells("Cursor")[TokenColumn.USED] != "$0"

    @in_qt_loop
    async def test_a_click_on_the_switch_pauses_at_once(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            created = await c.gateway.tokens.create(TokenDraft("Cursor"))
            await c.show()
            c.click("Cursor", TokenColumn.ON)
            assert c.is_off("Cursor")
            await until(lambda: not c.page.model.busy)
            assert (await c.on.house.chat(MODEL, key=created.key))[0] == 401
            c.table.select_row(0)
            QTest.keyClick(c.table, Qt.Key.Key_Space)
            assert not c.is_off("Cursor")
            await until(lambda: not c.page.model.busy)
            assert (await c.on.house.chat(MODEL, key=created.key))[0] == 200

    @in_qt_loop
    async def test_a_switch_goes_back_if_it_could_not_be_stored(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.token("Cursor")
            await c.show()
            with suppress(StoreUnavailable):  # where another write came into the same commit
                await c.gateway.database.write(
                    lambda: execute(binding.current, "PRAGMA query_only = 1")
                )
            c.menu("Cursor", "Pause")
            assert c.is_off("Cursor")
            await until(lambda: c.on.errors)
            assert not c.is_off("Cursor")

    @in_qt_loop
    async def test_the_menu_pauses_and_resumes(self, tmp_path: Path, qapp: QApplication) -> None:
        async with counter(tmp_path, qapp) as c:
            token = await c.token("Cursor")
            await c.show()
            c.menu("Cursor", "Pause")
            await until(lambda: not c.page.model.busy)
            assert not (await c.gateway.tokens.get(token.id)).enabled
            c.menu("Cursor", "Resume")
            await until(lambda: not c.page.model.busy)
            assert (await c.gateway.tokens.get(token.id)).enabled

    @in_qt_loop
    async def test_a_deleted_token_stops_at_once_and_comes_back_whole(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            created = await c.gateway.tokens.create(TokenDraft("Cursor"))
            await c.token("Other")
            await c.show()
            c.menu("Cursor", "Delete")
            await until(lambda: c.on.toasts)
            assert c.names() == ["Other"]
            assert c.on.toasts == ["Deleted Cursor. Its key stopped working."]
            assert (await c.on.house.chat(MODEL, key=created.key))[0] == 401
            assert c.on.toast_shown is not None
            assert c.on.toast_shown.button is not None
            c.on.click(c.on.toast_shown.button)
            await until(lambda: c.names() == ["Other", "Cursor"])
            assert (await c.on.house.chat(MODEL, key=created.key))[0] == 200

    @in_qt_loop
    async def test_a_key_is_copied_whole_and_shown_nowhere(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            created = await c.gateway.tokens.create(TokenDraft("Cursor"))
            await c.show()
            c.menu("Cursor", "Copy key")
            await until(lambda: c.on.toasts)
            assert QGuiApplication.clipboard().text() == created.key
            kinds = QGuiApplication.clipboard().mimeData().formats()
            assert "x-kde-passwordManagerHint" in kinds
            words = c.on.words() + "\n".join(c.cells("Cursor"))
            for secret in (created.key, created.key.removeprefix("sk-"), ROOT_KEY):
                assert secret not in words

    @in_qt_loop
    async def test_a_list_that_cannot_be_read_says_so_and_offers_to_try_again(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.token("Cursor")
            await rename_table(c, "tokens", "elsewhere")
            c.on.show("tokens", c.page)
            await until(lambda: c.on.has("load-problem"))
            assert "Something went wrong inside Homeport." in c.on.words()
            await rename_table(c, "elsewhere", "tokens")
            c.on.click(c.on.find(Banner, "load-problem").button)
            await until(lambda: c.names() == ["Cursor"])
            assert not c.on.has("load-problem")


class TestNew:
    @in_qt_loop
    async def test_a_name_is_enough_and_the_key_is_handed_over_once(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.token("Other")
            await c.show()
            await c.begin("Cursor")
            assert not c.on.has("token-balance")
            QTest.keyClick(c.line("name"), Qt.Key.Key_Return)
            await until(lambda: c.on.has("token-key"))
            box = c.on.find(KeyBox, "token-key")
            assert box.shown
            QGuiApplication.clipboard().clear()
            c.press("key-copy")
            await until(lambda: QGuiApplication.clipboard().text().startswith("sk-"))
            key = QGuiApplication.clipboard().text()
            assert len(key) == 51
            assert (await c.on.house.chat(MODEL, key=key))[0] == 200
            assert key not in c.on.words()
            c.on.click(c.on.find(IconButton, "token-key-eye"))
            assert not box.shown
            c.press("save")
            await c.closed()
            assert not c.on.has("token-key")
            assert [t.name for t in await c.tokens()] == ["Other", "Cursor"]

    @in_qt_loop
    async def test_the_way_to_the_clients_is_beside_the_key(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.token("Other")
            await c.show()
            await c.begin("Cursor")
            c.press("save")
            await until(lambda: c.on.has("token-connect"))
            c.press("connect")
            token = (await c.tokens())[-1]
            assert c.on.went == [("connect", token.id)]

    @in_qt_loop
    async def test_limits_are_typed_chosen_and_kept(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.token("Other")
            await c.show()
            await c.begin("Mia")
            c.press("limits")
            c.on.type(c.line("balance"), "2.50")
            expiry = c.on.find(Combo, "token-expiry")
            expiry.choose("date")
            expiry.activated.emit(expiry.currentIndex())
            day = (datetime.now().astimezone() + timedelta(days=40)).date()
            c.on.type(c.line("expiry-day"), day.isoformat())
            subnets = c.on.find(TagInput, "token-subnets").focusProxy()
            assert subnets is not None
            QTest.keyClicks(subnets, "127.0.0.0/8")
            QTest.keyClick(subnets, Qt.Key.Key_Return)
            c.on.type(c.on.find(SearchField, "token-models-search"), MODEL)
            QTest.keyClick(c.on.find(QListView, "token-models-list"), Qt.Key.Key_Space)
            c.press("save")
            await until(lambda: c.on.has("token-key"))
            token = (await c.tokens())[-1]
            last = datetime.combine(day, time(23, 59, 59)).astimezone()
            assert not token.unlimited
            assert token.balance_nano == 2.5 * NANO
            assert token.expires_at == int(last.timestamp() * 1000)
            assert (token.models, token.subnets) == ((MODEL,), ("127.0.0.0/8",))

    @in_qt_loop
    async def test_the_first_invalid_field_gets_the_cursor_and_its_sentence(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.token("Other")
            await c.show()
            await c.begin(" ")
            c.press("save")
            assert "Give it a name: who or what will use it?" in c.on.words()
            assert c.on.frame.focusWidget() is c.line("name")
            c.on.type(c.line("name"), "Mia")
            c.press("limits")
            c.on.type(c.line("balance"), "a lot")
            c.press("limits")
            c.press("save")
            assert "An amount in dollars, like 5 or 2.50." in c.on.words()
            assert c.on.frame.focusWidget() is c.line("balance")
            assert len(await c.tokens()) == 1

    @in_qt_loop
    async def test_what_is_not_finished_survives_other_pages(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.token("Other")
            await c.show()
            await c.begin("Half a na")
            c.on.leave(c.page)
            c.on.come_back(c.page)
            assert c.line("name").isVisible()
            assert c.line("name").text() == "Half a na"


class TestEdit:
    @in_qt_loop
    async def test_a_click_opens_a_token_and_saving_changes_it(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            token = await c.token("Cursor", unlimited=False, balance_nano=NANO)
            await c.show()
            c.click("Cursor", TokenColumn.NAME)
            assert c.line("balance").text() == "1.00"
            c.on.type(c.line("balance"), "7,5")
            c.on.type(c.line("name"), "Laptop")
            c.press("save")
            await c.closed()
            after = await c.gateway.tokens.get(token.id)
            assert (after.name, after.balance_nano, after.hint) == (
                "Laptop",
                7_500_000_000,
                token.hint,
            )
            assert c.cells("Laptop")[TokenColumn.BALANCE] == "$7.50"

    @in_qt_loop
    async def test_emptying_a_limit_lifts_it(self, tmp_path: Path, qapp: QApplication) -> None:
        async with counter(tmp_path, qapp) as c:
            expires = c.gateway.now_ms() + 86_400_000 * 3
            token = await c.token("Cursor", unlimited=False, balance_nano=NANO, expires_at=expires)
            await c.show()
            c.menu("Cursor", "Edit")
            c.on.type(c.line("balance"), "")
            expiry = c.on.find(Combo, "token-expiry")
            expiry.choose("")
            expiry.activated.emit(0)
            c.press("save")
            await c.closed()
            after = await c.gateway.tokens.get(token.id)
            assert after.unlimited
            assert after.expires_at == 0

    @in_qt_loop
    async def test_cancel_changes_nothing(self, tmp_path: Path, qapp: QApplication) -> None:
        async with counter(tmp_path, qapp) as c:
            token = await c.token("Cursor")
            await c.show()
            c.click("Cursor", TokenColumn.NAME)
            c.on.type(c.line("name"), "Something else")
            c.press("cancel")
            await c.closed()
            assert await c.gateway.tokens.get(token.id) == token
            c.click("Cursor", TokenColumn.NAME)
            assert c.line("name").text() == "Cursor"

    @in_qt_loop
    async def test_deleting_from_the_sheet_closes_it(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.token("Cursor")
            await c.show()
            c.click("Cursor", TokenColumn.NAME)
            c.press("delete")
            await c.closed()
            assert await c.tokens() == []

    @in_qt_loop
    async def test_everything_speaks_chinese_and_keeps_its_columns_at_the_least_size(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.token("Cursor")
            await c.show()
            c.click("Cursor", TokenColumn.NAME)
            c.on.frame.resize(*theme().metrics.layout.window_minimum)
            c.on.shell.translators.use("zh_CN")
            try:
                english = ("Balance", "Expires", "New token", "Save", "Delete", "Limits")
                await until(lambda: not any(word in c.on.words() for word in english))
                assert "额度（美元）" in c.on.words()
                shown = [n for n in TokenColumn if not c.table.isColumnHidden(n)]
                assert {TokenColumn.NAME, TokenColumn.BALANCE, TokenColumn.ON} <= set(shown)
                width = sum(c.table.columnWidth(column) for column in shown)
                assert width <= c.table.viewport().width()
            finally:
                c.on.shell.translators.use("en")


async def rename_table(c: Counter, old: str, new: str) -> None:
    await c.gateway.database.write(
        lambda: execute(binding.current, f"ALTER TABLE {old} RENAME TO {new}")
    )
