"""Gemini on both sides: bytes pass, the ending waits, and nothing that breaks Google's parsers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.gemini import Gemini
from gateway.domain.failure import FailureClass
from gateway.domain.usage import Usage
from tests.gateway.dialects.support import data_frames, run

GEMINI = Gemini()
COUNTS = {"promptTokenCount": 5, "candidatesTokenCount": 2, "totalTokenCount": 7}


def frame(
    *parts: dict[str, Any], finish: str = "", index: int = 0, end: bytes = b"\r\n", **rest: Any
) -> bytes:
    candidate: dict[str, Any] = {"content": {"parts": list(parts), "role": "model"}, "index": index}
    if finish:
        candidate["finishReason"] = finish
    body = {"candidates": [candidate], **rest, "modelVersion": "up", "responseId": "r1"}
    return b"data: " + json.dumps(body).encode() + end + end


def text(value: str, **rest: Any) -> bytes:
    return frame({"text": value}, **rest)


STREAM = text("Hel") + text("lo") + text("", finish="STOP", usageMetadata=COUNTS)


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_every_byte_passes_and_the_finish_waits(size: int) -> None:
    pipe = GEMINI.pass_pipe(None, include_usage=True)
    passed, ending = run(pipe, STREAM, size)
    assert passed == text("Hel") + text("lo")
    assert passed + ending == STREAM
    meter = pipe.meter
    assert (meter.complete, meter.finish, meter.texts) == (True, "stop", ["Hel", "lo"])
    assert meter.usage == Usage(input=5, output=2)
    assert (meter.upstream_model, meter.upstream_id) == ("up", "r1")


def test_every_split_gives_the_same_bytes() -> None:
    for cut in range(len(STREAM)):
        pipe = GEMINI.pass_pipe(None, include_usage=True)
        out = pipe.feed(STREAM[:cut]) + pipe.feed(STREAM[cut:]) + pipe.close()
        assert out + pipe.ending() == STREAM


def test_a_new_name_stands_in_every_frame_and_nothing_else_changes() -> None:
    pipe = GEMINI.pass_pipe("mine", include_usage=True)
    passed, ending = run(pipe, STREAM)
    frames = data_frames(passed + ending)
    assert {each["modelVersion"] for each in frames} == {"mine"}
    original = data_frames(STREAM)
    assert [each | {"modelVersion": "up"} for each in frames] == original


def test_usage_may_follow_the_finish() -> None:
    late = b'data: {"usageMetadata":{"promptTokenCount":5,"totalTokenCount":7}}\n\n'
    stream = text("Hi", finish="STOP") + late
    pipe = GEMINI.pass_pipe(None, include_usage=True)
    passed, ending = run(pipe, stream)
    assert (passed, ending) == (b"", stream)
    assert pipe.meter.usage == Usage(input=5, output=2)


def test_missing_usage_is_put_into_the_ending() -> None:
    pipe = GEMINI.pass_pipe(None, include_usage=True)
    pipe.feed(text("Hi") + text("", finish="STOP"))
    pipe.close()
    pipe.meter.usage = Usage(input=9, output=4)
    (last,) = data_frames(pipe.ending())
    assert last["usageMetadata"] == {
        "promptTokenCount": 9,
        "candidatesTokenCount": 4,
        "totalTokenCount": 13,
    }


def test_a_call_with_its_finish_in_one_frame() -> None:
    call = frame(
        {"functionCall": {"name": "f", "args": {}}, "thoughtSignature": "s"}, finish="STOP"
    )
    pipe = GEMINI.pass_pipe(None, include_usage=True)
    assert run(pipe, call) == (b"", call)
    assert pipe.meter.started
    assert pipe.meter.finish == "tool_call"


def test_several_candidates_end_with_the_last_of_them() -> None:
    first = text("a") + text("b", index=1) + text("", finish="STOP")
    pipe = GEMINI.pass_pipe(None, include_usage=True)
    assert pipe.feed(first) == first
    pipe.close()
    assert not pipe.meter.complete
    pipe = GEMINI.pass_pipe(None, include_usage=True)
    last = text("", finish="MAX_TOKENS", index=1)
    assert run(pipe, first + last) == (first, last)


def test_a_stream_without_a_finish_is_not_whole() -> None:
    pipe = GEMINI.pass_pipe(None, include_usage=True)
    passed, ending = run(pipe, text("Hel") + text("lo")[:-9])
    assert (passed, ending) == (text("Hel"), b"")
    assert not pipe.meter.complete


def test_a_blocked_prompt_is_a_whole_answer() -> None:
    blocked = b'data: {"promptFeedback":{"blockReason":"SAFETY"}}\n\n'
    pipe = GEMINI.pass_pipe(None, include_usage=True)
    assert run(pipe, blocked) == (b"", blocked)
    assert (pipe.meter.finish, pipe.meter.started) == ("filtered", True)


@pytest.mark.parametrize(
    "stream",
    [
        b": keep-alive\n\n" + STREAM,
        STREAM.replace(b"data: ", b"data:"),
        STREAM.replace(b"data: ", b": x\r\ndata: "),
        STREAM + b"data: [DONE]\n\n",
        STREAM.replace(b"\r\n", b"\n"),
        b"event: message\n" + STREAM,
    ],
)
def test_what_breaks_googles_parser_is_mended(stream: bytes) -> None:
    passed, ending = run(GEMINI.pass_pipe(None, include_usage=True), stream)
    lines = [line for line in (passed + ending).splitlines() if line]
    assert all(line.startswith(b"data: {") for line in lines)
    assert data_frames(passed + ending) == data_frames(STREAM)


@pytest.mark.parametrize(
    ("error", "kind", "wait"),
    [
        (
            {"code": 429, "message": "x", "status": "RESOURCE_EXHAUSTED",
             "details": [{"retryDelay": "17.5s"}]},
            FailureClass.RATE_LIMIT,
            17.5,
        ),
        ({"code": 503, "message": "overloaded", "status": "UNAVAILABLE"},
         FailureClass.OVERLOADED, None),
        ({"code": 400, "message": "API key not valid. x", "status": "INVALID_ARGUMENT"},
         FailureClass.BAD_KEY, None),
        ("broken", FailureClass.OVERLOADED, None),
    ],
)  # fmt: skip
def test_an_error_inside_the_stream_is_classified_and_never_forwarded(
    error: Any, kind: FailureClass, wait: float | None
) -> None:
    pipe = GEMINI.pass_pipe(None, include_usage=True)
    body = b"data: " + json.dumps({"error": error}).encode() + b"\n\n"
    assert pipe.feed(text("a") + body + text("b")) == text("a")
    assert pipe.meter.error is not None
    assert pipe.meter.error.kind is kind
    assert pipe.meter.error.retry_after_s == wait


def test_cutting_a_stream_finishes_what_is_open() -> None:
    pipe = GEMINI.pass_pipe("mine", include_usage=True)
    pipe.feed(text("a") + text("b", index=1))
    (last,) = data_frames(pipe.cut(Usage(input=8, output=3)))
    assert [each["finishReason"] for each in last["candidates"]] == ["MAX_TOKENS"] * 2
    assert last["usageMetadata"]["totalTokenCount"] == 11
    assert (last["modelVersion"], last["responseId"]) == ("mine", "r1")


_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=9)
_PARTS = st.lists(
    st.builds(lambda value: {"text": value}, _TEXT)
    | st.builds(lambda value: {"text": value, "thought": True}, _TEXT)
    | st.builds(lambda name: {"functionCall": {"name": name, "args": {"x": name}}}, _TEXT)
    | st.builds(lambda data: {"inlineData": {"mimeType": "image/png", "data": data}}, _TEXT)
    | st.just({"text": "", "thoughtSignature": "s"}),
    min_size=1,
    max_size=3,
)


@given(
    st.lists(_PARTS, min_size=1, max_size=6),
    st.sampled_from(["STOP", "MAX_TOKENS", "SAFETY", "OTHER", "MALFORMED_FUNCTION_CALL"]),
    st.sampled_from([b"\n", b"\r\n"]),
    st.integers(1, 60),
    st.none() | st.just("mine"),
)
def test_whatever_google_streams_arrives_whole(
    steps: list[Any], finish: str, end: bytes, size: int, model: str | None
) -> None:
    frames = [frame(*parts, end=end) for parts in steps[:-1]]
    frames.append(frame(*steps[-1], finish=finish, end=end, usageMetadata=COUNTS))
    pipe = GEMINI.pass_pipe(model, include_usage=True)
    passed, ending = run(pipe, b"".join(frames), size)
    if model is None:
        assert passed + ending == b"".join(frames)
    assert b"finishReason" not in passed
    named = {"modelVersion": model or "up"}
    assert data_frames(passed + ending) == [each | named for each in data_frames(b"".join(frames))]
    shown = [part for parts in steps for part in parts if part.get("text") != ""]
    assert pipe.meter.complete
    assert pipe.meter.started == bool(shown)


_NAMES = st.sampled_from(
    ["candidates", "content", "parts", "text", "functionCall", "finishReason", "usageMetadata",
     "index", "error", "promptFeedback", "blockReason", "modelVersion", "inlineData"]
)  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(_JSON | st.binary(max_size=40), max_size=6))
def test_nothing_makes_the_pipe_raise(parts: list[Any]) -> None:
    pipe = GEMINI.pass_pipe("m", include_usage=True)
    for part in parts:
        data = part if isinstance(part, bytes) else json.dumps(part).encode()
        pipe.feed(b"data: " + data + b"\n\n")
    pipe.close()
    assert pipe.meter.complete is False or pipe.ending()
