"""A messages request is read only as far as routing needs, and edited without touching the rest."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.anthropic import Anthropic
from gateway.dialects.base import Peek, RequestEdits
from gateway.domain.failure import FailureClass
from gateway.domain.usage import Usage
from gateway.errors import DialectError, GatewayError

MESSAGES = Anthropic()


def test_peek_reads_what_routing_needs() -> None:
    body = b'{"model":"m","stream":true,"max_tokens":50,"messages":[],"zz":{}}'
    assert MESSAGES.peek(body) == Peek("m", stream=True, max_output=50, wants_usage=True)
    assert MESSAGES.peek(b'{"model":"m"}').max_output is None
    for bad in (b"{}", b"[]", b'{"model":1}', b'{"model":"m","max_tokens":[]}', b"\xff"):
        with pytest.raises(DialectError):
            MESSAGES.peek(bad)


def test_edits_leave_every_other_member_its_bytes() -> None:
    body = b'{"model":"a","max_tokens":9, "system":[ {"type":"text","text":"x"}],"beta":1.50}'
    edited = MESSAGES.edit_request(body, RequestEdits("b", 7, include_usage=True))
    assert json.loads(edited)["model"] == "b"
    assert json.loads(edited)["max_tokens"] == 7
    assert b'[ {"type":"text","text":"x"}]' in edited
    assert b"1.50" in edited
    assert MESSAGES.edit_request(body, RequestEdits("a", 9, include_usage=True)) is body
    assert MESSAGES.edit_request(body, RequestEdits()) is body


def test_a_lowered_limit_lowers_the_thinking_budget_under_it() -> None:
    body = b'{"model":"a","max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":8000}}'
    for limit, thinking in (
        (8500, {"type": "enabled", "budget_tokens": 8000}),
        (4000, {"type": "enabled", "budget_tokens": 3000}),
        (1100, {"type": "enabled", "budget_tokens": 1024}),
        (500, {"type": "disabled"}),
    ):
        edited = json.loads(MESSAGES.edit_request(body, RequestEdits(max_output=limit)))
        assert edited["thinking"] == thinking
        assert edited["max_tokens"] == limit


def test_an_answers_usage_and_texts_are_read() -> None:
    body = json.dumps(
        {
            "type": "message",
            "model": "up",
            "content": [
                {"type": "thinking", "thinking": "hm", "signature": "s"},
                {"type": "text", "text": "Hi"},
                {"type": "tool_use", "id": "t", "name": "f", "input": {"x": 1}},
            ],
            "usage": {"input_tokens": 3, "output_tokens": 4, "cache_creation_input_tokens": 2},
        },
        separators=(",", ":"),
    ).encode()
    usage, texts, failure = MESSAGES.answer_usage(body)
    assert usage == Usage(input=5, output=4, cache_write=2)
    assert texts == ["hm", "Hi", "f", '{"x":1}']
    assert failure is None
    assert json.loads(MESSAGES.edit_answer(body, "mine"))["model"] == "mine"
    assert MESSAGES.edit_answer(body, "up") is body


def test_an_error_body_with_status_200_is_an_error() -> None:
    body = b'{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'
    failure = MESSAGES.answer_usage(body)[2]
    assert failure is not None
    assert failure.kind is FailureClass.OVERLOADED
    with pytest.raises(DialectError):
        MESSAGES.answer_usage(b"{}")


def test_errors_have_anthropics_body() -> None:
    error = GatewayError("insufficient_quota", "The balance is used up")
    assert json.loads(MESSAGES.encode_error(error, "req_1")) == {
        "type": "error",
        "error": {"type": "billing_error", "message": "The balance is used up"},
        "request_id": "req_1",
    }
    for status, kind in ((429, "rate_limit_error"), (504, "timeout_error"), (502, "api_error")):
        failed = GatewayError("all_channels_failed", "x", status=status)
        assert json.loads(MESSAGES.encode_error(failed, ""))["error"]["type"] == kind
    refused = GatewayError("upstream_refused", "x", type="invalid_prompt")
    assert json.loads(MESSAGES.encode_error(refused, ""))["error"]["type"] == (
        "invalid_request_error"
    )
    frame = MESSAGES.stream_error(error, "req_1")
    assert frame.startswith(b'event: error\ndata: {"type":"error"')
    assert MESSAGES.keep_alive() == b'event: ping\ndata: {"type": "ping"}\n\n'


def test_prompt_texts_are_what_costs_tokens() -> None:
    png = "iVBORw0KGgoAAAANSUhEUgAAA+gAAAPo"  # 1000 x 1000
    body = json.dumps(
        {
            "model": "claude-sonnet-4-5",
            "system": [{"type": "text", "text": "Be brief."}],
            "messages": [
                {"role": "user", "content": "Look"},
                {
                    "role": "user",
                    "content": [
                        {"type": "image", "source": {"type": "base64", "data": png}},
                        {"type": "document", "source": {"type": "text", "data": "paper"}},
                    ],
                },
                {
                    "role": "assistant",
                    "content": [{"type": "tool_use", "id": "t", "name": "f", "input": {"a": 1}}],
                },
                {
                    "role": "user",
                    "content": [
                        {
                            "type": "tool_result",
                            "tool_use_id": "t",
                            "content": [{"type": "text", "text": "20C"}],
                        }
                    ],
                },
            ],
            "tools": [{"name": "f", "input_schema": {"type": "object"}}],
        }
    ).encode()
    texts, fixed = MESSAGES.prompt_texts(body)
    assert texts == ["Be brief.", "Look", "paper", "f", '{"a":1}', "20C", "type f = () => any;"]
    assert fixed == 3 + 5 * 4 + 1296 + 3 + 9


@given(
    st.binary(max_size=80)
    | st.recursive(
        st.none() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["model", "content", "system", "messages", "type", "source", "input"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode())
)
def test_no_body_raises_anything_but_a_dialect_error(body: bytes) -> None:
    for call in (
        lambda: MESSAGES.peek(body),
        lambda: MESSAGES.edit_request(body, RequestEdits("m", 1, include_usage=True)),
        lambda: MESSAGES.edit_answer(body, "m"),
        lambda: MESSAGES.answer_usage(body),
        lambda: MESSAGES.prompt_texts(body),
    ):
        with contextlib.suppress(DialectError):
            call()
