"""OpenAI's usage object and what compatible vendors make of it (facts: usage arithmetic)."""

from __future__ import annotations

from typing import Any

from gateway.domain.usage import Usage

_BARE = {"prompt_tokens", "completion_tokens", "total_tokens"}
_TIERS = ("flex", "priority")
"""Service tiers with prices of their own, of those an answer may say."""


def decode_usage(wire: Any, tier: Any = None) -> Usage | None:
    """The neutral usage; None where ``wire`` says nothing. ``tier`` is the answer's
    ``service_tier``, which may be another than was asked for.

    ``prompt_tokens`` include cached and audio ones, ``completion_tokens`` include reasoning, except
    xAI's, whose total tells that reasoning was left out.
    """
    if not isinstance(wire, dict) or not wire:
        return None
    prompt = count(wire, "prompt_tokens", "input_tokens")
    completion = count(wire, "completion_tokens", "output_tokens")
    total = count(wire, "total_tokens")
    if not (prompt or completion or total):
        return Usage() if "prompt_tokens" in wire or "total_tokens" in wire else None
    if tier not in _TIERS and wire.keys() == _BARE and total == prompt + completion:
        return Usage(prompt, completion)  # most compatible servers say no more
    prompt_details = _details(wire, "prompt_tokens_details", "input_tokens_details")
    details = _details(wire, "completion_tokens_details", "output_tokens_details")
    reasoning = count(details, "reasoning_tokens") or count(wire, "reasoning_tokens")
    if reasoning and total == prompt + completion + reasoning:
        completion += reasoning
    if not completion and total > prompt:
        completion = total - prompt
    read = count(prompt_details, "cached_tokens") or count(
        wire, "prompt_cache_hit_tokens", "cached_tokens", "cache_read_input_tokens"
    )
    write = count(prompt_details, "cache_write_tokens", "cache_creation_tokens")
    return Usage(
        input=prompt,
        output=completion,
        cache_read=min(read, prompt),
        cache_write=min(write, max(0, prompt - read)),
        reasoning=min(reasoning, completion),
        # Which of the cached tokens were sound is not told: none is billed as both.
        audio_in=min(count(prompt_details, "audio_tokens"), max(0, prompt - read - write)),
        audio_out=min(count(details, "audio_tokens"), completion),
        image_out=min(count(details, "image_tokens"), completion),
        tier=tier if tier in _TIERS else "",
    )


def encode_usage(usage: Usage) -> dict[str, Any]:
    """OpenAI's usage object, with the details that its own API always has."""
    prompt_details = {"cached_tokens": usage.cache_read, "audio_tokens": usage.audio_in}
    written = usage.cache_write + usage.cache_write_1h
    if written:
        prompt_details["cache_write_tokens"] = written
    return {
        "prompt_tokens": usage.input,
        "completion_tokens": usage.output,
        "total_tokens": usage.total,
        "prompt_tokens_details": prompt_details,
        "completion_tokens_details": {
            "reasoning_tokens": usage.reasoning,
            "audio_tokens": usage.audio_out,
        },
    }


def count(wire: Any, *names: str) -> int:
    """The first of the named members that is a positive count; 0 for none."""
    for name in names:
        value = wire.get(name)
        if type(value) is int:
            if value > 0:
                return value
        elif isinstance(value, float) and value > 0:
            return int(value)
    return 0


def _details(wire: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        value = wire.get(name)
        if isinstance(value, dict):
            return value
    return {}
