"""What a request holds before it is sent: money of its payer, and room in every budget."""

from __future__ import annotations

from fractions import Fraction

from gateway.domain.budget import Scope, Unit
from gateway.domain.channel import Channel
from gateway.domain.price import Price
from gateway.domain.usage import Usage
from gateway.ledger.accounts import Reservation
from gateway.ledger.ledger import NO_TERMS, Ledger, Terms, too_expensive
from gateway.ledger.tally import Tallies, Tally
from gateway.relay.exchange import Exchange
from gateway.relay.money import (
    OUTPUT_AHEAD,
    at_tier,
    output_nano,
    reserve_nano,
    reserve_usage,
)

_LEAST_OUTPUT = 16
"""Fewer output tokens than this are no answer: too little money is said instead."""
_UNASKED_TOLD = 32_000
"""Output tokens that a plain answer may cost where neither client nor payer limits it."""


class Reserver:
    """Reserves for candidates, one after another, in one step each."""

    def __init__(self, ledger: Ledger, tallies: Tallies) -> None:
        self._ledger = ledger
        self._tallies = tallies

    def hold(
        self,
        exchange: Exchange,
        channel: Channel,
        price: Price,
        multiplier: Fraction,
        longest: int,
        beside: Reservation | None = None,
    ) -> int:
        """Holds what ``channel`` is likely to cost, in nano-dollars, which it returns; another's
        price is held anew. ``longest`` is the most its model writes. What is held ``beside``
        another of the same request may be told the same money: one of them will be charged.

        Raises GatewayError where a balance, a budget or the ceiling does not allow it.
        """
        payer, tally = exchange.call.caller.payer, None
        if channel.budgets:
            tally = self._tallies.get(Scope.CHANNEL, channel.id)
        budgeted = tally is not None or bool(payer.tallies)
        if payer.ceiling:
            exchange.lowered = None  # the price is that of the request as it was asked
            likely = reserve_nano(exchange, price, multiplier)
            if likely > payer.ceiling:
                raise too_expensive(payer.ceiling, likely)
        exchange.lowered, told = None, 0
        if budgeted or payer.limited:
            own = exchange.reservation or beside
            told = _Room(exchange, own, channel, tally, price, multiplier).lower_output(longest)
        nano = reserve_nano(exchange, price, multiplier)
        terms = NO_TERMS
        if budgeted:
            usage = reserve_usage(exchange)
            cost = reserve_nano(exchange, price, channel.cost_factor) if tally else 0
            terms = Terms(exchange.call.at, usage.total, tally, cost)
        if exchange.reservation is None:
            held = self._ledger.reserve(payer, nano, terms, beside=beside is not None)
            exchange.reservation = held
        else:
            self._ledger.change(exchange.reservation, nano, terms)
        if told:
            usage = reserve_usage(exchange, told)
            cost = price.nano(usage, channel.cost_factor)
            nano_told = price.nano(usage, multiplier)
            self._ledger.promise(exchange.reservation, nano_told, usage.total, cost)
        return nano


class _Room:
    """How much a candidate may write before its payer, or a budget, cannot follow."""

    def __init__(
        self,
        exchange: Exchange,
        own: Reservation | None,
        channel: Channel,
        tally: Tally | None,
        price: Price,
        multiplier: Fraction,
    ) -> None:
        """``own`` is what the request holds already, which it may use."""
        self._exchange = exchange
        self._own = own
        self._channel = channel
        self._tally = tally
        self._price = at_tier(price, exchange)
        self._multiplier = multiplier

    def lower_output(self, longest: int) -> int:
        """Lowers the output limit to what can be paid; ``longest`` is the model's own.

        Returns the output tokens a plain answer is told it may cost, 0 for everything else. A
        stream is topped up while it runs, so it may count on all there is. A plain answer cannot
        be: it is told what no other was told yet, and never less than what is reserved for it.
        """
        exchange = self._exchange
        if not exchange.chats:
            return 0
        affordable = self._affordable(told=False)
        if affordable is None:
            return 0
        if not exchange.peek.stream:
            affordable = max(min(affordable, OUTPUT_AHEAD), self._affordable(told=True) or 0)
        asked = exchange.peek.max_output
        if _LEAST_OUTPUT <= affordable < (longest if asked is None else asked):
            exchange.lowered = affordable
        if exchange.peek.stream:
            return 0
        return exchange.lowered or asked or min(longest, _UNASKED_TOLD)

    def _affordable(self, *, told: bool) -> int | None:
        """Output tokens of each choice that every limit allows; None where none limits them.

        With ``told``, without what other requests were told they may use.
        """
        limits = [
            *self._by_money(told=told),
            *self._by_tokens(told=told),
        ]
        return min(limits) // self._exchange.peek.choices if limits else None

    def _by_money(self, *, told: bool) -> list[int]:
        exchange, payer = self._exchange, self._exchange.call.caller.payer
        own, at = self._own, exchange.call.at
        limits = []
        room = payer.untold(at) if told else payer.available(at)
        if room is not None:
            mine = own.nano + (own.promise if told else 0) if own else 0
            limits.append((room + mine, self._multiplier))
        if payer.ceiling:
            limits.append((payer.ceiling, self._multiplier))
        if self._tally is not None:
            room = self._tally.room(Unit.MONEY, at, told=told)
            if room is not None:
                if own is not None and own.channel is self._tally:
                    room += own.cost + (own.told[1] if told else 0)
                limits.append((room, self._channel.cost_factor))
        return [
            tokens
            for nano, multiplier in limits
            if (tokens := self._tokens_for(nano, multiplier)) is not None
        ]

    def _tokens_for(self, nano: int, multiplier: Fraction) -> int | None:
        """Output that so much pays for, behind this prompt; None where output is free."""
        per_token = output_nano(self._price, multiplier)
        if not per_token:
            return None
        prompt = self._price.nano(Usage(input=self._exchange.prompt_tokens), multiplier)
        return max(0, int((nano - prompt) / per_token))

    def _by_tokens(self, *, told: bool) -> list[int]:
        exchange = self._exchange
        own, at = self._own, exchange.call.at
        mine = own.tokens + (own.told[0] if told else 0) if own else 0
        limits = []
        tallies = exchange.call.caller.payer.tallies
        rooms = [(tally, own is not None and bool(own.holds)) for tally in tallies]
        if self._tally is not None:
            rooms.append((self._tally, own is not None and own.channel is self._tally))
        for tally, held_here in rooms:
            room = tally.room(Unit.TOKENS, at, told=told)
            if room is not None:
                left = room + mine * held_here - exchange.prompt_tokens
                limits.append(max(0, left))
        return limits
