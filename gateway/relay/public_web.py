"""Whether an address is one of the public internet, asked where a connection is made.

A name is resolved once, each of its addresses is looked at, and the connection goes to the very
address that was looked at: a name that changes its mind in between (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from gateway.errors import HomeportError


class PrivateAddress(HomeportError):
    """An address of this computer, of its network, or of no network at all."""

    def __init__(self) -> None:
        super().__init__("its address is not one of the public internet")


def refuse_private(host: str, allows: Callable[[str], bool]) -> None:
    """What a resolver never sees: a host that is an address already. Raises PrivateAddress."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return
    if not allows(host):
        raise PrivateAddress


class PublicResolver(AbstractResolver):
    """The system's resolver; a name with an address that is not allowed has none at all."""

    def __init__(self, allows: Callable[[str], bool]) -> None:
        self._allows = allows

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
        if not found or not all(self._allows(str(place[0])) for *_, place in found):
            raise PrivateAddress
        return [
            ResolveResult(
                hostname=host,
                host=str(place[0]),
                port=port,
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST,
            )
            for kind, _, protocol, _, place in found
        ]

    async def close(self) -> None:
        return


async def guarded_session(
    allows: Callable[[str], bool],
    trust: Callable[[], ssl.SSLContext],
    headers: Mapping[str, str],
    seconds: float,
    at_once: int = 1,
) -> aiohttp.ClientSession:
    """For addresses that somebody else wrote: without proxies, cookies or kept connections, and
    only to IP addresses that ``allows`` lets pass. ``seconds`` is the most one request may take.
    """
    connector = aiohttp.TCPConnector(
        resolver=PublicResolver(allows),
        ssl=await asyncio.to_thread(trust),
        use_dns_cache=False,
        force_close=True,
        limit=at_once,
    )
    return aiohttp.ClientSession(
        connector=connector,
        trust_env=False,
        headers=headers,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=seconds),
    )


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet's, also what it stands for where it maps."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or _translated(found)
        if found.teredo is not None or (inner is not None and not is_public(str(inner))):
            return False
        if inner is not None:
            return True
    return found.is_global and not found.is_multicast and not found.is_reserved


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that NAT64 makes of an address (RFC 6052)."""
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
