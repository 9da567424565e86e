"""Every kind of client on every big cloud: plain, streamed, tools, images, costs, errors."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.gateway.house import ROOT_KEY, House
from tests.gateway.server.cloud_channels import CLIENTS, CLOUDS, client, connect
from tests.upstreams import Reply, ToolCall, Upstreams, Usage, faults
from tests.upstreams.tests.sdk import anthropic_sdk, openai_sdk

EVERY_CLOUD = pytest.mark.parametrize("cloud", CLOUDS)
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
}
CHAT_TOOL: Any = {
    "type": "function",
    "function": {"name": "get_weather", "description": "The weather", "parameters": SCHEMA},
}
CLAUDE_TOOL: Any = {"name": "get_weather", "description": "The weather", "input_schema": SCHEMA}
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


@EVERY_CLOUD
async def test_plain_and_streamed_with_what_they_cost(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, cloud: str
) -> None:
    mock, model = await connect(home, up, monkeypatch, cloud)
    usage, said = Usage(1000, 300, cached=400), "Ahoj, 世界: one two"
    for name in CLIENTS:
        async with client(home, name) as speaks:
            mock.always(Reply(text=said, usage=usage, split=7))
            assert await speaks.stream(model, "Hi") == (said, (1000, 300)), name
            mock.always(Reply(text=said, usage=usage))
            assert await speaks.say(model, "Hi") == (said, (1000, 300)), name
    rows = await home.log()
    cached = 0 if cloud == "llama-at-vertex" else 400  # its server tells nothing of its cache
    charge = (1000 - cached) * 2000 + cached * 500 + 300 * 8000
    assert [row.request.charge_nano for row in rows] == [charge] * 2 * len(CLIENTS)
    assert not any(row.request.estimated for row in rows)
    named = not cloud.endswith("vertex")  # Google names no requests
    assert all(bool(row.attempts[0].upstream_request_id) is named for row in rows)
    await home.check_ledger()


@EVERY_CLOUD
async def test_an_error_in_the_stream_is_told_and_not_ended_as_an_answer(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, cloud: str
) -> None:
    mock, model = await connect(home, up, monkeypatch, cloud)
    for name in CLIENTS:
        mock.always(faults.error_in_stream(after=4))
        await home.gateway.channels.resume(1)
        async with client(home, name) as speaks:
            with pytest.raises(Exception) as broken:
                await speaks.stream(model, "Hi")
        assert not isinstance(broken.value, AssertionError), broken.value
    rows = await home.log()
    assert [row.request.status for row in rows] == ["failed"] * len(CLIENTS)
    assert {row.attempts[0].error_class for row in rows} == {"overloaded"}
    await home.check_ledger()


@EVERY_CLOUD
async def test_a_refusal_of_the_request_itself_goes_back_and_costs_nothing(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, cloud: str
) -> None:
    mock, model = await connect(home, up, monkeypatch, cloud)
    await connect(home, up, monkeypatch, cloud)
    mock.always(faults.failing("context"))
    status, _, body = await home.chat(model, stream=True)
    assert status == 400, body
    (row,) = await home.log()
    assert [attempt.error_class for attempt in row.attempts] == ["context_too_long"]
    assert row.request.charge_nano == 0


@EVERY_CLOUD
async def test_a_refused_key_rests_and_the_next_channel_answers(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, cloud: str
) -> None:
    mock, model = await connect(home, up, monkeypatch, cloud, priority=1)
    await home.channel(up.openai, "gpt-4o-mini", model, aliases={model: "gpt-4o-mini"})
    for kind, error_class in (("rate_limit", "rate_limit"), ("bad_key", "bad_key")):
        # A key behind a token is judged by a new token, so it may be asked twice.
        mock.always(faults.failing(kind))  # type: ignore[arg-type]
        status, _, body = await home.chat(model)
        assert status == 200, body
        row = (await home.log())[-1]
        assert [attempt.error_class for attempt in row.attempts] == [error_class, ""]
        await home.gateway.channels.resume(1)
    await home.check_ledger()


@EVERY_CLOUD
async def test_openai_tools_there_and_back(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, cloud: str
) -> None:
    mock, model = await connect(home, up, monkeypatch, cloud)
    calls = [ToolCall("get_weather", {"city": 'Řím "1"'}), ToolCall("get_weather", {"city": "B"})]
    messages: list[Any] = [{"role": "user", "content": "Weather?"}]
    async with openai_sdk(f"{home.url}/v1", ROOT_KEY, max_retries=0) as chat:
        mock.script(Reply(tool_calls=calls), Reply(text="Sunny"))
        async with chat.chat.completions.stream(
            model=model, messages=messages, tools=[CHAT_TOOL]
        ) as stream:
            answer = (await stream.get_final_completion()).choices[0]
        assert answer.finish_reason == "tool_calls"
        made = answer.message.tool_calls or []
        assert [call.function.arguments for call in made] == [
            '{"city":"Řím \\"1\\""}',
            '{"city":"B"}',
        ]
        messages.append(answer.message.model_dump(exclude_none=True))
        messages += [{"role": "tool", "tool_call_id": each.id, "content": "20C"} for each in made]
        after = await chat.chat.completions.create(
            model=model, messages=messages, tools=[CHAT_TOOL]
        )
        assert after.choices[0].message.content == "Sunny"


@EVERY_CLOUD
async def test_anthropic_tools_there_and_back(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, cloud: str
) -> None:
    mock, model = await connect(home, up, monkeypatch, cloud)
    messages: list[Any] = [{"role": "user", "content": "Weather?"}]
    async with anthropic_sdk(home.url, ROOT_KEY, max_retries=0) as claude:
        for streamed in (False, True):
            mock.script(Reply(tool_calls=[ToolCall("get_weather", {"city": "Rome"})]))
            asked: Any = {
                "model": model,
                "max_tokens": 500,
                "messages": messages,
                "tools": [CLAUDE_TOOL],
            }
            if streamed:
                async with claude.messages.stream(**asked) as stream:
                    answer = await stream.get_final_message()
            else:
                answer = await claude.messages.create(**asked)
            assert answer.stop_reason == "tool_use"
            (call,) = [block for block in answer.content if block.type == "tool_use"]
            assert (call.name, call.input) == ("get_weather", {"city": "Rome"})
            result = {"type": "tool_result", "tool_use_id": call.id, "content": "20C"}
            content = [block.model_dump(exclude_none=True) for block in answer.content]
            messages += [
                {"role": "assistant", "content": content},
                {"role": "user", "content": [result]},
            ]
        mock.script(Reply(text="Sunny"))
        asked["messages"] = messages
        last = await claude.messages.create(**asked)
        assert last.content[0].type == "text"
        assert last.content[0].text == "Sunny"


@EVERY_CLOUD
async def test_an_image_arrives_as_it_was(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, cloud: str
) -> None:
    mock, model = await connect(home, up, monkeypatch, cloud)
    picture = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PIXEL}"}}
    content = [{"type": "text", "text": "What is this?"}, picture]
    status, _, body = await home.post(
        "/v1/chat/completions",
        {"model": model, "messages": [{"role": "user", "content": content}]},
    )
    assert status == 200, body
    assert base64.b64decode(PIXEL)
    assert PIXEL in mock.last.body.decode()
