"""A transcript in the forms that OpenAI's clients ask for: JSON, plain text, subtitles.

https://platform.openai.com/docs/api-reference/audio/createTranscription,
https://www.w3.org/TR/webvtt1/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gateway.errors import Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped

_TIMES = re.compile(r"((?:\d+:)*\d+[.,]\d+)\s+-->\s+((?:\d+:)*\d+[.,]\d+)")
_LONGEST_S = 1e7
_WORDS_A_LINE = 10
_FORMATS = ("json", "text", "srt", "verbose_json", "vtt")


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
    """``duration_s`` is 0 where nobody says how long the sound was."""

    text: str
    task: str = "transcribe"
    language: str = ""
    duration_s: float = 0.0
    segments: Sequence[Cue] = ()
    words: Sequence[Cue] = ()


def check_format(asked: Mapping[str, Any]) -> None:
    """Raises Unconvertible for a form that there is not."""
    wanted = asked.get("response_format") or "json"
    if wanted not in _FORMATS:
        raise Unconvertible(f"Only {', '.join(_FORMATS)} can be had here", "response_format")


def told(asked: Mapping[str, Any], transcript: Transcript) -> TaskStep:
    """The answer as ``asked``, a form's summary, wants it."""
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
