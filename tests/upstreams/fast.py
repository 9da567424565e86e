"""A mock that costs next to nothing, for benchmarks: every answer is bytes made beforehand.

It reads of a request its path, model, `stream` and `include_usage`, checks no key, and knows

- `GET /fast/v1/models`
- `POST /fast/v1/chat/completions`, OpenAI's wire
- `POST /fast/v1/messages`, Anthropic's wire
- `POST /fast/v1/embeddings`, one vector of 256 numbers.

The model's name says how long the answer is: `bench-50` makes 50 pieces, each a write of its own in
consecutive turns of the loop; `bench-50-20ms` waits 20 ms between them; `bench-50-burst` writes all
at once; `bench-50-20ms-stamped` writes into each piece when it leaves, in nanoseconds of the
system's monotonic clock, 20 digits.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.upstreams.fast_answers import STAMP, Answers

_MODEL = re.compile(rb'"model"\s*:\s*"([^"]*)"')
_STREAM = re.compile(rb'"stream"\s*:\s*true')
_USAGE = re.compile(rb'"include_usage"\s*:\s*true')
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r]*chunked", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection:[ \t]*close", re.IGNORECASE)


@dataclass(slots=True)
class Plan:
    """A prepared answer: writes, and the seconds between them."""

    writes: Sequence[bytes]
    pause: float
    stamped: bool = False


class FastServer:
    """The benchmark mock on a port of its own."""

    key = "sk-fast-any-key-will-do"

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.host = host
        self.port = port
        self.requests = 0
        self.connections: set[FastProtocol] = set()
        self._answers = Answers()
        self._plans: dict[tuple[bytes, bytes, bool, bool], Plan] = {}
        self._server: asyncio.Server | None = None

    @property
    def base_url(self) -> str:
        """The address of an OpenAI channel; an Anthropic one is `anthropic_url`."""
        return f"{self.anthropic_url}/v1"

    @property
    def anthropic_url(self) -> str:
        """The address of an Anthropic channel."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/fast"

    async def start(self) -> None:
        """Listen."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: FastProtocol(self, loop), self.host, self.port, backlog=1024
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening and drop the connections."""
        if self._server is None:
            return
        self._server.close()
        for connection in list(self.connections):
            connection.drop()
        await self._server.wait_closed()
        self._server = None

    def plan(self, head: bytes, body: bytes) -> Plan:
        """The prepared answer of a request; equal requests share one."""
        path = head.split(b" ", 2)[1].partition(b"?")[0]
        found = _MODEL.search(body)
        model = found[1] if found else b""
        key = (path, model, _STREAM.search(body) is not None, _USAGE.search(body) is not None)
        plan = self._plans.get(key)
        if plan is None:
            writes, pause = self._answers.writes(*key)
            plan = self._plans[key] = Plan(writes, pause, model.endswith(b"-stamped"))
        return plan


class FastProtocol(asyncio.Protocol):
    """HTTP/1.1 as far as a benchmark needs it: keep-alive, pipelining, both body framings.

    `closed` is done when the connection is lost.
    """

    def __init__(self, server: FastServer, loop: asyncio.AbstractEventLoop) -> None:
        self._server = server
        self._loop = loop
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._plan: Plan | None = None
        self._sent = 0
        self._start = 0.0
        self._last = False
        self._timer: asyncio.Handle | None = None
        self.closed = loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._server.connections.discard(self)
        self._transport = None
        if not self.closed.done():
            self.closed.set_result(None)
        if self._timer is not None:
            self._timer.cancel()

    def drop(self) -> None:
        """Reset the connection."""
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._received = self._received + data if self._received else data
        if self._plan is None:
            self._read()

    def _read(self) -> None:
        """Answer the first whole request of what was received."""
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._received[: end + 2]
        body_at = end + 4
        length = _LENGTH.search(head)
        if length is not None:
            body_end = body_at + int(length[1])
            if len(self._received) < body_end:
                return
        elif _CHUNKED.search(head) is not None:
            last = self._received.find(b"\r\n0\r\n\r\n", body_at - 2)
            if last < 0:
                return
            body_end = last + 7
        else:
            body_end = body_at
        body = self._received[body_at:body_end]
        self._received = self._received[body_end:]
        self._server.requests += 1
        self._last = _CLOSE.search(head) is not None
        self._plan = self._server.plan(head, body)
        self._sent = 0
        self._start = self._loop.time()
        self._write()

    def _write(self) -> None:
        plan, transport = self._plan, self._transport
        if plan is None or transport is None:
            return
        data = plan.writes[self._sent]
        if plan.stamped:
            data = data.replace(STAMP, b"%020d" % time.monotonic_ns())
        transport.write(data)
        self._sent += 1
        if self._sent < len(plan.writes):
            if plan.pause:
                # Against the start, so that pauses do not add up.
                self._timer = self._loop.call_at(self._start + self._sent * plan.pause, self._write)
            else:
                self._timer = self._loop.call_soon(self._write)
            return
        self._plan = None
        if self._last:
            transport.close()
        elif self._received:
            self._timer = self._loop.call_soon(self._read)
