"""Neutral events as a stream of Anthropic's events: blocks one after another, never interleaved."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from gateway.dialects import custom_tools, sse, wire
from gateway.dialects.anthropic.citations import is_own
from gateway.dialects.anthropic.finish import encode_finish
from gateway.dialects.anthropic.stream_pass import STOP
from gateway.dialects.anthropic.usage import encode_usage
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
    ToolCallDelta,
    UsageReport,
)
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import DialectError

_TEXT_HEAD = (
    b"event: content_block_delta\n"
    b'data: {"type":"content_block_delta","index":%d,"delta":{"type":"text_delta","text":'
)


def message_id(upstream_id: str) -> str:
    """An id as Anthropic's look, that still shows the upstream's."""
    if upstream_id.startswith("msg_"):
        return upstream_id
    return "msg_" + (upstream_id or secrets.token_hex(12))


def call_id(upstream_id: str) -> str:
    return upstream_id or "toolu_" + secrets.token_hex(12)


@dataclass(slots=True)
class _Block:
    """A block that is open or waits for the one before it. ``deltas`` are not sent yet."""

    kind: str
    start: dict[str, Any]
    call: int = -1
    custom: bool = False
    arguments: list[str] = field(default_factory=list)
    deltas: list[dict[str, Any]] = field(default_factory=list)

    def is_whole(self) -> bool:
        """Whether nothing more can follow: a call whose arguments are a whole JSON object."""
        if self.call < 0:
            return True
        if self.custom or not self.arguments or not self.arguments[-1].rstrip().endswith("}"):
            return False
        try:
            wire.loads("".join(self.arguments).encode("utf-8", "replace"))
        except DialectError:
            return False
        return True


class MessagesEncoder:
    """See :class:`~gateway.dialects.base.StreamEncoder`. Only the first choice is carried.

    A tool call stays open until its arguments are whole; what comes meanwhile of other calls or of
    text waits in its order.
    """

    def __init__(self, model: str) -> None:
        self._model = model
        self._begun = False
        self._queue: list[_Block] = []
        """The open block, then those that wait."""
        self._index = -1
        self._open_kind = ""
        """The kind of the first block in the queue if it has begun and nothing waits behind it."""
        self._begun_first = False
        self._usage: Usage | None = None
        self._finish = Finish.STOP
        self._stop_sequence: str | None = None
        self._called = False
        self._refused = False

    def encode(self, event: StreamEvent) -> bytes:
        if isinstance(event, Started):
            return self._begin(event)
        if isinstance(event, UsageReport):
            self._usage = event.usage
            return b""
        if isinstance(event, Ended):
            return self._end()
        if getattr(event, "choice", 0):
            return b""
        if isinstance(event, TextDelta) and self._open_kind == "text":
            return _TEXT_HEAD % self._index + wire.dumps(event.text) + b"}}\n\n"
        if isinstance(event, Finished):
            self._finish = event.finish
            self._stop_sequence = event.stop_sequence or None
            return self._drain(everything=True)
        self._content(event)
        return (b"" if self._begun else self._begin(Started())) + self._drain()

    def _begin(self, event: Started) -> bytes:
        if self._begun:
            return b""
        self._begun = True
        if event.usage != NO_USAGE:
            self._usage = event.usage
        message: dict[str, Any] = {
            "id": message_id(event.id),
            "type": "message",
            "role": "assistant",
            "model": self._model,
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": encode_usage(event.usage),
        }
        return _event("message_start", message=message)

    def _content(self, event: StreamEvent) -> None:
        if isinstance(event, TextDelta | RefusalDelta):
            self._refused |= isinstance(event, RefusalDelta)
            block = self._last("text", {"type": "text", "text": ""})
            block.deltas.append({"type": "text_delta", "text": event.text})
        elif isinstance(event, ReasoningDelta):
            self._reasoning(event)
        elif isinstance(event, ToolCallDelta):
            self._call(event)
        elif isinstance(event, CitationDelta) and is_own(event.citation):
            block = self._last("text", {"type": "text", "text": ""})
            block.deltas.append({"type": "citations_delta", "citation": event.citation})

    def _reasoning(self, event: ReasoningDelta) -> None:
        if event.redacted:
            start = {"type": "redacted_thinking", "data": event.redacted}
            self._queue.append(_Block("redacted", start))
            return
        start = {"type": "thinking", "thinking": "", "signature": ""}
        block = self._last("thinking", start)
        if event.text:
            block.deltas.append({"type": "thinking_delta", "thinking": event.text})
        if event.signature:
            block.deltas.append({"type": "signature_delta", "signature": event.signature})
            block.kind = "signed"  # the next thought is another block

    def _last(self, kind: str, start: dict[str, Any]) -> _Block:
        """The last block if it is of this kind, else a new one behind it."""
        if not self._queue or self._queue[-1].kind != kind:
            self._queue.append(_Block(kind, start))
        return self._queue[-1]

    def _call(self, event: ToolCallDelta) -> None:
        self._called = True
        block = next((block for block in self._queue if block.call == event.index), None)
        if block is None:
            if not event.name:
                return  # a fragment behind arguments that were whole
            start = {
                "type": "tool_use",
                "id": call_id(event.id),
                "name": event.name,
                "input": {},
            }
            block = _Block("tool", start, event.index, event.kind == "custom")
            self._queue.append(block)
        if event.arguments:
            block.arguments.append(event.arguments)
        if event.arguments and not block.custom:
            delta = {"type": "input_json_delta", "partial_json": event.arguments}
            block.deltas.append(delta)

    def _drain(self, everything: bool = False) -> bytes:
        """Sends what the first block has, and the blocks behind it as far as their turn came."""
        out: list[bytes] = []
        opened = self._begun_first
        while self._queue:
            block = self._queue[0]
            if not opened:
                self._index += 1
                out.append(
                    _event("content_block_start", index=self._index, content_block=block.start)
                )
            if everything and block.custom:
                wrapped = custom_tools.wrap("".join(block.arguments))
                block.deltas.append({"type": "input_json_delta", "partial_json": wrapped})
            out += [
                _event("content_block_delta", index=self._index, delta=delta)
                for delta in block.deltas
            ]
            block.deltas.clear()
            waiting = len(self._queue) > 1
            if not everything and not (waiting and block.is_whole()) and block.kind != "redacted":
                opened = True
                break
            out.append(_event("content_block_stop", index=self._index))
            self._queue.pop(0)
            opened = False
        self._begun_first = opened
        self._open_kind = self._queue[0].kind if opened and len(self._queue) == 1 else ""
        return b"".join(out)

    def _end(self) -> bytes:
        out = (b"" if self._begun else self._begin(Started())) + self._drain(everything=True)
        finish = self._finish
        if finish is Finish.STOP and self._refused:
            finish = Finish.FILTERED
        elif finish is Finish.STOP and self._called:
            finish = Finish.TOOL_CALL
        delta = {"stop_reason": encode_finish(finish), "stop_sequence": self._stop_sequence}
        usage = encode_usage(self._usage or NO_USAGE, delta=True)
        return out + _event("message_delta", delta=delta, usage=usage) + STOP


def _event(kind: str, **members: Any) -> bytes:
    return sse.write(wire.dumps({"type": kind, **members}), kind)
