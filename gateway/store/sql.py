"""SQL texts of the hot path, built once from the models; portable as far as Peewee's are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import peewee

T = TypeVar("T")

LIST_SIZES = (1, 8, 64)
"""Lengths of ``IN (...)`` lists: few of them, so that statements stay prepared."""


ROW_COUNTS = (16, 4, 1)
"""Rows of one insert: few sizes, so that statements stay prepared."""


def columns_of(model: type[peewee.Model], *, but: Sequence[str] = ()) -> tuple[str, ...]:
    """The column names of a model in the order of its fields."""
    return tuple(name for name in model._meta.columns if name not in but)


def insert(database: peewee.Database, model: type[peewee.Model], columns: Sequence[str]) -> str:
    """``INSERT INTO t (a, b) VALUES (?, ?)``; parameters in the order of ``columns``."""
    names = ", ".join(quote(database, name) for name in columns)
    marks = ", ".join([database.param] * len(columns))
    return f"INSERT INTO {table(database, model)} ({names}) VALUES ({marks})"  # noqa: S608


def insert_rows(
    database: peewee.Database, model: type[peewee.Model], columns: Sequence[str]
) -> dict[int, str]:
    """:func:`insert` of as many rows at once as each of :data:`ROW_COUNTS` says.

    A statement gives the interpreter to the loop and takes it back: one for many rows, once.
    """
    one = insert(database, model, columns)
    marks = one[one.rindex("(") :]
    return {count: one + f", {marks}" * (count - 1) for count in ROW_COUNTS}


def rows(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cuts ``values`` into pieces of :data:`ROW_COUNTS`, the largest first."""
    start = 0
    for count in ROW_COUNTS:
        while len(values) - start >= count:
            yield values[start : start + count]
            start += count


def upsert(
    database: peewee.Database,
    model: type[peewee.Model],
    columns: Sequence[str],
    keys: Sequence[str],
    *,
    adding: bool = False,
) -> str:
    """An insert that, on a row with the same ``keys``, replaces (or adds to) the other columns.

    Parameters in the order of ``columns``.
    """
    fields = [model._meta.columns[name] for name in columns]
    others = [field for field in fields if field.column_name not in keys]
    query = model.insert_many([[0] * len(fields)], fields=fields)
    mysql = isinstance(database, peewee.MySQLDatabase)
    options: dict[str, Any] = {}
    if not mysql:
        options["conflict_target"] = [model._meta.columns[name] for name in keys]
    if adding:
        new = _new_of_mysql if mysql else _new_of_excluded
        options["update"] = {field: field + new(field) for field in others}
    else:
        options["preserve"] = others
    text, _ = query.bind(database).on_conflict(**options).sql()
    return str(text)


def update_adding(
    database: peewee.Database,
    model: type[peewee.Model],
    added: Sequence[str],
    replaced: Sequence[str] = (),
) -> str:
    """``UPDATE t SET a = a + ?, b = ? WHERE id = ?``; parameters in that order."""
    mark = database.param
    parts = [f"{quote(database, n)} = {quote(database, n)} + {mark}" for n in added]
    parts += [f"{quote(database, n)} = {mark}" for n in replaced]
    where = f"{quote(database, 'id')} = {mark}"
    return f"UPDATE {table(database, model)} SET {', '.join(parts)} WHERE {where}"  # noqa: S608


def in_lists(database: peewee.Database, text: str) -> dict[int, str]:
    """``text`` with ``{marks}`` filled for each of :data:`LIST_SIZES`."""
    return {
        size: text.replace("{marks}", ", ".join([database.param] * size)) for size in LIST_SIZES
    }


def lists(values: Sequence[T]) -> Iterator[list[T]]:
    """Cuts ``values`` into pieces of :data:`LIST_SIZES`; the last is filled up with its own end."""
    for start in range(0, len(values), LIST_SIZES[-1]):
        piece = list(values[start : start + LIST_SIZES[-1]])
        size = next(size for size in LIST_SIZES if size >= len(piece))
        yield piece + [piece[-1]] * (size - len(piece))


def table(database: peewee.Database, model: type[peewee.Model]) -> str:
    return quote(database, model._meta.table_name)


def quote(database: peewee.Database, name: str) -> str:
    return f"{database.quote[0]}{name}{database.quote[1]}"


def _new_of_excluded(field: peewee.Field[Any]) -> peewee.Node:
    return peewee.NodeList((peewee.SQL("EXCLUDED."), peewee.Entity(field.column_name)), glue="")


def _new_of_mysql(field: peewee.Field[Any]) -> peewee.Node:
    return peewee.fn.VALUES(peewee.Entity(field.column_name))
