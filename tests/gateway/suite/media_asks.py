"""One request of OpenAI's client for each medium, and what has to be in its answer."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openai.types import CreateEmbeddingResponse, ImagesResponse, ModerationCreateResponse
from openai.types.audio import Transcription, Translation

from gateway.providers.base import Operation
from tests.gateway.server.media_stage import wav
from tests.gateway.suite.asks import PIXEL

HEADS = {
    Operation.EMBEDDINGS: "embeddings",
    Operation.IMAGES: "pictures",
    Operation.IMAGE_EDITS: "edits",
    Operation.IMAGE_VARIATIONS: "variations",
    Operation.SPEECH: "speech",
    Operation.TRANSCRIPTIONS: "transcription",
    Operation.TRANSLATIONS: "translation",
    Operation.MODERATIONS: "moderation",
    Operation.RERANK: "reranking",
}
PROMPT = "A harbour, 母港"
DOCUMENTS = ("A mountain in winter", "The harbour at night")
_BOUNDARY = "suite-0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Ask:
    path: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def ask(operation: Operation, model: str) -> Ask:
    """The request, as OpenAI's client sends it."""
    path = f"/v1/{operation.value}"
    texts: dict[str, Any] = {"model": model, **_TEXTS[operation]}
    if operation not in _FILES:
        return Ask(path, json.dumps(texts).encode(), {"Content-Type": "application/json"})
    name, filename, kind = _FILES[operation]
    data = _SOUND if name == "file" else base64.b64decode(PIXEL)
    parts = [_part(f'name="{key}"', str(value).encode()) for key, value in texts.items()]
    told = f'name="{name}"; filename="{filename}"\r\nContent-Type: {kind}'
    form = b"".join([*parts, _part(told, data), f"--{_BOUNDARY}--\r\n".encode()])
    return Ask(path, form, {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"})


def _part(told: str, value: bytes) -> bytes:
    head = f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {told}\r\n\r\n"
    return head.encode() + value + b"\r\n"


_SOUND = wav(0.01)
_TEXTS: Mapping[Operation, Mapping[str, Any]] = {
    Operation.EMBEDDINGS: {"input": PROMPT, "encoding_format": "float"},
    Operation.IMAGES: {"prompt": PROMPT},
    Operation.IMAGE_EDITS: {"prompt": PROMPT},
    Operation.IMAGE_VARIATIONS: {},
    Operation.SPEECH: {"input": "Ahoy", "voice": "alloy", "response_format": "wav"},
    Operation.TRANSCRIPTIONS: {"language": "en"},
    Operation.TRANSLATIONS: {},
    Operation.MODERATIONS: {"input": PROMPT},
    Operation.RERANK: {"query": "harbour at night", "documents": list(DOCUMENTS)},
}
_FILES = {
    Operation.IMAGE_EDITS: ("image", "harbour.png", "image/png"),
    Operation.IMAGE_VARIATIONS: ("image", "harbour.png", "image/png"),
    Operation.TRANSCRIPTIONS: ("file", "ahoy.wav", "audio/wav"),
    Operation.TRANSLATIONS: ("file", "ahoy.wav", "audio/wav"),
}


def check(operation: Operation, content_type: str, body: bytes) -> None:
    """Raises AssertionError, or pydantic's ValidationError, for what OpenAI's client cannot use.

    (Read as its package reads it: what it does not need may be missing.)
    """
    if operation is Operation.SPEECH:
        assert content_type.startswith("audio/"), content_type
        assert body
        return
    _CHECKS[operation](json.loads(body))


def _embedding(answer: Any) -> None:
    (one,) = CreateEmbeddingResponse.model_validate(answer).data
    assert one.embedding


def _pictures(answer: Any) -> None:
    (one,) = ImagesResponse.construct(**answer).data or []
    assert one.b64_json or one.url, answer


def _transcript(answer: Any) -> None:
    assert Transcription.construct(**answer).text


def _translation(answer: Any) -> None:
    assert Translation.construct(**answer).text


def _moderation(answer: Any) -> None:
    assert ModerationCreateResponse.construct(**answer).results


def _ranking(answer: Any) -> None:
    best = (answer.get("results") or answer.get("data"))[0]
    assert best["index"] == 1, answer
    assert isinstance(best["relevance_score"], float)


_CHECKS: Mapping[Operation, Callable[[Any], None]] = {
    Operation.EMBEDDINGS: _embedding,
    Operation.IMAGES: _pictures,
    Operation.IMAGE_EDITS: _pictures,
    Operation.IMAGE_VARIATIONS: _pictures,
    Operation.TRANSCRIPTIONS: _transcript,
    Operation.TRANSLATIONS: _translation,
    Operation.MODERATIONS: _moderation,
    Operation.RERANK: _ranking,
}
