"""A channel's own proxy, certificate authority, system prompt and overrides of bodies."""

from __future__ import annotations

import peewee

from gateway.store.connection import execute

# TEXT has no default of its own in every database: '' and NULL mean the same here.
_COLUMNS = (
    ("proxy", "TEXT"),
    ("authority", "TEXT"),
    ("system_prompt", "TEXT"),
    ("prompt_mode", "VARCHAR(8) NOT NULL DEFAULT 'replace'"),
    ("overrides", "TEXT"),
)


def apply(database: peewee.Database) -> None:
    mark = database.quote
    table = f"{mark[0]}channels{mark[-1]}"
    for column, kind in _COLUMNS:
        name = f"{mark[0]}{column}{mark[-1]}"
        execute(database, f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
