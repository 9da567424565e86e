"""OpenAI's form with sound as the companies behind Hugging Face's router take it.

After https://huggingface.co/docs/inference-providers/tasks/automatic-speech-recognition and what
the package huggingface_hub 2.4 sends to each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import quote

from gateway.domain.sound import duration_ms
from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.base import UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.dashscope.images import may_fetch
from gateway.providers.headers import USER_AGENT
from gateway.providers.huggingface.pictures import Named, predictions, predicts, unfinished
from gateway.providers.media import packed, transcripts
from gateway.providers.media.picture_answers import object_of, request_of
from gateway.providers.media.picture_edits import bytes_of, data_of, typed

_OPENAIS = frozenset(
    {
        *("model", "file", "language", "prompt", "response_format", "temperature", "stream"),
        *("timestamp_granularities", "include", "chunking_strategy"),
        *("inputs", "parameters", "audio", "audio_url"),
    }
)
"""And what the companies call the sound: what is heard is ``file``, by which it is paid."""
_TIMED = frozenset({"srt", "verbose_json", "vtt"})
_OWN_TYPES = {"audio/mp3": "audio/mpeg", "audio/mp4": "audio/m4a"}
"""Of those by which HF Inference knows sound."""
_ENDINGS = {"audio/mpeg": "mp3", "audio/m4a": "m4a"}
_TEXTS = ("translation", "transcription", "text")
"""Where Replicate's models write what they heard, by their own names."""
_ERRORS = frozenset({"error", "errors", "detail", "code", "message"})


def check(asked: Mapping[str, Any]) -> None:
    """Raises Unconvertible for what nobody behind the router has."""
    transcripts.check_format(asked)
    if asked.get("stream"):
        raise Unconvertible("These models' transcripts do not stream", "stream")
    if "word" in (asked.get("timestamp_granularities") or ()):
        raise Unconvertible(
            "These models do not tell when a word is said", "timestamp_granularities"
        )
    data_of(str(asked.get("file")), "file")


def _hf_inference(model: str, body: bytes) -> Named:
    """The file itself where nothing is to be said of it."""
    asked = request_of(body)
    parameters = _own(asked)
    if asked.get("response_format") in _TIMED:
        parameters["return_timestamps"] = True
    path = f"models/{quote(model, errors='replace')}"
    if parameters:
        _, packed_sound = data_of(str(asked.get("file")), "file")
        return Named(path, dumped({"inputs": packed_sound, "parameters": parameters}))
    kind, sound = _sound(asked)
    return Named(path, sound, kind)


def _fal(model: str, body: bytes) -> Named:
    asked = request_of(body)
    transcripts.check_format(asked, transcripts.WITHOUT_TIMES)
    made = {**_language(asked), **_own(asked), "audio_url": _address(asked)}
    return Named(quote(model, errors="replace"), dumped(made))


def _replicate(model: str, body: bytes) -> Named:
    asked = request_of(body)
    transcripts.check_format(asked, transcripts.WITHOUT_TIMES)
    _, _, version = model.partition(":")
    given = {"input": {**_own(asked), "audio": _address(asked)}}
    made = {"version": version, **given} if version else given
    return Named(predictions(model), dumped(made))


def _deepinfra(model: str, body: bytes) -> Named:
    """As OpenAI, in a form."""
    asked = request_of(body)
    kind, sound = _sound(asked)
    said = {name: asked[name] for name in ("language", "prompt", "temperature") if asked.get(name)}
    told = "verbose_json" if asked.get("response_format") in _TIMED else "json"
    fields = {**said, **_own(asked), "response_format": told, "model": model}
    name = f"audio.{_ENDINGS.get(kind, kind.partition('/')[2])}"
    form, form_type = packed.as_form(fields, packed.Attached("file", name, kind, sound))
    return Named("v1/openai/audio/transcriptions", form, form_type)


ASKED: Mapping[str, Callable[[str, bytes], Named]] = {
    "deepinfra": _deepinfra,
    "fal-ai": _fal,
    "hf-inference": _hf_inference,
    "replicate": _replicate,
}


def heard(request: UpstreamRequest, body: bytes) -> TaskStep | None:
    """The transcript that any of them answers with, silence an empty one; None for an error.

    Raises DialectError for an answer that holds no text.
    """
    value = object_of(body)
    asked = request_of(request.asked)
    if predicts(value):
        return unfinished(request, value) or _predicted(request, asked, value.get("output"))
    found = transcripts.read(value)
    if found is None:
        if value.keys().isdisjoint(_ERRORS):
            raise DialectError("the answer holds no text")
        return None
    return transcripts.told(asked, _timed(asked, found, value.get("chunks")))


def _timed(
    asked: Mapping[str, Any], found: transcripts.Transcript, chunks: Any
) -> transcripts.Transcript:
    """With what a form with times needs; the last chunk may end where the sound does."""
    if asked.get("response_format") not in _TIMED:
        return found
    _, sound = bytes_of(str(asked.get("file")), "file")
    length_s = found.duration_s or duration_ms(sound, 0, len(sound)) / 1000
    told = found.segments or [
        cue for each in transcripts.objects(chunks) if (cue := _cue(each, length_s)) is not None
    ]
    if not told and found.text:
        told = [transcripts.Cue(0.0, length_s, found.text)]
    return replace(found, segments=told, duration_s=length_s)


def _cue(chunk: Mapping[str, Any], length_s: float) -> transcripts.Cue | None:
    times = chunk.get("timestamp")
    if not isinstance(times, list) or len(times) != 2 or not isinstance(chunk.get("text"), str):
        return None
    start, end = transcripts.number(times[0]), transcripts.number(times[1])
    return transcripts.Cue(start, end or max(start, length_s), chunk["text"].strip())


def _predicted(request: UpstreamRequest, asked: Mapping[str, Any], output: Any) -> TaskStep:
    """A text, the first of several, or members that hold it or where it lies."""
    if isinstance(output, list) and output:
        output = output[0]
    if isinstance(output, str):
        return _told(asked, output)
    made = output if isinstance(output, dict) else {}
    url = made.get("txt_file")
    if isinstance(url, str) and url:
        if not may_fetch(request.url, url):
            raise DialectError("the transcript lies where none is fetched from")
        fetch = UpstreamRequest("GET", url, {"User-Agent": USER_AGENT})
        return replace(_told(asked, ""), fetch=(fetch,), answer=partial(_fetched, asked))
    text = next((made[name] for name in _TEXTS if isinstance(made.get(name), str)), None)
    if text is None:
        raise DialectError("the prediction holds no text")
    return _told(asked, text)


def _fetched(asked: Mapping[str, Any], fetched: Sequence[bytes]) -> bytes:
    return _told(asked, fetched[0].decode("utf-8", "replace")).answer(())


def _told(asked: Mapping[str, Any], text: str) -> TaskStep:
    return transcripts.told(asked, transcripts.Transcript(text.strip()))


def _sound(asked: Mapping[str, Any]) -> tuple[str, bytes]:
    kind, sound = bytes_of(str(asked.get("file")), "file")
    return _OWN_TYPES.get(kind, kind), sound


def _address(asked: Mapping[str, Any]) -> str:
    """The file in an address, under the type that MP3 has everywhere."""
    kind, packed_sound = data_of(str(asked.get("file")), "file")
    return f"data:{'audio/mpeg' if kind == 'audio/mp3' else kind};base64,{packed_sound}"


def _language(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {"language": asked["language"]} if asked.get("language") else {}


def _own(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The company's own members, which a form has as texts alone."""
    own = {name: value for name, value in asked.items() if name not in _OPENAIS}
    return {name: typed(name, value) for name, value in own.items()}
