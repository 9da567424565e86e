"""Which proxy requests to providers take: the system's, none, or one that was named."""

from __future__ import annotations

from urllib.parse import urlsplit

SYSTEM = ""
"""What HTTP_PROXY, HTTPS_PROXY and NO_PROXY or the system's settings say."""
NONE = "none"
"""Straight to the provider, whatever the system says."""
MASK = "••••"
"""What stands for a password where an address is shown."""

_SCHEMES = ("http", "https", "socks5", "socks5h")


def parse_proxy(text: str) -> str:
    """:data:`SYSTEM`, :data:`NONE`, or the address of an HTTP or SOCKS5 proxy. Raises ValueError.

    ``socks5`` and ``socks5h`` mean the same here: the proxy resolves names.
    """
    text = text.strip()
    if MASK in text:
        raise ValueError("its password is hidden")
    if text.lower() in (SYSTEM, NONE):
        return text.lower()
    parts = urlsplit(text)
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname:
        raise ValueError("not the address of a proxy, as http://host:port or socks5://host:port")
    if parts.port == 0:  # reading it raises ValueError when it is no port at all
        raise ValueError("not a port")
    return text


def is_socks(proxy: str) -> bool:
    return proxy.lower().startswith(("socks5://", "socks5h://"))


def without_password(proxy: str) -> str:
    """The address as it may be shown."""
    parts = urlsplit(proxy)
    if parts.password is None:
        return proxy
    user, _, host = parts.netloc.rpartition("@")
    return proxy.replace(parts.netloc, f"{user.partition(':')[0]}:{MASK}@{host}", 1)
