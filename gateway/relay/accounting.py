"""What an answer consumed, and its settlement."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from gateway.dialects.instructions import instructed
from gateway.domain.failure import Failure
from gateway.domain.price import ONE
from gateway.domain.usage import NO_USAGE, Usage, believed
from gateway.errors import DialectError, HomeportError
from gateway.events import EventBus
from gateway.ledger.ledger import Ledger
from gateway.ledger.tally import Tallies
from gateway.providers.base import MEDIA, Operation
from gateway.relay.call import Call
from gateway.relay.counting import TokenCounter, rough
from gateway.relay.credentials import Credentials
from gateway.relay.exchange import Attempt, Exchange
from gateway.relay.limit_headers import limit_headers
from gateway.relay.live import Live
from gateway.relay.memory import Memory
from gateway.relay.pictures import PictureFetcher
from gateway.relay.prices import PriceBook
from gateway.relay.settling import Outcome, Settler
from gateway.relay.transport import Transport
from gateway.tasks import TaskGroup

log = logging.getLogger(__name__)

_BEYOND_CHAT = MEDIA | {Operation.EMBEDDINGS}


class AttemptFailed(HomeportError):
    """Nothing reached the client; another candidate may be tried if the class allows."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class StreamBroken(HomeportError):
    """The answer had begun and cannot be completed."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Tools:
    """What an attempt works with."""

    transport: Transport
    credentials: Credentials
    local: Transport
    """Answers for providers that live in this process (Echo)."""
    prices: PriceBook
    ledger: Ledger
    tallies: Tallies
    settler: Settler
    counter: TokenCounter
    events: EventBus
    live: Live
    relay_proxy: Callable[[], str]
    relay_timeout_s: Callable[[], float]
    memory: Memory
    pictures: PictureFetcher
    queue_s: Callable[[], float]
    """How long a request waits for a limit to give way."""


class Accountant:
    """Counts what the upstream did not say and settles what it did."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._partials = TaskGroup("settle")

    async def counted(self, exchange: Exchange, attempt: Attempt, texts: list[str]) -> Usage:
        """Usage as counted here, because the upstream gave none."""
        model = attempt.candidate.sent_model
        try:
            prompt, fixed = exchange.call.dialect.prompt_texts(_as_sent(exchange, attempt))
        except DialectError:  # the upstream could read it: the answer must not fail of it
            prompt, fixed = [], exchange.prompt_tokens
        counter = self._tools.counter
        likely = exchange.peek.likely
        measured = Usage(units=likely.units, made=likely.made, estimated=True)
        if attempt.price.measures(measured):
            return measured
        written = await counter.count(["".join(texts)], model) if texts else 0
        return replace(
            likely,
            input=await counter.count(prompt, model) + fixed,
            output=max(written, likely.output),
            tier="",
            estimated=True,
        )

    async def known(
        self, exchange: Exchange, attempt: Attempt, said: Usage | None, texts: list[str]
    ) -> Usage:
        """What an answer consumed: as it says; counted where it says nothing, or nothing that can
        be, or, beyond chat, nothing that its price is about, unless nothing was made.
        """
        said = believed(said)
        if said is not None:
            price = attempt.price
            if exchange.call.operation not in _BEYOND_CHAT or price.free or price.nano(said):
                return said
            if said.units and not any(count for _, count in said.units):
                return said
        return await self.counted(exchange, attempt, texts)

    async def partial_usage(self, exchange: Exchange, attempt: Attempt) -> Usage:
        """What an unfinished answer consumed:

        The upstream's figures where it gave any, else counted.
        """
        meter = attempt.meter
        said = believed(meter.usage) or NO_USAGE
        if exchange.call.operation in MEDIA:
            usage = await self.known(exchange, attempt, meter.usage, meter.texts)
            return usage.as_estimate()
        counted = await self.counted(exchange, attempt, meter.texts)
        return replace(
            said,
            input=said.input or counted.input,
            output=max(said.output, counted.output),
            estimated=True,
        )

    async def settle_whole(
        self, exchange: Exchange, attempt: Attempt, usage: Usage, status: str = "done"
    ) -> None:
        exchange.lift_time_limit()
        usage = attempt.at_tier(usage)
        exchange.end_attempt(status, usage=usage, cost_nano=attempt.cost_of(usage))
        outcome = Outcome(status, 200, usage, attempt.price, attempt.multiplier, attempt.unpriced)
        await self._tools.settler.settle(exchange, outcome)
        exchange.write_keep_alive = None  # nothing follows the ending

    def intend_again(self, exchange: Exchange, attempt: Attempt) -> None:
        """A top-up: the intent rises with the reservation, so that a crash would book as much."""
        self._tools.settler.rise(exchange, attempt.price, attempt.multiplier)

    def attempt_failed(self, exchange: Exchange, failure: Failure | None = None) -> None:
        """Writes a failed attempt down, with what usage its upstream had already reported."""
        said = exchange.attempt.meter.usage if exchange.attempt else None
        usage = believed(said) or NO_USAGE
        if exchange.attempt:
            usage = exchange.attempt.at_tier(usage)
        cost = exchange.cost_of(usage)
        exchange.end_attempt("failed", usage=usage, cost_nano=cost, failure=failure)
        if exchange.reservation is not None:
            self._tools.ledger.took(exchange.reservation, usage.total, cost)

    def settle_partial(
        self, exchange: Exchange, outcome: Outcome, failure: Failure | None = None
    ) -> None:
        """Settles what an unfinished answer consumed, in a task of its own: nobody waits for it."""
        exchange.settled = True
        self._partials.spawn(self._settle_partial(exchange, outcome, failure), "partial")

    async def _settle_partial(
        self, exchange: Exchange, outcome: Outcome, failure: Failure | None
    ) -> None:
        attempt = exchange.attempt
        usage = NO_USAGE
        if attempt is not None:
            if attempt.answered:
                try:
                    usage = await self.partial_usage(exchange, attempt)
                except Exception:
                    log.exception("an unfinished answer could not be counted; it is guessed")
                    usage = _guessed(exchange, attempt)
            usage = attempt.at_tier(usage)
            cost = attempt.cost_of(usage)
            exchange.end_attempt(outcome.status, usage=usage, cost_nano=cost, failure=failure)
        self._tools.settler.submit(exchange, outcome_with(outcome, usage, attempt))

    async def drain(self) -> None:
        """Waits for the settlements that nobody waits for."""
        await self._partials.wait()


def _as_sent(exchange: Exchange, attempt: Attempt) -> bytes:
    """The client's body with the system prompt of the channel that answered."""
    call, channel = exchange.call, attempt.candidate.channel
    if not exchange.forced:
        return call.body
    return instructed(call.body, call.dialect.name, channel.system_prompt, channel.prompt_mode)


def _guessed(exchange: Exchange, attempt: Attempt) -> Usage:
    output = rough(attempt.meter.texts)
    return Usage(input=exchange.prompt_tokens, output=output, estimated=True)


def outcome_with(outcome: Outcome, usage: Usage, attempt: Attempt | None) -> Outcome:
    return Outcome(
        outcome.status,
        outcome.http_status,
        usage,
        attempt.price if attempt else None,
        attempt.multiplier if attempt else ONE,
        attempt.unpriced if attempt else False,
        outcome.error_class,
        outcome.error_code,
        outcome.error_message,
    )


def limits_told(call: Call) -> Mapping[str, str]:
    """What is left of the limits a minute, for an answer that leaves now."""
    passed_ms = int((time.monotonic() - call.started) * 1000)
    return limit_headers(call.caller.gauge, call.dialect.name, call.at + passed_ms)


def answer_headers(exchange: Exchange, attempt: Attempt) -> Mapping[str, str]:
    """Our own headers on an answer; the request id is the server's to add."""
    headers = {}
    if attempt.upstream_id:
        headers["x-upstream-request-id"] = attempt.upstream_id
    if exchange.lowered is not None:
        headers["x-homeport-max-output"] = str(exchange.lowered)
    if exchange.stood_in:
        headers["x-homeport-model"] = exchange.plan.model
    if exchange.call.caller.gauge is not None:
        headers.update(limits_told(exchange.call))
    if attempt.adapted:
        headers["x-homeport-adapted"] = ", ".join(attempt.adapted)
    return headers
