"""Cohere's own API behind every kind of client."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.gateway.house import House
from tests.gateway.server.world_clients import CLIENTS, say, stream
from tests.upstreams import Reply, ToolCall, Upstreams, Usage, faults
from tests.upstreams.cohere import CohereMock

MODEL = "command-a-03-2025"
THINKER = "command-a-reasoning-08-2025"
PRICE = {"input": 2, "output": 8}
TOOL = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    },
}
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(16)).decode()


@pytest.fixture
async def mock(home: House, up: Upstreams) -> CohereMock:
    made = up.add(CohereMock())
    await home.channel(made, MODEL, THINKER, "embed-v4.0", provider="cohere")
    prices = dict.fromkeys((MODEL, THINKER, "embed-v4.0"), PRICE)
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps(prices))
    return made


@pytest.mark.parametrize("client", CLIENTS)
async def test_plain_and_streamed_with_what_was_billed(
    home: House, mock: CohereMock, client: str
) -> None:
    said = "Ahoj, 世界: one two"
    mock.script(*[Reply(text=said, usage=Usage(1000, 300), split=7)] * 2)
    assert await stream(home, client, MODEL) == (said, (1000, 300))
    assert await say(home, client, MODEL) == (said, (1000, 300))
    rows = await home.log()
    assert [row.request.charge_nano for row in rows] == [1000 * 2000 + 300 * 8000] * 2
    assert not any(row.request.estimated for row in rows)
    await home.check_ledger()


async def test_every_member_has_its_name_and_range_there(home: House, mock: CohereMock) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
    status, _, body = await home.chat(
        MODEL,
        top_p=1,
        frequency_penalty=-2,
        presence_penalty=2,
        stop=["§1", "§2", "§3", "§4"],
        seed=7,
        max_tokens=50,
        temperature=0.5,
        user="me",
        logit_bias={"1": 2},
        response_format={"type": "json_schema", "json_schema": {"name": "n", "schema": schema}},
    )
    assert status == 200, body
    sent = mock.last.json
    assert (sent["p"], sent["frequency_penalty"], sent["presence_penalty"]) == (0.99, 0, 1)
    assert sent["response_format"] == {"type": "json_object", "json_schema": schema}
    assert "a" in json.loads(json.loads(body)["choices"][0]["message"]["content"])


@pytest.mark.parametrize("streamed", [False, True])
async def test_tools_there_and_back(home: House, mock: CohereMock, streamed: bool) -> None:
    calls = [ToolCall("get_weather", {"city": 'Řím "1"'}), ToolCall("get_weather", "")]
    mock.script(Reply(text="I will look.", tool_calls=calls), Reply(text="Sunny"))
    messages: list[Any] = [{"role": "user", "content": "Weather?"}]
    status, _, body = await home.chat(MODEL, messages=messages, tools=[TOOL], stream=streamed)
    assert status == 200, body
    message = _message(body) if not streamed else _streamed(body)
    assert message["content"] == "I will look."
    made = message["tool_calls"]
    assert [call["function"]["arguments"] for call in made] == ['{"city":"Řím \\"1\\""}', "{}"]
    messages += [{"role": "assistant", **message}]
    messages += [{"role": "tool", "tool_call_id": call["id"], "content": "20C"} for call in made]
    status, _, body = await home.chat(MODEL, messages=messages, tools=[TOOL])
    assert status == 200, body
    told = mock.last.json["messages"]
    assert told[1]["tool_plan"] == "I will look."
    assert [each["role"] for each in told] == ["user", "assistant", "tool", "tool"]


def _message(body: bytes) -> dict[str, Any]:
    choice = json.loads(body)["choices"][0]
    assert choice["finish_reason"] == "tool_calls"
    message: dict[str, Any] = choice["message"]
    return message


def _streamed(body: bytes) -> dict[str, Any]:
    text, calls = "", {}
    for line in body.decode().split("\n"):
        if not line.startswith("data: {"):
            continue
        for choice in json.loads(line[6:])["choices"]:
            text += choice["delta"].get("content") or ""
            for call in choice["delta"].get("tool_calls", ()):
                known = calls.setdefault(call["index"], {"id": "", "name": "", "arguments": ""})
                known["id"] += call.get("id") or ""
                known["name"] += call["function"].get("name") or ""
                known["arguments"] += call["function"].get("arguments") or ""
    made = [
        {"id": c["id"], "type": "function", "function": {k: c[k] for k in ("name", "arguments")}}
        for c in calls.values()
    ]
    return {"content": text, "tool_calls": made}


async def test_a_forced_tool_is_the_only_one_offered(home: House, mock: CohereMock) -> None:
    other = {"type": "function", "function": {"name": "other", "parameters": {"type": "object"}}}
    choice = {"type": "function", "function": {"name": "get_weather"}}
    status, _, body = await home.chat(
        MODEL,
        tools=[other, TOOL],
        tool_choice=choice,
        response_format={"type": "json_object"},
    )
    assert status == 200, body
    assert [tool["function"]["name"] for tool in mock.last.json["tools"]] == ["get_weather"]
    assert mock.last.json["tool_choice"] == "REQUIRED"
    assert "JSON" in mock.last.json["messages"][-1]["content"]
    assert _message(body)["tool_calls"][0]["function"]["name"] == "get_weather"


@pytest.mark.parametrize("streamed", [False, True])
async def test_thoughts_are_shown_and_budgeted(
    home: House, mock: CohereMock, streamed: bool
) -> None:
    mock.script(Reply(reasoning="Let me think about it.", text="Done"))
    asked = {
        "model": THINKER,
        "max_tokens": 4000,
        "thinking": {"type": "enabled", "budget_tokens": 2000},
        "messages": [{"role": "user", "content": "Hi"}],
        "stream": streamed,
    }
    status, _, body = await home.post("/v1/messages", asked)
    assert status == 200, body
    assert b"thinking" in body
    assert mock.last.json["thinking"] == {"type": "enabled", "token_budget": 2000}
    asked["thinking"] = {"type": "disabled"}
    await home.post("/v1/messages", asked)
    assert mock.last.json["thinking"] == {"type": "disabled"}
    await home.post("/v1/messages", asked | {"model": MODEL})
    assert "thinking" not in mock.last.json


async def test_an_image_arrives_as_it_was(home: House, mock: CohereMock) -> None:
    picture = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PIXEL}"}}
    content = [{"type": "text", "text": "What is this?"}, picture]
    status, _, body = await home.chat(MODEL, messages=[{"role": "user", "content": content}])
    assert status == 200, body
    assert mock.last.json["messages"][0]["content"][1] == picture


async def test_citations_with_an_address_are_told(home: House, mock: CohereMock) -> None:
    source = {
        "type": "document",
        "id": "d",
        "document": {"url": "https://example.com/a", "title": "A"},
    }
    cited = {"start": 0, "end": 4, "text": "Said", "sources": [source]}
    event = {
        "type": "citation-start",
        "index": 0,
        "delta": {"message": {"citations": cited}},
    }
    raw = f"event: citation-start\ndata: {json.dumps(event)}\n\n".encode()
    mock.script(Reply(text="Said so", insert={3: raw}))
    status, _, body = await home.chat(MODEL, stream=True)
    assert status == 200
    assert b"https://example.com/a" in body


async def test_embeddings(home: House, mock: CohereMock) -> None:
    asked = {"model": "embed-v4.0", "input": ["a", "bb"], "dimensions": 4}
    status, _, body = await home.post("/v1/embeddings", asked)
    assert status == 200, body
    answer = json.loads(body)
    assert [len(each["embedding"]) for each in answer["data"]] == [4, 4]
    assert answer["usage"]["prompt_tokens"] == 2
    assert mock.last.json["input_type"] == "search_document"
    status, _, body = await home.post("/v1/embeddings", asked | {"input": ["x"] * 97})
    assert status == 400
    assert len(mock.requests) == 1
    await home.check_ledger()


ERRORS = {
    "bad_key": "bad_key",
    "money": "no_money",
    "model": "model_not_found",
    "rate_limit": "rate_limit",
    "server": "overloaded",
    "overloaded": "overloaded",
    "context": "context_too_long",
    "bad_request": "bad_request",
}


@pytest.mark.parametrize(("kind", "means"), ERRORS.items())
async def test_each_error_means_what_it_says_and_costs_nothing(
    home: House, mock: CohereMock, kind: Any, means: str
) -> None:
    mock.always(faults.failing(kind))
    status, _, _ = await home.chat(MODEL)
    assert status >= 400
    (row,) = await home.log()
    assert row.attempts[0].error_class == means
    assert row.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize("client", CLIENTS)
async def test_an_error_in_the_stream_is_told_and_no_ending_made_up(
    home: House, mock: CohereMock, client: str
) -> None:
    mock.always(faults.error_in_stream(after=4))
    with pytest.raises((AssertionError, KeyError, StopIteration, IndexError)):
        await stream(home, client, MODEL)
    (row,) = await home.log()
    assert row.request.status in ("failed", "cut_short")
    assert row.attempts[-1].error_class == "overloaded"
    await home.check_ledger()


async def test_models_are_listed_and_a_test_works(home: House, mock: CohereMock) -> None:
    models = await home.gateway.channels.fetch_models(1)
    assert {model.id: model.kind for model in models} == {
        MODEL: "chat",
        THINKER: "chat",
        "embed-v4.0": "embedding",
        "rerank-v3.5": "rerank",
        "cohere-transcribe-03-2026": "audio",
    }
    assert (await home.gateway.channels.test(1)).ok
    assert (await home.gateway.channels.test(1, "embed-v4.0")).ok


async def test_ranking_is_paid_by_the_search(home: House, mock: CohereMock) -> None:
    ranker = "rerank-v3.5"
    await home.channel(mock, ranker, provider="cohere")
    body = {"model": ranker, "query": "blue", "documents": ["red", "blue"], "top_n": 1}
    status, _, answer = await home.post("/v1/rerank", body)
    assert status == 200, answer
    assert [each["index"] for each in json.loads(answer)["results"]] == [1]
    assert mock.last.path == "/v2/rerank"
    (row,) = await home.log()
    assert json.loads(row.request.price_json)["lines"] == [["queries", 1, "2000"]]
    assert row.request.charge_nano > 0
    await home.check_ledger()
