"""What a channel's provider takes, against its list prices."""

from __future__ import annotations

import peewee

from gateway.store.connection import execute


def apply(database: peewee.Database) -> None:
    mark = database.quote
    table, column = (f"{mark[0]}{name}{mark[-1]}" for name in ("channels", "cost_multiplier"))
    execute(database, f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(32) NOT NULL DEFAULT '1'")
