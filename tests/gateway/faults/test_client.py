"""A client that leaves, at each stage of its request: what is booked; the upstream stops."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio

from tests.gateway.faults import wire
from tests.gateway.faults.stage import PRICE, Stage, Way, stage
from tests.gateway.faults.table import CLIENT
from tests.gateway.relay.raw_server import Peer
from tests.gateway.server.test_relay_cancel import slow_commits

pytestmark = pytest.mark.asyncio(loop_scope="module")
STAGES = tuple(CLIENT)
MUCH = 12 * 2**20
"""More than sockets on the way hold."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with stage(tmp_path_factory.mktemp("leaving")) as running:
        await running.home.channel(running.server.url, *STAGES)
        await running.home.price(**dict.fromkeys(STAGES, PRICE))
        yield running


@pytest.fixture(autouse=True)
def _plays(monkeypatch: pytest.MonkeyPatch) -> None:
    async def heads(peer: Peer, stream: bool) -> None:
        kind = "text/event-stream" if stream else "application/json"
        await peer.send(wire.head("Transfer-Encoding: chunked", kind=kind))
        await wire.until_left(peer)

    async def begins(peer: Peer, stream: bool) -> None:
        await wire.begin(peer, stream)
        await wire.until_left(peer)

    async def floods(peer: Peer, stream: bool) -> None:
        await wire.begin(peer, True)
        piece = wire.chunk(wire.delta(content="word " * 2**13))
        for _ in range(MUCH // 2**15):
            await peer.send(piece)
        await wire.until_left(peer)

    async def whole(peer: Peer, stream: bool) -> None:
        await peer.send(wire.sound(stream))

    plays = (_silent, _silent, _silent, heads, begins, floods, whole)
    for name, play in zip(STAGES, plays, strict=True):
        monkeypatch.setitem(wire.FAULTS, name, play)


async def _silent(peer: Peer, stream: bool) -> None:
    await wire.until_left(peer)


class Client:
    """One that writes its request by hand, and can leave with a reset."""

    def __init__(self, scene: Stage) -> None:
        self.scene = scene

    async def begin(self, name: str, stream: bool) -> None:
        port = self.scene.home.gateway.bound.port  # type: ignore[union-attr]
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
        body = json.dumps(Way("", stream=stream).body(name)).encode()
        head = (
            f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost:{port}\r\n"
            f"Authorization: Bearer {self.scene.token_key}\r\nContent-Length: {len(body)}\r\n"
            "Content-Type: application/json\r\n"
        ).encode()
        sent = {"headers": head[:-9], "body": head + b"\r\n" + body[: len(body) // 2]}
        self.writer.write(sent.get(name, head + b"\r\n" + body))
        await self.writer.drain()

    async def leave(self) -> None:
        self.writer.transport.abort()
        await asyncio.sleep(0)

    async def hears(self, text: bytes) -> None:
        await self.reader.readuntil(text)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.001)


def answered(scene: Stage) -> bool:
    running = [exchange.attempt for exchange in scene.home.gateway.live]
    return any(attempt is not None and attempt.answered for attempt in running)


def sent_on(scene: Stage) -> bool:
    """An upstream has been sent the request: one that was only dialled is kept for the next."""
    connections = scene.home.gateway._transport._direct._open
    return any(connection._answer is not None for connection in connections)


def complete(scene: Stage) -> bool:
    """The answer is here, and its settlement under way."""
    return any(exchange.settled for exchange in scene.home.gateway.live)


REACHED: dict[str, Callable[[Client, bool], Awaitable[None]]] = {
    "headers": lambda client, stream: until(lambda: bool(_visitors(client.scene))),
    "body": lambda client, stream: until(lambda: bool(_visitors(client.scene))),
    "before": lambda client, stream: until(lambda: sent_on(client.scene)),
    "waiting": lambda client, stream: until(lambda: answered(client.scene)),
    "middle": lambda client, stream: (
        client.hears(b"four ") if stream else until(lambda: answered(client.scene))
    ),
    "deaf": lambda client, stream: until(
        lambda: any(c._paused for c in client.scene.home.gateway._transport._direct._open)
    ),
    "settling": lambda client, stream: until(lambda: complete(client.scene)),
}


def _visitors(scene: Stage) -> list[object]:
    return list(scene.home.gateway._listeners._connections())


@pytest.mark.parametrize("name", STAGES)
async def test_a_client_that_leaves(
    scene: Stage, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    words = []
    for stream in (False, True):
        if name == "deaf" and not stream:
            words.append("")  # what a whole answer is read into has no need of the client
            continue
        client = Client(scene)
        if name == "settling":
            with slow_commits(monkeypatch) as gate:
                await client.begin(name, stream)
                await REACHED[name](client, stream)
                await client.leave()
                gate.set()
        else:
            await client.begin(name, stream)
            await REACHED[name](client, stream)
            await client.leave()
        await until(lambda: not _visitors(scene))
        connection = await scene.wire(scene.server.url)
        await scene.server.wait_open(0)
        words.append(f"{await scene.booked()}; {connection}")
    assert tuple(words) == CLIENT[name][1:]
