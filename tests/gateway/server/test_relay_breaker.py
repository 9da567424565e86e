"""Circuit breakers at work: one real request after a rest, learned limits, nobody billed twice."""

from __future__ import annotations

import asyncio
import json

import pytest

from gateway.domain.channel import KeyState
from gateway.events import RequestStarted
from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams, faults

MODEL = "gpt-4o"


async def rest_over(home: House) -> None:
    """As if the time that was told had gone by."""
    for rest in home.gateway.rests._rests.values():
        rest.until = 0.0


async def test_after_a_rest_one_request_tries_and_the_others_wait_for_its_answer(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, MODEL)
    up.openai.script(faults.rate_limited(after=600))
    assert (await home.chat(MODEL))[0] == 429
    assert (await home.chat(MODEL))[0] == 503
    await rest_over(home)
    seen = len(up.openai.requests)
    up.openai.script(faults.silent())
    begun = asyncio.Semaphore(0)

    def heard(event: object) -> None:
        if isinstance(event, RequestStarted):
            begun.release()

    home.gateway.events.subscribe(heard)
    many = asyncio.gather(*(home.chat(MODEL) for _ in range(4)))
    await up.openai.wait_stalled()
    for _ in range(4):
        await begun.acquire()
    assert len(up.openai.requests) == seen + 1
    up.openai.release()
    assert [status for status, _, _ in await many] == [200] * 4
    assert len(up.openai.requests) == seen + 4
    await home.check_ledger()


async def test_a_trial_that_fails_sends_nobody_after_it(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, MODEL)
    up.openai.script(faults.rate_limited(after=600), faults.rate_limited(after=600))
    assert (await home.chat(MODEL))[0] == 429
    await rest_over(home)
    seen = len(up.openai.requests)
    statuses = [s for s, _, _ in await asyncio.gather(*(home.chat(MODEL) for _ in range(3)))]
    assert sorted(statuses) == [429, 503, 503]
    assert len(up.openai.requests) == seen + 1
    (circuit,) = home.gateway.rests.circuits(channel.id)
    assert (circuit.failures, circuit.model, circuit.trying) == (2, MODEL, False)


async def test_a_limited_model_leaves_the_keys_other_models_alone(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, MODEL, "gpt-4o-mini")
    up.openai.script(faults.rate_limited(after=600))
    assert (await home.chat(MODEL))[0] == 429
    assert (await home.chat("gpt-4o-mini"))[0] == 200
    assert (await home.chat(MODEL))[0] == 503


async def test_a_key_whose_headers_say_that_nothing_is_left_is_not_asked_before_its_reset(
    home: House, up: Upstreams
) -> None:
    keys = ("sk-first-key-0000001", "sk-second-key-000002")
    mock = up.add_openai("two", keys=keys)
    channel = await home.channel(mock, MODEL, keys=keys)
    spent = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "6m0s"}
    mock.script(Reply(text="one", headers=spent), Reply(text="two", headers=spent))
    for _ in range(2):
        assert (await home.chat(MODEL))[0] == 200
    asked = {request.headers["authorization"] for request in mock.requests[-2:]}
    assert asked == {f"Bearer {key}" for key in keys}
    status, headers, body = await home.chat(MODEL)
    assert status == 503
    assert 300 < int(headers["retry-after"]) <= 360
    assert "its rate limit is used up" in json.loads(body)["error"]["message"]
    keys_now = await home.gateway.channels.key_states(channel.id)
    assert [key.state for key in keys_now] == [KeyState.READY] * 2
    await rest_over(home)
    assert (await home.chat(MODEL))[0] == 200


@pytest.mark.parametrize(
    "spent",
    [
        {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4e12"},
        {"ratelimitbysize-remaining": "0", "ratelimitbysize-reset": "28"},
        {"x-ratelimit-remaining-tokens-day": "0", "x-ratelimit-reset-tokens-day": "33011.38"},
    ],
    ids=["openrouter", "mistral", "cerebras"],
)
async def test_headers_of_others_count_too(
    home: House, up: Upstreams, spent: dict[str, str]
) -> None:
    await home.channel(up.openai, MODEL)
    up.openai.script(Reply(text="one", headers=spent))
    assert (await home.chat(MODEL))[0] == 200
    assert (await home.chat(MODEL))[0] == 503


async def test_anthropics_headers_count_too(home: House, up: Upstreams) -> None:
    model = "claude-sonnet-4-5"
    await home.channel(up.anthropic, model)
    name = "anthropic-ratelimit-output-tokens"
    spent = {f"{name}-remaining": "0", f"{name}-reset": "2099-01-01T00:00:00Z"}
    up.anthropic.script(Reply(text="one", headers=spent))
    assert (await home.chat(model))[0] == 200
    assert (await home.chat(model))[0] == 503
