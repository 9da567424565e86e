"""Kill -9 under load: whole answers are booked once, interrupted ones once, nothing stays open."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.e2e import programs
from tests.e2e.programs import Program

KILLS = 20
WORKERS = 12
BALANCE_UNITS = 500_000_000
PRICES = {name: {"input": 1, "output": 2} for name in ("bench", "bench-20", "gpt-4o")}
FAST = ("bench", "bench-20")
STANDS_STILL = "gpt-4o"


class Received:
    """What clients saw: the ids of whole answers, across all kills."""

    def __init__(self) -> None:
        self.whole: list[str] = []
        self.cut = 0


async def _client(url: str, key: str, received: Received, rng: random.Random) -> None:
    """Sends until the gateway dies under it."""
    async with aiohttp.ClientSession() as session:
        while True:
            stream = rng.random() < 0.6
            kept = rng.random() < 0.3
            text = "Hi " * rng.randrange(1, 40)
            body = {"model": "bench-20" if stream else "bench", "stream": stream}
            if kept:
                body |= {"max_output_tokens": 200, "input": text}
            else:
                body |= {"max_tokens": 200, "messages": [{"role": "user", "content": text}]}
            try:
                async with session.post(
                    f"{url}/v1/{'responses' if kept else 'chat/completions'}",
                    json=body,
                    headers={"Authorization": f"Bearer {key}"},
                ) as answer:
                    content = await answer.read()
                    assert answer.status == 200, content
                    ending = b"event: response.completed" if kept else b"data: [DONE]"
                    if stream and ending not in content:
                        received.cut += 1
                        continue
                    received.whole.append(answer.headers["x-request-id"])
            except (aiohttp.ClientError, OSError):
                return


async def _waiting_client(url: str, key: str, began: asyncio.Event) -> None:
    """Has the beginning of an answer when the gateway dies."""
    body = {
        "model": STANDS_STILL,
        "stream": True,
        "messages": [{"role": "user", "content": "Hi"}],
    }
    headers = {"Authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession() as session:
        try:
            url = f"{url}/v1/chat/completions"
            async with session.post(url, json=body, headers=headers) as answer:
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


def _set_up(program: Program, upstreams: dict[str, Any]) -> str:
    """Channels, one of which stops in the middle, prices, a limited token; its key."""
    for kind, models in (("fast", FAST), ("openai", (STANDS_STILL,))):
        channel = {
            "name": kind,
            "provider": "openai_compatible",
            "base_url": upstreams[kind]["base_url"],
            "key": upstreams[kind]["key"],
            "models": ",".join(models),
            "group": "default",
        }
        programs.manage(program, "POST", "/api/channel/", channel)
    order = {"replies": [{"text": "one two three four five", "stall_after": 4}], "always": True}
    script = urllib.request.Request(
        f"{upstreams['control']}/openai/script", data=json.dumps(order).encode(), method="POST"
    )
    urllib.request.urlopen(script, timeout=10).close()
    prices = {"key": "ModelPrice", "value": json.dumps(PRICES)}
    programs.manage(program, "PUT", "/api/option/", prices)
    token = programs.manage(
        program,
        "POST",
        "/api/token/",
        {
            "name": "limited",
            "remain_quota": BALANCE_UNITS,
            "unlimited_quota": False,
            "expired_time": -1,
        },
    )
    key: str = token["key"]
    return key if key.startswith("sk-") else f"sk-{key}"


def _query(database: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(240)
def test_twenty_kills_lose_nothing_and_bill_nothing_twice(tmp_path: Path) -> None:
    rng = random.Random(20)
    received = Received()
    with ExitStack() as stack:
        upstreams = programs.upstreams(stack, tmp_path)
        program = programs.gateway(stack, tmp_path)
        key = _set_up(program, upstreams)
        for _ in range(KILLS):
            asyncio.run(_load_and_kill(program, key, received, rng))
            program = programs.gateway(stack, tmp_path)
        assert program.stop() == 0
        check = subprocess.run(
            [sys.executable, "-m", "gateway", "check", "--data-dir", str(tmp_path / "data")],
            env=programs.environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert check.returncode == 0, check.stdout + check.stderr
    database = tmp_path / "data" / "homeport.db"
    assert _query(database, "PRAGMA integrity_check") == [("ok",)]
    assert _query(database, "SELECT count(*) FROM intents") == [(0,)]
    rows = _query(database, "SELECT request_id, status FROM requests")
    booked = dict(rows)
    assert len(booked) == len(rows), "a request is in the log twice"
    assert len(received.whole) > KILLS, "the load was no load"
    missing = [ident for ident in received.whole if booked.get(ident) != "done"]
    assert missing == [], "a client has a whole answer that is not booked as done"
    entries = _query(
        database,
        "SELECT request_id, count(*) FROM ledger WHERE account = 'token' AND request_id != ''"
        " GROUP BY request_id HAVING count(*) > 1",
    )
    assert entries == [], "a request was charged twice"
    assert list(booked.values()).count("interrupted") >= KILLS, "a kill interrupted nothing"
