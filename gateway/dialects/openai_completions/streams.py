"""Streams of completions: passed from those that have them, written for everyone else."""

from __future__ import annotations

import secrets
import time
from typing import Any

from gateway.dialects import sse, wire
from gateway.dialects.openai_chat import content, schema
from gateway.dialects.openai_chat.stream_pass import DONE, ChatPipe
from gateway.dialects.openai_chat.usage import encode_usage
from gateway.domain.conversation import (
    Ended,
    Finish,
    Finished,
    RefusalDelta,
    Started,
    StreamEvent,
    TextDelta,
    UsageReport,
)
from gateway.domain.usage import NO_USAGE, Usage


def completion_id(upstream_id: str) -> str:
    """An id as OpenAI's look, that still shows the upstream's."""
    if upstream_id.startswith("cmpl-"):
        return upstream_id
    return "cmpl-" + (upstream_id.removeprefix("chatcmpl-") or secrets.token_hex(12))


class CompletionsPipe(ChatPipe):
    """As chat's, with ``text`` where that has ``delta``."""

    def _delta_of(self, choice: schema.ChoiceWire) -> schema.MessageWire | None:
        return schema.MessageWire(content=choice.text) if isinstance(choice.text, str) else None

    def _chunk(self, choices: list[object], usage: object = None) -> bytes:
        meter = self.meter
        texts = [
            {
                "text": "",
                "index": choice["index"],
                "logprobs": None,
                "finish_reason": choice["finish_reason"],
            }
            for choice in choices
            if isinstance(choice, dict)
        ]
        chunk = {
            "id": meter.upstream_id or "cmpl-0",
            "object": "text_completion",
            "created": self._created,
            "model": self._model or meter.upstream_model,
            "choices": texts,
        }
        return sse.write(wire.dumps(chunk if usage is None else {**chunk, "usage": usage}))


class CompletionsEncoder:
    """See :class:`~gateway.dialects.base.StreamEncoder`. Thinking is left out."""

    def __init__(self, model: str, *, include_usage: bool) -> None:
        self._include_usage = include_usage
        self._head: dict[str, Any] = {
            "id": "",
            "object": "text_completion",
            "created": 0,
            "model": model,
        }
        self._usage: Usage | None = None
        self._finishes: dict[int, Finish] = {}

    def encode(self, event: StreamEvent) -> bytes:
        if isinstance(event, TextDelta | RefusalDelta):
            return self._chunk(event.choice, event.text, None)
        if isinstance(event, Started):
            self._begin(event)
        elif isinstance(event, UsageReport):
            self._usage = event.usage
        elif isinstance(event, Finished):
            self._finishes[event.choice] = event.finish
        elif isinstance(event, Ended):
            return self._ended()
        return b""

    def _begin(self, event: Started) -> None:
        if event.usage != NO_USAGE:
            self._usage = event.usage
        self._head["id"] = completion_id(event.id)
        self._head["created"] = event.created or int(time.time())

    def _chunk(self, index: int, text: str, finish: str | None) -> bytes:
        choice = {"text": text, "index": index, "logprobs": None, "finish_reason": finish}
        return self._frame([choice])

    def _frame(self, choices: list[dict[str, Any]], usage: Usage | None = None) -> bytes:
        if not self._head["id"]:
            self._begin(Started())
        body = {**self._head, "choices": choices}
        if self._include_usage:
            body["usage"] = None if usage is None else encode_usage(usage)
        return sse.write(wire.dumps(body))

    def _ended(self) -> bytes:
        finishes = self._finishes or {0: Finish.STOP}
        out = [
            self._chunk(index, "", content.encode_finish(finish))
            for index, finish in finishes.items()
        ]
        if self._include_usage and self._usage is not None:
            out.append(self._frame([], self._usage))
        return b"".join([*out, DONE])
