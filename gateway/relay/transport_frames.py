"""A request in one frame of a WebSocket, and its answer in several.

The frames of the answer come as server-sent events, so that what reads streams reads them too. The
answer ends when the vendor closes.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from urllib.parse import urlsplit

from gateway.providers.base import UpstreamRequest
from gateway.relay import transport_failures as failures
from gateway.relay.transport import MAX_ANSWER, Timeouts, UpstreamAnswer
from gateway.relay.transport_socket import Socket, SocketRefused, SocketTransport
from gateway.tasks import TaskGroup

_SCHEMES = ("ws", "wss")
_ONE_LINE = {ord("\r"): " ", ord("\n"): " "}
"""A line end in JSON is white space."""


def is_framed(request: UpstreamRequest) -> bool:
    return urlsplit(request.url).scheme in _SCHEMES


class FramesTransport:
    """A socket for each request: there is nothing to keep."""

    def __init__(self, sockets: SocketTransport) -> None:
        self._sockets = sockets
        self._closing = TaskGroup("sockets")

    async def send(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = ""
    ) -> UpstreamAnswer:
        """Shakes hands, sends the body as one frame, and waits for the first one back."""
        started = time.monotonic()
        try:
            socket = await self._sockets.connect(request, timeouts, proxy)
        except SocketRefused as error:
            return _Refusal(error, _ms_since(started))
        connect_ms = _ms_since(started)
        try:
            async with asyncio.timeout(timeouts.first_byte):
                await socket.send(request.body.decode("utf-8", "replace"))
                first = await socket.receive()
        except TimeoutError as error:
            self.drop(socket)
            raise failures.did_not_answer(timeouts) from error
        except ConnectionError as error:
            self.drop(socket)
            raise failures.broke_off() from error
        except BaseException:
            self.drop(socket)
            raise
        return _Answer(self, socket, first, timeouts, connect_ms)

    def drop(self, socket: Socket) -> None:
        """Says goodbye, which cancels the upstream; nobody waits for the answer to that."""
        self._closing.spawn(socket.close(), "close")

    async def close(self) -> None:
        """Waits for what is being closed: a goodbye that is not said leaves a connection open."""
        await self._closing.wait()


class _Answer:
    status = 200
    headers: Mapping[str, str] = {"content-type": "text/event-stream"}

    def __init__(
        self,
        transport: FramesTransport,
        socket: Socket,
        first: str | None,
        timeouts: Timeouts,
        connect_ms: int,
    ) -> None:
        self._transport = transport
        self._socket = socket
        self._first = first
        self._timeouts = timeouts
        self._open = True
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
        frame = self._first
        while frame is not None:
            yield f"data: {frame.translate(_ONE_LINE)}\n\n".encode()
            try:
                async with asyncio.timeout(self._timeouts.idle):
                    frame = await self._socket.receive()
            except TimeoutError as error:
                raise failures.fell_silent(self._timeouts) from error

    async def drain(self) -> None:
        """Nothing that follows is of use: the socket is for one answer."""

    def close(self) -> None:
        if self._open:
            self._open = False
            self._transport.drop(self._socket)


class _Refusal:
    """A handshake that was refused."""

    def __init__(self, error: SocketRefused, connect_ms: int) -> None:
        self.status = error.status
        self.headers: Mapping[str, str] = {**error.headers, "content-type": "application/json"}
        self.connect_ms = connect_ms
        self._body = json.dumps({"message": "the handshake was refused"}).encode()

    async def read(self) -> bytes:
        return self._body

    async def chunks(self) -> AsyncIterator[bytes]:
        yield self._body

    async def drain(self) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""


def _ms_since(started: float) -> int:
    return int((time.monotonic() - started) * 1000)
