"""What speaks and hears at Replicate: predictions, with the inputs that schemas have.

After https://replicate.com/openai/whisper/api and https://github.com/replicate/cog-whisper,
.../vaibhavs10/incredibly-fast-whisper/api, .../victor-upmeet/whisperx/api,
.../openai/gpt-4o-transcribe/api, .../minimax/speech-2.6-turbo/api, .../jaaari/kokoro-82m/api,
.../resemble-ai/chatterbox/api and .../elevenlabs/v3/api.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.compose import Answer
from tests.upstreams.mock import Route
from tests.upstreams.openai_audio import sound
from tests.upstreams.replicate import ReplicateMock

MINIMAX, KOKORO = "minimax/speech-2.6-turbo", "jaaari/kokoro-82m"
CHATTERBOX, ELEVEN = "resemble-ai/chatterbox", "elevenlabs/v3"
WHISPER, FAST = "openai/whisper", "vaibhavs10/incredibly-fast-whisper"
WHISPERX, GPT = "victor-upmeet/whisperx", "openai/gpt-4o-transcribe"
VERSIONS = {
    f"{WHISPER}:8099696689d249cf8b122d833c36ac3f75505c666a395ca40ef26f68e7d3d16e": WHISPER,
    f"{KOKORO}:f559560eb822dc509045f3921a1921234918b91739db4bf3daab2169b71c7a13": KOKORO,
}
"""Models as they are named by their version, which is all that Replicate is told of them."""
SAID, MEANT = " Ahoj, 世界. Lodě plují.", " Ahoy, world. Ships sail."
_SEGMENTS = [(0.0, 1.5, " Ahoj, 世界."), (1.5, 2.5, " Lodě plují.")]
_WORDS = [("Ahoj,", 0.0, 0.5), ("世界.", 0.5, 1.5), ("Lodě", 1.5, 2.0), ("plují.", 2.0, 2.5)]
_NAMES = ("None", "czech", "english", "haitian creole")
_NUMBER = (int, float)
_EACH_FORM = {"mp3": "audio/mpeg", "wav": "audio/wav", "flac": "audio/flac", "pcm": "audio/pcm"}
SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    MINIMAX: {
        **{"text": str, "voice_id": str, "speed": _NUMBER, "audio_format": tuple(_EACH_FORM)},
        **{"sample_rate": (8000, 16000, 22050, 24000, 32000, 44100), "channel": ("mono", "stereo")},
    },
    KOKORO: {"text": str, "voice": ("af_alloy", "af_bella", "am_onyx"), "speed": _NUMBER},
    CHATTERBOX: {"prompt": str, "audio_prompt": str, "exaggeration": _NUMBER},
    ELEVEN: {"prompt": str, "voice": ("Rachel", "Roger"), "speed": _NUMBER},
    WHISPER: {
        **{
            "audio": str,
            "translate": bool,
            "language": ("auto", "cs", "en"),
            "temperature": _NUMBER,
        },
        **{"initial_prompt": str, "suppress_tokens": str},
    },
    FAST: {
        **{"audio": str, "task": ("transcribe", "translate"), "language": _NAMES},
        **{"timestamp": ("chunk", "word"), "batch_size": int, "diarise_audio": bool},
    },
    WHISPERX: {
        **{"audio_file": str, "language": str, "initial_prompt": str, "temperature": _NUMBER},
        "align_output": bool,
    },
    GPT: {"audio_file": str, "prompt": str, "language": str, "temperature": _NUMBER},
}
"""What a model's inputs are: types, or all that there is to choose; others are ignored."""
_SPEAKERS = (MINIMAX, KOKORO, CHATTERBOX, ELEVEN)
_TAKES = {WHISPER: "audio", FAST: "audio", WHISPERX: "audio_file", GPT: "audio_file"}


class ReplicateSoundMock(ReplicateMock):
    """See ReplicateMock; ``counts`` is whether MiniMax's say how many characters they spoke."""

    def __init__(self, name: str = "replicate-sound") -> None:
        super().__init__(name)
        self.counts = True
        self.whole: list[bytes] = []
        """What was heard: the sounds' bytes."""
        self.made: Any = None
        """What predictions have made, instead of what they do."""
        self._made: dict[str, tuple[Any, dict[str, Any]]] = {}
        self._sounds: list[tuple[str, bytes]] = []

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        if method == "POST" and self._asked(call) in SCHEMAS:
            return Route(self.predict)
        if method == "GET" and path.startswith("/sounds/"):
            return Route(self.sound, scripted=False)
        return super().route(call)

    def authenticate(self, call: Call) -> str | None:
        return None if call.exchange.path.startswith("/sounds/") else super().authenticate(call)

    def _asked(self, call: Call) -> str:
        body = call.exchange.json
        if call.exchange.path == "/v1/predictions" and isinstance(body, dict):
            named = {each.partition(":")[2]: model for each, model in VERSIONS.items()}
            return named.get(str(body.get("version")), "")
        return call.exchange.path.removeprefix("/v1/models/").removesuffix("/predictions")

    async def predict(self, call: Call) -> web.StreamResponse:
        """POST .../predictions."""
        model, given = self._asked(call), call.body.get("input")
        if call.body.keys() - {"input", "version"} or not isinstance(given, dict):
            raise _invalid("Additional property is not allowed")
        for name, value in given.items():
            _check(name, value, SCHEMAS[model].get(name))
        output = self._speak(model, given) if model in _SPEAKERS else self._hear(model, given)
        reply = call.accept()
        metrics: dict[str, Any] = {"predict_time": 0.5}
        if model == MINIMAX and self.counts:
            metrics["input_token_count"] = len(given["text"])
        ident = call.id("", 20)
        self._running[ident] = (Answer((), None, (), None), reply, self.slow)
        self._made[ident] = (output if self.made is None else self.made, metrics)
        status = "starting" if self.slow else "failed" if self.fails else "succeeded"
        return await call.send(201, self._prediction(ident, status))

    async def sound(self, call: Call) -> web.StreamResponse:
        """GET of an output file, which wants no key."""
        kind, data = self._sounds[int(call.exchange.path.rpartition("/")[2])]
        return await call.send(200, data, _EACH_FORM[kind])

    def _speak(self, model: str, given: dict[str, Any]) -> str:
        text = given.get("text" if model in (MINIMAX, KOKORO) else "prompt")
        if not text:
            raise _invalid("input: text is required")
        kind = "mp3" if model in (MINIMAX, ELEVEN) else "wav"
        kind = given.get("audio_format", kind)
        self._sounds.append((kind, sound(kind, len(text))))
        return f"{self.elsewhere or self.origin}/{self.name}/sounds/{len(self._sounds) - 1}"

    def _hear(self, model: str, given: dict[str, Any]) -> Any:
        at = given.get(_TAKES[model])
        if not isinstance(at, str):
            raise _invalid(f"input: {_TAKES[model]} is required")
        head, comma, data = at.partition(";base64,")
        if comma and head.startswith("data:audio/"):
            self.whole.append(base64.b64decode(data, validate=True))
        elif at.startswith("https://api.replicate.com/v1/files/file-"):
            self.whole.append(self.files[int(at.rpartition("-")[2])][1])
        else:
            raise _invalid(f"input.{_TAKES[model]}: Does not match format 'uri'")
        return _heard(model, given)

    def _prediction(self, ident: str, status: str) -> dict[str, Any]:
        told = super()._prediction(ident, status)
        if ident in self._made:
            output, metrics = self._made[ident]
            told["output"] = output if status == "succeeded" else None
            told["metrics"] = metrics
        return told


def _heard(model: str, given: dict[str, Any]) -> Any:
    segments = [{"start": at, "end": end, "text": text} for at, end, text in _SEGMENTS]
    if model == GPT:
        return [SAID[:6].lstrip(), SAID[6:]]
    if model == WHISPERX:
        if given.get("align_output"):
            words = [{"word": text, "start": at, "end": end} for text, at, end in _WORDS]
            segments[0]["words"], segments[1]["words"] = words[:2], [*words[2:], {"word": "9"}]
        return {"segments": segments, "detected_language": "cs"}
    if model == FAST:
        text = MEANT if given.get("task") == "translate" else SAID
        if given.get("timestamp") == "word":
            chunks = [{"text": f" {text}", "timestamp": [at, end]} for text, at, end in _WORDS]
        else:
            chunks = [{"text": text, "timestamp": [at, end]} for at, end, text in _SEGMENTS]
        return {"text": text, "chunks": chunks}
    more = {"seek": 0, "tokens": [1], "temperature": 0.0, "avg_logprob": -0.3}
    more |= {"compression_ratio": 1.1, "no_speech_prob": 0.1}
    return {
        "segments": [{"id": at, **each, **more} for at, each in enumerate(segments)],
        "transcription": SAID,
        "translation": MEANT if given.get("translate") else None,
        "detected_language": "czech",
        "txt_file": None,
        "srt_file": None,
    }


def _check(name: str, value: Any, known: Any) -> None:
    if known is None:
        return
    kinds = known if isinstance(known, tuple) else (known,)
    if all(isinstance(each, type) for each in kinds):
        if not isinstance(value, kinds) or isinstance(value, bool) is not (kinds == (bool,)):
            raise _invalid(f"input.{name}: Invalid type")
    elif value not in kinds:
        raise _invalid(f"input.{name}: must be one of the following: {kinds}")


def _invalid(what: str) -> Refused:
    body = {"detail": f"- {what}\n", "status": 422, "title": "Input validation failed"}
    return Refused(422, body)
