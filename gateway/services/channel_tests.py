"""Testing a channel by a real request: what it said, how soon, what it cost, what to do if not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace

from gateway.domain.capability import SCHEDULED, Capability
from gateway.domain.channel import Channel, ChannelKey, KeyState
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.money import format_dollars
from gateway.domain.price import Price
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import DialectError, NotFound, ServiceError
from gateway.providers.base import Operation, UpstreamRequest
from gateway.relay.awaiting import Errand, end_task
from gateway.relay.counting import rough
from gateway.relay.pictures import PictureError, PictureFetcher
from gateway.relay.planner import Candidate
from gateway.relay.reframing import STREAM_TYPES, reframed
from gateway.relay.refused import read_refusal
from gateway.relay.speaking import embeddings_for, upstream_dialect
from gateway.relay.transport import TransportError, UpstreamAnswer
from gateway.relay.ways import channel_timeouts, send
from gateway.services.channel_test_answers import read_stream, read_whole
from gateway.services.channel_test_costs import likely_nano, likely_usage
from gateway.services.channel_test_log import log_test
from gateway.services.channel_test_media import PICTURED, Probe, probe, unpacked
from gateway.services.channel_test_models import (
    OPERATIONS,
    capability_of,
    default_capability,
    models_to_test,
    operation_for,
)
from gateway.services.channel_test_request import TestRun
from gateway.services.channel_test_results import Remedy, TestPlan, TestResult, result_of
from gateway.services.context import Context
from gateway.services.endpoints import endpoint_of, pick_key
from gateway.services.state import State
from gateway.store import channels as channel_rows
from gateway.store.channels import SealedKey
from gateway.tasks import TaskGroup

__all__ = ["ChannelTester", "Remedy", "TestPlan", "TestResult"]

ERROR_CHARS = 500
_KEY_STATES = {
    FailureClass.BAD_KEY: KeyState.REJECTED,
    FailureClass.NO_MONEY: KeyState.NO_MONEY,
}


class ChannelTester:
    """Sends tests past the client API: no client's balance moves.

    What a test costs stands in the request log as the owner's request, endpoint ``test``, without a
    charge. A saved channel keeps the result, and its key's state follows as in real traffic.
    Cancelling the task ends the request; what came until then is logged.
    """

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state
        self._endings = TaskGroup("task endings")
        self._pictures = PictureFetcher(lambda: str(context.settings.fetch_images))

    def plans(self, channel: Channel) -> list[TestPlan]:
        """What the channel can be tested for, chat first. Sync."""
        provider, prices = self._context.provider(channel.provider), self._context.prices
        chosen = models_to_test(channel, provider, prices)
        return [self._plan(channel, capability, model) for capability, model in chosen.items()]

    def _plan(self, channel: Channel, capability: Capability, model: str) -> TestPlan:
        sent = channel.sent_model(model)
        price = self._context.prices.price(channel.provider, sent)
        cost = None
        if price is not None:
            cost = likely_nano(price, self._likely(capability, sent), channel.cost_factor)
        return TestPlan(capability, model, cost)

    async def test(
        self,
        channel: Channel,
        model: str = "",
        capability: Capability | None = None,
        *,
        key: ChannelKey | None = None,
        scheduled: bool = False,
    ) -> TestResult:
        """Tests what is named: a model, or what the channel has for a capability; else the
        channel's test model. With ``key``, or the one that is likeliest to work.

        Raises ServiceError ``not_testable``, ``no_usable_key``, ``vault_locked``, and ``paid_test``
        for one that asks first and that nobody has named; ``scheduled`` ones are chats and
        embeddings alone.
        """
        named = bool(model.strip() or capability)
        run = self._prepare(channel, model.strip(), capability, key)
        if run.capability.asks_first and not named:
            raise self._paid(channel, run)
        if scheduled and run.capability not in SCHEDULED:
            why = "is not tested by itself"
            raise ServiceError("not_testable", f"{run.model} {why}", {"model": why})
        run.body(self._context.prices)  # what cannot be sent is no failed test
        price = self._context.prices.price(channel.provider, run.sent)
        try:
            failure = await self._send(run)
            usage = await self._usage(run, price, failure)
        except asyncio.CancelledError:
            log_test(self._context, run, price, "cancelled", self._guess(run), None)
            raise
        status = "failed" if failure else "done"
        logged = log_test(self._context, run, price, status, usage, failure)
        await self._remember(run, failure)
        await asyncio.shield(logged)
        if run.found.picture_url:
            run.found.picture = await self._fetched(run.found.picture_url)
        return result_of(run, price, usage, failure)

    def _paid(self, channel: Channel, run: TestRun) -> ServiceError:
        plan = self._plan(channel, run.capability, run.model)
        cost = "" if plan.cost_nano is None else format_dollars(plan.cost_nano)
        about = f"about {cost}" if cost else "nobody knows how much"
        text = f"a test with {run.model} costs {about}: name the model, or the capability"
        fields = {"model": run.model, "capability": run.capability.value, "cost": cost}
        return ServiceError("paid_test", text, fields)

    def _prepare(
        self, channel: Channel, model: str, wanted: Capability | None, key: ChannelKey | None
    ) -> TestRun:
        context = self._context
        provider, prices = context.provider(channel.provider), context.prices
        key = key or pick_key(channel, context.rests)
        if not model:
            models = models_to_test(channel, provider, prices)
            wanted = wanted or default_capability(channel, provider, prices, models)
            if wanted not in models:
                why = f"none of its models is known for {OPERATIONS[wanted].value}"
                raise ServiceError("not_testable", why, {"capability": why})
            model = models[wanted]
        sent = channel.sent_model(model)
        endpoint = replace(endpoint_of(channel, key), model=sent)
        capability = wanted or capability_of(provider, sent, prices) or Capability.CHAT
        operation = operation_for(provider, capability, channel.settings, sent)
        asked: Probe | None = None
        if operation is Operation.EMBEDDINGS:
            dialect = embeddings_for(provider, endpoint)
        elif operation is Operation.CHAT:
            entry = prices.entry(provider.id, sent)
            speaks = provider.dialects_for(endpoint)
            dialect = upstream_dialect("", speaks, entry.mode if entry else "")
        else:
            asked = probe(capability, sent, edits=operation is Operation.IMAGE_EDITS)
            dialect = asked.dialect.name
        draws = capability is Capability.IMAGE
        return TestRun(
            channel=channel,
            key=key,
            provider=provider,
            endpoint=endpoint,
            model=model,
            sent=sent,
            prompt=PICTURED if draws else str(context.settings.test_prompt),
            capability=capability,
            operation=operation,
            dialect=dialect,
            at=context.now_ms(),
            probe=asked,
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

        def leave(ending: UpstreamRequest) -> None:
            self._endings.spawn(end_task(ask, ending), "end")

        try:
            run.endpoint = await credentials.opened(run.provider, run.endpoint)
            request = credentials.signed(run.provider, run.endpoint, run.request(context.prices))
            limit, stream = channel.first_token_timeout_s, run.operation is Operation.CHAT
            errand = Errand(request, run.endpoint, ask, taken, limit, stream=stream, leave=leave)
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
        streams = answer.headers.get("content-type", "").startswith(STREAM_TYPES)
        if streams and run.operation is Operation.CHAT:
            return await read_stream(run, answer)
        return await read_whole(run, answer)

    async def _usage(self, run: TestRun, price: Price | None, failure: Failure | None) -> Usage:
        """As the upstream says, else counted here."""
        said = run.usage
        if not run.answered:
            return NO_USAGE
        if run.probe is not None:
            if failure is not None:
                return said or NO_USAGE
            bills = said is not None and (price is None or price.free or price.nano(said) > 0)
            return said if said is not None and bills else self._guess(run)
        if said is not None and said.total:
            return said
        count = self._context.counter.count
        return Usage(
            input=await count([run.prompt], run.sent),
            output=await count(run.meter.texts, run.sent),
            estimated=True,
        )

    def _guess(self, run: TestRun) -> Usage:
        """What a test consumed of which nobody says it, without waiting for a count."""
        if not run.answered:
            return NO_USAGE
        if run.probe is not None:
            return self._likely(run.capability, run.sent).as_estimate()
        return Usage(input=rough([run.prompt]), output=rough(run.meter.texts), estimated=True)

    def _likely(self, capability: Capability, sent: str) -> Usage:
        """What a test that has not begun will consume, about."""
        prompt = str(self._context.settings.test_prompt)
        return likely_usage(capability, sent, prompt)

    async def _fetched(self, url: str) -> bytes:
        """A picture that was made, to be shown; b'' where it may not or cannot be fetched."""
        try:
            pictures = await self._pictures.fetch([url])
        except PictureError:
            return b""
        return unpacked(pictures[url].data)

    async def _remember(self, run: TestRun, failure: Failure | None) -> None:
        """Keeps the result of a saved channel; the key's state follows as in real traffic."""
        if run.channel.id:
            self._note_key(run, failure)
            await self._write(run.channel.id, run.first_token_ms, failure)

    async def close(self) -> None:
        await self._endings.close()

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


def _unreadable(error: DialectError, status: int) -> Failure:
    return Failure(FailureClass.PROTOCOL, status, f"its answer cannot be read: {error}")
