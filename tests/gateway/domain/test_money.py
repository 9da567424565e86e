"""Money is exact: rationals while computing, whole nano-dollars at rest."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.money import (
    NANO,
    ceil_fraction,
    dollars_to_nano,
    format_dollars,
    nano_to_dollars,
    nano_to_units,
    to_fraction,
    units_to_nano,
)


def test_a_float_means_the_decimal_it_prints_as() -> None:
    assert to_fraction(0.1) == Fraction(1, 10)
    assert to_fraction("0.0000375") == Fraction(375, 10_000_000)


@pytest.mark.parametrize("bad", ["abc", float("nan"), float("inf"), "", "1/0"])
def test_what_is_no_number_is_refused(bad: object) -> None:
    with pytest.raises(ValueError, match="not a number"):
        to_fraction(bad)  # type: ignore[arg-type]


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_units_and_dollars_round_trip(nano: int) -> None:
    assert dollars_to_nano(nano_to_dollars(nano)) == nano
    assert nano_to_units(units_to_nano(nano)) == nano
    assert abs(units_to_nano(nano_to_units(nano))) <= abs(nano)


@given(st.fractions())
def test_ceil_is_the_smallest_integer_not_below(value: Fraction) -> None:
    ceiling = ceil_fraction(value)
    assert ceiling - 1 < value <= ceiling


@pytest.mark.parametrize(
    ("nano", "text"),
    [
        (0, "$0"),
        (NANO, "$1.00"),
        (1_351_000, "$0.001351"),
        (-2_500_000_000, "-$2.50"),
        (1_500_000, "$0.0015"),
    ],
)
def test_dollars_for_people(nano: int, text: str) -> None:
    assert format_dollars(nano) == text


def test_nano_to_dollars_is_exact() -> None:
    assert nano_to_dollars(1) == Decimal("0.000000001")
