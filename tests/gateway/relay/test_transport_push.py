"""Bodies that are handed on where they arrive."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from gateway.domain.failure import FailureClass
from gateway.relay.transport import Timeouts, TransportError
from gateway.relay.transport_direct import DirectTransport
from tests.gateway.relay.raw_server import Peer, raw_server

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
ENDED = b"0\r\n\r\n"


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


@pytest.fixture
async def transport() -> AsyncIterator[DirectTransport]:
    made = DirectTransport()
    yield made
    await made.close()


class Taker:
    """Takes what it is given and goes on until it has seen ``last``."""

    def __init__(self, last: bytes = b"") -> None:
        self.taken: list[bytes] = []
        self.more = asyncio.Event()
        self._last = last

    def __call__(self, data: bytes) -> bool:
        self.taken.append(data)
        self.more.set()
        return data != self._last


async def test_every_piece_is_taken_before_the_next_is_read(transport: DirectTransport) -> None:
    taker = Taker()

    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.send(CHUNKED)
        for piece in (b"one", b"two", b"three"):
            await peer.send(chunk(piece))
            await taker.more.wait()
            taker.more.clear()
        await peer.send(ENDED)
        await peer.request()

    async with raw_server(script) as server:
        answer = await transport.send(server.post(), Timeouts())
        assert not await answer.push(taker)
        assert taker.taken == [b"one", b"two", b"three"]


async def test_what_is_not_taken_waits(transport: DirectTransport) -> None:
    taker, gate = Taker(last=b"two"), asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.send(CHUNKED + chunk(b"one"))
        await taker.more.wait()
        await peer.send(chunk(b"two"))
        await gate.wait()
        await peer.send(chunk(b"three") + ENDED)
        await peer.request()

    async with raw_server(script) as server:
        answer = await transport.send(server.post(), Timeouts())
        assert await answer.push(taker)
        gate.set()
        assert [data async for data in answer.chunks()] == [b"three"]
        assert taker.taken == [b"one", b"two"]


async def test_what_the_taker_raises_is_raised_where_it_is_awaited(
    transport: DirectTransport,
) -> None:
    begun = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.send(CHUNKED)
        await begun.wait()
        await peer.send(chunk(b"one"))
        await peer.request()

    def refuse(data: bytes) -> bool:
        raise ConnectionResetError("the client is gone")

    async with raw_server(script) as server:
        answer = await transport.send(server.post(), Timeouts())
        begun.set()
        with pytest.raises(ConnectionResetError, match="the client"):
            await answer.push(refuse)
        answer.close()


async def test_a_break_is_told_after_what_came(transport: DirectTransport) -> None:
    taker = Taker()

    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.send(CHUNKED + chunk(b"one") + b"5\r\ntw")

    async with raw_server(script) as server:
        answer = await transport.send(server.post(), Timeouts())
        with pytest.raises(TransportError):
            await answer.push(taker)
        assert b"".join(taker.taken) == b"onetw"


async def test_silence_ends_it(transport: DirectTransport) -> None:
    taker = Taker()

    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.send(CHUNKED + chunk(b"one"))
        await taker.more.wait()
        await peer.send(chunk(b"two"))
        await peer.request()

    async with raw_server(script) as server:
        answer = await transport.send(server.post(), Timeouts(idle=0.05))
        with pytest.raises(TransportError) as error:
            await answer.push(taker)
        assert error.value.failure.kind is FailureClass.TIMEOUT
        assert taker.taken == [b"one", b"two"]
