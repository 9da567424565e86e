"""Cohere's usage: what it bills, which is less than the tokens its templates make."""

from __future__ import annotations

from math import isfinite
from typing import Any

from gateway.domain.usage import Usage


def decode_usage(usage: Any) -> Usage | None:
    """``billed_units``, else ``tokens``; None where neither says anything."""
    if not isinstance(usage, dict):
        return None
    for name in ("billed_units", "tokens"):
        counts = usage.get(name)
        if isinstance(counts, dict) and (found := _usage(counts, usage.get("cached_tokens"))):
            return found
    return None


def _usage(counts: dict[str, Any], cached: Any) -> Usage | None:
    read, written = _count(counts.get("input_tokens")), _count(counts.get("output_tokens"))
    searches = _count(counts.get("search_units")) or 0
    if read is None and written is None and not searches:
        return None
    return Usage(
        input=read or 0,
        output=written or 0,
        cache_read=min(_count(cached) or 0, read or 0),
        units=(("queries", searches),) if searches else (),
    )


def _count(value: Any) -> int | None:
    """Cohere writes counts as 12 or as 12.0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return max(0, int(value))
