"""Whether a candidate can be asked at all: its provider has the endpoint, its model has a price."""

from __future__ import annotations

from gateway.domain.price import FREE, Price
from gateway.providers.abilities import Fronting
from gateway.providers.base import MEDIA, Operation, Provider
from gateway.relay.exchange import Exchange
from gateway.relay.money import covers
from gateway.relay.planner import Candidate
from gateway.relay.prices import PriceBook

_NOT_EVERYBODYS = MEDIA | {Operation.COMPACT}
"""What is asked of no provider that is not known to have it."""


def price_of(
    exchange: Exchange, candidate: Candidate, provider: Provider, prices: PriceBook
) -> tuple[Price | None, bool]:
    """The candidate's price and whether it has none; None where it cannot be asked.

    Why it cannot is noted in the exchange. Without a price it serves who pays from no limit.
    """
    operation, name = exchange.call.operation, candidate.channel.name
    has = provider.operations
    if isinstance(provider, Fronting):
        has = provider.operations_at(candidate.channel.settings)
    lacks = operation in _NOT_EVERYBODYS and operation not in has
    sums_up = operation is Operation.COMPACT and Operation.CHAT in has
    exchange.summarises = lacks and sums_up
    if lacks and not sums_up:
        exchange.unserved.append(f"{name}: {provider.name} has no {operation}")
        return None, False
    price = prices.price(candidate.channel.provider, candidate.sent_model)
    if price is not None and covers(price, exchange):
        return price, False
    if exchange.call.caller.payer.limited:
        exchange.skipped.append(f"{name}: '{candidate.sent_model}' has no price")
        return None, True
    return FREE, True
