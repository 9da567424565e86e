"""Server settings: the listener moved in place, the proxy, "More settings", the search."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from desktop.clipboard import Clipboard
from desktop.models.setting_notes import listener_note
from desktop.theme import ThemeManager
from desktop.widgets.choice import Segmented
from desktop.widgets.inputs import LineEdit, SearchField
from gateway.errors import ServiceError
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, until
from tests.desktop.pages.test_settings import row, settings_page, type_into
from tests.desktop.themes import manager

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def let_the_settings_say(on: Stage) -> int:
    """Where it listens is the settings' to say; the port it has."""
    bound = on.gateway.bound
    assert bound is not None
    on.gateway.settings._command_line.clear()
    on.gateway.settings.load({"port": str(bound.port)})
    return bound.port


def choose(pieces: Segmented, index: int) -> None:
    QTest.mouseClick(pieces, Qt.MouseButton.LeftButton, pos=pieces.piece(index).center())


class TestListener:
    @in_qt_loop
    async def test_a_new_port_is_listened_at_by_one_click(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "server") as (on, page):
            old, new = let_the_settings_say(on), free_port()
            page.model.changed.emit()
            type_into(on.find(LineEdit, "setting-port"), str(new))
            await until(lambda: on.has("setting-port-action"))
            note = f"Applies when Homeport listens anew. Until then: {old}."
            assert row(page, "port").note == note
            on.click(on.find(QAbstractButton, "setting-port-action"))
            await until(lambda: on.gateway.bound and on.gateway.bound.port == new)
            await until(lambda: row(page, "port").note == "")
            assert not on.has("setting-port-action")

    @in_qt_loop
    async def test_a_taken_port_is_told_with_its_holder_and_can_be_tried_again(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "server") as (on, page):
            old = let_the_settings_say(on)
            page.model.changed.emit()
            server = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
            taken = server.sockets[0].getsockname()[1]
            type_into(on.find(LineEdit, "setting-port"), str(taken))
            await until(lambda: on.has("setting-port-action"))
            on.click(on.find(QAbstractButton, "setting-port-action"))
            await until(lambda: "is used by" in row(page, "port").note)
            assert row(page, "port").note.startswith(f"Port {taken} is used by ")
            assert f"stays at {old}" in row(page, "port").note
            assert on.gateway.bound is not None
            assert on.gateway.bound.port == old
            server.close()
            await server.wait_closed()
            again = on.find(QAbstractButton, "setting-port-action")
            assert again.text() == "Try again"
            on.click(again)
            await until(lambda: on.gateway.bound and on.gateway.bound.port == taken)
            assert on.errors == []

    def test_every_refusal_has_words(self) -> None:
        for code in ("port_taken", "port_reserved", "address_unavailable"):
            error = ServiceError(code, "", {"port": "80", "holder": "nginx (pid 7)"})
            assert "3000" in listener_note(error, "3000")
        reserved = ServiceError("port_reserved", "", {"port": "80", "holder": ""})
        assert "keeps port 80 for itself" in listener_note(reserved, "3000")


class TestProxy:
    @in_qt_loop
    async def test_system_none_and_an_address_of_ones_own(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "server") as (on, page):
            mode = on.find(Segmented, "setting-relay_proxy-mode")
            assert not on.has("setting-relay_proxy")
            choose(mode, 1)
            await until(lambda: on.gateway.settings.relay_proxy == "none")
            choose(mode, 2)
            field = on.find(LineEdit, "setting-relay_proxy")
            assert field.isVisible()
            assert field.text() == ""
            assert on.gateway.settings.relay_proxy == "none", "until there is an address"
            type_into(field, "socks4://127.0.0.1:1080")
            await until(lambda: row(page, "relay_proxy").note)
            assert "A proxy's address" in row(page, "relay_proxy").note
            type_into(field, "http://127.0.0.1:8080")
            await until(lambda: on.gateway.settings.relay_proxy == "http://127.0.0.1:8080")
            choose(mode, 0)
            await until(lambda: on.gateway.settings.relay_proxy == "")
            await until(lambda: not on.has("setting-relay_proxy"))


class TestSearch:
    @in_qt_loop
    async def test_rows_of_every_page_are_found_by_their_words(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp) as (on, page):
            search = on.find(SearchField, "settings-search")
            on.type(search, "log")
            assert row(page, "log_retention_days").isVisible()
            assert not on.has("settings-tabs")
            assert not row(page, "port").isVisible()
            assert page.sections["about"].isVisible(), "Homeport's own log"
            assert not page.sections["server"].isVisible()
            on.type(search, "LOG FORGOTTEN")
            assert row(page, "log_retention_days").isVisible()
            assert not page.sections["about"].isVisible()

    @in_qt_loop
    async def test_advanced_ones_are_found_and_otherwise_behind_more(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "server") as (on, page):
            attempts = row(page, "max_attempts")
            assert not attempts.isVisible()
            on.click(on.find(QAbstractButton, "settings-more-server"))
            assert attempts.isVisible()
            on.click(on.find(QAbstractButton, "settings-more-server"))
            assert not attempts.isVisible()
            search = on.find(SearchField, "settings-search")
            on.type(search, "attempts")
            assert attempts.isVisible()
            QTest.keyClick(search, Qt.Key.Key_Escape)
            assert on.has("settings-tabs")
            assert page.section == "server"
            assert not attempts.isVisible()

    @in_qt_loop
    async def test_nothing_found_is_said(self, tmp_path: Path, qapp: QApplication) -> None:
        async with settings_page(tmp_path, qapp) as (on, page):
            on.type(on.find(SearchField, "settings-search"), "no such thing")
            assert on.find(QLabel, "settings-nothing-found").isVisible()
            assert not any(section.isVisible() for section in page.sections.values())
            page.open("server")
            assert row(page, "port").isVisible()
            assert not on.has("settings-nothing-found")


@in_qt_loop
async def test_a_copied_key_stays_as_long_as_the_settings_say(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with settings_page(tmp_path, qapp) as (on, _page):
        clipboard = Clipboard(lambda: on.gateway.settings.clipboard_clear_s)
        await on.gateway.settings_service.set("clipboard_clear_s", 7)
        clipboard.copy_secret("sk-secret")
        assert clipboard._timer.interval() == 7_000
        clipboard.forget_secret()
