"""When a channel may be asked, and how many tokens a day each of its keys may use."""

from __future__ import annotations

import peewee

from gateway.store.connection import execute

# TEXT has no default of its own in every database: '' and NULL mean the same here.
_COLUMNS = (("hours", "TEXT"), ("daily_tokens", "INTEGER NOT NULL DEFAULT 0"))


def apply(database: peewee.Database) -> None:
    mark = database.quote
    table = f"{mark[0]}channels{mark[-1]}"
    for column, kind in _COLUMNS:
        name = f"{mark[0]}{column}{mark[-1]}"
        execute(database, f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
