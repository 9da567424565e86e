"""Terms of a question to the request log as conditions in SQL.

Names are looked up first, so that what an index can find (models, channels, tokens, errors) is
asked for by its values. Runs inside :meth:`Database.read`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import reduce
from operator import or_
from typing import Any

from peewee import OP, SQL, Expression, NodeList, Value

from gateway.domain.log_terms import (
    ALTERNATIVES,
    ERROR,
    ESTIMATED,
    GIVEN_AGAIN,
    RUNNING,
    STREAM,
    Subject,
    Term,
    by_subject,
    named,
    numbered,
)
from gateway.store import binding, schema
from gateway.store.connection import execute
from gateway.store.journal import ERROR_STATUSES

SEARCHED = (
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
TEST_ENDPOINT = "test"
MOST_MODELS = 5_000
_COLUMNS = {
    Subject.TOTAL: "duration_ms",
    Subject.FIRST: "first_token_ms",
    Subject.COST: "charge_nano",
    Subject.IN: "input_tokens",
    Subject.OUT: "output_tokens",
    Subject.TRIES: "attempts",
}
_COMPARE: dict[str, Callable[[Any, int], Any]] = {
    "=": lambda column, number: column == number,
    "<": lambda column, number: column < number,
    "<=": lambda column, number: column <= number,
    ">": lambda column, number: column > number,
    ">=": lambda column, number: column >= number,
}


def conditions(terms: Iterable[Term]) -> list[Any] | None:
    """What all has to hold; None if nothing can match."""
    terms = tuple(terms)
    found: list[Any] = []
    for subject, group in by_subject(terms).items():
        if subject in ALTERNATIVES:
            one = _any_of(subject, [term.value for term in group])
            if one is None:
                return None
            found += one
        else:
            found += [_single(term) for term in group]
    return found + [part for term in terms if term.without for part in _without(term)]


def text_anywhere(text: str) -> Any:
    """Rows that hold a text in a name, model, address, id or message."""
    parts = [getattr(schema.Request, name).contains(text) for name in SEARCHED]
    return reduce(or_, parts)


def status_in(statuses: Collection[str]) -> list[Any]:
    """Rows of these statuses."""
    found: list[Any] = [schema.Request.status.in_(sorted(statuses))]
    if "done" not in statuses:
        # In the words of the index that holds only these rows, so that it is found.
        found.append(SQL("status <> 'done'"))
    return found


def models() -> list[str]:
    """All models that were ever asked for."""
    return _values_of("requested_model")


def served_models() -> list[str]:
    """All models that ever answered, by the names their providers know."""
    return [name for name in _values_of("sent_model") if name]


def _values_of(column: str) -> list[str]:
    """A column's values, read off its index without reading the rows."""
    rows = execute(
        binding.current,
        "WITH RECURSIVE seen(model) AS ("  # noqa: S608 - a column of ours
        f"SELECT MIN({column}) FROM requests UNION ALL "
        f"SELECT (SELECT MIN({column}) FROM requests WHERE {column} > seen.model) "
        "FROM seen WHERE seen.model IS NOT NULL"
        ") SELECT model FROM seen WHERE model IS NOT NULL LIMIT ?",
        (MOST_MODELS,),
    )
    return [row[0] for row in rows.fetchall()]


def recent_clients(rows: int = 2_000) -> list[str]:
    """Clients among the newest requests."""
    request = schema.Request
    newest = request.select(request.client).order_by(request.id.desc()).limit(rows).alias("newest")
    names: Any = newest.select_from(newest.c.client).distinct().tuples()
    return sorted(name for (name,) in names if name)


def _any_of(subject: Subject, values: list[str]) -> list[Any] | None:
    request = schema.Request
    if subject is Subject.STATUS:
        statuses = _statuses(values)
        return status_in(statuses) if statuses else None
    if subject is Subject.CLIENT:
        return [reduce(or_, [_like(request.client, value) for value in values])]
    if subject is Subject.SERVED:
        return _served_by(values)
    keys = _keys(subject, values)
    return [_column(subject).in_(keys)] if keys else None


def _without(term: Term) -> list[Any]:
    request = schema.Request
    match term.subject:
        case Subject.STATUS:
            statuses = sorted(_statuses([term.value]))
            return [request.status.not_in(statuses)] if statuses else []
        case Subject.CLIENT:
            return [~_like(request.client, term.value)]
        case Subject.SERVED:
            if term.value in GIVEN_AGAIN:
                return [request.served != term.value]
            keys = _keys(term.subject, [term.value])
            return [request.sent_model.not_in(keys)] if keys else []
        case Subject.MODEL | Subject.CHANNEL | Subject.TOKEN | Subject.PERSON:
            keys = _keys(term.subject, [term.value])
            return [_column(term.subject).not_in(keys)] if keys else []
    return [~_single(term)]


def _served_by(values: list[str]) -> list[Any] | None:
    """Rows that one of these models answered, or that were answered from one of these places."""
    request = schema.Request
    places = sorted(set(values) & set(GIVEN_AGAIN))
    keys = _keys(Subject.SERVED, [value for value in values if value not in GIVEN_AGAIN])
    # In the words of the index that holds only these rows, so that it is found.
    again = request.served.in_(places) & SQL("served <> ''")
    if places and keys:
        return [again | request.sent_model.in_(keys)]
    if places:
        return [again]
    return [request.sent_model.in_(keys)] if keys else None


def _single(term: Term) -> Any:
    request = schema.Request
    if term.subject is Subject.TEXT:
        return text_anywhere(term.value)
    if term.subject is Subject.IS:
        if term.value == STREAM:
            return request.stream == True  # noqa: E712 - a condition in SQL
        if term.value == ESTIMATED:
            return request.estimated == True  # noqa: E712
        return request.endpoint == TEST_ENDPOINT
    condition = _COMPARE[term.compare](getattr(request, _COLUMNS[term.subject]), term.number)
    if term.subject is Subject.FIRST:
        return (request.first_token_ms > 0) & condition  # 0: none came
    return condition


def _statuses(values: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for value in values:
        found |= ERROR_STATUSES if value == ERROR else {value}
    return found - {RUNNING}


def _column(subject: Subject) -> Any:
    request = schema.Request
    return {
        Subject.MODEL: request.requested_model,
        Subject.CHANNEL: request.channel_id,
        Subject.TOKEN: request.token_id,
        Subject.PERSON: request.person_id,
    }[subject]


def _keys(subject: Subject, values: Iterable[str]) -> list[Any]:
    """Models, or numbers of channels, tokens and people, deleted ones too."""
    found: set[Any] = set()
    names = _names(subject)
    for value in values:
        number = None if subject in (Subject.MODEL, Subject.SERVED) else numbered(value)
        found |= set(named(value, names)) if number is None else {number}
    return sorted(found)


def _names(subject: Subject) -> dict[Any, str]:
    if subject is Subject.MODEL:
        return {name: name for name in models()}
    if subject is Subject.SERVED:
        return {name: name for name in served_models()}
    if subject is Subject.PERSON:
        person = schema.Person
        rows: Any = person.select(person.id, person.display_name, person.username).tuples()
        return {key: name or username for key, name, username in rows}
    model: Any = schema.Channel if subject is Subject.CHANNEL else schema.Token
    return dict(model.select(model.id, model.name).tuples())


def _like(column: Any, value: str) -> Any:
    """A column that holds a text; with ``*`` the whole of it has that shape. Case is ignored."""
    if "*" not in value:
        return column.contains(value)
    shape = value.lower()
    for special in "!%_":
        shape = shape.replace(special, "!" + special)
    escaped = NodeList((Value(shape.replace("*", "%")), SQL("ESCAPE '!'")))
    return Expression(column, OP.ILIKE, escaped)
