"""Numbered migrations, applied in order, one transaction each; names of applied ones are recorded.

The list is fixed here, not found on disk: inside a frozen program there is no directory to look at.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import peewee

from gateway.store.connection import execute, transaction
from gateway.store.migrations import (
    m0001_initial,
    m0002_limits,
    m0007_kept,
    m0008_upstream_objects,
    m0011_balances,
    m0012_channel_ways,
    m0013_cost_multiplier,
    m0014_served,
    m0015_replays,
    m0016_budgets,
    m0017_ledger_checkpoint,
    m0018_test_models,
    m0022_hours,
    m0023_served,
)

TABLE = "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """``apply`` changes the schema within a transaction that the runner opens and commits."""

    name: str
    apply: Callable[[peewee.Database], None]


MIGRATIONS: tuple[Migration, ...] = (
    Migration("0001_initial", m0001_initial.apply),
    Migration("0002_limits", m0002_limits.apply),
    Migration("0007_kept", m0007_kept.apply),
    Migration("0008_upstream_objects", m0008_upstream_objects.apply),
    Migration("0011_balances", m0011_balances.apply),
    Migration("0012_channel_ways", m0012_channel_ways.apply),
    Migration("0013_cost_multiplier", m0013_cost_multiplier.apply),
    Migration("0014_served", m0014_served.apply),
    Migration("0015_replays", m0015_replays.apply),
    Migration("0016_budgets", m0016_budgets.apply),
    Migration("0017_ledger_checkpoint", m0017_ledger_checkpoint.apply),
    Migration("0018_test_models", m0018_test_models.apply),
    Migration("0022_hours", m0022_hours.apply),
    Migration("0023_served", m0023_served.apply),
)


class NotOurs(Exception):
    """The file is a database, but not one of Homeport's."""


class TooNew(Exception):
    """A later program has changed the schema in ways that this one does not know."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


class Failed(Exception):
    """A migration could not be applied; the schema is as it was before it."""

    def __init__(self, name: str, error: Exception) -> None:
        super().__init__(f"{name}: {type(error).__name__}: {error}")
        self.name = name


def applied(database: peewee.Database) -> tuple[str, ...]:
    """Names of the migrations that were applied; none for an empty file. Raises NotOurs."""
    tables = set(database.get_tables())
    if TABLE not in tables:
        if tables:
            raise NotOurs(", ".join(sorted(tables)[:3]))
        return ()
    rows = execute(database, f"SELECT name FROM {TABLE} ORDER BY name").fetchall()  # noqa: S608
    return tuple(row[0] for row in rows)


def pending(
    database: peewee.Database, migrations: Sequence[Migration] = MIGRATIONS
) -> list[Migration]:
    """What has not been applied yet, in order. Raises NotOurs and TooNew."""
    done = applied(database)
    unknown = [name for name in done if name not in {m.name for m in migrations}]
    if unknown:
        raise TooNew(unknown)
    return [migration for migration in migrations if migration.name not in done]


def run(database: peewee.Database, migrations: Sequence[Migration] = MIGRATIONS) -> list[str]:
    """Applies what is pending; returns its names. Raises NotOurs, TooNew and Failed."""
    names = []
    for migration in pending(database, migrations):
        try:
            with transaction(database):
                migration.apply(database)
                mark = database.param
                execute(
                    database,
                    f"INSERT INTO {TABLE} (name, applied_at) VALUES ({mark}, {mark})",  # noqa: S608
                    (migration.name, time.time_ns() // 1_000_000),
                )
        except Exception as error:
            raise Failed(migration.name, error) from error
        names.append(migration.name)
    return names
