"""Answers to requests with an idempotency key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import peewee
from peewee import BigAutoField, BigIntegerField, IntegerField

if TYPE_CHECKING:
    _AnyField = peewee.Field[Any]
else:
    _AnyField = peewee.Field


class BytesField(_AnyField):
    field_type = "BLOB"


class Replay(peewee.Model):
    id = BigAutoField()
    token_id = IntegerField()
    key = BytesField(unique=True)
    at = BigIntegerField(index=True)
    size = IntegerField()
    sealed = BytesField()

    class Meta:
        legacy_table_names = False
        table_name = "replays"


def apply(database: peewee.Database) -> None:
    with database.bind_ctx([Replay]):
        database.create_tables([Replay], safe=False)
