"""Exact money: integer nano-dollars at rest, rationals while computing.

One dollar is 1,000,000,000 nano-dollars; one-api's quota unit is 1/500,000 dollar, 2,000 nano-
dollars.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

NANO = 1_000_000_000
"""Nano-dollars in a dollar."""

QUOTA_UNIT = 2_000
"""Nano-dollars in one of one-api's quota units."""

UNITS_PER_DOLLAR = NANO // QUOTA_UNIT


def ceil_fraction(value: Fraction) -> int:
    """The smallest integer not below ``value``."""
    return -(-value.numerator // value.denominator)


def dollars_to_nano(dollars: int | float | str | Decimal | Fraction) -> int:
    """Dollars to nano-dollars, rounded half to even; a float is read as the decimal it prints as.

    Raises ValueError for what is not a finite number.
    """
    return round(to_fraction(dollars) * NANO)


def nano_to_dollars(nano: int) -> Decimal:
    """Nano-dollars to an exact decimal of dollars."""
    return Decimal(nano).scaleb(-9)


def units_to_nano(units: int) -> int:
    """one-api quota units to nano-dollars."""
    return units * QUOTA_UNIT


def nano_to_units(nano: int) -> int:
    """Nano-dollars to whole quota units, rounded towards zero: shows no money that is not there."""
    units = abs(nano) // QUOTA_UNIT
    return units if nano >= 0 else -units


def to_fraction(value: int | float | str | Decimal | Fraction) -> Fraction:
    """A rational from any number as people write it (0.1 is one tenth, not its binary neighbour).

    Raises ValueError for NaN, infinities and text that is no number.
    """
    if isinstance(value, Fraction):
        return value
    try:
        return Fraction(repr(value) if isinstance(value, float) else str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError(f"not a number: {value!r}") from error


def format_dollars(nano: int, digits: int = 6) -> str:
    """``$0.001351`` for people and error texts:

    Up to ``digits`` decimals, at least two, none for zero.
    """
    if nano == 0:
        return "$0"
    sign = "-" if nano < 0 else ""
    text = f"{nano_to_dollars(abs(nano)):.{digits}f}"
    whole, _, tail = text.partition(".")
    tail = tail.rstrip("0").ljust(2, "0")
    return f"{sign}${whole}.{tail}"
