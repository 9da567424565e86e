"""The throttle with the time of day, for those who show it, and with its news told."""

from __future__ import annotations

from collections.abc import Callable

from gateway.domain.sharing import Ban
from gateway.events import AddressBanned, EventBus
from gateway.server.middleware.throttle import Banned, Throttle


class BanBook:
    """``clock`` in monotonic seconds, ``now_ms`` in Unix milliseconds. True while anyone is out."""

    def __init__(
        self, clock: Callable[[], float], now_ms: Callable[[], int], events: EventBus
    ) -> None:
        self._clock = clock
        self._now_ms = now_ms
        self._events = events
        self.throttle = Throttle(clock, self._tell)

    def __bool__(self) -> bool:
        return self.throttle.has_bans

    def failed(self, address: str, *, bannable: bool) -> float:
        """Notes an unknown key; the seconds after which it may be answered."""
        return self.throttle.failed(address, bannable=bannable)

    def banned_s(self, address: str) -> float:
        """For how many seconds an address is still banned; 0.0 if it is not."""
        return self.throttle.banned_s(address)

    def bans(self) -> list[Ban]:
        """Who is banned now, the latest first."""
        return [self._dated(each) for each in self.throttle.bans()]

    def unban(self, address: str) -> bool:
        """False if it was not banned."""
        return self.throttle.unban(address)

    def _dated(self, banned: Banned) -> Ban:
        left_ms = int((banned.until - self._clock()) * 1000)
        return Ban(banned.address, self._now_ms() + left_ms, banned.failures)

    def _tell(self, banned: Banned) -> None:
        self._events.publish(AddressBanned(self._dated(banned)))
