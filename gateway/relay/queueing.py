"""A short queue before a 429: whoever finds a limit in the way waits a few seconds for room.

Tokens take turns; each one's requests go in the order in which they came. Nobody passes those who
wait for the same limit. Who leaves the queue, or is still in it when its time is over, has used
nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from gateway.domain.limits import Full
from gateway.relay.limits import CallerGauge, Entrance, Seat

MOST_WAITING = 1_000
"""Of all tokens together."""
_LEAST_S = 0.001


@dataclass(slots=True, eq=False)
class _Waiter:
    entrance: Entrance
    prompt: int
    output: int | None
    turn: int
    future: asyncio.Future[Seat]


class Queue:
    """``seconds`` a request waits at most, 0 for not at all; ``places`` for one token's."""

    def __init__(self, seconds: Callable[[], float], places: Callable[[], int]) -> None:
        self._seconds = seconds
        self._places = places
        self._waiting: list[_Waiter] = []
        self._turn = 0
        self._turns: dict[int, int] = {}
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def may_wait(self, entrance: Entrance, full: Full) -> bool:
        """Whether there is a place in the queue, and room may come while it is held."""
        seconds = self._seconds()
        if full.wait_s is None or full.wait_s > seconds or not seconds:
            return False
        same = sum(waiter.entrance.key == entrance.key for waiter in self._waiting)
        return same < self._places() and len(self._waiting) < MOST_WAITING

    async def enter(self, entrance: Entrance, prompt: int, output: int | None) -> Seat:
        """Room for a request, at once or soon. Raises GatewayError ``rate_limit_exceeded``."""
        if not self._waiting and entrance.full(prompt, output) is None:
            return entrance.take(prompt, output)
        found = entrance.full(prompt, output) or self._before(entrance)
        if found is None:
            return entrance.take(prompt, output)  # those who wait, wait for other limits
        gauge, full = found
        if not self.may_wait(entrance, full):
            raise gauge.refusal(full)
        future: asyncio.Future[Seat] = asyncio.get_running_loop().create_future()
        waiter = _Waiter(entrance, prompt, output, self._next_turn(entrance.key), future)
        self._waiting.append(waiter)
        self.wake()
        try:
            async with asyncio.timeout(self._seconds()):
                return await waiter.future
        except TimeoutError:
            if waiter.future.done() and not waiter.future.cancelled():
                return waiter.future.result()  # room came with the last moment
            gauge, full = entrance.full(prompt, output) or found
            raise gauge.refusal(full) from None
        except asyncio.CancelledError:
            if waiter.future.done() and not waiter.future.cancelled():
                seat = waiter.future.result()
                seat.leave()
                seat.used(0)
            raise
        finally:
            if waiter in self._waiting:
                self._waiting.remove(waiter)
                self.wake()

    def _before(self, entrance: Entrance) -> tuple[CallerGauge, Full] | None:
        """Somebody who waits for a limit that is this one's, too."""
        for waiter in self._waiting:
            found = waiter.entrance.full(waiter.prompt, waiter.output)
            if found is not None and found[0] in entrance.gauges:
                return found
        return None

    def wake(self) -> None:
        """Lets in whoever finds room now. Called when a request leaves or told what it used."""
        if not self._waiting:
            return
        blocked: set[CallerGauge] = set()
        soonest: float | None = None
        for waiter in sorted(self._waiting, key=lambda each: each.turn):
            if not blocked.isdisjoint(waiter.entrance.gauges):
                continue
            found = waiter.entrance.full(waiter.prompt, waiter.output)
            if found is None:
                self._waiting.remove(waiter)
                self._turn = waiter.turn
                if not waiter.future.done():
                    seat = waiter.entrance.take(waiter.prompt, waiter.output)
                    waiter.future.set_result(seat)
                continue
            gauge, full = found
            blocked.add(gauge)
            if full.wait_s is not None:
                soonest = full.wait_s if soonest is None else min(soonest, full.wait_s)
        self._look_again(soonest)

    def _next_turn(self, key: int) -> int:
        """A token's requests have a turn each; a token that comes later begins with the present."""
        if not self._waiting:
            self._turn, self._turns = 0, {}
        turn = self._turns[key] = max(self._turn, self._turns.get(key, -1) + 1)
        return turn

    def _look_again(self, seconds: float | None) -> None:
        """A minute's room comes by itself; whatever else changes wakes the queue."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting and seconds is not None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(seconds, _LEAST_S), self.wake)
