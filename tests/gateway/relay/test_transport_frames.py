"""One request a socket: what goes wrong with it, and that nothing of it stays open."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from gateway.domain.failure import FailureClass
from gateway.providers.base import UpstreamRequest
from gateway.relay.transport import Timeouts, TransportError
from gateway.relay.transport_choice import UpstreamTransport

Talk = Callable[[web.WebSocketResponse], Awaitable[None]]


@asynccontextmanager
async def talking(talk: Talk) -> AsyncIterator[UpstreamRequest]:
    """A server whose sockets do this; a request to it."""

    async def handle(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await talk(socket)
        return socket

    app = web.Application()
    app.router.add_get("/chat", handle)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    try:
        url = f"ws://127.0.0.1:{server.port}/chat"
        yield UpstreamRequest("GET", url, {"User-Agent": "x"}, b'{"a":1}')
    finally:
        await server.close()


@pytest.fixture
async def transport() -> AsyncIterator[UpstreamTransport]:
    made = UpstreamTransport()
    yield made
    await made.close()
    gc.collect()  # what was left open says so


async def echo(socket: web.WebSocketResponse) -> None:
    sent = await socket.receive_str()
    await socket.send_str(f'{{"of":\n{sent}}}')
    await socket.send_str("2")
    await socket.close()


async def forever(socket: web.WebSocketResponse) -> None:
    await socket.send_str("1")
    async for _ in socket:
        pass


async def silent(socket: web.WebSocketResponse) -> None:
    async for _ in socket:
        pass


async def test_frames_come_as_events(transport: UpstreamTransport) -> None:
    async with talking(echo) as request:
        answer = await transport.send(request, Timeouts())
        assert (answer.status, answer.headers["content-type"]) == (200, "text/event-stream")
        assert await answer.read() == b'data: {"of": {"a":1}}\n\ndata: 2\n\n'
        answer.close()


async def test_who_leaves_leaves_nothing_open(transport: UpstreamTransport) -> None:
    async with talking(forever) as request:
        answer = await transport.send(request, Timeouts())
        answer.close()
        answer.close()
        await transport.close()
        del answer
        gc.collect()


async def test_silence_before_and_after_the_first_frame(transport: UpstreamTransport) -> None:
    async with talking(silent) as request:
        with pytest.raises(TransportError) as error:
            await transport.send(request, Timeouts(first_byte=0.05))
        assert error.value.failure.kind is FailureClass.TIMEOUT
    async with talking(forever) as request:
        answer = await transport.send(request, Timeouts(idle=0.05))
        with pytest.raises(TransportError) as error:
            await answer.read()
        assert error.value.failure.kind is FailureClass.TIMEOUT
        answer.close()


async def test_a_refused_handshake_is_an_answer(transport: UpstreamTransport) -> None:
    async with talking(echo) as request:
        elsewhere = UpstreamRequest("GET", request.url + "s", {"User-Agent": "x"}, b"{}")
        answer = await transport.send(elsewhere, Timeouts())
        assert answer.status == 404
        assert b"refused" in await answer.read()
