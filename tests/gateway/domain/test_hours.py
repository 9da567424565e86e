"""When a channel may be asked, as a person writes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.hours import OpenHours, open_at, opens_in_s, parse_hours, written_hours

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("mon-fri 22:00-07:00, sat sun", "mon-fri 22:00-07:00, sat-sun"),
        ("9:00-17:30", "09:00-17:30"),
        ("Monday Wednesday 08:00-12:00; 13:00-14:00", "mon wed 08:00-12:00, 13:00-14:00"),
        ("fri-mon", "mon fri-sun"),
        ("00:00-24:00", "00:00-24:00"),
        ("mon-sun", "00:00-24:00"),
    ],
)
def test_what_is_written_is_read_and_written_back(text: str, written: str) -> None:
    assert written_hours(parse_hours(text)) == written
    assert parse_hours(written) == parse_hours(text)


@pytest.mark.parametrize(
    "text", ["never", "mon 25:00-26:00", "08:00-08:00", "24:00-01:00", "mon 8-9", "08:60-09:00"]
)
def test_what_is_not_understood_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse_hours(text)


def test_a_night_belongs_to_the_day_it_begins_on() -> None:
    hours = parse_hours("fri 22:00-07:00")
    assert open_at(hours, at(4, 22))
    assert open_at(hours, at(5, 6, 59))
    assert not open_at(hours, at(5, 7))
    assert not open_at(hours, at(4, 6))
    assert not open_at(hours, at(5, 22))
    assert open_at(parse_hours("sun 23:00-01:00"), at(0, 0, 30)), "Sunday's night ends on Monday"


def test_until_it_opens() -> None:
    hours = parse_hours("mon-fri 09:00-17:00")
    assert opens_in_s(hours, at(0, 10)) == 0
    assert opens_in_s(hours, at(0, 8, 30)) == 1800
    assert opens_in_s(hours, at(4, 17)) == timedelta(days=2, hours=16).total_seconds()
    assert opens_in_s((), at(0, 0)) == 0


windows = st.builds(
    OpenHours,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(0, 1439),
    st.integers(0, 1440),
).filter(lambda each: each.start != each.end)


@given(st.lists(windows, min_size=1, max_size=4).map(tuple), st.integers(0, 7 * 24 * 60 - 1))
def test_it_opens_exactly_when_it_says(hours: tuple[OpenHours, ...], minute: int) -> None:
    now = MONDAY + timedelta(minutes=minute)
    wait = opens_in_s(hours, now)
    assert open_at(hours, now + timedelta(seconds=wait))
    if wait:
        assert not open_at(hours, now + timedelta(seconds=wait) - timedelta(minutes=1))
    assert parse_hours(written_hours(hours)) == hours
