"""Anthropic to Anthropic: bytes pass as they came, the ending waits, usage and errors are read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from anthropic.types import RawMessageStreamEvent
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from gateway.dialects.anthropic import Anthropic
from gateway.domain.failure import FailureClass
from gateway.domain.usage import Usage
from tests.gateway.dialects.support import data_frames, golden, run

MESSAGES = Anthropic()
EVENT: TypeAdapter[Any] = TypeAdapter(RawMessageStreamEvent)


def event(kind: str, **members: Any) -> bytes:
    data = json.dumps({"type": kind, **members}, separators=(",", ":")).encode()
    return b"event: " + kind.encode() + b"\ndata: " + data + b"\n\n"


START = event(
    "message_start",
    message={
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "up",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 5, "output_tokens": 1},
    },
)
OPEN = event("content_block_start", index=0, content_block={"type": "text", "text": ""})
CLOSE = event("content_block_stop", index=0)
STOP = event("message_stop")


def text(value: str) -> bytes:
    return event("content_block_delta", index=0, delta={"type": "text_delta", "text": value})


def finish(reason: str = "end_turn", **usage: Any) -> bytes:
    delta = {"stop_reason": reason, "stop_sequence": None}
    return event("message_delta", delta=delta, usage={"output_tokens": 2, **usage})


def test_the_documents_own_stream_passes_unchanged_and_its_ending_waits() -> None:
    for stream in (golden("anthropic.sse"), golden("anthropic.sse").replace(b"\n", b"\r\n")):
        for size in (1, 3, 100, 1 << 20):
            pipe = MESSAGES.pass_pipe(None, include_usage=True)
            passed, ending = run(pipe, stream, size)
            assert passed + ending == stream
            assert [frame["type"] for frame in data_frames(ending)] == [
                "message_delta",
                "message_stop",
            ]
            meter = pipe.meter
            assert meter.complete
            assert meter.finish == "tool_call"
            assert meter.usage == Usage(input=125, output=89, cache_read=100)
            assert meter.upstream_id == "msg_01A"
            assert meter.upstream_model == "claude-sonnet-4-5-20250929"
            assert "".join(meter.texts) == (
                'User wants weather.Let me look.get_weather{"city": "Rome"}'
            )


def test_before_the_first_content_nothing_has_started() -> None:
    pipe = MESSAGES.pass_pipe(None, include_usage=True)
    head = START + event("ping") + b": hi\n\n" + OPEN + text("")
    assert pipe.feed(head) == head
    assert not pipe.meter.started
    assert pipe.meter.usage == Usage(input=5, output=1)
    pipe.feed(text("a"))
    assert pipe.meter.started


@pytest.mark.parametrize(
    "begins",
    [
        event(
            "content_block_start",
            index=0,
            content_block={"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}},
        ),
        event("content_block_delta", index=0, delta={"type": "thinking_delta", "thinking": "hm"}),
        event(
            "content_block_start",
            index=0,
            content_block={"type": "redacted_thinking", "data": "xx"},
        ),
        event(
            "content_block_delta",
            index=0,
            delta={"type": "input_json_delta", "partial_json": "{}"},
        ),
    ],
)
def test_every_kind_of_content_begins_the_answer(begins: bytes) -> None:
    pipe = MESSAGES.pass_pipe(None, include_usage=True)
    pipe.feed(START + begins)
    assert pipe.meter.started


def test_the_clients_name_of_the_model_goes_into_the_message() -> None:
    pipe = MESSAGES.pass_pipe("mine", include_usage=True)
    named = pipe.feed(START)
    assert data_frames(named)[0]["message"]["model"] == "mine"
    assert named.startswith(b"event: message_start\ndata: ")
    assert b'"usage":{"input_tokens":5,"output_tokens":1}' in named
    EVENT.validate_python(data_frames(named)[0], strict=True)
    assert MESSAGES.pass_pipe("up", include_usage=True).feed(START) == START


def test_a_stop_without_message_stop_gets_one() -> None:
    pipe = MESSAGES.pass_pipe(None, include_usage=True)
    _, ending = run(pipe, START + OPEN + text("a") + CLOSE + finish() + STOP[:30])
    assert ending == finish() + b'event: message_stop\ndata: {"type":"message_stop"}\n\n'


def test_a_stream_cut_short_is_not_complete() -> None:
    stream = golden("anthropic.sse")
    for cut in range(stream.index(b'"stop_reason":"tool_use"')):
        pipe = MESSAGES.pass_pipe(None, include_usage=True)
        pipe.feed(stream[:cut])
        pipe.close()
        assert not pipe.meter.complete
        assert pipe.meter.error is None


def test_a_message_delta_without_a_reason_is_not_the_end() -> None:
    pipe = MESSAGES.pass_pipe(None, include_usage=True)
    running = event("message_delta", delta={}, usage={"output_tokens": 7})
    assert pipe.feed(START + OPEN + running).endswith(running)
    assert not pipe.meter.finished
    assert pipe.meter.usage == Usage(input=5, output=7)


def test_a_terminator_of_another_dialect_is_dropped() -> None:
    stream = START + OPEN + text("a") + CLOSE + finish() + STOP
    pipe = MESSAGES.pass_pipe(None, include_usage=True)
    passed, ending = run(pipe, stream + b"data: [DONE]\n\n")
    assert passed + ending == stream


@pytest.mark.parametrize(
    ("start", "delta", "usage"),
    [
        ({"input_tokens": 5, "output_tokens": 1}, {"output_tokens": 9}, Usage(5, 9)),
        ({"input_tokens": 0}, {"input_tokens": 5, "output_tokens": 9}, Usage(5, 9)),
        ({"input_tokens": 5}, {"input_tokens": 0, "output_tokens": 9}, Usage(5, 9)),
        (
            {"input_tokens": 1, "cache_read_input_tokens": 10, "cache_creation_input_tokens": 100,
             "cache_creation": {"ephemeral_5m_input_tokens": 40, "ephemeral_1h_input_tokens": 60}},
            {"output_tokens": 9, "cache_read_input_tokens": None,
             "output_tokens_details": {"thinking_tokens": 4}},
            Usage(111, 9, cache_read=10, cache_write=40, cache_write_1h=60, reasoning=4),
        ),
    ],
)  # fmt: skip
def test_usage_of_start_and_end_become_one(
    start: dict[str, Any], delta: dict[str, Any], usage: Usage
) -> None:
    pipe = MESSAGES.pass_pipe(None, include_usage=True)
    pipe.feed(event("message_start", message={"usage": start}))
    pipe.feed(event("message_delta", delta={"stop_reason": "end_turn"}, usage=delta))
    assert pipe.meter.usage == usage


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"type": "overloaded_error", "message": "Overloaded"}, FailureClass.OVERLOADED),
        ({"type": "rate_limit_error", "message": "x"}, FailureClass.RATE_LIMIT),
        ({"type": "authentication_error", "message": "x"}, FailureClass.BAD_KEY),
        (
            {"type": "invalid_request_error", "message": "Your credit balance is too low"},
            FailureClass.NO_MONEY,
        ),
        (
            {"type": "rate_limit_error", "message": "x",
             "details": {"error_code": "enforced_spend_limit_reached"}},
            FailureClass.NO_MONEY,
        ),
        (
            {"type": "invalid_request_error", "message": "prompt is too long: 9 tokens > 8"},
            FailureClass.CONTEXT_TOO_LONG,
        ),
        ({"type": "api_error", "message": "Internal server error"}, FailureClass.OVERLOADED),
    ],
)  # fmt: skip
def test_an_error_inside_the_stream_is_classified_and_never_forwarded(
    error: dict[str, Any], kind: FailureClass
) -> None:
    pipe = MESSAGES.pass_pipe(None, include_usage=True)
    body = event("error", error=error, request_id="req_1")
    assert pipe.feed(START + body + text("a")) == START
    assert pipe.meter.error is not None
    assert pipe.meter.error.kind is kind
    assert pipe.meter.error.error_type == error["type"]


def test_cutting_a_stream_closes_what_is_open() -> None:
    pipe = MESSAGES.pass_pipe(None, include_usage=True)
    pipe.feed(START + OPEN + text("a"))
    frames = data_frames(pipe.cut(Usage(input=8, output=3, cache_read=2)))
    assert [frame["type"] for frame in frames] == [
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]
    assert frames[1]["delta"]["stop_reason"] == "max_tokens"
    assert frames[1]["usage"]["input_tokens"] == 6
    for frame in frames:
        EVENT.validate_python(frame, strict=True)
    closed = MESSAGES.pass_pipe(None, include_usage=True)
    closed.feed(START + OPEN + text("a") + CLOSE)
    assert len(data_frames(closed.cut(Usage()))) == 2


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "delta", "content_block", "message", "usage", "error", "index", "text",
                 "stop_reason", "input_tokens", "model"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)  # fmt: skip
_KINDS = st.sampled_from(
    ["message_start", "content_block_start", "content_block_delta", "message_delta", "message_stop"]
)


@given(st.lists(st.tuples(_KINDS, _JSON) | st.binary(max_size=40), max_size=6))
def test_nothing_makes_the_pipe_raise(parts: list[Any]) -> None:
    pipe = MESSAGES.pass_pipe("m", include_usage=True)
    for part in parts:
        if isinstance(part, tuple):
            kind, value = part
            members = value if isinstance(value, dict) else {"x": value}
            pipe.feed(b"data: " + json.dumps({**members, "type": kind}).encode() + b"\n\n")
        else:
            pipe.feed(b"data: " + part + b"\n\n")
    pipe.close()
    assert pipe.meter.complete is False or pipe.ending()
