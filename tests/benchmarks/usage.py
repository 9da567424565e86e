"""How long the usage page waits for its report, over a year of full hours.

python -m tests.benchmarks.usage

The baseline is the sqlite3 module alone summing the same hours in one statement, in the same run:
what remains is cutting local days, building queries, and adding up by row. Wall time, because it is
what a person waits for.
"""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from gateway.services import usage_report
from gateway.services.local_days import local_day
from gateway.services.usage import Grouping, Span
from gateway.store import binding
from gateway.store.booking import DAY_MS, HOUR_MS
from gateway.store.connection import execute
from gateway.store.database import Database
from tests.gateway.store.support import NOON

ROUNDS = 5
COMBINATIONS = 50
"""Of channel, token and model in every hour: a large household."""
TARGET_MS = 200.0
LAST = local_day(NOON, UTC)
CASES = tuple(
    (days, zone) for zone in ("UTC", "Europe/Berlin", "Asia/Kolkata") for days in (1, 30, 62, 365)
)


class Row(NamedTuple):
    """Milliseconds of time."""

    name: str
    report_ms: float
    baseline_ms: float

    @property
    def ratio(self) -> float:
        return self.report_ms / self.baseline_ms


def _fill() -> None:
    """A year: 438,000 hourly sums, 18,250 daily ones."""
    for table, size, count in (("rollup_hour", HOUR_MS, 365 * 24), ("rollup_day", DAY_MS, 365)):
        end = NOON // DAY_MS * DAY_MS + DAY_MS - size
        execute(
            binding.current,
            f"WITH RECURSIVE hours(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM hours "  # noqa: S608
            f"WHERE n < {count - 1}), "
            f"kinds(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM kinds WHERE k < {COMBINATIONS - 1})"
            f" INSERT INTO {table} SELECT {end} - n * {size}, k % 5 + 1, k % 4 + 1, "
            f"'model-' || (k % 12), 3, 0, 1000, 300, 200, 10, 100000, 100000, 3000, 900, 3 "
            f"FROM hours, kinds",
        )


def _bare(path: Path, start: int, end: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "SELECT bucket, model, SUM(requests), SUM(input_tokens), SUM(cost_nano) "
            "FROM rollup_hour WHERE bucket >= ? AND bucket < ? GROUP BY bucket / ?, model",
            (start, end, DAY_MS),
        ).fetchall()


def _times(work: Callable[[], object]) -> float:
    """The median of some rounds, in milliseconds."""
    found = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return statistics.median(found) * 1e3


async def _measure(directory: Path) -> list[Row]:
    path = directory / "homeport.db"
    database = Database(path)
    await asyncio.to_thread(database.open)
    await database.write(_fill)
    rows = []
    for days, zone in CASES:
        span = Span(LAST - timedelta(days=days - 1), LAST)
        bounds = span.boundaries(ZoneInfo(zone))
        found = await database.read(
            lambda bounds=bounds: _times(lambda: usage_report.read(bounds, Grouping.MODEL))
        )
        bare = await asyncio.to_thread(
            _times, lambda bounds=bounds: _bare(path, bounds[0], bounds[-1])
        )
        rows.append(Row(f"{days} days by {span.step.value}, {zone}", found, bare))
    await database.close()
    return rows


def run() -> list[Row]:
    """About ten seconds."""
    with tempfile.TemporaryDirectory() as directory:
        return asyncio.run(_measure(Path(directory)))


def report(rows: list[Row]) -> str:
    lines = [f"{'usage by model':40}{'report ms':>11}{'bare ms':>9}{'ratio':>7}"]
    lines += [f"{r.name:40}{r.report_ms:11.1f}{r.baseline_ms:9.1f}{r.ratio:7.2f}" for r in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(run()))
