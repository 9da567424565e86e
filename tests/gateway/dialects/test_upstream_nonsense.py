"""Whatever an upstream says in Cohere's, an app's or a prediction's name: an answer or an error."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dialects.registry import spoken_to
from gateway.domain.conversation import Answer
from gateway.errors import DialectError

NAMES = ("cohere", "cohere_embeddings", "coze", "dify", "deepl", "palm", "replicate")
WORDS = st.sampled_from(
    [
        *("id", "type", "event", "message", "content", "text", "thinking", "delta", "index"),
        *("finish_reason", "usage", "billed_units", "tokens", "input_tokens", "output_tokens"),
        *("cached_tokens", "citations", "sources", "document", "url", "tool_calls", "function"),
        *("name", "arguments", "answer", "metadata", "translations", "billed_characters"),
        *("candidates", "filters", "error", "status", "output", "metrics", "code", "msg"),
        *("last_error", "input_count", "embeddings", "float", "meta", "tool_plan", "detail"),
    ]
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.sampled_from(
        [
            *("", "text", "message-start", "content-delta", "message-end", "tool-call-delta"),
            *("ERROR", "citation-start", "tool-call-end", "message_end", "error", "answer"),
            *("succeeded", "x"),
        ]
    ),
)
TREES = st.recursive(
    VALUES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=5)),
    max_leaves=25,
)
EVENTS = st.sampled_from(
    [
        *("", "done", "output", "error", "ping", "message-end"),
        *("conversation.message.delta", "conversation.chat.completed", "conversation.chat.failed"),
    ]
)


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=80, deadline=None)
@given(value=TREES)
def test_a_whole_answer_is_read_or_refused(name: str, value: Any) -> None:
    upstream, body = spoken_to(name), encoded(value)
    with contextlib.suppress(DialectError):
        assert isinstance(upstream.decode_answer(body), Answer)
    with contextlib.suppress(DialectError):
        usage, texts, _ = upstream.answer_usage(body)
        assert all(isinstance(text, str) for text in texts)
        assert usage is None or min(usage.input, usage.output, usage.cache_read) >= 0


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=80, deadline=None)
@given(frames=st.lists(st.tuples(EVENTS, TREES), max_size=4))
def test_a_stream_is_read_or_refused(name: str, frames: list[tuple[str, Any]]) -> None:
    decoder = spoken_to(name).stream_decoder()
    with contextlib.suppress(DialectError):
        for event, value in frames:
            decoder.feed(f"event: {event}\ndata: ".encode() + encoded(value) + b"\n\n")
        decoder.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("body", [b"", b"[", b"\xff\xfe", b"null", b"[" * 20_000, b'{"a":1e999}'])
def test_what_is_no_json_is_refused(name: str, body: bytes) -> None:
    upstream = spoken_to(name)
    with pytest.raises(DialectError):
        upstream.decode_answer(body)


@pytest.mark.parametrize("count", ["1e999", "NaN", "-5", "2e70", "true", '"7"', "[]"])
def test_counts_that_are_none_are_counted_here(count: str) -> None:
    said = '"message":{"role":"assistant","content":[{"type":"text","text":"Hi"}]}'
    told = f'{{"billed_units":{{"input_tokens":{count},"output_tokens":{count}}}}}'
    bodies = {
        "cohere": f'{{"id":"x","finish_reason":"COMPLETE",{said},"usage":{told}}}',
        "dify": f'{{"answer":"Hi","metadata":{{"usage":{{"prompt_tokens":{count}}}}}}}',
        "replicate": f'{{"status":"succeeded","output":"Hi","metrics":{{"x":{count}}}}}',
    }
    for name, body in bodies.items():
        with contextlib.suppress(DialectError):
            usage, _, failure = spoken_to(name).answer_usage(body.encode())
            assert failure is None
            assert usage is None or usage.input >= 0
