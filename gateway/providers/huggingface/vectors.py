"""OpenAI's request for embeddings as the companies behind Hugging Face's router take it.

After https://huggingface.co/docs/inference-providers/tasks/feature-extraction and what the package
huggingface_hub 2.4 sends to each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped
from gateway.providers.huggingface.pictures import Named
from gateway.providers.media.embedding_answers import embedded
from gateway.providers.media.picture_answers import request_of

_OPENAIS = frozenset({"model", "input", "encoding_format", "dimensions", "user"})


def _hf_inference(model: str, body: bytes) -> Named:
    asked = request_of(body)
    texts = asked.get("input")
    texts = [texts] if isinstance(texts, str) else texts
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        raise Unconvertible("This model takes texts, and no token ids", "input")
    if asked.get("dimensions") is not None:
        raise Unconvertible("This model has vectors of one length", "dimensions")
    own = {name: value for name, value in asked.items() if name not in _OPENAIS}
    path = f"models/{quote(model, errors='replace')}/pipeline/feature-extraction"
    return Named(path, dumped({"inputs": texts, **own}))


def _as_openai(path: str) -> Callable[[str, bytes], Named]:
    def named(model: str, body: bytes) -> Named:
        asked = request_of(body)
        left = ("encoding_format", "user")
        made = {name: value for name, value in asked.items() if name not in left}
        return Named(path, dumped({**made, "model": model}))

    return named


ASKED: Mapping[str, Callable[[str, bytes], Named]] = {
    "deepinfra": _as_openai("v1/openai/embeddings"),
    "hf-inference": _hf_inference,
    "scaleway": _as_openai("v1/embeddings"),
    "together": _as_openai("v1/embeddings"),
}


def vectors(asked: bytes, body: bytes) -> TaskStep | None:
    """What any of them made; None where ``body`` is no vector but an error. Raises DialectError."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise DialectError("the answer is not JSON") from None
    if isinstance(value, list) and value:
        return embedded(request_of(asked), [_numbers(each) for each in value])
    if not isinstance(value, dict):
        raise DialectError("the answer holds no vector")
    listed = value.get("data")
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    if not rows:
        return None
    rows.sort(key=lambda row: row["index"] if type(row.get("index")) is int else 0)
    usage = value.get("usage")
    made = [_numbers(row.get("embedding")) for row in rows]
    return embedded(request_of(asked), made, usage if isinstance(usage, dict) else None)


def _numbers(told: Any) -> list[float]:
    if not isinstance(told, list) or not told:
        raise DialectError("a vector cannot be read", "data")
    if not all(type(each) in (int, float) for each in told):  # a vector of each token
        raise DialectError("the model tells no vector of a text", "data")
    return told
