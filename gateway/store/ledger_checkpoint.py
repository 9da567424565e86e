"""What the ledger added up to when that was last looked at, so that a start reads only the rest.

A checkpoint is each account's sums up to one entry. Every function runs inside
:meth:`Database.write` or :meth:`Database.read`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import fn

from gateway.store import schema
from gateway.store.ledger_rows import ACCOUNTS, Difference, Sums

WORTH_IT = 500
"""Entries since the last checkpoint that make another one worth a write."""

Key = tuple[str, int]
Added = tuple[Key, Sums, int, int]
"""What an account's entries add up to, how many they are, the last one's id."""
_ZERO = Sums(0, 0)


@dataclass(frozen=True, slots=True)
class Since:
    """What was found: ``entries`` have come since the checkpoint, the last of them ``entry_id``."""

    differences: tuple[Difference, ...]
    entries: int
    entry_id: int


def check_since() -> Since:
    """Accounts whose balance or use is not the checkpoint and the entries since: none, if all is
    well. Reads nothing of the ledger before the checkpoint.
    """
    at = _last_entry()
    return _compared(at, _added(at), _stored())


def keep(now_ms: int, *, least: int = WORTH_IT) -> Since:
    """Looks as :func:`check_since` does and, if all is well, makes that the checkpoint."""
    at = _last_entry()
    added, before = _added(at), _stored()
    found = _compared(at, added, before)
    if found.differences or found.entries < least:
        return found
    row = schema.LedgerCheckpoint
    for key, more, _, _ in added:
        account, account_id = key
        whole = _plus(before.get(key, _ZERO), more)
        row.delete().where((row.account == account) & (row.account_id == account_id)).execute()
        row.insert(
            account=account,
            account_id=account_id,
            entry_id=found.entry_id,
            balance_nano=whole.balance_nano,
            used_nano=whole.used_nano,
            at=now_ms,
        ).execute()
    return found


def _compared(at: int, added: list[Added], before: dict[Key, Sums]) -> Since:
    sums = dict(before)
    entries, last = 0, at
    for key, more, count, newest in added:
        sums[key] = _plus(sums.get(key, _ZERO), more)
        entries += count
        last = max(last, newest)
    return Since(tuple(_differences(sums)), entries, last)


def check_whole() -> list[str]:
    """What is wrong with the checkpoint itself, in sentences: an entry that was changed or removed
    after it was looked at. Reads the ledger up to the checkpoint.
    """
    at = _last_entry()
    if not at:
        return []
    entry = schema.Entry
    sums = {key: added for key, added, _, _ in _grouped(entry.id <= at)}
    problems = []
    for key, stored in sorted(_stored().items()):
        if sums.pop(key, _ZERO) != stored:
            problems.append(f"the ledger of {key[0]} {key[1]} was changed after it was checked")
    problems += [f"the ledger of {key[0]} {key[1]} has old entries that are new" for key in sums]
    return problems


def _last_entry() -> int:
    row = schema.LedgerCheckpoint
    return int(row.select(fn.MAX(row.entry_id)).scalar() or 0)


def _stored() -> dict[Key, Sums]:
    row = schema.LedgerCheckpoint
    rows: Any = row.select(row.account, row.account_id, row.balance_nano, row.used_nano).tuples()
    return {(account, key): Sums(balance, used) for account, key, balance, used in rows}


def _added(after: int) -> list[Added]:
    """By account: the entries after ``after``."""
    return _grouped(schema.Entry.id > after)


def _grouped(where: Any) -> list[Added]:
    entry = schema.Entry
    measures = (
        fn.SUM(entry.amount_nano),
        fn.SUM(entry.used_nano),
        fn.COUNT(entry.id),
        fn.MAX(entry.id),
    )
    rows: Any = (
        entry.select(entry.account, entry.account_id, *measures)
        .where(where)
        .group_by(entry.account, entry.account_id)
        .tuples()
    )
    return [
        ((account, key), Sums(int(amount), int(used)), int(count), int(last))
        for account, key, amount, used, count, last in rows
    ]


def _differences(sums: dict[Key, Sums]) -> list[Difference]:
    found = []
    for account, model in ACCOUNTS.items():
        rows = model.select(model.id, model.balance_nano, model.used_nano).tuples()
        for account_id, balance, used in rows:
            should = sums.pop((account, account_id), _ZERO)
            stored = Sums(balance, used)
            if stored != should:
                found.append(Difference(account, account_id, stored, should))
    found += [
        Difference(account, key, None, should)
        for (account, key), should in sums.items()
        if should != _ZERO
    ]
    return found


def _plus(one: Sums, other: Sums) -> Sums:
    return Sums(one.balance_nano + other.balance_nano, one.used_nano + other.used_nano)
