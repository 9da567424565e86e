"""Kept responses and proofs of thoughts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import peewee
from peewee import BigAutoField, BigIntegerField, CharField, IntegerField

if TYPE_CHECKING:
    _AnyField = peewee.Field[Any]
else:
    _AnyField = peewee.Field


class BytesField(_AnyField):
    field_type = "BLOB"


class Kept(peewee.Model):
    id = BigAutoField()
    kind = CharField(max_length=8)
    token_id = IntegerField()
    name = CharField(max_length=255)
    previous = CharField(max_length=255)
    thread = CharField(max_length=64, index=True)
    at = BigIntegerField()
    size = IntegerField()
    channel_id = IntegerField()
    key_id = IntegerField()
    sealed = BytesField(null=True)

    class Meta:
        legacy_table_names = False
        table_name = "kept"
        indexes = ((("token_id", "kind", "name"), True),)


def apply(database: peewee.Database) -> None:
    with database.bind_ctx([Kept]):
        database.create_tables([Kept], safe=False)
