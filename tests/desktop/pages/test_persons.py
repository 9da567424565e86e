"""Somebody is added, given tokens, changed, paused, removed and brought back, in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.models.people_table import PeopleColumn
from desktop.models.token_table import TokenColumn
from desktop.pages.people_sheet import LimitsSheet
from desktop.theme import ThemeManager
from desktop.widgets import roles
from desktop.widgets.buttons import Button
from desktop.widgets.combo import Combo
from desktop.widgets.table import DataTable
from gateway.domain.budget import Budget, Scope, Unit
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.domain.money import NANO
from gateway.domain.person import NOT_LIMITED, OWNER_ID
from gateway.services.people import PersonChanges, PersonDraft
from gateway.store import ledger_rows
from tests.desktop.pages.counter import counter
from tests.desktop.pages.household import MODEL, Household, household
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, until
from tests.desktop.themes import manager

__all__ = ["manager"]

PERSON = Scope.PERSON


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


def pick(on: Stage, name: str, text: str) -> None:
    """Chooses in a combo box, as a click does."""
    combo = on.find(Combo, name)
    assert combo.isVisible(), name
    index = combo.findText(text)
    assert index >= 0, text
    combo.setCurrentIndex(index)
    combo.activated.emit(combo.currentIndex())


async def begin(h: Household) -> LimitsSheet:
    h.on.click(h.on.find(Button, "person-new"))
    await until(lambda: h.on.frame.surface.sheet is not None)
    return h.on.find(LimitsSheet, "limits-sheet")


@in_qt_loop
async def test_one_person_two_tokens_one_budget(tmp_path: Path, qapp: QApplication) -> None:
    async with household(tmp_path, qapp) as h:
        await h.show()
        await begin(h)
        assert h.on.frame.focusWidget() is h.line("name")
        assert not h.on.has("limits-token")
        assert not h.on.has("limits-remove")
        h.press("save")
        assert "Give them a name." in h.on.words()
        h.on.type(h.line("name"), "Mum")
        pick(h.on, "limits-group", "kids")
        h.on.type(h.line("balance"), "lots")
        h.press("save")
        assert "An amount in dollars, like 5 or 2.50." in h.on.words()
        h.on.type(h.line("balance"), "7,50")
        h.on.click(h.on.find(Button, "limits-budget-add"))
        h.on.type(h.line("budget-amount-0"), "2")
        h.on.type(h.line("rpm"), "9")
        QTest.keyClick(h.line("rpm"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: h.on.toasts)
        assert h.on.toasts == ["Added Mum. What they need next is a token."]
        mum = await h.gateway.people.find("mum")
        assert mum is not None
        assert (mum.display_name, mum.group, mum.unlimited) == ("Mum", "kids", False)
        assert mum.balance_nano == 15 * NANO // 2
        (grant,) = await h.gateway.database.read(lambda: ledger_rows.page("person", mum.id))
        assert (grant.cause, grant.actor) == ("grant", "root")
        assert mum.limits == Limits(rpm=9)
        assert [(each.unit, each.limit) for each in mum.budgets] == [(Unit.MONEY, 2 * NANO)]
        assert h.cells(PERSON, "Mum")[:2] == ["Mum", "0"]
        token = h.on.find(Button, "limits-token")
        assert h.on.frame.focusWidget() is token, "what they need next"
        h.on.click(token)
        await h.closed()
        assert h.on.went == [("tokens", ("new", mum.id))]


@in_qt_loop
async def test_a_token_is_made_for_somebody_and_found_by_whose_it_is(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with counter(tmp_path, qapp) as c:
        await c.token("Cursor")
        await c.show()
        assert c.table.isColumnHidden(TokenColumn.PERSON)
        assert not c.on.has("tokens-of"), "nothing to choose while every token is the owner's"
        await c.begin("Terminal")
        assert not c.on.has("token-for")
        c.press("cancel")
        await c.closed()
        mum = await c.gateway.people.create(PersonDraft("Mum"))
        kid = await c.gateway.people.create(PersonDraft("Kid"))
        await until(lambda: len(c.page.model.people()) == 3)
        assert c.on.has("tokens-of")
        assert not c.table.isColumnHidden(TokenColumn.PERSON)
        c.page.open(("new", mum.id))
        await until(lambda: c.on.has("token-for"))
        assert c.on.find(Combo, "token-for").currentText() == "Mum"
        c.on.type(c.line("name"), "Tablet")
        pick(c.on, "token-for", "Kid")
        c.page.open(("new", mum.id))
        assert c.on.find(Combo, "token-for").currentText() == "Mum", "it goes on being made"
        assert c.line("name").text() == "Tablet"
        c.press("save")
        await until(lambda: c.on.has("token-key"))
        assert "This is the key for an app of Mum. Hand it over now" in c.on.words()
        made = next(token for token in await c.tokens() if token.name == "Tablet")
        assert made.person_id == mum.id
        c.press("save")
        await c.closed()
        assert c.cells("Tablet")[TokenColumn.PERSON] == "Mum"
        pick(c.on, "tokens-of", "Mum")
        assert c.names() == ["Tablet"]
        pick(c.on, "tokens-of", "root")
        assert c.names() == ["Cursor"]
        c.page.open(("of", kid.id))
        assert c.names() == []
        c.page.start_new()
        assert c.on.find(Combo, "token-for").currentText() == "Kid", "whose are shown"
        removed = await c.gateway.people.remove(kid.id)
        await until(lambda: c.names() == ["Tablet", "Cursor"])
        assert c.on.find(Combo, "token-for").currentText() == "root"
        await c.gateway.people.restore(removed)
        await until(lambda: c.on.find(Combo, "token-for").count() == 3)


@in_qt_loop
async def test_tokens_are_searched_and_sorted_by_person(tmp_path: Path, qapp: QApplication) -> None:
    async with counter(tmp_path, qapp) as c:
        mum = await c.gateway.people.create(PersonDraft("Mum"))
        await c.token("Zed")
        await c.token("Alpha", person_id=mum.id)
        await c.show()
        table = c.on.find(DataTable, "tokens-table")
        table.sort_requested.emit(TokenColumn.PERSON, Qt.SortOrder.AscendingOrder)
        assert c.names() == ["Alpha", "Zed"]
        table.sort_requested.emit(TokenColumn.PERSON, Qt.SortOrder.DescendingOrder)
        assert c.names() == ["Zed", "Alpha"]
        c.page.model.set_search("mum")
        assert c.names() == ["Alpha"]
        await c.gateway.people.set_enabled(mum.id, False)
        first = table.model().index(0, TokenColumn.NAME)
        await until(lambda: first.data(roles.SecondRole) == "person paused")


@in_qt_loop
async def test_names_group_and_balance_are_changed_in_one_step(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with household(tmp_path, qapp) as h:
        _, key = await h.on.house.token(name="phone", person_id=h.mei.id)
        await h.show()
        await h.open(PERSON, "Mei")
        assert h.on.find(Combo, "limits-group").currentText() == "kids"
        h.on.type(h.line("name"), "Grandma Mei")
        h.on.type(h.line("balance"), "1")
        h.press("save")
        await h.closed()
        assert h.on.toasts == ["Saved"]
        mei = await h.gateway.people.get(h.mei.id)
        assert (mei.display_name, mei.username) == ("Grandma Mei", "mei")
        assert (mei.unlimited, mei.balance_nano, mei.group) == (False, NANO, "kids")
        assert h.cells(PERSON, "Grandma Mei")[2:5] == ["Balance", "$0", "$1.00"]
        await h.open(PERSON, "Grandma Mei")
        assert h.line("balance").text() == "1.00"
        pick(h.on, "limits-group", "default")
        h.on.type(h.line("balance"), "")
        h.on.type(h.line("rpm"), "3")
        h.press("save")
        await h.closed()
        assert h.on.toasts[1:] == ["Limits of Grandma Mei saved"]
        mei = await h.gateway.people.get(h.mei.id)
        assert (mei.unlimited, mei.group, mei.limits) == (True, "default", Limits(rpm=3))
        await h.undo()
        await until(lambda: h.limits() == NOT_LIMITED)
        assert (await h.on.house.chat(MODEL, key=key))[0] == 200
        await h.gateway.people.update(h.mei.id, PersonChanges(unlimited=False, balance_nano=0))
        await until(lambda: h.cells(PERSON, "Grandma Mei")[4] == "$0")
        name = PeopleColumn.NAME
        assert h.cell(PERSON, "Grandma Mei", name, roles.SecondRole) == "used up"
        budget = Budget(Period.DAY, Unit.MONEY, NANO)
        await h.gateway.limits.set_person(h.mei.id, budgets=(budget,))
        await until(lambda: h.cells(PERSON, "Grandma Mei")[2] == "$1.00 a day")
        tip = h.cell(PERSON, "Grandma Mei", PeopleColumn.BUDGET, int(Qt.ItemDataRole.ToolTipRole))
        assert str(tip).endswith("Balance: $0 left, $0.000003 used")


@in_qt_loop
async def test_whoever_is_paused_is_refused_and_whoever_is_removed_comes_back(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with household(tmp_path, qapp) as h:
        _, key = await h.on.house.token(name="phone", person_id=h.mei.id)
        await h.gateway.limits.set_person(h.mei.id, limits=Limits(rpm=30))
        before = h.limits()

        async def status() -> int:
            return (await h.on.house.chat(MODEL, key=key))[0]

        await h.show()
        h.click(PERSON, "Mei", PeopleColumn.MENU)
        h.on.choose("Pause")
        off = roles.OffRole
        await until(lambda: h.cell(PERSON, "Mei", PeopleColumn.NAME, off))
        assert h.cell(PERSON, "Mei", PeopleColumn.NAME, roles.SecondRole) == "paused"
        assert await status() == 401
        h.click(PERSON, "Mei", PeopleColumn.MENU)
        h.on.choose("Resume")
        await until(lambda: not h.cell(PERSON, "Mei", PeopleColumn.NAME, off))
        assert await status() == 200
        await h.open(PERSON, "Mei")
        h.press("remove")
        await h.closed()
        await until(lambda: h.on.toasts)
        assert h.on.toasts == ["Removed Mei. Their tokens stopped working."]
        assert h.page.tables[PERSON].model().rowCount() == 1
        assert await status() == 401
        await h.undo()
        await until(lambda: h.page.tables[PERSON].model().rowCount() == 2)
        assert h.limits() == before
        assert await status() == 200
        await until(lambda: h.cells(PERSON, "Mei")[1] == "1")
        h.click(PERSON, "Mei", PeopleColumn.MENU)
        h.on.choose("Remove")
        await until(lambda: len(h.on.toasts) == 2)
        await h.gateway.people.create(PersonDraft("Mei"))
        await h.undo()
        await until(lambda: h.on.errors)
        assert h.on.toasts[2:] == ["Somebody else has this name by now."]


@in_qt_loop
async def test_who_is_begun_is_kept_until_it_is_thrown_away(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with household(tmp_path, qapp) as h:
        await h.show()
        sheet = await begin(h)
        h.on.type(h.line("name"), "Mum")
        h.on.leave(h.page)
        await h.closed()
        h.on.come_back(h.page)
        await h.gateway.limits.set_person(h.mei.id, limits=Limits(rpm=5))
        await until(lambda: h.cells(PERSON, "Mei")[5] == "5/min")
        assert h.line("name").text() == "Mum", "what others do is not in its way"
        h.page.open("new")
        assert h.line("name").text() == "Mum"
        h.click(PERSON, "root")
        assert sheet.asking
        h.on.click(h.on.find(Button, "discard-now"))
        assert sheet.row is not None
        assert sheet.row.key == OWNER_ID
        assert not h.on.has("limits-remove"), "the owner stays"
        assert not h.on.has("limits-balance"), "the owner pays anyway"
        assert len(await h.gateway.people.list()) == 2


@in_qt_loop
async def test_who_cannot_be_kept_is_said_before_anything_is(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with household(tmp_path, qapp) as h:
        await h.show()
        await h.open(PERSON, "Mei")
        h.on.type(h.line("name"), "x" * 129)
        h.press("save")
        assert "The name is too long." in h.on.words()
        assert h.on.frame.focusWidget() is h.line("name")
        h.on.type(h.line("name"), "Mei Mei")
        h.on.type(h.line("balance"), "1.2.3")
        h.press("save")
        assert h.on.frame.focusWidget() is h.line("balance")
        assert (await h.gateway.people.get(h.mei.id)).display_name == "Mei"
        assert h.limits() == NOT_LIMITED
