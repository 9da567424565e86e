"""Which proxy requests to providers take: the system's, none, or one that was named."""

from __future__ import annotations

from urllib.parse import urlsplit

SYSTEM = ""
"""What HTTP_PROXY, HTTPS_PROXY and NO_PROXY or the system's settings say."""
NONE = "none"
"""Straight to the provider, whatever the system says."""


def parse_proxy(text: str) -> str:
    """:data:`SYSTEM`, :data:`NONE`, or the address of an HTTP proxy. Raises ValueError."""
    text = text.strip()
    if text.lower() in (SYSTEM, NONE):
        return text.lower()
    parts = urlsplit(text)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError("not the address of an HTTP proxy, as http://host:port")
    if parts.port == 0:  # reading it raises ValueError when it is no port at all
        raise ValueError("not a port")
    return text
