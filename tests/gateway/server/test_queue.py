"""The short queue before a 429, and what clients are told of their limits."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import openai
import pytest

from gateway.domain.budget import Budget, Scope, Unit
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.services.tokens import TokenChanges
from tests.gateway.house import House, house
from tests.gateway.server.test_relay_limits import BODY, CHAT, MODEL, STREAM, set_clock
from tests.upstreams import Reply, Upstreams, Usage


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, queue_s=30, queue_places=20) as running:
        yield running


async def until_waiting(home: House, requests: int) -> None:
    async with asyncio.timeout(10):
        while len(home.gateway.queue) != requests:  # noqa: ASYNC110
            await asyncio.sleep(0.002)


class Held:
    """Answers that come when the test lets them."""

    def __init__(self, up: Upstreams) -> None:
        up.openai.always(Reply(text="one two three", stall_after=2))

    @staticmethod
    async def begin(home: House, key: str) -> aiohttp.ClientResponse:
        """A stream whose first words have come, and that stays open."""
        headers = {"Authorization": f"Bearer {key}"}
        answer = await home.session.post(home.url + CHAT, json=STREAM, headers=headers)
        await answer.content.readany()
        return answer


async def test_whoever_waits_is_answered_when_there_is_room(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL)
    _, key = await home.token(concurrency=3)
    up.openai.always(Reply(text="x", delay_first=0.02))
    answers = await asyncio.gather(*(home.post(CHAT, BODY, key) for _ in range(20)))
    assert Counter(status for status, _, _ in answers) == {200: 20}
    assert len(home.gateway.queue) == 0


async def test_the_queue_is_bounded_for_each_token(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL)
    _, key = await home.token(concurrency=1)
    Held(up)
    held = await Held.begin(home, key)
    waiting = [asyncio.create_task(home.post(CHAT, BODY, key)) for _ in range(20)]
    await until_waiting(home, 20)
    status, headers, _ = await home.post(CHAT, BODY, key)
    assert (status, headers["retry-after"]) == (429, "1")
    up.openai.always(Reply(text="x"))
    held.close()
    assert {(await each)[0] for each in waiting} == {200}
    await home.check_ledger()


async def test_who_leaves_the_queue_has_used_nothing(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL)
    token, key = await home.token(
        concurrency=1,
        rpm=100,
        budgets=(Budget(Period.DAY, Unit.REQUESTS, 5), Budget(Period.DAY, Unit.TOKENS, 10**6)),
    )
    Held(up)
    held = await Held.begin(home, key)
    waiting = [asyncio.create_task(home.post(CHAT, BODY, key)) for _ in range(4)]
    await until_waiting(home, 4)
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await until_waiting(home, 0)
    gauge = home.gateway.caller_gauges.get(Scope.TOKEN, token.id)
    assert gauge is not None
    assert gauge.running == 1
    left = gauge.requests_left
    assert left is not None
    assert left.left == 99
    up.openai.always(Reply(text="x"))
    held.close()
    await home.settled()
    rows = [entry.request for entry in await home.log()]
    assert sorted(row.status for row in rows) == ["cancelled"] * 5
    assert sum(row.charge_nano + row.input_tokens > 0 for row in rows) <= 1
    requests, _ = home.gateway.limits.left(Scope.TOKEN, token.id)
    assert (requests.used, requests.held) == (1, 0)
    assert (await home.post(CHAT, BODY, key))[0] == 200
    await home.check_ledger()


async def test_tokens_take_turns_under_a_limit_that_they_share(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL)
    await home.gateway.limits.set_person(1, limits=Limits(concurrency=1))
    _, greedy = await home.token(name="greedy")
    _, modest = await home.token(name="modest")
    Held(up)
    held = await Held.begin(home, greedy)
    order: list[str] = []

    async def ask(name: str, key: str) -> None:
        assert (await home.post(CHAT, BODY, key))[0] == 200
        order.append(name)

    tasks = []
    for number in range(6):
        tasks.append(asyncio.create_task(ask("greedy", greedy)))
        await until_waiting(home, number + 1)
    tasks.append(asyncio.create_task(ask("modest", modest)))
    await until_waiting(home, 7)
    up.openai.always(Reply(text="x"))
    held.close()
    await asyncio.gather(*tasks)
    assert order.index("modest") <= 1


async def test_a_request_that_waited_in_vain_is_told_when_to_come_back(
    tmp_path: Path, up: Upstreams
) -> None:
    async with house(tmp_path, queue_s=1) as home:
        clock = set_clock(home)
        await home.channel(up.openai, MODEL)
        token, key = await home.token(concurrency=1)
        Held(up)
        held = await Held.begin(home, key)
        status, headers, body = await home.post(CHAT, BODY, key)
        assert (status, headers["retry-after"]) == (429, "1")
        assert "at once" in json.loads(body)["error"]["message"]
        held.close()
        await home.settled()
        # A minute is too far away to wait for: refused at once.
        await home.gateway.tokens.update(token.id, TokenChanges(rpm=1, concurrency=0))
        clock.now += 1
        up.openai.always(Reply(text="x"))
        assert (await home.post(CHAT, BODY, key))[1]["retry-after"] == "59"
        assert len(home.gateway.queue) == 0


async def test_a_full_channel_is_waited_for_where_there_is_no_other(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, MODEL, concurrency=2)
    up.openai.always(Reply(text="x", delay_first=0.02))
    answers = await asyncio.gather(*(home.post(CHAT, BODY) for _ in range(10)))
    assert Counter(status for status, _, _ in answers) == {200: 10}
    assert home.gateway.channel_gauges.running(channel.id) == 0
    assert home.gateway.channel_gauges._waiting == []


async def test_a_channels_tokens_a_minute_send_the_rest_elsewhere(
    home: House, up: Upstreams
) -> None:
    second = up.add_openai("second")
    await home.channel(up.openai, MODEL, priority=5, tpm=1_150)
    await home.channel(second, MODEL)
    up.openai.always(Reply(text="x", usage=Usage(900, 200)))
    for _ in range(3):
        assert (await home.post(CHAT, BODY))[0] == 200
    assert (len(up.openai.requests), len(second.requests)) == (1, 2)


async def test_limits_of_a_person_and_a_group_hold_for_all_their_tokens(
    home: House, up: Upstreams
) -> None:
    set_clock(home)
    await home.channel(up.openai, MODEL)
    await home.gateway.limits.set_person(1, limits=Limits(rpm=2))
    keys = [(await home.token(name=f"t{n}"))[1] for n in range(3)]
    answers = [await home.post(CHAT, BODY, key) for key in keys]
    assert [status for status, _, _ in answers] == [200, 200, 429]
    assert "together may send 2 requests" in json.loads(answers[2][2])["error"]["message"]
    await home.gateway.limits.set_person(1, limits=Limits())
    await home.gateway.limits.set_group("default", limits=Limits(rpm=1))
    answers = [await home.post(CHAT, BODY, key) for key in keys[:2]]
    assert [status for status, _, _ in answers] == [200, 429]
    assert "the group 'default'" in json.loads(answers[1][2])["error"]["message"]


class TestHeaders:
    async def test_openais_client_is_told_what_is_left(self, home: House, up: Upstreams) -> None:
        clock = set_clock(home)
        await home.channel(up.openai, MODEL)
        _, key = await home.token(rpm=3, tpm=10_000)
        up.openai.always(Reply(text="x", usage=Usage(300, 700)))
        async with openai.AsyncOpenAI(
            api_key=key, base_url=f"{home.url}/v1", max_retries=0
        ) as client:
            asked = {"model": MODEL, "messages": [{"role": "user", "content": "Hi"}]}
            raw = await client.chat.completions.with_raw_response.create(**asked)  # type: ignore[call-overload]
            assert raw.headers["x-ratelimit-limit-requests"] == "3"
            assert raw.headers["x-ratelimit-remaining-requests"] == "2"
            assert raw.headers["x-ratelimit-reset-requests"] == "1m0s"
            assert raw.headers["x-ratelimit-limit-tokens"] == "10000"
            assert raw.headers["x-ratelimit-remaining-tokens"] == "9000"
            clock.now += 20
            for _ in range(2):
                await client.chat.completions.create(**asked)  # type: ignore[call-overload]
            with pytest.raises(openai.RateLimitError) as refused:
                await client.chat.completions.create(**asked)  # type: ignore[call-overload]
        headers = refused.value.response.headers
        assert headers["retry-after"] == "40"
        assert headers["x-ratelimit-remaining-requests"] == "0"
        assert headers["x-ratelimit-reset-requests"] == "1m0s"

    async def test_anthropics_client_is_told_in_its_own_words(
        self, home: House, up: Upstreams
    ) -> None:
        set_clock(home)
        await home.channel(up.anthropic, "claude-sonnet-4-5")
        _, key = await home.token(rpm=1)
        body = {**BODY, "model": "claude-sonnet-4-5"}
        for left, expected in ((0, 200), (0, 429)):
            status, headers, _ = await home.post("/v1/messages", body, key)
            assert status == expected
            assert headers["anthropic-ratelimit-requests-limit"] == "1"
            assert headers["anthropic-ratelimit-requests-remaining"] == str(left)
            reset = datetime.fromisoformat(headers["anthropic-ratelimit-requests-reset"])
            passed = reset.timestamp() - home.gateway.now_ms() / 1000
            assert 50 < passed <= 61

    async def test_a_stream_tells_it_too_and_who_has_no_limits_is_told_nothing(
        self, home: House, up: Upstreams
    ) -> None:
        await home.channel(up.openai, MODEL)
        _, limited = await home.token(rpm=10)
        assert (await home.post(CHAT, STREAM, limited))[1]["x-ratelimit-remaining-requests"] == "9"
        _, free = await home.token(name="free")
        headers = (await home.post(CHAT, STREAM, free))[1]
        assert not [name for name in headers if "ratelimit" in name]
