"""What a settlement costs the writer's thread and the loop, by size of group; and reading the log.

python -m tests.benchmarks.store

The baseline is the sqlite3 module alone inserting the same rows (one request, one attempt, two
entries) into tables without any index, in transactions of the same size, in the same run: what
remains is indexes, balances, usage sums, intents, threads and futures. CPU of threads, not time.
"""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import astuple
from itertools import count
from pathlib import Path
from typing import NamedTuple

from gateway.domain.log_terms import Subject, Term
from gateway.services import logs as log_service
from gateway.services.logs import LogService
from gateway.services.state import State
from gateway.store import request_log, rollups
from gateway.store.booking import DAY_MS
from gateway.store.database import Database
from gateway.store.journal import Settlement
from gateway.store.request_log import LogFilter
from tests.benchmarks.smooth import flood
from tests.gateway.store.support import NOON, furnish, intent, settlement

GROUPS = (1, 8, 64, 256)
SETTLEMENTS = 4_096
ROUNDS = 5
TARGET_US = 40.0
"""CPU of the writer's thread for a whole settlement in a large group."""

_names = (f"req_{number:024x}" for number in count())  # ids grow with time, as the server's do


_ERROR = Term(Subject.STATUS, "error")


class _Context(NamedTuple):
    """All that reading the log needs of a gateway."""

    database: Database


class Row(NamedTuple):
    """Microseconds of CPU per settlement; for a read, milliseconds of time as ``loop_us``.

    For a question to a million rows, milliseconds to its first part and to the whole. For writing
    beside them the baseline is the same written to none.
    """

    name: str
    writer_us: float
    loop_us: float
    baseline_us: float

    @property
    def ratio(self) -> float:
        return self.writer_us / self.baseline_us if self.baseline_us else 0.0


def settlements(number: int) -> list[Settlement]:
    return [
        settlement(
            name,
            at=NOON + 50 * order,
            token_id=1 + order % 2,
            channel_id=1 + order % 2,
            requested_model=f"model-{order % 5}",
            price_json='{"input":"5/4","output":"10","multiplier":"1"}',
            user_agent="Mozilla/5.0 (X11; Linux x86_64) CherryStudio/1.5",
            upstream_request_id=f"req_{name}",
        )
        for order, name in zip(range(number), _names, strict=False)
    ]


async def _spend(database: Database, group: int, *, intents: bool) -> tuple[float, float]:
    """CPU of the writer's thread and of the loop's for :data:`SETTLEMENTS`, in seconds."""
    batches = list(_batches(settlements(SETTLEMENTS), group))
    writer = await database.write(time.thread_time)
    loop = time.thread_time()
    for batch in batches:
        if intents:
            for one in batch:
                database.submit(intent(one.request.request_id))
            await database.write(_nothing)
        await asyncio.gather(*[database.submit(one) for one in batch])
    loop = time.thread_time() - loop
    return await database.write(time.thread_time) - writer, loop


def _nothing() -> None:
    """A write that is there to be waited for."""


def _batches(values: list[Settlement], size: int) -> Iterable[list[Settlement]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _bare(path: Path, group: int) -> float:
    """CPU seconds for the same rows through sqlite3 alone."""
    given = settlements(SETTLEMENTS)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        inserts = []
        for name, sample in (
            ("requests", given[0].request),
            ("attempts", given[0].attempts[0]),
            ("ledger", given[0].entries[0]),
        ):
            width = len(astuple(sample))
            columns = ", ".join(f"c{number}" for number in range(width))
            connection.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
            inserts.append(f"INSERT INTO {name} VALUES ({', '.join('?' * width)})")  # noqa: S608
        rows = [
            (
                [astuple(one.request) for one in batch],
                [astuple(one.attempts[0]) for one in batch],
                [astuple(entry) for one in batch for entry in one.entries],
            )
            for batch in _batches(given, group)
        ]
        started = time.thread_time()
        for parts in rows:
            connection.execute("BEGIN IMMEDIATE")
            for insert, values in zip(inserts, parts, strict=True):
                connection.executemany(insert, values)
            connection.execute("COMMIT")
        return time.thread_time() - started


async def _measure(directory: Path) -> list[Row]:
    database = Database(directory / "homeport.db")
    await asyncio.to_thread(database.open)
    await furnish(database)
    rows = []
    for intents in (False, True):
        for group in GROUPS:
            found = []
            for _ in range(ROUNDS):
                bare = await asyncio.to_thread(_bare, directory / "bare.db", group)
                found.append((*await _spend(database, group, intents=intents), bare))
            name = f"groups of {group}" + (", intents written before" if intents else "")
            medians = [
                statistics.median(part) / SETTLEMENTS * 1e6 for part in zip(*found, strict=True)
            ]
            rows.append(Row(name, *medians))
    rows += await _reads(database)
    await database.close()
    rows += await _million(directory / "million.db")
    return rows


async def _reads(database: Database) -> list[Row]:
    """Milliseconds until the answer is there, in the column of the loop."""
    middle = await database.read(request_log.count) // 2
    reads = {
        "newest 200 rows": lambda: request_log.page(),
        "200 rows in the middle": lambda: request_log.page(before_id=middle),
        "200 rows of one model": lambda: request_log.page(LogFilter(model="model-3")),
        "text that is nowhere": lambda: request_log.page(LogFilter(text="nowhere")),
        "a month by days": lambda: rollups.series([NOON + n * DAY_MS for n in range(-29, 2)]),
    }
    rows = []
    for name, read in reads.items():
        times = []
        for _ in range(9):
            started = time.perf_counter()
            await database.read(read)
            times.append(time.perf_counter() - started)
        rows.append(Row(f"{name} of {middle * 2} (ms)", 0.0, statistics.median(times) * 1e3, 0.0))
    return rows


SEARCHES: tuple[tuple[str, int, tuple[Term, ...]], ...] = (
    ("the page as it opens", 0, ()),
    ("seven days", 7, ()),
    ("a model", 0, (Term(Subject.MODEL, "model-3"),)),
    ("what a model served", 0, (Term(Subject.SERVED, "model-3"),)),
    ("what the cache served", 0, (Term(Subject.SERVED, "cache"),)),
    ("a person who has none", 0, (Term(Subject.PERSON, "#2"),)),
    ("a channel", 0, (Term(Subject.CHANNEL, "#1"),)),
    ("a token", 0, (Term(Subject.TOKEN, "#2"),)),
    ("all errors", 0, (Term(Subject.STATUS, "error"),)),
    ("a status that is nowhere", 0, (Term(Subject.STATUS, "interrupted"),)),
    ("errors of a model that has none", 0, (_ERROR, Term(Subject.MODEL, "model-3"))),
    ("a rare client", 0, (Term(Subject.CLIENT, "cursor"),)),
    ("longer than any", 0, (Term(Subject.TOTAL, "", 30_000, ">"),)),
    ("text that is nowhere", 0, (Term(Subject.TEXT, "nowhere"),)),
)
MILLION = 1_000_000
_GROWTH = (1, 64)


async def _million(path: Path) -> list[Row]:
    """The window's own questions to a million requests: until the first part is there, and all."""
    database = Database(path)
    await asyncio.to_thread(database.open)
    await furnish(database)
    zero = [await _spend(database, group, intents=True) for group in _GROWTH]
    await database.close()
    await asyncio.to_thread(flood, path, MILLION)
    database = Database(path)
    await asyncio.to_thread(database.open)
    logs = LogService(_Context(database), State)  # type: ignore[arg-type]
    rows = []
    for name, days, terms in SEARCHES:
        since = int(time.time() * 1000) - days * DAY_MS if days else 0
        firsts, wholes = [], []
        for _ in range(5):
            started = time.perf_counter()
            parts = 0
            async for _part in logs.search(log_service.LogFilter(since=since, terms=terms)):
                if parts == 0:
                    firsts.append(time.perf_counter() - started)
                parts += 1
            wholes.append(time.perf_counter() - started)
        first, whole = statistics.median(firsts) * 1e3, statistics.median(wholes) * 1e3
        rows.append(Row(f"{name} of a million (first, all ms)", first, whole, 0.0))
    for group, (before, _) in zip(_GROWTH, zero, strict=True):
        writer, loop = await _spend(database, group, intents=True)
        us = [part / SETTLEMENTS * 1e6 for part in (writer, loop, before)]
        rows.append(Row(f"groups of {group}, beside a million", *us))
    await database.close()
    return rows


def run() -> list[Row]:
    """About a minute and a half."""
    with tempfile.TemporaryDirectory() as directory:
        return asyncio.run(_measure(Path(directory)))


def report(rows: list[Row]) -> str:
    lines = [f"{'settlements':58}{'writer us':>11}{'loop us':>9}{'bare us':>9}{'ratio':>7}"]
    for row in rows:
        numbers = f"{row.writer_us:11.1f}{row.loop_us:9.1f}{row.baseline_us:9.1f}{row.ratio:7.2f}"
        lines.append(f"{row.name:58}{numbers}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(run()))
