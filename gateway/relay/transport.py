"""One small interface to upstreams, so that what carries the bytes can change without the relay
knowing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from yarl import URL

from gateway.domain.failure import Failure, FailureClass
from gateway.errors import HomeportError
from gateway.providers.base import UpstreamRequest

MAX_ANSWER = 256 * 2**20
"""Bytes of a plain answer that are kept in memory; a larger one is a protocol failure."""


_DRAIN_S = 0.25
_DRAIN_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, to the first byte of the answer, between two reads of its body."""

    connect: float = 10.0
    first_byte: float = 120.0
    idle: float = 120.0


class TransportError(HomeportError):
    """No usable answer: the failure says why, without the upstream's address."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class UpstreamAnswer(Protocol):
    """An answer whose body is still to be read. ``headers`` has lower-case names."""

    status: int
    headers: Mapping[str, str]
    connect_ms: int

    async def read(self) -> bytes:
        """The whole body. Raises TransportError."""
        ...

    def chunks(self) -> AsyncIterator[bytes]:
        """The body as it comes. Raises TransportError where it breaks off."""
        ...

    async def drain(self) -> None:
        """Reads what little may follow a stream's end, so that its connection can serve again."""
        ...

    def close(self) -> None:
        """Drops the connection unless the body was read to its end.

        Idempotent; cancels the upstream.
        """
        ...


class Transport(Protocol):
    async def send(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = ""
    ) -> UpstreamAnswer:
        """Sends and waits for the answer's head. Raises TransportError."""
        ...

    async def close(self) -> None: ...


def _failure(kind: FailureClass, message: str, code: str = "") -> TransportError:
    return TransportError(Failure(kind, 0, message, error_code=code))


def _translate(error: BaseException, timeouts: Timeouts) -> TransportError:
    """An aiohttp or OS error in words that name no address."""
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return _failure(FailureClass.TIMEOUT, f"could not connect within {timeouts.connect:g} s")
    if isinstance(error, TimeoutError):
        return _failure(FailureClass.TIMEOUT, f"sent nothing for {timeouts.idle:g} s")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return _failure(FailureClass.NETWORK, "its host name could not be resolved")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _failure(FailureClass.NETWORK, "its TLS certificate is not trusted", "tls")
    if isinstance(error, aiohttp.ClientSSLError):
        return _failure(FailureClass.NETWORK, "the TLS handshake failed", "tls")
    if isinstance(error, aiohttp.ClientConnectorError):
        refused = isinstance(error.os_error, ConnectionRefusedError)
        return _failure(
            FailureClass.NETWORK,
            "the connection was refused" if refused else "no connection could be made",
        )
    if isinstance(error, aiohttp.ClientPayloadError | aiohttp.ServerDisconnectedError):
        return _failure(FailureClass.NETWORK, "the connection broke off before the answer's end")
    if isinstance(error, aiohttp.ClientResponseError):
        return _failure(FailureClass.PROTOCOL, "the answer is not HTTP")
    return _failure(FailureClass.NETWORK, f"the connection failed ({type(error).__name__})")


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
            raise _failure(FailureClass.PROTOCOL, "the answer is too large")
        parts: list[bytes] = []
        size = 0
        async for part in self.chunks():
            size += len(part)
            if size > MAX_ANSWER:
                self.close()
                raise _failure(FailureClass.PROTOCOL, "the answer is too large")
            parts.append(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    async def chunks(self) -> AsyncIterator[bytes]:
        read = self._response.content.readany
        try:
            while data := await read():
                yield data
        except _ERRORS as error:
            raise _translate(error, self._timeouts) from error

    async def drain(self) -> None:
        try:
            async with asyncio.timeout(_DRAIN_S):
                if len(await self._response.content.read(_DRAIN_BYTES)) < _DRAIN_BYTES:
                    await self._response.content.readany()
        except _ERRORS:
            pass

    def close(self) -> None:
        self._response.close()


class AiohttpTransport:
    """ClientSession:

    Keep-alive, TLS, proxies. Redirects are not followed: a key goes where it was sent.
    """

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._proxies = getproxies()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=60.0),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=True,
                max_line_size=32 * 1024,
                max_field_size=32 * 1024,
                skip_auto_headers=("User-Agent", "Content-Type", "Accept", "Accept-Encoding"),
            )
        return self._session

    async def send(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = ""
    ) -> UpstreamAnswer:
        session = self._open()
        started = time.monotonic()
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=None,
            sock_connect=timeouts.connect,
            sock_read=timeouts.idle,
        )
        try:
            async with asyncio.timeout(timeouts.connect + timeouts.first_byte):
                response = await session.request(
                    request.method,
                    URL(request.url, encoded=True),
                    headers=request.headers,
                    data=request.body or None,
                    allow_redirects=False,
                    timeout=timeout,
                    proxy=proxy or self._system_proxy(request.url) or None,
                )
        except TimeoutError as error:
            if isinstance(error, aiohttp.ConnectionTimeoutError):
                raise _translate(error, timeouts) from error
            raise _failure(
                FailureClass.TIMEOUT, f"did not answer within {timeouts.first_byte:g} s"
            ) from error
        except (*_ERRORS, ValueError) as error:
            raise _translate(error, timeouts) from error
        return _Answer(response, timeouts, int((time.monotonic() - started) * 1000))

    def _system_proxy(self, url: str) -> str:
        """The system's proxy for ``url``; aiohttp's own look-up costs a thread hop a request."""
        if not self._proxies:
            return ""
        parts = urlsplit(url)
        if proxy_bypass(parts.hostname or ""):
            return ""
        return self._proxies.get(parts.scheme, "")

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
