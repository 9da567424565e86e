"""Streams of a known dialect in a provider's own framing; which answers are streams at all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from gateway.dialects.base import Reframer
from gateway.dialects.registry import REFRAMERS
from gateway.providers.abilities import Reframing
from gateway.providers.base import Provider
from gateway.relay.transport import UpstreamAnswer

STREAM_TYPES = (
    "text/event-stream",
    "application/x-ndjson",
    "application/jsonl",
    "application/vnd.amazon.eventstream",
)
_UPSTREAM_IDS = ("x-request-id", "request-id", "x-amzn-requestid", "apim-request-id")


def upstream_id(headers: Mapping[str, str]) -> str:
    """The upstream's own name of a request, '' where it gives none."""
    return next((headers[name] for name in _UPSTREAM_IDS if headers.get(name)), "")


def reframed(provider: Provider, dialect: str, answer: UpstreamAnswer) -> UpstreamAnswer:
    """The answer in the framing its dialect reads; the same one where it has that already."""
    if not isinstance(provider, Reframing):
        return answer
    name = provider.framing(dialect, answer.headers.get("content-type", ""))
    return _Reframed(answer, REFRAMERS[name]()) if name else answer


class _Reframed:
    """See :class:`~gateway.relay.transport.UpstreamAnswer`. It reads what it wraps."""

    def __init__(self, answer: UpstreamAnswer, reframer: Reframer) -> None:
        self.status = answer.status
        self.headers: Mapping[str, str] = {
            **answer.headers,
            "content-type": reframer.content_type,
        }
        self.connect_ms = answer.connect_ms
        self._answer = answer
        self._reframer = reframer

    async def read(self) -> bytes:
        return b"".join([part async for part in self.chunks()])

    async def chunks(self) -> AsyncIterator[bytes]:
        async for data in self._answer.chunks():
            if out := self._reframer.feed(data):
                yield out
        if out := self._reframer.close():
            yield out

    async def drain(self) -> None:
        await self._answer.drain()

    def close(self) -> None:
        self._answer.close()
