"""The database as the rest of the program sees it: open, write, read, submit, close."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, overload

from gateway.errors import StoreUnavailable
from gateway.progress import Progress, in_thread
from gateway.store import backup, ledger_rows
from gateway.store.connection import (
    BUSY_TIMEOUT_MS,
    POWER,
    PROCESS,
    READER,
    WRITER,
    Connection,
    describe,
)
from gateway.store.journal import Intent, Settlement
from gateway.store.opening import Opened, prepare
from gateway.store.reader import Readers
from gateway.store.writer import Job, Writer

T = TypeVar("T")
INTENT_DELAY_S = 0.004
"""How long intents wait to be written together; a request that ends sooner never writes its own."""

SPARE_ROOM_BYTES = 256 * 2**20
"""What :meth:`Database.write_spare` leaves free on the disk."""

HealthListener = Callable[[bool], None]


class Database:
    """One SQLite file: a thread that writes, ``readers`` threads that read.

    Futures belong to the loop that asked. Functions given to :meth:`write` and :meth:`read` run in
    a transaction with Peewee's models bound to this database; they must be short.
    """

    def __init__(
        self, path: Path, *, readers: int = 2, busy_timeout_ms: int = BUSY_TIMEOUT_MS
    ) -> None:
        self.path = path
        self._reader_count = readers
        self._busy_timeout_ms = busy_timeout_ms
        self._opened: Opened | None = None
        self._writer: Writer | None = None
        self._readers: Readers | None = None
        self._intents: list[Intent] = []
        self._flush_timer: asyncio.TimerHandle | None = None
        self._flush_due = 0.0
        self._listeners: list[tuple[asyncio.AbstractEventLoop, HealthListener]] = []
        self.unhealthy_reason = ""

    def open(self) -> None:
        """Checks, migrates and opens the file. Blocks: call it in an executor.

        Raises StartError (exit 4) for a damaged, foreign, newer, locked or unwritable file.
        """
        self._opened = prepare(self.path, busy_timeout_ms=self._busy_timeout_ms)
        writer = Writer(self._connect_writer, self._opened.node, self._report_health)
        writer.start()
        readers = Readers(self._connect_reader, self._reader_count)
        readers.start()
        self._writer, self._readers = writer, readers

    @property
    def node(self) -> str:
        """This installation's random id, kept in the database."""
        return self._the_opened.node

    @property
    def epoch(self) -> int:
        """How often this node has started, this time included."""
        return self._the_opened.epoch

    @property
    def migrated(self) -> tuple[str, ...]:
        """The migrations that this start applied."""
        return self._the_opened.migrated

    def open_intents(self) -> list[Intent]:
        """What earlier starts of this node left open. Runs inside :meth:`read`."""
        return ledger_rows.open_intents(self.node, self.epoch)

    @property
    def healthy(self) -> bool:
        """False from a failed commit until writing works again, and when not open."""
        return self._writer is not None and self._writer.healthy

    def on_health_change(self, listener: HealthListener) -> None:
        """Calls ``listener(healthy)`` on the running loop whenever :attr:`healthy` changes."""
        self._listeners.append((asyncio.get_running_loop(), listener))

    def outlive_power(self, power: bool) -> None:
        """Whether what is committed from now on outlives a power cut, not a crash of us alone.

        Costs a sync of the disk for each group of commits. What was committed before is synced
        with the next group.
        """
        self._the_writer.durability = POWER if power else PROCESS

    @property
    def outlives_power(self) -> bool:
        return self._the_writer.durability is POWER

    async def write(self, fn: Callable[[], T]) -> T:
        """Runs ``fn`` on the writer's thread and returns its result once it is committed.

        What ``fn`` raises undoes its own work alone. Raises StoreUnavailable if the group it was
        in could not be committed. Once called it runs, even if the caller stops waiting.
        """
        job = self._job(fn)
        self._put(job)
        assert job.future is not None  # noqa: S101 - narrows for the type checker
        return await job.future  # type: ignore[no-any-return]

    async def write_spare(self, fn: Callable[[], T]) -> T:
        """As :meth:`write`, for what may be lost: it leaves room on the disk for what may not.

        That it fails changes nothing for other writes. Raises StoreUnavailable.
        """

        def run() -> T:
            if shutil.disk_usage(self.path.parent).free < SPARE_ROOM_BYTES:
                raise StoreUnavailable("the disk is nearly full")
            return fn()

        job = self._job(run)
        job.spare = True
        self._put(job)
        assert job.future is not None  # noqa: S101 - narrows for the type checker
        return await job.future  # type: ignore[no-any-return]

    async def read(self, fn: Callable[[], T]) -> T:
        """Runs ``fn`` on a reader's thread, in one snapshot; cancelling stops a long query."""
        if self._readers is None:
            raise StoreUnavailable("the database is closed")
        job = self._job(fn)
        self._readers.put(job)
        assert job.future is not None  # noqa: S101 - narrows for the type checker
        return await job.future  # type: ignore[no-any-return]

    @overload
    def submit(self, record: Intent) -> None: ...
    @overload
    def submit(self, record: Settlement) -> asyncio.Future[int]: ...
    def submit(self, record: Intent | Settlement) -> asyncio.Future[int] | None:
        """Queues a record in the order of the calls; never blocks.

        A settlement's future resolves to its log id once it is committed, or to StoreUnavailable.
        An intent has none: it is written within milliseconds, or when the store works again.
        """
        if isinstance(record, Settlement):
            job = self._job(record)
            self._put(job)
            return job.future
        if self._writer is None:
            raise StoreUnavailable("the database is closed")
        if not self._intents:
            self._flush_due = time.monotonic() + INTENT_DELAY_S
        self._intents.append(record)
        if self._flush_timer is None:
            self._arm_flush(INTENT_DELAY_S)
        return None

    async def backup(
        self, label: str, *, keep: int = backup.KEEP, progress: Progress | None = None
    ) -> backup.Backup:
        """Copies the database as it is now into ``backups/``; the newest ``keep`` of a label stay.

        Raises StoreUnavailable (disk full, directory read-only), Cancelled.
        """
        now = time.time_ns() // 1_000_000
        step = progress.step if progress is not None else None
        make = partial(backup.create, self.path, label, now, keep=keep, step=step)
        return await self._copied(make, progress)

    async def backup_to(self, target: Path, progress: Progress | None = None) -> Path:
        """Copies the database as it is now to ``target``, whole or not at all.

        Raises StoreUnavailable, Cancelled.
        """
        step = progress.step if progress is not None else None
        return await self._copied(partial(backup.copy_whole, self.path, target, step), progress)

    async def _copied(self, make: Callable[[], T], progress: Progress | None) -> T:
        try:
            return await in_thread(make, progress=progress)
        except (OSError, sqlite3.Error) as error:
            raise StoreUnavailable(f"the copy was not made: {describe(error)}") from error

    async def reclaim(self, pages: int = 200) -> int:
        """Gives up to ``pages`` free pages back to the file system; returns how many are left."""
        raw = self._the_writer.connection.raw

        def run() -> int:
            # The sqlite3 module steps a statement without columns once, which frees one page.
            for _ in range(min(pages, _free_pages(raw))):
                raw.execute("PRAGMA incremental_vacuum(1)")
            return _free_pages(raw)

        return await self.write(run)

    async def close(self) -> None:
        """Commits and answers what is queued, folds the WAL into the file, ends the threads."""
        self._stop_flushing()
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        """As :meth:`close`, blocking."""
        self._stop_flushing()
        writer, readers = self._writer, self._readers
        self._writer = self._readers = None
        if readers is not None:
            readers.stop()
        if writer is not None:
            writer.stop()

    def _put(self, job: Job) -> None:
        """Queues a job behind the intents that came before it."""
        writer = self._the_writer
        self._flush_intents()
        writer.put(job)

    def _arm_flush(self, seconds: float) -> None:
        self._flush_timer = asyncio.get_running_loop().call_later(seconds, self._flush_when_due)

    def _flush_when_due(self) -> None:
        """One timer for all: setting and cancelling one a request costs more than its intent."""
        self._flush_timer = None
        if self._intents and (left := self._flush_due - time.monotonic()) > 0:
            self._arm_flush(left)
        else:
            self._flush_intents()

    def _stop_flushing(self) -> None:
        if self._flush_timer is not None:
            self._flush_timer.cancel()
            self._flush_timer = None
        self._flush_intents()

    def _flush_intents(self) -> None:
        if self._intents and self._writer is not None:
            intents, self._intents = self._intents, []
            for intent in intents:
                self._writer.put(Job(intent))

    def _job(self, work: Callable[[], Any] | Settlement) -> Job:
        loop = asyncio.get_running_loop()
        return Job(work, loop, loop.create_future())

    @property
    def _the_writer(self) -> Writer:
        if self._writer is None:
            raise StoreUnavailable("the database is closed")
        return self._writer

    @property
    def _the_opened(self) -> Opened:
        if self._opened is None:
            raise StoreUnavailable("the database has not been opened")
        return self._opened

    def _connect_writer(self) -> Connection:
        return Connection(self.path, WRITER, busy_timeout_ms=self._busy_timeout_ms)

    def _connect_reader(self) -> Connection:
        return Connection(self.path, READER, busy_timeout_ms=self._busy_timeout_ms)

    def _report_health(self, healthy: bool, reason: str) -> None:
        self.unhealthy_reason = reason
        for loop, listener in self._listeners:
            try:
                loop.call_soon_threadsafe(listener, healthy)
            except RuntimeError:
                continue  # that loop has closed


def _free_pages(raw: sqlite3.Connection) -> int:
    return int(raw.execute("PRAGMA freelist_count").fetchone()[0])
