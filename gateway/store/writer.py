"""The one thread that writes: it takes what is queued, commits once, wakes the loop once."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, cast

from gateway.errors import StoreUnavailable
from gateway.store import binding, schema
from gateway.store.booking import Booker
from gateway.store.connection import (
    PROCESS,
    Connection,
    describe,
    is_store_failure,
    transaction,
)
from gateway.store.journal import Intent, Record, Settlement, make_encodable

log = logging.getLogger(__name__)

GROUP_LIMIT = 256
"""Jobs in one transaction; more would make the first of them wait too long."""

SPACING_S = 0.005
"""Least time between two commits while many requests run: most of a commit's cost is not its rows'.

Whoever waits for a write of its own is not kept waiting.
"""

COMMITS_PER_S = 200
BURST = 100
"""Commits of one request each, as they come when one follows the other: a disk may rest, too."""

CROWD = 4
"""Requests in flight from which on it is worth waiting for others to end."""

OPEN_LIMIT = 10_000

PROBE_S = 1.0
"""Between attempts to write while the database does not work."""

PROBE_BYTES = 64 * 1024


@dataclass(slots=True, eq=False)
class Job:
    """A function or a record on its way to the writer; without a future nobody waits for it."""

    work: Callable[[], Any] | Record
    loop: asyncio.AbstractEventLoop | None = None
    future: asyncio.Future[Any] | None = None
    result: Any = None
    error: BaseException | None = None
    spare: bool = False
    """Committed behind the others: what it lacks (room on the disk) is nobody else's trouble."""


class Writer:
    """Owns the writing connection. ``on_health`` is called on the writer's thread."""

    def __init__(
        self,
        connect: Callable[[], Connection],
        node: str,
        on_health: Callable[[bool, str], None],
    ) -> None:
        self._connect = connect
        self._node = node
        self._on_health = on_health
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._held: dict[str, Intent] = {}
        self._open: set[str] = set()
        self._hurry = threading.Event()
        self._committed_at = 0.0
        self._credit = float(BURST)
        """Commits that may follow at once; see :data:`COMMITS_PER_S`."""
        self._started = threading.Event()
        self._start_error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="homeport-store-writer", daemon=True)
        self.healthy = True
        self.groups = 0
        self.durability = self._applied = PROCESS

    def start(self) -> None:
        """Returns once the thread has its connection; raises what connecting raised."""
        self._thread.start()
        self._started.wait()
        if self._start_error is not None:
            raise self._start_error

    def put(self, job: Job) -> None:
        self._queue.put(job)
        if not job.spare and type(job.work) is not Settlement and type(job.work) is not Intent:
            self._hurry.set()

    def stop(self) -> None:
        """Commits what is queued, folds the WAL into the file, ends the thread."""
        self._queue.put(None)
        self._hurry.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self.connection = self._connect()
            self._booker = Booker(self.connection.database, self.connection.raw.cursor())
        except BaseException as error:
            self._start_error = error
            return
        finally:
            self._started.set()
        binding.bind_thread(self.connection.database)
        try:
            self._serve()
        finally:
            self._close()

    def _serve(self) -> None:
        while True:
            whole, last = self._next_group()
            group = [job for job in whole if not job.spare]
            if group or not (last or self.healthy):
                try:
                    self._commit(group)
                except Exception:  # whatever it is, nobody may wait for ever
                    log.exception("the store's thread failed")
                    for job in group:
                        job.error = StoreUnavailable("the store failed in an unforeseen way")
                resolve(group)
            if len(group) < len(whole):
                self._commit_spare([job for job in whole if job.spare])
            if last:
                return

    def _next_group(self) -> tuple[list[Job], bool]:
        """Waits for work; returns it, and whether it is the last. Nothing after a probe's wait."""
        if (rest := SPACING_S - (time.monotonic() - self._committed_at)) > 0 and self._crowded:
            self._hurry.wait(rest)  # what comes meanwhile wakes nobody
        self._hurry.clear()
        try:
            group = [self._queue.get(timeout=None if self.healthy else PROBE_S)]
        except Empty:
            return [], False
        self._drain_into(group)
        if (linger := self._linger(group)) > 0:
            self._hurry.wait(linger)  # unlike the queue, it does not wake for every record
            self._drain_into(group)
        last = group[-1] is None
        return [job for job in group if job is not None], last

    @property
    def _crowded(self) -> bool:
        """Whether so many requests run that more records are to be expected within moments."""
        return self.healthy and len(self._open) >= CROWD

    def _drain_into(self, group: list[Job | None]) -> None:
        """Takes what is queued, up to the limit or the end."""
        try:
            while len(group) < GROUP_LIMIT and group[-1] is not None:
                group.append(self._queue.get_nowait())
        except Empty:
            return

    def _linger(self, group: list[Job | None]) -> float:
        """How long to wait for company, in seconds; 0 if somebody waits who should not."""
        settling = 0
        for job in group:
            if job is not None and job.spare:
                continue
            kind = None if job is None else type(job.work)
            if kind is Settlement:
                settling += 1
            elif kind is not Intent:
                return 0.0
        if not self.healthy:
            return 0.0
        since = time.monotonic() - self._committed_at
        if len(self._open) + len(group) >= CROWD + 2 * settling:
            return SPACING_S - since
        return (1 - self._credit) / COMMITS_PER_S - since

    def _commit(self, group: list[Job]) -> None:
        """One transaction for the group; an empty one only tells whether writing works again."""
        intents = [job.work for job in group if isinstance(job.work, Intent)]
        settled = {job.work.request.request_id for job in group if isinstance(job.work, Settlement)}
        try:
            if self._applied is not self.durability:
                wanted = self.durability
                self.connection.apply(wanted)
                self._applied = wanted
            with transaction(self.connection.database):
                self._write_all(group, settled)
        except Exception as error:
            reason = describe(error)
            if not is_store_failure(error):
                log.exception("the store failed in an unforeseen way")
            for job in group:
                job.error = StoreUnavailable(f"the database cannot be written: {reason}")
            # Requests in flight need their intents as soon as there is a place to write them.
            self._held.update((intent.request_id, intent) for intent in intents)
            self._set_health(False, reason)
            return
        self.groups += 1
        now = time.monotonic()
        earned = (now - self._committed_at) * COMMITS_PER_S
        self._credit = min(float(BURST), self._credit + earned) - 1
        self._committed_at = now
        self._open.update(intent.request_id for intent in intents)
        self._open -= settled
        if len(self._open) > OPEN_LIMIT:
            self._open.clear()  # it only guesses how many run; some never settle
        for name in settled:
            self._held.pop(name, None)
        self._keep_intents(group, intents)
        if not self.healthy:
            self._held.clear()
            self._set_health(True, "")
            self._commit([Job(partial(self._set_probe, None))])

    def _commit_spare(self, jobs: list[Job]) -> None:
        """One transaction for jobs that may fail without anybody else hearing of it."""
        try:
            if not self.healthy:
                raise StoreUnavailable("the database cannot be written just now")
            with transaction(self.connection.database):
                for job in jobs:
                    self._within_savepoint(job, cast(Callable[[], Any], job.work))
        except Exception as error:
            for job in jobs:
                job.error = StoreUnavailable(f"not written: {describe(error)}")
        resolve(jobs)

    def _keep_intents(self, group: list[Job], intents: list[Intent]) -> None:
        """A settlement that cannot be written leaves its intent open, for recovery to book."""
        failed = {
            job.work.request.request_id
            for job in group
            if isinstance(job.work, Settlement) and job.error is not None
        }
        for intent in intents:
            if intent.request_id in failed:
                self._queue.put(Job(intent))

    def _write_all(self, group: list[Job], settled: set[str]) -> None:
        if not self.healthy:
            # As much as a few settlements need: a full disk often still takes a single page.
            self._set_probe(os.urandom(PROBE_BYTES))
            self._write_records([Job(intent) for intent in self._held.values()], settled)
        run: list[Job] = []
        for job in group:
            if isinstance(job.work, (Intent, Settlement)):
                run.append(job)
                continue
            self._write_records(run, settled)
            run = []
            self._within_savepoint(job, job.work)
        self._write_records(run, settled)

    def _write_records(self, run: list[Job], settled: set[str]) -> None:
        """Writes a run at once; if one of them cannot be written, each by itself."""
        if not run:
            return
        records = [job.work for job in run if isinstance(job.work, (Intent, Settlement))]
        whole = Job(records[0])
        self._within_savepoint(whole, lambda: self._booker.book(records, settled))
        if whole.error is None:
            for job, log_id in zip(run, whole.result, strict=True):
                job.result = log_id
            return
        log.warning("a group of records is written one by one: %s", whole.error)
        for job, record in zip(run, records, strict=True):
            self._within_savepoint(job, partial(self._book_one, record, settled))
            if job.error is not None:
                log.error("a record cannot be written: %s", job.error)

    def _book_one(self, record: Record, settled: set[str]) -> int:
        try:
            return self._booker.book([record], settled)[0]
        except UnicodeEncodeError:
            make_encodable(record)
            return self._booker.book([record], settled)[0]

    def _within_savepoint(self, job: Job, work: Callable[[], Any]) -> None:
        """Runs ``work``; its failure is the job's own unless the database itself fails."""
        connection = self.connection.raw
        connection.execute("SAVEPOINT job")
        try:
            job.result = work()
        except BaseException as error:
            # SQLite ends the whole transaction by itself when the disk is full.
            if is_store_failure(error) or not connection.in_transaction:
                raise
            connection.execute("ROLLBACK TO SAVEPOINT job")
            job.error = error
        connection.execute("RELEASE SAVEPOINT job")

    def _set_probe(self, content: bytes | None) -> None:
        node = schema.Node
        node.update(probe=content).where(node.id == self._node).execute()

    def _set_health(self, healthy: bool, reason: str) -> None:
        if healthy == self.healthy:
            return
        self.healthy = healthy
        if healthy:
            log.warning("the database can be written again")
        else:
            log.error("the database cannot be written: %s", reason)
        self._on_health(healthy, reason)

    def _close(self) -> None:
        try:
            self.connection.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            log.warning("the write-ahead log stays beside the database: %s", error)
        self.connection.close()


def resolve(jobs: Sequence[Job]) -> None:
    """Resolves the futures of finished jobs with one wake-up per loop."""
    waiting: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in jobs:
        if job.loop is not None:
            waiting.setdefault(job.loop, []).append(job)
        elif job.error is not None and not isinstance(job.error, StoreUnavailable):
            log.error("a write that nobody waits for failed: %s", job.error)
    for loop, finished in waiting.items():
        try:
            loop.call_soon_threadsafe(_resolve_all, finished)
        except RuntimeError:
            log.debug("a loop closed before %d writes were reported", len(finished))


def _resolve_all(jobs: Sequence[Job]) -> None:
    for job in jobs:
        future = job.future
        if future is None or future.done():
            continue
        if isinstance(job.error, StopIteration):
            future.set_exception(RuntimeError(f"a write raised {job.error!r}"))
        elif job.error is not None:
            future.set_exception(job.error)
        else:
            future.set_result(job.result)
