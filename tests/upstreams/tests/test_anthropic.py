"""The Anthropic mock, judged by Anthropic's SDK with strict response validation."""

from __future__ import annotations

import json
from typing import Any

import anthropic
import pytest
from anthropic import AsyncAnthropic

from tests.upstreams import Reply, ToolCall, Upstreams, Usage
from tests.upstreams.anthropic_models import sign

WEATHER: Any = {
    "name": "get_weather",
    "description": "The weather in a city",
    "input_schema": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
    },
}
HELLO: Any = [{"role": "user", "content": "Say hello"}]
HAIKU = "claude-haiku-4-5"
OLD = {"anthropic-version": "2023-06-01"}


async def test_models_have_lifecycles_and_pages(claude: AsyncAnthropic, up: Upstreams) -> None:
    names = [model.id async for model in claude.models.list(limit=2)]
    assert len(names) == len(set(names)) == 5
    assert len(up.anthropic.requests) == 3
    model = await claude.models.retrieve(HAIKU)
    assert model.id == "claude-haiku-4-5-20251001"
    assert model.lifecycle == "active"
    assert model.capabilities is not None
    assert model.capabilities.thinking.types.enabled.supported


async def test_message_echoes_and_counts_by_rule(claude: AsyncAnthropic, up: Upstreams) -> None:
    message = await claude.messages.create(model=HAIKU, max_tokens=100, messages=HELLO)
    assert message.content[0].type == "text"
    assert message.content[0].text == "You said: Say hello"
    assert message.stop_reason == "end_turn"
    assert message.model == "claude-haiku-4-5-20251001"
    assert (message.usage.input_tokens, message.usage.output_tokens) == (10, 5)
    assert message._request_id is not None
    assert message._request_id.startswith("req_")
    assert up.anthropic.last.headers["authorization"] == f"Bearer {up.anthropic.key}"
    counted = await claude.messages.count_tokens(model=HAIKU, messages=HELLO)
    assert counted.input_tokens == 10


async def test_usage_counts_the_cache_apart(claude: AsyncAnthropic, up: Upstreams) -> None:
    usage = Usage(1000, 500, cached=200, cache_write=50, cache_write_1h=30, reasoning=100)
    up.anthropic.script(Reply(text="Hi", usage=usage))
    message = await claude.messages.create(model=HAIKU, max_tokens=100, messages=HELLO)
    assert message.usage.input_tokens == 720
    assert message.usage.cache_read_input_tokens == 200
    assert message.usage.cache_creation_input_tokens == 80
    assert message.usage.cache_creation is not None
    assert message.usage.cache_creation.ephemeral_1h_input_tokens == 30
    assert message.usage.output_tokens == 500


async def test_stream_has_every_event_and_cumulative_usage(
    claude: AsyncAnthropic, up: Upstreams
) -> None:
    up.anthropic.script(
        Reply(
            reasoning="The user wants a greeting.",
            chunks=["Hel", "lo ", "世界"],
            tool_calls=[ToolCall("get_weather", {"city": 'Rome "x"\n'}), ToolCall("now")],
            usage=Usage(100, 50, cached=40),
        )
    )
    async with claude.messages.stream(
        model="claude-sonnet-4-6",
        max_tokens=4000,
        messages=HELLO,
        tools=[WEATHER],
        thinking={"type": "adaptive", "display": "summarized"},
    ) as stream:
        kinds = [event.type async for event in stream]
        message = await stream.get_final_message()
    assert kinds[0] == "message_start"
    assert kinds[-1] == "message_stop"
    thinking, text, call, empty = message.content
    assert thinking.type == "thinking"
    assert thinking.thinking == "The user wants a greeting."
    assert thinking.signature == sign(thinking.thinking)
    assert text.type == "text"
    assert text.text == "Hello 世界"
    assert call.type == empty.type == "tool_use"
    assert call.input == {"city": 'Rome "x"\n'}
    assert empty.input == {}
    assert message.stop_reason == "tool_use"
    assert (message.usage.input_tokens, message.usage.output_tokens) == (60, 50)


async def test_raw_events_come_in_the_documented_order(
    claude: AsyncAnthropic, up: Upstreams
) -> None:
    up.anthropic.script(Reply(text="Hi", usage=Usage(10, 3), usage_place="every"))
    answer = await claude.messages.with_raw_response.create(
        model=HAIKU, max_tokens=100, messages=HELLO, stream=True
    )
    lines = [line async for line in answer.http_response.aiter_lines()]
    assert [line.removeprefix("event: ") for line in lines if line.startswith("event")] == [
        "message_start",
        "content_block_start",
        "ping",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_delta",
        "message_stop",
    ]
    events = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data")]
    assert events[0]["message"]["usage"]["output_tokens"] == 1
    assert [e["usage"]["output_tokens"] for e in events if e["type"] == "message_delta"] == [1, 3]


async def test_thinking_survives_a_tool_loop_and_no_change(claude: AsyncAnthropic) -> None:
    def request(messages: Any) -> Any:
        return claude.messages.create(
            model=HAIKU,
            max_tokens=4000,
            messages=messages,
            tools=[WEATHER],
            thinking={"type": "enabled", "budget_tokens": 1024},
        )

    first = await request(HELLO)
    assert [block.type for block in first.content] == ["thinking", "text"]
    thought = first.content[0].model_dump()
    call = {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {}}
    result = {
        "role": "user",
        "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "20C"}],
    }

    def conversation(*blocks: Any) -> Any:
        return [*HELLO, {"role": "assistant", "content": list(blocks)}, result]

    second = await request(conversation(thought, call))
    assert second.content[1].text == "You said: 20C"
    with pytest.raises(anthropic.BadRequestError, match="Invalid `signature` in `thinking` block"):
        await request(conversation(thought | {"thinking": "Something else."}, call))
    with pytest.raises(anthropic.BadRequestError, match="Expected `thinking` or `redacted_think"):
        await request(conversation(call))


async def test_omitted_and_redacted_thinking_can_be_replayed(
    claude: AsyncAnthropic, up: Upstreams
) -> None:
    up.anthropic.script(Reply(reasoning="Secret thought", redacted=True, text="Hi"))
    first = await claude.messages.create(model="claude-sonnet-5-5", max_tokens=100, messages=HELLO)
    thinking, redacted, text = first.content
    assert thinking.type == "thinking"
    assert thinking.thinking == ""
    assert thinking.signature
    assert redacted.type == "redacted_thinking"
    assert text.type == "text"
    messages: Any = [*HELLO, {"role": "assistant", "content": first.content}, *HELLO]
    again = await claude.messages.create(
        model="claude-sonnet-5-5", max_tokens=100, messages=messages
    )
    assert again.stop_reason == "end_turn"


async def test_forced_tools_limits_and_stop_sequences(
    claude: AsyncAnthropic, up: Upstreams
) -> None:
    forced = await claude.messages.create(
        model=HAIKU,
        max_tokens=100,
        messages=[{"role": "user", "content": "Weather in Rome?"}],
        tools=[WEATHER],
        tool_choice={"type": "tool", "name": "get_weather"},
    )
    assert forced.content[0].type == "tool_use"
    assert forced.content[0].input == {"city": "Rome"}
    assert forced.stop_reason == "tool_use"
    up.anthropic.script(Reply(text="0123456789" * 9), Reply(text="one STOP two"))
    cut = await claude.messages.create(model=HAIKU, max_tokens=2, messages=HELLO)
    assert cut.stop_reason == "max_tokens"
    assert cut.usage.output_tokens == 2
    stopped = await claude.messages.create(
        model=HAIKU, max_tokens=50, messages=HELLO, stop_sequences=["STOP"]
    )
    assert (stopped.stop_reason, stopped.stop_sequence) == ("stop_sequence", "STOP")


async def test_refusals_carry_their_details(claude: AsyncAnthropic, up: Upstreams) -> None:
    up.anthropic.script(Reply(refusal="I will not."))
    message = await claude.messages.create(model=HAIKU, max_tokens=100, messages=HELLO)
    assert message.stop_reason == "refusal"
    assert message.stop_details is not None
    assert message.stop_details.explanation == "I will not."


async def test_either_key_header_is_taken_and_x_api_key_wins(
    claude: AsyncAnthropic, up: Upstreams
) -> None:
    old = OLD | {"Authorization": "", "x-api-key": up.anthropic.key}
    await claude.messages.create(
        model=HAIKU, max_tokens=9, messages=HELLO, extra_headers=old, extra_body={"temperature": 0}
    )
    with pytest.raises(anthropic.AuthenticationError) as caught:
        await claude.models.list(extra_headers={"x-api-key": "sk-ant-wrong"})
    assert caught.value.request_id is not None
    with pytest.raises(anthropic.AuthenticationError):
        await claude.with_options(api_key="sk-ant-wrong").models.list()


@pytest.mark.parametrize("version", ["", "2023-05-01", "2023-06-01, 2023-06-01"])
async def test_unknown_versions_are_refused(claude: AsyncAnthropic, version: str) -> None:
    with pytest.raises(anthropic.BadRequestError, match="anthropic-version"):
        await claude.messages.create(
            model=HAIKU,
            max_tokens=9,
            messages=HELLO,
            extra_headers={"anthropic-version": version},
        )


async def test_unknown_models_and_paths(claude: AsyncAnthropic) -> None:
    with pytest.raises(anthropic.NotFoundError, match="model: claude-9"):
        await claude.messages.create(model="claude-9", max_tokens=9, messages=HELLO)
    with pytest.raises(anthropic.NotFoundError):
        await claude.post("/v1/complete", body={}, cast_to=object)
    with pytest.raises(anthropic.BadRequestError, match="max_tokens: Extra inputs"):
        await claude.post(
            "/v1/messages/count_tokens",
            body={"model": HAIKU, "messages": HELLO, "max_tokens": 5},
            cast_to=object,
        )


async def test_a_body_over_32_mib_is_too_large(claude: AsyncAnthropic) -> None:
    messages: Any = [{"role": "user", "content": "x" * (33 << 20)}]
    with pytest.raises(anthropic.APIStatusError) as caught:
        await claude.messages.create(model=HAIKU, max_tokens=9, messages=messages)
    assert caught.value.status_code == 413
    # A type that the SDK's own enum does not know.
    assert "request_too_large" in str(caught.value)
