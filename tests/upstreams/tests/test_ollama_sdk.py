"""The Ollama mock, judged by Ollama's own package."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import ollama
import pytest

from tests.upstreams import Reply, ToolCall, Upstreams, Usage, faults

HELLO = [{"role": "user", "content": "Weather in Rome?"}]
WEATHER: Any = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    },
}


@pytest.fixture
async def client(up: Upstreams) -> AsyncIterator[ollama.AsyncClient]:
    async with ollama.AsyncClient(f"{up.ollama.origin}/{up.ollama.name}") as made:
        yield made


async def test_chats_plain_and_streamed(client: ollama.AsyncClient, up: Upstreams) -> None:
    up.ollama.always(Reply(text="Ahoj, one two", reasoning="Hm.", usage=Usage(12, 5)))
    answer = await client.chat("qwen3:8b", HELLO, think=True)
    assert (answer.message.content, answer.message.thinking) == ("Ahoj, one two", "Hm.")
    assert (answer.prompt_eval_count, answer.eval_count, answer.done) == (12, 5, True)
    parts = [part async for part in await client.chat("qwen3:8b", HELLO, think=True, stream=True)]
    assert "".join(part.message.content or "" for part in parts) == "Ahoj, one two"
    assert (parts[-1].eval_count, parts[-1].done_reason) == (5, "stop")


async def test_a_tool_there_and_back(client: ollama.AsyncClient, up: Upstreams) -> None:
    up.ollama.script(Reply(tool_calls=[ToolCall("get_weather", {"city": "Rome"})]))
    up.ollama.script(Reply(text="Sunny"))
    answer = await client.chat("qwen3:8b", HELLO, tools=[WEATHER])
    (call,) = answer.message.tool_calls or ()
    assert call.function.arguments == {"city": "Rome"}
    result = {"role": "tool", "tool_name": "get_weather", "content": "sunny"}
    answer = await client.chat("qwen3:8b", [*HELLO, answer.message, result], tools=[WEATHER])
    assert answer.message.content == "Sunny"


async def test_models_and_embeddings(client: ollama.AsyncClient) -> None:
    names = [model.model for model in (await client.list()).models]
    assert "qwen3:8b" in names
    assert "tools" in ((await client.show("qwen3:8b")).capabilities or ())
    vectors = (await client.embed("nomic-embed-text", ["one", "two"])).embeddings
    assert [len(vector) for vector in vectors] == [768, 768]


async def test_errors_before_and_inside_a_stream(client: ollama.AsyncClient, up: Upstreams) -> None:
    with pytest.raises(ollama.ResponseError) as refused:
        await client.chat("nothing", HELLO)
    assert refused.value.status_code == 404
    up.ollama.script(faults.error_in_stream(after=2))
    with pytest.raises(ollama.ResponseError):
        _ = [part async for part in await client.chat("qwen3:8b", HELLO, stream=True)]
