"""A stream of Responses events as neutral events (facts: streaming conversion)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gateway.dialects import failures, sse
from gateway.dialects.openai_chat.usage import decode_usage
from gateway.dialects.openai_responses import schema
from gateway.dialects.openai_responses.answer import decode_call, decode_item, signature_of
from gateway.dialects.openai_responses.finish import CALLS, decode_finish, error_of, event_error
from gateway.dialects.passing import decode_frame
from gateway.domain.conversation import (
    CitationDelta,
    Ended,
    Finished,
    Reasoning,
    ReasoningDelta,
    Refusal,
    RefusalDelta,
    Started,
    StreamEvent,
    Text,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)
from gateway.errors import DialectError

Events = Iterator[StreamEvent]


class _Item:
    """One output item under way: ``call`` its number among the calls, ``shown`` whether anything
    of it was told.
    """

    __slots__ = ("call", "shown")

    def __init__(self) -> None:
        self.call = -1
        self.shown = False


class ResponsesDecoder:
    """See :class:`~gateway.dialects.base.StreamDecoder`.

    ``response.completed`` and ``response.incomplete`` end the stream. What servers send without
    deltas is taken from the finished item.
    """

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._items: dict[int, _Item] = {}
        self._calls = 0
        self._ended = False
        self._kinds: dict[str, Callable[[schema.Event], Events]] = {
            "response.created": self._created,
            "response.output_item.added": self._added,
            "response.output_item.done": self._done,
            "response.output_text.delta": self._text,
            "response.refusal.delta": self._refusal,
            "response.reasoning_summary_part.added": self._summary_part,
            "response.reasoning_summary_text.delta": self._thinking,
            "response.reasoning_text.delta": self._thinking,
            "response.function_call_arguments.delta": self._arguments,
            "response.custom_tool_call_input.delta": self._arguments,
            "response.output_text.annotation.added": self._annotation,
            "response.completed": self._end,
            "response.incomplete": self._end,
            "response.failed": self._failed,
            "response.cancelled": self._failed,
        }

    def feed(self, data: bytes) -> list[StreamEvent]:
        events: list[StreamEvent] = []
        for frame in self._parser.feed(data):
            if frame.data and not self._ended:
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

    def _frame(self, frame: sse.Frame, data: bytes) -> Events:
        if data.isspace() or data.startswith(b"[DONE]"):
            return
        event = decode_frame(schema.event, frame, data)
        if event.type == "error" or event.error is not None or frame.event == "error":
            self._ended = True
            yield failures.to_stream_error(event_error(event))
            return
        handler = self._kinds.get(event.type or "")
        if handler is not None:
            yield from handler(event)

    def _item(self, event: schema.Event) -> _Item:
        index = event.output_index if isinstance(event.output_index, int) else 0
        return self._items.setdefault(index, _Item())

    def _created(self, event: schema.Event) -> Events:
        response = event.response or schema.Body()
        created = response.created_at
        yield Started(
            _text(response.id),
            _text(response.model),
            int(created) if isinstance(created, int | float) else 0,
        )

    def _added(self, event: schema.Event) -> Events:
        if event.item is not None and event.item.type in CALLS:
            yield from self._call(event.item, self._item(event))

    def _call(self, item: schema.ItemWire, known: _Item) -> Events:
        call = decode_call(item)
        known.call, self._calls = self._calls, self._calls + 1
        known.shown = bool(call.arguments)
        yield ToolCallDelta(known.call, call.id, call.name, call.arguments, call.kind)

    def _done(self, event: schema.Event) -> Events:
        item, known = event.item, self._item(event)
        if item is None:
            return
        if item.type in CALLS:
            if known.call < 0:
                yield from self._call(item, known)
            elif not known.shown:
                call = decode_call(item)
                if call.arguments:
                    yield ToolCallDelta(known.call, arguments=call.arguments, kind=call.kind)
        else:
            if not known.shown:
                yield from self._whole(item)
            signature = signature_of(item) if item.type == "reasoning" else ""
            if signature:
                yield ReasoningDelta(signature=signature)
        known.shown = True

    def _whole(self, item: schema.ItemWire) -> Events:
        """A message or a thought that came without deltas."""
        for block in decode_item(item) or ():
            if isinstance(block, Text) and block.text:
                yield TextDelta(block.text)
                for citation in block.citations:
                    yield CitationDelta(citation)
            elif isinstance(block, Refusal):
                yield RefusalDelta(block.text)
            elif isinstance(block, Reasoning) and block.text:
                yield ReasoningDelta(block.text)

    def _text(self, event: schema.Event) -> Events:
        if text := _text(event.delta):
            self._item(event).shown = True
            yield TextDelta(text)

    def _refusal(self, event: schema.Event) -> Events:
        if text := _text(event.delta):
            self._item(event).shown = True
            yield RefusalDelta(text)

    def _summary_part(self, event: schema.Event) -> Events:
        if self._item(event).shown:
            yield ReasoningDelta("\n\n")

    def _thinking(self, event: schema.Event) -> Events:
        if text := _text(event.delta):
            self._item(event).shown = True
            yield ReasoningDelta(text)

    def _arguments(self, event: schema.Event) -> Events:
        known = self._item(event)
        if known.call >= 0 and (text := _text(event.delta)):
            known.shown = True
            custom = event.type == "response.custom_tool_call_input.delta"
            kind = "custom" if custom else "function"
            yield ToolCallDelta(known.call, arguments=text, kind=kind)  # type: ignore[arg-type]

    def _annotation(self, event: schema.Event) -> Events:
        if isinstance(event.annotation, dict):
            yield CitationDelta(event.annotation)

    def _end(self, event: schema.Event) -> Events:
        self._ended = True
        response = event.response
        if response is None:
            raise DialectError("The last event has no response")
        failure = error_of(response)
        if failure is not None:
            yield failures.to_stream_error(failure)
            return
        yield Finished(decode_finish(response, called=self._calls > 0))
        usage = decode_usage(response.usage, response.service_tier)
        if usage is not None:
            yield UsageReport(usage)
        yield Ended()

    def _failed(self, event: schema.Event) -> Events:
        self._ended = True
        failure = error_of(event.response or schema.Body())
        yield failures.to_stream_error(failure or failures.protocol("The response failed"))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
