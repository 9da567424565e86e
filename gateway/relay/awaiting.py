"""Answers that only say where the answer is: asked for until it is there, and carried as one that
came at once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

from gateway.domain.failure import Failure, FailureClass
from gateway.domain.usage import Usage
from gateway.errors import DialectError
from gateway.providers.abilities import Tasking, TaskStep
from gateway.providers.base import Endpoint, Provider, UpstreamRequest
from gateway.relay.off_loop import off_loop
from gateway.relay.reframing import STREAM_TYPES
from gateway.relay.transport import MAX_ANSWER, TransportError, UpstreamAnswer
from gateway.relay.transport_failures import too_large

_WAIT_OUT = (429, 500, 502, 503, 504)
"""A question that is refused so is asked again: the task goes on."""
_UNASKED = (401, 403, 404, 407)
"""These speak of the question, and others of the task, as fal's 422 of one that failed."""
_PASSING = frozenset({FailureClass.NETWORK, FailureClass.TIMEOUT})
_AGAIN_S = 1.0
_MOST_BREAKS = 5
"""Connections in a row that a question may lose before its task is given up."""
_MOST_FETCHES = 3
"""How often what a task made is fetched: it is paid, and made anew elsewhere otherwise."""
_MOST_MADE = 128
_BEGINNING = 16 * 1024
"""Bytes of a stream in which it may name its task."""
Send = Callable[[UpstreamRequest], Awaitable[UpstreamAnswer]]


class WholeAnswer:
    """See :class:`~gateway.relay.transport.UpstreamAnswer`; nothing of it is still to come."""

    def __init__(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        connect_ms: int,
        usage: Usage | None = None,
    ) -> None:
        """``usage`` is what its vendor says it consumed, where the body has no place for that."""
        self.status = status
        self.headers = headers
        self.connect_ms = connect_ms
        self.usage = usage
        self._body = body

    async def read(self) -> bytes:
        return self._body

    async def chunks(self) -> AsyncIterator[bytes]:
        yield self._body

    async def drain(self) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""


class TaskStream:
    """A task's stream; closed before its end, the task is ended too: ``left`` hears what came."""

    def __init__(self, stream: UpstreamAnswer, left: Callable[[bytes], None]) -> None:
        self._stream = stream
        self._left = left
        self._beginning = b""
        self._over = False
        self.status, self.headers = stream.status, stream.headers
        self.connect_ms = stream.connect_ms

    async def read(self) -> bytes:
        body = await self._stream.read()
        self._over = True
        return body

    async def chunks(self) -> AsyncIterator[bytes]:
        async for data in self._stream.chunks():
            if len(self._beginning) < _BEGINNING:
                self._beginning += data[:_BEGINNING]
            yield data
        self._over = True

    async def drain(self) -> None:
        self._over = True
        await self._stream.drain()

    def close(self) -> None:
        self._stream.close()
        if not self._over:
            self._over = True
            self._left(self._beginning)


class Errand:
    """One request whose answer may be a task; ``limit_s`` seconds for all of it.

    A task that nobody waits for any more is ended, where its provider can: its time costs money.
    """

    def __init__(
        self,
        request: UpstreamRequest,
        endpoint: Endpoint,
        send: Send,
        taken: Callable[[], None],
        limit_s: float,
        *,
        stream: bool,
        leave: Callable[[UpstreamRequest], None],
    ) -> None:
        """``taken`` is called when the vendor has the task, and may charge for it; ``leave`` with
        the request that ends one, which nobody waits for either.
        """
        self.owed = False
        """It failed while its vendor had a task that was not ended, and may charge for it."""
        self._taking = taken
        self._has_task = False
        self._leave = leave
        self._told = b""
        self._request = request
        self._endpoint = endpoint
        self._send = send
        self._limit_s = limit_s
        self._stream = stream

    async def run(self, provider: Provider) -> UpstreamAnswer:
        """The answer, or the stream, that the first answer leads to; for most providers that one.

        Raises TransportError and DialectError; nothing is left open then.
        """
        answer = await self._send(self._request)
        if not isinstance(provider, Tasking):
            return answer
        if not provider.is_task(self._request):
            return self._watched(provider, answer)
        try:
            found = await self._follow(provider, answer)
        except (asyncio.CancelledError, TransportError, DialectError):
            self._give_up(provider)
            raise
        if found.status in _UNASKED and not isinstance(found, WholeAnswer):
            self._give_up(provider)
        return found

    def _taken(self) -> None:
        self._has_task = True
        self._taking()

    def _watched(self, provider: Tasking, answer: UpstreamAnswer) -> UpstreamAnswer:
        """An answer that may be the stream of a task."""
        if not _streams(answer) or not (self._told or provider.named_in_streams):
            return answer

        def left(beginning: bytes) -> None:
            self._told = beginning if provider.named_in_streams else self._told
            self._give_up(provider)

        return TaskStream(answer, left)

    def _give_up(self, provider: Tasking) -> None:
        ending = None
        if self._told:
            try:
                ending = provider.cancel(self._request, self._endpoint, self._told)
            except DialectError:
                pass  # it stands where nothing of ours is sent to
        self.owed = self._has_task and ending is None
        if ending is not None:
            self._leave(ending)

    async def _follow(self, provider: Tasking, answer: UpstreamAnswer) -> UpstreamAnswer:
        connect_ms = answer.connect_ms
        question = self._request
        until = time.monotonic() + self._limit_s
        while True:
            if _streams(answer):
                return self._watched(provider, answer)
            if not 200 <= answer.status < 300:
                return answer
            body = await _whole(answer)
            if _kind(answer).startswith("text/html"):
                raise DialectError("it is a page")  # which would pass for sound
            self._told = self._told or body
            step = await off_loop(
                len(body) + len(self._request.asked),
                provider.follow,
                self._request,
                self._endpoint,
                body,
                stream=self._stream,
            )
            if step is None:
                return WholeAnswer(answer.status, answer.headers, body, connect_ms)
            self._told = body
            if step.costs == "told":
                self._taken()
            self._request = step.instead or self._request
            ask = provider.again(question, self._endpoint) if step.again else step.ask
            if ask is None:
                made = await self._all_fetched(step.fetch)
                headers = {**answer.headers, "content-type": step.content_type}
                whole = await off_loop(len(body) + sum(map(len, made)), step.answer, made)
                return WholeAnswer(step.status, headers, whole, connect_ms, step.usage)
            question = ask
            answer = await self._asked(ask, step, until)
            if step.costs == "asked" and 200 <= answer.status < 300:
                self._taken()

    async def _asked(self, ask: UpstreamRequest, step: TaskStep, until: float) -> UpstreamAnswer:
        wait_s = step.wait_s
        breaks = 0
        while True:
            if time.monotonic() > until:
                text = f"its task was not done within {self._limit_s:g} s"
                raise TransportError(Failure(FailureClass.TIMEOUT, 0, text))
            await asyncio.sleep(wait_s)
            try:
                answer = await self._send(ask)
            except TransportError as error:
                breaks += 1
                passes = error.failure.kind in _PASSING and breaks < _MOST_BREAKS
                if step.costs != "told" or not passes:  # an order is given once
                    raise
            else:
                if answer.status not in _WAIT_OUT or step.costs != "told":
                    return answer
                answer.close()
                breaks = 0
            wait_s = step.wait_s or _AGAIN_S

    async def _all_fetched(self, requests: Sequence[UpstreamRequest]) -> list[bytes]:
        if len(requests) > _MOST_MADE:
            text = f"its task made {len(requests)} pictures, which nobody asked for"
            raise TransportError(Failure(FailureClass.PROTOCOL, 200, text))
        made: list[bytes] = []
        room = MAX_ANSWER
        for each in requests:
            made.append(await self._fetched(each))
            room -= len(made[-1])
            if room < 0:
                raise too_large()
        return made

    async def _fetched(self, request: UpstreamRequest) -> bytes:
        for left in reversed(range(_MOST_FETCHES)):
            try:
                answer = await self._send(request)
                body = await _whole(answer)
            except TransportError as error:
                if not left or error.failure.kind not in _PASSING:
                    raise
            else:
                if 200 <= answer.status < 300:
                    return body
                if not left or answer.status not in _WAIT_OUT:
                    text = f"what its task made cannot be fetched (HTTP {answer.status})"
                    raise TransportError(Failure(FailureClass.PROTOCOL, answer.status, text))
            await asyncio.sleep(_AGAIN_S)
        raise AssertionError  # the last one returns or raises


def told_by(answer: UpstreamAnswer) -> Usage | None:
    """What an answer's vendor said beside it that it consumed."""
    return answer.usage if isinstance(answer, WholeAnswer) else None


def _kind(answer: UpstreamAnswer) -> str:
    return answer.headers.get("content-type", "").lower()


def _streams(answer: UpstreamAnswer) -> bool:
    return _kind(answer).startswith(STREAM_TYPES)


async def _whole(answer: UpstreamAnswer) -> bytes:
    try:
        return await answer.read()
    finally:
        answer.close()


async def end_task(send: Send, ending: UpstreamRequest) -> None:
    """Tells a vendor that nobody waits; a task that cannot be told of ends by itself."""
    try:
        (await send(ending)).close()
    except TransportError:
        return
