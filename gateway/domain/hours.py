"""When a channel may be asked: weekdays and times of the local clock, as a person writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ALL = frozenset(range(7))
_TIMES = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class OpenHours:
    """From ``start`` until before ``end``, in minutes of the day, on days that begin it (0 is
    Monday). An end not after the start lies on the next day.
    """

    days: frozenset[int]
    start: int = 0
    end: int = _MINUTES

    def holds(self, weekday: int, minute: int) -> bool:
        if self.start < self.end:
            return weekday in self.days and self.start <= minute < self.end
        late = weekday in self.days and minute >= self.start
        return late or ((weekday - 1) % 7 in self.days and minute < self.end)

    def __str__(self) -> str:
        times = f"{_clock(self.start)}-{_clock(self.end)}"
        whole = (self.start, self.end) == (0, _MINUTES)
        days = "" if self.days == _ALL else " ".join(_runs(sorted(self.days)))
        return days if whole and days else f"{days} {times}".strip()


Hours = tuple[OpenHours, ...]
"""Open in any of them; none of them at all means always."""


def parse_hours(text: str) -> Hours:
    """``mon-fri 22:00-07:00, sat sun``: parts with days, times or both; '' is always.

    Raises ValueError naming what is not understood.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]", text.lower())]
    return tuple(_part(part) for part in parts if part)


def written_hours(hours: Hours) -> str:
    """As :func:`parse_hours` reads it."""
    return ", ".join(map(str, hours))


def open_at(hours: Hours, local: datetime) -> bool:
    """Whether it is open at a moment of the local clock."""
    if not hours:
        return True
    weekday, minute = local.weekday(), local.hour * 60 + local.minute
    return any(each.holds(weekday, minute) for each in hours)


def opens_in_s(hours: Hours, local: datetime) -> float:
    """Seconds until it opens, 0 if it is open; off by the change on a day the clock is changed."""
    if open_at(hours, local):
        return 0.0
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    starts = (
        midnight + timedelta(days=ahead, minutes=each.start)
        for ahead in range(8)
        for each in hours
        if (local.weekday() + ahead) % 7 in each.days
    )
    return min((start - local).total_seconds() for start in starts if start > local)


def _part(text: str) -> OpenHours:
    start, end = 0, _MINUTES
    found = _TIMES.search(text)
    if found is not None:
        start, end = _minute(found[1], found[2]), _minute(found[3], found[4])
        text = (text[: found.start()] + text[found.end() :]).strip()
        if start in (_MINUTES, end):
            raise ValueError(found[0])
    days = frozenset(day for word in text.split() for day in _days(word))
    return OpenHours(days or _ALL, start, end)


def _days(word: str) -> Iterator[int]:
    first, dash, last = word.partition("-")
    if first[:3] not in DAYS or (dash and last[:3] not in DAYS):
        raise ValueError(word)
    day, end = DAYS.index(first[:3]), DAYS.index((last or first)[:3])
    yield day
    while day != end:
        day = (day + 1) % 7
        yield day


def _minute(hours: str, minutes: str) -> int:
    total = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or total > _MINUTES:
        raise ValueError(f"{hours}:{minutes}")
    return total


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _runs(days: list[int]) -> Iterator[str]:
    """Days in a row as ``mon-fri``."""
    at = 0
    while at < len(days):
        end = at
        while end + 1 < len(days) and days[end + 1] == days[end] + 1:
            end += 1
        yield DAYS[days[at]] if end == at else f"{DAYS[days[at]]}-{DAYS[days[end]]}"
        at = end + 1
