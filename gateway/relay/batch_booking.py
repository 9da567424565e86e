"""What a batch cost, in the log and the ledger: once, when its results can be read."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from fractions import Fraction

from gateway.dialects.base import Peek
from gateway.dialects.batches import METERED
from gateway.dialects.registry import dialect
from gateway.domain.price import FREE, ModelPrice, Price, RatioPrice
from gateway.domain.upstream_object import UpstreamObject
from gateway.domain.usage import Usage
from gateway.ledger.ledger import Ledger
from gateway.providers.base import Operation
from gateway.relay.call import Call
from gateway.relay.callers import Caller
from gateway.relay.exchange import Attempt, Exchange
from gateway.relay.planner import Candidate, Plan
from gateway.relay.prices import PriceBook
from gateway.relay.settling import Outcome, Settler, store_unavailable
from gateway.store import upstream_objects
from gateway.store.database import Database


class BatchBooking:
    """Books batches. A batch that was booked before changes nothing, in this run or another."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        prices: PriceBook,
        settler: Settler,
        now_ms: Callable[[], int],
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._prices = prices
        self._settler = settler
        self._now_ms = now_ms
        self._submitted: set[str] = set()

    def check(self) -> None:
        """Raises GatewayError while nothing could be booked."""
        if not self._settler.working:
            raise store_unavailable()

    async def book(
        self,
        caller: Caller,
        home: Candidate,
        batch: UpstreamObject,
        usage: Mapping[str, Usage],
        share: int,
    ) -> None:
        """An entry of the log for each model; ``usage`` by the names the provider answers under.

        ``share`` is what a batch costs of its requests' price, in hundredths. Raises GatewayError
        ``store_unavailable``.
        """
        for answered, consumed in sorted(usage.items()):
            asked = batch.models[0] if len(batch.models) == 1 else answered
            request_id = _request_id(batch, answered)
            if request_id in self._submitted or await self._is_booked(request_id):
                continue
            exchange, outcome = self._closed(
                caller, home, batch, request_id, asked, consumed, share
            )
            self._submitted.add(request_id)
            await self._settler.settle(exchange, outcome)

    async def _is_booked(self, request_id: str) -> bool:
        return await self._database.read(lambda: upstream_objects.is_booked(request_id))

    def _closed(
        self,
        caller: Caller,
        home: Candidate,
        batch: UpstreamObject,
        request_id: str,
        asked: str,
        usage: Usage,
        share: int,
    ) -> tuple[Exchange, Outcome]:
        channel = home.channel
        sent = channel.sent_model(asked)
        found = self._prices.price(channel.provider, sent)
        price = FREE if found is None else _batch_price(found, Fraction(share, 100))
        multiplier = self._prices.multiplier(caller.group)
        spoken = dialect(METERED.get(batch.endpoint, "anthropic"))
        call = Call(
            request_id=request_id,
            operation=Operation.CHAT,
            dialect=spoken,
            endpoint=f"{batch.endpoint} (batch)",
            body=b"",
            caller=caller,
            at=self._now_ms(),
            started=time.monotonic(),
        )
        exchange = Exchange(call, Peek(asked), Plan(caller.group, asked, ()))
        exchange.provider, exchange.dialect_out = channel.provider, spoken.name
        exchange.reservation = self._ledger.owing(caller.payer, call.at)
        candidate = Candidate(channel, home.key, sent)
        exchange.attempt = Attempt(
            1, candidate, price, found is None, spoken.name, call.started, multiplier
        )
        exchange.attempt.http_status = 200
        exchange.attempt.upstream_id = batch.object_id
        exchange.end_attempt("done", usage=usage, cost_nano=price.nano(usage, channel.cost_factor))
        outcome = Outcome("done", 200, usage, price, multiplier, found is None)
        return exchange, outcome


def _request_id(batch: UpstreamObject, model: str) -> str:
    """The same for the same batch and model, so that the store books it once."""
    name = f"{batch.channel_id}:{batch.kind}:{batch.object_id}:{batch.token_id}:{model}"
    return f"req_{hashlib.sha256(name.encode()).hexdigest()[:40]}"


def _batch_price(price: Price, share: Fraction) -> Price:
    """The price that is known for batches, else ``share`` of the plain one."""
    known = price.at("batch") if isinstance(price, ModelPrice) else price
    return _scaled(price, share) if known is price else known


def _scaled(price: Price, share: Fraction) -> Price:
    """``price`` times ``share``, in every kind."""
    if isinstance(price, RatioPrice):
        return replace(price, model_ratio=price.model_ratio * share)
    changes: dict[str, object] = {}
    for field in fields(ModelPrice):
        value = getattr(price, field.name)
        if field.init and isinstance(value, Fraction):
            changes[field.name] = value * share
    longer = tuple((limit, _scaled(each, share)) for limit, each in price.long_context)
    return replace(price, long_context=longer, **changes)  # type: ignore[arg-type]
