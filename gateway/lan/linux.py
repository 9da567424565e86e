"""What Linux tells about interfaces, in /sys and /proc and by one ioctl."""

from __future__ import annotations

import ctypes
import ipaddress
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

from gateway.domain.sharing import NetworkKind
from gateway.lan.naming import is_vpn_name

_TEMPORARY, _DAD_FAILED, _DEPRECATED, _TENTATIVE = 0x01, 0x08, 0x20, 0x40
_PASSING = _TEMPORARY | _DAD_FAILED | _DEPRECATED | _TENTATIVE
"""Flags of /proc/net/if_inet6, from linux/if_addr.h."""
_NO_HEADER = 65534
"""ARPHRD_NONE: an interface without Ethernet frames, as tunnels are."""
_ROUTE_UP = 0x1
_GET_ESSID = 0x8B1B
"""SIOCGIWESSID, linux/wireless.h."""
_ESSID_MAX = 32


class LinuxFacts:
    """One look. ``root`` is where /sys and /proc lie."""

    def __init__(self, root: Path = Path("/")) -> None:
        self._net = root / "sys/class/net"
        self._passing = frozenset(_passing_addresses(root / "proc/net/if_inet6"))
        self._routed = frozenset(_default_routes(root / "proc/net/route"))

    def is_up(self, name: str) -> bool:
        # Tunnels and some drivers never say more than "unknown".
        return self._read(name, "operstate") in ("up", "unknown", "")

    def kind(self, name: str, _label: str) -> NetworkKind:
        folder = self._net / name
        if (folder / "wireless").exists() or (folder / "phy80211").exists():
            return NetworkKind.WIFI
        tunnel = (folder / "tun_flags").exists() or self._read(name, "type") == str(_NO_HEADER)
        if tunnel or is_vpn_name(name):
            return NetworkKind.VPN
        return NetworkKind.ETHERNET if self._is_hardware(name) else NetworkKind.VIRTUAL

    def _is_hardware(self, name: str, depth: int = 2) -> bool:
        """A card, or a bridge, bond or VLAN over one."""
        folder = self._net / name
        if (folder / "device").exists():
            return True
        if not depth:
            return False
        lower = [each.name.removeprefix("lower_") for each in folder.glob("lower_*")]
        return any(self._is_hardware(each, depth - 1) for each in lower)

    def is_passing(self, address: str) -> bool:
        return address in self._passing

    def has_default_route(self, name: str, _address: str) -> bool:
        return name in self._routed

    def ssid(self, name: str) -> str:
        return _essid(name)

    def _read(self, name: str, file: str) -> str:
        try:
            return (self._net / name / file).read_text(encoding="ascii").strip()
        except OSError:
            return ""


def _passing_addresses(table: Path) -> Iterator[str]:
    for fields in _rows(table):
        if len(fields) >= 6 and int(fields[4], 16) & _PASSING:
            yield str(ipaddress.IPv6Address(int(fields[0], 16)))


def _default_routes(table: Path) -> Iterator[str]:
    for fields in _rows(table):
        to_all = len(fields) >= 8 and fields[1] == fields[7] == "00000000"
        if to_all and int(fields[3], 16) & _ROUTE_UP:
            yield fields[0]


def _rows(table: Path) -> list[list[str]]:
    try:
        return [line.split() for line in table.read_text(encoding="ascii").splitlines()]
    except OSError:
        return []


def _essid(name: str) -> str:
    """By the wireless extensions, which most drivers still answer; '' elsewhere."""
    import fcntl  # not on Windows

    buffer = ctypes.create_string_buffer(_ESSID_MAX + 1)
    request = struct.pack(
        "16sPHH8x", name.encode()[:15], ctypes.addressof(buffer), _ESSID_MAX + 1, 0
    )
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            fcntl.ioctl(sock.fileno(), _GET_ESSID, request)
        except OSError:
            return ""
    return buffer.value.decode("utf-8", "replace")
