"""How much at once and how much a minute: counted exactly, decided in one step."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

MINUTE_S = 60.0
SOON_S = 1.0
"""When to ask again where nobody knows: a running request may end at any moment."""


class LimitKind(StrEnum):
    """Which limit is in the way."""

    REQUESTS = "requests"
    TOKENS = "tokens"
    CONCURRENCY = "concurrency"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests a minute, tokens (of text) a minute, requests at once. 0 is no limit."""

    rpm: int = 0
    tpm: int = 0
    concurrency: int = 0

    def __bool__(self) -> bool:
        return bool(self.rpm or self.tpm or self.concurrency)


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Full:
    """No room now: the limit, and seconds until there may be; None where there never will."""

    kind: LimitKind
    limit: int
    wait_s: float | None
    words: str = ""
    """What it is a limit of, where the number alone does not say."""


class Window:
    """Amounts of the last minute; each leaves it 60 s after it came. ``now`` is monotonic."""

    __slots__ = ("_entries", "_total")

    def __init__(self) -> None:
        self._entries: deque[tuple[float, int]] = deque()
        self._total = 0

    def add(self, now: float, amount: int) -> None:
        if amount:
            self._entries.append((now, amount))
            self._total += amount

    def total(self, now: float) -> int:
        """What is there now."""
        entries = self._entries
        while entries and entries[0][0] <= now - MINUTE_S:
            self._total -= entries.popleft()[1]
        return self._total

    def empty_in(self, now: float) -> float:
        """Seconds until nothing is left of what is there."""
        return max(0.0, self._entries[-1][0] + MINUTE_S - now) if self.total(now) else 0.0

    def wait(self, now: float, most: int) -> float:
        """Seconds until no more than ``most`` is left of what is there; 0 if that is so now."""
        entries = self._entries
        left = self.total(now)
        if left <= most:
            return 0.0
        for at, amount in entries:
            left -= amount
            if left <= most:
                return at + MINUTE_S - now
        return MINUTE_S


@dataclass(frozen=True, slots=True)
class Remaining:
    """What of a limit a minute is left, and seconds until all of it is there again."""

    limit: int
    left: int
    reset_s: float


class Gauge:
    """What one token or channel has under way and had in the last minute.

    Asking and entering without a pause between them is exact, however many ask at once. ``clock``
    is monotonic, in seconds.
    """

    __slots__ = ("_clock", "_held", "_requests", "_running", "_tokens")

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._running = 0
        self._held = 0
        self._requests = Window()
        self._tokens = Window()

    @property
    def running(self) -> int:
        return self._running

    def full(self, limits: Limits, tokens: int = 0) -> Full | None:
        """What forbids one more request that reads and writes about so many tokens."""
        if limits.concurrency and self._running >= limits.concurrency:
            return Full(LimitKind.CONCURRENCY, limits.concurrency, SOON_S)
        now = self._clock()
        if limits.rpm and (wait := self._requests.wait(now, limits.rpm - 1)):
            return Full(LimitKind.REQUESTS, limits.rpm, wait)
        if not limits.tpm:
            return None
        if tokens > limits.tpm:
            return Full(LimitKind.TOKENS, limits.tpm, None)
        # A minute that is used up refuses even the smallest request.
        room = limits.tpm - max(1, tokens) - self._held
        if wait := self._tokens.wait(now, max(0, room)):
            return Full(LimitKind.TOKENS, limits.tpm, wait)
        return Full(LimitKind.TOKENS, limits.tpm, SOON_S) if room < 0 else None

    def requests_left(self, limits: Limits) -> Remaining:
        """Of the requests a minute."""
        now = self._clock()
        left = max(0, limits.rpm - self._requests.total(now))
        return Remaining(limits.rpm, left, self._requests.empty_in(now))

    def tokens_left(self, limits: Limits) -> Remaining:
        """Of the tokens a minute, without what running requests hold."""
        now = self._clock()
        left = max(0, limits.tpm - self._tokens.total(now) - self._held)
        reset = self._tokens.empty_in(now)
        return Remaining(limits.tpm, left, max(reset, MINUTE_S) if self._held else reset)

    def enter(self, tokens: int = 0) -> Admission:
        """One more request, which holds its tokens until it is known what it used."""
        self._running += 1
        self._held += tokens
        self._requests.add(self._clock(), 1)
        return Admission(self, tokens)

    def end(self) -> None:
        """One request less under way."""
        self._running -= 1

    def count(self, held: int, used: int) -> None:
        """What was held is known: it counts from now on for a minute."""
        self._held -= held
        self._tokens.add(self._clock(), used)


class Admission:
    """One request inside. Leaving and telling what it used may be repeated: once counts."""

    __slots__ = ("_gauge", "_held", "_inside", "_told")

    def __init__(self, gauge: Gauge, held: int) -> None:
        self._gauge = gauge
        self._held = held
        self._inside = True
        self._told = False

    def leave(self) -> None:
        """It is no longer under way."""
        if self._inside:
            self._inside = False
            self._gauge.end()

    def used(self, tokens: int) -> None:
        """What it read and wrote in all."""
        if not self._told:
            self._told = True
            self._gauge.count(self._held, tokens)
