"""Limits of channels at work: a full one is passed over, and waited for where there is no other."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gateway.domain.budget import Scope, period_words
from gateway.domain.channel import Channel
from gateway.domain.limits import Admission, Full, Gauge, LimitKind, Limits
from gateway.ledger.tally import Tallies
from gateway.relay.queueing import MOST_WAITING


class ChannelSeat:
    """One request at a channel. Leaving may be repeated: once counts."""

    __slots__ = ("_admission", "_left")

    def __init__(self, admission: Admission, left: Callable[[], None]) -> None:
        self._admission = admission
        self._left = left

    def leave(self, tokens: int = 0) -> None:
        """It is no longer under way; ``tokens`` are what it read and wrote."""
        self._admission.used(tokens)
        self._admission.leave()
        self._left()


@dataclass(slots=True, eq=False)
class _Waiter:
    channels: frozenset[int]
    future: asyncio.Future[None]


class ChannelGauges:
    """How full channels with limits are. Others cost a look at a few numbers."""

    def __init__(
        self, clock: Callable[[], float], tallies: Tallies, now_ms: Callable[[], int]
    ) -> None:
        self._clock = clock
        self._tallies = tallies
        self._now_ms = now_ms
        self._gauges: dict[int, Gauge] = {}
        self._waiting: list[_Waiter] = []

    def full(self, channel: Channel, tokens: int = 0) -> Full | None:
        """What forbids this channel one more request of about so many tokens now."""
        if channel.budgets and (full := self._spent(channel)):
            return full
        if not (channel.rpm or channel.concurrency or channel.tpm):
            return None
        gauge = self._gauges.get(channel.id)
        return None if gauge is None else gauge.full(_limits(channel), min(tokens, channel.tpm))

    def _spent(self, channel: Channel) -> Full | None:
        tally = self._tallies.get(Scope.CHANNEL, channel.id)
        spent = None if tally is None else tally.spent_out(self._now_ms())
        if spent is None:
            return None
        budget, left_ms = spent
        return Full(LimitKind.BUDGET, budget.limit, left_ms / 1000 or None, period_words(budget))

    def enter(self, channel: Channel, tokens: int = 0) -> ChannelSeat | None:
        """Counts a request that is about to be sent and may use about so many tokens; None where
        nothing is limited.
        """
        if not (channel.rpm or channel.concurrency or channel.tpm):
            return None
        gauge = self._gauges.get(channel.id)
        if gauge is None:
            gauge = self._gauges[channel.id] = Gauge(self._clock)
        admission = gauge.enter(min(tokens, channel.tpm))
        return ChannelSeat(admission, lambda: self._wake(channel.id))

    def running(self, channel_id: int) -> int:
        """Requests under way that count against the channel's limit."""
        gauge = self._gauges.get(channel_id)
        return 0 if gauge is None else gauge.running

    async def room(self, channels: Sequence[Channel], tokens: int, until: float) -> bool:
        """Waits for one of ``channels`` to take a request again, to the loop's time ``until`` at
        most; False where none will. Whoever waits longest is told first.
        """
        loop = asyncio.get_running_loop()
        ids = frozenset(channel.id for channel in channels)
        while True:
            waits = []
            for channel in channels:
                full = self.full(channel, tokens)
                if full is None:
                    return True
                if full.wait_s is not None:
                    waits.append(full.wait_s)
            left = until - loop.time()
            if not waits or left <= 0 or min(waits) > left or len(self._waiting) >= MOST_WAITING:
                return False
            waiter = _Waiter(ids, loop.create_future())
            self._waiting.append(waiter)
            try:
                await asyncio.wait({waiter.future}, timeout=min(waits))
            finally:
                self._waiting.remove(waiter)

    def _wake(self, channel_id: int) -> None:
        for waiter in self._waiting:
            if channel_id in waiter.channels and not waiter.future.done():
                waiter.future.set_result(None)
                return


def _limits(channel: Channel) -> Limits:
    return Limits(channel.rpm, channel.tpm, channel.concurrency)


def full_words(full: Full) -> str:
    """Why a channel takes nothing now."""
    if full.kind is LimitKind.BUDGET:
        return f"its budget of {full.words} is used up"
    if full.kind is LimitKind.CONCURRENCY:
        return f"full (its limit is {full.limit} requests at once)"
    wait = math.ceil(full.wait_s or 0)
    what = "tokens" if full.kind is LimitKind.TOKENS else "requests"
    return f"full for {wait} s (its limit is {full.limit} {what} a minute)"
