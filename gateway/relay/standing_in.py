"""Models that stand in for others: when none answers, when a prompt is too long, near the limit."""

from __future__ import annotations

from gateway.domain.routing import SPENT_SHARE, When
from gateway.errors import DialectError
from gateway.ledger.accounts import Payer
from gateway.relay.counting import TokenCounter
from gateway.relay.exchange import Exchange, read_prompt
from gateway.relay.planner import Planner
from gateway.relay.prices import PriceBook
from gateway.relay.routing import Routing

_CHARS_A_TOKEN = 2
"""A body that is shorter than a context at so many bytes a token fits it without being counted."""


def spent_share(payer: Payer, at: int) -> float:
    """Which part of what it was given a payer has spent by ``at`` (Unix ms), 0 to 1: of the account
    or budget nearest its end.
    """
    shares = [0.0]
    for account in payer.accounts:
        if not account.unlimited:
            left = max(0, account.available)
            gone = account.used + account.reserved
            shares.append(gone / (gone + left) if gone + left else 1.0)
    shares += [
        (each.used + each.held) / each.allowed if each.allowed else 1.0
        for tally in payer.tallies
        for each in tally.left(at)
    ]
    return max(shares)


class StandIns:
    """Puts another model's plan in the place of the one that was asked for."""

    def __init__(
        self, planner: Planner, routing: Routing, prices: PriceBook, counter: TokenCounter
    ) -> None:
        self._planner = planner
        self._routing = routing
        self._prices = prices
        self._counter = counter

    def instead(self, exchange: Exchange, when: When) -> bool:
        """Goes on with what stands in for the model then; False where nothing does.

        A pinned channel, a response that only its maker knows, and a token that may not use the
        other model stay with what was asked for.
        """
        plan, caller = exchange.plan, exchange.call.caller
        use = self._routing.rules.stand_in(plan.model, when)
        continued = exchange.call.continued
        if not use or caller.pin or (continued is not None and continued.only_there):
            return False
        if use == exchange.asked_model or use in exchange.stood_in:
            return False
        if not caller.token.allows_model(use):
            return False
        following = self._planner.plan(caller.group, use)
        if not following.tiers:
            return False
        following.prefer, following.first = plan.prefer, plan.first
        exchange.plan = following
        exchange.stood_in = (*exchange.stood_in, use)
        return True

    async def before(self, exchange: Exchange) -> None:
        """Chooses a stand-in before anybody is asked: near the payer's limit, for a long prompt."""
        if not self._routing.rules.fallbacks:
            return
        if spent_share(exchange.call.caller.payer, exchange.call.at) >= SPENT_SHARE:
            self.instead(exchange, When.SPENT)
        while await self._too_long(exchange) and self.instead(exchange, When.TOO_LONG):
            pass

    async def _too_long(self, exchange: Exchange) -> bool:
        """Whether the prompt is longer than the contexts of all that offer the model."""
        plan = exchange.plan
        if not self._routing.rules.stand_in(plan.model, When.TOO_LONG):
            return False
        contexts = [
            entry.context if entry is not None else None
            for tier in plan.tiers
            for channel in tier
            for entry in (self._prices.entry(channel.provider, channel.sent_model(plan.model)),)
        ]
        known = [context for context in contexts if context]
        if not known or len(known) < len(contexts):
            return False
        longest = max(known)
        body = exchange.call.body
        if len(body) < longest * _CHARS_A_TOKEN:
            return False
        try:
            texts, fixed = await read_prompt(exchange)
        except DialectError:
            return False  # whoever is asked says what is wrong with it
        return await self._counter.count(texts, plan.model) + fixed > longest
