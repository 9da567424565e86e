"""One try at one candidate: encode, send, carry the answer, settle."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import ParamSpec, TypeVar

from gateway.dialects.base import RequestEdits, UpstreamDialect
from gateway.dialects.media import Form
from gateway.dialects.openai_completions.dialect import NAME as COMPLETIONS
from gateway.dialects.registry import spoken_to
from gateway.dialects.vectors import ASKED
from gateway.domain.conversation import Answer, Conversation
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.usage import NO_USAGE
from gateway.errors import DialectError, GatewayError, Unconvertible
from gateway.providers.base import MEDIA, Endpoint, Operation, Provider, UpstreamRequest
from gateway.relay.accounting import (
    Accountant,
    AttemptFailed,
    StreamBroken,
    Tools,
    answer_headers,
)
from gateway.relay.adaptations import Adaptations
from gateway.relay.call import Sink
from gateway.relay.exchange import Attempt, Exchange
from gateway.relay.prices import CatalogueModel
from gateway.relay.reframing import STREAM_TYPES, reframed, upstream_id
from gateway.relay.signatures import Signatures
from gateway.relay.speaking import embeddings_for, upstream_dialect
from gateway.relay.stream_relay import StreamRelay
from gateway.relay.streaming import ConvertingPipe, answer_events
from gateway.relay.transport import Timeouts, TransportError, UpstreamAnswer

P = ParamSpec("P")
T = TypeVar("T")

DEFAULT_MAX_OUTPUT = 8192
"""For dialects that demand an output limit, where neither client nor catalogue names one."""
_UNASKED_MOST = 32_000
_LARGE_BODY = 2**20
"""Bytes whose decoding would hold the loop for longer than a frame of the window."""
_REFUSAL_BYTES = 256 * 1024
_NO_ENDPOINT = (404, 405, 501)
_NO_SOUND = ("application/json", "text/html", "text/plain")
_CONVERSE_ONLY = frozenset({"openai", "anthropic", "gemini"})
"""Whose models in the catalogue have no legacy completions (it lists none of those that have)."""


class AttemptRunner:
    """Runs attempts. It remembers nothing between them but signatures and what models refuse."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self.accountant = Accountant(tools)
        self._signatures = Signatures()
        self._adaptations = Adaptations()
        self._streams = StreamRelay(tools, self.accountant, self._signatures)

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
            # A token may be revoked before its time: the key behind it is judged by a new one.
            stale = error.failure.kind is FailureClass.BAD_KEY
            if not (stale and self._tools.credentials.forget(attempt.access)):
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
        request = await off_loop(
            len(exchange.call.body), self._request, exchange, attempt, provider, endpoint
        )
        answer = await self._send(attempt, provider, request)
        if answer.status in _NO_ENDPOINT and attempt.dialect == COMPLETIONS:
            # Many servers have no legacy completions, and none says so beforehand.
            answer.close()
            attempt.converts = True
            request = await off_loop(
                len(exchange.call.body), self._request, exchange, attempt, provider, endpoint
            )
            answer = await self._send(attempt, provider, request)
        try:
            attempt.connect_ms = answer.connect_ms
            attempt.http_status = answer.status
            attempt.upstream_id = upstream_id(answer.headers)
            if not 200 <= answer.status < 300:
                raise AttemptFailed(
                    provider.classify(
                        answer.status, answer.headers, await _refusal(answer), endpoint
                    )
                )
            attempt.answered = True
            answer = reframed(provider, attempt.dialect, answer)
            content_type = answer.headers.get("content-type", "")
            if exchange.call.operation in MEDIA:
                attempt.content_type = content_type
            if _in_pieces(exchange, content_type):
                await self._streams.run(exchange, attempt, answer, sink)
            else:
                await self._plain(exchange, attempt, answer, sink)
        except TransportError as error:
            raise AttemptFailed(error.failure) from error
        except DialectError as error:
            raise AttemptFailed(
                Failure(FailureClass.PROTOCOL, answer.status, f"its answer cannot be read: {error}")
            ) from error
        finally:
            answer.close()

    # The request

    def _request(
        self, exchange: Exchange, attempt: Attempt, provider: Provider, endpoint: Endpoint
    ) -> UpstreamRequest:
        call = exchange.call
        speaks = provider.dialects_for(endpoint)
        operation = call.operation
        if operation is Operation.EMBEDDINGS:
            attempt.dialect = embeddings_for(provider, endpoint)
        elif operation in MEDIA or self._completes(exchange, attempt, provider):
            attempt.dialect = call.dialect.name
            operation = Operation.COMPLETIONS if operation is Operation.CHAT else operation
        else:
            entry = self._entry(attempt)
            mode = entry.mode if entry else ""
            attempt.dialect = upstream_dialect(call.dialect.name, speaks, mode)
        exchange.dialect_out = attempt.dialect
        if call.form is not None:
            return self._form_request(exchange, attempt, provider, endpoint, call.form)
        same = attempt.dialect == call.dialect.name
        body = self._edited(exchange, attempt) if same else self._converted(exchange, attempt)
        if operation is Operation.CHAT:
            body = provider.adapt(attempt.dialect, endpoint, body)
            attempt.body = body = self._adaptations.adapted(body, attempt, self._entry(attempt))
        request = provider.request(
            operation,
            attempt.dialect,
            endpoint,
            body,
            call.headers,
            stream=exchange.peek.stream,
        )
        return self._tools.credentials.signed(provider, endpoint, request)

    def _entry(self, attempt: Attempt) -> CatalogueModel | None:
        candidate = attempt.candidate
        return self._tools.prices.entry(candidate.channel.provider, candidate.sent_model)

    def _completes(self, exchange: Exchange, attempt: Attempt, provider: Provider) -> bool:
        """Whether a legacy completion may be sent as it is: the provider has them, and the model is
        none of those that are known to converse only.
        """
        if exchange.call.dialect.name != COMPLETIONS or attempt.converts:
            return False
        entry = self._entry(attempt)
        converses = entry is not None and entry.provider in _CONVERSE_ONLY
        return Operation.COMPLETIONS in provider.operations and not converses

    def _form_request(
        self,
        exchange: Exchange,
        attempt: Attempt,
        provider: Provider,
        endpoint: Endpoint,
        form: Form,
    ) -> UpstreamRequest:
        """A form with its model's name; a large one is read while it is sent."""
        call = exchange.call
        stream = exchange.peek.stream
        request = provider.request(
            call.operation, attempt.dialect, endpoint, b"", call.headers, stream=stream
        )
        headers = {
            **{name: v for name, v in request.headers.items() if name.lower() != "content-type"},
            "Content-Type": form.content_type,
        }
        pieces = form.sent(attempt.candidate.sent_model)
        if len(pieces) <= _LARGE_BODY:
            request = replace(request, headers=headers, body=b"".join(pieces))
        else:
            request = replace(request, headers=headers, pieces=pieces)
        return self._tools.credentials.signed(provider, endpoint, request)

    def _edited(self, exchange: Exchange, attempt: Attempt) -> bytes:
        sent = attempt.candidate.sent_model
        edits = RequestEdits(
            model=sent if sent != exchange.asked_model else None,
            max_output=exchange.lowered,
            include_usage=exchange.peek.stream and not exchange.peek.wants_usage,
        )
        return exchange.call.dialect.edit_request(exchange.call.body, edits)

    def _converted(self, exchange: Exchange, attempt: Attempt) -> bytes:
        try:
            conversation: Conversation = exchange.call.dialect.decode_request(exchange.call.body)
            conversation.stream = exchange.peek.stream
            self._signatures.restore(
                exchange.call.caller.token.id, attempt.candidate.sent_model, conversation
            )
            conversation.max_output = self._output_limit(exchange, attempt, conversation.max_output)
            return spoken_to(attempt.dialect).encode_request(
                conversation, attempt.candidate.sent_model
            )
        except Unconvertible as error:
            raise AttemptFailed(
                Failure(FailureClass.BAD_REQUEST, 400, str(error), param=error.param or "")
            ) from error
        except DialectError as error:
            raise GatewayError("invalid_request", str(error), param=error.param) from error

    def _output_limit(self, exchange: Exchange, attempt: Attempt, asked: int | None) -> int | None:
        """The limit for another vendor's model: lowered to the money, and to what the model can."""
        entry = self._entry(attempt)
        most = entry.max_output if entry else None
        if exchange.lowered is not None:
            asked = exchange.lowered
        if asked is None:
            if attempt.dialect != "anthropic":
                return None
            return min(most, _UNASKED_MOST) if most else DEFAULT_MAX_OUTPUT
        return min(asked, most) if most else asked

    async def _send(
        self, attempt: Attempt, provider: Provider, request: UpstreamRequest
    ) -> UpstreamAnswer:
        channel = attempt.candidate.channel
        timeouts = Timeouts(
            channel.connect_timeout_s, channel.first_token_timeout_s, channel.idle_timeout_s
        )
        transport = self._tools.local if provider.id == "echo" else self._tools.transport
        try:
            return await transport.send(request, timeouts, self._tools.relay_proxy())
        except TransportError as error:
            raise AttemptFailed(error.failure) from error

    # A plain answer

    async def _plain(
        self, exchange: Exchange, attempt: Attempt, answer: UpstreamAnswer, sink: Sink
    ) -> None:
        body = await answer.read()
        if attempt.content_type.startswith("text/html"):
            raise DialectError("it is a page")  # a transcript is text, and may look like anything
        call = exchange.call
        same = attempt.dialect == call.dialect.name
        upstream: UpstreamDialect = call.dialect if same else spoken_to(attempt.dialect)
        usage, texts, hidden = await off_loop(len(body), upstream.answer_usage, body)
        attempt.meter.usage, attempt.meter.texts = usage, texts  # for who leaves, or what breaks
        if hidden is not None:
            raise AttemptFailed(hidden)
        decoded: Answer | None = None
        if not same or (exchange.peek.stream and call.operation not in MEDIA):
            decoded = await off_loop(len(body), upstream.decode_answer, body)
        usage = await self.accountant.known(exchange, attempt, usage, texts)
        if decoded is not None:
            decoded.usage = usage
            if call.operation is Operation.EMBEDDINGS:
                decoded.extra = {ASKED: call.body}
            self._signatures.keep_all(call.caller.token.id, attempt.candidate.sent_model, decoded)
        exchange.note_first_token()
        if exchange.peek.stream and decoded is not None:
            await self._plain_as_stream(exchange, attempt, decoded, sink)
            return
        if decoded is not None:
            out = call.dialect.encode_answer(decoded, exchange.asked_model)
        elif attempt.candidate.sent_model != exchange.asked_model:
            out = call.dialect.edit_answer(body, exchange.asked_model)
        else:
            out = body
        headers = dict(answer_headers(exchange, attempt))
        if attempt.content_type:
            headers["content-type"] = attempt.content_type
        await self.accountant.settle_whole(exchange, attempt, usage)
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
        await self.accountant.settle_whole(exchange, attempt, decoded.usage or NO_USAGE)
        await sink.finish(ending)


async def off_loop(size: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs ``work`` here if the body it reads is small, in a thread if it is large."""
    if size <= _LARGE_BODY:
        return work(*args, **kwargs)
    return await asyncio.to_thread(work, *args, **kwargs)


def _in_pieces(exchange: Exchange, content_type: str) -> bool:
    """Whether an answer is carried as it comes: a stream that was asked for, or sound."""
    if exchange.call.operation is Operation.SPEECH:
        return not content_type.startswith(_NO_SOUND)
    return exchange.peek.stream and content_type.startswith(STREAM_TYPES)


def _endpoint(attempt: Attempt) -> Endpoint:
    channel, key = attempt.candidate.channel, attempt.candidate.key
    secret = key.secret.reveal() if key.secret else ""
    sent = attempt.candidate.sent_model
    return Endpoint(channel.base_url, secret, channel.settings, channel.headers, sent)


async def _refusal(answer: UpstreamAnswer) -> bytes:
    """A refusal's body, as much of it as anyone reads."""
    parts: list[bytes] = []
    size = 0
    try:
        async for part in answer.chunks():
            parts.append(part)
            size += len(part)
            if size > _REFUSAL_BYTES:
                break
    except TransportError:
        pass
    return b"".join(parts)
