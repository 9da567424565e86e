"""Files and batches that lie at a provider: whose they are, and where."""

from __future__ import annotations

import peewee
from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    IntegerField,
    Model,
    TextField,
)


class UpstreamObject(Model):
    id = AutoField()
    kind = CharField(max_length=16)
    object_id = CharField(max_length=255)
    token_id = IntegerField()
    channel_id = IntegerField()
    key_id = IntegerField()
    created_at = BigIntegerField()
    models_json = TextField()
    endpoint = CharField(max_length=255)
    object_json = TextField()
    settled = BooleanField()

    class Meta:
        legacy_table_names = False
        table_name = "upstream_objects"
        indexes = (
            (("token_id", "kind", "object_id"), True),
            (("settled", "id"), False),
        )


def apply(database: peewee.Database) -> None:
    with database.bind_ctx((UpstreamObject,)):
        database.create_tables((UpstreamObject,), safe=False)
