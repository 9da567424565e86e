"""Tests of what does not converse: the smallest picture, made or edited, a second of sound, three
documents.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import math
import mimetypes
import re
import struct
import wave
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gateway.dialects.media import (
    Form,
    Images,
    MediaDialect,
    Rerank,
    Speech,
    Transcriptions,
)
from gateway.domain.capability import Capability
from gateway.errors import DialectError

SPOKEN = "Hello from the harbour."
REPAINTED = "Make it a sunset."
PICTURED = "A small red boat on calm water."
QUERY = "What is the capital of France?"
DOCUMENTS = (
    "Bread is baked in an oven.",
    "Paris is the capital of France.",
    "Berlin is the capital of Germany.",
)
_SIDE = 512
_TONE_HZ, _RATE, _TONE_S = 440, 16_000, 1
_BOUNDARY = "homeport-test-a-file-of-ours"
_SMALLEST = re.compile(r"dall-e-2$")
_PACKS = re.compile(r"dall-e-[23]$")
_BY_QUALITY = re.compile(r"^(?:gpt-image|chatgpt-image)")
_VOICES = (
    (re.compile(r"playai"), "Fritz-PlayAI"),
    (re.compile(r"orpheus"), "troy"),
    (re.compile(r"cosyvoice2", re.IGNORECASE), "{model}:alex"),
)
_VOICE = "alloy"
_WAV = re.compile(r"orpheus|gemini|^qwen|glm-tts|^jaaari/kokoro|^resemble-ai/")
"""Groq's, Google's, Alibaba's, Zhipu's and some of Replicate's make no MP3."""
_TOLD = re.compile(r"cohere-transcribe")
"""Cohere's wants to be told a language."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One such request: its dialect, its JSON body, or the form it is sent as (then ``body`` is the
    form's summary).
    """

    dialect: MediaDialect
    body: bytes
    form: Form | None = None


def probe(capability: Capability, model: str, *, edits: bool = False) -> Probe:
    """The request that tests ``model``, the name that is sent; a picture of ours is edited where
    it ``edits`` and does nothing else.
    """
    match capability:
        case Capability.IMAGE if edits:
            form = _form({"model": model, "prompt": REPAINTED}, "image", "sky.png", _sky())
            return Probe(Images(form.summary), form.summary, form)
        case Capability.RERANK:
            body = _json(model=model, query=QUERY, documents=DOCUMENTS)
            return Probe(Rerank(body), body)
        case Capability.IMAGE:
            body = _json(model=model, prompt=PICTURED, n=1, **_picture(model))
            return Probe(Images(body), body)
        case Capability.SPEECH:
            kind = "wav" if _WAV.search(model) else "mp3"
            body = _json(model=model, input=SPOKEN, voice=_voice(model), response_format=kind)
            return Probe(Speech(body), body)
        case _:
            told = {"language": "en"} if _TOLD.search(model) else {}
            form = _form({"model": model, **told}, "file", "tone.wav", _tone())
            return Probe(Transcriptions(form.summary), form.summary, form)


def order_of(body: bytes) -> tuple[str, ...]:
    """The documents as a reranker has put them. Raises DialectError for an answer without any."""
    answer = _object(body)
    results = answer.get("results", answer.get("data"))
    places = [each.get("index") for each in results or () if isinstance(each, dict)]
    found = tuple(DOCUMENTS[at] for at in places if isinstance(at, int) and 0 <= at < 3)
    if not found:
        raise DialectError("its answer ranks no document", "results")
    return found


def picture_of(body: bytes) -> tuple[bytes, str]:
    """The first picture's bytes, or the address it lies at. Raises DialectError for none."""
    answer = _object(body)
    pictures = answer.get("data", answer.get("images"))
    first = pictures[0] if isinstance(pictures, list) and pictures else None
    if isinstance(first, dict):
        if isinstance(first.get("b64_json"), str):
            return unpacked(first["b64_json"]), ""
        if isinstance(first.get("url"), str):
            head, comma, data = first["url"].partition(";base64,")
            return (
                (unpacked(data), "") if comma and head.startswith("data:") else (b"", first["url"])
            )
    raise DialectError("its answer holds no picture", "data")


def unpacked(data: str) -> bytes:
    """Raises DialectError for what is no base64."""
    try:
        return base64.b64decode(data, validate=False)
    except (binascii.Error, ValueError):
        raise DialectError("the picture is no base64", "data") from None


def sound_ms(units: tuple[tuple[str, int], ...]) -> int:
    """Milliseconds of sound among what was consumed, made or heard; 0 where nobody says."""
    counts = dict(units)
    return counts.get("ms_out", 0) or counts.get("ms_in", 0)


RECORDED_MS = _TONE_S * 1000


def _picture(model: str) -> dict[str, Any]:
    """The cheapest there is, and as data where a model may be asked for it."""
    asked: dict[str, Any] = {}
    if _PACKS.search(model):
        asked["response_format"] = "b64_json"
    if _SMALLEST.search(model):
        asked["size"] = "256x256"
    if _BY_QUALITY.match(model):
        asked |= {"size": "1024x1024", "quality": "low"}
    return asked


def _voice(model: str) -> str:
    named = (voice for pattern, voice in _VOICES if pattern.search(model))
    return next(named, _VOICE).format(model=model)


@cache
def _tone() -> bytes:
    """A second of a quiet A, because nobody hears words that we would have to ship."""
    samples = bytearray()
    for at in range(_RATE * _TONE_S):
        value = int(6000 * math.sin(2 * math.pi * _TONE_HZ * at / _RATE))
        samples += value.to_bytes(2, "little", signed=True)
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(_RATE)
        out.writeframes(bytes(samples))
    return file.getvalue()


@cache
def _sky() -> bytes:
    """A blue square of 512 pixels, no less than any vendor takes, as a PNG (RFC 2083)."""
    row = b"\0" + b"\x6f\xa8\xdc" * _SIDE
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(row * _SIDE, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _form(fields: Mapping[str, str], name: str, filename: str, file: bytes) -> Form:
    texts = "".join(
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{text}\r\n'
        for field, text in fields.items()
    )
    kind = mimetypes.guess_type(filename)[0]
    head = (
        f"--{_BOUNDARY}\r\n"
        f'Content-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    )
    body = (texts + head).encode() + file + f"\r\n--{_BOUNDARY}--\r\n".encode()
    return Form(body, f"multipart/form-data; boundary={_BOUNDARY}")


def _json(**members: Any) -> bytes:
    return json.dumps(members, ensure_ascii=False).encode()


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise DialectError("its answer is no JSON") from None
    return value if isinstance(value, dict) else {}
