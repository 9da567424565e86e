"""Responses and proofs of thoughts that clients come back to, sealed before they come here.

Every function runs inside :meth:`Database.write` or :meth:`Database.read`. What is forgotten goes
by threads, a conversation whole: one whose beginning is missing is of no use to anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from gateway.store import schema

RESPONSE = "response"
THOUGHT = "thought"
EVENTS = "events"
"""The stream in which a background response was made, under the response's name."""
LONGEST_CHAIN = 4_096
"""Responses that are followed back; more than any model's context holds."""

BATCH = 50
"""Threads forgotten in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """``at`` in Unix milliseconds; ``size`` in bytes, of ``sealed``.

    ``sealed`` is None where only ``channel_id`` and ``key_id`` (0: none) have the content.
    """

    kind: str
    token_id: int
    name: str
    at: int
    thread: str
    previous: str = ""
    channel_id: int = 0
    key_id: int = 0
    sealed: bytes | None = None

    @property
    def size(self) -> int:
        return len(self.sealed or b"")


def put(row: KeptRow) -> None:
    """Writes a row; one of the same kind, token and name gives way."""
    table = schema.Kept
    table.delete().where(_is(row.token_id, row.kind, row.name)).execute()
    table.insert(
        kind=row.kind,
        token_id=row.token_id,
        name=row.name,
        previous=row.previous,
        thread=row.thread,
        at=row.at,
        size=row.size,
        channel_id=row.channel_id,
        key_id=row.key_id,
        sealed=row.sealed,
    ).execute()


def chain(token_id: int, name: str, before_ms: int = 0, most: int = LONGEST_CHAIN) -> list[KeptRow]:
    """A response and those before it, newest first, as far as they are there.

    Empty where its thread was last added to before ``before_ms``.
    """
    rows: list[KeptRow] = []
    seen: set[str] = set()
    while name and name not in seen and len(rows) < most:
        seen.add(name)
        row = schema.Kept.get_or_none(_is(token_id, RESPONSE, name))
        if row is None or (not rows and _newest(row.thread) < before_ms):
            break
        rows.append(_row(row))
        name = row.previous
    return rows


def _newest(thread: str) -> int:
    table = schema.Kept
    return int(table.select(fn.MAX(table.at)).where(table.thread == thread).scalar() or 0)


def thoughts(most: int) -> list[KeptRow]:
    """The newest proofs of thoughts, oldest of them first."""
    table = schema.Kept
    rows = table.select().where(table.kind == THOUGHT).order_by(table.id.desc()).limit(most)
    return [_row(row) for row in rows][::-1]


def get(kind: str, token_id: int, name: str) -> KeptRow | None:
    """One row, however old."""
    row = schema.Kept.get_or_none(_is(token_id, kind, name))
    return None if row is None else _row(row)


def delete(token_id: int, name: str) -> int:
    """Deletes one response, its stream too; how many there were."""
    schema.Kept.delete().where(_is(token_id, EVENTS, name)).execute()
    return int(schema.Kept.delete().where(_is(token_id, RESPONSE, name)).execute())


def total_size() -> int:
    """Bytes of all content."""
    return int(schema.Kept.select(fn.SUM(schema.Kept.size)).scalar() or 0)


def count() -> int:
    """How many rows there are."""
    return int(schema.Kept.select().count())


def count_responses() -> int:
    """How many responses there are with their content."""
    table = schema.Kept
    return int(table.select().where((table.kind == RESPONSE) & table.sealed.is_null(False)).count())


def forget_before(before_ms: int, most: int = BATCH) -> int:
    """Deletes up to ``most`` threads that were last added to before; how many rows."""
    table = schema.Kept
    old = table.select(table.thread).group_by(table.thread).having(fn.MAX(table.at) < before_ms)
    return _delete_threads([row.thread for row in old.limit(most)])


def forget_content(most: int = 200) -> int:
    """Deletes up to ``most`` contents; where a channel has its own, what names it stays."""
    table = schema.Kept
    rows = list(
        table.select(table.id, table.channel_id).where(table.sealed.is_null(False)).limit(most)
    )
    elsewhere = [row.id for row in rows if row.channel_id]
    table.update(sealed=None, size=0).where(table.id.in_(elsewhere)).execute()
    table.delete().where(table.id.in_([row.id for row in rows if not row.channel_id])).execute()
    return len(rows)


def forget_all(most: int = 200) -> int:
    """Deletes up to ``most`` rows; how many."""
    table = schema.Kept
    ids = [row.id for row in table.select(table.id).limit(most)]
    return int(table.delete().where(table.id.in_(ids)).execute())


def forget_deleted_tokens(before_ms: int) -> int:
    """Deletes what tokens had that were deleted before; how many rows."""
    token = schema.Token
    gone = token.select(token.id).where((token.deleted_at > 0) & (token.deleted_at < before_ms))
    return int(schema.Kept.delete().where(schema.Kept.token_id.in_(gone)).execute())


def forget_thoughts(most: int) -> int:
    """Leaves the newest ``most`` proofs of thoughts; how many were deleted."""
    table = schema.Kept
    mine = table.kind == THOUGHT
    last = table.select(table.id).where(mine).order_by(table.id.desc()).offset(most).limit(1)
    newest_old = last.scalar()
    if newest_old is None:
        return 0
    return int(table.delete().where(mine & (table.id <= newest_old)).execute())


def trim(most_bytes: int) -> int:
    """Forgets the oldest threads until no more than ``most_bytes`` are left; the bytes left.

    Age is the order of writing, which no clock can turn around. Of the last thread its beginning
    goes.
    """
    left = total_size()
    if left <= most_bytes:
        return left
    table = schema.Kept
    sums = table.select(table.thread, fn.SUM(table.size)).group_by(table.thread)
    rows: Any = sums.order_by(fn.MAX(table.id)).tuples()
    threads: list[tuple[str, int]] = list(rows)
    gone: list[str] = []
    for thread, size in threads[:-1]:
        if left <= most_bytes:
            break
        gone.append(thread)
        left -= size
    _delete_threads(gone)
    if left > most_bytes:
        left = _trim_thread(threads[-1][0], left, most_bytes)
    return left


def _trim_thread(thread: str, left: int, most_bytes: int) -> int:
    table = schema.Kept
    ids = []
    rows = table.select(table.id, table.size).where(table.thread == thread).order_by(table.id)
    for row in rows:
        if left <= most_bytes:
            break
        ids.append(row.id)
        left -= row.size
    for start in range(0, len(ids), BATCH):
        table.delete().where(table.id.in_(ids[start : start + BATCH])).execute()
    return left


def _delete_threads(threads: Sequence[str]) -> int:
    table, deleted = schema.Kept, 0
    for start in range(0, len(threads), BATCH):
        piece = threads[start : start + BATCH]
        deleted += int(table.delete().where(table.thread.in_(piece)).execute())
    return deleted


def _is(token_id: int, kind: str, name: str) -> Any:
    table = schema.Kept
    return (table.token_id == token_id) & (table.kind == kind) & (table.name == name)


def _row(row: schema.Kept) -> KeptRow:
    return KeptRow(
        kind=row.kind,
        token_id=row.token_id,
        name=row.name,
        at=row.at,
        thread=row.thread,
        previous=row.previous,
        channel_id=row.channel_id,
        key_id=row.key_id,
        sealed=row.sealed,
    )
