"""Who may reach the management API at all: this computer, under its own name, not a web page.

Against DNS rebinding (a page whose host name turns into 127.0.0.1) and cross-site requests: the
Host header has to name this computer, and a browser's request has to come from its own pages.
Pure functions over header values.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Mapping
from urllib.parse import SplitResult, urlsplit

_FORBIDDEN_SITES = frozenset({"cross-site", "same-site"})
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOME_SUFFIXES = ("local", "lan", "home", "home.arpa", "internal", "localdomain", "fritz.box")
"""Under which routers and mDNS know a computer; no page on the Internet has such a name."""


def refuse_foreign(
    remote: str, headers: Mapping[str, str], allowed: Collection[str] = frozenset()
) -> str:
    """Why a management request is refused; '' if it may pass.

    ``remote`` is the peer's address, ``allowed`` further host names in lower case. ``headers`` is
    case-insensitive.
    """
    host = headers.get("Host", "")
    if not is_loopback(remote):
        return "Homeport's management API answers to this computer only"
    if not check_host(host, allowed):
        return f"Homeport is not known as {host[:100]!r}; use http://localhost instead"
    if not check_origin(headers.get("Origin"), host, headers.get("Sec-Fetch-Site", "")):
        return "Homeport's management API does not answer other web pages"
    return ""


def is_loopback(address: str) -> bool:
    """Whether an IP literal is this computer's, IPv4 inside IPv6 included."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return (getattr(ip, "ipv4_mapped", None) or ip).is_loopback


def check_host(host_header: str, allowed: Collection[str] = frozenset()) -> bool:
    """Whether a Host header names this computer: localhost, a loopback address, or ``allowed``."""
    parts = _split(f"//{host_header}")
    if parts is None or parts.username is not None or not parts.hostname:
        return False
    name = parts.hostname
    return name == "localhost" or is_loopback(name) or name in allowed


def is_our_host(host_header: str, addresses: Collection[str], names: Collection[str]) -> bool:
    """Whether a Host header names this computer as the local network knows it.

    By one of the shared ``addresses``, loopback's names, or one of ``names``, alone or under the
    suffixes of home networks; a name with a dot in it only as it is. Lower case all.
    """
    if check_host(host_header, addresses):
        return True
    parts = _split(f"//{host_header}")
    if parts is None or parts.username is not None or not parts.hostname:
        return False
    name = parts.hostname.rstrip(".")
    if name in names:
        return True
    first, _, rest = name.partition(".")
    return first in names and rest in _HOME_SUFFIXES


def check_origin(origin: str | None, host_header: str, fetch_site: str = "") -> bool:
    """Whether a request is no browser's (no Origin), or comes from this host's own pages.

    ``fetch_site`` is Sec-Fetch-Site, which browsers send where they send no Origin.
    """
    if fetch_site.lower() in _FORBIDDEN_SITES:
        return False
    if origin is None:
        return True
    there, here = _split(origin), _split(f"//{host_header}")
    if there is None or here is None or there.scheme not in _DEFAULT_PORTS:
        return False
    default = _DEFAULT_PORTS[there.scheme]
    same_port = (there.port or default) == (here.port or default)
    return bool(there.hostname) and there.hostname == here.hostname and same_port


def _split(url: str) -> SplitResult | None:
    """The parts of a URL whose host and port can be read; None for any other."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if not parts.path and not parts.query and not parts.fragment else None
