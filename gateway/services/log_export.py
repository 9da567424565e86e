"""The request log as a file: CSV for spreadsheets, JSON lines for programs.

A reader's thread reads and words one slice after the other, another thread writes it. The file gets
its name when it is whole; whatever happens before leaves nothing behind. What the columns mean is
told in docs/logs.md.
"""

from __future__ import annotations

import asyncio
import contextlib
import csv
import errno
import io
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gateway.domain.money import nano_to_dollars
from gateway.errors import ServiceError
from gateway.services.context import Context
from gateway.services.logs import EVERYTHING, LogFilter, stored_filter
from gateway.store import request_log
from gateway.store.journal import RequestRow

T = TypeVar("T")
ROWS = 500
"""In one slice: some milliseconds of a reader's thread."""
SPAN = 20_000
"""Ids that a slice looks at, at most."""
_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

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


class FileKind(StrEnum):
    CSV = "csv"
    JSON_LINES = "jsonl"


@dataclass(frozen=True, slots=True)
class Progress:
    """Requests written so far, and the share of the log that was looked at, from 0 to 1."""

    requests: int
    share: float


class _PartFile:
    """A file beside its place until it is whole. Unbuffered: what was written cannot fail later."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        self._number = -1

    def open(self) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._number = os.open(self._part, flags, 0o600)

    def write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[os.write(self._number, left) :]

    def publish(self) -> None:
        """Whole and safe on the disk, then in its place."""
        os.fsync(self._number)
        self._close()
        self._part.replace(self._path)

    def discard(self) -> None:
        """Nothing is left of it, unless it was published."""
        with contextlib.suppress(OSError):
            self._close()
        with contextlib.suppress(OSError):
            self._part.unlink()

    def _close(self) -> None:
        number, self._number = self._number, -1
        if number >= 0:
            os.close(number)


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
        """Returns how many requests the file holds. Cancelling leaves no file.

        Raises ServiceError ``disk_full`` or ``not_written``. A file of that name is replaced, at
        the end and whole.
        """
        file = _PartFile(path)
        try:
            await _in_thread(file.open)
            requests = await self._write_all(file, kind, which, told)
            await _in_thread(file.publish)
        except OSError as error:
            raise _refusal(error) from error
        finally:
            file.discard()
        return requests

    async def _write_all(
        self, file: _PartFile, kind: FileKind, which: LogFilter, told: Callable[[Progress], None]
    ) -> int:
        read = self._context.database.read
        stored = await read(partial(stored_filter, which))
        stored = replace(stored, ids=await read(partial(request_log.ends, stored)))
        first, last = stored.ids
        if kind is FileKind.CSV:
            head = _BOM + _csv([list(COLUMNS)])
            await _in_thread(partial(file.write, head.encode()))
        requests, before = 0, 0
        while True:
            slice_ = partial(_slice, stored, before, kind)
            data, rows, before = await read(slice_)
            if data:
                await _in_thread(partial(file.write, data))
            requests += rows
            told(Progress(requests, (last + 1 - before) / (last + 1 - first) if before else 1.0))
            if not before:
                return requests


def _slice(which: request_log.LogFilter, before_id: int, kind: FileKind) -> tuple[bytes, int, int]:
    """On a reader's thread: lines, how many, and the id to go on before."""
    found = request_log.scan(which, before_id, SPAN, ROWS)
    records = [record(row) for row in found.rows]
    if kind is FileKind.JSON_LINES:
        data = b"".join(msgspec.json.encode(each) + b"\n" for each in records)
    else:
        data = _csv([[_cell(value) for value in each.values()] for each in records]).encode()
    return data, len(records), found.searched_to


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


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would calculate is kept from it; it came from other programs."""
    if isinstance(value, bool):
        return int(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _csv(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


async def _in_thread(work: Callable[[], T]) -> T:
    """A step that touches the file; cancelled, it is waited for, because it still has the file."""
    step = asyncio.get_running_loop().run_in_executor(None, work)
    try:
        return await asyncio.shield(step)
    except asyncio.CancelledError:
        await asyncio.wait([step])
        raise


def _refusal(error: OSError) -> ServiceError:
    words = error.strerror or str(error)
    if error.errno in _FULL:
        return ServiceError("disk_full", f"the disk is full: {words}")
    return ServiceError("not_written", f"the file cannot be written: {words}")
