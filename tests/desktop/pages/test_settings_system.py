"""Settings about the program on this device: login, close button, notifications, updates."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.autostart.linux import FILE, DesktopEntry
from desktop.closing import closing_of
from desktop.notifications import Choices
from desktop.pages.settings import SettingsPage
from desktop.pages.settings_system import NoticeCard, StartCard
from desktop.pages.settings_updates import UpdateRow
from desktop.theme import ThemeManager
from desktop.viewmodels.notices import NoticeKind
from desktop.widgets.buttons import Button
from desktop.widgets.combo import Combo
from desktop.widgets.switch import Switch
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, stage, until
from tests.desktop.themes import manager

__all__ = ["manager"]

COMMAND = ("/opt/homeport", "--background")


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


@asynccontextmanager
async def settings_page(
    folder: Path, app: QApplication, section: str = "general"
) -> AsyncIterator[tuple[Stage, SettingsPage]]:
    async with stage(folder, app) as on:
        on.shell.translators.use("en")
        page = SettingsPage(
            replace(on.shell, autostart=DesktopEntry(folder / "autostart", COMMAND))
        )
        on.show("settings", page)
        page.open(section)
        yield on, page


def choose(combo: Combo, data: object) -> None:
    index = combo.findData(data)
    assert index >= 0
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


@in_qt_loop
async def test_start_at_login_is_switched_and_follows_what_is_changed_outside(
    tmp_path: Path, qapp: QApplication
) -> None:
    entry = tmp_path / "autostart" / FILE
    async with settings_page(tmp_path, qapp) as (on, page):
        switch = on.find(Switch, "settings-login")
        assert not switch.isChecked()
        on.click(switch)
        await until(entry.exists, "the entry")
        await until(lambda: switch.isChecked(), "it shows")
        entry.unlink()
        page.shown()
        await until(lambda: not switch.isChecked(), "it was removed outside")
        DesktopEntry(tmp_path / "autostart", COMMAND).set_enabled(True)
        page.shown()
        await until(lambda: switch.isChecked(), "and put back")
        on.click(switch)
        await until(lambda: not entry.exists(), "off")
        assert on.errors == []


@in_qt_loop
async def test_a_system_that_refuses_is_told_and_the_switch_goes_back(
    tmp_path: Path, qapp: QApplication
) -> None:
    (tmp_path / "autostart").write_text("a file in the way")
    async with settings_page(tmp_path, qapp) as (on, page):
        switch = on.find(Switch, "settings-login")
        on.click(switch)
        card = page.findChild(StartCard)
        assert card is not None
        await until(lambda: card._login.note, "why not")
        await until(lambda: not switch.isChecked(), "it is off")
        assert card._login.note.startswith("The system did not allow it: ")


@in_qt_loop
async def test_without_autostart_there_is_no_such_row(tmp_path: Path, qapp: QApplication) -> None:
    async with stage(tmp_path, qapp) as on:
        on.show("settings", SettingsPage(on.shell))
        assert not on.has("settings-login")
        assert on.has("settings-hidden")


@in_qt_loop
async def test_what_is_chosen_is_kept_on_this_device(tmp_path: Path, qapp: QApplication) -> None:
    async with settings_page(tmp_path, qapp) as (on, _page):
        state = on.shell.ui_state
        on.click(on.find(Switch, "settings-hidden"))
        assert state.flag("start_hidden")
        closing = on.find(Combo, "settings-closing")
        assert closing.currentData() == "keep"
        choose(closing, "quit")
        assert closing_of(state) == "quit"
        choices = Choices(state, on.gateway.now_ms)
        for kind in NoticeKind:
            switch = on.find(Switch, f"settings-notify-{kind.value}")
            assert switch.isChecked()
            switch.click()
            assert not choices.wants(kind)
        snooze = on.find(Combo, "settings-snooze")
        choose(snooze, 3_600_000)
        assert choices.snoozed_until
        assert snooze.currentText().startswith("Until ")
        choose(snooze, 0)
        assert not choices.snoozed_until
        assert snooze.currentText() == "No"


@in_qt_loop
async def test_the_cards_speak_the_language_of_now(tmp_path: Path, qapp: QApplication) -> None:
    async with settings_page(tmp_path, qapp) as (on, page):
        card = page.findChild(NoticeCard)
        assert card is not None
        on.shell.translators.use("zh_CN")
        on.shell.translators.use("en")
        assert "A channel begins to fail" in on.words()


@in_qt_loop
async def test_diagnostics_are_copied(tmp_path: Path, qapp: QApplication) -> None:
    async with settings_page(tmp_path, qapp, "about") as (on, _page):
        on.click(on.find(Button, "settings-diagnostics"))
        clipboard = QApplication.clipboard()
        await until(lambda: "last 0 lines of the log" in clipboard.text(), "the text")
        assert "Qt: 6." in clipboard.text()


@in_qt_loop
async def test_updates_are_asked_for_only_where_an_address_is_set(
    tmp_path: Path, qapp: QApplication
) -> None:
    manifest = {"version": "99.0.0", "url": "https://example.com/99", "notes": "Faster."}
    answers = [json.dumps(manifest).encode(), b"no release"]

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = answers.pop(0)
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with settings_page(tmp_path, qapp, "about") as (on, page):
            row = page.findChild(UpdateRow)
            assert row is not None
            assert not row.check.isVisible()
            assert "Never asked for: no address is set." in on.words()
            url = f"http://127.0.0.1:{port}/release.json"
            await on.gateway.settings_service.set("update_url", url)
            await until(row.check.isVisible, "it can be asked")
            on.click(row.check)
            await until(row.page.isVisible, "an update")
            assert "Homeport 99.0.0 is available" in on.words()
            assert row.note == "Faster."
            on.click(row.check)
            await until(lambda: "not with a release" in row.note, "what went wrong")
            assert on.errors == []
