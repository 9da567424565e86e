"""Tools, structured output and thinking of chat requests for an Anthropic upstream."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.gateway.dialects.chat_requests import (
    CHAT,
    MESSAGES,
    USER,
    call,
    calling,
    converted,
    function,
    result,
)


def test_tools_calls_and_results() -> None:
    request = converted(
        USER,
        calling(call("call_1", "f", '{"n":12345678901234567890123,  "x":1.50}'), content="Look:"),
        result("call_1", [{"type": "text", "text": "20C"}]),
        tools=[
            function("f", {"type": "object", "properties": {}}, description="Weather"),
            function("bare"),
        ],
        tool_choice="auto",
        parallel_tool_calls=False,
    )
    assert request["messages"][1]["content"] == [
        {"type": "text", "text": "Look:"},
        {
            "type": "tool_use",
            "id": "call_1",
            "name": "f",
            "input": {"n": 12345678901234567890123, "x": 1.5},
        },
    ]
    assert request["messages"][2]["content"] == [
        {"type": "tool_result", "tool_use_id": "call_1", "content": "20C"}
    ]
    assert request["tools"][0]["description"] == "Weather"
    assert request["tools"][1]["input_schema"] == {"type": "object", "properties": {}}
    assert request["tool_choice"] == {"type": "auto", "disable_parallel_tool_use": True}


def test_arguments_keep_their_bytes() -> None:
    arguments = '{"b": 1.50, "a":12345678901234567890123, "e": 1e2}'
    body = {"model": "m", "messages": [USER, calling(call(arguments=arguments)), result()]}
    conversation = CHAT.decode_request(json.dumps(body).encode())
    assert arguments.encode() in MESSAGES.encode_request(conversation, "m")


@pytest.mark.parametrize(
    ("arguments", "wrapped"),
    [("", {}), ("  ", {}), ("{broken", {"_raw": "{broken"}), ("[1]", {"_raw": "[1]"})],
)
def test_arguments_that_are_no_object_are_not_lost(arguments: str, wrapped: Any) -> None:
    request = converted(USER, calling(call(arguments=arguments)), result())
    assert request["messages"][1]["content"][0]["input"] == wrapped


def test_illegal_ids_become_legal_ones_that_still_belong_together() -> None:
    ids = ["functions.f:0", "functions.f:1", "functions_f_0", "x" * 90]
    request = converted(
        USER,
        calling(*[call(call_id) for call_id in ids]),
        *[result(call_id, call_id[-3:]) for call_id in reversed(ids)],
    )
    used = [block["id"] for block in request["messages"][1]["content"]]
    assert len(set(used)) == 4
    assert used[2] == "functions_f_0"
    by_id = {block["tool_use_id"]: block for block in request["messages"][2]["content"]}
    assert [by_id[call_id]["content"] for call_id in used] == [call_id[-3:] for call_id in ids]


def test_results_come_first_whatever_stands_between() -> None:
    request = converted(
        USER,
        calling(call("a"), call("b")),
        result("a"),
        {"role": "system", "content": "Now be kind."},
        result("b"),
        {"role": "user", "content": "And?"},
    )
    kinds = [block["type"] for block in request["messages"][2]["content"]]
    assert kinds == ["tool_result", "tool_result", "text", "text"]


def test_a_result_without_its_call_becomes_text() -> None:
    request = converted(USER, result("lost", "42"))
    assert request["messages"][0]["content"][1] == {
        "type": "text",
        "text": "[tool result lost]\n42",
    }


def test_the_older_functions_are_tools() -> None:
    request = converted(
        USER,
        {
            "role": "assistant",
            "content": None,
            "function_call": {"name": "f", "arguments": '{"x":1}'},
        },
        {"role": "function", "name": "f", "content": "20C"},
        functions=[{"name": "f", "parameters": {"type": "object"}}],
        function_call={"name": "f"},
    )
    used = request["messages"][1]["content"][0]
    assert used["input"] == {"x": 1}
    assert request["messages"][2]["content"][0]["tool_use_id"] == used["id"]
    assert request["tool_choice"] == {"type": "tool", "name": "f"}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("none", {"type": "none"}),
        ("auto", {"type": "auto"}),
        ("required", {"type": "any"}),
        ({"type": "function", "function": {"name": "g"}}, {"type": "tool", "name": "g"}),
        ({"type": "custom", "custom": {"name": "c"}}, {"type": "tool", "name": "c"}),
    ],
)
def test_tool_choices(choice: Any, expected: dict[str, Any]) -> None:
    custom = {"type": "custom", "custom": {"name": "c"}}
    tools = [function("f"), function("g"), custom]
    assert converted(tools=tools, tool_choice=choice)["tool_choice"] == expected
    assert "tool_choice" not in converted(tool_choice=choice)


def test_allowed_tools_are_all_there_are() -> None:
    allowed = {
        "type": "allowed_tools",
        "allowed_tools": {
            "mode": "required",
            "tools": [{"type": "function", "function": {"name": "g"}}],
        },
    }
    request = converted(tools=[function("f"), function("g")], tool_choice=allowed)
    assert [tool["name"] for tool in request["tools"]] == ["g"]
    assert request["tool_choice"] == {"type": "any"}


def test_custom_tools_are_functions_of_one_text() -> None:
    grammar = {"type": "grammar", "grammar": {"syntax": "lark", "definition": "start: X"}}
    tool = {"type": "custom", "custom": {"name": "sh", "description": "Run", "format": grammar}}
    used = {"id": "c1", "type": "custom", "custom": {"name": "sh", "input": 'echo "x"'}}
    request = converted(USER, calling(used), result("c1", "x"), tools=[tool])
    schema = request["tools"][0]["input_schema"]
    assert schema["required"] == ["custom_tool_input"]
    assert "start: X" in schema["properties"]["custom_tool_input"]["description"]
    assert request["messages"][1]["content"][0]["input"] == {"custom_tool_input": 'echo "x"'}


def test_schemas_have_an_object_at_their_root() -> None:
    schema = {
        "properties": {"a": {"type": "string"}},
        "required": ["a"],
        "anyOf": [
            {"properties": {"b": {"type": "integer"}}, "required": ["b"]},
            {"properties": {"c": {"type": "integer"}}},
        ],
        "allOf": [{"required": ["d"], "properties": {"d": {}}}],
    }
    found = converted(tools=[function("f", schema)])["tools"][0]["input_schema"]
    assert found["type"] == "object"
    assert set(found["properties"]) == {"a", "b", "c", "d"}
    assert found["required"] == ["a", "d"]


def test_strict_tools_and_structured_output_are_guaranteed_where_claude_can() -> None:
    schema = {
        "type": "object",
        "properties": {
            "n": {"type": "integer", "minimum": 1, "description": "Count"},
            "mail": {"oneOf": [{"type": "string", "format": "email"}, {"type": "null"}]},
            "list": {"type": "array", "items": {"type": "object", "properties": {}}, "minItems": 2},
        },
        "required": ["n"],
    }
    output = {"type": "json_schema", "json_schema": {"name": "r", "schema": schema, "strict": True}}
    request = converted(tools=[function("f", schema, strict=True)], response_format=output)
    strict = request["output_config"]["format"]["schema"]
    assert strict == request["tools"][0]["input_schema"]
    assert request["tools"][0]["strict"] is True
    assert strict["additionalProperties"] is False
    assert strict["properties"]["n"] == {
        "type": "integer",
        "description": 'Count\n\n{"minimum":1}',
    }
    assert strict["properties"]["mail"]["anyOf"][0]["format"] == "email"
    assert strict["properties"]["list"]["items"]["additionalProperties"] is False

    older = converted(
        model="deepseek-chat", tools=[function("f", schema, strict=True)], response_format=output
    )
    assert "strict" not in older["tools"][0]
    assert older["tools"][0]["input_schema"] == schema
    assert json.dumps(schema, separators=(",", ":")) in older["system"]
    many = [function(f"f{number}", schema, strict=True) for number in range(21)]
    assert not any("strict" in tool for tool in converted(tools=many)["tools"])


@pytest.mark.parametrize(
    ("model", "effort", "thinking", "output"),
    [
        ("claude-opus-4-6", "high", {"type": "adaptive", "display": "summarized"}, "high"),
        ("claude-opus-4-6", "xhigh", {"type": "adaptive", "display": "summarized"}, "high"),
        ("claude-opus-4-7", "xhigh", {"type": "adaptive", "display": "summarized"}, "xhigh"),
        ("x/claude-sonnet-5", "minimal", {"type": "adaptive", "display": "summarized"}, "low"),
        ("claude-opus-5", "none", {"type": "disabled"}, None),
        ("claude-fable-5", "none", None, "low"),
        ("claude-sonnet-4-5-20250929", "low", {"type": "enabled", "budget_tokens": 1024}, None),
        ("claude-sonnet-4-5-20250929", "max", {"type": "enabled", "budget_tokens": 16384}, None),
        ("claude-sonnet-4-20250514", "none", {"type": "disabled"}, None),
        ("claude-3-5-haiku-latest", "high", None, None),
        ("kimi-k2", "medium", {"type": "enabled", "budget_tokens": 2048}, None),
    ],
)  # fmt: skip
def test_efforts(model: str, effort: str, thinking: Any, output: str | None) -> None:
    request = converted(model=model, reasoning_effort=effort, temperature=0.5)
    assert request.get("thinking") == thinking
    assert request.get("output_config", {}).get("effort") == output
    thinks = thinking is not None and thinking["type"] != "disabled"
    assert ("temperature" in request) is not thinks
    budget = thinking.get("budget_tokens", 0) if thinking else 0
    assert request["max_tokens"] == 8192 + budget


@pytest.mark.parametrize(
    ("members", "budget"),
    [
        ({"reasoning": {"max_tokens": 3000}}, 3000),
        ({"reasoning": {"effort": "high"}}, 4096),
        ({"reasoning": {"enabled": True}}, 2048),
        ({"thinking": {"type": "enabled", "budget_tokens": 100}}, 1024),
        ({"thinking": {"type": "adaptive"}}, 2048),
    ],
)
def test_vendors_words_for_thinking(members: dict[str, Any], budget: int) -> None:
    assert converted(**members)["thinking"] == {"type": "enabled", "budget_tokens": budget}
    switched_off = converted(thinking={"type": "disabled"})
    assert switched_off["thinking"] == {"type": "disabled"}


def test_thinking_fits_into_the_limit_the_client_set() -> None:
    fits = converted(reasoning_effort="high", max_tokens=4000)
    assert fits["max_tokens"] == 4000
    assert fits["thinking"]["budget_tokens"] == 3000
    tight = converted(reasoning_effort="high", max_tokens=1025)
    assert tight["thinking"]["budget_tokens"] == 1024
    assert "thinking" not in converted(reasoning_effort="high", max_tokens=500)


def test_a_forced_call_stands_above_thinking() -> None:
    for model in ("claude-sonnet-4-5", "claude-opus-4-6"):
        request = converted(
            model=model, reasoning_effort="high", tools=[function()], tool_choice="required"
        )
        assert request["tool_choice"] == {"type": "any"}
        assert "thinking" not in request


def test_thoughts_that_anthropic_signed_go_back_and_others_do_not() -> None:
    blocks = [
        {"type": "thinking", "thinking": "hm", "signature": "sig"},
        {"type": "redacted_thinking", "data": "xx"},
    ]
    turns = [
        USER,
        calling(call(), reasoning_content="hm", thinking_blocks=blocks),
        result(),
    ]
    request = converted(*turns, reasoning_effort="low", tools=[function()])
    assert request["messages"][1]["content"][:2] == blocks
    assert request["thinking"]["type"] == "enabled"

    plain = [USER, calling(call(), reasoning_content="hm"), result()]
    request = converted(*plain, reasoning_effort="low", tools=[function()])
    assert [block["type"] for block in request["messages"][1]["content"]] == ["tool_use"]
    assert "thinking" not in request

    other = converted(*plain, model="deepseek-reasoner", tools=[function()])
    assert other["messages"][1]["content"][0] == {
        "type": "thinking",
        "thinking": "hm",
        "signature": "",
    }
