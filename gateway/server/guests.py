"""Other machines' connections: how many each may hold, and how long their first request may take.

Without a limit one machine of the network could hold every descriptor of this process, by
connections that say nothing or a byte a minute. Loopback knows none of this.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable

log = logging.getLogger(__name__)

MOST_OF_ONE = 128
"""Connections of one machine."""
MOST = 512
"""Of all of them, those of named proxies included."""
HEAD_S = 20.0
"""For the head of a connection's first request. Later ones are bound by the limits above."""
BODY_S, BODY_BYTES_PER_S = 60.0, 32 * 1024
"""How long a body may take, and what it must bring beyond that."""
_HEAD_END = b"\r\n\r\n"


def body_patience_s(length: int) -> float:
    """Seconds for a body of so many bytes."""
    return BODY_S + length / BODY_BYTES_PER_S


class GuestGate:
    """Counts connections by machine. ``is_proxy`` tells whose own number is not limited."""

    def __init__(self) -> None:
        self.is_proxy: Callable[[str], bool] = lambda peer: False
        self._held: Counter[str] = Counter()
        self._told: set[str] = set()

    def __len__(self) -> int:
        return self._held.total()

    def enter(self, peer: str) -> bool:
        """Whether another connection of ``peer``'s is let in; it must :meth:`leave`, then."""
        own = self._held[peer]
        if self._held.total() >= MOST or (own >= MOST_OF_ONE and not self.is_proxy(peer)):
            if peer not in self._told:
                self._told.add(peer)
                log.warning("%s holds %d connections; more are refused", peer, own)
            return False
        self._held[peer] += 1
        return True

    def leave(self, peer: str) -> None:
        self._held[peer] -= 1
        if not self._held[peer]:
            del self._held[peer]
            self._told.discard(peer)

    def guard(self, make: Callable[[], asyncio.Protocol]) -> Callable[[], asyncio.Protocol]:
        """A protocol factory whose connections pass this gate."""
        return lambda: _Guarded(self, make)


class _Guarded(asyncio.Protocol):
    """Hands everything on to the protocol behind it, which is made for who is let in alone."""

    def __init__(self, gate: GuestGate, make: Callable[[], asyncio.Protocol]) -> None:
        self._gate = gate
        self._make = make
        self._inner: asyncio.Protocol | None = None
        self._peer = ""
        self._tail = b""
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - create_server makes it
        name = transport.get_extra_info("peername")
        peer = str(name[0]) if name else ""
        if not self._gate.enter(peer):
            transport.abort()
            return
        self._peer = peer
        self._inner = self._make()
        self._deadline = asyncio.get_running_loop().call_later(HEAD_S, transport.abort)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if self._deadline is not None:
            seen = self._tail + data
            if _HEAD_END in seen:
                self._in_time()
            self._tail = seen[-3:]
        if self._inner is not None:
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return None if self._inner is None else self._inner.eof_received()

    def pause_writing(self) -> None:
        if self._inner is not None:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        if self._inner is not None:
            self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._in_time()
        inner, self._inner = self._inner, None
        if inner is not None:
            self._gate.leave(self._peer)
            inner.connection_lost(exc)

    def _in_time(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
