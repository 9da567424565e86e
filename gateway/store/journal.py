"""Records of the hot path: what a request's start and end leave in the store.

Money in nano-dollars, times in Unix milliseconds (UTC), durations in milliseconds. Texts that
clients or upstreams choose are cut to :data:`TEXT_LIMITS` characters when they are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

TEXT_LIMITS: Mapping[str, int] = {
    "requested_model": 255,
    "sent_model": 255,
    "client": 255,
    "user_agent": 512,
    "address": 64,
    "error_code": 128,
    "error_message": 4_000,
    "upstream_request_id": 255,
}

STATUSES = ("done", "cut_short", "cancelled", "failed", "refused", "interrupted")
ERROR_STATUSES = frozenset({"failed", "refused", "interrupted"})
"""What the rollups count as errors."""


@dataclass(slots=True)
class Intent:
    """Money is promised to a request that runs now. Submitting it again replaces it.

    ``epoch`` counts the starts of ``node``; ``price_json`` is the price that recovery books at;
    ``estimate_input`` the prompt's estimated tokens, ``estimate_output`` those it was reserved for.
    """

    request_id: str
    at: int
    token_id: int
    person_id: int
    channel_id: int
    model: str
    sent_model: str
    reserved_nano: int
    estimate_input: int
    node: str
    epoch: int
    price_json: str
    token_name: str = ""
    client: str = ""
    address: str = ""
    stream: bool = False
    group: str = ""
    estimate_output: int = 0


@dataclass(slots=True, kw_only=True)
class RequestRow:
    """One line of the request log. ``id`` is given by the store; a larger one came later.

    ``charge_nano`` is what the payer pays, ``overrun_nano`` what was booked to the owner instead,
    ``cost_nano`` what all attempts cost the owner's channels. ``price_json`` holds the prices and
    the multiplier that were applied. ``first_token_ms`` counts from ``at``; 0 when there was none.
    ``served`` says whence the answer came where no channel was asked: ``cache``, ``replay``.
    """

    id: int = 0
    request_id: str
    at: int
    finished_at: int
    token_id: int
    token_name: str = ""
    person_id: int
    channel_id: int = 0
    channel_name: str = ""
    provider: str = ""
    requested_model: str = ""
    sent_model: str = ""
    group: str = ""
    dialect_in: str = ""
    dialect_out: str = ""
    endpoint: str = ""
    stream: bool = False
    status: str = "done"
    http_status: int = 200
    error_class: str = ""
    error_code: str = ""
    error_message: str = ""
    first_token_ms: int = 0
    duration_ms: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    reasoning_tokens: int = 0
    estimated: bool = False
    charge_nano: int = 0
    cost_nano: int = 0
    overrun_nano: int = 0
    price_json: str = ""
    client: str = ""
    user_agent: str = ""
    address: str = ""
    upstream_request_id: str = ""
    attempts: int = 0
    served: str = ""


@dataclass(slots=True, kw_only=True)
class AttemptRow:
    """One try at one channel. ``start_ms`` counts from the request's start.

    ``first_token_ms`` and ``connect_ms`` count from the attempt's own start.
    """

    request_id: str
    number: int
    channel_id: int
    channel_name: str = ""
    key_id: int = 0
    key_hint: str = ""
    sent_model: str = ""
    status: str = "done"
    http_status: int = 0
    error_class: str = ""
    error_message: str = ""
    start_ms: int = 0
    connect_ms: int = 0
    first_token_ms: int = 0
    duration_ms: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_nano: int = 0
    upstream_request_id: str = ""


@dataclass(slots=True, kw_only=True)
class EntryRow:
    """One line of the ledger, never changed and never deleted.

    ``amount_nano`` changes the balance of an account, ``used_nano`` what it used; both are signed.
    ``account`` is ``token`` or ``person``; ``cause`` is grant, set, charge, overrun, recovery,
    refund, ...; ``actor`` who did it (a person's name, empty for the program itself).
    """

    id: int = 0
    at: int
    account: str
    account_id: int
    amount_nano: int = 0
    used_nano: int = 0
    cause: str
    actor: str = ""
    request_id: str = ""
    note: str = ""


@dataclass(slots=True)
class Settlement:
    """The end of a request, written whole or not at all, and only once per ``request_id``.

    It ends the intent, logs the request with its attempts, appends ``entries``, moves the totals of
    tokens, people and channels, and adds to the rollups.
    """

    request: RequestRow
    attempts: list[AttemptRow] = field(default_factory=list)
    entries: list[EntryRow] = field(default_factory=list)


Record = Intent | Settlement


def make_encodable(record: Record) -> None:
    """Replaces halves of surrogate pairs, which JSON lets through and no database takes."""
    rows: list[Any] = [record]
    if isinstance(record, Settlement):
        rows = [record.request, *record.attempts, *record.entries]
    for row in rows:
        for column in fields(row):
            name, value = column.name, getattr(row, column.name)
            if isinstance(value, str):
                setattr(row, name, value.encode("utf-8", "replace").decode())
