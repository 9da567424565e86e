"""Speech that a vendor answers with in JSON, as OpenAI's clients take it: bytes, or events.

OpenAI's API reference (Audio, create speech): ``response_format``, ``stream_format``.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import math
import wave
from collections.abc import Iterator, Mapping
from typing import Any

from gateway.domain.sound import stated_ms
from gateway.domain.usage import Usage
from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep

TYPES = {
    **{"mp3": "audio/mpeg", "opus": "audio/ogg", "aac": "audio/aac", "flac": "audio/flac"},
    **{"wav": "audio/wav", "pcm": "audio/pcm"},
}
OPENAI_VOICES = (
    *("alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer"),
    *("verse", "marin", "cedar"),
)
PCM_RATE = 24_000
"""Samples a second of OpenAI's ``pcm``, 16 bits each, one channel."""
_PIECE = 48 * 1024
_OPENAIS = frozenset(
    {
        *("model", "input", "voice", "instructions", "response_format", "speed"),
        *("stream_format", "stream", "user", "text", "prompt"),
    }
)
"""And what vendors call the text: what is spoken is ``input``, by which it is paid."""


def own_members(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What of a request is none of OpenAI's members: the vendor's, which a client knows."""
    return {name: value for name, value in asked.items() if name not in _OPENAIS}


def letters(asked: Mapping[str, Any]) -> int:
    """Characters of the text, as most vendors bill them."""
    text = asked.get("input")
    return len(text) if isinstance(text, str) else 0


def no_speed(asked: Mapping[str, Any]) -> None:
    """Raises Unconvertible where a model that has none is asked for a speed."""
    if asked.get("speed") not in (None, 1):
        raise Unconvertible("This model has no speed", "speed")


def unpacked(data: str) -> bytes:
    """Sound in base64. Raises DialectError for what is none."""
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise DialectError("the sound is no base64") from None


def measured(
    asked: Mapping[str, Any], sound: bytes, kind: str, characters: int | None = None
) -> Usage:
    """What is billed where a vendor does not say: characters, and how long the sound is where its
    form states a rate.
    """
    stated = stated_ms(sound, len(sound), kind)
    length = (("ms_out", math.ceil(stated)),) if stated else ()
    return Usage(units=(("characters", characters or letters(asked)), *length))


def kind_asked(asked: Mapping[str, Any], kinds: tuple[str, ...]) -> str:
    """The form of sound that is wanted, the first of ``kinds`` where a client does not say.

    Raises Unconvertible for one that is not among them.
    """
    kind = asked.get("response_format") or kinds[0]
    if kind not in kinds:
        raise Unconvertible(f"This model speaks in {' or '.join(kinds)} alone", "response_format")
    return str(kind)


def voice_asked(asked: Mapping[str, Any], own: Mapping[str, str], default: str) -> str:
    """A vendor's own voice by its name; a fixed one of ``own`` for one of OpenAI's.

    Raises Unconvertible for a voice that is kept at OpenAI.
    """
    voice = asked.get("voice") or default
    if not isinstance(voice, str):
        raise Unconvertible("A voice is named by a text", "voice")
    return own.get(voice.lower(), voice)


def answered(asked: Mapping[str, Any], sound: bytes, kind: str, usage: Usage) -> TaskStep:
    """The answer: the sound itself, or the events of ``stream_format: sse``."""
    if asked.get("stream_format") == "sse":
        events = b"".join(_events(sound, usage))
        return TaskStep(answer=lambda made: events, content_type="text/event-stream", usage=usage)
    return TaskStep(answer=lambda made: sound, content_type=TYPES[kind], usage=usage)


def _events(sound: bytes, usage: Usage) -> Iterator[bytes]:
    for at in range(0, len(sound), _PIECE):
        audio = base64.b64encode(sound[at : at + _PIECE]).decode()
        yield _event({"type": "speech.audio.delta", "audio": audio})
    counts = {
        "input_tokens": usage.input,
        "output_tokens": usage.output,
        "total_tokens": usage.total,
    }
    yield _event({"type": "speech.audio.done", "usage": counts})


def _event(value: Mapping[str, Any]) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def as_wav(pcm: bytes, rate: int) -> bytes:
    """A WAV file of 16-bit samples of one channel."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(pcm)
    return file.getvalue()


def from_wav(data: bytes) -> tuple[bytes, int]:
    """Samples and their rate. Raises DialectError for what is no WAV file of such samples."""
    try:
        with wave.open(io.BytesIO(data)) as read:
            form = (read.getnchannels(), read.getsampwidth())
            rate, pcm = read.getframerate(), read.readframes(read.getnframes())
    except (wave.Error, EOFError):
        raise DialectError("the sound is no WAV file") from None
    if form != (1, 2) or not rate:
        raise DialectError("the sound has other samples than 16 bits of one channel")
    return pcm, rate


def sound_ms(pcm: bytes, rate: int) -> int:
    return len(pcm) * 1000 // (2 * rate) if rate else 0
