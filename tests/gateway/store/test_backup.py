"""Copies of a database in use, and the check that works on both."""

import asyncio
import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import peewee
import pytest

from gateway.errors import StoreUnavailable
from gateway.progress import Cancelled, Progress
from gateway.store import backup, migrate, schema
from gateway.store.check import check
from gateway.store.connection import execute
from gateway.store.database import Database
from tests.gateway.store.support import NOON, count, settlement


async def test_a_copy_holds_what_was_committed_before_it(house: Database) -> None:
    await asyncio.gather(*(house.submit(settlement(f"r{n}")) for n in range(50)))
    made = await house.backup("manual")
    await house.submit(settlement("later"))
    report = await asyncio.to_thread(check, made.path)
    assert report.ok
    assert (report.requests, report.tokens, report.people) == (50, 2, 2)
    assert made.size == made.path.stat().st_size


async def test_copies_are_their_owners_alone_and_single_files(house: Database) -> None:
    made = await house.backup("manual")
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


async def test_a_copy_can_be_taken_while_others_write(house: Database) -> None:
    writes = [house.submit(settlement(f"r{n}")) for n in range(400)]
    copies = [await house.backup(f"during-{n}") for n in range(3)]
    await asyncio.gather(*writes)
    for made in copies:
        assert (await asyncio.to_thread(check, made.path)).ok


async def test_a_copy_takes_the_place_of_the_database(house: Database) -> None:
    await house.submit(settlement("r1"))
    made = await house.backup("manual")
    await house.submit(settlement("r2"))
    await house.close()
    shutil.copy(made.path, house.path)
    house.open()
    assert await count(house, schema.Request) == 1
    await house.submit(settlement("r3"))


async def test_a_copy_that_cannot_be_made_leaves_nothing_behind(house: Database) -> None:
    (house.path.parent / "backups").write_text("in the way")
    with pytest.raises(StoreUnavailable, match="the copy was not made"):
        await house.backup("manual")
    (house.path.parent / "backups").unlink()
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(StoreUnavailable, match="full"):
            await house.backup("manual")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list((house.path.parent / "backups").iterdir()) == []
    assert house.healthy


def test_the_newest_five_of_a_label_stay(tmp_path: Path) -> None:
    source = tmp_path / "homeport.db"
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("CREATE TABLE t (x)")
    for number in range(8):
        backup.create(source, "manual", NOON + number * 1_000)
    backup.create(source, "before-0002", NOON)
    (tmp_path / "backups" / "notes.txt").write_text("mine")
    listed = backup.list_backups(tmp_path / "backups")
    assert [made.at - NOON for made in listed if made.label == "manual"] == [
        number * 1_000 for number in range(7, 2, -1)
    ]
    assert [made.label for made in listed].count("before-0002") == 1
    assert (tmp_path / "backups" / "notes.txt").exists()
    with pytest.raises(ValueError, match="not a label"):
        backup.create(source, "../out", NOON)


async def test_the_check_works_beside_a_running_program(house: Database) -> None:
    house.submit(settlement("r1"))
    report = await asyncio.to_thread(check, house.path)
    assert report.ok
    await house.submit(settlement("r2"))
    assert (await asyncio.to_thread(check, house.path)).requests == 2


async def test_the_check_changes_nothing(house: Database) -> None:
    await house.submit(settlement("r1"))
    await house.close()
    before = house.path.read_bytes()
    os.chmod(house.path, 0o400)
    assert check(house.path).ok
    assert house.path.read_bytes() == before
    assert [path.name for path in house.path.parent.iterdir()] == ["homeport.db"]


async def test_the_check_finds_money_that_does_not_add_up(house: Database) -> None:
    await house.write(
        lambda: schema.Token.update(balance_nano=1).where(schema.Token.id == 1).execute()
    )
    await house.write(
        lambda: schema.RollupHour.insert(
            {name: 1 for name in schema.RollupHour._meta.columns}
        ).execute()
    )
    report = await asyncio.to_thread(check, house.path)
    assert not report.ok
    assert [difference.account_id for difference in report.differences] == [1]
    assert report.problems == ("the usage of hours and of days differs",)


async def test_the_check_finds_damage_and_strangers(house: Database, tmp_path: Path) -> None:
    assert check(tmp_path / "nothing.db").problems == ("there is no such file",)
    text = tmp_path / "text.db"
    text.write_text("not a database at all, just words\n" * 300)
    assert "not a database" in check(text).problems[0]
    other = tmp_path / "one-api.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE abilities (id)")
    assert "another program" in check(other).problems[0]
    await house.close()
    content = bytearray(house.path.read_bytes())
    content[40_000:60_000] = os.urandom(20_000)
    house.path.write_bytes(content)
    assert not check(house.path).ok


async def test_an_older_copy_is_checked_as_a_start_would_bring_it_up(house: Database) -> None:
    def colour(database: peewee.Database) -> None:
        execute(database, "ALTER TABLE groups ADD COLUMN colour TEXT")

    newer = (*migrate.MIGRATIONS, migrate.Migration("9999_colour", colour))
    await house.submit(settlement("r1"))
    before = house.path.read_bytes()
    report = await asyncio.to_thread(check, house.path, newer)
    assert report.ok
    assert (report.requests, report.migrations[-1]) == (1, "9999_colour")
    assert house.path.read_bytes() == before

    def fail(database: peewee.Database) -> None:
        raise LookupError("a mistake")

    broken = (*migrate.MIGRATIONS, migrate.Migration("9999_broken", fail))
    (problem,) = (await asyncio.to_thread(check, house.path, broken)).problems
    assert "9999_broken: LookupError: a mistake" in problem


async def test_progress_only_grows_while_others_write(house: Database) -> None:
    await asyncio.gather(*(house.submit(settlement(f"r{n}")) for n in range(2_000)))
    told: list[float] = []
    loop = asyncio.get_running_loop()

    async def write(name: str) -> int:
        return await house.submit(settlement(name))

    def step(done: float, total: float) -> None:
        # In the thread that copies: between two of its steps somebody writes.
        told.append(done / total)
        asyncio.run_coroutine_threadsafe(write(f"later-{len(told)}"), loop).result(20)

    made = await asyncio.to_thread(backup.create, house.path, "manual", NOON, step=step)
    assert len(told) > 2
    assert told == sorted(told), "a write of another made it begin anew"
    assert told[-1] == 1.0
    report = await asyncio.to_thread(check, made.path)
    assert (report.ok, report.requests) == (True, 2_000)


async def test_a_copy_can_be_given_up(house: Database) -> None:
    await asyncio.gather(*(house.submit(settlement(f"r{n}")) for n in range(500)))
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        await house.backup("manual", progress=progress)
    assert list((house.path.parent / "backups").iterdir()) == []


async def test_a_copy_at_a_chosen_place_is_whole_and_private(
    house: Database, tmp_path: Path
) -> None:
    await house.submit(settlement("r1"))
    target = tmp_path / "stick" / "mine.db"
    target.parent.mkdir()
    target.write_bytes(b"an older one")
    await house.backup_to(target)
    assert (await asyncio.to_thread(check, target)).ok
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in target.parent.iterdir()] == ["mine.db"]
    with pytest.raises(StoreUnavailable, match="the database itself"):
        await house.backup_to(house.path)
