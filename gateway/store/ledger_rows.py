"""The ledger: entries that are only appended, and the balances that are their sums.

Every function runs inside :meth:`Database.write` or :meth:`Database.read`.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from peewee import fn

from gateway.domain.money import format_dollars
from gateway.errors import NotFound, ServiceError
from gateway.store import schema, sql
from gateway.store.journal import EntryRow, Intent

ACCOUNTS: dict[str, Any] = {"token": schema.Token, "person": schema.Person}
LIMIT_NANO = 4 * 10**18
"""Databases count in 64 bits; past those SQLite would go on in floating point."""

_INTENT_VALUES = attrgetter(*sql.columns_of(schema.Intent))


@dataclass(frozen=True, slots=True)
class Sums:
    """What the entries of an account add up to, in nano-dollars."""

    balance_nano: int
    used_nano: int


@dataclass(frozen=True, slots=True)
class Difference:
    """An account whose row does not say what its entries add up to; None: there is no such row."""

    account: str
    account_id: int
    stored: Sums | None
    summed: Sums

    def __str__(self) -> str:
        whose = f"{self.account} {self.account_id}"
        should = f"its entries add up to {_words(self.summed)}"
        if self.stored is None:
            return f"{whose} is not there, but {should}"
        return f"{whose} has {_words(self.stored)}, but {should}"


def _words(sums: Sums) -> str:
    used = format_dollars(sums.used_nano, 9)
    return f"a balance of {format_dollars(sums.balance_nano, 9)} and {used} used"


def add(entry: EntryRow) -> EntryRow:
    """Appends ``entry`` and moves the balance of its account.

    Raises NotFound, and ServiceError ``amount_too_large`` past :data:`LIMIT_NANO`.
    """
    model = ACCOUNTS[entry.account]
    row = model.get_or_none(model.id == entry.account_id)
    if row is None:
        raise NotFound(entry.account, entry.account_id)
    after = (row.balance_nano + entry.amount_nano, row.used_nano + entry.used_nano)
    if max(map(abs, after)) > LIMIT_NANO:
        raise ServiceError("amount_too_large", "more than four billion dollars cannot be counted")
    (
        model.update(
            balance_nano=model.balance_nano + entry.amount_nano,
            used_nano=model.used_nano + entry.used_nano,
        )
        .where(model.id == entry.account_id)
        .execute()
    )
    entry.id = schema.Entry.insert(
        at=entry.at,
        account=entry.account,
        account_id=entry.account_id,
        amount_nano=entry.amount_nano,
        used_nano=entry.used_nano,
        cause=entry.cause,
        actor=entry.actor,
        request_id=entry.request_id,
        note=entry.note,
    ).execute()
    return entry


def set_balance(
    account: str, account_id: int, balance_nano: int, now_ms: int, actor: str = "", note: str = ""
) -> EntryRow | None:
    """Brings a balance to ``balance_nano`` by an entry of the difference.

    Returns the entry, None if there was no difference. Raises NotFound.
    """
    row = ACCOUNTS[account].get_or_none(ACCOUNTS[account].id == account_id)
    if row is None:
        raise NotFound(account, account_id)
    difference = balance_nano - row.balance_nano
    if difference == 0:
        return None
    return add(
        EntryRow(
            at=now_ms,
            account=account,
            account_id=account_id,
            amount_nano=difference,
            cause="set",
            actor=actor,
            note=note,
        )
    )


def sums() -> dict[tuple[str, int], Sums]:
    """What the entries add up to, by (account, id)."""
    entry = schema.Entry
    rows: Any = (
        entry.select(
            entry.account, entry.account_id, fn.SUM(entry.amount_nano), fn.SUM(entry.used_nano)
        )
        .group_by(entry.account, entry.account_id)
        .tuples()
    )
    return {(account, key): Sums(int(amount), int(used)) for account, key, amount, used in rows}


def check() -> list[Difference]:
    """Accounts whose balance or use is not the sum of their entries: none, if all is well."""
    found = []
    summed = sums()
    for account, model in ACCOUNTS.items():
        rows = model.select(model.id, model.balance_nano, model.used_nano).tuples()
        for account_id, balance, used in rows:
            should = summed.pop((account, account_id), Sums(0, 0))
            stored = Sums(balance, used)
            if stored != should:
                found.append(Difference(account, account_id, stored, should))
    found += [Difference(account, key, None, should) for (account, key), should in summed.items()]
    return found


def page(
    account: str = "", account_id: int = 0, *, before_id: int = 0, limit: int = 100
) -> list[EntryRow]:
    """Entries, newest first: of one account, or all; ``before_id`` pages on."""
    entry = schema.Entry
    rows = entry.select().order_by(entry.id.desc()).limit(limit)
    if account:
        rows = rows.where((entry.account == account) & (entry.account_id == account_id))
    if before_id:
        rows = rows.where(entry.id < before_id)
    found: Any = rows.dicts()
    return [EntryRow(**row) for row in found]


def open_intents(node: str, before_epoch: int) -> list[Intent]:
    """Requests that ``node`` had promised money to when an earlier run of it ended."""
    intent = schema.Intent
    rows = intent.select().where((intent.node == node) & (intent.epoch < before_epoch))
    return [Intent(*_INTENT_VALUES(row)) for row in rows.order_by(intent.at)]


def delete_intent(request_id: str) -> None:
    """Ends an intent that costs nothing (the request was never sent)."""
    schema.Intent.delete().where(schema.Intent.request_id == request_id).execute()
