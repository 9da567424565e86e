"""What a relayed chunk costs in 500 streams at once: passed on and converted, against a bare relay
in the same run.

python -m tests.benchmarks.streams

Every server is a process of its own whose CPU is read from outside. The baseline
(tests/benchmarks/bare.py) hands bytes on and does nothing else: no accounting, no metering, no
usage. A ratio compares sums over rounds in which every server took its turn.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from contextlib import ExitStack
from typing import Any, NamedTuple

import aiohttp
import psutil

from tests.benchmarks import processes
from tests.benchmarks.processes import Server

AT_ONCE = 500
CHUNKS = 100
ROUNDS = 3
_PAUSE_MS = 80
"""Between two chunks of a stream: slow enough that two cores keep up with all of it."""
SPEAKS_CHAT = f"bench-{CHUNKS}-{_PAUSE_MS}ms"
SPEAKS_MESSAGES = f"claude-{SPEAKS_CHAT}"
TARGETS = {"passed on": 1.3, "converted": 2.5}


class Case(NamedTuple):
    """Who is asked, on which path, for which model."""

    name: str
    target: str
    server: Server
    path: str
    model: str


class Row(NamedTuple):
    """Over all rounds: CPU per chunk, its ratio to the bare relay's, and the ratio aimed at."""

    name: str
    cpu_us: float
    ratio: float
    target: float | None


def _body(case: Case) -> dict[str, Any]:
    body = {
        "model": case.model,
        "stream": True,
        "max_tokens": 4096,
        "messages": [{"role": "user", "content": "Tell me about harbours. " * 20}],
    }
    if case.path.endswith("completions"):
        body["stream_options"] = {"include_usage": True}
    return body


async def _burst(session: aiohttp.ClientSession, case: Case) -> float:
    """Server CPU in seconds of all streams at once."""
    body = json.dumps(_body(case)).encode()
    headers = {"Authorization": f"Bearer {case.server.key}", "Content-Type": "application/json"}

    async def stream() -> None:
        async with session.post(case.server.url + case.path, data=body, headers=headers) as answer:
            size = 0
            async for part in answer.content.iter_any():
                size += len(part)
            if answer.status != 200 or size < CHUNKS * 20:
                raise RuntimeError(f"{case.name}: {answer.status}, {size} bytes")

    before = case.server.cpu_seconds()
    await asyncio.gather(*(stream() for _ in range(AT_ONCE)))
    return case.server.cpu_seconds() - before


async def _measure(cases: list[Case], rounds: int) -> list[Row]:
    used = {case.name: 0.0 for case in cases}
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        for case in cases:  # warm: connections, caches
            await _burst(session, case)
        for _ in range(rounds):
            for case in random.sample(cases, len(cases)):
                used[case.name] += await _burst(session, case)
    bare = used[cases[0].name]
    chunks = rounds * AT_ONCE * CHUNKS
    return [
        Row(
            case.name,
            used[case.name] / chunks * 1e6,
            used[case.name] / bare,
            TARGETS.get(case.target),
        )
        for case in cases
    ]


def run(rounds: int = ROUNDS) -> list[Row]:
    with ExitStack() as stack:
        _, line = processes.start(
            stack, ["-m", "tests.upstreams", "--basic", "--json", "--port", "0"]
        )
        fast = json.loads(line)["fast"]
        bare, url = processes.start(stack, ["-m", "tests.benchmarks.bare", fast["base_url"]])
        homeport = processes.homeport(stack, fast["base_url"], window=False, models=SPEAKS_CHAT)
        processes.add_channel(
            homeport.url, fast["anthropic_url"], SPEAKS_MESSAGES, provider="anthropic"
        )
        relay = Server("bare relay", url, psutil.Process(bare.pid), "sk-none")
        chat, messages = "/v1/chat/completions", "/v1/messages"
        cases = [
            Case("bare relay", "", relay, chat, SPEAKS_CHAT),
            Case("OpenAI chat, passed on", "passed on", homeport, chat, SPEAKS_CHAT),
            Case("Anthropic, passed on", "passed on", homeport, messages, SPEAKS_MESSAGES),
            Case(
                "OpenAI chat to Anthropic's clients", "converted", homeport, messages, SPEAKS_CHAT
            ),
            Case("Anthropic to OpenAI's clients", "converted", homeport, chat, SPEAKS_MESSAGES),
        ]
        return asyncio.run(_measure(cases, rounds))


def report(rows: list[Row]) -> str:
    lines = [f"{f'{AT_ONCE} streams of {CHUNKS} chunks':40}{'CPU us':>8}{'ratio':>8}{'target':>8}"]
    lines += [
        f"{row.name:40}{row.cpu_us:8.1f}{row.ratio:8.2f}{row.target or '':>8}" for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(run(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
