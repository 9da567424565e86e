"""Spans of local days, cut as a person would cut them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from gateway.services.local_days import HOUR_MS
from gateway.services.usage import Span, Step

BERLIN = ZoneInfo("Europe/Berlin")
KOLKATA = ZoneInfo("Asia/Kolkata")
SANTIAGO = ZoneInfo("America/Santiago")


def at(*moment: int, zone: ZoneInfo = BERLIN) -> int:
    return int(datetime(*moment, tzinfo=zone).timestamp() * 1000)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("days", "step"),
    [(1, Step.HOUR), (2, Step.HOUR), (3, Step.DAY), (62, Step.DAY), (63, Step.WEEK),
     (190, Step.WEEK), (191, Step.MONTH), (3_660, Step.MONTH), (3_661, Step.YEAR)],
)  # fmt: skip
def test_the_longer_a_span_the_longer_its_parts(days: int, step: Step) -> None:
    last = date(2026, 11, 22)
    span = Span(date.fromordinal(last.toordinal() - days + 1), last)
    assert (span.days, span.step) == (days, step)


def test_a_day_has_the_hours_that_it_has() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    for day, hours in ((spring, 23), (autumn, 25), (date(2026, 7, 1), 24)):
        bounds = Span(day, day).boundaries(BERLIN)
        assert len(bounds) == hours + 1
        assert {b - a for a, b in pairwise(bounds)} == {HOUR_MS}
        assert bounds[0] == at(day.year, day.month, day.day)


def test_days_begin_at_local_midnight_whatever_clocks_do() -> None:
    bounds = Span(date(2026, 3, 27), date(2026, 3, 31)).boundaries(BERLIN)
    assert bounds == [at(2026, 3, day) for day in (27, 28, 29, 30, 31)] + [at(2026, 4, 1)]
    assert [(b - a) // HOUR_MS for a, b in pairwise(bounds)] == [24, 24, 23, 24, 24]
    half = Span(date(2026, 11, 20), date(2026, 11, 22)).boundaries(KOLKATA)
    assert half[0] == at(2026, 11, 19, 18, 30, zone=ZoneInfo("UTC"))


def test_a_day_whose_midnight_is_skipped_begins_after_the_gap() -> None:
    bounds = Span(date(2026, 9, 5), date(2026, 9, 7)).boundaries(SANTIAGO)
    assert [(b - a) // HOUR_MS for a, b in pairwise(bounds)] == [24, 23, 24]


def test_weeks_begin_on_monday_and_the_ends_may_be_cut() -> None:
    span = Span(date(2026, 9, 2), date(2026, 11, 22))  # a Wednesday to a Sunday
    starts = [datetime.fromtimestamp(ms / 1000, BERLIN).date() for ms in span.boundaries(BERLIN)]
    assert starts[:3] == [date(2026, 9, 2), date(2026, 9, 7), date(2026, 9, 14)]
    assert starts[-2:] == [date(2026, 11, 16), date(2026, 11, 23)]
    assert all(day.weekday() == 0 for day in starts[1:])


def test_months_begin_on_the_first() -> None:
    span = Span(date(2025, 12, 31), date(2026, 11, 5))
    starts = [datetime.fromtimestamp(ms / 1000, BERLIN).date() for ms in span.boundaries(BERLIN)]
    assert starts[:3] == [date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 1)]
    assert starts[-2:] == [date(2026, 11, 1), date(2026, 11, 6)]


def test_years_begin_on_the_first_of_january() -> None:
    bounds = Span(date(2010, 5, 4), date(2026, 2, 3)).boundaries(BERLIN)
    starts = [datetime.fromtimestamp(ms / 1000, BERLIN).date() for ms in bounds]
    assert starts[:2] == [date(2010, 5, 4), date(2011, 1, 1)]
    assert starts[-2:] == [date(2026, 1, 1), date(2026, 2, 4)]


def test_what_is_no_span_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Span(date(2026, 11, 2), date(2026, 11, 1))
    for day in (date(1, 1, 1), date(9999, 12, 31)):
        with pytest.raises(ValueError, match="outside"):
            Span(day, day)
    assert Span(date(2026, 1, 1), date(2026, 1, 1)).boundaries(UTC)[0] == 1_767_225_600_000
