"""The models that a channel is tested with, beside the one for chats."""

from __future__ import annotations

import peewee

from gateway.store.connection import execute


def apply(database: peewee.Database) -> None:
    mark = database.quote
    table, column = (f"{mark[0]}{name}{mark[-1]}" for name in ("channels", "test_models"))
    execute(database, f"ALTER TABLE {table} ADD COLUMN {column} TEXT")
