"""Hours, days, weeks and months of a local calendar, as ranges of UTC milliseconds.

Neighbouring ranges of a kind touch and never overlap, whatever the clocks do: a day may have 23 or
25 hours, an hour that comes twice is two, and a local time that is skipped belongs to nothing.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

QUARTER_MS = 900_000
"""Every offset of today's time zones is whole quarters of an hour: so is every border."""
HOUR_MS = 4 * QUARTER_MS
ALWAYS = (0, 2**62)
_MONDAY = 0
WEEK_STARTS = {"monday": _MONDAY, "saturday": 5, "sunday": 6}
"""Days that weeks begin on, as a setting names them."""
_STEPS = 8


class Period(StrEnum):
    """What a budget is for. ``TOTAL`` never begins anew."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TOTAL = "total"


class Calendar:
    """The local calendar: a time zone, and the day that weeks begin on (0 is Monday)."""

    __slots__ = ("week_start", "zone")

    def __init__(self, zone: tzinfo = UTC, week_start: int = _MONDAY) -> None:
        self.zone = zone
        self.week_start = week_start

    def span(self, period: Period, at_ms: int) -> tuple[int, int]:
        """Where the period around ``at_ms`` begins and where the next one does."""
        if period is Period.TOTAL:
            return ALWAYS
        if period is Period.HOUR:
            return self._hour(at_ms)
        day = self._day(at_ms)
        if period is Period.DAY:
            first, after = day, day + timedelta(days=1)
        elif period is Period.WEEK:
            first = day - timedelta(days=(day.weekday() - self.week_start) % 7)
            after = first + timedelta(days=7)
        else:
            first = day.replace(day=1)
            after = (first + timedelta(days=31)).replace(day=1)
        return date_start_ms(first, self.zone), date_start_ms(after, self.zone)

    def _day(self, at_ms: int) -> date:
        day = local_day(at_ms, self.zone)
        # Where clocks go back over midnight, the evening's last hour comes again after the next
        # day has begun: it is that day's.
        while date_start_ms(day + timedelta(days=1), self.zone) <= at_ms:
            day += timedelta(days=1)
        return day

    def _hour(self, at_ms: int) -> tuple[int, int]:
        """From a moment when the clock shows a full hour to the next: where clocks change by half
        an hour, 90 minutes.
        """
        start = at_ms // QUARTER_MS * QUARTER_MS
        for quarter in range(_STEPS):
            if self._is_full_hour(start - quarter * QUARTER_MS):
                start -= quarter * QUARTER_MS
                break
        for quarter in range(1, _STEPS):
            if self._is_full_hour(start + quarter * QUARTER_MS):
                return start, start + quarter * QUARTER_MS
        return start, start + HOUR_MS

    def _is_full_hour(self, ms: int) -> bool:
        moment = datetime.fromtimestamp(ms / 1000, self.zone)
        return moment.minute == 0 and moment.second == 0


def local_day(ms: int, zone: tzinfo) -> date:
    """The calendar day of a moment."""
    return datetime.fromtimestamp(ms / 1000, zone).date()


def date_start_ms(day: date, zone: tzinfo) -> int:
    """When a calendar day begins, in UTC milliseconds.

    Where the clocks skip midnight the day begins with its first moment.
    """
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    # Through UTC and back: a midnight that does not exist moves to the moment after the gap.
    moment = midnight.astimezone(UTC)
    return int(moment.timestamp() * 1000)
