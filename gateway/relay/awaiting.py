"""Answers that only say where the answer is: asked for until it is there, and carried as one that
came at once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from gateway.domain.failure import Failure, FailureClass
from gateway.providers.abilities import Tasking, TaskStep
from gateway.providers.base import Endpoint, Provider, UpstreamRequest
from gateway.relay.reframing import STREAM_TYPES
from gateway.relay.transport import TransportError, UpstreamAnswer

_WAIT_OUT = (429, 500, 502, 503, 504)
"""A question that is refused so is asked again: the task goes on."""
_AGAIN_S = 1.0
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


class Errand:
    """One request whose answer may be a task; ``limit_s`` seconds for all of it."""

    def __init__(
        self,
        request: UpstreamRequest,
        endpoint: Endpoint,
        send: Send,
        taken: Callable[[], None],
        limit_s: float,
        *,
        stream: bool,
    ) -> None:
        """``taken`` is called when the vendor has the task, and may charge for it."""
        self._request = request
        self._endpoint = endpoint
        self._send = send
        self._taken = taken
        self._limit_s = limit_s
        self._stream = stream

    async def run(self, provider: Provider) -> UpstreamAnswer:
        """The answer, or the stream, that the first answer leads to; for most providers that one.

        Raises TransportError and DialectError; nothing is left open then.
        """
        answer = await self._send(self._request)
        if not isinstance(provider, Tasking) or not provider.is_task(self._request):
            return answer
        connect_ms = answer.connect_ms
        until = time.monotonic() + self._limit_s
        while True:
            streams = answer.headers.get("content-type", "").startswith(STREAM_TYPES)
            if streams or not 200 <= answer.status < 300:
                return answer
            body = await _whole(answer)
            step = provider.follow(self._request, self._endpoint, body, stream=self._stream)
            if step is None:
                return WholeAnswer(answer.status, answer.headers, body, connect_ms)
            self._taken()
            if step.ask is None:
                made = [await self._fetched(each) for each in step.fetch]
                headers = {**answer.headers, "content-type": "application/json"}
                return WholeAnswer(step.status, headers, step.answer(made), connect_ms)
            answer = await self._asked(step.ask, step, until)

    async def _asked(self, ask: UpstreamRequest, step: TaskStep, until: float) -> UpstreamAnswer:
        wait_s = step.wait_s
        while True:
            if time.monotonic() > until:
                text = f"its task was not done within {self._limit_s:g} s"
                raise TransportError(Failure(FailureClass.TIMEOUT, 0, text))
            await asyncio.sleep(wait_s)
            answer = await self._send(ask)
            if answer.status not in _WAIT_OUT:
                return answer
            answer.close()
            wait_s = step.wait_s or _AGAIN_S

    async def _fetched(self, request: UpstreamRequest) -> bytes:
        answer = await self._send(request)
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
