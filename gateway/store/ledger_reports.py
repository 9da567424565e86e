"""What is read of the ledger for people: pages in order, balances of a moment, sums of a span.

Every function runs inside :meth:`Database.read`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from gateway.store import schema
from gateway.store.journal import EntryRow


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries; times in Unix milliseconds, ``end_ms`` exclusive; defaults do not limit.

    ``person_id``: those of a person's account and of the accounts of their tokens.
    """

    start_ms: int = 0
    end_ms: int = 0
    person_id: int = 0


EVERYTHING = EntryFilter()


def slice_after(which: EntryFilter, after_id: int, limit: int) -> list[EntryRow]:
    """The next entries, in the order in which they were appended."""
    entry = schema.Entry
    found = entry.select().where(entry.id > after_id).order_by(entry.id).limit(limit)
    if which.start_ms:
        found = found.where(entry.at >= which.start_ms)
    if which.end_ms:
        found = found.where(entry.at < which.end_ms)
    if which.person_id:
        found = found.where(_of_person(which.person_id))
    rows: Any = found.dicts()
    return [EntryRow(**row) for row in rows]


def last_id() -> int:
    found: Any = schema.Entry.select(fn.MAX(schema.Entry.id))
    return int(found.scalar() or 0)


def balance_before(person_id: int, at_ms: int) -> int:
    """What a person's account held at a moment, in nano-dollars."""
    entry = schema.Entry
    found: Any = entry.select(fn.SUM(entry.amount_nano)).where(
        (entry.account == "person") & (entry.account_id == person_id) & (entry.at < at_ms)
    )
    return int(found.scalar() or 0)


def entries_of(person_id: int, start_ms: int, end_ms: int) -> list[EntryRow]:
    """What moved a person's balance in a span, requests apart."""
    entry = schema.Entry
    found: Any = (
        entry.select()
        .where(_account(person_id, start_ms, end_ms) & (entry.request_id == ""))
        .order_by(entry.at, entry.id)
        .dicts()
    )
    return [EntryRow(**row) for row in found]


def requests_by_day(person_id: int, days: Sequence[int]) -> list[tuple[int, int, int]]:
    """For each day between neighbouring ``days``: entries of requests, their amounts, their use."""
    entry = schema.Entry
    sums = [(0, 0, 0)] * (len(days) - 1)
    found: Any = entry.select(entry.at, entry.amount_nano, entry.used_nano).where(
        _account(person_id, days[0], days[-1]) & (entry.request_id != "")
    )
    at = 0
    for moment, amount, used in found.order_by(entry.at).tuples():
        while moment >= days[at + 1]:
            at += 1
        count, amounts, uses = sums[at]
        sums[at] = (count + 1, amounts + amount, uses + used)
    return sums


def _account(person_id: int, start_ms: int, end_ms: int) -> Any:
    entry = schema.Entry
    return (
        (entry.account == "person")
        & (entry.account_id == person_id)
        & (entry.at >= start_ms)
        & (entry.at < end_ms)
    )


def _of_person(person_id: int) -> Any:
    entry, token = schema.Entry, schema.Token
    tokens = token.select(token.id).where(token.person == person_id)
    return ((entry.account == "person") & (entry.account_id == person_id)) | (
        (entry.account == "token") & entry.account_id.in_(tokens)
    )
