"""Full disks, locks, kills: what was committed stays, what was not is said to be not."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.errors import StoreUnavailable
from gateway.store import ledger_rows, options, request_log, schema
from gateway.store.check import check
from gateway.store.database import Database
from tests.gateway.store.support import count, furnish, intent, limit_growth, settlement


class Health:
    """Waits for changes of a database's health."""

    def __init__(self, database: Database) -> None:
        self.changes: asyncio.Queue[bool] = asyncio.Queue()
        database.on_health_change(self.changes.put_nowait)

    async def next(self) -> bool:
        return await asyncio.wait_for(self.changes.get(), 20)


@pytest.fixture
async def impatient(tmp_path: Path) -> AsyncIterator[Database]:
    """A furnished database that waits a tenth of a second for a lock, instead of five seconds."""
    database = Database(tmp_path / "homeport.db", busy_timeout_ms=100)
    database.open()
    await furnish(database)
    yield database
    await database.close()


async def fill_disk(database: Database) -> None:
    """Leaves room for next to nothing; :func:`make_room` can give a megabyte back."""
    await database.write(lambda: options.set_value("filler", "x" * 1_000_000))
    await limit_growth(database, 2)


def make_room(database: Database) -> None:
    """As if somebody had tidied up: the store is not asked, so its own probe has to find out."""
    with closing(sqlite3.connect(database.path, timeout=20)) as other, other:
        other.execute("DELETE FROM options WHERE name = 'filler'")


async def test_a_full_disk_fails_the_whole_group_and_is_told(house: Database) -> None:
    health = Health(house)
    await house.submit(settlement("before"))
    await limit_growth(house, 5)
    results = await asyncio.gather(
        house.write(lambda: options.set_value("small", "1")),
        house.submit(settlement("r1", price_json="x" * 50_000)),
        house.submit(settlement("r2")),
        return_exceptions=True,
    )
    assert all(isinstance(result, StoreUnavailable) for result in results)
    assert "the disk is full" in str(results[0])
    assert not house.healthy
    assert "the disk is full" in house.unhealthy_reason
    assert await health.next() is False
    rows = await house.read(request_log.page)
    assert [row.request_id for row in rows] == ["before"]
    assert await house.read(options.get_all) == {}


async def test_it_recovers_by_itself_once_there_is_space(house: Database) -> None:
    health = Health(house)
    await fill_disk(house)
    with pytest.raises(StoreUnavailable):
        await house.submit(settlement("r1", price_json="x" * 50_000))
    assert await health.next() is False
    make_room(house)
    assert await health.next() is True
    assert house.healthy
    assert await house.submit(settlement("r1")) == 1
    assert await house.read(ledger_rows.check) == []
    assert await house.read(lambda: schema.Node.get().probe) is None


async def test_intents_of_a_failed_group_are_written_as_soon_as_possible(house: Database) -> None:
    health = Health(house)
    await fill_disk(house)
    house.submit(intent("ends in the failed group"))
    house.submit(intent("runs on"))
    failed = house.submit(settlement("ends in the failed group", price_json="x" * 50_000))
    with pytest.raises(StoreUnavailable):
        await failed
    house.submit(intent("begins while unhealthy", price_json="x" * 50_000))
    assert await health.next() is False
    make_room(house)
    assert await health.next() is True
    left_open = await house.read(lambda: ledger_rows.open_intents("node", 2))
    assert {one.request_id for one in left_open} == {
        "ends in the failed group",
        "runs on",
        "begins while unhealthy",
    }
    await house.submit(settlement("runs on"))
    assert await count(house, schema.Intent) == 2


async def test_a_settlement_that_failed_can_be_given_again(house: Database) -> None:
    await fill_disk(house)
    again = settlement("r1", price_json="x" * 50_000)
    with pytest.raises(StoreUnavailable):
        await house.submit(again)
    make_room(house)
    log_id = await house.submit(again)
    assert await house.submit(again) == log_id
    assert await house.read(ledger_rows.check) == []


async def test_a_real_write_error_is_no_different(house: Database) -> None:
    resource = pytest.importorskip("resource")
    health = Health(house)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = max(path.stat().st_size for path in house.path.parent.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, before[1]))
    try:
        with pytest.raises(StoreUnavailable, match="full"):
            await house.submit(settlement("r1", price_json="x" * 4_000_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [await health.next(), await health.next()] == [False, True]
    await house.submit(settlement("r1"))
    await house.close()
    assert check(house.path).ok


async def test_a_lock_longer_than_our_patience_fails_and_passes(impatient: Database) -> None:
    health = Health(impatient)
    with closing(sqlite3.connect(impatient.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="another program keeps the database locked"):
            await impatient.submit(settlement("r1"))
        assert await health.next() is False
        # Whoever reads does not notice.
        assert await impatient.read(request_log.page) == []
        other.execute("COMMIT")
    assert await health.next() is True
    assert await impatient.submit(settlement("r1")) == 1


async def test_a_short_lock_is_waited_for(house: Database) -> None:
    with closing(sqlite3.connect(house.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        settled = house.submit(settlement("r1"))
        other.execute("COMMIT")
        assert await settled == 1
    assert house.healthy


WRITER = """
import asyncio, sys
from pathlib import Path
from gateway.store.database import Database
from tests.gateway.store.support import furnish, intent, settlement

async def main():
    database = Database(Path(sys.argv[1]))
    database.open()
    await furnish(database)
    async def spend(worker):
        for number in range(10**9):
            name = f"{worker}-{number}"
            database.submit(intent(name, node=database.node, epoch=database.epoch))
            await database.submit(settlement(name, charge=1_000))
            sys.stdout.write(name + "\\n")
            sys.stdout.flush()
    await asyncio.gather(*(spend(worker) for worker in range(16)))

asyncio.run(main())
"""


def kill_while_writing(path: Path, after: int) -> list[str]:
    """Runs a program that spends as fast as it can; returns what it reported before its end."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout is not None
        reported = [process.stdout.readline().strip() for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        reported += process.stdout.read().splitlines()[:-1]  # the last may be half a line
    assert process.returncode == -signal.SIGKILL
    return reported


async def test_what_was_reported_as_committed_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "homeport.db"
    reported = kill_while_writing(path, after=500)

    database = Database(path)
    database.open()
    assert database.epoch == 2
    rows = await database.read(lambda: request_log.page(limit=100_000))
    names = [row.request_id for row in rows]
    assert len(names) == len(set(names))
    assert set(reported) <= set(names)
    assert len(names) <= len(reported) + 32, "sixteen were in flight"
    left_open = await database.read(database.open_intents)
    assert not {one.request_id for one in left_open} & set(names)
    assert await database.read(ledger_rows.check) == []
    spent = (await database.read(lambda: schema.Token.get_by_id(1))).used_nano
    assert spent == 1_000 * len(names)
    await database.close()
    assert check(path).ok


async def test_a_spare_write_fails_alone(house: Database) -> None:
    """What may be lost takes nothing down with it, not even in the same moment."""
    await limit_growth(house, 30)
    results = await asyncio.gather(
        house.write_spare(lambda: options.set_value("large", "x" * 500_000)),
        house.submit(settlement("r1")),
        house.write(lambda: options.set_value("small", "1")),
        return_exceptions=True,
    )
    assert isinstance(results[0], StoreUnavailable)
    assert not any(isinstance(result, BaseException) for result in results[1:])
    assert house.healthy
    assert await house.read(options.get_all) == {"small": "1"}
    await house.write_spare(lambda: options.set_value("spare", "2"))
    with pytest.raises(LookupError):
        await house.write_spare(fail)
    assert await house.read(options.get_all) == {"small": "1", "spare": "2"}


def fail() -> None:
    options.set_value("half", "3")
    raise LookupError("a mistake")
