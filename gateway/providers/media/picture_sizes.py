"""OpenAI's sizes of pictures in the words of vendors that know ratios and classes of sizes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SIDES = re.compile(r"0*([1-9]\d{0,5})x0*([1-9]\d{0,5})", re.ASCII)

_TWO_K, _FOUR_K = 1792, 3072
"""Pixels: a longer side above the first is asked for as 2K, from the second on as 4K. OpenAI's
widest of old, 1792, is still 1K.
"""


def sides(size: Any) -> tuple[int, int] | None:
    """Width and height of ``1024x1536``; None for what names none, as ``auto``."""
    found = _SIDES.fullmatch(size) if isinstance(size, str) else None
    return None if found is None else (int(found[1]), int(found[2]))


def nearest_ratio(size: Any, ratios: Mapping[str, float]) -> str | None:
    if (found := sides(size)) is None:
        return None
    wanted = found[0] / found[1]
    return min(ratios, key=lambda name: abs(ratios[name] - wanted))


def size_class(size: Any) -> str:
    """The nearest of 1K, 2K and 4K."""
    longer = max(sides(size) or (0, 0))
    return "4K" if longer >= _FOUR_K else "2K" if longer > _TWO_K else "1K"
