"""OpenAI's request for speech as Gemini's models take it, and the sound they answer with.

They speak in a conversation whose answer is sound: samples at 24 kHz, or a WAV file. From 3.8
on the text is read as it is and its style said beside it; before, the style stands before the text.
https://ai.google.dev/gemini-api/docs/speech-generation,
https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/speech/text-to-speech
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

from gateway.domain.usage import Usage
from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped
from gateway.providers.google.answers import blobs, blocked, count, object_of, refused, tokens_of
from gateway.providers.media import spoken

KINDS = ("wav", "pcm")
_DEFAULT_VOICE = "Kore"
_VOICES = dict(
    zip(
        spoken.OPENAI_VOICES,
        (
            *("Kore", "Orus", "Iapetus", "Leda", "Puck", "Callirrhoe", "Charon", "Aoede"),
            *("Sulafat", "Zephyr", "Fenrir", "Despina", "Algenib"),
        ),
        strict=True,
    )
)
_VERSION = re.compile(r"gemini-(\d+)(?:\.(\d+))?")
_RATE = re.compile(r"rate=([1-9]\d{3,5})\b")
_SAMPLES = ("audio/l16", "audio/pcm")


def own_body(body: bytes, model: str) -> bytes:
    """The request as ``model`` takes it.

    Raises Unconvertible for a form of sound it does not speak in, a speed, and voices of OpenAI's.
    """
    asked = object_of(body)
    spoken.kind_asked(asked, KINDS)
    if asked.get("speed") not in (None, 1):
        raise Unconvertible("This model has no speed; instructions may ask for one", "speed")
    voice = spoken.voice_asked(asked, _VOICES, _DEFAULT_VOICE)
    style, text = asked.get("instructions"), asked.get("input") or ""
    part: dict[str, Any] = {"text": text}
    named: dict[str, Any] = {"voice": voice}
    if not _styled(model):
        part = {"text": f"{style}: {text}" if style else text}
        named = {"prebuiltVoiceConfig": {"voiceName": voice}}
    elif style:
        part["speechMetadata"] = {"style": style}
    config = {"responseModalities": ["AUDIO"], "speechConfig": {"voiceConfig": named}}
    made = {"contents": [{"role": "user", "parts": [part]}], "generationConfig": config}
    return dumped(made)


def _styled(model: str) -> bool:
    """Whether a style is said beside the text."""
    found = _VERSION.search(model)
    return found is None or (int(found[1]), int(found[2] or 0)) >= (3, 8)


def step(asked_body: bytes, body: bytes) -> TaskStep:
    """The sound in the form that was asked for. What was blocked is a refusal.

    Raises DialectError.
    """
    asked, value = object_of(asked_body), object_of(body)
    pieces = [_samples(data, mime) for data, mime in blobs(value)]
    if not pieces:
        return refused(blocked(value, "sound"))
    rate = pieces[0][1]
    pcm = b"".join(piece for piece, _ in pieces)
    kind = spoken.kind_asked(asked, KINDS)
    sound = pcm if kind == "pcm" else spoken.as_wav(pcm, rate)
    told = value.get("usageMetadata")
    usage = _usage(told if isinstance(told, dict) else {}, asked, spoken.sound_ms(pcm, rate))
    return spoken.answered(asked, sound, kind, usage)


def _samples(data: str, mime: str) -> tuple[bytes, int]:
    try:
        raw = base64.b64decode(data)
    except (binascii.Error, ValueError):
        raise DialectError("the sound is no base64") from None
    if raw[:4] == b"RIFF":
        return spoken.from_wav(raw)
    if not mime.lower().startswith(_SAMPLES):
        raise DialectError(f"the sound is {mime or 'of no type'}, which nobody asked for")
    found = _RATE.search(mime)
    return raw, int(found[1]) if found else spoken.PCM_RATE


def _usage(wire: Mapping[str, Any], asked: Mapping[str, Any], length_ms: int) -> Usage:
    """As Google counts: what is written is sound, where it does not say otherwise."""
    made = count(wire, "candidatesTokenCount")
    written = made + count(wire, "thoughtsTokenCount")
    heard = tokens_of(wire.get("candidatesTokensDetails"), "AUDIO") or made
    return Usage(
        input=count(wire, "promptTokenCount"),
        output=written,
        audio_out=min(heard, written),
        units=(("characters", spoken.letters(asked)), ("ms_out", length_ms)),
    )
