"""Chinese vendors' own interfaces, for clients of every dialect: plain, streamed, tools, errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from gateway.domain.channel import Secret
from gateway.services.channels import ChannelChanges
from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Reply, ToolCall, Upstreams, Usage, faults
from tests.upstreams.dashscope import DashScopeMock
from tests.upstreams.ernie import ErnieMock
from tests.upstreams.mock import Mock
from tests.upstreams.script import ErrorKind
from tests.upstreams.spark import SparkMock, SparkSocketMock
from tests.upstreams.tencent import TencentMock
from tests.upstreams.tests.sdk import anthropic_sdk, openai_sdk

PRICE = {"input": 2, "output": 8, "cached_input": 0.5}
OWN: dict[str, tuple[Callable[[], Mock], str, str, dict[str, Any]]] = {
    "tencent": (TencentMock, "tencent", "hunyuan-turbos-latest", {}),
    "dashscope": (DashScopeMock, "dashscope", "qwen-plus", {"interface": "native"}),
    "ernie": (ErnieMock, "qianfan_v1", "ERNIE-Speed-128K", {}),
    "spark": (SparkMock, "spark", "4.0Ultra", {}),
    "spark-socket": (SparkSocketMock, "spark_websocket", "generalv3.5", {}),
}
EVERY = pytest.mark.parametrize("name", OWN)
SCHEMA: Any = {"type": "object", "properties": {"city": {"type": "string"}}}
CHAT_TOOL: Any = {
    "type": "function",
    "function": {"name": "weather", "description": "The weather", "parameters": SCHEMA},
}
CLAUDE_TOOL: Any = {"name": "weather", "description": "The weather", "input_schema": SCHEMA}
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
SAID = "Ahoj, 世界: one two"
CLASSES: dict[ErrorKind, str] = {
    "bad_request": "bad_request",
    "bad_key": "bad_key",
    "money": "no_money",
    "model": "model_not_found",
    "context": "context_too_long",
    "content_filter": "content_filter",
    "rate_limit": "rate_limit",
    "overloaded": "overloaded",
    "server": "overloaded",
}
_UNLIKE: dict[tuple[str, str], str] = {
    # One number for a right that is missing and for money that is gone.
    **{
        (spark, kind): "no_money"
        for spark in ("spark", "spark-socket")
        for kind in ("bad_key", "model")
    },
    ("dashscope", "context"): "context_too_long",
}


async def connect(home: House, up: Upstreams, name: str) -> tuple[Any, str]:
    make, provider, model, settings = OWN[name]
    mock: Any = up.add(make())
    await home.channel(mock, model, provider=provider, settings=settings)
    await home.price(**{model: PRICE})
    await home.gateway.settings_service.set_option("ModelPrice", _prices(model))
    return mock, model


def _prices(*models: str) -> str:
    return json.dumps(dict.fromkeys(models, PRICE))


@EVERY
async def test_plain_and_streamed_for_two_kinds_of_client(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    openai = openai_sdk(f"{home.url}/v1", ROOT_KEY, max_retries=0)
    claude = anthropic_sdk(home.url, ROOT_KEY, max_retries=0)
    hello: Any = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hi"}]
    usage = Usage(1000, 300)
    mock.always(Reply(text=SAID, usage=usage))
    whole = await openai.chat.completions.create(
        model=model, messages=hello, temperature=0, max_completion_tokens=500
    )
    assert whole.choices[0].message.content == SAID
    assert whole.choices[0].finish_reason == "stop"
    assert whole.model == model
    assert whole.usage is not None
    assert (whole.usage.prompt_tokens, whole.usage.completion_tokens) == (1000, 300)
    mock.always(Reply(text=SAID, usage=usage, split=5))
    said, finish, counted = "", None, None
    async with await openai.chat.completions.create(
        model=model, messages=hello, stream=True, stream_options={"include_usage": True}
    ) as stream:
        async for chunk in stream:
            for choice in chunk.choices:
                said += choice.delta.content or ""
                finish = choice.finish_reason or finish
            counted = chunk.usage or counted
    assert (said, finish) == (SAID, "stop")
    assert counted is not None
    assert (counted.prompt_tokens, counted.completion_tokens) == (1000, 300)
    turns: Any = [
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hello."},
        {"role": "user", "content": "Again"},
    ]
    async with claude.messages.stream(
        model=model, max_tokens=500, system="Be kind.", messages=turns
    ) as messages:
        message = await messages.get_final_message()
    assert message.content[0].text == SAID  # type: ignore[union-attr]
    assert message.stop_reason == "end_turn"
    await openai.close()
    await claude.close()
    rows = await home.log()
    assert [row.request.charge_nano for row in rows] == [1000 * 2000 + 300 * 8000] * 3
    assert not any(row.request.estimated for row in rows)
    assert (await home.gateway.channels.test(1)).ok
    await home.check_ledger()


@EVERY
async def test_tools_there_and_back(home: House, up: Upstreams, name: str) -> None:
    mock, model = await connect(home, up, name)
    openai = openai_sdk(f"{home.url}/v1", ROOT_KEY, max_retries=0)
    call = ToolCall("weather", {"city": '北京 "x"'})
    asked: Any = [{"role": "user", "content": "Weather in 北京?"}]
    mock.always(Reply(tool_calls=(call,)))
    for stream in (False, True):
        if stream:
            async with openai.chat.completions.stream(
                model=model, messages=asked, tools=[CHAT_TOOL]
            ) as events:
                whole: Any = await events.get_final_completion()
        else:
            whole = await openai.chat.completions.create(
                model=model, messages=asked, tools=[CHAT_TOOL]
            )
        assert whole.choices[0].finish_reason == "tool_calls"
        called = whole.choices[0].message.tool_calls[0]
        assert (called.function.name, called.function.arguments) == ("weather", call.json)
        assert called.id
    mock.always(Reply(text=SAID))
    answered = [
        *asked,
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {
                    "id": "c1",
                    "type": "function",
                    "function": {"name": "weather", "arguments": "{}"},
                },
                {
                    "id": "c2",
                    "type": "function",
                    "function": {"name": "weather", "arguments": "{}"},
                },
            ],
        },
        {"role": "tool", "tool_call_id": "c1", "content": "sunny"},
        {"role": "tool", "tool_call_id": "c2", "content": "rainy"},
    ]
    said = await openai.chat.completions.create(model=model, messages=answered, tools=[CHAT_TOOL])
    assert said.choices[0].message.content == SAID
    sent = mock.last.body.decode()
    assert "sunny" in sent
    assert "rainy" in sent
    claude = anthropic_sdk(home.url, ROOT_KEY, max_retries=0)
    mock.always(Reply(tool_calls=(call,)))
    message = await claude.messages.create(
        model=model, max_tokens=500, tools=[CLAUDE_TOOL], messages=asked
    )
    assert message.stop_reason == "tool_use"
    assert message.content[-1].input == call.object  # type: ignore[union-attr]
    await claude.close()
    await openai.close()


@EVERY
async def test_every_class_of_refusal_is_known(home: House, up: Upstreams, name: str) -> None:
    mock, model = await connect(home, up, name)
    wanted = []
    for kind, known in CLASSES.items():
        if name == "ernie" and kind == "content_filter":
            continue  # it has none: a filtered answer ends with a reason of its own
        if name == "tencent" and kind == "context":
            continue
        mock.always(faults.failing(kind))
        for stream in (False, True):
            await home.gateway.channels.resume(1)
            status, headers, _ = await home.chat(model, stream=stream)
            assert status >= 400, kind
            assert "json" in headers["content-type"]
            wanted.append((kind, _UNLIKE.get((name, kind), known)))
    rows = await home.log()
    found = [row.attempts[0].error_class for row in rows]
    assert found == [known for _, known in wanted], list(zip(wanted, found, strict=True))
    assert not any(row.request.charge_nano for row in rows)
    await home.check_ledger()


@EVERY
async def test_a_stream_that_breaks_is_told_and_not_ended_as_an_answer(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    for reply, kind in (
        (faults.error_in_stream(after=2), "overloaded"),
        (faults.ended_early(after=2), "protocol"),
    ):
        mock.always(reply)
        await home.gateway.channels.resume(1)
        # Before its first word has left, the next channel would be asked: there is none.
        status, _, body = await home.chat(model, stream=True)
        assert status in (200, 502, 503)
        assert b"error" in body
        assert b"[DONE]" not in body
        row = (await home.log())[-1]
        assert row.request.status in ("failed", "cut_short")
        assert row.attempts[0].error_class == kind
    await home.check_ledger()


async def test_a_wrong_key_is_a_bad_key(home: House, up: Upstreams) -> None:
    """By signature, by exchange, by handshake; and nothing of it is told."""
    for name in OWN:
        mock, model = await connect(home, up, name)
        mock.keys = {mock.key.replace("0", "9").replace("5", "6")}
        status, _, body = await home.chat(model)
        assert status >= 400, name
        row = (await home.log())[-1]
        assert row.attempts[0].error_class == "bad_key", name
        secrets = [part for part in mock.default_key.split("|") if len(part) > 15]
        assert not any(part.encode() in body for part in secrets)
        assert not any(part in row.request.error_message for part in secrets)


async def test_pictures(home: House, up: Upstreams) -> None:
    for name, model in (("tencent", "hunyuan-vision"), ("dashscope", "qwen-vl-max")):
        mock, _ = await connect(home, up, name)
        channel = (await home.gateway.channels.list())[-1]
        await home.gateway.channels.update(channel.id, ChannelChanges(models=(model,)))
        parts = [
            {"type": "text", "text": "What is it?"},
            {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PIXEL}"}},
        ]
        body = {"model": model, "messages": [{"role": "user", "content": parts}]}
        for stream in (False, True):
            mock.always(Reply(text=SAID))
            status, _, answer = await home.post("/v1/chat/completions", {**body, "stream": stream})
            assert status == 200, answer
            assert PIXEL in mock.last.body.decode()


async def test_thoughts(home: House, up: Upstreams) -> None:
    for name, model in (("tencent", "hunyuan-t1-latest"), ("dashscope", "qwen3-32b")):
        mock, _ = await connect(home, up, name)
        channel = (await home.gateway.channels.list())[-1]
        await home.gateway.channels.update(channel.id, ChannelChanges(models=(model,)))
        mock.always(Reply(text=SAID, reasoning="Let me see: 一二三"))
        status, _, body = await home.chat(model, stream=True, reasoning_effort="high")
        assert status == 200, body
        thought = "".join(_members(body, "reasoning_content"))
        assert thought == "Let me see: 一二三"
        assert "".join(_members(body, "content")) == SAID
        thinks = mock.last.json.get("EnableThinking")
        assert thinks or mock.last.json["parameters"]["enable_thinking"]
        mock.always(Reply(text=SAID))
        status, _, body = await home.chat(model)  # qwen3-32b refuses to think in plain answers
        assert status == 200, body


def _members(body: bytes, name: str) -> list[str]:
    lines = [line[6:] for line in body.decode().splitlines() if line.startswith("data: {")]
    choices = [choice for line in lines for choice in json.loads(line)["choices"]]
    return [choice["delta"].get(name) or "" for choice in choices]


async def test_embeddings(home: House, up: Upstreams) -> None:
    for name, model in (
        ("tencent", "hunyuan-embedding"),
        ("dashscope", "text-embedding-v4"),
        ("ernie", "Embedding-V1"),
    ):
        mock, _ = await connect(home, up, name)
        channel = (await home.gateway.channels.list())[-1]
        await home.gateway.channels.update(channel.id, ChannelChanges(models=(model,)))
        await home.gateway.settings_service.set_option("ModelPrice", _prices(model))
        openai = openai_sdk(f"{home.url}/v1", ROOT_KEY, max_retries=0)
        found = await openai.embeddings.create(model=model, input=["one", "two"])
        assert [each.index for each in found.data] == [0, 1]
        assert found.data[0].embedding != found.data[1].embedding
        assert found.usage.prompt_tokens == 7
        mock.always(faults.failing("rate_limit"))
        assert (await home.post("/v1/embeddings", {"model": model, "input": "x"}))[0] == 429
        row = (await home.log())[-1]
        assert row.attempts[0].error_class == "rate_limit"
        await openai.close()
    rows = await home.log()
    assert [row.request.charge_nano for row in rows] == [7 * 2000, 0] * 3


async def test_a_token_is_exchanged_once_and_again_when_it_was_revoked(
    home: House, up: Upstreams
) -> None:
    mock, model = await connect(home, up, "ernie")
    for _ in range(3):
        assert (await home.chat(model))[0] == 200
    assert [each.path for each in mock.requests].count("/oauth/2.0/token") == 1
    mock.tokens.clear()
    assert (await home.chat(model))[0] == 200
    assert [each.path for each in mock.requests].count("/oauth/2.0/token") == 2


async def test_spark_thinks_under_its_next_version(home: House, up: Upstreams) -> None:
    mock: Any = up.add(SparkMock())
    await home.channel(mock, "x1", provider="spark")
    assert (await home.chat("x1"))[0] == 200
    assert mock.last.path == "/v2/chat/completions"


async def test_a_key_of_another_form_is_a_bad_key_and_no_crash(home: House, up: Upstreams) -> None:
    """A channel may change its provider and keep its keys."""
    for name in ("tencent", "spark-socket"):
        mock, model = await connect(home, up, name)
        channel = (await home.gateway.channels.list())[-1]
        changes = ChannelChanges(provider="openai_compatible", base_url=mock.base_url)
        await home.gateway.channels.update(channel.id, changes)
        keys = home.gateway.channels.replacing_keys(channel.id, [Secret("sk-plain-0123456789")])
        await home.gateway.channels.update(channel.id, ChannelChanges(keys=keys))
        await home.gateway.channels.update(channel.id, ChannelChanges(provider=OWN[name][1]))
        status, _, body = await home.chat(model)
        assert status == 502, body
        row = (await home.log())[-1]
        assert row.attempts[0].error_class == "bad_key"
        assert "looks like" in row.attempts[0].error_message
        assert not mock.requests
    await home.check_ledger()


async def test_a_client_that_leaves_ends_the_socket(home: House, up: Upstreams) -> None:
    mock, model = await connect(home, up, "spark-socket")
    mock.always(Reply(chunks=["word "] * 20_000))
    body = {"model": model, "messages": [{"role": "user", "content": "Hi"}], "stream": True}
    headers = {"Authorization": f"Bearer {ROOT_KEY}"}
    url = f"{home.url}/v1/chat/completions"
    async with home.session.post(url, json=body, headers=headers) as answer:
        await answer.content.readany()
    await mock.wait_idle()
    row = (await home.log())[-1]
    assert row.request.status == "cancelled"
    assert row.request.charge_nano > 0
    await home.check_ledger()


async def test_a_refused_handshake_and_a_dead_host(home: House, up: Upstreams) -> None:
    mock, model = await connect(home, up, "spark-socket")
    await mock.stop()
    status, _, _ = await home.chat(model)
    assert status == 502
    row = (await home.log())[-1]
    assert row.attempts[0].error_class == "network"
    await mock.start()
    await home.gateway.channels.resume(1)
    changes = ChannelChanges(models=("generalv2",))
    await home.gateway.channels.update(1, changes)
    status, _, _ = await home.chat("generalv2")  # the mock refuses to shake hands at its path
    assert status >= 400
    assert (await home.log())[-1].attempts[0].http_status == 404
