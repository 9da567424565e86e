"""One try at one candidate: encode, send, carry the answer, settle."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from gateway.dialects.base import UpstreamDialect
from gateway.dialects.embeddings import NAME as EMBEDDINGS
from gateway.dialects.embeddings import completed
from gateway.dialects.openai_completions.dialect import NAME as COMPLETIONS
from gateway.dialects.passing import mend_utf8
from gateway.dialects.registry import spoken_to
from gateway.dialects.vectors import ASKED
from gateway.domain.conversation import Answer
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import DialectError, ServiceError, Unconvertible
from gateway.providers.abilities import TellingUsage
from gateway.providers.base import MEDIA, Endpoint, Operation, Provider, UpstreamRequest
from gateway.providers.refusals.limit_headers import used_up_s
from gateway.providers.service_tiers import served_tier
from gateway.relay.accounting import (
    Accountant,
    AttemptFailed,
    StreamBroken,
    Tools,
    answer_headers,
)
from gateway.relay.adaptations import Adaptations
from gateway.relay.awaiting import Errand, end_task, told_by
from gateway.relay.call import Sink
from gateway.relay.credentials import misconfigured
from gateway.relay.exchange import Attempt, Exchange
from gateway.relay.gathering import gather, told
from gateway.relay.off_loop import LARGE_BODY, off_loop
from gateway.relay.planner import Candidate
from gateway.relay.reframing import STREAM_TYPES, reframed, upstream_id
from gateway.relay.refused import hidden_refusal, read_refusal
from gateway.relay.requests import RequestMaker
from gateway.relay.stops import cut_answer
from gateway.relay.stream_relay import StreamRelay
from gateway.relay.streaming import ConvertingPipe, answer_events
from gateway.relay.transport import TransportError, UpstreamAnswer
from gateway.relay.ways import channel_endpoint, channel_timeouts
from gateway.relay.ways import send as send_by
from gateway.tasks import TaskGroup

Named = Callable[[bytes, Failure], Failure]
_NO_ENDPOINT = (404, 405, 501)
_NO_SOUND = ("application/json", "text/html", "text/plain")


class AttemptRunner:
    """Runs attempts. Between them it remembers what models refuse, and nothing of requests."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._adaptations = Adaptations()
        self._requests = RequestMaker(tools, self._adaptations)
        self.accountant = Accountant(tools)
        self._streams = StreamRelay(tools, self.accountant)
        self._endings = TaskGroup("task endings")
        self.on_used_up: Callable[[Candidate, float], None] = lambda candidate, seconds: None
        """Told when an answer's headers say that its key's limit is used up, for how long."""

    def learn(self, exchange: Exchange, attempt: Attempt, failure: Failure) -> bool:
        """See :meth:`Adaptations.learn`."""
        return self._adaptations.learn(exchange, attempt, failure)

    async def run(
        self, exchange: Exchange, attempt: Attempt, provider: Provider, sink: Sink
    ) -> None:
        """Carries one answer to the client and settles it.

        Raises AttemptFailed while the client has seen no content, StreamBroken after that,
        GatewayError where the store refused the settlement.
        """
        try:
            await self._in_time(exchange, attempt, provider, sink)
        except AttemptFailed:
            if attempt.owed and attempt.meter.usage is None:
                attempt.meter.usage = await self.accountant.counted(exchange, attempt, [])
            raise

    async def _in_time(
        self, exchange: Exchange, attempt: Attempt, provider: Provider, sink: Sink
    ) -> None:
        limit = self._tools.relay_timeout_s()
        exchange.time_limit = None
        if not limit:
            await self._run(exchange, attempt, provider, sink)
            return
        try:
            async with asyncio.timeout(limit) as exchange.time_limit:
                await self._run(exchange, attempt, provider, sink)
        except TimeoutError as error:
            failure = Failure(FailureClass.TIMEOUT, 0, f"took longer than {limit:g} s in all")
            begun = exchange.peek.stream and attempt.meter.started
            raise (StreamBroken if begun else AttemptFailed)(failure) from error

    async def _run(
        self, exchange: Exchange, attempt: Attempt, provider: Provider, sink: Sink
    ) -> None:
        try:
            await self._try(exchange, attempt, provider, sink)
        except AttemptFailed as error:
            # A token may be revoked before its time: the key behind it is judged by a new one. So
            # may a conversation that its vendor kept be gone.
            stale = error.failure.kind is FailureClass.BAD_KEY
            lost = attempt.chat is not None and attempt.chat.is_lost(error.failure)
            if not lost and not (stale and self._tools.credentials.forget(attempt.access)):
                raise
            await self._try(exchange, attempt, provider, sink)

    async def _try(
        self, exchange: Exchange, attempt: Attempt, provider: Provider, sink: Sink
    ) -> None:
        try:
            endpoint = await self._tools.credentials.opened(provider, _endpoint(attempt))
        except TransportError as error:
            raise AttemptFailed(error.failure) from error
        attempt.access = endpoint.access
        request = await self._made(exchange, attempt, provider, endpoint)
        answer = await self._send(exchange, attempt, provider, request, endpoint)
        if answer.status in _NO_ENDPOINT and attempt.dialect == COMPLETIONS:
            # Many servers have no legacy completions, and none says so beforehand.
            answer.close()
            attempt.converts = True
            request = await self._made(exchange, attempt, provider, endpoint)
            answer = await self._send(exchange, attempt, provider, request, endpoint)
        attempt.answered = attempt.answered or 200 <= answer.status < 300
        try:
            attempt.connect_ms = answer.connect_ms
            attempt.http_status = answer.status
            attempt.upstream_id = upstream_id(answer.headers)
            attempt.tier = served_tier(answer.headers)
            attempt.told = told_by(answer)
            if isinstance(provider, TellingUsage):
                attempt.told = attempt.told or provider.told_usage(request, answer.headers)
            if not 200 <= answer.status < 300:
                raise AttemptFailed(
                    provider.classify(
                        answer.status, answer.headers, await read_refusal(answer), endpoint
                    )
                )
            wait = used_up_s(answer.headers)
            if wait:
                self.on_used_up(attempt.candidate, wait)
            answer = reframed(provider, attempt.dialect, answer)
            content_type = answer.headers.get("content-type", "")
            if exchange.call.operation in MEDIA:
                attempt.content_type = content_type
            if _in_pieces(exchange, content_type):
                await self._streams.run(exchange, attempt, answer, sink)
            else:

                def named(body: bytes, found: Failure) -> Failure:
                    return hidden_refusal(provider, attempt.dialect, answer, body, endpoint, found)

                await self._plain(exchange, attempt, answer, sink, named)
        except TransportError as error:
            raise AttemptFailed(error.failure) from error
        except DialectError as error:
            raise AttemptFailed(
                Failure(FailureClass.PROTOCOL, answer.status, f"its answer cannot be read: {error}")
            ) from error
        finally:
            answer.close()

    async def _made(
        self, exchange: Exchange, attempt: Attempt, provider: Provider, endpoint: Endpoint
    ) -> UpstreamRequest:
        """The request, in the dialect of this attempt. Raises AttemptFailed."""
        try:
            self._requests.choose_dialect(exchange, attempt, provider, endpoint)
            await self._requests.fetch_pictures(exchange, attempt, provider, endpoint)
            call = exchange.call
            size = len(call.body if call.form is None else call.form.whole())
            if call.operation is Operation.IMAGE_EDITS:
                size += LARGE_BODY  # a small mask may have many pixels
            return await off_loop(size, self._requests.make, exchange, attempt, provider, endpoint)
        except ServiceError as error:
            raise AttemptFailed(misconfigured(error)) from error
        except Unconvertible as error:
            failure = Failure(FailureClass.BAD_REQUEST, 400, str(error), param=error.param or "")
            raise AttemptFailed(failure) from error

    async def _send(
        self,
        exchange: Exchange,
        attempt: Attempt,
        provider: Provider,
        request: UpstreamRequest,
        endpoint: Endpoint,
    ) -> UpstreamAnswer:
        timeouts = channel_timeouts(attempt.candidate.channel)
        transport = self._tools.local if provider.id == "echo" else self._tools.transport

        def send(wanted: UpstreamRequest) -> Awaitable[UpstreamAnswer]:
            return send_by(transport, wanted, endpoint, timeouts, self._tools.relay_proxy)

        def taken() -> None:
            attempt.answered = True

        limit = attempt.candidate.channel.first_token_timeout_s
        stream = exchange.peek.stream

        def leave(ending: UpstreamRequest) -> None:
            self._endings.spawn(end_task(send, ending), "end")

        errand = Errand(request, endpoint, send, taken, limit, stream=stream, leave=leave)
        try:
            return await errand.run(provider)
        except TransportError as error:
            raise AttemptFailed(error.failure) from error
        except DialectError as error:
            text = f"its answer cannot be read: {error}"
            raise AttemptFailed(Failure(FailureClass.PROTOCOL, 200, text)) from error
        finally:
            attempt.owed = errand.owed

    async def drain(self) -> None:
        """Waits until vendors know which tasks nobody waits for."""
        await self._endings.wait()

    # A plain answer

    async def _plain(
        self,
        exchange: Exchange,
        attempt: Attempt,
        answer: UpstreamAnswer,
        sink: Sink,
        named: Named,
    ) -> None:
        """``named`` says what an error means that stands where an answer should."""
        body = await answer.read()
        if attempt.content_type.lower().startswith("text/html"):
            raise DialectError("it is a page")  # a transcript is text, and may look like anything
        call = exchange.call
        same = exchange.is_passed(attempt)
        upstream: UpstreamDialect = call.dialect if same else spoken_to(attempt.dialect)
        decoded: Answer | None = None
        streamed = answer.headers.get("content-type", "").startswith(STREAM_TYPES)
        if streamed and exchange.chats:
            whole, hidden = await off_loop(len(body), gather, upstream.stream_decoder(), body)
            usage, texts, decoded = whole.usage, told(whole), whole
        else:
            body, usage, texts, hidden = await _consumed(upstream, body, named)
            usage = attempt.told or usage
        attempt.meter.usage, attempt.meter.texts = usage, texts  # for who leaves, or what breaks
        if hidden is not None:
            raise AttemptFailed(hidden)
        again = not same or (exchange.peek.stream and call.operation not in MEDIA)
        if decoded is None and again:
            decoded = await off_loop(len(body), upstream.decode_answer, body)
        usage = await self.accountant.known(exchange, attempt, usage, texts)
        if decoded is not None:
            decoded.usage = usage
            cut_answer(decoded, attempt.stops)
            if call.operation is Operation.EMBEDDINGS:
                decoded.extra = {ASKED: call.body}
            proofs = self._tools.memory.signatures
            for choice in decoded.choices:
                proofs.keep(attempt.place, attempt.said_before, choice.blocks)
                self._tools.memory.vendor_chats.keep(attempt.chat, choice.blocks, decoded.kept_as)
        exchange.note_first_token()
        if exchange.peek.stream and decoded is not None:
            await self._plain_as_stream(exchange, attempt, decoded, sink)
            return
        if call.dialect.name == EMBEDDINGS and decoded is None:
            body = completed(body, usage.input)
        if decoded is not None:
            out = call.dialect.encode_answer(decoded, exchange.asked_model)
        elif attempt.candidate.sent_model != exchange.asked_model:
            out = call.dialect.edit_answer(body, exchange.asked_model)
        else:
            out = body
        await self._give(exchange, attempt, usage, out, sink)

    async def _give(
        self, exchange: Exchange, attempt: Attempt, usage: Usage, out: bytes, sink: Sink
    ) -> None:
        """Settles a plain answer, and lets it go."""
        call = exchange.call
        headers = dict(answer_headers(exchange, attempt))
        if attempt.content_type:
            headers["content-type"] = attempt.content_type
        if call.recording is not None:
            call.recording.answer(headers, out)
        await self.accountant.settle_whole(exchange, attempt, usage)
        headers |= answer_headers(exchange, attempt)  # limits, as they are now that it has counted
        maker = attempt.maker if exchange.is_passed(attempt) else None
        await self._tools.memory.continuations.keep(call.continued, maker, out)
        await sink.whole(200, headers, out)

    async def _plain_as_stream(
        self, exchange: Exchange, attempt: Attempt, decoded: Answer, sink: Sink
    ) -> None:
        """A streaming client behind an upstream that answered in one piece."""
        encoder = exchange.call.dialect.stream_encoder(
            exchange.asked_model, include_usage=exchange.peek.wants_usage
        )
        pipe = ConvertingPipe(spoken_to(attempt.dialect).stream_decoder(), encoder)
        attempt.meter = pipe.meter
        out = pipe.carry(answer_events(decoded))
        await sink.start(
            exchange.call.dialect.stream_content_type, answer_headers(exchange, attempt)
        )
        await sink.write(out)
        ending = pipe.ending()
        if exchange.call.recording is not None:
            exchange.call.recording.ending(ending)
        await self.accountant.settle_whole(exchange, attempt, decoded.usage or NO_USAGE)
        await self._tools.memory.continuations.keep(exchange.call.continued, None, b"")
        await sink.finish(ending)


async def _consumed(
    upstream: UpstreamDialect, body: bytes, named: Named
) -> tuple[bytes, Usage | None, list[str], Failure | None]:
    """The answer, mended where it is no UTF-8, and what :meth:`UpstreamDialect.answer_usage` says
    of it; an error as its provider means it. Raises DialectError for what is neither.
    """
    try:
        body, (usage, texts, hidden) = await off_loop(len(body), _read, upstream, body)
    except DialectError as error:
        failure = named(body, Failure(FailureClass.PROTOCOL, 200, str(error)))
        if failure.kind is FailureClass.PROTOCOL:
            raise
        return body, None, [], failure
    return body, usage, texts, hidden and named(body, hidden)


def _read(
    upstream: UpstreamDialect, body: bytes
) -> tuple[bytes, tuple[Usage | None, list[str], Failure | None]]:
    """What a plain answer says of itself, and the answer, mended where it is not UTF-8."""
    try:
        return body, upstream.answer_usage(body)
    except DialectError:
        mended = mend_utf8(body)
        if mended is None:
            raise
        return mended, upstream.answer_usage(mended)


def _in_pieces(exchange: Exchange, content_type: str) -> bool:
    """Whether an answer is carried as it comes: a stream that was asked for, or sound."""
    if exchange.call.operation is Operation.SPEECH:
        return not content_type.lower().startswith(_NO_SOUND)
    return exchange.peek.stream and content_type.startswith(STREAM_TYPES)


def _endpoint(attempt: Attempt) -> Endpoint:
    channel, key = attempt.candidate.channel, attempt.candidate.key
    secret = key.secret.reveal() if key.secret else ""
    return channel_endpoint(channel, secret, attempt.candidate.sent_model)
