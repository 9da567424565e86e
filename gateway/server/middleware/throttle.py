"""Guessing keys gets slow, and then ends: the more unknown keys an address sends, the later it is
answered; past a number, it is banned for a time.

A success forgives nothing, so that one known key does not buy free guesses; time does. Before a
ban, a right key is answered at once, whatever came before it from the same address. This computer
is slowed but never banned: a program here with an old key must not lock out all the others.
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
BANNED_AFTER = 20
"""Failures that are not forgiven yet."""
BAN_S = 1_800.0
"""The first ban; each further one of the same address lasts twice as long."""
LONGEST_BAN_S = 86_400.0
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
    bans: int = 0


@dataclass(frozen=True, slots=True)
class Banned:
    """``until`` on the throttle's clock; ``failures`` that led to it."""

    address: str
    until: float
    failures: int


class Throttle:
    """Failed keys by address. ``clock`` in seconds, monotonic. Bounded memory."""

    def __init__(
        self, clock: Callable[[], float], on_ban: Callable[[Banned], None] | None = None
    ) -> None:
        self._clock = clock
        self._on_ban = on_ban
        self._records: OrderedDict[str, _Record] = OrderedDict()
        self._bans: OrderedDict[str, Banned] = OrderedDict()

    def __len__(self) -> int:
        return len(self._records)

    def failed(self, address: str, *, bannable: bool = True) -> float:
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
        here = is_loopback(address)
        if bannable and not here and record.failures >= BANNED_AFTER:
            self._ban(name, record, now)
        policy = THIS_COMPUTER if here else STRANGER
        beyond = record.failures - policy.free
        if beyond <= 0:
            return 0.0
        return float(min(policy.longest_s, _FIRST_S * 2 ** min(beyond - 1, 30)))

    # Bans

    def _ban(self, name: str, record: _Record, now: float) -> None:
        if self._left(name, now) > 0:
            return  # its requests of before the ban are still coming in
        seconds = min(LONGEST_BAN_S, BAN_S * 2 ** min(record.bans, 30))
        record.bans += 1
        self._bans[name] = ban = Banned(name, now + seconds, round(record.failures))
        if len(self._bans) > MOST_ADDRESSES:
            self._bans.popitem(last=False)
        if self._on_ban is not None:
            self._on_ban(ban)

    @property
    def has_bans(self) -> bool:
        """Whether there may be one; a request's only cost while there is none."""
        return bool(self._bans)

    def banned_s(self, address: str) -> float:
        """For how many seconds an address is still banned; 0.0 if it is not."""
        return self._left(_name(address), self._clock()) if self._bans else 0.0

    def _left(self, name: str, now: float) -> float:
        ban = self._bans.get(name)
        if ban is None:
            return 0.0
        if ban.until <= now:
            self._expire(name)
            return 0.0
        return ban.until - now

    def _expire(self, name: str) -> None:
        """It may try again, but not as often as before."""
        del self._bans[name]
        if name in self._records:
            self._records[name].failures = 0.0

    def bans(self) -> list[Banned]:
        """Who is banned now, the latest first."""
        now = self._clock()
        for name in [name for name, ban in self._bans.items() if ban.until <= now]:
            self._expire(name)
        return list(reversed(self._bans.values()))

    def unban(self, address: str) -> bool:
        """Lets an address try again, as if it had never failed. False if it was not banned."""
        name = _name(address)
        self._records.pop(name, None)
        return self._bans.pop(name, None) is not None


def _name(address: str) -> str:
    """An IPv6 network stands for all its addresses: one machine has as many as it likes."""
    if "/" in address:
        return address
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.version == 6 and not ip.is_loopback:
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
