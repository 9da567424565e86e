"""Counting what is under way and what the last minute held."""

from __future__ import annotations

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.limits import SOON_S, Full, Gauge, LimitKind, Limits


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_no_limits_forbid_nothing() -> None:
    assert not Limits()
    gauge = Gauge(Clock())
    for _ in range(100):
        gauge.enter()
    assert gauge.full(Limits()) is None


def test_requests_at_once_leave_by_leaving_and_only_once() -> None:
    gauge, limits = Gauge(Clock()), Limits(concurrency=2)
    first, second = gauge.enter(), gauge.enter()
    assert gauge.full(limits) == Full(LimitKind.CONCURRENCY, 2, SOON_S)
    first.leave()
    first.leave()
    assert (gauge.running, gauge.full(limits)) == (1, None)
    second.leave()
    assert gauge.running == 0


def test_requests_a_minute_count_from_their_start_and_tell_when_there_is_room() -> None:
    clock = Clock()
    gauge, limits = Gauge(clock), Limits(rpm=2)
    gauge.enter().leave()
    clock.now += 20
    gauge.enter()
    assert gauge.full(limits) == Full(LimitKind.REQUESTS, 2, 40.0)
    clock.now += 39.5
    assert gauge.full(limits) == Full(LimitKind.REQUESTS, 2, 0.5)
    clock.now += 0.5
    assert gauge.full(limits) is None


def test_tokens_are_held_until_they_are_known_and_count_for_a_minute_then() -> None:
    clock = Clock()
    gauge, limits = Gauge(clock), Limits(tpm=1000)
    assert gauge.full(limits, 1001) == Full(LimitKind.TOKENS, 1000, None)
    long = gauge.enter(800)
    assert gauge.full(limits, 201) == Full(LimitKind.TOKENS, 1000, SOON_S)
    assert gauge.full(limits, 200) is None
    # A request that runs for longer than a minute is still held.
    clock.now += 90
    assert gauge.full(limits, 201) == Full(LimitKind.TOKENS, 1000, SOON_S)
    long.used(950)
    long.used(950)
    assert gauge.full(limits, 50) is None
    assert gauge.full(limits, 51) == Full(LimitKind.TOKENS, 1000, 60.0)
    clock.now += 60
    assert gauge.full(limits, 1000) is None


def test_a_minute_that_is_used_up_refuses_the_smallest_request() -> None:
    gauge, limits = Gauge(Clock()), Limits(tpm=100)
    gauge.enter(10).used(400)
    assert gauge.full(limits, 0) == Full(LimitKind.TOKENS, 100, 60.0)


@given(st.lists(st.tuples(st.integers(0, 160), st.booleans()), max_size=80), st.integers(1, 5))
def test_no_minute_ever_holds_more_requests_than_its_limit(
    steps: list[tuple[int, bool]], rpm: int
) -> None:
    clock = Clock()
    gauge, limits = Gauge(clock), Limits(rpm=rpm)
    entered: deque[float] = deque()
    for quarters, at_the_told_time in steps:
        full = gauge.full(limits)
        clock.now += full.wait_s if full and full.wait_s and at_the_told_time else quarters / 4
        full = gauge.full(limits)
        inside = [at for at in entered if at > clock.now - 60]
        assert (full is not None) == (len(inside) >= rpm)
        if full is None:
            gauge.enter()
            entered.append(clock.now)
