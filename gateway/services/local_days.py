"""Where local days and hours begin, in UTC milliseconds."""

from __future__ import annotations

import os
import time
from datetime import timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gateway.domain.calendar import date_start_ms, local_day

__all__ = ["HOUR_MS", "date_start_ms", "day_hours", "day_start_ms", "local_day", "system_zone"]

HOUR_MS = 3_600_000


def system_zone() -> tzinfo:
    """The computer's time zone, with its rules if they can be found, else its offset of now."""
    # A TZ that names no zone (``CET-1CEST``) still overrides the computer's own.
    name = os.environ.get("TZ", "").lstrip(":") or _linked_zone()
    if name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    offset = time.localtime().tm_gmtoff
    return timezone(timedelta(seconds=offset))


def _linked_zone() -> str:
    """The IANA name behind /etc/localtime; '' where that is no link to one."""
    try:
        target = str(Path("/etc/localtime").readlink())
    except OSError:
        return ""
    return target.partition("zoneinfo/")[2]


def day_start_ms(now_ms: int, zone: tzinfo, days: int = 0) -> int:
    """Local midnight of today, or of ``days`` days from now, in UTC milliseconds."""
    return date_start_ms(local_day(now_ms, zone) + timedelta(days=days), zone)


def day_hours(now_ms: int, zone: tzinfo, days: int = 0) -> list[int]:
    """The boundaries of a local day's hours: 25 on most days, 24 or 26 when clocks change."""
    start, end = day_start_ms(now_ms, zone, days), day_start_ms(now_ms, zone, days + 1)
    return [*range(start, end, HOUR_MS), end]
