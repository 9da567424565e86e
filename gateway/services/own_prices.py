"""The owner's own price of one model: dollars per million tokens, or one-api's ratios."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from gateway.relay.prices import OVERRIDE_KINDS
from gateway.services.overrides import (
    COMPLETION_RATIO,
    MODEL_RATIO,
    RATIO_PARTS,
    Overrides,
    decode_json,
    encode_json,
    parse_price_fields,
    parse_ratios,
)
from gateway.store import options as option_rows

_TYPED = re.compile(r"^(.+)\(\d+\)$")


@dataclass(frozen=True, slots=True)
class OwnPrice:
    """What the owner set for a model; all empty where nothing is set.

    ``fields``: kind -> dollars per million tokens, or ``per_image`` and its like -> dollars each;
    in force wherever there are any. The ratios are by the model's name, or by ``model(type)`` for
    one of one-api's channel types.
    """

    fields: Mapping[str, Decimal] = field(default_factory=dict)
    ratios: Mapping[str, Decimal] = field(default_factory=dict)
    completion_ratios: Mapping[str, Decimal] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    """new-api's ratios beside them, by the names of their options. A price with ratios and without
    these leaves them as they are.
    """

    def __bool__(self) -> bool:
        return bool(self.fields or self.ratios or self.completion_ratios)


def checked(model: str, price: OwnPrice) -> OwnPrice:
    """The same price, exact and by our names. Raises ServiceError ``invalid_option``."""
    fields = parse_price_fields(model, price.fields) if price.fields else {}
    return OwnPrice(
        {OVERRIDE_KINDS.get(kind, kind): number for kind, number in fields.items()},
        parse_ratios(MODEL_RATIO, dict(price.ratios)),
        parse_ratios(COMPLETION_RATIO, dict(price.completion_ratios)),
        {option: parse_ratios(option, dict(ratios)) for option, ratios in price.parts.items()},
    )


def own_price(model: str, overrides: Overrides) -> OwnPrice:
    """What is in force."""
    fields = overrides.price_fields.get(model, {})
    return OwnPrice(
        {OVERRIDE_KINDS.get(kind, kind): number for kind, number in fields.items()},
        _of(model, overrides.ratios),
        _of(model, overrides.completion_ratios),
        {
            option: found
            for option in RATIO_PARTS
            if (found := _of(model, overrides.maps.get(option, {})))
        },
    )


def models_with_own_price(overrides: Overrides) -> set[str]:
    return {*overrides.price_fields, *(bare_name(name) for name in overrides.ratios)}


def write(model: str, price: OwnPrice, now_ms: int) -> None:
    """Puts ``price`` in the place of whatever was set. Runs inside a write."""
    if price.fields:
        option_rows.set_price_override(model, encode_json(price.fields), now_ms)
    else:
        option_rows.delete_price_override(model)
    written = {MODEL_RATIO: price.ratios, COMPLETION_RATIO: price.completion_ratios}
    if price.parts or not price.ratios:
        written |= {option: price.parts.get(option, {}) for option in RATIO_PARTS}
    for option, ratios in written.items():
        text = option_rows.get(option)
        stored = parse_ratios(option, decode_json(text)) if text else {}
        kept = {name: number for name, number in stored.items() if bare_name(name) != model}
        if kept | dict(ratios) != stored:
            option_rows.set_value(option, encode_json(kept | dict(ratios)))


def bare_name(name: str) -> str:
    """``gpt-4`` of ``gpt-4`` and of ``gpt-4(8)``."""
    typed = _TYPED.match(name)
    return typed.group(1) if typed else name


def decimal(value: Fraction) -> Decimal:
    """A rational as a decimal without needless zeros: exact where it came from one."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).normalize() + 0


def _of(model: str, ratios: Mapping[str, Fraction]) -> dict[str, Decimal]:
    names: Iterable[str] = (name for name in ratios if bare_name(name) == model)
    return {name: decimal(ratios[name]) for name in names}
