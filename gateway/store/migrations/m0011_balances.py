"""What is left on the accounts of a channel's keys."""

from __future__ import annotations

import peewee

from gateway.store.connection import execute

_COLUMNS = (
    ("balance_nano", "INTEGER NOT NULL DEFAULT 0"),
    ("balance_currency", "VARCHAR(8) NOT NULL DEFAULT ''"),
    ("balance_unlimited", "INTEGER NOT NULL DEFAULT 0"),
    ("balance_at", "INTEGER NOT NULL DEFAULT 0"),
)


def apply(database: peewee.Database) -> None:
    mark = database.quote
    for column, kind in _COLUMNS:
        names = [f"{mark[0]}{name}{mark[-1]}" for name in ("channel_keys", column)]
        execute(database, f"ALTER TABLE {names[0]} ADD COLUMN {names[1]} {kind}")
