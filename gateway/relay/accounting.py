"""What an answer consumed, and its settlement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gateway.domain.failure import Failure
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import HomeportError
from gateway.events import EventBus
from gateway.ledger.ledger import Ledger
from gateway.relay.counting import TokenCounter
from gateway.relay.exchange import Attempt, Exchange
from gateway.relay.live import Live
from gateway.relay.prices import PriceBook
from gateway.relay.settling import Outcome, Settler
from gateway.relay.transport import Transport
from gateway.tasks import spawn


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
    local: Transport
    """Answers for providers that live in this process (Echo)."""
    prices: PriceBook
    ledger: Ledger
    settler: Settler
    counter: TokenCounter
    events: EventBus
    live: Live
    relay_proxy: Callable[[], str]
    relay_timeout_s: Callable[[], float]


class Accountant:
    """Counts what the upstream did not say and settles what it did."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def multiplier(self, exchange: Exchange) -> Fraction:
        return self._tools.prices.multiplier(exchange.call.caller.group)

    async def counted(self, exchange: Exchange, attempt: Attempt, texts: list[str]) -> Usage:
        """Usage as counted here, because the upstream gave none."""
        model = attempt.candidate.sent_model
        prompt, fixed = exchange.call.dialect.prompt_texts(exchange.call.body)
        counter = self._tools.counter
        return Usage(
            input=await counter.count(prompt, model) + fixed,
            output=await counter.count(["".join(texts)], model) if texts else 0,
            estimated=True,
        )

    async def partial_usage(self, exchange: Exchange, attempt: Attempt) -> Usage:
        """What an unfinished answer consumed:

        The upstream's figures where it gave any, else counted.
        """
        meter = attempt.meter
        said = meter.usage or NO_USAGE
        counted = await self.counted(exchange, attempt, meter.texts)
        return Usage(
            input=said.input or counted.input,
            output=max(said.output, counted.output),
            cache_read=said.cache_read,
            cache_write=said.cache_write,
            cache_write_1h=said.cache_write_1h,
            reasoning=said.reasoning,
            estimated=True,
        )

    async def settle_whole(
        self, exchange: Exchange, attempt: Attempt, usage: Usage, status: str = "done"
    ) -> None:
        exchange.end_attempt(status, usage=usage, cost_nano=attempt.price.nano(usage))
        outcome = Outcome(
            status, 200, usage, attempt.price, self.multiplier(exchange), attempt.unpriced
        )
        await self._tools.settler.settle(exchange, outcome)

    def attempt_failed(self, exchange: Exchange, failure: Failure) -> None:
        """Writes a failed attempt down; before any content it consumed nothing that anyone reports."""
        said = exchange.attempt.meter.usage if exchange.attempt else None
        usage = said or NO_USAGE
        cost = exchange.attempt.price.nano(usage) if exchange.attempt else 0
        exchange.end_attempt("failed", usage=usage, cost_nano=cost, failure=failure)

    def settle_partial(
        self, exchange: Exchange, outcome: Outcome, failure: Failure | None = None
    ) -> None:
        """Settles what an unfinished answer consumed, in a task of its own: nobody waits for it."""
        spawn(self._settle_partial(exchange, outcome, failure), "settle-partial")

    async def _settle_partial(
        self, exchange: Exchange, outcome: Outcome, failure: Failure | None
    ) -> None:
        attempt = exchange.attempt
        usage = NO_USAGE
        if attempt is not None:
            if attempt.answered:
                usage = await self.partial_usage(exchange, attempt)
            cost = attempt.price.nano(usage)
            exchange.end_attempt(outcome.status, usage=usage, cost_nano=cost, failure=failure)
        self._tools.settler.submit(
            exchange, outcome_with(outcome, usage, attempt, self.multiplier(exchange))
        )


def outcome_with(
    outcome: Outcome, usage: Usage, attempt: Attempt | None, multiplier: Fraction
) -> Outcome:
    return Outcome(
        outcome.status,
        outcome.http_status,
        usage,
        attempt.price if attempt else None,
        multiplier,
        attempt.unpriced if attempt else False,
        outcome.error_class,
        outcome.error_code,
        outcome.error_message,
    )


def answer_headers(exchange: Exchange, attempt: Attempt) -> Mapping[str, str]:
    """Our own headers on an answer; the request id is the server's to add."""
    headers = {}
    if attempt.upstream_id:
        headers["x-upstream-request-id"] = attempt.upstream_id
    if exchange.lowered is not None:
        headers["x-homeport-max-output"] = str(exchange.lowered)
    return headers
