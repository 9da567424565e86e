"""xAI's sound: text to speech and speech to text, at paths and in words of its own.

https://docs.x.ai/developers/model-capabilities/audio/text-to-speech, .../speech-to-text,
https://docs.x.ai/developers/rest-api-reference/inference/voice and @ai-sdk/xai 5.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped
from gateway.providers.media import spoken
from gateway.providers.media.picture_answers import object_of, request_of

SPEAKS, HEARS = "tts", "stt"
"""Its paths."""
KINDS = ("mp3", "wav", "pcm")
_VOICES = dict(
    zip(
        spoken.OPENAI_VOICES,
        (
            *("eve", "rex", "leo", "ara", "rex", "sal", "leo", "ara", "eve", "ara"),
            *("sal", "eve", "leo"),
        ),
        strict=True,
    )
)
_DEFAULT_VOICE = "eve"
_LEFT = frozenset({"response_format", "prompt", "temperature", "timestamp_granularities", "stream"})
"""Members of OpenAI's forms that it does not have."""


def speech_body(body: bytes) -> bytes:
    """The request for speech: no model, and a language, which it wants to be told.

    Raises Unconvertible for forms it does not speak in, and voices kept at OpenAI.
    """
    asked = request_of(body)
    own = spoken.own_members(asked)
    named = own.pop("output_format", None)
    form: dict[str, Any] = {"codec": spoken.kind_asked(asked, KINDS)}
    if form["codec"] == "pcm":
        form["sample_rate"] = spoken.PCM_RATE
    made: dict[str, Any] = {
        "text": asked.get("input"),
        "voice_id": spoken.voice_asked(asked, _VOICES, _DEFAULT_VOICE),
        "language": "auto",
        "output_format": {**form, **(named if isinstance(named, dict) else {})},
    }
    if asked.get("speed") is not None:
        made["speed"] = asked["speed"]
    return dumped({**made, **own})


def speech_step(asked_body: bytes, body: bytes) -> TaskStep | None:
    """The sound: the answer itself, or in JSON where the client wanted its times beside it.

    Raises DialectError for sound that is none.
    """
    asked = object_of(asked_body)
    sound = body
    if asked.get("with_timestamps"):
        data = object_of(body).get("audio")
        if not isinstance(data, str) or not data:
            return None
        sound = spoken.unpacked(data)
    kind = spoken.kind_asked(asked, KINDS)
    return spoken.answered(asked, sound, kind, spoken.measured(asked, sound, kind))


def hearing_texts(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A form's texts as xAI knows them; its own stay."""
    return [each for each in texts if each[0].removesuffix("[]") not in _LEFT]


def whole(asked: Mapping[str, Any]) -> bool:
    """Whether the sound is waited for: as events, or unpacked; else it comes as it is made."""
    return asked.get("stream_format") == "sse" or bool(asked.get("with_timestamps"))
