"""The gateway of a soak: its clock runs fast, and it tells what it holds whenever it is asked.

python -m tests.endurance.soaked FOLDER FACTOR

A line on stdin is answered by a line of JSON on stdout (:class:`Held`); the end of stdin ends it.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
import time
from functools import partial
from pathlib import Path

import msgspec
import psutil

from gateway.app import Gateway
from gateway.parts import Parts
from gateway.relay import transport_direct
from gateway.services import upkeep
from gateway.store import compacting, ledger_rows, retention
from tests.gateway.house import make_config, no_networks


class Held(msgspec.Struct):
    """What the process holds. ``private`` bytes of memory are its alone; ``rows`` are the log's."""

    url: str
    private: int
    descriptors: int
    tasks: list[str]
    threads: int
    rows: int
    file: int
    free: int
    """Bytes of the database's file, and of its pages that hold nothing."""
    live: int
    reserved: int
    differences: list[str]


def run_fast(factor: float) -> None:
    """Days pass in minutes: for whoever asks for the time of day, and for what is done hourly."""
    begun, at = time.monotonic(), time.time_ns() // 1_000_000

    def now_ms() -> int:
        return at + int((time.monotonic() - begun) * 1000 * factor)

    Parts.__init__.__kwdefaults__["now_ms"] = now_ms
    upkeep._EVERY_S = 3600 / factor
    transport_direct.IDLE_S = 1.0


async def look(gateway: Gateway) -> Held:
    gc.collect()
    database = gateway.database
    rows, space = await database.read(lambda: (retention.count(), compacting.measure()))
    differences = await database.read(ledger_rows.check)
    process = psutil.Process()
    me = asyncio.current_task()
    names = sorted(task.get_name() for task in asyncio.all_tasks() if task is not me)
    return Held(
        gateway.bound.url if gateway.bound else "",
        process.memory_full_info().uss,
        process.num_fds(),
        names,
        threading.active_count(),
        rows,
        space.size,
        space.free,
        len(gateway.live),
        gateway.ledger.open_reservations,
        [str(difference) for difference in differences],
    )


async def serve(folder: Path) -> None:
    os.environ["HOMEPORT_KEYRING"] = "off"
    gateway = Gateway(make_config(folder), networks=no_networks)
    await gateway.start()
    await gateway.settings_service.set("log_retention_days", 1)
    await gateway.settings_service.set("keep_responses_days", 1)
    loop = asyncio.get_running_loop()
    try:
        while await loop.run_in_executor(None, sys.stdin.readline):
            await gateway.database.write(lambda: None)
            answer = msgspec.json.encode(await look(gateway)) + b"\n"
            await loop.run_in_executor(None, partial(_say, answer))
    finally:
        await gateway.stop(drain_s=1.0)


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    run_fast(float(sys.argv[2]))
    asyncio.run(serve(Path(sys.argv[1])))
