"""Forgets old requests, a little at a time. Ledger entries and usage sums are kept for ever."""

from __future__ import annotations

from peewee import fn

from gateway.store import schema
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
        left = await database.reclaim(RECLAIM_PAGES)
        while left > (now_left := await database.reclaim(RECLAIM_PAGES)):
            left = now_left
    return deleted


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
