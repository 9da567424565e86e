"""xAI's speech and transcripts beside its chat.

After https://docs.x.ai/developers/model-capabilities/audio/text-to-speech, .../speech-to-text and
the REST reference (Voice).
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.mock import Route
from tests.upstreams.openai_audio import seconds_of, sound
from tests.upstreams.vendors import VendorMock
from tests.upstreams.vendors_west import XAI

SPEAKS, HEARS = "grok-tts", "grok-voice-transcribe-2.0"
SAID = "Ahoj, 世界."
VOICES = ("ara", "eve", "leo", "rex", "sal")
_WORDS = [{"text": "Ahoj,", "start": 0.0, "end": 1.2}, {"text": "世界.", "start": 1.2, "end": 2.5}]
_SPEECH = frozenset(
    {
        *("text", "voice_id", "language", "output_format", "speed", "optimize_streaming_latency"),
        *("text_normalization", "with_timestamps"),
    }
)
_FORMS: dict[str, str] = {
    **{"mp3": "audio/mpeg", "wav": "audio/wav", "pcm": "audio/pcm"},
    **{"mulaw": "audio/basic", "alaw": "audio/alaw"},
}
_FORM = frozenset(
    {
        *("model", "url", "audio_format", "sample_rate", "language", "format", "multichannel"),
        *("channels", "diarize", "keyterm", "filler_words"),
    }
)
_NAMES = re.compile(rb'Content-Disposition: form-data; name="([^"]+)"')


class XAISoundMock(VendorMock):
    """xAI; what speaks is not named, its paths are what it is asked by."""

    def __init__(self) -> None:
        super().__init__(XAI)

    def route(self, call: Call) -> Route:
        if (call.exchange.method, call.exchange.path) == ("POST", "/v1/tts"):
            return Route(speak)
        if (call.exchange.method, call.exchange.path) == ("POST", "/v1/stt"):
            return Route(hear, form=True, takes_json=False)
        return super().route(call)


def _refuse(said: str) -> NoReturn:
    raise Refused(400, {"code": "Client specified an invalid argument", "error": said})


async def speak(call: Call) -> web.StreamResponse:
    """POST /v1/tts: the sound as it is made."""
    body = call.body
    if unknown := body.keys() - _SPEECH:
        _refuse(f"unknown field `{min(unknown)}`")
    text, form = body.get("text"), body.get("output_format") or {}
    if not isinstance(text, str) or not 0 < len(text) <= 15_000 or not body.get("language"):
        _refuse("missing field `text` or `language`")
    if body.get("voice_id", "eve").lower() not in VOICES or not 0.7 <= body.get("speed", 1) <= 1.5:
        _refuse("voice or speed")
    kind = form.get("codec", "mp3")
    if kind not in _FORMS or form.keys() - {"codec", "sample_rate", "bit_rate"}:
        _refuse("output_format")
    call.accept()
    data = sound(kind, len(text))
    size = max(1, len(data) // 4)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return await call.stream(pieces, _FORMS[kind], [])


async def hear(call: Call) -> web.StreamResponse:
    """POST /v1/stt: every field before the file."""
    body, files = call.body, call.exchange.files.get("file")
    if unknown := body.keys() - _FORM:
        _refuse(f"unknown field `{min(unknown)}`")
    if not files or _NAMES.findall(call.exchange.body)[-1] != b"file":
        _refuse("`file` must be the last field")
    if body.get("model") != HEARS:
        _refuse("model")
    reply = call.accept()
    answer: dict[str, Any] = {"text": SAID, "language": body.get("language", ""), "words": _WORDS}
    if reply.usage is not None:
        answer["duration"] = seconds_of(call)
    return await call.send(200, answer)
