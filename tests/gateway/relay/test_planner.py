"""Routing: tier by tier, weighted inside a tier, rests honoured, reasons told."""

from __future__ import annotations

import random
from collections import Counter

from gateway.domain.calendar import Calendar
from gateway.domain.channel import Channel, ChannelKey, KeyState
from gateway.domain.failure import Failure, FailureClass
from gateway.ledger.tally import Tallies
from gateway.relay.channel_gauges import ChannelGauges
from gateway.relay.explaining import explain_plan
from gateway.relay.planner import Candidate, Plan, Planner, Snapshot
from gateway.relay.rests import Rests
from gateway.relay.route_words import barred_words


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def key(ident: int, channel_id: int, state: KeyState = KeyState.READY) -> ChannelKey:
    return ChannelKey(ident, channel_id, hint=f"{ident:04}", state=state)


def channel(ident: int, **fields: object) -> Channel:
    values: dict[str, object] = {
        "name": f"c{ident}",
        "provider": "openai",
        "base_url": "http://upstream",
        "models": ("m",),
        "keys": (key(ident * 10, ident),),
    }
    return Channel(id=ident, **{**values, **fields})  # type: ignore[arg-type]


def planner(*channels: Channel) -> tuple[Planner, Rests, Clock]:
    clock = Clock()
    rests = Rests(clock)
    made = Planner(rests, ChannelGauges(clock, Tallies(Calendar()), lambda: 0), random.Random(7))
    made.snapshot = Snapshot(channels, lambda provider: provider != "ollama")
    return made, rests, clock


def failure(kind: FailureClass, retry_after_s: float | None = None) -> Failure:
    return Failure(kind, 500, "it failed", retry_after_s)


def walk(made: Planner, group: str = "default", model: str = "m", pin: int = 0) -> list[Candidate]:
    """Every candidate in the order tried, each failing as overloaded."""
    plan = made.plan(group, model, pin)
    seen = []
    while candidate := made.next(plan):
        seen.append(candidate)
        plan.failed(candidate, failure(FailureClass.OVERLOADED))
    return seen


def reasons(made: Planner, plan: Plan) -> list[str]:
    """Why nobody is left, as an error tells it."""
    return [f"{each.name}: {barred_words(each.barred)}" for each in explain_plan(made, plan).barred]


def test_higher_priority_first_and_nobody_twice() -> None:
    made, _, _ = planner(channel(1, priority=0), channel(2, priority=5), channel(3, priority=-1))
    assert [c.channel.id for c in walk(made)] == [2, 1, 3]


def test_who_is_wished_for_comes_first_if_it_can() -> None:
    made, rests, _ = planner(channel(1, priority=5), channel(2, keys=(key(20, 2), key(21, 2))))
    plan = made.plan("default", "m")
    plan.first = (2, 21)
    wished = made.next(plan)
    assert wished is not None
    assert (wished.channel.id, wished.key.id) == (2, 21)
    plan.failed(wished, failure(FailureClass.RATE_LIMIT))
    assert [c.key.id for c in (made.next(plan),) if c] == [10]
    for first in ((3, 30), (2, 22)):
        plan = made.plan("default", "m")
        plan.first = first
        assert [c.key.id for c in (made.next(plan),) if c] == [10]
    rests.failed(2, 21, "m", failure(FailureClass.BAD_KEY))
    plan = made.plan("default", "m")
    plan.first = (2, 21)
    assert [c.key.id for c in (made.next(plan),) if c] == [10]


def test_weights_share_a_tier_and_zero_means_only_as_a_last_resort() -> None:
    made, _, _ = planner(channel(1, weight=3), channel(2, weight=1), channel(3, weight=0))
    first = Counter(made.next(made.plan("default", "m")).channel.id for _ in range(4000))
    assert 2.5 < first[1] / first[2] < 3.5
    assert first[3] == 0
    assert {c.channel.id for c in walk(made)} == {1, 2, 3}


def test_groups_models_and_switched_off_channels() -> None:
    made, _, _ = planner(
        channel(1, groups=("vip",)), channel(2, models=("other",)), channel(3, enabled=False)
    )
    assert walk(made) == []
    assert [c.channel.id for c in walk(made, "vip")] == [1]
    assert made.snapshot.models("default") == ["other"]


def test_an_alias_is_routable_and_sends_its_target() -> None:
    made, _, _ = planner(channel(1, models=("real",), aliases={"nick": "real"}))
    assert [c.sent_model for c in walk(made, model="nick")] == ["real"]
    assert [c.sent_model for c in walk(made, model="real")] == ["real"]


def test_another_key_of_the_same_channel_after_a_key_failure_only() -> None:
    two = channel(1, keys=(key(10, 1), key(11, 1)))
    for kind, tries in ((FailureClass.BAD_KEY, 2), (FailureClass.OVERLOADED, 1)):
        made, _, _ = planner(two)
        plan = made.plan("default", "m")
        seen = []
        while candidate := made.next(plan):
            seen.append(candidate.key.id)
            plan.failed(candidate, failure(kind))
        assert len(set(seen)) == tries, kind


def test_a_rate_limited_key_rests_exactly_as_long_as_told() -> None:
    made, rests, clock = planner(channel(1))
    rests.failed(1, 10, "m", failure(FailureClass.RATE_LIMIT, 42.0))
    plan = made.plan("default", "m")
    assert made.next(plan) is None
    assert reasons(made, plan) == ["c1: resting for 42 s (HTTP 500 rate limit)"]
    assert explain_plan(made, plan).wait_s == 42.0
    clock.now += 42.0
    assert made.next(made.plan("default", "m")) is not None


def test_an_overloaded_channel_is_only_put_behind_those_that_work() -> None:
    made, rests, _ = planner(channel(1, priority=9), channel(2))
    rests.failed(1, 10, "m", failure(FailureClass.OVERLOADED))
    assert [c.channel.id for c in walk(made)] == [2, 1]
    assert [c.channel.id for c in walk(made, model="other")] == []


def test_rests_double_in_a_row_and_end_with_success() -> None:
    _, rests, clock = planner()
    lengths = []
    for _ in range(8):
        rest = rests.failed(1, 10, "m", failure(FailureClass.OVERLOADED))
        assert rest is not None
        lengths.append(rest.seconds)
        clock.now += rest.seconds
    assert lengths[:4] == [5.0, 10.0, 20.0, 40.0]
    assert lengths[-1] == 300.0
    assert rests.succeeded(1, 10, "m")
    assert not rests.succeeded(1, 10, "m")
    again = rests.failed(1, 10, "m", failure(FailureClass.OVERLOADED))
    assert again is not None
    assert again.seconds == 5.0


def test_the_requests_own_faults_rest_nobody() -> None:
    _, rests, _ = planner()
    for kind in (
        FailureClass.BAD_REQUEST,
        FailureClass.CONTENT_FILTER,
        FailureClass.CONTEXT_TOO_LONG,
    ):
        assert rests.failed(1, 10, "m", failure(kind)) is None


def test_a_rejected_key_comes_back_by_itself_but_the_owners_off_does_not() -> None:
    rejected = channel(1, keys=(key(10, 1, KeyState.REJECTED),))
    off = channel(2, keys=(key(20, 2, KeyState.OFF),))
    made, rests, clock = planner(rejected, off)
    rests.failed(1, 10, "m", failure(FailureClass.BAD_KEY))
    plan = made.plan("default", "m")
    assert made.next(plan) is None
    assert reasons(made, plan)[1] == "c2: its key is switched off"
    clock.now += 600
    assert [c.channel.id for c in walk(made)] == [1]


def test_resume_ends_every_rest_of_a_channel() -> None:
    made, rests, _ = planner(channel(1))
    rests.failed(1, 10, "m", failure(FailureClass.RATE_LIMIT, 999.0))
    rests.failed(1, 10, "m", failure(FailureClass.MODEL_NOT_FOUND))
    rests.resume(1, (10,))
    assert [c.channel.id for c in walk(made)] == [1]


def test_a_pin_bypasses_group_and_model_but_not_the_switch() -> None:
    made, _, _ = planner(channel(1, groups=("vip",), models=("x",)), channel(2, enabled=False))
    assert [c.channel.id for c in walk(made, pin=1)] == [1]
    assert walk(made, pin=2) == []
    assert made.plan("default", "m", pin=99).tiers == ()


def test_a_keyless_provider_needs_no_key_and_others_say_so() -> None:
    made, _, _ = planner(channel(1, provider="ollama", keys=()), channel(2, keys=()))
    plan = made.plan("default", "m")
    candidate = made.next(plan)
    assert candidate is not None
    assert candidate.channel.id == 1
    plan.failed(candidate, failure(FailureClass.NETWORK))
    assert made.next(plan) is None
    assert "c2: has no key" in reasons(made, plan)
