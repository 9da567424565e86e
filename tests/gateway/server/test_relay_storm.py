"""Clients and the owner break requests off at random moments: the books are right all the same."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from typing import Any

import aiohttp
import pytest

from gateway.domain.money import NANO
from gateway.events import RequestFinished, RequestStarted
from gateway.services.token_drafts import TokenChanges
from tests.gateway.house import ROOT_KEY, House
from tests.gateway.server.test_relay_cancel import everything_is_accounted
from tests.upstreams import Reply, Upstreams, Usage

REQUESTS = 240
AT_ONCE = 24
LONGEST_S = 0.12
"""Few requests need longer: breaking them off within it meets every stage."""


def replies(rng: random.Random, count: int) -> list[Reply]:
    """What upstreams do: answers of every pace, faults before and in the middle of them."""
    kinds: list[dict[str, Any]] = [
        {},
        {"usage": None},
        {"delay_headers": 0.04},
        {"delay_first": 0.04},
        {"delay_chunk": 0.008},
        {"stall_after": 6},
        {"stall_after": -1},
        {"cut_after": 5, "cut": "eof"},
        {"error": "overloaded"},
        {"error": "server", "delay_headers": 0.02},
        {"error_in_stream_after": 1, "error": "overloaded"},
        {"whole": True},
    ]
    usage = Usage(40, 12, cached=8)
    text = "one two three four five six seven eight"
    return [Reply(**{"text": text, "usage": usage, **rng.choice(kinds)}) for _ in range(count)]


class Storm:
    """Many clients at once, each doing its worst."""

    def __init__(self, home: House, rng: random.Random, keys: list[str]) -> None:
        self.home = home
        self.rng = rng
        self.keys = keys
        self.started: Counter[str] = Counter()
        self.finished: Counter[str] = Counter()
        self.whole: list[str] = []
        home.gateway.events.subscribe(self.hear)

    def hear(self, event: object) -> None:
        if isinstance(event, RequestStarted):
            self.started[event.request_id] += 1
        elif isinstance(event, RequestFinished):
            self.finished[event.request_id] += 1

    async def client(self, requests: int) -> None:
        for _ in range(requests):
            for channel in self.home.gateway.planner.snapshot.channels:
                self.home.gateway.rests.resume(channel.id, tuple(key.id for key in channel.keys))
            request = asyncio.ensure_future(self.request())
            who = self.rng.random()
            if who < 0.25:
                limit = 1.0  # stalled answers are ended by then
            else:
                limit = self.rng.uniform(0, LONGEST_S)
            await asyncio.wait([request], timeout=limit)
            if who > 0.6:
                self.owner_cancels()
            if who < 0.8:
                request.cancel()
            await asyncio.wait([request], timeout=0.3)
            request.cancel()
            await asyncio.gather(request, return_exceptions=True)

    def owner_cancels(self) -> None:
        live = self.home.gateway.live.view()
        if live:
            chosen = self.rng.choice(live).request_id
            for _ in range(self.rng.choice((1, 1, 2))):
                self.home.gateway.live.cancel(chosen)

    async def owner_meddles(self, token_id: int) -> None:
        """Prices, a balance and whether it counts change while requests run."""
        tokens = self.home.gateway.tokens
        while True:
            price = self.rng.choice((1, 10, 30))
            await self.home.price(gpt_4o={"input": price, "output": 2 * price})
            balance = self.rng.choice((0, NANO // 500, NANO))
            unlimited = self.rng.random() < 0.3
            await tokens.update(
                token_id, TokenChanges(balance_nano=balance, unlimited=unlimited), actor="root"
            )
            if self.rng.random() < 0.2:
                await tokens.restore(await tokens.delete(token_id))
            await asyncio.sleep(0)

    async def request(self) -> None:
        stream = self.rng.random() < 0.6
        body = {
            "model": "gpt-4o",
            "stream": stream,
            "messages": [{"role": "user", "content": "Hi " * self.rng.randrange(1, 9)}],
        }
        headers = {"Authorization": f"Bearer {self.rng.choice(self.keys)}"}
        url = f"{self.home.url}/v1/chat/completions"
        try:
            async with self.home.session.post(url, json=body, headers=headers) as answer:
                content = await answer.read()
        except (aiohttp.ClientError, OSError):
            return
        ended = content.rstrip().endswith(b"data: [DONE]") if stream else bool(json.loads(content))
        if answer.status == 200 and ended:
            self.whole.append(answer.headers["x-request-id"])


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_is_broken_off_is_booked_exactly_once(
    home: House, up: Upstreams, seed: int
) -> None:
    rng = random.Random(seed)
    second = up.add_openai("second")
    await home.channel(up.openai, "gpt-4o", priority=5)
    await home.channel(second, "gpt-4o")
    await home.price(gpt_4o={"input": 10, "output": 20, "cached_input": 1})
    await home.gateway.settings_service.set("keep_alive_s", 1)
    rich, rich_key = await home.token(NANO)
    poor, poor_key = await home.token(NANO // 20)
    for mock in (up.openai, second):
        mock.script(*replies(rng, REQUESTS))
        mock.always(Reply(text="at last", usage=Usage(40, 3)))
    moved, moved_key = await home.token(NANO)
    storm = Storm(home, rng, [ROOT_KEY, rich_key, poor_key, moved_key])
    meddling = asyncio.ensure_future(storm.owner_meddles(moved.id))
    await asyncio.gather(*(storm.client(REQUESTS // AT_ONCE) for _ in range(AT_ONCE)))
    meddling.cancel()
    await asyncio.gather(meddling, return_exceptions=True)
    await home.gateway.state.drain()
    await home.session.close()
    await up.openai.wait_idle()
    await second.wait_idle()
    await everything_is_accounted(home)
    booked = {entry.request.request_id: entry for entry in await home.log()}
    assert len(storm.started) > REQUESTS / 2, "the storm was a breeze"
    assert set(booked) == set(storm.started)
    assert set(storm.started.values()) == {1}
    assert storm.finished == storm.started
    assert {booked[ident].request.status for ident in storm.whole} == {"done"}
    statuses = Counter(entry.request.status for entry in booked.values())
    # On a slow machine clients leave before a second channel can fail them too.
    assert {"done", "cancelled"} <= set(statuses), statuses
    assert {"failed", "cut_short"} & set(statuses), statuses
    assert max(entry.request.attempts for entry in booked.values()) > 1
    for token in (rich, poor):
        assert home.balance(token) >= 0
    for entry in booked.values():
        row = entry.request
        assert row.cost_nano == sum(attempt.cost_nano for attempt in entry.attempts)
        assert row.charge_nano + row.overrun_nano <= row.cost_nano
