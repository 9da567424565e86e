"""Sharing with the local network: where one could listen, where one wants to, and what is in the
way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class NetworkKind(StrEnum):
    WIFI = "wifi"
    ETHERNET = "ethernet"
    VPN = "vpn"
    VIRTUAL = "virtual"
    """Of containers and virtual machines: nobody at home is behind it."""


class Scope(StrEnum):
    """Which of an interface's addresses; each is ticked apart."""

    IPV4 = "ipv4"
    LOCAL6 = "local6"
    """IPv6, unique local (fc00::/7)."""
    GLOBAL6 = "global6"
    """IPv6 that the whole Internet may route to."""


@dataclass(frozen=True, slots=True)
class Network:
    """What is remembered of a choice: the interface and the network it was in, never the address.

    ``network`` is the Wi-Fi's name, or the subnet where there is none to know.
    """

    interface: str
    network: str
    scope: Scope
    kind: NetworkKind
    label: str = ""
    """The interface's name for people; '' where the kind says it all."""
    ssid: str = ""

    @property
    def key(self) -> str:
        return f"{self.interface}|{self.network}|{self.scope}"


@dataclass(frozen=True, slots=True)
class Place:
    """One address of this computer, now, in one network. ``subnet`` in CIDR notation."""

    network: Network
    address: str
    subnet: str
    public: bool = False
    """Addressable from the Internet, unless a router or firewall is in between."""
    default_route: bool = False

    @property
    def key(self) -> str:
        return self.network.key

    @property
    def kind(self) -> NetworkKind:
        return self.network.kind


class Trouble(StrEnum):
    """Why an address that is wanted does not listen."""

    TAKEN = "taken"
    RESERVED = "reserved"
    """The system keeps the port (Windows' excluded ranges, ports under 1024)."""
    GONE = "gone"
    """The address is no longer this computer's."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PortTrouble:
    """``holder`` names the program that has the port, where the system tells."""

    kind: Trouble
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    """Another machine with open connections to a shared address."""

    address: str
    connections: int


@dataclass(frozen=True, slots=True)
class Ban:
    """An address that sent too many wrong keys. ``until`` in Unix milliseconds."""

    address: str
    until: int
    failures: int


def preferred(places: Sequence[Place]) -> Place | None:
    """What is ticked when sharing is switched on for the first time.

    The private IPv4 address that carries the default route; without one the first of Wi-Fi or
    Ethernet. Never a VPN, a container's network or a public address.
    """
    home = [
        place
        for place in places
        if place.kind in (NetworkKind.WIFI, NetworkKind.ETHERNET)
        and place.network.scope is Scope.IPV4
        and not place.public
    ]
    routed = [place for place in home if place.default_route]
    return next(iter(routed or home), None)


def find(networks: Iterable[Network], places: Sequence[Place]) -> dict[str, Place]:
    """Where the wanted networks are now, by key; one that is absent is left out."""
    present = {place.key: place for place in reversed(places)}
    return {each.key: present[each.key] for each in networks if each.key in present}
