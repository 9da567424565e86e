"""What is left of a minute's limits, as clients of each vendor expect to be told.

OpenAI's ``x-ratelimit-{limit,remaining,reset}-{requests,tokens}``, whose resets are durations
(``6m0s``), and Anthropic's ``anthropic-ratelimit-{requests,tokens}-{limit,remaining,reset}``, whose
resets are times (RFC 3339).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from gateway.domain.limits import Remaining
from gateway.relay.limits import Entrance

_ANTHROPIC = "anthropic"


def limit_headers(entrance: Entrance | None, dialect: str, now_ms: int) -> Mapping[str, str]:
    """Of the limit that leaves least: the token's, its person's or its group's. ``now_ms`` is Unix
    milliseconds.
    """
    if entrance is None:
        return {}
    told = {
        "requests": _least([gauge.requests_left for gauge in entrance.gauges]),
        "tokens": _least([gauge.tokens_left for gauge in entrance.gauges]),
    }
    headers: dict[str, str] = {}
    for what, remaining in told.items():
        if remaining is None:
            continue
        if dialect == _ANTHROPIC:
            name, reset = f"anthropic-ratelimit-{what}-{{}}", _time(now_ms, remaining.reset_s)
        else:
            name, reset = f"x-ratelimit-{{}}-{what}", duration(remaining.reset_s)
        headers[name.format("limit")] = str(remaining.limit)
        headers[name.format("remaining")] = str(remaining.left)
        headers[name.format("reset")] = reset
    return headers


def _least(limits: list[Remaining | None]) -> Remaining | None:
    known = [each for each in limits if each is not None]
    return min(known, key=lambda each: (each.left, -each.reset_s)) if known else None


def duration(seconds: float) -> str:
    """``0s``, ``250ms``, ``12s``, ``6m0s``."""
    if seconds <= 0:
        return "0s"
    if seconds < 1:
        return f"{max(1, round(seconds * 1000))}ms"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}m{rest}s" if minutes else f"{rest}s"


def _time(now_ms: int, seconds: float) -> str:
    moment = datetime.fromtimestamp(now_ms / 1000, UTC) + timedelta(seconds=seconds)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
