"""Export from the Logs page: where to, how far, how it ended; and the pill under bursts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.pages.logs_export import ExportButton
from desktop.theme import ThemeManager
from desktop.viewmodels.log_choice import Chosen
from desktop.viewmodels.logs import KEPT
from desktop.widgets.buttons import Button
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.log_rows import flood, log, log_many
from tests.desktop.pages.logs_stage import ids, loaded, logs_page
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager
from tests.upstreams import Upstreams

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


class TestExport:
    @in_qt_loop
    async def test_the_button_asks_where_and_writes_what_the_filters_leave(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "good")
            await log(on.gateway, "bad", status="failed")
            page.model.choose(Chosen(text="status:error"))
            on.show("logs", page)
            await loaded(page)
            on.click(on.find(ExportButton, "logs-export"))
            dialog = page.window().findChild(QFileDialog, "logs-export-dialog")
            assert dialog.isVisible(), "asked without holding the loop"
            dialog.close()
            path = tmp_path / "out.csv"
            dialog.fileSelected.emit(str(path))
            assert page.export.text() == "Cancel export"
            await until(lambda: "Exported 1 request." in on.toasts)
            lines = path.read_text(encoding="utf-8-sig").splitlines()
            rows = list(csv.DictReader(lines))
            assert [row["request_id"] for row in rows] == ["bad"]
            assert page.export.text() == "Export"

    @in_qt_loop
    async def test_it_tells_how_far_it_is_and_can_be_cancelled(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "first")
            await flood(on.gateway, 60_000)
            on.show("logs", page)
            await loaded(page)
            folder = tmp_path / "out"
            folder.mkdir()
            page.export.export_to(str(folder / "all.jsonl"))
            toast = on.toast_shown
            assert toast is not None
            assert toast.text.startswith("Exporting: ")
            await until(lambda: list(folder.iterdir()))
            button = toast.findChild(Button)
            assert button.text() == "Cancel"
            on.click(button)
            await until(lambda: "Export cancelled. No file was written." in on.toasts)
            assert list(folder.iterdir()) == []

    @in_qt_loop
    async def test_what_cannot_be_written_is_said(self, tmp_path: Path, qapp: QApplication) -> None:
        async with logs_page(tmp_path, qapp) as (on, page):
            await log(on.gateway, "first")
            on.show("logs", page)
            await loaded(page)
            page.export.export_to(str(tmp_path / "nowhere" / "all.csv"))
            await until(lambda: on.errors)
            assert "The file could not be written there" in on.toasts[-1]


class TestBursts:
    @in_qt_loop
    async def test_the_pill_counts_every_one_of_a_burst(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with logs_page(tmp_path, qapp) as (on, page), Upstreams() as up:
            await on.house.channel(up.openai, "gpt-4o-mini")
            await log_many(on.gateway, 100)
            on.show("logs", page)
            await loaded(page)
            bar = page.table.verticalScrollBar()
            bar.setValue(bar.maximum() // 2)
            seen = ids(page)[page.table.visible_rows()[0]]
            await flood(on.gateway, KEPT + 234)
            await on.house.chat("gpt-4o-mini")
            await until(lambda: page.model.pending == KEPT + 235)
            assert page.table.pill.text() == "1,235 new"
            assert ids(page)[page.table.visible_rows()[0]] == seen
            on.click(page.table.pill)
            await until(lambda: page.model.pending == 0 and bar.value() == 0)
            await until(lambda: ids(page)[1] == f"flood{KEPT + 234}")
