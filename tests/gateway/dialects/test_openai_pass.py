"""OpenAI to OpenAI: bytes pass as they came, the ending waits, usage and errors are read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types.chat import ChatCompletionChunk

from gateway.dialects.openai_chat import OpenAIChat
from gateway.domain.failure import FailureClass
from gateway.domain.usage import Usage
from tests.gateway.dialects.support import DONE, USAGE, chunk, data_frames, frame, golden, run

CHAT = OpenAIChat()
USAGE_CHUNK = frame(choices=[], usage=USAGE)


def test_the_documents_own_stream_passes_unchanged_and_its_ending_waits() -> None:
    stream = golden("openai_chat.sse")
    for size in (1, 3, 100, 1 << 20):
        pipe = CHAT.pass_pipe(None, include_usage=True)
        passed, ending = run(pipe, stream, size)
        assert passed + ending == stream
        assert passed.count(b"\n\n") == 4
        assert data_frames(ending)[0]["choices"][0]["finish_reason"] == "tool_calls"
        assert pipe.meter.complete
        assert pipe.meter.finished
        assert pipe.meter.finish == "tool_call"
        assert pipe.meter.usage == Usage(input=20, output=15)
        assert pipe.meter.upstream_id == "chatcmpl-A1"
        assert pipe.meter.upstream_model == "gpt-5.4"
        assert "".join(pipe.meter.texts) == 'Higet_weather{"city":"Rome"}'


def test_crlf_and_fields_nobody_knows_pass_too() -> None:
    stream = golden("openai_chat.sse").replace(b"\n", b"\r\n")
    passed, ending = run(CHAT.pass_pipe(None, include_usage=True), stream, 5)
    assert passed + ending == stream


def test_nothing_of_the_ending_leaves_before_it_is_asked_for() -> None:
    pipe = CHAT.pass_pipe(None, include_usage=True)
    assert pipe.feed(chunk({"content": "Hi"})) == chunk({"content": "Hi"})
    assert pipe.feed(chunk({}, "stop") + USAGE_CHUNK + DONE) == b""
    assert pipe.close() == b""
    assert pipe.ending() == chunk({}, "stop") + USAGE_CHUNK + DONE


def test_the_role_and_empty_deltas_are_no_content_but_pass() -> None:
    pipe = CHAT.pass_pipe(None, include_usage=False)
    first = chunk({"role": "assistant", "content": ""}) + b": PROCESSING\n\n" + chunk({})
    assert pipe.feed(first) == first
    assert not pipe.meter.started
    pipe.feed(chunk({"content": "x"}))
    assert pipe.meter.started


@pytest.mark.parametrize(
    "delta",
    [
        {"reasoning_content": "hm"},
        {"reasoning": "hm"},
        {"refusal": "no"},
        {"tool_calls": [{"index": 0, "id": "a", "function": {"name": "f", "arguments": ""}}]},
        {"function_call": {"name": "f"}},
        {"content": [{"type": "text", "text": "list"}]},
        {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]},
        {"audio": {"transcript": "spoken"}},
        {"images": [{"type": "image_url", "image_url": {"url": "data:,"}}]},
        {"reasoning_details": [{"type": "reasoning.encrypted", "data": "x"}]},
    ],
)
def test_every_kind_of_content_begins_the_answer(delta: dict[str, object]) -> None:
    pipe = CHAT.pass_pipe(None, include_usage=False)
    assert pipe.feed(chunk(delta)) == chunk(delta)
    assert pipe.meter.started


def test_the_clients_name_of_the_model_goes_into_every_frame() -> None:
    head = b'data: {"id":"1", "model" : "up\\"per","created":1,"choices":[{"index":0,"delta":'
    stream = (
        head
        + b'{"content":"\\"model\\":\\"up\\""},"finish_reason":null}] , "x":1.50}\n\n'
        + head
        + b'{"content":"b"},"finish_reason":null}]}\n\n'
        + b'data: {"choices":[{"index":0,"delta":{"content":"c"}}],"x" : 1.0,"model":"up"}\n\n'
        + b'data: {"choices":[{"index":0,"delta":{"content":"no name"}}]}\n\n'
    )
    passed = CHAT.pass_pipe("猫/4", include_usage=True).feed(stream)
    frames = data_frames(passed)
    assert [piece.get("model") for piece in frames] == ["猫/4", "猫/4", "猫/4", None]
    assert frames[0]["choices"][0]["delta"]["content"] == '"model":"up"'
    assert b'"created":1,"choices":[{"index":0,' in passed
    assert b' , "x":1.50}' in passed


def test_usage_that_was_not_asked_for_is_dropped_but_read() -> None:
    pipe = CHAT.pass_pipe(None, include_usage=False)
    _, ending = run(pipe, chunk({"content": "a"}) + chunk({}, "stop") + USAGE_CHUNK + DONE)
    assert ending == chunk({}, "stop") + DONE
    assert pipe.meter.usage == Usage(input=3, output=2)


def test_azures_first_frame_without_choices_passes() -> None:
    first = frame(choices=[], prompt_filter_results=[])
    pipe = CHAT.pass_pipe(None, include_usage=False)
    assert pipe.feed(first) == first
    assert not pipe.meter.started


def test_usage_in_the_finish_chunk_moves_into_a_chunk_of_its_own() -> None:
    stream = chunk({"content": "a"}) + chunk({}, "stop", usage=USAGE) + DONE
    _, ending = run(CHAT.pass_pipe(None, include_usage=True), stream)
    finish, usage, done = data_frames(ending)
    assert finish["usage"] is None
    assert usage["choices"] == []
    assert usage["usage"]["total_tokens"] == 5
    assert done == "[DONE]"
    for piece in (finish, usage):
        ChatCompletionChunk.model_validate(piece, strict=True)
    unasked = run(CHAT.pass_pipe(None, include_usage=False), stream)[1]
    assert unasked == chunk({}, "stop", usage=USAGE) + DONE


def test_usage_where_other_vendors_put_it_is_found() -> None:
    inside_choice = frame(
        choices=[{"index": 0, "delta": {}, "finish_reason": "stop", "usage": USAGE}]
    )
    groq = chunk({}, "stop", x_groq={"id": "r", "usage": USAGE})
    for last in (inside_choice, groq):
        pipe = CHAT.pass_pipe(None, include_usage=True)
        run(pipe, chunk({"content": "a"}) + last + DONE)
        assert pipe.meter.usage == Usage(input=3, output=2)


def test_an_estimate_set_by_the_relay_becomes_the_missing_usage_chunk() -> None:
    pipe = CHAT.pass_pipe("mine", include_usage=True)
    pipe.feed(chunk({"content": "a"}) + chunk({}, "stop") + DONE)
    pipe.close()
    assert pipe.meter.usage is None
    pipe.meter.usage = Usage(input=9, output=1, estimated=True)
    finish, usage, done = data_frames(pipe.ending())
    assert finish["choices"][0]["finish_reason"] == "stop"
    assert usage["usage"]["prompt_tokens"] == 9
    assert usage["model"] == "mine"
    assert done == "[DONE]"


def test_a_missing_terminator_is_added_when_the_answer_finished() -> None:
    pipe = CHAT.pass_pipe(None, include_usage=False)
    _, ending = run(pipe, chunk({"content": "a"}) + chunk({}, "stop"))
    assert pipe.meter.complete
    assert ending == chunk({}, "stop") + DONE


def test_a_frame_cut_behind_the_finish_does_not_matter() -> None:
    for cut in (USAGE_CHUNK[:40], DONE[:8], b"\n"):
        pipe = CHAT.pass_pipe(None, include_usage=False)
        _, ending = run(pipe, chunk({"content": "a"}) + chunk({}, "stop") + cut)
        assert pipe.meter.complete
        assert ending.startswith(chunk({}, "stop"))
        assert ending.endswith(DONE)


def test_a_terminator_without_a_finish_reason_gets_one() -> None:
    call = {"tool_calls": [{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}}]}
    for delta, reason in (({"content": "a"}, "stop"), (call, "tool_calls")):
        pipe = CHAT.pass_pipe(None, include_usage=False)
        _, ending = run(pipe, chunk(delta) + chunk({}, "") + b"data: [DONE]")
        assert pipe.meter.complete
        finish, done = data_frames(ending)
        assert finish["choices"][0]["finish_reason"] == reason
        assert done == "[DONE]"


def test_a_stream_cut_short_is_not_complete() -> None:
    stream = golden("openai_chat.sse")
    finish = stream.index(b'"finish_reason":"tool_calls"')
    for cut in range(finish):
        pipe = CHAT.pass_pipe(None, include_usage=True)
        pipe.feed(stream[:cut])
        pipe.close()
        assert not pipe.meter.complete
        assert pipe.meter.error is None


def test_done_alone_is_no_answer() -> None:
    pipe = CHAT.pass_pipe(None, include_usage=False)
    run(pipe, chunk({"role": "assistant"}) + DONE)
    assert pipe.meter.error is not None
    assert pipe.meter.error.kind is FailureClass.PROTOCOL
    assert not pipe.meter.complete


def test_with_several_choices_the_ending_is_where_the_last_finishes() -> None:
    pipe = CHAT.pass_pipe(None, include_usage=False)
    both = chunk({"content": "a"}) + chunk({"content": "b"}, index=1)
    assert pipe.feed(both) == both
    assert pipe.feed(chunk({}, "stop")) == chunk({}, "stop")
    assert not pipe.meter.finished
    assert pipe.feed(chunk({}, "length", index=1) + DONE) == b""
    pipe.close()
    assert pipe.ending() == chunk({}, "length", index=1) + DONE


def test_choices_one_after_another_are_released_when_the_next_begins() -> None:
    pipe = CHAT.pass_pipe(None, include_usage=False)
    pipe.feed(chunk({"content": "a"}))
    assert pipe.feed(chunk({}, "stop")) == b""
    second = chunk({"content": "b"}, index=1)
    assert pipe.feed(second) == chunk({}, "stop") + second
    pipe.close()
    assert not pipe.meter.complete


def _finishing(reason: str) -> dict[str, object]:
    return {"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}


Kind = FailureClass


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"error": {"message": "busy", "type": "overloaded_error"}}, Kind.OVERLOADED),
        ({"error": {"message": "slow", "code": "rate_limit_exceeded"}}, Kind.RATE_LIMIT),
        ({"error": {"message": "x", "type": "insufficient_quota"}}, Kind.NO_MONEY),
        ({"error": {"message": "x", "code": 402}}, Kind.NO_MONEY),
        ({"error": {"message": "x", "code": "context_length_exceeded"}}, Kind.CONTEXT_TOO_LONG),
        ({"error": {"message": "x", "type": "invalid_request_error"}}, Kind.BAD_REQUEST),
        ({"error": "Unexpected endpoint"}, Kind.OVERLOADED),
        ({"error": {"code": "server_error", "message": "m"}, "choices": []}, Kind.OVERLOADED),
        ({"base_resp": {"status_code": 1008, "status_msg": "no balance"}}, Kind.NO_MONEY),
        ({"code": 50505, "message": "Model overloaded", "data": None}, Kind.OVERLOADED),
        ({"detail": "Unauthorized"}, Kind.OVERLOADED),
        ({"object": "error", "message": "Slow down", "type": "rate_limited"}, Kind.RATE_LIMIT),
        (_finishing("error"), Kind.OVERLOADED),
        (_finishing("insufficient_system_resource"), Kind.OVERLOADED),
        ({"choices": [], "x_groq": {"error": "rate limit reached"}}, Kind.RATE_LIMIT),
    ],
)
def test_an_error_inside_the_stream_is_classified_and_never_forwarded(
    body: dict[str, object], kind: FailureClass
) -> None:
    pipe = CHAT.pass_pipe(None, include_usage=False)
    first = chunk({"content": "a"})
    error = b"data: " + json.dumps(body).encode() + b"\n\n"
    assert pipe.feed(first + error + chunk({"content": "b"}) + DONE) == first
    assert pipe.meter.error is not None
    assert pipe.meter.error.kind is kind
    assert pipe.feed(chunk({"content": "c"})) == b""
    assert pipe.close() == b""
    assert not pipe.meter.complete


def test_an_event_named_error_is_one() -> None:
    pipe = CHAT.pass_pipe(None, include_usage=False)
    pipe.feed(b'event: error\ndata: {"choices":[],"text":"x"}\n\n')
    assert pipe.meter.error is not None


def test_an_error_never_shows_a_key() -> None:
    pipe = CHAT.pass_pipe(None, include_usage=False)
    pipe.feed(b'data: {"error":{"message":"bad key sk-abcdefghijklmnop1234"}}\n\n')
    assert pipe.meter.error is not None
    assert "abcdefgh" not in pipe.meter.error.message


def test_what_is_no_json_is_a_protocol_failure() -> None:
    for data in (b"<html>", b"[1]", b'{"choices":3}', b'{"choices":[{"delta":"x"}]}'):
        pipe = CHAT.pass_pipe(None, include_usage=False)
        pipe.feed(b"data: " + data + b"\n\n")
        assert pipe.meter.error is not None
        assert pipe.meter.error.kind is FailureClass.PROTOCOL


def test_invalid_utf8_is_mended_because_strict_clients_die_of_it() -> None:
    broken = b'data: {"model":"up","choices":[{"index":0,"delta":{"content":"a\xe7\x8c"}}]}\n\n'
    passed = CHAT.pass_pipe(None, include_usage=False).feed(broken)
    assert data_frames(passed)[0]["choices"][0]["delta"]["content"] == "a\ufffd"


def test_half_a_surrogate_pair_passes() -> None:
    half = b'data: {"model":"up","choices":[{"index":0,"delta":{"content":"\\ud83d"}}]}\n\n'
    pipe = CHAT.pass_pipe("mine", include_usage=False)
    assert b'"mine"' in pipe.feed(half)
    assert pipe.meter.texts == ["\ufffd"]


def test_cutting_a_stream_ends_it_properly_for_the_client() -> None:
    pipe = CHAT.pass_pipe("mine", include_usage=True)
    pipe.feed(chunk({"content": "a"}) + b'data: {"choi')
    finish, usage, done = data_frames(pipe.cut(Usage(input=4, output=1)))
    assert finish["choices"] == [{"index": 0, "delta": {}, "finish_reason": "length"}]
    assert usage["usage"]["completion_tokens"] == 1
    assert done == "[DONE]"
    assert pipe.feed(chunk({"content": "b"})) == b""
    for piece in (finish, usage):
        ChatCompletionChunk.model_validate(piece, strict=True)


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_no_bytes_make_the_pipe_raise(parts: list[bytes]) -> None:
    pipe = CHAT.pass_pipe("m", include_usage=True)
    for part in parts:
        pipe.feed(b"data: " + part + b"\n\n")
    pipe.close()
    assert pipe.meter.complete is False or pipe.ending()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["choices", "delta", "content", "index", "finish_reason", "usage", "error", "model",
             "tool_calls", "function", "message", "prompt_tokens", "reasoning_details", "type"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(_JSON, max_size=5), st.booleans())
def test_no_json_makes_the_pipe_raise(values: list[object], usage: bool) -> None:
    pipe = CHAT.pass_pipe("m", include_usage=usage)
    for value in values:
        pipe.feed(b"data: " + json.dumps(value).encode() + b"\n\n")
    pipe.close()
    assert pipe.meter.complete is False or pipe.ending()
