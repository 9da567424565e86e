"""An answer as its connection brings it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping

from gateway.providers.base import UpstreamRequest
from gateway.relay import transport_failures as failures
from gateway.relay.transport import (
    DRAIN_BYTES,
    DRAIN_S,
    MAX_ANSWER,
    Pushing,
    Timeouts,
    TransportError,
)
from gateway.relay.transport_connection import NEVER, Connection
from gateway.relay.transport_decoding import BodyDecoder, DecodingError, decoder
from gateway.relay.transport_parser import AnswerParser, FramingError

_STALE_S = 1.0
"""A server that had closed an idle connection says so within a round trip of the request."""


class StaleConnection(Exception):
    """A connection that had idled ended at once, without a byte of an answer."""


class DirectAnswer(Pushing):
    """See :class:`~gateway.relay.transport.UpstreamAnswer`.

    It owns what has come of the body, so its connection is free as soon as the last byte is here.
    """

    def __init__(
        self, connection: Connection, request: UpstreamRequest, timeouts: Timeouts, connect_ms: int
    ) -> None:
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self.connect_ms = connect_ms
        self.ended = False
        self._connection = connection
        self._timeouts = timeouts
        self._parser = AnswerParser(request.method)
        self._decoder: BodyDecoder | None = None
        self._pieces: Iterator[bytes] = iter(())
        self._parts: list[bytes] = []
        self._size = 0
        self._drains = False
        self._sent_at = time.monotonic()
        self._began = False
        self._fault: TransportError | StaleConnection | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._push: Callable[[bytes], bool] | None = None
        self._push_error: Exception | None = None

    # For the connection

    def take(self, data: bytes) -> int:
        """Reads on; returns the bytes of body that wait to be taken. Raises FramingError."""
        self._began = True
        parser = self._parser
        parts = parser.feed(data)
        for part in parts:
            self._size += len(part)
        self.ended = parser.complete
        if self._drains:
            if self._size > DRAIN_BYTES:
                self._connection.abort()
            return 0
        self._parts += parts
        if self._push is not None and parts:
            self._push_on(self._push)
            return self._size
        if parser.head is not None and (parts or self.ended or not self.status):
            self._wake()
        return self._size

    def _push_on(self, push: Callable[[bytes], bool]) -> None:
        try:
            goes_on = push(self._taken())
        except Exception as error:  # it is the pusher's, and must not break the connection's loop
            goes_on, self._push_error = False, error
        if goes_on and not self.ended:
            self._connection.deadline = time.monotonic() + self._timeouts.idle
            return
        if not goes_on:
            self._push = None
        self._wake()

    @property
    def keeps_connection(self) -> bool:
        head = self._parser.head
        return head is not None and head.keep_alive and not self._parser.leftover

    def end(self) -> None:
        """The upstream closed the connection."""
        try:
            self._parser.end()
        except FramingError:
            self.break_off(ConnectionResetError())
            return
        self.ended = True
        self._wake()

    def break_off(self, error: Exception) -> None:
        """The connection failed, or what it brings cannot be read."""
        if isinstance(error, FramingError):
            self._fault = failures.not_http()
        elif self._is_stale():
            self._fault = StaleConnection()
        else:
            self._fault = failures.broke_off()
        self._wake()

    def time_out(self) -> None:
        waited_for = failures.fell_silent if self.status else failures.did_not_answer
        self._fault = waited_for(self._timeouts)
        self._wake()

    def _is_stale(self) -> bool:
        at_once = time.monotonic() - self._sent_at < _STALE_S
        return self._connection.kept and at_once and not self._began

    # For who asked

    async def begin(self) -> None:
        """Waits for status and headers. Raises TransportError or StaleConnection."""
        while (head := self._parser.head) is None:
            if self._fault is not None:
                raise self._fault
            await self._wait(self._timeouts.first_byte)
        self.headers = head.headers
        self.status = head.status
        encoding = head.headers.get("content-encoding")
        if encoding and head.length != 0:
            try:
                self._decoder = decoder(encoding)
            except DecodingError as error:
                raise failures.broke_off() from error

    async def read(self) -> bytes:
        head = self._parser.head
        if head is not None and head.length is not None and head.length > MAX_ANSWER:
            raise failures.too_large()
        if self.ended and self._decoder is None and self._fault is None:
            return self._taken()
        parts: list[bytes] = []
        size = 0
        async for part in self:
            size += len(part)
            if size > MAX_ANSWER:
                self.close()
                raise failures.too_large()
            parts.append(part)
        return b"".join(parts)

    def chunks(self) -> AsyncIterator[bytes]:
        return self

    def __aiter__(self) -> AsyncIterator[bytes]:
        # Not a generator: one that is left before its end costs the loop a task to close it.
        return self

    async def __anext__(self) -> bytes:
        while True:
            if self._decoder is not None and (piece := self._next_piece()):
                return piece
            if self._parts:
                data = self._taken()
                if self._decoder is None:
                    return data
                self._pieces = self._decoder.feed(data)
            elif self._fault is not None:
                raise self._fault
            elif self.ended:
                self._check_end()
                raise StopAsyncIteration
            else:
                await self._wait(self._timeouts.idle)

    async def push(self, take: Callable[[bytes], bool]) -> bool:
        if self._decoder is not None:
            async for data in self:
                if not take(data):
                    return True
            return False
        while True:
            if self._parts:
                if not take(self._taken()):
                    return True
            elif self._fault is not None:
                raise self._fault
            elif self.ended:
                return False
            else:
                self._push = take
                try:
                    await self._wait(self._timeouts.idle)
                    stopped = self._push is None
                finally:
                    self._push = None
                if self._push_error is not None:
                    error, self._push_error = self._push_error, None
                    raise error
                if stopped:
                    return True

    async def drain(self) -> None:
        if self.ended or self._fault is not None:
            return
        self._drains = True
        self._taken()
        self._connection.wait(DRAIN_S)

    def close(self) -> None:
        if not (self.ended or self._drains):
            self._fault = self._fault or failures.broke_off()
            self.ended = True
            self._connection.abort()

    def _taken(self) -> bytes:
        parts = self._parts
        self._parts = []
        self._size = 0
        if not self.ended:
            self._connection.resume()
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _next_piece(self) -> bytes:
        try:
            return next(self._pieces, b"")
        except DecodingError as error:
            raise failures.broke_off() from error

    def _check_end(self) -> None:
        try:
            if self._decoder is not None:
                self._decoder.end()
        except DecodingError as error:
            raise failures.broke_off() from error

    async def _wait(self, seconds: float) -> None:
        self._waiter = asyncio.get_running_loop().create_future()
        self._connection.wait(seconds)
        await self._waiter

    def _wake(self) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None:
            self._connection.deadline = NEVER
            if not waiter.done():
                waiter.set_result(None)
