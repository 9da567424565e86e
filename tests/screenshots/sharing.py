"""Settings, Sharing: off, on, waiting, in trouble, with guests and with somebody kept out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from desktop.pages.settings import SettingsPage
from desktop.pages.settings_sharing import SharingSection
from gateway.domain.sharing import (
    Guest,
    Network,
    NetworkKind,
    Place,
    PortTrouble,
    Scope,
    Trouble,
)
from gateway.server.middleware.throttle import BANNED_AFTER
from tests.screenshots.studio import Scene, Studio

WIFI, ETHERNET, VPN, VIRTUAL = NetworkKind


def _place(name: str, address: str, kind: NetworkKind, ssid: str = "") -> Place:
    subnet = f"{address.rpartition('.')[0]}.0/24"
    return Place(Network(name, ssid or subnet, Scope.IPV4, kind, name, ssid), address, subnet)


HOME = replace(_place("wlan0", "192.168.1.20", WIFI, "Home"), default_route=True)
NETWORKS = (
    HOME,
    _place("eth0", "10.0.0.5", ETHERNET),
    _place("tailscale0", "100.88.3.7", VPN),
    _place("vEthernet (WSL)", "172.28.16.1", VIRTUAL),
    _place("docker0", "172.17.0.1", VIRTUAL),
)


class Posing:
    """Listeners of a computer with these addresses: none of them is this machine's."""

    port = 3000

    def __init__(self) -> None:
        self.shared: tuple[str, ...] = ()
        self.reached: dict[str, str] = {}
        self.troubles: dict[str, PortTrouble] = {}
        self.visitors: list[Guest] = []

    async def share(self, addresses: Sequence[str]) -> dict[str, PortTrouble]:
        self.shared = tuple(each for each in addresses if each not in self.troubles)
        return {each: self.troubles[each] for each in addresses if each in self.troubles}

    def guests(self) -> list[Guest]:
        return self.visitors


async def take(studio: Studio) -> None:
    if not studio.wants("sharing"):
        return
    async with studio.scene(lived_in=True) as scene:
        posing = Posing()
        sharing = scene.gateway.sharing
        places = list(NETWORKS)
        sharing._listeners = posing
        sharing._look = lambda: tuple(places)
        scene.window.go("settings", "sharing")
        await scene.take("sharing", "off")
        await sharing.turn(True)
        await _say_that_it_answers(scene)
        await scene.take("sharing", "on")
        scene.click("networks-hidden")
        posing.reached[HOME.address] = "192.168.1.31"
        posing.visitors = [Guest("192.168.1.23", 2), Guest("192.168.1.31", 1)]
        for _ in range(BANNED_AFTER + 1):
            scene.gateway.door.bans.failed("192.168.1.66", bannable=True)
        await sharing.refresh()
        section = scene.find(SharingSection, "settings-sharing")
        section.model.watch(True)
        await scene.quiet()
        await scene.take("sharing", "guests")
        _scroll(scene, down=True)
        await scene.take("sharing", "blocked")
        _scroll(scene, down=False)
        scene.click("sharing-switch")
        await scene.take("sharing", "ending")
        scene.click("sharing-stay")
        scene.click("network-qr-wlan0-ipv4")
        await scene.take("sharing", "qr")
        scene.window.close_sheet()
        scene.click("networks-hidden")
        posing.visitors = []
        posing.troubles[HOME.address] = PortTrouble(Trouble.TAKEN, "node (pid 4312)")
        await sharing.refresh()
        await scene.quiet()
        await scene.take("sharing", "trouble")
        posing.troubles.clear()
        places[0] = replace(_place("wlan0", "172.20.10.3", WIFI, "Café Central"))
        await sharing.refresh()
        await scene.quiet()
        await scene.take("sharing", "waiting")


async def _say_that_it_answers(scene: Scene) -> None:
    sharing = scene.gateway.sharing
    await scene.until(lambda: sharing._answers, "it was checked")
    sharing._answers = dict.fromkeys(sharing._listeners.shared, True)
    scene.bridge.sharing_changed.emit()
    await asyncio.sleep(0)


def _scroll(scene: Scene, *, down: bool) -> None:
    area = scene.find(SettingsPage, "page-settings").scroll_area
    assert area is not None
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum() if down else 0)
