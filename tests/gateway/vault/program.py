"""Drives :mod:`tests.gateway.vault.keeper`, a process with a vault, line by line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any


class Program:
    """A running keeper. What it wrote to stderr is in ``log`` once it has ended."""

    def __init__(
        self, directory: Path, environment: Mapping[str, str], patience_s: float = 20.0
    ) -> None:
        self.directory = directory
        self.log = ""
        command = [sys.executable, "-m", "tests.gateway.vault.keeper", str(directory)]
        self._process = subprocess.Popen(
            [*command, str(patience_s)],
            env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ask(self, line: str) -> dict[str, Any]:
        """Sends one line and returns the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, self._process.communicate()[1]
        return dict(json.loads(answer))

    def states(self, *lines: str) -> list[str]:
        return [str(self.ask(line)["state"]) for line in lines]

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            _, self.log = self._process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
            raise
        if error is None:
            assert self._process.returncode == 0, self.log
