"""Which tokens are used from an address that is new to them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from gateway.domain.token import Token
from gateway.services.context import Context
from gateway.store import token_addresses

NEW_FOR_MS = 86_400_000
"""For so long after its first request an address counts as new."""


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address a token was last used from, and since when (Unix ms) the log knows it."""

    address: str
    since: int


class TokenAddresses:
    """Asks the log once for each address of a token: what came first does not change."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._seen: dict[tuple[int, str], int] = {}

    async def new(self, tokens: Iterable[Token]) -> dict[int, NewAddress]:
        """By token id: those last used from an address that appeared within a day.

        The first address of a token is not new, nor is this computer.
        """
        since = self._context.now_ms() - NEW_FOR_MS
        found: dict[int, NewAddress] = {}
        for token in tokens:
            address = token.last_address
            if token.last_used_at < since or not address or _is_loopback(address):
                continue
            appeared = self._seen.get((token.id, address))
            if appeared is None:
                appeared = await self._appeared(token.id, address)
            if appeared >= since:
                found[token.id] = NewAddress(address, appeared)
        return found

    async def _appeared(self, token_id: int, address: str) -> int:
        """When an address joined others; 0 where it was the first."""
        read = partial(token_addresses.first_seen, token_id, address)
        seen = await self._context.database.read(read)
        if seen is None:
            return 0
        at, others = seen
        self._seen[token_id, address] = at if others else 0
        return at if others else 0


def _is_loopback(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return (getattr(ip, "ipv4_mapped", None) or ip).is_loopback
