"""Balances: promised before a request, paid when it is settled, never below zero at any moment."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gateway.domain.person import OWNER_ID
from gateway.errors import GatewayError
from gateway.ledger.accounts import AccountKind, Payer, Reservation, Split
from gateway.ledger.ledger import Ledger


def ledger_with(balance: int, *, unlimited: bool = False) -> tuple[Ledger, Payer]:
    ledger = Ledger()
    ledger.put(AccountKind.PERSON, OWNER_ID, unlimited=True, balance=0, used=0)
    ledger.put(AccountKind.TOKEN, 7, unlimited=unlimited, balance=balance, used=0)
    return ledger, ledger.payer(7, OWNER_ID)


def test_what_is_promised_cannot_be_promised_again() -> None:
    ledger, payer = ledger_with(100)
    ledger.reserve(payer, 60)
    with pytest.raises(GatewayError) as refused:
        ledger.reserve(payer, 41)
    assert refused.value.code == "insufficient_quota"
    assert refused.value.status == 402
    assert payer.available(0) == 40
    assert ledger.open_reservations == 1


def test_money_for_one_hundred_serves_exactly_one_hundred() -> None:
    ledger, payer = ledger_with(100 * 7)
    held = []
    for _ in range(300):
        try:
            held.append(ledger.reserve(payer, 7))
        except GatewayError:
            continue
    assert len(held) == 100
    for reservation in held:
        ledger.commit(reservation, ledger.settle(reservation, 7))
    assert (payer.token.balance, payer.token.reserved, payer.token.used) == (0, 0, 700)


def test_what_was_not_used_is_spendable_once_committed_and_not_before() -> None:
    ledger, payer = ledger_with(100)
    reservation = ledger.reserve(payer, 100)
    split = ledger.settle(reservation, 30)
    assert payer.available(0) == 0
    ledger.commit(reservation, split)
    assert payer.available(0) == 70


def test_an_overrun_stops_at_zero_and_is_the_owners() -> None:
    ledger, payer = ledger_with(100)
    reservation = ledger.reserve(payer, 80)
    split = ledger.settle(reservation, 130)
    assert (split.paid, split.overrun) == (100, 30)
    ledger.commit(reservation, split)
    assert payer.token.balance == 0
    assert [(p.account.id, p.used, p.cause) for p in split.postings] == [
        (7, 100, "charge"),
        (OWNER_ID, 100, "charge"),
        (OWNER_ID, 30, "overrun"),
    ]
    assert ledger.owner.used == 130


def test_an_overrun_never_takes_what_another_request_holds() -> None:
    ledger, payer = ledger_with(100)
    first, second = ledger.reserve(payer, 50), ledger.reserve(payer, 50)
    split = ledger.settle(first, 70)
    assert (split.paid, split.overrun) == (50, 20)
    ledger.commit(first, split)
    assert ledger.settle(second, 50).overrun == 0


def test_an_unlimited_token_only_counts() -> None:
    ledger, payer = ledger_with(0, unlimited=True)
    reservation = ledger.reserve(payer, 10**12)
    ledger.commit(reservation, ledger.settle(reservation, 5))
    assert (payer.token.balance, payer.token.used, payer.token.reserved) == (0, 5, 0)


def test_a_change_that_cannot_be_paid_leaves_the_reservation() -> None:
    ledger, payer = ledger_with(100)
    reservation = ledger.reserve(payer, 40)
    with pytest.raises(GatewayError):
        ledger.change(reservation, 101)
    assert (reservation.nano, payer.available(0)) == (40, 60)
    ledger.change(reservation, 10)
    assert payer.available(0) == 90
    assert not ledger.top_up(reservation, 101)
    assert ledger.top_up(reservation, 100)
    assert payer.available(0) == 0


def test_release_gives_back_once() -> None:
    ledger, payer = ledger_with(100)
    reservation = ledger.reserve(payer, 40)
    ledger.release(reservation)
    ledger.release(reservation)
    assert (payer.available(0), ledger.open_reservations) == (100, 0)


def test_a_token_that_turns_unlimited_gets_back_what_it_held() -> None:
    ledger, payer = ledger_with(100)
    reservation = ledger.reserve(payer, 40)
    ledger.put(AccountKind.TOKEN, 7, unlimited=True, balance=100, used=0)
    split = ledger.settle(reservation, 30)
    ledger.commit(reservation, split)
    assert (payer.token.balance, payer.token.reserved, payer.token.used) == (100, 0, 30)


class Balances(RuleBasedStateMachine):
    """Any order of any requests:

    Nothing below zero, nothing held for nobody, every nano-dollar booked.
    """

    @initialize(token=st.integers(0, 1000), person=st.integers(0, 1000), limited=st.booleans())
    def begin(self, token: int, person: int, limited: bool) -> None:
        self.ledger = Ledger()
        self.ledger.put(AccountKind.PERSON, OWNER_ID, unlimited=True, balance=0, used=0)
        self.ledger.put(AccountKind.TOKEN, 7, unlimited=False, balance=token, used=0)
        self.ledger.put(AccountKind.PERSON, 2, unlimited=not limited, balance=person, used=0)
        self.payer = self.ledger.payer(7, 2)
        self.open: list[Reservation] = []
        self.decided: list[tuple[Reservation, Split]] = []
        self.booked = {"token": token, "person": person if limited else 0}
        self.limited = limited
        self.charged = 0

    @rule(nano=st.integers(0, 400))
    def reserve(self, nano: int) -> None:
        available = self.payer.available(0)
        try:
            self.open.append(self.ledger.reserve(self.payer, nano))
        except GatewayError:
            assert available is not None
            assert nano > available

    @precondition(lambda self: self.open)
    @rule(data=st.data(), nano=st.integers(0, 400))
    def change(self, data: st.DataObject, nano: int) -> None:
        reservation = data.draw(st.sampled_from(self.open))
        try:
            self.ledger.change(reservation, nano)
        except GatewayError:
            assert nano > reservation.nano

    @precondition(lambda self: self.open)
    @rule(data=st.data(), charge=st.integers(0, 600))
    def settle(self, data: st.DataObject, charge: int) -> None:
        reservation = data.draw(st.sampled_from(self.open))
        self.open.remove(reservation)
        split = self.ledger.settle(reservation, charge)
        assert split.whole == charge
        self.decided.append((reservation, split))

    @precondition(lambda self: self.decided)
    @rule()
    def commit(self) -> None:
        reservation, split = self.decided.pop(0)
        self.ledger.commit(reservation, split)
        for posting in split.postings:
            if posting.account is self.payer.token:
                self.booked["token"] += posting.amount
            elif posting.account is self.payer.person:
                self.booked["person"] += posting.amount
        self.charged += split.whole

    @precondition(lambda self: self.open)
    @rule()
    def release(self) -> None:
        self.ledger.release(self.open.pop())

    @invariant()
    def never_below_zero(self) -> None:
        if not hasattr(self, "ledger"):
            return
        for account in self.payer.accounts:
            if not account.unlimited:
                assert account.balance >= 0
                assert account.available >= 0
        assert self.payer.token.balance == self.booked["token"]
        if self.limited:
            assert self.payer.person.balance == self.booked["person"]
        holders = [*self.open, *(reservation for reservation, _ in self.decided)]
        assert self.payer.token.reserved == sum(r.nano for r in holders)
        assert self.ledger.open_reservations == len(holders)
        assert self.payer.token.used + self.ledger.owner.used == self.charged


Balances.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_any_order_of_requests = Balances.TestCase
