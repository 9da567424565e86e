"""A chat upstream behind an Anthropic client, event by event, judged by Anthropic's own package."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    CitationDelta,
    Ended,
    Finish,
    Finished,
    ReasoningDelta,
    RefusalDelta,
    Started,
    StreamError,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)
from gateway.domain.usage import Usage
from gateway.errors import DialectError
from tests.gateway.dialects.judges import messages_stream
from tests.gateway.dialects.support import DONE, USAGE, chunk, encoded, events_of, frame, golden

CHAT, MESSAGES = dialect("openai_chat"), dialect("anthropic")


def converted(stream: bytes, size: int = 1 << 30) -> bytes:
    events = events_of(CHAT.stream_decoder(), stream, size)
    return encoded(MESSAGES.stream_encoder("mine", include_usage=True), events)


def call(index: int, arguments: str, name: str = "", call_id: str = "") -> dict[str, object]:
    function: dict[str, object] = {"arguments": arguments}
    if name:
        function["name"] = name
    piece: dict[str, object] = {"index": index, "function": function}
    return {**piece, "id": call_id, "type": "function"} if call_id else piece


def calls(*pieces: dict[str, object]) -> bytes:
    return chunk({"tool_calls": list(pieces)})


END = chunk({}, "stop") + frame(choices=[], usage=USAGE) + DONE


def test_the_documents_own_stream() -> None:
    for size in (1, 10, 1 << 20):
        message = messages_stream(converted(golden("openai_chat.sse"), size))
        assert message.model == "mine"
        assert message.id == "msg_chatcmpl-A1"
        assert message.content[0].text == "Hi"
        assert message.content[1].name == "get_weather"
        assert message.content[1].id == "call_a"
        assert message.content[1].input == {"city": "Rome"}
        assert message.stop_reason == "tool_use"
        assert message.usage.input_tokens == 20
        assert message.usage.output_tokens == 15


def test_every_split_gives_the_same_events() -> None:
    stream = golden("openai_chat.sse")
    whole = events_of(CHAT.stream_decoder(), stream)
    for cut in range(1, len(stream)):
        decoder = CHAT.stream_decoder()
        parts = [*decoder.feed(stream[:cut]), *decoder.feed(stream[cut:]), *decoder.close()]
        assert parts == whole


def test_reasoning_becomes_a_thinking_block_before_the_text() -> None:
    stream = chunk({"reasoning_content": "Let "}) + chunk({"reasoning": "me"})
    message = messages_stream(converted(stream + chunk({"content": "Hi"}) + END))
    assert [block.type for block in message.content] == ["thinking", "text"]
    assert message.content[0].thinking == "Let me"
    assert message.content[0].signature == ""


def test_mistrals_lists_of_parts_are_read() -> None:
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}
    stream = chunk({"content": [thinking]}) + chunk({"content": [{"type": "text", "text": "Hi"}]})
    message = messages_stream(converted(stream + END))
    assert message.content[0].thinking == "hm"
    assert message.content[1].text == "Hi"


def test_signatures_that_an_upstream_carries_arrive() -> None:
    block = {"type": "thinking", "thinking": "hm", "signature": "sig"}
    hidden = {"type": "redacted_thinking", "data": "xx"}
    stream = (
        chunk({"reasoning_content": "hm"})
        + chunk({"thinking_blocks": [block], "reasoning_content": None})
        + chunk({"thinking_blocks": [hidden]})
        + chunk({"content": "Hi"})
    )
    # LiteLLM repeats the text of the thinking in its blocks; the first frame already had it.
    events = events_of(CHAT.stream_decoder(), stream + END)
    assert ReasoningDelta(signature="sig") in events
    assert ReasoningDelta(redacted="xx") in events
    assert [e.text for e in events if isinstance(e, ReasoningDelta) and e.text] == ["hm"]
    alone = events_of(CHAT.stream_decoder(), chunk({"thinking_blocks": [block]}))
    assert alone[1:] == [ReasoningDelta("hm"), ReasoningDelta(signature="sig")]
    router = {"type": "reasoning.text", "signature": "sig2", "format": "anthropic-claude-v1"}
    foreign = {"type": "reasoning.encrypted", "data": "zz", "format": "openai-responses-v1"}
    events = events_of(CHAT.stream_decoder(), chunk({"reasoning_details": [router, foreign]}))
    assert ReasoningDelta(signature="sig2") in events
    assert len(events) == 2


def test_parallel_calls_one_after_another() -> None:
    stream = (
        calls(call(0, "", "first", "a"))
        + calls(call(0, '{"x":'))
        + calls(call(0, "1}"))
        + calls(call(1, "", "second", "b"))
        + calls(call(1, '{"y":2}'))
    )
    message = messages_stream(converted(stream + END))
    assert [(block.id, block.name, block.input) for block in message.content] == [
        ("a", "first", {"x": 1}),
        ("b", "second", {"y": 2}),
    ]
    assert message.stop_reason == "tool_use"


def test_interleaved_calls_wait_for_their_turn() -> None:
    stream = (
        calls(call(0, "", "first", "a"), call(1, "", "second", "b"))
        + calls(call(1, '{"y"'))
        + calls(call(0, '{"x":1'))
        + calls(call(1, ":2}"))
        + calls(call(0, "}"))
        + calls(call(2, "{}", "third", "c"))
    )
    message = messages_stream(converted(stream + END))
    assert [block.input for block in message.content] == [{"x": 1}, {"y": 2}, {}]


def test_text_behind_a_call_waits_too() -> None:
    stream = calls(call(0, '{"x":', "f", "a")) + chunk({"content": "after"}) + calls(call(0, "1}"))
    message = messages_stream(converted(stream + END))
    assert message.content[0].input == {"x": 1}
    assert message.content[1].text == "after"


def test_a_call_without_arguments_has_an_empty_input() -> None:
    message = messages_stream(converted(calls(call(0, "", "f", "a")) + END))
    assert message.content[0].input == {}


@pytest.mark.parametrize(
    "pieces",
    [
        # the same index for every call, told apart by id
        [call(0, '{"n":1}', "f", "a"), call(0, '{"n":2}', "g", "b")],
        # no index at all
        [
            {"id": "a", "function": {"name": "f", "arguments": '{"n":'}},
            {"function": {"arguments": "1}"}},
            {"id": "b", "function": {"name": "g", "arguments": '{"n":2}'}},
        ],
        # id and name repeated in every fragment
        [
            call(0, '{"n":', "f", "a"),
            call(0, "1}", "f", "a"),
            call(1, '{"n":', "g", "b"),
            call(1, "2}", "g", "b"),
        ],
        # arguments as an object
        [
            {"index": 0, "id": "a", "function": {"name": "f", "arguments": {"n": 1}}},
            {"index": 1, "id": "b", "function": {"name": "g", "arguments": {"n": 2}}},
        ],
        # arguments before the name
        [
            {"index": 0, "id": "a", "function": {"arguments": '{"n":1}'}},
            {"index": 0, "function": {"name": "f"}},
            call(1, '{"n":2}', "g", "b"),
        ],
    ],
)
def test_vendors_ways_of_numbering_calls(pieces: list[dict[str, object]]) -> None:
    stream = b"".join(calls(piece) for piece in pieces)
    message = messages_stream(converted(stream + END))
    assert [(block.id, block.name, block.input) for block in message.content] == [
        ("a", "f", {"n": 1}),
        ("b", "g", {"n": 2}),
    ]


def test_a_refusal_is_text_and_the_reason() -> None:
    message = messages_stream(converted(chunk({"refusal": "I can't"}) + END))
    assert message.content[0].text == "I can't"
    assert message.stop_reason == "refusal"


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("stop", "end_turn"),
        ("length", "max_tokens"),
        ("content_filter", "refusal"),
        ("sensitive", "refusal"),
        ("model_length", "max_tokens"),
        ("eos", "end_turn"),
        ("something new", "end_turn"),
        ("function_call", "tool_use"),
    ],
)
def test_finish_reasons(reason: str, expected: str) -> None:
    stream = chunk({"content": "a"}) + chunk({}, reason) + DONE
    assert messages_stream(converted(stream)).stop_reason == expected


def test_the_stop_text_that_vllm_names() -> None:
    last = frame(choices=[{"index": 0, "delta": {}, "finish_reason": "stop", "stop_reason": "###"}])
    message = messages_stream(converted(chunk({"content": "a"}) + last + DONE))
    assert message.stop_reason == "stop_sequence"
    assert message.stop_sequence == "###"


def test_usage_is_split_as_anthropic_splits_it() -> None:
    usage = {
        "prompt_tokens": 100,
        "completion_tokens": 9,
        "total_tokens": 109,
        "prompt_tokens_details": {"cached_tokens": 60, "cache_write_tokens": 10},
        "completion_tokens_details": {"reasoning_tokens": 4},
    }
    stream = chunk({"content": "a"}) + chunk({}, "stop", usage=usage) + DONE
    found = messages_stream(converted(stream)).usage
    assert found.input_tokens == 30
    assert found.cache_read_input_tokens == 60
    assert found.cache_creation_input_tokens == 10
    assert found.output_tokens == 9
    assert found.output_tokens_details.thinking_tokens == 4


def test_what_is_missing_at_the_end() -> None:
    decoder = CHAT.stream_decoder()
    events = events_of(decoder, chunk({"content": "a"}) + chunk({}, "stop"))
    assert events[-1] == Ended()
    cut_behind = chunk({"content": "a"}) + chunk({}, "stop") + b'data: {"choi'
    assert events_of(CHAT.stream_decoder(), cut_behind)[-1] == Ended()
    azure = frame(choices=[], id="", model="") + chunk({"content": "a"})
    assert events_of(CHAT.stream_decoder(), azure)[0] == Started("c-1", "up", 7)
    without_reason = events_of(CHAT.stream_decoder(), chunk({"content": "a"}) + DONE)
    assert without_reason[-2:] == [Finished(Finish.STOP), Ended()]


def test_a_stream_cut_short_has_no_end() -> None:
    stream = golden("openai_chat.sse")
    for cut in range(stream.index(b'"finish_reason":"tool_calls"')):
        events = events_of(CHAT.stream_decoder(), stream[:cut])
        assert not any(isinstance(event, Ended | Finished) for event in events)


def test_errors_become_events_and_garbage_raises() -> None:
    busy = b'data: {"error":{"message":"busy","type":"overloaded_error","code":503}}\n\n'
    events = events_of(CHAT.stream_decoder(), chunk({"content": "a"}) + busy + END)
    assert events[-1] == StreamError("busy", "overloaded_error", "503", 503)
    broken = chunk({}, "error")
    assert isinstance(events_of(CHAT.stream_decoder(), broken)[-1], StreamError)
    for garbage in (b"data: <html>\n\n", b"data: [1]\n\n", DONE, chunk({"role": "x"}) + DONE):
        with pytest.raises(DialectError):
            events_of(CHAT.stream_decoder(), garbage)


def test_broken_utf8_and_half_surrogates_are_mended() -> None:
    broken = b'data: {"choices":[{"index":0,"delta":{"content":"a\xe7\x8c"}}]}\n\n'
    half = b'data: {"choices":[{"index":0,"delta":{"content":"\\ud83d"}}]}\n\n'
    message = messages_stream(converted(broken + half + END))
    assert message.content[0].text == "a\ufffd\ufffd"


def test_blocks_that_the_encoder_is_given_in_any_form() -> None:
    citation = {
        "type": "char_location",
        "cited_text": "x",
        "document_index": 0,
        "document_title": None,
        "start_char_index": 0,
        "end_char_index": 1,
    }
    events: list[StreamEvent] = [
        Started("msg_9", usage=Usage(input=7, cache_read=2)),
        ReasoningDelta("one"),
        ReasoningDelta(signature="s1"),
        ReasoningDelta("two"),
        ReasoningDelta(signature="s2"),
        ReasoningDelta(redacted="rr"),
        TextDelta("Hi"),
        CitationDelta(citation),
        CitationDelta({"type": "url_citation"}),
        TextDelta("other choice", choice=1),
        RefusalDelta(" no"),
        ToolCallDelta(0, "", "shell", "ls -la", "custom"),
        Finished(Finish.TOOL_CALL),
        UsageReport(Usage(input=7, output=3, cache_read=2)),
        Ended(),
    ]
    encoder = MESSAGES.stream_encoder("mine", include_usage=False)
    message = messages_stream(encoded(encoder, events))
    kinds = [block.type for block in message.content]
    assert kinds == ["thinking", "thinking", "redacted_thinking", "text", "tool_use"]
    assert [block.signature for block in message.content[:2]] == ["s1", "s2"]
    assert message.content[3].text == "Hi no"
    assert len(message.content[3].citations) == 1
    assert message.content[4].input == {"custom_tool_input": "ls -la"}
    assert message.content[4].id.startswith("toolu_")
    assert message.id == "msg_9"
    assert message.usage.input_tokens == 5


def test_an_answer_of_nothing_is_still_a_message() -> None:
    encoder = MESSAGES.stream_encoder("mine", include_usage=False)
    message = messages_stream(encoded(encoder, [Finished(Finish.LENGTH), Ended()]))
    assert message.content == []
    assert message.stop_reason == "max_tokens"


_EVENTS = st.one_of(
    st.builds(TextDelta, st.text(min_size=1, max_size=4)),
    st.builds(ReasoningDelta, st.text(min_size=1, max_size=4)),
    st.builds(ReasoningDelta, signature=st.just("sig")),
    st.builds(ReasoningDelta, redacted=st.just("xx")),
    st.builds(RefusalDelta, st.text(min_size=1, max_size=4)),
    st.builds(
        ToolCallDelta,
        st.integers(0, 2),
        name=st.sampled_from(["", "f"]),
        arguments=st.sampled_from(["", "{", "}", '{"a":', "1}", "{}"]),
    ),
    st.builds(CitationDelta, st.just({"type": "url_citation"})),
)


@given(st.lists(_EVENTS, max_size=12))
def test_events_in_any_order_make_a_stream_with_anthropics_grammar(
    events: list[StreamEvent],
) -> None:
    encoder = MESSAGES.stream_encoder("mine", include_usage=True)
    try:
        messages_stream(encoded(encoder, [*events, Finished(Finish.STOP), Ended()]))
    except ValueError as error:
        assert "tool parameter JSON" in str(error)  # noqa: PT017 - arguments that are no JSON


_TEXTS = st.text(min_size=1, max_size=6)


@given(st.lists(_TEXTS, max_size=5), st.lists(_TEXTS, min_size=1, max_size=5), st.integers(1, 9))
def test_all_text_arrives(thoughts: list[str], words: list[str], size: int) -> None:
    stream = b"".join(chunk({"reasoning_content": text}) for text in thoughts)
    stream += b"".join(chunk({"content": text}) for text in words) + END
    message = messages_stream(converted(stream, size))
    texts = [block.text for block in message.content if block.type == "text"]
    assert texts == ["".join(words)]
    thinking = [block.thinking for block in message.content if block.type == "thinking"]
    assert thinking == (["".join(thoughts)] if thoughts else [])


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_no_bytes_raise_anything_but_a_dialect_error(parts: list[bytes]) -> None:
    decoder = CHAT.stream_decoder()
    try:
        for part in parts:
            decoder.feed(b"data: " + part + b"\n\n")
        decoder.close()
    except DialectError as error:
        assert str(error)  # noqa: PT017
