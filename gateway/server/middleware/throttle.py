"""Guessing keys gets slow: the more unknown keys an address sends, the later it is answered.

A success forgives nothing, so that one known key does not buy free guesses; time does. Nobody is
locked out: a right key is answered at once, whatever came before it from the same address.
"""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from gateway.server.middleware.guard import is_loopback

MOST_ADDRESSES = 4_096
FORGIVEN_EVERY_S = 10.0
"""Seconds that forgive one failure."""
_FIRST_S = 0.25


@dataclass(frozen=True, slots=True)
class _Policy:
    """So many failures are free; the delay then doubles up to ``longest_s``."""

    free: int
    longest_s: float


STRANGER = _Policy(free=5, longest_s=4.0)
THIS_COMPUTER = _Policy(free=20, longest_s=1.0)
"""A program here with an old key retries for ever, and must not look broken."""


@dataclass(slots=True)
class _Record:
    failures: float
    at: float


class Throttle:
    """Failed keys by address. ``clock`` in seconds, monotonic. Bounded memory."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._records: OrderedDict[str, _Record] = OrderedDict()

    def __len__(self) -> int:
        return len(self._records)

    def failed(self, address: str) -> float:
        """Notes a failure; the seconds after which it may be answered."""
        name = _name(address)
        now = self._clock()
        record = self._records.get(name)
        if record is None:
            record = self._records[name] = _Record(0.0, now)
            if len(self._records) > MOST_ADDRESSES:
                self._records.popitem(last=False)
        else:
            self._records.move_to_end(name)
        forgiven = (now - record.at) / FORGIVEN_EVERY_S
        record.failures = max(0.0, record.failures - forgiven) + 1
        record.at = now
        policy = THIS_COMPUTER if is_loopback(address) else STRANGER
        beyond = record.failures - policy.free
        if beyond <= 0:
            return 0.0
        return float(min(policy.longest_s, _FIRST_S * 2 ** min(beyond - 1, 30)))


def _name(address: str) -> str:
    """An IPv6 network stands for all its addresses: one machine has as many as it likes."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.version == 6 and not ip.is_loopback:
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
