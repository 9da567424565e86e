"""Data: copies with their place and their way back, an export that arrives reviewed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QWidget

from desktop.pages.import_list import ImportList
from desktop.pages.settings import SettingsPage
from desktop.pages.settings_data import DataSection
from desktop.theme import ThemeManager
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, until
from tests.desktop.pages.test_settings import settings_page
from tests.desktop.themes import manager

__all__ = ["manager"]

WORDS = "quiet harbour at noon"


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


def press(on: Stage, name: str) -> None:
    """Scrolls to a button and clicks it."""
    button = on.find(QAbstractButton, name)
    on.click(button)


def answer(page: QWidget, path: Path) -> None:
    """Chooses a file in the dialog that is open."""
    dialog = page.window().findChild(QFileDialog, "choose-file")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()


def section(page: SettingsPage) -> DataSection:
    found = page.sections["data"]
    assert isinstance(found, DataSection)
    return found


class TestBackups:
    @in_qt_loop
    async def test_a_copy_goes_where_it_is_wanted(self, tmp_path: Path, qapp: QApplication) -> None:
        async with settings_page(tmp_path, qapp, "data") as (on, page):
            await until(lambda: page.data.view is not None)
            target = tmp_path / "mine.db"
            press(on, "settings-back-up-to")
            answer(page, target)
            await until(lambda: page.data.backed_up is not None)
            found = await on.gateway.restore.inspect(target)
            assert found.possible

    @in_qt_loop
    async def test_a_copy_that_cannot_be_made_says_why(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "data") as (on, page):
            await until(lambda: page.data.view is not None)
            page.data.back_up(tmp_path / "no such folder" / "mine.db")
            await until(lambda: "The backup was not made" in section(page).now.note)
            assert on.errors == [], "it is told where it was asked for"
            await until(lambda: not page.data.backup.running)
            press(on, "settings-back-up")
            await until(lambda: "Backed up" in section(page).now.note)

    @in_qt_loop
    async def test_one_of_the_list_is_looked_at_and_restored(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "data") as (on, page):
            await on.house.token(name="Mia")
            press(on, "settings-back-up")
            await until(lambda: page.data.backed_up is not None and not page.data.backup.running)
            made = page.data.backed_up
            assert made is not None
            await on.house.token(name="Jonas")
            await until(lambda: on.has(f"settings-restore-{made.path.name}"))
            press(on, f"settings-restore-{made.path.name}")
            restore = on.find(QAbstractButton, "restore-now")
            assert not restore.isEnabled(), "not before the file was read"
            await until(restore.isEnabled)
            assert "open here" in on.words()
            on.click(restore)
            await until(lambda: any("Restored" in toast for toast in on.toasts))
            names = [token.name for token in await on.gateway.tokens.list()]
            assert "Mia" in names
            assert "Jonas" not in names
            await until(lambda: "Before a restore" in on.words())
            assert not on.has("restore-now")

    @in_qt_loop
    async def test_a_damaged_file_is_not_offered(self, tmp_path: Path, qapp: QApplication) -> None:
        async with settings_page(tmp_path, qapp, "data") as (on, page):
            broken = tmp_path / "broken.db"
            broken.write_bytes(b"SQLite format 3\x00" + b"rubbish" * 1000)
            press(on, "settings-restore-file")
            answer(page, broken)
            await until(lambda: "This file is damaged" in on.words())
            assert not on.find(QAbstractButton, "restore-now").isEnabled()
            press(on, "restore-cancel")
            assert not on.has("restore-now")


class TestMoving:
    @in_qt_loop
    async def test_an_export_asks_for_a_passphrase_and_a_place(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "data") as (on, page):
            target = tmp_path / "move.homeport"
            press(on, "settings-export")
            save = on.find(QAbstractButton, "export-save")
            assert not save.isEnabled()
            on.find(QLineEdit, "export-passphrase").setText(WORDS)
            on.find(QLineEdit, "export-passphrase-again").setText(WORDS)
            on.click(save)
            answer(page, target)
            await until(lambda: target.exists() and not on.has("export-save"))
            assert WORDS not in on.words()
            plan = await on.gateway.transfer.open(target, WORDS)
            assert plan.items

    @in_qt_loop
    async def test_an_import_is_reviewed_and_only_what_is_ticked_comes(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "data") as (on, page):
            token, _ = await on.house.token(name="Mia")
            other, _ = await on.house.token(name="Jonas")
            await on.gateway.settings_service.set("max_attempts", 3)
            file = tmp_path / "move.homeport"
            await on.gateway.transfer.export(file, WORDS)
            await on.gateway.settings_service.set("max_attempts", 5)
            for each in (token, other):
                await on.gateway.tokens.delete(each.id)
            press(on, "settings-import")
            answer(page, file)
            field = on.find(QLineEdit, "import-passphrase")
            field.setText("not this one")
            await until(lambda: not on.find(QAbstractButton, "import-next").busy)  # type: ignore[attr-defined]
            press(on, "import-next")
            await until(lambda: "This is not the passphrase" in on.words())
            field.setText(WORDS)
            press(on, "import-next")
            await until(lambda: on.frame.findChildren(ImportList)[-1].rows)
            items = on.frame.findChildren(ImportList)[-1]
            names = {row.item.name: row for row in items.rows}
            assert names["Mia"].box.isChecked()
            assert names["Jonas"].box.isChecked()
            assert not names["max_attempts"].box.isChecked(), "nothing is overwritten unasked"
            assert not names["Initial Root Token"].box.isVisible(), "it is here already"
            await until(names["Jonas"].box.isVisible)
            on.click(names["Jonas"].box)
            await until(lambda: on.find(QAbstractButton, "import-next").text() == "Import 1")
            press(on, "import-next")
            await until(lambda: "1 thing was imported." in on.words())
            there = [each.name for each in await on.gateway.tokens.list()]
            assert "Mia" in there
            assert "Jonas" not in there
            assert on.gateway.settings.max_attempts == 5
            press(on, "import-cancel")
            assert not on.has("import-next")

    @in_qt_loop
    async def test_a_file_that_is_none_is_said_to_be_none(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "data") as (on, page):
            file = tmp_path / "notes.txt"
            file.write_text("not an export")
            section(page).open_import(file)
            await until(lambda: not on.has("import-passphrase"))
            assert not on.has("import-next")
            assert on.has("import-cancel")
