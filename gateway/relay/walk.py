"""One request's walk over its candidates: choose, reserve, try, learn from what fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial

from gateway.dialects.openai_completions.dialect import NAME as COMPLETIONS
from gateway.domain.channel import KeyState
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.price import Price
from gateway.domain.routing import When
from gateway.errors import GatewayError
from gateway.events import AttemptStarted
from gateway.ledger.accounts import Reservation
from gateway.providers.base import Operation, Provider
from gateway.relay import refusals
from gateway.relay.accounting import AttemptFailed, StreamBroken, Tools
from gateway.relay.attempts import AttemptRunner
from gateway.relay.call import Sink
from gateway.relay.counting import rough
from gateway.relay.eligible import price_of
from gateway.relay.exchange import Attempt, Entered, Exchange
from gateway.relay.explaining import explain_plan
from gateway.relay.hedging import Race, leg_of
from gateway.relay.money import ANSWER_UNKNOWN, COMPLETION_UNKNOWN, reserve_output
from gateway.relay.planner import Candidate, Planner
from gateway.relay.reserving import Reserver
from gateway.relay.rests import Rests, Trial
from gateway.relay.routing import Routing
from gateway.relay.standing_in import StandIns

_VERDICT_S = 20.0
"""How long a request waits for others that try what rested, if nobody else can answer it."""
_KEY_STATES = {
    FailureClass.BAD_KEY: KeyState.REJECTED,
    FailureClass.NO_MONEY: KeyState.NO_MONEY,
}

KeyNote = Callable[[Candidate, KeyState, str, float], None]
"""Told when a key's state changed: candidate, state, reason, seconds it rests."""


class Walker:
    """Walks. Between requests it holds nothing but what its parts know."""

    def __init__(
        self,
        tools: Tools,
        runner: AttemptRunner,
        planner: Planner,
        rests: Rests,
        routing: Routing,
        provider: Callable[[str], Provider],
        max_attempts: Callable[[], int],
    ) -> None:
        self._tools = tools
        self._runner = runner
        self._planner = planner
        self._rests = rests
        self._routing = routing
        self._provider = provider
        self._max_attempts = max_attempts
        self._reserver = Reserver(tools.ledger, tools.tallies)
        self.stand_ins = StandIns(planner, routing, tools.prices, tools.counter)
        self.note_key: KeyNote = lambda candidate, state, reason, seconds: None
        runner.on_used_up = self._used_up

    async def walk(self, exchange: Exchange, sink: Sink) -> None:
        """Until one has answered. Raises GatewayError when none can, StreamBroken."""
        refused: GatewayError | None = None
        await self.stand_ins.before(exchange)
        exchange.prompt = None  # as long as the body, and needed no more
        until = asyncio.get_running_loop().time() + self._tools.queue_s()
        while len(exchange.attempts) < self._max_attempts():
            plan = exchange.plan
            plan.tokens = exchange.estimate + reserve_output(exchange)
            candidate = self._planner.next(plan)
            if candidate is None:
                if await self._planner.room(plan, until):
                    continue
                if await self._verdict(exchange):
                    continue
                if self.stand_ins.instead(exchange, When.UNANSWERED):
                    continue
                break
            provider = self._provider(candidate.channel.provider)
            price, unpriced = price_of(exchange, candidate, provider, self._tools.prices)
            if price is None:
                plan.skip(candidate.channel.id)
                continue
            try:
                self._reserve(exchange, candidate, price, unpriced)
            except GatewayError as error:
                plan.skip(candidate.channel.id)
                refused = error
                continue
            self._enter(exchange, candidate)
            delay = self._routing.hedge_after_s
            if delay and self._may_hedge(exchange):
                answered = await self._race(exchange, candidate, sink, delay)
            else:
                answered = await self._try(exchange, candidate, sink)
            if answered:
                return
        raise self._exhausted(exchange, refused)

    async def _verdict(self, exchange: Exchange) -> bool:
        """Waits for another request that tries what rested; False if there is none to wait for."""
        trial = self._planner.pending(exchange.plan)
        left = exchange.verdict_by - time.monotonic() if exchange.verdict_by else _VERDICT_S
        if trial is None or left <= 0:
            return False
        exchange.verdict_by = exchange.verdict_by or time.monotonic() + left
        return await trial.wait(left)

    @staticmethod
    def _may_hedge(exchange: Exchange) -> bool:
        """Conversations that any channel may answer."""
        call = exchange.call
        chats = call.operation is Operation.CHAT and call.form is None and call.continued is None
        return chats and not call.caller.pin

    async def _race(
        self, exchange: Exchange, candidate: Candidate, sink: Sink, delay: float
    ) -> bool:
        """A second candidate is asked if the first is silent for ``delay`` seconds."""
        race = Race(exchange, sink, self._try, self._tools)
        first = leg_of(exchange)
        first.attempt, exchange.attempt = exchange.attempt, None
        first.entered, exchange.entered = exchange.entered, None
        race.start(first, candidate)
        try:
            if not await race.wait(delay):
                second = leg_of(exchange)
                other = self._beside(second, candidate)
                if other is not None:
                    race.start(second, other)
                await race.wait(None)
        finally:
            await race.close()
        return race.answered()

    def _beside(self, leg: Exchange, first: Candidate) -> Candidate | None:
        """Another channel's candidate, with money held for it beside the first's; None if there
        is none, or no limit leaves room for a second.
        """
        plan, closed = leg.plan, set(leg.plan.closed_channels)
        beside, leg.reservation = leg.reservation, None
        plan.closed_channels.add(first.channel.id)
        try:
            while (candidate := self._planner.next(plan)) is not None:
                provider = self._provider(candidate.channel.provider)
                price, unpriced = price_of(leg, candidate, provider, self._tools.prices)
                if price is not None:
                    try:
                        self._reserve(leg, candidate, price, unpriced, beside)
                        self._enter(leg, candidate)
                        return candidate
                    except GatewayError:
                        pass  # it would do without the first's money, which is not free yet
                plan.skip(candidate.channel.id)
            return None
        finally:
            plan.closed_channels = closed

    async def _try(
        self,
        exchange: Exchange,
        candidate: Candidate,
        sink: Sink,
        claim: Callable[[], None] | None = None,
    ) -> bool:
        entered = exchange.entered
        assert entered is not None  # noqa: S101 - _enter made it
        trial = entered.trial
        worked = partial(self._worked, candidate, trial) if trial else None
        exchange.on_content = worked if claim is None else _both(claim, worked)
        try:
            await self._ask(exchange, self._provider(candidate.channel.provider), sink)
        except AttemptFailed as failed:
            if exchange.is_forgotten_by(candidate, failed.failure):
                self._runner.accountant.attempt_failed(exchange, failed.failure)
                return False
            self._attempt_failed(exchange, candidate, failed.failure)
            too_long = failed.failure.kind is FailureClass.CONTEXT_TOO_LONG
            if too_long and self.stand_ins.instead(exchange, When.TOO_LONG):
                return False
            if not failed.failure.kind.tries_next:
                raise refusals.passed_on(failed.failure) from failed
            return False
        except StreamBroken as broken:
            self._rests.failed(
                candidate.channel.id, candidate.key.id, candidate.sent_model, broken.failure
            )
            raise
        finally:
            entered.leave(exchange)
            exchange.entered = None
        self._worked(candidate)
        self._remember(exchange, candidate)
        return True

    def _enter(self, exchange: Exchange, candidate: Candidate) -> None:
        """Takes its place at the candidate, in the step that chose it."""
        likely = exchange.plan.tokens
        seat = self._planner.enter(candidate, likely)
        trial = self._rests.try_again(candidate.channel.id, candidate.key.id, candidate.sent_model)
        exchange.entered = Entered(candidate, seat, trial, likely)

    def _remember(self, exchange: Exchange, candidate: Candidate) -> None:
        """How fast it was, and where the conversation is cached now."""
        if exchange.conversation:
            maker = candidate.channel.id, candidate.key.id
            self._routing.conversations.keep(exchange.conversation, maker)
        if self._routing.measures and exchange.attempts:
            row = exchange.attempts[-1]
            self._routing.speeds.note(
                row.channel_id,
                row.sent_model,
                row.first_token_ms,
                row.duration_ms,
                row.output_tokens,
            )

    async def _ask(self, exchange: Exchange, provider: Provider, sink: Sink) -> None:
        """Runs an attempt, and another without what its refusal names. Raises as the runner."""
        while True:
            attempt = exchange.attempt
            assert attempt is not None  # noqa: S101 - _reserve made it
            if exchange.call.on_asked is not None:
                exchange.call.on_asked()
            self._announce(exchange, attempt)
            try:
                await self._runner.run(exchange, attempt, provider, sink)
                return
            except AttemptFailed as failed:
                if not self._runner.learn(exchange, attempt, failed.failure):
                    raise
                self._runner.accountant.attempt_failed(exchange, failed.failure)
                exchange.attempt = attempt.again(len(exchange.attempts) + 1)

    def _announce(self, exchange: Exchange, attempt: Attempt) -> None:
        if self._tools.events.watched:
            channel = attempt.candidate.channel
            self._tools.events.publish(
                AttemptStarted(
                    exchange.call.request_id,
                    attempt.number,
                    channel.id,
                    channel.name,
                    channel.provider,
                )
            )

    def _reserve(
        self,
        exchange: Exchange,
        candidate: Candidate,
        price: Price,
        unpriced: bool,
        beside: Reservation | None = None,
    ) -> None:
        """Holds the money for this candidate; another price is held anew in one step."""
        multiplier = self._tools.prices.multiplier(exchange.call.caller.group)
        exchange.forced = rough([candidate.channel.system_prompt]) if exchange.chats else 0
        longest = self._longest(exchange, candidate)
        channel = candidate.channel
        nano = self._reserver.hold(exchange, channel, price, multiplier, longest, beside)
        exchange.provider = candidate.channel.provider
        exchange.attempt = Attempt(
            len(exchange.attempts) + 1, candidate, price, unpriced, "", time.monotonic(), multiplier
        )
        self._tools.settler.intend(exchange, price, multiplier, nano)

    def _longest(self, exchange: Exchange, candidate: Candidate) -> int:
        entry = self._tools.prices.entry(candidate.channel.provider, candidate.sent_model)
        legacy = exchange.call.dialect.name == COMPLETIONS
        unknown = COMPLETION_UNKNOWN if legacy else ANSWER_UNKNOWN
        return entry.max_output if entry and entry.max_output else unknown

    def _attempt_failed(self, exchange: Exchange, candidate: Candidate, failure: Failure) -> None:
        exchange.failures.append((candidate, failure))
        exchange.plan.failed(candidate, failure)
        self._runner.accountant.attempt_failed(exchange, failure)
        rest = self._rests.failed(
            candidate.channel.id, candidate.key.id, candidate.sent_model, failure
        )
        state = _KEY_STATES.get(failure.kind)
        if rest is not None and candidate.key.id:
            self.note_key(candidate, state or KeyState.READY, failure.message, rest.seconds)

    def _worked(self, candidate: Candidate, trial: Trial | None = None) -> None:
        """An answer has begun, or is whole: whatever rested here has not to any more."""
        ended = self._rests.succeeded(candidate.channel.id, candidate.key.id, candidate.sent_model)
        stale = candidate.key.state in (KeyState.REJECTED, KeyState.NO_MONEY)
        if trial is not None:
            trial.end()
        if (ended or stale) and candidate.key.id:
            self.note_key(candidate, KeyState.READY, "", 0.0)

    def _used_up(self, candidate: Candidate, seconds: float) -> None:
        channel, key = candidate.channel, candidate.key
        self._rests.used_up(channel.id, key.id, candidate.sent_model, seconds)

    def _exhausted(self, exchange: Exchange, refused: GatewayError | None) -> GatewayError:
        if exchange.failures:
            return refusals.all_failed(exchange.asked_model, exchange.failures)
        if refused is not None:
            return refused
        if exchange.unserved and not exchange.skipped:
            return refusals.unserved(exchange.asked_model, exchange.unserved)
        if exchange.skipped:
            return refusals.unpriced(exchange.asked_model, exchange.skipped)
        return refusals.none_available(explain_plan(self._planner, exchange.plan))


def _both(claim: Callable[[], None], worked: Callable[[], None] | None) -> Callable[[], None]:
    def told() -> None:
        claim()
        if worked is not None:
            worked()

    return told
