"""Prices and the arithmetic that turns usage into nano-dollars:

Exact sums, rounded up once a request.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from gateway.domain.money import NANO, QUOTA_UNIT, ceil_fraction
from gateway.domain.usage import Usage

MILLION = 1_000_000
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class PriceLine:
    """A line of a price's arithmetic: ``tokens`` of ``kind`` at ``per_mtok`` dollars a million."""

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
    long_context: tuple[tuple[int, ModelPrice], ...] = ()
    """(threshold, price): once the prompt exceeds it, the whole request is billed at that price."""
    source: str = "catalogue"
    """Where it comes from: ``catalogue``, ``override``."""

    def lines(self, usage: Usage) -> Iterator[PriceLine]:
        """The arithmetic, line by line, before any multiplier."""
        for threshold, price in sorted(self.long_context, key=lambda item: -item[0]):
            if usage.input > threshold:
                yield from price.lines(usage)
                return
        write = self.input if self.cache_write is None else self.cache_write
        parts = (
            ("input", usage.fresh_input, self.input),
            ("cache_read", usage.cache_read, self.cache_read),
            ("cache_write", usage.cache_write, write),
            ("cache_write_1h", usage.cache_write_1h, self.cache_write_1h),
            ("audio_in", usage.audio_in, self.audio_in),
        )
        for kind, tokens, price_of_kind in parts:
            if tokens:
                yield PriceLine(
                    kind, tokens, _or(price_of_kind, write if "write" in kind else self.input)
                )
        reasoning = usage.reasoning if self.reasoning is not None else 0
        audio = usage.audio_out if self.audio_out is not None else 0
        plain = max(0, usage.output - reasoning - audio)
        for kind, tokens, price_of_kind in (
            ("output", plain, self.output),
            ("reasoning", reasoning, self.reasoning),
            ("audio_out", audio, self.audio_out),
        ):
            if tokens:
                yield PriceLine(kind, tokens, _or(price_of_kind, self.output))

    def nano(self, usage: Usage, multiplier: Fraction = ONE) -> int:
        """The price of ``usage`` in nano-dollars, rounded up once."""
        dollars = sum((line.dollars for line in self.lines(usage)), Fraction())
        return ceil_fraction(dollars * multiplier * NANO)

    @property
    def free(self) -> bool:
        return not (self.input or self.output)


@dataclass(frozen=True, slots=True)
class RatioPrice:
    """one-api's price: ``(prompt + completion x completion_ratio) x model_ratio x group`` units,
    rounded up.

    A ratio of 1 is $2 per million tokens. A price that is not zero costs at least one unit.
    """

    model_ratio: Fraction
    completion_ratio: Fraction = field(default=ONE)
    source: str = "ratio"

    def lines(self, usage: Usage) -> Iterator[PriceLine]:
        base = self.model_ratio * 2
        if usage.input:
            yield PriceLine("input", usage.input, base)
        if usage.output:
            yield PriceLine("output", usage.output, base * self.completion_ratio)

    def nano(self, usage: Usage, multiplier: Fraction = ONE) -> int:
        if usage.total == 0:
            return 0
        ratio = self.model_ratio * multiplier
        units = ceil_fraction((usage.input + usage.output * self.completion_ratio) * ratio)
        if ratio and units <= 0:
            units = 1
        return units * QUOTA_UNIT

    @property
    def free(self) -> bool:
        return not self.model_ratio


Price = ModelPrice | RatioPrice

FREE = ModelPrice(Fraction(), Fraction(), source="free")


def _or(value: Fraction | None, otherwise: Fraction) -> Fraction:
    return otherwise if value is None else value
