"""The owner's own prices as the store keeps them: our ModelPrice, one-api's ratio maps."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

import msgspec

from gateway.domain.money import to_fraction
from gateway.domain.price import ModelPrice
from gateway.errors import ServiceError
from gateway.relay.prices import PER_CALL, override_price
from gateway.relay.ratio_rules import RATIO_PARTS

__all__ = [
    "COMPLETION_RATIO",
    "MODEL_RATIO",
    "RATIO_MAPS",
    "RATIO_PARTS",
    "Overrides",
    "decode_json",
    "encode_json",
    "parse_price_fields",
    "parse_ratios",
]

log = logging.getLogger(__name__)

MODEL_RATIO = "ModelRatio"
COMPLETION_RATIO = "CompletionRatio"
RATIO_MAPS = (MODEL_RATIO, COMPLETION_RATIO, *RATIO_PARTS)
"""Options that are maps of models to ratios: one-api's two, and new-api's."""
_encode = msgspec.json.Encoder(decimal_format="number", order="sorted").encode
_LARGEST = Decimal(10) ** 9
_SMALLEST = Decimal(1).scaleb(-12)


@dataclass(frozen=True, slots=True)
class Overrides:
    """Prices by model, and one-api's ratios by model or ``model(type)``."""

    prices: Mapping[str, ModelPrice] = field(default_factory=dict)
    price_fields: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    """The same prices as they were given: kind -> dollars per million tokens."""
    maps: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    """Each of :data:`RATIO_MAPS` that is set."""

    @property
    def ratios(self) -> Mapping[str, Fraction]:
        return self.maps.get(MODEL_RATIO, {})

    @property
    def completion_ratios(self) -> Mapping[str, Fraction]:
        return self.maps.get(COMPLETION_RATIO, {})

    @classmethod
    def parse(cls, prices: Mapping[str, str], options: Mapping[str, str]) -> Overrides:
        """From the store's texts. What does not parse is left out and logged."""
        parsed: dict[str, ModelPrice] = {}
        fields: dict[str, Mapping[str, Decimal]] = {}
        for model, text in prices.items():
            try:
                fields[model] = parse_price_fields(model, decode_json(text))
                parsed[model] = override_price(fields[model])
            except (ServiceError, ValueError) as error:
                log.warning("the price of %s in the database is not used: %s", model, error)
                fields.pop(model, None)
        return cls(parsed, fields, {name: _stored_ratios(options, name) for name in RATIO_MAPS})


def decode_json(text: str | bytes) -> Any:
    """JSON whose fractions stay exact decimals. Raises ServiceError ``invalid_json``."""
    try:
        return msgspec.json.Decoder(float_hook=_decimal).decode(text)
    except msgspec.DecodeError as error:
        raise ServiceError("invalid_json", f"not JSON: {error}") from error


def encode_json(value: Any) -> str:
    """JSON in a stable order, decimals as numbers."""
    return _encode(value).decode()


def parse_ratios(name: str, value: Any) -> dict[str, Decimal]:
    """Names to ratios, checked. Raises ServiceError ``invalid_option`` naming the entry."""
    if not isinstance(value, dict):
        raise ServiceError("invalid_option", f"{name} has to be a JSON object", {name: "no object"})
    return {key: _number(f"{name}[{key!r}]", number) for key, number in value.items()}


def parse_price_fields(model: str, value: Any) -> dict[str, Decimal]:
    """``{"input": .., "output": ..}`` in dollars per million tokens, checked.

    A bare number is new-api's: dollars a request.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        value = {PER_CALL: value}
    name = f"ModelPrice[{model!r}]"
    if not isinstance(value, Mapping):
        raise ServiceError(
            "invalid_option", f"{name} has to be a JSON object of prices", {model: "no object"}
        )
    fields = {kind: _number(f"{name}.{kind}", number) for kind, number in value.items()}
    try:
        override_price(fields)
    except ValueError as error:
        raise ServiceError("invalid_option", f"{name}: {error}", {model: str(error)}) from error
    return fields


def _number(name: str, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ServiceError("invalid_option", f"{name} has to be a number", {name: "no number"})
    number = Decimal(repr(value) if isinstance(value, float) else value)
    if not number.is_finite():
        raise ServiceError("invalid_option", f"{name} has to be a number", {name: "no number"})
    if number < 0:
        raise ServiceError("invalid_option", f"{name} is negative", {name: "negative"})
    # The bounds also keep exact arithmetic on such numbers cheap.
    if number > _LARGEST or (number and number < _SMALLEST):
        raise ServiceError("invalid_option", f"{name} is out of range", {name: "out of range"})
    return number


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise msgspec.DecodeError(f"not a number: {text[:40]}") from error


def _stored_ratios(options: Mapping[str, str], name: str) -> dict[str, Fraction]:
    text = options.get(name, "")
    if not text:
        return {}
    try:
        ratios = parse_ratios(name, decode_json(text))
    except ServiceError as error:
        log.warning("%s in the database is not used: %s", name, error)
        return {}
    return {key: to_fraction(number) for key, number in ratios.items()}
