"""A stream of Gemini's frames as neutral events (facts: streaming conversion)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gateway.dialects import failures, sse
from gateway.dialects.gemini import schema
from gateway.dialects.gemini.answer import blocked_text, decode_part, fault_text
from gateway.dialects.gemini.finish import FAULTS, decode_finish, refusal_text
from gateway.dialects.gemini.surface import error_of
from gateway.dialects.gemini.usage import decode_usage, merge
from gateway.dialects.passing import decode_frame
from gateway.domain.conversation import (
    Ended,
    Finish,
    Finished,
    Image,
    ImageDelta,
    Reasoning,
    ReasoningDelta,
    RefusalDelta,
    Started,
    StreamError,
    StreamEvent,
    Text,
    TextDelta,
    ToolCall,
    ToolCallDelta,
    UsageReport,
)
from gateway.domain.usage import NO_USAGE
from gateway.errors import DialectError


class GenerateDecoder:
    """See :class:`~gateway.dialects.base.StreamDecoder`.

    Gemini has no terminator: the end of the body is the end, once every candidate has finished.
    """

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._usage: dict[str, Any] = {}
        self._started = False
        self._ended = False
        self._calls: dict[int, int] = {}
        self._open: set[int] = set()
        self._finished: set[int] = set()

    def feed(self, data: bytes) -> list[StreamEvent]:
        events: list[StreamEvent] = []
        for frame in self._parser.feed(data):
            if frame.data and not frame.data.isspace() and not self._ended:
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
        if self._finished and not self._open and not self._ended:
            self._ended = True
            events.append(Ended())
        return events

    def _frame(self, frame: sse.Frame, data: bytes) -> Iterator[StreamEvent]:
        if data.startswith(b"[DONE]"):
            return  # compatible gateways add it
        response = decode_frame(schema.response, frame, data)
        failure = error_of(response)
        if failure is not None:
            self._ended = True
            yield failures.to_stream_error(failure)
            return
        merge(self._usage, response.usage_metadata)
        usage = decode_usage(self._usage)
        if not self._started:
            self._started = True
            model = schema.text(response.model_version)
            yield Started(schema.text(response.response_id), model, usage=usage or NO_USAGE)
        for candidate in response.candidates or ():
            yield from self._candidate(candidate)
            if self._ended:
                return
        if response.blocked and not self._open and not self._finished:
            self._finished.add(0)
            yield RefusalDelta(blocked_text(response))
            yield Finished(Finish.FILTERED)
        if usage is not None and response.usage_metadata is not None:
            yield UsageReport(usage)

    def _candidate(self, candidate: schema.CandidateWire) -> Iterator[StreamEvent]:
        index = candidate.number
        if index in self._finished:
            return
        for part in candidate.parts:
            for event in self._part(part, index):
                self._open.add(index)
                yield event
        reason = candidate.reason
        if reason in FAULTS:
            self._ended = True
            yield StreamError(f"The answer broke off: {fault_text(candidate)}", type=reason)
        elif reason:
            finish = decode_finish(reason, called=index in self._calls)
            if finish is Finish.FILTERED and (index not in self._open or candidate.finish_message):
                yield RefusalDelta(refusal_text(reason, candidate.finish_message), index)
            self._open.discard(index)
            self._finished.add(index)
            yield Finished(finish, choice=index)

    def _part(self, part: schema.PartWire, index: int) -> Iterator[StreamEvent]:
        block = decode_part(part)
        if isinstance(block, Text):
            yield TextDelta(block.text, index)
        elif isinstance(block, Reasoning):
            yield ReasoningDelta(block.text, choice=index)
        elif isinstance(block, Image):
            yield ImageDelta(block, index)
        elif isinstance(block, ToolCall):
            number = self._calls.get(index, 0)
            self._calls[index] = number + 1
            yield ToolCallDelta(
                number, block.id, block.name, block.arguments, block.kind, index, block.signature
            )
