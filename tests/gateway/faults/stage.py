"""A gateway with a limited token, and what became of one request: in the books, on the wire.

Whatever happens: nothing stays reserved, no request stays open, the entries are the balances, and
no connection stays busy. :meth:`Stage.judge` checks that behind every request.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from gateway.domain.money import NANO
from tests.gateway.faults import upstream_faults, wire
from tests.gateway.house import House, house
from tests.gateway.relay.raw_server import Peer, RawServer, raw_server
from tests.gateway.server.test_relay_cancel import everything_is_accounted

assert upstream_faults.__name__, "importing it fills wire.FAULTS"
PRICE = {"input": 10, "output": 20}
WHOLE_PRICE = wire.PROMPT * 10_000 + wire.COMPLETION * 20_000
_SOON = 0.15
IMPATIENT: Mapping[str, Mapping[str, Any]] = {
    "never-accepts": {"connect_timeout_s": _SOON},
    "silent-handshake": {"connect_timeout_s": _SOON},
    "silent": {"first_token_timeout_s": _SOON},
    "slow-head": {"first_token_timeout_s": _SOON},
    "half-silent": {"idle_timeout_s": _SOON},
    "silent-end": {"idle_timeout_s": _SOON},
    "slow": {"idle_timeout_s": 0.5},
}
"""Where a fault is one of time, its channel waits so long; everything else may take its time."""
BACKUP = "sound"
"""The model and the channel that answer when another fails."""


@wire.fault(BACKUP)
async def _sound(peer: Peer, stream: bool) -> None:
    await peer.send(wire.sound(stream))


@dataclass(frozen=True, slots=True)
class Way:
    """A kind of request."""

    title: str
    path: str = "/v1/chat/completions"
    stream: bool = True
    backed: bool = False
    """Whether another channel could answer, too."""

    @property
    def ending(self) -> bytes:
        return b"data: [DONE]" if self.path.endswith("completions") else b"event: message_stop"

    def body(self, model: str) -> dict[str, Any]:
        return {
            "model": f"{model}-backed" if self.backed else model,
            "stream": self.stream,
            "max_tokens": 100,
            "messages": [{"role": "user", "content": "Hi"}],
        }


WAYS: Mapping[str, Way] = {
    "plain": Way("a plain answer", stream=False),
    "stream": Way("a stream"),
    "converted": Way("a stream, converted to Anthropic's", "/v1/messages"),
    "backed": Way("a stream, another channel there", backed=True),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What a client had of its answer; ``broke`` when the connection ended before that did."""

    status: int
    code: str = ""
    content: bytes = b""
    broke: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    def words(self, way: Way) -> str:
        if self.status != 200:
            return f"{self.status} `{self.code}`"
        whole = not self.broke and (not way.stream or way.ending in self.content)
        if b'"error"' in self.content:
            assert way.stream, self.content
            assert way.ending not in self.content, "an error has no happy end"
            return "error event"
        if whole and not way.stream:
            json.loads(self.content)
        return "the answer" if whole else "cut"


@dataclass
class Stage:
    home: House
    server: RawServer
    sound: RawServer
    token_key: str
    seen: set[str] = field(default_factory=set)

    async def ask(self, way: Way, model: str) -> Heard:
        """One request of the limited token's."""
        headers = {"Authorization": f"Bearer {self.token_key}", "Connection": "close"}
        url = self.home.url + way.path
        content = b""
        async with self.home.session.post(url, json=way.body(model), headers=headers) as answer:
            named = {name.lower(): value for name, value in answer.headers.items()}
            code = named.get("x-homeport-error", "")
            try:
                async for data in answer.content.iter_any():
                    content += data
            except aiohttp.ClientPayloadError:
                return Heard(answer.status, code, content, True, named)
            return Heard(answer.status, code, content, False, named)

    async def booked(self, count: int = 1) -> str:
        """What the log says of the ``count`` requests, all alike, that it has not told of before.

        Checks the invariants.
        """
        await everything_is_accounted(self.home)
        rows = [entry.request for entry in await self.home.log(5)]
        new = [row for row in rows if row.request_id not in self.seen]
        self.seen |= {row.request_id for row in new}
        if not new:
            return "not in the log"
        assert len(new) == count
        (words,) = {_booked(row) for row in new}
        return words

    async def wire(self, url: str) -> str:
        """What became of the connection to an upstream, once nothing is under way on it."""
        direct = self.home.gateway._transport._direct
        where = urlsplit(url)
        async with asyncio.timeout(5):
            while True:
                kept = [
                    connection
                    for origin, connections in direct._idle.items()
                    if (origin.host, origin.port) == (where.hostname, where.port)
                    for connection in connections
                ]
                others = {c for pool in direct._idle.values() for c in pool} - set(kept)
                if direct._open == others | set(kept) and not direct._dials._tasks:
                    break
                await asyncio.sleep(0.01)
        assert len(kept) <= 1, "one request needs one connection"
        for connection in kept:  # the next request shall not find it
            connection.close()
        return "kept" if kept else "closed"

    async def break_at(self, url: str, models: Sequence[str]) -> None:
        """A channel for these faults; behind it for ``<fault>-backed`` another, which works."""
        backed = [f"{model}-backed" for model in models]
        waits = IMPATIENT.get(models[0], {})
        name = f"breaks {models[0]}"
        await self.home.channel(url, *models, *backed, priority=5, name=name, **waits)
        aliases = dict.fromkeys(backed, BACKUP)
        name = f"behind {models[0]}"
        await self.home.channel(self.sound.url, *backed, name=name, aliases=aliases)
        await self.home.price(**{each.replace("-", "_"): PRICE for each in (*models, *backed)})

    def rest(self) -> None:
        """No key rests: the next request begins anew."""
        gateway = self.home.gateway
        for channel in gateway.planner.snapshot.channels:
            gateway.rests.resume(channel.id, tuple(key.id for key in channel.keys) or (0,))

    async def judge(self, way: Way, model: str, url: str = "") -> str:
        """A request, and everything about it in words: as docs/faults.md has them."""
        self.rest()
        heard = await self.ask(way, model)
        connection = await self.wire(url or self.server.url)
        booked = await self.booked()
        if not url:
            await self.server.wait_open(0)
        if way.backed:
            return heard.words(way)
        return f"{heard.words(way)}; {booked}; {connection}"


def _booked(row: Any) -> str:
    how = row.status.replace("_", " ")
    if row.error_class:
        how = f"{how} ({row.error_class.replace('_', ' ')})"
    return f"{how}, {_paid(row)}"


def _paid(row: Any) -> str:
    assert row.overrun_nano == 0
    if row.charge_nano == 0:
        return "free"
    if row.charge_nano == WHOLE_PRICE and not row.estimated:
        return "paid in full"
    assert row.estimated, row
    return "paid as far as it came"


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    """A house with a channel for every fault of the wire, and one behind it that works."""
    async with raw_server(wire.script) as server, raw_server(wire.script) as second:
        async with house(folder) as home:
            _, key = await home.token(100 * NANO)
            made = Stage(home, server, second, key)
            names = [name for name in wire.FAULTS if name != BACKUP]
            await made.break_at(server.url, [name for name in names if name not in IMPATIENT])
            for name in names:
                if name in IMPATIENT:
                    await made.break_at(server.url, [name])
            await home.price(sound=PRICE)
            yield made
