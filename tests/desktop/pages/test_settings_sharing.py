"""Settings, Sharing: on with a click, off with a question where guests would be cut."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from desktop.pages.settings import SettingsPage
from desktop.pages.settings_sharing import SharingSection
from desktop.pages.settings_sharing_networks import NetworkRow
from desktop.theme import ThemeManager
from desktop.viewmodels.sharing import qr_modules
from desktop.viewmodels.sharing_words import name_network, word_sharing
from desktop.widgets.combo import Combo
from desktop.widgets.qr import QrView
from desktop.widgets.switch import Switch
from gateway.domain.channel import ChannelDraft, Secret
from gateway.domain.sharing import Network, NetworkKind, Place, Scope
from gateway.lan.firewall import FirewallHint
from gateway.server.middleware.throttle import BANNED_AFTER
from gateway.services.sharing_views import SharingView
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, stage, until
from tests.desktop.themes import manager
from tests.gateway.networks import CABLE, HOME, Networks, household, wifi

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


@asynccontextmanager
async def sharing_page(
    folder: Path, app: QApplication, networks: Networks | None = None
) -> AsyncIterator[tuple[Stage, SharingSection]]:
    async with stage(folder, app) as on:
        on.shell.translators.use("en")
        on.gateway.sharing._look = networks or household()
        page = SettingsPage(on.shell)
        on.show("settings", page)
        page.open("sharing")
        section = page.sections["sharing"]
        assert isinstance(section, SharingSection)
        yield on, section


def words(widget: QWidget) -> str:
    """What can be read now."""
    labels = [each for each in widget.findChildren(QLabel) if each.isVisible()]
    buttons = [each for each in widget.findChildren(QAbstractButton) if each.isVisible()]
    return "\n".join(each.text() for each in (*labels, *buttons))


def row(section: SharingSection, interface: str) -> NetworkRow:
    rows = [each for each in section.findChildren(NetworkRow) if each.isVisible()]
    return next(each for each in rows if each.objectName() == f"network-{interface}-ipv4")


def rows(section: SharingSection) -> list[str]:
    found = [each for each in section.findChildren(NetworkRow) if each.isVisible()]
    return [each.objectName().split("-")[1] for each in sorted(found, key=lambda each: each.y())]


async def switch_on(on: Stage, section: SharingSection) -> None:
    on.click(on.find(Switch, "sharing-switch"))
    await until(lambda: section.model.view.listening and not section.model.busy("check"))
    await until(lambda: rows(section))


async def knock(on: Stage, address: str) -> asyncio.StreamWriter:
    """Another machine comes in and stays."""
    port = on.gateway.status().port
    reader, writer = await asyncio.open_connection(address, port)
    writer.write(f"GET /health HTTP/1.1\r\nHost: {address}:{port}\r\n\r\n".encode())
    await reader.readuntil(b"\r\n\r\n")
    return writer


@in_qt_loop
async def test_off_is_one_sentence_and_one_switch(tmp_path: Path, qapp: QApplication) -> None:
    async with sharing_page(tmp_path, qapp) as (_on, section):
        assert "Off: only programs on this computer can connect." in words(section)
        assert not section.networks.isVisible()
        assert not section.firewall.isVisible()
        assert not section.bans.isVisible()


@in_qt_loop
async def test_on_with_one_click_shares_the_home_network_and_hides_containers(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with sharing_page(tmp_path, qapp) as (on, section):
        await switch_on(on, section)
        assert rows(section) == ["wlan0", "eth0", "tailscale0"]
        home = row(section, "wlan0")
        await until(lambda: home.pill.text == "Listening")
        assert home.check.isChecked()
        said = words(section)
        for sentence in (
            "A key is always required.",
            "Wi-Fi “Home”",
            f"http://{HOME}:{on.gateway.status().port}/v1",
            "1 hidden: docker0",
            "No other device is connected.",
        ):
            assert sentence in said, sentence
        assert row(section, "tailscale0").pill.text == "VPN, not shared"
        assert not row(section, "eth0").copy.isVisible()
        on.click(on.find(QAbstractButton, "networks-hidden"))
        assert rows(section) == ["wlan0", "eth0", "tailscale0", "docker0"]


@in_qt_loop
async def test_a_tick_listens_at_once_and_its_address_is_copied(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with sharing_page(tmp_path, qapp) as (on, section):
        await switch_on(on, section)
        on.click(row(section, "eth0").check)
        await until(lambda: row(section, "eth0").pill.text == "Listening")
        on.click(row(section, "eth0").copy)
        assert QGuiApplication.clipboard().text() == f"http://{CABLE}:{on.gateway.status().port}/v1"
        (await knock(on, CABLE)).close()
        on.click(row(section, "eth0").check)
        await until(lambda: row(section, "eth0").pill.text == "Not shared")
        with pytest.raises(OSError):
            await knock(on, CABLE)


@in_qt_loop
async def test_a_guest_is_counted_asked_about_and_cut(tmp_path: Path, qapp: QApplication) -> None:
    async with sharing_page(tmp_path, qapp) as (on, section):
        await switch_on(on, section)
        guest = await knock(on, HOME)
        section.model._count()
        await until(lambda: "1 device" in words(section))
        await until(lambda: "1 connection" in words(section.guests))
        await on.gateway.sharing.refresh()
        await until(lambda: row(section, "wlan0").pill.text == "Reachable")
        switch = on.find(Switch, "sharing-switch")
        on.click(switch)
        assert switch.isChecked()
        assert "1 device is connected and will be cut off." in words(section.switch)
        on.click(on.find(QAbstractButton, "sharing-stay"))
        assert not section.model.asking
        assert on.gateway.sharing.view().listening
        on.click(switch)
        on.click(on.find(QAbstractButton, "sharing-stop"))
        await until(lambda: not on.gateway.sharing.view().listening)
        await until(lambda: not switch.isChecked())
        assert not section.networks.isVisible()
        guest.close()
        await asyncio.gather(guest.wait_closed(), return_exceptions=True)


@in_qt_loop
async def test_without_guests_off_needs_no_question(tmp_path: Path, qapp: QApplication) -> None:
    async with sharing_page(tmp_path, qapp) as (on, section):
        await switch_on(on, section)
        on.click(on.find(Switch, "sharing-switch"))
        await until(lambda: not on.gateway.sharing.view().on)
        assert not section.model.asking


@in_qt_loop
async def test_an_absent_network_is_waited_for_in_words(tmp_path: Path, qapp: QApplication) -> None:
    networks = household()
    async with sharing_page(tmp_path, qapp, networks) as (on, section):
        await switch_on(on, section)
        networks.places[0] = wifi("127.0.0.9", "Café")
        on.click(on.find(QAbstractButton, "networks-check"))
        await until(lambda: "Wi-Fi “Café”" in words(section))
        waiting = next(
            each
            for each in section.findChildren(NetworkRow)
            if each.isVisible() and each.pill.text == "Waiting"
        )
        assert "back" in waiting.note
        assert word_sharing(on.gateway.sharing.view()) == ("Waiting for Wi-Fi “Home”", False)


@in_qt_loop
async def test_a_port_that_is_taken_names_who_has_it(tmp_path: Path, qapp: QApplication) -> None:
    async with sharing_page(tmp_path, qapp) as (on, section):
        port = on.gateway.status().port
        with closing(socket.socket()) as other:
            other.bind((HOME, port))
            other.listen()
            on.click(on.find(Switch, "sharing-switch"))
            await until(lambda: rows(section) and row(section, "wlan0").pill.text == "Port taken")
            note = row(section, "wlan0").note
            assert f"Port {port} is used by" in note
            assert f"pid {os.getpid()}" in note
            assert word_sharing(on.gateway.sharing.view()) == ("LAN on, port not free", False)


@in_qt_loop
async def test_the_qr_code_opens_the_address_and_holds_nothing_else(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with sharing_page(tmp_path, qapp) as (on, section):
        await switch_on(on, section)
        on.click(row(section, "wlan0").qr)
        await until(lambda: on.has("sharing-qr"))
        url = f"http://{HOME}:{on.gateway.status().port}"
        code = on.find(QrView, "sharing-qr")
        assert code.accessibleName() == url
        assert code._modules == qr_modules(url)
        assert "never a key" in words(on.frame)


@in_qt_loop
async def test_who_is_kept_out_is_listed_and_let_in_again(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with sharing_page(tmp_path, qapp) as (on, section):
        for _ in range(BANNED_AFTER + 1):
            on.gateway.door.bans.failed("192.168.1.66", bannable=True)
        await until(lambda: "192.168.1.66" in words(section.bans))
        assert section.bans.isVisible()
        await until(lambda: "wrong keys. Blocked until" in words(section.bans))
        on.click(on.find(QAbstractButton, "unban-192.168.1.66"))
        await until(lambda: not section.bans.isVisible())
        assert on.gateway.sharing.bans() == []


@in_qt_loop
async def test_its_time_is_chosen_and_said(tmp_path: Path, qapp: QApplication) -> None:
    async with sharing_page(tmp_path, qapp) as (on, section):
        await switch_on(on, section)
        hours = on.find(Combo, "sharing-hours")
        hours.setCurrentIndex(hours.findData(4))
        hours.activated.emit(hours.currentIndex())
        await until(lambda: on.gateway.settings.sharing_hours == 4)
        await until(lambda: "Sharing ends" in words(section.switch))


@in_qt_loop
async def test_a_proxy_that_cannot_be_is_refused_with_a_hint(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with sharing_page(tmp_path, qapp) as (on, section):
        field = on.find(QLineEdit, "setting-trusted_proxies")
        field.setText("everybody")
        field.editingFinished.emit()
        await until(lambda: "10.0.0.0/8" in words(section))
        assert on.gateway.settings.trusted_proxies == ""
        field.setText("10.0.0.7/8")
        field.editingFinished.emit()
        await until(lambda: on.gateway.settings.trusted_proxies == "10.0.0.0/8")


@in_qt_loop
async def test_the_firewall_card_shows_the_exact_command_and_copies_it(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with sharing_page(tmp_path, qapp) as (_on, section):
        card, copied = section.firewall, []
        card.copied.connect(copied.append)
        for kind in ("ufw", "firewalld", "windows", "macos"):
            card.show_hint(FirewallHint(kind, f"open {kind}"), 3000)
            card.show()
            card._copy.click()
            assert not card._command.isHidden()
        assert copied == ["open ufw", "open firewalld", "open windows", "open macos"]
        card.show_hint(FirewallHint("other"), 3100)
        assert card._command.isHidden()
        assert "3100" in words(card)


def _view(host: str = "", *, on: bool = False) -> SharingView:
    return SharingView(on, False, host, "command line" if host else "", 0, 3000, (), None)


def test_the_footer_says_who_is_let_in() -> None:
    assert word_sharing(_view()) == ("LAN off", False)
    assert word_sharing(_view(on=True)) == ("LAN on, no network chosen", False)
    assert word_sharing(_view("127.0.0.1", on=True)) == ("LAN off", False)
    assert word_sharing(_view("0.0.0.0")) == ("Open on all networks", True)
    assert word_sharing(_view("192.168.1.20")) == ("Open on 192.168.1.20", True)


@pytest.mark.parametrize(
    ("network", "name"),
    [
        (Network("wlan0", "Home", Scope.IPV4, NetworkKind.WIFI, "wlan0", "Home"), "Wi-Fi “Home”"),
        (Network("eth0", "n", Scope.IPV4, NetworkKind.ETHERNET, "eth0"), "Ethernet (eth0)"),
        (Network("eth0", "n", Scope.LOCAL6, NetworkKind.ETHERNET, "eth0"), "Ethernet (eth0), IPv6"),
        (Network("tailscale0", "n", Scope.IPV4, NetworkKind.VPN, "tailscale0"), "Tailscale"),
        (Network("docker0", "n", Scope.IPV4, NetworkKind.VIRTUAL, "docker0"), "docker0"),
    ],
)
def test_networks_have_names_that_tell_them_apart(network: Network, name: str) -> None:
    others: Sequence[Place] = household().places
    eth1 = Network("eth1", "n", Scope.IPV4, NetworkKind.ETHERNET, "eth1")
    among = [network, eth1, *(place.network for place in others)]
    assert name_network(network, among) == name


@in_qt_loop
async def test_the_terms_of_ones_own_providers_are_shown_once(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with sharing_page(tmp_path, qapp) as (on, section):
        for provider in ("openai", "anthropic", "ollama"):
            keys = () if provider == "ollama" else (Secret("sk-0123456789abcdef"),)
            draft = ChannelDraft(provider, keys=keys, models=("m",))
            await on.gateway.channels.create(draft)
        section.shown()
        assert not section.terms.isVisible()
        await switch_on(on, section)
        await until(section.terms.isVisible)
        links = {each.text() for each in section.terms.findChildren(QAbstractButton)}
        assert links == {"Got it", "OpenAI", "Anthropic"}
        on.click(on.find(QAbstractButton, "sharing-terms-read"))
        assert not section.terms.isVisible()
        # Of a provider that comes later they show again.
        later = ChannelDraft("groq", keys=(Secret("gsk_0123456789abcdef"),), models=("m",))
        await on.gateway.channels.create(later)
        section.shown()

        def shown() -> set[str]:
            buttons = section.terms.findChildren(QAbstractButton)
            return {each.text() for each in buttons if each.isVisible()}

        await until(lambda: shown() == {"Got it", "Groq"})
