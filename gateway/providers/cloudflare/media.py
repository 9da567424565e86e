"""Workers AI's own interface, ``/ai/run/{model}``: pictures, rankings and transcripts.

https://developers.cloudflare.com/workers-ai/models/ (each model's page) and the types of
@cloudflare/workers-types 4.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from gateway.errors import Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.base import Fields, Pieces
from gateway.providers.bodies import dumped
from gateway.providers.media import packed, rankings
from gateway.providers.media.picture_answers import (
    media_type,
    object_of,
    only_one,
    own_members,
    request_of,
)
from gateway.providers.media.picture_answers import packed as pictures
from gateway.providers.media.picture_sizes import sides
from gateway.providers.media.transcripts import (
    Cue,
    Transcript,
    check_format,
    cues,
    grouped,
    number,
    objects,
    told,
    word,
)

_FORM, _SIZELESS = "flux-2-", "flux-1-schnell"
_TURBO, _NOVA = "whisper-large-v3-turbo", "deepgram/nova-"
_HEARING = {
    **{"vad_filter": bool, "condition_on_previous_text": bool, "prefix": str, "beam_size": int},
    **{"no_speech_threshold": float, "compression_ratio_threshold": float},
    **{"log_prob_threshold": float, "hallucination_silence_threshold": float},
}
"""Members of Whisper's that OpenAI does not have."""
_SEGMENT = ("temperature", "avg_logprob", "compression_ratio", "no_speech_prob")
_RAW = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound file as a model takes it."""

    body: Pieces
    content_type: str
    query: str = ""


def picture_body(body: bytes, model: str) -> tuple[bytes, str]:
    """The request for a picture, and its content type: FLUX.2 takes a form, whatever is asked.

    Raises Unconvertible for several pictures.
    """
    asked = request_of(body)
    only_one(asked)
    made: dict[str, Any] = {"prompt": asked.get("prompt") or "", **own_members(asked)}
    size = sides(asked.get("size"))
    if size is not None and _SIZELESS not in model:
        made.setdefault("width", size[0])
        made.setdefault("height", size[1])
    return packed.as_form(made) if _FORM in model else (dumped(made), "application/json")


def ranking_body(body: bytes) -> bytes:
    asked = request_of(body)
    contexts = [{"text": each} for each in rankings.texts(asked.get("documents"))]
    made = {"query": rankings.text(asked.get("query")), "contexts": contexts}
    if asked.get("top_n"):
        made["top_k"] = asked["top_n"]
    return dumped({**made, **rankings.own_members(asked)})


def sound_body(form: Fields, model: str, *, translate: bool) -> Sound:
    """Whisper large takes a file in base64, others as it is.

    Raises Unconvertible for what the model cannot do.
    """
    asked = request_of(form.summary)
    check_format(asked)
    part, file = packed.file_of(form)
    if _TURBO in model:
        hearing = _hearing(asked, translate)
        return Sound(
            packed.PackedFile(lambda data: {**hearing, "audio": data}, file), "application/json"
        )
    if translate:
        raise Unconvertible(f"On Workers AI {_TURBO} alone translates", "model")
    if _NOVA not in model:
        return Sound(file, _RAW)
    language = {"language": asked["language"]} if asked.get("language") else {}
    heard = {"smart_format": "true", **(language or {"detect_language": "true"})}
    return Sound(file, packed.file_type(part), urlencode(heard))


def _hearing(asked: Mapping[str, Any], translate: bool) -> dict[str, Any]:
    made: dict[str, Any] = {"task": "translate" if translate else "transcribe"}
    if asked.get("language"):
        made["language"] = asked["language"]
    if asked.get("prompt"):
        made["initial_prompt"] = asked["prompt"]
    for name, kind in _HEARING.items():
        if name in asked:
            made[name] = _typed(name, kind, str(asked[name]))
    return made


def _typed(name: str, kind: type, text: str) -> Any:
    """A form's field as JSON has it."""
    if kind is str:
        return text
    if kind is bool:
        return text.lower() in ("true", "1")
    try:
        return kind(text)
    except ValueError:
        raise Unconvertible(f"{name} is no number", name) from None


def step(asked: bytes, body: bytes) -> TaskStep | None:
    """The answer as OpenAI's clients read it; None where ``body`` is no answer but an error.

    ``asked`` is what the client did: it says what the answer has to hold.
    """
    wanted = request_of(asked)
    if media_type(body):
        return pictures(asked, [base64.b64encode(body).decode()])
    result = object_of(body).get("result")
    if not isinstance(result, dict):
        return None
    if "file" in wanted:
        heard = _heard(result)
        return None if heard is None else told(wanted, heard)
    if "documents" in wanted:
        rows = objects(result.get("response"))
        return rankings.ranked(wanted, [(each.get("id"), each.get("score")) for each in rows])
    image = result.get("image")
    return pictures(asked, [image]) if isinstance(image, str) and image else None


def _heard(result: Mapping[str, Any]) -> Transcript | None:
    """Of Whisper, or of Deepgram's models, who tell words alone."""
    if isinstance(result.get("results"), dict):
        result = _of_deepgram(result["results"])
    text = result.get("text")
    if not isinstance(text, str):
        return None
    info = result.get("transcription_info")
    info = info if isinstance(info, dict) else {}
    segments = objects(result.get("segments"))
    words = [word(each) for each in objects(result.get("words"))]
    words = words or [word(each) for row in segments for each in objects(row.get("words"))]
    lines = [_segment(each) for each in segments]
    vtt = result.get("vtt")
    lines = lines or (cues(vtt) if isinstance(vtt, str) else []) or grouped(words)
    return Transcript(
        text.strip(),
        language=str(info.get("language") or result.get("language") or ""),
        duration_s=number(info.get("duration")),
        segments=lines,
        words=words,
    )


def _of_deepgram(results: Mapping[str, Any]) -> dict[str, Any]:
    channel = next(iter(objects(results.get("channels"))), {})
    first = next(iter(objects(channel.get("alternatives"))), {})
    told = {"text": first.get("transcript"), "words": first.get("words")}
    return {**told, "language": channel.get("detected_language")}


def _segment(each: Mapping[str, Any]) -> Cue:
    more = {name: each[name] for name in _SEGMENT if name in each}
    return Cue(number(each.get("start")), number(each.get("end")), str(each.get("text")), more)
