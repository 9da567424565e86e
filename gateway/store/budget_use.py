"""What budgets count: each settlement's parts, and their sums by the quarter of an hour.

The store sums them in the transaction of the settlement, memory when it has been committed; both
take them from :func:`parts_of`, so that they cannot differ. The functions that ask run inside
:meth:`Database.read`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from peewee import fn

from gateway.domain.budget import Amounts, Scope
from gateway.domain.calendar import QUARTER_MS
from gateway.store import schema
from gateway.store.journal import RequestRow, Settlement

_ANSWERED = frozenset({"done", "cut_short"})
Key = tuple[Scope, str]
Rows = list[tuple[int, Amounts]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one channel's part of a request adds; token 0 and no group where only it counts."""

    bucket: int
    token_id: int
    group: str
    channel_id: int
    requests: int
    tokens: int
    charge_nano: int
    cost_nano: int

    @property
    def charged(self) -> Amounts:
        """As token, person and group count it."""
        return (self.requests, self.tokens, self.charge_nano)

    @property
    def taken(self) -> Amounts:
        """As its channel counts it."""
        return (self.requests, self.tokens, self.cost_nano)


@dataclass(slots=True)
class Sums:
    """What was used since a moment by each owner, of all time by some; with the last log id that
    is in them.
    """

    log_id: int = 0
    rows: dict[Key, Rows] = field(default_factory=dict)
    totals: dict[Key, Amounts] = field(default_factory=dict)


def parts_of(settlement: Settlement) -> list[Part]:
    """What a settlement adds. A request that failed or was refused and used nothing is none."""
    row = settlement.request
    bucket = row.at // QUARTER_MS * QUARTER_MS
    cost = row.cost_nano
    found: dict[int, list[int]] = {}
    for attempt in settlement.attempts:
        used = attempt.input_tokens + attempt.output_tokens
        if attempt.channel_id != row.channel_id and (used or attempt.cost_nano):
            other = found.setdefault(attempt.channel_id, [0, 0, 0])
            other[0] = 1
            other[1] += used
            other[2] += attempt.cost_nano
            cost -= attempt.cost_nano
    parts = [
        Part(bucket, 0, "", channel_id, requests, tokens, 0, nano)
        for channel_id, (requests, tokens, nano) in found.items()
    ]
    tokens = row.input_tokens + row.output_tokens
    requests = int(_counts(row, tokens, cost))
    if requests:
        parts.append(
            Part(
                *(bucket, row.token_id, row.group, row.channel_id),
                *(requests, tokens, row.charge_nano, cost),
            )
        )
    return parts


def _counts(row: RequestRow, tokens: int, cost: int) -> bool:
    return row.status in _ANSWERED or bool(tokens or row.charge_nano or cost)


def load(since_ms: int, wanted: Iterable[Key], in_all: Iterable[Key]) -> Sums:
    """What ``wanted`` owners used since ``since_ms``, those of ``in_all`` of all time as well."""
    quarter, request = schema.RollupQuarter, schema.Request
    sums = Sums(int(request.select(fn.MAX(request.id)).scalar() or 0))
    keys = set(wanted)
    people = _people()
    columns = (quarter.bucket, quarter.token_id, quarter.group, quarter.channel_id)
    measures = (quarter.requests, quarter.tokens, quarter.charge_nano, quarter.cost_nano)
    query: Any = quarter.select(*columns, *measures).where(
        quarter.bucket >= since_ms // QUARTER_MS * QUARTER_MS
    )
    for values in query.tuples().iterator():
        part = Part(*values)
        for key, amounts in _owners(part, people):
            if key in keys:
                sums.rows.setdefault(key, []).append((part.bucket, amounts))
    every = set(in_all)
    if every:
        grouped: Any = quarter.select(*columns[1:], *map(fn.SUM, measures)).group_by(*columns[1:])
        for values in grouped.tuples():
            for key, amounts in _owners(Part(0, *values), people):
                if key in every:
                    before = sums.totals.get(key, (0, 0, 0))
                    a, b, c = (x + y for x, y in zip(before, amounts, strict=True))
                    sums.totals[key] = (a, b, c)
    return sums


def _owners(part: Part, people: dict[int, int]) -> list[tuple[Key, Amounts]]:
    """Who counts a part, and as what."""
    person = people.get(part.token_id, 0)
    return [
        ((Scope.TOKEN, str(part.token_id)), part.charged),
        ((Scope.PERSON, str(person)), part.charged),
        ((Scope.GROUP, part.group), part.charged),
        ((Scope.CHANNEL, str(part.channel_id)), part.taken),
    ]


def _people() -> dict[int, int]:
    """Whose each token is, or was."""
    rows: Any = schema.Token.select(schema.Token.id, schema.Token.person).tuples()
    return dict(rows)
