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


def tool_use(tool_id: str = "toolu_1") -> dict[str, Any]:
    return {"type": "tool_use", "id": tool_id, "name": "get_weather", "input": {}}


def turn(role: str, *blocks: Any) -> dict[str, Any]:
    return {"role": role, "content": list(blocks)}


TEXT = {"type": "text", "text": "Hi"}
RESULT = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "20C"}
CACHED = TEXT | {"cache_control": {"type": "ephemeral"}}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"max_tokens": None}, "max_tokens"),
        ({"max_tokens": 0}, "greater than or equal to 1"),
        ({"max_tokens": 65_000}, "maximum allowed number of output tokens"),
        ({"temperature": 1.5}, "temperature: range: 0..1"),
        ({"temperature": 0.5, "top_p": 0.5}, "cannot both be specified"),
        ({"frequency_penalty": 1}, "frequency_penalty: Extra inputs are not permitted"),
        ({"mcp_servers": []}, "mcp_servers: Extra inputs are not permitted"),
        ({"messages": []}, "at least one message"),
        ({"messages": [{"role": "user", "content": ""}]}, "non-empty content"),
        ({"messages": [{"role": "user", "content": " "}]}, "non-whitespace"),
        ({"messages": [turn("user", TEXT | {"text": ""})]}, "content blocks must be non-empty"),
        ({"messages": [{"role": "system", "content": "x"}, *HELLO]}, 'Unexpected role "system"'),
        ({"messages": [{"role": "assistant", "content": "x"}, *HELLO]}, "first message"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "role: Input should be"),
        ({"messages": [*HELLO, {"role": "assistant", "content": "x "}]}, "trailing whitespace"),
        ({"messages": [{"role": "user", "content": "x", "name": "y"}]}, "name: Extra inputs"),
        (
            {"messages": [turn("user", {"type": "image_url", "image_url": {"url": "x"}})]},
            "Input tag 'image_url'",
        ),
        (
            {"messages": [turn("user", {"type": "image", "source": {"type": "url", "url": "x"}})]},
            "HTTPS",
        ),
        ({"messages": [*HELLO, turn("assistant", tool_use())]}, "without `tool_result` blocks"),
        (
            {"messages": [*HELLO, turn("assistant", tool_use()), turn("user", TEXT)]},
            "without `tool_result` blocks",
        ),
        (
            {"messages": [*HELLO, turn("assistant", tool_use()), turn("user", TEXT, RESULT)]},
            "without `tool_result` blocks",
        ),
        ({"messages": [turn("user", RESULT)]}, "unexpected `tool_use_id`"),
        (
            {"messages": [*HELLO, turn("assistant", tool_use("a b")), turn("user", RESULT)]},
            "tool_use.id: String should match pattern",
        ),
        (
            {"messages": [*HELLO, turn("assistant", tool_use() | {"input": "{}"})]},
            "tool_use.input: Input should be a valid dictionary",
        ),
        ({"messages": [turn("user", tool_use())]}, "can only be in `assistant` messages"),
        (
            {
                "messages": [
                    *HELLO,
                    turn("assistant", {"type": "thinking", "thinking": "x", "signature": "eA=="}),
                    *HELLO,
                ]
            },
            "Invalid `signature`",
        ),
        ({"system": [{"type": "text", "text": ""}]}, "system: text content blocks"),
        ({"tools": [{"name": "x"}]}, "input_schema: Field required"),
        ({"tools": [{"name": "x", "input_schema": {}}]}, "input_schema.type: Field required"),
        (
            {"tools": [{"name": "x", "input_schema": {"type": "array"}}]},
            "input_schema.type: Input should be 'object'",
        ),
        ({"tools": [WEATHER | {"name": "a.b"}]}, "String should match pattern"),
        ({"tools": [{"type": "function", "function": {}}]}, "Input tag 'function'"),
        ({"tools": [WEATHER, WEATHER]}, "unique"),
        ({"tool_choice": {"type": "auto"}}, "while providing tools"),
        ({"tools": [WEATHER], "tool_choice": "auto"}, "tool_choice"),
        ({"tools": [WEATHER], "tool_choice": {"type": "tool", "name": "x"}}, "not found"),
        ({"stop_sequences": ["\n"]}, "non-whitespace"),
        ({"metadata": {"team": "x"}}, "metadata.team: Extra inputs"),
        ({"thinking": {"type": "enabled"}}, "budget_tokens: Field required"),
        ({"thinking": {"type": "enabled", "budget_tokens": 512}}, "greater than or equal to 1024"),
        ({"thinking": {"type": "enabled", "budget_tokens": 2048}}, "must be greater than"),
        ({"thinking": {"type": "adaptive"}}, "adaptive thinking is not supported"),
        (
            {
                "thinking": {"type": "enabled", "budget_tokens": 1024},
                "max_tokens": 2000,
                "temperature": 0.5,
            },
            "may only be set to 1",
        ),
        ({"system": [CACHED, CACHED], "messages": [turn("user", *[CACHED] * 3)]}, "maximum of 4"),
        ({"messages": [{"role": "user", "content": "x" * 900_000}]}, "prompt is too long"),
    ],
)
async def test_refuses_what_anthropic_refuses(
    claude: AsyncAnthropic, change: dict[str, Any], message: str
) -> None:
    body = {"model": HAIKU, "max_tokens": 1000, "messages": HELLO} | change
    if change == {"max_tokens": None}:
        del body["max_tokens"]
    options: Any = {"headers": OLD}
    with pytest.raises(anthropic.BadRequestError) as caught:
        await claude.post("/v1/messages", body=body, options=options, cast_to=object)
    assert message in str(caught.value)
    assert caught.value.type == "invalid_request_error"


@pytest.mark.parametrize("name", ["temperature", "top_p", "top_k"])
async def test_the_newer_version_has_no_sampling(claude: AsyncAnthropic, name: str) -> None:
    with pytest.raises(anthropic.BadRequestError, match=f"{name}: Extra inputs are not permitted"):
        await claude.messages.create(
            model=HAIKU, max_tokens=9, messages=HELLO, extra_body={name: 1}
        )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"temperature": 0.5}, "deprecated for this model"),
        ({"thinking": {"type": "enabled", "budget_tokens": 1024}}, 'Use "thinking.type.adaptive"'),
        ({"thinking": {"type": "disabled"}}, "not supported"),
        ({"tools": [WEATHER], "tool_choice": {"type": "any"}}, "forced tool use"),
        ({"messages": [*HELLO, {"role": "assistant", "content": "x"}]}, "prefill"),
    ],
)
async def test_newer_models_refuse_more(
    claude: AsyncAnthropic, change: dict[str, Any], message: str
) -> None:
    body: Any = {"model": "claude-sonnet-5-5", "max_tokens": 2000, "messages": HELLO} | change
    options: Any = {"headers": OLD}
    with pytest.raises(anthropic.BadRequestError) as caught:
        await claude.post("/v1/messages", body=body, options=options, cast_to=object)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"messages": [*HELLO, *HELLO], "stop_sequences": [], "system": "Be brief."},
        {"messages": [*HELLO, {"role": "assistant", "content": "I say"}]},
        {"messages": [*HELLO, turn("assistant", TEXT, tool_use()), turn("user", RESULT, TEXT)]},
        {"tools": [{"type": "web_search_20250305", "name": "web_search", "max_uses": 2}]},
        {"system": [CACHED], "metadata": {"user_id": "u"}, "temperature": 0.5, "top_k": 5},
        {
            "model": "claude-sonnet-5-5",
            "messages": [*HELLO, {"role": "system", "content": "Now."}, *HELLO],
        },
    ],
)
async def test_accepts_what_anthropic_accepts(
    claude: AsyncAnthropic, change: dict[str, Any]
) -> None:
    body: Any = {"model": HAIKU, "max_tokens": 100, "messages": HELLO} | change
    options: Any = {"headers": OLD}
    answer: Any = await claude.post("/v1/messages", body=body, options=options, cast_to=object)
    assert answer["stop_reason"] == "end_turn"


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
