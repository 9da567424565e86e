"""The Ollama mock: its own API as documented, its OpenAI surface judged by OpenAI's SDK."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import openai
import pytest
from openai import AsyncOpenAI

from tests.upstreams import Reply, ToolCall, Upstreams, Usage
from tests.upstreams.tests.sdk import openai_sdk

HELLO: Any = [{"role": "user", "content": "Say hello"}]
WEATHER: Any = {
    "type": "function",
    "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {}}},
}


@pytest.fixture
async def http(up: Upstreams) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(up.ollama.origin) as session:
        yield session


@pytest.fixture
async def llama(up: Upstreams) -> AsyncIterator[AsyncOpenAI]:
    async with openai_sdk(
        f"{up.ollama.base_url}/v1",
        "ollama",
        max_retries=0,
        _strict_response_validation=True,
    ) as sdk:
        yield sdk


async def lines(response: aiohttp.ClientResponse) -> list[dict[str, Any]]:
    assert response.content_type == "application/x-ndjson"
    return [json.loads(line) async for line in response.content]


async def test_health_version_and_models(http: aiohttp.ClientSession) -> None:
    async with http.get("/ollama/") as response:
        assert await response.text() == "Ollama is running"
    async with http.get("/ollama/api/version") as response:
        assert "version" in await response.json()
    async with http.get("/ollama/api/tags") as response:
        models = (await response.json())["models"]
    assert {"qwen3:8b", "llama3.2:latest"} <= {model["name"] for model in models}
    async with http.post("/ollama/api/show", json={"model": "llama3.2"}) as response:
        assert (await response.json())["capabilities"] == ["completion", "tools"]
    async with http.get("/ollama/api/nothing") as response:
        assert (response.status, await response.text()) == (404, "404 page not found")


async def test_chat_streams_ndjson_unless_told_not_to(
    http: aiohttp.ClientSession, up: Upstreams
) -> None:
    up.ollama.script(
        Reply(
            reasoning="Hm, a greeting.",
            chunks=["Hel", "lo"],
            tool_calls=[ToolCall("get_weather", {"city": "Rome"}), ToolCall("get_weather")],
            usage=Usage(26, 10),
        )
    )
    body = {"model": "qwen3:8b", "messages": HELLO, "think": True, "tools": [WEATHER]}
    async with http.post("/ollama/api/chat", json=body) as response:
        received = await lines(response)
    messages = [entry["message"] for entry in received]
    assert "".join(message.get("thinking", "") for message in messages) == "Hm, a greeting."
    assert "".join(message["content"] for message in messages) == "Hello"
    calls = [call["function"] for message in messages for call in message.get("tool_calls", ())]
    assert [call["arguments"] for call in calls] == [{"city": "Rome"}, {}]
    assert [entry["done"] for entry in received] == [False] * (len(received) - 1) + [True]
    end = received[-1]
    assert (end["done_reason"], end["prompt_eval_count"], end["eval_count"]) == ("stop", 26, 10)
    async with http.post("/ollama/api/chat", json=body | {"stream": False}) as response:
        whole = await response.json()
    assert whole["message"]["content"] == "You said: Say hello"
    assert whole["done"] is True


async def test_limits_and_a_short_context(http: aiohttp.ClientSession) -> None:
    body = {"model": "llama3.2", "messages": HELLO, "stream": False, "options": {"num_predict": 2}}
    async with http.post("/ollama/api/chat", json=body) as response:
        cut = await response.json()
    assert (cut["done_reason"], cut["eval_count"]) == ("length", 2)
    long: Any = [{"role": "user", "content": "x" * 40_000}]
    async with http.post("/ollama/api/chat", json=body | {"messages": long}) as response:
        assert (await response.json())["prompt_eval_count"] == 4096


async def test_a_fully_cached_prompt_is_not_counted(
    http: aiohttp.ClientSession, up: Upstreams
) -> None:
    up.ollama.script(Reply(text="Hi", usage=Usage(26, 10, cached=26)))
    body = {"model": "llama3.2", "messages": HELLO, "stream": False}
    async with http.post("/ollama/api/chat", json=body) as response:
        answer = await response.json()
    assert "prompt_eval_count" not in answer
    assert answer["eval_count"] == 10


async def test_an_empty_chat_loads_the_model(http: aiohttp.ClientSession) -> None:
    async with http.post("/ollama/api/chat", json={"model": "llama3.2", "messages": []}) as answer:
        assert (await answer.json())["done_reason"] == "load"


async def test_an_error_in_the_stream_is_its_last_line(
    http: aiohttp.ClientSession, up: Upstreams
) -> None:
    up.ollama.script(Reply(text="one two three", error="server", error_in_stream_after=2))
    body = {"model": "llama3.2", "messages": HELLO}
    async with http.post("/ollama/api/chat", json=body) as response:
        received = await lines(response)
    assert len(received) == 3
    assert list(received[-1]) == ["error"]


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"model": "nothing"}, 404, "model 'nothing' not found"),
        ({"model": ""}, 400, "model is required"),
        ({"model": "nomic-embed-text"}, 400, "does not support chat"),
        ({"model": "gemma3:4b", "tools": [WEATHER]}, 400, "does not support tools"),
        ({"think": True}, 400, "does not support thinking"),
        (
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "x"}]}]},
            400,
            "cannot unmarshal array",
        ),
        (
            {
                "messages": [
                    {
                        "role": "assistant",
                        "content": "",
                        "tool_calls": [{"function": {"name": "f", "arguments": "{}"}}],
                    }
                ]
            },
            400,
            "cannot unmarshal string",
        ),
        (
            {
                "messages": [
                    {"role": "user", "content": "x", "images": ["data:image/png;base64,AA"]}
                ]
            },
            400,
            "illegal base64",
        ),
    ],
)
async def test_refuses_what_ollama_refuses(
    http: aiohttp.ClientSession, change: dict[str, Any], status: int, message: str
) -> None:
    body = {"model": "llama3.2", "messages": HELLO} | change
    async with http.post("/ollama/api/chat", json=body) as response:
        assert response.status == status
        assert message in (await response.json())["error"]


async def test_foreign_web_pages_are_kept_out(http: aiohttp.ClientSession) -> None:
    async with http.get("/ollama/api/tags", headers={"Origin": "https://evil.example"}) as answer:
        assert answer.status == 403
    async with http.get("/ollama/api/tags", headers={"Origin": "http://localhost:3000"}) as answer:
        assert answer.status == 200


async def test_with_keys_it_wants_one_like_the_cloud(up: Upstreams) -> None:
    cloud = up.add_ollama("cloud", keys={"k"})
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{cloud.base_url}/api/tags") as response:
            assert (response.status, await response.json()) == (401, {"error": "unauthorized"})
        bearer = {"Authorization": "Bearer k"}
        async with http.get(f"{cloud.base_url}/api/tags", headers=bearer) as response:
            assert response.status == 200


async def test_embeddings(http: aiohttp.ClientSession, llama: AsyncOpenAI) -> None:
    body = {"model": "nomic-embed-text", "input": ["a", "b"]}
    async with http.post("/ollama/api/embed", json=body) as response:
        native = await response.json()
    assert [len(vector) for vector in native["embeddings"]] == [768, 768]
    assert native["prompt_eval_count"] == 2
    answer = await llama.embeddings.create(
        model="nomic-embed-text", input="b", encoding_format="float"
    )
    assert answer.data[0].embedding == native["embeddings"][1]


async def test_openai_surface(llama: AsyncOpenAI, up: Upstreams) -> None:
    assert "qwen3:8b" in [model.id async for model in llama.models.list()]
    up.ollama.script(
        Reply(
            reasoning="Hm.",
            text="Hello",
            tool_calls=[ToolCall("get_weather", {"city": "Rome"})],
            usage=Usage(5, 6),
        )
    )
    stream = await llama.chat.completions.create(
        model="qwen3:8b",
        messages=HELLO,
        tools=[WEATHER],
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = [chunk async for chunk in stream]
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert all(delta.role == "assistant" for delta in deltas)
    assert deltas[0].model_extra == {"reasoning": "Hm."}
    calls = [call for delta in deltas for call in delta.tool_calls or ()]
    assert len(calls) == 1
    assert calls[0].function is not None
    assert calls[0].function.arguments == '{"city":"Rome"}'
    assert chunks[-2].choices[0].finish_reason == "tool_calls"
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.total_tokens == 11


async def test_openai_surface_refuses(llama: AsyncOpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as caught:
        await llama.chat.completions.create(model="nothing", messages=HELLO)
    assert caught.value.type == "not_found_error"
    image = {"type": "image_url", "image_url": {"url": "https://example.org/cat.png"}}
    with pytest.raises(openai.BadRequestError, match="invalid image input"):
        await llama.chat.completions.create(
            model="gemma3:4b",
            messages=[{"role": "user", "content": [image]}],  # type: ignore[list-item, misc]
        )
    with pytest.raises(openai.BadRequestError, match="does not support tools"):
        await llama.chat.completions.create(model="gemma3:4b", messages=HELLO, tools=[WEATHER])


async def test_a_broken_stream_on_the_openai_surface_just_ends(
    llama: AsyncOpenAI, up: Upstreams
) -> None:
    up.ollama.script(Reply(text="one two three", error_in_stream_after=2))
    stream = await llama.chat.completions.create(model="qwen3:8b", messages=HELLO, stream=True)
    chunks = [chunk async for chunk in stream]
    assert len(chunks) == 3
    assert all(chunk.choices[0].finish_reason is None for chunk in chunks)


async def test_images_reach_the_model(http: aiohttp.ClientSession, up: Upstreams) -> None:
    image = base64.b64encode(b"\x89PNG").decode()
    messages = [{"role": "user", "content": "What is this?", "images": [image]}]
    async with http.post(
        "/ollama/api/chat", json={"model": "gemma3:4b", "messages": messages}
    ) as r:
        assert (await lines(r))[-1]["done"]
    assert up.ollama.last.json["messages"][0]["images"] == [image]
