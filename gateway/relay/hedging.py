"""Hedging: where the first candidate stays silent, a second is asked beside it, and the first to
give content answers.

The client pays for the answer it got. What the other had cost until then, its prompt and what it
had written, is booked as an attempt's cost to the owner: its provider will bill it. Each has money
held for itself, so that every limit holds whoever answers; the other's is given back at once.
"""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial

from gateway.domain.usage import NO_USAGE, Usage, believed
from gateway.errors import HomeportError
from gateway.relay.accounting import Tools
from gateway.relay.call import Sink
from gateway.relay.counting import rough
from gateway.relay.exchange import Exchange
from gateway.relay.planner import Candidate
from gateway.relay.waiting import keep_alive
from gateway.tasks import TaskGroup

LOST = "another channel answered first"
_ADOPTED = (
    "attempt", "reservation", "settled", "first_token_ms", "lowered", "dialect_out", "provider",
    "forced", "pictures", "last_write", "ended_by_owner",
)  # fmt: skip

Claim = Callable[[], None]
Try = Callable[[Exchange, Candidate, Sink, Claim], Awaitable[bool]]
"""Runs one attempt and tells of its first content; True if it has answered."""


@dataclass(slots=True, eq=False)
class _Leg:
    exchange: Exchange
    task: asyncio.Task[bool | BaseException] | None = None

    @property
    def running(self) -> bool:
        return self.task is not None and not self.task.done()


def leg_of(exchange: Exchange) -> Exchange:
    """The same request with an attempt of its own; its lists are shared."""
    leg = copy.copy(exchange)
    leg.attempt = leg.time_limit = leg.on_content = leg.write_keep_alive = None
    leg.first_token_ms = 0
    return leg


class Race:
    """One request's candidates side by side. ``close`` it whatever happens."""

    def __init__(self, exchange: Exchange, sink: Sink, attempt: Try, tools: Tools) -> None:
        self._exchange = exchange
        self._sink = sink
        self._try = attempt
        self._tools = tools
        self._legs: list[_Leg] = []
        self._winner: _Leg | None = None
        self._group = TaskGroup("hedge")

    def start(self, exchange: Exchange, candidate: Candidate) -> None:
        """Asks a candidate, for which money is held in ``exchange``, a leg of this request."""
        leg = _Leg(exchange)
        self._legs.append(leg)
        leg.task = self._group.spawn(self._run(leg, candidate), "leg")

    async def wait(self, seconds: float | None) -> bool:
        """Until one has answered or all have failed; False if after so long all are silent."""
        while (running := self._running()) and not self._refused():
            silent = self._winner is None
            tasks = {leg.task for leg in running if leg.task is not None}
            limit = seconds if silent else None
            done, _ = await asyncio.wait(tasks, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
            if not done and self._winner is None:
                return False
        return True

    async def close(self) -> None:
        """Nobody runs any more; the request goes on as its answering leg left it."""
        main = self._winner
        if main is None and not self._refused():  # its client has left
            main = next((leg for leg in self._legs if leg.exchange.attempt), None)
        kept = main or self._legs[0]
        for leg in self._legs:
            if leg is not main:
                self._book(leg.exchange)
                self._give_back(leg, kept)
        await self._group.close()
        for leg in self._legs:
            if leg.exchange.entered is not None:  # it was ended before it began
                leg.exchange.entered.leave(leg.exchange)
                leg.exchange.entered = None
        if main is not None:
            for name in _ADOPTED:
                setattr(self._exchange, name, getattr(main.exchange, name))

    def answered(self) -> bool:
        """Whether one has, once all have ended. Raises what ended the request otherwise."""
        outcomes = [self._outcome(leg) for leg in self._legs]
        if self._winner is not None:
            outcomes = [self._outcome(self._winner)]
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return any(outcomes)

    def _running(self) -> list[_Leg]:
        if self._winner is not None:
            return [self._winner] if self._winner.running else []
        return [leg for leg in self._legs if leg.running]

    def _refused(self) -> bool:
        """Whether one was told what all would be told: the request itself cannot be answered."""
        return any(isinstance(self._outcome(leg), BaseException) for leg in self._legs)

    @staticmethod
    def _outcome(leg: _Leg) -> bool | BaseException:
        if leg.task is None or not leg.task.done() or leg.task.cancelled():
            return False
        return leg.task.result()

    async def _run(self, leg: _Leg, candidate: Candidate) -> bool | BaseException:
        try:
            claim = partial(self._claim, leg)
            answered = await self._try(leg.exchange, candidate, self._sink, claim)
        except (HomeportError, ConnectionError) as error:
            return error
        if not answered:
            self._give_back(leg, self._legs[0])
        return answered

    def _claim(self, leg: _Leg) -> None:
        """The first content: from here on this leg is the request, the others end."""
        if self._winner is not None:
            return
        self._winner = leg
        for other in self._legs:
            if other is not leg:
                if other.task is not None:
                    other.task.cancel()
                self._book(other.exchange)
                self._give_back(other, leg)
        live, attempt = self._tools.live, leg.exchange.attempt
        live.add(leg.exchange)
        if self._exchange.write_keep_alive is not None:
            self._exchange.write_keep_alive = None
            live.keep_alive(leg.exchange, lambda: keep_alive(leg.exchange, self._sink))
        held = leg.exchange.reservation
        if leg is not self._legs[-1] and attempt is not None and held is not None:
            # The store knows the request as the other's: a crash would book it at its price.
            price, multiplier = attempt.price, attempt.multiplier
            self._tools.settler.intend(leg.exchange, price, multiplier, held.nano)

    def _give_back(self, leg: _Leg, kept: _Leg) -> None:
        """Of two legs' money only ``kept``'s is held from here on."""
        loser, winner = leg.exchange.reservation, kept.exchange.reservation
        if loser is not None and winner is not None and loser is not winner:
            self._tools.ledger.take_over(winner, loser)

    def _book(self, leg: Exchange) -> None:
        """What the loser's provider will bill: its prompt, and what it had written."""
        attempt = leg.attempt
        if attempt is None:
            return
        said = believed(attempt.meter.usage) or NO_USAGE
        usage: Usage = replace(
            said,
            input=said.input or leg.prompt_tokens,
            output=max(said.output, rough(attempt.meter.texts)),
            estimated=True,
        )
        usage = attempt.at_tier(usage)
        cost = attempt.cost_of(usage)
        leg.end_attempt("cancelled", usage=usage, cost_nano=cost, why=LOST)
        if leg.reservation is not None:
            self._tools.ledger.took(leg.reservation, usage.total, cost)
