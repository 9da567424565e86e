"""Fetches the images of a request for upstreams that take only their data.

An address in a request is its client's, who may be a guest; what it leads to must not be this
network's. So every name is resolved here, once, each of its addresses is looked at, and the
connection goes to the very address that was looked at: a name that changes its mind in between
(DNS rebinding) gains nothing. Redirects are followed by hand, each as strictly as the first. No
proxy is used, because it would resolve the name anew.
"""

from __future__ import annotations

import asyncio
import base64
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from gateway.dialects.addresses import addressed_images
from gateway.domain.conversation import Conversation
from gateway.errors import HomeportError
from gateway.relay.transport_direct import system_trust

MOST_BYTES = 20 * 2**20
"""Of one image."""
MOST_IMAGES = 20
MOST_SECONDS = 20.0
"""For one image, redirects included."""
_AT_ONCE = 4
_MOST_HOPS = 4
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {"User-Agent": "Homeport", "Accept": "image/*"}
_FAILED = (aiohttp.ClientError, OSError, ValueError)

OFF, PUBLIC, ANY = "off", "public", "any"
POLICIES = (PUBLIC, ANY, OFF)
"""What may be fetched: addresses of the internet, any address, nothing."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``data`` is base64."""

    mime: str
    data: str


class PictureError(HomeportError):
    """An image that was not fetched; the words name its host and no more of its address."""


def put_in(conversation: Conversation, pictures: Mapping[str, Picture]) -> None:
    """Gives the images that were fetched their data, in place of their addresses."""
    for image in addressed_images(conversation):
        picture = pictures.get(image.url)
        if picture is not None:
            image.mime, image.data, image.url = picture.mime, picture.data, ""


class PictureFetcher:
    """Keeps nothing between requests."""

    def __init__(
        self, policy: Callable[[], str], trust: Callable[[], ssl.SSLContext] = system_trust
    ) -> None:
        self._policy = policy
        self._trust = trust

    async def fetch(self, addresses: Iterable[str]) -> Mapping[str, Picture]:
        """Every image by its address. Raises PictureError for the first that cannot be had."""
        wanted = list(dict.fromkeys(addresses))
        if self._policy() == OFF:
            raise PictureError(
                "This model takes images only as data, and fetching them is switched off"
            )
        if len(wanted) > MOST_IMAGES:
            raise PictureError(f"More than {MOST_IMAGES} images by web address")
        gate = asyncio.Semaphore(_AT_ONCE)
        connector = aiohttp.TCPConnector(
            resolver=_Resolver(self._allows),
            ssl=await asyncio.to_thread(self._trust),
            use_dns_cache=False,
            force_close=True,
            limit=_AT_ONCE,
        )
        async with aiohttp.ClientSession(
            connector=connector,
            trust_env=False,
            headers=_HEADERS,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=MOST_SECONDS),
        ) as session:
            found = await asyncio.gather(
                *(self._one(session, gate, address) for address in wanted), return_exceptions=True
            )
        pictures: dict[str, Picture] = {}
        for address, picture in zip(wanted, found, strict=True):
            if isinstance(picture, BaseException):
                raise picture
            pictures[address] = picture
        return pictures

    def _allows(self, address: str) -> bool:
        return self._policy() == ANY or is_public(address)

    async def _one(
        self, session: aiohttp.ClientSession, gate: asyncio.Semaphore, address: str
    ) -> Picture:
        host = urlsplit(address).hostname or "?"
        try:
            async with gate, asyncio.timeout(MOST_SECONDS):
                return await self._follow(session, address)
        except PictureError as error:
            raise PictureError(f"The image at {host} was not fetched: {error}") from error
        except TimeoutError:
            raise PictureError(f"The image at {host} took too long") from None
        except _FAILED:
            raise PictureError(f"The image at {host} could not be fetched") from None

    async def _follow(self, session: aiohttp.ClientSession, address: str) -> Picture:
        for _ in range(_MOST_HOPS):
            self._check(address)
            async with session.get(address, allow_redirects=False) as answer:
                if answer.status in _REDIRECTS:
                    address = urljoin(address, answer.headers.get("Location", ""))
                    continue
                if answer.status != 200:
                    raise PictureError(f"its server answered {answer.status}")
                return await _read(answer)
        raise PictureError("it is redirected too often")

    def _check(self, address: str) -> None:
        """What the resolver never sees: the scheme, and hosts that are addresses already."""
        parts = urlsplit(address)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            raise PictureError("it is not on the web")
        try:
            ipaddress.ip_address(parts.hostname)
        except ValueError:
            return
        if not self._allows(parts.hostname):
            raise PictureError(_PRIVATE)


_PRIVATE = "its address is not one of the public internet"


class _Resolver(AbstractResolver):
    """The system's resolver; a name with an address that is not allowed has none at all."""

    def __init__(self, allows: Callable[[str], bool]) -> None:
        self._allows = allows

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
        if not found or not all(self._allows(str(place[0])) for *_, place in found):
            raise PictureError(_PRIVATE)
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


async def _read(answer: aiohttp.ClientResponse) -> Picture:
    length = answer.content_length
    if length is not None and length > MOST_BYTES:
        raise PictureError(_LARGE)
    content = bytearray()
    async for part in answer.content.iter_any():
        content += part
        if len(content) > MOST_BYTES:
            raise PictureError(_LARGE)
    mime = _kind(content)
    if not mime:
        raise PictureError("it is no JPEG, PNG, GIF or WebP")
    return Picture(mime, base64.b64encode(content).decode())


_LARGE = f"it is larger than {MOST_BYTES // 2**20} MB"


def _kind(content: bytearray) -> str:
    """By its first bytes: what a server calls it is no proof."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""
