"""WebSockets to upstreams: text frames both ways, in bounded memory."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import Protocol

import aiohttp
from yarl import URL

from gateway.errors import HomeportError
from gateway.providers.base import UpstreamRequest
from gateway.relay import transport_failures as failures
from gateway.relay.transport import Timeouts
from gateway.relay.transport_parser import MAX_LINE
from gateway.relay.transport_session import translate
from gateway.relay.transport_trust import Trust, system_trust

MAX_FRAME = 16 * 2**20
"""Bytes of one frame: OpenAI takes 15 MiB of sound at once."""
HEARTBEAT_S = 30.0
_CLOSE_S = 2.0


class SocketRefused(HomeportError):
    """The upstream answered the handshake with an HTTP error."""

    def __init__(self, status: int, headers: dict[str, str]) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.headers = headers


class Socket(Protocol):
    """One end of a session of text frames. A frame too large or binary closes it."""

    async def receive(self) -> str | None:
        """The next frame; None once the other side has gone."""
        ...

    async def send(self, frame: str) -> None:
        """Returns when more may be sent. Raises ConnectionError once the other side has gone."""
        ...

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Idempotent."""
        ...


class _Upstream:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def receive(self) -> str | None:
        message = await self._socket.receive()
        while message.type is aiohttp.WSMsgType.BINARY:
            message = await self._socket.receive()
        return message.data if message.type is aiohttp.WSMsgType.TEXT else None

    async def send(self, frame: str) -> None:
        try:
            await self._socket.send_str(frame)
        except aiohttp.ClientError as error:
            raise ConnectionError(str(error)) from error

    async def close(self, code: int = 1000, reason: str = "") -> None:
        try:
            await self._socket.close(code=code, message=reason.encode()[:120])
        finally:
            # aiohttp 3.14 keeps one that broke under receive(), or whose close() was cancelled.
            self._socket._response.close()


class SocketTransport:
    """Opens sockets; one session for all of them."""

    def __init__(self, trust: Callable[[], ssl.SSLContext] = system_trust) -> None:
        self._trust = Trust(trust)
        self._session: aiohttp.ClientSession | None = None

    async def connect(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = "", authority: str = ""
    ) -> Socket:
        """Raises TransportError, and SocketRefused for an upstream that would not."""
        tls = await self._trust.context(authority) if authority else True
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                cookie_jar=aiohttp.DummyCookieJar(),
                max_line_size=MAX_LINE,
                max_field_size=MAX_LINE,
            )
        headers = {
            name: value
            for name, value in request.headers.items()
            if name.lower() not in ("accept", "accept-encoding", "content-type")
        }
        try:
            async with asyncio.timeout(timeouts.connect + timeouts.first_byte):
                socket = await self._session.ws_connect(
                    URL(request.url, encoded=True),
                    headers=headers,
                    proxy=proxy or None,
                    ssl=tls,
                    max_msg_size=MAX_FRAME,
                    heartbeat=HEARTBEAT_S,
                    timeout=aiohttp.ClientWSTimeout(ws_close=_CLOSE_S),
                )
        except aiohttp.WSServerHandshakeError as error:
            got = {name.lower(): value for name, value in (error.headers or {}).items()}
            raise SocketRefused(error.status, got) from error
        except TimeoutError as error:
            raise failures.did_not_answer(timeouts) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise translate(error, timeouts) from error
        return _Upstream(socket)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
