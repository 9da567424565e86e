"""One small interface to upstreams, so that what carries the bytes can change without the relay
knowing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from gateway.domain.failure import Failure
from gateway.errors import HomeportError
from gateway.providers.base import UpstreamRequest

MAX_ANSWER = 256 * 2**20
"""Bytes of a plain answer that are kept in memory; a larger one is a protocol failure."""
DRAIN_S = 0.25
DRAIN_BYTES = 16 * 1024
"""How long and how much of what follows a stream's end is read, to keep its connection."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, to the first byte of the answer, between two reads of its body."""

    connect: float = 10.0
    first_byte: float = 120.0
    idle: float = 120.0


class TransportError(HomeportError):
    """No usable answer: the failure says why, without the upstream's address.

    ``sent``: the upstream may have got the request, and may have done what it asks.
    """

    def __init__(self, failure: Failure, *, sent: bool = True) -> None:
        super().__init__(failure.message)
        self.failure = failure
        self.sent = sent


class UpstreamAnswer(Protocol):
    """An answer whose body is still to be read. ``headers`` has lower-case names."""

    status: int
    headers: Mapping[str, str]
    connect_ms: int

    async def read(self) -> bytes:
        """The whole body. Raises TransportError."""
        ...

    def chunks(self) -> AsyncIterator[bytes]:
        """The body as it comes. Raises TransportError where it breaks off."""
        ...

    async def drain(self) -> None:
        """Lets what little may follow a stream's end come, so that its connection serves again."""
        ...

    def close(self) -> None:
        """Drops the connection, which cancels the upstream, unless the answer has ended or drains.

        Idempotent.
        """
        ...


class Pushing(ABC):
    """An answer that can hand its body on as it comes, without waking anybody for each piece."""

    @abstractmethod
    async def push(self, take: Callable[[bytes], bool]) -> bool:
        """Gives the body to ``take``, where the bytes arrive, as long as that returns True.

        Returns True once ``take`` returned False, and False at the body's end. Raises as
        ``chunks()``, and what ``take`` raises. May be called again, as may ``chunks()``.
        """


class Transport(Protocol):
    async def send(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = "", authority: str = ""
    ) -> UpstreamAnswer:
        """Sends and waits for the answer's head. Raises TransportError.

        ``authority``: certificates in PEM that are trusted beside the system's.
        """
        ...

    async def close(self) -> None: ...
