"""What a model costs: the owner's overrides, one-api's ratios, then the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from gateway.domain.money import to_fraction
from gateway.domain.price import FREE, ONE, ModelPrice, Price
from gateway.relay.catalogue_entries import (
    UNIT_PRICES,
    CatalogueModel,
    model_price,
    read_catalogue,
)
from gateway.relay.list_prices import FIREWORKS_HOUSE
from gateway.relay.ratio_rules import RatioTables

__all__ = [
    "OVERRIDE_KINDS",
    "PER_CALL",
    "PREFIXES",
    "UNIT_PRICES",
    "CatalogueModel",
    "PriceBook",
    "override_price",
    "read_catalogue",
]

PREFIXES: Mapping[str, tuple[str, ...]] = {
    "azure_openai": ("azure/", "azure_ai/"),
    "cerebras": ("cerebras/",),
    "cloudflare_gateway": ("cloudflare/",),
    "dashscope": ("dashscope/",),
    "dashscope_intl": ("dashscope/",),
    "deepseek": ("deepseek/",),
    "doubao": ("volcengine/",),
    "fireworks": (FIREWORKS_HOUSE, "fireworks_ai/"),
    "gemini": ("gemini/",),
    "groq": ("groq/",),
    "hunyuan": ("tencent/",),
    "minimax": ("minimax/",),
    "minimax_intl": ("minimax/",),
    "mistral": ("mistral/",),
    "moonshot": ("moonshot/",),
    "moonshot_intl": ("moonshot/",),
    "perplexity": ("perplexity/",),
    "replicate": ("replicate/",),
    "tencent": ("tencent/",),
    "together": ("together_ai/",),
    "vertex_ai": ("vertex_ai/", "gemini/"),
    "workers_ai": ("cloudflare/",),
    "xai": ("xai/",),
    "zai": ("zai/",),
    "zai_anthropic": ("zai/",),
    "zhipu": ("zai/",),
    "zhipu_anthropic": ("zai/",),
}
"""The catalogue's prefix for each provider's own models; bare names are the vendor's direct ids."""

# An inference profile's region: what it leads to costs the same.
_REGION = re.compile(r"^(?:us|eu|apac|jp|au|ca|sa|me|af|il|us-gov|global)\.(?=[a-z0-9-]+\.)")

_VENDORS = (
    "deepseek/", "mistral/", "xai/", "moonshot/", "dashscope/", "zai/", "gemini/", "minimax/",
    "perplexity/", "volcengine/", "tencent/", "cohere/",
)  # fmt: skip
OVERRIDE_KINDS = {
    "input": "input",
    "output": "output",
    "cached_input": "cache_read",
    "cache_read": "cache_read",
    "cache_write": "cache_write",
    "cache_write_1h": "cache_write_1h",
    "reasoning": "reasoning",
    "audio_in": "audio_in",
    "audio_out": "audio_out",
    "image_in": "image_in",
    "image_out": "image_out",
}
"""Names in a ``ModelPrice`` option -> kinds of token."""
PER_CALL = "per_call"
"""In a ``ModelPrice`` option: dollars a request, and nothing else."""


def override_price(fields: Mapping[str, Any]) -> ModelPrice:
    """A price the owner set: ``{"input": .., "output": .., "cached_input": ..}`` in dollars per
    million tokens, and ``per_image``, ``per_second_in``, ... in dollars each; or ``per_call``
    alone, dollars a request.

    Raises ValueError for unknown kinds, negative numbers or a missing input price.
    """
    values: dict[str, Fraction] = {}
    by_unit = {key: (kind, factor) for kind, (key, factor) in UNIT_PRICES.items()}
    units: list[tuple[str, Fraction]] = []
    for name, value in fields.items():
        if name == PER_CALL and len(fields) == 1:
            continue
        if name not in OVERRIDE_KINDS and name not in by_unit:
            raise ValueError(f"unknown price kind {name!r}")
        number = to_fraction(value)
        if number < 0:
            raise ValueError(f"{name} is negative")
        if name in by_unit:
            kind, factor = by_unit[name]
            units.append((kind, number * factor))
        else:
            values[OVERRIDE_KINDS[name]] = number
    if PER_CALL in fields:
        if (number := to_fraction(fields[PER_CALL])) < 0:
            raise ValueError(f"{PER_CALL} is negative")
        return ModelPrice(Fraction(), Fraction(), per_call=number, source="override")
    if "input" not in values and not units:
        raise ValueError("an input price is needed")
    return model_price(values, units=tuple(units), source="override")


class PriceBook:
    """Looks prices up. The owner's tables are replaced whole by :meth:`set_overrides`."""

    def __init__(
        self,
        catalogue: Mapping[str, CatalogueModel],
        is_local: Callable[[str], bool],
        numeric_types: Callable[[str], tuple[int, ...]] = lambda provider: (),
    ) -> None:
        self._is_local = is_local
        self._numeric_types = numeric_types
        self._prices: dict[str, ModelPrice] = {}
        self._ratios = RatioTables()
        self._groups: dict[str, Fraction] = {}
        self._cache: dict[tuple[str, str], Price | None] = {}
        self._entries: dict[tuple[str, str], CatalogueModel | None] = {}
        self.set_catalogue(catalogue)

    def set_catalogue(self, catalogue: Mapping[str, CatalogueModel]) -> None:
        """Another catalogue, whole: requests that have their price keep it."""
        tails: dict[str, CatalogueModel] = {}
        for vendor in _VENDORS:
            for name, model in catalogue.items():
                if name.startswith(vendor):
                    tails.setdefault(name[len(vendor) :], model)
        self._catalogue, self._tails = catalogue, tails
        self._cache.clear()
        self._entries.clear()

    def set_overrides(
        self,
        prices: Mapping[str, ModelPrice],
        ratios: Mapping[str, Mapping[str, Fraction]],
        groups: Mapping[str, Fraction],
    ) -> None:
        """``ratios``: one-api's and new-api's maps by the names of their options."""
        self._prices = dict(prices)
        self._ratios = RatioTables(ratios)
        self._groups = dict(groups)
        self._cache.clear()

    def price(self, provider: str, model: str) -> Price | None:
        """The price of the name that is sent, on that provider; None where nobody knows one."""
        key = (provider, model)
        try:
            return self._cache[key]
        except KeyError:
            if len(self._cache) > 10_000:
                self._cache.clear()
            price = self._cache[key] = self._find(provider, model)
            return price

    def _find(self, provider: str, model: str) -> Price | None:
        if model in self._prices:
            return self._prices[model]
        ratio = self._ratios.price(model, self._numeric_types(provider))
        if ratio is not None:
            return ratio
        if self._is_local(provider):
            return FREE
        entry = self.entry(provider, model)
        return entry.price if entry else None

    def entry(self, provider: str, model: str) -> CatalogueModel | None:
        """What the catalogue knows of ``model`` on ``provider``."""
        key = (provider, model)
        try:
            return self._entries[key]
        except KeyError:
            if len(self._entries) > 10_000:
                self._entries.clear()
            entry = self._entries[key] = self._look_up(provider, model)
            return entry

    def _look_up(self, provider: str, model: str) -> CatalogueModel | None:
        if provider == "aws_bedrock":
            model = _REGION.sub("", model.rpartition("/")[2], count=1)
        for prefix in PREFIXES.get(provider, ()):
            if found := self._catalogue.get(prefix + model):
                return found
        tail = model.rpartition("/")[2]
        for table, name in (
            (self._catalogue, model),
            (self._tails, model),
            (self._catalogue, tail),
            (self._tails, tail),
        ):
            if found := table.get(name):
                return found
        return None

    def multiplier(self, group: str) -> Fraction:
        return self._groups.get(group, ONE)

    @property
    def catalogue(self) -> Mapping[str, CatalogueModel]:
        return self._catalogue
