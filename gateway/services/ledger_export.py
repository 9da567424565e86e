"""The ledger as a file: every change of a balance, in the order in which it was made.

What the columns mean is told in docs/logs.md.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from gateway.domain.money import nano_to_dollars
from gateway.services.context import Context
from gateway.services.table_file import FileKind, Progress, head, rows, write_table
from gateway.store import ledger_reports, usage_names
from gateway.store.journal import EntryRow
from gateway.store.ledger_reports import EVERYTHING, EntryFilter
from gateway.store.usage_names import Names

__all__ = ["COLUMNS", "EVERYTHING", "EntryFilter", "LedgerExport"]

ROWS = 1_000
"""In one slice: some milliseconds of a reader's thread."""
COLUMNS = (
    "time", "entry", "account", "account_id", "name", "person", "amount_usd", "used_usd", "cause",
    "actor", "request_id", "note",
)  # fmt: skip


class LedgerExport:
    """Writes entries as they were appended; none is ever changed."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def run(
        self,
        path: Path,
        kind: FileKind,
        which: EntryFilter = EVERYTHING,
        told: Callable[[Progress], None] = lambda _progress: None,
    ) -> int:
        """Returns how many entries the file holds. See :func:`write_table`."""
        return await write_table(path, self.pieces(kind, which), told)

    async def pieces(
        self, kind: FileKind, which: EntryFilter = EVERYTHING
    ) -> AsyncGenerator[tuple[bytes, Progress], None]:
        """The same table, piece by piece; the first begins with its head."""
        read = self._context.database.read
        names, last = await read(lambda: (usage_names.read(), ledger_reports.last_id()))
        lead, entries, after = head(kind, COLUMNS), 0, 0
        while True:
            data, count, after = await read(partial(_slice, which, after, kind, names))
            entries += count
            share = after / last if count == ROWS and after < last else 1.0
            yield lead + data, Progress(entries, share)
            lead = b""
            if share == 1.0:
                return


def _slice(
    which: EntryFilter, after_id: int, kind: FileKind, names: Names
) -> tuple[bytes, int, int]:
    found = ledger_reports.slice_after(which, after_id, ROWS)
    records = [record(row, names) for row in found]
    return rows(kind, records), len(found), found[-1].id if found else after_id


def record(row: EntryRow, names: Names) -> dict[str, Any]:
    """One entry by the names of the columns. Dollars are exact decimals, written as text."""
    token = names.tokens.get(row.account_id) if row.account == "token" else None
    person_id = token.person_id if token else row.account_id if row.account == "person" else 0
    person = names.people.get(person_id)
    shown = person.name if person else ""
    return {
        "time": datetime.fromtimestamp(row.at / 1000, UTC).isoformat(timespec="milliseconds"),
        "entry": row.id,
        "account": row.account,
        "account_id": row.account_id,
        "name": token.name if token else shown,
        "person": shown,
        "amount_usd": format(nano_to_dollars(row.amount_nano), "f"),
        "used_usd": format(nano_to_dollars(row.used_nano), "f"),
        "cause": row.cause,
        "actor": row.actor,
        "request_id": row.request_id,
        "note": row.note,
    }
