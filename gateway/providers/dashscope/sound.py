"""DashScope's sound by its own interface: speech that lies at an address for a day, and hearing of
a file that stands in the request.

https://help.aliyun.com/zh/model-studio/non-realtime-tts-user-guide, .../qwen-tts-api,
.../cosyvoice-tts-http-api, .../qwen-audio-tts-http-api, .../qwen-asr-api-reference and the package
dashscope 2.0 (v2/resources/audio).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from gateway.domain.usage import Usage
from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.base import Fields, UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.dashscope.images import may_fetch
from gateway.providers.headers import USER_AGENT
from gateway.providers.media import packed, spoken, transcripts
from gateway.providers.media.picture_answers import object_of, request_of

CONVERSES = "/api/v1/services/aigc/multimodal-generation/generation"
_SYNTHESIZER = "/api/v1/services/audio/tts/SpeechSynthesizer"
_SYNTHESIZES = re.compile(r"^(?:qwen-audio-|cosyvoice-)")
_INSTRUCTED = re.compile(r"instruct")
_HEARS = re.compile(r"^(?:qwen3-asr-|qwen-audio-asr)")
_LATER = re.compile(r"filetrans|realtime")
_SWITCHES: Mapping[str, Any] = {"true": True, "false": False}
_QWEN_VOICES = dict(
    zip(
        spoken.OPENAI_VOICES,
        (
            *("Cherry", "Ethan", "Ethan", "Serena", "Ethan", "Ethan", "Ethan", "Chelsie"),
            *("Serena", "Chelsie", "Ethan", "Serena", "Ethan"),
        ),
        strict=True,
    )
)
_VOICES = (
    (re.compile(r"^cosyvoice-v1"), "longxiaochun"),
    (re.compile(r"^cosyvoice-v2"), "longxiaochun_v2"),
    (re.compile(r"^cosyvoice-v3-"), "longanyang"),
    (re.compile(r"^qwen-audio-3\.1-"), "longanhuan_v3.1"),
)
"""Voices belong to a version of a model: one of each, as its page has it."""
_WAV_KINDS, _KINDS = ("wav", "pcm"), ("mp3", "wav", "opus", "pcm")
_COUNTED = ("characters", "input_tokens", "output_tokens")
_FORM_MEMBERS = frozenset(
    {
        *("model", "file", "language", "prompt", "response_format", "temperature", "stream"),
        *("timestamp_granularities", "include", "chunking_strategy"),
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its path, and its body."""

    path: str
    body: bytes


def speech(body: bytes, model: str) -> Asked:
    """OpenAI's request for speech as this model takes it.

    Raises Unconvertible for forms it does not speak in, a speed it has not, and voices it has not.
    """
    asked = request_of(body)
    kind = spoken.kind_asked(asked, kinds_of(model))
    given: dict[str, Any] = {"text": asked.get("input"), "voice": _voice(asked, model)}
    if not _SYNTHESIZES.match(model):
        spoken.no_speed(asked)
        if _INSTRUCTED.search(model) and asked.get("instructions"):
            given["instructions"] = asked["instructions"]
        return _speaking(CONVERSES, model, {**given, **spoken.own_members(asked)})
    given |= {"format": kind, "sample_rate": spoken.PCM_RATE}
    if asked.get("speed") is not None:
        given["rate"] = asked["speed"]
    if asked.get("instructions"):
        given["instruction"] = asked["instructions"]
    return _speaking(_SYNTHESIZER, model, {**given, **spoken.own_members(asked)})


def kinds_of(model: str) -> tuple[str, ...]:
    """Forms of sound, the one that comes where nobody says first."""
    return _KINDS if _SYNTHESIZES.match(model) else _WAV_KINDS


def _speaking(path: str, model: str, given: Mapping[str, Any]) -> Asked:
    return Asked(path, dumped({"model": model, "input": given}))


def _voice(asked: Mapping[str, Any], model: str) -> str:
    if not _SYNTHESIZES.match(model):
        return spoken.voice_asked(asked, _QWEN_VOICES, "Cherry")
    own = next((voice for pattern, voice in _VOICES if pattern.match(model)), "")
    voice = spoken.voice_asked(asked, dict.fromkeys(spoken.OPENAI_VOICES, own), own)
    if not voice:
        raise Unconvertible("Name a voice of this model's: it has none of OpenAI's", "voice")
    return voice


def spoken_step(request: UpstreamRequest, model: str, body: bytes) -> TaskStep | None:
    """The sound, which is fetched where it lies; None where ``body`` is no answer.

    Raises DialectError for an address that nothing is fetched from.
    """
    value = object_of(body)
    output = value.get("output")
    audio = output.get("audio") if isinstance(output, dict) else None
    url = audio.get("url") if isinstance(audio, dict) else None
    if not isinstance(url, str) or not url:
        return None
    url = _over_tls(url)
    if not may_fetch(request.url, url):
        raise DialectError("the sound lies where none is fetched from")
    asked = object_of(request.asked)
    kind = spoken.kind_asked(asked, kinds_of(model))
    told = value.get("usage")
    usage = _usage(told if isinstance(told, dict) else {}, asked)
    fetch = UpstreamRequest("GET", url, {"User-Agent": USER_AGENT})
    made = spoken.answered(asked, b"", kind, usage)
    return TaskStep(
        fetch=(fetch,),
        answer=partial(_fetched, asked, kind, model, usage),
        content_type=made.content_type,
        usage=usage,
    )


def _over_tls(url: str) -> str:
    """Alibaba's storage names itself without it, and has it."""
    try:
        found = urlsplit(url)
    except ValueError:
        return url
    alibabas = (found.hostname or "").endswith(".aliyuncs.com")
    return found._replace(scheme="https").geturl() if alibabas else url


def _fetched(
    asked: Mapping[str, Any], kind: str, model: str, usage: Usage, fetched: Sequence[bytes]
) -> bytes:
    sound = fetched[0]
    if kind == "pcm" and not _SYNTHESIZES.match(model):
        sound, _ = spoken.from_wav(sound)
    return spoken.answered(asked, sound, kind, usage).answer(())


def _usage(told: Mapping[str, Any], asked: Mapping[str, Any]) -> Usage:
    """Characters as Alibaba counts them: an ideograph is two. Older models tell tokens."""
    counts = {name: int(transcripts.number(told.get(name))) for name in _COUNTED}
    letters = counts["characters"] or spoken.letters(asked)
    written = max(counts["output_tokens"], 0)
    return Usage(
        max(counts["input_tokens"], 0),
        written,
        audio_out=written,
        units=(("characters", max(letters, 0)),),
    )


def hearing(form: Fields, model: str) -> packed.PackedFile:
    """OpenAI's form with sound as Qwen3-ASR takes it: the file stands in a conversation, and what
    is to be known beforehand is the system's.

    Raises Unconvertible for a form of transcript that tells times, and for models that are asked
    otherwise, or with an address.
    """
    asked = request_of(form.summary)
    transcripts.check_format(asked, transcripts.WITHOUT_TIMES)
    if not _HEARS.match(model) or _LATER.search(model):
        raise Unconvertible(
            "Of DashScope's models Qwen3-ASR-Flash alone hears a file here", "model"
        )
    part, file = packed.file_of(form)
    head = f"data:{packed.file_type(part)};base64,"
    return packed.PackedFile(lambda data: _hearing(asked, model, f"{head}{data}"), file)


def _hearing(asked: Mapping[str, Any], model: str, sound: str) -> dict[str, Any]:
    messages: list[dict[str, Any]] = [{"role": "user", "content": [{"audio": sound}]}]
    if asked.get("prompt"):
        messages.insert(0, {"role": "system", "content": [{"text": asked["prompt"]}]})
    options = {"language": asked["language"]} if asked.get("language") else {}
    own = {name: value for name, value in asked.items() if name not in _FORM_MEMBERS}
    options |= {name: _SWITCHES.get(str(value), value) for name, value in own.items()}
    made: dict[str, Any] = {"model": model, "input": {"messages": messages}}
    return {**made, "parameters": {"asr_options": options}} if options else made


def heard_step(asked_body: bytes, body: bytes) -> TaskStep | None:
    """The transcript; silence has an empty one. None where ``body`` is no answer."""
    value = object_of(body)
    output = value.get("output")
    choices = transcripts.objects(output.get("choices")) if isinstance(output, dict) else []
    if not choices:
        return None
    message = choices[0].get("message")
    message = message if isinstance(message, dict) else {}
    parts = transcripts.objects(message.get("content"))
    noted = transcripts.objects(message.get("annotations"))
    told = value.get("usage")
    heard_s = transcripts.number(told.get("seconds")) if isinstance(told, dict) else 0.0
    transcript = transcripts.Transcript(
        "".join(part["text"] for part in parts if isinstance(part.get("text"), str)),
        language=str(next((each["language"] for each in noted if each.get("language")), "")),
        duration_s=heard_s,
    )
    return transcripts.told(request_of(asked_body), transcript)
