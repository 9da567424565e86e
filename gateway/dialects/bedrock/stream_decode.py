"""ConverseStream as neutral events (facts: Bedrock Converse stream)."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.dialects import custom_tools, wire
from gateway.dialects.bedrock import schema
from gateway.dialects.bedrock.answer import picture
from gateway.dialects.bedrock.eventstream import Message, Parser
from gateway.dialects.bedrock.finish import FAULTS, decode_finish, stop_text
from gateway.dialects.bedrock.usage import decode_usage
from gateway.domain.conversation import (
    Ended,
    Finished,
    ImageDelta,
    ReasoningDelta,
    Started,
    StreamError,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)


class ConverseDecoder:
    """See :class:`~gateway.dialects.base.StreamDecoder`.

    ``metadata`` ends the stream, behind ``messageStop``. Where it is missing the end of the body
    does, and usage is counted.
    """

    def __init__(self) -> None:
        self._parser = Parser()
        self._calls = 0
        self._open: dict[int, custom_tools.StreamedCall] = {}
        self._finished = False
        self._ended = False

    def feed(self, data: bytes) -> list[StreamEvent]:
        events: list[StreamEvent] = []
        if self._ended:
            return events
        for message in self._parser.feed(data):
            if not self._ended:
                events += self._message(message)
        return events

    def close(self) -> list[StreamEvent]:
        if self._finished and not self._ended:
            self._ended = True
            return [Ended()]
        return []

    def _message(self, message: Message) -> Iterator[StreamEvent]:
        if message.kind != "event":
            self._ended = True
            yield fault_of(message)
            return
        event = wire.decode(schema.event, message.payload)
        index = event.content_block_index if isinstance(event.content_block_index, int) else 0
        match message.name:
            case "messageStart":
                yield Started()
            case "contentBlockStart" if event.start is not None and event.start.tool_use:
                self._start(event.start.tool_use, index)
            case "contentBlockDelta" if event.delta is not None:
                yield from self._delta(event.delta, index)
            case "contentBlockStop":
                yield from self._close_call(index)
            case "messageStop":
                yield from self._stop(event)
            case "metadata":
                usage = decode_usage(event.usage)
                if usage is not None:
                    yield UsageReport(usage)
                if self._finished:
                    self._ended = True
                    yield Ended()

    def _start(self, call: schema.ToolUse, index: int) -> None:
        ident, name = schema.text(call.tool_use_id), schema.text(call.name)
        self._open[index] = custom_tools.StreamedCall(self._calls, ident, name)
        self._calls += 1

    def _delta(self, delta: schema.Delta, index: int) -> Iterator[StreamEvent]:
        if text := schema.text(delta.text):
            yield TextDelta(text)
        if delta.tool_use is not None and index in self._open:
            fragment = schema.text(delta.tool_use.input)
            if fragment:
                yield from self._open[index].add(fragment)
        thought = delta.reasoning_content
        if thought is not None:
            if text := schema.text(thought.text):
                yield ReasoningDelta(text)
            if signature := schema.text(thought.signature):
                yield ReasoningDelta(signature=signature)
            if redacted := schema.text(thought.redacted_content):
                yield ReasoningDelta(redacted=redacted)
        if delta.image is not None and (image := picture(delta.image)) is not None:
            yield ImageDelta(image)

    def _close_call(self, index: int) -> Iterator[StreamEvent]:
        call = self._open.pop(index, None)
        if call is not None:
            if not call.pieces and not call.announced:
                yield ToolCallDelta(call.number, call.id, call.name, "{}")
            else:
                yield from call.close()

    def _stop(self, event: schema.Event) -> Iterator[StreamEvent]:
        for index in list(self._open):
            yield from self._close_call(index)
        reason = schema.text(event.stop_reason)
        if reason in FAULTS:
            self._ended = True
            yield StreamError(f"The model broke off: {reason}", type=reason)
            return
        self._finished = True
        yield Finished(decode_finish(reason), stop_text(event.additional_model_response_fields))


def fault_of(message: Message) -> StreamError:
    """An exception in the stream, or an error of the stream itself, under AWS's own name."""
    if message.kind == "error":
        text = message.headers.get(":error-message", "")
        return StreamError(text or "The upstream reported an error", type=message.name)
    fault = wire.decode(schema.fault, message.payload or b"{}")
    text = schema.text(fault.original_message) or schema.text(fault.message)
    status = fault.original_status_code
    return StreamError(
        text or message.name or "The upstream reported an error",
        type=message.name,
        status=status if isinstance(status, int) and 400 <= status < 600 else 0,
    )
