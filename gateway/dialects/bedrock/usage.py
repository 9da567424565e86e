"""Converse's ``usage``: like Anthropic's, its input leaves out what the cache gave and took."""

from __future__ import annotations

from typing import Any

from gateway.domain.usage import Usage


def decode_usage(wire: Any) -> Usage | None:
    """The neutral usage; None where ``wire`` says nothing."""
    if not isinstance(wire, dict) or "inputTokens" not in wire:
        return None
    read = _count(wire, "cacheReadInputTokens")
    written = _count(wire, "cacheWriteInputTokens")
    details = wire.get("cacheDetails")
    hour = sum(
        _count(detail, "inputTokens")
        for detail in (details if isinstance(details, list) else ())
        if isinstance(detail, dict) and detail.get("ttl") == "1h"
    )
    hour = min(hour, written)
    return Usage(
        input=_count(wire, "inputTokens") + read + written,
        output=_count(wire, "outputTokens"),
        cache_read=read,
        cache_write=written - hour,
        cache_write_1h=hour,
    )


def _count(wire: dict[str, Any], name: str) -> int:
    value = wire.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return int(value)
    return 0
