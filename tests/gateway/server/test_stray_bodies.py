"""A body at another dialect's endpoint is served in its own dialect, and a header says so."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openai.types.chat import ChatCompletionChunk

from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams

CHAT, MESSAGES, RESPONSES = "/v1/chat/completions", "/v1/messages", "/v1/responses"
HEADER = "x-homeport-dialect"
USER = {"role": "user", "content": "Hi"}
MESSAGE: dict[str, Any] = {
    "model": "m",
    "max_tokens": 50,
    "system": "Be brief.",
    "messages": [USER],
}
RESPONSE: dict[str, Any] = {"model": "m", "input": "Hi", "instructions": "Be brief."}
COMPLETION: dict[str, Any] = {
    "model": "m",
    "max_tokens": 50,
    "messages": [{"role": "developer", "content": "Be brief."}, USER],
}


@pytest.fixture
async def served(home: House, up: Upstreams) -> House:
    await home.channel(up.openai, "m", aliases={"m": "gpt-4o"})
    return home


@pytest.mark.parametrize(
    ("path", "body", "dialect", "shape"),
    [
        (CHAT, MESSAGE, "anthropic", {"type": "message"}),
        (CHAT, RESPONSE, "openai_responses", {"object": "response"}),
        (MESSAGES, COMPLETION, "openai_chat", {"object": "chat.completion"}),
        (MESSAGES, RESPONSE, "openai_responses", {"object": "response"}),
        (RESPONSES, COMPLETION, "openai_chat", {"object": "chat.completion"}),
        (RESPONSES, MESSAGE, "anthropic", {"type": "message"}),
    ],
)
async def test_answers_are_in_the_bodys_dialect(
    served: House, path: str, body: Any, dialect: str, shape: dict[str, str]
) -> None:
    status, headers, content = await served.post(path, body)
    assert (status, headers[HEADER]) == (200, dialect), content
    assert shape.items() <= json.loads(content).items()
    (entry,) = await served.log()
    assert (entry.request.dialect_in, entry.request.endpoint) == (dialect, path)


async def test_errors_and_streams_are_so_too(served: House, up: Upstreams) -> None:
    status, headers, content = await served.post(CHAT, {**MESSAGE, "model": "nope"})
    assert (status, headers[HEADER]) == (404, "anthropic")
    assert json.loads(content)["error"]["type"] == "not_found_error"
    status, headers, content = await served.post(CHAT, {**MESSAGE, "stream": True})
    assert headers[HEADER] == "anthropic"
    assert content.startswith(b"event: message_start")
    assert b"event: message_stop" in content


async def test_bodies_at_home_get_no_header(served: House) -> None:
    homes = ((CHAT, {"model": "m", "messages": [USER]}), (MESSAGES, MESSAGE), (RESPONSES, RESPONSE))
    for path, body in homes:
        status, headers, _ = await served.post(path, body)
        assert status == 200
        assert HEADER not in headers


async def test_cursor_asks_as_responses_and_reads_chat(served: House, up: Upstreams) -> None:
    """Cursor 3 with an own base URL: Responses in, chat chunks out, usage as chat asks for it."""
    up.openai.script(Reply(text="Bonjour le monde"))
    body = {
        **{"model": "m", "input": [{"role": "user", "content": "Hi"}], "stream": True},
        **{"include": ["reasoning.encrypted_content"], "text": {"verbosity": "low"}},
        "tools": [{"type": "function", "name": "f", "parameters": {"type": "object"}}],
        "stream_options": {"include_usage": True},
    }
    status, headers, content = await served.post(CHAT, body)
    assert (status, headers[HEADER]) == (200, "openai_responses"), content
    lines = [line[6:] for line in content.decode().split("\n") if line.startswith("data: ")]
    assert lines[-1] == "[DONE]"
    chunks = [ChatCompletionChunk.model_validate_json(line) for line in lines[:-1]]
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == "Bonjour le monde"
    assert chunks[-1].usage is not None
    assert {chunk.model for chunk in chunks} == {"m"}
    status, _, content = await served.post(CHAT, {**body, "model": "nope"})
    assert (status, json.loads(content)["error"]["code"]) == (404, "model_not_found")
    await served.check_ledger()
