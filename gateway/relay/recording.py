"""An answer on its way to a client, written down so that it can be given again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import msgspec

from gateway.dialects.base import Dialect
from gateway.relay.call import Sink

MOST_BODY = 8 * 2**20
"""Bytes of an answer that is written down; of a larger one only that there was one."""


class Recorded(msgspec.Struct, frozen=True):
    """A whole answer. ``body`` is None for one that was too large; ``stream``: it came in frames,
    all of which ``body`` holds.
    """

    headers: dict[str, str]
    body: bytes | None
    stream: bool = False

    @property
    def size(self) -> int:
        return len(self.body or b"")


async def play(recorded: Recorded, sink: Sink, extra: Mapping[str, str]) -> None:
    """Gives an answer again. ``recorded`` must have a body."""
    headers = {**recorded.headers, **extra}
    body = recorded.body or b""
    if recorded.stream:
        await sink.start(headers.pop("content-type", ""), headers)
        await sink.finish(body)
    else:
        await sink.whole(200, headers, body)


class Recording:
    """A sink that passes on what it is given, with ``extra`` headers.

    ``done`` is called once with the answer, when it is whole and paid for, whether or not its
    client is still there; with None if that will not come to be. ``status`` is the log's word.
    """

    def __init__(
        self,
        sink: Sink,
        dialect: Dialect,
        done: Callable[[Recorded | None, str], None],
        extra: Mapping[str, str] | None = None,
    ) -> None:
        self._sink = sink
        self._keep_alive = dialect.keep_alive()
        self._done: Callable[[Recorded | None, str], None] | None = done
        self._extra = extra or {}
        self._headers: dict[str, str] = {}
        self._pieces: list[bytes] = []
        self._size = 0
        self._stream = False
        self._settling = False

    # As a sink

    @property
    def started(self) -> bool:
        return self._sink.started

    async def whole(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        await self._sink.whole(status, {**headers, **self._extra}, body)

    async def start(self, content_type: str, headers: Mapping[str, str]) -> None:
        self._stream = True
        self._headers = {**self._headers, **headers, "content-type": content_type}
        await self._sink.start(content_type, {**headers, **self._extra})

    async def write(self, data: bytes) -> None:
        if data != self._keep_alive:
            self._add(data)
        await self._sink.write(data)

    def write_now(self, data: bytes) -> bool:
        self._add(data)
        return self._sink.write_now(data)

    async def ready(self) -> None:
        await self._sink.ready()

    async def finish(self, data: bytes) -> None:
        await self._sink.finish(data)

    def abort(self) -> None:
        self._sink.abort()

    def _add(self, data: bytes) -> None:
        self._size += len(data)
        if self._size <= MOST_BODY:
            self._pieces.append(data)
        else:
            self._pieces.clear()

    # What the relay tells beside that

    def answer(self, headers: Mapping[str, str], body: bytes) -> None:
        """All of a plain answer, before it is settled."""
        self._headers = dict(headers)
        self._add(body)

    def ending(self, data: bytes) -> None:
        """The end of a stream, before it is settled."""
        self._add(data)

    def settles(self, status: str, committed: asyncio.Future[int]) -> None:
        """The answer is whole; it counts once ``committed`` is."""
        self._settling = True
        committed.add_done_callback(lambda future: self._settled(status, future))

    def _settled(self, status: str, committed: asyncio.Future[int]) -> None:
        if committed.cancelled() or committed.exception() is not None:
            self._tell(None, status)
            return
        body = b"".join(self._pieces) if self._size <= MOST_BODY else None
        self._tell(Recorded(self._headers, body, self._stream), status)

    def leave(self) -> None:
        """The request is over. What is being settled is still waited for."""
        if not self._settling:
            self._tell(None, "")

    def _tell(self, recorded: Recorded | None, status: str) -> None:
        done, self._done = self._done, None
        if done is not None:
            done(recorded, status)
