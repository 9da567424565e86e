"""Sound of vendors that have OpenAI's paths for it and fewer forms of it.

After the types of openrouter 1.3, groq 1.7 and together 3.1, and the API references of SiliconFlow,
StepFun and Zhipu. What is none of a vendor's members is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.mock import Route
from tests.upstreams.openai_audio import seconds_of, sound
from tests.upstreams.vendors import SILICONFLOW, Vendor, VendorMock, with_message
from tests.upstreams.vendors_more import ZHIPU
from tests.upstreams.vendors_other import GROQ, OPENROUTER
from tests.upstreams.vendors_small import STEPFUN
from tests.upstreams.vendors_west import TOGETHER

SAID = "Ahoj, 世界."
_WORDS = [{"word": "Ahoj,", "start": 0.0, "end": 1.2}, {"word": "世界.", "start": 1.2, "end": 2.5}]
_OPENAIS = {"model", "language", "prompt", "response_format", "temperature"}
_SPEECH = {"model", "input", "voice", "response_format", "speed"}


@dataclass(frozen=True, slots=True)
class Sounding:
    """A vendor's model that hears, and the one that speaks; the members and forms they have."""

    vendor: Vendor
    hears: str
    heard: frozenset[str]
    forms: tuple[str, ...]
    named: bool = False
    """Whether a form of transcript has to be named."""
    speaks: str = ""
    spoken: frozenset[str] = frozenset(_SPEECH)
    kinds: tuple[str, ...] = ()
    """The first is what comes where none is named."""
    voices: tuple[str, ...] = ()


SOUNDING: Mapping[str, Sounding] = {
    "openrouter": Sounding(
        OPENROUTER,
        "openai/whisper-large-v3-turbo",
        frozenset(
            {
                *("model", "language", "response_format", "temperature", "diarize", "keyterms"),
                *("provider", "session_id", "timestamp_granularities", "user"),
            }
        ),
        ("json", "verbose_json"),
        speaks="hexgrad/kokoro-82m",
        spoken=frozenset({*_SPEECH, "instructions", "provider", "user"}),
        kinds=("pcm", "mp3"),
    ),
    "groq": Sounding(
        GROQ,
        "whisper-large-v3-turbo",
        frozenset({*_OPENAIS, "timestamp_granularities", "url"}),
        ("json", "text", "verbose_json"),
        speaks="canopylabs/orpheus-v1-english",
        kinds=("mp3", "wav"),
    ),
    "together": Sounding(
        TOGETHER,
        "openai/whisper-large-v3",
        frozenset({*_OPENAIS, "timestamp_granularities", "diarize", "min_speakers"}),
        ("json", "verbose_json"),
        speaks="hexgrad/Kokoro-82M",
        spoken=frozenset((_SPEECH - {"speed"}) | {"language", "sample_rate", "response_encoding"}),
        kinds=("wav", "mp3", "raw"),
    ),
    "siliconflow": Sounding(
        SILICONFLOW, "FunAudioLLM/SenseVoiceSmall", frozenset({"model"}), ("json",)
    ),
    "stepfun": Sounding(
        STEPFUN,
        "step-asr",
        frozenset({"model", "response_format", "hotwords"}),
        ("json", "text", "srt", "vtt"),
        named=True,
    ),
    "zhipu": Sounding(
        ZHIPU,
        "glm-asr-2512",
        frozenset({"model", "prompt", "hotwords", "stream", "request_id", "user_id"}),
        ("json",),
        speaks="glm-tts",
        spoken=frozenset({*_SPEECH, "volume", "stream", "watermark_enabled"}),
        kinds=("pcm", "wav"),
        voices=("tongtong", "chuichui", "xiaochen", "jam", "kazi", "douji", "luodo"),
    ),
}


class SoundMock(VendorMock):
    """One of these vendors; ``own`` is its name."""

    def __init__(self, own: str) -> None:
        self.own = SOUNDING[own]
        super().__init__(self.own.vendor)

    def route(self, call: Call) -> Route:
        below = call.exchange.path.removeprefix(self.prefix)
        if (call.exchange.method, below) == ("POST", "/audio/transcriptions"):
            return Route(self.hear, form=True, takes_json=False)
        if (call.exchange.method, below) == ("POST", "/audio/speech") and self.own.speaks:
            return Route(self.speak)
        return super().route(call)

    async def hear(self, call: Call) -> web.StreamResponse:
        """POST /audio/transcriptions."""
        body, own = call.body, self.own
        if body.get("model") != own.hears or not call.exchange.files.get("file"):
            self._refuse("model or file")
        if unknown := body.keys() - own.heard:
            self._refuse(f"unknown {min(unknown)}")
        form = body.get("response_format", "" if own.named else "json")
        if form not in own.forms:
            self._refuse("response_format")
        reply = call.accept()
        seconds = seconds_of(call)
        if form in ("text", "srt", "vtt"):
            return await call.send(200, f"{form}: {SAID}".encode(), "text/plain; charset=utf-8")
        answer: dict[str, Any] = {"text": SAID}
        if form == "verbose_json":
            answer |= {"task": "transcribe", "language": "cs", "duration": seconds}
            segment = {"id": 0, "start": 0.0, "end": 2.5, "text": f" {SAID}", "no_speech_prob": 0.1}
            answer["segments"] = [segment]
            asked = body.get("timestamp_granularities") or ()
            if "word" in asked:
                answer["words"] = _WORDS
        if own.vendor.name == "openrouter" and reply.usage is not None:
            answer["usage"] = {"seconds": seconds, "cost": 0.001}
        return await call.send(200, answer)

    async def speak(self, call: Call) -> web.StreamResponse:
        """POST /audio/speech."""
        body, own = call.body, self.own
        if body.get("model") != own.speaks or not body.get("input") or not body.get("voice"):
            self._refuse("model, input or voice")
        if unknown := body.keys() - own.spoken:
            self._refuse(f"unknown {min(unknown)}")
        kind = body.get("response_format", own.kinds[0])
        if kind not in own.kinds or (own.voices and body["voice"] not in own.voices):
            self._refuse("response_format or voice")
        call.accept()
        made = "pcm" if kind == "raw" else kind
        return await call.stream([sound(made, len(body["input"]))], f"audio/{kind}", [])

    def _refuse(self, said: str) -> NoReturn:
        status, words = self.own.vendor.errors["bad_request"]
        raise Refused(status, with_message(words, said))
