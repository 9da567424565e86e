"""The tables of usage by hour and by day, and of what budgets count."""

from __future__ import annotations

from peewee import BigIntegerField, CharField, CompositeKey, IntegerField

from gateway.store.schema_base import Model


class _Rollup(Model):
    """Sums per ``bucket`` (the UTC start of an hour or day in ms), channel, token and model."""

    bucket = BigIntegerField()
    channel_id = IntegerField()
    token_id = IntegerField()
    model = CharField(max_length=255)
    requests = BigIntegerField()
    errors = BigIntegerField()
    input_tokens = BigIntegerField()
    output_tokens = BigIntegerField()
    cached_tokens = BigIntegerField()
    reasoning_tokens = BigIntegerField()
    charge_nano = BigIntegerField()
    cost_nano = BigIntegerField()
    duration_ms = BigIntegerField()
    first_token_ms = BigIntegerField()
    first_token_count = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("bucket", "channel_id", "token_id", "model")


class RollupHour(_Rollup):
    class Meta:
        table_name = "rollup_hour"
        without_rowid = True


class RollupDay(_Rollup):
    class Meta:
        table_name = "rollup_day"
        without_rowid = True


class RollupQuarter(Model):
    """What budgets count, by the quarter of an hour (UTC) in which requests began.

    Local hours and days of every zone begin with a quarter. ``charge_nano`` is what payers pay,
    ``cost_nano`` what the channel's provider takes. What an attempt cost that another channel's
    answer followed stands under token 0 and no group.
    """

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
