"""The headers of an upstream request: ours, those the dialect lets through, the channel's last."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.providers.base import Endpoint
from gateway.version import __version__

USER_AGENT = f"homeport/{__version__}"

_BEARER_HEADER = "Authorization"


def bearer(key: str) -> dict[str, str]:
    """``Authorization: Bearer``; nothing for no key."""
    return {_BEARER_HEADER: f"Bearer {key.strip()}"} if key.strip() else {}


def passed_on(
    client_headers: Mapping[str, str], names: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Those client headers that ``names`` lists: their lower-case names to how they are written."""
    return {
        written: client_headers[name]
        for name, written in (names or {}).items()
        if client_headers.get(name, "").strip()
    }


def assemble(
    endpoint: Endpoint, *layers: Mapping[str, str], body: bytes = b"", stream: bool = False
) -> dict[str, str]:
    """One set of headers; later layers win whatever their case, the channel's own win over all.

    A stream is asked for uncompressed: some vendors stall while they fill a gzip block.
    """
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "text/event-stream" if stream else "application/json",
        "Accept-Encoding": "identity" if stream else "gzip, deflate",
    }
    if body:
        headers["Content-Type"] = "application/json"
    written = {name.lower(): name for name in headers}
    for layer in (*layers, endpoint.headers):
        for name, value in layer.items():
            lower = name.lower()
            headers.pop(written.get(lower, name), None)
            written[lower] = name
            headers[name] = value
    return headers
