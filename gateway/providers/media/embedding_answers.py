"""OpenAI's answer with vectors, of vendors that tell them otherwise.

https://platform.openai.com/docs/api-reference/embeddings/create
"""

from __future__ import annotations

import base64
import sys
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from gateway.providers.abilities import TaskStep
from gateway.providers.media.picture_answers import answered


def embedded(
    asked: Mapping[str, Any],
    vectors: Sequence[Sequence[float]],
    usage: Mapping[str, Any] | None = None,
) -> TaskStep:
    """The answer with ``vectors`` in the order of the texts: numbers, or packed as asked for."""
    packs = asked.get("encoding_format") == "base64"
    data = [
        {"object": "embedding", "index": at, "embedding": _packed(each) if packs else list(each)}
        for at, each in enumerate(vectors)
    ]
    told = {"usage": dict(usage)} if usage else {}
    return answered({"object": "list", "data": data, "model": asked.get("model"), **told})


def _packed(vector: Sequence[float]) -> str:
    """Little-endian float32 in base64."""
    floats = array("f", vector)
    if sys.byteorder == "big":
        floats.byteswap()
    return base64.b64encode(floats.tobytes()).decode()
