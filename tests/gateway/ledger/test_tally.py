"""Budgets in memory: what is held, used and given back, period by period."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from gateway.domain.budget import NOTHING, Amounts, Budget, Scope, Unit
from gateway.domain.calendar import HOUR_MS, Calendar, Period
from gateway.errors import GatewayError
from gateway.ledger.accounts import AccountKind, Payer, Reservation
from gateway.ledger.ledger import Ledger, Terms
from gateway.ledger.tally import Tallies, Tally, Used

DAY_MS = 24 * HOUR_MS
NOON = int(datetime(2026, 5, 13, 12, tzinfo=UTC).timestamp()) * 1000


def tally(*budgets: Budget, now: int = NOON, scope: Scope = Scope.TOKEN) -> Tally:
    made = Tallies(Calendar(UTC)).put(scope, 1, "laptop", budgets)
    assert made is not None
    made.load(now, (), NOTHING, 0)
    return made


def money(limit: int, period: Period = Period.DAY, **fields: object) -> Budget:
    return Budget(period, Unit.MONEY, limit, **fields)  # type: ignore[arg-type]


def payer(ledger: Ledger, *tallies: Tally) -> Payer:
    ledger.put(AccountKind.PERSON, 1, unlimited=True, balance=0, used=0)
    ledger.put(AccountKind.TOKEN, 1, unlimited=True, balance=0, used=0)
    return ledger.payer(1, 1, tallies)


def book(ledger: Ledger, reservation: Reservation, charge: int, log_id: int) -> int:
    """Settles as the relay does; what the payer paid."""
    split = ledger.settle(reservation, charge)
    ledger.commit(reservation, split)
    for each in reservation.payer.tallies:
        each.add(Used(log_id, reservation.at, (1, 0, split.paid)))
    return split.paid


class TestHolding:
    def test_every_budget_must_allow_it_and_the_refusal_says_which_does_not(self) -> None:
        ledger = Ledger()
        mine = tally(money(100), Budget(Period.WEEK, Unit.REQUESTS, 2))
        theirs = tally(money(150, Period.MONTH), scope=Scope.GROUP)
        who = payer(ledger, mine, theirs)
        first = ledger.reserve(who, 90, Terms(NOON))
        with pytest.raises(GatewayError) as short:
            ledger.reserve(who, 11, Terms(NOON))
        assert short.value.code == "budget_exceeded"
        assert short.value.retry_after_s == 12 * 3600
        assert "a day" in short.value.message
        assert "2026-05-14 00:00" in short.value.message
        second = ledger.reserve(who, 10, Terms(NOON))
        with pytest.raises(GatewayError, match="2 requests a week"):
            ledger.reserve(who, 0, Terms(NOON))
        ledger.release(second)
        # Tomorrow has a budget of its own, the month has not.
        with pytest.raises(GatewayError, match="a month"):
            ledger.reserve(who, 61, Terms(NOON + DAY_MS))
        ledger.release(first)
        ledger.reserve(who, 61, Terms(NOON + DAY_MS))
        assert ledger.open_reservations == 1

    def test_a_change_that_a_budget_refuses_leaves_what_was_held(self) -> None:
        ledger, mine = Ledger(), tally(money(100), Budget(Period.DAY, Unit.TOKENS, 50))
        held = ledger.reserve(payer(ledger, mine), 40, Terms(NOON, tokens=30))
        for nano, tokens in ((101, 30), (40, 51)):
            with pytest.raises(GatewayError):
                ledger.change(held, nano, Terms(NOON, tokens))
            assert mine.room(Unit.MONEY, NOON) == 60
            assert mine.room(Unit.TOKENS, NOON) == 20
        assert ledger.top_up(held, 100, 50)
        assert not ledger.top_up(held, 100, 51)
        ledger.release(held)
        ledger.release(held)
        assert mine.room(Unit.MONEY, NOON) == 100

    def test_a_channels_budget_goes_with_the_candidate(self) -> None:
        ledger, who = Ledger(), payer(Ledger())
        first, second = (tally(money(100), scope=Scope.CHANNEL) for _ in range(2))
        held = ledger.reserve(who, 500, Terms(NOON, 10, first, 80))
        assert first.room(Unit.MONEY, NOON) == 20
        ledger.change(held, 500, Terms(NOON, 10, second, 90))
        assert (first.room(Unit.MONEY, NOON), second.room(Unit.MONEY, NOON)) == (100, 10)
        with pytest.raises(GatewayError) as short:
            ledger.change(held, 500, Terms(NOON, 10, first, 101))
        assert short.value.code == "no_available_channel"
        assert second.room(Unit.MONEY, NOON) == 10
        ledger.change(held, 500)
        assert second.room(Unit.MONEY, NOON) == 100

    def test_what_an_answer_costs_beyond_the_budget_is_the_owners(self) -> None:
        ledger, mine = Ledger(), tally(money(100))
        held = ledger.reserve(payer(ledger, mine), 60, Terms(NOON))
        split = ledger.settle(held, 130)
        assert (split.paid, split.overrun) == (100, 30)

    def test_a_promise_refuses_nobody_but_is_told_once(self) -> None:
        ledger, mine = Ledger(), tally(money(100))
        who = payer(ledger, mine)
        held = ledger.reserve(who, 10, Terms(NOON))
        ledger.promise(held, 80)
        assert (who.available(NOON), who.untold(NOON)) == (90, 20)
        other = ledger.reserve(who, 60, Terms(NOON))
        ledger.release(held)
        ledger.release(other)
        assert who.untold(NOON) == 100


class TestPeriods:
    def test_what_comes_back_goes_back_to_the_period_it_came_from(self) -> None:
        ledger, mine = Ledger(), tally(money(100))
        who, late = payer(ledger, mine), NOON + 12 * HOUR_MS - 1
        held = ledger.reserve(who, 100, Terms(late))
        tomorrow = ledger.reserve(who, 100, Terms(late + 1))
        assert book(ledger, held, 30, 1) == 30
        assert mine.room(Unit.MONEY, late) == 70
        assert mine.room(Unit.MONEY, late + 1) == 0
        ledger.release(tomorrow)
        assert mine.room(Unit.MONEY, late + 1) == 100

    def test_a_clock_that_steps_back_gives_no_budget_twice(self) -> None:
        ledger, mine = Ledger(), tally(money(100))
        who = payer(ledger, mine)
        book(ledger, ledger.reserve(who, 100, Terms(NOON)), 100, 1)
        book(ledger, ledger.reserve(who, 100, Terms(NOON + DAY_MS)), 100, 2)
        for at in (NOON, NOON + DAY_MS, NOON - 1, NOON + DAY_MS + 1):
            with pytest.raises(GatewayError):
                ledger.reserve(who, 1, Terms(at))
        # Further back than anybody remembers it is the oldest period that counts.
        assert mine.room(Unit.MONEY, NOON - 400 * DAY_MS) == 100
        book(ledger, ledger.reserve(who, 100, Terms(NOON - 400 * DAY_MS)), 100, 3)
        for days in (2, 3, 300, 500):
            with pytest.raises(GatewayError):
                ledger.reserve(who, 1, Terms(NOON - days * DAY_MS))

    def test_a_clock_that_ran_in_another_zone_at_the_start_hides_nothing(self) -> None:
        mine = tally(Budget(Period.HOUR, Unit.REQUESTS, 1), Budget(Period.DAY, Unit.REQUESTS, 1))
        for hours in (14, 25):
            ahead = NOON + hours * HOUR_MS
            assert mine.reaches_back_to(ahead) <= NOON
            mine.load(ahead, [(NOON, (1, 0, 0))], NOTHING, 1)
            assert mine.room(Unit.REQUESTS, NOON) == 0

    def test_what_was_left_is_carried_over_once(self) -> None:
        ledger, mine = Ledger(), tally(money(100, carry=True, since=NOON - 9 * DAY_MS))
        who = payer(ledger, mine)
        assert mine.room(Unit.MONEY, NOON) == 200  # nothing was used yesterday
        book(ledger, ledger.reserve(who, 130, Terms(NOON)), 130, 1)
        assert mine.room(Unit.MONEY, NOON + DAY_MS) == 100
        book(ledger, ledger.reserve(who, 30, Terms(NOON + DAY_MS)), 30, 2)
        assert mine.room(Unit.MONEY, NOON + 2 * DAY_MS) == 170
        held = ledger.reserve(who, 20, Terms(NOON + DAY_MS))
        assert mine.room(Unit.MONEY, NOON + 2 * DAY_MS) == 150
        ledger.release(held)

    def test_nothing_is_carried_over_from_before_there_was_a_budget(self) -> None:
        mine = tally(money(100, carry=True, since=NOON))
        assert mine.room(Unit.MONEY, NOON) == 100
        assert mine.room(Unit.MONEY, NOON + DAY_MS) == 200

    def test_a_total_never_begins_anew(self) -> None:
        ledger, mine = Ledger(), tally(money(100, Period.TOTAL))
        who = payer(ledger, mine)
        book(ledger, ledger.reserve(who, 100, Terms(NOON)), 100, 1)
        with pytest.raises(GatewayError) as short:
            ledger.reserve(who, 1, Terms(NOON + 900 * DAY_MS))
        assert short.value.code == "insufficient_quota"
        assert short.value.retry_after_s is None


class TestLoading:
    def test_what_is_committed_while_it_loads_counts_once(self) -> None:
        tallies = Tallies(Calendar(UTC))
        mine = tallies.put(Scope.TOKEN, 1, "laptop", (money(100), money(500, Period.TOTAL)))
        assert mine is not None
        for log_id, nano in ((7, 1), (8, 2), (9, 4)):
            tallies.add(Scope.TOKEN, 1, Used(log_id, NOON, (1, 0, nano)))
        # The store was read between the 8th and the 9th.
        mine.load(NOON, [(NOON, (2, 0, 3)), (NOON - 40 * DAY_MS, (1, 0, 50))], (4, 0, 90), 8)
        assert mine.room(Unit.MONEY, NOON) == 93
        tallies.add(Scope.TOKEN, 1, Used(8, NOON, (1, 0, 2)))  # heard of late
        tallies.add(Scope.TOKEN, 1, Used(10, NOON, (1, 0, 8)))
        assert [each.used for each in mine.left(NOON)] == [15, 102]

    def test_a_new_kind_of_period_is_loaded_and_what_runs_stays_held(self) -> None:
        ledger, tallies = Ledger(), Tallies(Calendar(UTC))
        mine = tallies.put(Scope.TOKEN, 1, "laptop", (money(100),))
        assert mine is not None
        mine.load(NOON, [(NOON, (1, 0, 10))], NOTHING, 1)
        held = ledger.reserve(payer(ledger, mine), 30, Terms(NOON))
        assert tallies.unloaded == []
        tallies.put(Scope.TOKEN, 1, "laptop", (money(90),))
        assert tallies.unloaded == []
        tallies.put(Scope.TOKEN, 1, "laptop", (money(90), money(200, Period.WEEK)))
        assert tallies.unloaded == [mine]
        mine.load(NOON, [(NOON, (1, 0, 10)), (NOON - DAY_MS, (1, 0, 50))], NOTHING, 1)
        day, week = mine.left(NOON)
        assert (day.used, day.held, week.used) == (10, 30, 60)
        ledger.release(held)
        assert mine.left(NOON)[0].held == 0
        assert tallies.put(Scope.TOKEN, 1, "laptop", ()) is None
        assert tallies.get(Scope.TOKEN, 1) is None


class Budgets(RuleBasedStateMachine):
    """Any order of requests, over days whose clock goes both ways: no day exceeds its budget, and
    what memory says is what the settlements add up to.
    """

    @initialize(limit=st.integers(1, 500), requests=st.integers(1, 12), carry=st.booleans())
    def begin(self, limit: int, requests: int, carry: bool) -> None:
        self.limit, self.carry = limit, carry
        self.mine = tally(
            money(limit, carry=carry, since=NOON - 99 * DAY_MS),
            Budget(Period.DAY, Unit.REQUESTS, requests),
            now=NOON,
        )
        self.requests = requests
        self.ledger = Ledger()
        self.payer = payer(self.ledger, self.mine)
        self.open: list[Reservation] = []
        self.booked: dict[int, list[int]] = {}
        self.log_id = 0
        self.now = NOON

    @rule(hours=st.integers(-30, 30))
    def turn_the_clock(self, hours: int) -> None:
        # Never further back than the day before the start, which is the oldest that is remembered.
        self.now = max(NOON - DAY_MS, self.now + hours * HOUR_MS)

    @rule(nano=st.integers(0, 200))
    def reserve(self, nano: int) -> None:
        room = self.mine.room(Unit.MONEY, self.now)
        assert room is not None
        try:
            self.open.append(self.ledger.reserve(self.payer, nano, Terms(self.now)))
        except GatewayError:
            return
        assert nano <= room or nano == 0

    @rule(index=st.integers(0, 50), charge=st.integers(0, 300))
    def settle(self, index: int, charge: int) -> None:
        if not self.open:
            return
        reservation = self.open.pop(index % len(self.open))
        self.log_id += 1
        paid = book(self.ledger, reservation, charge, self.log_id)
        self.booked.setdefault(reservation.at // DAY_MS, []).append(paid)

    @rule(index=st.integers(0, 50), nano=st.integers(0, 300))
    def top_up(self, index: int, nano: int) -> None:
        if self.open:
            self.ledger.top_up(self.open[index % len(self.open)], nano)

    @rule(index=st.integers(0, 50))
    def fail(self, index: int) -> None:
        if self.open:
            self.ledger.release(self.open.pop(index % len(self.open)))

    @rule()
    def restart_from_the_store(self) -> None:
        rows: list[tuple[int, Amounts]] = [
            (day * DAY_MS, (1, 0, paid)) for day, every in self.booked.items() for paid in every
        ]
        self.mine.load(NOON, rows, NOTHING, self.log_id)

    @invariant()
    def no_day_exceeds_what_it_allows(self) -> None:
        for day, every in getattr(self, "booked", {}).items():
            most = self.limit * 2 if self.carry else self.limit
            assert sum(every) <= most
            assert len(every) <= self.requests
            use = self.mine.use(Period.DAY, day * DAY_MS)
            assert use.used == [len(every), 0, sum(every)]
            assert min(use.held) >= 0


TestAnyOrderOfBudgets = Budgets.TestCase
TestAnyOrderOfBudgets.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
