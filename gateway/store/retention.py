"""Forgets old requests, a little at a time. Ledger entries and usage sums are kept for ever."""

from __future__ import annotations

from peewee import fn

from gateway.progress import Progress
from gateway.store import compacting, schema
from gateway.store.database import Database

BATCH = 200
"""Requests deleted in one transaction: about ten milliseconds of the writer."""

RECLAIM_PAGES = 200


async def run(database: Database, before_ms: int) -> int:
    """Deletes requests that began before ``before_ms`` with their attempts; returns how many.

    Gives the space back to the file system. Other writes go in between.
    """
    deleted = 0
    while count := await database.write(lambda: delete_batch(before_ms)):
        deleted += count
    if deleted:
        await give_back(database)
    return deleted


async def give_back(database: Database) -> None:
    """Gives the space of what was deleted back to the file system."""
    left = await database.reclaim(RECLAIM_PAGES)
    while left > (now_left := await database.reclaim(RECLAIM_PAGES)):
        left = now_left


def count() -> int:
    """How many requests the log holds. Runs inside ``read``."""
    return int(schema.Request.select().count())


async def clear(database: Database, before_ms: int, progress: Progress) -> int:
    """Deletes every request that began before, the newest as well; returns how many.

    Ledger entries and usage sums stay. Given up half-way, what is deleted stays deleted.
    """
    total = await database.read(count)
    deleted = 0
    while some := await database.write(lambda: delete_batch(before_ms)):
        deleted += some
        progress.step(deleted, total)
    deleted += await database.write(lambda: _delete_last(before_ms))
    await compacting.run(database, progress=None)
    progress.step(1, 1)
    return deleted


def _delete_last(before_ms: int) -> int:
    """What :func:`delete_batch` leaves."""
    request = schema.Request
    ids = [row.id for row in request.select(request.id).where(request.at < before_ms).limit(BATCH)]
    schema.Attempt.delete().where(schema.Attempt.log_id.in_(ids)).execute()
    return int(request.delete().where(request.id.in_(ids)).execute())


def delete_batch(before_ms: int, limit: int = BATCH) -> int:
    """Deletes at most ``limit`` old requests; returns how many. Runs inside ``write``.

    The newest request always stays, so that ids never begin anew.
    """
    request = schema.Request
    newest = request.select(fn.MAX(request.id)).scalar() or 0
    old = request.select(request.id).where((request.at < before_ms) & (request.id < newest))
    ids = [row.id for row in old.order_by(request.at).limit(limit)]
    if ids:
        schema.Attempt.delete().where(schema.Attempt.log_id.in_(ids)).execute()
        request.delete().where(request.id.in_(ids)).execute()
    return len(ids)
