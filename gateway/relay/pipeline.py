"""One request's life: admit, choose, reserve, try, answer, settle."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gateway.domain.failure import Failure
from gateway.domain.routing import When
from gateway.errors import DialectError, GatewayError
from gateway.events import RequestStarted
from gateway.providers.base import Operation, Provider
from gateway.relay import refusals
from gateway.relay.accounting import StreamBroken, Tools, limits_told
from gateway.relay.attempts import AttemptRunner
from gateway.relay.call import Call, Sink
from gateway.relay.conversations import conversation_name
from gateway.relay.counting import rough
from gateway.relay.exchange import Exchange, read_prompt
from gateway.relay.off_loop import off_loop
from gateway.relay.planner import Planner
from gateway.relay.rests import Rests
from gateway.relay.routing import Routing
from gateway.relay.settling import Outcome, store_unavailable
from gateway.relay.waiting import keep_alive
from gateway.relay.walk import KeyNote, Walker

log = logging.getLogger(__name__)

_SMALL_BODY = 64 * 1024


class Pipeline:
    """Runs requests. One instance a gateway; holds nothing of a request beyond its call."""

    def __init__(
        self,
        tools: Tools,
        planner: Planner,
        rests: Rests,
        routing: Routing,
        provider: Callable[[str], Provider],
        max_attempts: Callable[[], int],
    ) -> None:
        self._tools = tools
        self._planner = planner
        self._conversations = routing.conversations
        self._runner = AttemptRunner(tools)
        self._walker = Walker(tools, self._runner, planner, rests, routing, provider, max_attempts)

    def on_key_change(self, note: KeyNote) -> None:
        """Who is told when a key's state changes while it serves."""
        self._walker.note_key = note

    async def drain(self) -> None:
        """Waits for running requests and for every settlement under way."""
        await self._tools.live.wait_empty()
        await self._runner.accountant.drain()
        await self._runner.drain()
        await self._tools.settler.drain()

    async def run(self, call: Call, sink: Sink) -> None:
        """Answers one call. Never raises but CancelledError, when the client has left."""
        exchange: Exchange | None = None
        try:
            exchange = await self._admit(call)
            self._start(exchange, sink)
            exchange.estimate = await self._estimate(exchange)
            if call.caller.gauge is not None:
                output = exchange.peek.max_output
                exchange.admission = await call.caller.gauge.wait(exchange.estimate, output)
            await self._walker.walk(exchange, sink)
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
        if not plan.tiers and not self._walker.stand_ins.instead(exchange, When.UNANSWERED):
            models = self._planner.snapshot.models(caller.group)
            await self._refuse_logged(exchange, refusals.model_not_found(peek.model, models))
        await self._stay(exchange)
        if caller.gauge is not None:
            try:
                caller.gauge.check()
            except GatewayError as error:
                await self._refuse_logged(exchange, error)
        return exchange

    async def _stay(self, exchange: Exchange) -> None:
        """Where it goes on: with the maker of the response it names, or where its conversation's
        prompt is cached.
        """
        call, plan = exchange.call, exchange.plan
        continued = call.continued
        if continued is not None and continued.maker is not None:
            plan.first = continued.maker
            if continued.only_there:
                plan.keep_to(continued.maker[0])
            if not plan.tiers:
                lost = self._tools.memory.continuations.previous_not_found(continued.previous)
                await self._refuse_logged(exchange, lost)
        elif (
            call.operation is Operation.CHAT
            and call.form is None
            and self._conversations.matter(plan, call.body)
        ):
            try:
                texts, _ = await read_prompt(exchange)
            except DialectError:
                return  # whoever is asked says what is wrong with it
            token, asked = call.caller.token.id, exchange.asked_model
            exchange.conversation = conversation_name(token, asked, texts)
            plan.prefer = self._conversations.find(exchange.conversation)

    async def _refuse_logged(self, exchange: Exchange, error: GatewayError) -> None:
        self._log_refusal(exchange, error)
        raise error

    async def _estimate(self, exchange: Exchange) -> int:
        """The prompt in tokens: counted for who pays from a limit, guessed for who does not."""
        call = exchange.call
        counted = call.caller.payer.counted
        if not counted and len(call.body) <= _SMALL_BODY:
            return len(call.body) // 4
        try:
            texts, fixed = await read_prompt(exchange)
        except DialectError as error:
            raise GatewayError("invalid_request", str(error), param=error.param) from error
        if not counted:
            return rough(texts) + fixed
        return await self._tools.counter.count(texts, exchange.asked_model) + fixed

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
                headers = {**refusals.headers(error), **limits_told(call)}
                await sink.whole(error.status, headers, body)
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
