"""What answers of Google's models have in common, whatever was asked of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gateway.errors import DialectError
from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped

Blob = tuple[str, str]
"""Data in base64, and its type."""


def blobs(value: Mapping[str, Any]) -> Iterator[Blob]:
    """What a conversation holds beside text; thoughts are sketches."""
    for candidate in objects(value.get("candidates") or []):
        content = candidate.get("content")
        for part in objects(content.get("parts") or [] if isinstance(content, dict) else []):
            blob = part.get("inlineData")
            if not part.get("thought") and isinstance(blob, dict) and text(blob.get("data")):
                yield blob["data"], text(blob.get("mimeType"))


def texts(value: Mapping[str, Any]) -> tuple[str, str]:
    """What a conversation says, without thoughts, and why it ended."""
    spoken, ending = "", ""
    for candidate in objects(value.get("candidates") or [])[:1]:
        content = candidate.get("content")
        for part in objects(content.get("parts") or [] if isinstance(content, dict) else []):
            spoken += "" if part.get("thought") else text(part.get("text"))
        ending = text(candidate.get("finishReason"))
    return spoken.strip(), ending


def blocked(value: Mapping[str, Any], what: str) -> str:
    """Why a conversation made no ``what``, in Google's words where there are any."""
    feedback = value.get("promptFeedback")
    told: list[Any] = []
    if isinstance(feedback, dict):
        told += [feedback.get("blockReasonMessage"), feedback.get("blockReason")]
    for candidate in objects(value.get("candidates") or []):
        told += [candidate.get("finishMessage"), candidate.get("finishReason")]
    why = next(filter(None, map(text, told)), "")
    return f"The model made no {what}: {why}" if why else f"The model made no {what}."


def refused(why: str) -> TaskStep:
    """The answer that says so, as a content filter of OpenAI's would."""
    error = {"code": "content_policy_violation", "type": "invalid_request_error", "message": why}
    return TaskStep(status=400, answer=said(dumped({"error": error})))


def tokens_of(rows: Any, modality: str) -> int:
    """The tokens of one modality in a breakdown (``candidatesTokensDetails``)."""
    listed = objects(rows or [])
    return sum(count(row, "tokenCount") for row in listed if row.get("modality") == modality)


def said(body: bytes) -> Callable[[Sequence[bytes]], bytes]:
    return lambda fetched: body


def count(wire: Mapping[str, Any], name: str) -> int:
    value = wire.get(name)
    return value if type(value) is int and value > 0 else 0


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def objects(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise DialectError("the answer holds no list where one is told")
    return [each for each in value if isinstance(each, dict)]


def object_of(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise DialectError("the answer is not JSON") from None
    if not isinstance(value, dict):
        raise DialectError("the answer is no JSON object")
    return value
