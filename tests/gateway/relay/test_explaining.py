"""The explainer says what the planner does: the same candidates, and a reason for every other."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.calendar import Calendar
from gateway.domain.channel import Channel, ChannelKey, KeyState
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.route import Bar, Barred
from gateway.ledger.tally import Tallies
from gateway.relay.channel_gauges import ChannelGauges
from gateway.relay.explaining import explain, explain_plan
from gateway.relay.planner import Planner, Snapshot
from gateway.relay.rests import Rests
from gateway.relay.route_words import barred_words

KINDS = (
    FailureClass.BAD_KEY,
    FailureClass.RATE_LIMIT,
    FailureClass.OVERLOADED,
    FailureClass.MODEL_NOT_FOUND,
)


def channel(ident: int, **fields: object) -> Channel:
    values: dict[str, object] = {
        "name": f"c{ident}",
        "provider": "openai",
        "base_url": "http://upstream",
        "models": ("m",),
        "keys": (ChannelKey(ident * 10, ident, hint="0000"),),
    }
    return Channel(id=ident, **{**values, **fields})  # type: ignore[arg-type]


def planner(*channels: Channel) -> tuple[Planner, Rests]:
    rests = Rests(lambda: 1000.0)
    made = Planner(
        rests, ChannelGauges(lambda: 1000.0, Tallies(Calendar()), lambda: 0), random.Random(7)
    )
    made.snapshot = Snapshot(channels, lambda provider: provider != "ollama")
    return made, rests


channels = st.builds(
    channel,
    st.integers(1, 6),
    enabled=st.booleans(),
    priority=st.integers(0, 2),
    weight=st.integers(0, 3),
    provider=st.sampled_from(("openai", "ollama")),
    models=st.sampled_from((("m",), ("x",), ("m", "x"))),
    groups=st.sampled_from((("default",), ("vip",))),
)
states = st.sampled_from(tuple(KeyState))


@given(
    st.lists(channels, max_size=6, unique_by=lambda each: each.id),
    st.lists(st.tuples(st.integers(1, 6), states), max_size=8),
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 2), st.sampled_from(KINDS)), max_size=8),
)
def test_whoever_is_walked_is_a_step_and_everybody_else_has_a_reason(
    made: list[Channel],
    keys: list[tuple[int, KeyState]],
    failed: list[tuple[int, int, FailureClass]],
) -> None:
    own: dict[int, list[ChannelKey]] = {}
    for at, (ident, state) in enumerate(keys):
        own.setdefault(ident, []).append(ChannelKey(ident * 10 + at, ident, "0000", state))
    table = [channel_with(each, tuple(own.get(each.id, ()))) for each in made]
    walking, rests = planner(*table)
    for ident, at, kind in failed:
        ids = [key.id for key in own.get(ident, ())] or [0]
        rests.failed(ident, ids[at % len(ids)], "m", Failure(kind, 500, "it failed"))
    route = explain(walking.snapshot, walking.conditions, "default", "m")
    plan = walking.plan("default", "m")
    walked = []
    while (candidate := walking.next(plan)) is not None:
        walked.append(candidate.channel.id)
        plan.failed(candidate, Failure(FailureClass.OVERLOADED, 500, "it failed"))
    assert sorted(walked) == sorted(step.channel_id for step in route.steps)
    tiers = {step.channel_id: (step.soft, step.tier) for step in route.steps}
    assert [tiers[ident] for ident in walked] == sorted(tiers[ident] for ident in walked)
    assert {step.channel_id for step in route.steps} | {b.channel_id for b in route.barred} == {
        each.id for each in table
    }
    for soft, tier in set(tiers.values()):
        shares = [s.share for s in route.steps if (s.soft, s.tier) == (soft, tier)]
        assert abs(sum(shares) - 1) < 1e-9
    assert all(barred_words(each.barred) for each in route.barred)


def channel_with(made: Channel, keys: tuple[ChannelKey, ...]) -> Channel:
    return Channel(
        id=made.id,
        name=made.name,
        provider=made.provider,
        base_url=made.base_url,
        enabled=made.enabled,
        models=made.models,
        groups=made.groups,
        priority=made.priority,
        weight=made.weight,
        keys=keys,
    )


def test_each_reason_by_its_name() -> None:
    made, rests = planner(
        channel(1, priority=1),
        channel(2, enabled=False),
        channel(3, keys=()),
        channel(4, keys=(ChannelKey(40, 4, "0000", KeyState.OFF),)),
        channel(5, keys=(ChannelKey(50, 5, "0000", KeyState.LOCKED),)),
        channel(6, models=("other",)),
        channel(7, groups=("vip", "guests")),
        channel(8),
        channel(9),
        channel(10, concurrency=1),
    )
    rests.failed(8, 80, "m", Failure(FailureClass.RATE_LIMIT, 429, "slow down", 30.0))
    rests.rest_channel(9, 60.0)
    busy = made.next(made.plan("default", "m", pin=10))
    assert busy is not None
    made.enter(busy)
    route = explain(made.snapshot, made.conditions, "default", "m")
    assert [(s.channel_id, s.tier, s.share) for s in route.steps] == [(1, 1, 1.0)]
    assert {each.channel_id: each.barred.bar for each in route.barred} == {
        2: Bar.OFF,
        3: Bar.NO_KEY,
        4: Bar.KEY_OFF,
        5: Bar.KEY_LOCKED,
        6: Bar.MODEL,
        7: Bar.GROUP,
        8: Bar.RESTING,
        9: Bar.SPARED,
        10: Bar.FULL,
    }
    words = {each.channel_id: barred_words(each.barred) for each in route.barred}
    assert words[8] == "resting for 30 s (HTTP 429 rate limit)"
    assert words[7] == "serves other groups (vip, guests)"
    assert words[10] == "full (its limit is 1 requests at once)"
    assert route.wait_s == 1.0


def test_what_failed_lately_comes_last_and_says_so() -> None:
    made, rests = planner(channel(1, priority=9), channel(2), channel(3, weight=3))
    rests.failed(1, 10, "m", Failure(FailureClass.OVERLOADED, 503, "busy"))
    route = explain(made.snapshot, made.conditions, "default", "m")
    assert [(s.channel_id, s.share, s.soft) for s in route.steps] == [
        (3, 0.75, False),
        (2, 0.25, False),
        (1, 1.0, True),
    ]


def test_a_payers_own_obstacle_is_told_and_what_was_tried_in_a_request() -> None:
    made, _ = planner(channel(1), channel(2))
    route = explain(
        made.snapshot,
        made.conditions,
        "default",
        "m",
        forbids=lambda channel, sent: Barred(Bar.NO_PRICE) if channel.id == 1 else None,
    )
    assert [(b.channel_id, b.barred.bar) for b in route.barred] == [(1, Bar.NO_PRICE)]
    plan = made.plan("default", "m")
    while candidate := made.next(plan):
        plan.failed(candidate, Failure(FailureClass.OVERLOADED, 500, "it failed"))
    assert {each.barred.bar for each in explain_plan(made, plan).barred} == {Bar.TRIED}
