"""``/audio/transcriptions`` and ``/audio/translations``: a form with a sound file in, text out.

After OpenAI's API reference (Audio, 2026-08). The request here is the form's summary.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import msgspec
from msgspec import Struct

from gateway.dialects import wire
from gateway.dialects.base import Peek
from gateway.dialects.media.base import MediaDialect, no_answer
from gateway.dialects.openai_chat.usage import count, decode_usage
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

_TEXTS = frozenset({"text", "srt", "vtt"})
_HEARD_PER_S, _WRITTEN_PER_S = 10, 5
"""Tokens a second of sound read, and of text that is said in it, guessed high."""


class Head(Struct):
    model: str | None = None
    file: Any = None
    prompt: Any = None
    response_format: str | None = None
    stream: bool | None = None


class _Answer(Struct):
    text: Any = None
    segments: Any = None
    duration: Any = None
    usage: Any = None


_head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head, strict=False)
_answer: msgspec.json.Decoder[_Answer] = msgspec.json.Decoder(_Answer)


class Transcriptions(MediaDialect):
    name = "openai_transcriptions"
    default_model = "whisper-1"

    @cached_property
    def _asked(self) -> Head:
        return wire.decode(_head, self._body)

    def peek(self, body: bytes) -> Peek:
        head = self._asked
        length = self._length()
        return Peek(
            model=self._model(head.model),
            stream=bool(head.stream),
            max_output=0,
            likely=Usage(
                output=length * _WRITTEN_PER_S // 1000 + 1,
                audio_in=length * _HEARD_PER_S // 1000 + 1,
                units=(("ms_in", length),),
            ),
        )

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        prompt = self._asked.prompt
        texts = [prompt] if isinstance(prompt, str) else []
        return texts, self._length() * _HEARD_PER_S // 1000 + 1

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        is_error = body.lstrip()[:8] == b'{"error"'
        if self._asked.response_format in _TEXTS and not is_error:
            return None, [body.decode("utf-8", "replace")], None
        answer = wire.decode(_answer, body)
        if answer.text is None and answer.segments is None:
            return None, [], no_answer(body, "text")
        texts = [answer.text] if isinstance(answer.text, str) else []
        usage = self.event_usage(answer.usage)
        return usage or _heard(answer.duration), texts, None

    def event_usage(self, usage: Any) -> Usage | None:
        """Tokens, or OpenAI's ``{"type": "duration", "seconds"}``; Mistral tells tokens and
        ``prompt_audio_seconds``.
        """
        if not isinstance(usage, dict):
            return None
        if "seconds" in usage:
            return _heard(usage["seconds"])
        said = decode_usage(usage)
        details = usage.get("input_token_details") or usage.get("input_tokens_details")
        if said is None:
            return None
        heard = count(details, "audio_tokens") if isinstance(details, dict) else 0
        length = _heard(usage.get("prompt_audio_seconds"))
        units = length.units if length is not None else ()
        return Usage(said.input, said.output, audio_in=min(heard, said.input), units=units)

    def edit_answer(self, body: bytes, model: str) -> bytes:
        if self._asked.response_format in _TEXTS:
            return body
        return super().edit_answer(body, model)

    def _length(self) -> int:
        """Milliseconds of the file, as its head says."""
        file = self._asked.file
        if not isinstance(file, dict) or not isinstance(file.get("ms"), int):
            raise DialectError("The form has no file", "file")
        return int(file["ms"])


def _heard(seconds: Any) -> Usage | None:
    """Milliseconds from seconds, whole or not; some servers write them as text."""
    try:
        heard = int(float(seconds) * 1000)
    except (TypeError, ValueError, OverflowError):
        return None
    return Usage(units=(("ms_in", heard),)) if heard > 0 else None
