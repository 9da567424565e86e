"""Stretches of local calendar days, cut into hours, days, weeks, months or years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from gateway.services.local_days import HOUR_MS, date_start_ms

HOURS_UP_TO, DAYS_UP_TO, WEEKS_UP_TO, MONTHS_UP_TO = 2, 62, 190, 3_660
"""The longest spans in days that are cut into hours, days, weeks, months; beyond, into years."""
_DAY = timedelta(days=1)
_EARLIEST = date(1970, 1, 2)
_LATEST = date(9998, 12, 31)


class Step(StrEnum):
    """How long one part is. Weeks begin on Monday."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """From the beginning of ``first`` to the end of ``last``, both local days.

    Raises ValueError for a span that ends before it begins or lies outside of the calendar.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a span ends before it begins")
        if self.first < _EARLIEST or self.last > _LATEST:
            raise ValueError("a span lies outside of the calendar")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def step(self) -> Step:
        """The parts that make at most some 120 of it, in this century."""
        for step, longest in (
            (Step.HOUR, HOURS_UP_TO),
            (Step.DAY, DAYS_UP_TO),
            (Step.WEEK, WEEKS_UP_TO),
            (Step.MONTH, MONTHS_UP_TO),
        ):
            if self.days <= longest:
                return step
        return Step.YEAR

    def boundaries(self, zone: tzinfo) -> list[int]:
        """Where its parts begin and the last one ends, in UTC milliseconds, ascending.

        A day on which clocks change has 23 or 25 hours; the first and the last part may be cut.
        """
        end = date_start_ms(self.last + _DAY, zone)
        if self.step is Step.HOUR:
            starts = [
                hour
                for number in range(self.days)
                for hour in _hours(self.first + number * _DAY, zone)
            ]
        else:
            starts = [date_start_ms(day, zone) for day in self._starts(_NEXT[self.step])]
        return [*starts, end]

    def _starts(self, following: Callable[[date], date]) -> list[date]:
        days = [self.first]
        while (day := following(days[-1])) <= self.last:
            days.append(day)
        return days


def _hours(day: date, zone: tzinfo) -> range:
    return range(date_start_ms(day, zone), date_start_ms(day + _DAY, zone), HOUR_MS)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


_NEXT: dict[Step, Callable[[date], date]] = {
    Step.DAY: lambda day: day + _DAY,
    Step.WEEK: lambda day: day + timedelta(days=7 - day.weekday()),
    Step.MONTH: _next_month,
    Step.YEAR: lambda day: date(day.year + 1, 1, 1),
}
