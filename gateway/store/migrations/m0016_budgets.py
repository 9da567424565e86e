"""Budgets and limits of tokens, people, groups and channels, and the sums that budgets count by."""

from __future__ import annotations

from typing import Any

import peewee
from peewee import BigIntegerField, CharField, CompositeKey, IntegerField

from gateway.store.connection import execute

_NUMBER = "INTEGER NOT NULL DEFAULT 0"
_RATES = (("rpm", _NUMBER), ("tpm", _NUMBER), ("concurrency", _NUMBER))
# TEXT has no default of its own in every database: '' and NULL mean the same here.
_BUDGETS = ("budgets", "TEXT")
_COLUMNS = {
    "tokens": (("ceiling_nano", _NUMBER), _BUDGETS),
    "people": (*_RATES, _BUDGETS),
    "groups": (*_RATES, _BUDGETS),
    "channels": (("tpm", _NUMBER), _BUDGETS),
    "intents": (("group", "VARCHAR(64) NOT NULL DEFAULT ''"),),
}


def apply(database: peewee.Database) -> None:
    mark = database.quote
    for table, columns in _COLUMNS.items():
        for column, kind in columns:
            names = [f"{mark[0]}{name}{mark[-1]}" for name in (table, column)]
            execute(database, f"ALTER TABLE {names[0]} ADD COLUMN {names[1]} {kind}")
    database.create_tables([_quarters(database)], safe=False)
    _fill(database)


def _quarters(database: peewee.Database) -> Any:
    class RollupQuarter(peewee.Model):
        bucket = BigIntegerField()
        token_id = IntegerField()
        group = CharField(max_length=64)
        channel_id = IntegerField()
        requests = BigIntegerField()
        tokens = BigIntegerField()
        charge_nano = BigIntegerField()
        cost_nano = BigIntegerField()

        class Meta:
            table_name = "rollup_quarter"
            primary_key = CompositeKey("bucket", "token_id", "group", "channel_id")
            without_rowid = True

    RollupQuarter.bind(database, bind_refs=False, bind_backrefs=False)
    return RollupQuarter


def _fill(database: peewee.Database) -> None:
    """From the hours there are: who was in which group then is not known, so as it is now."""
    mark = database.quote
    group = f"{mark[0]}group{mark[-1]}"
    execute(
        database,
        f"INSERT INTO rollup_quarter (bucket, token_id, {group}, channel_id, requests, tokens, "  # noqa: S608
        "charge_nano, cost_nano) "
        "SELECT h.bucket, h.token_id, "
        f"COALESCE(NULLIF(t.{group}, ''), p.{group}, ''), h.channel_id, "
        "SUM(h.requests - h.errors), SUM(h.input_tokens + h.output_tokens), "
        "SUM(h.charge_nano), SUM(h.cost_nano) FROM rollup_hour h "
        "LEFT JOIN tokens t ON t.id = h.token_id LEFT JOIN people p ON p.id = t.person_id "
        "GROUP BY 1, 2, 3, 4",
    )
