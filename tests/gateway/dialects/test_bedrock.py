"""Converse requests judged by AWS's own service model, and answers back, whole and streamed."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from gateway.dialects.bedrock import Bedrock, BedrockEmbeddings, InvokeReframer
from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    Ended,
    Finish,
    Finished,
    Reasoning,
    ReasoningDelta,
    StreamError,
    TextDelta,
    ToolCall,
    ToolCallDelta,
    UsageReport,
)
from gateway.domain.usage import Usage
from gateway.errors import DialectError, Unconvertible
from tests.upstreams.anthropic_models import sign
from tests.upstreams.bedrock_rules import check_conversation, check_shape
from tests.upstreams.eventstream import event, exception

CHAT, MESSAGES, BEDROCK = dialect("openai_chat"), dialect("anthropic"), Bedrock()
CLAUDE, NOVA = "eu.anthropic.claude-haiku-4-5-20251001-v1:0", "amazon.nova-2-lite-v1:0"
GPT, LLAMA = "openai.gpt-oss-120b-1:0", "meta.llama3-3-70b-instruct-v1:0"
PNG = "iVBORw0KGgo="


def sent(request: dict[str, Any], model: str, source: Any = CHAT) -> dict[str, Any]:
    """The Converse body of a request; AWS's own rules have passed it."""
    conversation = source.decode_request(json.dumps({"model": model, **request}).encode())
    body: dict[str, Any] = json.loads(BEDROCK.encode_request(conversation, model))
    check_shape(body, "Converse")
    check_conversation(body, model.removeprefix("eu."))
    return body


def user(*content: Any) -> dict[str, Any]:
    return {"role": "user", "content": list(content) or "Hi"}


TOOL: Any = {
    "type": "function",
    "function": {"name": "look", "strict": True, "parameters": {"type": "object"}},
}
HISTORY: list[Any] = [
    {"role": "system", "content": "Be brief."},
    {"role": "assistant", "content": "Hello"},
    {"role": "user", "content": "Look!"},
    {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {
                "id": f"call:{number}" + "x" * 70,
                "type": "function",
                "function": {"name": "look", "arguments": '{"at":12345678901234567890}'},
            }
            for number in (1, 2)
        ],
    },
    {"role": "tool", "tool_call_id": "call:2" + "x" * 70, "content": "two"},
    {"role": "tool", "tool_call_id": "call:1" + "x" * 70, "content": "one"},
    {"role": "system", "content": "Speak French."},
]


@pytest.mark.parametrize("model", [CLAUDE, NOVA, GPT, LLAMA])
def test_a_long_history_is_put_into_the_order_that_is_demanded(model: str) -> None:
    body = sent({"messages": HISTORY, "max_tokens": 9, "stop": ["END"]}, model)
    assert body["system"] == [{"text": "Be brief."}]
    roles = [message["role"] for message in body["messages"]]
    assert roles == ["user", "assistant", "user", "assistant", "user"]
    last = body["messages"][-1]["content"]
    assert [next(iter(block)) for block in last] == ["toolResult", "toolResult", "text"]
    assert body["toolConfig"]["tools"][0]["toolSpec"]["name"] == "look"
    assert body["inferenceConfig"] == {"maxTokens": 9, "stopSequences": ["END"]}
    assert ("additionalModelResponseFieldPaths" in body) == (model == CLAUDE)


def test_arguments_keep_their_bytes() -> None:
    conversation = CHAT.decode_request(json.dumps({"model": "m", "messages": HISTORY}).encode())
    assert b'{"at":12345678901234567890}' in BEDROCK.encode_request(conversation, CLAUDE)


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        ("auto", None),
        ("required", {"any": {}}),
        ({"type": "function", "function": {"name": "look"}}, {"tool": {"name": "look"}}),
    ],
)
def test_tool_choices(choice: Any, wanted: Any) -> None:
    body = sent({"messages": [user()], "tools": [TOOL], "tool_choice": choice}, CLAUDE)
    assert body["toolConfig"].get("toolChoice") == wanted
    assert body["toolConfig"]["tools"][0]["toolSpec"]["strict"] is True
    none = sent({"messages": [user()], "tools": [TOOL], "tool_choice": "none"}, CLAUDE)
    assert "toolConfig" not in none


def test_sampling_is_fitted() -> None:
    asked = {"messages": [user()], "temperature": 1.7, "top_p": 0.5}
    assert sent(asked, NOVA)["inferenceConfig"] == {"temperature": 1.0}
    assert sent({"messages": [user()], "top_p": 0.5}, NOVA)["inferenceConfig"] == {"topP": 0.5}


@pytest.mark.parametrize(
    ("model", "extra"),
    [
        (GPT, {"reasoning_effort": "high"}),
        (NOVA, {"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "high"}}),
        (LLAMA, None),
    ],
)
def test_efforts(model: str, extra: Any) -> None:
    asked = {"messages": [user()], "reasoning_effort": "high", "temperature": 0.5, "max_tokens": 9}
    body = sent(asked, model)
    assert body.get("additionalModelRequestFields") == extra
    assert ("inferenceConfig" in body) == (model != NOVA)  # it sets these itself when it thinks


def test_claudes_thinking_leaves_room_for_an_answer() -> None:
    body = sent({"messages": [user()], "reasoning_effort": "medium", "temperature": 0.5}, CLAUDE)
    thinking = body["additionalModelRequestFields"]["thinking"]
    assert thinking["budget_tokens"] < body["inferenceConfig"]["maxTokens"]
    assert "temperature" not in body["inferenceConfig"]


def test_signed_thoughts_go_back_and_others_stay_away() -> None:
    history = [
        user(),
        {
            "role": "assistant",
            "content": [
                {"type": "thinking", "thinking": "Hm", "signature": sign("Hm")},
                {"type": "thinking", "thinking": "unsigned", "signature": ""},
                {"type": "text", "text": "Hello "},
            ],
        },
        user(),
    ]
    for message in history:
        if isinstance(message["content"], list) and not message["content"]:
            message["content"] = "Hi"
    body = sent({"messages": history, "max_tokens": 9}, CLAUDE, MESSAGES)
    told = {"text": "Hm", "signature": sign("Hm")}
    assert body["messages"][1]["content"] == [
        {"reasoningContent": {"reasoningText": told}},
        {"text": "Hello "},
    ]
    other = sent({"messages": history, "max_tokens": 9}, LLAMA, MESSAGES)
    assert other["messages"][1]["content"] == [{"text": "Hello "}]


def test_cache_marks_where_they_are_known() -> None:
    marked = {"type": "text", "text": "Long", "cache_control": {"type": "ephemeral", "ttl": "1h"}}
    request = {"system": [marked], "messages": [user(marked)], "max_tokens": 9}
    point = {"cachePoint": {"type": "default", "ttl": "1h"}}
    body = sent(request, CLAUDE, MESSAGES)
    assert body["system"] == [{"text": "Long"}, point]
    assert body["messages"][0]["content"] == [{"text": "Long"}, point]
    assert sent(request, LLAMA, MESSAGES)["system"] == [{"text": "Long"}]


def test_images_and_documents() -> None:
    picture = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PNG}"}}
    pdf = {
        "type": "file",
        "file": {
            "filename": "the report_1.pdf",
            "file_data": "data:application/pdf;base64,JVBERg==",
        },
    }
    body = sent({"messages": [user(picture, pdf, pdf)]}, CLAUDE)
    image, first, second, text = body["messages"][0]["content"]
    assert image == {"image": {"format": "png", "source": {"bytes": PNG}}}
    assert first["document"]["name"] == "the report 1 pdf 1"
    assert second["document"]["name"] == "the report 1 pdf 2"
    assert text == {"text": "."}
    remote = {"type": "image_url", "image_url": {"url": "https://h.example/a.png"}}
    with pytest.raises(Unconvertible):
        sent({"messages": [user(remote)]}, CLAUDE)


def test_structured_output() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
    wanted = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    body = sent({"messages": [user()], "response_format": wanted}, CLAUDE)
    described = body["outputConfig"]["textFormat"]["structure"]["jsonSchema"]
    assert described["name"] == "answer"
    assert json.loads(described["schema"])["additionalProperties"] is False
    told = sent({"messages": [user()], "response_format": wanted}, LLAMA)
    assert "JSON Schema" in told["system"][0]["text"]


ANSWER = {
    "output": {
        "message": {
            "role": "assistant",
            "content": [
                {"reasoningContent": {"reasoningText": {"text": "Hm", "signature": "s"}}},
                {"reasoningContent": {"redactedContent": "aGlkZGVu"}},
                {"text": "Hi"},
                {"toolUse": {"toolUseId": "t1", "name": "look", "input": {"a": 1}}},
            ],
        }
    },
    "stopReason": "tool_use",
    "usage": {
        "inputTokens": 5,
        "outputTokens": 7,
        "totalTokens": 42,
        "cacheReadInputTokens": 10,
        "cacheWriteInputTokens": 20,
        "cacheDetails": [{"ttl": "1h", "inputTokens": 15}],
    },
}


def test_a_whole_answer() -> None:
    body = json.dumps(ANSWER).encode()
    answer = BEDROCK.decode_answer(body)
    choice = answer.choices[0]
    assert choice.blocks[:2] == [Reasoning("Hm", "s"), Reasoning(redacted="aGlkZGVu")]
    assert choice.blocks[3] == ToolCall("t1", "look", '{"a": 1}')
    assert choice.finish is Finish.TOOL_CALL
    usage = Usage(35, 7, cache_read=10, cache_write=5, cache_write_1h=15)
    assert answer.usage == usage
    found, texts, failure = BEDROCK.answer_usage(body)
    assert (found, failure) == (usage, None)
    assert "".join(texts) == 'HmHilook{"a": 1}'


@pytest.mark.parametrize(
    ("reason", "finish"),
    [
        ("end_turn", Finish.STOP),
        ("max_tokens", Finish.LENGTH),
        ("stop_sequence", Finish.STOP_SEQUENCE),
        ("guardrail_intervened", Finish.FILTERED),
        ("content_filtered", Finish.FILTERED),
        ("model_context_window_exceeded", Finish.CONTEXT_FULL),
        ("something_new", Finish.STOP),
    ],
)
def test_stop_reasons(reason: str, finish: Finish) -> None:
    body = json.dumps({**ANSWER, "stopReason": reason}).encode()
    assert BEDROCK.decode_answer(body).choices[0].finish is finish


def test_a_malformed_output_and_an_error_inside_a_success_are_failures() -> None:
    broken = json.dumps({**ANSWER, "stopReason": "malformed_tool_use"}).encode()
    assert BEDROCK.answer_usage(broken)[2] is not None
    with pytest.raises(DialectError):
        BEDROCK.decode_answer(broken)
    assert BEDROCK.answer_usage(b'{"message":"no"}')[2] is not None
    with pytest.raises(DialectError):
        BEDROCK.answer_usage(b"{}")


def frame(kind: str, **payload: Any) -> bytes:
    return event(kind, json.dumps({**payload, "p": "abc"}).encode())


def delta(index: int, **what: Any) -> bytes:
    return frame("contentBlockDelta", delta=what, contentBlockIndex=index)


STREAM = [
    frame("messageStart", role="assistant"),
    delta(0, reasoningContent={"text": "Hm"}),
    delta(0, reasoningContent={"signature": "s"}),
    frame("contentBlockStop", contentBlockIndex=0),
    delta(1, text="Hi"),
    frame(
        "contentBlockStart",
        start={"toolUse": {"toolUseId": "t1", "name": "look"}},
        contentBlockIndex=2,
    ),
    delta(2, toolUse={"input": '{"a"'}),
    delta(2, toolUse={"input": ":1}"}),
    frame("contentBlockStop", contentBlockIndex=2),
    frame(
        "contentBlockStart",
        start={"toolUse": {"toolUseId": "t2", "name": "go"}},
        contentBlockIndex=3,
    ),
    frame("contentBlockStop", contentBlockIndex=3),
    frame("messageStop", stopReason="tool_use"),
    frame("metadata", usage=ANSWER["usage"], metrics={"latencyMs": 1}),
]


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_a_stream_however_it_is_split(size: int) -> None:
    decoder, data, events = BEDROCK.stream_decoder(), b"".join(STREAM), []
    for at in range(0, len(data), size):
        events += decoder.feed(data[at : at + size])
    events += decoder.close()
    assert [each for each in events if isinstance(each, ReasoningDelta)] == [
        ReasoningDelta("Hm"),
        ReasoningDelta(signature="s"),
    ]
    assert TextDelta("Hi") in events
    calls = [each for each in events if isinstance(each, ToolCallDelta)]
    assert "".join(each.arguments for each in calls if each.index == 0) == '{"a":1}'
    assert calls[-1] == ToolCallDelta(1, "t2", "go", "{}")
    assert events[-3:] == [
        Finished(Finish.TOOL_CALL),
        UsageReport(Usage(35, 7, cache_read=10, cache_write=5, cache_write_1h=15)),
        Ended(),
    ]


def test_a_stream_that_was_cut_has_no_end() -> None:
    decoder = BEDROCK.stream_decoder()
    events = [*decoder.feed(b"".join(STREAM[:8])), *decoder.close()]
    assert not any(isinstance(each, Finished | Ended) for each in events)
    whole = BEDROCK.stream_decoder()
    events = [*whole.feed(b"".join(STREAM[:-1])), *whole.close()]
    assert events[-1] == Ended(), "the end of the body stands for missing metadata"


@pytest.mark.parametrize(
    ("name", "payload", "message"),
    [
        ("throttlingException", {"message": "Slow down"}, "Slow down"),
        (
            "modelStreamErrorException",
            {"message": "x", "originalStatusCode": 529, "originalMessage": "Overloaded"},
            "Overloaded",
        ),
    ],
)
def test_an_exception_in_the_stream_ends_it(name: str, payload: Any, message: str) -> None:
    decoder = BEDROCK.stream_decoder()
    raw = b"".join(STREAM[:5]) + exception(name, json.dumps(payload).encode()) + STREAM[-1]
    error = list(decoder.feed(raw))[-1]
    assert isinstance(error, StreamError)
    assert (error.message, error.type) == (message, name)
    assert list(decoder.close()) == []


def test_claudes_events_come_out_of_their_wrapping() -> None:
    events: list[Any] = [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Ř"}},
        {"type": "message_stop", "amazon-bedrock-invocationMetrics": {"inputTokenCount": 1}},
    ]
    raw = b"".join(
        event(
            "chunk",
            json.dumps({"bytes": base64.b64encode(json.dumps(each).encode()).decode()}).encode(),
        )
        for each in events
    ) + exception("throttlingException", b'{"message":"Slow down"}')
    reframer, out = InvokeReframer(), b""
    for at in range(0, len(raw), 5):
        out += reframer.feed(raw[at : at + 5])
    frames = (out + reframer.close()).decode().split("\n\n")
    assert frames[0].startswith("event: content_block_delta\ndata: ")
    assert frames[1] == 'event: message_stop\ndata: {"type":"message_stop"}'
    assert '"type":"throttlingException"' in frames[2]
    with pytest.raises(DialectError):
        InvokeReframer().feed(event("chunk", b'{"bytes":"?"}'))


def test_embeddings() -> None:
    embeds = BedrockEmbeddings()
    source = dialect("openai_embeddings")
    one = source.decode_request(b'{"model":"m","input":"a","dimensions":256}')
    two = source.decode_request(b'{"model":"m","input":["a","b"]}')
    titan, cohere = "amazon.titan-embed-text-v2:0", "cohere.embed-multilingual-v3"
    assert json.loads(embeds.encode_request(one, titan)) == {"inputText": "a", "dimensions": 256}
    with pytest.raises(Unconvertible):
        embeds.encode_request(two, titan)
    assert json.loads(embeds.encode_request(two, cohere))["texts"] == ["a", "b"]
    found = embeds.answer_usage(b'{"embedding":[0.5],"inputTextTokenCount":3}')
    assert found == (Usage(input=3), [], None)
    for body in (b'{"embeddings":[[0.5]]}', b'{"embeddings":{"float":[[0.5]]}}'):
        assert embeds.answer_usage(body) == (None, [], None)
        assert embeds.decode_answer(body).choices[0].blocks
