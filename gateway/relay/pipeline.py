"""One request's life: admit, choose, reserve, try, answer, settle."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gateway.dialects.base import Peek
from gateway.dialects.openai_completions.dialect import NAME as COMPLETIONS
from gateway.domain.channel import KeyState
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.price import Price
from gateway.errors import DialectError, GatewayError
from gateway.events import AttemptStarted, RequestStarted
from gateway.providers.base import Operation, Provider
from gateway.relay import refusals
from gateway.relay.accounting import AttemptFailed, StreamBroken, Tools
from gateway.relay.attempts import AttemptRunner
from gateway.relay.call import Call, Sink
from gateway.relay.counting import rough
from gateway.relay.eligible import price_of
from gateway.relay.exchange import Attempt, Exchange
from gateway.relay.money import (
    ANSWER_UNKNOWN,
    COMPLETION_UNKNOWN,
    lower_output,
    reserve_nano,
    reserve_usage,
)
from gateway.relay.off_loop import off_loop
from gateway.relay.planner import Candidate, Planner
from gateway.relay.rests import Rests
from gateway.relay.settling import Outcome, store_unavailable
from gateway.relay.waiting import keep_alive

log = logging.getLogger(__name__)

_SMALL_BODY = 64 * 1024
_KEY_STATES = {
    FailureClass.BAD_KEY: KeyState.REJECTED,
    FailureClass.NO_MONEY: KeyState.NO_MONEY,
}

KeyNote = Callable[[Candidate, KeyState, str, float], None]
"""Told when a key's state changed: candidate, state, reason, seconds it rests."""


class Pipeline:
    """Runs requests. One instance a gateway; holds nothing of a request beyond its call."""

    def __init__(
        self,
        tools: Tools,
        planner: Planner,
        rests: Rests,
        provider: Callable[[str], Provider],
        max_attempts: Callable[[], int],
    ) -> None:
        self._tools = tools
        self._planner = planner
        self._rests = rests
        self._provider = provider
        self._max_attempts = max_attempts
        self._runner = AttemptRunner(tools)
        self.note_key: KeyNote = lambda candidate, state, reason, seconds: None

    async def drain(self) -> None:
        """Waits for running requests and for every settlement under way."""
        await self._tools.live.wait_empty()
        await self._runner.accountant.drain()
        await self._tools.settler.drain()

    async def run(self, call: Call, sink: Sink) -> None:
        """Answers one call. Never raises but CancelledError, when the client has left."""
        exchange: Exchange | None = None
        try:
            exchange = await self._admit(call)
            self._start(exchange, sink)
            exchange.estimate = await self._estimate(call, exchange.peek)
            if call.caller.gauge is not None:
                output = exchange.peek.max_output
                exchange.admission = call.caller.gauge.enter(exchange.estimate, output)
            await self._walk(exchange, sink)
        except GatewayError as error:
            await self._refuse(call, exchange, sink, error)
        except StreamBroken as broken:
            await self._break(call, exchange, sink, broken.failure)
        except (asyncio.CancelledError, ConnectionError) as gone:
            self._client_gone(exchange)
            if isinstance(gone, asyncio.CancelledError) and not self._ended_by_owner(exchange):
                raise
            sink.abort()
        except Exception:
            log.exception("a request failed inside the gateway")
            bug = GatewayError("internal_error", "Homeport failed on this request; see its log")
            await self._refuse(call, exchange, sink, bug)
        finally:
            if exchange is not None:
                self._tools.live.remove(exchange)
                exchange.write_keep_alive = None
                self._release(exchange)

    def _release(self, exchange: Exchange) -> None:
        """Gives back what it held, whatever way it ended."""
        if exchange.reservation is not None and not exchange.settled:
            self._tools.ledger.release(exchange.reservation)
        if exchange.admission is not None:
            exchange.admission.leave()
            if not exchange.settled:
                exchange.admission.used(0)

    # Admission

    async def _admit(self, call: Call) -> Exchange:
        if not self._tools.settler.working:
            raise store_unavailable()
        try:
            peek = await off_loop(len(call.body), call.dialect.peek, call.body)
        except DialectError as error:
            raise GatewayError("invalid_request", str(error), param=error.param) from error
        if call.model:
            peek = replace(peek, model=call.model, stream=call.stream)
        if not peek.model:
            raise GatewayError("invalid_request", "the request names no model", param="model")
        caller = call.caller
        plan = self._planner.plan(caller.group, peek.model, caller.pin)
        exchange = Exchange(call, peek, plan)
        if not caller.token.allows_model(peek.model):
            await self._refuse_logged(
                exchange, refusals.model_not_allowed(caller.token, peek.model)
            )
        if not plan.tiers:
            models = self._planner.snapshot.models(caller.group)
            await self._refuse_logged(exchange, refusals.model_not_found(peek.model, models))
        continued = call.continued
        if continued is not None and continued.maker is not None:
            plan.first = continued.maker
            if continued.only_there:
                plan.keep_to(continued.maker[0])
            if not plan.tiers:
                lost = self._tools.memory.continuations.previous_not_found(continued.previous)
                await self._refuse_logged(exchange, lost)
        if caller.gauge is not None:
            try:
                caller.gauge.check()
            except GatewayError as error:
                await self._refuse_logged(exchange, error)
        return exchange

    async def _refuse_logged(self, exchange: Exchange, error: GatewayError) -> None:
        self._log_refusal(exchange, error)
        raise error

    async def _estimate(self, call: Call, peek: Peek) -> int:
        """The prompt in tokens: counted for who pays from a limit, guessed for who does not."""
        if not call.caller.payer.limited and len(call.body) <= _SMALL_BODY:
            return len(call.body) // 4
        try:
            texts, fixed = await off_loop(len(call.body), call.dialect.prompt_texts, call.body)
        except DialectError as error:
            raise GatewayError("invalid_request", str(error), param=error.param) from error
        if not call.caller.payer.limited:
            return rough(texts) + fixed
        return await self._tools.counter.count(texts, peek.model) + fixed

    def _start(self, exchange: Exchange, sink: Sink) -> None:
        call = exchange.call
        self._tools.live.add(exchange)
        task = asyncio.current_task()
        exchange.cancel = task.cancel if task else None
        if exchange.peek.stream:
            self._tools.live.keep_alive(exchange, lambda: keep_alive(exchange, sink))
        if self._tools.events.watched:
            self._tools.events.publish(
                RequestStarted(
                    call.request_id,
                    call.at,
                    exchange.asked_model,
                    call.caller.token.id,
                    call.caller.token.name,
                    call.client,
                    exchange.peek.stream,
                )
            )

    # The walk over candidates

    async def _walk(self, exchange: Exchange, sink: Sink) -> None:
        refused: GatewayError | None = None
        plan = exchange.plan
        while len(exchange.attempts) < self._max_attempts():
            candidate = self._planner.next(plan)
            if candidate is None:
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
            if await self._try(exchange, candidate, sink):
                return
        raise self._exhausted(exchange, refused)

    async def _try(self, exchange: Exchange, candidate: Candidate, sink: Sink) -> bool:
        place = self._planner.enter(candidate)
        try:
            await self._ask(exchange, self._provider(candidate.channel.provider), sink)
        except AttemptFailed as failed:
            if exchange.is_forgotten_by(candidate, failed.failure):
                self._runner.accountant.attempt_failed(exchange, failed.failure)
                return False
            self._attempt_failed(exchange, candidate, failed.failure)
            if not failed.failure.kind.tries_next:
                raise refusals.passed_on(failed.failure) from failed
            return False
        except StreamBroken as broken:
            self._rests.failed(
                candidate.channel.id, candidate.key.id, candidate.sent_model, broken.failure
            )
            raise
        finally:
            if place is not None:
                place.leave()
        self._worked(candidate)
        return True

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
        self, exchange: Exchange, candidate: Candidate, price: Price, unpriced: bool
    ) -> None:
        """Holds the money for this candidate; another price is held anew in one step."""
        multiplier = self._tools.prices.multiplier(exchange.call.caller.group)
        ledger, payer = self._tools.ledger, exchange.call.caller.payer
        chats = exchange.call.operation is Operation.CHAT
        exchange.forced = rough([candidate.channel.system_prompt]) if chats else 0
        told = lower_output(exchange, price, multiplier, self._longest(exchange, candidate))
        nano = reserve_nano(exchange, price, multiplier)
        if exchange.reservation is None:
            exchange.reservation = ledger.reserve(payer, nano)
        else:
            ledger.change(exchange.reservation, nano)
        if told:
            ledger.promise(
                exchange.reservation, price.nano(reserve_usage(exchange, told), multiplier)
            )
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

    def _worked(self, candidate: Candidate) -> None:
        ended = self._rests.succeeded(candidate.channel.id, candidate.key.id, candidate.sent_model)
        stale = candidate.key.state in (KeyState.REJECTED, KeyState.NO_MONEY)
        if (ended or stale) and candidate.key.id:
            self.note_key(candidate, KeyState.READY, "", 0.0)

    def _exhausted(self, exchange: Exchange, refused: GatewayError | None) -> GatewayError:
        if exchange.failures:
            return refusals.all_failed(exchange.asked_model, exchange.failures)
        if refused is not None:
            return refused
        if exchange.unserved and not exchange.skipped:
            return refusals.unserved(exchange.asked_model, exchange.unserved)
        if exchange.skipped:
            return refusals.unpriced(exchange.asked_model, exchange.skipped)
        reasons, wait = self._planner.why_not(exchange.plan)
        return refusals.none_available(exchange.asked_model, reasons, wait)

    # Ends that are not answers

    async def _refuse(
        self, call: Call, exchange: Exchange | None, sink: Sink, error: GatewayError
    ) -> None:
        """Tells the client and the log. Costs nothing but what a broken stream had produced."""
        if exchange is not None:
            exchange.write_keep_alive = None
        if exchange is not None and not exchange.settled:
            attempt = exchange.attempt
            if attempt is not None and exchange.peek.stream and attempt.meter.started:
                outcome = Outcome("failed", 200, error_code=error.code, error_message=error.message)
                self._runner.accountant.settle_partial(exchange, outcome)
            else:
                self._log_refusal(exchange, error)
        await self._tell(call, sink, error)

    async def _tell(self, call: Call, sink: Sink, error: GatewayError) -> None:
        try:
            if sink.started:
                if told := call.dialect.stream_error(error, call.request_id):
                    await sink.finish(told)
                else:
                    sink.abort()
            else:
                body = call.dialect.encode_error(error, call.request_id)
                await sink.whole(error.status, refusals.headers(error), body)
        except ConnectionError:
            sink.abort()

    def _log_refusal(self, exchange: Exchange, error: GatewayError) -> None:
        failure = exchange.failures[-1][1] if exchange.failures else None
        if exchange.attempt is not None and exchange.attempt.answered:
            self._runner.accountant.attempt_failed(exchange)
        outcome = Outcome(
            "failed" if exchange.attempts else "refused",
            error.status,
            error_class=failure.kind.value if failure else "",
            error_code=error.code,
            error_message=error.message,
        )
        exchange.attempt = None
        self._tools.settler.submit(exchange, outcome)

    async def _break(
        self, call: Call, exchange: Exchange | None, sink: Sink, failure: Failure
    ) -> None:
        """A stream broke after its first content: what was produced is paid, the client is told."""
        error = refusals.interrupted(failure)
        if exchange is not None:
            exchange.write_keep_alive = None
        if exchange is not None and not exchange.settled:
            outcome = Outcome(
                "cut_short",
                200,
                error_class=failure.kind.value,
                error_code=error.code,
                error_message=failure.message,
            )
            self._runner.accountant.settle_partial(exchange, outcome, failure)
        await self._tell(call, sink, error)

    def _client_gone(self, exchange: Exchange | None) -> None:
        if exchange is None or exchange.settled:
            return
        outcome = Outcome("cancelled", 499, error_message="the client closed the connection")
        self._runner.accountant.settle_partial(exchange, outcome)

    @staticmethod
    def _ended_by_owner(exchange: Exchange | None) -> bool:
        task: asyncio.Task[Any] | None = asyncio.current_task()
        if exchange is None or not exchange.ended_by_owner or task is None:
            return False
        task.uncancel()
        return True
