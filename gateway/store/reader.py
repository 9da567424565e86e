"""Threads that read, each with a connection of its own that refuses to write."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from gateway.errors import StoreUnavailable
from gateway.store import binding
from gateway.store.connection import Connection, describe, is_store_failure, transaction
from gateway.store.writer import Job, resolve

log = logging.getLogger(__name__)

CANCEL_STEPS = 20_000
"""SQLite instructions (about a millisecond) between two looks at whether the asker has left."""


class Readers:
    """``count`` threads on one queue. A read whose future is cancelled stops soon."""

    def __init__(self, connect: Callable[[], Connection], count: int) -> None:
        self._connect = connect
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._run, name=f"homeport-store-reader-{n}", daemon=True)
            for n in range(1, count + 1)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def put(self, job: Job) -> None:
        self._queue.put(job)

    def stop(self) -> None:
        """Answers what is queued, then ends the threads."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        connection: Connection | None = None
        try:
            while (job := self._queue.get()) is not None:
                future, work = job.future, job.work
                if future is None or future.cancelled() or not callable(work):
                    continue
                try:
                    if connection is None:
                        connection = self._connect()
                        binding.bind_thread(connection.database)
                    job.result = _read(connection, future, work)
                except Exception as error:
                    job.error = (
                        StoreUnavailable(f"the database cannot be read: {describe(error)}")
                        if is_store_failure(error)
                        else error
                    )
                resolve([job])
        finally:
            if connection is not None:
                connection.close()


def _read(connection: Connection, future: asyncio.Future[Any], work: Callable[[], Any]) -> Any:
    """Runs the work in a transaction, so that all its queries see the same moment."""
    connection.raw.set_progress_handler(future.cancelled, CANCEL_STEPS)
    try:
        with transaction(connection.database, "DEFERRED"):
            return work()
    finally:
        connection.raw.set_progress_handler(None, 0)
