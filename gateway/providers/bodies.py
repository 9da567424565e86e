"""Edits of encoded bodies that a provider wants; untouched members keep their bytes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import msgspec

_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])


def members(body: bytes) -> dict[str, msgspec.Raw] | None:
    """The members of an object, each as its bytes; None for what is none."""
    try:
        return _MEMBERS.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def edited(body: bytes, changes: Mapping[str, Any], without: tuple[str, ...] = ()) -> bytes:
    """``body`` with top-level members set and others left out; what is no object stays."""
    found = members(body)
    if found is None:
        return body
    kept: dict[str, Any] = {name: value for name, value in found.items() if name not in without}
    kept.update(changes)
    return msgspec.json.encode(kept)


def dumped(value: Any) -> bytes:
    """Compact JSON. Half a character (a lone surrogate), which UTF-8 lacks, becomes ``?``."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def number(value: Any) -> float | None:
    """A vendor's number, None for what is none: JSON here may also hold what no float can."""
    if type(value) not in (int, float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None
