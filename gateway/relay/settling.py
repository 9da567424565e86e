"""From a request's end to the ledger: built here, committed by the store, then applied."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from gateway.domain.budget import Scope
from gateway.domain.price import ONE, Price
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import GatewayError, StoreUnavailable
from gateway.events import EventBus, RequestFinished
from gateway.ledger.accounts import Reservation, Split
from gateway.ledger.ledger import Ledger
from gateway.ledger.tally import Tallies, Used
from gateway.relay.exchange import Exchange
from gateway.relay.money import applied_price, price_json, reserve_output
from gateway.store.budget_use import parts_of
from gateway.store.database import Database
from gateway.store.journal import AttemptRow, EntryRow, Intent, RequestRow, Settlement
from gateway.store.progress import Progress

log = logging.getLogger(__name__)

_RETRY_S = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a request ended. ``usage`` is what is charged at ``price`` times ``multiplier``."""

    status: str
    http_status: int
    usage: Usage = NO_USAGE
    price: Price | None = None
    multiplier: Fraction = ONE
    unpriced: bool = False
    error_class: str = ""
    error_code: str = ""
    error_message: str = ""


@dataclass(slots=True)
class _Unsettled:
    settlement: Settlement
    reservation: Reservation | None
    split: Split


class Settler:
    """Writes intents and settlements; keeps what the store refused until it works again."""

    def __init__(
        self,
        database: Database,
        progress: Progress,
        ledger: Ledger,
        tallies: Tallies,
        events: EventBus,
        now_ms: Callable[[], int],
        node: str,
        epoch: int,
    ) -> None:
        self._database = database
        self._progress = progress
        self._ledger = ledger
        self._tallies = tallies
        self._events = events
        self._now_ms = now_ms
        self._node = node
        self._epoch = epoch
        self.counts: Callable[[Sequence[AttemptRow]], None] = lambda attempts: None
        """Told of the attempts of every request that is settled."""
        self._unsettled: list[_Unsettled] = []
        self._waiting: set[asyncio.Future[int]] = set()
        self._retry: asyncio.TimerHandle | None = None

    @property
    def working(self) -> bool:
        """Whether new requests may be taken: what they cost could be written down."""
        return self._database.healthy and not self._unsettled

    def rise(self, exchange: Exchange, price: Price, multiplier: Fraction) -> None:
        """A reservation has risen: a crash would book as much, and no commit is needed for it."""
        held = exchange.reservation
        name = exchange.call.request_id
        if held is not None and not self._progress.note(name, held.nano, held.tokens):
            self.intend(exchange, price, multiplier, held.nano)

    def intend(self, exchange: Exchange, price: Price, multiplier: Fraction, nano: int) -> None:
        """Queues the row from which a crash would book this request. Not awaited."""
        call, attempt = exchange.call, exchange.attempt
        tokens = exchange.reservation.tokens if exchange.reservation else 0
        output = max(reserve_output(exchange), tokens - exchange.prompt_tokens)
        candidate = attempt.candidate if attempt else None
        self._database.submit(
            Intent(
                request_id=call.request_id,
                at=call.at,
                token_id=call.caller.token.id,
                person_id=call.caller.person.id,
                channel_id=candidate.channel.id if candidate else 0,
                model=exchange.asked_model,
                sent_model=candidate.sent_model if candidate else "",
                reserved_nano=nano,
                estimate_input=exchange.prompt_tokens,
                node=self._node,
                epoch=self._epoch,
                price_json=price_json(price, multiplier),
                token_name=call.caller.token.name,
                client=call.client,
                address=call.address,
                stream=exchange.peek.stream,
                group=call.caller.group,
                estimate_output=output,
            )
        )

    def submit(self, exchange: Exchange, outcome: Outcome) -> asyncio.Future[int]:
        """Decides who pays and queues the settlement. The future is the log id, once committed.

        The balances move when the store has committed, whether or not anybody still waits.
        """
        charge = outcome.price.nano(outcome.usage, outcome.multiplier) if outcome.price else 0
        reservation = exchange.reservation
        split = Split(0, 0, ())
        if reservation is not None:
            cost = exchange.attempts[-1].cost_nano if exchange.attempts else 0
            split = self._ledger.settle(reservation, charge, outcome.usage.total, cost)
        exchange.settled = True
        if exchange.admission is not None:
            exchange.admission.used(outcome.usage.total)
        self.counts(exchange.attempts)
        row = self._row(exchange, outcome, split)
        entries = [
            EntryRow(
                at=row.finished_at,
                account=posting.account.kind.value,
                account_id=posting.account.id,
                amount_nano=posting.amount,
                used_nano=posting.used,
                cause=posting.cause,
                actor=exchange.call.caller.person.username,
                request_id=row.request_id,
            )
            for posting in split.postings
            if posting.used or posting.amount
        ]
        pending = _Unsettled(Settlement(row, exchange.attempts, entries), reservation, split)
        return self._write(pending)

    async def settle(self, exchange: Exchange, outcome: Outcome) -> int:
        """Settles and waits for the commit. Raises GatewayError ``store_unavailable``.

        Cancelling the wait does not cancel the settlement.
        """
        committed = self.submit(exchange, outcome)
        if exchange.call.recording is not None:
            exchange.call.recording.settles(outcome.status, committed)
        try:
            return await asyncio.shield(committed)
        except StoreUnavailable as error:
            raise store_unavailable() from error

    def _write(self, pending: _Unsettled) -> asyncio.Future[int]:
        try:
            future = self._database.submit(pending.settlement)
        except StoreUnavailable as error:  # it has closed: the intent stays for the next start
            future = asyncio.get_running_loop().create_future()
            future.set_exception(error)
        self._waiting.add(future)
        future.add_done_callback(lambda done: self._written(pending, done))
        return future

    def _written(self, pending: _Unsettled, done: asyncio.Future[int]) -> None:
        self._waiting.discard(done)
        error = None if done.cancelled() else done.exception()
        if done.cancelled() or isinstance(error, StoreUnavailable):
            self._keep(pending)
        elif error is not None:
            # Not the store's fault but this record's: keeping it would stop every other request.
            log.error("a settlement cannot be written; it is lost", exc_info=error)
            if pending.reservation is not None:
                self._ledger.release(pending.reservation)
        else:
            if pending.reservation is not None:
                self._ledger.commit(pending.reservation, pending.split)
            self._progress.ended(pending.settlement.request.request_id)
            if self._tallies:
                count(self._tallies, pending.settlement, done.result())
            if self._events.watched:
                self._events.publish(_finished(pending.settlement.request, done.result()))

    def _keep(self, pending: _Unsettled) -> None:
        """Holds on to what the store refused; the client was not given the end of its answer."""
        row = pending.settlement.request
        if row.status == "done":
            pending.settlement.request = replace(row, status="interrupted")
        self._unsettled.append(pending)
        if self._database.healthy and self._retry is None:  # it recovered before this was heard
            loop = asyncio.get_running_loop()
            self._retry = loop.call_later(_RETRY_S, self.store_recovered)

    def store_recovered(self) -> None:
        """The store works again: what it owes is written before anything new."""
        self._stop_retrying()
        unsettled, self._unsettled = self._unsettled, []
        for pending in unsettled:
            self._write(pending)

    async def drain(self) -> None:
        """Waits for every settlement under way."""
        while self._waiting:
            await asyncio.wait(set(self._waiting))

    async def close(self) -> None:
        """Tries once more what the store refused; what stays is the next start's to book."""
        await self.drain()
        if self._unsettled:
            self.store_recovered()
            await self.drain()
        self._stop_retrying()
        for pending in self._unsettled:
            log.error(
                "request %s could not be settled; the next start books it from its intent",
                pending.settlement.request.request_id,
            )

    def _stop_retrying(self) -> None:
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None

    def _row(self, exchange: Exchange, outcome: Outcome, split: Split) -> RequestRow:
        call = exchange.call
        last = exchange.attempts[-1] if exchange.attempts else None
        usage = outcome.usage
        return RequestRow(
            request_id=call.request_id,
            at=call.at,
            finished_at=self._now_ms(),
            token_id=call.caller.token.id,
            token_name=call.caller.token.name,
            person_id=call.caller.person.id,
            channel_id=last.channel_id if last else 0,
            channel_name=last.channel_name if last else "",
            provider=exchange.provider,
            requested_model=exchange.asked_model,
            sent_model=last.sent_model if last else "",
            group=call.caller.group,
            dialect_in=call.dialect.name,
            dialect_out=exchange.dialect_out,
            endpoint=call.endpoint,
            stream=exchange.peek.stream,
            status=outcome.status,
            http_status=outcome.http_status,
            error_class=outcome.error_class,
            error_code=outcome.error_code,
            error_message=outcome.error_message,
            first_token_ms=exchange.first_token_ms,
            duration_ms=exchange.elapsed_ms,
            input_tokens=usage.input,
            output_tokens=usage.output,
            cache_read_tokens=usage.cache_read,
            cache_write_tokens=usage.cache_write + usage.cache_write_1h,
            reasoning_tokens=usage.reasoning,
            estimated=usage.estimated,
            charge_nano=split.paid,
            cost_nano=sum(attempt.cost_nano for attempt in exchange.attempts),
            overrun_nano=split.overrun,
            price_json=_price_note(outcome),
            client=call.client,
            user_agent=call.user_agent,
            address=call.address,
            upstream_request_id=last.upstream_request_id if last else "",
            attempts=len(exchange.attempts),
            served=exchange.served,
        )


def count(tallies: Tallies, settlement: Settlement, log_id: int) -> None:
    """What a settlement adds to the budgets of whoever has some, once it is committed."""
    row = settlement.request
    for part in parts_of(settlement):
        if part.token_id:
            charged = Used(log_id, part.bucket, part.charged)
            tallies.add(Scope.TOKEN, part.token_id, charged)
            tallies.add(Scope.PERSON, row.person_id, charged)
            tallies.add(Scope.GROUP, part.group, charged)
        tallies.add(Scope.CHANNEL, part.channel_id, Used(log_id, part.bucket, part.taken))


def _price_note(outcome: Outcome) -> str:
    if outcome.unpriced:
        return '{"source":"unpriced","lines":[]}'
    if outcome.price is None:
        return ""
    return applied_price(outcome.price, outcome.multiplier, outcome.usage)


def _finished(row: RequestRow, log_id: int) -> RequestFinished:
    return RequestFinished(
        request_id=row.request_id,
        log_id=log_id,
        at=row.finished_at,
        model=row.requested_model,
        channel_id=row.channel_id,
        channel_name=row.channel_name,
        token_id=row.token_id,
        token_name=row.token_name,
        client=row.client,
        status=row.status,
        http_status=row.http_status,
        input_tokens=row.input_tokens,
        output_tokens=row.output_tokens,
        charge_nano=row.charge_nano,
        first_token_ms=row.first_token_ms,
        duration_ms=row.duration_ms,
    )


def store_unavailable() -> GatewayError:
    return GatewayError(
        "store_unavailable",
        "Homeport cannot write its database just now, so it takes no requests that it could not "
        "account for; look at its window or log for the cause",
        retry_after_s=5,
    )
