"""What Anthropic refuses, the mock refuses; judged in the older version where sampling exists."""

from __future__ import annotations

from typing import Any

import anthropic
import pytest
from anthropic import AsyncAnthropic

from tests.upstreams.tests.test_anthropic import HAIKU, HELLO, OLD, WEATHER


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
