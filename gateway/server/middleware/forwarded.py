"""Whose request it is when a reverse proxy stands in front: X-Forwarded-For and Forwarded.

Both are believed from proxies that the owner has named, hop by hop from the nearest, and from
nobody else: anybody can write them. Pure functions over header values.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from multidict import CIMultiDictProxy

Net = ipaddress.IPv4Network | ipaddress.IPv6Network
_HEADERS = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


def parse_networks(text: str) -> tuple[Net, ...]:
    """Addresses and CIDR networks between commas or spaces. Raises ValueError."""
    return tuple(
        ipaddress.ip_network(each, strict=False) for each in text.replace(",", " ").split()
    )


def is_within(address: str, networks: Sequence[Net]) -> bool:
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return any(ip.version == net.version and ip in net for net in networks)


def is_forwarded(headers: CIMultiDictProxy[str]) -> bool:
    """Whether a request says that it came through a proxy."""
    return any(name in headers for name in _HEADERS)


def client_address(peer: str, headers: CIMultiDictProxy[str], trusted: Sequence[Net]) -> str:
    """The address of who asks: the nearest one that is no trusted proxy.

    Where the headers disagree, or the nearest hop is unreadable, it is the peer: a proxy that sets
    one of them passes the other on as its client wrote it.
    """
    if not trusted or not is_within(peer, trusted):
        return peer
    found = {_nearest(peer, hops, trusted) for hops in _chains(headers)}
    return found.pop() if len(found) == 1 else peer


def _nearest(peer: str, hops: Sequence[str], trusted: Sequence[Net]) -> str:
    nearest = peer
    for hop in reversed(hops):
        address = _plain(hop)
        if not address:
            return nearest
        nearest = address
        if not is_within(address, trusted):
            break
    return nearest


def _chains(headers: CIMultiDictProxy[str]) -> list[list[str]]:
    """The hops that each header names, farthest first."""
    chains = []
    if values := headers.getall("X-Forwarded-For", []):
        chains.append(",".join(values).split(","))
    if values := headers.getall("Forwarded", []):
        chains.append([_for(element) for element in ",".join(values).split(",")])
    return chains


def _for(element: str) -> str:
    """The ``for`` of one element of Forwarded (RFC 7239), '' without one."""
    for pair in element.split(";"):
        name, _, value = pair.strip().partition("=")
        if name.lower() == "for":
            return value.strip().strip('"')
    return ""


def _plain(hop: str) -> str:
    """An IP literal without port, brackets and zone; '' for anything else."""
    text = hop.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        ip = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(ip, "ipv4_mapped", None) or ip)
