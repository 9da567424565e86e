"""The Logs page on a stage, and what tests read from it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.models.request_cells import TEXT, Field
from desktop.pages.logs import LogsPage
from desktop.viewmodels.logs import State
from tests.desktop.pages.stage import Stage, stage, until

DAY_MS = 86_400_000


@asynccontextmanager
async def logs_page(folder: Path, app: QApplication) -> AsyncIterator[tuple[Stage, LogsPage]]:
    async with stage(folder, app) as on:
        on.shell.translators.use("en")
        yield on, LogsPage(on.shell)


def words(page: LogsPage, row: int) -> list[str]:
    model = page.model.rows
    return [str(model.index(row, field).data(TEXT)) for field in Field]


def ids(page: LogsPage) -> list[str]:
    model = page.model.rows
    return [entry.request_id for row in range(model.rowCount()) if (entry := model.entry_at(row))]


async def loaded(page: LogsPage) -> None:
    await until(lambda: page.model.state is not State.LOADING and page.model.requests_today >= 0)
