"""The real programs as processes: started, waited for, talked to, ended by their own id."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ACCESS_TOKEN = "e2e-access-token-0123456789abcdef01"
ROOT_KEY = "sk-" + "E2eRoot0" * 6
START_S = 60.0


class Program:
    """One process. Its output is kept for failure messages."""

    def __init__(self, arguments: list[str], env: dict[str, str], folder: Path) -> None:
        self.folder = folder
        self._errors = (folder / f"stderr-{time.monotonic_ns()}.txt").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            env={**os.environ, **env},
        )
        self.url = ""

    @property
    def stderr(self) -> str:
        self._errors.flush()
        return Path(self._errors.name).read_text()

    def first_line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        assert line, f"it ended with {self.process.wait(10)}: {self.stderr}"
        return line

    def kill(self) -> None:
        """As a power cut does it: no warning, no clean-up."""
        self.process.kill()
        self.process.wait(10)

    def stop(self, seconds: float = 20.0) -> int:
        """SIGTERM and its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        self._errors.close()


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A stranger's environment: a home of its own, the key file, no display unless said."""
    return {
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "HOMEPORT_KEYRING": "off",
        "INITIAL_ROOT_ACCESS_TOKEN": ACCESS_TOKEN,
        "INITIAL_ROOT_TOKEN": ROOT_KEY,
        "QT_QPA_PLATFORM": "offscreen",
        **more,
    }


def upstreams(stack: ExitStack, folder: Path) -> dict[str, Any]:
    """The mock providers in a process; their addresses and keys by name."""
    program = Program(["-m", "tests.upstreams", "--basic", "--json", "--port", "0"], {}, folder)
    stack.callback(program.close)
    described: dict[str, Any] = json.loads(program.first_line())
    return described


def gateway(stack: ExitStack, folder: Path, *options: str, port: int = 0, **env: str) -> Program:
    """``python -m gateway`` on ``folder``; returns once it answers."""
    arguments = ["-m", "gateway", "--port", str(port), "--data-dir", str(folder / "data")]
    arguments += ["--log-dir", str(folder / "log"), *options]
    program = Program(arguments, environment(folder, **env), folder)
    stack.callback(program.close)
    line = program.first_line()
    assert line.startswith("Homeport is listening on http://"), line
    program.url = line.rpartition(" ")[2]
    return program


def manage(
    program: Program | str,
    method: str,
    path: str,
    body: Any = None,
    access_token: str = ACCESS_TOKEN,
) -> Any:
    """One call of the management API; its ``data``."""
    url = program if isinstance(program, str) else program.url
    request = urllib.request.Request(
        url + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": access_token, "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        envelope = json.loads(answer.read())
    assert envelope["success"], envelope["message"]
    return envelope.get("data")


def free_port() -> int:
    import socket

    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def wait_healthy(url: str, program: Program) -> None:
    """Until /health answers 200."""
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{url}/health", timeout=1).close()
        except OSError:
            assert program.process.poll() is None, program.stderr
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"{url} did not answer: {program.stderr}")
