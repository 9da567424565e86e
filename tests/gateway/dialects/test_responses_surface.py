"""A Responses request is read as far as routing needs, and edited without touching the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.base import Peek, RequestEdits
from gateway.dialects.openai_responses import OpenAIResponses
from gateway.domain.failure import FailureClass
from gateway.domain.usage import Usage
from gateway.errors import DialectError, GatewayError

RESPONSES = OpenAIResponses()


def test_peek_reads_what_routing_needs() -> None:
    body = b'{"model":"m","stream":true,"max_output_tokens":50,"input":[{"zz":1}],"zz":{}}'
    assert RESPONSES.peek(body) == Peek("m", stream=True, max_output=50)
    assert RESPONSES.peek(b'{"model":"m","stream":null,"max_output_tokens":9.0}').max_output == 9


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b"", None),
        (b"[]", None),
        (b"{}", "model"),
        (b'{"model":""}', "model"),
        (b'{"model":"m","max_output_tokens":"x"}', "max_output_tokens"),
        (b'{"model":"m","max_output_tokens":-1}', "max_output_tokens"),
        (b'{"model":"m","background":true}', "background"),
        (b'{"model":"m","stream":"yes"}', "stream"),
        (b'{"a":' + b"[" * 100_000, None),
    ],
)
def test_a_request_that_cannot_be_read_says_where(body: bytes, param: str | None) -> None:
    with pytest.raises(DialectError) as raised:
        RESPONSES.peek(body)
    assert raised.value.param == param


def test_no_edit_is_the_same_object() -> None:
    body = b'{"model":"m","stream":true,"max_output_tokens":50}'
    assert RESPONSES.edit_request(body, RequestEdits()) is body
    assert RESPONSES.edit_request(body, RequestEdits("m", 50, include_usage=True)) is body


def test_edits_leave_every_other_member_its_bytes() -> None:
    body = (
        b'{"input": [ {"role":"user","content":"\\u732b"} ], "model":"a",'
        b' "top_p":0.10, "big":12345678901234567890123, "unknown":{"b":1,  "a":2.0e+1}}'
    )
    edited = RESPONSES.edit_request(body, RequestEdits(model="b", max_output=7))
    decoded = json.loads(edited)
    assert (decoded["model"], decoded["max_output_tokens"]) == ("b", 7)
    for untouched in (
        b'[ {"role":"user","content":"\\u732b"} ]',
        b"0.10",
        b"12345678901234567890123",
        b'{"b":1,  "a":2.0e+1}',
    ):
        assert untouched in edited


def test_thoughts_of_other_vendors_are_left_out_and_nothing_else() -> None:
    own = b'{"type":"reasoning", "id":"rs_1","summary":[],"encrypted_content":"gAAA"}'
    said = b'{"role":"user","content":"what is \\"homeport:anthropic:x\\"?", "n":1.0}'
    foreign = b'{"type":"reasoning","summary":[],"encrypted_content":"homeport:anthropic:sig"}'
    body = b'{"model":"m","input":[' + b",".join([own, foreign, said]) + b"]}"
    edited = RESPONSES.edit_request(body, RequestEdits())
    assert edited == b'{"model":"m","input":[' + own + b"," + said + b"]}"
    unharmed = b'{"model":"m","input":[' + own + b"," + said + b"]}"
    assert RESPONSES.edit_request(unharmed, RequestEdits()) is unharmed


_NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
_VALUES = st.recursive(
    st.none() | st.booleans() | _NUMBERS | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(min_size=1, max_size=8), _VALUES, max_size=5), st.booleans())
def test_whatever_members_there_are_they_pass(others: dict[str, Any], ascii_only: bool) -> None:
    names = ("model", "max_output_tokens", "background", "stream", "input")
    others = {name: value for name, value in others.items() if name not in names}
    encoded = {name: json.dumps(value, ensure_ascii=ascii_only) for name, value in others.items()}
    inside = "".join(f",{json.dumps(name)} : {value}" for name, value in encoded.items())
    body = ('{ "model" : "m"' + inside + "}").encode("utf-8", "surrogatepass")
    assert RESPONSES.edit_request(body, RequestEdits(model="m")) is body
    edited = RESPONSES.edit_request(body, RequestEdits(model="other", max_output=20))
    assert json.loads(edited) == {**others, "model": "other", "max_output_tokens": 20}
    for value in encoded.values():
        assert value.encode() in edited


def answer(**members: Any) -> bytes:
    body = {"id": "resp_1", "model": "up", "status": "completed", "output": [], **members}
    return json.dumps(body).encode()


def test_an_answer_keeps_its_bytes_under_another_name() -> None:
    body = b'{ "id":"r", "model":"up", "zz":1.50, "output":[]}'
    assert RESPONSES.edit_answer(body, "up") is body
    edited = RESPONSES.edit_answer(body, "mine")
    assert json.loads(edited)["model"] == "mine"
    assert b"1.50" in edited


def test_usage_and_texts_of_a_plain_answer() -> None:
    output = [
        {"type": "reasoning", "summary": [{"type": "summary_text", "text": "hm"}]},
        {"type": "message", "content": [{"type": "output_text", "text": "a"},
                                        {"type": "refusal", "refusal": "no"}]},
        {"type": "function_call", "name": "f", "arguments": "{}"},
        {"type": "custom_tool_call", "name": "g", "input": "x"},
        {"type": "web_search_call", "id": "ws"},
    ]  # fmt: skip
    usage = {
        "input_tokens": 20,
        "input_tokens_details": {"cached_tokens": 5, "cache_write_tokens": 2},
        "output_tokens": 9,
        "output_tokens_details": {"reasoning_tokens": 4},
        "total_tokens": 29,
    }
    found, texts, failure = RESPONSES.answer_usage(answer(output=output, usage=usage))
    assert found == Usage(input=20, output=9, cache_read=5, cache_write=2, reasoning=4)
    assert texts == ["hm", "a", "no", "f", "{}", "g", "x"]
    assert failure is None


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"error": {"code": "rate_limit_exceeded", "message": "slow"}}, FailureClass.RATE_LIMIT),
        ({"error": {"code": "server_error", "message": "x"}}, FailureClass.OVERLOADED),
        ({"status": "failed"}, FailureClass.OVERLOADED),
        ({"status": "cancelled"}, FailureClass.OVERLOADED),
        ({"status": "queued"}, FailureClass.PROTOCOL),
    ],
)
def test_an_error_inside_200_is_found(members: dict[str, Any], kind: FailureClass) -> None:
    _, _, failure = RESPONSES.answer_usage(answer(**members))
    assert failure is not None
    assert failure.kind is kind


def test_a_body_that_is_no_response_is_none() -> None:
    for body in (b"{}", b'{"output":3}', b"<html>"):
        with pytest.raises(DialectError):
            RESPONSES.answer_usage(body)
        with pytest.raises(DialectError):
            RESPONSES.decode_answer(body)


def test_what_a_prompt_costs() -> None:
    request = {
        "model": "gpt-4o",
        "instructions": "Be brief.",
        "input": [
            {"role": "user", "content": "Hi"},
            {"role": "user", "content": [
                {"type": "input_text", "text": "See"},
                {"type": "input_image", "image_url": "https://x.org/a.png", "detail": "low"},
                {"type": "input_file", "file_data": "x" * 400},
            ]},
            {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "c", "output": "20C"},
            {"type": "reasoning", "summary": [{"type": "summary_text", "text": "hm"}],
             "encrypted_content": "x" * 80},
        ],
        "tools": [
            {"type": "function", "name": "g", "parameters": {}},
            {"type": "namespace", "name": "ns", "description": "Docs",
             "tools": [{"type": "custom", "name": "h", "description": "d"}]},
        ],
        "text": {"format": {"type": "json_schema", "schema": {"a": 1}}},
    }  # fmt: skip
    texts, fixed = RESPONSES.prompt_texts(json.dumps(request).encode())
    assert texts == [
        "Be brief.", "Hi", "See", "f", "{}", "20C", "hm",
        "type g = () => any;", "Docs", "// d\ntype ns__h = () => any;", '{"a":1}',
    ]  # fmt: skip
    # reply, instructions and two messages, picture, file, call, encrypted thought, tools
    assert fixed == 3 + 3 * 4 + 85 + 10 + 3 + 10 + 9
    assert RESPONSES.prompt_texts(b'{"model":"m","input":"Hi"}') == (["Hi"], 3 + 4)
    with pytest.raises(DialectError):
        RESPONSES.prompt_texts(b"[]")


def test_errors_are_those_of_openai() -> None:
    error = GatewayError("model_not_found", "no such model", param="model")
    body = json.loads(RESPONSES.encode_error(error, "req_1"))
    assert body == {
        "error": {
            "message": "no such model",
            "type": "invalid_request_error",
            "param": "model",
            "code": "model_not_found",
        }
    }
    assert RESPONSES.keep_alive().startswith(b":")
