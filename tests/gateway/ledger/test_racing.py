"""Two attempts at one request, each with money of its own: nothing is exceeded, nothing is left."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from gateway.domain.budget import Budget, Scope, Unit
from gateway.domain.calendar import Period
from gateway.errors import GatewayError
from gateway.ledger.accounts import AccountKind, Payer, Reservation
from gateway.ledger.ledger import Ledger, Terms
from gateway.ledger.tally import Tally, Used
from tests.gateway.ledger.test_tally import NOON, money, tally


def channel(limit: int, requests: int = 1000) -> Tally:
    return tally(money(limit), Budget(Period.DAY, Unit.REQUESTS, requests), scope=Scope.CHANNEL)


def limited(ledger: Ledger, balance: int, *tallies: Tally) -> Payer:
    ledger.put(AccountKind.PERSON, 1, unlimited=True, balance=0, used=0)
    ledger.put(AccountKind.TOKEN, 1, unlimited=False, balance=balance, used=0)
    return ledger.payer(1, 1, tallies)


def held(mine: Tally) -> list[int]:
    return [each.held for each in mine.left(NOON)]


def test_the_second_needs_money_and_is_no_second_request() -> None:
    ledger, mine = Ledger(), tally(money(100), Budget(Period.DAY, Unit.REQUESTS, 1))
    who = limited(ledger, 90, mine)
    first = ledger.reserve(who, 50, Terms(NOON))
    with pytest.raises(GatewayError):
        ledger.reserve(who, 41, Terms(NOON), beside=True)
    second = ledger.reserve(who, 40, Terms(NOON), beside=True)
    assert held(mine) == [90, 1]
    ledger.take_over(second, first)
    assert (held(mine), who.token.reserved) == ([40, 1], 40)
    ledger.take_over(second, first)
    assert ledger.open_reservations == 1
    ledger.release(second)
    assert (held(mine), who.token.reserved, ledger.open_reservations) == ([0, 0], 0, 0)


def test_one_answer_is_promised_and_never_two() -> None:
    ledger = Ledger()
    who = limited(ledger, 1000)
    first = ledger.reserve(who, 100)
    ledger.promise(first, 600)
    second = ledger.reserve(who, 150, beside=True)
    ledger.promise(second, 700)
    assert who.untold(NOON) == 1000 - 150 - 600
    ledger.take_over(second, first)
    assert who.untold(NOON) == 1000 - 700
    ledger.release(second)
    assert (who.token.promised, who.untold(NOON)) == (0, 1000)


def test_what_a_loser_cost_its_channel_is_held_until_it_is_booked() -> None:
    ledger, one, two = Ledger(), channel(100), channel(100)
    who = limited(ledger, 1000)
    first = ledger.reserve(who, 50, Terms(NOON, 10, one, 50))
    second = ledger.reserve(who, 60, Terms(NOON, 10, two, 60), beside=True)
    ledger.took(first, 8, 30)
    ledger.take_over(second, first)
    assert (held(one), held(two)) == ([30, 1], [60, 1])
    split = ledger.settle(second, 20, 9, 80)
    assert held(two) == [80, 1], "an answer that cost more than was held"
    ledger.commit(second, split)
    assert (held(one), held(two), who.token.balance) == ([0, 0], [0, 0], 980)


def test_what_failed_attempts_cost_is_held_while_the_next_is_asked() -> None:
    ledger, one, two = Ledger(), channel(100), channel(10)
    who = limited(ledger, 1000)
    held_here = ledger.reserve(who, 50, Terms(NOON, 10, one, 50))
    ledger.took(held_here, 8, 30)
    with pytest.raises(GatewayError):
        ledger.change(held_here, 60, Terms(NOON, 10, two, 11))
    assert (held(one), held(two)) == ([80, 1], [0, 0])
    with pytest.raises(GatewayError):
        ledger.change(held_here, 60, Terms(NOON, 10, one, 71))
    ledger.change(held_here, 60, Terms(NOON, 10, two, 10))
    assert (held(one), held(two)) == ([30, 1], [10, 1])
    ledger.release(held_here)
    assert (held(one), held(two)) == ([0, 0], [0, 0])


@dataclass
class Request:
    legs: list[Reservation]
    costs: dict[int, int] = field(default_factory=dict)
    """By channel, what attempts that have ended took."""


class Races(RuleBasedStateMachine):
    """Any order of hedges, top-ups, failures, wins and ends: no account, budget or channel is
    exceeded at any moment, and the ends leave nothing held.
    """

    @initialize(balance=st.integers(1, 600), day=st.integers(1, 600), costs=st.integers(1, 400))
    def begin(self, balance: int, day: int, costs: int) -> None:
        self.ledger = Ledger()
        self.mine = tally(money(day), Budget(Period.DAY, Unit.REQUESTS, 9))
        self.channels = [channel(costs, 9), channel(costs, 9)]
        self.payer = limited(self.ledger, balance, self.mine)
        self.begun = balance
        self.paid = 0
        self.requests: list[Request] = []
        self.log_id = 0

    def _terms(self, number: int, cost: int) -> Terms:
        return Terms(NOON, 0, self.channels[number], cost)

    @rule(nano=st.integers(0, 150), cost=st.integers(0, 150), number=st.integers(0, 1))
    def ask(self, nano: int, cost: int, number: int) -> None:
        try:
            first = self.ledger.reserve(self.payer, nano, self._terms(number, cost))
        except GatewayError:
            return
        self.requests.append(Request([first]))

    def _some(self, index: int) -> Request | None:
        return self.requests[index % len(self.requests)] if self.requests else None

    @rule(index=st.integers(0, 9), nano=st.integers(0, 150), cost=st.integers(0, 150))
    def hedge(self, index: int, nano: int, cost: int) -> None:
        request = self._some(index)
        if request is None or len(request.legs) > 1:
            return
        other = 1 if request.legs[0].channel is self.channels[0] else 0
        terms = self._terms(other, cost)
        try:
            request.legs.append(self.ledger.reserve(self.payer, nano, terms, beside=True))
        except GatewayError:
            return

    @rule(index=st.integers(0, 9), leg=st.integers(0, 1), more=st.integers(1, 90))
    def top_up(self, index: int, leg: int, more: int) -> None:
        request = self._some(index)
        if request is not None:
            held = request.legs[leg % len(request.legs)]
            self.ledger.top_up(held, held.nano + more, 0, held.cost + more)

    def _took(self, request: Request, leg: Reservation, part: int) -> None:
        cost = leg.cost * part // 4
        self.ledger.took(leg, 0, cost)
        number = 0 if leg.channel is self.channels[0] else 1
        request.costs[number] = request.costs.get(number, 0) + cost

    @rule(index=st.integers(0, 9), winner=st.integers(0, 1), part=st.integers(0, 4))
    def one_wins(self, index: int, winner: int, part: int) -> None:
        request = self._some(index)
        if request is None or len(request.legs) < 2:
            return
        won, lost = request.legs[winner], request.legs[1 - winner]
        self._took(request, lost, part)
        self.ledger.take_over(won, lost)
        request.legs = [won]

    @rule(
        index=st.integers(0, 9),
        nano=st.integers(0, 150),
        cost=st.integers(0, 150),
        part=st.integers(0, 4),
    )
    def fail_over(self, index: int, nano: int, cost: int, part: int) -> None:
        request = self._some(index)
        if request is None or len(request.legs) > 1:
            return
        (held,) = request.legs
        self._took(request, held, part)
        other = 1 if held.channel is self.channels[0] else 0
        try:
            self.ledger.change(held, nano, self._terms(other, cost))
        except GatewayError:
            self.requests.remove(request)
            self._book(request, 0, 0)

    @rule(index=st.integers(0, 9), charge=st.integers(0, 200), answered=st.booleans())
    def end(self, index: int, charge: int, answered: bool) -> None:
        if not self.requests:
            return
        request = self.requests.pop(index % len(self.requests))
        for lost in request.legs[1:]:
            self.ledger.take_over(request.legs[0], lost)
        held = request.legs[0]
        if not answered and not request.costs:
            self.ledger.release(held)
            return
        self._book(request, charge, min(charge, held.cost))

    def _book(self, request: Request, charge: int, cost: int) -> None:
        held = request.legs[0]
        split = self.ledger.settle(held, charge, 0, cost)
        self.ledger.commit(held, split)
        self.paid += split.paid
        self.log_id += 1
        self.mine.add(Used(self.log_id, NOON, (1, 0, split.paid)))
        number = 0 if held.channel is self.channels[0] else 1
        request.costs[number] = request.costs.get(number, 0) + cost
        for each, took in request.costs.items():
            self.channels[each].add(Used(self.log_id, NOON, (1, 0, took)))

    @invariant()
    def nothing_is_exceeded(self) -> None:
        if not hasattr(self, "payer"):
            return
        token = self.payer.token
        assert token.balance == self.begun - self.paid
        assert token.available >= 0
        assert token.reserved >= 0
        for each in (self.mine, *self.channels):
            for left in each.left(NOON):
                assert left.held >= 0
                assert left.used + left.held <= left.allowed

    def teardown(self) -> None:
        if not hasattr(self, "payer"):
            return
        for request in self.requests:
            for held_here in request.legs:
                self.ledger.release(held_here)
        assert self.ledger.open_reservations == 0
        assert (self.payer.token.reserved, self.payer.token.promised) == (0, 0)
        for each in (self.mine, *self.channels):
            assert held(each) == [0, 0]


TestAnyOrderOfRaces = Races.TestCase
TestAnyOrderOfRaces.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
