"""LiteLLM's ``model_prices_and_context_window.json`` in the catalogue's own form.

Prices there are dollars a token; here they are dollars a million, as exact decimals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_PER_TOKEN = {
    "input_cost_per_token": "input_per_mtok",
    "output_cost_per_token": "output_per_mtok",
    "cache_read_input_token_cost": "cache_read_per_mtok",
    "cache_creation_input_token_cost": "cache_write_per_mtok",
    "cache_creation_input_token_cost_above_1hr": "cache_write_1h_per_mtok",
    "output_cost_per_reasoning_token": "reasoning_per_mtok",
    "input_cost_per_audio_token": "audio_in_per_mtok",
    "output_cost_per_audio_token": "audio_out_per_mtok",
    "input_cost_per_image_token": "image_in_per_mtok",
    "output_cost_per_image_token": "image_out_per_mtok",
}
_EACH = {
    "output_cost_per_image": "per_image",
    "input_cost_per_image": "per_image_in",
    "input_cost_per_second": "per_second_in",
    "output_cost_per_second": "per_second_out",
    "input_cost_per_character": "per_char_in",
    "input_cost_per_query": "per_query",
    "ocr_cost_per_page": "per_page",
}
_SERVICE_TIERS = {"flex": "flex", "priority": "priority", "batches": "batch"}
_ABOVE = re.compile(r"^(.+)_(above_\d+k)_tokens$")
_PLAIN = {
    "litellm_provider": "provider",
    "mode": "mode",
    "max_input_tokens": "context",
    "max_output_tokens": "max_output",
    "deprecation_date": "deprecation_date",
}
_SAMPLE = "sample_spec"


def is_litellm(raw: Mapping[str, Any]) -> bool:
    """Whether a file is LiteLLM's: it says so in most of its entries."""
    says = [isinstance(each, dict) and "litellm_provider" in each for each in raw.values()]
    return sum(says) * 2 > len(says)


def converted(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Every model of LiteLLM's file as an entry of the catalogue. Raises ValueError."""
    return {
        name: _entry(name, each)
        for name, each in raw.items()
        if name != _SAMPLE and not _is_misread(each)
    }


def _is_misread(raw: Any) -> bool:
    """Fireworks' pictures are priced by the image or the step, and stand there by the token."""
    return (
        isinstance(raw, dict)
        and raw.get("litellm_provider") == "fireworks_ai"
        and raw.get("mode") == "image_generation"
        and "input_cost_per_token" in raw
    )


def _entry(name: str, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise ValueError(f"{name}: is no object")
    entry: dict[str, Any] = {
        ours: raw[theirs] for theirs, ours in _PLAIN.items() if raw.get(theirs) is not None
    }
    entry |= _prices(name, raw)
    long: dict[str, dict[str, Decimal]] = {}
    for key, value in raw.items():
        above = _ABOVE.match(key)
        if above and above[1] in _PER_TOKEN and value is not None:
            long.setdefault(above[2], {})[_PER_TOKEN[above[1]]] = _million(name, value)
    if long:
        entry["long_context"] = long
    if tiers := raw.get("tiered_pricing"):
        if not isinstance(tiers, list) or not all(isinstance(tier, dict) for tier in tiers):
            raise ValueError(f"{name}: tiered_pricing is no list of objects")
        ranged = [tier for tier in tiers if "range" in tier]
        if ranged:
            entry["tiered"] = [{"range": tier["range"], **_prices(name, tier)} for tier in ranged]
    for said, key in ((True, "supports"), (False, "not")):
        flags = [
            flag.removeprefix("supports_")
            for flag, value in raw.items()
            if flag.startswith("supports_") and value is said
        ]
        if flags:
            entry[key] = sorted(flags)
    return entry


def _prices(name: str, raw: Mapping[str, Any]) -> dict[str, Decimal]:
    prices = {
        ours: _million(name, raw[theirs])
        for theirs, ours in _PER_TOKEN.items()
        if raw.get(theirs) is not None
    }
    for suffix, tier in _SERVICE_TIERS.items():
        for theirs, ours in _PER_TOKEN.items():
            if (value := raw.get(f"{theirs}_{suffix}")) is not None:
                prices[f"{tier}_{ours}"] = _million(name, value)
    each = {
        ours: _number(name, raw[theirs])
        for theirs, ours in _EACH.items()
        if raw.get(theirs) is not None
    }
    return prices | each


def _million(name: str, value: Any) -> Decimal:
    return (_number(name, value) * 1_000_000).normalize() + 0


def _number(name: str, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(f"{name}: a price is no number")
    return Decimal(value)
