"""The store fails and comes back, or does not: nothing hangs, nothing is booked twice or lost."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from gateway.domain.money import NANO
from gateway.store.writer import Writer
from tests.gateway.house import House, house
from tests.gateway.server.test_relay_cancel import BODY, PRICE, STREAM, everything_is_accounted
from tests.upstreams import Reply, Upstreams, Usage


class Disk:
    """Full while ``full``: no commit succeeds, the probes for recovery included."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        write = Writer._write_all

        def write_all(writer: Writer, *args: object) -> None:
            if self.full:
                raise OSError("the disk is full")
            write(writer, *args)  # type: ignore[arg-type]

        monkeypatch.setattr(Writer, "_write_all", write_all)


async def furnished(home: House, up: Upstreams) -> tuple[str, int]:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    token, key = await home.token(NANO)
    up.openai.always(Reply(text="almost whole", usage=Usage(100, 50), delay_first=0.1))
    return key, token.id


async def test_a_store_that_never_comes_back_does_not_hold_a_stop(
    tmp_path: Path,
    up: Upstreams,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    disk = Disk(monkeypatch)
    async with house(tmp_path) as home:
        key, token_id = await furnished(home, up)
        requests = [
            asyncio.ensure_future(home.post("/v1/chat/completions", body, key))
            for body in (BODY, STREAM)
        ]
        await up.openai.wait_requests(2)
        await home.gateway.database.write(lambda: None)  # their intents are in the store
        disk.full = True
        plain, stream = await asyncio.gather(*requests)
        assert (plain[0], plain[1]["x-homeport-error"]) == (503, "store_unavailable")
        assert b"store_unavailable" in stream[2]
        assert b"[DONE]" not in stream[2]
        await asyncio.wait_for(home.gateway.stop(drain_s=0.1), 20)
    said = [r.getMessage() for r in caplog.records if r.name == "gateway.relay.settling"]
    assert len([line for line in said if "could not be settled" in line]) == 2, said
    assert not [r for r in caplog.records if r.name == "asyncio" and r.levelno >= logging.ERROR]
    disk.full = False
    async with house(tmp_path) as again:
        rows = [entry.request for entry in await again.log()]
        assert [row.status for row in rows] == ["interrupted"] * 2
        assert all(row.charge_nano > 0 for row in rows)
        (token,) = [t for t in await again.gateway.tokens.list() if t.id == token_id]
        assert token.balance_nano == NANO - sum(row.charge_nano for row in rows)
        await everything_is_accounted(again)


async def test_two_settlements_wait_for_the_store_and_are_booked_once_it_is_back(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    key, token_id = await furnished(home, up)
    back = asyncio.Event()
    home.gateway.database.on_health_change(lambda healthy: back.set() if healthy else None)
    requests = [
        asyncio.ensure_future(home.post("/v1/chat/completions", body, key))
        for body in (BODY, STREAM)
    ]
    await up.openai.wait_requests(2)
    disk.full = True
    await asyncio.gather(*requests)
    assert not home.gateway.status().store_healthy
    assert home.gateway.ledger.open_reservations == 2
    status, headers, _ = await home.post("/v1/chat/completions", BODY, key)
    assert (status, headers["x-homeport-error"]) == (503, "store_unavailable")
    disk.full = False
    await asyncio.wait_for(back.wait(), 10)
    await everything_is_accounted(home)
    assert home.gateway.status().store_healthy
    (token,) = [t for t in await home.gateway.tokens.list() if t.id == token_id]
    assert token.balance_nano == NANO - 2 * (100 * 10_000 + 50 * 20_000)
    assert [e.request.status for e in await home.log()] == ["interrupted"] * 2
    assert (await home.post("/v1/chat/completions", BODY, key))[0] == 200


async def test_a_settlement_for_a_store_that_has_closed_keeps_its_promise(
    tmp_path: Path, up: Upstreams
) -> None:
    async with house(tmp_path) as home:
        key, _ = await furnished(home, up)
        request = asyncio.ensure_future(home.post("/v1/chat/completions", BODY, key))
        await up.openai.wait_requests(1)
        await home.gateway.database.close()
        status, headers, _ = await request
        assert (status, headers["x-homeport-error"]) == (503, "store_unavailable")
        assert home.gateway.ledger.open_reservations == 1
    async with house(tmp_path) as again:
        (entry,) = await again.log()
        assert entry.request.status == "interrupted"
        await everything_is_accounted(again)
