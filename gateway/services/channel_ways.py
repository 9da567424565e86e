"""Checks of how a channel's requests are sent: its proxy, whom it trusts, what it puts in."""

from __future__ import annotations

import ssl

from gateway.domain.overrides import Overrides, parse_overrides
from gateway.domain.proxy import parse_proxy
from gateway.errors import ServiceError

_LONGEST_PROXY = 2_000
_LONGEST_PEM = 200_000


def check_proxy(text: str) -> str:
    """Raises ServiceError ``invalid_channel``, whose text holds nothing of the address."""
    if len(text) > _LONGEST_PROXY:
        raise invalid("proxy", f"has more than {_LONGEST_PROXY} characters")
    try:
        return parse_proxy(text)
    except ValueError as error:
        why = "is no address of a proxy, as http://host:port or socks5://host:port"
        raise invalid("proxy", why) from error


def check_authority(pem: str) -> str:
    """Certificates in PEM, '' for none. Raises ServiceError ``invalid_channel``."""
    pem = pem.strip()
    if not pem:
        return ""
    if len(pem) > _LONGEST_PEM:
        raise invalid("authority", f"has more than {_LONGEST_PEM} characters")
    if "PRIVATE KEY" in pem:
        raise invalid("authority", "holds a private key; only the certificate is needed")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=pem)
    except (ssl.SSLError, ValueError) as error:
        raise invalid("authority", "is no certificate in PEM") from error
    return pem + "\n"


def check_overrides(overrides: Overrides) -> Overrides:
    """Raises ServiceError ``invalid_channel``."""
    try:
        return parse_overrides(overrides.as_object())
    except ValueError as error:
        raise invalid("overrides", str(error)) from error


def invalid(name: str, why: str) -> ServiceError:
    return ServiceError("invalid_channel", f"{name}: {why}", {name: why})
