"""What a mock saw: one `Exchange` per request, and where the test waits for it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file of a multipart form."""

    name: str
    content_type: str
    data: bytes


@dataclass(slots=True, eq=False)
class Exchange:
    """One request as it arrived, and how its answer went. Header names are lower-case."""

    mock: str
    method: str
    path: str
    """The path below the mock's prefix, without the query."""
    query: dict[str, str]
    headers: dict[str, str]
    raw_headers: list[tuple[str, str]]
    at: float
    """time.time() when the head was read."""
    body: bytes = b""
    json: Any = None
    """The decoded body, None when it is no JSON."""
    files: dict[str, list[FormFile]] = field(default_factory=dict)
    """Of a multipart form, by field; its texts are `json` then."""
    target: str = ""
    """Path and query as they arrived at the host, whoever answers behind it."""
    status: int | None = None
    answer_headers: dict[str, str] = field(default_factory=dict)
    answer: bytearray | None = None
    """What was written of the answer's body, where the log keeps answers."""
    frames_sent: int = 0
    finished: bool = False
    """The whole answer was written."""
    disconnected: bool = False
    """The client left before the end."""
    cut: bool = False
    """The mock cut the connection, as scripted."""

    def to_json(self) -> dict[str, Any]:
        """The exchange for the control channel, the body as text."""
        return {
            "mock": self.mock,
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "headers": self.headers,
            "at": self.at,
            "body": self.body.decode("utf-8", "replace"),
            "json": self.json,
            "status": self.status,
            "frames_sent": self.frames_sent,
            "finished": self.finished,
            "disconnected": self.disconnected,
            "cut": self.cut,
        }

    def read_body(self, body: bytes) -> None:
        """Keep the body, and its JSON if it is JSON."""
        self.body = body
        try:
            self.json = json.loads(body) if body else None
        except ValueError:
            self.json = None


@dataclass(slots=True)
class Log:
    """The exchanges of one mock, its open requests, and the tests that wait for a change."""

    requests: list[Exchange] = field(default_factory=list)
    serial: int = 0
    """Requests ever seen; ids are made of it."""
    keeps_answers: bool = False
    open_requests: int = 0
    open_streams: int = 0
    stalled: int = 0
    """Answers that hold still at their `stall_after`."""
    _waiters: list[asyncio.Future[None]] = field(default_factory=list)
    _released: list[asyncio.Future[None]] = field(default_factory=list)

    def add(self, exchange: Exchange) -> None:
        """Keep the exchange; a soak test's oldest ones are let go."""
        self.serial += 1
        self.requests.append(exchange)
        if len(self.requests) > _KEPT:
            del self.requests[: _KEPT // 2]
        self.changed()

    def changed(self) -> None:
        """Let everyone who waits look again."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, holds: Callable[[], bool], what: str, limit: float) -> None:
        """Wait until `holds()`.

        Raises:
            AssertionError: it did not within `limit` seconds; the message says what was awaited.
        """
        end = time.monotonic() + limit
        while not holds():
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.append(waiter)
            try:
                await asyncio.wait_for(waiter, end - time.monotonic())
            except TimeoutError:
                raise AssertionError(f"{what} did not happen within {limit:g} s: {self}") from None

    async def hold(self) -> None:
        """Stall here until `release()`; a client that leaves cancels the wait."""
        waiter = asyncio.get_running_loop().create_future()
        self._released.append(waiter)
        self.stalled += 1
        self.changed()
        try:
            await waiter
        finally:
            self.stalled -= 1
            self.changed()

    def release(self) -> None:
        """Let every stalled answer go on."""
        released, self._released = self._released, []
        for waiter in released:
            if not waiter.done():
                waiter.set_result(None)

    def __str__(self) -> str:
        return (
            f"{len(self.requests)} requests, {self.open_requests} open, "
            f"{self.open_streams} streaming, {self.stalled} stalled"
        )
