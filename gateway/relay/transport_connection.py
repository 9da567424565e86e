"""One connection to an upstream: what asyncio tells it, and when it may carry another answer."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from typing import Protocol

from gateway.relay.transport_parser import FramingError

NEVER = float("inf")
_HIGH_WATER = 256 * 1024
"""Bytes of a body that wait to be taken before the upstream is made to wait."""
_TOGETHER = 64 * 1024
"""A body up to this size leaves in one write with its head: a copy costs less than a packet."""
UNHEARD_MS = 60_000
"""A request that nobody acknowledges for so long was sent into a network that is gone.

Linux counts a server that takes nothing for so long among them, so it is no less than a busy one
may need for a large body.
"""
_USER_TIMEOUT: int | None = getattr(socket, "TCP_USER_TIMEOUT", None)  # Linux; RFC 5482


class Answer(Protocol):
    """Who is brought what comes."""

    ended: bool
    """It is here whole."""

    @property
    def keeps_connection(self) -> bool:
        """Whether another request may follow it."""

    def take(self, data: bytes) -> int:
        """Reads on; returns the bytes of body that wait to be taken. Raises FramingError."""

    def end(self) -> None:
        """The upstream has closed its side."""

    def break_off(self, error: Exception) -> None:
        """Nothing more comes, and it is not whole."""

    def time_out(self) -> None:
        """Nothing came in time."""


class Connection(asyncio.Protocol):
    """Carries one answer at a time.

    ``watch`` is called when a deadline was set (monotonic, looked at by a sweep that calls
    :meth:`expire`), ``freed`` whenever it could carry another answer, ``lost`` once at its end.
    """

    def __init__(
        self,
        watch: Callable[[], None],
        freed: Callable[[Connection], None],
        lost: Callable[[Connection], None],
    ) -> None:
        self.deadline = NEVER
        self.idle_since = 0.0
        self.idle_at = 0.0
        self.kept = False
        """It has idled, so the server may have closed it."""
        self._watch = watch
        self._freed = freed
        self._lost = lost
        self._transport: asyncio.Transport | None = None
        self._answer: Answer | None = None
        self._paused = False

    @property
    def usable(self) -> bool:
        transport = self._transport
        return transport is not None and not transport.is_closing()

    def send(self, answer: Answer, head: bytes, body: bytes) -> None:
        """Sends a request; what comes back is ``answer``'s."""
        self._answer = answer
        transport = self._transport
        if transport is None or transport.is_closing():
            self._over(None)
        elif len(body) <= _TOGETHER:
            transport.write(head + body)
        else:
            transport.write(head)
            transport.write(body)

    def wait(self, seconds: float) -> None:
        """From now on the running answer must get something within ``seconds``."""
        self.deadline = time.monotonic() + seconds
        self._watch()

    def resume(self) -> None:
        """There is room for more of the body."""
        if self._paused and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()

    def abort(self) -> None:
        """Resets the connection; the answer it carries hears no more."""
        self._answer = None
        self.deadline = NEVER
        if self._transport is not None:
            self._transport.abort()

    def close(self) -> None:
        """Ends an idle connection in order."""
        if self._transport is not None:
            self._transport.close()

    def expire(self) -> None:
        """The deadline has passed."""
        answer = self._answer
        self.abort()
        if answer is not None:
            answer.time_out()

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - create_connection makes it
        self._transport = transport
        if _USER_TIMEOUT is not None:
            sock = transport.get_extra_info("socket")
            sock.setsockopt(socket.IPPROTO_TCP, _USER_TIMEOUT, UNHEARD_MS)

    def data_received(self, data: bytes) -> None:
        answer = self._answer
        if answer is None:
            self.abort()  # it answers nothing, so nothing behind it could be trusted
            return
        try:
            waiting = answer.take(data)
        except FramingError as error:
            self.abort()
            answer.break_off(error)
            return
        if answer.ended:
            self._finish(answer)
        elif waiting > _HIGH_WATER and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()

    def eof_received(self) -> bool:
        self._over(None)
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._over(exc)
        self._transport = None
        self._lost(self)

    def _finish(self, answer: Answer) -> None:
        """The answer is here whole: others may be served, even before its body is taken."""
        self._answer = None
        self.deadline = NEVER
        self.resume()
        transport = self._transport
        if transport is None:
            return
        # An answer that came before its request was sent leaves the rest of that in the way.
        if answer.keeps_connection and not transport.get_write_buffer_size():
            self._freed(self)
        else:
            transport.abort()

    def _over(self, exc: Exception | None) -> None:
        """Nothing more will come."""
        answer, self._answer = self._answer, None
        self.deadline = NEVER
        if answer is None:
            return
        if exc is None:
            answer.end()
        else:
            answer.break_off(exc)
