"""How long an upstream asks to be left alone."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.failure import FailureClass
from gateway.providers.refusals.errors import classify
from gateway.providers.refusals.limit_headers import used_up_s
from gateway.providers.refusals.waiting import LONGEST_S, duration_s, google_retry_s, retry_after_s

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("6m0s", 360.0),
        ("1s", 1.0),
        ("120ms", 0.12),
        ("1h2m3.5s", 3723.5),
        ("2d", 172800.0),
        ("0", 0.0),
        ("17.5", 17.5),
        ("7.66s", 7.66),
        ("500µs", 0.0005),
        ("", None),
        ("soon", None),
        ("6m and a bit", None),
        ("nan", None),
        ("inf", None),
        ("9" * 60, LONGEST_S),
        ("-5", 0.0),
    ],
)
def test_a_duration(text: str, seconds: float | None) -> None:
    assert duration_s(text) == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "20"}, 20.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": ""}, None),
        ({"retry-after": "later"}, None),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "1e999"}, None),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": format_datetime(NOW + timedelta(seconds=90), usegmt=True)}, 90.0),
        ({"retry-after": format_datetime(NOW - timedelta(hours=1), usegmt=True)}, 0.0),
        ({"retry-after": "99999999"}, LONGEST_S),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_s(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (
            {
                "x-ratelimit-remaining-requests": "0",
                "x-ratelimit-reset-requests": "6m0s",
                "x-ratelimit-remaining-tokens": "9000",
                "x-ratelimit-reset-tokens": "1h",
            },
            360.0,
        ),
        ({"x-ratelimit-reset-requests": "2s", "x-ratelimit-reset-tokens": "120ms"}, 2.0),
        ({"x-ratelimit-reset-requests": "2s", "retry-after": "30"}, 30.0),
        (
            {
                "anthropic-ratelimit-input-tokens-remaining": "0",
                "anthropic-ratelimit-input-tokens-reset": "2026-11-22T12:00:45Z",
                "anthropic-ratelimit-requests-remaining": "40",
                "anthropic-ratelimit-requests-reset": "2026-11-22T13:00:00Z",
            },
            45.0,
        ),
        ({"anthropic-ratelimit-requests-reset": "never"}, None),
        (  # OpenRouter: milliseconds since 1970
            {
                "x-ratelimit-limit": "50",
                "x-ratelimit-remaining": "0",
                "x-ratelimit-reset": str(int((NOW.timestamp() + 90) * 1000)),
            },
            90.0,
        ),
        (  # SambaNova: seconds since 1970
            {
                "x-ratelimit-remaining-requests": "0",
                "x-ratelimit-reset-requests": str(int(NOW.timestamp()) + 30),
            },
            30.0,
        ),
        (  # Together: seconds
            {
                "x-ratelimit-remaining": "9",
                "x-tokenlimit-remaining": "0",
                "x-ratelimit-reset": "1",
            },
            1.0,
        ),
        (  # Cerebras: what is scarcest, though the day is further away
            {
                "x-ratelimit-limit-requests-day": "14400",
                "x-ratelimit-remaining-requests-day": "14000",
                "x-ratelimit-reset-requests-day": "33011.382867",
                "x-ratelimit-limit-tokens-minute": "60000",
                "x-ratelimit-remaining-tokens-minute": "312",
                "x-ratelimit-reset-tokens-minute": "11.38",
            },
            11.38,
        ),
        (  # Cerebras: the day is used up
            {
                "x-ratelimit-remaining-requests-day": "0",
                "x-ratelimit-reset-requests-day": "33011.5",
                "x-ratelimit-remaining-tokens-minute": "60000",
                "x-ratelimit-reset-tokens-minute": "11.38",
            },
            33011.5,
        ),
        (  # Mistral: by the minute of the clock
            {
                "x-ratelimit-limit-req-minute": "60",
                "x-ratelimit-remaining-req-minute": "0",
                "x-ratelimit-limit-tokens-minute": "50000",
                "x-ratelimit-remaining-tokens-minute": "47196",
                "x-ratelimit-tokens-query-cost": "2804",
            },
            60.0,
        ),
        (  # Mistral, of a key that is allowed nothing: no minute brings that back
            {"x-ratelimit-limit-req-minute": "0", "x-ratelimit-remaining-req-minute": "0"},
            None,
        ),
        (  # Mistral, before 2025
            {
                "ratelimitbysize-limit": "500000",
                "ratelimitbysize-remaining": "0",
                "ratelimitbysize-reset": "28",
                "x-ratelimitbysize-limit-minute": "500000",
                "x-ratelimitbysize-remaining-minute": "499900",
            },
            28.0,
        ),
        ({"x-ratelimit-reset-requests": "soon"}, None),
    ],
)
def test_a_rate_limit_without_retry_after_tells_when_it_resets(
    headers: dict[str, str], seconds: float | None
) -> None:
    failure = classify(429, headers, b"{}", now=NOW)
    assert failure.kind is FailureClass.RATE_LIMIT
    assert failure.retry_after_s == seconds


def test_openrouter_says_in_the_body_too_when_its_limit_comes_back() -> None:
    """As a client of the free models printed it in 2026."""
    text = (
        "Rate limit exceeded: free-models-per-day. "
        "Add 10 credits to unlock 1000 free model requests per day"
    )
    told = {
        "X-RateLimit-Limit": "50",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": str(int((NOW.timestamp() + 3600) * 1000)),
    }
    error = {"message": text, "code": 429, "metadata": {"headers": told}}
    for status in (429, 200):
        failure = classify(status, {}, json.dumps({"error": error}).encode(), now=NOW)
        assert (failure.kind, failure.retry_after_s) == (FailureClass.RATE_LIMIT, 3600.0)


USED_UP: tuple[tuple[dict[str, str], bool], ...] = (
    ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "6m0s"}, True),
    ({"x-ratelimit-remaining-req-minute": "0", "x-ratelimit-limit-req-minute": "60"}, True),
    ({"x-ratelimit-remaining-tokens-month": "0", "x-ratelimit-remaining-req-minute": "9"}, False),
    ({"x-ratelimitbysize-remaining-minute": "0"}, True),
    ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999000"}, True),
    ({"x-ratelimit-remaining-requests-day": "0", "x-ratelimit-reset-requests-day": "9.5"}, True),
    ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-over-limit": "yes"}, False),
    ({"x-ratelimit-remaining-tokens": "12"}, False),
    ({}, False),
)


@pytest.mark.parametrize(("headers", "is_used_up"), USED_UP)
def test_answers_tell_that_nothing_is_left_until_a_time(
    headers: dict[str, str], is_used_up: bool
) -> None:
    seconds = used_up_s(headers)
    assert (seconds is not None) == is_used_up
    assert seconds is None or 0 < seconds <= LONGEST_S


def test_a_reset_says_nothing_about_an_overload() -> None:
    failure = classify(503, {"x-ratelimit-reset-requests": "6m0s"}, b"{}", now=NOW)
    assert failure.retry_after_s is None


@pytest.mark.parametrize(
    ("details", "now", "seconds"),
    [
        ([{"retryDelay": "17s"}], NOW, 17.0),
        ([{"@type": "x"}, {"retryDelay": "0.5s"}], NOW, 0.5),
        (
            [
                {"violations": [{"quotaId": "GenerateRequestsPerDayPerProject"}]},
                {"retryDelay": "9s"},
            ],
            NOW,
            20 * 3600.0,  # midnight in California is 08:00 UTC
        ),
        (
            [{"violations": [{"quotaId": "GenerateRequestsPerDayPerProject"}]}],
            NOW.replace(hour=7, minute=30),
            1800.0,
        ),
        ([{"violations": [{"quotaId": "PerMinute"}]}, {"retryDelay": "9s"}], NOW, 9.0),
        ([{"violations": "many"}, 7, None], NOW, None),
        (None, NOW, None),
        ({}, NOW, None),
    ],
)
def test_googles_details(details: Any, now: datetime, seconds: float | None) -> None:
    assert google_retry_s(details, now) == seconds


@given(st.dictionaries(st.sampled_from(["retry-after", "retry-after-ms"]), st.text(max_size=40)))
def test_no_header_is_too_strange(headers: dict[str, str]) -> None:
    seconds = retry_after_s(headers, NOW)
    assert seconds is None or 0 <= seconds <= LONGEST_S
