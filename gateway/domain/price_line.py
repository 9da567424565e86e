"""One line of a price's arithmetic, and the numbers that prices are made with."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

MILLION = 1_000_000
ONE = Fraction(1)


def otherwise(value: Fraction | None, default: Fraction) -> Fraction:
    return default if value is None else value


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
