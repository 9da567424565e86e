"""What reads bytes from clients and upstreams; each target takes any bytes at all.

A target may raise nothing: what is not to be read is a DialectError, and those are caught here.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gateway.dialects import ndjson, sse
from gateway.dialects.base import Dialect, RequestEdits, StreamDecoder, StreamPipe
from gateway.dialects.registry import DIALECTS
from gateway.domain.conversation import (
    Answer,
    Choice,
    Conversation,
    Finish,
    Reasoning,
    Refusal,
    StreamEvent,
    Text,
    ToolCall,
)
from gateway.domain.usage import Usage
from gateway.errors import DialectError
from gateway.relay.streaming import ConvertingPipe, answer_events

GOLDEN = Path(__file__).parents[1] / "golden" / "dialects"
CHAT = ("openai_chat", "openai_responses", "anthropic", "gemini", "ollama")
_EDITS = RequestEdits(model="other", max_output=5, include_usage=True)
_MODELS = {
    "openai_chat": "gpt-5.4",
    "openai_responses": "gpt-5.3-codex",
    "anthropic": "claude-haiku-4-5",
    "gemini": "gemini-3.5-flash",
    "ollama": "gemma3:4b",
}
_quiet = contextlib.suppress(DialectError)


@dataclass(frozen=True)
class Target:
    """``seeds`` are bytes it reads well, for mutation."""

    run: Callable[[bytes], None]
    seeds: Sequence[bytes]


def _pieces(data: bytes) -> Iterator[bytes]:
    """Cut where the bytes themselves say, so that a failure comes again."""
    size = 1 + (data[0] if data else 0) % 61
    for start in range(0, len(data), size):
        yield data[start : start + size]


def _sse(data: bytes) -> None:
    parser = sse.Parser()
    frames = [frame for piece in _pieces(data) for frame in parser.feed(piece)]
    last = parser.close()
    whole = sse.Parser()
    again = [*whole.feed(data), whole.close()]
    found = [frame.data for frame in [*frames, last] if frame is not None and frame.data]
    assert found == [frame.data for frame in again if frame is not None and frame.data]


def _lines(data: bytes) -> None:
    parser = ndjson.Parser()
    for piece in _pieces(data):
        parser.feed(piece)
    parser.close()


def _request(spoken: Dialect) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        for read in (spoken.peek, spoken.prompt_texts):
            with _quiet:
                read(data)
        with _quiet:
            spoken.edit_request(data, _EDITS)
        with _quiet:
            _encode(spoken.decode_request(data))

    return run


def _encode(conversation: Conversation) -> None:
    for name, model in _MODELS.items():
        with _quiet:
            DIALECTS[name].encode_request(conversation, model)


def _answer(spoken: Dialect) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        for read in (spoken.answer_usage, lambda body: spoken.edit_answer(body, "other")):
            with _quiet:
                read(data)
        with _quiet:
            answer = spoken.decode_answer(data)
            for name in CHAT:
                with _quiet:
                    DIALECTS[name].encode_answer(answer, "m")
                encoder = DIALECTS[name].stream_encoder("m", include_usage=True)
                for event in answer_events(answer):
                    with _quiet:
                        encoder.encode(event)

    return run


def _passed(spoken: Dialect) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        for model in (None, "other"):
            _drive(spoken.pass_pipe(model, include_usage=model is None), data)

    return run


def _drive(pipe: StreamPipe, data: bytes) -> None:
    with _quiet:
        for piece in _pieces(data):
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


def _converted(spoken: Dialect) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        decoder = spoken.stream_decoder()
        events: list[StreamEvent] = []
        with _quiet:
            for piece in _pieces(data):
                events += decoder.feed(piece)
            events += decoder.close()
        for name in CHAT:
            encoder = DIALECTS[name].stream_encoder("m", include_usage=True)
            _drive(ConvertingPipe(_Once(events), encoder), b"x")

    return run


_SAID = Answer(
    "i",
    "m",
    [
        Choice(
            [
                Reasoning("Hm, \u4e16", "c2ln"),
                Text("Well.", citations=[{"type": "web_search_result_location", "url": "u"}]),
                ToolCall("c1", "f", '{"a": 1.50}'),
                ToolCall("c2", "g", "{}"),
            ],
            Finish.TOOL_CALL,
        )
    ],
    Usage(input=9, output=5, reasoning=2),
    7,
)
_REFUSED = Answer("i", "m", [Choice([Refusal("No.")], Finish.FILTERED)], Usage(input=1, output=1))


def _answers(spoken: Dialect) -> list[bytes]:
    return [spoken.encode_answer(copy.deepcopy(answer), "m") for answer in (_SAID, _REFUSED)]


def _streams(spoken: Dialect) -> list[bytes]:
    found = [path.read_bytes() for path in sorted(GOLDEN.glob(f"{spoken.name}.*s*"))]
    for answer in (_SAID, _REFUSED):
        encoder = spoken.stream_encoder("m", include_usage=True)
        found.append(b"".join(encoder.encode(event) for event in answer_events(answer)))
    return found


def _requests(name: str) -> list[bytes]:
    contents = '"contents":[{"role":"user","parts":[{"text":"Hi"},{"inlineData":{"mimeType":'
    return [
        b'{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Hi"},'
        b'{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}}]},{"role":'
        b'"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f",'
        b'"arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"ok"}],"stream":true,'
        b'"max_tokens":99,"stop":["x"],"tools":[{"type":"function","function":{"name":"f",'
        b'"parameters":{"type":"object"}}}],"tool_choice":"required","n":1,"temperature":0.5}',
        b'{"model":"m","max_tokens":99,"system":"s","thinking":{"type":"enabled","budget_tokens":'
        b'1024},"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":'
        b'"thinking","thinking":"t","signature":"s"},{"type":"tool_use","id":"c","name":"f",'
        b'"input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c",'
        b'"content":[{"type":"text","text":"ok"}]}]}],"tools":[{"name":"f","input_schema":{}}]}',
        b'{"model":"m","instructions":"s","input":[{"role":"user","content":[{"type":"input_text",'
        b'"text":"Hi"}]},{"type":"reasoning","id":"r","summary":[],"encrypted_content":"e"},{"type"'
        b':"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":'
        b'"function_call_output","call_id":"c","output":"ok"}],"max_output_tokens":99,"text":{'
        b'"format":{"type":"json_schema","name":"n","schema":{"type":"object"}}}}',
        ("{" + contents + '"image/png","data":"QUJD"}}]},{"role":"model","parts":[{"functionCall":'
         '{"name":"f","args":{}},"thoughtSignature":"aG9tZXBvcnQ6dGhvdWdodHM6W10="}]},{"parts":[{'
         '"functionResponse":{"name":"f","response":{"result":"ok"}}}]}],"generationConfig":{'
         '"maxOutputTokens":9,"thinkingConfig":{"thinkingBudget":99}},"tools":[{'
         '"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT"}}]}]}').encode(),
    ]  # fmt: skip


def _all() -> Iterator[tuple[str, Target]]:
    streams = [each for name in CHAT for each in _streams(DIALECTS[name])]
    yield "server-sent events", Target(_sse, streams)
    yield "lines of JSON", Target(_lines, [b'{"a":1}\n{"b":2}\r\n', *streams])
    for name in CHAT:
        spoken = DIALECTS[name]
        own = _streams(spoken)
        yield f"{name}: requests", Target(_request(spoken), _requests(name))
        yield f"{name}: answers", Target(_answer(spoken), _answers(spoken))
        yield f"{name}: streams passed", Target(_passed(spoken), own)
        yield f"{name}: streams converted", Target(_converted(spoken), own)


TARGETS: Mapping[str, Target] = dict(_all())
