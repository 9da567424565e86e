"""OpenAI's forms with sound as Gemini's models hear them: in a conversation with an instruction.

https://ai.google.dev/gemini-api/docs/audio
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from gateway.domain.usage import Usage
from gateway.errors import Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.base import Operation
from gateway.providers.bodies import dumped
from gateway.providers.google.answers import (
    blocked,
    count,
    object_of,
    refused,
    said,
    texts,
    tokens_of,
)
from gateway.providers.media.picture_edits import data_of

FORMATS = ("json", "text")
_HEAR = "Write down word for word what is said in this recording."
_TRANSLATE = "Translate into English what is said in this recording."
_ALONE = "Answer with that text alone; where nothing is said, with nothing."
_WHOLE = ("STOP", "MAX_TOKENS")


def own_body(operation: Operation, body: bytes) -> tuple[bytes, bytes]:
    """The request as a model takes it, and the request without the sound.

    Raises Unconvertible for a form of transcript that tells times, and for streams.
    """
    asked = object_of(body)
    if (asked.get("response_format") or FORMATS[0]) not in FORMATS:
        raise Unconvertible("This model transcribes as json or text alone", "response_format")
    if asked.get("stream"):
        raise Unconvertible("This model's transcripts do not stream", "stream")
    mime, data = data_of(str(asked.get("file")))
    wanted = [_TRANSLATE if operation is Operation.TRANSLATIONS else _HEAR, _ALONE]
    if asked.get("language"):
        wanted.append(f"Its language is {asked['language']}.")
    if asked.get("prompt"):
        wanted.append(f"It may go on from this, or hold these words: {asked['prompt']}")
    parts = [{"text": " ".join(wanted)}, {"inlineData": {"mimeType": mime, "data": data}}]
    made: dict[str, Any] = {"contents": [{"role": "user", "parts": parts}]}
    if (temperature := _number(asked.get("temperature"))) is not None:
        made["generationConfig"] = {"temperature": temperature}
    kept = {name: value for name, value in asked.items() if name != "file"}
    return dumped(made), dumped(kept)


def step(asked_body: bytes, body: bytes) -> TaskStep:
    """The transcript as OpenAI's; silence has an empty one. What was blocked is a refusal.

    Raises DialectError.
    """
    asked, value = object_of(asked_body), object_of(body)
    heard, ending = texts(value)
    if not heard and ending not in _WHOLE:
        return refused(blocked(value, "transcript"))
    told = value.get("usageMetadata")
    usage = _usage(told if isinstance(told, dict) else {})
    if asked.get("response_format") == "text":
        plain = f"{heard}\n".encode()
        return TaskStep(answer=said(plain), content_type="text/plain; charset=utf-8", usage=usage)
    counts: dict[str, Any] = {
        "type": "tokens",
        "input_tokens": usage.input,
        "output_tokens": usage.output,
        "total_tokens": usage.total,
        "input_token_details": {
            "audio_tokens": usage.audio_in,
            "text_tokens": usage.input - usage.audio_in,
        },
    }
    answer = {"text": heard, "usage": counts} if usage.total else {"text": heard}
    return TaskStep(answer=said(dumped(answer)))


def _usage(wire: Mapping[str, Any]) -> Usage:
    read = count(wire, "promptTokenCount")
    heard = tokens_of(wire.get("promptTokensDetails"), "AUDIO")
    written = count(wire, "candidatesTokenCount") + count(wire, "thoughtsTokenCount")
    return Usage(read, written, audio_in=min(heard, read))


def _number(value: Any) -> float | None:
    """A form's number. Raises Unconvertible for what is none."""
    if value in (None, ""):
        return None
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if not math.isfinite(found):
        raise Unconvertible("temperature must be a number", "temperature")
    return found
