"""Balances in memory, the authority while the program runs; the store is their journal.

An account's ``reserved`` part is promised to requests in flight. Everything here is synchronous and
runs on the loop, so that a decision and its effect cannot be separated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gateway.domain.budget import NOTHING, Amounts, Unit
from gateway.ledger.tally import Hold, Tally


class AccountKind(StrEnum):
    TOKEN = "token"  # noqa: S105 - a kind of account, not a password
    PERSON = "person"


@dataclass(slots=True, eq=False)
class Account:
    """One balance in nano-dollars. An unlimited account only counts what it used."""

    kind: AccountKind
    id: int
    unlimited: bool
    balance: int = 0
    used: int = 0
    reserved: int = 0
    promised: int = 0
    """What plain answers under way were told they may cost beyond what is reserved for them."""

    @property
    def available(self) -> int:
        """What may still be reserved. Meaningless while unlimited."""
        return self.balance - self.reserved

    @property
    def untold(self) -> int:
        """What no request under way was told it may spend. Meaningless while unlimited."""
        return self.available - self.promised


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays for a request: the token's account and its person's. Both must be able to.

    ``tallies`` are those of token, person and group that have budgets; ``ceiling`` is what one
    request may cost at most, in nano-dollars, 0 for no such limit.
    """

    token: Account
    person: Account
    tallies: tuple[Tally, ...] = ()
    ceiling: int = 0

    @property
    def limited(self) -> bool:
        """Whether money is limited anywhere, so that a request needs a price."""
        if not (self.token.unlimited and self.person.unlimited) or self.ceiling:
            return True
        return bool(self.tallies) and any(tally.has_money for tally in self.tallies)

    @property
    def counted(self) -> bool:
        """Whether anything is limited that a request's size decides."""
        return bool(self.tallies) or self.limited

    @property
    def accounts(self) -> tuple[Account, Account]:
        return (self.token, self.person)

    def available(self, at: int) -> int | None:
        """The most that a request that began at ``at`` could still reserve, None if unlimited."""
        limits = [account.available for account in self.accounts if not account.unlimited]
        return self._least(limits, at, told=False)

    def untold(self, at: int) -> int | None:
        """The same, without what other requests were told they may spend."""
        limits = [account.untold for account in self.accounts if not account.unlimited]
        return self._least(limits, at, told=True)

    def _least(self, limits: list[int], at: int, *, told: bool) -> int | None:
        if self.tallies:
            rooms = (tally.room(Unit.MONEY, at, told=told) for tally in self.tallies)
            limits += [room for room in rooms if room is not None]
        return min(limits) if limits else None


@dataclass(slots=True, eq=False)
class Reservation:
    """Money for one request. ``nano`` is held on every limited account of the payer.

    ``promise`` is what the request was told it may cost beyond that: it keeps others from being
    told the same, but refuses nobody. ``held`` remembers the accounts it was taken from: an account
    that turns unlimited (or back) while a request runs must get back exactly what was taken.

    Budgets also hold one request and ``tokens``; the ``channel`` that is asked holds those and the
    ``cost`` of its provider. All of it counts in the periods around ``at`` (Unix ms).
    """

    payer: Payer
    nano: int = 0
    promise: int = 0
    held: list[Account] = field(default_factory=list)
    open: bool = True
    at: int = 0
    channel: Tally | None = None
    tokens: int = 0
    cost: int = 0
    told: tuple[int, int] = (0, 0)
    """Tokens and cost it was told it may need beyond what is held."""
    holds: list[Hold] = field(default_factory=list)
    beside: bool = False
    """It is the second of one request, which another reservation counts as one already."""
    whole: tuple[int, int, int] = (0, 0, 0)
    """Money, tokens and cost it will be told once it stands beside none."""
    took: tuple[int, int] = (0, 0)
    """Tokens and cost of attempts at ``channel`` that have ended, until the request is booked."""
    spent: list[Hold] = field(default_factory=list)
    """The same of channels that were asked before."""

    @property
    def budgeted(self) -> bool:
        return self.channel is not None or bool(self.payer.tallies)

    def needs(self, nano: int) -> Amounts:
        """What the payer's budgets hold for it."""
        return (0 if self.beside else 1, self.tokens, nano)

    @property
    def channel_needs(self) -> Amounts:
        tokens, cost = self.took
        return (1, self.tokens + tokens, self.cost + cost)

    def hold_budgets(self) -> None:
        """Takes what it needs now from every budget; what it held before has been given back."""
        tokens, cost = self.told
        need = self.needs(self.nano)
        promise = (0, tokens, self.promise) if tokens or self.promise else NOTHING
        for tally in self.payer.tallies:
            self.holds += tally.hold(self.at, need, promise)
        if self.channel is not None:
            self.holds += self.channel.hold(self.at, self.channel_needs, (0, tokens, cost))

    def free_budgets(self) -> None:
        for hold in self.holds:
            hold.give_back()
        self.holds = []

    def leave(self, channel: Tally | None, took: tuple[int, int]) -> None:
        """Another channel is asked: what ``channel`` had taken stays held of its budgets."""
        if channel is not None and any(took):
            self.spent += channel.hold(self.at, (1, *took))


@dataclass(frozen=True, slots=True)
class Posting:
    """One account's part of a settlement: the change of its balance and of what it used."""

    account: Account
    amount: int
    used: int
    cause: str = "charge"


@dataclass(frozen=True, slots=True)
class Split:
    """How a charge was divided: ``paid`` by the payer, ``overrun`` by the owner. Nano-dollars.

    ``postings`` are what the store writes and :meth:`Ledger.commit` applies: the same numbers.
    """

    paid: int
    overrun: int
    postings: tuple[Posting, ...]

    @property
    def whole(self) -> int:
        return self.paid + self.overrun
