"""The owner's access: copied while it is known, made anew when it is not, never shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from desktop.pages.settings import SettingsPage
from desktop.theme import ThemeManager
from gateway.domain.person import OWNER_ID
from gateway.services.first_run import FirstRun
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import stage, until
from tests.desktop.themes import manager

__all__ = ["manager"]

FIRST = FirstRun("root", "first-password-123", "first-access-token-456", "sk-first")


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


def button(page: SettingsPage, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert found is not None
    return found


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


@in_qt_loop
async def test_what_the_first_start_made_is_copied_and_not_shown(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with stage(tmp_path, qapp) as on:
        page = SettingsPage(replace(on.shell, first_run=FIRST))
        on.show("settings", page)
        page.open("server")
        button(page, "settings-access-token").click()
        assert clipboard() == FIRST.access_token
        button(page, "settings-password").click()
        assert clipboard() == FIRST.password
        words = " ".join(label.text() for label in page.findChildren(QLabel))
        for secret in (FIRST.password, FIRST.access_token):
            assert secret not in words


@in_qt_loop
async def test_later_a_new_one_is_made_and_ends_the_old(qapp: QApplication, tmp_path: Path) -> None:
    async with stage(tmp_path, qapp) as on:
        people = on.gateway.people
        old = await people.new_access_token(OWNER_ID)
        page = SettingsPage(on.shell)
        on.show("settings", page)
        page.open("server")
        on.shell.clipboard.copy("")
        button(page, "settings-access-token").click()
        await until(lambda: clipboard() != "")
        assert await people.check_access_token(old) is None
        owner = await people.check_access_token(clipboard())
        assert owner is not None
        on.shell.clipboard.copy("")
        button(page, "settings-password").click()
        await until(lambda: clipboard() != "")
        assert await people.check_password(owner.username, clipboard()) is not None
