"""Tables as files: CSV for spreadsheets, JSON lines for programs.

The file gets its name when it is whole; whatever happens before leaves nothing behind.
"""

from __future__ import annotations

import asyncio
import contextlib
import csv
import errno
import io
import os
import re
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gateway.errors import ServiceError

T = TypeVar("T")
_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-\d+(\.\d+)?")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class FileKind(StrEnum):
    CSV = "csv"
    JSON_LINES = "jsonl"


def head(kind: FileKind, columns: Sequence[str]) -> bytes:
    """What comes before the first row."""
    return (_BOM + _csv([list(columns)])).encode() if kind is FileKind.CSV else b""


def rows(kind: FileKind, records: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows of a table whose columns are the records' names, in their order."""
    if kind is FileKind.JSON_LINES:
        return b"".join(msgspec.json.encode(each) + b"\n" for each in records)
    return _csv([[cell(value) for value in each.values()] for each in records]).encode()


def cell(value: Any) -> Any:
    """Text that a spreadsheet would calculate is kept from it; it came from other programs."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def _csv(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


class PartFile:
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


class TableFile:
    """A file that is written piece by piece: ``async with``, and :meth:`publish` at the end.

    Raises ServiceError ``disk_full`` or ``not_written``. A file of that name is replaced, at the
    end and whole.
    """

    def __init__(self, path: Path) -> None:
        self._file = PartFile(path)

    async def __aenter__(self) -> TableFile:
        try:
            await self._do(self._file.open)
        except BaseException:
            self._file.discard()
            raise
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._file.discard()

    async def write(self, data: bytes) -> None:
        if data:
            await self._do(partial(self._file.write, data))

    async def publish(self) -> None:
        """Whole and safe on the disk, then in its place."""
        await self._do(self._file.publish)

    @staticmethod
    async def _do(work: Callable[[], None]) -> None:
        try:
            await in_thread(work)
        except OSError as error:
            raise _refusal(error) from error


@dataclass(frozen=True, slots=True)
class Progress:
    """Rows written so far, and the share of the table that was looked at, from 0 to 1."""

    rows: int
    share: float


async def write_table(
    path: Path, pieces: AsyncIterator[tuple[bytes, Progress]], told: Callable[[Progress], None]
) -> int:
    """Writes a table as it is read; how many rows it has. Cancelling leaves no file.

    Raises as :class:`TableFile`.
    """
    written = 0
    async with TableFile(path) as file:
        async for data, progress in pieces:
            await file.write(data)
            written = progress.rows
            told(progress)
        await file.publish()
    return written


async def in_thread(work: Callable[[], T]) -> T:
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
