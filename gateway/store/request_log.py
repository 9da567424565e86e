"""The request log: windows by key, filters, one request with all that belongs to it.

Every function runs inside :meth:`Database.read`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from peewee import SQL, Value, fn

from gateway.domain.log_terms import Term
from gateway.errors import NotFound
from gateway.store import log_terms, schema
from gateway.store.journal import ERROR_STATUSES, AttemptRow, RequestRow


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
    terms: tuple[Term, ...] = ()
    ids: tuple[int, int] = (0, 0)
    """First and last id of the time range, where they were looked up before (:func:`ends`)."""


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


@dataclass(frozen=True, slots=True)
class Slice:
    """Part of an answer: rows found, and the id above which all was looked at; 0 for the end."""

    rows: list[RequestRow]
    searched_to: int


def ends(which: LogFilter) -> tuple[int, int]:
    """The first and last id that can match; (0, 0) if none can."""
    return _ends(which.start_ms, which.end_ms)


def scan(which: LogFilter, before_id: int, span: int, limit: int) -> Slice:
    """The next rows before an id, looking at no more than ``span`` ids; ``which`` knows its ends.

    What no index can answer is asked slice by slice: each is short, and what is found shows early.
    """
    request = schema.Request
    first, last = which.ids
    top = min(before_id - 1, last) if before_id else last
    bottom = max(first, top - span + 1)
    found = _limited(request.select(), which) if first else None
    if found is None or top < first:
        return Slice([], 0)
    found = found.where(request.id.between(bottom, top)).order_by(request.id.desc()).limit(limit)
    rows = [RequestRow(**row) for row in found.dicts()]
    if len(rows) == limit:
        return Slice(rows, rows[-1].id)
    return Slice(rows, bottom if bottom > first else 0)


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
        query = _within(query, which)
        if query is None:
            return None
    for key, keys in ((request.token_id, which.token_ids), (request.channel_id, which.channel_ids)):
        if keys:
            query = query.where(key.in_(keys))
    if which.statuses:
        query = query.where(*log_terms.status_in(which.statuses))
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
        query = query.where(log_terms.text_anywhere(which.text))
    if which.terms:
        conditions = log_terms.conditions(which.terms)
        query = None if conditions is None else query.where(SQL("1 = 1"), *conditions)
    return query


def _within(query: Any, which: LogFilter) -> Any:
    """A time range as a range of ids, so that windows stay in the order of ids; None if empty.

    The clock may have been moved, so the time itself is compared too; adding 0 keeps the database
    from walking the index of times and sorting all of it.
    """
    request = schema.Request
    if which.start_ms:
        query = query.where(request.at + Value(0) >= which.start_ms)
    if which.end_ms:
        query = query.where(request.at + Value(0) < which.end_ms)
    first, last = which.ids if which.ids[0] else _ends(which.start_ms, which.end_ms)
    return query.where(request.id.between(first, last)) if first else None


_EDGE = 1_000
"""Rows at either end of a time range among which its first and its last id are looked for."""
_LONGEST_MS = 86_400_000
"""What began before a range's end may have ended so long after it."""


def _ends(start_ms: int, end_ms: int) -> tuple[int, int]:
    """Ids grow as requests end, times as they begin: the first id is that of one of the first to
    begin, the last one of the last, or of one that took long. Where the clock went wrong it may be
    the other way round, so both are looked at.
    """
    request = schema.Request
    edges = _edges(start_ms, end_ms)
    if not edges:
        return 0, 0
    if not end_ms:
        return min(edges), int(request.select(fn.MAX(request.id)).scalar() or 0)
    return min(edges), max(_edges(start_ms, end_ms + _LONGEST_MS))


def _edges(start_ms: int, end_ms: int) -> list[int]:
    """Ids of those that began first and last in a time range."""
    request = schema.Request
    inside = [request.at >= start_ms] * bool(start_ms) + [request.at < end_ms] * bool(end_ms)
    found: list[int] = []
    for order in (request.at, request.at.desc()):
        query: Any = request.select(request.id).where(SQL("1 = 1"), *inside)
        found += [row[0] for row in query.order_by(order).limit(_EDGE).tuples()]
    return found
