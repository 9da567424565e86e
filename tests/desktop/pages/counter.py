"""The Tokens page on its stage, with a channel behind it and no token but those of the test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.models.token_table import TokenColumn
from desktop.pages.tokens import TokensPage
from desktop.pages.tokens_sheet import TokenSheet
from desktop.widgets import roles
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import LineEdit
from desktop.widgets.table import DataTable
from gateway.domain.token import Token
from gateway.services.tokens import TokenDraft
from tests.desktop.pages.stage import Stage, stage, until
from tests.upstreams import Upstreams

MODEL = "gpt-4o-mini"


class Counter:
    """The stage and shorthand for what tests do with the page."""

    def __init__(self, on: Stage) -> None:
        self.on, self.gateway = on, on.gateway
        self.on.shell.translators.use("en")
        self.page = TokensPage(on.shell)

    async def token(self, name: str = "Cursor", **fields: Any) -> Token:
        return (await self.gateway.tokens.create(TokenDraft(name, **fields))).token

    async def show(self) -> None:
        self.on.show("tokens", self.page)
        await until(lambda: self.page.model.loaded)

    async def tokens(self) -> list[Token]:
        return await self.gateway.tokens.list()

    @property
    def table(self) -> DataTable:
        return self.on.find(DataTable, "tokens-table")

    @property
    def sheet(self) -> TokenSheet:
        return self.on.find(TokenSheet, "token-sheet")

    def cells(self, name: str) -> list[str]:
        model = self.table.model()
        rows = range(model.rowCount())
        row = next(r for r in rows if model.index(r, 0).data() == name)
        return [str(model.index(row, column).data()) for column in TokenColumn]

    def names(self) -> list[str]:
        model = self.table.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def is_off(self, name: str) -> bool:
        model = self.table.model()
        row = self.names().index(name)
        return bool(model.index(row, 0).data(roles.OffRole))

    def click(self, name: str, column: TokenColumn) -> None:
        index = self.table.model().index(self.names().index(name), column)
        at = self.table.visualRect(index).center()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def menu(self, name: str, entry: str) -> None:
        self.click(name, TokenColumn.MENU)
        self.on.choose(entry)

    def line(self, name: str) -> LineEdit:
        return self.on.find(LineEdit, f"token-{name}")

    def press(self, name: str) -> None:
        self.on.click(self.on.find(Button, f"token-{name}"))

    async def begin(self, name: str) -> None:
        self.press("new")
        await until(lambda: self.on.frame.surface.sheet is not None)
        self.on.type(self.line("name"), name)

    async def closed(self) -> None:
        await until(lambda: self.on.frame.surface.sheet is None)


@asynccontextmanager
async def counter(folder: Path, app: QApplication) -> AsyncIterator[Counter]:
    async with Upstreams() as up, stage(folder, app) as on:
        await on.house.channel(up.openai, MODEL, "gpt-4.1-mini", name="Mock")
        for token in await on.gateway.tokens.list():
            await on.gateway.tokens.delete(token.id)
        yield Counter(on)
