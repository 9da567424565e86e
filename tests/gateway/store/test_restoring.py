"""Another database in the place of the one that is there; killed at any step, one whole is."""

import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gateway.errors import StoreUnavailable
from gateway.store import backup, restoring
from gateway.store.check import check
from gateway.store.database import Database
from tests.gateway.store.support import NOON, settlement

STEPS = frozenset(
    ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod", "sqlite3.connect")
)
"""What the interpreter tells before it asks the system to change or open a file."""


async def two_databases(house: Database) -> tuple[Path, Path]:
    """The closed database with two requests, and a copy of it from when there was one."""
    await house.submit(settlement("r1"))
    made = await house.backup("manual")
    await house.submit(settlement("r2"))
    await house.close()
    return house.path, made.path


def requests_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return [row[0] for row in database.execute("SELECT request_id FROM requests ORDER BY id")]


async def test_the_copy_takes_its_place_and_the_old_one_is_kept(house: Database) -> None:
    database, copy = await two_databases(house)
    kept = restoring.swap(restoring.stage(copy, database), database, NOON)
    assert requests_in(database) == ["r1"]
    assert requests_in(kept) == ["r1", "r2"]
    assert check(kept).ok
    labels = [each.label for each in backup.list_backups(backup.directory_of(database))]
    assert labels.count(restoring.BEFORE_RESTORE) == 1
    house.open()
    await house.submit(settlement("r3"))


async def test_it_can_be_undone(house: Database) -> None:
    database, copy = await two_databases(house)
    kept = restoring.swap(restoring.stage(copy, database), database, NOON)
    restoring.swap_back(kept, database)
    assert requests_in(database) == ["r1", "r2"]


async def test_two_in_a_second_keep_both(house: Database) -> None:
    database, copy = await two_databases(house)
    first = restoring.swap(restoring.stage(copy, database), database, NOON)
    second = restoring.swap(restoring.stage(first, database), database, NOON)
    assert first != second
    assert (requests_in(first), requests_in(second)) == (["r1", "r2"], ["r1"])


async def test_a_database_that_is_open_elsewhere_is_left_alone(house: Database) -> None:
    database, copy = await two_databases(house)
    staged = restoring.stage(copy, database)
    with closing(sqlite3.connect(database)) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM requests").fetchone()
        with closing(sqlite3.connect(database)) as writer:
            writer.execute("PRAGMA wal_autocheckpoint = 0")
            writer.execute("UPDATE options SET value = value")
            writer.execute("CREATE TABLE scratch (x)")
            writer.commit()
        with pytest.raises(StoreUnavailable):
            restoring.swap(staged, database, NOON)
    assert requests_in(database) == ["r1", "r2"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of itself")
async def test_killed_at_each_step_one_whole_database_is_there(
    house: Database, tmp_path: Path
) -> None:
    database, copy = await two_databases(house)
    befores, afters = 0, 0
    for step in range(1, 500):
        place = tmp_path / f"kill-{step}"
        shutil.copytree(database.parent, place)
        target = place / database.name
        finished = _restore_and_die(copy, target, step)
        found = requests_in(target)
        report = check(target)
        assert report.ok, (step, report)
        assert found in (["r1", "r2"], ["r1"]), step
        befores, afters = befores + (len(found) == 2), afters + (len(found) == 1)
        if finished:
            break
        # The next start opens it, cleans up, and the restore can be done again.
        again = Database(target)
        again.open()
        again.close_now()
        assert not list(place.glob("*.restoring*")), step
        kept = restoring.swap(restoring.stage(copy, target), target, NOON + 60_000)
        assert (requests_in(target), requests_in(kept)) == (["r1"], found)
    assert finished
    assert befores > 5
    assert afters > 0, "some step after the swap was killed, or none came after it"


def _restore_and_die(copy: Path, target: Path, step: int) -> bool:
    """Restores in a fork that is killed before its ``step``-th step; whether it got through."""
    child = os.fork()
    if child == 0:
        left = step

        def count(event: str, arguments: Any) -> None:
            nonlocal left
            if event in STEPS:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            restoring.swap(restoring.stage(copy, target), target, NOON)
        except BaseException:
            os._exit(7)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, status
    return os.WIFEXITED(status)


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files")
async def test_a_full_disk_leaves_everything_as_it_was(house: Database) -> None:
    import resource

    database, copy = await two_databases(house)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (copy.stat().st_size // 2, before[1]))
    try:
        with pytest.raises(StoreUnavailable):
            restoring.stage(copy, database)
        with pytest.raises((OSError, sqlite3.Error)):
            backup.create(database, "manual", NOON)
        with pytest.raises((OSError, sqlite3.Error)):
            backup.copy_whole(database, database.parent / "chosen.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    names = {path.name for path in database.parent.rglob("*")}
    assert not [name for name in names if "partial" in name or "restoring" in name], names
    assert "chosen.db" not in names
    assert requests_in(database) == ["r1", "r2"]
