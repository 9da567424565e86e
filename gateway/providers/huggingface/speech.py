"""OpenAI's request for speech as the companies behind Hugging Face's router take it.

After what the package huggingface_hub 2.4 sends to each for ``text-to-speech``, and
https://huggingface.co/docs/inference-providers/hub-api.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.base import UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.dashscope.images import may_fetch
from gateway.providers.headers import USER_AGENT
from gateway.providers.huggingface.pictures import Named, predictions, predicts, unfinished
from gateway.providers.media import spoken
from gateway.providers.media.picture_answers import object_of, request_of
from gateway.providers.media.speech_bodies import worded

_KINDS = tuple(spoken.TYPES)
_AS_IT_COMES = tuple(kind for kind in _KINDS if kind != "pcm")
"""Most models have one form of sound, and none of them is bare samples, of which a player could
not tell what they are.
"""
_NO_VOICE = dict.fromkeys(spoken.OPENAI_VOICES, "")
_HEADS = (
    *((b"RIFF", "wav"), (b"fLaC", "flac"), (b"OggS", "opus"), (b"ID3", "mp3")),
    *((b"\xff\xfb", "mp3"), (b"\xff\xf3", "mp3"), (b"\xff\xf2", "mp3")),
    *((b"\xff\xf1", "aac"), (b"\xff\xf9", "aac")),
)
_ENDINGS = {"ogg": "opus", "mpeg": "mp3", "x-wav": "wav", "x-flac": "flac"}


def check(asked: Mapping[str, Any]) -> None:
    """Raises Unconvertible for what nobody behind the router has."""
    spoken.kind_asked(asked, _KINDS)
    spoken.voice_asked(asked, {}, "")


def _hf_inference(model: str, body: bytes) -> Named:
    """It names no voices and has no speed."""
    asked = request_of(body)
    spoken.kind_asked(asked, _AS_IT_COMES)
    spoken.no_speed(asked)
    if spoken.voice_asked(asked, _NO_VOICE, ""):
        raise Unconvertible("This model has no voice of that name", "voice")
    made: dict[str, Any] = {"inputs": asked.get("input")}
    if parameters := spoken.own_members(asked):
        made["parameters"] = parameters
    return Named(f"models/{quote(model, errors='replace')}", dumped(made))


def _fal(model: str, body: bytes) -> Named:
    return Named(quote(model, errors="replace"), dumped(_given(request_of(body))))


def _replicate(model: str, body: bytes) -> Named:
    _, _, version = model.partition(":")
    given = {"input": _given(request_of(body))}
    made = {"version": version, **given} if version else given
    return Named(predictions(model), dumped(made))


def _given(asked: Mapping[str, Any]) -> dict[str, Any]:
    """A voice of the model's own by its name; for one of OpenAI's the model takes its first."""
    spoken.kind_asked(asked, _AS_IT_COMES)
    made: dict[str, Any] = {"text": asked.get("input")}
    if voice := spoken.voice_asked(asked, _NO_VOICE, ""):
        made["voice"] = voice
    if asked.get("speed") is not None:
        made["speed"] = asked["speed"]
    return {**made, **spoken.own_members(asked)}


def _as_openai(path: str, words: str = "") -> Callable[[str, bytes], Named]:
    def named(model: str, body: bytes) -> Named:
        asked = request_of(body)
        left = ("stream_format", "stream", "user", "text", "prompt")
        made = {name: value for name, value in asked.items() if name not in left}
        made |= {"model": model, "response_format": asked.get("response_format") or "mp3"}
        return Named(path, worded(words, dumped(made)))

    return named


ASKED: Mapping[str, Callable[[str, bytes], Named]] = {
    "deepinfra": _as_openai("v1/openai/audio/speech"),
    "fal-ai": _fal,
    "hf-inference": _hf_inference,
    "replicate": _replicate,
    "together": _as_openai("v1/audio/speech", "together"),
}


def answer_of(body: bytes) -> dict[str, Any] | None:
    """What stands in JSON; None for sound, which may begin with any byte."""
    try:
        return object_of(body) if body.lstrip()[:1] == b"{" else None
    except DialectError:
        return None


def said(request: UpstreamRequest, body: bytes) -> TaskStep | None:
    """The sound: the answer itself, or where it lies; None where ``body`` is an error.

    Raises DialectError for an address that nothing is fetched from.
    """
    asked = request_of(request.asked)
    if (value := answer_of(body)) is None:
        kind = _kind(asked, body)
        return spoken.answered(asked, body, kind, spoken.measured(asked, body, kind))
    if predicts(value):
        return unfinished(request, value) or _lying(request, asked, value.get("output"))
    audio = value.get("audio")
    url = audio.get("url") if isinstance(audio, dict) else None
    return _lying(request, asked, url) if url else None


def _lying(request: UpstreamRequest, asked: Mapping[str, Any], output: Any) -> TaskStep:
    url = output[0] if isinstance(output, list) and output else output
    if not isinstance(url, str) or not may_fetch(request.url, url):
        raise DialectError("the sound lies where none is fetched from")
    ending = PurePosixPath(urlsplit(url).path).suffix.removeprefix(".").lower()
    ending = _ENDINGS.get(ending, ending)
    kind = ending if ending in _KINDS else spoken.kind_asked(asked, _KINDS)
    usage = spoken.measured(asked, b"", kind)
    made = spoken.answered(asked, b"", kind, usage)
    in_events = asked.get("stream_format") == "sse"
    return TaskStep(
        fetch=(UpstreamRequest("GET", url, {"User-Agent": USER_AGENT}),),
        answer=partial(_fetched, asked, kind),
        content_type=made.content_type,
        usage=usage if in_events else None,  # the sound itself is measured when it is there
    )


def _fetched(asked: Mapping[str, Any], kind: str, fetched: Sequence[bytes]) -> bytes:
    usage = spoken.measured(asked, b"", kind)
    return spoken.answered(asked, fetched[0], kind, usage).answer(())


def _kind(asked: Mapping[str, Any], sound: bytes) -> str:
    """What the sound is by its head; bare samples have none."""
    wanted = spoken.kind_asked(asked, _KINDS)
    if wanted == "pcm":
        return wanted
    return next((kind for head, kind in _HEADS if sound.startswith(head)), wanted)
