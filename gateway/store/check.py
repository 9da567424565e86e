"""Is the database whole, and do the books balance? Reads only, also beside a running program."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import peewee

from gateway.store import backup, binding, ledger_rows, migrate, rollups, schema
from gateway.store.connection import Connection, describe, execute, open_read_only, transaction
from gateway.store.ledger_rows import Difference

PROBLEM_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. ``problems`` are sentences about the file, ``differences`` about money."""

    path: Path
    migrations: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    open_intents: int = 0
    requests: int = 0
    entries: int = 0
    tokens: int = 0
    people: int = 0

    @property
    def ok(self) -> bool:
        return not self.problems and not self.differences


def check(path: Path, migrations: Sequence[migrate.Migration] = migrate.MIGRATIONS) -> Report:
    """Reads the whole file in one snapshot. Blocks: call it in a thread. Changes nothing.

    Works on backups too: a copy that is ``ok`` can take the database's place. One that is older
    than the program is brought up to date in a temporary copy, as a start would do it.
    """
    problems: list[str] = []
    if not path.exists():
        return Report(path, problems=("there is no such file",))
    try:
        with closing(open_read_only(path)) as database, binding.bound(database):
            with transaction(database, "DEFERRED"):
                problems = _integrity(database)
                names = migrate.applied(database)
                if not migrate.pending(database, migrations):
                    return _examine(path, database, names, problems)
        return _examine_upgraded(path, migrations, problems)
    except migrate.NotOurs as error:
        return Report(path, problems=(*problems, f"it belongs to another program ({error})"))
    except migrate.TooNew as error:
        text = f"a newer Homeport has changed it ({error}); only that version can check it"
        return Report(path, error.names, problems=(*problems, text))
    except migrate.Failed as error:
        text = f"it is older than this Homeport and cannot be brought up to date ({error})"
        return Report(path, problems=(*problems, text))
    except (sqlite3.Error, peewee.PeeweeException) as error:
        return Report(path, problems=(describe(error),))


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
                return _examine(path, connection.database, names, problems)
        finally:
            connection.close()


def _examine(
    path: Path, database: peewee.Database, names: tuple[str, ...], problems: list[str]
) -> Report:
    if not rollups.check():
        problems.append("the usage of hours and of days differs")
    return Report(
        path,
        names,
        tuple(problems),
        tuple(ledger_rows.check()),
        open_intents=schema.Intent.select().count(),
        requests=schema.Request.select().count(),
        entries=schema.Entry.select().count(),
        tokens=schema.Token.select().where(schema.Token.deleted_at == 0).count(),
        people=schema.Person.select().where(schema.Person.deleted_at == 0).count(),
    )
