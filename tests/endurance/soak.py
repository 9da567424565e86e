"""Days of a household in minutes, with clients that leave: does anything stay behind, or grow?

python -m tests.endurance.soak [SECONDS [DISCONNECTS]]
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import aiohttp
import msgspec

from tests.e2e import programs
from tests.endurance.load import Asked, a_request, furnish
from tests.endurance.soaked import Held
from tests.gateway.house import ACCESS_TOKEN

SECONDS, DISCONNECTS = 600.0, 1_000
DAYS = 4
WORKERS = 6
"""People and programs at once."""
LOOKS = 60
REQUESTS_PER_DISCONNECT = 6
WARM_UP = 0.4
"""Of the time: by then a day of the log has passed, and the first rows have been forgotten."""
GROWTH = 0.05
FREE = 0.1
"""Of the file, or a megabyte: what one round of forgetting may leave."""


class Soaked:
    """The gateway's process, and what it says of itself."""

    def __init__(self, folder: Path, factor: float) -> None:
        self._errors = (folder / "soaked.txt").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.endurance.soaked", str(folder), str(factor)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        self.url = self.look().url

    def look(self) -> Held:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(b"\n")
            self.process.stdin.flush()
        except OSError:
            raise AssertionError(self.said()) from None
        line = self.process.stdout.readline()
        assert line, self.said()
        return msgspec.json.decode(line, type=Held)

    def said(self) -> str:
        self._errors.flush()
        return Path(self._errors.name).read_text()

    def stop(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(20)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self._errors):
            if stream is not None:
                stream.close()


@dataclass
class Day:
    """What is left to do, and what was done."""

    url: str
    key: str
    ends: float
    leaves: int
    requests: int
    whole: int = 0
    failed: int = 0
    left: int = 0
    looks: list[Held] = field(default_factory=list)

    def next(self, rng: random.Random) -> str | None:
        """Another request's kind, at an even pace; None at the end."""
        if self.leaves <= 0 and self.requests <= 0:
            return None
        if rng.random() < self.leaves / (self.leaves + self.requests):
            self.leaves -= 1
            return "leaves"
        self.requests -= 1
        return "stays"

    @property
    def pause(self) -> float:
        """Seconds of one worker's between two requests, so that all are done at the end."""
        to_do = self.leaves + self.requests
        return max(0.0, self.ends - time.monotonic()) / max(1, to_do) * WORKERS


async def _worker(day: Day, rng: random.Random) -> None:
    async with aiohttp.ClientSession() as session:
        while (kind := day.next(rng)) is not None:
            begun, pause = time.monotonic(), rng.uniform(0.5, 1.5) * day.pause
            if kind == "leaves":
                await _leave(day, a_request(rng), rng)
            else:
                await _stay(day, session, a_request(rng))
            await asyncio.sleep(max(0.0, begun + pause - time.monotonic()))


async def _stay(day: Day, session: aiohttp.ClientSession, asked: Asked) -> None:
    headers = {"Authorization": f"Bearer {day.key}"}
    async with session.post(day.url + asked.path, json=asked.body, headers=headers) as answer:
        if asked.is_whole(answer.status, await answer.read()):
            day.whole += 1
        else:
            assert not asked.sound, asked
            day.failed += 1


async def _leave(day: Day, asked: Asked, rng: random.Random) -> None:
    """Breaks off anywhere between its first byte and behind its answer's last."""
    where = urlsplit(day.url)
    _, writer = await asyncio.open_connection(where.hostname, where.port)
    body = json.dumps(asked.body).encode()
    head = (
        f"POST {asked.path} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: {len(body)}\r\n"
        f"Authorization: Bearer {day.key}\r\nContent-Type: application/json\r\n\r\n"
    ).encode()
    sent = head + body
    if rng.random() < 0.2:
        sent = sent[: rng.randrange(1, len(sent))]
    writer.write(sent)
    await writer.drain()
    await asyncio.sleep(rng.choice((0.0, rng.uniform(0, 0.02), rng.uniform(0, 0.1))))
    writer.transport.abort()
    day.left += 1


async def _watch(day: Day, soaked: Soaked, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds / LOOKS)
        day.looks.append(await asyncio.to_thread(soaked.look))


async def _through(day: Day, soaked: Soaked, seconds: float, seed: int) -> None:
    watching = asyncio.ensure_future(_watch(day, soaked, seconds))
    rng = random.Random(seed)
    await asyncio.gather(*(_worker(day, random.Random(rng.random())) for _ in range(WORKERS)))
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)


def _at_rest(soaked: Soaked, before: Held | None = None) -> Held:
    """Once nothing runs, and it holds no more than before; gives up after a while."""
    for _ in range(100):
        held = soaked.look()
        busy = held.live or held.reserved
        if not busy and (before is None or _left(before, held) == []):
            return held
        time.sleep(0.1)
    return held


def _left(before: Held, after: Held) -> list[str]:
    """What is there that was not before."""
    left = []
    if after.descriptors > before.descriptors:
        left.append(f"{after.descriptors - before.descriptors} descriptors")
    if after.tasks != before.tasks:
        left.append(f"tasks {after.tasks}, before {before.tasks}")
    if after.threads > before.threads:
        left.append(f"{after.threads - before.threads} threads")
    if after.live or after.reserved:
        left.append(f"{after.live} requests, {after.reserved} reservations")
    return left


def growth(looks: Sequence[Held]) -> float:
    """Of memory, from behind the warm-up to the end, as a part of the former."""
    warm = [held.private for held in looks[int(len(looks) * WARM_UP) :]]
    part = max(1, len(warm) // 4)
    return median(warm[-part:]) / median(warm[:part]) - 1


def run(folder: Path, seconds: float, disconnects: int, seed: int) -> Day:
    """Raises AssertionError where something stays behind or a request is answered badly."""
    with ExitStack() as stack:
        upstreams = programs.upstreams(stack, folder)
        soaked = Soaked(folder, DAYS * 86_400 / seconds)
        stack.callback(soaked.close)
        key = furnish(soaked.url, upstreams, ACCESS_TOKEN)
        warm = Day(soaked.url, key, time.monotonic(), WORKERS, 4 * WORKERS)
        asyncio.run(_through(warm, soaked, 60.0, seed))
        before = _at_rest(soaked)
        requests = disconnects * REQUESTS_PER_DISCONNECT
        day = Day(soaked.url, key, time.monotonic() + seconds, disconnects, requests)
        asyncio.run(_through(day, soaked, seconds, seed + 1))
        after = _at_rest(soaked, before)
        day.looks.append(after)
        assert _left(before, after) == []
        assert after.differences == []
        asked = requests + disconnects
        assert after.rows < 0.7 * asked, "nothing of the log was forgotten"
        assert after.free < max(FREE * after.file, 2**20), "free pages were not given back"
        assert soaked.stop() == 0, soaked.said()
        problems = soaked.said()
        assert "Traceback" not in problems, problems
    return day


def main(arguments: list[str]) -> int:
    seconds = float(arguments[0]) if arguments else SECONDS
    disconnects = int(arguments[1]) if len(arguments) > 1 else DISCONNECTS
    seed = int(time.time())
    print(f"{DAYS} days in {seconds:g} s, {disconnects} disconnects, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="homeport-soak-") as folder:
        day = run(Path(folder), seconds, disconnects, seed)
    grown, last = growth(day.looks), day.looks[-1]
    for held in day.looks[:: max(1, len(day.looks) // 12)]:
        print(
            f"{held.private / 2**20:6.1f} MB, {held.descriptors} descriptors,"
            f" {held.rows} rows, file {held.file / 2**20:.1f} MB, free {held.free / 2**20:.1f} MB"
        )
    print(f"{day.whole} whole answers, {day.failed} failed as told to, {day.left} clients left")
    print(f"memory {grown:+.1%} since the warm-up; {last.rows} rows left; nothing left behind")
    if grown > GROWTH:
        print(f"memory grew by more than {GROWTH:.0%}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
