"""Embeddings of Google and OpenAI, each as the other's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.base import RequestEdits
from gateway.dialects.registry import dialect, embeddings_dialect
from gateway.dialects.vectors import ASKED
from gateway.domain.usage import Usage
from gateway.errors import DialectError, Unconvertible
from tests.upstreams.embeddings import base64_floats

OURS, GOOGLES = dialect("openai_embeddings"), dialect("gemini_embeddings")
ONE = {"model": "models/m", "content": {"parts": [{"text": "a"}, {"text": "b"}]}}


def body(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def test_what_passes_keeps_its_bytes_but_for_the_model() -> None:
    single = body(ONE | {"taskType": "CLUSTERING"})
    batch = body({"requests": [ONE, ONE], "zz": 1.0})
    assert GOOGLES.peek(single).model == "m"
    assert GOOGLES.peek(single).max_output == 0
    assert GOOGLES.edit_request(single, RequestEdits()) is single
    assert json.loads(GOOGLES.edit_request(single, RequestEdits("n")))["model"] == "models/n"
    edited = json.loads(GOOGLES.edit_request(batch, RequestEdits("n")))
    assert [each["model"] for each in edited["requests"]] == ["models/n"] * 2
    assert GOOGLES.prompt_texts(batch) == (["a\nb", "a\nb"], 0)
    answer = body({"embedding": {"values": [1.0]}, "usageMetadata": {"promptTokenCount": 4}})
    assert GOOGLES.answer_usage(answer) == (Usage(input=4), [], None)
    assert GOOGLES.edit_answer(answer, "x") is answer


@pytest.mark.parametrize("bad", [b"[]", b"{}", b'{"requests":[]}', b'{"requests":[{}]}'])
def test_what_is_no_request(bad: bytes) -> None:
    with pytest.raises(DialectError):
        GOOGLES.peek(bad)


def test_googles_request_as_openais() -> None:
    for value, inputs in ((ONE, ["a\nb"]), ({"requests": [ONE, ONE]}, ["a\nb", "a\nb"])):
        found = OURS.encode_request(GOOGLES.decode_request(body(value)), "n")
        assert json.loads(found) == {"model": "n", "input": inputs, "encoding_format": "float"}
    sized = GOOGLES.decode_request(body(ONE | {"output_dimensionality": 64}))
    assert json.loads(OURS.encode_request(sized, "n"))["dimensions"] == 64
    image = {"content": {"parts": [{"inlineData": {"mimeType": "image/png", "data": "QUJD"}}]}}
    with pytest.raises(Unconvertible):
        GOOGLES.decode_request(body(image))


@pytest.mark.parametrize(
    ("given", "texts"), [("a", ["a"]), (["a", "b"], ["a", "b"]), ([[1, 2]], None), ([1, 2], None)]
)
def test_openais_request_as_googles(given: Any, texts: list[str] | None) -> None:
    conversation = OURS.decode_request(body({"model": "m", "input": given, "dimensions": 8}))
    if texts is None:
        with pytest.raises(Unconvertible):
            GOOGLES.encode_request(conversation, "n")
        return
    assert json.loads(GOOGLES.encode_request(conversation, "n")) == {
        "requests": [
            {
                "model": "models/n",
                "content": {"parts": [{"text": text}]},
                "outputDimensionality": 8,
            }
            for text in texts
        ]
    }


def test_answers_take_the_form_that_was_asked_for() -> None:
    vectors = [[0.5, -1.0], [0.25, 2.0]]
    packed = [base64_floats(vector) for vector in vectors]
    for data in (vectors, packed):
        rows = [{"index": at, "embedding": vector} for at, vector in enumerate(data)]
        ours = OURS.decode_answer(body({"model": "u", "data": rows[::-1]}))
        ours.usage = Usage(input=3)
        assert json.loads(GOOGLES.encode_answer(ours, "m")) == {
            "embeddings": [{"values": vector} for vector in vectors]
        }
        ours.extra = {ASKED: body(ONE)}
        assert json.loads(GOOGLES.encode_answer(ours, "m")) == {"embedding": {"values": vectors[0]}}
    googles = GOOGLES.decode_answer(body({"embeddings": [{"values": each} for each in vectors]}))
    googles.usage = Usage(input=3)
    found = json.loads(OURS.encode_answer(googles, "m"))
    assert [row["embedding"] for row in found["data"]] == vectors
    assert found["usage"] == {"prompt_tokens": 3, "total_tokens": 3}
    googles.extra = {ASKED: body({"model": "m", "input": "a", "encoding_format": "base64"})}
    found = json.loads(OURS.encode_answer(googles, "m"))
    assert [row["embedding"] for row in found["data"]] == packed
    (single,) = GOOGLES.decode_answer(body({"embedding": {"values": [1.0]}})).choices[0].blocks
    assert single


@pytest.mark.parametrize("bad", [b"{}", b'{"error":{"code":400,"message":"x"}}'])
def test_what_is_no_answer(bad: bytes) -> None:
    with pytest.raises(DialectError):
        GOOGLES.decode_answer(bad)


def test_who_takes_embeddings_how() -> None:
    assert embeddings_dialect(("gemini",)) == "gemini_embeddings"
    assert embeddings_dialect(("openai_chat", "anthropic")) == "openai_embeddings"
    assert embeddings_dialect(("anthropic",)) == "openai_embeddings"
