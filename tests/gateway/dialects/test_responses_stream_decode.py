"""Streams from OpenAI's Responses API, and what other clients get of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    CitationDelta,
    Ended,
    Finish,
    Finished,
    ReasoningDelta,
    RefusalDelta,
    Started,
    StreamError,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)
from gateway.domain.usage import Usage
from gateway.errors import DialectError
from tests.gateway.dialects.judges import (
    chat_stream,
    messages_stream,
)
from tests.gateway.dialects.support import encoded, events_of, golden

RESPONSES, CHAT, MESSAGES = (
    dialect(name) for name in ("openai_responses", "openai_chat", "anthropic")
)
STREAM = golden("openai_responses.sse")


def decoded(*frames: dict[str, Any]) -> list[StreamEvent]:
    stream = b"".join(b"data: " + json.dumps(frame).encode() + b"\n\n" for frame in frames)
    return events_of(RESPONSES.stream_decoder(), stream)


def test_the_documents_own_stream_in_every_split() -> None:
    expected: list[StreamEvent] = [
        Started("resp_1", "gpt-5.4", 1767323045),
        ReasoningDelta("Thinking"),
        TextDelta("Hi"),
        ToolCallDelta(0, "call_a", "get_weather"),
        ToolCallDelta(0, arguments='{"city":"Rome"}'),
        Finished(Finish.TOOL_CALL),
        UsageReport(Usage(input=20, output=30, reasoning=10)),
        Ended(),
    ]
    for size in (1, 7, 100, 1 << 20):
        assert events_of(RESPONSES.stream_decoder(), STREAM, size) == expected


def test_it_arrives_at_chat_and_anthropic_clients() -> None:
    events = events_of(RESPONSES.stream_decoder(), STREAM)
    chat = chat_stream(encoded(CHAT.stream_encoder("m", include_usage=True), events), usage=True)
    assert chat.choices[0].message.content == "Hi"
    assert chat.choices[0].finish_reason == "tool_calls"
    message = messages_stream(encoded(MESSAGES.stream_encoder("m", include_usage=True), events))
    assert [block.type for block in message.content] == ["thinking", "text", "tool_use"]


def test_what_came_without_deltas_is_taken_from_the_item() -> None:
    items: list[dict[str, Any]] = [
        {"type": "reasoning", "id": "rs", "summary": [{"text": "a"}, {"text": "b"}],
         "encrypted_content": "gAAA"},
        {"type": "message", "content": [
            {"type": "output_text", "text": "Hi", "annotations": [{"url": "https://x.org"}]},
            {"type": "refusal", "refusal": "no"}]},
        {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"},
        {"type": "custom_tool_call", "call_id": "d", "name": "g", "input": "x"},
    ]  # fmt: skip
    frames = [
        {"type": "response.output_item.done", "output_index": index, "item": item}
        for index, item in enumerate(items)
    ]
    added = {"type": "response.output_item.added", "output_index": 2,
             "item": {**items[2], "arguments": ""}}  # fmt: skip
    assert decoded(*frames[:2], added, *frames[2:]) == [
        ReasoningDelta("a\n\nb"),
        ReasoningDelta(signature="homeport:openai:rs#gAAA"),
        TextDelta("Hi"),
        CitationDelta({"url": "https://x.org"}),
        RefusalDelta("no"),
        ToolCallDelta(0, "c", "f"),
        ToolCallDelta(0, arguments="{}"),
        ToolCallDelta(1, "d", "g", "x", "custom"),
    ]


def test_parts_of_a_thought_are_paragraphs() -> None:
    part = {"type": "response.reasoning_summary_part.added", "output_index": 0}
    text = {"type": "response.reasoning_summary_text.delta", "output_index": 0, "delta": "a"}
    events = decoded(part, text, part, text)
    assert "".join(event.text for event in events if isinstance(event, ReasoningDelta)) == (
        "a\n\na"
    )


def test_errors_become_events_and_garbage_raises() -> None:
    flat = decoded({"type": "error", "code": "rate_limit_exceeded", "message": "slow"})
    assert flat == [StreamError("slow", code="rate_limit_exceeded")]
    failed = {"status": "failed", "error": {"code": "server_error", "message": "x"}}
    assert decoded({"type": "response.failed", "response": failed}, {"type": "error"}) == [
        StreamError("x", code="server_error")
    ]
    for frames in ({"type": "response.completed"}, {"type": "x", "item": 3}):
        with pytest.raises(DialectError):
            decoded(frames)


def test_a_stream_cut_short_has_no_end() -> None:
    last = STREAM.index(b"event: response.completed")
    for cut in range(0, last + 40, 11):
        events = events_of(RESPONSES.stream_decoder(), STREAM[:cut])
        assert Ended() not in events
    assert Ended() in events_of(RESPONSES.stream_decoder(), STREAM[:-2])


_VALUE = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["type", "item", "content", "summary", "text", "name", "output", "usage",
                         "call_id", "error", "annotations", "status", "id"]), inner, max_size=4),
    max_leaves=10,
)  # fmt: skip


@given(st.lists(st.tuples(
    st.sampled_from(["response.created", "response.output_item.added", "response.completed",
                     "response.output_item.done", "response.output_text.delta", "error",
                     "response.function_call_arguments.delta", "response.failed"]),
    st.dictionaries(st.sampled_from(["item", "response", "delta", "output_index", "annotation"]),
                    _VALUE, max_size=3)), max_size=4))  # fmt: skip
def test_no_json_raises_anything_but_a_dialect_error(frames: list[tuple[str, Any]]) -> None:
    try:
        events = decoded(*({"type": kind, **members} for kind, members in frames))
    except DialectError:
        return
    for found in (CHAT, MESSAGES, RESPONSES):
        encoded(found.stream_encoder("m", include_usage=True), events)
