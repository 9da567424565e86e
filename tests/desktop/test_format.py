"""Numbers, money, durations and times as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QDate, QLocale

from desktop import format
from gateway.domain.money import NANO


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The locale decides over separators."""
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("nano", "shown"),
    [
        (0, "$0"),
        (4_180_000_000, "$4.18"),
        (1_284_500_000_000, "$1,284.50"),
        (2_100_000, "$0.0021"),
        (6_750, "$0.000007"),
        (400, "<$0.000001"),
    ],
)
def test_money_takes_as_many_places_as_it_needs(nano: int, shown: str) -> None:
    assert format.dollars(nano) == shown


@pytest.mark.parametrize(
    ("nano", "places", "shown"),
    [
        (0, 2, "$0.00"),
        (4_180_000_000, 2, "$4.18"),
        (2_000_000, 2, "<$0.01"),
        (7_000, 4, "<$0.0001"),
    ],
)
def test_money_in_a_column_is_never_rounded_to_nothing(nano: int, places: int, shown: str) -> None:
    assert format.dollars(nano, places) == shown


@pytest.mark.parametrize(
    ("ms", "shown"),
    [
        (0, "—"),
        (3, "0.01 s"),
        (40, "0.04 s"),
        (900, "0.9 s"),
        (12_800, "12.8 s"),
        (125_000, "2 min 5 s"),
    ],
)
def test_durations(ms: int, shown: str) -> None:
    assert format.seconds(ms) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (9_999, ("9,999", "")),
        (18_204, ("18.2", "thousand")),
        (3_420_000, ("3.42", "million")),
    ],
)
def test_large_counts_have_a_unit(number: int, shown: tuple[str, str]) -> None:
    assert format.tokens(number) == shown


def test_a_part_is_told_in_the_unit_of_its_sum() -> None:
    assert format.in_unit(520_000, 3_420_000) == "0.52"
    assert format.in_unit(2_000, 18_204) == "2.0"
    assert format.in_unit(2_000, 9_999) == "2,000"


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.12, "12 %"), (-0.12, "12 %"), (0.005, "0.5 %"), (0.0996, "10 %"), (1.5, "150 %")],
)
def test_shares(share: float, shown: str) -> None:
    assert format.percent(share) == shown


def test_one_is_not_many() -> None:
    assert format.plural(1, "1 model", "{n} models") == "1 model"
    assert format.plural(0, "1 model", "{n} models") == "0 models"
    assert format.plural(1_284, "1 model", "{n} models") == "1,284 models"


def test_a_beginning_is_told_by_its_day_when_that_is_not_today() -> None:
    now = datetime.now().astimezone()
    noon = now.replace(hour=12, minute=30, second=0, microsecond=0)

    def told(days: int) -> str:
        return format.since(int((noon - timedelta(days=days)).timestamp() * 1000))

    assert told(0) == "12:30"
    assert told(2) == f"{(noon - timedelta(days=2)).strftime('%A')}, 12:30"
    assert told(9).endswith(", 12:30")
    assert any(letter.isdigit() for letter in told(9).split(",")[0])


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "Nov 6"), ("zh_CN", "11月6日"), ("ja", "11/6")]
)
def test_a_day_is_short_in_every_language(language: str, shown: str) -> None:
    QLocale.setDefault(QLocale(language))
    assert format.short_day(QDate(2026, 11, 6)) == shown


def test_sentences_stand_apart_where_their_script_does_so() -> None:
    assert format.sentences("It is on.", "You can change it.") == "It is on. You can change it."
    assert format.sentences("已开启。", "可以更改。", "OK.") == "已开启。可以更改。OK."
    assert format.sentences("It is on.") == "It is on."


def test_midnight_comes_within_a_day() -> None:
    assert 1_000 <= format.ms_to_midnight() <= 25 * 3_600_000
    assert format.dollars(3 * NANO, 2) == "$3.00"
