"""WebSocket as a transport, for vendors who take a request in one frame and answer in several.

The frames of the answer come as server-sent events, so that what reads streams reads them too. The
answer ends when the vendor closes.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from gateway.providers.base import UpstreamRequest
from gateway.relay import transport_failures as failures
from gateway.relay.transport import (
    DRAIN_S,
    MAX_ANSWER,
    Timeouts,
    UpstreamAnswer,
)
from gateway.relay.transport_session import CLIENT_ERRORS, translate

SCHEMES = ("ws", "wss")
_LARGEST_FRAME = 2**24
_OVER = (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.CLOSED)
_ONE_LINE = {ord("\r"): " ", ord("\n"): " "}
_DATA = (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY)


def is_socket(request: UpstreamRequest) -> bool:
    return urlsplit(request.url).scheme in SCHEMES


class SocketTransport:
    """A connection for each request: there is nothing to keep."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, force_close=True),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("User-Agent",),
            )
        return self._session

    async def send(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = ""
    ) -> UpstreamAnswer:
        """Shakes hands and sends the body as one frame of text; waits for the first one back."""
        started = time.monotonic()
        try:
            async with asyncio.timeout(timeouts.connect + timeouts.first_byte):
                socket = await self._open().ws_connect(
                    URL(request.url, encoded=True),
                    headers={"User-Agent": request.headers.get("User-Agent", "")},
                    max_msg_size=_LARGEST_FRAME,
                    proxy=proxy or None,
                )
                connect_ms = int((time.monotonic() - started) * 1000)
                try:
                    await socket.send_str(request.body.decode("utf-8", "replace"))
                    first = await socket.receive()
                except BaseException:
                    _drop(socket)
                    raise
        except aiohttp.WSServerHandshakeError as error:
            return _Refusal(error, int((time.monotonic() - started) * 1000))
        except TimeoutError as error:
            raise failures.did_not_answer(timeouts) from error
        except (*CLIENT_ERRORS, ValueError) as error:
            raise translate(error, timeouts) from error
        return _Answer(socket, first, timeouts, connect_ms)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


class _Answer:
    status = 200
    headers: Mapping[str, str] = {"content-type": "text/event-stream"}

    def __init__(
        self,
        socket: aiohttp.ClientWebSocketResponse,
        first: aiohttp.WSMessage,
        timeouts: Timeouts,
        connect_ms: int,
    ) -> None:
        self._socket = socket
        self._next: aiohttp.WSMessage | None = first
        self._timeouts = timeouts
        self.connect_ms = connect_ms

    async def read(self) -> bytes:
        parts: list[bytes] = []
        size = 0
        async for part in self.chunks():
            size += len(part)
            if size > MAX_ANSWER:
                self.close()
                raise failures.too_large()
            parts.append(part)
        return b"".join(parts)

    async def chunks(self) -> AsyncIterator[bytes]:
        while True:
            message = await self._receive()
            if message.type in _OVER:
                return
            if message.type is aiohttp.WSMsgType.ERROR:
                raise failures.broke_off()
            if message.type in _DATA:
                data = message.data
                text = data if isinstance(data, str) else data.decode("utf-8", "replace")
                # A line end in JSON is white space.
                yield f"data: {text.translate(_ONE_LINE)}\n\n".encode()

    async def _receive(self) -> aiohttp.WSMessage:
        if self._next is not None:
            message, self._next = self._next, None
            return message
        try:
            return await self._socket.receive(timeout=self._timeouts.idle)
        except TimeoutError as error:
            raise failures.fell_silent(self._timeouts) from error
        except CLIENT_ERRORS as error:
            raise translate(error, self._timeouts) from error

    async def drain(self) -> None:
        """Lets the vendor's closing frame come."""
        try:
            async with asyncio.timeout(DRAIN_S):
                await self._socket.close()
        except (*CLIENT_ERRORS, TimeoutError):
            pass

    def close(self) -> None:
        _drop(self._socket)


class _Refusal:
    """A handshake that was refused: a status, and what aiohttp kept of the reason."""

    def __init__(self, error: aiohttp.WSServerHandshakeError, connect_ms: int) -> None:
        self.status = error.status
        self.headers: Mapping[str, str] = {
            name.lower(): value for name, value in (error.headers or {}).items()
        } | {"content-type": "application/json"}
        self.connect_ms = connect_ms
        self._body = json.dumps({"message": f"the handshake was refused: {error.message}"}).encode()

    async def read(self) -> bytes:
        return self._body

    async def chunks(self) -> AsyncIterator[bytes]:
        yield self._body

    async def drain(self) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""


def _drop(socket: aiohttp.ClientWebSocketResponse) -> None:
    """Ends the connection now, which cancels the upstream; a closing handshake would wait."""
    if not socket.closed:
        socket._response.close()
