"""MiniMax's speech. After its API reference (Text to Speech HTTP, t2a_v2, November 2026)."""

from __future__ import annotations

from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.mock import Route
from tests.upstreams.openai_audio import MS_A_LETTER, sound
from tests.upstreams.openai_models import OpenAIModel
from tests.upstreams.vendors import VendorMock
from tests.upstreams.vendors_more import MINIMAX, minimax

SPEAKS = "speech-2.6-hd"
VOICES = frozenset(
    {
        *("male-qn-qingse", "male-qn-jingying", "male-qn-badao", "male-qn-daxuesheng"),
        *("female-shaonv", "female-yujie", "female-chengshu", "female-tianmei"),
        *("presenter_male", "presenter_female", "audiobook_male_1", "audiobook_male_2"),
        *("audiobook_female_1", "audiobook_female_2", "English_expressive_narrator"),
    }
)
_MEMBERS = {
    *("model", "text", "stream", "stream_options", "voice_setting", "audio_setting"),
    *("pronunciation_dict", "timbre_weights", "language_boost", "voice_modify"),
    *("subtitle_enable", "output_format", "aigc_watermark"),
}
_VOICE = {
    *("voice_id", "speed", "vol", "pitch", "emotion", "text_normalization", "latex_read"),
}
_SOUND = {"sample_rate", "bitrate", "format", "channel", "force_cbr"}
_RATES = (8000, 16000, 22050, 24000, 32000, 44100)


def billed(text: str) -> int:
    """Characters as they are billed: an ideograph is two."""
    return sum(2 if "\u4e00" <= letter <= "\u9fff" else 1 for letter in text)


class MiniMaxSpeechMock(VendorMock):
    """MiniMax with a model that speaks."""

    def __init__(self) -> None:
        super().__init__(MINIMAX)
        model = OpenAIModel(SPEAKS, SPEAKS, kind="speech")
        self.models = {**self.models, model.id: model}

    def route(self, call: Call) -> Route:
        if call.exchange.path == f"{self.prefix}/t2a_v2":
            return Route(self.speak)
        return super().route(call)

    async def speak(self, call: Call) -> web.StreamResponse:
        """POST /v1/t2a_v2, not streaming, in hexadecimal digits."""
        body = call.body
        self._check(body)
        reply = call.accept()
        form = body.get("audio_setting") or {}
        kind, text = form.get("format", "mp3"), body["text"]
        data = sound(kind, len(text))
        told: dict[str, Any] = {
            "audio_length": MS_A_LETTER * len(text),
            "audio_sample_rate": form.get("sample_rate", 32000),
            "audio_size": len(data),
            "bitrate": 128000,
            "word_count": len(text),
            "invisible_character_ratio": 0,
            "usage_characters": billed(text),
            "audio_format": kind,
            "audio_channel": 1,
        }
        answer = {
            "data": {"audio": data.hex(), "status": 2},
            "trace_id": "01b8bf9bb7433cc75c18eee6cfa8fe21",
            "base_resp": {"status_code": 0, "status_msg": "success"},
        }
        if reply.usage is not None:
            answer["extra_info"] = told
        return await call.send(200, answer)

    def _check(self, body: dict[str, Any]) -> None:
        voice, form = body.get("voice_setting") or {}, body.get("audio_setting") or {}
        for unknown in (body.keys() - _MEMBERS, voice.keys() - _VOICE, form.keys() - _SOUND):
            if unknown:
                _refuse(f"unknown {min(unknown)}")
        if body.get("model") not in self.models or self.models[body["model"]].kind != "speech":
            _refuse("unknown model")
        text = body.get("text")
        if not isinstance(text, str) or not 0 < len(text) < 10_000:
            _refuse("text length")
        if voice.get("voice_id") not in VOICES:
            raise Refused(200, minimax(2054, "voice id not exist"))
        if not 0.5 <= voice.get("speed", 1) <= 2:
            _refuse("voice_setting.speed")
        if form.get("format", "mp3") not in ("mp3", "pcm", "flac", "wav"):
            _refuse("audio_setting.format")
        if form.get("sample_rate", 32000) not in _RATES:
            _refuse("audio_setting.sample_rate")
        if body.get("stream") is True or body.get("output_format", "hex") != "hex":
            _refuse("this mock answers whole, in hex")


def _refuse(message: str) -> NoReturn:
    raise Refused(200, minimax(2013, f"invalid params, {message}"))
