"""What happens before the database serves: is it whole, is it ours, is it as new as the program."""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import peewee

from gateway.errors import EXIT_STORE, StartError
from gateway.store import backup, binding, migrate, restoring, schema
from gateway.store.connection import NEW_FILE, Connection, describe, transaction

ALWAYS_CHECKED_BYTES = 256 * 1024 * 1024
"""Larger files are read through only after the program ended without closing them."""

BEFORE_MIGRATION = "before-upgrade"


@dataclass(frozen=True, slots=True)
class Opened:
    """Who runs: a random node id that the database keeps, and the count of its starts."""

    node: str
    epoch: int
    migrated: tuple[str, ...]


def prepare(
    path: Path,
    *,
    busy_timeout_ms: int,
    migrations: Sequence[migrate.Migration] = migrate.MIGRATIONS,
) -> Opened:
    """Creates or checks the file, backs it up and migrates it when that is due.

    Blocks. Raises StartError with what is wrong and where the way out is.
    """
    try:
        fresh = _make_place(path)
        restoring.discard(path)
        unclean = _size(_companion(path)) > 0
        pragmas = NEW_FILE if fresh else ()
        connection = Connection(path, pragmas, busy_timeout_ms=busy_timeout_ms)
        try:
            if not fresh and (unclean or _size(path) <= ALWAYS_CHECKED_BYTES):
                _check(connection, path)
            migrated = _migrate(connection, path, migrations)
            node, epoch = _count_start(connection)
        finally:
            connection.close()
    except (OSError, sqlite3.Error, peewee.PeeweeException) as error:
        raise _refusal(path, describe(error)) from error
    return Opened(node, epoch, migrated)


def _make_place(path: Path) -> bool:
    """Makes sure there is a file only its owner can read; True if it holds nothing yet.

    Where other traces say that there was a database, an empty one is not put in its place: that
    would lose the keys for good.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _size(path) > 0:
        return False
    if backup.list_backups(backup.directory_of(path)) or _size(_companion(path)) > 0:
        raise _refusal(path, "the file is missing or empty, but there was a database here before")
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    return True


def _check(connection: Connection, path: Path) -> None:
    rows = connection.raw.execute("PRAGMA quick_check(3)").fetchall()
    found = "; ".join(" ".join(str(row[0]).split()) for row in rows)
    if found != "ok":
        raise _refusal(path, f"the database file is damaged ({found})")


def _migrate(
    connection: Connection, path: Path, migrations: Sequence[migrate.Migration]
) -> tuple[str, ...]:
    database = connection.database
    try:
        due = migrate.pending(database, migrations)
        if due and migrate.applied(database):
            backup.create(path, BEFORE_MIGRATION, time.time_ns() // 1_000_000)
        return tuple(migrate.run(database, migrations))
    except migrate.NotOurs as error:
        text = f"it belongs to another program (it has the tables {error})"
        raise StartError(f"{path} is not Homeport's database: {text}.", EXIT_STORE) from error
    except migrate.TooNew as error:
        text = f"a newer Homeport has changed it ({error}); start that version"
        raise _refusal(path, text) from error
    except migrate.Failed as error:
        text = f"bringing it up to date failed, and left it as it was ({error})"
        raise _refusal(path, text) from error


def _count_start(connection: Connection) -> tuple[str, int]:
    now = time.time_ns() // 1_000_000
    with binding.bound(connection.database), transaction(connection.database):
        known = schema.Node.select().order_by(schema.Node.started_at).first()
        if known is None:
            node = secrets.token_hex(8)
            schema.Node.insert(id=node, epoch=1, started_at=now).execute()
            return node, 1
        known.epoch += 1
        known.started_at = now
        known.save()
        return str(known.id), int(known.epoch)


def _refusal(path: Path, reason: str) -> StartError:
    copies = backup.list_backups(backup.directory_of(path))
    if copies:
        way_out = (
            f"{len(copies)} older copies are in {backup.directory_of(path)};"
            f" to go back, put one in its place, the newest being {copies[0].path.name}"
        )
    else:
        way_out = "there are no older copies of it; move it away to start with an empty one"
    return StartError(f"cannot open the database {path}: {reason}; {way_out}.", EXIT_STORE)


def _companion(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
