"""Bodies of refusals, which may be anything."""

from __future__ import annotations

from gateway.dialects.registry import DIALECTS, UPSTREAM_DIALECTS
from gateway.domain.failure import Failure, FailureClass
from gateway.providers.base import Endpoint, Provider
from gateway.relay.transport import TransportError, UpstreamAnswer

_MOST = 256 * 1024
"""Bytes; nobody reads more."""


_VAGUE = frozenset({FailureClass.OVERLOADED, FailureClass.PROTOCOL})


def hidden_refusal(
    provider: Provider,
    dialect: str,
    answer: UpstreamAnswer,
    body: bytes,
    endpoint: Endpoint,
    found: Failure,
) -> Failure:
    """What an error inside a success means: where its dialect could not tell, as the provider's
    refusals are read, in the shapes and numbers of its own. A dialect of one vendor alone knows
    them itself.
    """
    if found.kind not in _VAGUE or (dialect in UPSTREAM_DIALECTS and dialect not in DIALECTS):
        return found
    return provider.classify(answer.status, answer.headers, body[:_MOST], endpoint)


async def read_refusal(answer: UpstreamAnswer) -> bytes:
    """The body of a refusal, as much of it as anyone reads, and as came before it broke off."""
    parts: list[bytes] = []
    size = 0
    try:
        async for part in answer.chunks():
            parts.append(part)
            size += len(part)
            if size > _MOST:
                break
    except TransportError:
        pass
    return b"".join(parts)
