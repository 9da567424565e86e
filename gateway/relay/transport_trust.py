"""Whom TLS trusts: the system's certificate authorities, and those a channel names beside them."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable


def system_trust() -> ssl.SSLContext:
    """The system's certificate authorities. Takes about 20 ms."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


class Trust:
    """One context for each set of authorities, made in a thread when it is first wanted."""

    def __init__(self, system: Callable[[], ssl.SSLContext] = system_trust) -> None:
        self._system = system
        self._made: dict[str, ssl.SSLContext] = {}

    async def context(self, authority: str = "") -> ssl.SSLContext:
        """``authority``: certificates in PEM, '' for the system's alone. Raises ssl.SSLError."""
        made = self._made.get(authority)
        if made is None:
            made = self._made[authority] = await asyncio.to_thread(self._make, authority)
        return made

    def _make(self, authority: str) -> ssl.SSLContext:
        context = self._system()
        if authority:
            context.load_verify_locations(cadata=authority)
            # Certificates made at home seldom have every extension that OpenSSL's strict mode asks
            # for, which Python switches on from 3.13.
            context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        return context
