"""What goes wrong here while an answer is under way: disk, locks, clock, sleep, network."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path

import pytest

from gateway.errors import StoreUnavailable
from gateway.parts import Parts
from gateway.store import binding, options
from gateway.store.connection import execute
from gateway.store.writer import Job, Writer
from tests.gateway.faults import wire
from tests.gateway.faults.stage import PRICE, WAYS, Heard, Stage, stage
from tests.gateway.faults.table import HERE
from tests.gateway.relay.raw_server import Peer
from tests.gateway.store.support import limit_growth

HOUR_MS = 3_600_000


class Clock:
    """The wall clock, and how far it was moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moved_ms = 0
        monkeypatch.setitem(Parts.__init__.__kwdefaults__, "now_ms", self.now_ms)
        monkeypatch.setattr("gateway.relay.transport_direct.wall_clock", self.seconds)

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000 + self.moved_ms

    def seconds(self) -> float:
        return time.time() + self.moved_ms / 1000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


class Held:
    """An upstream that stops half-way until it is let go on."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.go = asyncio.Event()

    async def play(self, peer: Peer, stream: bool) -> None:
        raw = wire.sound(stream)
        half = raw.index(wire.chunk(wire.END[0])) if stream else len(raw) // 2
        await peer.send(raw[:half])
        self.reached.set()
        await self.go.wait()
        await peer.send(raw[half:])


@pytest.fixture
async def scene(tmp_path: Path, clock: Clock) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as running:
        await running.home.channel(running.server.url, "held")
        await running.home.price(held=PRICE)
        yield running


Trouble = Callable[[Stage, Clock], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def disk_full(scene: Stage, _clock: Clock) -> AsyncIterator[None]:
    database = scene.home.gateway.database
    await database.write(lambda: options.set_value("filler", "x" * 1_000_000))
    await limit_growth(database, 2)
    with pytest.raises(StoreUnavailable):  # whatever else is written finds out first
        await database.write(lambda: options.set_value("more", "x" * 100_000))
    yield
    with closing(sqlite3.connect(database.path, timeout=20)) as other, other:
        other.execute("DELETE FROM options WHERE name = 'filler'")


@asynccontextmanager
async def write_errors(scene: Stage, _clock: Clock) -> AsyncIterator[None]:
    """The system lets no file grow past what the write-ahead log has: writing itself fails."""
    resource = pytest.importorskip("resource")
    path = scene.home.gateway.database.path
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = path.with_name(f"{path.name}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@asynccontextmanager
async def read_only(scene: Stage, _clock: Clock) -> AsyncIterator[None]:
    """As a file system that was mounted anew after an error of its disk."""
    commit = Writer._commit
    locked = True

    def commit_so(writer: Writer, group: list[Job]) -> None:
        writer.connection.raw.execute(f"PRAGMA query_only = {int(locked)}")
        commit(writer, group)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Writer, "_commit", commit_so)
        yield
        locked = False
        await healthy(scene)


@asynccontextmanager
async def locked_long(scene: Stage, _clock: Clock) -> AsyncIterator[None]:
    database = scene.home.gateway.database
    await database.write(lambda: execute(binding.current, "PRAGMA busy_timeout = 100"))
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("COMMIT")


@asynccontextmanager
async def locked_briefly(scene: Stage, _clock: Clock) -> AsyncIterator[None]:
    with closing(sqlite3.connect(scene.home.gateway.database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        asyncio.get_running_loop().call_later(0.1, other.execute, "COMMIT")
        yield


def moved(hours: int) -> Trouble:
    @asynccontextmanager
    async def move(_scene: Stage, clock: Clock) -> AsyncIterator[None]:
        clock.moved_ms += hours * HOUR_MS
        yield

    return move


TROUBLES: dict[str, Trouble] = {
    "disk-full": disk_full,
    "write-errors": write_errors,
    "read-only": read_only,
    "locked": locked_long,
    "locked-briefly": locked_briefly,
    "clock-back": moved(-30),
    "clock-ahead": moved(30),
}


async def healthy(scene: Stage) -> None:
    """Until the store works and owes nothing."""
    async with asyncio.timeout(10):
        while not scene.home.gateway.settler.working:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.005)


async def caught(scene: Stage, clock: Clock, name: str, way_name: str) -> str:
    """A request in the middle of whose answer the trouble begins."""
    held = Held()
    way = WAYS[way_name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(wire.FAULTS, "held", held.play)
        patch.setattr("gateway.store.writer.PROBE_S", 0.02)
        asking = asyncio.ensure_future(scene.ask(way, "held"))
        await held.reached.wait()
        await scene.home.gateway.database.write(lambda: None)  # its intent is in the store
        async with TROUBLES[name](scene, clock):
            held.go.set()
            heard: Heard = await asking
            working = scene.home.gateway.settler.working
            refused = "" if working else (await scene.ask(way, "held")).words(way)
        await healthy(scene)
    connection = await scene.wire(scene.server.url)
    booked = await scene.booked()
    words = f"{heard.words(way)}; {booked}; {connection}"
    return f"{words}; until then {refused}" if refused else words


@pytest.mark.parametrize("name", TROUBLES)
async def test_trouble_here(scene: Stage, clock: Clock, name: str) -> None:
    result = tuple([await caught(scene, clock, name, way) for way in ("plain", "stream")])
    assert result == HERE[name][1:]
    await scene.ask(WAYS["plain"], "byte-by-byte")
    assert (await scene.booked()) == "done, paid in full", "it goes on as before"


class Mortal:
    """An upstream whose first two connections can die without a word: what they get is lost."""

    def __init__(self) -> None:
        self.dead: set[Peer] = set()
        self.both: list[Peer] = []
        self.met = asyncio.Event()

    async def play(self, peer: Peer, stream: bool) -> None:
        if peer in self.dead:
            await wire.until_left(peer)
            return
        if len(self.both) < 2:
            self.both.append(peer)
            if len(self.both) == 2:
                self.met.set()
            await self.met.wait()
        await peer.send(wire.sound(stream))

    def die(self) -> None:
        self.dead.update(self.both)


GONE = {"sleep": 8, "network": 0}
"""Hours that the clock on the wall has gone on while nothing else did."""


@pytest.mark.parametrize("name", GONE)
async def test_kept_connections_that_are_gone(
    scene: Stage, clock: Clock, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("gateway.relay.transport_direct._SWEEP_S", 0.02)
    await scene.home.channel(scene.server.url, "mortal", first_token_timeout_s=0.8)
    await scene.home.price(mortal=PRICE)
    result = []
    for way in (WAYS["plain"], WAYS["stream"]):
        mortal = Mortal()
        monkeypatch.setitem(wire.FAULTS, "mortal", mortal.play)
        scene.rest()
        two = await asyncio.gather(scene.ask(way, "mortal"), scene.ask(way, "mortal"))
        assert [heard.words(way) for heard in two] == ["the answer"] * 2
        assert await scene.booked(2) == "done, paid in full"
        mortal.die()
        clock.moved_ms += GONE[name] * HOUR_MS
        heard = (await scene.ask(way, "mortal")).words(way)
        words = f"{heard}; {await scene.booked()}"
        scene.rest()
        after = (await scene.ask(way, "mortal")).words(way)
        assert after == "the answer", "the next one finds a connection that lives"
        await scene.booked()
        result.append(f"{words}; {await scene.wire(scene.server.url)}")
    assert tuple(result) == HERE[name][1:]


def test_every_trouble_is_in_the_table() -> None:
    assert list(HERE) == [*TROUBLES, *GONE]
