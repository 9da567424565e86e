"""Prices as one-api and new-api write them: multiples of $2 a million tokens."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gateway.domain.money import QUOTA_UNIT, ceil_fraction
from gateway.domain.price_line import ONE, PriceLine, otherwise
from gateway.domain.usage import Usage

_AS_TOKENS: Mapping[str, Fraction] = {
    "characters": ONE,
    "images": Fraction(1000),
    "ms_in": Fraction(1, 300),
    "ms_out": Fraction(1, 300),
}
"""What is not counted in tokens counts as so many: a minute of sound as 200."""
_ROUNDED_DOWN = ("characters", "images")
_HOUR = Fraction(8, 5)
"""What writing to an hour's cache costs of writing to that of five minutes (new-api)."""


@dataclass(frozen=True, slots=True)
class RatioPrice:
    """one-api's price: ``(prompt + completion x completion_ratio) x model_ratio x group`` units,
    rounded up; a price that is not zero costs at least one unit. A ratio of 1 is $2 a million.

    An image counts 1,000 tokens times its size's ratio and is rounded down, as characters are:
    that is what one-api does. The other ratios are new-api's, of the tokens they are named after
    to those of the prompt; ``audio_out`` is already times ``audio_in``. None counts as what it is
    part of, which is all that one-api knows.
    """

    model_ratio: Fraction
    completion_ratio: Fraction = field(default=ONE)
    source: str = "ratio"
    sizes: tuple[tuple[str, Fraction], ...] = ()
    """An image's ratio by its size, or by quality and size; 1 for others."""
    cache_read: Fraction | None = None
    cache_write: Fraction | None = None
    image_in: Fraction | None = None
    audio_in: Fraction | None = None
    audio_out: Fraction | None = None

    def lines(self, usage: Usage) -> Iterator[PriceLine]:
        base = self.model_ratio * 2
        if usage.total == 0:
            for kind, count in usage.units:
                if count and kind in _AS_TOKENS:
                    size = self._size(usage.made) if kind == "images" else ONE
                    yield PriceLine(kind, count, base * _AS_TOKENS[kind] * size)
            return
        for kind, tokens, ratio in self._parts(usage):
            if tokens:
                yield PriceLine(kind, tokens, base * ratio)

    def nano(self, usage: Usage, multiplier: Fraction = ONE) -> int:
        """The price of ``usage`` in nano-dollars: whole quota units."""
        if usage.total == 0:
            return self._units_of_units(usage, multiplier) * QUOTA_UNIT
        if self._plain:
            units = self._one_api(usage, multiplier)
        else:
            parts = (tokens * ratio for _, tokens, ratio in self._parts(usage))
            units = ceil_fraction(sum(parts, Fraction()) * self.model_ratio * multiplier)
        if units <= 0 and self.model_ratio and multiplier:
            units = 1
        return units * QUOTA_UNIT

    def _one_api(self, usage: Usage, multiplier: Fraction) -> int:
        # In floats and in its order: where those are a hair above a whole unit, it takes one more.
        ratio = float(self.model_ratio) * float(multiplier)
        tokens = float(usage.input) + float(usage.output) * float(self.completion_ratio)
        return math.ceil(tokens * ratio)

    def _units_of_units(self, usage: Usage, multiplier: Fraction) -> int:
        ratio = float(self.model_ratio) * float(multiplier)
        down, exact = 0, Fraction()
        for kind, count in usage.units:
            if kind == "images":
                down += int(ratio * float(self._size(usage.made)) * 1000) * count
            elif kind in _ROUNDED_DOWN:
                down += int(float(count) * ratio)
            else:
                exact += count * _AS_TOKENS.get(kind, Fraction())
        up = ceil_fraction(exact * self.model_ratio * multiplier)
        return down + (max(1, up) if exact and ratio else up)

    @property
    def _plain(self) -> bool:
        own = (self.cache_read, self.cache_write, self.image_in, self.audio_in, self.audio_out)
        return all(ratio is None for ratio in own)

    def _parts(self, usage: Usage) -> Iterator[tuple[str, int, Fraction]]:
        """Kind, tokens and their ratio to those of the prompt. One-api's two, if it is all one-
        api's.
        """
        if self._plain:
            yield "input", usage.input, ONE
            yield "output", usage.output, self.completion_ratio
            return
        write = otherwise(self.cache_write, ONE)
        hour = write if self.cache_write is None else write * _HOUR
        spoken = usage.audio_out if self.audio_out is not None else 0
        yield "input", usage.fresh_input, ONE
        yield "cache_read", usage.cache_read, otherwise(self.cache_read, ONE)
        yield "cache_write", usage.cache_write, write
        yield "cache_write_1h", usage.cache_write_1h, hour
        yield "image_in", usage.image_in, otherwise(self.image_in, ONE)
        yield "audio_in", usage.audio_in, otherwise(self.audio_in, ONE)
        yield "output", max(0, usage.output - spoken), self.completion_ratio
        yield "audio_out", spoken, otherwise(self.audio_out, self.completion_ratio)

    def _size(self, made: str) -> Fraction:
        sizes = dict(self.sizes)
        return sizes.get(made, sizes.get(made.rpartition(" ")[2], ONE))

    def measures(self, usage: Usage) -> bool:
        """Whether any unit of ``usage`` counts as tokens."""
        return any(count and kind in _AS_TOKENS for kind, count in usage.units)

    @property
    def free(self) -> bool:
        return not self.model_ratio
