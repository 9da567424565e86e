"""Cohere's chat events as neutral events."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.dialects import custom_tools, failures, sse, wire
from gateway.dialects.cohere import schema
from gateway.dialects.cohere.citations import decode_citations
from gateway.dialects.cohere.finish import decode_finish, fault_of
from gateway.dialects.cohere.usage import decode_usage
from gateway.dialects.openai_chat.calls import new_call_id
from gateway.dialects.passing import decode_frame
from gateway.domain.conversation import (
    CitationDelta,
    Ended,
    Finished,
    ReasoningDelta,
    Started,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)
from gateway.errors import DialectError


class CohereDecoder:
    """See :class:`~gateway.dialects.base.StreamDecoder`. ``message-end`` ends the stream."""

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._calls: dict[int, _Call] = {}
        self._ended = False

    def feed(self, data: bytes) -> list[StreamEvent]:
        events: list[StreamEvent] = []
        for frame in self._parser.feed(data):
            if frame.data and not frame.data.isspace() and not self._ended:
                events += self._frame(frame, frame.data)
        return events

    def close(self) -> list[StreamEvent]:
        frame = self._parser.close()
        if frame is None or not frame.data or self._ended:
            return []
        try:
            return list(self._frame(frame, frame.data))
        except DialectError:
            return []  # cut in the middle of a frame

    def _frame(self, frame: sse.Frame, data: bytes) -> Iterator[StreamEvent]:
        if data.startswith(b"[DONE]"):
            return  # proxies add it; message-end said it before
        event = decode_frame(schema.event, frame, data)
        if event.type is None and event.message is not None:
            self._ended = True
            yield failures.to_stream_error(failures.from_error(wire.loads(data)))
            return
        delta = event.delta or schema.Delta()
        if event.type == "message-start":
            yield Started(schema.text(event.id))
        elif event.type == "message-end":
            yield from self._end(delta)
        elif delta.message is not None or event.type == "tool-call-end":
            index = event.index if isinstance(event.index, int) else 0
            yield from self._piece(event.type, delta.message or schema.DeltaMessage(), index)

    def _piece(
        self, kind: object, message: schema.DeltaMessage, index: int
    ) -> Iterator[StreamEvent]:
        content, calls = message.content, message.tool_calls
        if isinstance(content, schema.Part):
            if thought := schema.text(content.thinking):
                yield ReasoningDelta(thought)
            if said := schema.text(content.text):
                yield TextDelta(said)
        if plan := schema.text(message.tool_plan):
            yield TextDelta(plan)
        if isinstance(calls, schema.Call):
            yield from self._call(index, calls)
        if kind == "tool-call-end" and index in self._calls:
            yield from self._calls[index].close()
        if kind == "citation-start":
            for cited in decode_citations(message.citations):
                yield CitationDelta(cited)

    def _call(self, index: int, call: schema.Call) -> Iterator[StreamEvent]:
        known = self._calls.setdefault(index, _Call(len(self._calls)))
        yield from known.fragment(call)

    def _end(self, delta: schema.Delta) -> Iterator[StreamEvent]:
        self._ended = True
        usage = decode_usage(delta.usage)
        if usage is not None:
            yield UsageReport(usage)
        fault = fault_of(delta.finish_reason, delta.error)
        if fault is not None:
            yield failures.to_stream_error(fault)
            return
        for call in self._calls.values():
            yield from call.close()
        yield Finished(decode_finish(delta.finish_reason))
        yield Ended()


class _Call:
    """One call in pieces; its first arguments tell a custom tool's from a function's."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._id = ""
        self._name = ""
        self._held = ""
        self._told = False
        self._over = False

    def fragment(self, call: schema.Call) -> Iterator[StreamEvent]:
        function = call.function or schema.Function()
        self._id = self._id or schema.text(call.id)
        self._name = self._name or schema.text(function.name)
        arguments = schema.text(function.arguments)
        if self._told:
            if arguments:
                yield ToolCallDelta(self._number, arguments=arguments)
            return
        self._held += arguments
        if self._held and not custom_tools.may_be_custom(self._held):
            yield self._first(self._held)

    def close(self) -> Iterator[StreamEvent]:
        if self._told or self._over:
            return
        self._over = True
        custom = custom_tools.unwrap(self._held)
        if custom is not None:
            yield ToolCallDelta(self._number, self._ident(), self._name, custom, "custom")
            self._told = True
        else:
            yield self._first(self._held or "{}")

    def _ident(self) -> str:
        self._id = self._id or new_call_id()
        return self._id

    def _first(self, arguments: str) -> ToolCallDelta:
        self._told = True
        return ToolCallDelta(self._number, self._ident(), self._name, arguments)
