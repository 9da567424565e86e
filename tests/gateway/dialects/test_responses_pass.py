"""Responses to Responses: bytes pass as they came, the ending waits, usage and errors are read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.openai_responses import OpenAIResponses
from gateway.domain.failure import FailureClass
from gateway.domain.usage import Usage
from gateway.errors import GatewayError
from tests.gateway.dialects.judges import response_events, response_stream
from tests.gateway.dialects.support import data_frames, golden, run

RESPONSES = OpenAIResponses()
STREAM = golden("openai_responses.sse")


def event(kind: str, number: int = 0, **members: Any) -> bytes:
    data = {"type": kind, "sequence_number": number, **members}
    return f"event: {kind}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


def response(status: str = "in_progress", **members: Any) -> dict[str, Any]:
    return {"id": "resp_1", "model": "up", "status": status, "output": [], **members}


def test_the_documents_own_stream_passes_unchanged_and_its_ending_waits() -> None:
    for size in (1, 3, 100, 1 << 20):
        pipe = RESPONSES.pass_pipe(None, include_usage=True)
        passed, ending = run(pipe, STREAM, size)
        assert passed + ending == STREAM
        assert ending.startswith(b"event: response.completed\n")
        meter = pipe.meter
        assert meter.complete
        assert meter.finished
        assert meter.finish == "tool_call"
        assert meter.usage == Usage(input=20, output=30, reasoning=10)
        assert (meter.upstream_id, meter.upstream_model) == ("resp_1", "gpt-5.4")
        assert "".join(meter.texts) == 'ThinkingHiget_weather{"city":"Rome"}'


def test_the_golden_stream_is_what_openais_package_expects() -> None:
    assert response_stream(STREAM).output_text == "Hi"


def test_crlf_comments_and_fields_nobody_knows_pass_too() -> None:
    stream = STREAM.replace(b'"delta":"Hi"', b'"delta":"Hi","zz":1.50').replace(b"\n", b"\r\n")
    stream = b": hello\r\n\r\n" + stream
    passed, ending = run(RESPONSES.pass_pipe(None, include_usage=False), stream, 5)
    assert passed + ending == stream


@given(st.lists(st.tuples(
    st.sampled_from(["zz", "obfuscation", "delta", "response.x"]),
    st.none() | st.text(max_size=9) | st.integers() | st.lists(st.booleans(), max_size=2),
), max_size=6), st.integers(1, 40))  # fmt: skip
def test_events_nobody_knows_keep_every_byte(members: list[tuple[str, Any]], size: int) -> None:
    stream = b"".join(
        event("response.something.new", number, **{name: value})
        for number, (name, value) in enumerate(members)
    )
    passed, _ = run(RESPONSES.pass_pipe("mine", include_usage=True), stream, size)
    assert passed == stream


def test_nothing_counts_as_content_before_something_is_said() -> None:
    pipe = RESPONSES.pass_pipe(None, include_usage=False)
    item = {"id": "msg_1", "type": "message", "content": []}
    first = (
        event("response.created", response=response())
        + event("response.queued", response=response("queued"))
        + event("response.in_progress", response=response())
        + event("response.output_item.added", output_index=0, item=item)
        + event("response.content_part.added", output_index=0, content_index=0)
        + event("keepalive")
    )
    assert pipe.feed(first) == first
    assert not pipe.meter.started
    pipe.feed(event("response.output_text.delta", output_index=0, delta="x"))
    assert pipe.meter.started


@pytest.mark.parametrize(
    "said",
    [
        event("response.reasoning_summary_text.delta", output_index=0, delta="hm"),
        event("response.reasoning_text.delta", output_index=0, delta="hm"),
        event("response.refusal.delta", output_index=0, delta="no"),
        event("response.custom_tool_call_input.delta", output_index=0, delta="x"),
        event("response.output_item.added", output_index=0,
              item={"type": "function_call", "name": "f", "arguments": ""}),
        event("response.output_item.added", output_index=0, item={"type": "web_search_call"}),
        event("response.web_search_call.searching", output_index=0, item_id="ws_1"),
        event("response.image_generation_call.partial_image", partial_image_b64="QUJD"),
        event("response.output_item.done", output_index=0,
              item={"type": "message", "content": [{"type": "output_text", "text": "whole"}]}),
        event("response.output_item.done", output_index=0,
              item={"type": "reasoning", "summary": [], "encrypted_content": "gAAA"}),
    ],
)  # fmt: skip
def test_every_kind_of_content_begins_the_answer(said: bytes) -> None:
    pipe = RESPONSES.pass_pipe(None, include_usage=False)
    assert pipe.feed(said) == said
    assert pipe.meter.started


def test_what_came_in_deltas_is_not_counted_again() -> None:
    pipe = RESPONSES.pass_pipe(None, include_usage=False)
    call = {"type": "function_call", "name": "f", "arguments": ""}
    pipe.feed(
        event("response.output_item.added", output_index=0, item=call)
        + event("response.output_item.added", output_index=1, item={**call, "name": "g"})
        + event("response.function_call_arguments.delta", output_index=0, delta='{"a":1}')
        + event("response.output_item.done", output_index=0, item={**call, "arguments": '{"a":1}'})
        + event("response.output_item.done", output_index=1,
                item={**call, "name": "g", "arguments": "{}"})
    )  # fmt: skip
    assert pipe.meter.texts == ["f", "g", '{"a":1}', "{}"]


def test_the_clients_name_of_the_model_goes_into_every_response() -> None:
    passed, ending = run(RESPONSES.pass_pipe("猫/4", include_usage=True), STREAM, 50)
    frames = data_frames(passed + ending)
    names = [frame["response"]["model"] for frame in frames if "response" in frame]
    assert names == ["猫/4"] * 3
    original = STREAM.replace(b'"model":"gpt-5.4"', '"model":"猫/4"'.encode())
    assert passed + ending == original


@pytest.mark.parametrize(
    ("status", "details", "finish"),
    [
        ("completed", None, "stop"),
        ("incomplete", {"reason": "max_output_tokens"}, "length"),
        ("incomplete", {"reason": "content_filter"}, "filtered"),
    ],
)
def test_why_it_ended(status: str, details: Any, finish: str) -> None:
    pipe = RESPONSES.pass_pipe(None, include_usage=False)
    last = event(f"response.{status}", response=response(status, incomplete_details=details))
    assert pipe.feed(last) == b""
    assert (pipe.meter.finish, pipe.meter.complete) == (finish, True)
    assert pipe.ending() == last


def test_a_terminator_of_others_is_not_passed_on() -> None:
    last = event("response.completed", response=response("completed"))
    pipe = RESPONSES.pass_pipe(None, include_usage=False)
    passed, ending = run(pipe, b"data: [DONE]\n\n" + last + b"data: [DONE]\n\n")
    assert (passed, ending) == (b"", last)


def test_a_stream_cut_short_is_not_complete() -> None:
    last = STREAM.index(b"event: response.completed")
    for cut in range(0, last, 7):
        pipe = RESPONSES.pass_pipe(None, include_usage=True)
        pipe.feed(STREAM[:cut])
        pipe.close()
        assert not pipe.meter.complete
        assert pipe.meter.error is None
    whole = RESPONSES.pass_pipe(None, include_usage=True)
    run(whole, STREAM[:-1])
    assert whole.meter.complete


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        (event("error", code="rate_limit_exceeded", message="slow"), FailureClass.RATE_LIMIT),
        (event("error", code="server_error", message="x"), FailureClass.OVERLOADED),
        (event("error", error={"type": "insufficient_quota", "message": "x"}),
         FailureClass.NO_MONEY),
        (b'data: {"error":{"message":"x","code":"context_length_exceeded"}}\n\n',
         FailureClass.CONTEXT_TOO_LONG),
        (event("response.failed", response=response("failed", error={
            "code": "rate_limit_exceeded", "message": "slow"})), FailureClass.RATE_LIMIT),
        (event("response.failed", response=response("failed")), FailureClass.OVERLOADED),
        (event("response.cancelled"), FailureClass.OVERLOADED),
        (event("response.completed", response=response("failed")), FailureClass.OVERLOADED),
        (b"data: <html>\n\n", FailureClass.PROTOCOL),
        (b'data: {"type":"x","response":3}\n\n', FailureClass.PROTOCOL),
    ],
)  # fmt: skip
def test_an_error_inside_the_stream_is_classified_and_never_forwarded(
    frame: bytes, kind: FailureClass
) -> None:
    pipe = RESPONSES.pass_pipe(None, include_usage=False)
    first = event("response.output_text.delta", delta="x")
    assert pipe.feed(first + frame + first) == first
    assert pipe.meter.error is not None
    assert pipe.meter.error.kind is kind
    assert pipe.feed(first) == b""
    assert pipe.close() == b""
    assert not pipe.meter.complete


@pytest.mark.parametrize("after", range(1, 18))
def test_cutting_a_stream_ends_it_properly_for_the_client(after: int) -> None:
    """Wherever it is cut: what was open is closed, and the response repeats what there is."""
    frames = STREAM.split(b"\n\n")
    begun = b"\n\n".join(frames[:after]) + b"\n\n"
    pipe = RESPONSES.pass_pipe("mine", include_usage=True)
    passed = pipe.feed(begun + b"event: x\nda")
    ended = pipe.cut(Usage(input=4, output=1))
    events = response_events(passed + ended)
    last = events[-1]
    assert last.type == "response.incomplete"
    assert last.response.model == "mine"
    assert last.response.id == "resp_1"
    assert last.response.incomplete_details.reason == "max_output_tokens"
    assert last.response.usage.input_tokens == 4
    added = [each for each in events if each.type == "response.output_item.added"]
    done = [each for each in events if each.type == "response.output_item.done"]
    assert [each.item.id for each in added] == [each.item.id for each in done]
    assert [item.id for item in last.response.output] == [each.item.id for each in done]
    said = b"".join(frame for frame in frames[:after] if b"output_text.delta" in frame)
    assert last.response.output_text == ("Hi" if said else "")
    assert pipe.feed(STREAM) == b""


def test_an_error_of_ours_continues_the_stream_that_was_begun() -> None:
    dialect = OpenAIResponses(b'{"model":"asked","input":"Hi"}')
    pipe = dialect.pass_pipe("asked", include_usage=True)
    passed = pipe.feed(b"\n\n".join(STREAM.split(b"\n\n")[:12]) + b"\n\n")
    error = GatewayError("upstream_interrupted", "it broke off")
    told = dialect.stream_error(error, "req_1")
    *_, event_error, failed = response_events(passed + told)
    assert (event_error.type, event_error.code) == ("error", "upstream_interrupted")
    assert data_frames(told)[0]["error"]["message"] == "it broke off"
    assert failed.type == "response.failed"
    assert failed.response.error.code == "server_error"
    assert (failed.response.id, failed.response.model) == ("resp_1", "asked")
    assert [item.type for item in failed.response.output] == ["reasoning"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (GatewayError("rate_limit_exceeded", "x"), "rate_limit_exceeded"),
        (GatewayError("all_channels_failed", "x", status=429), "rate_limit_exceeded"),
        (GatewayError("store_unavailable", "x"), "server_error"),
        (GatewayError("upstream_refused", "x", upstream_code="context_length_exceeded"),
         "context_length_exceeded"),
    ],
)  # fmt: skip
def test_an_error_before_the_first_event_is_a_failed_response(
    error: GatewayError, code: str
) -> None:
    told = data_frames(OpenAIResponses(b'{"model":"m"}').stream_error(error, "req_1"))
    assert [frame["type"] for frame in told] == ["error", "response.failed"]
    assert told[0]["code"] == (error.upstream_code or error.code)
    assert told[1]["response"]["error"] == {"code": code, "message": "x"}
    assert told[1]["response"]["model"] == "m"


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_no_bytes_make_the_pipe_raise(parts: list[bytes]) -> None:
    pipe = RESPONSES.pass_pipe("m", include_usage=True)
    for part in parts:
        pipe.feed(b"data: " + part + b"\n\n")
    pipe.close()
    assert pipe.meter.complete is False or pipe.ending()
    pipe.cut(Usage())


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["item", "delta", "output_index", "response", "output", "content", "summary", "usage",
             "error", "model", "id", "name", "status", "sequence_number", "call_id", "text"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip
_KINDS = st.sampled_from(
    ["response.created", "response.output_item.added", "response.output_item.done",
     "response.output_text.delta", "response.function_call_arguments.delta", "response.completed",
     "response.incomplete", "response.failed", "error", "other", None]
)  # fmt: skip


@given(st.lists(st.tuples(_KINDS, st.dictionaries(st.sampled_from(
    ["item", "response", "delta", "output_index", "error", "sequence_number", "annotation"]),
    _JSON, max_size=4)), max_size=5))  # fmt: skip
def test_no_json_makes_the_pipe_raise(values: list[tuple[Any, dict[str, Any]]]) -> None:
    pipe = RESPONSES.pass_pipe("m", include_usage=True)
    for kind, members in values:
        pipe.feed(b"data: " + json.dumps({"type": kind, **members}).encode() + b"\n\n")
    pipe.close()
    assert pipe.meter.complete is False or pipe.ending()
    pipe.cut(Usage())
