"""The tables of the ledger: what is appended, what is promised, and what it added up to."""

from __future__ import annotations

import peewee
from peewee import (
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    IntegerField,
    TextField,
)

from gateway.store.schema_base import Model

_EMPTY: list[peewee.Node] = [peewee.SQL("DEFAULT ''")]
_ZERO: list[peewee.Node] = [peewee.SQL("DEFAULT 0")]


class Entry(Model):
    """The ledger: append-only."""

    id = BigAutoField()
    at = BigIntegerField()
    account = CharField(max_length=8)
    account_id = IntegerField()
    amount_nano = BigIntegerField()
    used_nano = BigIntegerField()
    cause = CharField(max_length=16)
    actor = CharField(max_length=64)
    request_id = CharField(max_length=64)
    note = TextField()

    class Meta:
        table_name = "ledger"


class Intent(Model):
    request_id = CharField(max_length=64, primary_key=True)
    at = BigIntegerField()
    token_id = IntegerField()
    person_id = IntegerField()
    channel_id = IntegerField()
    model = CharField(max_length=255)
    sent_model = CharField(max_length=255)
    reserved_nano = BigIntegerField()
    estimate_input = BigIntegerField()
    node = CharField(max_length=32)
    epoch = IntegerField()
    price_json = TextField()
    token_name = CharField(max_length=128)
    client = CharField(max_length=255)
    address = CharField(max_length=64)
    stream = BooleanField()
    group = CharField(max_length=64, constraints=_EMPTY)
    estimate_output = BigIntegerField(constraints=_ZERO)

    class Meta:
        table_name = "intents"
        without_rowid = True


class LedgerCheckpoint(Model):
    """An account's sums of its entries up to ``entry_id``, looked at ``at`` (Unix ms)."""

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
