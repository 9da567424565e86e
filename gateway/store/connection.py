"""Connections to the database file: pragmas, and which failures are the store's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


Pragmas = Sequence[tuple[str, Any]]

PROCESS: Pragmas = (("synchronous", "NORMAL"), ("fullfsync", 0))
"""In a WAL: synced when it is folded in. What is committed outlives the program, not the power."""
POWER: Pragmas = (("synchronous", "FULL"), ("fullfsync", 1))
"""Synced with every transaction; the second is what macOS needs for that."""
READER: Pragmas = (("query_only", 1),)
WRITER: Pragmas = (
    ("journal_mode", "WAL"),
    *PROCESS,
    ("journal_size_limit", WAL_LIMIT_BYTES),
    ("wal_autocheckpoint", 4_000),  # pages: the same few are written again and again
)
NEW_FILE: Pragmas = (("auto_vacuum", "INCREMENTAL"),)
"""To be chosen before the first page is written."""


class Connection:
    """One connection of one thread, with Peewee's database object around it.

    ``pragmas`` are :data:`READER`, :data:`WRITER` or :data:`NEW_FILE`; without them the file is
    left as it is until something is written.
    """

    def __init__(
        self, path: Path, pragmas: Pragmas = (), *, busy_timeout_ms: int = BUSY_TIMEOUT_MS
    ) -> None:
        pragmas = [
            ("busy_timeout", busy_timeout_ms),
            ("foreign_keys", 1),
            ("temp_store", "MEMORY"),
            *pragmas,
        ]
        self.database = peewee.SqliteDatabase(
            str(path), pragmas=pragmas, thread_safe=False, cached_statements=256
        )
        self.database.connect()
        self.raw: sqlite3.Connection = self.database.connection()  # type: ignore[no-untyped-call]
        # SQLite opens lazily; whoever reads beside us tells by the WAL that the file is in use.
        try:
            self.raw.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        except sqlite3.Error:
            self.close()
            raise

    def apply(self, pragmas: Pragmas) -> None:
        """Outside a transaction."""
        for name, value in pragmas:
            self.raw.execute(f"PRAGMA {name} = {value}")

    def close(self) -> None:
        self.database.close()


def read_only_uri(path: Path) -> str:
    """Names a file that is only to be read, also beside a program that writes.

    Without a WAL the file is at rest and may lie in a directory that cannot be written to.
    """
    at_rest = not path.with_name(path.name + "-wal").exists()
    return path.absolute().as_uri() + ("?immutable=1" if at_rest else "?mode=ro")


def connect_read_only(path: Path) -> sqlite3.Connection:
    """The sqlite3 module's own connection, for reading. Close it yourself."""
    return sqlite3.connect(read_only_uri(path), uri=True, timeout=BUSY_TIMEOUT_MS / 1000)


def open_read_only(path: Path) -> peewee.SqliteDatabase:
    """A connection for models that changes nothing. Close it yourself."""
    pragmas = [("query_only", 1)]
    database = peewee.SqliteDatabase(
        read_only_uri(path), pragmas=pragmas, uri=True, thread_safe=False
    )
    database.connect()
    return database


def execute(database: peewee.Database, text: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
    """Peewee's ``execute_sql`` with a type."""
    cursor: sqlite3.Cursor = database.execute_sql(text, parameters)  # type: ignore[no-untyped-call]
    return cursor


@contextmanager
def transaction(database: peewee.Database, kind: str = "IMMEDIATE") -> Iterator[None]:
    """As Peewee's own, which on a full disk hides the failure behind one of its rollback.

    SQLite has then ended the transaction by itself.
    """
    raw: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]
    raw.execute(f"BEGIN {kind}")
    database.push_transaction(database.transaction())
    try:
        yield
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    finally:
        database.pop_transaction()  # type: ignore[no-untyped-call]


def cause_of(error: BaseException) -> BaseException:
    """The driver's own exception behind one of Peewee's, or behind a failed clean-up."""
    seen: BaseException | None = error
    while seen is not None:
        original = getattr(seen, "orig", seen)
        if isinstance(original, sqlite3.Error) and _code(original) in _STORE_FAILURES:
            return original
        seen = seen.__cause__ or seen.__context__
    return error


def is_store_failure(error: BaseException) -> bool:
    """Whether the database could not work (disk, lock, damage), not what it was asked to do."""
    return _code(cause_of(error)) in _STORE_FAILURES


def describe(error: BaseException) -> str:
    """A driver's failure in words that an owner can act on."""
    cause = cause_of(error)
    code = _code(cause)
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


def _code(error: BaseException) -> int:
    """SQLite's primary result code, 0 for what is not its own."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
