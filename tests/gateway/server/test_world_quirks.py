"""What single OpenAI-compatible vendors do otherwise, end to end."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.world_clients import CLIENTS, say, stream
from tests.upstreams import COMPATIBLE, Reply, ToolCall, Upstreams, Usage, faults
from tests.upstreams.mistral import SMALL, THINKER, MistralMock

SAID = "Ahoj, 世界: one two"
TOOL = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}


@pytest.mark.parametrize("model", [SMALL, THINKER])
@pytest.mark.parametrize("client", CLIENTS)
async def test_every_client_talks_to_mistral_and_its_thinkers(
    home: House, up: Upstreams, client: str, model: str
) -> None:
    mock = up.add(MistralMock())
    await home.channel(mock, model, provider="mistral")
    own: dict[str, Any] = {"usage_unasked": True, "usage_place": "finish"}  # as Mistral does it
    usage = Usage(1000, 300)
    mock.always(Reply(text=SAID, reasoning="Let me see.", usage=usage, split=7, **own))
    assert await say(home, client, model) == (SAID, (1000, 300))
    assert await stream(home, client, model) == (SAID, (1000, 300))
    await home.check_ledger()


async def test_thoughts_of_mistrals_thinkers_are_told_apart(home: House, up: Upstreams) -> None:
    mock = up.add(MistralMock())
    await home.channel(mock, THINKER, provider="mistral")
    mock.always(Reply(text=SAID, reasoning="Let me see."))
    status, _, body = await home.chat(THINKER)
    message = json.loads(body)["choices"][0]["message"]
    assert (message["content"], message["reasoning_content"]) == (SAID, "Let me see.")
    # What the client sends back of it is not refused.
    turns = [{"role": "user", "content": "Hi"}, {"role": "assistant", **message}]
    turns.append({"role": "user", "content": "And?"})
    for model in (THINKER, SMALL):
        await home.channel(mock, SMALL, provider="mistral")
        status, _, body = await home.chat(model, messages=turns, user="me", seed=1)
        assert status == 200, body


async def test_mistral_gets_other_vendors_ids_of_calls_in_its_form(
    home: House, up: Upstreams
) -> None:
    mock = up.add(MistralMock())
    await home.channel(mock, SMALL, provider="mistral")
    ids = ["call_abcdefghijklmnop", "toolu_01AbCdEf"]
    calls = [
        {"id": ident, "type": "function", "function": {"name": "f", "arguments": "{}"}}
        for ident in ids
    ]
    turns: list[Any] = [
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "", "tool_calls": calls},
        *({"role": "tool", "tool_call_id": ident, "content": "1"} for ident in ids),
    ]
    status, _, body = await home.chat(SMALL, messages=turns, tools=[TOOL])
    assert status == 200, body
    sent = mock.last.json["messages"]
    assert [call["id"] for call in sent[1]["tool_calls"]] == [
        sent[2]["tool_call_id"],
        sent[3]["tool_call_id"],
    ]
    mock.script(Reply(tool_calls=[ToolCall("f", {"a": 1}, id="AbC123xyz")]))
    status, _, body = await home.chat(SMALL, tools=[TOOL])
    assert json.loads(body)["choices"][0]["message"]["tool_calls"][0]["id"] == "AbC123xyz"


async def test_what_mistral_refuses_otherwise_names_its_member(home: House, up: Upstreams) -> None:
    mock = up.add(MistralMock())
    await home.channel(mock, SMALL, provider="mistral")
    status, _, body = await home.chat(SMALL, something_new=1)
    assert status == 422
    assert b"something_new" in body


@pytest.mark.parametrize("client", CLIENTS)
async def test_openrouters_thoughts_and_hidden_errors(
    home: House, up: Upstreams, client: str
) -> None:
    mock = up.add_openai("openrouter", flavour=COMPATIBLE)
    await home.channel(mock, "gpt-4o", provider="openrouter")
    await home.price(gpt_4o={"input": 1, "output": 1})
    token, key = await home.token(NANO)
    mock.always(
        Reply(
            text=SAID,
            reasoning="Let me see.",
            reasoning_field="reasoning_details",
            usage=Usage(1000, 300),
            comments=True,
        )
    )
    assert await stream(home, client, "gpt-4o") == (SAID, (1000, 300))
    assert await say(home, client, "gpt-4o") == (SAID, (1000, 300))
    error = {"error": {"code": 402, "message": "Insufficient credits", "metadata": {}}}
    mock.always(Reply(error="money", error_body=error, body_error_200=True))
    status, _, _ = await home.chat("gpt-4o", key=key)
    assert status >= 400
    assert home.balance(token) == NANO
    (row,) = [row for row in await home.log() if row.request.status == "failed"]
    assert row.attempts[0].error_class == "no_money"
    await home.check_ledger()


async def test_a_groq_error_in_the_stream_is_an_error(home: House, up: Upstreams) -> None:
    mock = up.add_openai("groq", flavour=COMPATIBLE)
    await home.channel(mock, "gpt-4o", provider="groq")
    fault = {"x_groq": {"id": "req_1", "error": "over capacity"}, "choices": []}
    raw = f"data: {json.dumps(fault)}\n\n".encode()
    mock.script(Reply(text=SAID, insert={2: raw}))
    with pytest.raises((AssertionError, StopIteration)):
        await stream(home, "openai_chat", "gpt-4o")
    (row,) = await home.log()
    assert row.request.status in ("failed", "cut_short")
    assert "over capacity" in row.attempts[0].error_message
    mock.script(faults.failing("rate_limit"))
    status, _, _ = await home.chat("gpt-4o")
    assert status == 429
    await home.check_ledger()
