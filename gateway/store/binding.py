"""Which database a thread's models speak to, and the field types that Peewee lacks.

Each thread of the store has a connection of its own and binds it here, so two databases in one
process never mix.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import peewee

if TYPE_CHECKING:
    _AnyField = peewee.Field[Any]
else:
    _AnyField = peewee.Field


class _Threads(threading.local):
    database: peewee.Database | None = None


_threads = _Threads()


class _CurrentDatabase(peewee.DatabaseProxy):
    """Peewee's proxy, but what it stands for differs from thread to thread."""

    @property
    def obj(self) -> peewee.Database | None:
        return _threads.database

    @obj.setter
    def obj(self, database: peewee.Database | None) -> None:
        _threads.database = database


current: Any = _CurrentDatabase()


def bind_thread(database: peewee.Database | None) -> None:
    """From now on this thread's models speak to ``database``."""
    _threads.database = database


@contextmanager
def bound(database: peewee.Database) -> Iterator[None]:
    """Within the block this thread's models speak to ``database``."""
    before, _threads.database = _threads.database, database
    try:
        yield
    finally:
        _threads.database = before


class BytesField(_AnyField):
    """Bytes in and out. Peewee's BlobField keeps per-database state on the shared field."""

    field_type = "BLOB"

    def python_value(self, value: Any) -> Any:
        return None if value is None else bytes(value)
