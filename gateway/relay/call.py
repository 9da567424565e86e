"""What comes into the relay and where its answer goes; neither knows of a web server."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from gateway.dialects.base import Dialect
from gateway.dialects.media import Form
from gateway.providers.base import Operation
from gateway.relay.callers import Caller
from gateway.relay.continuing import Continued


@dataclass(slots=True, eq=False)
class Call:
    """One request of a client, admitted and with its body read.

    ``headers`` is asked with lower-case names; ``at`` in Unix milliseconds, ``started`` monotonic.
    ``model`` and ``stream`` are set where the path says them and the body does not (Gemini).
    """

    request_id: str
    operation: Operation
    dialect: Dialect
    endpoint: str
    body: bytes
    caller: Caller
    at: int
    started: float
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    client: str = ""
    user_agent: str = ""
    address: str = ""
    model: str = ""
    stream: bool = False
    form: Form | None = None
    """A multipart request's form, which is sent; ``body`` is its summary then."""
    continued: Continued | None = None
    """What a Responses request goes on from, and how it is kept; None in other dialects."""
    recording: Recorder | None = None
    """Who writes the answer down, where it may be given again."""
    on_asked: Callable[[], object] | None = None
    """Told before each attempt: it is admitted and its money is held. May raise GatewayError."""


class Recorder(Protocol):
    """Is told the end of an answer before it is settled, and then that it is being settled."""

    def answer(self, headers: Mapping[str, str], body: bytes) -> None: ...

    def ending(self, data: bytes) -> None: ...

    def settles(self, status: str, committed: asyncio.Future[int]) -> None: ...


class Sink(Protocol):
    """Where an answer goes: either one :meth:`whole`, or :meth:`start`, writes and :meth:`finish`.

    Every method raises ConnectionError when the client is gone.
    """

    @property
    def started(self) -> bool:
        """The status line is out; from here on failures are told in the stream."""
        ...

    async def whole(self, status: int, headers: Mapping[str, str], body: bytes) -> None: ...

    async def start(self, content_type: str, headers: Mapping[str, str]) -> None:
        """Status 200 and headers of a stream. A second call does nothing."""
        ...

    async def write(self, data: bytes) -> None:
        """Whole frames; returns when the client may take more."""
        ...

    def write_now(self, data: bytes) -> bool:
        """As :meth:`write`, without waiting; False where :meth:`ready` is to be awaited next."""
        ...

    async def ready(self) -> None:
        """Returns when the client may take more."""
        ...

    async def finish(self, data: bytes) -> None:
        """The last frames and the proper end of the body."""
        ...

    def abort(self) -> None:
        """Breaks the connection off, so that nobody takes what came for a whole answer."""
        ...


def new_request_id() -> str:
    """``req_`` and 24 hex digits, roughly in the order of time."""
    return f"req_{time.time_ns() >> 20:011x}{random.getrandbits(52):013x}"
