"""Strategies inside a tier: what they choose, and the shares they tell."""

from __future__ import annotations

import random
from collections import Counter

from gateway.domain.calendar import Calendar
from gateway.domain.channel import Channel, ChannelKey
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.routing import RoutingRules, Strategy
from gateway.ledger.tally import Tallies
from gateway.relay.channel_gauges import ChannelGauges
from gateway.relay.choosing import Cheapest, Fastest, RoundRobin, Speeds
from gateway.relay.planner import Planner, Snapshot
from gateway.relay.rests import Rests
from gateway.relay.routing import Routing

RNG = random.Random(7)


def channel(ident: int, weight: int = 1, priority: int = 0) -> Channel:
    return Channel(
        id=ident,
        name=f"c{ident}",
        provider="openai",
        base_url="http://upstream",
        models=("m", "n"),
        keys=(ChannelKey(ident * 10, ident, hint="0000"),),
        weight=weight,
        priority=priority,
    )


def test_the_cheapest_first_those_of_one_price_by_weight_and_unknown_prices_last() -> None:
    costs = {1: 30, 2: 20, 3: 20, 4: None}
    cheapest = Cheapest(lambda channel, sent: costs[channel.id])
    all_four = [channel(1), channel(2, weight=3), channel(3), channel(4)]
    assert cheapest.shares("m", all_four) == [0, 0.75, 0.25, 0]
    assert cheapest.shares("m", [all_four[0], all_four[3]]) == [1, 0]
    assert cheapest.shares("m", [all_four[3], channel(4, weight=0)]) == [1, 0]
    seen = Counter(cheapest.choose("m", all_four, RNG) for _ in range(400))
    assert set(seen) == {1, 2}
    assert seen[1] > seen[2]


def test_a_channel_without_weight_may_still_be_the_cheapest() -> None:
    cheapest = Cheapest(lambda channel, sent: channel.id)
    assert cheapest.shares("m", [channel(1, weight=0), channel(2)]) == [1, 0]


def test_the_fastest_is_measured_first_and_others_are_tried_now_and_then() -> None:
    speeds = Speeds()
    fastest, three = Fastest(speeds), [channel(1), channel(2), channel(3)]
    speeds.note(1, "m", first_ms=200, duration_ms=4200, output=400)
    assert fastest.shares("m", three) == [0, 0.5, 0.5]
    speeds.note(2, "m", first_ms=900, duration_ms=1900, output=400)
    speeds.note(3, "m", first_ms=5000, duration_ms=5001, output=400)
    shares = fastest.shares("m", three)
    assert [round(share, 4) for share in shares] == [0.0167, 0.9667, 0.0167]
    for _ in range(30):
        speeds.note(1, "m", first_ms=100, duration_ms=300, output=400)
    assert fastest.shares("m", three)[0] > 0.9
    known = speeds.of(1, "m")
    assert known is not None
    assert 299 < known.expected_ms < 310


def test_what_says_nothing_about_speed_is_not_measured() -> None:
    speeds = Speeds()
    speeds.note(1, "m", first_ms=0, duration_ms=100, output=10)
    speeds.note(1, "m", first_ms=50, duration_ms=100, output=0)
    assert speeds.of(1, "m") is None


def test_each_in_its_turn_as_often_as_its_weight() -> None:
    turns, three = RoundRobin(), [channel(1, 2), channel(2), channel(3)]
    order = [three[turns.choose("m", three, RNG)].id for _ in range(8)]
    assert order == [1, 2, 3, 1] * 2
    assert turns.choose("n", three, RNG) == 0, "each model has turns of its own"
    assert turns.shares("m", three) == [0.5, 0.25, 0.25]


def routed() -> tuple[Planner, Routing, Rests]:
    rests = Rests(lambda: 1000.0)
    planner = Planner(
        rests, ChannelGauges(lambda: 1000.0, Tallies(Calendar()), lambda: 0), random.Random(7)
    )
    planner.snapshot = Snapshot(
        [channel(1), channel(2, weight=50), channel(3, priority=-1)], lambda provider: True
    )
    return planner, Routing(planner, lambda channel, sent: -channel.priority, lambda: 1000.0), rests


def test_a_models_strategy_goes_before_its_groups_and_that_before_the_one_for_all() -> None:
    planner, routing, _ = routed()
    assert planner.plan("default", "m").chooser is None
    rules = RoutingRules({"default": Strategy.CHEAPEST}, {"m": Strategy.ROUND_ROBIN})
    routing.take(rules, Strategy.FASTEST, 0)
    assert [
        routing.strategy(*way) for way in (("default", "m"), ("default", "n"), ("vip", "n"))
    ] == [
        Strategy.ROUND_ROBIN,
        Strategy.CHEAPEST,
        Strategy.FASTEST,
    ]
    assert routing.measures
    assert isinstance(planner.plan("default", "m").chooser, RoundRobin)
    routing.take(RoutingRules({}, {"m": Strategy.WEIGHTED}), Strategy.WEIGHTED, 0)
    assert planner.plan("default", "m").chooser is None
    assert planner.chooser is None
    assert not routing.measures


def test_tiers_are_exhausted_in_order_whatever_the_strategy_and_nobody_twice() -> None:
    for strategy in Strategy:
        planner, routing, _ = routed()
        routing.take(RoutingRules(), strategy, 0)
        plan, seen = planner.plan("default", "m"), []
        while (candidate := planner.next(plan)) is not None:
            seen.append(candidate.channel.id)
            plan.failed(candidate, Failure(FailureClass.OVERLOADED, 500, ""))
        assert sorted(seen[:2]) == [1, 2], strategy
        assert seen[2:] == [3], strategy


def test_a_preferred_candidate_goes_first_in_its_tier_and_never_while_it_rests() -> None:
    planner, _, rests = routed()
    for _ in range(20):
        plan = planner.plan("default", "m")
        plan.prefer = (1, 10)
        candidate = planner.next(plan)
        assert candidate is not None
        assert candidate.channel.id == 1
    plan = planner.plan("default", "m")
    plan.prefer = (3, 30)
    candidate = planner.next(plan)
    assert candidate is not None
    assert candidate.channel.id != 3, "a lower tier does not come before its turn"
    rests.failed(1, 10, "m", Failure(FailureClass.OVERLOADED, 503, ""))
    plan = planner.plan("default", "m")
    plan.prefer = (1, 10)
    candidate = planner.next(plan)
    assert candidate is not None
    assert candidate.channel.id == 2
