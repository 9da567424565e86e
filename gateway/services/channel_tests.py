"""Testing a channel by a real request: what it said, how soon, what it cost, what to do if not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from enum import StrEnum

from gateway.dialects.registry import dialect, spoken_to
from gateway.domain.channel import Channel, KeyState
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.price import Price
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import DialectError, NotFound
from gateway.providers.base import Operation, UpstreamRequest
from gateway.relay.awaiting import Errand
from gateway.relay.counting import rough
from gateway.relay.planner import Candidate
from gateway.relay.reframing import STREAM_TYPES, reframed
from gateway.relay.refused import read_refusal
from gateway.relay.speaking import embeddings_for, upstream_dialect
from gateway.relay.streaming import ConvertingPipe
from gateway.relay.transport import TransportError, UpstreamAnswer
from gateway.relay.ways import channel_timeouts, send
from gateway.services.channel_test_log import log_test
from gateway.services.channel_test_request import (
    TestRun,
    choose_model,
    operation_for,
)
from gateway.services.context import Context
from gateway.services.endpoints import endpoint_of, pick_key
from gateway.services.state import State
from gateway.store import channels as channel_rows
from gateway.store.channels import SealedKey

ERROR_CHARS = 500
_KEY_STATES = {
    FailureClass.BAD_KEY: KeyState.REJECTED,
    FailureClass.NO_MONEY: KeyState.NO_MONEY,
}


class Remedy(StrEnum):
    """What may help after a failed test; the window words it."""

    NONE = ""
    CHECK_KEY = "check_key"
    ADD_MONEY = "add_money"
    WAIT = "wait"
    CHOOSE_MODEL = "choose_model"
    CHECK_ADDRESS = "check_address"
    CHECK_NETWORK = "check_network"
    CHECK_CERTIFICATE = "check_certificate"
    START_SERVER = "start_server"


_REMEDIES = {
    FailureClass.BAD_KEY: Remedy.CHECK_KEY,
    FailureClass.NO_MONEY: Remedy.ADD_MONEY,
    FailureClass.RATE_LIMIT: Remedy.WAIT,
    FailureClass.OVERLOADED: Remedy.WAIT,
    FailureClass.NETWORK: Remedy.CHECK_NETWORK,
    FailureClass.TIMEOUT: Remedy.CHECK_NETWORK,
    FailureClass.MODEL_NOT_FOUND: Remedy.CHOOSE_MODEL,
    FailureClass.PROTOCOL: Remedy.CHECK_ADDRESS,
}


@dataclass(frozen=True, slots=True)
class TestResult:
    """``cost_nano`` is None where nobody knows the model's price; ``reply`` what it said."""

    ok: bool
    model: str
    first_token_ms: int
    duration_ms: int
    reply: str
    usage: Usage
    cost_nano: int | None
    failure: Failure | None = None
    remedy: Remedy = Remedy.NONE


class ChannelTester:
    """Sends tests past the client API: no client's balance moves.

    What a test costs stands in the request log as the owner's request, endpoint ``test``, without a
    charge. A saved channel keeps the result, and its key's state follows as in real traffic.
    Cancelling the task ends the request; what came until then is logged.
    """

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state

    async def test(self, channel: Channel, model: str) -> TestResult:
        """Raises ServiceError ``not_testable``, ``no_usable_key``, ``vault_locked``."""
        run = self._prepare(channel, model)
        run.body(self._context.prices)  # what cannot be sent is no failed test
        price = self._context.prices.price(channel.provider, run.sent)
        try:
            failure = await self._send(run)
            usage = await self._usage(run)
        except asyncio.CancelledError:
            log_test(self._context, run, price, "cancelled", _guess(run), None)
            raise
        status = "failed" if failure else "done"
        logged = log_test(self._context, run, price, status, usage, failure)
        await self._remember(run, failure)
        await asyncio.shield(logged)
        return _result(run, price, usage, failure)

    def _prepare(self, channel: Channel, model: str) -> TestRun:
        provider = self._context.provider(channel.provider)
        key = pick_key(channel, self._context.rests)
        model = choose_model(channel, model.strip(), self._context.prices)
        sent = channel.sent_model(model)
        endpoint = replace(endpoint_of(channel, key), model=sent)
        operation = operation_for(provider, sent)
        embeds = operation is Operation.EMBEDDINGS
        entry = self._context.prices.entry(provider.id, sent)
        speaks, mode = provider.dialects_for(endpoint), entry.mode if entry else ""
        return TestRun(
            channel=channel,
            key=key,
            provider=provider,
            endpoint=endpoint,
            model=model,
            sent=sent,
            prompt=str(self._context.settings.test_prompt),
            operation=operation,
            dialect=embeddings_for(provider, endpoint)
            if embeds
            else upstream_dialect("", speaks, mode),
            at=self._context.now_ms(),
        )

    async def _send(self, run: TestRun) -> Failure | None:
        """The failure, None if an answer came whole."""
        context, channel = self._context, run.channel
        echo = run.provider.id == "echo"
        transport = context.local_transport if echo else context.transport
        timeouts = channel_timeouts(channel)
        credentials = context.credentials

        def ask(step: UpstreamRequest) -> Awaitable[UpstreamAnswer]:
            return send(transport, step, run.endpoint, timeouts, context.relay_proxy)

        def taken() -> None:
            run.answered = True

        try:
            run.endpoint = await credentials.opened(run.provider, run.endpoint)
            request = credentials.signed(run.provider, run.endpoint, run.request(context.prices))
            limit, stream = channel.first_token_timeout_s, run.operation is Operation.CHAT
            errand = Errand(request, run.endpoint, ask, taken, limit, stream=stream)
            answer = await errand.run(run.provider)
        except TransportError as error:
            return error.failure
        except DialectError as error:
            return _unreadable(error, 200)
        try:
            return await self._read(run, answer)
        except TransportError as error:
            return error.failure
        except DialectError as error:
            return _unreadable(error, answer.status)
        finally:
            answer.close()

    async def _read(self, run: TestRun, answer: UpstreamAnswer) -> Failure | None:
        run.note_answer(answer)
        if not 200 <= answer.status < 300:
            body = await read_refusal(answer)
            return run.provider.classify(answer.status, answer.headers, body, run.endpoint)
        run.answered = True
        answer = reframed(run.provider, run.dialect, answer)
        if answer.headers.get("content-type", "").startswith(STREAM_TYPES):
            return await _read_stream(run, answer)
        body = await answer.read()
        run.note_first_token()
        run.usage, run.meter.texts, hidden = spoken_to(run.dialect).answer_usage(body)
        return hidden

    async def _usage(self, run: TestRun) -> Usage:
        """As the upstream says, else counted here."""
        if not run.answered:
            return NO_USAGE
        if run.usage is not None and run.usage.total:
            return run.usage
        count = self._context.counter.count
        return Usage(
            input=await count([run.prompt], run.sent),
            output=await count(run.meter.texts, run.sent),
            estimated=True,
        )

    async def _remember(self, run: TestRun, failure: Failure | None) -> None:
        """Keeps the result of a saved channel; the key's state follows as in real traffic."""
        if run.channel.id:
            self._note_key(run, failure)
            await self._write(run.channel.id, run.first_token_ms, failure)

    async def keep(self, channel_id: int, result: TestResult) -> None:
        """A draft's result for the channel made of it; without effect if that is gone."""
        await self._write(channel_id, result.first_token_ms, result.failure)

    async def _write(self, channel_id: int, first_token_ms: int, failure: Failure | None) -> None:
        now, error = self._context.now_ms(), failure.message[:ERROR_CHARS] if failure else ""

        def write() -> tuple[Channel, list[SealedKey]] | None:
            try:
                channel_rows.set_test_result(channel_id, now, first_token_ms, error)
                return channel_rows.get(channel_id), channel_rows.sealed_keys(channel_id)
            except NotFound:  # deleted while it was tested
                return None

        await self._state.change(write, self._take)

    def _take(self, rows: tuple[Channel, list[SealedKey]] | None) -> None:
        if rows is not None:
            self._state.channels.put(*rows)

    def _note_key(self, run: TestRun, failure: Failure | None) -> None:
        rests, channel, key = self._context.rests, run.channel, run.key
        key_id = key.id if key is not None else 0
        if failure is None:
            rests.succeeded(channel.id, key_id, run.sent)
            state, reason, seconds = KeyState.READY, "", 0.0
        else:
            rest = rests.failed(channel.id, key_id, run.sent, failure)
            if rest is None:
                return
            state = _KEY_STATES.get(failure.kind, KeyState.READY)
            reason, seconds = failure.message, rest.seconds
        if key is not None:
            self._state.note_key(Candidate(channel, key, run.sent), state, reason, seconds)


async def _read_stream(run: TestRun, answer: UpstreamAnswer) -> Failure | None:
    encoder = dialect("openai_chat").stream_encoder(run.model, include_usage=True)
    pipe = ConvertingPipe(spoken_to(run.dialect).stream_decoder(), encoder)
    meter = run.meter = pipe.meter
    async for data in answer.chunks():
        pipe.feed(data)
        if meter.started:
            run.note_first_token()
        if meter.error is not None or meter.complete:
            break
    pipe.close()
    run.usage = meter.usage
    if meter.error is not None:
        return meter.error
    if not meter.complete:
        return Failure(FailureClass.PROTOCOL, 200, "the stream ended without its end")
    run.note_first_token()
    await answer.drain()
    return None


def _guess(run: TestRun) -> Usage:
    """What a cancelled test consumed, without waiting for a count."""
    if not run.answered:
        return NO_USAGE
    return Usage(input=rough([run.prompt]), output=rough(run.meter.texts), estimated=True)


def _result(run: TestRun, price: Price | None, usage: Usage, failure: Failure | None) -> TestResult:
    factor = run.channel.cost_factor
    cost = 0 if not run.answered else None if price is None else price.nano(usage, factor)
    return TestResult(
        ok=failure is None,
        model=run.model,
        first_token_ms=run.first_token_ms,
        duration_ms=run.elapsed_ms,
        reply="".join(run.meter.texts).strip() if run.operation is Operation.CHAT else "",
        usage=usage,
        cost_nano=cost,
        failure=failure,
        remedy=_remedy(run, failure) if failure else Remedy.NONE,
    )


def _remedy(run: TestRun, failure: Failure) -> Remedy:
    if failure.error_code == "tls":
        return Remedy.CHECK_CERTIFICATE
    if failure.kind is FailureClass.NETWORK and run.provider.local:
        return Remedy.START_SERVER
    return _REMEDIES.get(failure.kind, Remedy.NONE)


def _unreadable(error: DialectError, status: int) -> Failure:
    return Failure(FailureClass.PROTOCOL, status, f"its answer cannot be read: {error}")
