"""Reserve, top up, settle, release: the arithmetic of balances, all of it synchronous."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.domain.budget import Unit
from gateway.domain.money import format_dollars
from gateway.domain.person import OWNER_ID
from gateway.errors import GatewayError
from gateway.ledger.accounts import (
    Account,
    AccountKind,
    Payer,
    Posting,
    Reservation,
    Split,
)
from gateway.ledger.tally import Tally


@dataclass(frozen=True, slots=True)
class Terms:
    """What budgets are asked for beside money: a request that began at ``at`` (Unix ms) and reads
    and writes about ``tokens``, and what it costs the ``channel`` that is asked, if that has any.
    """

    at: int = 0
    tokens: int = 0
    channel: Tally | None = None
    cost: int = 0


NO_TERMS = Terms()


class Ledger:
    """All accounts. Balances change only through :meth:`commit` and :meth:`put`."""

    def __init__(self) -> None:
        self._accounts: dict[tuple[AccountKind, int], Account] = {}
        self.open_reservations = 0

    def put(
        self, kind: AccountKind, account_id: int, *, unlimited: bool, balance: int, used: int
    ) -> Account:
        """Loads an account, or brings a known one to what the store says; reservations stay."""
        account = self._accounts.get((kind, account_id))
        if account is None:
            account = Account(kind, account_id, unlimited, balance, used)
            self._accounts[(kind, account_id)] = account
        else:
            account.unlimited, account.balance, account.used = unlimited, balance, used
        return account

    def account(self, kind: AccountKind, account_id: int) -> Account:
        return self._accounts[(kind, account_id)]

    def get(self, kind: AccountKind, account_id: int) -> Account | None:
        return self._accounts.get((kind, account_id))

    @property
    def owner(self) -> Account:
        return self._accounts[(AccountKind.PERSON, OWNER_ID)]

    def payer(
        self, token_id: int, person_id: int, tallies: tuple[Tally, ...] = (), ceiling: int = 0
    ) -> Payer:
        return Payer(
            self._accounts[(AccountKind.TOKEN, token_id)],
            self._accounts[(AccountKind.PERSON, person_id)],
            tallies,
            ceiling,
        )

    def reserve(
        self, payer: Payer, nano: int, terms: Terms = NO_TERMS, *, beside: bool = False
    ) -> Reservation:
        """Promises ``nano`` to a request; ``terms`` say what its budgets are asked for beside.
        With ``beside`` it is the second of one request, until :meth:`take_over`.

        Raises GatewayError ``insufficient_quota``, ``budget_exceeded``, ``request_too_expensive``,
        or ``no_available_channel`` for its channel's budgets, and holds nothing.
        """
        reservation = Reservation(payer, at=terms.at, beside=beside)
        self.open_reservations += 1
        try:
            self.change(reservation, nano, terms)
        except GatewayError:
            self.open_reservations -= 1
            reservation.open = False
            raise
        return reservation

    def owing(self, payer: Payer, at: int) -> Reservation:
        """A reservation of nothing for what was consumed already (it began at ``at``, Unix ms):
        no limit can undo that, so none refuses it.
        """
        self.open_reservations += 1
        return Reservation(payer, at=at)

    def change(self, reservation: Reservation, nano: int, terms: Terms = NO_TERMS) -> None:
        """Brings a reservation to ``nano`` in one step (another candidate, another price).

        Raises GatewayError as :meth:`reserve` does and leaves it as it was.
        """
        r = reservation
        before = (r.at, r.channel, r.tokens, r.cost, r.took)
        r.at, r.channel, r.tokens, r.cost = terms.at, terms.channel, terms.tokens, terms.cost
        moved = before[1] is not terms.channel
        if moved:
            r.took = (0, 0)
        try:
            self._grow(r, nano)
        except GatewayError:
            r.at, r.channel, r.tokens, r.cost, r.took = before
            raise
        if moved:
            r.leave(before[1], before[4])

    def took(self, reservation: Reservation, tokens: int, cost: int) -> None:
        """An attempt has ended without an answer, and its channel's provider takes this for it."""
        if reservation.channel is None or not reservation.open or not (tokens or cost):
            return
        before = reservation.took
        reservation.took = (before[0] + tokens, before[1] + cost)
        self._hold(reservation, reservation.nano, reservation.promise, reservation.told)

    def take_over(self, winner: Reservation, loser: Reservation) -> None:
        """Of two reservations of one request the ``winner`` holds for it from here on; the other
        gives back all but what its channel's provider takes.
        """
        if not loser.open:
            return
        if winner.open:
            winner.spent += loser.spent
            loser.spent = []
            winner.leave(loser.channel, loser.took)
        counted = not loser.beside
        self.release(loser)
        if counted and winner.beside:
            winner.beside = False
            self._hold(winner, winner.nano, winner.promise, winner.told)
            if any(winner.whole):
                self.promise(winner, *winner.whole)

    def promise(self, reservation: Reservation, nano: int, tokens: int = 0, cost: int = 0) -> None:
        """Tells a request that it may need so much in all; lasts until its reservation changes."""
        if reservation.beside:  # the first was told as much, and one of them will be charged
            reservation.whole = (nano, tokens, cost)
            return
        told = (max(0, tokens - reservation.tokens), max(0, cost - reservation.cost))
        self._hold(reservation, reservation.nano, max(0, nano - reservation.nano), told)

    def top_up(self, reservation: Reservation, nano: int, tokens: int = 0, cost: int = 0) -> bool:
        """Raises a reservation to ``nano`` if the payer can; False leaves it as it was."""
        if not reservation.open:
            return False
        try:
            self.grow(reservation, nano, tokens, cost)
        except GatewayError:
            return False
        return True

    def grow(self, reservation: Reservation, nano: int, tokens: int = 0, cost: int = 0) -> None:
        """The same, but says in a GatewayError why not."""
        terms = Terms(
            reservation.at,
            max(tokens, reservation.tokens),
            reservation.channel,
            max(cost, reservation.cost),
        )
        self.change(reservation, max(nano, reservation.nano), terms)

    def settle(
        self, reservation: Reservation, charge: int, tokens: int = 0, cost: int = 0
    ) -> Split:
        """Divides ``charge``: what the payer still has is the payer's, the rest the owner's.

        No budget of money is exceeded by what the payer pays. It stays held until :meth:`commit`,
        as do the ``tokens`` and the ``cost`` of the answer; no balance moves before that.
        """
        reservation.tokens = max(reservation.tokens, tokens)
        reservation.cost = max(reservation.cost, cost)
        payable = charge
        for account in reservation.payer.accounts:
            if not account.unlimited:
                own = reservation.nano if account in reservation.held else 0
                payable = min(payable, max(0, account.available + own))
        if reservation.payer.tallies:
            payable = self._payable(reservation, payable)
        self._hold(reservation, max(payable, reservation.nano) if payable == charge else payable)
        postings = [
            Posting(account, 0 if account.unlimited else -payable, payable)
            for account in reservation.payer.accounts
        ]
        overrun = charge - payable
        if overrun:
            owner = self.owner
            postings.append(Posting(owner, 0 if owner.unlimited else -overrun, overrun, "overrun"))
        return Split(payable, overrun, tuple(postings))

    def _payable(self, reservation: Reservation, charge: int) -> int:
        """What of a charge its budgets still allow."""
        reservation.free_budgets()
        for tally in reservation.payer.tallies:
            room = tally.room(Unit.MONEY, reservation.at)
            if room is not None:
                charge = min(charge, max(0, room))
        return charge

    def commit(self, reservation: Reservation, split: Split) -> None:
        """The settlement is in the store: balances move, the reservation ends."""
        for posting in split.postings:
            posting.account.balance += posting.amount
            posting.account.used += posting.used
        self.release(reservation)

    def release(self, reservation: Reservation) -> None:
        """Gives back what is held; doing so twice changes nothing."""
        if not reservation.open:
            return
        reservation.open = False
        self.open_reservations -= 1
        self._give_back(reservation)
        for hold in reservation.spent:
            hold.give_back()
        reservation.spent = []

    def _grow(self, reservation: Reservation, nano: int) -> None:
        """Holds ``nano`` and what the reservation says beside, or raises and holds what it did."""
        payer = reservation.payer
        for account in payer.accounts:
            if account.unlimited:
                continue
            more = nano - (reservation.nano if account in reservation.held else 0)
            if account.available < more and (more > 0 or not reservation.held):
                raise insufficient(account, nano)
        if payer.ceiling and nano > payer.ceiling:
            raise too_expensive(payer.ceiling, nano)
        if reservation.budgeted or reservation.holds:
            self._check_budgets(reservation, nano)
        self._hold(reservation, nano)

    @staticmethod
    def _check_budgets(reservation: Reservation, nano: int) -> None:
        held = reservation.holds
        for hold in held:
            hold.give_back()
        refusal = None
        for tally in reservation.payer.tallies:
            refusal = refusal or tally.short(reservation.at, reservation.needs(nano))
        if reservation.channel is not None and refusal is None:
            refusal = reservation.channel.short(reservation.at, reservation.channel_needs)
        for hold in held:
            hold.take()
        if refusal is not None:
            raise refusal

    def _hold(
        self, reservation: Reservation, nano: int, promise: int = 0, told: tuple[int, int] = (0, 0)
    ) -> None:
        """Holds ``nano`` on what is limited now, and gives back what was held before."""
        self._give_back(reservation)
        reservation.held = [a for a in reservation.payer.accounts if not a.unlimited]
        for account in reservation.held:
            account.reserved += nano
            account.promised += promise
        reservation.nano, reservation.promise, reservation.told = nano, promise, told
        if reservation.budgeted:
            reservation.hold_budgets()

    def _give_back(self, reservation: Reservation) -> None:
        for account in reservation.held:
            account.reserved -= reservation.nano
            account.promised -= reservation.promise
        reservation.nano = reservation.promise = 0
        reservation.held = []
        if reservation.holds:
            reservation.free_budgets()


def too_expensive(ceiling: int, nano: int) -> GatewayError:
    """One request would cost more than its token allows any."""
    return GatewayError(
        "request_too_expensive",
        f"this request could cost {format_dollars(nano)}, and this key allows "
        f"{format_dollars(ceiling)} for one; shorten it, or ask for a cheaper model. "
        "Nothing was charged.",
        should_retry=False,
        details={"ceiling_nano": ceiling, "needed_nano": nano},
    )


def insufficient(account: Account, nano: int) -> GatewayError:
    """The precise refusal: whose balance, how much is left, how much this request could cost."""
    whose = "this token's balance" if account.kind is AccountKind.TOKEN else "your balance"
    return GatewayError(
        "insufficient_quota",
        f"{whose} is {format_dollars(max(0, account.balance))}"
        + (
            f", {format_dollars(account.reserved)} of it held by running requests"
            * bool(account.reserved)
        )
        + f"; this request could cost {format_dollars(nano)}. Nothing was charged.",
        should_retry=False,
        details={
            "balance_nano": account.balance,
            "reserved_nano": account.reserved,
            "needed_nano": nano,
        },
    )
