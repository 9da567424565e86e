"""Answers to requests with an idempotency key, sealed before they come here.

Every function runs inside :meth:`Database.write_spare`, :meth:`Database.write` or
:meth:`Database.read`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from gateway.store import schema

_BATCH = 200


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """``key`` is a digest of the token and its key; ``at`` in Unix milliseconds."""

    key: bytes
    token_id: int
    at: int
    sealed: bytes


def put(rows: Sequence[ReplayRow]) -> None:
    """Writes answers; those of the same keys give way."""
    table = schema.Replay
    for start in range(0, len(rows), _BATCH):
        piece = rows[start : start + _BATCH]
        table.delete().where(table.key.in_([row.key for row in piece])).execute()
        table.insert_many(
            [(row.token_id, row.key, row.at, len(row.sealed), row.sealed) for row in piece],
            fields=[table.token_id, table.key, table.at, table.size, table.sealed],
        ).execute()


def get(key: bytes) -> ReplayRow | None:
    row = schema.Replay.get_or_none(schema.Replay.key == key)
    return None if row is None else ReplayRow(bytes(row.key), row.token_id, row.at, row.sealed)


def keys(most: int) -> list[bytes]:
    """The newest keys."""
    table = schema.Replay
    rows: Any = table.select(table.key).order_by(table.id.desc()).limit(most).tuples()
    return [bytes(row[0]) for row in rows]


def tidy(before_ms: int, most_bytes: int, most_rows: int, gone_tokens: Iterable[int] = ()) -> int:
    """Forgets what is older, what tokens had that are gone, and the oldest beyond either limit;
    how many were forgotten.
    """
    table = schema.Replay
    gone = table.delete().where((table.at < before_ms) | table.token_id.in_(list(gone_tokens)))
    forgotten = int(gone.execute())
    size, count = table.select(fn.SUM(table.size), fn.COUNT(table.id)).scalar(as_tuple=True)
    while (size or 0) > most_bytes or count > most_rows:
        rows: Any = table.select(table.id, table.size).order_by(table.id).limit(_BATCH).tuples()
        oldest = list(rows)
        last = oldest[-1][0]
        for ident, each in oldest:
            size, count, last = size - each, count - 1, ident
            if size <= most_bytes and count <= most_rows:
                break
        forgotten += int(table.delete().where(table.id <= last).execute())
    return forgotten


def clear() -> int:
    """Forgets everything; how many there were."""
    return int(schema.Replay.delete().execute())
