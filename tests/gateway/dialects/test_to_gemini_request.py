"""What becomes of other dialects' requests on their way to Google; the mock's rules judge them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.registry import dialect
from gateway.errors import Unconvertible
from tests.upstreams.gemini_models import GEMINI_MODELS, SKIPPED
from tests.upstreams.gemini_rules import check_request

CHAT, MESSAGES, GEMINI = dialect("openai_chat"), dialect("anthropic"), dialect("gemini")
MODELS = {model.id: model for model in GEMINI_MODELS}
NEWEST, OLDER, OLDEST = "gemini-3.5-flash", "gemini-2.5-flash", "gemini-2.0-flash"
HUGE = 12345678901234567890123
PNG = "data:image/png;base64,QUJD"


def sent(model: str = NEWEST, **body: Any) -> dict[str, Any]:
    """A chat request as Gemini gets it, accepted by the mock."""
    body = {"model": "m", "messages": [{"role": "user", "content": "Hi"}], **body}
    found = json.loads(GEMINI.encode_request(CHAT.decode_request(json.dumps(body).encode()), model))
    check_request(found, MODELS[model], set())
    return found


def from_messages(model: str = NEWEST, **body: Any) -> dict[str, Any]:
    body = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}], **body}
    found = json.loads(
        GEMINI.encode_request(MESSAGES.decode_request(json.dumps(body).encode()), model)
    )
    check_request(found, MODELS[model], set())
    return found


def call(number: int, name: str = "f", arguments: str = "{}") -> dict[str, Any]:
    function = {"name": name, "arguments": arguments}
    return {"id": f"call_{number}", "type": "function", "function": function}


def tool(name: str = "f", **function: Any) -> dict[str, Any]:
    return {"type": "function", "function": {"name": name, **function}}


def test_the_model_is_not_in_the_body() -> None:
    assert sent() == {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}


def test_sampling_and_limits() -> None:
    config = sent(
        OLDER,
        max_completion_tokens=50,
        temperature=0.5,
        top_p=0.9,
        top_k=3,
        stop=["a", "b", "c", "d", "e", "f"],
        n=2,
        seed=7,
        presence_penalty=0.1,
        frequency_penalty=0.2,
        logprobs=True,
        top_logprobs=4,
    )["generationConfig"]
    assert config == {
        "maxOutputTokens": 50,
        "temperature": 0.5,
        "topP": 0.9,
        "topK": 3,
        "stopSequences": ["a", "b", "c", "d", "e"],
        "candidateCount": 2,
        "seed": 7,
        "presencePenalty": 0.1,
        "frequencyPenalty": 0.2,
        "responseLogprobs": True,
        "logprobs": 4,
    }
    assert "generationConfig" not in sent(presence_penalty=0.1, n=1)


def test_roles_alternate_and_a_user_begins() -> None:
    messages = [
        {"role": "system", "content": "A"},
        {"role": "developer", "content": "B"},
        {"role": "assistant", "content": "Hello"},
        {"role": "user", "content": "One"},
        {"role": "user", "content": "Two"},
        {"role": "assistant", "content": ""},
    ]
    found = sent(messages=messages)
    assert found["systemInstruction"] == {"parts": [{"text": "A"}, {"text": "B"}]}
    assert found["contents"] == [
        {"role": "user", "parts": [{"text": "."}]},
        {"role": "model", "parts": [{"text": "Hello"}]},
        {"role": "user", "parts": [{"text": "One"}, {"text": "Two"}]},
    ]
    alone = sent(messages=[{"role": "system", "content": "A"}])
    assert alone["contents"] == [{"role": "user", "parts": [{"text": "."}]}]


def test_media() -> None:
    parts: list[Any] = [
        {"type": "text", "text": "Look"},
        {"type": "image_url", "image_url": {"url": PNG, "detail": "low"}},
        {"type": "image_url", "image_url": {"url": "https://x.org/a.jpg?b"}},
        {"type": "input_audio", "input_audio": {"data": "QUJD", "format": "wav"}},
        {"type": "file", "file": {"file_data": "data:application/pdf;base64,QUJD"}},
        {"type": "file", "file": {"file_data": "data:text/plain;base64,QUJD", "filename": "a.txt"}},
    ]
    found = sent(messages=[{"role": "user", "content": parts}])["contents"][0]["parts"]
    assert found[1:] == [
        {"inlineData": {"mimeType": "image/png", "data": "QUJD"}},
        {"fileData": {"mimeType": "image/jpeg", "fileUri": "https://x.org/a.jpg?b"}},
        {"inlineData": {"mimeType": "audio/wav", "data": "QUJD"}},
        {"inlineData": {"mimeType": "application/pdf", "data": "QUJD"}},
        {"text": "[a.txt]\nABC"},
    ]
    with pytest.raises(Unconvertible):
        sent(OLDEST, messages=[{"role": "user", "content": [parts[2]]}])
    held = {"type": "file", "file": {"file_id": "file-1"}}
    with pytest.raises(Unconvertible):
        sent(messages=[{"role": "user", "content": [held]}])


def test_results_stand_in_the_order_of_their_calls() -> None:
    messages = [
        {"role": "user", "content": "Go"},
        {
            "role": "assistant",
            "tool_calls": [call(1), call(2, "g", '{"n":12345678901234567890123}')],
        },
        {"role": "tool", "tool_call_id": "call_2", "content": '{"ok": true}'},
        {"role": "tool", "tool_call_id": "call_1", "content": "text"},
        {"role": "tool", "tool_call_id": "call_9", "content": "lost"},
        {"role": "user", "content": "Well?"},
    ]
    for model in (NEWEST, OLDER):
        found = sent(model, messages=messages, tools=[tool("f"), tool("g")])
        first, second = found["contents"][1]["parts"]
        assert second["functionCall"]["args"] == {"n": HUGE}
        responses = found["contents"][2]["parts"]
        assert [part.get("functionResponse", {}).get("response") for part in responses] == [
            {"result": "text"},
            {"ok": True},
            None,
            None,
        ]
        assert responses[2] == {"text": "[tool result call_9]\nlost"}
        assert responses[3] == {"text": "Well?"}
        assert (first.get("thoughtSignature") == SKIPPED) == (model == NEWEST)
        assert ("id" in first["functionCall"]) == (model == NEWEST)
        assert "thoughtSignature" not in second


def test_a_signature_that_the_client_returns_is_kept() -> None:
    signed = call(1) | {"extra_content": {"google": {"thought_signature": "c2ln"}}}
    body = {
        "model": "m",
        "messages": [
            {"role": "user", "content": "Go"},
            {"role": "assistant", "tool_calls": [signed]},
            {"role": "tool", "tool_call_id": "call_1", "content": "x"},
        ],
    }
    for model in (NEWEST, OLDER):
        found = GEMINI.encode_request(CHAT.decode_request(json.dumps(body).encode()), model)
        part = json.loads(found)["contents"][1]["parts"][0]
        assert part["thoughtSignature"] == "c2ln"


def test_images_in_results_stand_behind_them() -> None:
    image = {
        "type": "image",
        "source": {"type": "base64", "media_type": "image/png", "data": "QUJD"},
    }
    use = {"type": "tool_use", "id": "t", "name": "f", "input": {}}
    result = {"type": "tool_result", "tool_use_id": "t", "content": [image]}
    found = from_messages(
        messages=[
            {"role": "user", "content": "Go"},
            {"role": "assistant", "content": [use]},
            {"role": "user", "content": [result]},
        ]
    )
    response, shown = found["contents"][2]["parts"]
    assert response["functionResponse"]["response"] == {"result": ""}
    assert shown["inlineData"]["mimeType"] == "image/png"


def test_tools_and_their_schemas() -> None:
    schema = {"type": "object", "properties": {"a": {"$ref": "#/$defs/x"}},
              "$defs": {"x": {"type": ["string", "null"], "minLength": 1}},
              "additionalProperties": False}  # fmt: skip
    tools = [tool("f", description="F", parameters=schema, strict=True), tool("g"),
             tool("h", parameters={"type": "object", "properties": {}})]  # fmt: skip
    newer = sent(OLDER, tools=tools)["tools"][0]["functionDeclarations"]
    assert newer == [
        {"name": "f", "description": "F", "parametersJsonSchema": schema},
        {"name": "g"},
        {"name": "h"},
    ]
    older = sent(OLDEST, tools=tools)["tools"][0]["functionDeclarations"]
    assert older[0]["parameters"] == {
        "type": "OBJECT",
        "properties": {"a": {"type": "STRING", "nullable": True, "minLength": 1}},
    }


@pytest.mark.parametrize(
    ("choice", "calling"),
    [
        ("auto", {"mode": "AUTO"}),
        ("none", {"mode": "NONE"}),
        ("required", {"mode": "ANY"}),
        (
            {"type": "function", "function": {"name": "g"}},
            {"mode": "ANY", "allowedFunctionNames": ["g"]},
        ),
        (
            {"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools": [tool("g")]}},
            {"mode": "ANY", "allowedFunctionNames": ["g"]},
        ),
    ],
)
def test_tool_choices(choice: Any, calling: dict[str, Any]) -> None:
    found = sent(tools=[tool("f"), tool("g")], tool_choice=choice)
    assert found["toolConfig"] == {"functionCallingConfig": calling}
    assert len(found["tools"][0]["functionDeclarations"]) == 2
    assert "toolConfig" not in sent(tool_choice=choice)


def test_allowed_tools_that_need_not_be_called_are_the_only_ones() -> None:
    allowed = {"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": [tool("g")]}}
    found = sent(tools=[tool("f"), tool("g")], tool_choice=allowed)
    assert [each["name"] for each in found["tools"][0]["functionDeclarations"]] == ["g"]


def test_custom_tools_are_functions_with_one_text() -> None:
    custom = {"type": "custom", "custom": {"name": "sh", "description": "Shell"}}
    history = {"id": "c", "type": "custom", "custom": {"name": "sh", "input": "ls"}}
    found = sent(
        tools=[custom],
        messages=[
            {"role": "user", "content": "Go"},
            {"role": "assistant", "tool_calls": [history]},
            {"role": "tool", "tool_call_id": "c", "content": "x"},
        ],
    )
    declared = found["tools"][0]["functionDeclarations"][0]["parametersJsonSchema"]
    assert list(declared["properties"]) == ["custom_tool_input"]
    args = found["contents"][1]["parts"][0]["functionCall"]["args"]
    assert args == {"custom_tool_input": "ls"}


SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}
FORMAT = {"type": "json_schema", "json_schema": {"name": "x", "schema": SCHEMA}}


def test_structured_output() -> None:
    assert sent(response_format={"type": "json_object"})["generationConfig"] == {
        "responseMimeType": "application/json"
    }
    newer = sent(response_format=FORMAT)["generationConfig"]
    assert newer == {"responseMimeType": "application/json", "responseJsonSchema": SCHEMA}
    older = sent(OLDEST, response_format=FORMAT)["generationConfig"]
    assert older["responseSchema"]["type"] == "OBJECT"
    beside = sent(OLDER, response_format=FORMAT, tools=[tool()])
    assert "generationConfig" not in beside
    assert (
        json.dumps(SCHEMA, separators=(",", ":")) in beside["systemInstruction"]["parts"][0]["text"]
    )
    assert "responseJsonSchema" in sent(response_format=FORMAT, tools=[tool()])["generationConfig"]


@pytest.mark.parametrize(
    ("model", "body", "config"),
    [
        (NEWEST, {"reasoning_effort": "none"}, {"thinkingLevel": "minimal"}),
        (NEWEST, {"reasoning_effort": "xhigh"}, {"includeThoughts": True, "thinkingLevel": "high"}),
        (NEWEST, {"reasoning": {"enabled": True}}, {"includeThoughts": True}),
        (
            NEWEST,
            {"reasoning": {"effort": "low", "exclude": True}},
            {"thinkingLevel": "low"},
        ),
        (OLDER, {"reasoning_effort": "none"}, {"thinkingBudget": 0}),
        (OLDER, {"reasoning_effort": "high"}, {"includeThoughts": True, "thinkingBudget": 4096}),
        (
            OLDER,
            {"reasoning": {"max_tokens": 99_999}},
            {"includeThoughts": True, "thinkingBudget": 24_576},
        ),
        (OLDER, {"reasoning": {"enabled": True}}, {"includeThoughts": True, "thinkingBudget": -1}),
        ("gemini-2.5-pro", {"reasoning_effort": "none"}, {"thinkingBudget": 128}),
        ("gemini-3-pro-preview", {"reasoning_effort": "none"}, {"thinkingLevel": "low"}),
        (
            "gemini-3-pro-preview",
            {"reasoning_effort": "medium"},
            {"includeThoughts": True, "thinkingLevel": "high"},
        ),
    ],
)
def test_thinking(model: str, body: dict[str, Any], config: dict[str, Any]) -> None:
    assert sent(model, **body)["generationConfig"] == {"thinkingConfig": config}


def test_models_that_do_not_think_are_not_asked_to() -> None:
    assert "generationConfig" not in sent(OLDEST, reasoning_effort="high")
    conversation = CHAT.decode_request(
        b'{"model":"m","messages":[{"role":"user","content":"x"}],"reasoning_effort":"high"}'
    )
    for model in ("gemini-2.5-flash-image", "gemini-2.5-flash-preview-tts", "gemma-3-27b-it", "x"):
        assert b"thinkingConfig" not in GEMINI.encode_request(conversation, model)


def test_images_are_asked_for() -> None:
    found = sent("gemini-3-pro-image", modalities=["image", "text"])["generationConfig"]
    assert found == {"responseModalities": ["IMAGE", "TEXT"]}


def test_claudes_own_things() -> None:
    found = from_messages(
        system=[
            {"type": "text", "text": "x-anthropic-billing-header: a"},
            {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}},
        ],
        messages=[
            {"role": "user", "content": "Hi"},
            {
                "role": "assistant",
                "content": [
                    {"type": "thinking", "thinking": "hm", "signature": "s"},
                    {"type": "redacted_thinking", "data": "zz"},
                    {"type": "text", "text": "Hello"},
                ],
            },
            {"role": "user", "content": "Bye"},
        ],
        tools=[{"name": "f", "input_schema": {"type": "object"}, "defer_loading": True}],
        tool_choice={"type": "any", "disable_parallel_tool_use": True},
        metadata={"user_id": "u"},
        thinking={"type": "adaptive"},
    )
    assert found["systemInstruction"] == {"parts": [{"text": "Be brief."}]}
    assert found["contents"][1] == {"role": "model", "parts": [{"text": "Hello"}]}
    assert found["toolConfig"]["functionCallingConfig"]["mode"] == "ANY"
    assert found["generationConfig"] == {
        "maxOutputTokens": 9,
        "thinkingConfig": {"includeThoughts": True},
    }
    with pytest.raises(Unconvertible):
        from_messages(tools=[{"type": "web_search_20250305", "name": "web_search"}])
    with pytest.raises(Unconvertible):
        from_messages(mcp_servers=[{"type": "url"}])
