"""An Anthropic upstream behind a chat client, event by event, judged by OpenAI's own package."""

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
from tests.gateway.dialects.judges import chat_stream
from tests.gateway.dialects.support import data_frames, encoded, events_of, golden
from tests.gateway.dialects.test_anthropic_pass import (
    CLOSE,
    OPEN,
    START,
    STOP,
    event,
    finish,
    text,
)

CHAT, MESSAGES = dialect("openai_chat"), dialect("anthropic")


def converted(stream: bytes, size: int = 1 << 30, *, usage: bool = True) -> bytes:
    events = events_of(MESSAGES.stream_decoder(), stream, size)
    return encoded(CHAT.stream_encoder("mine", include_usage=usage), events)


def block(index: int, start: dict[str, Any], *deltas: dict[str, Any]) -> bytes:
    out = event("content_block_start", index=index, content_block=start)
    for delta in deltas:
        out += event("content_block_delta", index=index, delta=delta)
    return out + event("content_block_stop", index=index)


def tool(index: int, call_id: str, name: str, *fragments: str) -> bytes:
    start = {"type": "tool_use", "id": call_id, "name": name, "input": {}}
    deltas = [{"type": "input_json_delta", "partial_json": part} for part in fragments]
    return block(index, start, *deltas)


def test_the_documents_own_stream() -> None:
    for size in (1, 10, 1 << 20):
        answer = chat_stream(converted(golden("anthropic.sse"), size), usage=True)
        message = answer.choices[0].message
        assert answer.model == "mine"
        assert answer.id == "chatcmpl-msg_01A"
        assert message.content == "Let me look."
        assert message.model_extra is not None
        assert message.model_extra["reasoning_content"] == "User wants weather."
        assert message.model_extra["thinking_blocks"] == [
            {
                "index": 0,
                "type": "thinking",
                "thinking": "User wants weather.",
                "signature": "EqQBCg…",
            }
        ]
        assert message.tool_calls is not None
        assert message.tool_calls[0].id == "toolu_01B"
        assert message.tool_calls[0].function.arguments == '{"city": "Rome"}'
        assert answer.choices[0].finish_reason == "tool_calls"
        assert answer.usage is not None
        assert answer.usage.prompt_tokens == 125
        assert answer.usage.completion_tokens == 89
        assert answer.usage.prompt_tokens_details is not None
        assert answer.usage.prompt_tokens_details.cached_tokens == 100


def test_every_split_gives_the_same_events() -> None:
    stream = golden("anthropic.sse")
    whole = events_of(MESSAGES.stream_decoder(), stream)
    for cut in range(1, len(stream)):
        decoder = MESSAGES.stream_decoder()
        parts = [*decoder.feed(stream[:cut]), *decoder.feed(stream[cut:]), *decoder.close()]
        assert parts == whole


def test_usage_that_was_not_asked_for_is_not_sent() -> None:
    chat_stream(converted(golden("anthropic.sse"), usage=False), usage=False)


def test_tools_are_counted_from_zero_whatever_their_block() -> None:
    stream = (
        START
        + block(0, {"type": "thinking", "thinking": "", "signature": ""})
        + block(1, {"type": "text", "text": ""}, {"type": "text_delta", "text": "x"})
        + tool(2, "a", "f", "", '{"x":', "1}")
        + tool(3, "b", "g", "")
        + finish("tool_use")
        + STOP
    )
    answer = chat_stream(converted(stream), usage=True)
    calls = answer.choices[0].message.tool_calls
    assert calls is not None
    assert [(c.id, c.function.name, c.function.arguments) for c in calls] == [
        ("a", "f", '{"x":1}'),
        ("b", "g", "{}"),
    ]


def test_a_tools_input_may_come_whole_with_its_start() -> None:
    start = {"type": "tool_use", "id": "a", "name": "f", "input": {"big": 12345678901234567890123}}
    answer = chat_stream(converted(START + block(0, start) + finish("tool_use") + STOP), usage=True)
    calls = answer.choices[0].message.tool_calls
    assert calls is not None
    assert json.loads(calls[0].function.arguments) == {"big": 12345678901234567890123}


def test_a_custom_tools_call_is_free_text_again() -> None:
    stream = START + tool(0, "a", "shell", '{"cust', 'om_tool_input": "ls', ' \\"x\\""}')
    events = events_of(MESSAGES.stream_decoder(), stream)
    assert events[1:] == [ToolCallDelta(0, "a", "shell", 'ls "x"', "custom")]
    out = encoded(CHAT.stream_encoder("m", include_usage=False), events)
    assert data_frames(out)[-1]["choices"][0]["delta"]["tool_calls"] == [
        {
            "index": 0,
            "id": "a",
            "type": "custom",
            "custom": {"name": "shell", "input": 'ls "x"'},
        }
    ]
    near = events_of(MESSAGES.stream_decoder(), START + tool(0, "a", "f", '{"custom": ', "1}"))
    assert near[1] == ToolCallDelta(0, "a", "f", '{"custom": ')
    assert near[2] == ToolCallDelta(0, arguments="1}")


def test_server_tools_leave_their_text_and_its_sources() -> None:
    citation = {
        "type": "web_search_result_location",
        "url": "https://example.org/a",
        "title": "A",
        "cited_text": "x",
        "encrypted_index": "e",
    }
    stream = (
        START
        + block(0, {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}})
        + block(1, {"type": "web_search_tool_result", "tool_use_id": "s", "content": []})
        + block(
            2,
            {"type": "text", "text": ""},
            {"type": "text_delta", "text": "Rain"},
            {"type": "citations_delta", "citation": citation},
            {"type": "citations_delta", "citation": {"type": "char_location"}},
        )
        + block(
            3,
            {"type": "text", "text": ""},
            {"type": "text_delta", "text": " soon"},
            {"type": "citations_delta", "citation": citation},
        )
        + finish()
        + STOP
    )
    answer = chat_stream(converted(stream), usage=True)
    message = answer.choices[0].message
    assert message.content == "Rain soon"
    assert message.annotations is not None
    spans = [
        (note.url_citation.start_index, note.url_citation.end_index, note.url_citation.url)
        for note in message.annotations
    ]
    assert spans == [(0, 4, "https://example.org/a"), (4, 9, "https://example.org/a")]


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("end_turn", "stop"),
        ("stop_sequence", "stop"),
        ("max_tokens", "length"),
        ("model_context_window_exceeded", "length"),
        ("refusal", "content_filter"),
        ("pause_turn", "stop"),
        ("something new", "stop"),
    ],
)
def test_finish_reasons(reason: str, expected: str) -> None:
    stream = START + OPEN + text("a") + CLOSE + finish(reason) + STOP
    answer = chat_stream(converted(stream), usage=True)
    assert answer.choices[0].finish_reason == expected


def test_what_is_missing_at_the_end() -> None:
    events = events_of(MESSAGES.stream_decoder(), START + OPEN + text("a") + CLOSE + finish())
    assert events[-1] == Ended()
    cut_behind = START + OPEN + text("a") + CLOSE + finish() + STOP[:30]
    assert events_of(MESSAGES.stream_decoder(), cut_behind)[-1] == Ended()
    terminated = START + OPEN + text("a") + CLOSE + finish() + STOP + b"data: [DONE]\n\n"
    assert events_of(MESSAGES.stream_decoder(), terminated)[-1] == Ended()


def test_a_stream_cut_short_has_no_end() -> None:
    stream = golden("anthropic.sse")
    for cut in range(stream.index(b'"stop_reason":"tool_use"')):
        events = events_of(MESSAGES.stream_decoder(), stream[:cut])
        assert not any(isinstance(item, Ended | Finished) for item in events)


def test_errors_become_events_and_garbage_raises() -> None:
    error = {"type": "overloaded_error", "message": "Overloaded"}
    events = events_of(MESSAGES.stream_decoder(), START + event("error", error=error) + STOP)
    assert events[-1] == StreamError("Overloaded", "overloaded_error")
    for garbage in (b"data: <html>\n\n", b"data: [1]\n\n", START + STOP):
        with pytest.raises(DialectError):
            events_of(MESSAGES.stream_decoder(), garbage)


def test_unknown_events_and_pings_are_ignored() -> None:
    stream = (
        START
        + event("ping")
        + event("content_block_telemetry", index=0, delta={"type": "novel"})
        + OPEN
        + event("content_block_delta", index=0, delta={"type": "novel_delta", "x": 1})
        + text("a")
        + CLOSE
        + finish()
        + STOP
    )
    assert chat_stream(converted(stream), usage=True).choices[0].message.content == "a"


def test_several_choices_and_refusals() -> None:
    events: list[StreamEvent] = [
        Started("c", created=5),
        TextDelta("a"),
        TextDelta("b", choice=1),
        RefusalDelta("no", choice=1),
        CitationDelta({"type": "url_citation", "url_citation": {
            "start_index": 0, "end_index": 1, "title": "t", "url": "https://x.org"}}),
        Finished(Finish.STOP),
        Finished(Finish.FILTERED, choice=1),
        UsageReport(Usage(input=3, output=2, reasoning=1, audio_in=1, cache_write=1)),
        Ended(),
    ]  # fmt: skip
    out = encoded(CHAT.stream_encoder("mine", include_usage=True), events)
    answer = chat_stream(out, usage=True)
    assert [choice.message.content for choice in answer.choices] == ["a", "b"]
    assert answer.choices[1].message.refusal == "no"
    assert answer.choices[1].finish_reason == "content_filter"
    assert answer.created == 5
    assert answer.usage is not None
    assert answer.usage.prompt_tokens_details is not None
    assert answer.usage.prompt_tokens_details.cache_write_tokens == 1


def test_an_answer_of_nothing_is_still_an_answer() -> None:
    out = encoded(CHAT.stream_encoder("mine", include_usage=False), [Ended()])
    assert chat_stream(out, usage=False).choices[0].finish_reason == "stop"


_EVENTS = st.one_of(
    st.builds(TextDelta, st.text(max_size=4)),
    st.builds(ReasoningDelta, st.text(max_size=4)),
    st.builds(ReasoningDelta, signature=st.just("sig")),
    st.builds(ReasoningDelta, redacted=st.just("xx")),
    st.builds(RefusalDelta, st.text(max_size=4)),
    st.builds(CitationDelta, st.just({"url": "https://x.org", "title": "t"})),
)


@given(st.lists(_EVENTS, max_size=10), st.integers(0, 3), st.booleans())
def test_events_in_any_order_make_a_stream_with_openais_grammar(
    events: list[StreamEvent], tools: int, usage: bool
) -> None:
    calls: list[StreamEvent] = [
        ToolCallDelta(number, f"id{number}", "f", "{}") for number in range(tools)
    ]
    ending = [Finished(Finish.STOP), UsageReport(Usage(input=1, output=1)), Ended()]
    out = encoded(CHAT.stream_encoder("m", include_usage=usage), [*events, *calls, *ending])
    answer = chat_stream(out, usage=usage)
    assert answer.choices[0].finish_reason == ("tool_calls" if tools else "stop")


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_no_bytes_raise_anything_but_a_dialect_error(parts: list[bytes]) -> None:
    decoder = MESSAGES.stream_decoder()
    try:
        for part in parts:
            decoder.feed(b"data: " + part + b"\n\n")
        decoder.close()
    except DialectError as error:
        assert str(error)  # noqa: PT017
