"""How a target is driven: bytes into one reader, and on through all that follows it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gateway.dialects.base import (
    Dialect,
    RequestEdits,
    StreamDecoder,
    StreamPipe,
    UpstreamDialect,
)
from gateway.dialects.registry import DIALECTS
from gateway.domain.conversation import Conversation, StreamEvent
from gateway.errors import DialectError
from gateway.relay.streaming import ConvertingPipe, answer_events

CHAT = ("openai_chat", "openai_responses", "anthropic", "gemini", "ollama")
_EDITS = RequestEdits(model="other", max_output=5, include_usage=True)
_MODELS = {
    "openai_chat": "gpt-5.4",
    "openai_responses": "gpt-5.3-codex",
    "anthropic": "claude-haiku-4-5",
    "gemini": "gemini-3.5-flash",
    "ollama": "gemma3:4b",
}
quiet = contextlib.suppress(DialectError)


@dataclass(frozen=True)
class Target:
    """``seeds`` are bytes it reads well, for mutation."""

    run: Callable[[bytes], None]
    seeds: Sequence[bytes]


def pieces(data: bytes) -> Iterator[bytes]:
    """Cut where the bytes themselves say, so that a failure comes again."""
    size = 1 + (data[0] if data else 0) % 61
    for start in range(0, len(data), size):
        yield data[start : start + size]


def request(spoken: Dialect) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        for read in (spoken.peek, spoken.prompt_texts):
            with quiet:
                read(data)
        with quiet:
            spoken.edit_request(data, _EDITS)
        with quiet:
            _encode(spoken.decode_request(data))

    return run


def _encode(conversation: Conversation) -> None:
    for name, model in _MODELS.items():
        with quiet:
            DIALECTS[name].encode_request(conversation, model)


def answer(spoken: UpstreamDialect) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        with quiet:
            spoken.answer_usage(data)
        with quiet:
            if spoken.name in DIALECTS:
                DIALECTS[spoken.name].edit_answer(data, "other")
        with quiet:
            answer = spoken.decode_answer(data)
            for name in CHAT:
                with quiet:
                    DIALECTS[name].encode_answer(answer, "m")
                encoder = DIALECTS[name].stream_encoder("m", include_usage=True)
                for event in answer_events(answer):
                    with quiet:
                        encoder.encode(event)

    return run


def passed(spoken: Dialect) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        for model in (None, "other"):
            _drive(spoken.pass_pipe(model, include_usage=model is None), data)

    return run


def _drive(pipe: StreamPipe, data: bytes) -> None:
    with quiet:
        for piece in pieces(data):
            pipe.feed(piece)
        pipe.close()
        if pipe.meter.complete:
            pipe.ending()


class _Once(StreamDecoder):
    """Events that were decoded already, for one encoder after another."""

    def __init__(self, events: list[StreamEvent]) -> None:
        self._events = events

    def feed(self, data: bytes) -> list[StreamEvent]:
        return self._events

    def close(self) -> list[StreamEvent]:
        return []


def converted(spoken: UpstreamDialect) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        decoder = spoken.stream_decoder()
        events: list[StreamEvent] = []
        with quiet:
            for piece in pieces(data):
                events += decoder.feed(piece)
            events += decoder.close()
        for name in CHAT:
            encoder = DIALECTS[name].stream_encoder("m", include_usage=True)
            _drive(ConvertingPipe(_Once(events), encoder), b"x")

    return run
