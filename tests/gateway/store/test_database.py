"""Open, write, read, submit, close: what the rest of the program relies on."""

import asyncio
import stat
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from gateway.errors import StoreUnavailable
from gateway.store import binding, options, schema
from gateway.store.connection import execute
from gateway.store.database import Database
from gateway.store.writer import BURST, COMMITS_PER_S
from tests.gateway.store.support import count, intent, settlement


def names_of_store_threads() -> set[str]:
    return {t.name for t in threading.enumerate() if t.name.startswith("homeport-store")}


async def test_only_its_owner_can_read_the_file(database: Database) -> None:
    assert stat.S_IMODE(database.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(database.path.parent.stat().st_mode) == 0o700
    for companion in database.path.parent.glob("homeport.db-*"):
        assert stat.S_IMODE(companion.stat().st_mode) == 0o600


async def test_others_can_tell_from_the_start_that_the_file_is_in_use(database: Database) -> None:
    assert (database.path.parent / "homeport.db-wal").exists()


async def test_a_write_returns_its_result_once_others_can_read_it(database: Database) -> None:
    def work() -> str:
        options.set_value("theme", "dark")
        return threading.current_thread().name

    assert await database.write(work) == "homeport-store-writer"
    assert await database.read(lambda: options.get("theme")) == "dark"


async def test_what_is_queued_together_is_committed_together(house: Database) -> None:
    assert house._writer is not None
    before = house._writer.groups
    settled = [house.submit(settlement(f"r{n}")) for n in range(100)]
    written = asyncio.gather(*(house.write(lambda: None) for _ in range(100)))
    await asyncio.gather(*settled, written)
    assert house._writer.groups - before <= 10


async def test_requests_one_after_the_other_do_not_keep_the_disk_busy(house: Database) -> None:
    assert house._writer is not None
    before, started = house._writer.groups, time.monotonic()
    for n in range(BURST + 60):
        await house.submit(settlement(f"r{n}"))
    commits = house._writer.groups - before
    # Slower machines make fewer: this bound holds however long it takes.
    assert commits <= BURST + COMMITS_PER_S * (time.monotonic() - started) + 1
    await house.write(lambda: None)  # whoever waits for a write of its own is not kept waiting
    assert house._writer.groups == before + commits + 1


async def test_a_failing_write_undoes_itself_alone(database: Database) -> None:
    def fails() -> NoReturn:
        options.set_value("half", "done")
        raise LookupError("on purpose")

    results = await asyncio.gather(
        database.write(lambda: options.set_value("before", "1")),
        database.write(fails),
        database.write(lambda: options.set_value("after", "1")),
        return_exceptions=True,
    )
    assert isinstance(results[1], LookupError)
    assert await database.read(options.get_all) == {"before": "1", "after": "1"}


async def test_a_write_that_raises_stop_iteration_is_reported(database: Database) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        await database.write(lambda: next(iter(())))
    assert await database.write(lambda: 1) == 1


async def test_a_write_may_use_transactions_of_peewee(database: Database) -> None:
    def work() -> None:
        with binding.current.atomic():
            options.set_value("outer", "1")
            with suppress(LookupError), binding.current.atomic():
                options.set_value("inner", "1")
                raise LookupError

    await database.write(work)
    assert await database.read(options.get_all) == {"outer": "1"}


async def test_a_write_runs_even_if_the_caller_stops_waiting(database: Database) -> None:
    entered, leave = threading.Event(), threading.Event()

    def block() -> None:
        entered.set()
        leave.wait(20)

    blocker = asyncio.gather(database.write(block))
    await asyncio.to_thread(entered.wait, 20)
    waiting = asyncio.gather(database.write(lambda: options.set_value("late", "1")))
    await asyncio.sleep(0)
    waiting.cancel()
    leave.set()
    await blocker
    await database.write(lambda: None)
    assert await database.read(lambda: options.get("late")) == "1"


async def test_readers_refuse_to_write(database: Database) -> None:
    with pytest.raises(StoreUnavailable, match="read-only"):
        await database.read(lambda: options.set_value("theme", "dark"))


async def test_a_read_sees_one_moment_whatever_is_written_meanwhile(database: Database) -> None:
    looked, go_on = threading.Event(), threading.Event()

    def look_twice() -> tuple[str | None, str | None]:
        first = options.get("theme")
        looked.set()
        go_on.wait(20)
        return first, options.get("theme")

    reading = asyncio.gather(database.read(look_twice))
    await asyncio.to_thread(looked.wait, 20)
    await database.write(lambda: options.set_value("theme", "dark"))
    go_on.set()
    (seen,) = await reading
    assert seen == (None, None)
    assert await database.read(lambda: options.get("theme")) == "dark"


async def test_a_cancelled_read_stops_and_frees_its_thread(tmp_path: Path) -> None:
    database = Database(tmp_path / "homeport.db", readers=1)
    database.open()
    started = threading.Event()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT SUM(i) FROM n"

    def run() -> object:
        started.set()
        return execute(binding.current, endless).fetchone()

    reading = asyncio.gather(database.read(run))
    await asyncio.to_thread(started.wait, 20)
    reading.cancel()
    assert await database.read(lambda: "free again") == "free again"
    await database.close()


async def test_two_databases_in_one_process_do_not_mix(tmp_path: Path) -> None:
    pair = [Database(tmp_path / name / "homeport.db") for name in ("one", "two")]
    for database in pair:
        database.open()
    for database in pair:
        where = database.path.parent.name
        await database.write(partial(options.set_value, "where", where))
    found = [await database.read(lambda: options.get("where")) for database in pair]
    assert found == ["one", "two"]
    assert pair[0].node != pair[1].node
    for database in pair:
        await database.close()


async def test_futures_belong_to_the_loop_that_asked(house: Database) -> None:
    async def elsewhere() -> int:
        return await house.submit(settlement("from another loop"))

    here = house.submit(settlement("from this loop"))
    there = await asyncio.to_thread(asyncio.run, elsewhere())
    assert sorted([await here, there]) == [1, 2]


async def test_closing_commits_and_answers_everything_and_leaves_one_file(house: Database) -> None:
    settled = [house.submit(settlement(f"r{n}")) for n in range(600)]
    house.submit(intent("still running"))
    await house.close()
    assert [await future for future in settled] == list(range(1, 601))
    assert [path.name for path in house.path.parent.iterdir()] == ["homeport.db"]
    assert names_of_store_threads() == set()
    house.open()
    assert await count(house, schema.Intent) == 1


async def test_after_closing_nothing_is_accepted(database: Database) -> None:
    await database.close()
    assert not database.healthy
    with pytest.raises(StoreUnavailable):
        await database.write(lambda: None)
    with pytest.raises(StoreUnavailable):
        await database.read(lambda: None)
    with pytest.raises(StoreUnavailable):
        database.submit(settlement("late"))
    await database.close()


async def test_the_node_stays_and_its_epoch_counts_the_starts(database: Database) -> None:
    node = database.node
    assert database.epoch == 1
    await database.close()
    database.open()
    assert (database.node, database.epoch) == (node, 2)


async def test_free_pages_go_back_to_the_file_system(database: Database) -> None:
    await database.write(lambda: options.set_value("big", "x" * 4_000_000))
    await database.write(lambda: options.delete("big"))
    free = await database.reclaim(10)
    assert 0 < free < 1_000
    assert await database.reclaim(10_000) == 0
    await database.close()
    assert database.path.stat().st_size < 1_000_000
