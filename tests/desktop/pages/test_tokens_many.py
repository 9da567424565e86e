"""Many tokens: sorted, searched, told apart by what they can still do; limits from the sheet."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.models.token_table import TokenColumn
from desktop.pages.tokens_created import KeyBox
from desktop.theme import ThemeManager
from desktop.widgets import roles
from desktop.widgets.buttons import IconButton
from desktop.widgets.chips import TagInput
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import SearchField
from gateway.domain.money import NANO
from gateway.domain.person import Person
from gateway.services.logs import LogFilter
from gateway.services.tokens import TokenDraft
from gateway.store import people as people_rows
from gateway.store.journal import RequestRow, Settlement
from tests.desktop.pages.counter import MODEL, Counter, counter
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager

__all__ = ["manager"]

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


def click_title(c: Counter, column: TokenColumn) -> None:
    header = c.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


async def household(c: Counter) -> None:
    now = c.gateway.now_ms()
    await c.token("alpha", unlimited=False, balance_nano=3 * NANO, models=(MODEL,))
    await c.token("Beta", expires_at=now + 86_400_000)
    await c.token("gamma", unlimited=False, balance_nano=9 * NANO, expires_at=now + 1)
    await c.token("Delta", unlimited=False)


class TestOrder:
    @in_qt_loop
    async def test_a_click_on_a_title_sorts_and_another_turns_it_round(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await household(c)
            await c.show()
            assert c.names() == ["Delta", "gamma", "Beta", "alpha"]
            click_title(c, TokenColumn.BALANCE)
            assert c.names() == ["Beta", "gamma", "alpha", "Delta"]
            click_title(c, TokenColumn.BALANCE)
            assert c.names() == ["Delta", "alpha", "gamma", "Beta"]
            click_title(c, TokenColumn.NAME)
            click_title(c, TokenColumn.NAME)
            assert c.names() == ["alpha", "Beta", "Delta", "gamma"]
            click_title(c, TokenColumn.EXPIRES)
            click_title(c, TokenColumn.EXPIRES)
            assert c.names()[:2] == ["gamma", "Beta"]
            click_title(c, TokenColumn.MENU)
            assert c.names()[:2] == ["gamma", "Beta"]

    @in_qt_loop
    async def test_the_order_is_a_menu_too_and_the_current_row_goes_along(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await household(c)
            await c.show()
            c.table.select_row(c.names().index("alpha"))
            order = c.on.find(IconButton, "tokens-order")
            order.setFocus()
            QTest.keyClick(order, Qt.Key.Key_Space)
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            assert [a.text() for a in menu.actions() if a.isChecked()] == ["Newest first"]
            c.on.choose("Name")
            assert c.names() == ["alpha", "Beta", "Delta", "gamma"]
            assert c.table.currentIndex().row() == 0
            QTest.keyClick(order, Qt.Key.Key_Space)
            c.on.choose("Name")
            assert c.names() == ["gamma", "Delta", "Beta", "alpha"]
            assert c.table.currentIndex().row() == 3
            QTest.keyClick(order, Qt.Key.Key_Space)
            c.on.choose("Newest first")
            assert c.names() == ["Delta", "gamma", "Beta", "alpha"]

    @in_qt_loop
    async def test_search_finds_names_keys_models_and_states(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await household(c)
            token = await c.token("omega", enabled=False)
            await c.show()
            c.on.frame.activateWindow()
            await until(c.on.frame.isActiveWindow)
            QTest.keyClick(c.table, Qt.Key.Key_F, CONTROL)
            field = c.on.find(SearchField, "tokens-search")
            assert field.hasFocus()
            for text, names in (
                ("BET", ["Beta"]),
                (token.hint, ["omega"]),
                (MODEL, ["alpha"]),
                ("expired", ["gamma"]),
                ("used up", ["Delta"]),
                ("off", ["omega"]),
            ):
                c.on.type(field, text)
                assert c.names() == names, text
            assert "1 of 5" in c.on.words()
            c.on.type(field, "nobody")
            assert c.names() == []
            assert c.table.isVisible()
            QTest.keyClick(field, Qt.Key.Key_Escape)
            assert len(c.names()) == 5

    @in_qt_loop
    async def test_five_hundred_scroll_and_sort_like_five(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            for number in range(500):
                await c.token(f"Token {number:03}", unlimited=False, balance_nano=number)
            await c.show()
            await until(lambda: len(c.names()) == 500)
            assert "500" in c.on.words()
            click_title(c, TokenColumn.BALANCE)
            assert c.names()[0] == "Token 499"
            c.table.select_row(499)
            await until(lambda: c.table.verticalScrollBar().value() > 0)
            bottom = c.table.visualRect(c.table.model().index(499, 0)).bottom()
            assert bottom <= c.table.viewport().height()
            assert c.page.height() > c.table.height()


class TestState:
    @in_qt_loop
    async def test_what_is_used_up_or_expired_says_so_beside_its_name(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await household(c)
            await c.show()
            model = c.table.model()

            def cell(name: str, column: TokenColumn, role: int) -> object:
                return model.index(c.names().index(name), column).data(role)

            assert cell("gamma", TokenColumn.NAME, roles.SecondRole) == "expired"
            assert cell("Delta", TokenColumn.NAME, roles.SecondRole) == "used up"
            assert cell("Beta", TokenColumn.NAME, roles.SecondRole) is None
            assert cell("Delta", TokenColumn.BALANCE, roles.ToneRole) == "error"
            assert cell("Delta", TokenColumn.BALANCE, roles.FractionRole) == 0.0
            assert cell("alpha", TokenColumn.BALANCE, roles.FractionRole) == 1.0
            assert cell("Beta", TokenColumn.BALANCE, roles.FractionRole) is None

    @in_qt_loop
    async def test_an_address_that_is_new_to_a_token_gets_a_dot(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            token, first = await c.token("Phone"), await c.token("Laptop")
            now = c.gateway.now_ms()
            for at, used, address in (
                (now - 7_200_000, token, "192.168.1.20"),
                (now - 3_600_000, first, "192.168.1.31"),
                (now - 600_000, token, "192.168.1.77"),
            ):
                await c.gateway.database.submit(settlement(at, used.id, used.name, address))
            await c.show()
            await until(lambda: "192.168.1.77" in c.cells("Phone")[TokenColumn.LAST_USED])
            model = c.table.model()
            phone, laptop = (
                model.index(c.names().index(name), TokenColumn.LAST_USED)
                for name in ("Phone", "Laptop")
            )
            assert phone.data(roles.StatusRole) == "info"
            assert "New address: first used from there today" in phone.data(
                Qt.ItemDataRole.ToolTipRole
            )
            assert "10 min ago" in str(phone.data())
            # The first address of all is not new.
            assert laptop.data(roles.StatusRole) is None


def settlement(at: int, token_id: int, name: str, address: str) -> Settlement:
    row = RequestRow(
        request_id=f"req-{at}",
        at=at,
        finished_at=at,
        token_id=token_id,
        token_name=name,
        person_id=1,
        requested_model=MODEL,
        status="done",
        client="Cursor",
        address=address,
    )
    return Settlement(row, [], [])


class TestActs:
    @in_qt_loop
    async def test_by_keyboard_alone_copied_paused_edited_deleted_and_undone(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            created = await c.gateway.tokens.create(TokenDraft("Cursor"))
            await c.show()
            c.on.frame.activateWindow()
            await until(c.on.frame.isActiveWindow)
            c.table.setFocus(Qt.FocusReason.TabFocusReason)
            assert c.table.currentIndex().row() == 0
            QTest.keyClick(c.table, Qt.Key.Key_C, CONTROL)
            await until(lambda: c.on.toasts)
            assert QGuiApplication.clipboard().text() == created.key
            QTest.keyClick(c.table, Qt.Key.Key_Space)
            await until(lambda: not c.page.model.busy)
            assert c.is_off("Cursor")
            QTest.keyClick(c.table, Qt.Key.Key_Return)
            await until(lambda: c.on.frame.surface.sheet is not None)
            QTest.keyClick(c.line("name"), Qt.Key.Key_Escape)
            await c.closed()
            QTest.keyClick(c.table, Qt.Key.Key_Delete)
            await until(lambda: not c.page.model.count)
            await until(lambda: "Deleted Cursor. Its key stopped working." in c.on.toasts)
            c.on.toast_shown.action.emit()  # type: ignore[union-attr]
            await until(lambda: c.names() == ["Cursor"])

    @in_qt_loop
    async def test_a_duplicate_has_the_limits_and_a_key_of_its_own(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.token("Cursor", rpm=5, models=(MODEL,), subnets=("127.0.0.0/8",))
            await c.show()
            c.menu("Cursor", "Duplicate")
            await until(lambda: c.names() == ["Cursor 2", "Cursor"])
            await until(lambda: c.on.has("token-key"))
            assert c.on.find(KeyBox, "token-key").shown
            made = {token.name: token for token in await c.tokens()}
            copy = made["Cursor 2"]
            assert (copy.rpm, copy.models, copy.subnets) == (5, (MODEL,), ("127.0.0.0/8",))
            keys = [await c.gateway.tokens.reveal(token.id) for token in made.values()]
            assert len(set(keys)) == 2
            c.press("save")
            await c.closed()
            c.menu("Cursor 2", "Show its requests")
            assert c.on.went == [("logs", LogFilter(token_id=copy.id))]

    @in_qt_loop
    async def test_the_keys_of_others_are_not_copied_here(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            mia = Person(0, "mia", "Mia", created_at=c.gateway.now_ms())
            person = await c.gateway.database.write(partial(people_rows.insert, mia))
            await c.gateway.state.reload_tokens()
            await c.token("Hers", person_id=person.id)
            await c.show()
            c.click("Hers", TokenColumn.MENU)
            assert c.on.offered() == ["Edit", "Pause", "Duplicate", "Show its requests", "Delete"]
            QApplication.activePopupWidget().close()
            c.table.select_row(0)
            QTest.keyClick(c.table, Qt.Key.Key_C, CONTROL)
            assert c.on.toasts == []


class TestLimits:
    @in_qt_loop
    async def test_rates_and_group_are_saved_and_in_force(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            created = await c.gateway.tokens.create(TokenDraft("Cursor"))
            await c.show()
            c.menu("Cursor", "Edit")
            await until(lambda: c.on.frame.surface.sheet is not None)
            c.press("limits")
            c.on.type(c.line("rpm"), "2")
            c.on.type(c.line("tpm"), "lots")
            c.press("save")
            assert "A whole number, or nothing for no limit." in c.on.words()
            assert c.on.frame.focusWidget() is c.line("tpm")
            c.on.type(c.line("tpm"), "40,000")
            c.on.type(c.line("concurrency"), "3")
            c.press("save")
            await c.closed()
            (token,) = await c.tokens()
            assert (token.rpm, token.tpm, token.concurrency) == (2, 40_000, 3)
            statuses = [(await c.on.house.chat(MODEL, key=created.key))[0] for _ in range(3)]
            assert statuses == [200, 200, 429]
            c.menu("Cursor", "Edit")
            await until(lambda: c.on.frame.surface.sheet is not None)
            assert c.line("tpm").text() == "40000"
            group = c.on.find(Combo, "token-group")
            assert group.currentText() == "As its person"
            group.choose("default")
            group.activated.emit(group.currentIndex())
            c.on.type(c.line("rpm"), "0")
            c.press("save")
            await c.closed()
            (token,) = await c.tokens()
            assert (token.rpm, token.group) == (0, "default")

    @in_qt_loop
    async def test_addresses_are_checked_while_they_are_typed(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with counter(tmp_path, qapp) as c:
            await c.token("Other")
            await c.show()
            await c.begin("Phone")
            c.press("limits")
            subnets = c.on.find(TagInput, "token-subnets")
            field = c.sheet.limits.fields["subnets"]
            line = subnets.focusProxy()
            QTest.keyClicks(line, "192.168.1.")
            assert field.error == ""
            QTest.keyClicks(line, "300")
            assert field.error.startswith("192.168.1.300 is no address.")
            for _ in range(3):
                QTest.keyClick(line, Qt.Key.Key_Backspace)
            assert field.error == ""
            QTest.keyClicks(line, "0/24,")
            assert subnets.tags == ["192.168.1.0/24"]
            assert field.error == ""
            QTest.keyClicks(line, "home,")
            assert field.error.startswith("home is no address.")
            c.press("save")
            assert c.on.frame.surface.sheet is not None
            QTest.keyClick(line, Qt.Key.Key_Backspace)
            assert field.error == ""
            c.press("save")
            await until(lambda: c.on.has("token-key"))
            token = next(each for each in await c.tokens() if each.name == "Phone")
            assert token.subnets == ("192.168.1.0/24",)
