"""Another database in the place of the one that is there; killed at any moment, one whole is.

The steps: a copy beside the database (:func:`stage`); the old file under a second name in
``backups/``; one atomic rename (:func:`swap`). Only the last changes what a start would open.
Everything here blocks: call it in a thread, :func:`swap` only while the database is closed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from gateway.errors import StoreUnavailable
from gateway.store import backup
from gateway.store.backup import Step
from gateway.store.connection import describe

BEFORE_RESTORE = "before-restore"
_STAGED = ".restoring"


def stage(source: Path, database: Path, step: Step | None = None) -> Path:
    """A whole copy of ``source`` beside ``database``.

    Raises StoreUnavailable (disk full, unreadable), and what ``step`` raises.
    """
    staged = database.with_name(database.name + _STAGED)
    try:
        discard(database)
        return backup.copy_whole(source, staged, step)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnavailable(describe(error)) from error


def discard(database: Path) -> None:
    """Removes what an interrupted restore left behind."""
    for ending in (_STAGED, _STAGED + ".partial"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def swap(staged: Path, database: Path, now_ms: int) -> Path:
    """Puts ``staged`` in the place of the closed ``database``, which is kept; returns where.

    Raises StoreUnavailable, also if somebody still has it open; the old one is in its place then.
    """
    try:
        _fold_in(database)
        kept = _kept_name(database, now_ms)
        _keep(database, kept)
        os.replace(staged, database)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnavailable(describe(error)) from error
    _sync(database.parent)
    return kept


def swap_back(kept: Path, database: Path) -> None:
    """Undoes :func:`swap`: the restored database could not be used."""
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    os.replace(kept, database)
    _sync(database.parent)


def _fold_in(database: Path) -> None:
    """A write-ahead log that stayed would be read as the new database's own."""
    wal = database.with_name(database.name + "-wal")
    with closing(sqlite3.connect(database, timeout=1.0)) as connection:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy or (wal.exists() and wal.stat().st_size > 0):
        raise StoreUnavailable(f"{wal} is still in use")
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _kept_name(database: Path, now_ms: int) -> Path:
    directory = backup.directory_of(database)
    directory.mkdir(mode=0o700, exist_ok=True)
    while True:
        taken = datetime.fromtimestamp(now_ms / 1000, UTC)
        kept = directory / f"homeport-{taken:%Y%m%dT%H%M%SZ}-{BEFORE_RESTORE}.db"
        if not kept.exists():
            return kept
        now_ms += 1000


def _keep(database: Path, kept: Path) -> None:
    """Gives the file a second name; where the file system has only one for each, copies it."""
    try:
        os.link(database, kept)
    except OSError:
        partial = kept.with_name(kept.name + ".partial")
        try:
            shutil.copyfile(database, partial)
            partial.chmod(0o600)
            with open(partial, "rb+") as file:
                os.fsync(file.fileno())
            os.replace(partial, kept)
        finally:
            partial.unlink(missing_ok=True)
    _sync(kept.parent)


def _sync(directory: Path) -> None:
    with contextlib.suppress(OSError):  # Windows cannot open directories
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
