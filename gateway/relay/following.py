"""Answers that only say where the answer is: asked for until it is there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from gateway.providers.base import Endpoint, Following, Provider, UpstreamRequest
from gateway.relay import transport_failures as failures
from gateway.relay.reframing import STREAM_TYPES
from gateway.relay.transport import Timeouts, UpstreamAnswer

LONGEST_S = 600.0
Ask = Callable[[UpstreamRequest], Awaitable[UpstreamAnswer]]


async def followed(
    provider: Provider,
    endpoint: Endpoint,
    request: UpstreamRequest,
    answer: UpstreamAnswer,
    ask: Ask,
    stream: bool,
) -> UpstreamAnswer:
    """The answer that ``answer`` leads to; itself for most providers, and for refusals.

    What comes after :data:`LONGEST_S` is not waited for. Raises TransportError and DialectError;
    ``answer`` is closed then.
    """
    if not isinstance(provider, Following):
        return answer
    try:
        async with asyncio.timeout(LONGEST_S):
            return await _followed(provider, endpoint, request, answer, ask, stream)
    except TimeoutError as error:
        raise failures.did_not_answer(Timeouts(first_byte=LONGEST_S)) from error


async def _followed(
    provider: Following,
    endpoint: Endpoint,
    request: UpstreamRequest,
    answer: UpstreamAnswer,
    ask: Ask,
    stream: bool,
) -> UpstreamAnswer:
    while True:
        streams = answer.headers.get("content-type", "").startswith(STREAM_TYPES)
        if not 200 <= answer.status < 300 or streams:
            return answer
        try:
            body = await answer.read()
            step = provider.following(request, endpoint, body, stream=stream)
        except BaseException:
            answer.close()
            raise
        if step is None:
            return _Read(answer, body)
        answer.close()
        following, wait_s = step
        await asyncio.sleep(wait_s)
        answer = await ask(following)


class _Read:
    """See :class:`~gateway.relay.transport.UpstreamAnswer`: one that was read already."""

    def __init__(self, answer: UpstreamAnswer, body: bytes) -> None:
        self.status = answer.status
        self.headers: Mapping[str, str] = answer.headers
        self.connect_ms = answer.connect_ms
        self._answer = answer
        self._body = body

    async def read(self) -> bytes:
        return self._body

    async def chunks(self) -> AsyncIterator[bytes]:
        yield self._body

    async def drain(self) -> None:
        return

    def close(self) -> None:
        self._answer.close()
