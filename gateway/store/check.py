"""Is the database whole, and do the books balance? Reads only, also beside a running program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import peewee
from peewee import fn

from gateway.store import (
    backup,
    binding,
    ledger_checkpoint,
    ledger_rows,
    migrate,
    rollups,
    schema,
    vault_rows,
)
from gateway.store.connection import (
    Connection,
    cause_of,
    describe,
    execute,
    open_read_only,
    transaction,
)
from gateway.store.ledger_rows import Difference

PROBLEM_LIMIT = 20
STOP_STEPS = 100_000
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. ``problems`` are sentences about the file, ``differences`` about money.

    ``code`` says what is wrong with the file as a whole: ``missing``, ``foreign``, ``newer``,
    ``not_upgradable``, ``unreadable``, ``damaged``, '' for nothing. ``balance_nano`` is what
    limited tokens may still spend; ``last_at`` (Unix ms) the last entry or request; ``vault`` the
    vault's check value and ``recovery`` whether a recovery passphrase was set.
    """

    path: Path
    code: str = ""
    migrations: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    open_intents: int = 0
    requests: int = 0
    entries: int = 0
    tokens: int = 0
    people: int = 0
    channels: int = 0
    balance_nano: int = 0
    last_at: int = 0
    vault: str = ""
    recovery: bool = False
    upgrades: bool = False

    @property
    def ok(self) -> bool:
        return not self.problems and not self.differences


def check(
    path: Path,
    migrations: Sequence[migrate.Migration] = migrate.MIGRATIONS,
    stop: Stop | None = None,
) -> Report:
    """Reads the whole file in one snapshot. Blocks: call it in a thread. Changes nothing.

    Gives up, with a problem, soon after ``stop`` says so.

    Works on backups too: a copy that is ``ok`` can take the database's place. One that is older
    than the program is brought up to date in a temporary copy, as a start would do it.
    """
    problems: list[str] = []
    if not path.exists():
        return Report(path, "missing", problems=("there is no such file",))
    try:
        with closing(open_read_only(path)) as database, binding.bound(database):
            if stop is not None:
                raw: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]
                raw.set_progress_handler(stop, STOP_STEPS)
            with transaction(database, "DEFERRED"):
                problems = _integrity(database)
                names = migrate.applied(database)
                if not migrate.pending(database, migrations):
                    return _examine(path, database, names, problems)
        return _examine_upgraded(path, migrations, problems)
    except migrate.NotOurs as error:
        return Report(
            path, "foreign", problems=(*problems, f"it belongs to another program ({error})")
        )
    except migrate.TooNew as error:
        text = f"a newer Homeport has changed it ({error}); only that version can check it"
        return Report(path, "newer", error.names, (*problems, text))
    except migrate.Failed as error:
        text = f"it is older than this Homeport and cannot be brought up to date ({error})"
        return Report(path, "not_upgradable", problems=(*problems, text))
    except (sqlite3.Error, peewee.PeeweeException) as error:
        cause = cause_of(error)
        broken = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        code = "damaged" if getattr(cause, "sqlite_errorcode", 0) in broken else "unreadable"
        return Report(path, code, problems=(describe(error),))


def _integrity(database: peewee.Database) -> list[str]:
    rows = execute(database, f"PRAGMA integrity_check({PROBLEM_LIMIT})").fetchall()
    problems = [str(row[0]) for row in rows if row[0] != "ok"]
    rows = execute(database, "PRAGMA foreign_key_check").fetchmany(PROBLEM_LIMIT)
    return problems + [f"{row[0]} {row[1]} refers to a {row[2]} that is not there" for row in rows]


def _examine_upgraded(
    path: Path, migrations: Sequence[migrate.Migration], problems: list[str]
) -> Report:
    with TemporaryDirectory() as directory:
        copied = backup.copy(path, Path(directory) / "copy.db")
        connection = Connection(copied)
        try:
            migrate.run(connection.database, migrations)
            with binding.bound(connection.database):
                names = migrate.applied(connection.database)
                found = _examine(path, connection.database, names, problems)
                return replace(found, upgrades=True)
        finally:
            connection.close()


def _examine(
    path: Path, database: peewee.Database, names: tuple[str, ...], problems: list[str]
) -> Report:
    if not rollups.check():
        problems.append("the usage of hours and of days differs")
    if not rollups.check_quarters():
        problems.append("what budgets count differs from the usage")
    problems += ledger_checkpoint.check_whole()
    token = schema.Token
    options = {row.name: row.value for row in schema.Option.select()}
    held = token.select(fn.SUM(token.balance_nano)).where(
        (token.deleted_at == 0) & (token.unlimited == False)  # noqa: E712 - SQL
    )
    last = [
        model.select(fn.MAX(model.at)).scalar() or 0 for model in (schema.Request, schema.Entry)
    ]
    return Report(
        path,
        "damaged" if problems else "",
        names,
        tuple(problems),
        tuple(ledger_rows.check()),
        open_intents=schema.Intent.select().count(),
        requests=schema.Request.select().count(),
        entries=schema.Entry.select().count(),
        tokens=schema.Token.select().where(schema.Token.deleted_at == 0).count(),
        people=schema.Person.select().where(schema.Person.deleted_at == 0).count(),
        channels=schema.Channel.select().where(schema.Channel.deleted_at == 0).count(),
        balance_nano=int(held.scalar() or 0),
        last_at=max(last),
        vault=options.get(vault_rows.CHECK, ""),
        recovery=vault_rows.RECOVERY in options,
    )
