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
import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import aiohttp

from gateway.dialects.addresses import addressed_images
from gateway.domain.conversation import Conversation
from gateway.errors import HomeportError
from gateway.relay.public_web import PrivateAddress, guarded_session, is_public, refuse_private
from gateway.relay.transport_trust import system_trust

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
        async with await guarded_session(
            self._allows, self._trust, _HEADERS, MOST_SECONDS, _AT_ONCE
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
        except (PictureError, PrivateAddress) as error:
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
        refuse_private(parts.hostname, self._allows)


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
