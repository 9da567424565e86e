"""Gemini's ``usageMetadata`` (facts: usage arithmetic).

``promptTokenCount`` includes cached tokens; thoughts stand beside ``candidatesTokenCount``, unless
the total tells that they are inside it. A stream's counts are cumulative.
"""

from __future__ import annotations

from typing import Any

from gateway.domain.usage import Usage

_TIERS = ("flex", "priority")
"""Service tiers with prices of their own."""


def merge(known: dict[str, Any], wire: Any) -> None:
    """Puts a later frame's counts into ``known``."""
    if isinstance(wire, dict):
        known.update({name: value for name, value in wire.items() if value is not None})


def decode_usage(wire: Any) -> Usage | None:
    """The neutral usage; None where ``wire`` says nothing."""
    if not isinstance(wire, dict):
        return None
    prompt = _count(wire, "promptTokenCount") + _count(wire, "toolUsePromptTokenCount")
    candidates = _count(wire, "candidatesTokenCount")
    thoughts = _count(wire, "thoughtsTokenCount")
    total = _count(wire, "totalTokenCount")
    if not (prompt or candidates or thoughts or total):
        return None
    output = candidates + thoughts
    if thoughts <= candidates and total == prompt + candidates:
        output = candidates
    if not output and total > prompt:
        output = total - prompt
    read = min(_count(wire, "cachedContentTokenCount"), prompt)
    heard = _spoken(wire, "promptTokensDetails") - _spoken(wire, "cacheTokensDetails")
    return Usage(
        input=prompt,
        output=output,
        cache_read=read,
        reasoning=min(thoughts, output),
        audio_in=max(0, min(heard, prompt - read)),
        audio_out=min(_spoken(wire, "candidatesTokensDetails"), output),
        image_out=min(_spoken(wire, "candidatesTokensDetails", "IMAGE"), output),
        tier=tier(wire.get("serviceTier")) or tier(wire.get("trafficType")),
    )


def tier(said: Any) -> str:
    """``flex`` or ``priority``; '' for any other. AI Studio says ``priority`` (once
    ``SERVICE_TIER_PRIORITY``), Vertex AI's traffic is ``ON_DEMAND_PRIORITY``.
    """
    word = said.rpartition("_")[2].lower() if isinstance(said, str) else ""
    return word if word in _TIERS else ""


def encode_usage(usage: Usage) -> dict[str, Any]:
    """Gemini's usage object; kinds that are zero are left out, as Google leaves them out."""
    wire: dict[str, Any] = {
        "promptTokenCount": usage.input,
        "candidatesTokenCount": max(0, usage.output - usage.reasoning),
        "totalTokenCount": usage.total,
    }
    if usage.cache_read:
        wire["cachedContentTokenCount"] = usage.cache_read
    if usage.reasoning:
        wire["thoughtsTokenCount"] = usage.reasoning
    if usage.tier:
        wire["serviceTier"] = usage.tier
    return wire


def _spoken(wire: dict[str, Any], name: str, modality: str = "AUDIO") -> int:
    details = wire.get(name)
    rows = details if isinstance(details, list) else []
    return sum(
        _count(row, "tokenCount")
        for row in rows
        if isinstance(row, dict) and row.get("modality") == modality
    )


def _count(wire: dict[str, Any], name: str) -> int:
    value = wire.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return int(value)
    return 0
