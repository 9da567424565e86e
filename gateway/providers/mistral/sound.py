"""Mistral's sound: speech in JSON, and transcripts that tell segments where they are asked for.

https://docs.mistral.ai/studio/audio/text-to-speech, .../voices and the types of mistralai 3.7
(SpeechRequest, AudioTranscriptionRequest, TranscriptionResponse).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped
from gateway.providers.media import spoken, transcripts
from gateway.providers.media.picture_answers import object_of, request_of

KINDS = ("mp3", "wav", "flac", "opus")
"""Its ``pcm`` is not OpenAI's."""
_VOICES = dict(
    zip(
        spoken.OPENAI_VOICES,
        (
            *("gb_jane_neutral", "en_paul_confident", "gb_oliver_neutral", "gb_jane_curious"),
            *("en_paul_neutral", "gb_oliver_cheerful", "gb_oliver_confident", "gb_jane_confident"),
            *("gb_jane_neutral", "gb_jane_curious", "en_paul_cheerful", "gb_jane_confident"),
            "gb_oliver_curious",
        ),
        strict=True,
    )
)
_DEFAULT_VOICE = "gb_jane_neutral"
_GRANULARITY = "timestamp_granularities"


def speech_body(body: bytes) -> bytes:
    """The request for speech, whole. ``instructions`` have no place in it.

    Raises Unconvertible for forms it does not speak in, a speed, and voices kept at OpenAI.
    """
    asked = request_of(body)
    spoken.no_speed(asked)
    own = spoken.own_members(asked)
    made: dict[str, Any] = {
        "model": asked.get("model"),
        "input": asked.get("input"),
        "response_format": spoken.kind_asked(asked, KINDS),
        "stream": False,
    }
    if not own.get("voice_id") and not own.get("ref_audio"):
        made["voice_id"] = spoken.voice_asked(asked, _VOICES, _DEFAULT_VOICE)
    return dumped({**own, **made})


def speech_step(asked_body: bytes, body: bytes) -> TaskStep | None:
    """The sound; None where ``body`` is no answer. Mistral bills characters, and tells none.

    Raises DialectError for sound that is none.
    """
    asked = object_of(asked_body)
    data = object_of(body).get("audio_data")
    if not isinstance(data, str) or not data:
        return None
    sound, kind = spoken.unpacked(data), spoken.kind_asked(asked, KINDS)
    return spoken.answered(asked, sound, kind, spoken.measured(asked, sound, kind))


def hearing_texts(asked: Mapping[str, Any], texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A form's texts as Mistral knows them. It has one form of transcript, and tells when something
    was said where it is asked for that: of segments, or of words, which it calls segments too. Then
    it finds the language by itself: it takes no such request with one.
    """
    known = [(name.removesuffix("[]"), text) for name, text in texts]
    made = [each for each in known if each[0] not in ("response_format", "prompt")]
    if asked.get("response_format") in (None, "json", "text"):
        return made
    free = [each for each in made if each[0] not in ("language", _GRANULARITY)]
    return [*free, (_GRANULARITY, "word" if _by_words(asked) else "segment")]


def hearing_step(asked_body: bytes, body: bytes) -> TaskStep | None:
    """The transcript; None where ``body`` is no answer."""
    asked, heard = request_of(asked_body), transcripts.read(object_of(body))
    if heard is None:
        return None
    if _by_words(asked):
        words = heard.segments
        heard = replace(heard, words=words, segments=transcripts.grouped(words))
    return transcripts.told(asked, heard)


def _by_words(asked: Mapping[str, Any]) -> bool:
    return "word" in (asked.get(_GRANULARITY) or ())
