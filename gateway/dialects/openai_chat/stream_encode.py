"""Neutral events as a stream of chat chunks that OpenAI's own types accept."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gateway.dialects import wire
from gateway.dialects.openai_chat import content
from gateway.dialects.openai_chat.citations import annotation
from gateway.dialects.openai_chat.images import image_part
from gateway.dialects.openai_chat.stream_pass import DONE
from gateway.dialects.openai_chat.usage import encode_usage
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
    ToolCallDelta,
    UsageReport,
)
from gateway.domain.usage import NO_USAGE, Usage


def answer_id(upstream_id: str) -> str:
    """An id as OpenAI's look, that still shows the upstream's."""
    if upstream_id.startswith("chatcmpl-"):
        return upstream_id
    return "chatcmpl-" + (upstream_id or secrets.token_hex(12))


@dataclass(slots=True)
class _Choice:
    """What has been sent of one choice. ``unargued`` are function calls without arguments yet."""

    calls: int = 0
    unargued: set[int] = field(default_factory=set)
    thinking: list[str] = field(default_factory=list)
    blocks: int = 0
    annotations: int = 0
    images: int = 0
    text_length: int = 0
    cited_from: int = 0
    """Where the text that a citation means begins: behind the last text that was cited."""
    cited: bool = False
    finish: Finish = Finish.STOP


class ChatEncoder:
    """See :class:`~gateway.dialects.base.StreamEncoder`.

    Reasoning goes into ``reasoning_content``; a thinking block with its signature follows whole in
    ``thinking_blocks``, so that a client that returns it keeps the signature. Entries of lists are
    numbered, as OpenAI's own package demands of every list in a delta.
    """

    def __init__(self, model: str, *, include_usage: bool) -> None:
        self._model = model
        self._include_usage = include_usage
        self._head = b""
        self._frame_head = b""
        self._usage: Usage | None = None
        self._choices: dict[int, _Choice] = {}
        tail = b',"logprobs":null,"finish_reason":null}]'
        self._tail = tail + (b',"usage":null}\n\n' if include_usage else b"}\n\n")
        self._encoders: dict[type, Callable[[Any], bytes]] = {
            Started: self._started,
            TextDelta: self._text,
            ReasoningDelta: self._reasoning,
            RefusalDelta: self._refusal,
            ToolCallDelta: self._call,
            ImageDelta: self._image,
            CitationDelta: self._citation,
            Finished: self._finished,
            UsageReport: self._report,
            Ended: self._ended,
        }

    def encode(self, event: StreamEvent) -> bytes:
        encoder = self._encoders.get(type(event))
        return encoder(event) if encoder is not None else b""

    def _started(self, event: Started) -> bytes:
        if self._head:
            return b""
        if event.usage != NO_USAGE:
            self._usage = event.usage
        self._begin(event.id, event.created)
        return self._open(0)[1]

    def _begin(self, upstream_id: str = "", created: int = 0) -> None:
        head = {
            "id": answer_id(upstream_id),
            "object": "chat.completion.chunk",
            "created": created or int(time.time()),
            "model": self._model,
        }
        self._head = b"data: " + wire.dumps(head)[:-1]
        self._frame_head = self._head + b',"choices":[{"index":'

    def _open(self, index: int) -> tuple[_Choice, bytes]:
        """A choice, and the frame with its role if it is new."""
        known = self._choices.get(index)
        if known is not None:
            return known, b""
        if not self._head:
            self._begin()
        choice = self._choices[index] = _Choice()
        return choice, self._delta(index, b'{"role":"assistant","content":""}')

    def _delta(self, index: int, delta: bytes) -> bytes:
        return self._frame_head + b'%d,"delta":' % index + delta + self._tail

    def _text(self, event: TextDelta) -> bytes:
        choice, opening = self._open(event.choice)
        if choice.cited:
            choice.cited, choice.cited_from = False, choice.text_length
        choice.text_length += len(event.text)
        delta = b'{"content":' + wire.dumps(event.text) + b"}"
        return opening + self._delta(event.choice, delta)

    def _reasoning(self, event: ReasoningDelta) -> bytes:
        choice, out = self._open(event.choice)
        if event.text:
            choice.thinking.append(event.text)
            delta = b'{"reasoning_content":' + wire.dumps(event.text) + b"}"
            out += self._delta(event.choice, delta)
        blocks: list[dict[str, Any]] = []
        if event.signature:
            thinking = "".join(choice.thinking)
            choice.thinking.clear()
            blocks.append({"type": "thinking", "thinking": thinking, "signature": event.signature})
        if event.redacted:
            blocks.append({"type": "redacted_thinking", "data": event.redacted})
        if blocks:
            numbered = [
                {"index": choice.blocks + number, **block} for number, block in enumerate(blocks)
            ]
            choice.blocks += len(blocks)
            out += self._delta(event.choice, wire.dumps({"thinking_blocks": numbered}))
        return out

    def _refusal(self, event: RefusalDelta) -> bytes:
        delta = b'{"refusal":' + wire.dumps(event.text) + b"}"
        return self._open(event.choice)[1] + self._delta(event.choice, delta)

    def _call(self, event: ToolCallDelta) -> bytes:
        choice, out = self._open(event.choice)
        body: dict[str, Any] = {"arguments": event.arguments}
        call: dict[str, Any] = {"index": event.index}
        if event.kind == "custom":
            body = {"input": event.arguments}
        if event.id or event.name:
            choice.calls = max(choice.calls, event.index + 1)
            call |= {"id": event.id, "type": event.kind}
            body = {"name": event.name, **body}
            if event.kind == "function" and not event.arguments:
                choice.unargued.add(event.index)
        elif event.arguments:
            choice.unargued.discard(event.index)
        call[event.kind] = body
        if event.signature:
            call["extra_content"] = {"google": {"thought_signature": event.signature}}
        return out + self._delta(event.choice, wire.dumps({"tool_calls": [call]}))

    def _image(self, event: ImageDelta) -> bytes:
        choice, out = self._open(event.choice)
        numbered = {"index": choice.images, **image_part(event.image)}
        choice.images += 1
        return out + self._delta(event.choice, wire.dumps({"images": [numbered]}))

    def _citation(self, event: CitationDelta) -> bytes:
        choice, out = self._open(event.choice)
        choice.cited = True
        found = annotation(event.citation, choice.cited_from, choice.text_length)
        if found is None:
            return out
        numbered = {"index": choice.annotations, **found}
        choice.annotations += 1
        return out + self._delta(event.choice, wire.dumps({"annotations": [numbered]}))

    def _finished(self, event: Finished) -> bytes:
        choice, out = self._open(event.choice)
        choice.finish = event.finish
        for index in sorted(choice.unargued):
            call = {"index": index, "function": {"arguments": "{}"}}
            out += self._delta(event.choice, wire.dumps({"tool_calls": [call]}))
        choice.unargued.clear()
        return out

    def _report(self, event: UsageReport) -> bytes:
        self._usage = event.usage
        return b""

    def _ended(self, event: Ended) -> bytes:
        out = b"" if self._choices else self._open(0)[1]
        for index, choice in sorted(self._choices.items()):
            reason = content.encode_finish(choice.finish, called=choice.calls > 0)
            tail = self._tail.replace(b"null}]", b'"' + reason.encode() + b'"}]')
            out += self._frame_head + b'%d,"delta":{}' % index + tail
        if self._include_usage and self._usage is not None:
            usage = wire.dumps(encode_usage(self._usage))
            out += self._head + b',"choices":[],"usage":' + usage + b"}\n\n"
        return out + DONE
