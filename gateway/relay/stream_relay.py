"""One streamed answer: carried event by event, topped up, and ended properly or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import inf

from gateway.dialects.base import StreamPipe
from gateway.dialects.media import MediaDialect
from gateway.dialects.openai_responses.counting import ENCRYPTED_PER_TOKEN
from gateway.dialects.registry import spoken_to
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.usage import Usage, believed
from gateway.errors import DialectError
from gateway.events import ContentStarted
from gateway.providers.base import MEDIA
from gateway.relay.accounting import (
    Accountant,
    AttemptFailed,
    StreamBroken,
    Tools,
    answer_headers,
)
from gateway.relay.call import Sink
from gateway.relay.exchange import Attempt, Exchange
from gateway.relay.money import StreamBudget, at_tier
from gateway.relay.streaming import ConvertingPipe
from gateway.relay.transport import Pushing, TransportError, UpstreamAnswer
from gateway.relay.turns import TurnCollector

_METERED_BYTES = 1024
"""A few frames: what a limited payer's stream may run ahead of its metering."""


@dataclass(slots=True)
class _Flow:
    """One stream under way. ``held`` are frames before the first content event."""

    exchange: Exchange
    attempt: Attempt
    pipe: StreamPipe
    sink: Sink
    held: list[bytes] = field(default_factory=list)
    begun: bool = False
    budget: StreamBudget | None = None
    reaches: float = inf
    """Characters from which on :attr:`grow` is told, where nothing limits the payer."""
    grow: Callable[[], None] = lambda: None
    rest: bytes = b""
    """What :meth:`take` left alone."""

    def take(self, data: bytes) -> bool:
        """Passes on what can be passed on at once; whether more of it may come this way."""
        meter, budget = self.pipe.meter, self.budget
        if budget is not None and len(data) > _METERED_BYTES:
            self.rest = data
            return False
        out = self.pipe.feed(data)
        ready = True
        if out:
            ready = self.sink.write_now(out)
            self.exchange.last_write = time.monotonic()
        if meter.error is not None:
            return False
        if meter.chars > self.reaches:
            self.grow()
        if budget is not None and (not budget.covers(meter.chars) or budget.grew):
            return False
        return ready and not meter.complete

    def broken(self, failure: Failure) -> AttemptFailed | StreamBroken:
        return StreamBroken(failure) if self.begun else AttemptFailed(failure)


class StreamRelay:
    """Carries streams. Stateless between them."""

    def __init__(self, tools: Tools, accountant: Accountant) -> None:
        self._tools = tools
        self._accountant = accountant

    def _pipe(self, exchange: Exchange, attempt: Attempt, turn: TurnCollector | None) -> StreamPipe:
        call, peek = exchange.call, exchange.peek
        if isinstance(call.dialect, MediaDialect):
            return call.dialect.pipe(attempt.content_type, attempt.told)
        if attempt.dialect == call.dialect.name:
            renamed = attempt.candidate.sent_model != exchange.asked_model
            return call.dialect.pass_pipe(
                exchange.asked_model if renamed else None, include_usage=peek.wants_usage
            )
        return ConvertingPipe(
            spoken_to(attempt.dialect).stream_decoder(),
            call.dialect.stream_encoder(exchange.asked_model, include_usage=peek.wants_usage),
            turn,
            attempt.stops,
        )

    async def run(
        self, exchange: Exchange, attempt: Attempt, answer: UpstreamAnswer, sink: Sink
    ) -> None:
        """Raises AttemptFailed before the first content event, StreamBroken after it."""
        turn = None
        if attempt.place is not None:
            turn = TurnCollector(calls_only=attempt.dialect == "openai_chat")
        elif attempt.chat is not None:
            turn = TurnCollector()
        pipe = self._pipe(exchange, attempt, turn)
        attempt.meter = pipe.meter
        flow = _Flow(exchange, attempt, pipe, sink)
        try:
            whole = await self._pump(flow, answer)
            usage, ending = await self._ended(flow, whole)
        except (TransportError, DialectError) as error:
            failure = (
                error.failure
                if isinstance(error, TransportError)
                else Failure(FailureClass.PROTOCOL, 200, f"its stream cannot be read: {error}")
            )
            raise flow.broken(failure) from error
        heard_out = whole and not pipe.meter.stopped
        if not heard_out:
            answer.close()
        status = "done" if whole else "cut_short"
        if heard_out and turn is not None:
            self._tools.memory.signatures.keep(attempt.place, attempt.said_before, turn.blocks())
            if isinstance(pipe, ConvertingPipe):
                chats = self._tools.memory.vendor_chats
                chats.keep(attempt.chat, turn.blocks(), pipe.kept_as)
        if exchange.call.recording is not None:
            exchange.call.recording.ending(ending)
        await self._accountant.settle_whole(exchange, attempt, usage, status)
        same = attempt.dialect == exchange.call.dialect.name
        maker = attempt.maker if whole and same else None
        await self._tools.memory.continuations.keep(exchange.call.continued, maker, b"")
        await sink.finish(ending)
        if heard_out:
            await answer.drain()

    async def _ended(self, flow: _Flow, whole: bool) -> tuple[Usage, bytes]:
        """What the stream consumed, and the frames that end it."""
        exchange, attempt, pipe = flow.exchange, flow.attempt, flow.pipe
        if not whole:
            usage = await self._accountant.partial_usage(exchange, attempt)
            return usage, pipe.cut(usage)
        said = believed(pipe.meter.usage)
        if exchange.call.operation in MEDIA:
            said = await self._accountant.known(exchange, attempt, said, pipe.meter.texts)
        elif said is None or not (said.input or said.output):
            said = await self._accountant.counted(exchange, attempt, pipe.meter.texts)
            if pipe.meter.stopped:
                hidden = pipe.meter.proof_chars // ENCRYPTED_PER_TOKEN
                said = replace(said, output=said.output + hidden, reasoning=hidden)
            pipe.meter.usage = said  # clients that asked for usage get what was counted
        return said, pipe.ending()

    async def _pump(self, flow: _Flow, answer: UpstreamAnswer) -> bool:
        """Carries the stream up to its ending. False: cut because the payer cannot follow."""
        meter = flow.pipe.meter
        flow.budget = budget = self._budget(flow)
        chunks = aiter(answer.chunks())
        while not meter.complete:  # what an upstream sends behind its end is nobody's
            if flow.begun and isinstance(answer, Pushing):
                data = await self._push(flow, answer)
            else:
                data = await anext(chunks, None)
            if data is None:
                break
            if budget is None:
                await self._carry(flow, flow.pipe.feed(data))
                if meter.chars > flow.reaches:
                    flow.grow()
            elif not await self._carry_paid(flow, data, budget):
                return False
        await self._carry(flow, flow.pipe.close())
        if not meter.complete:
            failure = Failure(FailureClass.PROTOCOL, 200, "the stream ended without its end")
            raise flow.broken(failure)
        if not flow.begun:
            await self._begin(flow)
        return True

    async def _push(self, flow: _Flow, answer: Pushing) -> bytes | None:
        """Carries what needs no waiting, where it arrives; returns what does, None at the end."""
        flow.rest = b""
        if not await answer.push(flow.take):
            return None
        if flow.pipe.meter.error is not None:
            raise flow.broken(flow.pipe.meter.error)
        await flow.sink.ready()
        self._note_growth(flow)
        return flow.rest

    async def _carry_paid(self, flow: _Flow, data: bytes, budget: StreamBudget) -> bool:
        """Carries what is paid for; a burst is metered piece by piece. False at the last cent."""
        exchange, meter = flow.exchange, flow.pipe.meter
        for start in range(0, max(1, len(data)), _METERED_BYTES):
            await self._carry(flow, flow.pipe.feed(data[start : start + _METERED_BYTES]))
            if meter.complete:
                return True
            if not budget.covers(meter.chars):
                tokens = await self._tools.counter.count(meter.texts, exchange.asked_model)
                budget.calibrate(meter.chars, tokens)
                if not budget.covers(meter.chars):
                    return False
        self._note_growth(flow)
        return True

    def _note_growth(self, flow: _Flow) -> None:
        """A reservation that rose is written down as the intent it is."""
        if flow.budget is not None and flow.budget.grew:
            flow.budget.grew = False
            self._accountant.intend_again(flow.exchange, flow.attempt)

    async def _carry(self, flow: _Flow, out: bytes) -> None:
        """Passes frames on; those before the first content event wait for it."""
        if flow.begun and out:
            await self._write(flow, out)  # what came before an error was said, and is charged
        if flow.pipe.meter.error is not None:
            raise flow.broken(flow.pipe.meter.error)
        if flow.begun:
            return
        flow.held.append(out)
        if flow.pipe.meter.started:
            await self._begin(flow)

    async def _begin(self, flow: _Flow) -> None:
        """The first content event: from here on this candidate answers."""
        flow.begun = True
        exchange = flow.exchange
        ms = exchange.note_first_token()
        if self._tools.events.watched:
            self._tools.events.publish(ContentStarted(exchange.call.request_id, ms))
        content_type = flow.attempt.content_type or exchange.call.dialect.stream_content_type
        await flow.sink.start(content_type, answer_headers(exchange, flow.attempt))
        first = b"".join(flow.held)
        flow.held.clear()
        if first:
            await self._write(flow, first)

    async def _write(self, flow: _Flow, out: bytes) -> None:
        """What an upstream says that a client is not told does not keep that client alive."""
        await flow.sink.write(out)
        flow.exchange.last_write = time.monotonic()

    def _budget(self, flow: _Flow) -> StreamBudget | None:
        """What a stream of a payer with a limit has to keep to; others' only grow."""
        exchange, attempt = flow.exchange, flow.attempt
        reservation = exchange.reservation
        if exchange.call.operation in MEDIA:
            return None  # its whole price is held: nothing is metered, nothing is cut
        if reservation is None:
            return None
        paid = exchange.call.caller.payer.limited and not attempt.price.free
        limited = paid or reservation.budgeted
        if not limited and attempt.price.free:
            return None
        budget = StreamBudget(
            self._tools.ledger,
            reservation,
            at_tier(attempt.price, exchange),
            attempt.multiplier,
            exchange.prompt_tokens,
            attempt.candidate.channel.cost_factor,
        )
        if limited:
            return budget

        def grow() -> None:
            if budget.covers(flow.pipe.meter.chars):  # which nothing can refuse
                self._accountant.intend_again(exchange, attempt)
            flow.reaches = budget.reaches

        flow.reaches, flow.grow = budget.reaches, grow
        return None
