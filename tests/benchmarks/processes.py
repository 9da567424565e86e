"""Servers under measurement:

Each a process of its own, ended with the benchmark, its CPU read from outside.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import psutil

ACCESS_TOKEN = "bench-access-token-0123456789abcdef"
API_TOKEN = "sk-bench" + "0" * 43
MODEL = "bench"
_START_S = 60.0


class Server(NamedTuple):
    """A running server: where to send, and the process whose CPU counts."""

    name: str
    url: str
    process: psutil.Process
    key: str
    headers: Mapping[str, str] = {}
    """What its requests carry beside the key."""

    def cpu_seconds(self) -> float:
        """Of the process and its children."""
        times = [each.cpu_times() for each in self._all()]
        return sum(each.user + each.system for each in times)

    def memory_mb(self) -> float:
        return sum(each.memory_info().rss for each in self._all()) / 2**20

    def _all(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


def start(
    stack: ExitStack, arguments: list[str], *, env: dict[str, str] | None = None
) -> tuple[subprocess.Popen[str], str]:
    """Starts ``python arguments``; returns it with its first line. It is ended with the stack."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **(env or {})},
    )
    stack.callback(end, process)
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        raise RuntimeError(f"{arguments} said nothing")
    return process, line


def end(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def homeport_env(folder: Path) -> dict[str, str]:
    return {
        "INITIAL_ROOT_ACCESS_TOKEN": ACCESS_TOKEN,
        "INITIAL_ROOT_TOKEN": API_TOKEN,
        "HOMEPORT_KEYRING": "off",
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
    }


BENCH_MODELS = f"{MODEL},{MODEL}-20,{MODEL}-100"


def homeport(
    stack: ExitStack, upstream: str, *, window: bool, models: str = BENCH_MODELS
) -> Server:
    """Homeport with one channel to ``upstream``; with its window or without."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="homeport-bench-")))
    options = ["--port", "0", "--data-dir", str(folder / "data"), "--log-dir", str(folder / "log")]
    module = "desktop" if window else "gateway"
    env = homeport_env(folder)
    if window:
        process, url = _start_window(stack, options, env, folder)
    else:
        process, line = start(stack, ["-m", module, *options], env=env)
        url = line.rpartition(" ")[2]
    add_channel(url, upstream, models)
    return Server(
        "Homeport in its window" if window else "Homeport",
        url,
        psutil.Process(process.pid),
        API_TOKEN,
    )


def _start_window(
    stack: ExitStack, options: list[str], env: dict[str, str], folder: Path
) -> tuple[subprocess.Popen[str], str]:
    port = free_port()
    options = [str(port) if option == "0" else option for option in options]
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **env},
    )
    stack.callback(end, process)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/health", timeout=1).close()
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("the window ended at once") from None
            time.sleep(0.02)
        else:
            return process, url
    raise RuntimeError("the window did not serve in time")


def free_port() -> int:
    import socket

    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def management(url: str, method: str, path: str, body: Any = None) -> Any:
    """One call of the management API; its ``data``."""
    request = urllib.request.Request(
        url + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": ACCESS_TOKEN, "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        envelope = json.loads(answer.read())
    if not envelope["success"]:
        raise RuntimeError(envelope["message"])
    return envelope.get("data")


def add_channel(
    url: str, upstream: str, models: str = BENCH_MODELS, provider: str = "openai_compatible"
) -> None:
    management(
        url,
        "POST",
        "/api/channel/",
        {
            "name": "bench",
            "provider": provider,
            "base_url": upstream,
            "key": "sk-upstream-0123456789",
            "models": models,
            "group": "default",
        },
    )
    prices = {name: {"input": 1, "output": 2} for name in models.split(",")}
    management(url, "PUT", "/api/option/", {"key": "ModelPrice", "value": json.dumps(prices)})
