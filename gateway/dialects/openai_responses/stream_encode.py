"""Neutral events as a stream of Responses events that OpenAI's own types accept."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from gateway.dialects.openai_responses.echo import Echo
from gateway.dialects.openai_responses.ids import response_id
from gateway.dialects.openai_responses.stream_items import (
    OpenCall,
    OpenItem,
    OpenMessage,
    OpenReasoning,
)
from gateway.dialects.openai_responses.writer import Writer
from gateway.domain.conversation import (
    CitationDelta,
    Ended,
    Finish,
    Finished,
    Reasoning,
    ReasoningDelta,
    RefusalDelta,
    Started,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)
from gateway.domain.usage import NO_USAGE, Usage


class ResponsesEncoder:
    """See :class:`~gateway.dialects.base.StreamEncoder`. Only the first choice is carried.

    A message or a thought is done when something else begins, calls when the answer finishes: until
    then arguments of several may take turns.
    """

    def __init__(self, model: str, echo: Echo, writer: Writer | None = None) -> None:
        self._model = model
        self._echo = echo
        self._writer = writer or Writer()
        self._open: OpenMessage | OpenReasoning | None = None
        self._calls: dict[int, OpenCall] = {}
        self._items = 0
        self._usage: Usage | None = None
        self._finish = Finish.STOP
        self._encoders: dict[type, Callable[[Any], bytes]] = {
            Started: self._started,
            TextDelta: self._text,
            ReasoningDelta: self._reasoning,
            RefusalDelta: self._refusal,
            ToolCallDelta: self._call,
            CitationDelta: self._citation,
            Finished: self._finished,
            UsageReport: self._report,
            Ended: self._ended,
        }

    def encode(self, event: StreamEvent) -> bytes:
        encoder = self._encoders.get(type(event))
        if encoder is None or getattr(event, "choice", None):
            return b""
        return encoder(event)

    def _started(self, event: Started) -> bytes:
        if self._writer.response is not None:
            return b""
        if event.usage != NO_USAGE:
            self._usage = event.usage
        return self._writer.begin(
            self._echo.response(response_id(event.id), self._model, created=event.created)
        )

    def _next(self) -> tuple[int, bytes]:
        """The index of a new item, and what must stand before it."""
        out = self._started(Started()) + self._close()
        index, self._items = self._items, self._items + 1
        return index, out

    def _close(self, *, cut: bool = False) -> bytes:
        item, self._open = self._open, None
        return item.close(cut=cut) if item is not None else b""

    def _message(self) -> tuple[OpenMessage, bytes]:
        if isinstance(self._open, OpenMessage):
            return self._open, b""
        index, out = self._next()
        self._open = item = OpenMessage(self._writer, index)
        return item, out + item.begin()

    def _text(self, event: TextDelta) -> bytes:
        item, out = self._message()
        return out + item.text(event.text)

    def _refusal(self, event: RefusalDelta) -> bytes:
        item, out = self._message()
        return out + item.refusal(event.text)

    def _citation(self, event: CitationDelta) -> bytes:
        if not isinstance(self._open, OpenMessage):
            return b""
        return self._open.cite(event.citation)

    def _reasoning(self, event: ReasoningDelta) -> bytes:
        proof = Reasoning("", event.signature, event.redacted)
        item, out = self._open, b""
        if not isinstance(item, OpenReasoning) or event.redacted:
            index, out = self._next()
            signed = proof if event.signature or event.redacted else None
            self._open = item = OpenReasoning(self._writer, index, signed)
            out += item.begin()
        if event.text:
            out += item.text(event.text)
        if event.signature or event.redacted:
            item.sign(proof)
            out += self._close()  # the next thought is another item
        return out

    def _call(self, event: ToolCallDelta) -> bytes:
        call, out = self._calls.get(event.index), b""
        if call is None:
            if not event.name:
                return b""  # a fragment behind its call's end
            index, out = self._next()
            call = self._calls[event.index] = OpenCall(self._writer, index, event, self._echo.names)
            out += call.begin()
        return out + call.arguments(event.arguments)

    def _finished(self, event: Finished) -> bytes:
        self._finish = event.finish
        return self._close_all()

    def _close_all(self) -> bytes:
        cut = self._finish in (Finish.LENGTH, Finish.CONTEXT_FULL)
        rest: list[OpenItem] = [*self._calls.values()]
        if self._open is not None:
            rest.append(self._open)
        self._calls, self._open = {}, None
        last = max((item.index for item in rest), default=-1)
        return b"".join(
            item.close(cut=cut and item.index == last)
            for item in sorted(rest, key=lambda item: item.index)
        )

    def _report(self, event: UsageReport) -> bytes:
        self._usage = event.usage
        return b""

    def _ended(self, event: Ended) -> bytes:
        out = self._started(Started()) + self._close_all()
        return out + self._writer.end(self._finish, self._usage, int(time.time()))
