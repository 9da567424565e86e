"""What OpenAI refuses, the mock refuses, with status, code and parameter."""

from __future__ import annotations

from typing import Any

import openai
import pytest
from openai import AsyncOpenAI

from tests.upstreams.tests.test_openai import HELLO, WEATHER

TOOL_CALL = {
    "id": "call_1",
    "type": "function",
    "function": {"name": "get_weather", "arguments": "{}"},
}
ASSISTANT = {"role": "assistant", "content": None, "tool_calls": [TOOL_CALL]}


@pytest.mark.parametrize(
    ("change", "status", "code", "param"),
    [
        ({"model": "gpt-9"}, 404, "model_not_found", None),
        ({"model": None}, 400, None, None),
        ({"model": "text-embedding-3-small"}, 404, None, "model"),
        ({"messages": None}, 400, "invalid_type", "messages"),
        ({"messages": []}, 400, "empty_array", "messages"),
        (
            {"messages": [{"role": "robot", "content": "x"}]},
            400,
            "invalid_value",
            "messages[0].role",
        ),
        ({"messages": [{"content": "x"}]}, 400, "missing_required_parameter", "messages[0].role"),
        ({"messages": [{"role": "user", "content": None}]}, 400, None, "messages[0].content"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image", "source": {}}]}]},
            400,
            "invalid_value",
            "messages[0].content[0].type",
        ),
        (
            {
                "messages": [
                    {
                        "role": "user",
                        "content": [{"type": "image_url", "image_url": {"url": "AAAA"}}],
                    }
                ]
            },
            400,
            "invalid_image_url",
            "messages[0].content[0].image_url.url",
        ),
        (
            {"messages": [*HELLO, {"role": "tool", "tool_call_id": "call_1", "content": "x"}]},
            400,
            None,
            "messages.[1].role",
        ),
        ({"messages": [*HELLO, ASSISTANT]}, 400, None, "messages.[2].role"),
        ({"messages": [*HELLO, ASSISTANT, *HELLO]}, 400, None, "messages.[2].role"),
        (
            {"messages": [*HELLO, ASSISTANT, {"role": "tool", "tool_call_id": "z", "content": ""}]},
            400,
            None,
            "messages.[2].tool_call_id",
        ),
        (
            {
                "messages": [
                    *HELLO,
                    {**ASSISTANT, "tool_calls": [{**TOOL_CALL, "id": "c" * 41}]},
                ]
            },
            400,
            "string_above_max_length",
            "messages[1].tool_calls[0].id",
        ),
        ({"temperature": 2.5}, 400, "decimal_above_max_value", "temperature"),
        ({"temperature": "hot"}, 400, "invalid_type", "temperature"),
        ({"max_tokens": 0}, 400, "integer_below_min_value", "max_tokens"),
        ({"max_tokens": 1.5}, 400, "invalid_type", "max_tokens"),
        ({"max_tokens": 99_999}, 400, "invalid_value", "max_tokens"),
        ({"max_tokens": 9, "max_completion_tokens": 9}, 400, "invalid_parameter_combination", None),
        ({"n": 0}, 400, "integer_below_min_value", "n"),
        ({"n": 129}, 400, "integer_above_max_value", "n"),
        ({"stop": ["a", "b", "c", "d", "e"]}, 400, "array_above_max_length", "stop"),
        ({"stream_options": {"include_usage": True}}, 400, None, "stream_options"),
        ({"top_k": 40}, 400, "unknown_parameter", "top_k"),
        ({"response_format": {"type": "json_object"}}, 400, None, "messages"),
        ({"response_format": {"type": "yaml"}}, 400, "invalid_value", "response_format.type"),
        ({"tools": []}, 400, "empty_array", "tools"),
        ({"tools": [{"name": "x"}]}, 400, "invalid_value", "tools[0].type"),
        ({"tool_choice": "auto"}, 400, None, "tool_choice"),
        (
            {"tools": [{"type": "function", "function": {"name": "a.b"}}]},
            400,
            "invalid_value",
            "tools[0].function.name",
        ),
        (
            {"tools": [{"type": "function", "function": {"name": "f", "parameters": {"a": 1}}}]},
            400,
            "invalid_function_parameters",
            "tools[0].function.parameters",
        ),
        (
            {
                "tools": [WEATHER],
                "tool_choice": {"type": "function", "function": {"name": "other"}},
            },
            400,
            None,
            "tool_choice",
        ),
        ({"reasoning_effort": "low"}, 400, "unsupported_parameter", "reasoning_effort"),
        ({"model": "gpt-5.4", "max_tokens": 9}, 400, "unsupported_parameter", "max_tokens"),
        ({"model": "o4-mini", "max_tokens": 9}, 400, "unsupported_parameter", "max_tokens"),
        ({"model": "gpt-5.4", "temperature": 0.5}, 400, "unsupported_value", "temperature"),
        ({"model": "o4-mini", "stop": ["x"]}, 400, "unsupported_parameter", "stop"),
        (
            {"messages": [{"role": "user", "content": "x" * 520_000}]},
            400,
            "context_length_exceeded",
            "messages",
        ),
    ],
)
async def test_refuses_what_openai_refuses(
    client: AsyncOpenAI,
    change: dict[str, Any],
    status: int,
    code: str | None,
    param: str | None,
) -> None:
    body = {"model": "gpt-4o-mini", "messages": HELLO} | change
    with pytest.raises(openai.APIStatusError) as caught:
        await client.post("/chat/completions", body=body, cast_to=object)
    assert caught.value.status_code == status
    assert caught.value.code == code
    if param is not None:
        assert caught.value.param == param
    assert caught.value.type == "invalid_request_error"


@pytest.mark.parametrize(
    "change",
    [
        {"model": "gpt-5.4", "temperature": 0.5, "reasoning_effort": "none"},
        {"model": "gpt-5.4", "max_completion_tokens": 100},
        {"messages": [{"role": "developer", "content": "json"}, *HELLO], "user": "u"},
        {
            "messages": [{"role": "system", "content": "Use JSON"}],
            "response_format": {"type": "json_object"},
        },
        {"stop": "x", "seed": 1, "logit_bias": {"1": 5}, "presence_penalty": -2, "store": False},
    ],
)
async def test_accepts_what_openai_accepts(client: AsyncOpenAI, change: dict[str, Any]) -> None:
    body: Any = {"model": "gpt-4o-mini", "messages": HELLO} | change
    answer = await client.chat.completions.create(**body)
    assert answer.choices[0].finish_reason in ("stop", "length")
