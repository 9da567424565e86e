"""What the ledger added up to when it was last looked at."""

from __future__ import annotations

import peewee
from peewee import BigIntegerField, CharField, CompositeKey, IntegerField


def apply(database: peewee.Database) -> None:
    class LedgerCheckpoint(peewee.Model):
        account = CharField(max_length=8)
        account_id = IntegerField()
        entry_id = BigIntegerField()
        balance_nano = BigIntegerField()
        used_nano = BigIntegerField()
        at = BigIntegerField()

        class Meta:
            table_name = "ledger_checkpoint"
            primary_key = CompositeKey("account", "account_id")
            without_rowid = True

    LedgerCheckpoint.bind(database, bind_refs=False, bind_backrefs=False)
    database.create_tables([LedgerCheckpoint], safe=False)
