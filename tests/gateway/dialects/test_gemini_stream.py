"""Streams and answers of Gemini: read for others, written for its clients, judged by its types."""

from __future__ import annotations

import json
from typing import Any

import pytest
from google.genai.types import GenerateContentResponse
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    Answer,
    Choice,
    Ended,
    Finish,
    Finished,
    Image,
    ImageDelta,
    Reasoning,
    ReasoningDelta,
    Refusal,
    RefusalDelta,
    Started,
    StreamError,
    StreamEvent,
    Text,
    TextDelta,
    ToolCall,
    ToolCallDelta,
    UsageReport,
)
from gateway.domain.usage import Usage
from gateway.errors import DialectError
from gateway.relay.streaming import ConvertingPipe, answer_events
from gateway.relay.turns import TurnCollector
from tests.gateway.dialects.judges import chat_answer, chat_stream, messages_answer, messages_stream
from tests.gateway.dialects.support import data_frames, encoded, events_of, run
from tests.gateway.dialects.test_gemini_pass import COUNTS, STREAM, frame, text

CHAT, MESSAGES, GEMINI = dialect("openai_chat"), dialect("anthropic"), dialect("gemini")


def call(name: str = "f", args: Any = None, **rest: Any) -> dict[str, Any]:
    return {"functionCall": {"name": name, "args": args or {}}, **rest}


RICH = (
    frame({"text": "Let me", "thought": True})
    + frame({"text": "Hi "}, {"text": "there"})
    + frame(call("f", {"a": 1.5}, thoughtSignature="c2ln"), call("g"))
    + frame({"inlineData": {"mimeType": "image/png", "data": "QUJD"}})
    + frame({"text": ""}, finish="STOP", usageMetadata=COUNTS)
)


def events(stream: bytes, size: int = 1 << 30) -> list[StreamEvent]:
    return events_of(GEMINI.stream_decoder(), stream, size)


@pytest.mark.parametrize("size", [1, 9, 1 << 20])
def test_every_part_is_its_event(size: int) -> None:
    found = events(RICH, size)
    calls = [event for event in found if isinstance(event, ToolCallDelta)]
    assert [(each.index, each.name, each.arguments, each.signature) for each in calls] == [
        (0, "f", '{"a": 1.5}', "c2ln"),
        (1, "g", "{}", ""),
    ]
    assert calls[0].id.startswith("call_")
    assert calls[0].id != calls[1].id
    assert [event for event in found if not isinstance(event, ToolCallDelta)] == [
        Started("r1", "up"),
        ReasoningDelta("Let me"),
        TextDelta("Hi "),
        TextDelta("there"),
        ImageDelta(Image(mime="image/png", data="QUJD")),
        Finished(Finish.TOOL_CALL),
        UsageReport(Usage(input=5, output=2)),
        Ended(),
    ]


def test_there_is_no_end_without_a_finish() -> None:
    assert Ended() not in events(text("Hel"))
    assert Ended() not in events(text("a") + text("b", index=1) + text("", finish="STOP"))
    assert Ended() in events(text("Hel") + text("", finish="STOP")[:-4])
    assert events(b"data: [DONE]\n\n") == []


@pytest.mark.parametrize(
    ("reason", "finish"),
    [
        ("MAX_TOKENS", Finish.LENGTH),
        ("CONTINUATION", Finish.LENGTH),
        ("MALFORMED_FUNCTION_CALL", Finish.STOP),
        ("SOMETHING_NEW", Finish.STOP),
        ("RECITATION", Finish.FILTERED),
        ("SPII", Finish.FILTERED),
    ],
)
def test_finish_reasons(reason: str, finish: Finish) -> None:
    assert Finished(finish) in events(text("x", finish=reason))
    assert Ended() not in events(text("x", finish="FINISH_REASON_UNSPECIFIED"))


def test_filters_are_refusals_and_faults_are_errors() -> None:
    assert RefusalDelta("Blocked by Google (SAFETY)") in events(frame(finish="SAFETY"))
    assert not any(isinstance(e, RefusalDelta) for e in events(text("x", finish="SAFETY")))
    blocked = {"blockReason": "OTHER", "blockReasonMessage": "No."}
    stream = b"data: " + json.dumps({"promptFeedback": blocked}).encode() + b"\n\n"
    assert events(stream)[1:] == [RefusalDelta("No."), Finished(Finish.FILTERED), Ended()]
    error = events(text("x") + frame(finish="OTHER") + text("y"))[-1]
    assert isinstance(error, StreamError)
    assert error.type == "OTHER"
    failed = b'data: {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"m"}}\n\n'
    error = events(text("x") + failed)[-1]
    assert isinstance(error, StreamError)
    assert (error.status, error.code, error.type) == (429, "429", "RESOURCE_EXHAUSTED")
    with pytest.raises(DialectError):
        events(b'data: {"candidates": 7}\n\n')


def converted(target: Any, stream: bytes) -> bytes:
    encoder = target.stream_encoder("mine", include_usage=True)
    return encoded(encoder, events(stream))


def test_for_openais_clients() -> None:
    answer = chat_stream(converted(CHAT, RICH), usage=True)
    message: Any = answer.choices[0].message
    assert message.content == "Hi there"
    assert message.reasoning_content == "Let me"
    assert [each.function.name for each in message.tool_calls] == ["f", "g"]
    assert message.tool_calls[0].extra_content == {"google": {"thought_signature": "c2ln"}}
    assert message.images[0]["image_url"]["url"] == "data:image/png;base64,QUJD"
    assert answer.choices[0].finish_reason == "tool_calls"


def test_for_anthropics_clients() -> None:
    message = messages_stream(converted(MESSAGES, RICH))
    assert [block.type for block in message.content] == ["thinking", "text", "tool_use", "tool_use"]
    assert message.content[2].input == {"a": 1.5}
    assert message.stop_reason == "tool_use"
    assert (message.usage.input_tokens, message.usage.output_tokens) == (5, 2)


def as_answer(stream: bytes) -> bytes:
    """A stream's frames as the whole answer they would have been."""
    frames = data_frames(stream)
    parts = [part for each in frames for part in each["candidates"][0]["content"]["parts"]]
    return json.dumps(
        frames[-1]
        | {"candidates": [{"content": {"parts": parts}, "finishReason": "STOP", "index": 0}]}
    ).encode()


def test_whole_answers() -> None:
    answer = GEMINI.decode_answer(as_answer(RICH))
    thought, said, first, second, image = answer.choices[0].blocks
    assert (thought, said) == (Reasoning("Let me"), Text("Hi there"))
    assert isinstance(first, ToolCall)
    assert isinstance(second, ToolCall)
    assert (first.signature, first.arguments) == ("c2ln", '{"a": 1.5}')
    assert image == Image(mime="image/png", data="QUJD")
    assert answer.choices[0].finish is Finish.TOOL_CALL
    assert chat_answer(CHAT.encode_answer(answer, "m")).choices[0].finish_reason == "tool_calls"
    assert messages_answer(MESSAGES.encode_answer(answer, "m")).stop_reason == "tool_use"
    back = GEMINI.decode_answer(GEMINI.encode_answer(answer, "up"))
    assert back == answer
    for bad in (b"{}", b'{"error":{"message":"x"}}', b'{"candidates":[{"finishReason":"OTHER"}]}'):
        with pytest.raises(DialectError):
            GEMINI.decode_answer(bad)


def judged(stream: bytes) -> list[GenerateContentResponse]:
    """Frames as Google's own types read them: one finish, at the end, with usage."""
    frames = data_frames(stream)
    found = [GenerateContentResponse.model_validate(each) for each in frames]
    assert found
    assert all("finishReason" not in each for frame in frames[:-1] for each in frame["candidates"])
    assert all("finishReason" in each for each in frames[-1]["candidates"])
    assert "usageMetadata" in frames[-1]
    assert len({each.response_id for each in found}) == 1
    assert {each.model_version for each in found} == {"mine"}
    return found


def test_written_for_geminis_clients() -> None:
    stream = encoded(
        GEMINI.stream_encoder("mine", include_usage=True),
        [
            Started("x1", "up", usage=Usage(input=5)),
            ReasoningDelta("hm"),
            ReasoningDelta(signature="s"),
            TextDelta("Hi"),
            ToolCallDelta(0, "c1", "f", '{"a"'),
            ToolCallDelta(1, "c2", "g", ""),
            ToolCallDelta(0, arguments=":1}"),
            ImageDelta(Image(mime="image/png", data="QUJD")),
            ToolCallDelta(2, "c3", "sh", "ls", "custom"),
            Finished(Finish.TOOL_CALL),
            UsageReport(Usage(input=5, output=9, reasoning=4, cache_read=2)),
            Ended(),
        ],
    )
    frames = judged(stream)
    parts = [part for each in frames for part in each.parts or ()]
    assert parts[0].thought
    assert parts[1].text == "Hi"
    assert parts[2].inline_data is not None
    calls = [part.function_call for part in parts if part.function_call]
    assert [(each.id, each.name, each.args) for each in calls] == [
        ("c1", "f", {"a": 1}),
        ("c2", "g", {}),
        ("c3", "sh", {"custom_tool_input": "ls"}),
    ]
    counts = frames[-1].usage_metadata
    assert counts is not None
    assert (counts.candidates_token_count, counts.thoughts_token_count) == (5, 4)
    assert counts.cached_content_token_count == 2
    assert frames[0].usage_metadata is not None


def test_a_call_that_the_limit_cut_is_left_out() -> None:
    stream = encoded(
        GEMINI.stream_encoder("mine", include_usage=True),
        [
            ToolCallDelta(0, "c1", "f", "{}"),
            ToolCallDelta(1, "c2", "g", '{"a":'),
            Finished(Finish.LENGTH),
            Ended(),
        ],
    )
    frames = judged(stream)
    calls = [part.function_call for each in frames for part in each.parts or ()]
    assert [each.name for each in calls if each] == ["f"]
    assert frames[-1].candidates is not None
    assert frames[-1].candidates[0].finish_reason == "MAX_TOKENS"


def test_a_refusal_in_words_is_a_safety_finish() -> None:
    stream = encoded(
        GEMINI.stream_encoder("mine", include_usage=True),
        [RefusalDelta("No."), Finished(Finish.STOP), Ended()],
    )
    assert data_frames(stream)[-1]["candidates"][0]["finishReason"] == "SAFETY"
    answer = Answer("", "", [Choice([Refusal("No.")])])
    assert b'"SAFETY"' in GEMINI.encode_answer(answer, "m")


_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
_BLOCKS = st.lists(
    st.builds(Text, _TEXT)
    | st.builds(Reasoning, _TEXT)
    | st.builds(Image, mime=st.just("image/png"), data=st.just("QUJD"))
    | st.builds(
        ToolCall,
        _TEXT,
        st.sampled_from(["f", "g"]),
        st.sampled_from(["{}", '{"n":12345678901234567890123}']),
        signature=st.sampled_from(["", "c2ln"]),
    ),
    min_size=1,
    max_size=4,
)


@given(_BLOCKS, st.integers(1, 50))
def test_an_answer_survives_as_a_stream_of_its_own_dialect(blocks: Any, size: int) -> None:
    answer = Answer("x1", "mine", [Choice(blocks)], Usage(input=3, output=4))
    whole = GEMINI.decode_answer(GEMINI.encode_answer(answer, "mine"))
    stream = encoded(GEMINI.stream_encoder("mine", include_usage=True), list(answer_events(answer)))
    judged(stream)
    passed, ending = run(GEMINI.pass_pipe(None, include_usage=True), stream, size)
    assert passed + ending == stream
    said = "".join(event.text for event in events(stream, size) if isinstance(event, TextDelta))
    assert said == "".join(block.text for block in blocks if isinstance(block, Text))
    calls = [block for block in whole.choices[0].blocks if isinstance(block, ToolCall)]
    assert calls == [block for block in blocks if isinstance(block, ToolCall)]


def test_a_cut_conversion_is_a_whole_stream() -> None:
    encoder = GEMINI.stream_encoder("mine", include_usage=True)
    pipe = ConvertingPipe(CHAT.stream_decoder(), encoder)
    out = pipe.feed(b'data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n')
    frames = judged(out + pipe.cut(Usage(input=3, output=1)))
    assert frames[-1].candidates is not None
    assert frames[-1].candidates[0].finish_reason == "MAX_TOKENS"


def test_signatures_on_their_way_are_told() -> None:
    turn = TurnCollector()
    encoder = CHAT.stream_encoder("m", include_usage=True)
    ConvertingPipe(GEMINI.stream_decoder(), encoder, turn).feed(RICH)
    told = [block for block in turn.blocks() if isinstance(block, ToolCall) and block.signature]
    assert [call.signature for call in told] == ["c2ln"]
    assert told[0].id.startswith("call_")


def test_geminis_openai_endpoint_carries_signatures_too() -> None:
    part = {"index": 0, "id": "c", "type": "function",
            "function": {"name": "f", "arguments": "{}"},
            "extra_content": {"google": {"thought_signature": "c2ln"}}}  # fmt: skip
    body = {"choices": [{"index": 0, "delta": {"tool_calls": [part]}}]}
    found = events_of(CHAT.stream_decoder(), b"data: " + json.dumps(body).encode() + b"\n\n")
    assert ToolCallDelta(0, "c", "f", "{}", signature="c2ln") in found


def test_the_shared_stream_is_one_that_google_would_send() -> None:
    assert [GenerateContentResponse.model_validate(each).text for each in data_frames(STREAM)] == [
        *("Hel", "lo", ""),
    ]
