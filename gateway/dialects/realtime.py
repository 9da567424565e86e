"""OpenAI's Realtime events, as far as money and names ask for it; the rest passes as it came.

After OpenAI's API reference (realtime client and server events, GA and beta names). One text frame
is one JSON event.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec import Raw, Struct

from gateway.dialects import wire
from gateway.dialects.openai_chat import OpenAIChat
from gateway.dialects.openai_chat.usage import decode_usage
from gateway.domain.usage import Usage
from gateway.errors import DialectError, GatewayError

CHARS_A_TOKEN = 2.0
"""While an answer runs its tokens are guessed high."""
IMAGE_TOKENS = 1_500
_SMALL_AUDIO = ("pcmu", "pcma", "ulaw", "alaw")
"""8,000 bytes a second; PCM has 48,000."""
_TRANSCRIBED = "conversation.item.input_audio_transcription.completed"


class OpenAIRealtime(OpenAIChat):
    """Names the wire in the log; errors before the first frame are OpenAI's."""

    name = "openai_realtime"


@dataclass(slots=True)
class Said:
    """What one client event adds to the context: tokens guessed, bytes of sound."""

    type: str
    tokens: int = 0
    audio_bytes: int = 0
    model: str = ""
    """The model a session is to have, '' where the event names none."""
    transcriber: str = ""
    """The model that is to write down what is heard."""


@dataclass(slots=True)
class Heard:
    """What one server event tells. ``usage`` None where it tells none."""

    type: str
    response_id: str = ""
    status: str = ""
    chars: int = 0
    audio_bytes: int = 0
    usage: Usage | None = None
    transcribed: Any = None
    """Usage of a transcription, as the event has it."""
    session: dict[str, Any] = field(default_factory=dict)


class _Client(Struct):
    type: str | None = None
    audio: Raw = Raw()
    item: Raw = Raw()
    session: Raw = Raw()
    response: Raw = Raw()


class _Response(Struct):
    id: str | None = None
    status: str | None = None
    usage: Any = None


class _Server(Struct):
    type: str | None = None
    response: Raw = Raw()
    response_id: str | None = None
    delta: Raw = Raw()
    usage: Raw = Raw()
    session: Raw = Raw()


_client = msgspec.json.Decoder(_Client)
_server = msgspec.json.Decoder(_Server)
_response = msgspec.json.Decoder(_Response)


def read_client(frame: str) -> Said:
    """Raises DialectError for a frame that is no event."""
    event = wire.decode(_client, frame.encode("utf-8", "replace"))
    if not event.type:
        raise DialectError("The event has no type", "type")
    said = Said(event.type)
    if event.type == "input_audio_buffer.append":
        said.audio_bytes = _sound(event.audio)
        return said
    for part in (event.item, event.session, event.response):
        if bytes(part) not in (b"", b"null"):
            _weigh(wire.loads(part), said)
    if bytes(event.session) not in (b"", b"null"):
        session = wire.loads(event.session)
        if not isinstance(session, dict):
            raise DialectError("session must be an object", "session")
        said.model = _text(session.get("model"))
        said.transcriber = _transcriber(session)
    return said


def read_server(frame: str) -> Heard:
    """Raises DialectError for a frame that is no event."""
    event = wire.decode(_server, frame.encode("utf-8", "replace"))
    kind = event.type or ""
    heard = Heard(kind, event.response_id or "")
    if kind in ("response.created", "response.done"):
        response = wire.decode(_response, event.response) if bytes(event.response) else _Response()
        heard.response_id, heard.status = response.id or "", response.status or ""
        heard.usage = usage_of(response.usage)
    elif kind.endswith("audio.delta"):
        heard.audio_bytes = _sound(event.delta)
    elif kind.startswith("response.") and kind.endswith(".delta"):
        heard.chars = max(0, len(bytes(event.delta)) - 2)
    elif kind == _TRANSCRIBED and bytes(event.usage):
        heard.transcribed = wire.loads(event.usage)
    elif kind.startswith("session.") and bytes(event.session) not in (b"", b"null"):
        session = wire.loads(event.session)
        heard.session = session if isinstance(session, dict) else {}
    return heard


def usage_of(told: Any) -> Usage | None:
    """``response.done``'s usage; sound read from the cache is counted with the cache."""
    if not isinstance(told, dict):
        return None
    shape = {
        "prompt_tokens": told.get("input_tokens"),
        "completion_tokens": told.get("output_tokens"),
        "total_tokens": told.get("total_tokens"),
        "prompt_tokens_details": _without_cached_sound(told.get("input_token_details")),
        "completion_tokens_details": told.get("output_token_details"),
    }
    return decode_usage(shape)


def _without_cached_sound(details: Any) -> Any:
    cached = details.get("cached_tokens_details") if isinstance(details, dict) else None
    sound = cached.get("audio_tokens") if isinstance(cached, dict) else None
    if not isinstance(sound, int) or not isinstance(details.get("audio_tokens"), int):
        return details
    return {**details, "audio_tokens": max(0, details["audio_tokens"] - sound)}


def transcription_usage(told: Any) -> Usage:
    """Tokens, or the seconds that were heard."""
    if not isinstance(told, dict):
        return Usage()
    seconds = told.get("seconds")
    if isinstance(seconds, int | float) and not isinstance(seconds, bool) and seconds >= 0:
        return Usage(units=(("ms_in", round(seconds * 1000)),))
    return usage_of(told) or Usage()


def bytes_a_token(session: dict[str, Any], side: str) -> int:
    """Bytes of sound that make a token: one is 100 ms heard (``input``), or 50 ms spoken."""
    named: Any = session.get(f"{side}_audio_format")
    audio = session.get("audio")
    part = audio.get(side) if isinstance(audio, dict) else None
    if isinstance(part, dict):
        found = part.get("format")
        named = found.get("type") if isinstance(found, dict) else found
    small = any(word in _text(named) for word in _SMALL_AUDIO)
    second = 8_000 if small else 48_000
    return second // (10 if side == "input" else 20)


def renamed(frame: str, model: str) -> str:
    """A session event with another model in its session."""
    event = wire.members(frame.encode("utf-8", "replace"))
    session = wire.edit(bytes(event["session"]), {"model": model})
    edited = wire.edit(frame.encode("utf-8", "replace"), {"session": wire.as_raw(session)})
    return edited.decode()


def error_event(error: GatewayError, event_id: str) -> str:
    """OpenAI's error event with our code."""
    body = {
        "type": error.spec.openai_type,
        "code": error.code,
        "message": error.message,
        "param": error.param,
        "event_id": None,
    }
    return wire.dumps({"type": "error", "event_id": event_id, "error": body}).decode()


def cancel_event(response_id: str) -> str:
    named = {"response_id": response_id} if response_id else {}
    return wire.dumps({"type": "response.cancel", **named}).decode()


def _transcriber(session: dict[str, Any]) -> str:
    """Where GA and beta sessions name the model that transcribes."""
    audio = session.get("audio")
    part = audio.get("input") if isinstance(audio, dict) else None
    found = part.get("transcription") if isinstance(part, dict) else None
    found = found or session.get("input_audio_transcription")
    return _text(found.get("model")) if isinstance(found, dict) else ""


def _weigh(value: Any, said: Said, name: str = "") -> None:
    """Adds up texts, sound and pictures, wherever they stand."""
    if isinstance(value, str):
        if name == "audio":
            said.audio_bytes += len(value) * 3 // 4
        elif name == "image_url":
            said.tokens += IMAGE_TOKENS
        else:
            said.tokens += int(len(value) / CHARS_A_TOKEN) + 1
    elif isinstance(value, dict):
        for key, item in value.items():
            said.tokens += 1
            _weigh(item, said, key)
    elif isinstance(value, list):
        for item in value:
            _weigh(item, said, name)


def _sound(encoded: Raw) -> int:
    """Bytes of base64 in a JSON string."""
    return max(0, len(bytes(encoded)) - 2) * 3 // 4


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
