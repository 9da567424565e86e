"""A server that answers with the very bytes a test gives it."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from gateway.providers.base import UpstreamRequest

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Peer:
    """One connection as the server sees it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def request(self) -> tuple[bytes, bytes] | None:
        """Head and body of the next request, None when the client has closed."""
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
            found = _LENGTH.search(head)
            body = await self.reader.readexactly(int(found[1])) if found else b""
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        return head, body

    async def send(self, *writes: bytes) -> None:
        """Each in a packet of its own, as far as loopback keeps them apart."""
        for data in writes:
            self.writer.write(data)
            await self.writer.drain()
            await asyncio.sleep(0)

    def reset(self) -> None:
        self.writer.transport.abort()


Script = Callable[[Peer], Awaitable[None]]


def answering(*writes: bytes) -> Script:
    """Every request is answered so."""

    async def script(peer: Peer) -> None:
        while await peer.request() is not None:
            await peer.send(*writes)

    return script


def answering_then_closing(*writes: bytes) -> Script:
    async def script(peer: Peer) -> None:
        if await peer.request() is not None:
            await peer.send(*writes)

    return script


@dataclass
class RawServer:
    """``accepted`` connections in all; ``peers`` those open now."""

    url: str
    accepted: int = 0
    peers: set[Peer] = field(default_factory=set)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def wait_open(self, count: int) -> None:
        """Until exactly ``count`` connections are open."""
        async with asyncio.timeout(5), self.changed:
            await self.changed.wait_for(lambda: len(self.peers) == count)

    def get(self, path: str = "/", **headers: str) -> UpstreamRequest:
        return UpstreamRequest("GET", self.url + path, headers)

    def post(self, body: bytes = b"{}", method: str = "POST") -> UpstreamRequest:
        return UpstreamRequest(method, f"{self.url}/v1", {"Accept": "*/*"}, body)


@asynccontextmanager
async def raw_server(
    script: Script, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[RawServer]:
    running = RawServer("")
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = Peer(reader, writer)
        running.accepted += 1
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        await _note(running, lambda: running.peers.add(peer))
        try:
            await script(peer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            try:
                await writer.wait_closed()
            except (ConnectionError, ssl.SSLError):
                pass
            await _note(running, lambda: running.peers.discard(peer))
            tasks.discard(task)

    server = await asyncio.start_server(serve, host, 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    running.url = f"{'https' if tls else 'http'}://{'localhost' if tls else host}:{port}"
    try:
        yield running
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


async def _note(running: RawServer, change: Callable[[], None]) -> None:
    async with running.changed:
        change()
        running.changed.notify_all()
