"""A catalogue's entries as prices: tokens by kind, units, sizes, long prompts, service tiers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from gateway.domain.money import to_fraction
from gateway.domain.price import MILLION, ONE, ModelPrice
from gateway.relay.list_prices import LISTED, XAI

_KINDS = {
    "input": "input_per_mtok",
    "output": "output_per_mtok",
    "cache_read": "cache_read_per_mtok",
    "cache_write": "cache_write_per_mtok",
    "cache_write_1h": "cache_write_1h_per_mtok",
    "reasoning": "reasoning_per_mtok",
    "audio_in": "audio_in_per_mtok",
    "audio_out": "audio_out_per_mtok",
    "image_in": "image_in_per_mtok",
    "image_out": "image_out_per_mtok",
}
UNIT_PRICES = {
    "images": ("per_image", MILLION),
    "images_in": ("per_image_in", MILLION),
    "characters": ("per_char_in", MILLION),
    "ms_in": ("per_second_in", MILLION // 1000),
    "ms_out": ("per_second_out", MILLION // 1000),
    "queries": ("per_query", MILLION),
    "pages": ("per_page", MILLION),
}
"""Unit of usage -> its key in the catalogue and in a ``ModelPrice`` option, and what makes dollars
per million of that.
"""
_THRESHOLD = re.compile(r"^above_(\d+)k$")


@dataclass(frozen=True, slots=True)
class CatalogueModel:
    """What the catalogue knows of a model."""

    id: str
    price: ModelPrice | None
    mode: str
    context: int | None
    max_output: int | None
    supports: tuple[str, ...]
    refuses: tuple[str, ...]
    deprecated: str
    provider: str = ""
    """The catalogue's word for whose it is."""


def read_catalogue(raw: Mapping[str, Any]) -> dict[str, CatalogueModel]:
    """The models of a catalogue that was decoded with exact numbers. Dated snapshots are entries of
    their own.
    """
    models: dict[str, CatalogueModel] = {}
    for name, entry in {**LISTED, **raw}.items():
        if name == "_meta":
            continue
        model = CatalogueModel(
            name,
            _catalogue_price(entry, name),
            entry.get("mode") or "chat",
            _int(entry.get("context")),
            _int(entry.get("max_output")),
            tuple(entry.get("supports") or ()),
            tuple(entry.get("not") or ()),
            entry.get("deprecation_date") or "",
            entry.get("provider") or "",
        )
        models[name] = model
        for dated in entry.get("dated_ids") or ():
            models.setdefault(dated, model)
    return models


def _int(value: Any) -> int | None:
    return None if value is None else int(value)


def _catalogue_price(entry: Mapping[str, Any], name: str) -> ModelPrice | None:
    tiered = entry.get("tiered")
    base = {**entry, **tiered[0]} if tiered else dict(entry)
    if _draws_at_one_price(base):
        base["per_image"] = base["per_image_in"]
        base.update(XAI.get(name, {}))
    if base.get("input_per_mtok") is None and not _units(base):
        return None
    above: list[tuple[int, ModelPrice]] = []
    for label, fields in (entry.get("long_context") or {}).items():
        if match := _THRESHOLD.match(label):
            above.append((int(match.group(1)) * 1000, _per_mtok(_tier(base, fields))))
    above += [
        (int(tier["range"][0]) - 1, _per_mtok(_tier(base, tier))) for tier in (tiered or ())[1:]
    ]
    price = _per_mtok(base, tuple(above))
    tiers = tuple(
        (tier, _service_tier(base, price, fields))
        for tier in SERVICE_TIERS
        if (fields := _of_tier(entry, tier)).get("input_per_mtok") is not None
    )
    return replace(price, tiers=tiers) if tiers else price


def _draws_at_one_price(entry: Mapping[str, Any]) -> bool:
    """xAI's models: LiteLLM knows one price of a picture (``input_cost_per_image``), which is that
    of each picture made; what is known here beside it is those of pictures that are read.
    """
    known = any(entry.get(key) is not None for key in ("per_image", "input_per_mtok"))
    return (
        entry.get("mode") == "image_generation"
        and entry.get("per_image_in") is not None
        and not known
    )


SERVICE_TIERS = ("flex", "priority", "batch")
"""Prefixes of a catalogue's prices for how soon an answer is wanted."""


def _of_tier(entry: Mapping[str, Any], name: str) -> dict[str, Any]:
    """``flex_input_per_mtok`` and its like, by their plain names."""
    prefix = f"{name}_"
    return {
        key.removeprefix(prefix): value
        for key, value in entry.items()
        if key.startswith(prefix) and key.endswith("_per_mtok")
    }


def _service_tier(
    base: Mapping[str, Any], price: ModelPrice, fields: Mapping[str, Any]
) -> ModelPrice:
    """A service tier's price; long prompts cost as much more there as they do otherwise."""
    own = _per_mtok(_tier(base, fields))
    above = tuple((limit, _risen(longer, price, own)) for limit, longer in price.long_context)
    return replace(own, long_context=above)


def _risen(longer: ModelPrice, price: ModelPrice, own: ModelPrice) -> ModelPrice:
    """``longer`` times what every kind of token costs at ``own`` against ``price``."""
    read = own.input / price.input if price.input else ONE
    written = own.output / price.output if price.output else read
    wholes = {kind: read for kind in ("input", *_PARTS["input_per_mtok"])}
    wholes |= {kind: written for kind in ("output", *_PARTS["output_per_mtok"])}
    changes = {}
    for kind, whole in wholes.items():
        value, at_tier, plain = (getattr(each, kind) for each in (longer, own, price))
        if value is not None:
            known = at_tier is not None and plain
            changes[kind] = value * (at_tier / plain if known else whole)
    return replace(longer, **changes)


_PARTS = {
    "input_per_mtok": ("cache_read", "cache_write", "cache_write_1h", "audio_in", "image_in"),
    "output_per_mtok": ("reasoning", "audio_out", "image_out"),
}


def _tier(base: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """A tier's prices. What it leaves out rises as what it is part of: a source that names no
    price for writing to an hour's cache above a threshold does not mean the one below it.
    """
    tier = {**base, **fields}
    for whole, parts in _PARTS.items():
        if not base.get(whole) or fields.get(whole) is None:
            continue
        factor = to_fraction(fields[whole]) / to_fraction(base[whole])
        for key in (_KINDS[part] for part in parts):
            if base.get(key) is not None and fields.get(key) is None:
                tier[key] = to_fraction(base[key]) * factor
    return tier


def _per_mtok(
    fields: Mapping[str, Any], above: tuple[tuple[int, ModelPrice], ...] = ()
) -> ModelPrice:
    values = {
        kind: to_fraction(fields[key])
        for kind, key in _KINDS.items()
        if fields.get(key) is not None
    }
    if "image_out" in values:
        values.setdefault("output", values["image_out"])
    return model_price(values, long_context=above, units=_units(fields), sizes=_sizes(fields))


def _units(fields: Mapping[str, Any]) -> tuple[tuple[str, Fraction], ...]:
    units = {
        kind: to_fraction(fields[key]) * factor
        for kind, (key, factor) in UNIT_PRICES.items()
        if fields.get(key)
    }
    if fields.get("mode") == "image_generation" and "images" not in units and "images_in" in units:
        # xAI's images: the catalogue's source writes what one costs beside the input prices.
        units["images"] = units.pop("images_in")
    return tuple(units.items())


def _sizes(fields: Mapping[str, Any]) -> tuple[tuple[str, Fraction], ...]:
    sizes = fields.get("image_sizes") or {}
    return tuple((size, to_fraction(price) * MILLION) for size, price in sizes.items())


def model_price(
    values: Mapping[str, Fraction],
    *,
    long_context: tuple[tuple[int, ModelPrice], ...] = (),
    units: tuple[tuple[str, Fraction], ...] = (),
    sizes: tuple[tuple[str, Fraction], ...] = (),
    source: str = "catalogue",
) -> ModelPrice:
    return ModelPrice(
        input=values.get("input", Fraction()),
        output=values.get("output", Fraction()),
        cache_read=values.get("cache_read"),
        cache_write=values.get("cache_write"),
        cache_write_1h=values.get("cache_write_1h"),
        reasoning=values.get("reasoning"),
        audio_in=values.get("audio_in"),
        audio_out=values.get("audio_out"),
        image_in=values.get("image_in"),
        image_out=values.get("image_out"),
        long_context=long_context,
        units=units,
        sizes=sizes,
        source=source,
    )
