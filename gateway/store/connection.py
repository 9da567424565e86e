"""Connections to the database file: pragmas, and which failures are the store's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import peewee

BUSY_TIMEOUT_MS = 5_000
WAL_LIMIT_BYTES = 64 * 1024 * 1024

_STORE_FAILURES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)


class Connection:
    """One connection of one thread, with Peewee's database object around it.

    ``writer`` may change the file; the others refuse to (``query_only``).
    """

    def __init__(
        self, path: Path, *, writer: bool = False, busy_timeout_ms: int = BUSY_TIMEOUT_MS
    ) -> None:
        pragmas: list[tuple[str, Any]] = [
            ("busy_timeout", busy_timeout_ms),
            ("foreign_keys", 1),
            ("temp_store", "MEMORY"),
        ]
        if writer:
            # auto_vacuum has to be chosen before the first page is written, and WAL writes one.
            pragmas += [
                ("auto_vacuum", "INCREMENTAL"),
                ("journal_mode", "WAL"),
                ("synchronous", "NORMAL"),
                ("journal_size_limit", WAL_LIMIT_BYTES),
            ]
        else:
            pragmas.append(("query_only", 1))
        self.database = peewee.SqliteDatabase(
            str(path), pragmas=pragmas, thread_safe=False, cached_statements=256
        )
        self.database.connect()
        self.raw: sqlite3.Connection = self.database.connection()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        self.database.close()


def open_read_only(path: Path) -> peewee.SqliteDatabase:
    """A connection that changes nothing, also beside a program that writes. Close it yourself.

    Without a WAL the file is at rest and may lie in a directory that cannot be written to.
    """
    at_rest = not path.with_name(path.name + "-wal").exists()
    uri = path.absolute().as_uri() + ("?immutable=1" if at_rest else "?mode=ro")
    database = peewee.SqliteDatabase(uri, uri=True, thread_safe=False)
    database.connect()
    execute(database, "PRAGMA query_only = 1")
    return database


def execute(database: peewee.Database, text: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
    """Peewee's ``execute_sql`` with a type."""
    cursor: sqlite3.Cursor = database.execute_sql(text, parameters)  # type: ignore[no-untyped-call]
    return cursor


def cause_of(error: BaseException) -> BaseException:
    """The driver's own exception inside one of Peewee's."""
    original = getattr(error, "orig", None)
    return original if isinstance(original, BaseException) else error


def is_store_failure(error: BaseException) -> bool:
    """Whether the database could not work (disk, lock, damage), not what it was asked to do."""
    cause = cause_of(error)
    if not isinstance(cause, sqlite3.Error):
        return False
    code = getattr(cause, "sqlite_errorcode", None)
    return code is not None and (code & 0xFF) in _STORE_FAILURES


def describe(error: BaseException) -> str:
    """A driver's failure in words that an owner can act on."""
    cause = cause_of(error)
    code = (getattr(cause, "sqlite_errorcode", 0) or 0) & 0xFF
    known = {
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_BUSY: "another program keeps the database locked",
        sqlite3.SQLITE_LOCKED: "another program keeps the database locked",
        sqlite3.SQLITE_READONLY: "the database or its directory is read-only",
        sqlite3.SQLITE_IOERR: "the disk reports an error, or is full",
        sqlite3.SQLITE_CORRUPT: "the database file is damaged",
        sqlite3.SQLITE_NOTADB: "the file is not a database, or its start is damaged",
        sqlite3.SQLITE_CANTOPEN: "the database file cannot be opened",
    }
    return f"{known[code]} ({cause})" if code in known else str(cause)
