"""Limits of channels and tokens, and names for a channel's keys."""

from __future__ import annotations

import peewee

from gateway.store.connection import execute

_COLUMNS = (
    ("channels", "rpm", "INTEGER NOT NULL DEFAULT 0"),
    ("channels", "concurrency", "INTEGER NOT NULL DEFAULT 0"),
    ("channel_keys", "name", "VARCHAR(64) NOT NULL DEFAULT ''"),
    ("tokens", "rpm", "INTEGER NOT NULL DEFAULT 0"),
    ("tokens", "tpm", "INTEGER NOT NULL DEFAULT 0"),
    ("tokens", "concurrency", "INTEGER NOT NULL DEFAULT 0"),
)


def apply(database: peewee.Database) -> None:
    mark = database.quote
    for table, column, kind in _COLUMNS:
        names = [f"{mark[0]}{name}{mark[-1]}" for name in (table, column)]
        execute(database, f"ALTER TABLE {names[0]} ADD COLUMN {names[1]} {kind}")
