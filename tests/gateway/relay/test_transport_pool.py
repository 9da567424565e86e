"""Which connections the direct transport keeps, replaces and ends."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import AsyncIterator

import pytest

from gateway.domain.failure import FailureClass
from gateway.providers.base import UpstreamRequest
from gateway.relay import transport_direct
from gateway.relay.transport import Timeouts, TransportError
from gateway.relay.transport_connection import UNHEARD_MS
from gateway.relay.transport_direct import DirectTransport
from tests.gateway.relay.raw_server import (
    OK,
    Peer,
    answering,
    answering_then_closing,
    raw_server,
)

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
async def transport() -> AsyncIterator[DirectTransport]:
    made = DirectTransport()
    yield made
    await made.close()


async def asked(transport: DirectTransport, request: UpstreamRequest) -> bytes:
    answer = await transport.send(request, Timeouts())
    try:
        return await answer.read()
    finally:
        answer.close()


# Kept connections


async def test_a_connection_is_free_before_its_body_is_taken(transport: DirectTransport) -> None:
    async with raw_server(answering(OK)) as server:
        first = await transport.send(server.post(), Timeouts())
        second = await transport.send(server.post(), Timeouts())
        assert (await first.read(), await second.read()) == (b"ok", b"ok")
        assert server.accepted == 1


async def test_connecting_is_timed_only_where_there_was_any(transport: DirectTransport) -> None:
    async with raw_server(answering(OK)) as server:
        for _ in range(2):
            answer = await transport.send(server.post(), Timeouts())
            await answer.read()
        assert answer.connect_ms == 0


@pytest.mark.parametrize("extra", [b"x", OK, b"\r\n"])
async def test_bytes_behind_an_answer_end_its_connection(
    transport: DirectTransport, extra: bytes
) -> None:
    async with raw_server(answering(OK + extra)) as server:
        for turn in range(1, 4):
            assert await asked(transport, server.post()) == b"ok"
            assert server.accepted == turn
        await server.wait_open(0)


async def test_bytes_nobody_asked_for_end_an_idle_connection(transport: DirectTransport) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.send(OK)
        late = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0.02, late.set_result, None)
        await late
        await peer.send(OK.replace(b"ok", b"no"))
        await peer.request()

    async with raw_server(script) as server:
        assert await asked(transport, server.post()) == b"ok"
        await server.wait_open(0)
        assert await asked(transport, server.post()) == b"ok"
        assert server.accepted == 2


async def test_an_answer_before_its_request_is_sent_ends_the_connection(
    transport: DirectTransport,
) -> None:
    async def script(peer: Peer) -> None:
        await peer.reader.readuntil(b"\r\n\r\n")
        await peer.send(b"HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno")
        while await peer.reader.read(65536):
            pass

    async with raw_server(script) as server:
        answer = await transport.send(server.post(bytes(64 * 2**20)), Timeouts())
        assert (answer.status, await answer.read()) == (413, b"no")
        await server.wait_open(0)


async def test_idle_connections_are_closed_in_time(
    transport: DirectTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_direct, "IDLE_S", 0.1)
    async with raw_server(answering(OK)) as server:
        await asyncio.gather(*(asked(transport, server.post()) for _ in range(5)))
        await server.wait_open(0)
        await asyncio.gather(asked(transport, server.post()))
        await server.wait_open(0)
    assert transport._timer is None
    assert not transport._idle


# Stale connections


@pytest.mark.parametrize("reset", [False, True])
async def test_a_stale_connection_is_replaced_once(
    transport: DirectTransport, *, reset: bool
) -> None:
    """The server takes a second request on a connection and closes it without a word."""
    requests = 0

    async def script(peer: Peer) -> None:
        nonlocal requests
        if await peer.request() is None:
            return
        requests += 1
        await peer.send(OK)
        await peer.request()
        requests += 1
        if reset:
            peer.reset()

    async with raw_server(script) as server:
        assert await asked(transport, server.post()) == b"ok"
        assert await asked(transport, server.post()) == b"ok"
        assert (server.accepted, requests) == (2, 3)


async def test_a_fresh_connection_is_never_replaced(transport: DirectTransport) -> None:
    async with raw_server(answering_then_closing()) as server:
        for turn in range(1, 3):
            with pytest.raises(TransportError) as caught:
                await transport.send(server.post(), Timeouts())
            assert caught.value.failure.kind is FailureClass.NETWORK
            assert server.accepted == turn


async def test_after_a_stale_connection_comes_a_fresh_one_not_another_kept(
    transport: DirectTransport,
) -> None:
    broken = False

    async def script(peer: Peer) -> None:
        while await peer.request() is not None and not broken:
            await peer.send(OK)

    async with raw_server(script) as server:
        await asyncio.gather(*(asked(transport, server.post()) for _ in range(5)))
        assert server.accepted == 5
        broken = True
        with pytest.raises(TransportError):
            await transport.send(server.post(), Timeouts())
        assert server.accepted == 6


async def test_an_answer_that_had_begun_is_not_asked_for_again(transport: DirectTransport) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.send(OK)
        await peer.request()
        await peer.send(b"HTTP/1.1 200")

    async with raw_server(script) as server:
        assert await asked(transport, server.post()) == b"ok"
        with pytest.raises(TransportError):
            await transport.send(server.post(), Timeouts())
        assert server.accepted == 1


# Leaving


async def test_a_drained_stream_leaves_its_connection_to_others(transport: DirectTransport) -> None:
    async def script(peer: Peer) -> None:
        while await peer.request() is not None:
            await peer.send(CHUNKED, b"6\r\n[DONE]\r\n")
            await peer.send(b"0\r\n\r\n")

    async with raw_server(script) as server:
        for _ in range(3):
            answer = await transport.send(server.post(), Timeouts())
            async for _data in answer.chunks():
                break
            await answer.drain()
            answer.close()
            while not any(transport._idle.values()):  # noqa: ASYNC110 - the end comes
                await asyncio.sleep(0)
        assert server.accepted == 1


@pytest.mark.parametrize("more", [b"", b"5000\r\n" + bytes(0x5000) + b"\r\n"])
async def test_a_stream_that_goes_on_behind_its_end_is_left(
    transport: DirectTransport, more: bytes
) -> None:
    async with raw_server(answering(CHUNKED, b"6\r\n[DONE]\r\n", more)) as server:
        answer = await transport.send(server.post(), Timeouts())
        async for _data in answer.chunks():
            break
        await answer.drain()
        answer.close()
        await server.wait_open(0)


async def test_a_cancelled_request_cancels_the_upstream(transport: DirectTransport) -> None:
    arrived = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        arrived.set()
        await peer.request()

    async with raw_server(script) as server:
        task = asyncio.ensure_future(transport.send(server.post(), Timeouts()))
        await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await server.wait_open(0)
    assert not transport._open


async def test_a_connection_whose_asker_left_serves_the_next(transport: DirectTransport) -> None:
    async with raw_server(answering(OK)) as server:
        task = asyncio.ensure_future(transport.send(server.post(), Timeouts()))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await server.wait_open(1)
        await transport._dials.wait()
        await asyncio.sleep(0)
        assert await asked(transport, server.post()) == b"ok"
        assert server.accepted == 1


async def test_cancelling_at_random_points_leaks_nothing(transport: DirectTransport) -> None:
    dice = random.Random(11)

    async def script(peer: Peer) -> None:
        while (got := await peer.request()) is not None:
            for data in (b"HTTP/1.1 200 OK\r\n", b"Content-Length: 6\r\n\r\n", b"abc", b"def"):
                await peer.send(data)
                for _ in range(int(got[1])):
                    await asyncio.sleep(0)

    async def ask(request: UpstreamRequest) -> bytes:
        answer = await transport.send(request, Timeouts())
        try:
            return b"".join([data async for data in answer.chunks()])
        finally:
            answer.close()

    async with raw_server(script) as server:
        done = 0
        for _ in range(150):
            tasks = [
                asyncio.ensure_future(ask(server.post(str(dice.randrange(6)).encode())))
                for _ in range(4)
            ]
            for _ in range(dice.randrange(40)):
                await asyncio.sleep(0)
            for task in dice.sample(tasks, 2):
                task.cancel()
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                assert result == b"abcdef" or isinstance(result, asyncio.CancelledError)
                done += result == b"abcdef"
        assert done >= 300
        await transport._dials.wait()
        await asyncio.sleep(0)
        idle = sum(map(len, transport._idle.values()))
        await server.wait_open(idle)
        assert len(transport._open) == idle
        await transport.close()
        await server.wait_open(0)


async def test_closing_ends_what_runs() -> None:
    transport = DirectTransport()
    async with raw_server(answering(CHUNKED, b"2\r\nok\r\n")) as server:
        answer = await transport.send(server.post(), Timeouts())
        await transport.close()
        await server.wait_open(0)
        answer.close()


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="Linux has it")
async def test_what_nobody_acknowledges_is_given_up_in_a_minute(transport: DirectTransport) -> None:
    """Into a network that is gone, TCP itself would go on sending for a quarter of an hour."""
    async with raw_server(answering(OK)) as server:
        await asked(transport, server.post())
        (connection,) = transport._open
        sock = connection._transport.get_extra_info("socket")  # type: ignore[union-attr]
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == UNHEARD_MS
