"""Balances in memory, the authority while the program runs; the store is their journal.

An account's ``reserved`` part is promised to requests in flight. Everything here is synchronous and
runs on the loop, so that a decision and its effect cannot be separated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


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
    """Who pays for a request: the token's account and its person's. Both must be able to."""

    token: Account
    person: Account

    @property
    def limited(self) -> bool:
        return not (self.token.unlimited and self.person.unlimited)

    @property
    def accounts(self) -> tuple[Account, Account]:
        return (self.token, self.person)

    @property
    def available(self) -> int | None:
        """The most that can still be reserved for this payer, None if unlimited."""
        limits = [account.available for account in self.accounts if not account.unlimited]
        return min(limits) if limits else None

    @property
    def untold(self) -> int | None:
        """The most that no request of this payer was told it may spend, None if unlimited."""
        limits = [account.untold for account in self.accounts if not account.unlimited]
        return min(limits) if limits else None


@dataclass(slots=True, eq=False)
class Reservation:
    """Money for one request. ``nano`` is held on every limited account of the payer.

    ``promise`` is what the request was told it may cost beyond that: it keeps others from being
    told the same, but refuses nobody. ``held`` remembers the accounts it was taken from: an account
    that turns unlimited (or back) while a request runs must get back exactly what was taken.
    """

    payer: Payer
    nano: int = 0
    promise: int = 0
    held: list[Account] = field(default_factory=list)
    open: bool = True


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
