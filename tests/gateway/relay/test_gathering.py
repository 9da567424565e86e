"""A stream gathered is the answer that it was."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    Answer,
    Choice,
    Finish,
    Image,
    Reasoning,
    Refusal,
    Text,
    ToolCall,
)
from gateway.domain.usage import Usage
from gateway.relay.gathering import gather, told
from gateway.relay.streaming import answer_events
from tests.gateway.dialects.support import encoded

SAID: list[Any] = [Reasoning("Hm.", "c2ln"), Text("Well."), ToolCall("c1", "f", '{"a":1}')]
USAGE = Usage(input=9, output=5)


class Told:
    """A decoder that has its events already."""

    def __init__(self, events: list[Any]) -> None:
        self._events = events

    def feed(self, data: bytes) -> list[Any]:
        return self._events

    def close(self) -> list[Any]:
        return []


def test_what_a_stream_tells_is_the_answer() -> None:
    blocks = [
        *SAID,
        Reasoning(redacted="hidden"),
        Reasoning("Or?", "two"),
        Refusal("No."),
        Image(mime="image/png", data="QUJD"),
        ToolCall("c2", "g", "text", "custom", "sig"),
    ]
    choices = [Choice(blocks, Finish.TOOL_CALL), Choice([Text("b")], Finish.STOP_SEQUENCE, "x")]
    answer = Answer("i", "m", choices, USAGE, 7)
    found, failure = gather(Told(list(answer_events(answer))), b"")
    assert failure is None
    assert found == answer
    assert told(found)[:4] == ["Hm.", "Well.", "f", '{"a":1}']


@pytest.mark.parametrize("name", ["openai_chat", "openai_responses", "anthropic", "gemini"])
def test_in_every_dialect(name: str) -> None:
    spoken = dialect(name)
    answer = Answer("i", "m", [Choice(SAID, Finish.TOOL_CALL)], USAGE)
    stream = encoded(spoken.stream_encoder("m", include_usage=True), list(answer_events(answer)))
    found, failure = gather(spoken.stream_decoder(), stream)
    assert failure is None
    assert found.choices[0].finish is Finish.TOOL_CALL
    assert [type(block) for block in found.choices[0].blocks] == [Reasoning, Text, ToolCall]
    assert found.usage is not None
    assert (found.usage.input, found.usage.output) == (9, 5)
    begun = stream[: stream.rindex(b"data:", 0, stream.index(b"Well."))]
    assert gather(spoken.stream_decoder(), begun)[1] is not None, "a stream without its end"
    error = (
        b'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"x"}}'
    )
    assert gather(spoken.stream_decoder(), error + b"\n\n")[1] is not None
