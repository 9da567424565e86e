"""A stream as the whole answer it tells: for an upstream that streams to who did not ask for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gateway.dialects.base import StreamDecoder
from gateway.dialects.failures import from_stream_error, protocol
from gateway.domain.conversation import (
    Answer,
    Block,
    Choice,
    CitationDelta,
    Ended,
    Finish,
    Finished,
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
from gateway.domain.failure import Failure
from gateway.domain.usage import NO_USAGE


@dataclass(slots=True)
class _Gathered:
    blocks: list[Block] = field(default_factory=list)
    calls: dict[int, ToolCall] = field(default_factory=dict)
    finish: Finish | None = None
    stop_sequence: str = ""


def gather(decoder: StreamDecoder, body: bytes) -> tuple[Answer, Failure | None]:
    """The answer that the stream ``body`` tells, and why it is none, if so.

    Raises DialectError for frames that cannot be read.
    """
    answer = Answer("", "", [])
    choices: dict[int, _Gathered] = {}
    for events in (decoder.feed(body), decoder.close()):
        failure = _take(events, answer, choices)
        if failure is not None:
            return answer, failure
    answer.choices = [
        Choice(found.blocks, found.finish or Finish.STOP, found.stop_sequence)
        for _, found in sorted(choices.items())
    ]
    if not choices or any(found.finish is None for found in choices.values()):
        return answer, protocol("The stream ended without its end")
    return answer, None


def told(answer: Answer) -> list[str]:
    """What an answer costs output tokens for, where its upstream does not say how many."""
    found: list[str] = []
    for choice in answer.choices:
        for block in choice.blocks:
            if isinstance(block, Text | Refusal | Reasoning):
                found.append(block.text)
            elif isinstance(block, ToolCall):
                found += (block.name, block.arguments)
    return [text for text in found if text]


def _take(
    events: Iterable[StreamEvent], answer: Answer, choices: dict[int, _Gathered]
) -> Failure | None:
    for event in events:
        if isinstance(event, StreamError):
            return from_stream_error(event)
        if isinstance(event, Started):
            answer.id, answer.model, answer.created = event.id, event.model, event.created
            answer.kept_as = event.kept_as
            if event.usage != NO_USAGE:
                answer.usage = event.usage
        elif isinstance(event, UsageReport):
            answer.usage = event.usage
        elif not isinstance(event, Ended):
            _say(event, choices.setdefault(event.choice, _Gathered()))
    return None


def _say(event: StreamEvent, choice: _Gathered) -> None:
    blocks = choice.blocks
    last = blocks[-1] if blocks else None
    if isinstance(event, TextDelta):
        if isinstance(last, Text):
            last.text += event.text
        else:
            blocks.append(Text(event.text))
    elif isinstance(event, RefusalDelta):
        if isinstance(last, Refusal):
            last.text += event.text
        else:
            blocks.append(Refusal(event.text))
    elif isinstance(event, ReasoningDelta):
        _think(event, blocks)
    elif isinstance(event, ToolCallDelta):
        call = choice.calls.get(event.index)
        if call is None:
            call = ToolCall(event.id, event.name, "", event.kind)
            choice.calls[event.index] = call
            blocks.append(call)
        call.arguments += event.arguments
        call.signature = call.signature or event.signature
    elif isinstance(event, ImageDelta):
        blocks.append(event.image)
    elif isinstance(event, CitationDelta) and isinstance(last, Text):
        last.citations.append(event.citation)
    elif isinstance(event, Finished):
        choice.finish, choice.stop_sequence = event.finish, event.stop_sequence


def _think(event: ReasoningDelta, blocks: list[Block]) -> None:
    """A signature closes the thought that it proves."""
    if event.redacted:
        blocks.append(Reasoning(redacted=event.redacted))
        return
    last = blocks[-1] if blocks else None
    if not isinstance(last, Reasoning) or last.signature or last.redacted:
        last = Reasoning()
        blocks.append(last)
    last.text += event.text
    last.signature = event.signature
