"""The page of people and groups on its stage, with Mei in the group of the kids."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.models.people_table import PeopleColumn
from desktop.pages.people import PeoplePage
from desktop.pages.people_sheet import LimitsSheet
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import LineEdit
from gateway.domain.budget import Scope
from gateway.domain.person import GroupLimits, Person
from gateway.services.people import PersonDraft
from tests.desktop.pages.stage import Stage, stage, until
from tests.upstreams import Upstreams

MODEL = "gpt-4o-mini"


class Household:
    """The page on its stage, with Mei in the group of the kids beside the owner."""

    def __init__(self, on: Stage, up: Upstreams, mei: Person) -> None:
        self.on, self.gateway, self.up, self.mei = on, on.gateway, up, mei
        self.page = PeoplePage(on.shell)

    async def show(self) -> None:
        self.on.show("people", self.page)
        self.on.frame.activateWindow()
        await until(self.on.frame.isActiveWindow, "keys arrive")
        await until(lambda: self.page.model.loaded)

    def cells(self, scope: Scope, name: str) -> list[str]:
        model = self.page.tables[scope].model()
        rows = range(model.rowCount())
        row = next(r for r in rows if model.index(r, 0).data() == name)
        return [str(model.index(row, column).data()) for column in PeopleColumn]

    def cell(self, scope: Scope, name: str, column: PeopleColumn, role: int) -> object:
        model = self.page.tables[scope].model()
        rows = range(model.rowCount())
        row = next(r for r in rows if model.index(r, 0).data() == name)
        return model.index(row, column).data(role)

    def click(self, scope: Scope, name: str, column: PeopleColumn = PeopleColumn.NAME) -> None:
        table = self.page.tables[scope]
        row = next(r for r in range(9) if table.model().index(r, 0).data() == name)
        at = table.visualRect(table.model().index(row, column)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    async def open(self, scope: Scope, name: str) -> LimitsSheet:
        self.click(scope, name)
        await until(lambda: self.on.frame.surface.sheet is not None)
        return self.on.find(LimitsSheet, "limits-sheet")

    def line(self, name: str) -> LineEdit:
        return self.on.find(LineEdit, f"limits-{name}")

    def press(self, name: str) -> None:
        self.on.click(self.on.find(Button, f"limits-{name}"))

    async def closed(self) -> None:
        await until(lambda: self.on.frame.surface.sheet is None)

    async def undo(self) -> None:
        assert self.on.toast_shown is not None
        self.on.toast_shown.action.emit()

    def limits(self) -> GroupLimits:
        return self.gateway.limits.person(self.mei.id)


@asynccontextmanager
async def household(folder: Path, app: QApplication) -> AsyncIterator[Household]:
    async with Upstreams() as up, stage(folder, app) as on:
        on.shell.translators.use("en")
        await on.house.channel(up.openai, MODEL, name="Mock", groups=("default", "kids"))
        mei = await on.gateway.people.create(PersonDraft("Mei", group="kids"))
        yield Household(on, up, mei)
