"""WebSockets to upstreams."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from gateway.providers.base import UpstreamRequest
from gateway.relay.transport import Timeouts
from gateway.relay.transport_socket import Socket, SocketTransport


@pytest.fixture
async def socket() -> AsyncIterator[Socket]:
    """One to a server that says hello, then listens."""

    async def greet(request: web.BaseRequest) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str("hello")
        await socket.receive()
        return socket

    server = web.ServerRunner(web.Server(greet))
    await server.setup()
    site = web.TCPSite(server, "127.0.0.1", 0)
    await site.start()
    transport = SocketTransport()
    host, port = server.addresses[0][:2]
    try:
        url = f"ws://{host}:{port}/"
        yield await transport.connect(UpstreamRequest("GET", url, {}), Timeouts())
    finally:
        await transport.close()
        await server.cleanup()


def released(socket: Socket) -> bool:
    return socket._socket._response.connection is None  # type: ignore[attr-defined]


async def test_a_connection_is_not_kept_for_a_close_that_was_cancelled(socket: Socket) -> None:
    assert await socket.receive() == "hello"
    hearing = asyncio.create_task(socket.receive())
    await asyncio.sleep(0)
    closing = asyncio.create_task(socket.close())
    await asyncio.sleep(0)
    closing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await closing
    assert released(socket)
    await asyncio.wait({hearing})
