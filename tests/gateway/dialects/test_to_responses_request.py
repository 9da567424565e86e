"""Everyone's requests as a Responses upstream gets them."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.domain.conversation import (
    Conversation,
    Image,
    Reasoning,
    Refusal,
    Text,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResult,
    Turn,
)
from gateway.errors import Unconvertible
from tests.gateway.dialects.judges import response_request
from tests.gateway.dialects.responses_requests import MESSAGES, OLLAMA, RESPONSES, SEALED, from_chat


def test_a_chat_request_for_a_model_that_exists_only_in_responses() -> None:
    request = from_chat(
        messages=[
            {"role": "system", "content": "Be brief."},
            {"role": "developer", "content": "Be kind."},
            {"role": "user", "content": [
                {"type": "text", "text": "See"},
                {"type": "image_url", "image_url": {"url": "https://x.org/a.png", "detail": "low"}},
                {"type": "file", "file": {"file_id": "file-1"}},
            ]},
            {"role": "system", "content": "Now hurry."},
        ],
        max_tokens=5,
        temperature=0.2,
        reasoning_effort="high",
        verbosity="low",
        response_format={"type": "json_object"},
        tools=[{"type": "function", "function": {"name": "f"}}],
        tool_choice={"type": "function", "function": {"name": "f"}},
        parallel_tool_calls=False,
        metadata={"a": "b"},
        user="me",
        service_tier="flex",
        prompt_cache_key="k",
        stream=True,
    )  # fmt: skip
    assert request == {
        "model": "gpt-5.3-codex",
        "instructions": "Be brief.\n\nBe kind.",
        "input": [
            {"role": "user", "content": [
                {"type": "input_text", "text": "See"},
                {"type": "input_image", "image_url": "https://x.org/a.png", "detail": "low"},
                {"type": "input_file", "file_id": "file-1"},
            ]},
            {"role": "developer", "content": "Now hurry."},
        ],
        "stream": True,
        "max_output_tokens": 16,
        "reasoning": {"effort": "high"},
        "text": {"format": {"type": "json_object"}, "verbosity": "low"},
        "tools": [{"type": "function", "name": "f", "strict": False,
                   "parameters": {"type": "object", "properties": {}}}],
        "tool_choice": {"type": "function", "name": "f"},
        "parallel_tool_calls": False,
        "user": "me",
        "metadata": {"a": "b"},
        "service_tier": "flex",
        "prompt_cache_key": "k",
        "store": False,
        "include": ["reasoning.encrypted_content"],
    }  # fmt: skip


def test_a_model_that_does_not_think_keeps_its_sampling() -> None:
    request = from_chat("gpt-4o", temperature=0.2, top_p=0.9)
    assert (request["temperature"], request["top_p"]) == (0.2, 0.9)
    assert "include" not in request


def test_an_anthropic_conversation_with_its_thoughts() -> None:
    conversation = Conversation("m", [
        Turn("user", [Text("Hi")]),
        Turn("assistant", [Reasoning("hm", SEALED), Reasoning("alien", "sig"), Text("a"),
                           ToolCall("toolu_1", "f", '{"a":1}')]),
        Turn("user", [ToolResult("toolu_1", [Text("x"), Image(mime="image/png", data="QUJD")],
                                 is_error=True), Text("And?")]),
    ], dialect="anthropic", user="u" * 80)  # fmt: skip
    request = response_request(RESPONSES.encode_request(conversation, "gpt-5.3-codex"))
    thought, said, called, result, user = request["input"][1:]
    assert thought == {
        "id": "rs_1",
        "type": "reasoning",
        "summary": [{"type": "summary_text", "text": "hm"}],
        "encrypted_content": "gAAA",
    }
    assert said == {"role": "assistant", "content": "a"}
    assert called["arguments"] == '{"a":1}'
    kinds = [(part["type"], part.get("text")) for part in result["output"]]
    assert kinds == [("input_text", "Error: "), ("input_text", "x"), ("input_image", None)]
    assert user == {"role": "user", "content": "And?"}
    assert len(request["user"]) == 64


def test_custom_tools_stay_what_they_are() -> None:
    inner = {"syntax": "lark", "definition": "start: x"}
    conversation = Conversation("m", [
        Turn("user", [Text("Hi")]),
        Turn("assistant", [ToolCall("c", "patch", "+a", "custom"), Refusal("no")]),
        Turn("user", [ToolResult("c", [Text("ok")])]),
    ], tools=[Tool("patch", kind="custom",
                   extra={"format": {"type": "grammar", "grammar": inner}})],
        tool_choice=ToolChoice("auto", allowed=("patch",)), dialect="openai_chat")  # fmt: skip
    request = response_request(RESPONSES.encode_request(conversation, "gpt-5.3-codex"))
    assert [item.get("type") for item in request["input"]] == [
        None, "custom_tool_call", None, "custom_tool_call_output",
    ]  # fmt: skip
    assert request["tools"][0]["format"] == {"type": "grammar", **inner}
    assert request["tool_choice"]["tools"] == [{"type": "custom", "name": "patch"}]


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"n": 2}, "n"),
        ({"modalities": ["audio"], "audio": {"voice": "x"}}, "modalities"),
        ({"messages": [{"role": "user", "content": [
            {"type": "input_audio", "input_audio": {"data": "x", "format": "wav"}}]}]},
         "messages"),
    ],
)  # fmt: skip
def test_what_responses_cannot_carry_is_refused(members: dict[str, Any], param: str) -> None:
    with pytest.raises(Unconvertible) as raised:
        from_chat(**members)
    assert raised.value.param == param


def test_a_sealed_thought_never_reaches_claude_or_ollama() -> None:
    turns = [Turn("user", [Text("Hi")]), Turn("assistant", [Reasoning("hm", SEALED), Text("a")]),
             Turn("user", [Text("b")])]  # fmt: skip
    for name in ("openai_chat", "openai_responses"):
        conversation = Conversation("m", turns, dialect=name)
        for target in (MESSAGES, OLLAMA):
            assert b"homeport" not in target.encode_request(conversation, "claude-opus-5")
