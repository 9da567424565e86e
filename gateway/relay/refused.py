"""Bodies of refusals, which may be anything."""

from __future__ import annotations

from gateway.relay.transport import TransportError, UpstreamAnswer

_MOST = 256 * 1024
"""Bytes; nobody reads more."""


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
