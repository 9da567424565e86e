"""Through the gateway to upstreams that refuse as their vendors do: nobody gets a 400 for habit."""

from __future__ import annotations

import json

import pytest

from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams, Usage

HEADER = "x-homeport-adapted"
SAMPLING = {"temperature": 0.2, "top_p": 0.9, "presence_penalty": 0.5, "frequency_penalty": 0.5}


@pytest.mark.parametrize("model", ["o4-mini", "gpt-5.4"])
@pytest.mark.parametrize("stream", [False, True])
async def test_openais_thinking_models_take_any_chat_request(
    home: House, up: Upstreams, model: str, stream: bool
) -> None:
    await home.channel(up.openai, model, provider="openai")
    status, headers, body = await home.chat(
        model,
        max_tokens=50,
        stop=["x"] if model == "o4-mini" else None,
        reasoning_effort="max",
        logprobs=True,
        top_logprobs=2,
        stream=stream,
        **SAMPLING,
    )
    assert status == 200, body
    sent = up.openai.last.json
    assert sent["max_completion_tokens"] == 50
    assert not {"max_tokens", "logprobs", "top_logprobs", *SAMPLING} & set(sent)
    assert sent["reasoning_effort"] == ("high" if model == "o4-mini" else "xhigh")
    said = headers[HEADER].split(", ")
    assert "max_tokens;renamed=max_completion_tokens" in said
    assert {"temperature;removed", "logprobs;removed"} <= set(said)
    assert ("stop;removed" in said) == (model == "o4-mini")


async def test_what_is_taken_passes_without_a_word(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o", "gpt-5.4", provider="openai")
    status, headers, _ = await home.chat("gpt-4o", max_tokens=5, **SAMPLING)
    assert (status, HEADER in headers) == (200, False)
    body = b'{ "model":"gpt-5.4",  "messages":[{"role":"user","content":"Hi"}] , "seed" : 7 }'
    assert (await home.post("/v1/chat/completions", body))[0] == 200
    assert up.openai.last.body == body


async def test_responses_and_conversions_are_adapted_too(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-5.4", provider="openai")
    ask = {"model": "gpt-5.4", "input": "Hi", "temperature": 0.1, "reasoning": {"effort": "max"}}
    status, headers, body = await home.post("/v1/responses", ask)
    assert status == 200, body
    assert headers[HEADER] == "reasoning.effort;nearest=xhigh, temperature;removed"
    message = {"role": "user", "content": "Hi"}
    ask = {"model": "gpt-5.4", "max_tokens": 99, "temperature": 0.1, "messages": [message]}
    status, headers, body = await home.post("/v1/messages", ask)
    assert status == 200, body
    assert headers[HEADER] == "temperature;removed"


async def test_newer_claudes_take_what_older_ones_took(home: House, up: Upstreams) -> None:
    await home.channel(up.anthropic, "claude-opus-4-7", "claude-sonnet-5-5", "claude-sonnet-4-5")
    begun = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Well"}]
    ask = {"max_tokens": 4096, "messages": begun, "temperature": 0.3, "top_p": 0.9, "top_k": 4}
    for model in ("claude-opus-4-7", "claude-sonnet-5-5"):
        thinking = {"type": "enabled", "budget_tokens": 2048}
        status, headers, body = await home.post(
            "/v1/messages", {**ask, "model": model, "thinking": thinking}
        )
        assert status == 200, body
        assert headers[HEADER] == (
            "temperature;removed, top_p;removed, top_k;removed, thinking;adaptive, "
            "messages;continued"
        )
    off = {"type": "disabled"}
    ask = {"model": "claude-sonnet-5-5", "max_tokens": 9, "messages": begun[:1], "thinking": off}
    assert (await home.post("/v1/messages", ask))[0] == 200
    # and from another dialect
    status, headers, body = await home.post(
        "/v1/chat/completions", {"model": "claude-opus-4-7", "messages": begun, "temperature": 0.3}
    )
    assert status == 200, body
    assert headers[HEADER] == "temperature;removed, messages;continued"
    ask = {"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": begun, "top_p": 0.9}
    status, headers, _ = await home.post("/v1/messages", {**ask, "temperature": 0.5})
    assert (status, headers[HEADER]) == (200, "top_p;removed")


async def test_a_refusal_that_names_a_parameter_is_learned_once(home: House, up: Upstreams) -> None:
    await home.price(gpt_4o={"input": 2, "output": 8})
    await home.channel(up.openai, "gpt-4o")
    token, key = await home.token(10**9)
    up.openai.always(Reply(text="x", usage=Usage(10, 5)))
    status, headers, body = await home.chat("gpt-4o", key=key, reasoning_effort="low", seed=1)
    assert (status, headers[HEADER]) == (200, "reasoning_effort;removed"), body
    # Unknown to the table: OpenAI's strict schema refuses a sampler of other servers' by name.
    status, headers, body = await home.chat("gpt-4o", key=key, min_p=0.1, top_k=4)
    assert status == 200, body
    assert headers[HEADER] == "min_p;removed, top_k;removed"
    row = (await home.log())[-1]
    assert [(each.status, each.http_status, each.cost_nano) for each in row.attempts] == [
        ("failed", 400, 0),
        ("failed", 400, 0),
        ("done", 200, 60_000),
    ]
    assert len({each.channel_id for each in row.attempts}) == 1
    assert row.request.charge_nano == 60_000
    asked = len(up.openai.requests)
    status, headers, _ = await home.chat("gpt-4o", key=key, min_p=0.1, top_k=4)
    assert (status, headers[HEADER]) == (200, "min_p;removed, top_k;removed")
    assert len(up.openai.requests) == asked + 1, "it was remembered"
    assert home.balance(token) == 10**9 - 3 * 60_000
    await home.check_ledger()


async def test_a_refusal_of_what_matters_is_the_clients_to_hear(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    token, key = await home.token(10**9)
    for members in ({"nonsense": 1}, {"temperature": 9}, {"web_search_options": 1, "foo": 2}):
        asked = len(up.openai.requests)
        status, headers, body = await home.chat("gpt-4o", key=key, **members)
        assert (status, HEADER in headers) == (400, False), body
        assert len(up.openai.requests) == asked + 1
        assert "error" in json.loads(body)
    assert home.balance(token) == 10**9
