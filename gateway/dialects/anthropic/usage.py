"""Anthropic's usage object (facts: usage arithmetic).

Its ``input_tokens`` leave out what was read from and written to the prompt cache; a stream's are
cumulative, and compatible vendors fill in only one of ``message_start`` and ``message_delta``.
"""

from __future__ import annotations

from typing import Any

from gateway.domain.usage import Usage

_COUNTS = (
    "input_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "output_tokens",
)


def merge(known: dict[str, Any], wire: Any) -> None:
    """Puts a later usage object into ``known``; counts only grow, nulls change nothing."""
    if not isinstance(wire, dict):
        return
    for name, value in wire.items():
        if name in _COUNTS:
            known[name] = max(_count(known, name), _count(wire, name))
        elif value is not None:
            known[name] = value


def decode_usage(wire: Any) -> Usage | None:
    """The neutral usage; None where ``wire`` says nothing."""
    if not isinstance(wire, dict) or not any(name in wire for name in _COUNTS):
        return None
    read = _count(wire, "cache_read_input_tokens")
    written = _count(wire, "cache_creation_input_tokens")
    split = wire.get("cache_creation")
    hour = 0
    if isinstance(split, dict):
        hour = _count(split, "ephemeral_1h_input_tokens")
        written = max(written, hour + _count(split, "ephemeral_5m_input_tokens"))
    details = wire.get("output_tokens_details")
    output = _count(wire, "output_tokens")
    reasoning = _count(details, "thinking_tokens") if isinstance(details, dict) else 0
    return Usage(
        input=_count(wire, "input_tokens") + read + written,
        output=output,
        cache_read=read,
        cache_write=written - hour,
        cache_write_1h=hour,
        reasoning=min(reasoning, output),
    )


def encode_usage(usage: Usage, *, delta: bool = False) -> dict[str, Any]:
    """A message's usage object, or that of a ``message_delta``, which has no split by age."""
    written = usage.cache_write + usage.cache_write_1h
    wire: dict[str, Any] = {
        "input_tokens": max(0, usage.input - usage.cache_read - written),
        "cache_creation_input_tokens": written,
        "cache_read_input_tokens": usage.cache_read,
    }
    if written and not delta:
        wire["cache_creation"] = {
            "ephemeral_5m_input_tokens": usage.cache_write,
            "ephemeral_1h_input_tokens": usage.cache_write_1h,
        }
    wire["output_tokens"] = usage.output
    if usage.reasoning:
        wire["output_tokens_details"] = {"thinking_tokens": usage.reasoning}
    return wire


def _count(wire: dict[str, Any], name: str) -> int:
    value = wire.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return int(value)
    return 0
