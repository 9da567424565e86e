"""Limits a minute and at once: exact for a token, a reason to look elsewhere for a channel."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from gateway.domain.budget import Scope
from gateway.domain.money import NANO
from gateway.services.channels import ChannelChanges
from gateway.services.tokens import TokenChanges
from tests.gateway.house import House, house
from tests.upstreams import Reply, Upstreams, Usage, faults

MODEL = "gpt-4o"
BODY = {"model": MODEL, "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 100}
STREAM = {**BODY, "stream": True}
CHAT = "/v1/chat/completions"


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    """Nobody waits in a queue: tests/gateway/server/test_queue.py does."""
    async with house(tmp_path, queue_s=0) as running:
        yield running


class Clock:
    def __init__(self) -> None:
        self.now = 5000.0

    def __call__(self) -> float:
        return self.now


def set_clock(home: House) -> Clock:
    """The minutes of tokens and channels made from now on pass when the test says so."""
    clock = Clock()
    home.gateway.caller_gauges._clock = clock
    home.gateway.channel_gauges._clock = clock
    return clock


async def until_streaming(up: Upstreams, streams: int) -> None:
    async with asyncio.timeout(10):
        while up.openai.open_streams != streams:  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def running(home: House, token_id: int) -> int:
    return home.gateway.caller_gauges._gauges[Scope.TOKEN, str(token_id)].running


class TestTokens:
    async def test_of_sixty_at_once_as_many_as_allowed_a_minute_are_answered(
        self, home: House, up: Upstreams
    ) -> None:
        clock = set_clock(home)
        await home.channel(up.openai, MODEL)
        _, key = await home.token(rpm=20)
        answers = await asyncio.gather(*(home.post(CHAT, BODY, key) for _ in range(60)))
        assert Counter(status for status, _, _ in answers) == {200: 20, 429: 40}
        _, headers, body = next(answer for answer in answers if answer[0] == 429)
        assert headers["retry-after"] == "60"
        assert headers["x-homeport-error"] == "rate_limit_exceeded"
        error = json.loads(body)["error"]
        assert (error["code"], error["type"]) == ("rate_limit_exceeded", "requests")
        assert "20 requests a minute" in error["message"]
        clock.now += 59
        assert (await home.post(CHAT, BODY, key))[1]["retry-after"] == "1"
        clock.now += 1
        assert (await home.post(CHAT, BODY, key))[0] == 200
        assert len(up.openai.requests) == 21

    @pytest.mark.parametrize("body", [BODY, STREAM], ids=["plain", "stream"])
    async def test_of_forty_at_once_as_many_as_allowed_at_once_reach_the_upstream(
        self, home: House, up: Upstreams, body: dict[str, object]
    ) -> None:
        await home.channel(up.openai, MODEL)
        token, key = await home.token(concurrency=3)
        up.openai.always(Reply(text="x", delay_first=1.0))
        answers = await asyncio.gather(*(home.post(CHAT, body, key) for _ in range(40)))
        assert Counter(status for status, _, _ in answers) == {200: 3, 429: 37}
        refused = next(answer for answer in answers if answer[0] == 429)
        assert refused[1]["retry-after"] == "1"
        assert "3 requests at once" in json.loads(refused[2])["error"]["message"]
        assert running(home, token.id) == 0
        up.openai.always(Reply(text="x"))
        assert (await home.post(CHAT, body, key))[0] == 200

    async def test_a_request_leaves_whatever_way_it_ends(self, home: House, up: Upstreams) -> None:
        channel = await home.channel(up.openai, MODEL)
        await home.price(gpt_4o={"input": 10, "output": 20})
        token, key = await home.token(NANO, concurrency=1, tpm=1_000_000)
        up.openai.always(faults.failing("server"))
        assert (await home.post(CHAT, BODY, key))[0] in (502, 503)
        assert running(home, token.id) == 0
        await home.gateway.channels.resume(channel.id)
        up.openai.always(Reply(text="one two three", cut_after=2, cut="rst"))
        assert (await home.post(CHAT, STREAM, key))[0] == 200
        assert running(home, token.id) == 0
        await home.gateway.channels.resume(channel.id)
        # The client leaves in the middle of its answer.
        up.openai.always(Reply(text="one two three", stall_after=2))
        headers = {"Authorization": f"Bearer {key}"}
        async with home.session.post(home.url + CHAT, json=STREAM, headers=headers) as answer:
            await answer.content.readany()
            assert running(home, token.id) == 1
            assert (await home.post(CHAT, BODY, key))[0] == 429
        await home.settled()
        assert running(home, token.id) == 0
        # The owner ends it.
        waiting = asyncio.create_task(_broken_off(home, key))
        await until_streaming(up, 1)
        home.gateway.live.cancel_all()
        await waiting
        await home.settled()
        assert running(home, token.id) == 0
        # There is too little money for it.
        _, poor = await home.token(1, concurrency=1)
        for _ in range(2):
            assert (await home.post(CHAT, BODY, poor))[0] == 402
        await home.check_ledger()
        assert home.gateway.caller_gauges._gauges[Scope.TOKEN, str(token.id)]._gauge._held == 0

    async def test_tokens_a_minute_are_what_was_used_not_what_was_guessed(
        self, home: House, up: Upstreams
    ) -> None:
        clock = set_clock(home)
        await home.channel(up.openai, MODEL)
        _, key = await home.token(tpm=1000)
        up.openai.always(Reply(text="x", usage=Usage(300, 400)))
        assert (await home.post(CHAT, BODY, key))[0] == 200
        await home.settled()
        # 300 are left: enough for this request's estimate.
        assert (await home.post(CHAT, BODY, key))[0] == 200
        await home.settled()
        status, headers, body = await home.post(CHAT, BODY, key)
        assert (status, headers["retry-after"]) == (429, "60")
        assert "1000 tokens a minute" in json.loads(body)["error"]["message"]
        clock.now += 60
        assert (await home.post(CHAT, BODY, key))[0] == 200

    async def test_many_at_once_cannot_spend_the_same_tokens(
        self, home: House, up: Upstreams
    ) -> None:
        await home.channel(up.openai, MODEL)
        _, key = await home.token(tpm=1000)
        up.openai.always(Reply(text="x", usage=Usage(10, 90), delay_first=1.0))
        answers = await asyncio.gather(*(home.post(CHAT, BODY, key) for _ in range(30)))
        counted = Counter(status for status, _, _ in answers)
        # Each holds its prompt and the hundred it may answer with.
        assert 5 <= counted[200] <= 9
        assert counted[200] + counted[429] == 30

    async def test_a_request_too_large_for_any_minute_is_told_not_to_come_back(
        self, home: House, up: Upstreams
    ) -> None:
        await home.channel(up.openai, MODEL)
        _, key = await home.token(tpm=50)
        status, headers, body = await home.chat(MODEL, "word " * 2000, key=key)
        assert status == 429
        assert headers["x-should-retry"] == "false"
        assert "alone would need more" in json.loads(body)["error"]["message"]
        assert up.openai.requests == []

    async def test_refusals_stand_in_the_log_and_count_for_nothing(
        self, home: House, up: Upstreams
    ) -> None:
        set_clock(home)
        await home.channel(up.openai, MODEL)
        _, key = await home.token(rpm=1)
        # What is refused for another reason takes no place in the minute.
        assert (await home.chat("nobody-has-this", key=key))[0] == 404
        assert (await home.post(CHAT, BODY, key))[0] == 200
        assert (await home.post(CHAT, BODY, key))[0] == 429
        rows = [entry.request for entry in await home.log()]
        assert [(row.status, row.error_code) for row in rows] == [
            ("refused", "model_not_found"), ("done", ""), ("refused", "rate_limit_exceeded")
        ]  # fmt: skip

    async def test_a_change_of_the_limit_is_in_force_with_its_answer(
        self, home: House, up: Upstreams
    ) -> None:
        set_clock(home)
        await home.channel(up.openai, MODEL)
        token, key = await home.token(rpm=1)
        assert (await home.post(CHAT, BODY, key))[0] == 200
        await home.gateway.tokens.update(token.id, TokenChanges(rpm=2))
        assert (await home.post(CHAT, BODY, key))[0] == 200
        assert (await home.post(CHAT, BODY, key))[0] == 429
        await home.gateway.tokens.update(token.id, TokenChanges(rpm=0))
        assert (await home.post(CHAT, BODY, key))[0] == 200

    async def test_a_token_without_limits_has_no_gauge_at_all(
        self, home: House, up: Upstreams
    ) -> None:
        await home.channel(up.openai, MODEL)
        _, key = await home.token()
        assert (await home.post(CHAT, BODY, key))[0] == 200
        assert home.gateway.callers.find(key, "127.0.0.1").gauge is None
        assert not home.gateway.caller_gauges._gauges

    async def test_the_refusal_is_in_the_callers_dialect(self, home: House, up: Upstreams) -> None:
        await home.channel(up.anthropic, "claude-sonnet-4-5")
        _, key = await home.token(rpm=1)
        body = {**BODY, "model": "claude-sonnet-4-5"}
        assert (await home.post("/v1/messages", body, key))[0] == 200
        status, headers, refusal = await home.post("/v1/messages", body, key)
        assert status == 429
        assert 1 <= int(headers["retry-after"]) <= 60
        assert json.loads(refusal)["error"]["type"] == "rate_limit_error"


class TestChannels:
    async def test_a_full_channel_is_passed_over_and_the_next_priority_answers(
        self, home: House, up: Upstreams
    ) -> None:
        second = up.add_openai("second")
        await home.channel(up.openai, MODEL, priority=5, concurrency=2)
        await home.channel(second, MODEL)
        up.openai.always(Reply(text="x", delay_first=1.0))
        second.always(Reply(text="x", delay_first=1.0))
        answers = await asyncio.gather(*(home.post(CHAT, BODY) for _ in range(12)))
        assert Counter(status for status, _, _ in answers) == {200: 12}
        assert (len(up.openai.requests), len(second.requests)) == (2, 10)

    async def test_when_all_are_full_the_answer_says_so_and_for_how_long(
        self, home: House, up: Upstreams
    ) -> None:
        clock = set_clock(home)
        channel = await home.channel(up.openai, MODEL, name="Only one", rpm=3)
        answers = await asyncio.gather(*(home.post(CHAT, BODY) for _ in range(10)))
        assert Counter(status for status, _, _ in answers) == {200: 3, 503: 7}
        clock.now += 15
        status, headers, body = await home.post(CHAT, BODY)
        assert (status, headers["retry-after"]) == (503, "45")
        error = json.loads(body)["error"]
        assert error["code"] == "no_available_channel"
        assert "Only one: full for 45 s (its limit is 3 requests a minute)" in error["message"]
        clock.now += 45
        assert (await home.post(CHAT, BODY))[0] == 200
        await home.gateway.channels.update(channel.id, ChannelChanges(rpm=0))
        assert (await home.post(CHAT, BODY))[0] == 200

    async def test_its_place_is_free_again_whatever_way_a_request_ends(
        self, home: House, up: Upstreams
    ) -> None:
        channel = await home.channel(up.openai, MODEL, concurrency=1)
        gauges = home.gateway.channel_gauges
        up.openai.always(Reply(text="one two three", stall_after=2))
        headers = {"Authorization": f"Bearer {(await home.token())[1]}"}
        async with home.session.post(home.url + CHAT, json=STREAM, headers=headers) as answer:
            await answer.content.readany()
            assert gauges.running(channel.id) == 1
            status, told, body = await home.post(CHAT, BODY)
            assert (status, told["retry-after"]) == (503, "1")
            assert "full (its limit is 1 requests at once)" in json.loads(body)["error"]["message"]
        await home.settled()
        assert gauges.running(channel.id) == 0
        up.openai.always(faults.failing("server"))
        assert (await home.post(CHAT, BODY))[0] in (502, 503)
        assert gauges.running(channel.id) == 0
        await home.gateway.channels.resume(channel.id)
        up.openai.always(Reply(text="x"))
        assert (await home.post(CHAT, BODY))[0] == 200

    async def test_a_channel_that_its_owner_lets_rest_is_left_alone_until_resumed(
        self, home: House, up: Upstreams
    ) -> None:
        second = up.add_openai("second")
        first = await home.channel(up.openai, MODEL, name="First", priority=5)
        spare = await home.channel(second, MODEL, name="Spare")
        home.gateway.channels.rest(first.id, 900)
        assert (await home.post(CHAT, BODY))[0] == 200
        assert (len(up.openai.requests), len(second.requests)) == (0, 1)
        home.gateway.channels.rest(spare.id, 600)
        status, headers, body = await home.post(CHAT, BODY)
        assert (status, headers["retry-after"]) == (503, "600")
        assert (
            "First: resting for 900 s (its owner lets it rest)"
            in json.loads(body)["error"]["message"]
        )
        await home.gateway.channels.resume(first.id)
        assert (await home.post(CHAT, BODY))[0] == 200
        assert len(up.openai.requests) == 1


async def _broken_off(home: House, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    try:
        async with home.session.post(home.url + CHAT, json=STREAM, headers=headers) as answer:
            await answer.read()
    except aiohttp.ClientError:
        pass
