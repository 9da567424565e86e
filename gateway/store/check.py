"""Is the database whole, and do the books balance? Reads only, also beside a running program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import peewee

from gateway.store import binding, ledger_rows, migrate, rollups, schema
from gateway.store.connection import describe, execute, open_read_only, transaction
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


def check(path: Path) -> Report:
    """Reads the whole file in one snapshot. Blocks: call it in a thread. Changes nothing.

    Works on backups too: a copy that is ``ok`` can take the database's place.
    """
    if not path.exists():
        return Report(path, problems=("there is no such file",))
    try:
        with closing(open_read_only(path)) as database, binding.bound(database):
            with transaction(database, "DEFERRED"):
                return _examine(path, database)
    except (sqlite3.Error, peewee.PeeweeException) as error:
        return Report(path, problems=(describe(error),))


def _examine(path: Path, database: peewee.Database) -> Report:
    rows = execute(database, f"PRAGMA integrity_check({PROBLEM_LIMIT})").fetchall()
    problems = [str(row[0]) for row in rows if row[0] != "ok"]
    rows = execute(database, "PRAGMA foreign_key_check").fetchmany(PROBLEM_LIMIT)
    problems += [f"{row[0]} {row[1]} refers to a {row[2]} that is not there" for row in rows]
    try:
        names = migrate.applied(database)
        due = [migration.name for migration in migrate.pending(database)]
    except migrate.NotOurs as error:
        return Report(path, problems=(*problems, f"it belongs to another program ({error})"))
    except migrate.TooNew as error:
        text = f"a newer Homeport has changed it ({error}); only that version can check it"
        return Report(path, error.names, problems=(*problems, text))
    if due:
        text = f"it is older than this Homeport, whose start will bring it up to {due[-1]}"
        return Report(path, names, problems=(*problems, text))
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
