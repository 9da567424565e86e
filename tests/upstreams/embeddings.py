"""Deterministic embedding vectors, and their two forms on OpenAI's wire."""

from __future__ import annotations

import base64
import hashlib
import math
import random
from array import array
from typing import Any

from tests.upstreams.compose import count
from tests.upstreams.openai_errors import refuse


def vector(text: str, dimensions: int) -> list[float]:
    """A unit vector that depends on the text alone; fewer dimensions shorten it."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    source = random.Random(seed)
    raw = [source.gauss(0.0, 1.0) for _ in range(dimensions)]
    norm = math.sqrt(sum(value * value for value in raw))
    # Through float32, so that both encodings carry the same numbers.
    return array("f", (value / norm for value in raw)).tolist()


def base64_floats(values: list[float]) -> str:
    """Little-endian float32, base64."""
    floats = array("f", values)
    if floats.itemsize != 4:
        raise AssertionError("array('f') is not float32 here")
    return base64.b64encode(floats.tobytes()).decode()


def inputs(value: Any) -> list[tuple[str, int]]:
    """The inputs as texts with their token counts: a string, strings, tokens, or token arrays.

    Raises:
        Refused: empty, too many, or of another type.
    """
    if isinstance(value, str):
        return [_one(value)]
    if not isinstance(value, list):
        refuse("Invalid type for 'input'.", "input", "invalid_type")
    if not value:
        refuse("Invalid 'input': empty array.", "input", "empty_array")
    if all(isinstance(item, int) and not isinstance(item, bool) for item in value):
        return [_one(value)]
    if len(value) > 2048:
        refuse(
            "Invalid 'input': array too long. Expected an array with maximum length 2048.",
            "input",
            "array_above_max_length",
        )
    return [_one(item) for item in value]


def _one(item: Any) -> tuple[str, int]:
    if isinstance(item, str) and item:
        return item, count(item)
    if isinstance(item, list) and item and all(isinstance(token, int) for token in item):
        return "tokens:" + ",".join(map(str, item)), len(item)
    refuse("'$.input' is invalid. Please check the API reference.", None, None)
