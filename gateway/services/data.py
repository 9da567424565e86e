"""The data itself: where it lies, how large it is, a copy of it, whether its books balance."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from gateway.errors import ServiceError, StoreUnavailable
from gateway.services.context import Context
from gateway.store import backup, check

MANUAL = "manual"
"""The label of copies that the owner asked for; the newest five stay."""
_COMPANIONS = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class DataView:
    """``size`` of the database and its companions in bytes; ``backup_at`` in Unix ms, 0: never."""

    folder: Path
    database: Path
    size: int
    backups: int
    backup_at: int


@dataclass(frozen=True, slots=True)
class BackupView:
    """A copy, taken at ``at`` (Unix ms), of ``size`` bytes."""

    path: Path
    at: int
    size: int


@dataclass(frozen=True, slots=True)
class CheckView:
    """What was read, and what was wrong: ``problems`` are sentences about the file,
    ``differences`` the number of accounts whose balance is not the sum of its entries.
    """

    ok: bool
    problems: tuple[str, ...]
    differences: int
    requests: int
    entries: int


class DataService:
    """Reads and copies beside the running program; nothing here changes the data."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def view(self) -> DataView:
        return await asyncio.to_thread(self._view)

    async def back_up(self) -> BackupView:
        """Copies the database as it is now. Raises ServiceError ``backup_failed``."""
        try:
            made = await self._context.database.backup(MANUAL)
        except StoreUnavailable as error:
            raise ServiceError("backup_failed", str(error)) from error
        return BackupView(made.path, made.at, made.size)

    async def check(self) -> CheckView:
        """Reads the whole database in one snapshot, which takes seconds where there is much."""
        found = await asyncio.to_thread(check.check, self._context.config.database_path)
        return CheckView(
            found.ok, found.problems, len(found.differences), found.requests, found.entries
        )

    def _view(self) -> DataView:
        database = self._context.config.database_path
        files = [Path(f"{database}{ending}") for ending in _COMPANIONS]
        size = sum(file.stat().st_size for file in files if file.exists())
        copies = backup.list_backups(backup.directory_of(database))
        return DataView(database.parent, database, size, len(copies), copies[0].at if copies else 0)
