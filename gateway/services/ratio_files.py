"""one-api's and new-api's ratio maps as JSON: what a file holds, and what of it can be used.

Read are an object of maps by the options' names (``ModelRatio``, or ``model_ratio`` as new-api
shares them), each a map or the text of one; an answer of ``GET /api/option/``; and one bare map of
models to numbers. Nothing is passed over in silence: what is not taken is listed with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gateway.domain.money import to_fraction
from gateway.errors import ServiceError
from gateway.relay.prices import PER_CALL
from gateway.relay.ratio_rules import new_api_completion
from gateway.services.overrides import (
    COMPLETION_RATIO,
    MODEL_RATIO,
    RATIO_MAPS,
    RATIO_PARTS,
    decode_json,
    parse_price_fields,
    parse_ratios,
)
from gateway.services.own_prices import decimal

GROUP_RATIO = "GroupRatio"
MODEL_PRICE = "ModelPrice"
MAPS = (*RATIO_MAPS, GROUP_RATIO, MODEL_PRICE)
_BY_WORD = {name.lower(): name for name in MAPS}
_MOST = 20_000
_LEAST = Decimal(1).scaleb(-12)
"""What a negative ratio becomes: like one-api, a unit a request."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one entry: ``where`` is an option's name, or ``option[name]``.

    ``why``: ``unknown`` (no map of ours), ``no_map``, ``no_price`` (not a number that can be one),
    ``pattern`` (a name with ``*`` matches nothing here), ``negative`` (taken as a unit a request),
    ``far`` (taken, though ten times off the catalogue or more).
    """

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class RatioFile:
    """``maps`` by option: names to ratios, or for ``ModelPrice`` to prices by their kinds."""

    maps: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    left: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()


def holds_ratios(raw: Any) -> bool:
    """Whether decoded JSON is a file of ratios."""
    found = _unwrapped(raw)
    return isinstance(found, dict) and (
        any(_named(name) for name in found) or _is_bare(found) is not None
    )


def read_ratios(raw: Any, bare: str = MODEL_RATIO) -> RatioFile:
    """A file's maps. ``bare`` is what a map without a name is taken for.

    Raises ServiceError ``bad_prices`` where nothing in it can be used.
    """
    found = _unwrapped(raw)
    if not isinstance(found, dict):
        raise _bad("it is no JSON object")
    if not any(_named(name) for name in found) and (only := _is_bare(found)) is not None:
        found = {bare: only}
    reader = _Reader()
    for name, value in found.items():
        reader.take(name, value)
    if not any(reader.maps.values()):
        raise _bad("it holds no ratios")
    return reader.done()


class _Reader:
    def __init__(self) -> None:
        self.maps: dict[str, dict[str, Any]] = {}
        self._left: list[Remark] = []
        self._remarks: list[Remark] = []

    def take(self, name: str, value: Any) -> None:
        option = _named(name)
        if option is None:
            self._left.append(Remark(name, "unknown"))
            return
        entries = _map_of(value)
        if entries is None:
            self._left.append(Remark(option, "no_map"))
            return
        if len(entries) > _MOST:
            raise _bad(f"{option} holds more than {_MOST} models")
        taken = self.maps.setdefault(option, {})
        for model, number in entries.items():
            where = f"{option}[{model}]"
            if "*" in model:
                self._left.append(Remark(where, "pattern"))
            elif not model or len(model) > 255:
                self._left.append(Remark(where[:300], "no_price"))
            else:
                self._entry(taken, option, model, number, where)

    def _entry(
        self, taken: dict[str, Any], option: str, model: str, number: Any, where: str
    ) -> None:
        if option == MODEL_RATIO and isinstance(number, int | float | Decimal) and number < 0:
            taken[model] = _LEAST
            self._remarks.append(Remark(where, "negative"))
            return
        try:
            if option == MODEL_PRICE:
                taken[model] = parse_price_fields(model, number)
            else:
                taken |= parse_ratios(option, {model: number})
        except ServiceError:
            self._left.append(Remark(where, "no_price"))

    def done(self) -> RatioFile:
        if self._is_new_apis:
            self.maps[COMPLETION_RATIO] = self._answered()
        maps = {option: self.maps[option] for option in MAPS if self.maps.get(option)}
        return RatioFile(maps, tuple(self._left), tuple(self._remarks))

    @property
    def _is_new_apis(self) -> bool:
        by_call = any(PER_CALL in fields for fields in self.maps.get(MODEL_PRICE, {}).values())
        return by_call or any(option in self.maps for option in RATIO_PARTS)

    def _answered(self) -> dict[str, Any]:
        """new-api's own rules, spelled out: where its map is silent, one-api's would be used."""
        said = self.maps.get(COMPLETION_RATIO, {})
        ruled = {}
        for model in self.maps.get(MODEL_RATIO, {}):
            ratio = to_fraction(said[model]) if model in said else None
            ruled[model] = decimal(new_api_completion(model, ratio))
        return {**said, **ruled}


def _unwrapped(raw: Any) -> Any:
    """Inside an API's envelope; options as ``{"key", "value"}`` become an object of them."""
    if isinstance(raw, dict) and isinstance(raw.get("data"), dict | list):
        raw = raw["data"]
    if isinstance(raw, list):
        pairs = [each for each in raw if isinstance(each, dict) and "key" in each]
        if len(pairs) == len(raw):
            return {str(each["key"]): each.get("value") for each in pairs}
    return raw


def _named(name: str) -> str | None:
    return _BY_WORD.get(name.lower().replace("_", ""))


def _map_of(value: Any) -> dict[str, Any] | None:
    if isinstance(value, str):
        try:
            value = decode_json(value) if value.strip() else {}
        except ServiceError:
            return None
    return value if isinstance(value, dict) else None


def _is_bare(found: Mapping[str, Any]) -> dict[str, Any] | None:
    """A map of models to numbers, where most of what it holds are numbers."""
    numbers = [
        isinstance(each, int | float | Decimal) and not isinstance(each, bool)
        for each in found.values()
    ]
    return dict(found) if numbers and sum(numbers) * 2 > len(numbers) else None


def _bad(why: str) -> ServiceError:
    return ServiceError("bad_prices", f"these prices cannot be used: {why}")


def far_off(ratios: Mapping[str, Decimal], dollars: Mapping[str, Decimal]) -> Iterator[Remark]:
    """Ratios ten times off what the catalogue takes, in dollars a million, or more."""
    for name, ratio in ratios.items():
        known = dollars.get(name)
        if known and ratio > _LEAST and not known / 10 < ratio * 2 < known * 10:
            yield Remark(f"{MODEL_RATIO}[{name}]", "far")
