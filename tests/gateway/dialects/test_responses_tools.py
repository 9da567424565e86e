"""Tools, limits and formats of Responses requests as every other upstream gets them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.gateway.dialects.responses_requests import (
    CUSTOM,
    USER,
    as_chat,
    as_messages,
    call,
    function,
    output,
)

NAMESPACE = {
    "type": "namespace",
    "name": "docs",
    "description": "The pages",
    "tools": [function("find", description="Finds"), function("open")],
}


def test_namespaces_become_flat_names() -> None:
    tools = as_chat(USER, tools=[NAMESPACE, function("find")])["tools"]
    assert [tool["function"]["name"] for tool in tools] == ["docs__find", "docs__open", "find"]
    assert tools[0]["function"]["description"] == "The pages\n\nFinds"
    assert "description" not in tools[1]["function"]
    history = as_chat(USER, call(name="find", namespace="docs"), output(), tools=[NAMESPACE])
    assert history["messages"][1]["tool_calls"][0]["function"]["name"] == "docs__find"


def test_flat_names_are_legal_everywhere_and_stay_different() -> None:
    long = {**NAMESPACE, "name": "n" * 60, "tools": [function("a" * 30), function("a" * 31)]}
    odd = {**NAMESPACE, "name": "my docs", "tools": [function("x")]}
    under = {**NAMESPACE, "name": "mcp__docs__", "tools": [function("x")]}
    tools = as_messages(USER, tools=[long, odd, under])["tools"]
    names = [tool["name"] for tool in tools]
    assert len(set(names)) == 4
    assert all(len(name) <= 64 for name in names)
    assert names[2].startswith("my_docs__x_")
    assert names[3] == "mcp__docs__x"


def test_tools_that_come_among_the_items() -> None:
    item = {"type": "additional_tools", "role": "developer", "tools": [function("late")]}
    assert [tool["function"]["name"] for tool in as_chat(USER, item)["tools"]] == ["late"]


def test_custom_tools_are_functions_where_they_are_not_known() -> None:
    grammar = {"type": "grammar", "syntax": "lark", "definition": "start: x"}
    called = {"type": "custom_tool_call", "call_id": "c", "name": "patch", "input": "+a"}
    items = (USER, called, output("c", kind="custom_tool_call_output"))
    tools = [{**CUSTOM, "format": grammar}]
    foreign = as_chat(*items, tools=tools)
    assert foreign["tools"][0]["type"] == "function"
    assert "start: x" in json.dumps(foreign["tools"])
    arguments = foreign["messages"][1]["tool_calls"][0]["function"]["arguments"]
    assert json.loads(arguments) == {"custom_tool_input": "+a"}
    newer = as_chat(*items, model="gpt-5.4", tools=tools)
    inner = {"syntax": "lark", "definition": "start: x"}
    assert newer["tools"][0]["custom"]["format"] == {"type": "grammar", "grammar": inner}
    assert newer["messages"][1]["tool_calls"][0]["custom"]["input"] == "+a"
    claude = as_messages(*items, tools=tools)
    assert claude["messages"][1]["content"][0]["input"] == {"custom_tool_input": "+a"}


@pytest.mark.parametrize(
    ("choice", "chat"),
    [
        ("auto", "auto"),
        ("required", "required"),
        ({"type": "function", "name": "f"}, {"type": "function", "function": {"name": "f"}}),
        ({"type": "custom", "name": "patch"},
         {"type": "function", "function": {"name": "patch"}}),
        ({"type": "function", "name": "find", "namespace": "docs"},
         {"type": "function", "function": {"name": "docs__find"}}),
    ],
)  # fmt: skip
def test_tool_choices(choice: Any, chat: Any) -> None:
    tools = [function(), CUSTOM, NAMESPACE]
    assert as_chat(USER, tools=tools, tool_choice=choice)["tool_choice"] == chat


def test_allowed_tools_leave_the_others_out() -> None:
    choice = {
        "type": "allowed_tools",
        "mode": "required",
        "tools": [{"type": "function", "name": "f"}, {"type": "web_search"}],
    }
    request = as_chat(USER, tools=[function(), function("g")], tool_choice=choice)
    assert [tool["function"]["name"] for tool in request["tools"]] == ["f"]
    assert request["tool_choice"] == "required"


def test_parallel_calls_can_be_forbidden() -> None:
    request = as_messages(USER, tools=[function()], parallel_tool_calls=False)
    assert request["tool_choice"]["disable_parallel_tool_use"] is True


def test_limits_and_formats_find_their_namesakes() -> None:
    members: dict[str, Any] = {
        "max_output_tokens": 50,
        "temperature": 0.5,
        "top_p": 0.9,
        "reasoning": {"effort": "low", "summary": "auto"},
        "text": {"verbosity": "low", "format": {
            "type": "json_schema", "name": "x", "schema": {"type": "object"}, "strict": True}},
        "safety_identifier": "me",
        "service_tier": "flex",
    }  # fmt: skip
    request = as_chat(USER, model="gpt-5.4", **members)
    assert request == {
        "model": "gpt-5.4",
        "messages": [USER],
        "max_completion_tokens": 50,
        "temperature": 0.5,
        "top_p": 0.9,
        "verbosity": "low",
        "reasoning_effort": "low",
        "response_format": {"type": "json_schema", "json_schema": {
            "name": "x", "schema": {"type": "object"}, "strict": True}},
        "user": "me",
        "service_tier": "flex",
    }  # fmt: skip
    small = as_chat(USER, **members)
    assert not {"verbosity", "reasoning_effort", "service_tier"} & set(small)
