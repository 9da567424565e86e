"""What commits outlive is a setting, and costs what it says: one sync a group, or none."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.store import binding
from gateway.store.connection import execute
from gateway.store.database import Database
from tests.gateway.house import house
from tests.gateway.store.support import settlement

NORMAL, FULL = 1, 2


async def synchronous(database: Database) -> int:
    """As the connection that writes says."""
    return await database.write(
        lambda: int(execute(binding.current, "PRAGMA synchronous").fetchone()[0])
    )


async def test_it_changes_while_others_write(house: Database) -> None:
    assert await synchronous(house) == NORMAL
    for number, power in enumerate((True, False, True)):
        writing = [house.submit(settlement(f"{number}-{each}")) for each in range(20)]
        house.outlive_power(power)
        assert await synchronous(house) == (FULL if power else NORMAL)
        await asyncio.gather(*writing)


async def test_the_setting_is_in_force_at_once_and_after_a_start(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        assert await synchronous(home.gateway.database) == NORMAL
        await home.gateway.settings_service.set("durability", "power")
        assert await synchronous(home.gateway.database) == FULL
    async with house(tmp_path) as again:
        assert await synchronous(again.gateway.database) == FULL
        await again.gateway.settings_service.reset("durability")
        assert await synchronous(again.gateway.database) == NORMAL


GROUPS = 12
WRITING = f"""
import asyncio, os, sys
from pathlib import Path
from gateway.store.database import Database
from tests.gateway.store.support import furnish, settlement

async def main():
    database = Database(Path(sys.argv[1]))
    database.open()
    database.outlive_power(sys.argv[2] == "power")
    await furnish(database)
    before = database._writer.groups
    os.write(2, b"begun\\n")
    for group in range({GROUPS}):
        await asyncio.gather(*(database.submit(settlement(f"{{group}}-{{n}}")) for n in range(25)))
    os.write(2, b"ended\\n")
    print(database._writer.groups - before, flush=True)
    os._exit(0)

asyncio.run(main())
"""


def _can_trace() -> bool:
    strace = shutil.which("strace")
    return (
        strace is not None and subprocess.run([strace, "true"], capture_output=True).returncode == 0
    )


@pytest.mark.skipif(not _can_trace(), reason="needs strace and the right to use it")
@pytest.mark.parametrize("durability", ["process", "power"])
def test_a_group_of_commits_is_one_sync_or_none(tmp_path: Path, durability: str) -> None:
    trace = tmp_path / "trace.txt"
    calls = "trace=write,fsync,fdatasync"
    command = ["strace", "-f", "-y", "-e", calls, "-o", str(trace), sys.executable, "-c", WRITING]
    ended = subprocess.run(
        [*command, str(tmp_path / "homeport.db"), durability],
        capture_output=True,
        text=True,
        timeout=50,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ended.returncode == 0, ended.stderr
    groups = int(ended.stdout)
    assert groups <= 2 * GROUPS, "settlements of one moment are written together"
    during = trace.read_text().partition("begun")[2].partition("ended")[0]
    assert "write" in during
    syncs = len(re.findall(r"f(?:data)?sync\(\d+<[^>]*-wal>", during))
    assert syncs == (groups if durability == "power" else 0)
