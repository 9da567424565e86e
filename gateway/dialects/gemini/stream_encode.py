"""Neutral events as a stream of Gemini's frames, each a whole response with the new parts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from gateway.dialects import sse, wire
from gateway.dialects.gemini.answer import candidate, encode_call, encode_part, head
from gateway.dialects.gemini.finish import encode_finish
from gateway.dialects.gemini.thoughts import seal
from gateway.dialects.gemini.usage import encode_usage
from gateway.domain.conversation import (
    Ended,
    Finish,
    Finished,
    ImageDelta,
    Reasoning,
    ReasoningDelta,
    RefusalDelta,
    Started,
    StreamEvent,
    TextDelta,
    ToolCall,
    ToolCallDelta,
    UsageReport,
)
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import DialectError

Wire = dict[str, Any]


@dataclass(slots=True)
class _Choice:
    finish: Finish = Finish.STOP
    refused: bool = False
    calls: dict[int, tuple[ToolCall, list[str]]] = field(default_factory=dict)
    thoughts: list[Reasoning] = field(default_factory=list)
    """With their proofs, for the first call. The last one is open until its signature comes."""

    def think(self, event: ReasoningDelta) -> None:
        if event.redacted:
            self.thoughts.append(Reasoning(redacted=event.redacted))
            return
        last = self.thoughts[-1] if self.thoughts else None
        if last is None or last.signature or last.redacted:
            last = Reasoning()
            self.thoughts.append(last)
        last.text += event.text
        last.signature = event.signature


class GenerateEncoder:
    """See :class:`~gateway.dialects.base.StreamEncoder`.

    Gemini's clients know no fragments of arguments: a call leaves when it is whole. One that the
    output limit cut is left out.
    """

    def __init__(self, model: str) -> None:
        self._model = model
        self._id = secrets.token_urlsafe(16)
        self._usage: Usage | None = None
        self._choices: dict[int, _Choice] = {}

    def encode(self, event: StreamEvent) -> bytes:
        if isinstance(event, Started):
            self._id = event.id or self._id
            if event.usage != NO_USAGE:
                self._usage = event.usage
            return b""
        if isinstance(event, UsageReport):
            self._usage = event.usage
            return b""
        if isinstance(event, Ended):
            return self._end()
        choice = self._choices.setdefault(getattr(event, "choice", 0), _Choice())
        if isinstance(event, Finished):
            choice.finish = event.finish
            return self._whole_calls(choice, event.choice)
        if isinstance(event, ToolCallDelta):
            call = ToolCall(event.id, event.name, "", event.kind, event.signature)
            choice.calls.setdefault(event.index, (call, []))[1].append(event.arguments)
            return b""
        return self._content(event, choice)

    def _content(self, event: StreamEvent, choice: _Choice) -> bytes:
        if isinstance(event, TextDelta):
            return self._frame([{"text": event.text}], event.choice) if event.text else b""
        if isinstance(event, RefusalDelta):
            choice.refused = True
            return self._frame([{"text": event.text}], event.choice)
        if isinstance(event, ReasoningDelta):
            choice.think(event)
            part = {"text": event.text, "thought": True}
            return self._frame([part], event.choice) if event.text else b""
        if isinstance(event, ImageDelta):
            image = encode_part(event.image)
            return self._frame([image], event.choice) if image is not None else b""
        return b""

    def _whole_calls(self, choice: _Choice, index: int) -> bytes:
        parts: list[Wire] = []
        for _, (call, pieces) in sorted(choice.calls.items()):
            call.arguments = "".join(pieces)
            if choice.finish is not Finish.LENGTH or _is_whole(call):
                if not parts and not call.signature:
                    call.signature = seal(choice.thoughts)
                parts.append(encode_call(call))
        choice.calls.clear()
        return self._frame(parts, index) if parts else b""

    def _frame(self, parts: list[Wire], index: int) -> bytes:
        return self._write([candidate(parts, index)])

    def _end(self) -> bytes:
        self._usage = self._usage or NO_USAGE
        out = b""
        ends: list[Wire] = []
        for index, choice in sorted((self._choices or {0: _Choice()}).items()):
            out += self._whole_calls(choice, index)
            reason = encode_finish(choice.finish, refused=choice.refused)
            ends.append(candidate([{"text": ""}], index, reason))
        return out + self._write(ends)

    def _write(self, candidates: list[Wire]) -> bytes:
        body: Wire = {"candidates": candidates}
        if self._usage is not None:
            body["usageMetadata"] = encode_usage(self._usage)
        return sse.write(wire.dumps(body | head(self._id, self._model)))


def _is_whole(call: ToolCall) -> bool:
    if call.kind == "custom":
        return True
    try:
        wire.members((call.arguments or "{}").encode("utf-8", "replace"))
    except DialectError:
        return False
    return True
