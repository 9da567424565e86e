"""A chat request is read only as far as routing needs, and edited without touching the rest."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.base import Peek, RequestEdits
from gateway.dialects.openai_chat import OpenAIChat
from gateway.domain.failure import FailureClass
from gateway.domain.usage import Usage
from gateway.errors import DialectError, GatewayError

CHAT = OpenAIChat()


def test_peek_reads_what_routing_needs() -> None:
    body = (
        b'{"model":"m","stream":true,"stream_options":{"include_usage":true},'
        b'"max_completion_tokens":50,"n":2,"messages":[{"role":"user","content":"x"}],"zz":{}}'
    )
    assert CHAT.peek(body) == Peek("m", stream=True, max_output=50, wants_usage=True, choices=2)
    assert CHAT.peek(b'{"model":"m"}') == Peek("m", wants_usage=False)
    assert CHAT.peek(b'{"model":"m","stream":null,"max_tokens":9.0}').max_output == 9


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b"", None),
        (b"[]", None),
        (b'{"model":', None),
        (b"{}", "model"),
        (b'{"model":""}', "model"),
        (b'{"model":7}', "model"),
        (b'{"model":"m","max_tokens":"x"}', "max_tokens"),
        (b'{"model":"m","max_tokens":-1}', "max_tokens"),
        (b'{"model":"m","max_tokens":1.5}', "max_tokens"),
        (b'{"model":"m","n":0}', "n"),
        (b'{"model":"m","stream":"yes"}', "stream"),
        (b'{"model":"\xff"}', None),
        (b'{"a":' + b"[" * 100_000, None),
    ],
)
def test_a_request_that_cannot_be_read_says_where(body: bytes, param: str | None) -> None:
    with pytest.raises(DialectError) as raised:
        CHAT.peek(body)
    assert raised.value.param == param
    assert str(raised.value)


def test_no_edit_is_the_same_object() -> None:
    body = b'{"model":"m","stream":true,"stream_options":{"include_usage":true},"max_tokens":5}'
    assert CHAT.edit_request(body, RequestEdits()) is body
    assert CHAT.edit_request(body, RequestEdits("m", 5, include_usage=True)) is body


def test_edits_leave_every_other_member_its_bytes() -> None:
    body = (
        b'{"messages": [ {"role":"user","content":"\\u732b"} ], "model":"a",'
        b' "temperature":0.10, "big":12345678901234567890123, "unknown":{"b":1,  "a":2.0e+1}}'
    )
    edited = CHAT.edit_request(body, RequestEdits(model="b"))
    assert json.loads(edited)["model"] == "b"
    for untouched in (
        b'[ {"role":"user","content":"\\u732b"} ]',
        b"0.10",
        b"12345678901234567890123",
        b'{"b":1,  "a":2.0e+1}',
    ):
        assert untouched in edited


def test_the_output_limit_goes_where_the_client_put_it() -> None:
    limit = RequestEdits(max_output=7)
    for name in ("max_tokens", "max_completion_tokens"):
        body = json.dumps({"model": "gpt-4o", name: 90}).encode()
        assert json.loads(CHAT.edit_request(body, limit)) == {"model": "gpt-4o", name: 7}
    both = b'{"model":"m","max_tokens":90,"max_completion_tokens":80}'
    assert json.loads(CHAT.edit_request(both, limit)) == {
        "model": "m",
        "max_tokens": 7,
        "max_completion_tokens": 7,
    }


@pytest.mark.parametrize(
    ("model", "member"),
    [
        ("deepseek-chat", "max_tokens"),
        ("gpt-4o", "max_tokens"),
        ("gpt-oss-120b", "max_tokens"),
        ("o3", "max_completion_tokens"),
        ("openai/gpt-5.4", "max_completion_tokens"),
        ("gpt-6-astra", "max_completion_tokens"),
        ("qwen3", "max_tokens"),
    ],
)
def test_without_one_the_model_decides_which_limit_it_knows(model: str, member: str) -> None:
    edited = CHAT.edit_request(b'{"model":"alias"}', RequestEdits(model=model, max_output=5))
    assert json.loads(edited) == {"model": model, member: 5}


def test_usage_is_asked_for_beside_the_clients_own_stream_options() -> None:
    edits = RequestEdits(include_usage=True)
    body = b'{"model":"m","stream":true,"stream_options":{"include_obfuscation":false}}'
    assert json.loads(CHAT.edit_request(body, edits))["stream_options"] == {
        "include_obfuscation": False,
        "include_usage": True,
    }
    bare = b'{"model":"m","stream":true,"stream_options":null}'
    assert json.loads(CHAT.edit_request(bare, edits))["stream_options"] == {"include_usage": True}
    plain = b'{"model":"m"}'
    assert CHAT.edit_request(plain, edits) is plain


def test_an_answer_takes_the_clients_name_of_the_model() -> None:
    body = b'{"id":"1","model":"up", "x":1.50,"choices":[{"message":{"content":"model"}}]}'
    assert CHAT.edit_answer(body, "up") is body
    edited = CHAT.edit_answer(body, "mine")
    assert json.loads(edited)["model"] == "mine"
    assert b"1.50" in edited


def test_an_answers_usage_and_texts_are_read() -> None:
    body = json.dumps(
        {
            "choices": [
                {
                    "index": 0,
                    "finish_reason": "tool_calls",
                    "message": {
                        "role": "assistant",
                        "content": "Hi",
                        "reasoning_content": "hm",
                        "tool_calls": [
                            {"id": "a", "function": {"name": "f", "arguments": '{"x":1}'}}
                        ],
                    },
                }
            ],
            "usage": {
                "prompt_tokens": 100,
                "completion_tokens": 30,
                "total_tokens": 130,
                "prompt_tokens_details": {"cached_tokens": 40, "cache_write_tokens": 5},
                "completion_tokens_details": {"reasoning_tokens": 20, "audio_tokens": 1},
            },
        }
    ).encode()
    usage, texts, failure = CHAT.answer_usage(body)
    assert usage == Usage(
        input=100, output=30, cache_read=40, cache_write=5, reasoning=20, audio_out=1
    )
    assert texts == ["Hi", "hm", "f", '{"x":1}']
    assert failure is None


@pytest.mark.parametrize(
    ("wire", "usage"),
    [
        ({"prompt_tokens": 10, "completion_tokens": 4, "total_tokens": 14,
          "prompt_cache_hit_tokens": 6}, Usage(input=10, output=4, cache_read=6)),
        ({"prompt_tokens": 10, "completion_tokens": 4, "total_tokens": 14, "cached_tokens": 3},
         Usage(input=10, output=4, cache_read=3)),
        ({"prompt_tokens": 10, "completion_tokens": 4, "total_tokens": 20,
          "completion_tokens_details": {"reasoning_tokens": 6}},
         Usage(input=10, output=10, reasoning=6)),
        ({"input_tokens": 2, "output_tokens": 1}, Usage(input=2, output=1)),
        ({"prompt_tokens": 5, "total_tokens": 9}, Usage(input=5, output=4)),
        ({"prompt_tokens": "5", "completion_tokens": -1, "total_tokens": None}, Usage()),
        ({"prompt_tokens": 5, "completion_tokens": 0, "total_tokens": 5}, Usage(input=5)),
        ({}, None),
        (None, None),
    ],
)  # fmt: skip
def test_vendors_arithmetic_becomes_one(wire: object, usage: Usage | None) -> None:
    body = json.dumps({"choices": [{"message": {"content": ""}}], "usage": wire}).encode()
    assert CHAT.answer_usage(body)[0] == usage


def test_an_error_body_with_status_200_is_an_error() -> None:
    for body in (
        b'{"error":{"message":"no","code":402}}',
        b'{"error":"Unexpected endpoint or method. (POST /x)"}',
        b'{"code":20012,"message":"Model does not exist.","data":null}',
        b'{"base_resp":{"status_code":1002,"status_msg":"slow down"},"choices":null}',
        b'{"detail":"Unauthorized"}',
    ):
        usage, texts, failure = CHAT.answer_usage(body)
        assert failure is not None
        assert failure.message
        assert usage is None
        assert texts == []
    failure = CHAT.answer_usage(b'{"error":{"code":402,"message":"x"}}')[2]
    assert failure is not None
    assert failure.kind is FailureClass.NO_MONEY


def test_an_answer_without_choices_is_no_answer() -> None:
    for body in (b"{}", b"<html></html>", b"", b'{"choices":7}', b'"text"'):
        with pytest.raises(DialectError):
            CHAT.answer_usage(body)


def test_errors_have_openais_body() -> None:
    error = GatewayError("model_not_found", "There is no model x", param="model")
    assert json.loads(CHAT.encode_error(error, "r-1")) == {
        "error": {
            "message": "There is no model x",
            "type": "invalid_request_error",
            "param": "model",
            "code": "model_not_found",
        }
    }
    failed = GatewayError("all_channels_failed", "busy", status=429)
    assert json.loads(CHAT.encode_error(failed, ""))["error"]["type"] == "rate_limit_exceeded"
    refused = GatewayError(
        "upstream_refused", "too long", type="invalid_request_error",
        upstream_code="context_length_exceeded",
    )  # fmt: skip
    assert json.loads(CHAT.encode_error(refused, ""))["error"]["code"] == "context_length_exceeded"


def test_an_error_in_a_stream_never_looks_like_its_end() -> None:
    error = GatewayError("upstream_interrupted", "It broke")
    frame = CHAT.stream_error(error, "r-1")
    assert frame.startswith(b'data: {"error":{"message":"It broke"')
    assert b"[DONE]" not in frame
    assert CHAT.keep_alive() == b": keep-alive\n\n"


def test_prompt_texts_are_what_costs_tokens() -> None:
    body = json.dumps(
        {
            "model": "gpt-4o",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {
                    "role": "user",
                    "name": "ann",
                    "content": [
                        {"type": "text", "text": "Look"},
                        {
                            "type": "image_url",
                            "image_url": {"url": "https://x/y.png", "detail": "low"},
                        },
                    ],
                },
                {
                    "role": "assistant",
                    "content": None,
                    "tool_calls": [{"id": "1", "function": {"name": "f", "arguments": "{}"}}],
                },
                {"role": "tool", "tool_call_id": "1", "content": "20C"},
            ],
            "tools": [
                {
                    "type": "function",
                    "function": {
                        "name": "f",
                        "description": "Weather",
                        "parameters": {
                            "type": "object",
                            "properties": {
                                "city": {"type": "string", "description": "Where"},
                                "unit": {"enum": ["c", "f"]},
                                "days": {"type": "array", "items": {"type": "integer"}},
                            },
                            "required": ["city"],
                        },
                    },
                }
            ],
        }
    ).encode()
    texts, fixed = CHAT.prompt_texts(body)
    assert texts[:6] == ["Be brief.", "ann", "Look", "f", "{}", "20C"]
    assert texts[6] == (
        "// Weather\ntype f = (_: {\n// Where\ncity: string,\n"
        'unit?: "c" | "f",\ndays?: number[],\n}) => any;'
    )
    assert fixed == 3 + 4 * 4 + 1 + 85 + 3 + 9


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.text(max_size=8), _VALUES, max_size=6))
def test_any_unknown_fields_survive_an_edit(extra: dict[str, object]) -> None:
    known = ("model", "stream", "stream_options", "max_tokens", "max_completion_tokens", "n")
    rest = {key: value for key, value in extra.items() if key not in known}
    body = json.dumps({**rest, "model": "a", "stream": True}).encode()
    edited = json.loads(CHAT.edit_request(body, RequestEdits("b", 5, include_usage=True)))
    assert edited.pop("stream_options") == {"include_usage": True}
    assert edited == {**rest, "model": "b", "stream": True, "max_tokens": 5}


@given(st.binary(max_size=80) | _VALUES.map(lambda value: json.dumps(value).encode()))
def test_no_body_raises_anything_but_a_dialect_error(body: bytes) -> None:
    for call in (
        lambda: CHAT.peek(body),
        lambda: CHAT.edit_request(body, RequestEdits("m", 1, include_usage=True)),
        lambda: CHAT.edit_answer(body, "m"),
        lambda: CHAT.answer_usage(body),
        lambda: CHAT.prompt_texts(body),
    ):
        with contextlib.suppress(DialectError):
            call()
