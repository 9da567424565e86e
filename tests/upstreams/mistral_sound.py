"""Mistral's speech and transcripts.

After https://docs.mistral.ai/studio/audio/text-to-speech, .../offline_transcription and the types
of mistralai 3.7: SpeechRequest, AudioTranscriptionRequest, TranscriptionResponse.
"""

from __future__ import annotations

import base64
import json
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.openai_audio import seconds_of, sound

SPEAKS, HEARS = "voxtral-mini-tts-latest", "voxtral-mini-latest"
SAID = "Ahoj, 世界."
_SPEECH = frozenset(
    {
        *("model", "input", "voice_id", "ref_audio", "response_format", "stream", "metadata"),
        *("expressiveness", "phoneme_hints", "prompt_cache_key", "conversation_history"),
    }
)
_FORM = frozenset(
    {
        *("model", "language", "temperature", "stream", "diarize", "context_bias"),
        "timestamp_granularities",
    }
)
_KINDS = ("pcm", "wav", "mp3", "flac", "opus")
_PARTS = {
    "segment": [(SAID, 0.0, 2.5)],
    "word": [("Ahoj,", 0.0, 1.2), ("世界.", 1.2, 2.5)],
}


def invalid(kind: str, where: list[str], said: str) -> Refused:
    """Mistral's refusal of a body that does not fit its schema."""
    detail = [{"type": kind, "loc": ["body", *where], "msg": said, "input": None}]
    return Refused(
        422, {"object": "error", "message": {"detail": detail}, "type": "invalid_request_error"}
    )


def _extra(name: str) -> NoReturn:
    raise invalid("extra_forbidden", [name], "Extra inputs are not permitted")


async def speak(call: Call) -> web.StreamResponse:
    """POST /v1/audio/speech, whole: the sound is base64 in JSON."""
    body = call.body
    if unknown := body.keys() - _SPEECH:
        _extra(min(unknown))
    text, kind = body.get("input"), body.get("response_format", "mp3")
    if body.get("model") != SPEAKS or not isinstance(text, str) or not text:
        raise invalid("missing", ["input"], "Field required")
    if kind not in _KINDS or body.get("stream", False) is not False:
        raise invalid("enum", ["response_format"], "Input should be 'pcm', 'wav', 'mp3' ...")
    if not body.get("voice_id") and not body.get("ref_audio"):
        raise invalid("value_error", [], "Either voice_id or ref_audio is needed")
    call.accept()
    data = base64.b64encode(sound(kind, len(text))).decode()
    return await call.send(200, {"audio_data": data})


async def hear(call: Call) -> web.StreamResponse:
    """POST /v1/audio/transcriptions: segments where they are asked for, of one length or other."""
    body = call.body
    if unknown := body.keys() - _FORM:
        _extra(min(unknown))
    if body.get("model") != HEARS or not call.exchange.files.get("file"):
        raise invalid("missing", ["file"], "Field required")
    asked = body.get("timestamp_granularities")
    if b'name="timestamp_granularities[]"' in call.exchange.body or asked not in (None, *_PARTS):
        raise invalid("enum", ["timestamp_granularities"], "Input should be 'segment' or 'word'")
    if asked and "language" in body:
        said = "timestamp_granularities and language cannot be had together"
        raise invalid("value_error", ["language"], said)
    reply = call.accept()
    seconds = -(-int(seconds_of(call) * 1000) // 1000)
    usage: Any = {
        **{"prompt_audio_seconds": seconds, "prompt_tokens": 4, "completion_tokens": 9},
        **{"total_tokens": 4 + 9 + 375, "prompt_tokens_details": {"cached_tokens": 0}},
    }
    answer = {
        **{"model": HEARS, "text": f" {SAID}", "language": None, "finish_reason": None},
        "segments": [
            {"type": "transcription_segment", "text": text, "start": start, "end": end}
            for text, start, end in _PARTS.get(asked or "", ())
        ],
        **({} if reply.usage is None else {"usage": usage}),
    }
    return await call.send(200, json.loads(json.dumps(answer)))
