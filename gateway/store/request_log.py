"""The request log: windows by key, filters, one request with all that belongs to it.

Every function runs inside :meth:`Database.read`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from peewee import SQL, Value, fn

from gateway.errors import NotFound
from gateway.store import schema
from gateway.store.journal import ERROR_STATUSES, AttemptRow, RequestRow

_SEARCHED = (
    "client",
    "requested_model",
    "sent_model",
    "token_name",
    "channel_name",
    "provider",
    "error_message",
    "request_id",
    "upstream_request_id",
    "address",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which requests; everything left at its default does not limit.

    Times in Unix milliseconds, ``end_ms`` exclusive. ``text`` is looked for without regard to case
    in names, models, addresses, ids and error messages.
    """

    start_ms: int = 0
    end_ms: int = 0
    token_ids: tuple[int, ...] = ()
    channel_ids: tuple[int, ...] = ()
    person_id: int = 0
    model: str = ""
    statuses: tuple[str, ...] = ()
    client: str = ""
    text: str = ""
    endpoint: str = ""
    without_endpoint: str = ""


EVERYTHING = LogFilter()


@dataclass(frozen=True, slots=True)
class Statistics:
    """Sums over the requests of a filter; money in nano-dollars."""

    requests: int = 0
    errors: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    charge_nano: int = 0
    cost_nano: int = 0


@dataclass(frozen=True, slots=True)
class LogDetail:
    """One request with its attempts, in order."""

    request: RequestRow
    attempts: list[AttemptRow] = field(default_factory=list)


def page(
    which: LogFilter = EVERYTHING,
    *,
    before_id: int = 0,
    after_id: int = 0,
    offset: int = 0,
    limit: int = 200,
) -> list[RequestRow]:
    """A window of the log, newest first.

    With ``before_id`` what came before it; with ``after_id`` what came directly after it. Equally
    fast anywhere in the log; ``offset`` is not.
    """
    request = schema.Request
    found = _limited(request.select(), which)
    if found is None:
        return []
    if before_id:
        found = found.where(request.id < before_id)
    if after_id:
        found = found.where(request.id > after_id).order_by(request.id)
    else:
        found = found.order_by(request.id.desc())
    rows = [RequestRow(**row) for row in found.offset(offset).limit(limit).dicts()]
    return rows[::-1] if after_id else rows


def count(which: LogFilter = EVERYTHING) -> int:
    found = _limited(schema.Request.select(), which)
    return 0 if found is None else int(found.count())


def statistics(which: LogFilter = EVERYTHING) -> Statistics:
    request = schema.Request
    failed = fn.SUM(request.status.in_(sorted(ERROR_STATUSES)))
    if found := _limited(
        request.select(
            fn.COUNT(request.id),
            failed,
            fn.SUM(request.input_tokens),
            fn.SUM(request.output_tokens),
            fn.SUM(request.charge_nano),
            fn.SUM(request.cost_nano),
        ),
        which,
    ):
        return Statistics(*(int(value or 0) for value in found.tuples().first()))
    return Statistics()


def get(log_id: int) -> LogDetail:
    """One request by its log id. Raises NotFound."""
    return _detail(schema.Request.id == log_id, log_id)


def find(request_id: str) -> LogDetail:
    """One request by the id its answer carried. Raises NotFound."""
    return _detail(schema.Request.request_id == request_id, request_id)


def _detail(where: Any, name: object) -> LogDetail:
    found: Any = schema.Request.select().where(where).dicts()
    row = found.first()
    if row is None:
        raise NotFound("request", name)
    request = RequestRow(**row)
    tries: Any = (
        schema.Attempt.select()
        .where(schema.Attempt.log_id == request.id)
        .order_by(schema.Attempt.number)
        .dicts()
    )
    attempts = []
    for values in tries:
        del values["log_id"]
        attempts.append(AttemptRow(request_id=request.request_id, **values))
    return LogDetail(request, attempts)


def _limited(query: Any, which: LogFilter) -> Any:
    """``query`` with the filter's conditions; None if nothing can match."""
    request = schema.Request
    if which.start_ms or which.end_ms:
        query = _within(query, which.start_ms, which.end_ms)
        if query is None:
            return None
    if which.token_ids:
        query = query.where(request.token_id.in_(which.token_ids))
    if which.channel_ids:
        query = query.where(request.channel_id.in_(which.channel_ids))
    if which.statuses:
        query = query.where(request.status.in_(which.statuses))
        if "done" not in which.statuses:
            # In the words of the index that holds only these rows, so that it is found.
            query = query.where(SQL("status <> 'done'"))
    for column, value in (
        (request.person_id, which.person_id),
        (request.requested_model, which.model),
        (request.client, which.client),
        (request.endpoint, which.endpoint),
    ):
        if value:
            query = query.where(column == value)
    if which.without_endpoint:
        query = query.where(request.endpoint != which.without_endpoint)
    if which.text:
        parts = [getattr(request, name).contains(which.text) for name in _SEARCHED]
        anywhere = parts[0]
        for part in parts[1:]:
            anywhere |= part
        query = query.where(anywhere)
    return query


def _within(query: Any, start_ms: int, end_ms: int) -> Any:
    """A time range as a range of ids, so that windows stay in the order of ids.

    The clock may have been moved, so the time itself is compared too; adding 0 keeps the database
    from walking the index of times and sorting all of it.
    """
    request = schema.Request
    ends = request.select(fn.MIN(request.id), fn.MAX(request.id))
    if start_ms:
        ends = ends.where(request.at >= start_ms)
        query = query.where(request.at + Value(0) >= start_ms)
    if end_ms:
        ends = ends.where(request.at < end_ms)
        query = query.where(request.at + Value(0) < end_ms)
    window: Any = ends.tuples()
    first, last = window.first()
    return None if first is None else query.where(request.id.between(first, last))
