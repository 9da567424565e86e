"""A price as it is typed: exact, with a point or a comma, and told when it is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.viewmodels.price_form import (
    PriceForm,
    Unit,
    amount,
    cents,
    check,
    form_of,
    plain,
    price_of,
)
from gateway.services.models import OwnPrice, PriceView


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.1", "0.1"), ("3", "3"), (" $2.50 ", "2.50"), ("0,27", "0.27"), ("1,250.5", "1250.5"),
        ("0.000000001", "0.000000001"), ("a lot", None), ("", None), ("NaN", None),
        ("Infinity", None), ("1.2.3", None), ("--1", None),
    ],
)  # fmt: skip
def test_amounts(text: str, number: str | None) -> None:
    assert amount(text) == (None if number is None else Decimal(number))


def test_numbers_are_written_as_people_type_them() -> None:
    assert plain(Decimal("1E+3")) == "1000"
    assert plain(Decimal("1E-9")) == "0.000000001"
    assert [cents(Decimal(n)) for n in ("1.1", "3", "0.075", "0")] == ["1.10", "3", "0.075", "0"]


def test_a_form_begins_with_the_price_in_force() -> None:
    view = PriceView("m", "catalogue", Decimal("0.3"), Decimal(2), cache_read=Decimal("0.03"))
    form = form_of("m", OwnPrice(), view)
    assert (form.unit, dict(form.texts)) == (
        Unit.DOLLARS, {"input": "0.30", "output": "2", "cache_read": "0.03"},
    )  # fmt: skip
    assert form_of("m", OwnPrice(), None) == PriceForm()
    own = OwnPrice({"input": Decimal(5)})
    assert dict(form_of("m", own, view).texts) == {"input": "5"}
    ratio = OwnPrice(ratios={"m": Decimal("1.5")}, completion_ratios={"m": Decimal(4)})
    form = form_of("m", ratio, view)
    assert (form.unit, dict(form.texts)) == (Unit.RATIO, {"ratio": "1.5", "completion": "4"})


def test_a_form_and_its_price_are_the_same() -> None:
    for own in (
        OwnPrice({"input": Decimal("0.10"), "output": Decimal(3), "audio_in": Decimal("0.000001")}),
        OwnPrice(ratios={"m": Decimal("0.1")}, completion_ratios={"m": Decimal(3)}),
        OwnPrice(ratios={"m": Decimal(2)}),
    ):
        assert price_of("m", form_of("m", own, None)) == own


def test_only_the_unit_that_shows_counts() -> None:
    form = PriceForm(Unit.DOLLARS, {"input": "1", "ratio": "nonsense"})
    assert check(form) == {}
    assert price_of("m", form) == OwnPrice({"input": Decimal(1)})


@pytest.mark.parametrize(
    ("unit", "texts", "wrong"),
    [
        (Unit.DOLLARS, {}, {"input": "Every price needs this one. 0 is free."}),
        (Unit.DOLLARS, {"input": "1", "output": "x"},
         {"output": "An amount in dollars, like 3 or 0.27."}),
        (Unit.DOLLARS, {"input": "-1"}, {"input": "An amount in dollars, like 3 or 0.27."}),
        (Unit.DOLLARS, {"input": "1", "reasoning": "10000000000"},
         {"reasoning": "This is too large or too small."}),
        (Unit.DOLLARS, {"input": "0"}, {}),
        (Unit.RATIO, {"completion": "2"}, {"ratio": "Every price needs this one. 0 is free."}),
        (Unit.RATIO, {"ratio": "x"},
         {"ratio": "A number, like 1.5. 1 is $2 per million tokens."}),
        (Unit.RATIO, {"ratio": "1.5"}, {}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_where_it_is(
    unit: Unit, texts: dict[str, str], wrong: dict[str, str]
) -> None:
    assert check(PriceForm(unit, texts)) == wrong
