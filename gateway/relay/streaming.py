"""Streams between different dialects, and answers turned into streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gateway.dialects.base import StreamDecoder, StreamEncoder, StreamMeter
from gateway.dialects.failures import from_stream_error
from gateway.domain.conversation import (
    Answer,
    Block,
    Ended,
    Finish,
    Finished,
    Image,
    ImageDelta,
    Reasoning,
    ReasoningDelta,
    Refusal,
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
from gateway.domain.usage import NO_USAGE, Usage
from gateway.relay.stops import StopCutter
from gateway.relay.turns import TurnCollector


class ConvertingPipe:
    """Upstream bytes of one dialect to client bytes of another, event by event."""

    def __init__(
        self,
        decoder: StreamDecoder,
        encoder: StreamEncoder,
        turn: TurnCollector | None = None,
        stops: Sequence[str] = (),
    ) -> None:
        """``turn`` is told every event, where the upstream proves its thoughts; ``stops`` are stop
        texts that the upstream was not told.
        """
        self.meter = StreamMeter()
        self._decoder = decoder
        self._encoder = encoder
        self._turn = turn
        self._cutter = StopCutter(stops) if stops else None
        self.kept_as = ""
        """What the upstream calls the conversation that it keeps."""

    def feed(self, data: bytes) -> bytes:
        return self.carry(self._decoder.feed(data))

    def close(self) -> bytes:
        out = self.carry(self._decoder.close())
        if self.meter.finished:
            self.meter.complete = True
        return out

    def carry(self, events: Iterable[StreamEvent]) -> bytes:
        """Meters and encodes events; the end is held back."""
        meter = self.meter
        out = []
        for event in events:
            if meter.error is not None or meter.complete:
                break
            if isinstance(event, StreamError):
                meter.error = from_stream_error(event)
            elif isinstance(event, Ended):
                meter.complete = True
            else:
                self._measure(event)
                if self._turn is not None:
                    self._turn.take(event)
                if self._cutter is None:
                    out.append(self._encoder.encode(event))
                else:
                    out += map(self._encoder.encode, self._cutter.take(event))
                    if self._cutter.hit:
                        meter.finish = Finish.STOP_SEQUENCE.value
                        meter.finished = meter.complete = meter.stopped = True
        return b"".join(out)

    def _measure(self, event: StreamEvent) -> None:
        meter = self.meter
        if isinstance(event, TextDelta | RefusalDelta):
            meter.add_text(event.text)
        elif isinstance(event, ReasoningDelta):
            meter.add_text(event.text or event.redacted)
            meter.proof_chars += len(event.signature)
        elif isinstance(event, ToolCallDelta):
            meter.started = True
            meter.add_text(event.name + event.arguments)
        elif isinstance(event, ImageDelta):
            meter.started = True
        elif isinstance(event, UsageReport):
            meter.usage = event.usage
        elif isinstance(event, Started):
            meter.upstream_id = event.id
            meter.upstream_model = event.model
            self.kept_as = event.kept_as
            if event.usage != NO_USAGE:
                meter.usage = event.usage
        elif isinstance(event, Finished):
            meter.finished = True
            meter.finish = event.finish.value

    def cut(self, usage: Usage) -> bytes:
        self.meter.usage = usage
        return self._encoder.encode(Finished(Finish.LENGTH)) + self.ending()

    def ending(self) -> bytes:
        out = b""
        if self.meter.usage is not None:
            out = self._encoder.encode(UsageReport(self.meter.usage))
        return out + self._encoder.encode(Ended())


def answer_events(answer: Answer) -> Iterator[StreamEvent]:
    """A whole answer as the stream it would have been."""
    yield Started(answer.id, answer.model, answer.created, answer.usage or NO_USAGE)
    for number, choice in enumerate(answer.choices):
        tools = 0
        for block in choice.blocks:
            yield from _block_events(block, number, tools)
            tools += isinstance(block, ToolCall)
        yield Finished(choice.finish, choice.stop_sequence, number)
    if answer.usage is not None:
        yield UsageReport(answer.usage)
    yield Ended()


def _block_events(block: Block, choice: int, tools: int) -> Iterator[StreamEvent]:
    if isinstance(block, Text):
        yield TextDelta(block.text, choice)
    elif isinstance(block, Refusal):
        yield RefusalDelta(block.text, choice)
    elif isinstance(block, Reasoning):
        if block.redacted:
            yield ReasoningDelta(redacted=block.redacted, choice=choice)
        else:
            yield ReasoningDelta(block.text, choice=choice)
            if block.signature:
                yield ReasoningDelta(signature=block.signature, choice=choice)
    elif isinstance(block, ToolCall):
        yield ToolCallDelta(
            tools, block.id, block.name, block.arguments, block.kind, choice, block.signature
        )
    elif isinstance(block, Image):
        yield ImageDelta(block, choice)
