"""Ollama's API, judged by Ollama's own package: every channel's models under its paths."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import ollama
import pytest

from gateway.domain.money import NANO
from gateway.server.management import _dispatcher
from gateway.server.routes.ollama import ROUTES
from tests.gateway.house import ACCESS_TOKEN, ROOT_KEY, House
from tests.upstreams import Reply, ToolCall, Upstreams, Usage

HI = [{"role": "user", "content": "Hi"}]
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()


def forecast(city: str) -> str:
    """The weather of a city.

    Args:
      city: Where.
    """
    return city


@pytest.fixture
async def served(home: House, up: Upstreams) -> House:
    await home.gateway.settings_service.set("ollama_api", True)
    await home.channel(up.openai, "gpt-4o", "text-embedding-3-small")
    await home.channel(up.anthropic, "claude-sonnet-4-6")
    return home


@pytest.fixture
async def client(served: House) -> AsyncIterator[ollama.AsyncClient]:
    async with ollama.AsyncClient(served.url, headers={"Authorization": f"Bearer {ROOT_KEY}"}) as c:
        yield c


async def ask(home: House, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """Status and JSON of a request without a key."""
    async with home.session.request(method, home.url + path, json=body, headers=headers) as answer:
        return answer.status, await answer.json()


async def test_it_is_off_until_it_is_switched_on(home: House) -> None:
    for path, methods in ROUTES.items():
        method = next(iter(methods))
        _, told = await ask(home, method, path, {}, Authorization=f"Bearer {ROOT_KEY}")
        assert told["success"] is False


async def test_no_path_is_the_management_apis_too() -> None:
    managed = [resource.canonical for resource in _dispatcher().resources()]
    for path in ROUTES:
        assert path not in managed
        assert f"{path}/" not in managed


async def test_the_management_api_stays_where_it_is(served: House) -> None:
    status, told = await ask(served, "GET", "/api/token/", Authorization=ACCESS_TOKEN)
    assert (status, told["success"]) == (200, True)
    _, told = await ask(served, "GET", "/api/token/", Authorization=f"Bearer {ROOT_KEY}")
    assert told["success"] is False


async def test_models(client: ollama.AsyncClient, served: House) -> None:
    listed = (await client.list()).models
    assert [model.model for model in listed] == [
        "gpt-4o",
        "text-embedding-3-small",
        "claude-sonnet-4-6",
    ]
    assert listed[0].modified_at is not None
    assert len(listed[0].digest or "") == 64
    assert (await client.ps()).models == []
    shown = await client.show("claude-sonnet-4-6:latest")
    assert set(shown.capabilities or ()) == {"completion", "tools", "vision", "thinking"}
    assert (shown.modelinfo or {})["homeport.context_length"] == 1_000_000
    assert (await client.show("text-embedding-3-small")).capabilities == ["embedding"]
    with pytest.raises(ollama.ResponseError) as refused:
        await client.show("nope")
    assert refused.value.status_code == 404
    _, version = await ask(served, "GET", "/api/version")
    assert tuple(map(int, version["version"].split("."))) >= (0, 6, 4)
    async with served.session.head(f"{served.url}/") as answer:
        assert answer.status == 200


async def test_a_chat_is_whole_or_streamed(
    client: ollama.AsyncClient, served: House, up: Upstreams
) -> None:
    up.openai.script(Reply(text="Bonjour", usage=Usage(11, 7)))
    answer = await client.chat("gpt-4o", HI)
    assert (answer.model, answer.message.content, answer.done_reason) == (
        "gpt-4o",
        "Bonjour",
        "stop",
    )
    assert (answer.prompt_eval_count, answer.eval_count) == (11, 7)
    assert (answer.eval_duration or 0) > 0
    up.openai.script(Reply(text="Bonjour le monde", usage=Usage(11, 7)))
    parts = [part async for part in await client.chat("gpt-4o", HI, stream=True)]
    assert "".join(part.message.content or "" for part in parts) == "Bonjour le monde"
    assert [part.done for part in parts[:-1]] == [False] * (len(parts) - 1)
    assert (parts[-1].done, parts[-1].done_reason, parts[-1].eval_count) == (True, "stop", 7)
    assert (parts[-1].total_duration or 0) >= (parts[-1].eval_duration or 0) > 0
    await served.check_ledger()


async def test_streaming_is_what_happens_unasked(served: House) -> None:
    body = {"model": "gpt-4o", "messages": HI}
    status, headers, content = await served.post("/api/chat", body)
    assert (status, headers["content-type"]) == (200, "application/x-ndjson")
    lines = [json.loads(line) for line in content.splitlines()]
    assert lines[-1]["done"] is True
    status, headers, content = await served.post("/api/chat", {**body, "stream": False})
    assert headers["content-type"] == "application/json"
    assert json.loads(content)["done"] is True


async def test_options_format_and_images(client: ollama.AsyncClient, up: Upstreams) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
    options = {"num_predict": 50, "temperature": 0.5, "stop": ["END"], "seed": 3, "num_ctx": 4096}
    message = {"role": "user", "content": "What?", "images": [PIXEL]}
    await client.chat("gpt-4o", [message], options=options, format=schema, keep_alive="5m")
    sent = up.openai.last.json
    assert (sent["temperature"], sent["stop"], sent["seed"]) == (0.5, ["END"], 3)
    assert 50 in (sent.get("max_tokens"), sent.get("max_completion_tokens"))
    assert sent["response_format"]["json_schema"]["schema"] == schema
    parts = sent["messages"][0]["content"]
    assert {part["type"] for part in parts} == {"text", "image_url"}
    assert not {"keep_alive", "options", "num_ctx"} & set(sent)
    await client.chat("gpt-4o", [{"role": "user", "content": "JSON"}], format="json")
    assert up.openai.last.json["response_format"] == {"type": "json_object"}


async def test_tools_there_and_back(client: ollama.AsyncClient, up: Upstreams) -> None:
    for stream in (False, True):
        up.openai.script(Reply(text="", tool_calls=[ToolCall("forecast", {"city": "Rome"})]))
        found = await client.chat("gpt-4o", HI, tools=[forecast], stream=stream)
        parts = [part async for part in found] if stream else [found]
        (call,) = [call for part in parts for call in part.message.tool_calls or ()]
        assert (call.function.name, call.function.arguments) == ("forecast", {"city": "Rome"})
        assert up.openai.last.json["tools"][0]["function"]["name"] == "forecast"
        called = next(part.message for part in parts if part.message.tool_calls)
        result = {"role": "tool", "tool_name": "forecast", "content": "20C"}
        await client.chat("gpt-4o", [*HI, called, result], tools=[forecast])
        *_, asked, told = up.openai.last.json["messages"]
        assert told["tool_call_id"] == asked["tool_calls"][0]["id"]


async def test_thinking(client: ollama.AsyncClient, up: Upstreams) -> None:
    up.anthropic.script(Reply(text="42", reasoning="Let me see"))
    answer = await client.chat("claude-sonnet-4-6", HI, think=True)
    assert (answer.message.thinking, answer.message.content) == ("Let me see", "42")
    up.anthropic.script(Reply(text="42", reasoning="Let me see"))
    parts = [
        p async for p in await client.generate("claude-sonnet-4-6", "Hi", think=True, stream=True)
    ]
    assert "".join(part.thinking or "" for part in parts) == "Let me see"
    assert "".join(part.response or "" for part in parts) == "42"


async def test_a_prompt_is_a_chat_of_one_turn(
    client: ollama.AsyncClient, served: House, up: Upstreams
) -> None:
    up.openai.script(Reply(text="Bonjour", usage=Usage(11, 7)))
    answer = await client.generate("gpt-4o", "Hi", system="Be brief.", images=[PIXEL])
    assert (answer.response, answer.done, answer.eval_count) == ("Bonjour", True, 7)
    assert [message["role"] for message in up.openai.last.json["messages"]] == ["system", "user"]
    parts = [part async for part in await client.generate("gpt-4o", "Hi", stream=True)]
    assert parts[-1].done
    assert "".join(part.response or "" for part in parts)
    with pytest.raises(ollama.ResponseError, match="suffix"):
        await client.generate("gpt-4o", "def f(", suffix="return 1")
    assert [entry.request.dialect_in for entry in await served.log()][:2] == ["ollama_generate"] * 2
    await served.check_ledger()


async def test_embeddings(client: ollama.AsyncClient, served: House, up: Upstreams) -> None:
    found = await client.embed("text-embedding-3-small", ["a", "b"], dimensions=8)
    assert [len(vector) for vector in found.embeddings] == [8, 8]
    assert (found.prompt_eval_count or 0) > 0
    old = await client.embeddings("text-embedding-3-small", "a")
    assert old.embedding
    with pytest.raises(ollama.ResponseError) as refused:
        await client.embed("text-embedding-3-small", "")
    assert refused.value.status_code == 400
    await served.check_ledger()


async def test_loading_a_model_asks_nobody(client: ollama.AsyncClient, up: Upstreams) -> None:
    assert (await client.chat("gpt-4o", [])).done_reason == "load"
    assert (await client.generate("gpt-4o")).done_reason == "load"
    assert (await client.generate("gpt-4o:latest", keep_alive=0)).done_reason == "unload"
    with pytest.raises(ollama.ResponseError) as refused:
        await client.generate("nope")
    assert refused.value.status_code == 404
    assert up.openai.requests == []


async def test_names_with_latest_behind_them(client: ollama.AsyncClient, up: Upstreams) -> None:
    await client.chat("gpt-4o:latest", HI)
    assert up.openai.last.json["model"] == "gpt-4o"
    with pytest.raises(ollama.ResponseError) as refused:
        await client.chat("nope:latest", HI)
    assert refused.value.status_code == 404


async def test_errors_are_ollamas(client: ollama.AsyncClient, served: House, up: Upstreams) -> None:
    up.openai.script(Reply(text="Bonjour le monde", cut_after=2, cut="rst"))
    with pytest.raises(ollama.ResponseError, match="broke off"):
        async for _ in await client.chat("gpt-4o", HI, stream=True):
            pass
    for path, body, status in (
        ("/api/chat", b"{", 400),
        ("/api/chat", b'{"messages":[]}', 400),
        ("/api/show", b"{}", 400),
        ("/api/embed", b'{"model":"text-embedding-3-small"}', 400),
        ("/api/pull", b"{}", 501),
    ):
        got, _, content = await served.post(path, body)
        assert got == status, (path, content)
        assert isinstance(json.loads(content)["error"], str)
    async with served.session.get(f"{served.url}/api/chat") as answer:
        assert answer.status == 405
    await served.check_ledger()


async def test_an_ollama_channel_gets_an_ollama_clients_bytes(served: House, up: Upstreams) -> None:
    await served.channel(up.ollama, "qwen3:8b")
    body = b'{ "model":"qwen3:8b", "messages":[{"role":"user","content":"Hi"}], "keep_alive":"1m" }'
    status, _, content = await served.post("/api/chat", body)
    assert (status, up.ollama.last.body) == (200, body), content


# Without a key.


async def test_a_key_is_needed_unless_a_token_was_chosen(served: House) -> None:
    for path in ("/api/tags", "/api/ps"):
        status, told = await ask(served, "GET", path)
        assert (status, list(told)) == (401, ["error"])
    status, _ = await ask(served, "POST", "/api/chat", {"model": "gpt-4o", "messages": HI})
    assert status == 401


async def test_the_chosen_token_serves_this_computer(served: House, up: Upstreams) -> None:
    await served.price(gpt_4o={"input": 2, "output": 8})
    token, _ = await served.token(NANO, name="ollama apps", models=("gpt-4o",))
    await served.gateway.settings_service.set("ollama_token", "ollama apps")
    async with ollama.AsyncClient(served.url) as client:
        assert [model.model for model in (await client.list()).models] == ["gpt-4o"]
        assert (await client.chat("gpt-4o", HI)).message.content
        with pytest.raises(ollama.ResponseError) as refused:
            await client.chat("claude-sonnet-4-6", HI)
        assert refused.value.status_code == 403
    await served.settled()
    assert served.balance(token) < NANO
    status, _ = await ask(served, "GET", "/v1/models")
    assert status == 401  # for Ollama's paths alone
    wrong, _ = await ask(served, "GET", "/api/tags", Authorization="Bearer sk-none")
    assert wrong == 401
    await served.gateway.settings_service.set("ollama_token", "gone")
    assert (await ask(served, "GET", "/api/tags"))[0] == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:3000", "Origin": "http://evil.example:3000"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"X-Forwarded-For": "192.168.1.7"},
        {"Forwarded": "for=192.168.1.7"},
    ],
)
async def test_but_no_web_page_and_no_proxy(served: House, headers: dict[str, str]) -> None:
    await served.token(name="apps")
    await served.gateway.settings_service.set("ollama_token", "apps")
    assert (await ask(served, "GET", "/api/tags"))[0] == 200
    assert (await ask(served, "GET", "/api/tags", **headers))[0] == 401
    body = {"model": "gpt-4o", "messages": HI}
    assert (await ask(served, "POST", "/api/chat", body, **headers))[0] == 401


async def test_a_web_page_with_a_key_may_ask(served: House) -> None:
    headers = {"Origin": "https://app.example", "Authorization": f"Bearer {ROOT_KEY}"}
    async with served.session.get(f"{served.url}/api/tags", headers=headers) as answer:
        assert answer.status == 200
        assert answer.headers["access-control-allow-origin"] == "*"
    async with served.session.options(f"{served.url}/api/chat", headers=headers) as answer:
        assert answer.status == 204
