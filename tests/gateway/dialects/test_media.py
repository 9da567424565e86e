"""Requests and answers of pictures, sound, moderation and ranking, read for routing and bills."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.base import RequestEdits
from gateway.dialects.media import Images, MediaDialect, Moderations, Rerank, Speech, Transcriptions
from gateway.domain.usage import Usage
from gateway.errors import DialectError, GatewayError

FILE = {"filename": "a.wav", "size": 10, "ms": 60_000}


def made(kind: type[MediaDialect], **body: Any) -> tuple[MediaDialect, bytes]:
    raw = json.dumps(body).encode()
    return kind(raw), raw


def test_pictures_are_counted_by_quality_and_size() -> None:
    dialect, body = made(Images, model="gpt-image-1", n=2, size="1536x1024", quality="medium")
    assert dialect.peek(body).likely == Usage(
        output=2 * 1_584,
        image_out=2 * 1_584,
        units=(("images", 2), ("images_in", 0)),
        made="medium 1536x1024",
    )
    dialect, body = made(Images, prompt="x", n="3", quality="hd", stream="true")
    peek = dialect.peek(body)
    assert (peek.model, peek.stream, peek.likely.made) == ("dall-e-2", True, "hd 1024x1024")
    dialect, body = made(Images, prompt="x", image=[FILE, FILE], input_fidelity="high")
    assert dialect.prompt_texts(body) == (["x"], 12_600)
    usage, _, _ = dialect.answer_usage(b'{"images":[{"url":"u"}]}')
    assert usage == Usage(units=(("images", 1), ("images_in", 2)), made="1024x1024")


def test_tokens_of_pictures_are_told_apart_from_those_of_words() -> None:
    dialect, _ = made(Images, prompt="x")
    said = {
        "input_tokens": 50,
        "output_tokens": 300,
        "total_tokens": 350,
        "input_tokens_details": {"text_tokens": 10, "image_tokens": 40},
        "output_tokens_details": {"text_tokens": 30, "image_tokens": 270},
    }
    usage, _, _ = dialect.answer_usage(json.dumps({"data": [{}], "usage": said}).encode())
    assert usage is not None
    assert (usage.input, usage.image_in, usage.output, usage.image_out) == (50, 40, 300, 270)


@pytest.mark.parametrize(
    ("answer", "usage"),
    [
        (
            {"text": "x", "usage": {"type": "duration", "seconds": 7}},
            Usage(units=(("ms_in", 7_000),)),
        ),
        ({"text": "x", "duration": "2.25"}, Usage(units=(("ms_in", 2_250),))),
        ({"text": "x", "duration": None}, None),
        ({"text": "x", "duration": "inf"}, None),
        (
            {
                "text": "x",
                "usage": {
                    "type": "tokens",
                    "input_tokens": 9,
                    "output_tokens": 4,
                    "total_tokens": 13,
                    "input_token_details": {"text_tokens": 1, "audio_tokens": 8},
                },
            },
            Usage(9, 4, audio_in=8),
        ),
        ({"text": "x"}, None),
    ],
)
def test_how_long_a_recording_was(answer: dict[str, Any], usage: Usage | None) -> None:
    dialect, _ = made(Transcriptions, file=FILE)
    assert dialect.answer_usage(json.dumps(answer).encode())[0] == usage


def test_texts_of_recordings_are_no_json() -> None:
    dialect, body = made(Transcriptions, file=FILE, response_format="vtt")
    assert dialect.answer_usage(b"WEBVTT \xff") == (None, ["WEBVTT \ufffd"], None)
    assert dialect.edit_answer(b"{", "m") == b"{"
    failure = dialect.answer_usage(b'{"error":{"message":"no","type":"server_error"}}')[2]
    assert failure is not None
    assert dialect.peek(body).likely.units == (("ms_in", 60_000),)


@pytest.mark.parametrize(
    ("answer", "usage"),
    [
        (
            {"results": [], "meta": {"billed_units": {"search_units": 2}}},
            Usage(units=(("queries", 2),)),
        ),
        ({"results": [], "usage": {"total_tokens": 40}}, Usage(input=40)),
        ({"results": [], "meta": {"tokens": {"input_tokens": 6}}}, Usage(input=6)),
        ({"data": [], "usage": {"total_tokens": 3}}, Usage(input=3)),
        ({"results": []}, None),
    ],
)
def test_what_a_ranking_consumed(answer: dict[str, Any], usage: Usage | None) -> None:
    dialect, _ = made(Rerank, model="m", query="q", documents=["d"])
    assert dialect.answer_usage(json.dumps(answer).encode())[0] == usage


def test_a_query_is_counted_with_each_document() -> None:
    dialect, body = made(
        Rerank, model="m", query="four", documents=["a", {"text": "b"}, {"image": 1}]
    )
    assert dialect.prompt_texts(body) == (["four", "a", "b", ""], 2)


@pytest.mark.parametrize("kind", [Images, Moderations, Rerank, Speech, Transcriptions])
def test_an_error_or_nonsense_in_place_of_an_answer(kind: type[MediaDialect]) -> None:
    dialect, _ = made(kind, model="m", input="x", file=FILE)
    failure = dialect.answer_usage(b'{"error":{"message":"no","type":"server_error"}}')[2]
    assert failure is not None
    assert failure.message == "no"
    for nonsense in (b"", b"<html>", b"[]", b"{}", b"null"):
        with pytest.raises(DialectError):
            dialect.answer_usage(nonsense)
    for nonsense in (b"", b"[]", b'{"model":3}'):
        with pytest.raises(DialectError):
            kind(nonsense).peek(nonsense)


def test_a_default_model_is_said_upstream() -> None:
    dialect, body = made(Moderations, input="x")
    assert (
        json.loads(dialect.edit_request(body, RequestEdits()))["model"] == "omni-moderation-latest"
    )
    dialect, body = made(Moderations, model="m", input="x")
    assert dialect.edit_request(body, RequestEdits()) is body


def test_sound_ends_with_its_last_byte_and_errors_have_no_place_in_it() -> None:
    dialect, _ = made(Speech, model="m", input="Hi", response_format="pcm")
    pipe = dialect.pipe("audio/pcm")
    assert [pipe.feed(b"abc"), pipe.feed(b""), pipe.feed(b"d")] == [b"ab", b"", b"c"]
    assert pipe.close() == b""
    assert pipe.meter.complete
    assert pipe.ending() == b"d"
    assert pipe.meter.usage == Usage(units=(("characters", 2), ("ms_out", 1)))
    error = GatewayError("upstream_interrupted", "it broke")
    assert dialect.stream_error(error, "r") == b""
    assert b"it broke" in made(Speech, input="x", stream_format="sse")[0].stream_error(error, "r")
    empty = dialect.pipe("audio/pcm")
    empty.close()
    assert empty.meter.error is not None


@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_events_may_be_split_anywhere_and_are_added_up(size: int) -> None:
    event = b'event: image_generation.completed\ndata: {"type":"image_generation.completed",%s}\n\n'
    usage = b'"usage":{"input_tokens":5,"output_tokens":7,"total_tokens":12}'
    partial = b'data: {"type":"image_generation.partial_image","b64_json":"x"}\n\n'
    stream = partial + event % usage + event % usage
    pipe = made(Images, prompt="x")[0].pipe("text/event-stream")
    out = b"".join(pipe.feed(stream[at : at + size]) for at in range(0, len(stream), size))
    assert out + pipe.close() == partial
    assert pipe.ending() == stream[len(partial) :]
    assert pipe.meter.usage == Usage(10, 14, image_out=14)
    cut = made(Images, prompt="x")[0].pipe("text/event-stream")
    cut.feed(partial)
    cut.close()
    assert not cut.meter.complete
