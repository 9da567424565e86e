"""What an upstream's headers say of its limits: how much is left, and when it comes back.

OpenAI's ``x-ratelimit-*-requests`` and ``-tokens`` with durations (Groq, xAI, Fireworks, Azure;
epoch seconds at SambaNova), Cerebras' by the minute, hour and day, Anthropic's with RFC 3339 times,
Mistral's by the minute without a time and its older ``ratelimitbysize-*``, OpenRouter's
``x-ratelimit-reset`` in epoch milliseconds, Together's in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from gateway.providers.refusals.waiting import duration_s, rfc3339, sane_s, until_s

_NOTHING = ("0", "0.0")
_EPOCH_MS, _EPOCH_S = 1e11, 1e9
"""Numbers from these on are moments: no limit is as many seconds away."""
_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class _Limit:
    """Names of one limit's headers. ``minute``: it counts by the minute of the clock, so that it
    needs no header for when it comes back. ``borrows``: ``reset`` is another limit's, too.
    """

    remaining: str
    reset: str
    limit: str
    minute: bool = False
    borrows: bool = False


def _of(prefix: str, what: str, *, minute: bool = False) -> _Limit:
    head = f"{prefix}ratelimit"
    tail = f"-{what}" if what else ""
    return _Limit(f"{head}-remaining{tail}", f"{head}-reset{tail}", f"{head}-limit{tail}", minute)


_LIMITS = (
    *(_of("x-", what) for what in ("requests", "tokens", "")),
    *(
        _of("x-", f"{what}-{window}", minute=window == "minute")
        for what in ("requests", "tokens")
        for window in ("minute", "hour", "day")
    ),
    _of("x-", "req-minute", minute=True),
    *(
        _Limit(f"{head}-remaining", f"{head}-reset", f"{head}-limit")
        for head in (
            f"anthropic-ratelimit-{what}"
            for what in ("requests", "tokens", "input-tokens", "output-tokens")
        )
    ),
    _Limit("ratelimitbysize-remaining", "ratelimitbysize-reset", "ratelimitbysize-limit"),
    _Limit("x-ratelimitbysize-remaining-minute", "", "x-ratelimitbysize-limit-minute", minute=True),
    _Limit("x-tokenlimit-remaining", "x-ratelimit-reset", "x-tokenlimit-limit", borrows=True),
)


def reset_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """When the exhausted limits come back, in seconds; where none says that it is exhausted, the
    one of which the smallest share is left, or, where that is not told, the last to come back.
    """
    told = list(_resets(headers, now))
    exhausted = [seconds for left, _, seconds in told if left in _NOTHING]
    if exhausted or not told:
        return max(exhausted, default=None)
    shares = [_share(left, limit) for left, limit, _ in told]
    if None not in shares:
        scarcest = min(share for share in shares if share is not None)
        told = [each for each, share in zip(told, shares, strict=True) if share == scarcest]
    return max(seconds for _, _, seconds in told)


def used_up_s(headers: Mapping[str, str]) -> float | None:
    """Seconds until the limits come back of which an answer says that nothing is left; None where
    it says no such thing. Every answer is asked, so it is cheap where nothing is said.
    """
    for limit in _LIMITS:
        if headers.get(limit.remaining) in _NOTHING:
            break
    else:
        return None
    resets = _resets(headers, datetime.now(UTC))
    return max((wait for left, _, wait in resets if left in _NOTHING), default=None)


def _resets(headers: Mapping[str, str], now: datetime) -> Iterator[tuple[str, str, float]]:
    """What is left of each limit, of how much, and seconds until it comes back."""
    for names in _LIMITS:
        text = headers.get(names.reset)
        left, limit = headers.get(names.remaining), headers.get(names.limit, "").strip()
        if text is not None:
            seconds = _seconds(text, now)
        elif names.minute and left is not None and limit not in _NOTHING:
            # Nothing at all is allowed where the limit itself is 0: no minute brings it back.
            seconds = sane_s(_MINUTE_S - now.second - now.microsecond / 1e6)
        else:
            continue
        if seconds is not None and (left is not None or not names.borrows):
            yield (left or "").strip(), limit, seconds


def _seconds(text: str, now: datetime) -> float | None:
    """Until a moment (RFC 3339, or a number of seconds or milliseconds since 1970), or a span."""
    text = text.strip()
    try:
        number = float(text)
    except ValueError:
        span = duration_s(text)
        return span if span is not None else until_s(rfc3339(text), now)
    if number >= _EPOCH_MS:
        return sane_s(number / 1000 - now.timestamp())
    return sane_s(number - now.timestamp() if number >= _EPOCH_S else number)


def _share(left: str, limit: str) -> float | None:
    try:
        whole = float(limit)
        return float(left) / whole if whole > 0 else None
    except ValueError:
        return None
