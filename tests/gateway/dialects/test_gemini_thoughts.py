"""Other vendors' thoughts go through Gemini's clients and back, and never to a real Gemini."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from gateway.dialects.base import RequestEdits
from gateway.dialects.gemini.thoughts import is_sealed
from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    Answer,
    Choice,
    Ended,
    Finish,
    Finished,
    Reasoning,
    ReasoningDelta,
    Started,
    Text,
    ToolCall,
    ToolCallDelta,
)
from tests.gateway.dialects.support import data_frames, encoded

GEMINI, MESSAGES = dialect("gemini"), dialect("anthropic")
CALL = ToolCall("c1", "f", "{}")


def returned(parts: list[dict[str, Any]]) -> list[Any]:
    """What a client's history with these parts of the model's decodes to."""
    contents = [
        {"role": "user", "parts": [{"text": "Hi"}]},
        {"role": "model", "parts": parts},
        {"role": "user", "parts": [{"functionResponse": {"id": "c1", "name": "f",
                                                         "response": {"result": "ok"}}}]},
    ]  # fmt: skip
    return GEMINI.decode_request(json.dumps({"contents": contents}).encode()).turns[1].blocks


def parts_of(answer: bytes) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = json.loads(answer)["candidates"][0]["content"]["parts"]
    return parts


def test_a_whole_answers_thoughts_return_before_what_else_was_said() -> None:
    blocks: list[Any] = [
        Reasoning("Rome?", "sig"),
        Reasoning(redacted="hidden"),
        Text("Well."),
        ToolCall("c1", "f", "{}"),
    ]
    parts = parts_of(
        GEMINI.encode_answer(Answer("i", "m", [Choice(blocks, Finish.TOOL_CALL)]), "m")
    )
    assert [part.get("thought") for part in parts] == [True, None, None]
    assert is_sealed(parts[-1]["thoughtSignature"])
    whole = [Reasoning("Rome?", "sig"), Reasoning(redacted="hidden"), Text("Well."), CALL]
    assert returned(parts) == whole, "a client that returns the thoughts too"
    assert returned(parts[1:]) == whole, "one that leaves them out"
    urlsafe = parts[-1]["thoughtSignature"].replace("+", "-").replace("/", "_")
    assert returned([{**parts[-1], "thoughtSignature": urlsafe}])[:2] == whole[:2]


def test_a_streams_thoughts_return_too() -> None:
    events: list[Any] = [
        Started(),
        ReasoningDelta("Ro"),
        ReasoningDelta("me"),
        ReasoningDelta(signature="one"),
        ReasoningDelta("Or?"),
        ReasoningDelta(signature="two"),
        ToolCallDelta(0, "c1", "f", "{}"),
        ToolCallDelta(1, "c2", "g", "{}"),
        Finished(Finish.TOOL_CALL),
        Ended(),
    ]
    frames = data_frames(encoded(GEMINI.stream_encoder("m", include_usage=True), events))
    parts = [part for frame in frames for part in frame["candidates"][0]["content"]["parts"]]
    calls = [part for part in parts if "functionCall" in part]
    assert "thoughtSignature" not in calls[1]
    assert returned(calls[:1]) == [Reasoning("Rome", "one"), Reasoning("Or?", "two"), CALL]


def test_a_call_with_a_proof_of_its_own_keeps_it() -> None:
    blocks: list[Any] = [Reasoning("Rome?"), ToolCall("c1", "f", "{}", signature="Z29vZ2xl")]
    parts = parts_of(GEMINI.encode_answer(Answer("i", "m", [Choice(blocks)]), "m"))
    assert parts[-1]["thoughtSignature"] == "Z29vZ2xl"
    assert returned(parts) == [
        Reasoning("Rome?"),
        ToolCall("c1", "f", "{}", signature="Z29vZ2xl"),
    ]


@pytest.mark.parametrize("told", [b"[]", b"[[1,2,3]]", b"[[]]", b"7", b"{", b"\xff", b""])
def test_what_only_looks_like_a_proof_is_left_out(told: bytes) -> None:
    forged = base64.b64encode(b"homeport:thoughts:" + told).decode()
    call = {"functionCall": {"id": "c1", "name": "f"}, "thoughtSignature": forged}
    assert returned([call]) == [CALL]
    assert returned([{**call, "thoughtSignature": forged[:13]}]) == [CALL]


@pytest.mark.parametrize("name", ["thoughtSignature", "thought_signature"])
def test_a_real_gemini_gets_googles_word_for_a_missing_proof(name: str) -> None:
    sealed = base64.b64encode(b'homeport:thoughts:[["a/?>~","s",""]]').decode()
    other = base64.b64encode(b"Google's own").decode()
    body = {"contents": [{"parts": [{"functionCall": {"name": "f"}, name: sealed},
                                    {"functionCall": {"name": "g"}, name: other},
                                    {"text": sealed}]}], "zz": 1.50}  # fmt: skip
    sent = GEMINI.edit_request(json.dumps(body).encode(), RequestEdits())
    assert sent == json.dumps(body).encode().replace(
        f'"{name}": "{sealed}"'.encode(), f'"{name}": "skip_thought_signature_validator"'.encode()
    )


def test_claude_gets_its_thoughts_back_and_thinks_on() -> None:
    blocks: list[Any] = [Reasoning("Rome?", "sig"), ToolCall("c1", "f", "{}")]
    parts = parts_of(GEMINI.encode_answer(Answer("i", "m", [Choice(blocks)]), "m"))
    response = {"functionResponse": {"id": "c1", "name": "f", "response": {"result": "ok"}}}
    body = {
        "contents": [
            {"role": "user", "parts": [{"text": "Hi"}]},
            {"role": "model", "parts": parts[1:]},
            {"role": "user", "parts": [response]},
        ],
        "generationConfig": {"thinkingConfig": {"thinkingBudget": 2000}, "maxOutputTokens": 9000},
    }
    conversation = GEMINI.decode_request(json.dumps(body).encode())
    sent = json.loads(MESSAGES.encode_request(conversation, "claude-haiku-4-5"))
    assert sent["messages"][1]["content"][0] == {
        "type": "thinking",
        "thinking": "Rome?",
        "signature": "sig",
    }
    assert sent["thinking"] == {"type": "enabled", "budget_tokens": 2000}
