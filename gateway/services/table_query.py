"""What an export of the log or the ledger is asked for, as text: days, a person, a kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gateway.errors import ServiceError
from gateway.services.local_days import date_start_ms, system_zone
from gateway.services.people import PeopleService
from gateway.services.table_file import FileKind


@dataclass(frozen=True, slots=True)
class TableQuery:
    """Times in Unix milliseconds, ``until_ms`` exclusive; 0 for no limit, person 0 for all."""

    kind: FileKind = FileKind.CSV
    since_ms: int = 0
    until_ms: int = 0
    person_id: int = 0


async def read_query(
    people: PeopleService, texts: Mapping[str, str], kind: FileKind | None = None
) -> TableQuery:
    """``since`` and ``until`` are local days (``2026-11-01``, the last one included), ``person`` a
    user name, ``format`` csv or jsonl. Raises ServiceError ``bad_query``.
    """
    until = _day(texts.get("until", ""), "until")
    since = _day(texts.get("since", ""), "since")
    zone = system_zone()
    person_id = 0
    if name := texts.get("person", ""):
        person = await people.find(name)
        if person is None:
            raise ServiceError("bad_query", f"nobody is called {name[:40]!r}")
        person_id = person.id
    return TableQuery(
        kind or _kind(texts.get("format", "") or FileKind.CSV.value),
        date_start_ms(since, zone) if since else 0,
        date_start_ms(until + timedelta(days=1), zone) if until else 0,
        person_id,
    )


def _kind(text: str) -> FileKind:
    try:
        return FileKind(text)
    except ValueError as error:
        raise ServiceError("bad_query", "format is csv or jsonl") from error


def _day(text: str, name: str) -> date | None:
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ServiceError("bad_query", f"{name} is a day, like 2026-11-01") from error
    if found is not None and not 1970 < found.year < 9999:
        raise ServiceError("bad_query", f"{name} is a day, like 2026-11-01")
    return found
