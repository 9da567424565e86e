"""Networks to share with, made of addresses that every machine answers: 127.0.0.2 and on."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.domain.sharing import Network, NetworkKind, Place, Scope

HOME, CABLE, TAILNET, DOCKER = "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"


def place(
    interface: str,
    address: str,
    kind: NetworkKind = NetworkKind.WIFI,
    *,
    ssid: str = "",
    default_route: bool = False,
    public: bool = False,
) -> Place:
    subnet = f"{address.rpartition('.')[0]}.{int(address.rpartition('.')[2]) & 0xFE}/31"
    network = Network(interface, ssid or subnet, Scope.IPV4, kind, interface, ssid)
    return Place(network, address, subnet, public, default_route)


def wifi(address: str = HOME, ssid: str = "Home", *, default_route: bool = True) -> Place:
    return place("wlan0", address, ssid=ssid, default_route=default_route)


def cable(address: str = CABLE) -> Place:
    return place("eth0", address, NetworkKind.ETHERNET)


class Networks:
    """What the machine is connected to; tests plug and unplug."""

    def __init__(self, *places: Place) -> None:
        self.places: list[Place] = list(places)
        self.looks = 0

    def __call__(self) -> Sequence[Place]:
        self.looks += 1
        return tuple(self.places)


def household() -> Networks:
    """Wi-Fi with the default route, a cable, a VPN and a container's network."""
    return Networks(
        wifi(),
        cable(),
        place("tailscale0", TAILNET, NetworkKind.VPN),
        place("docker0", DOCKER, NetworkKind.VIRTUAL),
    )
