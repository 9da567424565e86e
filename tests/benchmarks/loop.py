"""CPU that a proxied request costs on each event loop, as a ratio to plain asyncio.

    python -m tests.benchmarks.loop

The proxy is as thin as one can be (aiohttp's low-level server and client), so the loop's share
shows more than behind a real gateway. Proxies on every loop run side by side, each in a process of
its own; short bursts of load go to one after the other, round after round; a proxy's own process
time is read before and after. A ratio compares neighbours of the same round, because the speed of a
shared machine drifts from second to second. Upstream and load have processes of their own.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from typing import NamedTuple

from aiohttp import ClientSession, TCPConnector, web

BASELINE = "asyncio"
LOOPS = (BASELINE, "selector", "thread", "qasync")
LIMIT = 1.15
"""What the program's own loops may cost, as a multiple of plain asyncio."""
ROUNDS = 25
CHUNK = b'data: {"choices":[{"delta":{"content":"word "}}]}\n\n'


class Load(NamedTuple):
    """One kind of traffic: `chunks` server-sent events an answer, `at_once` connections."""

    name: str
    chunks: int
    at_once: int
    requests: int


LOADS = (
    Load("one at a time", chunks=1, at_once=1, requests=120),
    Load("16 at a time", chunks=1, at_once=16, requests=160),
    Load("16 streams of 20 chunks", chunks=20, at_once=16, requests=32),
)


class Row(NamedTuple):
    """Medians over the rounds: microseconds of CPU per request, and the ratio to the baseline."""

    load: str
    loop: str
    microseconds: float
    ratio: float


# The servers.


async def _upstream(_request: web.BaseRequest) -> web.StreamResponse:
    """Answer with as many events as the query asks for, apart in time if there are several."""
    count = int(_request.query["chunks"])
    answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await answer.prepare(_request)
    for number in range(count):
        if number:
            await asyncio.sleep(0.002)
        await answer.write(CHUNK)
    await answer.write_eof()
    return answer


def _proxy(session: ClientSession, upstream: str) -> Callable[..., Awaitable[web.StreamResponse]]:
    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/cpu":
            return web.Response(text=repr(time.process_time()))
        body = await request.read()
        async with session.post(upstream + request.path_qs, data=body) as theirs:
            answer = web.StreamResponse(status=theirs.status)
            answer.content_type = theirs.content_type
            await answer.prepare(request)
            async for chunk in theirs.content.iter_any():
                await answer.write(chunk)
            await answer.write_eof()
            return answer

    return handle


async def _serve(upstream: str) -> None:
    """Serve on a free port, say it on stdout, end with stdin."""
    async with AsyncExitStack() as stack:
        if upstream:
            connector = TCPConnector(limit=0)
            session = await stack.enter_async_context(ClientSession(connector=connector))
            server = web.Server(_proxy(session, upstream))
        else:
            server = web.Server(_upstream)
        runner = web.ServerRunner(server)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        print(f"http://{host}:{port}", flush=True)
        await asyncio.to_thread(sys.stdin.read)


def _serve_in(loop_name: str, upstream: str) -> None:
    # glibc maps a receive buffer of 256 KiB anew for each read until a larger block has been freed.
    # Qt happens to free one; without this, every loop would seem a quarter faster than asyncio.
    bytearray(8 << 20)
    if loop_name == BASELINE:
        factory: Callable[[], asyncio.AbstractEventLoop] = asyncio.SelectorEventLoop
    else:
        from PySide6.QtWidgets import QApplication

        from desktop.loop import VARIABLE, new_event_loop

        app = QApplication([])
        os.environ[VARIABLE] = loop_name

        def factory() -> asyncio.AbstractEventLoop:
            return new_event_loop(app)

    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(_serve(upstream))


def _start(stack: ExitStack, loop_name: str, upstream: str = "") -> str:
    """Start a server as a process; it ends with the stack. Returns its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.loop", loop_name, upstream],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    stack.callback(process.wait)
    assert process.stdin is not None
    assert process.stdout is not None
    stack.callback(process.stdout.close)
    stack.callback(process.stdin.close)
    return process.stdout.readline().strip()


# The load.


async def _cost(session: ClientSession, proxy: str, load: Load) -> float:
    """Seconds of CPU that the proxy spends on one request."""

    async def cpu() -> float:
        async with session.get(f"{proxy}/cpu") as answer:
            return float(await answer.text())

    async def work() -> None:
        while todo:
            todo.pop()
            url = f"{proxy}/v1/chat/completions?chunks={load.chunks}"
            async with session.post(url, data=b"x" * 500) as answer:
                assert len(await answer.read()) == len(CHUNK) * load.chunks

    todo = list(range(load.requests))
    before = await cpu()
    await asyncio.gather(*(work() for _ in range(load.at_once)))
    return (await cpu() - before) / load.requests


async def _measure(proxies: dict[str, str]) -> list[Row]:
    rows = []
    async with ClientSession(connector=TCPConnector(limit=0)) as session:
        for load in LOADS:
            costs: dict[str, list[float]] = {name: [] for name in proxies}
            for turn in range(-1, ROUNDS):  # the first is warm-up
                for name in random.sample(list(proxies), len(proxies)):
                    cost = await _cost(session, proxies[name], load)
                    if turn >= 0:
                        costs[name].append(cost)
            for name, own in costs.items():
                ratio = statistics.median(
                    mine / base for mine, base in zip(own, costs[BASELINE], strict=True)
                )
                rows.append(Row(load.name, name, statistics.median(own) * 1e6, ratio))
    return rows


def run() -> list[Row]:
    """Measure every loop under every load; about half a minute."""
    with ExitStack() as stack:
        upstream = _start(stack, BASELINE)
        proxies = {name: _start(stack, name, upstream) for name in LOOPS}
        return asyncio.run(_measure(proxies))


def report(rows: list[Row]) -> str:
    """The rows as a table, those above the limit marked."""
    lines = [f"{'load':<26}{'loop':<10}{'CPU a request':>14}{'ratio':>8}"]
    for row in rows:
        above = row.loop != "qasync" and row.ratio > LIMIT
        lines.append(
            f"{row.load:<26}{row.loop:<10}{row.microseconds:>11.0f} µs{row.ratio:>8.2f}"
            + (f"  above {LIMIT}" if above else "")
        )
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _serve_in(*sys.argv[1:])
    else:
        print(report(run()))
