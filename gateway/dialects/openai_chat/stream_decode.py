"""A stream of chat chunks as neutral events (facts: streaming conversion)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gateway.dialects import failures, sse, wire
from gateway.dialects.openai_chat import content, schema
from gateway.dialects.openai_chat.calls import Calls
from gateway.dialects.openai_chat.citations import searched
from gateway.dialects.openai_chat.images import image_block
from gateway.dialects.openai_chat.usage import decode_usage
from gateway.dialects.passing import decode_frame
from gateway.domain.conversation import (
    CitationDelta,
    Ended,
    Finish,
    Finished,
    ImageDelta,
    ReasoningDelta,
    RefusalDelta,
    Started,
    StreamEvent,
    TextDelta,
    UsageReport,
)
from gateway.errors import DialectError


class ChatDecoder:
    """See :class:`~gateway.dialects.base.StreamDecoder`.

    ``[DONE]`` ends the stream; so does the end of the body once every choice has finished, because
    some compatible upstreams leave ``[DONE]`` out.
    """

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._started = False
        self._ended = False
        self._calls: dict[int, Calls] = {}
        self._reasoned: set[int] = set()
        """Choices with plain reasoning; blocks and details only repeat it."""
        self._sources: list[dict[str, Any]] = []
        """What Perplexity found, cumulative; told before the answer's end."""
        self._open: set[int] = set()
        self._finished: set[int] = set()

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
        if not self._ended and self._finished and not self._open:
            events.append(Ended())
        return events

    def _frame(self, frame: sse.Frame, data: bytes) -> Iterator[StreamEvent]:
        if data.isspace():
            return
        if data.startswith(b"[DONE]"):
            yield from self._done()
            return
        chunk = decode_frame(schema.body, frame, data)
        text = self._plain_text(chunk)
        if text is not None:
            if text:
                yield TextDelta(text)
            return
        failure = content.error_of(chunk, data)
        if failure is None and frame.event == "error":
            failure = failures.from_error(wire.loads(data))
        if failure is not None:
            self._ended = True
            yield failures.to_stream_error(failure)
            return
        if not self._started and chunk.choices:  # Azure's first chunk has none, nor an id
            self._started = True
            created = chunk.created if isinstance(chunk.created, int) else 0
            yield Started(_text(chunk.id), _text(chunk.model), created)
        usage = decode_usage(chunk.usage, chunk.service_tier)
        if chunk.search_results or chunk.citations:
            self._sources = searched(chunk.search_results, chunk.citations)
        for choice in chunk.choices or ():
            yield from self._choice(choice)
            usage = usage or decode_usage(choice.usage)
        if usage is None and isinstance(chunk.x_groq, dict):
            usage = decode_usage(chunk.x_groq.get("usage"))
        if usage is not None:
            yield UsageReport(usage)

    def _plain_text(self, chunk: schema.Body) -> str | None:
        """The text of a chunk that has nothing else in it, amid an answer; None for any other."""
        choices = chunk.choices
        if not choices or len(choices) > 1 or chunk.usage is not None or chunk.error is not None:
            return None
        choice = choices[0]
        delta = choice.delta
        if delta is None or choice.finish_reason or choice.index != 0 or 0 not in self._open:
            return None
        return delta.content if content.is_plain(delta) else None

    def _done(self) -> Iterator[StreamEvent]:
        self._ended = True
        if not self._finished and not self._open:
            raise DialectError("The stream ended before it began an answer")
        for index in sorted(self._open):
            yield self._finish(index, Finish.STOP)
        yield Ended()

    def _choice(self, choice: schema.ChoiceWire) -> Iterator[StreamEvent]:
        index = choice.index if isinstance(choice.index, int) else 0
        delta = choice.delta
        if delta is None and index not in self._open and index not in self._finished:
            delta = choice.message  # a whole message in one frame
        if delta is not None and index not in self._finished:
            for event in self._delta(delta, index):
                self._open.add(index)
                yield event
        if choice.finish_reason and index not in self._finished:
            for source in self._sources:
                yield CitationDelta(source, index)
            matched = choice.stop_reason
            finish = content.decode_finish(str(choice.finish_reason))
            if finish is Finish.STOP and content.is_stop_text(matched):
                self._open.discard(index)
                self._finished.add(index)
                yield Finished(Finish.STOP_SEQUENCE, str(matched), index)
            else:
                yield self._finish(index, finish)

    def _finish(self, index: int, finish: Finish) -> Finished:
        self._open.discard(index)
        self._finished.add(index)
        if finish is Finish.STOP and self._calls.get(index):
            finish = Finish.TOOL_CALL
        return Finished(finish, choice=index)

    def _delta(self, delta: schema.MessageWire, index: int) -> Iterator[StreamEvent]:
        if plain := content.plain_thinking_of(delta):
            self._reasoned.add(index)
            yield ReasoningDelta(plain, choice=index)
        elif index not in self._reasoned and (thinking := content.thinking_of(delta)):
            yield ReasoningDelta(thinking, choice=index)
        for signature, redacted in content.proofs_of(delta):
            yield ReasoningDelta(signature=signature, redacted=redacted, choice=index)
        if text := content.text_of(delta.content):
            yield TextDelta(text, index)
        for annotation in content.dicts(delta.annotations):
            yield CitationDelta(annotation, index)
        if isinstance(delta.refusal, str) and delta.refusal:
            yield RefusalDelta(delta.refusal, index)
        for address in content.image_addresses(delta):
            yield ImageDelta(image_block(address), index)
        for call in content.calls_of(delta):
            event = self._calls.setdefault(index, Calls()).fragment(call, index)
            if event is not None:
                yield event


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
