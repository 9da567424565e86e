"""The request log: pages, one request with its attempts and its bill, what runs now."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import partial
from operator import attrgetter
from typing import Any

from gateway.domain.log_terms import ERROR, Term
from gateway.domain.price import PriceLine
from gateway.relay.live import LiveRequest
from gateway.services.channel_test_log import ENDPOINT as TEST_ENDPOINT
from gateway.services.context import Context
from gateway.services.state import State
from gateway.store import log_terms, request_log, retention
from gateway.store import tokens as token_rows
from gateway.store.journal import ERROR_STATUSES

__all__ = [
    "ERROR",
    "EVERYTHING",
    "AttemptView",
    "Found",
    "LiveRequest",
    "LogDetail",
    "LogFilter",
    "LogRow",
    "LogService",
    "LogStatistics",
    "PriceDetail",
]


_FIRST_SPAN = 20_000
_SLICE_S = 0.08
"""A slice of a search takes about so long, the reader's time and the way there."""


class Purpose(StrEnum):
    """Why a request was made: by a client, or by the owner to test a channel."""

    ANY = ""
    CLIENT = "client"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which requests; what is left at its default does not limit.

    Times in Unix milliseconds, ``until`` exclusive. ``status`` is one of the log's or ``error``.
    ``text`` is looked for in names, models, addresses, ids and error messages.
    """

    since: int = 0
    until: int = 0
    channel_id: int = 0
    token_id: int = 0
    model: str = ""
    status: str = ""
    text: str = ""
    person_id: int = 0
    client: str = ""
    token_name: str = ""
    purpose: Purpose = Purpose.ANY
    terms: tuple[Term, ...] = ()


EVERYTHING = LogFilter()
NOTHING = LogFilter(channel_id=-1)
"""What no request matches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One request. Money in nano-dollars, times in Unix ms (UTC), durations in ms.

    ``status``: done, cut_short, cancelled, failed, refused, interrupted. ``charge_nano`` is what
    the payer pays, ``cost_nano`` what all attempts cost the owner's channels.
    """

    id: int
    request_id: str
    at: int
    finished_at: int
    token_id: int
    token_name: str
    person_id: int
    channel_id: int
    channel_name: str
    provider: str
    requested_model: str
    sent_model: str
    group: str
    dialect_in: str
    dialect_out: str
    endpoint: str
    stream: bool
    status: str
    http_status: int
    error_class: str
    error_code: str
    error_message: str
    first_token_ms: int
    duration_ms: int
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    reasoning_tokens: int
    estimated: bool
    charge_nano: int
    cost_nano: int
    overrun_nano: int
    client: str
    user_agent: str
    address: str
    upstream_request_id: str
    attempts: int
    served: str
    """Whence an answer came that no channel was asked for: ``cache``, ``replay``; else empty."""

    @property
    def test(self) -> bool:
        """A channel's test, made by the owner."""
        return self.endpoint == TEST_ENDPOINT

    @property
    def failed(self) -> bool:
        return self.status in ERROR_STATUSES


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """One try at one channel; ``start_ms`` counts from the request's start."""

    number: int
    channel_id: int
    channel_name: str
    key_id: int
    key_hint: str
    sent_model: str
    status: str
    http_status: int
    error_class: str
    error_message: str
    start_ms: int
    connect_ms: int
    first_token_ms: int
    duration_ms: int
    input_tokens: int
    output_tokens: int
    cost_nano: int
    upstream_request_id: str


@dataclass(frozen=True, slots=True)
class PriceDetail:
    """How a charge came about: the sum of ``lines`` times ``multiplier``, rounded up once.

    ``source``: catalogue, override, ratio, free, unpriced; '' where nothing was priced. ``tier``:
    the service tier whose prices these are, '' for the plain one.
    """

    source: str = ""
    multiplier: Fraction = Fraction(1)
    lines: tuple[PriceLine, ...] = ()
    tier: str = ""

    @property
    def dollars(self) -> Fraction:
        return sum((line.dollars for line in self.lines), Fraction()) * self.multiplier


@dataclass(frozen=True, slots=True)
class LogDetail:
    """One request with its attempts in order and the arithmetic of its price."""

    row: LogRow
    attempts: tuple[AttemptView, ...]
    price: PriceDetail


@dataclass(frozen=True, slots=True)
class LogStatistics:
    """Sums over the requests of a filter; money in nano-dollars."""

    requests: int
    charge_nano: int
    cost_nano: int
    input: int
    output: int
    errors: int


@dataclass(frozen=True, slots=True)
class Found:
    """A part of an answer: rows, newest first; all above ``searched_to`` was looked at.

    ``searched_to`` 0 means that all was; ``share`` says how much, from 0 to 1.
    """

    rows: list[LogRow]
    searched_to: int
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class LogNames:
    """Models that were ever asked for, clients of late, and models that ever answered."""

    models: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    served: tuple[str, ...] = ()


class LogService:
    """Reads the log; pages are windows by id, equally fast anywhere."""

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state

    async def page(
        self,
        which: LogFilter = EVERYTHING,
        before_id: int | None = None,
        limit: int = 200,
        *,
        after_id: int = 0,
        offset: int = 0,
    ) -> list[LogRow]:
        """A window, newest first: what came before ``before_id``, or directly after ``after_id``.

        ``offset`` is for callers that count pages; it costs what it skips.
        """
        page = partial(
            request_log.page,
            before_id=before_id or 0,
            after_id=after_id,
            offset=offset,
            limit=limit,
        )
        rows = await self._context.database.read(lambda: page(stored_filter(which)))
        return [_row(row) for row in rows]

    async def search(
        self, which: LogFilter = EVERYTHING, before_id: int | None = None, limit: int = 200
    ) -> AsyncGenerator[Found, None]:
        """The newest rows of a filter, in parts: at most ``limit`` rows, each part in short time.

        A question that no index answers is asked of some thousand rows, then of more as long as
        that is quick, so that what matches shows early and no reader is held for long.
        """
        stored, ids = await self._context.database.read(lambda: _with_ends(which))
        stored = replace(stored, ids=ids)
        at, span = before_id or 0, _FIRST_SPAN
        while True:
            started = time.monotonic()
            part = await self._context.database.read(
                partial(request_log.scan, stored, at, span, limit)
            )
            took = time.monotonic() - started
            span = max(_FIRST_SPAN, int(span * min(8.0, _SLICE_S / max(took, 0.001))))
            limit, at = limit - len(part.rows), part.searched_to
            share = (ids[1] + 1 - at) / (ids[1] + 1 - ids[0]) if at else 1.0
            yield Found([_row(row) for row in part.rows], at, share)
            if not at or limit <= 0:
                return

    async def names(self) -> LogNames:
        """What the log speaks of, to choose from."""

        def read() -> LogNames:
            return LogNames(
                tuple(log_terms.models()),
                tuple(log_terms.recent_clients()),
                tuple(log_terms.served_models()),
            )

        return await self._context.database.read(read)

    async def count(self, which: LogFilter = EVERYTHING) -> int:
        return await self._context.database.read(lambda: request_log.count(stored_filter(which)))

    async def get(self, log_id: int) -> LogDetail:
        """Raises NotFound."""
        return _detail(await self._context.database.read(partial(request_log.get, log_id)))

    async def find(self, request_id: str) -> LogDetail:
        """By the id that the answer carried. Raises NotFound."""
        return _detail(await self._context.database.read(partial(request_log.find, request_id)))

    async def statistics(self, which: LogFilter = EVERYTHING) -> LogStatistics:
        sums = await self._context.database.read(
            lambda: request_log.statistics(stored_filter(which))
        )
        return LogStatistics(
            sums.requests,
            sums.charge_nano,
            sums.cost_nano,
            sums.input_tokens,
            sums.output_tokens,
            sums.errors,
        )

    async def delete_before(self, before_ms: int) -> int:
        """Forgets older requests; ledger and usage sums stay. Returns how many."""
        return await retention.run(self._context.database, before_ms)

    def live(self) -> list[LiveRequest]:
        """What runs now, oldest first. Sync."""
        return self._context.live.view()

    def cancel(self, request_id: str) -> bool:
        """Ends a running request; what was produced is paid. False if it is not running. Sync."""
        return self._context.live.cancel(request_id)


def _with_ends(which: LogFilter) -> tuple[request_log.LogFilter, tuple[int, int]]:
    stored = stored_filter(which)
    return stored, request_log.ends(stored)


def stored_filter(which: LogFilter) -> request_log.LogFilter:
    """The filter as the store takes it. Runs inside a read: a token's name may mean several."""
    statuses = tuple(sorted(ERROR_STATUSES)) if which.status == ERROR else (which.status,)
    token_ids: tuple[int, ...] = (which.token_id,) if which.token_id else ()
    if which.token_name:
        named = [key for key, name in token_rows.names().items() if name == which.token_name]
        token_ids = tuple(key for key in named if key in (token_ids or named)) or (-1,)
    return request_log.LogFilter(
        start_ms=which.since,
        end_ms=which.until,
        token_ids=token_ids,
        channel_ids=(which.channel_id,) if which.channel_id else (),
        person_id=which.person_id,
        model=which.model,
        statuses=statuses if which.status else (),
        client=which.client,
        text=which.text,
        endpoint=TEST_ENDPOINT if which.purpose is Purpose.TEST else "",
        without_endpoint=TEST_ENDPOINT if which.purpose is Purpose.CLIENT else "",
        terms=which.terms,
    )


_ROW = tuple(LogRow.__dataclass_fields__)
_ATTEMPT = tuple(AttemptView.__dataclass_fields__)
_row_values = attrgetter(*_ROW)
_attempt_values = attrgetter(*_ATTEMPT)


def _row(row: Any) -> LogRow:
    return LogRow(**dict(zip(_ROW, _row_values(row), strict=True)))


def _detail(found: request_log.LogDetail) -> LogDetail:
    attempts = tuple(
        AttemptView(**dict(zip(_ATTEMPT, _attempt_values(each), strict=True)))
        for each in found.attempts
    )
    return LogDetail(_row(found.request), attempts, parse_price(found.request.price_json))


def parse_price(text: str) -> PriceDetail:
    """The arithmetic as the log keeps it; an interrupted request has a price but no lines."""
    if not text:
        return PriceDetail()
    value: Mapping[str, Any] = json.loads(text)
    lines = tuple(
        PriceLine(kind, tokens, Fraction(per_mtok))
        for kind, tokens, per_mtok in value.get("lines", ())
    )
    multiplier = Fraction(value.get("multiplier", "1"))
    return PriceDetail(value.get("source", ""), multiplier, lines, value.get("tier", ""))
