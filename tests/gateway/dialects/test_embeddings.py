"""Embeddings pass through; vectors keep their bytes."""

from __future__ import annotations

import json

import pytest

from gateway.dialects import embeddings
from gateway.dialects.base import RequestEdits
from gateway.dialects.registry import DIALECTS, dialect
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import FailureClass
from gateway.domain.usage import Usage
from gateway.errors import DialectError, GatewayError

ANSWER = (
    b'{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.10,-1e-7]}],'
    b'"model":"up","usage":{"prompt_tokens":5,"total_tokens":5}}'
)


def test_a_request_names_its_model_and_input() -> None:
    assert embeddings.peek(b'{"model":"m","input":"x"}').model == "m"
    for bad in (b"{}", b'{"model":"m"}', b'{"model":"m","input":null}', b"[]", b'{"input":"x"}'):
        with pytest.raises(DialectError):
            embeddings.peek(bad)


def test_edits_leave_the_rest_alone() -> None:
    body = b'{"model":"a","input": ["x"],"encoding_format":"base64", "dimensions":  256}'
    assert embeddings.edit_request(body, "a") is body
    edited = embeddings.edit_request(body, "b")
    assert json.loads(edited)["model"] == "b"
    assert embeddings.edit_answer(ANSWER, "up") is ANSWER
    assert b"[0.10,-1e-7]" in embeddings.edit_answer(ANSWER, "mine")


def test_a_total_alone_is_the_inputs() -> None:
    bare = b'{"data":[{"embedding":[0.10]}],"model":"m","usage":{"total_tokens":7}}'
    assert embeddings.answer_usage(bare) == (Usage(input=7), None)
    other = b'{"data":[],"model":"m","usage":{"total_tokens":"7"}}'
    assert embeddings.answer_usage(other) == (Usage(), None)


def test_usage_and_hidden_errors() -> None:
    assert embeddings.answer_usage(ANSWER) == (Usage(input=5), None)
    assert embeddings.answer_usage(b'{"data":[]}') == (None, None)
    failure = embeddings.answer_usage(b'{"error":{"message":"x","code":402}}')[1]
    assert failure is not None
    assert failure.kind is FailureClass.NO_MONEY
    bare = embeddings.answer_usage(b'{"code":20012,"message":"no","data":null}')[1]
    assert bare is not None
    for bad in (b"{}", b"<html>", b'{"data":7}'):
        with pytest.raises(DialectError):
            embeddings.answer_usage(bad)


@pytest.mark.parametrize(
    ("value", "texts", "tokens"),
    [
        ("one", ["one"], 0),
        (["one", "two"], ["one", "two"], 0),
        ([1, 2, 3], [], 3),
        ([[1, 2], [3]], [], 3),
        ([], [], 0),
    ],
)
def test_texts_are_counted_and_token_ids_are_tokens(
    value: object, texts: list[str], tokens: int
) -> None:
    body = json.dumps({"model": "m", "input": value}).encode()
    assert embeddings.prompt_texts(body) == (texts, tokens)


def test_other_inputs_are_refused() -> None:
    for value in (7, {}, [{}], None):
        with pytest.raises(DialectError):
            embeddings.prompt_texts(json.dumps({"model": "m", "input": value}).encode())


def test_as_a_dialect_they_pass_through_and_are_no_conversation() -> None:
    found = dialect("openai_embeddings")
    body = b'{"model":"a","input":"x"}'
    assert found.peek(body).model == "a"
    assert found.peek(body).stream is False
    assert found.edit_request(body, RequestEdits()) is body
    lowered = found.edit_request(body, RequestEdits("b", 5, include_usage=True))
    assert json.loads(lowered) == {"model": "b", "input": "x"}
    assert found.answer_usage(ANSWER) == (Usage(input=5), [], None)
    assert b'"mine"' in found.edit_answer(ANSWER, "mine")
    assert found.prompt_texts(body) == (["x"], 0)
    error = GatewayError("model_not_found", "There is no model a")
    assert b'"code":"model_not_found"' in found.encode_error(error, "r")
    nothing = Answer("", "", [])
    for call in (
        lambda: found.encode_answer(nothing, "m"),
        lambda: found.encode_request(Conversation("m", []), "m"),
    ):
        with pytest.raises(DialectError):
            call()


def test_the_registry_knows_every_dialect_by_its_name() -> None:
    assert set(DIALECTS) == {
        *("openai_chat", "openai_responses", "anthropic", "ollama", "gemini"),
        *("openai_completions", "openai_edits", "openai_embeddings", "gemini_embeddings"),
    }
    assert all(found.name == name for name, found in DIALECTS.items())
    with pytest.raises(KeyError):
        dialect("klingon")


@pytest.mark.parametrize(
    "usage",
    [
        b'{"prompt_tokens":3,"total_tokens":3}',
        b'{"prompt_tokens": 0, "total_tokens": 0}',
        b'{"total_tokens":"many"}',
        b"null",
        b"{}",
    ],
)
def test_answers_that_tell_both_counts_or_none_pass_as_they_are(usage: bytes) -> None:
    body = (
        b'{"object":"list", "data":[{"embedding":[0.10, 1e-3],"index":0}],"usage":' + usage + b"}"
    )
    assert embeddings.completed(body) is body


def test_a_total_alone_is_the_prompts_too_and_vectors_keep_their_bytes() -> None:
    vectors = b'[{"embedding":[0.10, 1e-3],"index":0}]'
    body = b'{"data":' + vectors + b',"model":"v","usage":{"total_tokens":5}}'
    made = embeddings.completed(body)
    assert vectors in made
    assert json.loads(made)["usage"] == {"prompt_tokens": 5, "total_tokens": 5}
    assert json.loads(embeddings.edit_answer(body, "mine")) | {"data": []} == {
        "data": [], "model": "mine", "usage": {"prompt_tokens": 5, "total_tokens": 5},
    }  # fmt: skip
