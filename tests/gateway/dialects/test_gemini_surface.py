"""A Gemini request is read only as far as routing needs, and edited without touching the rest."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.base import Peek, RequestEdits
from gateway.dialects.gemini import Gemini
from gateway.dialects.gemini.usage import decode_usage, encode_usage
from gateway.domain.failure import FailureClass
from gateway.domain.usage import Usage
from gateway.errors import DialectError, GatewayError

GEMINI = Gemini()


@pytest.mark.parametrize(
    ("body", "peek"),
    [
        (b'{"contents":[]}', Peek("")),
        (b'{"generationConfig":{"maxOutputTokens":50}}', Peek("", max_output=50)),
        (
            b'{"generation_config":{"max_output_tokens":50.0,"candidate_count":3}}',
            Peek("", max_output=50, choices=3),
        ),
        (b'{"generationConfig":{"maxOutputTokens":"7"}}', Peek("", max_output=7)),
        (b'{"generationConfig":null}', Peek("")),
        (b'{"model":"models/models/m"}', Peek("m")),
        (b'{"model":7}', Peek("")),
    ],
)
def test_peek_leaves_model_and_streaming_to_the_path(body: bytes, peek: Peek) -> None:
    assert GEMINI.peek(body) == peek


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{",
        b"\xff",
        b'{"generationConfig":[]}',
        b'{"generationConfig":{"maxOutputTokens":[]}}',
        b'{"generationConfig":{"maxOutputTokens":-1}}',
        b'{"generationConfig":{"candidateCount":true}}',
        b'{"generationConfig":{"candidateCount":9}}',
    ],
)
def test_what_cannot_be_read(body: bytes) -> None:
    with pytest.raises(DialectError):
        GEMINI.peek(body)


def test_edits_leave_every_other_member_its_bytes_and_spelling() -> None:
    body = (
        b'{"generation_config":{"max_output_tokens":9,"temperature":1.50},"model":"models/a",'
        b'"contents":[ {"parts":[]} ]}'
    )
    edited = GEMINI.edit_request(body, RequestEdits("b", 7, include_usage=True))
    assert json.loads(edited) == {
        "generation_config": {"max_output_tokens": 7, "temperature": 1.5},
        "model": "models/b",
        "contents": [{"parts": []}],
    }
    assert b'[ {"parts":[]} ]' in edited
    assert b"1.50" in edited
    assert GEMINI.edit_request(body, RequestEdits()) is body
    plain = b'{"contents":[]}'
    assert GEMINI.edit_request(plain, RequestEdits("b")) is plain
    assert json.loads(GEMINI.edit_request(plain, RequestEdits(max_output=5))) == {
        "contents": [],
        "generationConfig": {"maxOutputTokens": 5},
    }
    counting = b'{"generateContentRequest":{"model":"models/a","contents":[]}}'
    assert b'"models/b"' in GEMINI.edit_request(counting, RequestEdits("b"))


ANSWER = json.dumps(
    {
        "candidates": [
            {
                "content": {
                    "parts": [
                        {"text": "hm", "thought": True},
                        {"text": "Hi"},
                        {"functionCall": {"name": "f", "args": {"x": 1}}},
                    ]
                },
                "finishReason": "STOP",
            }
        ],
        "modelVersion": "up",
        "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 4, "totalTokenCount": 7},
    },
    separators=(",", ":"),
).encode()


def test_an_answers_usage_and_texts_are_read() -> None:
    usage, texts, failure = GEMINI.answer_usage(ANSWER)
    assert usage == Usage(input=3, output=4)
    assert texts == ["hm", "Hi", 'f{"x":1}']
    assert failure is None
    assert json.loads(GEMINI.edit_answer(ANSWER, "mine"))["modelVersion"] == "mine"
    assert GEMINI.edit_answer(ANSWER, "up") is ANSWER
    nameless = b'{"candidates":[]}'
    assert GEMINI.edit_answer(nameless, "mine") is nameless


def test_a_block_is_an_answer_and_an_error_body_is_none() -> None:
    assert GEMINI.answer_usage(b'{"promptFeedback":{"blockReason":"SAFETY"}}') == (None, [], None)
    body = b'{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}'
    failure = GEMINI.answer_usage(body)[2]
    assert failure is not None
    assert failure.kind is FailureClass.OVERLOADED
    for bad in (b"{}", b'{"candidates":[]}'):
        with pytest.raises(DialectError):
            GEMINI.answer_usage(bad)


@pytest.mark.parametrize(
    ("wire", "usage"),
    [
        (
            {"promptTokenCount": 10, "candidatesTokenCount": 5, "thoughtsTokenCount": 7,
             "totalTokenCount": 22},
            Usage(input=10, output=12, reasoning=7),
        ),
        # The total tells that the candidates hold the thoughts already.
        (
            {"promptTokenCount": 10, "candidatesTokenCount": 12, "thoughtsTokenCount": 7,
             "totalTokenCount": 22},
            Usage(input=10, output=12, reasoning=7),
        ),
        (
            {"promptTokenCount": 10, "toolUsePromptTokenCount": 4, "candidatesTokenCount": 1,
             "totalTokenCount": 15},
            Usage(input=14, output=1),
        ),
        (
            {"promptTokenCount": 10, "cachedContentTokenCount": 8, "totalTokenCount": 10},
            Usage(input=10, cache_read=8),
        ),
        (
            {"promptTokenCount": 100, "cachedContentTokenCount": 40, "candidatesTokenCount": 9,
             "totalTokenCount": 109,
             "promptTokensDetails": [{"modality": "AUDIO", "tokenCount": 60},
                                     {"modality": "TEXT", "tokenCount": 40}],
             "cacheTokensDetails": [{"modality": "AUDIO", "tokenCount": 30}],
             "candidatesTokensDetails": [{"modality": "AUDIO", "tokenCount": 9}]},
            Usage(input=100, output=9, cache_read=40, audio_in=30, audio_out=9),
        ),
        ({"promptTokenCount": 3, "totalTokenCount": 8}, Usage(input=3, output=5)),
        ({}, None),
        ({"promptTokenCount": True}, None),
        (None, None),
    ],
)  # fmt: skip
def test_usage_arithmetic(wire: Any, usage: Usage | None) -> None:
    assert decode_usage(wire) == usage


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_usage_survives_the_way_out_and_back(
    prompt: int, output: int, cached: int, thoughts: int
) -> None:
    usage = Usage(prompt, output, min(cached, prompt), reasoning=min(thoughts, output))
    if prompt or output:
        assert decode_usage(encode_usage(usage)) == usage


def test_errors_have_googles_body() -> None:
    error = GatewayError("rate_limit_exceeded", "Slow down", retry_after_s=6.2)
    assert json.loads(GEMINI.encode_error(error, "req_1")) == {
        "error": {
            "code": 429,
            "message": "Slow down",
            "status": "RESOURCE_EXHAUSTED",
            "details": [
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": "RATE_LIMIT_EXCEEDED",
                    "domain": "homeport",
                },
                {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "7s"},
            ],
        }
    }
    for status, word in (
        (400, "INVALID_ARGUMENT"),
        (404, "NOT_FOUND"),
        (418, "INVALID_ARGUMENT"),
        (504, "DEADLINE_EXCEEDED"),
        (529, "UNAVAILABLE"),
    ):
        failed = GatewayError("all_channels_failed", "x", status=status)
        assert json.loads(GEMINI.encode_error(failed, ""))["error"]["status"] == word
    # Google's package looks for exactly this beginning in a stream.
    assert GEMINI.stream_error(error, "").startswith(b'data: {"error":{"code":429,')
    assert GEMINI.keep_alive() == b"\n\n"


def test_prompt_texts_are_what_costs_tokens() -> None:
    body = {
        "systemInstruction": {"parts": [{"text": "Be brief."}]},
        "contents": [
            {"role": "user", "parts": [{"text": "Look"}, {"inline_data": {"mime_type": "image/png",
             "data": "iVBORw0KGgoAAAANSUhEUgAAA+gAAAPo"}}]},
            {"role": "model", "parts": [{"functionCall": {"name": "f", "args": {"a": 1}}}]},
            {"role": "user", "parts": [{"function_response": {"name": "f", "response": {"b": 2}}}]},
        ],
        "tools": [{"function_declarations": [{"name": "f", "parameters_json_schema": {}}]}],
        "generationConfig": {"responseJsonSchema": {"type": "object"}},
    }  # fmt: skip
    texts, fixed = GEMINI.prompt_texts(json.dumps(body).encode())
    assert texts == [
        *("Be brief.", "Look", "f", '{"a":1}', "f", '{"b":2}', "type f = () => any;"),
        '{"type":"object"}',
    ]
    assert fixed == 3 + 4 * 4 + 1120 + 2 * 3 + 9
    wrapped = json.dumps({"generateContentRequest": body}).encode()
    assert GEMINI.prompt_texts(wrapped) == (texts, fixed)


_NAMES = st.sampled_from(
    ["contents", "parts", "role", "text", "functionCall", "function_response", "inlineData", "name",
     "args", "response", "tools", "functionDeclarations", "generationConfig", "maxOutputTokens",
     "candidates", "content", "usageMetadata", "modelVersion", "error", "systemInstruction",
     "thinkingConfig", "toolConfig", "functionCallingConfig", "responseSchema", "parameters"]
)  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=4),
    max_leaves=14,
)


@given(st.binary(max_size=80) | _JSON.map(lambda value: json.dumps(value).encode()))
def test_no_body_raises_anything_but_a_dialect_error(body: bytes) -> None:
    for call in (
        lambda: GEMINI.peek(body),
        lambda: GEMINI.edit_request(body, RequestEdits("m", 1, include_usage=True)),
        lambda: GEMINI.edit_answer(body, "m"),
        lambda: GEMINI.answer_usage(body),
        lambda: GEMINI.prompt_texts(body),
        lambda: GEMINI.decode_request(body),
        lambda: GEMINI.decode_answer(body),
    ):
        with contextlib.suppress(DialectError):
            call()
