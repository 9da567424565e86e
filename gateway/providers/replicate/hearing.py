"""OpenAI's forms with sound as the inputs of predictions, and what these models heard.

Every model calls its inputs otherwise: those are known here whose schema is published, at
https://replicate.com/openai/whisper/api (and https://github.com/replicate/cog-whisper),
.../vaibhavs10/incredibly-fast-whisper/api (https://github.com/chenxwh/insanely-fast-whisper),
.../victor-upmeet/whisperx/api and .../openai/gpt-4o-transcribe/api.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.base import Operation, UpstreamRequest
from gateway.providers.media import transcripts
from gateway.providers.media.picture_answers import request_of
from gateway.providers.replicate.languages import whispers_name
from gateway.providers.replicate.predictions import refused, with_inputs

Heard = Mapping[str, Any]
"""What was heard, in the members of OpenAI's ``verbose_json``."""
_OPENAIS = frozenset(
    {
        *("model", "file", "language", "prompt", "response_format", "temperature", "stream"),
        *("timestamp_granularities", "include", "chunking_strategy", "user"),
    }
)
_TEXTS = frozenset({"suppress_tokens", "hf_token", "huggingface_access_token"})
"""Inputs that are texts, whatever they look like."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """A prediction without its sound, and the input that this ``takes`` it by."""

    body: bytes
    takes: str


@dataclass(frozen=True, slots=True)
class _Hears:
    """``takes`` is its input for sound, ``prompt`` the one for what is to be known beforehand.
    ``words`` are the inputs with which it tells of single words, ``translates`` those with which
    it translates; None where it does not.
    """

    takes: str
    read: Callable[[Any], Heard | None]
    prompt: str = ""
    tempered: bool = False
    language: Callable[[str], str] = str
    timed: bool = True
    words: Mapping[str, Any] | None = None
    translates: Mapping[str, Any] | None = None
    translates_times: bool = False


def _whisper(output: Any) -> Heard | None:
    """The text that was asked for is the translation; segments are always what was said."""
    if not isinstance(output, dict):
        return None
    translated = isinstance(output.get("translation"), str)
    return {
        "text": output["translation"] if translated else output.get("transcription"),
        "task": "translate" if translated else "transcribe",
        "language": output.get("detected_language"),
        "segments": [] if translated else output.get("segments"),
    }


def _pipeline(output: Any) -> Heard | None:
    """What Hugging Face's pipeline tells: chunks are segments, or words."""
    if not isinstance(output, dict):
        return None
    chunks = []
    for each in transcripts.objects(output.get("chunks")):
        times = each.get("timestamp")
        start, end = times if isinstance(times, list) and len(times) == 2 else (None, None)
        end = start if end is None else end  # the sound is over before the chunk is
        chunks.append({"start": start, "end": end, "text": each.get("text")})
    return {"text": output.get("text"), "segments": chunks}


def _whisperx(output: Any) -> Heard | None:
    if not isinstance(output, dict) or not isinstance(output.get("segments"), list):
        return None
    segments = transcripts.objects(output["segments"])
    words = [word for each in segments for word in transcripts.objects(each.get("words"))]
    return {
        "text": " ".join(str(each.get("text") or "").strip() for each in segments),
        "language": output.get("detected_language"),
        "segments": segments,
        "words": [each for each in words if "start" in each],  # digits have no times
    }


def _pieces(output: Any) -> Heard | None:
    """A text, as it came."""
    pieces = output if isinstance(output, list) else [output]
    if not all(isinstance(each, str) for each in pieces):
        return None
    return {"text": "".join(pieces)}


_KNOWN: Mapping[str, _Hears] = {
    "openai/whisper": _Hears(
        "audio", _whisper, "initial_prompt", tempered=True, translates={"translate": True}
    ),
    "vaibhavs10/incredibly-fast-whisper": _Hears(
        "audio",
        _pipeline,
        language=whispers_name,
        words={"timestamp": "word"},
        translates={"task": "translate"},
        translates_times=True,
    ),
    "victor-upmeet/whisperx": _Hears(
        "audio_file", _whisperx, "initial_prompt", tempered=True, words={"align_output": True}
    ),
    "openai/gpt-4o-transcribe": _Hears("audio_file", _pieces, "prompt", tempered=True, timed=False),
}


def hearing(asked: Mapping[str, Any], model: str, operation: Operation) -> Hearing:
    """The prediction that ``asked``, a form's summary, wants.

    Raises Unconvertible for a model whose inputs are not known here, and for what it does not tell.
    """
    known = _known(model)
    given: dict[str, Any] = {}
    if operation is Operation.TRANSLATIONS:
        if known.translates is None:
            raise Unconvertible("This model translates nothing", "model")
        given |= known.translates
    transcripts.check_format(asked, _formats(known, operation))
    if _wants_words(asked):
        if known.words is None:
            raise Unconvertible("This model tells of no single words", "timestamp_granularities")
        given |= known.words
    if asked.get("language"):
        given["language"] = known.language(str(asked["language"]))
    if asked.get("prompt") and known.prompt:
        given[known.prompt] = asked["prompt"]
    if asked.get("temperature") not in (None, "") and known.tempered:
        given["temperature"] = _number(asked["temperature"])
    own = {name: _typed(name, value) for name, value in asked.items() if name not in _OPENAIS}
    own.pop(known.takes, None)  # the sound is the form's file, which is what is paid
    return Hearing(with_inputs({**given, **own}, model), known.takes)


def step(request: UpstreamRequest, model: str, value: Mapping[str, Any]) -> TaskStep:
    """What a prediction that is over heard, or why it failed. Raises DialectError for neither."""
    if (refusal := refused(value)) is not None:
        return refusal
    asked = request_of(request.asked)
    found = _known(model).read(value.get("output"))
    if found is not None and _wants_words(asked) and "words" not in found:
        chunks = [
            {**each, "word": each.get("text")}
            for each in transcripts.objects(found.get("segments"))
        ]
        found = {**found, "words": chunks, "segments": []}
    transcript = transcripts.read(found) if found is not None else None
    if transcript is None:
        raise DialectError("the prediction holds no text")
    return transcripts.told(asked, transcript)


def _known(model: str) -> _Hears:
    known = _KNOWN.get(model.partition(":")[0].lower())
    if known is None:
        why = f"How this model takes sound is not known here; known are {', '.join(_KNOWN)}"
        raise Unconvertible(why, "model")
    return known


def _formats(known: _Hears, operation: Operation) -> tuple[str, ...]:
    timed = known.timed and (operation is Operation.TRANSCRIPTIONS or known.translates_times)
    return transcripts.FORMATS if timed else transcripts.WITHOUT_TIMES


def _wants_words(asked: Mapping[str, Any]) -> bool:
    words = "word" in (asked.get("timestamp_granularities") or ())
    return words and asked.get("response_format") == "verbose_json"


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise Unconvertible("The temperature is no number", "temperature") from None


def _typed(name: str, value: Any) -> Any:
    """A form's texts are numbers and switches too, which inputs tell apart."""
    if name in _TEXTS or not isinstance(value, str):
        return value
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return found if isinstance(found, bool | int | float) else value
