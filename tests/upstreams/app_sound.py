"""Dify's and Coze's sound beside their chats.

After https://docs.dify.ai/en/api-reference/audio (openapi_service.json),
https://www.coze.cn/open/docs/developer_guides/text_to_speech and cozepy 0.20, which takes for
sound what comes as ``audio/<something>``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.mock import Route
from tests.upstreams.openai_audio import sound
from tests.upstreams.picture_apps import CozeMock, DifyMock

SAID = "Ahoj, 世界."
VOICE = "7426720361733013513"
_DIFY_HEARS = frozenset(f"audio/{each}" for each in ("mp3", "m4a", "wav", "amr", "mpga"))
_DIFY_SPOKEN = ("message_id", "text", "user", "voice", "streaming")
_DIFY_TYPES = {"mp3": "audio/mpeg", "wav": "audio/wav"}
_COZE_SPOKEN = (
    *("input", "voice_id", "emotion", "emotion_scale", "response_format", "speed"),
    *("sample_rate", "loudness_rate", "context_texts"),
)
_COZE_KINDS = {"wav": "wav", "pcm": "pcm", "ogg_opus": "opus", "mp3": "mp3"}
_COZE_RATES = (8000, 16000, 22050, 24000, 32000, 44100, 48000)


class DifySoundMock(DifyMock):
    """An app whose speech and hearing are switched on; what it speaks in is its own setting."""

    def __init__(self, name: str = "dify", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)
        self.kind = "mp3"
        self.speaks = True
        self.longest = 30 * 2**20

    def route(self, call: Call) -> Route:
        match call.exchange.method, call.exchange.path:
            case "POST", "/v1/text-to-audio":
                return Route(self.speak)
            case "POST", "/v1/audio-to-text":
                return Route(self.hear, form=True, takes_json=False)
        return super().route(call)

    async def speak(self, call: Call) -> web.StreamResponse:
        """POST /v1/text-to-audio."""
        self.only(call, *_DIFY_SPOKEN)
        if not self.speaks:
            self.refuse("TTS is not enabled")
        text = call.body.get("text")
        if not isinstance(text, str) or not text:
            self.refuse("Text is required")
        call.accept()
        data = sound(self.kind, len(text))
        size = max(1, len(data) // 4)
        pieces = [data[at : at + size] for at in range(0, len(data), size)]
        return await call.stream(pieces, _DIFY_TYPES[self.kind], [])

    async def hear(self, call: Call) -> web.StreamResponse:
        """POST /v1/audio-to-text."""
        self.only(call, "user")
        files = call.exchange.files.get("file", [])
        if len(files) != 1:
            told = {"code": "no_audio_uploaded", "message": "Please upload your audio."}
            raise Refused(400, {**told, "status": 400})
        if files[0].content_type not in _DIFY_HEARS:
            told = {"code": "unsupported_audio_type", "message": "Audio type not allowed."}
            raise Refused(415, {**told, "status": 415})
        if len(files[0].data) > self.longest:
            told = {"code": "audio_too_large", "message": "Audio size larger than 30 mb"}
            raise Refused(413, {**told, "status": 413})
        return await call.send(200, {"text": call.accept().text or SAID})


class CozeSoundMock(CozeMock):
    """What it refuses here it refuses with HTTP 200."""

    def route(self, call: Call) -> Route:
        match call.exchange.method, call.exchange.path:
            case "POST", "/v1/audio/speech":
                return Route(self.speak)
            case "POST", "/v1/audio/transcriptions":
                return Route(self.hear, form=True, takes_json=False)
        return super().route(call)

    async def speak(self, call: Call) -> web.StreamResponse:
        """POST /v1/audio/speech."""
        body: dict[str, Any] = call.body
        if unknown := body.keys() - set(_COZE_SPOKEN):
            self._refused(f"unknown {min(unknown)}")
        text, kind = body.get("input"), body.get("response_format", "mp3")
        if not isinstance(text, str) or not 0 < len(text.encode()) <= 1024:
            self._refused("input")
        if body.get("voice_id") != VOICE:
            self._refused("voice_id")
        if kind not in _COZE_KINDS or body.get("sample_rate", 24000) not in _COZE_RATES:
            self._refused("response_format or sample_rate")
        if not 0.2 <= body.get("speed", 1) <= 3:
            self._refused("speed")
        call.accept()
        return await call.send(200, sound(_COZE_KINDS[kind], len(text)), f"audio/{kind}")

    async def hear(self, call: Call) -> web.StreamResponse:
        """POST /v1/audio/transcriptions: a file and nothing else."""
        if call.body or len(call.exchange.files.get("file", [])) != 1:
            self._refused("file")
        text = call.accept().text or SAID
        return await call.send(200, {"code": 0, "msg": "", "data": {"text": text}})

    def _refused(self, what: str) -> NoReturn:
        raise Refused(200, self.body_of(400, f"Invalid request: {what}"))
