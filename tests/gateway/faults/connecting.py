"""What goes wrong before there is a connection: names, addresses, TLS."""

from __future__ import annotations

import socket
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from pathlib import Path

from tests.gateway.faults.wire import script, until_left
from tests.gateway.relay.raw_server import Peer, raw_server
from tests.gateway.relay.test_transport_direct import certificate

Server = Callable[[Path], AbstractAsyncContextManager[str]]
"""Runs it; the address that a channel is given."""


@asynccontextmanager
async def unknown_name(_folder: Path) -> AsyncIterator[str]:
    yield "http://nowhere.invalid"


@asynccontextmanager
async def nobody_listens(_folder: Path) -> AsyncIterator[str]:
    with socket.socket() as held:  # bound, so that nobody else takes the port
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


@asynccontextmanager
async def never_accepts(_folder: Path) -> AsyncIterator[str]:
    """Its queue is full, so that what asks to connect is not even refused."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@asynccontextmanager
async def _served(tls: ssl.SSLContext) -> AsyncIterator[str]:
    async with raw_server(script, tls=tls) as server:
        yield server.url


@asynccontextmanager
async def untrusted(folder: Path) -> AsyncIterator[str]:
    async with _served(certificate(folder)[0]) as url:
        yield url


@asynccontextmanager
async def without_tls(_folder: Path) -> AsyncIterator[str]:
    async def answer(peer: Peer) -> None:
        await peer.reader.read(1)
        await peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await until_left(peer)

    async with raw_server(answer) as server:
        yield server.url.replace("http://", "https://")


@asynccontextmanager
async def silent_handshake(_folder: Path) -> AsyncIterator[str]:
    async with raw_server(until_left) as server:
        yield server.url.replace("http://", "https://")


MISSING: Mapping[str, Server] = {
    "unknown-name": unknown_name,
    "refused": nobody_listens,
    "never-accepts": never_accepts,
    "untrusted": untrusted,
    "without-tls": without_tls,
    "silent-handshake": silent_handshake,
}
