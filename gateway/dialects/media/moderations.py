"""``/moderations``. After OpenAI's API reference (Moderations, 2026-08)."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from gateway.dialects import wire
from gateway.dialects.base import Peek
from gateway.dialects.media.base import MediaDialect, no_answer
from gateway.dialects.openai_chat.usage import decode_usage
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError


class Head(Struct):
    model: str | None = None
    input: Any = None


class _Answer(Struct):
    results: Any = None
    usage: Any = None


_head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head)
_answer: msgspec.json.Decoder[_Answer] = msgspec.json.Decoder(_Answer)


class Moderations(MediaDialect):
    name = "openai_moderations"
    default_model = "omni-moderation-latest"

    def peek(self, body: bytes) -> Peek:
        head = wire.decode(_head, body)
        if head.input is None:
            raise DialectError("The request has no input", "input")
        return Peek(model=self._model(head.model, body), max_output=0)

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        given = wire.decode(_head, body).input
        items = given if isinstance(given, list) else [given]
        texts = [item.get("text") if isinstance(item, dict) else item for item in items]
        return [text for text in texts if isinstance(text, str)], 0

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        answer = wire.decode(_answer, body)
        if not isinstance(answer.results, list):
            return None, [], no_answer(body, "results")
        return decode_usage(answer.usage), [], None
