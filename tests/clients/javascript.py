"""The vendors' JavaScript packages as clients of tests/gateway/pairs, in one Node process."""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar

from tests.clients.running import environment
from tests.gateway.house import ROOT_KEY
from tests.gateway.pairs.said import Called, Client, Heard, Tokens, Wish

PROGRAM = Path(__file__).parent / "sdks.mjs"
_NUMBERS = itertools.count(1)
_LINE_LIMIT = 16 * 2**20


class JavaScriptError(Exception):
    """What a package threw; ``status`` is 0 where it names none."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Node:
    """A running tests/clients/sdks.mjs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def order(self, **members: Any) -> dict[str, Any]:
        """One order and its answer.

        Raises:
            JavaScriptError: the package raised.
            RuntimeError: the process has ended.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(members).encode() + b"\n")
        await self._process.stdin.drain()
        line = await asyncio.wait_for(self._process.stdout.readline(), 30)
        if not line:
            raise RuntimeError("Node ended")
        said: dict[str, Any] = json.loads(line)
        if "failed" in said:
            raise JavaScriptError(**said["failed"])
        return said


class JavaScriptClient(Client):
    failures = (JavaScriptError,)
    dialect: ClassVar[str]

    def __init__(self, sdk: Node, model: str) -> None:
        super().__init__(sdk, model)
        self._number = next(_NUMBERS)

    def _later(self, do: str, **members: Any) -> None:
        self.history.append({"do": do, **members})

    def user(self, text: str, *, png: str = "", url: str = "") -> None:
        self._later("user", text=text, png=png, url=url)

    def assistant(self, text: str) -> None:
        self._later("assistant", text=text)

    def results(self, found: Mapping[str, str], calls: list[Called]) -> None:
        self._later("results", found=found, calls=[asdict(call) for call in calls])

    async def ask(self, wish: Wish) -> Heard:
        mine = {"id": self._number, "dialect": self.dialect, "model": self.model}
        for order in self.history:
            await self.sdk.order(**mine, **order)
        self.history.clear()
        said = await self.sdk.order(**mine, do="ask", wish=asdict(wish))
        calls = [Called(**{"id": "", **call}) for call in said.pop("calls")]
        return Heard(calls=calls, usage=Tokens(**said.pop("usage")), **said)

    @staticmethod
    def status(failure: Exception) -> int:
        assert isinstance(failure, JavaScriptError)
        return failure.status


CLIENTS: Mapping[str, type[Client]] = {
    name: type(f"JavaScript_{name}", (JavaScriptClient,), {"dialect": name})
    for name in ("openai_chat", "openai_responses", "anthropic", "gemini")
}


@asynccontextmanager
async def node(folder: Path, base: str) -> AsyncIterator[Node]:
    """The packages installed in ``folder``, in front of the gateway at ``base``."""
    shutil.copy(PROGRAM, folder)
    process = await asyncio.create_subprocess_exec(
        folder / "node_modules" / ".bin" / "node",
        PROGRAM.name,
        cwd=folder,
        env=environment(folder),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LINE_LIMIT,
    )
    try:
        running = Node(process)
        await running.order(open={"base": base, "key": ROOT_KEY})
        yield running
    finally:
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()
