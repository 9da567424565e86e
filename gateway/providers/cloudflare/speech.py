"""Speech of Workers AI by ``/ai/run/{model}``: Deepgram's Aura, whose language is in the model's
name, and MeloTTS, which is told one.

https://developers.cloudflare.com/ai/models/@cf/deepgram/aura-1/, .../aura-2-en/, .../aura-2-es/,
.../@cf/myshell-ai/melotts/ and the types of @cloudflare/workers-types 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped
from gateway.providers.media import spoken
from gateway.providers.media.picture_answers import object_of, request_of

_MELO, _SPANISH = "melotts", "aura-2-es"
_MELO_KINDS = ("mp3",)
_ENCODINGS: Mapping[str, Mapping[str, Any]] = {
    "mp3": {"encoding": "mp3"},
    "opus": {"encoding": "opus", "container": "ogg"},
    "aac": {"encoding": "aac"},
    "flac": {"encoding": "flac"},
    "wav": {"encoding": "linear16", "container": "wav", "sample_rate": spoken.PCM_RATE},
    "pcm": {"encoding": "linear16", "container": "none", "sample_rate": spoken.PCM_RATE},
}
_ENGLISH_VOICES = dict(
    zip(
        spoken.OPENAI_VOICES,
        (
            *("asteria", "orion", "orpheus", "athena", "arcas", "orpheus", "zeus", "luna"),
            *("hera", "luna", "arcas", "athena", "orion"),
        ),
        strict=True,
    )
)
"""Of those that both generations have."""
_SPANISH_VOICES = dict(
    zip(
        spoken.OPENAI_VOICES,
        (
            *("celeste", "nestor", "sirio", "estrella", "alvaro", "javier", "aquila", "selena"),
            *("carina", "diana", "alvaro", "estrella", "javier"),
        ),
        strict=True,
    )
)


def speech_body(body: bytes, model: str) -> bytes:
    """The request for speech.

    Raises Unconvertible for forms a model does not speak in, a speed, and voices kept at OpenAI.
    """
    asked = request_of(body)
    spoken.no_speed(asked)
    kind = spoken.kind_asked(asked, _kinds(model))
    own = spoken.own_members(asked)
    if _MELO in model:
        return dumped({"prompt": asked.get("input"), **_language(asked), **own})
    voices = _SPANISH_VOICES if _SPANISH in model else _ENGLISH_VOICES
    voice = spoken.voice_asked(asked, voices, voices["alloy"])
    made = {"text": asked.get("input"), "speaker": voice, **_ENCODINGS[kind]}
    return dumped({**made, **own})


def _language(asked: Mapping[str, Any]) -> dict[str, Any]:
    """MeloTTS has a voice a language, so a voice that is none of OpenAI's names one."""
    voice = asked.get("voice")
    if voice is not None and not isinstance(voice, str):
        raise Unconvertible("A voice is named by a text", "voice")
    return {} if not voice or voice.lower() in spoken.OPENAI_VOICES else {"lang": voice.lower()}


def _kinds(model: str) -> tuple[str, ...]:
    return _MELO_KINDS if _MELO in model else tuple(_ENCODINGS)


def _answer(body: bytes) -> dict[str, Any] | None:
    """What stands in JSON; None for sound, which may begin with any byte."""
    try:
        return object_of(body) if body[:1] == b"{" else None
    except DialectError:
        return None


def speech_step(asked_body: bytes, model: str, body: bytes) -> TaskStep | None:
    """The sound: the answer itself, or base64 in it; None where ``body`` is an error.

    Raises DialectError for sound that is none.
    """
    asked = object_of(asked_body)
    sound = body
    if (answer := _answer(body)) is not None:
        result = answer.get("result")
        data = result.get("audio") if isinstance(result, dict) else None
        if not isinstance(data, str) or not data:
            return None
        sound = spoken.unpacked(data)
    kind = spoken.kind_asked(asked, _kinds(model))
    return spoken.answered(asked, sound, kind, spoken.measured(asked, sound, kind))
