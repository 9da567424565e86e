"""Answers that are made in a task: it is asked for until it is done, and its answer taken for one
that came at once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from gateway.domain.failure import Failure, FailureClass
from gateway.providers.base import Tasking, UpstreamRequest
from gateway.relay.transport import TransportError, UpstreamAnswer

_WAIT_OUT = (429, 500, 502, 503, 504)
"""A question that is refused so is asked again: the task goes on."""
Send = Callable[[UpstreamRequest], Awaitable[UpstreamAnswer]]


class WholeAnswer:
    """See :class:`~gateway.relay.transport.UpstreamAnswer`; nothing of it is still to come."""

    def __init__(
        self, status: int, headers: Mapping[str, str], body: bytes, connect_ms: int
    ) -> None:
        self.status = status
        self.headers = headers
        self.connect_ms = connect_ms
        self._body = body

    async def read(self) -> bytes:
        return self._body

    async def chunks(self) -> AsyncIterator[bytes]:
        yield self._body

    async def drain(self) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""


async def awaited(
    provider: Tasking,
    request: UpstreamRequest,
    submitted: UpstreamAnswer,
    send: Send,
    taken: Callable[[], None],
    limit_s: float,
) -> UpstreamAnswer:
    """The answer of the task that ``submitted`` names, within ``limit_s`` seconds.

    ``taken`` is called when the vendor has the task, and may charge for it. Raises TransportError,
    DialectError.
    """
    body = await _whole(submitted)
    connect_ms, headers = submitted.connect_ms, submitted.headers
    if not 200 <= submitted.status < 300:
        return WholeAnswer(submitted.status, headers, body, connect_ms)
    taken()
    until = time.monotonic() + limit_s
    while True:
        step = provider.follow(request, body)
        if step.ask is None:
            made = [await _fetched(each, send) for each in step.fetch]
            told = {"content-type": "application/json"}
            return WholeAnswer(step.status, {**headers, **told}, step.answer(made), connect_ms)
        while True:
            if time.monotonic() > until:
                text = f"its task was not done within {limit_s:g} s"
                raise TransportError(Failure(FailureClass.TIMEOUT, 0, text))
            await asyncio.sleep(provider.ask_every_s)
            answer = await send(step.ask)
            body = await _whole(answer)
            if answer.status not in _WAIT_OUT:
                break
        if not 200 <= answer.status < 300:
            return WholeAnswer(answer.status, answer.headers, body, connect_ms)


async def _fetched(request: UpstreamRequest, send: Send) -> bytes:
    answer = await send(request)
    body = await _whole(answer)
    if not 200 <= answer.status < 300:
        text = f"what its task made cannot be fetched (HTTP {answer.status})"
        raise TransportError(Failure(FailureClass.PROTOCOL, answer.status, text))
    return body


async def _whole(answer: UpstreamAnswer) -> bytes:
    try:
        return await answer.read()
    finally:
        answer.close()
