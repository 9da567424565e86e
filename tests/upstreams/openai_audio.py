"""POST /audio/* of the OpenAI mock. After OpenAI's API reference (Audio, August 2026)."""

from __future__ import annotations

import base64
import io
import wave
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.upstreams.call import Call, dumps
from tests.upstreams.compose import count, words
from tests.upstreams.openai_errors import refuse
from tests.upstreams.openai_models import OpenAIModel
from tests.upstreams.script import Unset
from tests.upstreams.wire import SSE, Frame, sse

if TYPE_CHECKING:
    from tests.upstreams.openai import OpenAIMock

_TYPES = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": "audio/pcm",
}
_SPEECH = {
    *("model", "input", "voice", "instructions", "response_format", "speed", "stream_format"),
}
_HEARD = {
    *("model", "language", "prompt", "response_format", "temperature", "stream", "include"),
    *("timestamp_granularities", "chunking_strategy"),
}
_FORMATS = {"json", "text", "srt", "verbose_json", "vtt"}
_FILES = ("flac", "mp3", "mp4", "mpeg", "mpga", "m4a", "ogg", "wav", "webm")
TEXT = "Hello from the recording."
MS_A_LETTER = 60


def sound(kind: str, letters: int) -> bytes:
    """Silence, 60 ms for each letter: WAV and PCM at 24 kHz, MP3 at 128 kbit/s; else noise."""
    pcm = b"\0\0" * (24 * MS_A_LETTER * letters)
    if kind == "pcm":
        return pcm
    if kind == "wav":
        file = io.BytesIO()
        with wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(24_000)
            out.writeframes(pcm)
        return file.getvalue()
    if kind == "mp3":
        frame = b"\xff\xfb\x90\x64" + b"\0" * 413
        return (frame * (3 * letters))[: 16 * MS_A_LETTER * letters]
    return b"?" * (20 * letters)


async def speak(mock: OpenAIMock, call: Call) -> web.StreamResponse:
    """POST /audio/speech."""
    body = call.body
    model = mock.model(body, "speech")
    _check_speech(body, model)
    reply = call.accept()
    kind = body.get("response_format") or "mp3"
    data = sound(kind, len(body["input"]))
    if body.get("stream_format") != "sse":
        size = max(1, len(data) // 8)
        pieces = [data[at : at + size] for at in range(0, len(data), size)]
        return await call.stream(pieces, _TYPES[kind], [])
    half = len(data) // 2
    usage = _over(reply.usage, _tokens(count(body["input"]), len(body["input"])))
    events: list[dict[str, Any]] = [
        {"type": "speech.audio.delta", "audio": base64.b64encode(piece).decode()}
        for piece in (data[:half], data[half:])
    ]
    events.append({"type": "speech.audio.done", "usage": usage})
    frames = [sse(Frame(dumps(event)), reply) for event in events]
    broken = Frame(dumps({"type": "error", "error": mock.in_band_error(call)}))
    return await call.stream(frames, SSE, [sse(broken, reply)])


async def transcribe(mock: OpenAIMock, call: Call) -> web.StreamResponse:
    """POST /audio/transcriptions."""
    model = mock.model(call.body, "transcription")
    form = _check_form(call, model)
    reply = call.accept()
    text = reply.text or TEXT
    seconds = seconds_of(call)
    if model.id == "whisper-1":
        usage = _over(reply.usage, {"type": "duration", "seconds": -(-int(seconds * 1000) // 1000)})
    else:
        details = {"input_token_details": {"text_tokens": 0, "audio_tokens": int(seconds * 10)}}
        tokens = _tokens(int(seconds * 10), count(text))
        usage = _over(reply.usage, {"type": "tokens", **tokens, **details})
    if call.body.get("stream") == "true" and model.id != "whisper-1" and not reply.whole:
        events = [{"type": "transcript.text.delta", "delta": piece} for piece in words(text)]
        done = {"type": "transcript.text.done", "text": text}
        events.append(done if usage is None else {**done, "usage": usage})
        frames = [sse(Frame(dumps(event)), reply) for event in events]
        broken = Frame(dumps({"type": "error", "error": mock.in_band_error(call)}))
        return await call.stream(frames, SSE, [sse(broken, reply)])
    return await _heard(call, form, text, seconds, usage, "transcribe")


async def translate(mock: OpenAIMock, call: Call) -> web.StreamResponse:
    """POST /audio/translations: whisper-1's alone."""
    model = mock.model(call.body, "transcription")
    if model.id != "whisper-1":
        refuse("Value must be 'whisper-1'.", "model", "invalid_value")
    if "language" in call.body:
        refuse("Unknown parameter: 'language'.", "language", "unknown_parameter")
    form = _check_form(call, model)
    reply = call.accept()
    return await _heard(call, form, reply.text or TEXT, seconds_of(call), None, "translate")


async def _heard(
    call: Call, form: str, text: str, seconds: float, usage: Any, task: str
) -> web.StreamResponse:
    if form in ("text", "srt", "vtt"):
        stamp = "00:00:00,000 --> 00:00:01,000"
        written = {
            "text": f"{text}\n",
            "srt": f"1\n{stamp}\n{text}\n\n",
            "vtt": f"WEBVTT\n\n{text}",
        }
        return await call.send(200, written[form].encode(), "text/plain; charset=utf-8")
    body: dict[str, Any] = {"text": text}
    if form == "verbose_json":
        body |= {"task": task, "language": "english", "duration": seconds, "segments": []}
    if usage is not None:
        body["usage"] = usage
    return await call.send(200, body)


def seconds_of(call: Call) -> float:
    """How long the file lasts: what WAV says, three seconds for everything else."""
    data = call.exchange.files["file"][0].data
    if not data.startswith(b"RIFF"):
        return 3.0
    with wave.open(io.BytesIO(data)) as file:
        return file.getnframes() / file.getframerate()


def _tokens(read: int, written: int) -> dict[str, Any]:
    return {"input_tokens": read, "output_tokens": written, "total_tokens": read + written}


def _over(scripted: Any, computed: dict[str, Any]) -> dict[str, Any] | None:
    if isinstance(scripted, Unset):
        return computed
    return dict(scripted) if isinstance(scripted, Mapping) else None


def _check_speech(body: Mapping[str, Any], model: OpenAIModel) -> None:
    for name in body:
        if name not in _SPEECH:
            refuse(f"Unknown parameter: '{name}'.", name, "unknown_parameter")
    for name in ("input", "voice"):
        if not body.get(name):
            refuse(f"Missing required parameter: '{name}'.", name, "missing_required_parameter")
    if len(body["input"]) > 4096:
        refuse("Invalid 'input': string too long.", "input", "string_above_max_length")
    if body.get("response_format") not in (None, *_TYPES):
        refuse("Invalid value.", "response_format", "invalid_value")
    if model.id == "tts-1" and ("instructions" in body or body.get("stream_format") == "sse"):
        refuse("This model does not support that.", "stream_format", "unsupported_parameter")


def _check_form(call: Call, model: OpenAIModel) -> str:
    """The response format."""
    for name in call.body:
        if name not in _HEARD:
            refuse(f"Unknown parameter: '{name}'.", name, "unknown_parameter")
    files = call.exchange.files.get("file")
    if not files:
        refuse("Missing required parameter: 'file'.", "file", "missing_required_parameter")
    if files[0].name.rsplit(".", 1)[-1].lower() not in _FILES:
        refuse(f"Unrecognized file format. Supported formats: {list(_FILES)}", "file")
    form = call.body.get("response_format") or "json"
    known = _FORMATS if model.id == "whisper-1" else {"json", "text"}
    if form not in known:
        refuse(
            f"response_format '{form}' is not compatible with model '{model.id}'.",
            "response_format",
            "unsupported_value",
        )
    return str(form)
