"""Prices from an address that the owner enters: asked once, when it is asked for, and no more.

Only https, no cookies and no credentials, nothing of this network unless that is wanted, redirects
followed by hand and each looked at like the first. Where the relay goes through a proxy, so does
this; names are the proxy's to resolve then.
"""

from __future__ import annotations

import asyncio
import platform
import ssl
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import aiohttp

from gateway.errors import ServiceError
from gateway.providers.base import UpstreamRequest
from gateway.relay.public_web import PrivateAddress, guarded_session, is_public, refuse_private
from gateway.relay.transport import Timeouts, Transport, TransportError
from gateway.relay.transport_trust import system_trust
from gateway.version import __version__

MAX_BYTES = 32 * 2**20
TOTAL_S = 60.0
_MOST_HOPS = 4
_MOST_CHARS = 2_000
_REDIRECTS = (301, 302, 303, 307, 308)
_TIMEOUTS = Timeouts(connect=15.0, first_byte=30.0, idle=30.0)
_HEADERS = {
    "Accept": "application/json",
    "User-Agent": f"Homeport/{__version__} ({platform.system()})",
}


class PriceFetch:
    """``proxy`` is the relay's, '' for none."""

    def __init__(
        self,
        transport: Transport,
        proxy: Callable[[], str],
        trust: Callable[[], ssl.SSLContext] = system_trust,
    ) -> None:
        self._transport = transport
        self._proxy = proxy
        self._trust = trust

    async def get(self, address: str, *, private: bool = False) -> bytes:
        """What ``address`` answers. ``private`` allows this computer and its networks.

        Raises ServiceError ``prices_bad_address``, ``prices_private_address``,
        ``prices_unreachable``, ``bad_prices`` where it is too large.
        """
        try:
            async with asyncio.timeout(TOTAL_S):
                if self._proxy():
                    return await self._by_proxy(address, private)
                return await self._directly(address, private)
        except PrivateAddress as error:
            words = "the address leads into this network; allow that if it is meant"
            raise ServiceError("prices_private_address", words) from error
        except TimeoutError as error:
            raise _unreachable("it takes too long") from error
        except TransportError as error:
            raise _unreachable(str(error)) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _unreachable("it cannot be reached") from error

    async def _directly(self, address: str, private: bool) -> bytes:
        def allows(host: str) -> bool:
            return private or is_public(host)

        async with await guarded_session(allows, self._trust, _HEADERS, TOTAL_S) as session:
            for _ in range(_MOST_HOPS):
                refuse_private(_host(address), allows)
                async with session.get(address, allow_redirects=False) as answer:
                    if answer.status in _REDIRECTS:
                        address = urljoin(address, answer.headers.get("Location", ""))
                        continue
                    _check_status(answer.status)
                    content = bytearray()
                    async for part in answer.content.iter_any():
                        _add(content, part)
                    return bytes(content)
        raise _unreachable("it is redirected too often")

    async def _by_proxy(self, address: str, private: bool) -> bytes:
        for _ in range(_MOST_HOPS):
            refuse_private(_host(address), lambda host: private or is_public(host))
            request = UpstreamRequest("GET", address, dict(_HEADERS))
            answer = await self._transport.send(request, _TIMEOUTS, self._proxy())
            try:
                if answer.status in _REDIRECTS:
                    address = urljoin(address, answer.headers.get("location", ""))
                    continue
                _check_status(answer.status)
                content = bytearray()
                async for part in answer.chunks():
                    _add(content, part)
                return bytes(content)
            finally:
                answer.close()
        raise _unreachable("it is redirected too often")


def _host(address: str) -> str:
    """Raises ServiceError ``prices_bad_address`` for what is not to be asked at all."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme == "https" and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        parts, usable = urlsplit(""), False
    plain = address.isascii() and not any(letter.isspace() for letter in address)
    if not (usable and plain and parts.hostname and len(address) <= _MOST_CHARS):
        raise ServiceError(
            "prices_bad_address", "an address of prices begins with https:// and has no password"
        )
    return parts.hostname


def _check_status(status: int) -> None:
    if status != 200:
        raise _unreachable(f"it answers with HTTP {status}")


def _add(content: bytearray, part: bytes) -> None:
    content += part
    if len(content) > MAX_BYTES:
        raise ServiceError(
            "bad_prices", f"these prices cannot be used: it is longer than {MAX_BYTES} bytes"
        )


def _unreachable(why: str) -> ServiceError:
    return ServiceError("prices_unreachable", f"the address of the prices failed: {why}")
