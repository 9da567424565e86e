"""Periods of the local calendar: whatever the clocks do, they touch and never overlap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.domain.calendar import HOUR_MS, QUARTER_MS, Calendar, Period

ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Shanghai",
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "America/St_Johns",  # half-hour offset; until 2011 clocks changed a minute after midnight
    "America/Havana", "America/Sao_Paulo", "Africa/Cairo",  # clocks change at midnight
    "Pacific/Apia",  # left out the 30th of December 2011
    "Antarctica/Troll",  # two hours of daylight saving
)  # fmt: skip
_DAY_MS = 24 * HOUR_MS
_FROM, _TO = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2005, 2030))
LENGTHS = {
    Period.HOUR: (HOUR_MS // 2, 2 * HOUR_MS),
    Period.DAY: (22 * HOUR_MS, 26 * HOUR_MS),
    Period.WEEK: (6 * _DAY_MS - 2 * HOUR_MS, 7 * _DAY_MS + 2 * HOUR_MS),
    Period.MONTH: (28 * _DAY_MS - 2 * HOUR_MS, 31 * _DAY_MS + 2 * HOUR_MS),
}


def ms(text: str, zone: str, fold: int = 0) -> int:
    return (
        int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp())
        * 1000
    )


def turns_of_the_clock(zone: str) -> list[int]:
    """Unix seconds of the hours in which a zone's offset changes."""
    info, found, at = ZoneInfo(zone), [], _FROM
    before = datetime.fromtimestamp(at, info).utcoffset()
    while at < _TO:
        at += 86_400
        offset = datetime.fromtimestamp(at, info).utcoffset()
        if offset != before:
            found.append(at - 43_200)
        before = offset
    return found


TURNS = {zone: turns_of_the_clock(zone) or [_FROM] for zone in ZONES}


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, int]:
    """A zone and a moment, as often as not within two days of a turn of its clock."""
    zone = draw(st.sampled_from(ZONES))
    if draw(st.booleans()):
        at = draw(st.sampled_from(TURNS[zone])) + draw(st.integers(-172_800, 172_800))
    else:
        at = draw(st.integers(_FROM, _TO))
    return zone, at * 1000 + draw(st.integers(0, 999))


@settings(max_examples=400, deadline=None)
@given(moments(), st.sampled_from([p for p in Period if p is not Period.TOTAL]), st.integers(0, 6))
def test_periods_are_a_partition(moment: tuple[str, int], period: Period, week_start: int) -> None:
    zone, at = moment
    calendar = Calendar(ZoneInfo(zone), week_start)
    start, end = calendar.span(period, at)
    assert start <= at < end
    # Every moment in it says the same, the first and the last included.
    for inside in (start, end - 1, (start + end) // 2):
        assert calendar.span(period, inside) == (start, end)
    # What comes before and after touches it.
    assert calendar.span(period, start - 1)[1] == start
    assert calendar.span(period, end)[0] == end
    shortest, longest = LENGTHS[period]
    assert shortest <= end - start <= longest
    # What the store sums by never lies across a border; clocks that turn at 0:01 are history.
    if zone != "America/St_Johns":
        assert start % QUARTER_MS == 0


@settings(max_examples=200, deadline=None)
@given(moments(), st.sampled_from([Period.DAY, Period.WEEK, Period.MONTH]))
def test_a_period_begins_with_the_first_moment_of_its_day(
    moment: tuple[str, int], period: Period
) -> None:
    zone, at = moment
    start, _ = Calendar(ZoneInfo(zone)).span(period, at)
    first = datetime.fromtimestamp(start / 1000, ZoneInfo(zone))
    before = datetime.fromtimestamp((start - 1) / 1000, ZoneInfo(zone))
    assert before.date() < first.date()
    if period is Period.WEEK and zone != "Pacific/Apia":
        assert first.weekday() == 0
    if period is Period.MONTH:
        assert first.day == 1


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-03-30", 24), ("2026-10-25", 25)]
)
def test_a_day_in_berlin_is_as_long_as_its_clocks_say(day: str, hours: int) -> None:
    calendar = Calendar(ZoneInfo("Europe/Berlin"))
    start, end = calendar.span(Period.DAY, ms(f"{day}T12:00", "Europe/Berlin"))
    assert start == ms(f"{day}T00:00", "Europe/Berlin")
    assert end - start == hours * HOUR_MS


def test_an_hour_that_comes_twice_is_two() -> None:
    calendar = Calendar(ZoneInfo("Europe/Berlin"))
    first = ms("2026-10-25T02:30", "Europe/Berlin")
    second = ms("2026-10-25T02:30", "Europe/Berlin", fold=1)
    assert second - first == HOUR_MS
    assert calendar.span(Period.HOUR, first)[1] == calendar.span(Period.HOUR, second)[0]


def test_weeks_begin_on_the_day_that_is_wanted() -> None:
    wednesday = ms("2026-11-25T10:00", "Europe/Berlin")
    for first, day in ((0, "2026-11-23"), (6, "2026-11-22"), (5, "2026-11-21")):
        start, end = Calendar(ZoneInfo("Europe/Berlin"), first).span(Period.WEEK, wednesday)
        assert start == ms(f"{day}T00:00", "Europe/Berlin")
        assert datetime.fromtimestamp(end / 1000, UTC) - datetime.fromtimestamp(
            start / 1000, UTC
        ) == timedelta(days=7)


def test_a_total_never_ends() -> None:
    start, end = Calendar().span(Period.TOTAL, 0)
    assert start == 0
    assert end > ms("9999-01-01T00:00", "UTC")
