"""Kill -9 under load, again and again: whole answers are booked once, interrupted ones once.

python -m tests.endurance.kills [KILLS [SEED]]
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.e2e import programs
from tests.e2e.programs import Program
from tests.endurance.load import a_request, furnish, standing_still

KILLS = 200
WORKERS = 12


@dataclass
class Received:
    """What clients saw: the ids of whole answers, across all kills."""

    whole: list[str] = field(default_factory=list)
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Books:
    """What the database holds at the end: requests by status."""

    statuses: Counter[str]
    whole: int
    cut: int
    seconds: float


async def _client(url: str, key: str, received: Received, rng: random.Random) -> None:
    """Sends until the gateway dies under it."""
    async with aiohttp.ClientSession() as session:
        while True:
            asked = a_request(rng)
            headers = {"Authorization": f"Bearer {key}"}
            try:
                async with session.post(url + asked.path, json=asked.body, headers=headers) as told:
                    content = await told.read()
                    if asked.is_whole(told.status, content):
                        received.whole.append(told.headers["x-request-id"])
                    else:
                        received.cut += 1
            except (aiohttp.ClientError, OSError):
                return


async def _waiting_client(url: str, key: str, began: asyncio.Event) -> None:
    """Has the beginning of an answer when the gateway dies."""
    asked = standing_still()
    headers = {"Authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession() as session:
        try:
            async with session.post(url + asked.path, json=asked.body, headers=headers) as answer:
                assert answer.status == 200, await answer.read()
                await answer.content.readany()
                began.set()
                await answer.read()
        except (aiohttp.ClientError, OSError):
            return
    raise AssertionError("the answer came to an end")


async def _load_and_kill(
    program: Program, key: str, received: Received, rng: random.Random
) -> None:
    began = asyncio.Event()
    clients = [
        asyncio.ensure_future(_client(program.url, key, received, rng)) for _ in range(WORKERS)
    ]
    clients.append(asyncio.ensure_future(_waiting_client(program.url, key, began)))
    await began.wait()
    await asyncio.sleep(rng.uniform(0.1, 1.0))
    await asyncio.to_thread(program.kill)
    await asyncio.gather(*clients)


def run(folder: Path, kills: int, seed: int) -> Books:
    """Raises AssertionError where anything was lost, billed twice or left open."""
    rng = random.Random(seed)
    received = Received()
    begun = time.monotonic()
    with ExitStack() as stack:
        upstreams = programs.upstreams(stack, folder)
        program = programs.gateway(stack, folder)
        key = furnish(program, upstreams)
        for _ in range(kills):
            asyncio.run(_load_and_kill(program, key, received, rng))
            program.close()
            program = programs.gateway(stack, folder)
        assert program.stop() == 0
        check = subprocess.run(
            [sys.executable, "-m", "gateway", "check", "--data-dir", str(folder / "data")],
            env=programs.environment(folder),
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert check.returncode == 0, check.stdout + check.stderr
    statuses = _checked(folder / "data" / "homeport.db", received, kills)
    return Books(statuses, len(received.whole), received.cut, time.monotonic() - begun)


def _checked(database: Path, received: Received, kills: int) -> Counter[str]:
    assert _query(database, "PRAGMA integrity_check") == [("ok",)]
    assert _query(database, "SELECT count(*) FROM intents") == [(0,)]
    rows = _query(database, "SELECT request_id, status FROM requests")
    booked = dict(rows)
    assert len(booked) == len(rows), "a request is in the log twice"
    assert len(received.whole) > kills, "the load was no load"
    missing = [ident for ident in received.whole if booked.get(ident) != "done"]
    assert missing == [], "a client has a whole answer that is not booked as done"
    twice = _query(
        database,
        "SELECT request_id, count(*) FROM ledger WHERE account = 'token' AND request_id != ''"
        " GROUP BY request_id HAVING count(*) > 1",
    )
    assert twice == [], "a request was charged twice"
    statuses = Counter(booked.values())
    assert statuses["interrupted"] >= kills, "a kill interrupted nothing"
    assert statuses["cut_short"], "nothing broke off"
    return statuses


def _query(database: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def main(arguments: list[str]) -> int:
    kills = int(arguments[0]) if arguments else KILLS
    seed = int(arguments[1]) if len(arguments) > 1 else int(time.time())
    print(f"{kills} kills, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="homeport-kills-") as folder:
        books = run(Path(folder), kills, seed)
    told = ", ".join(f"{count} {status}" for status, count in books.statuses.most_common())
    print(f"{sum(books.statuses.values())} requests in {books.seconds:.0f} s: {told}")
    print(f"{books.whole} whole answers at clients, every one booked as done; nothing twice")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
