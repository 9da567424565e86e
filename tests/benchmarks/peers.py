"""Homeport beside other gateways, each a process of its own over the same upstream, in one run.

make bench-peers

LiteLLM's proxy and Portkey's gateway are installed into build/peers, each apart, at the versions
named here. They only pass on: LiteLLM has a master key and no database, Portkey keeps nothing, and
Homeport does all its accounting. What cannot be installed is left out and said.
"""

from __future__ import annotations

import asyncio
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

import aiohttp
import psutil

from tests.benchmarks import gateway, processes
from tests.benchmarks.gateway import LOADS, Load
from tests.benchmarks.processes import BENCH_MODELS, Server
from tests.clients import installing

BUILD = Path(__file__).resolve().parents[2] / "build" / "peers"
LITELLM = "litellm[proxy]==1.106.2"
PORTKEY = "@portkey-ai/gateway@1.15.2"
ROUNDS = 4
_START_S = 180.0
_FEWER = 4
"""Requests a round are so many times fewer than among ourselves: a peer takes its time."""


class Report(NamedTuple):
    """CPU and latency, then megabytes after the load and seconds to the first answer."""

    rows: list[gateway.Row]
    memory_mb: dict[str, float]
    start_s: dict[str, float]
    missing: list[str]


def _peer(
    stack: ExitStack, name: str, command: list[str | Path], url: str, health: str, **env: str
) -> tuple[psutil.Process, float]:
    """Starts a server; returns it and the seconds until it answered."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **env},
    )
    stack.callback(processes.end, process)
    while time.perf_counter() - started < _START_S:
        try:
            urllib.request.urlopen(url + health, timeout=2).close()
        except OSError:
            if process.poll() is not None:
                raise RuntimeError(f"{name} ended with {process.returncode}") from None
            time.sleep(0.02)
        else:
            return psutil.Process(process.pid), time.perf_counter() - started
    raise RuntimeError(f"{name} did not answer")


def _litellm(stack: ExitStack, upstream: str, folder: Path) -> tuple[Server, float]:
    params = {"api_base": upstream, "api_key": "sk-bench"}
    models = [
        {"model_name": name, "litellm_params": {"model": f"openai/{name}", **params}}
        for name in BENCH_MODELS.split(",")
    ]
    config = folder / "litellm.json"  # JSON is YAML
    config.write_text(
        json.dumps({"model_list": models, "general_settings": {"master_key": "sk-bench"}})
    )
    port = processes.free_port()
    url = f"http://127.0.0.1:{port}"
    command = [BUILD / "litellm" / "bin" / "litellm", "--config", config]
    command += ["--host", "127.0.0.1", "--port", str(port), "--num_workers", "1"]
    quiet = {"LITELLM_LOG": "ERROR", "LITELLM_LOCAL_MODEL_COST_MAP": "True", "HOME": str(folder)}
    process, seconds = _peer(stack, "LiteLLM", command, url, "/health/liveliness", **quiet)
    return Server("LiteLLM's proxy", url, process, "sk-bench"), seconds


def _portkey(stack: ExitStack, upstream: str) -> tuple[Server, float]:
    port = processes.free_port()
    url = f"http://127.0.0.1:{port}"
    script = BUILD / "portkey" / "node_modules" / "@portkey-ai" / "gateway" / "build"
    command: list[str | Path] = ["node", script / "start-server.js", "--headless", f"--port={port}"]
    process, seconds = _peer(stack, "Portkey", command, url, "/")
    headers = {"x-portkey-provider": "openai", "x-portkey-custom-host": upstream}
    return Server("Portkey's gateway", url, process, "sk-bench", headers), seconds


async def _install() -> dict[str, str]:
    """Why a peer cannot be had, by its name."""
    missing = {}
    for name, install in (
        ("LiteLLM's proxy", installing.pip(BUILD, "litellm", (LITELLM,))),
        ("Portkey's gateway", installing.npm(BUILD, "portkey", PORTKEY)),
    ):
        try:
            await install
        except installing.NotInstallable as reason:
            missing[name] = str(reason)
    return missing


async def _refusal(server: Server, load: Load) -> str:
    """Why a server does not serve a load at all, '' if it does."""
    async with aiohttp.ClientSession() as session:
        try:
            await gateway.burst(session, server, load._replace(requests=1, at_once=1))
        except (RuntimeError, aiohttp.ClientError) as error:
            return str(error)[:200]
    return ""


def run(rounds: int = ROUNDS) -> Report:
    missing = asyncio.run(_install())
    loads = [load._replace(requests=load.requests // _FEWER) for load in LOADS]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="homeport-bench-")))
        _, line = processes.start(
            stack, ["-m", "tests.upstreams", "--basic", "--json", "--port", "0"]
        )
        upstream = json.loads(line)["fast"]["base_url"]
        started = time.perf_counter()
        bare, url = processes.start(stack, ["-m", "tests.benchmarks.bare", upstream])
        start_s = {"bare pass-through": time.perf_counter() - started}
        servers = [Server("bare pass-through", url, psutil.Process(bare.pid), "sk-none")]
        for window in (False, True):
            started = time.perf_counter()
            servers.append(processes.homeport(stack, upstream, window=window))
            start_s[servers[-1].name] = time.perf_counter() - started
        if "LiteLLM's proxy" not in missing:
            server, start_s["LiteLLM's proxy"] = _litellm(stack, upstream, folder)
            servers.append(server)
        if "Portkey's gateway" not in missing:
            server, start_s["Portkey's gateway"] = _portkey(stack, upstream)
            servers.append(server)
        failed = {f"{name}: {why}" for name, why in missing.items()}
        rows: list[gateway.Row] = []
        for load in loads:
            able = []
            for server in servers:
                why = asyncio.run(_refusal(server, load))
                failed |= {f"{server.name}, {load.name}: {why}"} if why else set()
                able += [] if why else [server]
            rows += asyncio.run(gateway.measure(able, upstream, rounds, [load]))
        memory = {server.name: server.memory_mb() for server in servers}
    return Report(rows, memory, start_s, sorted(failed))


def report(found: Report) -> str:
    lines = [gateway.report(found.rows), "", f"{'server':26}{'memory MB':>12}{'start s':>12}"]
    lines += [
        f"{name:26}{memory:12.0f}{found.start_s[name]:12.2f}"
        for name, memory in found.memory_mb.items()
    ]
    lines += [f"not measured, {reason}" for reason in found.missing]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(run(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
