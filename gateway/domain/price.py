"""Prices and the arithmetic that turns usage into nano-dollars:

Exact sums, rounded up once a request.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from gateway.domain.money import NANO, ceil_fraction
from gateway.domain.price_line import MILLION, ONE, PriceLine, otherwise
from gateway.domain.ratio_price import RatioPrice
from gateway.domain.usage import Usage

__all__ = ["FREE", "MILLION", "ONE", "ModelPrice", "Price", "PriceLine", "RatioPrice"]


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
    """Dollars per million images of a size or its class, or of a quality and size, other than
    ``images``.
    """
    tiers: tuple[tuple[str, ModelPrice], ...] = ()
    """Prices of service tiers: ``flex``, ``priority``, ``batch``."""
    per_call: Fraction | None = None
    """Dollars a request, whatever it used: each image's price where images are made."""
    source: str = "catalogue"
    """Where it comes from: ``catalogue``, ``override``."""
    _rates: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)
    """Nano-dollars a token by kind, in the order of :meth:`_integers`, as numerators over the last
    element. Made when first needed: few of a catalogue's models ever are.
    """

    def _integers(self) -> tuple[int, ...]:
        write = otherwise(self.cache_write, self.input)
        rates = [
            rate * NANO / MILLION
            for rate in (
                self.input,
                otherwise(self.cache_read, self.input),
                write,
                otherwise(self.cache_write_1h, write),
                otherwise(self.audio_in, self.input),
                otherwise(self.image_in, self.input),
                self.output,
                otherwise(self.reasoning, self.output),
                otherwise(self.audio_out, self.output),
                otherwise(self.image_out, self.output),
            )
        ]
        below = math.lcm(*(rate.denominator for rate in rates))
        numerators = tuple(int(rate * below) for rate in rates)
        object.__setattr__(self, "_rates", (*numerators, below))
        return self._rates

    def lines(self, usage: Usage) -> Iterator[PriceLine]:
        """The arithmetic, line by line, before any multiplier."""
        if usage.tier and (own := self.at(usage.tier)) is not self:
            yield from own.lines(usage)
            return
        if self.per_call is not None:
            if calls := _calls(usage):
                yield PriceLine("calls", calls, self.per_call * MILLION)
            return
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
                    kind, tokens, otherwise(price_of_kind, write if "write" in kind else self.input)
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
                yield PriceLine(kind, tokens, otherwise(price_of_kind, self.output))

    def nano(self, usage: Usage, multiplier: Fraction = ONE) -> int:
        """The price of ``usage`` in nano-dollars, rounded up once."""
        if usage.tier and (own := self.at(usage.tier)) is not self:
            return own.nano(usage, multiplier)
        if self.per_call is not None:
            return ceil_fraction(self.per_call * _calls(usage) * NANO * multiplier)
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

    def at(self, tier: str) -> ModelPrice:
        """The price of a service tier: itself, where that has none of its own."""
        return dict(self.tiers).get(tier, self)

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
        """An image's price by quality and size, else by size, else the dearest there is; a size in
        pixels also by its class (``2k``).
        """
        sizes = dict(self.sizes)
        quality, _, size = made.rpartition(" ")
        classed = _class_of(size)
        names = (made, f"{quality} {classed}", size, classed)
        known = next((name for name in names if name in sizes), None)
        return max(sizes.values()) if known is None else sizes[known]

    def measures(self, usage: Usage) -> bool:
        """Whether any unit of ``usage`` has a price here."""
        if self.per_call is not None:
            return any(count for _, count in usage.units)
        prices = dict(self.units)
        return any(count and prices.get(kind) for kind, count in usage.units)

    def _longer(self, prompt: int) -> ModelPrice | None:
        """The price of a prompt that exceeds a threshold; the highest one exceeded decides."""
        exceeded = [item for item in self.long_context if prompt > item[0]]
        return max(exceeded, key=lambda item: item[0])[1] if exceeded else None

    @property
    def free(self) -> bool:
        return not (self.per_call or self.input or self.output or self.units)


_WIDEST_1K = 1792


def _class_of(size: str) -> str:
    """``1k`` up to OpenAI's widest of old, 1792 pixels, ``2k`` beyond; what is no size stays."""
    sides = size.split("x")
    if not all(side.isdecimal() for side in sides):
        return size
    return "2k" if max(map(int, sides)) > _WIDEST_1K else "1k"


def _calls(usage: Usage) -> int:
    """How often a price by the request is paid: not for what used nothing, once an image made."""
    if not usage.total and not any(count for _, count in usage.units):
        return 0
    return dict(usage.units).get("images") or 1


Price = ModelPrice | RatioPrice

FREE = ModelPrice(Fraction(), Fraction(), source="free")
