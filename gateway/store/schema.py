"""The tables as they are now. Migrations hold frozen copies; a test compares the two."""

from __future__ import annotations

import peewee
from peewee import (
    AutoField,
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from gateway.store.binding import BytesField
from gateway.store.schema_base import Model as Model
from gateway.store.schema_ledger import Entry as Entry
from gateway.store.schema_ledger import Intent as Intent
from gateway.store.schema_ledger import LedgerCheckpoint as LedgerCheckpoint
from gateway.store.schema_rollups import RollupDay as RollupDay
from gateway.store.schema_rollups import RollupHour as RollupHour
from gateway.store.schema_rollups import RollupQuarter as RollupQuarter

# A column that came later has a default: rows that were there already take it.
_ZERO: list[peewee.Node] = [peewee.SQL("DEFAULT 0")]
_EMPTY: list[peewee.Node] = [peewee.SQL("DEFAULT ''")]
_REPLACE: list[peewee.Node] = [peewee.SQL("DEFAULT 'replace'")]
_ONE: list[peewee.Node] = [peewee.SQL("DEFAULT '1'")]


class Migration(Model):
    name = CharField(max_length=100, primary_key=True)
    applied_at = BigIntegerField()

    class Meta:
        table_name = "migrations"


class Node(Model):
    """A program that holds reservations; ``epoch`` counts its starts, ``probe`` tries the disk."""

    id = CharField(max_length=32, primary_key=True)
    epoch = IntegerField()
    started_at = BigIntegerField()
    probe = BytesField(null=True)

    class Meta:
        table_name = "nodes"


class Option(Model):
    name = CharField(max_length=100, primary_key=True)
    value = TextField()

    class Meta:
        table_name = "options"


class Group(Model):
    """A price multiplier with a name, a rational as text (``3/2``), and what limits its members."""

    name = CharField(max_length=64, primary_key=True)
    multiplier = CharField(max_length=64)
    rpm = IntegerField(constraints=_ZERO)
    tpm = IntegerField(constraints=_ZERO)
    concurrency = IntegerField(constraints=_ZERO)
    budgets = TextField(null=True)

    class Meta:
        table_name = "groups"


class PriceOverride(Model):
    model = CharField(max_length=255, primary_key=True)
    price_json = TextField()
    updated_at = BigIntegerField()

    class Meta:
        table_name = "price_overrides"


class Person(Model):
    id = AutoField()
    username = CharField(max_length=64, unique=True)
    display_name = CharField(max_length=128)
    role = IntegerField()
    enabled = BooleanField()
    group = CharField(max_length=64)
    unlimited = BooleanField()
    balance_nano = BigIntegerField()
    used_nano = BigIntegerField()
    request_count = BigIntegerField()
    created_at = BigIntegerField()
    deleted_at = BigIntegerField()
    password_hash = TextField()
    access_hash = BytesField(null=True, unique=True)
    rpm = IntegerField(constraints=_ZERO)
    tpm = IntegerField(constraints=_ZERO)
    concurrency = IntegerField(constraints=_ZERO)
    budgets = TextField(null=True)

    class Meta:
        table_name = "people"


class Token(Model):
    id = AutoField()
    person_id: int
    person = ForeignKeyField(Person)
    name = CharField(max_length=128)
    key_hash = BytesField(null=True, unique=True)
    key_uid = CharField(max_length=32)
    sealed_key = BytesField(null=True)
    hint = CharField(max_length=8)
    enabled = BooleanField()
    unlimited = BooleanField()
    balance_nano = BigIntegerField()
    used_nano = BigIntegerField()
    request_count = BigIntegerField()
    expires_at = BigIntegerField()
    models = TextField()
    subnets = TextField()
    group = CharField(max_length=64)
    created_at = BigIntegerField()
    deleted_at = BigIntegerField()
    last_used_at = BigIntegerField()
    last_client = CharField(max_length=255)
    last_address = CharField(max_length=64)
    purpose = CharField(max_length=32)
    rpm = IntegerField(constraints=_ZERO)
    tpm = IntegerField(constraints=_ZERO)
    concurrency = IntegerField(constraints=_ZERO)
    ceiling_nano = BigIntegerField(constraints=_ZERO)
    budgets = TextField(null=True)

    class Meta:
        table_name = "tokens"


class Channel(Model):
    id = AutoField()
    name = CharField(max_length=128)
    provider = CharField(max_length=64)
    base_url = TextField()
    enabled = BooleanField()
    models = TextField()
    aliases = TextField()
    groups = TextField()
    priority = IntegerField()
    weight = IntegerField()
    settings = TextField()
    headers = TextField()
    connect_timeout_s = DoubleField()
    first_token_timeout_s = DoubleField()
    idle_timeout_s = DoubleField()
    tag = CharField(max_length=64)
    test_model = CharField(max_length=255)
    created_at = BigIntegerField()
    deleted_at = BigIntegerField()
    tested_at = BigIntegerField()
    test_ms = IntegerField()
    test_error = TextField()
    used_nano = BigIntegerField()
    request_count = BigIntegerField()
    rpm = IntegerField(constraints=_ZERO)
    concurrency = IntegerField(constraints=_ZERO)
    proxy = TextField(null=True)
    authority = TextField(null=True)
    system_prompt = TextField(null=True)
    prompt_mode = CharField(max_length=8, constraints=_REPLACE)
    overrides = TextField(null=True)
    cost_multiplier = CharField(max_length=32, constraints=_ONE)
    tpm = IntegerField(constraints=_ZERO)
    budgets = TextField(null=True)
    test_models = TextField(null=True)
    hours = TextField(null=True)
    daily_tokens = BigIntegerField(constraints=_ZERO)

    class Meta:
        table_name = "channels"


class ChannelKey(Model):
    id = AutoField()
    channel_id: int
    channel = ForeignKeyField(Channel, on_delete="CASCADE")
    uid = CharField(max_length=32)
    sealed = BytesField()
    hint = CharField(max_length=8)
    state = CharField(max_length=16)
    reason = TextField()
    rest_until = BigIntegerField()
    name = CharField(max_length=64, constraints=_EMPTY)
    balance_nano = BigIntegerField(constraints=_ZERO)
    balance_currency = CharField(max_length=8, constraints=_EMPTY)
    balance_unlimited = IntegerField(constraints=_ZERO)
    balance_at = BigIntegerField(constraints=_ZERO)

    class Meta:
        table_name = "channel_keys"


class Request(Model):
    id = BigAutoField()
    request_id = CharField(max_length=64, unique=True)
    at = BigIntegerField(index=True)
    finished_at = BigIntegerField()
    token_id = IntegerField()
    token_name = CharField(max_length=128)
    person_id = IntegerField()
    channel_id = IntegerField()
    channel_name = CharField(max_length=128)
    provider = CharField(max_length=64)
    requested_model = CharField(max_length=255)
    sent_model = CharField(max_length=255)
    group = CharField(max_length=64)
    dialect_in = CharField(max_length=32)
    dialect_out = CharField(max_length=32)
    endpoint = CharField(max_length=64)
    stream = BooleanField()
    status = CharField(max_length=16)
    http_status = IntegerField()
    error_class = CharField(max_length=32)
    error_code = CharField(max_length=128)
    error_message = TextField()
    first_token_ms = IntegerField()
    duration_ms = IntegerField()
    input_tokens = BigIntegerField()
    output_tokens = BigIntegerField()
    cache_read_tokens = BigIntegerField()
    cache_write_tokens = BigIntegerField()
    reasoning_tokens = BigIntegerField()
    estimated = BooleanField()
    charge_nano = BigIntegerField()
    cost_nano = BigIntegerField()
    overrun_nano = BigIntegerField()
    price_json = TextField()
    client = CharField(max_length=255)
    user_agent = CharField(max_length=512)
    address = CharField(max_length=64)
    upstream_request_id = CharField(max_length=255)
    attempts = IntegerField()
    served = CharField(max_length=8, constraints=_EMPTY)

    class Meta:
        table_name = "requests"
        indexes = (
            (("token_id", "id"), False),
            (("channel_id", "id"), False),
            (("requested_model", "id"), False),
            (("sent_model", "id"), False),
            (("person_id", "id"), False),
        )


Request.add_index(
    Request.index(
        Request.served, Request.id, name="requests_served", where=peewee.SQL("served <> ''")
    )
)
Request.add_index(
    Request.index(
        Request.status, Request.id, name="requests_not_done", where=peewee.SQL("status <> 'done'")
    )
)


class Attempt(Model):
    """Attempts of a request, found by its log id, which grows: cheap to append, cheap to prune."""

    log_id = BigIntegerField()
    number = IntegerField()
    channel_id = IntegerField()
    channel_name = CharField(max_length=128)
    key_id = IntegerField()
    key_hint = CharField(max_length=8)
    sent_model = CharField(max_length=255)
    status = CharField(max_length=16)
    http_status = IntegerField()
    error_class = CharField(max_length=32)
    error_message = TextField()
    start_ms = IntegerField()
    connect_ms = IntegerField()
    first_token_ms = IntegerField()
    duration_ms = IntegerField()
    input_tokens = BigIntegerField()
    output_tokens = BigIntegerField()
    cost_nano = BigIntegerField()
    upstream_request_id = CharField(max_length=255)

    class Meta:
        table_name = "attempts"
        primary_key = CompositeKey("log_id", "number")
        without_rowid = True


class Kept(Model):
    """What clients come back to: responses, and the proofs of thoughts.

    ``sealed`` is NULL where only the upstream ``channel_id``, ``key_id`` has the content.
    ``thread`` is the same for a response and those that go on from it.
    """

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
        table_name = "kept"
        indexes = ((("token_id", "kind", "name"), True),)


class Replay(Model):
    """Answers to requests with an idempotency key; ``key`` is a digest of token and key."""

    id = BigAutoField()
    token_id = IntegerField()
    key = BytesField(unique=True)
    at = BigIntegerField(index=True)
    size = IntegerField()
    sealed = BytesField()

    class Meta:
        table_name = "replays"


class UpstreamObject(Model):
    """A file or batch at a provider: ``models_json`` a list of names, ``object_json`` as shown."""

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
        table_name = "upstream_objects"
        indexes = (
            (("token_id", "kind", "object_id"), True),
            (("settled", "id"), False),
        )


MODELS: tuple[type[Model], ...] = (
    Migration,
    Node,
    Option,
    Group,
    PriceOverride,
    Person,
    Token,
    Channel,
    ChannelKey,
    Request,
    Attempt,
    Entry,
    Intent,
    LedgerCheckpoint,
    RollupHour,
    RollupDay,
    RollupQuarter,
    Kept,
    UpstreamObject,
    Replay,
)
"""In the order in which they can be created: what is referred to comes first."""
