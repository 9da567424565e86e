"""The data itself: where it lies, how large it is, copies of it, whether its books balance."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gateway.errors import ServiceError, StoreUnavailable
from gateway.events import LogChanged, SettingsChanged
from gateway.progress import Cancelled, Progress, in_thread
from gateway.services.context import Context
from gateway.store import backup, check, compacting, retention

log = logging.getLogger(__name__)

MANUAL = "manual"
"""The label of copies that the owner asked for; the newest five stay."""
DAILY = "daily"
DAY_MS = 86_400_000
_LOOK_EVERY_S = 900.0
_FIRST_LOOK_S = 60.0
_COMPANIONS = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class BackupView:
    """A copy, taken at ``at`` (Unix ms), of ``size`` bytes; ``label`` says why it was taken:
    ``manual``, ``daily``, ``before-upgrade``, ``before-restore``.
    """

    path: Path
    at: int
    size: int
    label: str


@dataclass(frozen=True, slots=True)
class DataView:
    """``size`` of the database and its companions, ``free`` what compacting would give back, in
    bytes; ``backups`` newest first; ``daily_problem`` why the last daily copy was not made.
    """

    folder: Path
    database: Path
    size: int
    free: int
    backups: tuple[BackupView, ...]
    daily_problem: str

    @property
    def backup_at(self) -> int:
        """When the newest copy was taken, in Unix ms; 0: never."""
        return self.backups[0].at if self.backups else 0


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
    """Works beside the running program. What takes long tells its ``progress`` and can be ended."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._daily_problem = ""

    async def view(self) -> DataView:
        space = await self._context.database.read(compacting.measure)
        return await asyncio.to_thread(self._view, space.free)

    async def back_up(self, progress: Progress | None = None) -> BackupView:
        """Copies the database as it is now into ``backups``.

        Raises ServiceError ``backup_failed``, Cancelled.
        """
        try:
            made = await self._context.database.backup(MANUAL, progress=progress)
        except StoreUnavailable as error:
            raise ServiceError("backup_failed", str(error)) from error
        return _shown(made)

    async def back_up_to(self, target: Path, progress: Progress | None = None) -> BackupView:
        """Copies the database as it is now to a chosen file, whole or not at all.

        Raises ServiceError ``backup_failed``, Cancelled.
        """
        now = self._context.now_ms()
        try:
            await self._context.database.backup_to(target, progress)
            size = (await asyncio.to_thread(target.stat)).st_size
        except (StoreUnavailable, OSError) as error:
            raise ServiceError("backup_failed", str(error)) from error
        return BackupView(target, now, size, MANUAL)

    async def check(self, progress: Progress | None = None) -> CheckView:
        """Reads the whole database in one snapshot, which takes seconds where there is much."""
        stop = None if progress is None else (lambda: progress.cancelled)
        read = partial(check.check, self._context.config.database_path, stop=stop)
        found = await in_thread(read, progress=progress)
        if progress is not None and progress.cancelled:
            raise Cancelled("cancelled")
        return CheckView(
            found.ok, found.problems, len(found.differences), found.requests, found.entries
        )

    async def compact(self, progress: Progress | None = None) -> int:
        """Gives room that deleted rows left back to the disk; how many bytes. Requests go on."""
        return await compacting.run(self._context.database, progress)

    # The log

    async def count_log(self) -> int:
        """How many requests the log holds."""
        return await self._context.database.read(retention.count)

    async def count_kept(self) -> int:
        """How many responses are kept."""
        return await self._context.memory.keeper.count_responses()

    async def clear_log(self, progress: Progress | None = None) -> int:
        """Forgets every request that has begun until now, kept responses and proofs of thoughts;
        costs, usage and balances stay. How many requests were logged.
        """
        progress = progress or Progress()
        now = self._context.now_ms()
        try:
            await self._context.memory.clear()
            return await retention.clear(self._context.database, now + 1, progress)
        finally:
            self._context.events.publish(LogChanged())

    # Every day

    async def keep_backups(self) -> None:
        """For ever: a copy a day, as the settings say."""
        await asyncio.sleep(_FIRST_LOOK_S)
        while True:
            await self.back_up_if_due()
            await asyncio.sleep(_LOOK_EVERY_S)

    async def back_up_if_due(self) -> BackupView | None:
        """The daily copy, if it is switched on and the last is a day old. Never raises."""
        context = self._context
        if not context.settings.backup_daily:
            self._daily_problem = ""
            return None
        directory = backup.directory_of(context.config.database_path)
        copies = await asyncio.to_thread(backup.list_backups, directory)
        last = next((copy.at for copy in copies if copy.label == DAILY), 0)
        # A clock that was set back must not end the copies.
        if 0 <= context.now_ms() - last < DAY_MS:
            return None
        try:
            made = await context.database.backup(DAILY, keep=context.settings.backup_keep)
        except StoreUnavailable as error:
            if str(error) != self._daily_problem:
                log.warning("the daily backup was not made: %s", error)
            self._daily_problem = str(error)
            return None
        self._daily_problem = ""
        context.events.publish(SettingsChanged(("backups",)))
        return _shown(made)

    def _view(self, free: int) -> DataView:
        database = self._context.config.database_path
        files = [Path(f"{database}{ending}") for ending in _COMPANIONS]
        size = sum(file.stat().st_size for file in files if file.exists())
        copies = backup.list_backups(backup.directory_of(database))
        shown = tuple(_shown(copy) for copy in copies)
        return DataView(database.parent, database, size, free, shown, self._daily_problem)


def _shown(made: backup.Backup) -> BackupView:
    return BackupView(made.path, made.at, made.size, made.label)
