"""The owner's prices as the maps that one-api and new-api read, and what those cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from gateway.domain.price import ModelPrice, Price, RatioPrice
from gateway.relay.ratio_rules import RATIO_PARTS
from gateway.services.overrides import COMPLETION_RATIO, MODEL_RATIO, Overrides, encode_json
from gateway.services.own_prices import decimal
from gateway.services.ratio_files import GROUP_RATIO, MODEL_PRICE, Remark

_PLACES = Decimal(1).scaleb(-12)


class Target(StrEnum):
    """Whose maps: new-api has more of them."""

    ONE_API = "one-api"
    NEW_API = "new-api"


@dataclass(frozen=True, slots=True)
class RatioExport:
    """``maps`` by option. ``left``: models by name, and why they or parts of them are not in it:
    ``per_unit`` (priced by the image, second, ...), ``per_call``, ``kinds`` (kinds of token that
    have no map there), ``tiers`` (prices of long prompts).
    """

    maps: Mapping[str, Mapping[str, Any]]
    left: tuple[Remark, ...]

    @property
    def text(self) -> str:
        """JSON, one line for each map."""
        lines = [f"  {encode_json(name)}: {encode_json(map_)}" for name, map_ in self.maps.items()]
        return "{\n" + ",\n".join(lines) + "\n}\n"


def export_ratios(
    overrides: Overrides,
    priced: Mapping[str, Price],
    groups: Mapping[str, Decimal],
    target: Target,
) -> RatioExport:
    """``priced``: models with the price in force. Maps that are set go out as they are."""
    writer = _Writer(target)
    for name, price in sorted(priced.items()):
        if name not in overrides.ratios or name in overrides.prices:
            writer.take(name, price)
    for option, ratios in overrides.maps.items():
        if target is Target.NEW_API or option not in RATIO_PARTS:
            for name, ratio in ratios.items():
                writer.put(option, name, ratio)
        elif ratios:
            writer.left += [Remark(name, "kinds") for name in ratios if name not in priced]
    for name in overrides.ratios:
        found = priced.get(name)
        if isinstance(found, RatioPrice):  # new-api's rules for answers are not one-api's
            writer.put(COMPLETION_RATIO, name, found.completion_ratio)
    maps: dict[str, Mapping[str, Any]] = dict(writer.maps)
    maps[GROUP_RATIO] = dict(groups)
    return RatioExport(maps, tuple(dict.fromkeys(writer.left)))


class _Writer:
    def __init__(self, target: Target) -> None:
        self._target = target
        self.maps: dict[str, dict[str, Decimal]] = {MODEL_RATIO: {}, COMPLETION_RATIO: {}}
        self.left: list[Remark] = []

    def put(self, option: str, name: str, ratio: Fraction) -> None:
        number = decimal(ratio)
        rounded = number.quantize(_PLACES).normalize() + 0 if number < 10**12 else number
        self.maps.setdefault(option, {}).setdefault(name, rounded)

    def take(self, name: str, price: Price) -> None:
        """A price in dollars as ratios of its own."""
        if isinstance(price, RatioPrice):
            self.put(MODEL_RATIO, name, price.model_ratio)
            self.put(COMPLETION_RATIO, name, price.completion_ratio)
            return
        if price.per_call is not None:
            if self._target is Target.NEW_API:
                self.put(MODEL_PRICE, name, price.per_call)
            else:
                self.left.append(Remark(name, "per_call"))
            return
        if not price.input:
            if price.units or price.output:
                self.left.append(Remark(name, "per_unit"))
                return
            self.put(MODEL_RATIO, name, Fraction())
            return
        if price.units:
            self.left.append(Remark(name, "per_unit"))
        if price.long_context:
            self.left.append(Remark(name, "tiers"))
        self.put(MODEL_RATIO, name, price.input / 2)
        self.put(COMPLETION_RATIO, name, price.output / price.input)
        self._parts(name, price)

    def _parts(self, name: str, price: ModelPrice) -> None:
        unsaid = price.reasoning is not None or price.image_out is not None
        for option, part in RATIO_PARTS.items():
            value: Fraction | None = getattr(price, part)
            if value is None:
                continue
            if self._target is Target.ONE_API:
                unsaid = True
                continue
            base = price.input
            if part == "audio_out":
                base = price.audio_in or price.input
            self.put(option, name, value / base)
        if unsaid:
            self.left.append(Remark(name, "kinds"))
