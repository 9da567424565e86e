"""People and groups: what limits all their tokens together is seen, changed and changed back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.models.people_table import PeopleColumn
from desktop.pages.people import PeoplePage
from desktop.pages.people_sheet import LimitsSheet
from desktop.pages.tokens import TokensPage
from desktop.pages.tokens_tabs import FROM_TABS
from desktop.theme import ThemeManager
from desktop.widgets import roles
from desktop.widgets.buttons import Button
from desktop.widgets.switch import Switch
from gateway.domain.budget import Budget, Scope, Unit
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.domain.money import NANO
from gateway.domain.person import NOT_LIMITED, OWNER_ID, GroupLimits
from gateway.errors import StoreUnavailable
from gateway.services.logs import LogFilter
from tests.desktop.pages.household import MODEL, household
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import stage, until
from tests.desktop.themes import manager
from tests.upstreams import Reply, Usage

__all__ = ["manager"]

DAY = Budget(Period.DAY, Unit.MONEY, 2 * NANO, carry=True)


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


@in_qt_loop
async def test_alone_and_without_limits_the_page_says_where_others_come_from(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with stage(tmp_path, qapp) as on:
        on.shell.translators.use("en")
        page = PeoplePage(on.shell)
        on.show("people", page)
        await until(lambda: page.model.loaded)
        assert "Only you so far" in on.words()
        assert "Everything is in this group so far." in on.words()
        for scope, name in ((Scope.PERSON, "root"), (Scope.GROUP, "default")):
            model = page.tables[scope].model()
            assert model.rowCount() == 1
            row = [str(model.index(0, column).data()) for column in PeopleColumn]
            assert row == [name, "1", "None", "", "Unlimited", "No limit", ""]


@in_qt_loop
async def test_budgets_and_rates_of_a_person_are_saved_in_force_and_undone(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with household(tmp_path, qapp) as h:
        await h.gateway.limits.set_person(h.mei.id, budgets=(DAY,))
        before = h.limits()
        _, key = await h.on.house.token(name="phone", person_id=h.mei.id)
        await h.on.house.price(**{MODEL: {"input": 1, "output": 1}})
        await h.show()
        assert h.cells(Scope.PERSON, "Mei")[1:5] == ["1", "$2.00 a day", "$0", "$2.00"]
        await h.open(Scope.PERSON, "Mei")
        assert not h.on.find(Button, "limits-save").isEnabled()
        assert h.on.find(Switch, "limits-budget-carry-0").isChecked()
        h.on.type(h.line("budget-amount-0"), "0,50")
        h.on.type(h.line("rpm"), "1")
        h.on.type(h.line("concurrency"), "many")
        h.press("save")
        assert "A whole number, or nothing for no limit." in h.on.words()
        assert h.on.frame.focusWidget() is h.line("concurrency")
        assert h.limits() == before, "nothing is saved in part"
        h.on.type(h.line("concurrency"), "1")
        h.press("save")
        await h.closed()
        budget = Budget(Period.DAY, Unit.MONEY, NANO // 2, carry=True)
        assert h.limits() == GroupLimits(Limits(rpm=1, concurrency=1), (budget,))
        await h.gateway.settings_service.set("queue_s", 0)
        h.up.openai.always(Reply(text="x", usage=Usage(200_000, 200_000)))
        assert (await h.on.house.chat(MODEL, key=key))[0] == 200
        await h.on.house.settled()
        assert (await h.on.house.chat(MODEL, key=key))[0] == 429
        h.page.reload()
        await until(lambda: h.cells(Scope.PERSON, "Mei")[3] == "$0.40")
        assert h.cells(Scope.PERSON, "Mei")[5] == "1/min, 1 at once"
        assert h.cells(Scope.GROUP, "kids")[1] == "1"
        await h.open(Scope.PERSON, "Mei")
        assert "of $0.50 left until" in h.on.words()
        assert "1 used" in h.on.words()
        assert "0 running" in h.on.words()
        h.press("cancel")
        assert "Limits of Mei saved" in h.on.toasts
        await h.undo()
        await until(lambda: h.limits() == before)
        (again,) = h.limits().budgets
        assert again.since == before.budgets[0].since, "what was left over still carries over"


@in_qt_loop
async def test_a_groups_limits_hold_for_all_in_it(tmp_path: Path, qapp: QApplication) -> None:
    async with household(tmp_path, qapp) as h:
        keys = [(await h.on.house.token(name=n, group="kids"))[1] for n in ("one", "two")]
        await h.show()
        assert h.cells(Scope.GROUP, "kids")[:2] == ["kids", "2"]
        await h.open(Scope.GROUP, "kids")
        h.press("budget-add")
        h.press("save")
        assert "Each budget needs an amount, like 5 or 2.50." in h.on.words()
        assert h.on.frame.focusWidget() is h.line("budget-amount-0")
        h.on.click(h.on.find(QWidget, "limits-budget-remove-0"))
        h.on.type(h.line("rpm"), "1")
        QTest.keyClick(h.line("rpm"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        await h.closed()
        assert h.gateway.limits.group("kids").limits == Limits(rpm=1)
        await h.on.gateway.settings_service.set("queue_s", 0)
        assert (await h.on.house.chat(MODEL, key=keys[0]))[0] == 200
        assert (await h.on.house.chat(MODEL, key=keys[1]))[0] == 429
        await h.undo()
        await until(lambda: h.gateway.limits.group("kids") == NOT_LIMITED)
        assert (await h.on.house.chat(MODEL, key=keys[1]))[0] == 200


@in_qt_loop
async def test_what_is_used_up_is_said(tmp_path: Path, qapp: QApplication) -> None:
    async with household(tmp_path, qapp) as h:
        once = Budget(Period.TOTAL, Unit.REQUESTS, 1)
        await h.gateway.limits.set_person(h.mei.id, budgets=(once, DAY))
        _, key = await h.on.house.token(name="phone", person_id=h.mei.id)
        await h.on.house.price(**{MODEL: {"input": 0, "output": 0}})
        await h.show()
        assert (await h.on.house.chat(MODEL, key=key))[0] == 200
        await h.on.house.settled()
        h.page.reload()
        await until(lambda: h.cells(Scope.PERSON, "Mei")[4] == "0")
        assert h.cells(Scope.PERSON, "Mei")[2:4] == ["1 request in all", "1"]
        person = Scope.PERSON
        assert h.cell(person, "Mei", PeopleColumn.NAME, roles.SecondRole) == "over budget"
        assert h.cell(person, "Mei", PeopleColumn.BUDGET, roles.SecondRole) == "+1"
        assert h.cell(person, "Mei", PeopleColumn.LEFT, roles.ToneRole) == "error"
        tip = str(h.cell(person, "Mei", PeopleColumn.LEFT, int(Qt.ItemDataRole.ToolTipRole)))
        assert "$2.00 a day: $2.00 of $2.00 left until" in tip


@in_qt_loop
async def test_what_is_unsaved_survives_another_page_and_is_asked_about(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with household(tmp_path, qapp) as h:
        await h.show()
        sheet = await h.open(Scope.PERSON, "Mei")
        h.on.type(h.line("rpm"), "30")
        h.on.leave(h.page)
        await h.closed()
        h.on.come_back(h.page)
        assert h.on.frame.surface.sheet is sheet
        assert h.line("rpm").text() == "30"
        # What somebody else changes meanwhile comes into the fields that nobody touched.
        await h.gateway.limits.set_person(h.mei.id, limits=Limits(rpm=5, tpm=700))
        await until(lambda: h.line("tpm").text() == "700")
        assert h.line("rpm").text() == "30"
        h.click(Scope.GROUP, "kids")
        assert sheet.asking
        h.on.click(h.on.find(Button, "discard-keep"))
        assert h.line("rpm").text() == "30"
        h.page.open((Scope.GROUP, "kids"))
        h.on.click(h.on.find(Button, "discard-now"))
        assert sheet.row is not None
        assert sheet.row.key == "kids"
        assert h.line("rpm").text() == ""
        assert h.limits().limits == Limits(rpm=5, tpm=700)


@in_qt_loop
async def test_the_keyboard_alone_does(tmp_path: Path, qapp: QApplication) -> None:
    async with household(tmp_path, qapp) as h:
        await h.gateway.limits.set_person(h.mei.id, limits=Limits(rpm=9), budgets=(DAY,))
        await h.gateway.limits.set_person(OWNER_ID, limits=Limits(rpm=9))
        before = h.limits()
        await h.show()
        people, groups = h.page.tables[Scope.PERSON], h.page.tables[Scope.GROUP]
        h.page.open(FROM_TABS)
        assert h.on.frame.focusWidget() is h.page.tabs
        QTest.keyClick(h.page.tabs, Qt.Key.Key_Left)
        assert h.on.went == [("tokens", FROM_TABS)]
        assert h.page.tabs.current == 1, "it shows the page it stands on"
        h.page.tabs.setFocus()
        QTest.keyClick(h.page.tabs, Qt.Key.Key_Tab)
        assert h.on.frame.focusWidget() is people
        QTest.keyClick(people, Qt.Key.Key_Down)
        QTest.keyClick(people, Qt.Key.Key_Delete)
        await until(lambda: h.on.toasts)
        assert h.on.toasts == ["Removed Mei. Their tokens stopped working."]
        assert people.model().rowCount() == 1
        await h.undo()
        await until(lambda: people.model().rowCount() == 2)
        assert h.limits() == before
        people.select_row(0)
        QTest.keyClick(people, Qt.Key.Key_Delete)
        await until(lambda: len(h.on.toasts) > 1)
        assert h.on.toasts[1:] == ["Nothing limits root any more"], "the owner stays"
        assert h.gateway.limits.person(OWNER_ID) == NOT_LIMITED
        QTest.keyClick(people, Qt.Key.Key_Tab)
        assert h.on.frame.focusWidget() is groups
        assert not people.selectionModel().hasSelection(), "keys work in one table"
        QTest.keyClick(groups, Qt.Key.Key_Return)
        await until(lambda: h.on.frame.surface.sheet is not None)
        assert h.on.frame.focusWidget().objectName() == "limits-budget-add"
        QTest.keyClick(h.on.frame.focusWidget(), Qt.Key.Key_Escape)
        await h.closed()
        assert h.on.frame.focusWidget() is groups


@in_qt_loop
async def test_the_menu_of_a_row(tmp_path: Path, qapp: QApplication) -> None:
    async with household(tmp_path, qapp) as h:
        await h.gateway.limits.set_group("kids", budgets=(DAY,))
        await h.show()
        h.click(Scope.PERSON, "Mei", PeopleColumn.MENU)
        offered = ["Edit", "Pause", "New token for them", "Show their tokens"]
        assert h.on.offered() == [*offered, "Show their requests", "Remove"]
        for entry in ("Show their requests", "Show their tokens", "New token for them"):
            h.on.choose(entry)
            h.click(Scope.PERSON, "Mei", PeopleColumn.MENU)
        h.on.choose("Edit")
        assert h.on.went == [
            ("logs", LogFilter(person_id=h.mei.id)),
            ("tokens", ("of", h.mei.id)),
            ("tokens", ("new", h.mei.id)),
        ]
        await until(lambda: h.on.frame.surface.sheet is not None)
        h.press("cancel")
        await h.closed()
        h.click(Scope.PERSON, "root", PeopleColumn.MENU)
        assert "Pause" not in h.on.offered()
        assert "Remove" not in h.on.offered(), "the owner stays"
        h.on.choose("Show their requests")
        h.click(Scope.GROUP, "kids", PeopleColumn.MENU)
        assert h.on.offered() == ["Edit limits", "Remove all limits"]
        h.on.choose("Remove all limits")
        await until(lambda: h.gateway.limits.group("kids") == NOT_LIMITED)


@in_qt_loop
async def test_a_tokens_person_leads_here(tmp_path: Path, qapp: QApplication) -> None:
    async with household(tmp_path, qapp) as h:
        token, _ = await h.on.house.token(name="phone", person_id=h.mei.id)
        tokens = TokensPage(h.on.shell)
        h.on.show("tokens", tokens)
        tokens.open(token.id)  # before anything is read
        await until(lambda: h.on.has("token-person"))
        link = h.on.find(Button, "token-person")
        assert (link.text(), link.accessibleName()) == ("Mei", "Belongs to Mei")
        h.on.click(link)
        assert h.on.went == [("people", (Scope.PERSON, h.mei.id))]
        h.page.open((Scope.PERSON, h.mei.id))  # as the window does, before anything is read
        await h.show()
        sheet = h.on.find(LimitsSheet, "limits-sheet")
        assert sheet.row is not None
        assert sheet.row.name == "Mei"
        tokens.open("new")
        await until(lambda: h.on.has("token-name"))
        assert not h.on.has("token-person"), "a new one is the owner's"


@in_qt_loop
async def test_limits_that_cannot_be_stored_stay_in_the_sheet(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with household(tmp_path, qapp) as h:
        await h.show()
        await h.open(Scope.PERSON, "root")
        h.on.type(h.line("rpm"), "7")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(h.gateway.database, "write", _refuse)
            h.press("save")
            await until(lambda: h.on.errors)
        assert h.line("rpm").text() == "7"
        assert h.on.frame.surface.sheet is not None
        assert h.gateway.limits.person(OWNER_ID) == NOT_LIMITED


async def _refuse(_work: object) -> None:
    raise StoreUnavailable("the disk is full")
