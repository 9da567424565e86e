"""Whence an answer came that no channel was asked for."""

from __future__ import annotations

import peewee

from gateway.store.connection import execute


def apply(database: peewee.Database) -> None:
    mark = database.quote
    table, column = (f"{mark[0]}{name}{mark[-1]}" for name in ("requests", "served"))
    execute(database, f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(8) NOT NULL DEFAULT ''")
