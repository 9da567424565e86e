"""The program is killed with requests at every stage: the next start books each as it was."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.e2e import programs
from tests.gateway.faults import wire
from tests.gateway.faults.stage import PRICE, WHOLE_PRICE, Way
from tests.gateway.faults.table import KILLED
from tests.gateway.house import house
from tests.gateway.relay.raw_server import Peer, RawServer, raw_server
from tests.gateway.server.test_relay_cancel import everything_is_accounted

STAGES = tuple(KILLED)
UNITS = 50_000_000


class Upstream:
    """Stops where a stage says, and whose whole answer waits for the word."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.reached: dict[str, asyncio.Event] = {name: asyncio.Event() for name in STAGES}
        self.go = asyncio.Event()
        for name in STAGES:
            patch.setitem(wire.FAULTS, name, getattr(self, f"_{name}"))

    async def _body(self, peer: Peer, stream: bool) -> None:
        raise AssertionError("half a body was sent on")

    async def _before(self, peer: Peer, stream: bool) -> None:
        self.reached["before"].set()
        await wire.until_left(peer)

    async def _middle(self, peer: Peer, stream: bool) -> None:
        await wire.begin(peer, stream)
        await wire.until_left(peer)

    async def _settling(self, peer: Peer, stream: bool) -> None:
        self.reached["settling"].set()
        await self.go.wait()
        await peer.send(wire.sound(stream))
        await wire.until_left(peer)


def furnish(program: programs.Program, url: str) -> str:
    """A channel, prices, a limited token; its key."""
    channel = {
        "name": "up",
        "provider": "openai_compatible",
        "base_url": url,
        "key": "sk-upstream-key-0000",
        "models": ",".join(STAGES),
        "group": "default",
    }
    programs.manage(program, "POST", "/api/channel/", channel)
    prices = json.dumps(dict.fromkeys(STAGES, PRICE))
    programs.manage(program, "PUT", "/api/option/", {"key": "ModelPrice", "value": prices})
    token = {"name": "limited", "remain_quota": UNITS, "expired_time": -1}
    return "sk-" + str(programs.manage(program, "POST", "/api/token/", token)["key"])


async def send(url: str, key: str, name: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A streamed request, written by hand; half of it for the stage of that name."""
    host, _, port = url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    body = json.dumps(Way("").body(name)).encode()
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode()
    writer.write(head + (body[: len(body) // 2] if name == "body" else body))
    await writer.drain()
    return reader, writer


async def until_stored(database: Path, intents: int) -> None:
    """Until so many requests in flight have their intent in the database."""
    async with asyncio.timeout(10):
        while True:
            with closing(sqlite3.connect(database)) as store:
                if store.execute("SELECT count(*) FROM intents").fetchone() == (intents,):
                    return
            await asyncio.sleep(0.01)


async def killed_at_every_stage(
    program: programs.Program, server: RawServer, upstream: Upstream, database: Path
) -> dict[str, bytes]:
    """What each client had of its answer when the program was killed."""
    key = await asyncio.to_thread(furnish, program, server.url)
    clients = {name: await send(program.url, key, name) for name in STAGES}
    await upstream.reached["before"].wait()
    await upstream.reached["settling"].wait()
    heard = {"middle": await clients["middle"][0].readuntil(b"four ")}
    await until_stored(database, len(STAGES) - 1)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # so that what settles now waits for its commit
        upstream.go.set()
        heard["settling"] = await clients["settling"][0].readuntil(b"four ")
        await asyncio.to_thread(program.kill)
    for name, (reader, writer) in clients.items():
        try:
            heard[name] = heard.get(name, b"") + await reader.read()
        except ConnectionError:
            pass
        writer.close()
    return heard


@pytest.mark.e2e
async def test_killed_at_every_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upstream = Upstream(monkeypatch)
    async with raw_server(wire.script) as server:
        with ExitStack() as stack:
            program = await asyncio.to_thread(programs.gateway, stack, tmp_path)
            database = tmp_path / "data" / "homeport.db"
            heard = await killed_at_every_stage(program, server, upstream, database)
        await server.wait_open(0)
        assert not any(b"[DONE]" in content for content in heard.values())
        async with house(tmp_path) as again:
            rows = {e.request.requested_model: e.request for e in await again.log()}
            assert all(row.estimated and row.overrun_nano == 0 for row in rows.values())
            assert all(0 < row.charge_nano < 100 * WHOLE_PRICE for row in rows.values())
            found = {
                name: f"{rows[name].status}, paid by its reservation"
                if name in rows
                else "not in the log"
                for name in STAGES
            }
            (token,) = [t for t in await again.gateway.tokens.list() if t.name == "limited"]
            charged = sum(row.charge_nano for row in rows.values())
            assert token.balance_nano == UNITS * 2_000 - charged
            await everything_is_accounted(again)
    assert found == {name: words for name, (_, words) in KILLED.items()}
