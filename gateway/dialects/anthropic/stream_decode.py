"""A stream of Anthropic's events as neutral events (facts: streaming conversion)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gateway.dialects import custom_tools, failures, sse, wire
from gateway.dialects.anthropic import schema
from gateway.dialects.anthropic.finish import decode_finish
from gateway.dialects.anthropic.usage import decode_usage, merge
from gateway.dialects.passing import decode_frame
from gateway.domain.conversation import (
    CitationDelta,
    Ended,
    Finish,
    Finished,
    ReasoningDelta,
    RefusalDelta,
    Started,
    StreamEvent,
    TextDelta,
    UsageReport,
)
from gateway.domain.usage import NO_USAGE
from gateway.errors import DialectError


class MessagesDecoder:
    """See :class:`~gateway.dialects.base.StreamDecoder`.

    ``message_stop`` ends the stream; so does the end of the body behind a stop reason, because some
    compatible upstreams leave ``message_stop`` out. Blocks of tools that ran at the upstream
    (server tools) have no neutral event and are left out.
    """

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._usage: dict[str, Any] = {}
        self._calls = 0
        self._open: dict[int, custom_tools.StreamedCall] = {}
        self._begun = False
        self._finished = False
        self._ended = False

    def feed(self, data: bytes) -> list[StreamEvent]:
        events: list[StreamEvent] = []
        for frame in self._parser.feed(data):
            if frame.data and not self._ended:
                events += self._frame(frame, frame.data)
        return events

    def close(self) -> list[StreamEvent]:
        frame = self._parser.close()
        events: list[StreamEvent] = []
        if frame is not None and frame.data and not self._ended:
            try:
                events += self._frame(frame, frame.data)
            except DialectError:
                events = []  # cut in the middle of a frame
        if self._finished and not self._ended:
            events.append(Ended())
        return events

    def _frame(self, frame: sse.Frame, data: bytes) -> Iterator[StreamEvent]:
        if data.isspace() or data.startswith(b"[DONE]"):
            return
        event = decode_frame(schema.event, frame, data)
        if event.type == "error" or event.error is not None or frame.event == "error":
            self._ended = True
            failure = failures.from_error(event.error or wire.loads(data))
            yield failures.to_stream_error(failure)
        else:
            yield from self._event(event)

    def _event(self, event: schema.Event) -> Iterator[StreamEvent]:
        index = event.index if isinstance(event.index, int) else 0
        if event.type == "content_block_delta" and event.delta is not None:
            yield from self._delta(event.delta, index)
        elif event.type == "content_block_start" and event.content_block is not None:
            yield from self._block(event.content_block, index)
        elif event.type == "content_block_stop":
            call = self._open.pop(index, None)
            if call is not None:
                yield from call.close()
        elif event.type == "message_start" and event.message is not None:
            message = event.message
            merge(self._usage, message.usage)
            usage = decode_usage(self._usage) or NO_USAGE
            yield Started(_text(message.id), _text(message.model), usage=usage)
        elif event.type == "message_delta":
            yield from self._message_delta(event)
        elif event.type == "message_stop":
            if not self._begun and not self._finished:
                raise DialectError("The stream ended before it began an answer")
            self._ended = True
            yield Ended()

    def _block(self, block: schema.BlockWire, index: int) -> Iterator[StreamEvent]:
        if block.type == "text":
            yield from self._content(TextDelta(_text(block.text)))
            for citation in block.citations if isinstance(block.citations, list) else ():
                yield CitationDelta(citation)
        elif block.type == "thinking":
            yield from self._content(ReasoningDelta(_text(block.thinking)))
            if block.signature:
                yield ReasoningDelta(signature=_text(block.signature))
        elif block.type == "redacted_thinking":
            self._begun = True
            yield ReasoningDelta(redacted=_text(block.data))
        elif block.type == "tool_use":
            self._begun = True
            given = wire.as_text(block.input)
            arguments = "" if given in ("", "{}", "null") else given
            call = custom_tools.StreamedCall(self._calls, _text(block.id), _text(block.name))
            self._open[index] = call
            self._calls += 1
            if arguments:
                yield from call.add(arguments)

    def _delta(self, delta: schema.DeltaWire, index: int) -> Iterator[StreamEvent]:
        if delta.type == "text_delta":
            yield from self._content(TextDelta(_text(delta.text)))
        elif delta.type == "thinking_delta":
            yield from self._content(ReasoningDelta(_text(delta.thinking)))
        elif delta.type == "signature_delta":
            if delta.signature:
                yield ReasoningDelta(signature=_text(delta.signature))
        elif delta.type == "input_json_delta":
            call = self._open.get(index)
            fragment = _text(delta.partial_json)
            if call is not None and fragment:
                yield from call.add(fragment)
        elif delta.type == "citations_delta" and delta.citation is not None:
            yield CitationDelta(delta.citation)

    def _content(self, event: TextDelta | ReasoningDelta) -> Iterator[StreamEvent]:
        if event.text:
            self._begun = True
            yield event

    def _message_delta(self, event: schema.Event) -> Iterator[StreamEvent]:
        merge(self._usage, event.usage)
        if event.delta is not None and event.delta.stop_reason and not self._finished:
            self._finished = True
            for call in self._open.values():
                yield from call.close()
            self._open.clear()
            finish = decode_finish(event.delta.stop_reason)
            details = event.delta.stop_details
            refused = finish is Finish.FILTERED and isinstance(details, dict)
            if refused and (explanation := _text(details.get("explanation"))):
                yield RefusalDelta(explanation)
            yield Finished(finish, _text(event.delta.stop_sequence))
        usage = decode_usage(self._usage)
        if usage is not None:
            yield UsageReport(usage)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
