"""Ollama as an upstream, and as a client's dialect, from its documents."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.base import Peek, RequestEdits
from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    Ended,
    Finish,
    Finished,
    ReasoningDelta,
    Started,
    StreamError,
    TextDelta,
    ToolCall,
    ToolCallDelta,
    ToolResult,
    UsageReport,
)
from gateway.domain.failure import FailureClass
from gateway.domain.usage import Usage
from gateway.errors import DialectError, GatewayError, Unconvertible
from tests.gateway.dialects.judges import chat_answer, chat_stream, messages_stream
from tests.gateway.dialects.support import encoded, events_of, golden, run

OLLAMA = dialect("ollama")
CHAT, MESSAGES = dialect("openai_chat"), dialect("anthropic")
USER = {"role": "user", "content": "Hi"}
CREATED = 1767323045  # 2026-01-02T03:04:05Z


def converted(*messages: dict[str, Any], model: str = "qwen3", **members: Any) -> Any:
    body = json.dumps({"model": "asked", "messages": messages or [USER], **members}).encode()
    return json.loads(OLLAMA.encode_request(CHAT.decode_request(body), model))


def test_the_documents_own_stream() -> None:
    stream = golden("ollama.ndjson")
    for size in (1, 7, 1 << 20):
        assert events_of(OLLAMA.stream_decoder(), stream, size) == [
            Started(model="qwen3", created=CREATED),
            ReasoningDelta("Hm"),
            TextDelta("Hi"),
            ToolCallDelta(0, "call_x", "get_weather", '{"city":"Rome"}'),
            Finished(Finish.TOOL_CALL),
            UsageReport(Usage(input=26, output=10)),
            Ended(),
        ]


def test_its_stream_for_every_client() -> None:
    events = events_of(OLLAMA.stream_decoder(), golden("ollama.ndjson"))
    answer = chat_stream(
        encoded(CHAT.stream_encoder("mine", include_usage=True), events), usage=True
    )
    assert answer.choices[0].message.content == "Hi"
    assert answer.choices[0].finish_reason == "tool_calls"
    assert answer.usage is not None
    assert answer.usage.prompt_tokens == 26
    message = messages_stream(encoded(MESSAGES.stream_encoder("mine", include_usage=True), events))
    assert [block.type for block in message.content] == ["thinking", "text", "tool_use"]
    again = encoded(OLLAMA.stream_encoder("qwen3", include_usage=True), events)
    assert events_of(OLLAMA.stream_decoder(), again) == events


def test_a_stream_cut_short_has_no_end_and_an_error_line_is_one() -> None:
    lines = golden("ollama.ndjson").splitlines(keepends=True)
    cut = events_of(OLLAMA.stream_decoder(), b"".join(lines[:3]) + lines[3][:50])
    assert not any(isinstance(event, Ended | Finished) for event in cut)
    failed = events_of(OLLAMA.stream_decoder(), lines[0] + b'{"error":"model crashed"}\n')
    assert failed[-1] == StreamError("model crashed")
    whole = events_of(OLLAMA.stream_decoder(), b"".join(lines).rstrip())
    assert whole[-1] == Ended()
    with pytest.raises(DialectError):
        events_of(OLLAMA.stream_decoder(), b"<html>\n")


@pytest.mark.parametrize(
    ("reason", "finish"),
    [("stop", Finish.STOP), ("length", Finish.LENGTH), ("load", Finish.STOP), (None, Finish.STOP)],
)
def test_done_reasons(reason: str | None, finish: Finish) -> None:
    line = {"model": "m", "message": {"role": "assistant", "content": "x"}, "done": True}
    body = json.dumps({**line, "done_reason": reason}).encode()
    answer = OLLAMA.decode_answer(body)
    assert answer.choices[0].finish is finish
    assert answer.usage is None


def test_counts_are_only_trusted_together() -> None:
    line = {"model": "m", "message": {"content": "x"}, "done": True, "eval_count": 3}
    assert OLLAMA.answer_usage(json.dumps(line).encode())[0] is None
    line["prompt_eval_count"] = 7
    usage, texts, failure = OLLAMA.answer_usage(json.dumps(line).encode())
    assert usage == Usage(input=7, output=3)
    assert texts == ["x"]
    assert failure is None


def test_passing_through() -> None:
    stream = golden("ollama.ndjson")
    lines = stream.splitlines(keepends=True)
    for size in (1, 50, 1 << 20):
        pipe = OLLAMA.pass_pipe(None, include_usage=True)
        passed, ending = run(pipe, stream, size)
        assert passed == b"".join(lines[:3])
        assert ending == lines[3]
        assert pipe.meter.usage == Usage(input=26, output=10)
        assert pipe.meter.finish == "tool_call"
        assert "".join(pipe.meter.texts) == 'HmHiget_weather{"city":"Rome"}'
    named = run(OLLAMA.pass_pipe("mine", include_usage=True), stream)
    assert all(json.loads(line)["model"] == "mine" for line in b"".join(named).splitlines())
    cut = OLLAMA.pass_pipe(None, include_usage=True)
    cut.feed(lines[0] + lines[1][:20])
    last = json.loads(cut.cut(Usage(input=2, output=1)))
    assert last["done_reason"] == "length"
    assert last["eval_count"] == 1
    short = OLLAMA.pass_pipe(None, include_usage=True)
    assert run(short, b"".join(lines[:3]))[1] == b""
    broken = OLLAMA.pass_pipe(None, include_usage=True)
    broken.feed(lines[0] + b'{"error":"no"}\n' + lines[1])
    assert broken.meter.error is not None
    assert broken.meter.error.kind is FailureClass.OVERLOADED


def test_a_chat_request_for_ollama() -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": '{"n":1}'}}
    tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
    request = converted(
        {"role": "developer", "content": "Be brief."},
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "Look"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,QUJD"}},
            ],
        },
        {"role": "assistant", "content": None, "tool_calls": [call], "reasoning_content": "hm"},
        {"role": "tool", "tool_call_id": "c1", "content": "20C"},
        max_tokens=9,
        temperature=0.5,
        top_p=0.9,
        seed=3,
        stop="#",
        tools=[tool],
        reasoning_effort="low",
        response_format={"type": "json_object"},
        user="u",
        parallel_tool_calls=False,
    )
    assert request == {
        "model": "qwen3",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Look", "images": ["QUJD"]},
            {
                "role": "assistant",
                "content": "",
                "thinking": "hm",
                "tool_calls": [{"id": "c1", "function": {"name": "f", "arguments": {"n": 1}}}],
            },
            {"role": "tool", "content": "20C", "tool_call_id": "c1", "tool_name": "f"},
        ],
        "stream": False,
        "tools": [
            {
                "type": "function",
                "function": {"name": "f", "description": "", "parameters": {"type": "object"}},
            }
        ],
        "format": "json",
        "think": True,
        "options": {
            "num_predict": 9,
            "temperature": 0.5,
            "top_p": 0.9,
            "stop": ["#"],
            "seed": 3,
        },
    }


def test_what_claude_code_sends() -> None:
    conversation = MESSAGES.decode_request(golden("claude_code_request.json"))
    request = json.loads(OLLAMA.encode_request(conversation, "qwen3"))
    roles = [message["role"] for message in request["messages"]]
    assert roles == ["system", "user", "system", "assistant", "tool", "tool", "user"]
    assert request["messages"][4]["content"] == "Error: ls: not found"
    assert request["messages"][6]["images"] == ["iVBORw0KGgo="]
    assert request["stream"] is True
    assert "think" not in request
    assert request["options"]["num_predict"] == 32000


def test_tool_choice_is_emulated() -> None:
    tools = [{"type": "function", "function": {"name": name}} for name in ("f", "g")]
    named = converted(tools=tools, tool_choice={"type": "function", "function": {"name": "g"}})
    assert [tool["function"]["name"] for tool in named["tools"]] == ["g"]
    assert named["messages"][-1]["role"] == "system"
    assert "tools" not in converted(tools=tools, tool_choice="none")
    assert len(converted(tools=tools, tool_choice="auto")["messages"]) == 1


@pytest.mark.parametrize(
    ("model", "effort", "think"),
    [
        ("qwen3", "high", True),
        ("qwen3", "none", False),
        ("gpt-oss:20b", "high", "high"),
        ("gpt-oss:20b", "xhigh", "high"),
        ("gpt-oss:20b", "minimal", "low"),
    ],
)
def test_efforts(model: str, effort: str, think: Any) -> None:
    assert converted(model=model, reasoning_effort=effort)["think"] == think


@pytest.mark.parametrize(
    "part",
    [
        {"type": "image_url", "image_url": {"url": "https://x.org/a.png"}},
        {"type": "input_audio", "input_audio": {"data": "QUJD", "format": "wav"}},
        {"type": "file", "file": {"file_data": "data:application/pdf;base64,QUJD"}},
    ],
)
def test_content_that_cannot_be_carried_is_refused(part: dict[str, Any]) -> None:
    with pytest.raises(Unconvertible):
        converted({"role": "user", "content": [part]})
    with pytest.raises(Unconvertible):
        converted(n=2)


def test_its_own_requests_decode() -> None:
    body = json.dumps(
        {
            "model": "m",
            "messages": [
                {"role": "user", "content": "Look", "images": ["/9j/AAAA"]},
                {
                    "role": "assistant",
                    "content": "",
                    "tool_calls": [
                        {"function": {"name": "f", "arguments": {"n": 12345678901234567890123}}},
                        {"function": {"name": "g", "arguments": '{"text":true}'}},
                    ],
                },
                {"role": "tool", "content": "2", "tool_name": "g"},
                {"role": "tool", "content": "1"},
            ],
            "options": {"num_predict": 5, "num_ctx": 4096, "temperature": 1},
            "think": "high",
            "format": {"type": "object"},
            "keep_alive": "5m",
        },
        separators=(",", ":"),
    ).encode()
    conversation = OLLAMA.decode_request(body)
    assert conversation.stream is True
    assert conversation.max_output == 5
    calls = [block for block in conversation.turns[1].blocks if isinstance(block, ToolCall)]
    assert [call.arguments for call in calls] == [
        '{"n":12345678901234567890123}',
        '{"text":true}',
    ]
    results = [block for block in conversation.turns[2].blocks if isinstance(block, ToolResult)]
    assert [result.id for result in results] == [calls[1].id, calls[0].id]
    again = json.loads(OLLAMA.encode_request(conversation, "m"))
    assert again["options"] == {"num_predict": 5, "num_ctx": 4096, "temperature": 1}
    assert again["keep_alive"] == "5m"
    assert again["think"] == "high"
    assert again["format"] == {"type": "object"}
    assert json.loads(CHAT.encode_request(conversation, "gpt-5"))["messages"][0]["content"][1][
        "image_url"
    ]["url"].startswith("data:image/jpeg;base64,")


def test_peek_and_edits() -> None:
    assert OLLAMA.peek(b'{"model":"m"}') == Peek("m", stream=True)
    assert OLLAMA.peek(b'{"model":"m","stream":false}').stream is False
    assert OLLAMA.peek(b'{"model":"m","options":{"num_predict":7}}').max_output == 7
    assert OLLAMA.peek(b'{"model":"m","options":{"num_predict":-1}}').max_output is None
    body = b'{"model":"m", "options":{"num_ctx": 4096},"x":1.50}'
    edited = OLLAMA.edit_request(body, RequestEdits("n", 9))
    assert json.loads(edited)["options"] == {"num_ctx": 4096, "num_predict": 9}
    assert b"1.50" in edited
    assert OLLAMA.edit_request(body, RequestEdits("m")) is body
    assert OLLAMA.edit_request(body, RequestEdits(include_usage=True)) is body
    for bad in (b"{}", b"[]", b'{"model":"m","options":7}'):
        with pytest.raises(DialectError):
            OLLAMA.peek(bad)


def test_answers_between_dialects() -> None:
    line = golden("ollama.ndjson").splitlines()[2]
    answer = OLLAMA.decode_answer(line)
    chat = chat_answer(CHAT.encode_answer(answer, "mine"))
    assert chat.choices[0].message.tool_calls is not None
    assert chat.created == CREATED
    answer.usage = Usage(input=2, output=1)
    own = json.loads(OLLAMA.encode_answer(answer, "mine"))
    assert own["message"]["tool_calls"][0]["function"]["arguments"] == {"city": "Rome"}
    assert own["done"] is True
    assert own["prompt_eval_count"] == 2
    assert json.loads(OLLAMA.edit_answer(line, "mine"))["model"] == "mine"
    assert OLLAMA.edit_answer(line, "qwen3") is line
    with pytest.raises(DialectError):
        OLLAMA.decode_answer(b'{"error":"no"}')
    assert OLLAMA.answer_usage(b'{"error":"no"}')[2] is not None


def test_errors_and_counting() -> None:
    error = GatewayError("model_not_found", "There is no model x")
    assert OLLAMA.encode_error(error, "r") == b'{"error":"There is no model x"}'
    assert OLLAMA.stream_error(error, "r").endswith(b"\n")
    assert OLLAMA.keep_alive() == b""
    texts, fixed = OLLAMA.prompt_texts(
        b'{"model":"m","messages":[{"role":"user","content":"Hi","images":["AAAA"]}]}'
    )
    assert texts == ["Hi"]
    assert fixed == 3 + 4 + 85 + 8 * 170


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_no_bytes_raise_anything_but_a_dialect_error(parts: list[bytes]) -> None:
    decoder, pipe = OLLAMA.stream_decoder(), OLLAMA.pass_pipe("m", include_usage=True)
    for part in parts:
        pipe.feed(part + b"\n")
        with contextlib.suppress(DialectError):
            decoder.feed(part + b"\n")
    pipe.close()
    with contextlib.suppress(DialectError):
        decoder.close()
