"""``/audio/speech``: text in, sound out, as bytes or as events.

After OpenAI's API reference (Audio, create speech, 2026-08).
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import msgspec
from msgspec import Struct

from gateway.dialects import wire
from gateway.dialects.base import Peek, StreamPipe
from gateway.dialects.media.base import MediaDialect, no_answer
from gateway.dialects.media.pipes import BytesPipe, EventPipe
from gateway.dialects.openai_chat.usage import decode_usage
from gateway.domain import sound
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError, GatewayError

_TOKENS_PER_S = 20
"""Output tokens a second of speech (OpenAI's audio guide: one for 50 ms)."""


class Head(Struct):
    model: str | None = None
    input: Any = None
    instructions: Any = None
    response_format: Any = None
    stream_format: Any = None


_head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head)


class Speech(MediaDialect):
    name = "openai_speech"

    @cached_property
    def _asked(self) -> Head:
        return wire.decode(_head, self._body)

    def peek(self, body: bytes) -> Peek:
        head = self._asked
        if not isinstance(head.input, str) or not head.input:
            raise DialectError("input must be a text", "input")
        length = sound.spoken_ms(head.input)
        tokens = length * _TOKENS_PER_S // 1000 + 1
        return Peek(
            model=self._model(head.model),
            stream=True,
            max_output=0,
            likely=Usage(
                output=tokens,
                audio_out=tokens,
                units=(("characters", len(head.input)), ("ms_out", length)),
            ),
        )

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        head = self._asked
        return [text for text in (head.input, head.instructions) if isinstance(text, str)], 0

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        """Of what came as JSON or a page instead of sound."""
        return None, [], no_answer(body, "sound")

    def edit_answer(self, body: bytes, model: str) -> bytes:
        return body

    def pipe(self, content_type: str, told: Usage | None = None) -> StreamPipe:
        if content_type.startswith("text/event-stream"):
            return EventPipe(self.event_usage if told is None else lambda usage: told)
        return BytesPipe(self._measured, told)

    def event_usage(self, usage: Any) -> Usage | None:
        said = decode_usage(usage) or Usage()
        return Usage(said.input, said.output, audio_out=said.output, units=self._characters())

    def stream_error(self, error: GatewayError, request_id: str) -> bytes:
        """b'' among bytes of sound: nothing there could be told from it."""
        if self._asked.stream_format != "sse":
            return b""
        return super().stream_error(error, request_id)

    def _characters(self) -> tuple[tuple[str, int], ...]:
        return (("characters", len(self._asked.input)),)

    def _measured(self, head: bytes, size: int) -> Usage:
        """Characters, and the length of sound where its form states a rate."""
        kind = self._asked.response_format
        stated = sound.stated_ms(head, size, kind if isinstance(kind, str) else "")
        length = math.ceil(stated) if stated else 0
        return Usage(units=(*self._characters(), *((("ms_out", length),) if length else ())))
