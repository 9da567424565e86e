"""Hugging Face's router before those who speak and hear.

After https://huggingface.co/docs/inference-providers/tasks/automatic-speech-recognition and
huggingface_hub 2.4 (``text_to_speech``, ``automatic_speech_recognition``), whose requests are the
only ones that are taken here.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.huggingface import HuggingFaceMock, row
from tests.upstreams.mock import Handler, Route
from tests.upstreams.openai_audio import sound

VOICE, EARS = "hexgrad/Kokoro-82M", "openai/whisper-large-v3"
SAID = "Ahoj, 世界."
CHUNKS: list[dict[str, Any]] = [
    {"text": " Ahoj,", "timestamp": [0.0, 1.2]},
    {"text": " 世界.", "timestamp": [1.2, None]},
]
FLAC = b"fLaC\0\0\0\x22 a voice"
SPEAK = {
    "deepinfra": "hexgrad/Kokoro-82M",
    "fal-ai": "fal-ai/kokoro/american-english",
    "hf-inference": VOICE,
    "replicate": "jaaari/kokoro-82m:f559560e",
    "together": "hexgrad/Kokoro-82M",
}
HEAR = {
    "deepinfra": "openai/whisper-large-v3",
    "fal-ai": "fal-ai/whisper",
    "hf-inference": EARS,
    "replicate": "openai/whisper",
}
_RAW = ("flac", "mpeg", "wave", "wav", "x-wav", "ogg", "webm", "m4a", "x-m4a", "AMR")


class HuggingFaceSoundMock(HuggingFaceMock):
    """`speaks` and `hears` are what the Hub tells of the two models; `output` is what Replicate's
    prediction holds where it hears.
    """

    def __init__(self) -> None:
        super().__init__()
        self.speaks: Any = {
            name: row(ident, task="text-to-speech") for name, ident in SPEAK.items()
        }
        self.hears: Any = {
            name: row(ident, task="automatic-speech-recognition") for name, ident in HEAR.items()
        }
        self.output: Any = SAID
        self.running = False

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        speaking: dict[str, Handler] = {
            f"/hf-inference/models/{VOICE}": self.speak_hf,
            f"/fal-ai/{SPEAK['fal-ai']}": self.speak_fal,
            "/replicate/v1/predictions": self.speak_replicate,
            f"/replicate/v1/models/{HEAR['replicate']}/predictions": self.hear_replicate,
            f"/fal-ai/{HEAR['fal-ai']}": self.hear_fal,
            "/deepinfra/v1/openai/audio/speech": self.speak_openai,
            "/together/v1/audio/speech": self.speak_openai,
        }
        if method == "POST" and path in speaking:
            return Route(speaking[path])
        if method == "POST" and path == f"/hf-inference/models/{EARS}":
            return Route(self.hear_hf, json_only=False)
        if method == "POST" and path == "/deepinfra/v1/openai/audio/transcriptions":
            return Route(self.hear_openai, form=True, takes_json=False)
        return super().route(call)

    async def tell(self, call: Call) -> web.StreamResponse:
        """GET /api/models/{id}."""
        name = call.exchange.path.removeprefix("/api/models/")
        mappings = {VOICE: self.speaks, EARS: self.hears}
        if name not in mappings:
            return await super().tell(call)
        told = {"_id": "66aaa908fc35e079a941470d", "id": name}
        return await call.send(200, {**told, "inferenceProviderMapping": mappings[name]})

    async def speak_hf(self, call: Call) -> web.StreamResponse:
        """The sound itself."""
        self._check(call, {"inputs", "parameters"}, "inputs")
        return await call.send(200, FLAC, "audio/flac")

    async def speak_fal(self, call: Call) -> web.StreamResponse:
        """An address."""
        self._check(call, {"text", "voice", "speed"}, "text")
        url = f"{self.origin}/{self.name}/made/voice.wav"
        return await call.send(200, {"audio": {"url": url, "content_type": "audio/wav"}})

    async def speak_replicate(self, call: Call) -> web.StreamResponse:
        """A prediction of a version."""
        body = self._check(call, {"input", "version"}, "input")
        if body["version"] != "f559560e" or not body["input"].get("text"):
            raise Refused(422, {"detail": "version, text"})
        return await self._prediction(call, f"{self.origin}/{self.name}/made/voice.wav")

    async def hear_replicate(self, call: Call) -> web.StreamResponse:
        """A prediction of a model."""
        body = self._check(call, {"input"}, "input")
        _sound_of(body["input"].get("audio"))
        return await self._prediction(call, self.output)

    async def _prediction(self, call: Call, output: Any) -> web.StreamResponse:
        if call.headers.get("prefer") != "wait":
            raise Refused(400, {"error": "nobody asks for predictions here"})
        told = {"status": "succeeded", "output": output, "error": None}
        if self.running:
            told = {"status": "processing", "output": None, "error": None}
        if self.failed:
            told = {"status": "failed", "output": None, "error": self.failed}
        return await call.send(201, {"id": "p1", "urls": {}, **told})

    async def speak_openai(self, call: Call) -> web.StreamResponse:
        """As OpenAI, under the company's own name for the model; Together's samples are ``raw``."""
        known = {"model", "input", "voice", "response_format", "speed"}
        body = self._check(call, known, "input")
        name = call.exchange.path.split("/")[1]
        if body["model"] != SPEAK[name]:
            raise Refused(400, {"error": "Bad request: model"})
        bare = "raw" if name == "together" else "pcm"
        kinds = {"mp3": "mp3", "wav": "wav", bare: "pcm"}
        form = body.get("response_format", "mp3")
        if form not in kinds:
            raise Refused(400, {"error": "Bad request: response_format"})
        kind = kinds[form]
        return await call.send(200, sound(kind, len(body["input"])), "application/octet-stream")

    async def hear_hf(self, call: Call) -> web.StreamResponse:
        """A file of a known type, or in base64 beside parameters."""
        kind = call.headers.get("content-type", "")
        chunks = {}
        if kind == "application/json":
            body = self._check(call, {"inputs", "parameters"}, "parameters")
            base64.b64decode(body["inputs"], validate=True)
            if body["parameters"].get("return_timestamps"):
                chunks = {"chunks": CHUNKS}
        elif kind.removeprefix("audio/") in _RAW and call.exchange.body:
            call.accept()
        else:
            raise Refused(400, {"error": f'Content type "{kind}" not supported.'})
        return await call.send(200, {"text": f" {SAID}", **chunks})

    async def hear_fal(self, call: Call) -> web.StreamResponse:
        """An address that holds the file."""
        body = self._check(call, {"audio_url", "language", "diarize"}, "audio_url")
        _sound_of(body["audio_url"])
        return await call.send(200, {"text": SAID, "chunks": []})

    async def hear_openai(self, call: Call) -> web.StreamResponse:
        """A form, as OpenAI's."""
        body, files = call.body, call.exchange.files.get("file")
        known = {"model", "response_format", "language", "prompt", "temperature"}
        if body.keys() - known or not files or body.get("model") != HEAR["deepinfra"]:
            raise Refused(400, {"detail": "unknown field, model, or no file"})
        call.accept()
        if body.get("response_format", "json") == "json":
            return await call.send(200, {"text": SAID})
        segment = {"id": 0, "start": 0.0, "end": 2.5, "text": SAID}
        return await call.send(200, {"text": SAID, "language": "cs", "segments": [segment]})

    async def made(self, call: Call) -> web.StreamResponse:
        """GET of what was made, which wants no key."""
        made: dict[str, Callable[[], tuple[bytes, str]]] = {
            "voice.wav": lambda: (sound("wav", 4), "audio/wav"),
            "heard.txt": lambda: (SAID.encode(), "text/plain"),
        }
        name = call.exchange.path.rpartition("/")[2]
        if name not in made:
            return await super().made(call)
        return await call.send(200, *made[name]())


def _sound_of(address: Any) -> None:
    if not isinstance(address, str) or not address.startswith("data:audio/"):
        raise Refused(422, {"detail": [{"msg": "unsupported audio", "type": "value_error"}]})
