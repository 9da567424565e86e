"""Legacy completions as conversations and back, and their streams as they pass."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.base import RequestEdits
from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    Answer,
    Choice,
    Ended,
    Finish,
    Finished,
    Reasoning,
    ReasoningDelta,
    Refusal,
    Started,
    Text,
    TextDelta,
    UsageReport,
)
from gateway.domain.usage import Usage
from gateway.errors import DialectError, Unconvertible

COMPLETIONS, EDITS = dialect("openai_completions"), dialect("openai_edits")


def asked(**body: Any) -> bytes:
    return json.dumps({"model": "m", "prompt": "Once", **body}).encode()


def test_everything_that_a_conversation_has_a_word_for_is_carried() -> None:
    body = asked(
        max_tokens=9,
        temperature=0.5,
        top_p=0.9,
        stop="\n",
        n=2,
        seed=7,
        presence_penalty=0.1,
        frequency_penalty=0.2,
        logit_bias={"50256": -100},
        user="u",
        stream=True,
        stream_options={"include_usage": True},
        echo=False,
        best_of=1,
        suffix="",
        logprobs=None,
    )
    chat = json.loads(dialect("openai_chat").encode_request(COMPLETIONS.decode_request(body), "g"))
    assert chat == {
        "model": "g",
        "messages": [{"role": "user", "content": "Once"}],
        "max_tokens": 9,
        "temperature": 0.5,
        "top_p": 0.9,
        "stop": ["\n"],
        "n": 2,
        "seed": 7,
        "presence_penalty": 0.1,
        "frequency_penalty": 0.2,
        "logit_bias": {"50256": -100},
        "user": "u",
        "stream": True,
        "stream_options": {"include_usage": True},
    }


@pytest.mark.parametrize(
    ("member", "value"),
    [
        *(("suffix", "x"), ("echo", True), ("best_of", 3), ("logprobs", 0), ("prompt", ["a", "b"])),
        *(("prompt", [1, 2]), ("prompt", [[1], [2]])),
    ],
)
def test_what_it_has_no_word_for_is_refused_by_name(member: str, value: Any) -> None:
    with pytest.raises(Unconvertible) as caught:
        COMPLETIONS.decode_request(asked(**{member: value}))
    assert caught.value.param == member


def test_what_is_written_is_counted_for_every_prompt_and_candidate() -> None:
    assert COMPLETIONS.peek(asked(n=2, best_of=5, prompt=["a", "b"])).choices == 10
    assert COMPLETIONS.peek(asked(prompt=[1, 2, 3])).choices == 1
    assert COMPLETIONS.prompt_texts(asked(prompt=[[1, 2], [3]])) == ([], 3)
    assert COMPLETIONS.prompt_texts(asked(prompt=["a", "b"])) == (["a", "b"], 0)
    for wrong in ({"prompt": [1, "a"]}, {"prompt": 5}, {"best_of": 0}, {"best_of": 999}):
        with pytest.raises(DialectError):
            COMPLETIONS.peek(asked(**wrong))


def test_edits_of_what_passes() -> None:
    body = b'{"model":"o1", "prompt":"x","stream":true}'
    assert COMPLETIONS.edit_request(body, RequestEdits()) is body
    edited = COMPLETIONS.edit_request(body, RequestEdits("o2", 5, include_usage=True))
    assert json.loads(edited) == {
        "model": "o2",
        "prompt": "x",
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": 5,
    }


def test_an_answer_is_its_text() -> None:
    blocks = [Reasoning("hm"), Text("up"), Refusal("on")]
    answer = Answer("chatcmpl-1", "g", [Choice(blocks, Finish.LENGTH)], Usage(3, 4), 5)
    assert json.loads(COMPLETIONS.encode_answer(answer, "m")) == {
        "id": "cmpl-1",
        "object": "text_completion",
        "created": 5,
        "model": "m",
        "choices": [{"text": "upon", "index": 0, "logprobs": None, "finish_reason": "length"}],
        "usage": {
            "prompt_tokens": 3,
            "completion_tokens": 4,
            "total_tokens": 7,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
        },
    }
    edit = json.loads(EDITS.encode_answer(answer, "m"))
    assert (edit["object"], edit["choices"]) == ("edit", [{"text": "upon", "index": 0}])


@pytest.mark.parametrize("include_usage", [True, False])
def test_a_stream_is_written_as_openai_writes_it(include_usage: bool) -> None:
    encoder = COMPLETIONS.stream_encoder("m", include_usage=include_usage)
    events = [
        *(Started("x", "g", 5), ReasoningDelta("hm"), TextDelta("up"), TextDelta("on", choice=1)),
        *(Finished(Finish.STOP), Finished(Finish.LENGTH, choice=1), UsageReport(Usage(3, 4))),
        Ended(),
    ]
    frames = b"".join(map(encoder.encode, events)).decode().split("\n\n")
    assert frames[-2:] == ["data: [DONE]", ""]
    chunks = [json.loads(frame[6:]) for frame in frames[:-2]]
    told = [
        (c["index"], c["text"], c["finish_reason"]) for chunk in chunks for c in chunk["choices"]
    ]
    assert told == [(0, "up", None), (1, "on", None), (0, "", "stop"), (1, "", "length")]
    assert {(c["id"], c["object"], c["model"]) for c in chunks} == {
        ("cmpl-x", "text_completion", "m")
    }
    assert ("usage" in chunks[0]) is include_usage
    assert (chunks[-1]["choices"] == []) is include_usage


STREAM = (
    b'data: {"id":"c","model":"g","choices":[{"text":"up","index":0}]}\n\n'
    b'data: {"id":"c","model":"g","choices":[{"text":"on","index":0,"finish_reason":"length"}]}\n\n'
    b'data: {"id":"c","model":"g","choices":[],'
    b'"usage":{"prompt_tokens":3,"completion_tokens":4}}\n\n'
    b"data: [DONE]\n\n"
)


@pytest.mark.parametrize("size", [1, 10, 10_000])
def test_a_stream_that_passes_is_read_on_its_way(size: int) -> None:
    pipe = COMPLETIONS.pass_pipe("m", include_usage=False)
    out = b"".join(pipe.feed(STREAM[at : at + size]) for at in range(0, len(STREAM), size))
    out += pipe.close()
    assert out.count(b"data: ") == 1
    assert b'"text":"up"' in out
    assert b'"model":"m"' in out
    assert pipe.meter.texts == ["up", "on"]
    assert pipe.meter.usage == Usage(3, 4)
    assert (pipe.meter.complete, pipe.meter.finish) == (True, "length")
    ending = pipe.ending()
    assert b'"on"' in ending
    assert b"usage" not in ending
    assert ending.endswith(b"data: [DONE]\n\n")


def test_a_stream_that_is_cut_here_ends_in_its_own_form() -> None:
    pipe = COMPLETIONS.pass_pipe(None, include_usage=True)
    pipe.feed(STREAM[:60])
    pipe.feed(STREAM[60:70])
    frames = pipe.cut(Usage(3, 1)).decode().split("\n\n")
    last, usage = (json.loads(frame[6:]) for frame in frames[:2])
    assert last["choices"] == [
        {"text": "", "index": 0, "logprobs": None, "finish_reason": "length"}
    ]
    assert (last["object"], usage["choices"]) == ("text_completion", [])
    assert usage["usage"]["completion_tokens"] == 1
    assert frames[2] == "data: [DONE]"
