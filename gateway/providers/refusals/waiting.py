"""How long an upstream asks to be left alone, from its headers and from its error's details.

RFC 9110 Retry-After (seconds or a date), OpenAI's retry-after-ms, Google's RetryInfo and
QuotaFailure. Limits that headers tell of are read by
:mod:`gateway.providers.refusals.limit_headers`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

LONGEST_S = 7 * 86400.0
_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|us|µs|ns|d|h|m|s)")
_SECONDS = {
    "d": 86400.0,
    "h": 3600.0,
    "m": 60.0,
    "s": 1.0,
    "ms": 1e-3,
    "us": 1e-6,
    "µs": 1e-6,
    "ns": 1e-9,
}
_PACIFIC_MIDNIGHT_UTC = 8
"""Hour. One late in summer, when Pacific time is UTC-7: tzdata is not on every system."""


def duration_s(text: str) -> float | None:
    """Seconds of ``6m0s``, ``120ms``, ``1h2m3.5s`` or a bare number; None for what is neither."""
    text = text.strip().lower()
    if not text or len(text) > 64:
        return None
    try:
        return sane_s(float(text))
    except ValueError:
        pass
    parts = _DURATION_PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return None
    return sane_s(sum(float(number) * _SECONDS[unit] for number, unit in parts))


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """What Retry-After says, in seconds from ``now``. ``headers`` has lower-case names."""
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return sane_s(milliseconds / 1000)
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    seconds = _number(text)
    return sane_s(seconds) if seconds is not None else until_s(_http_date(text), now)


def google_retry_s(details: Any, now: datetime) -> float | None:
    """RetryInfo's delay; a daily quota comes back at midnight Pacific time."""
    if not isinstance(details, list):
        return None
    delay: float | None = None
    for detail in details:
        if not isinstance(detail, dict):
            continue
        violations = detail.get("violations")
        if isinstance(violations, list) and any(_is_daily(each) for each in violations):
            return _until_pacific_midnight(now)
        text = detail.get("retryDelay")
        if isinstance(text, str):
            delay = duration_s(text)
    return delay


def _is_daily(violation: Any) -> bool:
    return isinstance(violation, dict) and "PerDay" in str(violation.get("quotaId", ""))


def _until_pacific_midnight(now: datetime) -> float:
    utc = now.astimezone(UTC)
    midnight = utc.replace(hour=_PACIFIC_MIDNIGHT_UTC, minute=0, second=0, microsecond=0)
    if midnight <= utc:
        midnight += timedelta(days=1)
    return (midnight - utc).total_seconds()


def _number(text: str) -> float | None:
    try:
        return float(text.strip())
    except ValueError:
        return None


def sane_s(seconds: float) -> float | None:
    """Within what anybody may ask for; None for what is no number."""
    return min(max(seconds, 0.0), LONGEST_S) if math.isfinite(seconds) else None


def until_s(moment: datetime | None, now: datetime) -> float | None:
    """Seconds; 0 for what has passed."""
    return None if moment is None else sane_s((moment - now).total_seconds())


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def rfc3339(text: str) -> datetime | None:
    """None for what is no such moment."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
