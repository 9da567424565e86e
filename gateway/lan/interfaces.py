"""Where this computer could be reached: its addresses, each with the network it is in.

Reading is quick but touches files (and, on Windows and macOS, asks a program): use a thread.
"""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import ifaddr

from gateway.domain.sharing import Network, NetworkKind, Place, Scope
from gateway.lan.linux import LinuxFacts
from gateway.lan.naming import kind_by_name
from gateway.lan.wifi import WifiNames, hardware_ports

_ULA = ipaddress.ip_network("fc00::/7")
_NOWHERE = "192.0.2.1"  # TEST-NET-1: a datagram socket "connected" to it sends nothing
_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class Facts(Protocol):
    """What a system tells about an interface beyond its addresses."""

    def is_up(self, name: str) -> bool: ...

    def kind(self, name: str, label: str) -> NetworkKind: ...

    def is_passing(self, address: str) -> bool:
        """Whether an IPv6 address is temporary, deprecated, or not yet usable."""
        ...

    def has_default_route(self, name: str, address: str) -> bool: ...

    def ssid(self, name: str) -> str:
        """The Wi-Fi's name, '' where it is not known."""
        ...


class OtherFacts:
    """Windows and macOS: what names, one datagram socket and the system's own tools tell."""

    def __init__(self) -> None:
        self._routed = _routed_address()

    def is_up(self, _name: str) -> bool:
        return True

    def kind(self, name: str, label: str) -> NetworkKind:
        return kind_by_name(name, hardware_ports().get(name, label))

    def is_passing(self, _address: str) -> bool:
        return False

    def has_default_route(self, _name: str, address: str) -> bool:
        return address == self._routed

    def ssid(self, name: str) -> str:
        return WIFI_NAMES.of(name)


WIFI_NAMES = WifiNames()


@dataclass(frozen=True, slots=True)
class _Address:
    ip: _Ip
    prefix: int

    @property
    def subnet(self) -> str:
        return str(ipaddress.ip_network((int(self.ip), self.prefix), strict=False))


def read_places() -> tuple[Place, ...]:
    """Every address one could share on, the likeliest networks first.

    Loopback, link-local and temporary addresses are left out.
    """
    facts: Facts = LinuxFacts() if sys.platform.startswith("linux") else OtherFacts()
    return tuple(sorted(_places(ifaddr.get_adapters(), facts), key=_order))


def _places(adapters: Iterable[ifaddr.Adapter], facts: Facts) -> Iterator[Place]:
    for adapter in adapters:
        name, label = str(adapter.name), str(adapter.nice_name)
        addresses = list(_usable(adapter, facts))
        if not addresses or not facts.is_up(name):
            continue
        kind = facts.kind(name, label)
        ssid = facts.ssid(name) if kind is NetworkKind.WIFI else ""
        home = next((each.subnet for each in addresses if each.ip.version == 4), "")
        seen: set[str] = set()
        for each in addresses:
            own = each.subnet if each.ip.version == 4 else home or each.subnet
            network = Network(name, ssid or own, _scope(each.ip), kind, label, ssid)
            if network.key in seen:
                continue  # a second address in the same network reaches the same people
            seen.add(network.key)
            address = str(each.ip)
            yield Place(
                network,
                address,
                each.subnet,
                public=each.ip.is_global,
                default_route=facts.has_default_route(name, address),
            )


def _usable(adapter: ifaddr.Adapter, facts: Facts) -> Iterator[_Address]:
    for entry in adapter.ips:
        # IPv6 comes as (address, flow, scope).
        text = entry.ip if isinstance(entry.ip, str) else entry.ip[0]
        try:
            ip = ipaddress.ip_address(text.partition("%")[0])
        except ValueError:
            continue
        if ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_multicast:
            continue
        if ip.version == 6 and facts.is_passing(str(ip)):
            continue
        yield _Address(ip, entry.network_prefix)


def _scope(ip: _Ip) -> Scope:
    if ip.version == 4:
        return Scope.IPV4
    return Scope.LOCAL6 if ip in _ULA else Scope.GLOBAL6


def _order(place: Place) -> tuple[bool, bool, int, str, int]:
    kinds, scopes = tuple(NetworkKind), tuple(Scope)
    network = place.network
    return (
        network.kind in (NetworkKind.VPN, NetworkKind.VIRTUAL),
        not place.default_route,
        kinds.index(network.kind),
        network.interface,
        scopes.index(network.scope),
    )


def _routed_address() -> str:
    """The address from which this computer would speak to the Internet, '' without a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_NOWHERE, 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""
