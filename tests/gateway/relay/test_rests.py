"""Circuits: closed, open for as long as told, half-open for one request."""

from __future__ import annotations

import asyncio

from gateway.domain.circuit import CircuitState
from gateway.domain.failure import Failure, FailureClass
from gateway.relay.rests import Rests


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def failure(kind: FailureClass, retry_after_s: float | None = None) -> Failure:
    return Failure(kind, 500, "it failed", retry_after_s)


def made() -> tuple[Rests, Clock]:
    clock = Clock()
    return Rests(clock), clock


def test_a_rate_limit_is_a_keys_for_one_model() -> None:
    rests, _ = made()
    rests.failed(1, 10, "m", failure(FailureClass.RATE_LIMIT, 30.0))
    assert rests.resting(1, 10, "m") is not None
    assert rests.resting(1, 10, "other") is None
    assert rests.resting(1, 11, "m") is None
    rests.failed(1, 10, "m", failure(FailureClass.BAD_KEY))
    assert rests.resting(1, 10, "other") is not None


def test_after_its_rest_one_request_tries_and_the_others_see_it_resting() -> None:
    rests, clock = made()
    rests.failed(1, 10, "m", failure(FailureClass.RATE_LIMIT, 30.0))
    assert rests.try_again(1, 10, "m") is None
    clock.now += 30
    assert [c.state for c in rests.circuits(1)] == [CircuitState.HALF_OPEN]
    assert rests.resting(1, 10, "m") is None
    trial = rests.try_again(1, 10, "m")
    assert trial is not None
    assert rests.try_again(1, 10, "m") is None
    barred = rests.resting(1, 10, "m")
    assert barred is not None
    assert barred.trial is trial
    assert [c.trying for c in rests.circuits(1)] == [True]
    trial.end()
    assert rests.resting(1, 10, "m") is None
    assert rests.succeeded(1, 10, "m")
    assert rests.circuits(1) == []


def test_a_trial_that_fails_opens_the_circuit_for_twice_as_long() -> None:
    rests, clock = made()
    rests.failed(1, 10, "m", failure(FailureClass.RATE_LIMIT))
    clock.now += 15
    trial = rests.try_again(1, 10, "m")
    assert trial is not None
    again = rests.failed(1, 10, "m", failure(FailureClass.RATE_LIMIT))
    trial.end()
    assert again is not None
    assert (again.seconds, again.failures) == (30.0, 2)
    assert rests.resting(1, 10, "m") is again


def test_failures_at_once_are_one_trouble_and_not_many_in_a_row() -> None:
    rests, _ = made()
    seconds = []
    for _ in range(6):
        rest = rests.failed(1, 10, "m", failure(FailureClass.OVERLOADED))
        assert rest is not None
        seconds.append(rest.seconds)
    assert seconds == [5.0] * 6


async def test_who_waits_for_a_trial_is_told_when_it_ends() -> None:
    rests, clock = made()
    rests.failed(1, 10, "m", failure(FailureClass.BAD_KEY))
    clock.now += 600
    trial = rests.try_again(1, 10, "m")
    assert trial is not None
    assert not await trial.wait(0.0)
    waiting = asyncio.gather(trial.wait(60.0), trial.wait(60.0))
    trial.end()
    assert await waiting == [True, True]


def test_what_headers_say_is_used_up_comes_back_on_time_and_nothing_has_failed() -> None:
    rests, clock = made()
    rests.used_up(1, 10, "m", 8.0)
    rest = rests.resting(1, 10, "m")
    assert rest is not None
    assert (rest.hard, rest.failed, rests.left(rest)) == (True, False, 8.0)
    assert not rests.succeeded(1, 10, "m")
    rests.used_up(1, 10, "m", 3.0)
    assert rests.left(rest) == 8.0
    clock.now += 8
    assert rests.resting(1, 10, "m") is None
    assert rests.try_again(1, 10, "m") is None
    assert rests.circuits(1) == []


def test_a_refused_key_waits_for_its_probe_whatever_the_time() -> None:
    rests, clock = made()
    woken: list[bool] = []
    rests.leave_to_probes(lambda channel, key, kind: key == 10, lambda: woken.append(True))
    rests.failed(1, 10, "m", failure(FailureClass.BAD_KEY))
    rests.failed(1, 11, "m", failure(FailureClass.BAD_KEY))
    assert len(woken) == 2
    clock.now += 700
    assert rests.resting(1, 11, "m") is None
    assert rests.resting(1, 10, "m") is not None
    assert rests.try_again(1, 10, "m") is None
    assert [(channel, key) for channel, key, _ in rests.held()] == [(1, 10)]
    rests.postpone(10, 60)
    assert rests.left(rests.held()[0][2]) == 60
    rests.let_go(10)
    assert rests.resting(1, 10, "m") is None
    assert rests.try_again(1, 10, "m") is not None


def test_probes_take_over_what_already_rests() -> None:
    rests, _ = made()
    rests.put_back(1, 10, failure(FailureClass.NO_MONEY), 0.0)
    assert rests.resting(1, 10, "m") is None
    rests.leave_to_probes(lambda channel, key, kind: True, lambda: None)
    assert rests.resting(1, 10, "m") is not None


def test_the_owners_rest_outlives_failures_and_answers() -> None:
    rests, clock = made()
    rests.rest_channel(1, 60.0)
    rests.failed(1, 0, "m", failure(FailureClass.BAD_KEY))
    assert rests.by_owner(1) == 60.0
    assert not rests.succeeded(1, 0, "m")
    clock.now += 60
    assert rests.resting(1, 0, "m") is None
    assert rests.circuits(1) == []
