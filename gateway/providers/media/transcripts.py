"""A transcript in the forms that OpenAI's clients ask for: JSON, plain text, subtitles.

https://platform.openai.com/docs/api-reference/audio/createTranscription,
https://www.w3.org/TR/webvtt1/ and the types of mistralai 3.7, groq 1.7 and openrouter 1.3, whose
answers in JSON are OpenAI's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.domain.usage import Usage
from gateway.errors import Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped

_TIMES = re.compile(r"((?:\d+:)*\d+[.,]\d+)\s+-->\s+((?:\d+:)*\d+[.,]\d+)")
_LONGEST_S = 1e7
_WORDS_A_LINE = 10
_BEYOND = 1e12
FORMATS = ("json", "text", "srt", "verbose_json", "vtt")
WITHOUT_TIMES = ("json", "text")
"""What can be made of an answer that does not tell when something was said."""
_SEGMENT = ("temperature", "avg_logprob", "compression_ratio", "no_speech_prob", "seek", "tokens")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from one second to another; ``more`` is what else a vendor tells of it, in
    OpenAI's words.
    """

    start: float
    end: float
    text: str
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Transcript:
    """``duration_s`` is 0 where nobody says how long the sound was. ``usage`` is what the vendor
    says it consumed beside that.
    """

    text: str
    task: str = "transcribe"
    language: str = ""
    duration_s: float = 0.0
    segments: Sequence[Cue] = ()
    words: Sequence[Cue] = ()
    usage: Usage | None = None


def check_format(asked: Mapping[str, Any], formats: Sequence[str] = FORMATS) -> None:
    """Raises Unconvertible for a form that there is not."""
    wanted = asked.get("response_format") or "json"
    if wanted not in formats:
        raise Unconvertible(f"Only {', '.join(formats)} can be had here", "response_format")


def told(asked: Mapping[str, Any], transcript: Transcript) -> TaskStep:
    """The answer as ``asked``, a form's summary, wants it."""
    made = _told(asked, transcript)
    heard_ms = int(transcript.duration_s * 1000)
    usage = transcript.usage or (Usage(units=(("ms_in", heard_ms),)) if heard_ms > 0 else None)
    return replace(made, usage=usage)


def _told(asked: Mapping[str, Any], transcript: Transcript) -> TaskStep:
    match asked.get("response_format") or "json":
        case "text":
            return _plain(f"{transcript.text}\n")
        case "srt":
            return _plain(_srt(transcript.segments))
        case "vtt":
            return _plain(_vtt(transcript.segments))
        case "verbose_json":
            return _json(_verbose(asked, transcript))
        case _:
            return _json({"text": transcript.text, **_usage(transcript)})


def read(value: Mapping[str, Any]) -> Transcript | None:
    """A vendor's answer in OpenAI's JSON; None for what is none, which is an error."""
    text = value.get("text")
    if not isinstance(text, str):
        return None
    segments = [
        Cue(
            number(each.get("start")),
            number(each.get("end")),
            str(each.get("text")),
            {name: each[name] for name in _SEGMENT if name in each},
        )
        for each in objects(value.get("segments"))
    ]
    words = [word(each) for each in objects(value.get("words"))]
    counted = value.get("usage")
    counted = counted if isinstance(counted, dict) else {}
    duration_s = (
        number(value.get("duration"))
        or number(counted.get("seconds"))
        or number(counted.get("prompt_audio_seconds"))
    )
    return Transcript(
        text.strip(),
        task=str(value.get("task") or "transcribe"),
        language=str(value.get("language") or ""),
        duration_s=duration_s,
        segments=segments or grouped(words),
        words=words,
        usage=_consumed(counted, duration_s),
    )


def _consumed(counted: Mapping[str, Any], duration_s: float) -> Usage | None:
    """Tokens as OpenAI and Mistral tell them, and how long was heard."""
    read_of = _first(counted, "input_tokens", "prompt_tokens")
    written = _first(counted, "output_tokens", "completion_tokens")
    if not read_of and not written:
        return None
    units = (("ms_in", int(duration_s * 1000)),) if duration_s > 0 else ()
    return Usage(read_of, written, units=units)


def _first(counted: Mapping[str, Any], *names: str) -> int:
    return next((found for name in names if (found := int(number(counted.get(name)))) > 0), 0)


def word(each: Mapping[str, Any]) -> Cue:
    """One word as vendors tell it: ``word``, or ``text`` (xAI)."""
    said = each.get("word", each.get("text"))
    return Cue(number(each.get("start")), number(each.get("end")), str(said).strip())


def number(value: Any) -> float:
    """0 for what is no number, or beyond all counting."""
    known = type(value) in (int, float) and -_BEYOND < value < _BEYOND
    return float(value) if known else 0.0


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; none of what is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def cues(vtt: str) -> list[Cue]:
    """The cues of subtitles in WebVTT; what is none is left out."""
    found: list[Cue] = []
    for block in re.split(r"\n\s*\n", vtt.replace("\r\n", "\n")):
        times = _TIMES.search(block)
        if times is not None:
            text = block[times.end() :].partition("\n")[2].strip()
            found.append(Cue(_seconds(times[1]), _seconds(times[2]), text))
    return found


def grouped(words: Sequence[Cue]) -> list[Cue]:
    """Words as lines of subtitles, where a vendor tells no more."""
    lines = (words[at : at + _WORDS_A_LINE] for at in range(0, len(words), _WORDS_A_LINE))
    return [Cue(each[0].start, each[-1].end, " ".join(w.text for w in each)) for each in lines]


def _usage(transcript: Transcript) -> dict[str, Any]:
    if not transcript.duration_s:
        return {}
    return {"usage": {"type": "duration", "seconds": transcript.duration_s}}


def _verbose(asked: Mapping[str, Any], transcript: Transcript) -> dict[str, Any]:
    """Words come where they are asked for; segments where nothing else is."""
    wanted = asked.get("timestamp_granularities") or ["segment"]
    made: dict[str, Any] = {
        "task": transcript.task,
        "language": transcript.language,
        "duration": transcript.duration_s,
        "text": transcript.text,
    }
    if "segment" in wanted:
        made["segments"] = [
            {"id": at, "seek": 0, "start": each.start, "end": each.end, "text": each.text}
            | {"tokens": [], **each.more}
            for at, each in enumerate(transcript.segments)
        ]
    if "word" in wanted:
        made["words"] = [
            {"word": each.text, "start": each.start, "end": each.end} for each in transcript.words
        ]
    return made | _usage(transcript)


def _srt(segments: Sequence[Cue]) -> str:
    blocks = (
        f"{at}\n{_time(each.start, ',')} --> {_time(each.end, ',')}\n{each.text.strip()}\n\n"
        for at, each in enumerate(segments, 1)
    )
    return "".join(blocks)


def _vtt(segments: Sequence[Cue]) -> str:
    return "WEBVTT\n\n" + "".join(_blocks(segments))


def _blocks(segments: Sequence[Cue]) -> Iterator[str]:
    for each in segments:
        yield f"{_time(each.start, '.')} --> {_time(each.end, '.')}\n{each.text.strip()}\n\n"


def _time(seconds: float, point: str) -> str:
    whole, ms = divmod(round(min(max(0.0, seconds), _LONGEST_S) * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{ms:03}"


def _seconds(text: str) -> float:
    total = 0.0
    for part in text.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def _json(value: Mapping[str, Any]) -> TaskStep:
    body = dumped(value)
    return TaskStep(answer=lambda fetched: body)


def _plain(text: str) -> TaskStep:
    body = text.encode("utf-8", "replace")
    return TaskStep(answer=lambda fetched: body, content_type="text/plain; charset=utf-8")
