"""What a request costs through Homeport with full accounting, against a bare pass-through in the
same run.

python -m tests.benchmarks.gateway

Every server is a process of its own and its CPU is read from outside; bursts go to one after the
other, round after round, and a ratio compares neighbours of the same round, because a shared
machine drifts.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import NamedTuple

import aiohttp
import psutil

from tests.benchmarks import processes
from tests.benchmarks.processes import MODEL, Server

ROUNDS = 15
TARGET = 1.2
"""CPU per plain request, as a multiple of the bare pass-through's."""


class Load(NamedTuple):
    name: str
    model: str
    stream: bool
    chunks: int
    at_once: int
    requests: int


LOADS = (
    Load("plain, one at a time", MODEL, False, 1, 1, 100),
    Load("plain, 16 at a time", MODEL, False, 1, 16, 240),
    Load("16 streams of 100 chunks", f"{MODEL}-100", True, 100, 16, 32),
)


class Row(NamedTuple):
    """Over all rounds: CPU per request, its ratio to the bare pass-through, added latency."""

    load: str
    server: str
    cpu_us: float
    ratio: float
    p50_ms: float
    p99_ms: float
    chunks_per_cpu_s: float


async def burst(session: aiohttp.ClientSession, server: Server, load: Load) -> list[float]:
    """Seconds of each request. Raises RuntimeError for an answer that is not 200."""
    body = json.dumps(
        {
            "model": load.model,
            "stream": load.stream,
            **({"stream_options": {"include_usage": True}} if load.stream else {}),
            "messages": [{"role": "user", "content": "Tell me about harbours. " * 20}],
        }
    ).encode()
    url = f"{server.url}/v1/chat/completions"
    headers = {
        "Authorization": f"Bearer {server.key}",
        "Content-Type": "application/json",
        **server.headers,
    }
    left = iter(range(load.requests))
    seconds: list[float] = []

    async def worker() -> None:
        for _ in left:
            started = time.perf_counter()
            async with session.post(url, data=body, headers=headers) as answer:
                content = await answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{answer.status}: {content[:300]!r}")
            seconds.append(time.perf_counter() - started)

    await asyncio.gather(*(worker() for _ in range(load.at_once)))
    return seconds


async def measure(
    servers: list[Server], direct: str, rounds: int, loads: Sequence[Load] = LOADS
) -> list[Row]:
    """The first server is the baseline; ``direct`` is the upstream's own base URL."""
    rows: list[Row] = []
    upstream = Server("upstream", direct.removesuffix("/v1"), servers[0].process, "sk-x")
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        for load in loads:
            for server in servers:  # warm: connections, tokenizers, caches
                await burst(session, server, load)
            cpu: dict[str, list[float]] = {server.name: [] for server in servers}
            taken: dict[str, list[float]] = {server.name: [] for server in servers}
            through: list[float] = []
            for _ in range(rounds):
                for server in random.sample(servers, len(servers)):
                    before = server.cpu_seconds()
                    taken[server.name] += await burst(session, server, load)
                    used = server.cpu_seconds() - before
                    cpu[server.name].append(used / load.requests)
                through += await burst(session, upstream, load)
            rows += _rows(load, servers, cpu, taken, through)
    return rows


def _rows(
    load: Load,
    servers: list[Server],
    cpu: dict[str, list[float]],
    taken: dict[str, list[float]],
    through: list[float],
) -> list[Row]:
    bare = cpu[servers[0].name]
    rows = []
    for server in servers:
        mine = cpu[server.name]
        # CPU is counted in hundredths of a second: sum what a round is too short to resolve.
        ratio = sum(mine) / sum(bare)
        per_request = statistics.mean(mine)
        rows.append(
            Row(
                load.name,
                server.name,
                per_request * 1e6,
                ratio,
                (quantile(taken[server.name], 0.5) - quantile(through, 0.5)) * 1e3,
                (quantile(taken[server.name], 0.99) - quantile(through, 0.99)) * 1e3,
                load.chunks / per_request,
            )
        )
    return rows


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def run(rounds: int = ROUNDS) -> list[Row]:
    with ExitStack() as stack:
        _, line = processes.start(
            stack, ["-m", "tests.upstreams", "--basic", "--json", "--port", "0"]
        )
        upstream = json.loads(line)["fast"]["base_url"]
        bare, url = processes.start(stack, ["-m", "tests.benchmarks.bare", upstream])
        servers = [
            Server("bare pass-through", url, psutil.Process(bare.pid), "sk-none"),
            processes.homeport(stack, upstream, window=False),
            processes.homeport(stack, upstream, window=True),
        ]
        return asyncio.run(measure(servers, upstream, rounds))


def report(rows: list[Row]) -> str:
    titles = ("CPU us", "ratio", "p50 +ms", "p99 +ms", "chunks/s")
    lines = [f"{'load':28}{'server':26}" + "".join(f"{title:>9}" for title in titles)]
    lines += [
        f"{row.load:28}{row.server:26}{row.cpu_us:9.0f}{row.ratio:9.2f}"
        f"{row.p50_ms:9.2f}{row.p99_ms:9.2f}{row.chunks_per_cpu_s:9.0f}"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(run(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
