"""How far running streams have grown, beside the database: what a crash would book of them.

A stream that outgrows its reservation is topped up again and again. Each time as a commit, a long
answer would cost the store many times what a short one does. So an intent is committed once, and
what it rises to is one small write into a file of fixed records, in place. Like a commit it
outlives the program; where commits outlive the power, so does this. A record counts only for an
intent that a crash left open, so none has to be taken back.
"""

from __future__ import annotations

import asyncio
import logging
import os
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from struct import Struct, error

from gateway.store.journal import Intent
from gateway.tasks import TaskGroup

log = logging.getLogger(__name__)

_SUFFIX = "-streams"
_NAME = 40
_RECORD = Struct(f"<{_NAME}sqq")
"""A request's id, what is held for it in nano-dollars, and its tokens; then their CRC-32."""
_SIZE = 64


class Progress:
    """One file beside the database at ``path``. Used on the loop alone.

    ``outlive_power`` tells whether what is written has to be synced to the disk.
    """

    def __init__(self, path: Path, outlive_power: Callable[[], bool]) -> None:
        self._path = path.with_name(path.name + _SUFFIX)
        self._outlive_power = outlive_power
        self._file: int | None = None
        self._slots: dict[str, int] = {}
        self._free: list[int] = []
        self._syncs = TaskGroup("progress")
        self._syncing = False

    def raise_intents(self, intents: Iterable[Intent]) -> None:
        """Brings intents that an earlier run left open to what their streams had grown to."""
        try:
            data = self._path.read_bytes()
        except OSError:
            return
        found = {}
        for at in range(0, len(data), _SIZE):
            if (record := _read(data[at : at + _SIZE])) is not None:
                found[record[0]] = record[1:]
        for intent in intents:
            nano, tokens = found.get(intent.request_id, (0, 0))
            intent.reserved_nano = max(intent.reserved_nano, nano)
            intent.estimate_output = max(intent.estimate_output, tokens - intent.estimate_input)

    def begin(self) -> None:
        """Starts anew, once what an earlier run left is booked. Without a file, because there is no
        room for one, streams commit instead.
        """
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        try:
            self._file = os.open(self._path, flags, 0o600)
        except OSError as failed:
            log.warning("streams are committed as they grow: %s", failed)

    def note(self, request_id: str, nano: int, tokens: int) -> bool:
        """What a request holds now; False where that could not be written."""
        name = request_id.encode()
        if self._file is None or len(name) > _NAME:
            return False
        slot = self._slots.get(request_id)
        if slot is None:
            slot = self._free.pop() if self._free else len(self._slots)
            self._slots[request_id] = slot
        try:
            record = _RECORD.pack(name, nano, tokens)
            record += zlib.crc32(record).to_bytes(4, "little")
            os.lseek(self._file, slot * _SIZE, os.SEEK_SET)
            written = os.write(self._file, record)
        except (OSError, error) as failed:
            log.warning("a stream's growth cannot be written beside the database: %s", failed)
            return False
        if self._outlive_power() and not self._syncing:
            self._syncing = True
            self._syncs.spawn(self._sync(self._file), "sync")
        return written == len(record)

    def ended(self, request_id: str) -> None:
        """Its settlement is committed; what is written of it counts no more."""
        slot = self._slots.pop(request_id, None)
        if slot is not None:
            self._free.append(slot)

    async def close(self) -> None:
        await self._syncs.wait()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    async def _sync(self, file: int) -> None:
        self._syncing = False  # what is written from here on needs another
        try:
            await asyncio.to_thread(os.fsync, file)
        except OSError as failed:
            log.warning("a stream's growth cannot be synced to the disk: %s", failed)


def _read(data: bytes) -> tuple[str, int, int] | None:
    """A whole record; None for what a crash cut in the middle."""
    record, check = data[: _RECORD.size], data[_RECORD.size : _RECORD.size + 4]
    if len(check) < 4 or zlib.crc32(record).to_bytes(4, "little") != check:
        return None
    name, nano, tokens = _RECORD.unpack(record)
    return name.rstrip(b"\0").decode("ascii", "replace"), nano, tokens
