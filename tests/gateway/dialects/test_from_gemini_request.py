"""What becomes of Gemini's requests elsewhere: both spellings, calls paired, schemas translated."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.gemini.fields import camel, snake
from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    Audio,
    Conversation,
    File,
    Image,
    Reasoning,
    Text,
    Thinking,
    ToolCall,
    ToolChoice,
    ToolResult,
)
from gateway.errors import DialectError
from tests.gateway.dialects.judges import chat_request, messages_request

CHAT, MESSAGES, GEMINI = dialect("openai_chat"), dialect("anthropic"), dialect("gemini")
HI: list[Any] = [{"role": "user", "parts": [{"text": "Hi"}]}]


def decoded(**body: Any) -> Conversation:
    return GEMINI.decode_request(json.dumps({"contents": HI, **body}).encode())


def chat(**body: Any) -> dict[str, Any]:
    """A Gemini request as OpenAI gets it, judged by OpenAI's types."""
    encoded = CHAT.encode_request(decoded(**body), "gpt-5")
    chat_request(encoded)
    found: dict[str, Any] = json.loads(encoded)
    return found


def messages(**body: Any) -> dict[str, Any]:
    conversation = decoded(**body)
    encoded = MESSAGES.encode_request(conversation, "claude-sonnet-4-5")
    messages_request(encoded)
    found: dict[str, Any] = json.loads(encoded)
    return found


def call(name: str = "f", args: Any = None, **rest: Any) -> dict[str, Any]:
    return {"functionCall": {"name": name, "args": args or {}, **rest}}


def response(name: str = "f", value: Any = None, **rest: Any) -> dict[str, Any]:
    return {"functionResponse": {"name": name, "response": value or {"result": "ok"}, **rest}}


def test_everything_in_either_spelling() -> None:
    body = {
        "systemInstruction": {"parts": [{"text": "Be brief."}]},
        "generationConfig": {
            "maxOutputTokens": 50,
            "temperature": 0.5,
            "topP": 0.9,
            "topK": 3,
            "stopSequences": ["x"],
            "candidateCount": 2,
            "seed": 7,
            "presencePenalty": 0.1,
            "frequencyPenalty": 0.2,
            "responseLogprobs": True,
            "logprobs": 4,
        },
    }

    def snaked(value: Any) -> Any:
        if isinstance(value, dict):
            return {snake(key): snaked(item) for key, item in value.items()}
        return value

    for spelled in (body, snaked(body)):
        found = decoded(**spelled)
        assert found.turns[0].blocks == [Text("Be brief.")]
        assert (found.max_output, found.temperature, found.top_p, found.top_k) == (50, 0.5, 0.9, 3)
        assert (found.stop, found.n, found.seed) == (["x"], 2, 7)
        assert (found.presence_penalty, found.frequency_penalty) == (0.1, 0.2)
        assert (found.logprobs, found.top_logprobs) == (True, 4)
        assert (found.dialect, found.extra) == ("gemini", {})


@given(st.from_regex(r"[a-z]{1,6}([A-Z][a-z]{1,6}){0,3}", fullmatch=True))
def test_spellings_are_each_others_inverse(name: str) -> None:
    assert camel(snake(name)) == name


@pytest.mark.parametrize(
    "body",
    [
        {"contents": None},
        {"contents": []},
        {"contents": [7]},
        {"contents": [{"role": "robot", "parts": []}]},
        {"contents": [{"parts": 7}]},
        {"contents": [{"parts": [{"functionCall": {}}]}]},
        {"tools": [{"functionDeclarations": [{}]}]},
        {"tools": 7},
        {"generationConfig": {"temperature": "hot"}},
        {"systemInstruction": 7},
    ],
)
def test_what_is_refused_names_its_member(body: dict[str, Any]) -> None:
    with pytest.raises(DialectError) as caught:
        decoded(**body)
    assert caught.value.param


def test_parts() -> None:
    parts = [
        {"text": "a"},
        {"text": "thought", "thought": True},
        {"text": "", "thoughtSignature": "s"},
        {"inline_data": {"mime_type": "image/PNG", "data": "QU-_"}},
        {"inlineData": {"mimeType": "audio/mpeg", "data": "QUJD"}},
        {"inlineData": {"mimeType": "text/markdown", "data": "QUJD", "displayName": "a.md"}},
        {"inlineData": {"mimeType": "application/pdf", "data": "QUJD"}},
        {"fileData": {"mimeType": "image/jpeg", "fileUri": "https://x.org/a.jpg"}},
        {"file_data": {"mime_type": "application/pdf", "file_uri": "gs://b/c.pdf"}},
        {"executableCode": {"language": "PYTHON", "code": "1+1"}},
        {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "2"}},
    ]
    (turn,) = decoded(contents=[{"parts": parts}]).turns
    assert turn.blocks == [
        Text("a"),
        Reasoning("thought"),
        Image(mime="image/png", data="QU+/"),
        Audio("mp3", "QUJD"),
        File(mime="text/markdown", text="ABC", name="a.md"),
        File(mime="application/pdf", data="QUJD"),
        Image(mime="image/jpeg", url="https://x.org/a.jpg"),
        File(mime="application/pdf", file_id="gs://b/c.pdf"),
        Text("```\n1+1\n```"),
        Text("```\n2\n```"),
    ]


@pytest.mark.parametrize("named", [True, False])
def test_responses_find_their_calls(named: bool) -> None:
    """By id where there are ids, else by name and order."""
    ids = [{"id": "x"}, {"id": "y"}, {"id": "z"}] if named else [{}, {}, {}]
    contents = [
        *HI,
        {"role": "model", "parts": [call("f", {"n": 1}, **ids[0]), call("g", **ids[1]),
                                    call("f", {"n": 2}, **ids[2])]},
        {"role": "function", "parts": [response("g", **ids[1]), response("f", {"result": "1"},
         **ids[0]), response("f", {"result": "2"}, **ids[2])]},
    ]  # fmt: skip
    turns = decoded(contents=contents).turns
    calls = [block for block in turns[1].blocks if isinstance(block, ToolCall)]
    results = [block for block in turns[2].blocks if isinstance(block, ToolResult)]
    assert [result.id for result in results] == [calls[1].id, calls[0].id, calls[2].id]
    assert len({each.id for each in calls}) == 3
    assert results[1].content == [Text("1")]
    for target in (chat, messages):
        target(contents=contents)


def test_a_response_without_a_call_is_told() -> None:
    turns = decoded(contents=[{"parts": [response("lost", {"result": "x"})]}]).turns
    assert turns[0].blocks == [Text("[tool result lost]\nx")]


@pytest.mark.parametrize(
    ("value", "text", "is_error"),
    [
        ({"result": "x"}, "x", False),
        ({"output": "x"}, "x", False),
        ({"error": "x"}, "x", True),
        ({"error": {"code": 1}}, '{"error":{"code":1}}', True),
        ({"result": [1]}, '{"result":[1]}', False),
        ({"a": 1, "b": 12345678901234567890123}, '{"a":1,"b":12345678901234567890123}', False),
    ],
)
def test_what_a_response_says(value: Any, text: str, is_error: bool) -> None:
    contents = [*HI, {"role": "model", "parts": [call()]}, {"parts": [response("f", value)]}]
    (result,) = decoded(contents=contents).turns[2].blocks
    assert isinstance(result, ToolResult)
    assert (result.content, result.is_error) == ([Text(text)], is_error)


def test_signatures_are_kept_for_google_and_told_to_nobody_else() -> None:
    contents = [
        *HI,
        {"role": "model", "parts": [call() | {"thought_signature": "c2ln"}]},
        {"parts": [response()]},
    ]
    found = decoded(contents=contents)
    (block,) = found.turns[1].blocks
    assert isinstance(block, ToolCall)
    assert block.signature == "c2ln"
    assert "c2ln" not in json.dumps(messages(contents=contents))
    assert b"c2ln" in GEMINI.encode_request(found, "gemini-3.5-flash")


def test_tools_and_choices() -> None:
    own = {
        "type": "OBJECT",
        "properties": {"a": {"type": "STRING", "nullable": True, "format": "enum", "enum": ["x"]},
                       "b": {"type": "ARRAY", "items": {"type": "INTEGER"}, "min_items": "2"}},
        "required": ["a"],
        "propertyOrdering": ["b", "a"],
    }  # fmt: skip
    json_schema = {"type": "object", "properties": {"c": {"const": 1}}}
    tools = [
        {
            "functionDeclarations": [
                {"name": "f", "description": "F", "parameters": own, "behavior": "BLOCKING"},
                {"name": "g", "parameters_json_schema": json_schema},
                {"name": "h"},
            ]
        }
    ]
    found = chat(tools=tools)["tools"]
    assert found[0]["function"]["parameters"] == {
        "type": "object",
        "properties": {
            "a": {"type": ["string", "null"], "enum": ["x", None]},
            "b": {"type": "array", "items": {"type": "integer"}, "minItems": 2},
        },
        "required": ["a"],
    }
    assert found[1]["function"]["parameters"] == json_schema
    messages(tools=tools)
    for calling, choice in (
        ({"mode": "AUTO"}, ToolChoice("auto")),
        ({"mode": "any"}, ToolChoice("required")),
        ({"mode": "NONE"}, ToolChoice("none")),
        ({"mode": "ANY", "allowedFunctionNames": ["f"]}, ToolChoice("named", "f")),
        (
            {"mode": "ANY", "allowed_function_names": ["f", "g"]},
            ToolChoice("required", allowed=("f", "g")),
        ),
        (
            {"mode": "VALIDATED", "allowedFunctionNames": ["f"]},
            ToolChoice("auto", allowed=("f",)),
        ),
        ({}, ToolChoice("auto")),
    ):
        assert decoded(toolConfig={"functionCallingConfig": calling}).tool_choice == choice
    assert decoded(toolConfig={}).tool_choice is None


@pytest.mark.parametrize(
    ("config", "thinking"),
    [
        ({}, None),
        ({"includeThoughts": False}, None),
        (
            {"includeThoughts": True},
            Thinking(enabled=True, adaptive=True, display="summarized"),
        ),
        ({"thinkingBudget": 0}, Thinking(enabled=False)),
        ({"thinkingBudget": -1}, Thinking(enabled=True, adaptive=True)),
        ({"thinking_budget": 512}, Thinking(enabled=True, budget_tokens=512)),
        (
            {"thinkingLevel": "HIGH", "includeThoughts": False},
            Thinking(enabled=True, effort="high", display="omitted"),
        ),
    ],
)
def test_thinking(config: dict[str, Any], thinking: Thinking | None) -> None:
    assert decoded(generationConfig={"thinkingConfig": config}).thinking == thinking


def test_structured_output() -> None:
    schema = {"type": "OBJECT", "properties": {"a": {"type": "STRING"}}}
    lower = {"type": "object", "properties": {"a": {"type": "string"}}}
    for config in (
        {"responseSchema": schema},
        {"response_json_schema": lower},
        {"responseJsonSchema": lower},
    ):
        found = chat(generationConfig={"responseMimeType": "application/json", **config})
        assert found["response_format"]["json_schema"]["schema"] == lower
    found = chat(generationConfig={"response_mime_type": "application/json"})
    assert found["response_format"] == {"type": "json_object"}
    assert "response_format" not in chat(generationConfig={"responseMimeType": "text/plain"})


def test_what_is_googles_own_survives_googles_own_way() -> None:
    body = {
        "tools": [{"googleSearch": {}}, {"functionDeclarations": [{"name": "f"}]}],
        "safetySettings": [{"category": "x", "threshold": "OFF"}],
        "cachedContent": "cachedContents/x",
        "generationConfig": {
            "responseMimeType": "text/x.enum",
            "responseModalities": ["IMAGE"],
            "mediaResolution": "LOW",
            "thinkingConfig": {"thinkingLevel": "low"},
        },
    }
    found = json.loads(GEMINI.encode_request(decoded(**body), "gemini-3.5-flash"))
    assert found["generationConfig"] == body["generationConfig"]
    for name in ("safetySettings", "cachedContent"):
        assert found[name] == body[name]
    assert {"googleSearch": {}} in found["tools"]
