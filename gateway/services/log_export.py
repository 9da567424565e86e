"""The request log as a file: CSV for spreadsheets, JSON lines for programs.

A reader's thread reads and words one slice after the other, another thread writes it. The file gets
its name when it is whole; whatever happens before leaves nothing behind. What the columns mean is
told in docs/logs.md.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from gateway.domain.money import nano_to_dollars
from gateway.services.context import Context
from gateway.services.logs import EVERYTHING, LogFilter, stored_filter
from gateway.services.table_file import FileKind, Progress, head, rows, write_table
from gateway.store import request_log
from gateway.store.journal import RequestRow

__all__ = ["COLUMNS", "FileKind", "LogExport", "record"]

ROWS = 500
"""In one slice: some milliseconds of a reader's thread."""
SPAN = 20_000
"""Ids that a slice looks at, at most."""

COLUMNS = (
    "time", "request_id", "status", "http_status", "error_code", "error_class", "error_message",
    "model", "sent_model", "channel", "channel_id", "provider", "token", "token_id", "person_id",
    "group", "client", "user_agent", "address", "endpoint", "dialect_in", "dialect_out", "stream",
    "attempts", "first_token_ms", "total_ms", "input_tokens", "output_tokens", "cache_read_tokens",
    "cache_write_tokens", "reasoning_tokens", "estimated", "charge_usd", "cost_usd", "overrun_usd",
    "upstream_request_id", "served",
)  # fmt: skip
_ATTRIBUTES = {
    "model": "requested_model",
    "channel": "channel_name",
    "token": "token_name",
    "total_ms": "duration_ms",
}


class LogExport:
    """Writes what a filter leaves of the log, newest first."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def run(
        self,
        path: Path,
        kind: FileKind,
        which: LogFilter = EVERYTHING,
        told: Callable[[Progress], None] = lambda _progress: None,
    ) -> int:
        """Returns how many requests the file holds. See :func:`write_table`."""
        return await write_table(path, self.pieces(kind, which), told)

    async def pieces(
        self, kind: FileKind, which: LogFilter = EVERYTHING
    ) -> AsyncGenerator[tuple[bytes, Progress], None]:
        """The same table, piece by piece; the first begins with its head."""
        read = self._context.database.read
        stored = await read(partial(stored_filter, which))
        stored = replace(stored, ids=await read(partial(request_log.ends, stored)))
        first, last = stored.ids
        lead, requests, before = head(kind, COLUMNS), 0, 0
        while True:
            data, count, before = await read(partial(_slice, stored, before, kind))
            requests += count
            share = (last + 1 - before) / (last + 1 - first) if before else 1.0
            yield lead + data, Progress(requests, share)
            lead = b""
            if not before:
                return


def _slice(which: request_log.LogFilter, before_id: int, kind: FileKind) -> tuple[bytes, int, int]:
    """On a reader's thread: lines, how many, and the id to go on before."""
    found = request_log.scan(which, before_id, SPAN, ROWS)
    return rows(kind, [record(row) for row in found.rows]), len(found.rows), found.searched_to


def record(row: RequestRow) -> dict[str, Any]:
    """One request by the names of the columns. Dollars are exact decimals, written as text."""
    made = {name: getattr(row, _ATTRIBUTES.get(name, name), "") for name in COLUMNS}
    made["time"] = datetime.fromtimestamp(row.at / 1000, UTC).isoformat(timespec="milliseconds")
    for name, nano in (
        ("charge_usd", row.charge_nano),
        ("cost_usd", row.cost_nano),
        ("overrun_usd", row.overrun_nano),
    ):
        made[name] = format(nano_to_dollars(nano), "f")
    return made
