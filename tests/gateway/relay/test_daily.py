"""Tokens of a day, by key."""

from __future__ import annotations

from gateway.relay.daily import DailyTokens
from gateway.store.journal import AttemptRow

DAY_MS = 86_400_000


class Sun:
    def __init__(self) -> None:
        self.now = DAY_MS * 100 + 1

    def day(self) -> tuple[int, int]:
        start = self.now // DAY_MS * DAY_MS
        return start, start + DAY_MS


def attempt(key_id: int, read: int, wrote: int) -> AttemptRow:
    return AttemptRow(
        request_id="req_1",
        number=1,
        channel_id=1,
        channel_name="c",
        key_id=key_id,
        key_hint="",
        sent_model="m",
        status="done",
        http_status=200,
        error_class="",
        error_message="",
        start_ms=0,
        connect_ms=0,
        first_token_ms=0,
        duration_ms=0,
        input_tokens=read,
        output_tokens=wrote,
        cost_nano=0,
        upstream_request_id="",
    )


def test_both_ways_count_and_midnight_forgets() -> None:
    sun = Sun()
    daily = DailyTokens(lambda: sun.now, sun.day)
    daily.count([attempt(10, 30, 20), attempt(11, 0, 0)])
    daily.count([attempt(10, 1, 0)])
    assert (daily.used(1, 10), daily.used(1, 11)) == (51, 0)
    assert daily.left_s == (DAY_MS - 1) / 1000
    sun.now += DAY_MS - 2
    assert daily.used(1, 10) == 51
    sun.now += 1
    assert daily.used(1, 10) == 0


def test_a_clock_that_goes_wrong_and_back_neither_forgets_a_day_nor_prolongs_it() -> None:
    sun = Sun()
    daily = DailyTokens(lambda: sun.now, sun.day)
    daily.count([attempt(10, 30, 20)])
    sun.now += 30 * DAY_MS
    assert daily.used(1, 10) == 0
    daily.count([attempt(10, 5, 0)])
    sun.now -= 30 * DAY_MS
    assert daily.used(1, 10) == 50
    sun.now += DAY_MS
    assert daily.used(1, 10) == 0, "the next day has begun"
    sun.now += 29 * DAY_MS
    assert daily.used(1, 10) == 5


def test_what_the_store_knows_is_not_counted_twice() -> None:
    sun = Sun()
    daily = DailyTokens(lambda: sun.now, sun.day)
    daily.load({(1, 10): 40})
    daily.count([attempt(10, 3, 7)])
    daily.load({(1, 10): 50, (1, 11): 7})
    assert (daily.used(1, 10), daily.used(1, 11)) == (50, 7)
    assert daily.loaded
