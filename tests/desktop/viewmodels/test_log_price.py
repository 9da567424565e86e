"""A charge told line by line: the lines add up to it, to the nano-dollar."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from desktop.viewmodels.log_price import CostLine, cost_lines, cost_note, decimal_text, nano_text
from gateway.domain.money import NANO, ceil_fraction
from gateway.domain.price import PriceLine
from gateway.services.logs import LogDetail, LogRow, PriceDetail
from tests.gateway.house import House, house
from tests.upstreams import Reply, Upstreams, Usage

MODEL = "gpt-4o-mini"
_ZERO: dict[str, Any] = {
    name: {"str": "", "int": 0, "bool": False}[str(field.type)]
    for name, field in LogRow.__dataclass_fields__.items()
}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)


def nano(line: CostLine) -> int:
    digits = line.amount.replace("$", "").replace(",", "").replace("−", "-")
    value = Decimal(digits).scaleb(9)
    assert value == int(value)
    return int(value)


def parts(lines: tuple[CostLine, ...]) -> int:
    return sum(nano(line) for line in lines if not line.total)


def detail(price: PriceDetail, charge: int, **changes: Any) -> LogDetail:
    row = {"token_name": "Mia", "charge_nano": charge, "cost_nano": charge, **changes}
    return LogDetail(LogRow(**{**_ZERO, **row}), (), price)


async def asked(home: House, key: str, **usage: int) -> LogDetail:
    """One request through the whole gateway, and what the log says of it."""
    status, headers, _body = await home.chat(MODEL, key=key)
    assert status == 200
    await home.settled()
    return await home.gateway.logs.find(headers["x-request-id"])


async def test_the_lines_of_a_real_request_add_up_to_its_charge(tmp_path: Path) -> None:
    async with house(tmp_path) as home, Upstreams() as up:
        await home.channel(up.openai, MODEL, groups=("default", "friends"))
        await home.price(**{MODEL: {"input": 0.27, "output": 1.10, "cached_input": 0.07}})
        await home.gateway.settings_service.set_option("GroupRatio", '{"friends": 0.8}')
        up.openai.always(Reply(usage=Usage(prompt=9396, completion=412, cached=8192)))

        _token, key = await home.token(NANO, name="Mia")
        told = await asked(home, key)
        lines = cost_lines(told)
        assert [(line.text, line.amount) for line in lines] == [
            ("1,204 in × $0.27 / M", "$0.00032508"),
            ("8,192 cached × $0.07 / M", "$0.00057344"),
            ("412 out × $1.10 / M", "$0.00045320"),
            ("Charged to Mia", "$0.00135172"),
        ]
        assert parts(lines) == told.row.charge_nano == 1_351_720
        assert cost_note(told) == ""

        _token, key = await home.token(NANO, name="Lukas", group="friends")
        lines = cost_lines(await asked(home, key))
        assert lines[3].text == "Group multiplier × 0.8"
        assert [(line.text, nano(line)) for line in lines if line.total] == [
            ("Charged to Lukas", 1_081_376),
            ("Cost of your channels", 1_351_720),
        ]
        assert parts(lines) == 1_081_376


async def test_ratio_prices_show_that_they_round_to_their_unit(tmp_path: Path) -> None:
    async with house(tmp_path) as home, Upstreams() as up:
        await home.channel(up.openai, MODEL)
        await home.gateway.settings_service.set_option("ModelRatio", f'{{"{MODEL}": 0.075}}')
        up.openai.always(Reply(usage=Usage(prompt=11, completion=7)))
        _token, key = await home.token(NANO, name="Mia")
        told = await asked(home, key)
        lines = cost_lines(told)
        assert lines[-2].text == "Rounded up"
        assert parts(lines) == told.row.charge_nano
        assert told.row.charge_nano % 2000 == 0


def test_what_the_owner_bears_has_lines_of_its_own() -> None:
    price = PriceDetail("catalogue", Fraction(1), (PriceLine("output", 1000, Fraction(10)),))
    lines = cost_lines(detail(price, 4_000_000, overrun_nano=6_000_000, cost_nano=11_000_000))
    assert [(line.text, line.amount) for line in lines if line.total] == [
        ("Charged to Mia", "$0.004000"),
        ("Beyond the balance, paid by you", "$0.006000"),
        ("Cost of your channels", "$0.011000"),
    ]
    assert parts(lines) == 10_000_000


@pytest.mark.parametrize(
    ("price", "changes", "words"),
    [
        (PriceDetail("unpriced"), {}, "Unpriced"),
        (PriceDetail("catalogue"), {"estimated": True}, "Estimated: the provider"),
        (PriceDetail("catalogue"), {"status": "interrupted"}, "Estimated: Homeport ended"),
        (PriceDetail("free"), {}, "Free"),
    ],
)
def test_what_has_to_be_known_is_said(
    price: PriceDetail, changes: dict[str, Any], words: str
) -> None:
    assert cost_note(detail(price, 1_000, **changes)).startswith(words)


def test_nothing_charged_is_zero_and_has_no_lines() -> None:
    assert cost_lines(detail(PriceDetail(), 0)) == (CostLine("Charged to Mia", "$0", total=True),)


rates = st.fractions(min_value=0, max_value=200, max_denominator=10**6)


@given(
    lines=st.lists(st.tuples(st.integers(0, 10**7), rates), min_size=1, max_size=5),
    multiplier=st.fractions(min_value=0, max_value=3, max_denominator=1000),
)
def test_whatever_the_price_the_lines_add_up(
    lines: list[tuple[int, Fraction]], multiplier: Fraction
) -> None:
    """Prices with odd decimals are shown whole too: what is cut off each line is one line more."""
    price = PriceDetail(
        "override", multiplier, tuple(PriceLine("input", tokens, rate) for tokens, rate in lines)
    )
    charge = ceil_fraction(price.dollars * NANO)
    told = cost_lines(detail(price, charge))
    assert parts(told) == charge
    assert nano(told[-1]) == charge


def test_amounts_are_exact_however_large() -> None:
    assert nano_text(123_456_789_000_000_001, 9) == "$123,456,789.000000001"
    assert nano_text(-270, 9) == "−$0.000000270"
    assert decimal_text(Fraction(1, 3), 2, 6) == "0.333333"
    assert decimal_text(Fraction(3), 2, 6) == "3.00"
    assert decimal_text(Fraction(8, 10), 0, 4) == "0.8"
