"""What Homeport costs while nobody asks, and how soon it answers: memory, wake-ups, disk writes,
start.

python -m tests.benchmarks.footprint
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import psutil

from tests.benchmarks import processes
from tests.benchmarks.processes import API_TOKEN, Server

IDLE_S = 10.0
STARTS = 3


class Row(NamedTuple):
    """Megabytes of resident memory, wake-ups and bytes written a second while idle, seconds to
    answer.
    """

    server: str
    memory_mb: float
    wakeups_per_s: float
    written_bytes: int
    first_answer_s: float


def wakeups(process: psutil.Process) -> int:
    """Voluntary context switches of all threads: each is a thread that slept and was woken."""
    total = 0
    for thread in process.threads():
        status = Path(f"/proc/{process.pid}/task/{thread.id}/status").read_text()
        for line in status.splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                total += int(line.split()[1])
    return total


def _idle(server: Server) -> tuple[float, float, int]:
    time.sleep(3.0)  # what a start leaves to do is done
    before, written = wakeups(server.process), server.process.io_counters().write_bytes
    time.sleep(IDLE_S)
    each = (wakeups(server.process) - before) / IDLE_S
    return server.memory_mb(), each, server.process.io_counters().write_bytes - written


def _first_answer(*, window: bool) -> float:
    """Seconds from starting the program on a known database to its first answered chat."""
    module = "desktop" if window else "gateway"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="homeport-bench-")))
        port = processes.free_port()
        options = ["--port", str(port), "--data-dir", str(folder / "data")]
        options += ["--log-dir", str(folder / "log")]
        env = {**os.environ, **processes.homeport_env(folder)}
        command = [sys.executable, "-m", module, *options]
        best = float("inf")
        for number in range(STARTS + 1):
            started = time.perf_counter()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env)
            try:
                _wait_for(f"http://127.0.0.1:{port}", process, chat=number > 0)
                if number == 0:  # the first start makes the database and a channel to answer
                    echo = {
                        "name": "echo",
                        "provider": "echo",
                        "models": "echo",
                        "group": "default",
                    }
                    url = f"http://127.0.0.1:{port}"
                    processes.management(url, "POST", "/api/channel/", echo)
                else:
                    best = min(best, time.perf_counter() - started)
            finally:
                process.terminate()
                process.wait(20)
        return best


def _wait_for(url: str, process: subprocess.Popen[bytes], *, chat: bool) -> None:
    body = {"model": "echo", "messages": [{"role": "user", "content": "Hi"}]}
    request = (
        urllib.request.Request(
            f"{url}/v1/chat/completions",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {API_TOKEN}", "Content-Type": "application/json"},
        )
        if chat
        else urllib.request.Request(f"{url}/health")
    )
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(request, timeout=5).close()
        except OSError:
            if process.poll() is not None:
                raise RuntimeError(f"it ended with {process.returncode}") from None
            time.sleep(0.01)
        else:
            return
    raise RuntimeError("no answer within a minute")


def run() -> list[Row]:
    rows = []
    with ExitStack() as stack:
        _, line = processes.start(
            stack, ["-m", "tests.upstreams", "--basic", "--json", "--port", "0"]
        )
        upstream = json.loads(line)["fast"]["base_url"]
        for window in (False, True):
            server = processes.homeport(stack, upstream, window=window)
            memory, wakeups, written = _idle(server)
            rows.append(Row(server.name, memory, wakeups, written, _first_answer(window=window)))
    return rows


def report(rows: list[Row]) -> str:
    titles = ("memory MB", "wake-ups/s", "idle bytes", "answer s")
    lines = [f"{'server':26}" + "".join(f"{title:>12}" for title in titles)]
    lines += [
        f"{row.server:26}{row.memory_mb:12.0f}{row.wakeups_per_s:12.1f}"
        f"{row.written_bytes:12d}{row.first_answer_s:12.2f}"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(run()))
