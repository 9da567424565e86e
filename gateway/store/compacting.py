"""Gives room that deleted rows left back to the file system, while requests go on.

A whole ``VACUUM`` would keep the writer, and with it every answer's end, waiting until it is done.
The database was made for the other way (``auto_vacuum = INCREMENTAL``): a few pages at a time.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from gateway.progress import Progress, in_thread
from gateway.store.binding import current
from gateway.store.connection import execute
from gateway.store.database import Database

PAGES = 200
"""In one transaction: some ten milliseconds of the writer."""


@dataclass(frozen=True, slots=True)
class Space:
    """In bytes: the file's pages, and those of them that hold nothing."""

    size: int
    free: int


def measure() -> Space:
    """Runs inside ``read``."""

    def pragma(name: str) -> int:
        return int(execute(current, f"PRAGMA {name}").fetchone()[0])

    page = pragma("page_size")
    return Space(pragma("page_count") * page, pragma("freelist_count") * page)


async def run(database: Database, progress: Progress | None) -> int:
    """Gives all free pages back; returns how many bytes that were. Other writes go in between."""
    before = await database.read(measure)
    left = total = await database.reclaim(0)
    while left:
        now_left = await database.reclaim(PAGES)
        if now_left >= left:
            break  # others fill pages as fast as they are given back
        left = now_left
        if progress is not None:
            progress.step(total - left, total)
    await in_thread(_checkpoint, database)
    return max(0, before.free - (await database.read(measure)).free)


def _checkpoint(database: Database) -> None:
    """The file shrinks when its write-ahead log is folded in; whoever reads is not disturbed."""
    with closing(sqlite3.connect(database.path, timeout=1.0)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
