"""What a model costs: the owner's overrides, one-api's ratios, then the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gateway.domain.money import to_fraction
from gateway.domain.price import FREE, MILLION, ONE, ModelPrice, Price, RatioPrice

PREFIXES: Mapping[str, tuple[str, ...]] = {
    "azure_openai": ("azure/", "azure_ai/"),
    "cerebras": ("cerebras/",),
    "dashscope": ("dashscope/",),
    "dashscope_intl": ("dashscope/",),
    "deepseek": ("deepseek/",),
    "doubao": ("volcengine/",),
    "gemini": ("gemini/",),
    "groq": ("groq/",),
    "hunyuan": ("tencent/",),
    "minimax": ("minimax/",),
    "minimax_intl": ("minimax/",),
    "mistral": ("mistral/",),
    "moonshot": ("moonshot/",),
    "moonshot_intl": ("moonshot/",),
    "perplexity": ("perplexity/",),
    "tencent": ("tencent/",),
    "together": ("together_ai/",),
    "vertex_ai": ("vertex_ai/", "gemini/"),
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
_UNLISTED: Mapping[str, Mapping[str, Any]] = {
    "dall-e-2": {
        "provider": "openai",
        "mode": "image_generation",
        "per_image": "0.02",
        "image_sizes": {"256x256": "0.016", "512x512": "0.018", "1024x1024": "0.02"},
    },
    "dall-e-3": {
        "provider": "openai",
        "mode": "image_generation",
        "per_image": "0.04",
        "image_sizes": {
            **{"1024x1024": "0.04", "1024x1792": "0.08", "1792x1024": "0.08"},
            **{"hd 1024x1024": "0.08", "hd 1024x1792": "0.12", "hd 1792x1024": "0.12"},
        },
    },
}
"""Models that the catalogue's source has dropped and that Azure and others still serve, at OpenAI's
list prices. ``image_sizes``: dollars an image by size, or by quality and size.
"""
_THRESHOLD = re.compile(r"^above_(\d+)k$")
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
    for name, entry in {**_UNLISTED, **raw}.items():
        if name == "_meta":
            continue
        model = CatalogueModel(
            name,
            _catalogue_price(entry),
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


def _catalogue_price(entry: Mapping[str, Any]) -> ModelPrice | None:
    tiered = entry.get("tiered")
    base = {**entry, **tiered[0]} if tiered else dict(entry)
    if base.get("input_per_mtok") is None and not _units(base):
        return None
    above: list[tuple[int, ModelPrice]] = []
    for label, fields in (entry.get("long_context") or {}).items():
        if match := _THRESHOLD.match(label):
            above.append((int(match.group(1)) * 1000, _per_mtok(_tier(base, fields))))
    above += [
        (int(tier["range"][0]) - 1, _per_mtok(_tier(base, tier))) for tier in (tiered or ())[1:]
    ]
    return _per_mtok(base, tuple(above))


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
    return _model_price(values, long_context=above, units=_units(fields), sizes=_sizes(fields))


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


def _model_price(
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


def override_price(fields: Mapping[str, Any]) -> ModelPrice:
    """A price the owner set: ``{"input": .., "output": .., "cached_input": ..}`` in dollars per
    million tokens, and ``per_image``, ``per_second_in``, ... in dollars each.

    Raises ValueError for unknown kinds, negative numbers or a missing input price.
    """
    values: dict[str, Fraction] = {}
    by_unit = {key: (kind, factor) for kind, (key, factor) in UNIT_PRICES.items()}
    units: list[tuple[str, Fraction]] = []
    for name, value in fields.items():
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
    if "input" not in values and not units:
        raise ValueError("an input price is needed")
    return _model_price(values, units=tuple(units), source="override")


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
        self._ratios: dict[str, Fraction] = {}
        self._completion_ratios: dict[str, Fraction] = {}
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
        ratios: Mapping[str, Fraction],
        completion_ratios: Mapping[str, Fraction],
        groups: Mapping[str, Fraction],
    ) -> None:
        self._prices = dict(prices)
        self._ratios = dict(ratios)
        self._completion_ratios = dict(completion_ratios)
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
        typed = [f"{model}({number})" for number in self._numeric_types(provider)]
        for name in (*typed, model):
            if name in self._ratios:
                ratio = self._completion_ratios.get(name, self._completion_ratios.get(model, ONE))
                return RatioPrice(self._ratios[name], ratio)
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
