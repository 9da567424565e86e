"""Prices and the arithmetic that turns usage into nano-dollars:

Exact sums, rounded up once a request.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gateway.domain.money import NANO, QUOTA_UNIT, ceil_fraction
from gateway.domain.usage import Usage

MILLION = 1_000_000
ONE = Fraction(1)


def _or(value: Fraction | None, otherwise: Fraction) -> Fraction:
    return otherwise if value is None else value


@dataclass(frozen=True, slots=True)
class PriceLine:
    """A line of a price's arithmetic: ``tokens`` of ``kind`` at ``per_mtok`` dollars a million.

    A kind of :data:`~gateway.domain.usage.UNITS` counts those instead of tokens.
    """

    kind: str
    tokens: int
    per_mtok: Fraction

    @property
    def dollars(self) -> Fraction:
        return self.per_mtok * self.tokens / MILLION


@dataclass(frozen=True, slots=True)
class ModelPrice:
    """Dollars per million tokens, by kind of token. ``None`` means: as the kind it is part of."""

    input: Fraction
    output: Fraction
    cache_read: Fraction | None = None
    cache_write: Fraction | None = None
    cache_write_1h: Fraction | None = None
    reasoning: Fraction | None = None
    audio_in: Fraction | None = None
    audio_out: Fraction | None = None
    image_in: Fraction | None = None
    image_out: Fraction | None = None
    long_context: tuple[tuple[int, ModelPrice], ...] = ()
    """(threshold, price): once the prompt exceeds it, the whole request is billed at that price."""
    units: tuple[tuple[str, Fraction], ...] = ()
    """Dollars per million of each of :data:`~gateway.domain.usage.UNITS` that has a price; billed
    where the tokens cost nothing.
    """
    sizes: tuple[tuple[str, Fraction], ...] = ()
    """Dollars per million images of a size, or of a quality and size, other than ``images``."""
    source: str = "catalogue"
    """Where it comes from: ``catalogue``, ``override``."""
    _rates: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)
    """Nano-dollars a token by kind, in the order of :meth:`_integers`, as numerators over the last
    element. Made when first needed: few of a catalogue's models ever are.
    """

    def _integers(self) -> tuple[int, ...]:
        write = _or(self.cache_write, self.input)
        rates = [
            rate * NANO / MILLION
            for rate in (
                self.input,
                _or(self.cache_read, self.input),
                write,
                _or(self.cache_write_1h, write),
                _or(self.audio_in, self.input),
                _or(self.image_in, self.input),
                self.output,
                _or(self.reasoning, self.output),
                _or(self.audio_out, self.output),
                _or(self.image_out, self.output),
            )
        ]
        below = math.lcm(*(rate.denominator for rate in rates))
        numerators = tuple(int(rate * below) for rate in rates)
        object.__setattr__(self, "_rates", (*numerators, below))
        return self._rates

    def lines(self, usage: Usage) -> Iterator[PriceLine]:
        """The arithmetic, line by line, before any multiplier."""
        if (longer := self._longer(usage.input)) is not None:
            yield from longer.lines(usage)
            return
        if usage.units and self._bills_units(usage):
            yield from self._unit_lines(usage)
            return
        write = self.input if self.cache_write is None else self.cache_write
        parts = (
            ("input", usage.fresh_input, self.input),
            ("cache_read", usage.cache_read, self.cache_read),
            ("cache_write", usage.cache_write, write),
            ("cache_write_1h", usage.cache_write_1h, self.cache_write_1h),
            ("audio_in", usage.audio_in, self.audio_in),
            ("image_in", usage.image_in, self.image_in),
        )
        for kind, tokens, price_of_kind in parts:
            if tokens:
                yield PriceLine(
                    kind, tokens, _or(price_of_kind, write if "write" in kind else self.input)
                )
        reasoning = usage.reasoning if self.reasoning is not None else 0
        audio = usage.audio_out if self.audio_out is not None else 0
        drawn = usage.image_out if self.image_out is not None else 0
        plain = max(0, usage.output - reasoning - audio - drawn)
        for kind, tokens, price_of_kind in (
            ("output", plain, self.output),
            ("reasoning", reasoning, self.reasoning),
            ("audio_out", audio, self.audio_out),
            ("image_out", drawn, self.image_out),
        ):
            if tokens:
                yield PriceLine(kind, tokens, _or(price_of_kind, self.output))

    def nano(self, usage: Usage, multiplier: Fraction = ONE) -> int:
        """The price of ``usage`` in nano-dollars, rounded up once."""
        if usage.units and self._bills_units(usage):
            dollars = sum((line.dollars for line in self._unit_lines(usage)), Fraction())
            return ceil_fraction(dollars * NANO * multiplier)
        # Integers over one denominator: the same sum as that of the lines, without rationals.
        if self.long_context and (longer := self._longer(usage.input)) is not None:
            return longer.nano(usage, multiplier)
        rates = self._rates or self._integers()
        fresh, read, write, write_1h, audio_in, image_in, *written, below = rates
        output, reasoning, audio_out, image_out = written
        thought = usage.reasoning if self.reasoning is not None else 0
        spoken = usage.audio_out if self.audio_out is not None else 0
        drawn = usage.image_out if self.image_out is not None else 0
        plain = max(0, usage.output - thought - spoken - drawn)
        above = (
            usage.fresh_input * fresh
            + usage.cache_read * read
            + usage.cache_write * write
            + usage.cache_write_1h * write_1h
            + usage.audio_in * audio_in
            + usage.image_in * image_in
            + plain * output
            + thought * reasoning
            + spoken * audio_out
            + drawn * image_out
        ) * multiplier.numerator
        return -(-above // (below * multiplier.denominator))

    def _bills_units(self, usage: Usage) -> bool:
        """Vendors that count images or seconds for a model bill its tokens elsewhere, or not."""
        return bool(self.units) and (usage.total == 0 or not (self.input or self.output))

    def _unit_lines(self, usage: Usage) -> Iterator[PriceLine]:
        prices = dict(self.units)
        if usage.made and self.sizes:
            prices["images"] = self._of_size(usage.made)
        for kind, count in usage.units:
            if count and kind in prices:
                yield PriceLine(kind, count, prices[kind])

    def _of_size(self, made: str) -> Fraction:
        """An image's price by quality and size, else by size, else the dearest there is."""
        sizes = dict(self.sizes)
        known = sizes.get(made, sizes.get(made.rpartition(" ")[2]))
        return max(sizes.values()) if known is None else known

    def measures(self, usage: Usage) -> bool:
        """Whether any unit of ``usage`` has a price here."""
        prices = dict(self.units)
        return any(count and prices.get(kind) for kind, count in usage.units)

    def _longer(self, prompt: int) -> ModelPrice | None:
        """The price of a prompt that exceeds a threshold; the highest one exceeded decides."""
        exceeded = [item for item in self.long_context if prompt > item[0]]
        return max(exceeded, key=lambda item: item[0])[1] if exceeded else None

    @property
    def free(self) -> bool:
        return not (self.input or self.output or self.units)


_RATIO_TOKENS: Mapping[str, Fraction] = {
    "characters": ONE,
    "images": Fraction(1000),
    "ms_in": Fraction(1, 300),
    "ms_out": Fraction(1, 300),
}


@dataclass(frozen=True, slots=True)
class RatioPrice:
    """one-api's price: ``(prompt + completion x completion_ratio) x model_ratio x group`` units,
    rounded up.

    A ratio of 1 is $2 per million tokens. A price that is not zero costs at least one unit. What
    has no tokens counts as so many: a character one, an image 1,000 (as in one-api), a minute 200.
    """

    model_ratio: Fraction
    completion_ratio: Fraction = field(default=ONE)
    source: str = "ratio"

    def lines(self, usage: Usage) -> Iterator[PriceLine]:
        base = self.model_ratio * 2
        if usage.total == 0:
            for kind, count in usage.units:
                if count and kind in _RATIO_TOKENS:
                    yield PriceLine(kind, count, base * _RATIO_TOKENS[kind])
        if usage.input:
            yield PriceLine("input", usage.input, base)
        if usage.output:
            yield PriceLine("output", usage.output, base * self.completion_ratio)

    def nano(self, usage: Usage, multiplier: Fraction = ONE) -> int:
        tokens = usage.input + usage.output * self.completion_ratio
        if usage.total == 0:
            counts = (count * _RATIO_TOKENS.get(kind, Fraction()) for kind, count in usage.units)
            tokens = sum(counts, Fraction())
            if not tokens:
                return 0
        ratio = self.model_ratio * multiplier
        units = ceil_fraction(tokens * ratio)
        if ratio and units <= 0:
            units = 1
        return units * QUOTA_UNIT

    def measures(self, usage: Usage) -> bool:
        """Whether any unit of ``usage`` counts as tokens."""
        return any(count and kind in _RATIO_TOKENS for kind, count in usage.units)

    @property
    def free(self) -> bool:
        return not self.model_ratio


Price = ModelPrice | RatioPrice

FREE = ModelPrice(Fraction(), Fraction(), source="free")
