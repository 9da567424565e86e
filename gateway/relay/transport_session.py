"""aiohttp's ClientSession as a transport: for proxies, and for what the direct one leaves to it."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator, Mapping

import aiohttp
from yarl import URL

from gateway.providers.base import Pieces, UpstreamRequest
from gateway.relay import transport_failures as failures
from gateway.relay.transport import (
    DRAIN_BYTES,
    DRAIN_S,
    MAX_ANSWER,
    Timeouts,
    TransportError,
    UpstreamAnswer,
)
from gateway.relay.transport_parser import MAX_LINE

_AT_ONCE = 2**20
_SLOWEST = 64 * 1024
"""Bytes a second that a large body is given time for."""


def translate(error: BaseException, timeouts: Timeouts) -> TransportError:
    """An aiohttp or OS error in words that name no address."""
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return failures.could_not_connect(timeouts)
    if isinstance(error, TimeoutError):
        return failures.fell_silent(timeouts)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return failures.unresolved()
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return failures.untrusted()
    if isinstance(error, aiohttp.ClientSSLError):
        return failures.no_handshake()
    if isinstance(error, aiohttp.ClientConnectorError):
        return failures.unreachable(refused=isinstance(error.os_error, ConnectionRefusedError))
    if isinstance(error, aiohttp.ClientPayloadError | aiohttp.ServerDisconnectedError):
        return failures.broke_off()
    if isinstance(error, aiohttp.ClientResponseError):
        return failures.not_http()
    return failures.other_failure(error)


_ERRORS = (aiohttp.ClientError, OSError, TimeoutError, asyncio.IncompleteReadError)


class _Answer:
    def __init__(
        self, response: aiohttp.ClientResponse, timeouts: Timeouts, connect_ms: int
    ) -> None:
        self._response = response
        self._timeouts = timeouts
        self.status = response.status
        self.headers: Mapping[str, str] = {
            name.lower(): value for name, value in response.headers.items()
        }
        self.connect_ms = connect_ms

    async def read(self) -> bytes:
        length = self._response.content_length
        if length is not None and length > MAX_ANSWER:
            raise failures.too_large()
        parts: list[bytes] = []
        size = 0
        async for part in self.chunks():
            size += len(part)
            if size > MAX_ANSWER:
                self.close()
                raise failures.too_large()
            parts.append(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    async def chunks(self) -> AsyncIterator[bytes]:
        read = self._response.content.readany
        try:
            while data := await read():
                yield data
        except _ERRORS as error:
            raise translate(error, self._timeouts) from error

    async def drain(self) -> None:
        try:
            async with asyncio.timeout(DRAIN_S):
                if len(await self._response.content.read(DRAIN_BYTES)) < DRAIN_BYTES:
                    await self._response.content.readany()
        except _ERRORS:
            pass

    def close(self) -> None:
        self._response.close()


async def _pieces(pieces: Pieces) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def _payload(request: UpstreamRequest) -> bytes | io.BytesIO | AsyncIterator[bytes] | None:
    """aiohttp warns of long bytes, which it writes at once; from a file it writes in pieces."""
    if request.pieces is not None:
        return _pieces(request.pieces)
    body = request.body
    if len(body) > _AT_ONCE:
        return io.BytesIO(body)
    return body or None


class SessionTransport:
    """ClientSession:

    Keep-alive, TLS, proxies. Redirects are not followed: a key goes where it was sent.
    """

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=60.0),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=True,
                max_line_size=MAX_LINE,
                max_field_size=MAX_LINE,
                skip_auto_headers=("User-Agent", "Content-Type", "Accept", "Accept-Encoding"),
            )
        return self._session

    async def send(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = ""
    ) -> UpstreamAnswer:
        session = self._open()
        started = time.monotonic()
        headers, upload_s = dict(request.headers), 0.0
        if request.pieces is not None:
            size = len(request.pieces)
            headers["Content-Length"] = str(size)
            upload_s = size / _SLOWEST
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=None,
            sock_connect=timeouts.connect,
            sock_read=timeouts.idle,
        )
        try:
            async with asyncio.timeout(timeouts.connect + timeouts.first_byte + upload_s):
                response = await session.request(
                    request.method,
                    URL(request.url, encoded=True),
                    headers=headers,
                    data=_payload(request),
                    allow_redirects=False,
                    timeout=timeout,
                    proxy=proxy or None,
                )
        except TimeoutError as error:
            if isinstance(error, aiohttp.ConnectionTimeoutError):
                raise translate(error, timeouts) from error
            raise failures.did_not_answer(timeouts) from error
        except (*_ERRORS, ValueError) as error:
            raise translate(error, timeouts) from error
        return _Answer(response, timeouts, int((time.monotonic() - started) * 1000))

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
