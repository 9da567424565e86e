"""Ollama's streams of JSON lines: decoded, encoded, passed through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gateway.dialects import failures, ndjson, sse, wire
from gateway.dialects.ollama import schema
from gateway.dialects.ollama.answer import (
    decode_calls,
    decode_finish,
    decode_time,
    decode_usage,
    encode_call,
    encode_ending,
    encode_time,
    error_of,
    text,
)
from gateway.dialects.ollama.clock import Clock
from gateway.dialects.passing import PassPipe, decode_frame
from gateway.domain.conversation import (
    Ended,
    Finish,
    Finished,
    ReasoningDelta,
    RefusalDelta,
    Started,
    StreamEvent,
    TextDelta,
    ToolCall,
    ToolCallDelta,
    UsageReport,
)
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import DialectError


class OllamaDecoder:
    """See :class:`~gateway.dialects.base.StreamDecoder`. The line with ``done`` ends the stream."""

    def __init__(self) -> None:
        self._parser = ndjson.Parser()
        self._started = False
        self._ended = False
        self._calls = 0

    def feed(self, data: bytes) -> list[StreamEvent]:
        events: list[StreamEvent] = []
        for frame in self._parser.feed(data):
            if frame.data and not self._ended:
                events += self._line(frame, frame.data)
        return events

    def close(self) -> list[StreamEvent]:
        frame = self._parser.close()
        if frame is None or frame.data is None or self._ended:
            return []
        try:
            return list(self._line(frame, frame.data))
        except DialectError:
            return []  # cut in the middle of a line

    def _line(self, frame: sse.Frame, data: bytes) -> Iterator[StreamEvent]:
        line = decode_frame(schema.body, frame, data)
        failure = error_of(line)
        if failure is not None:
            self._ended = True
            yield failures.to_stream_error(failure)
            return
        if not self._started:
            self._started = True
            yield Started(model=text(line.model), created=decode_time(line.created_at))
        message = line.message or schema.MessageWire()
        if thinking := text(message.thinking):
            yield ReasoningDelta(thinking)
        if content := text(message.content):
            yield TextDelta(content)
        for call in decode_calls(message):
            yield ToolCallDelta(self._calls, call.id, call.name, call.arguments, call.kind)
            self._calls += 1
        if line.done is True:
            self._ended = True
            yield Finished(decode_finish(line.done_reason, called=self._calls > 0))
            usage = decode_usage(line)
            if usage is not None:
                yield UsageReport(usage)
            yield Ended()


class OllamaEncoder:
    """See :class:`~gateway.dialects.base.StreamEncoder`. Tool calls leave when they are whole."""

    def __init__(self, model: str, clock: Clock | None = None) -> None:
        self._model = model
        self._clock = clock or Clock()
        self._created = 0
        self._calls: dict[int, tuple[ToolCall, list[str]]] = {}
        self._finish = Finish.STOP
        self._usage = NO_USAGE

    def encode(self, event: StreamEvent) -> bytes:
        if getattr(event, "choice", 0):
            return b""
        if isinstance(event, TextDelta | RefusalDelta):
            self._clock.note_word()
            return self._line({"role": "assistant", "content": event.text})
        if isinstance(event, ReasoningDelta) and event.text:
            self._clock.note_word()
            return self._line({"role": "assistant", "content": "", "thinking": event.text})
        if isinstance(event, ToolCallDelta):
            self._clock.note_word()
            call = ToolCall(event.id, event.name, "", event.kind)
            self._calls.setdefault(event.index, (call, []))[1].append(event.arguments)
        elif isinstance(event, Started):
            self._created = event.created
            self._usage = event.usage
        elif isinstance(event, UsageReport):
            self._usage = event.usage
        elif isinstance(event, Finished):
            self._finish = event.finish
            return self._whole_calls()
        elif isinstance(event, Ended):
            ending = encode_ending(self._finish, self._usage, self._clock)
            message = {"role": "assistant", "content": ""}
            return self._whole_calls() + self._line(message, **ending)
        return b""

    def _whole_calls(self) -> bytes:
        if not self._calls:
            return b""
        calls: list[dict[str, Any]] = []
        for _, (call, pieces) in sorted(self._calls.items()):
            call.arguments = "".join(pieces)
            calls.append(encode_call(call))
        self._calls.clear()
        return self._line({"role": "assistant", "content": "", "tool_calls": calls})

    def _line(self, message: dict[str, Any], **ending: Any) -> bytes:
        line = {
            "model": self._model,
            "created_at": encode_time(self._created),
            "message": message,
            "done": False,
        }
        return wire.dumps(line | ending) + b"\n"


class OllamaPipe(PassPipe):
    """See :class:`~gateway.dialects.base.StreamPipe`. The ending is the line with ``done``."""

    def __init__(self, model: str | None) -> None:
        super().__init__(ndjson.Parser())
        self._model = model
        self._edit = wire.ModelEdit(model) if model is not None else None
        self._calls = False

    def _read(self, frame: sse.Frame, data: bytes) -> None:
        line = wire.decode(schema.body, data)
        failure = error_of(line)
        if failure is not None:
            self._fail(failure)
            return
        meter = self.meter
        message = line.message or schema.MessageWire()
        for value in (message.content, message.thinking):
            if isinstance(value, str):
                meter.add_text(value)
        for call in message.tool_calls or ():
            self._calls = meter.started = True
            if call.function is not None:
                meter.add_text(text(call.function.name) + wire.as_text(call.function.arguments))
        raw = frame.raw
        if isinstance(line.model, str):
            meter.upstream_model = meter.upstream_model or line.model
            if self._edit is not None and line.model != self._model:
                raw = frame.with_data(self._edit.apply(data))
        if line.done is not True:
            self._send(raw)
            return
        meter.usage = decode_usage(line)
        meter.finish = decode_finish(line.done_reason, called=self._calls).value
        meter.finished = meter.complete = self._ended = True
        self._hold(raw)

    def _cut(self, usage: Usage) -> bytes:
        encoder = OllamaEncoder(self._model or self.meter.upstream_model)
        events: tuple[StreamEvent, ...] = (
            Finished(Finish.LENGTH),
            UsageReport(usage),
            Ended(),
        )
        return b"".join(encoder.encode(event) for event in events)

    def _at_end(self) -> None:
        return
