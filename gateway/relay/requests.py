"""What an attempt sends: the client's bytes with edits, or its conversation in another dialect."""

from __future__ import annotations

from gateway.dialects.addresses import image_addresses, wants_data
from gateway.dialects.base import RequestEdits
from gateway.dialects.instructions import instruct, instructed
from gateway.dialects.media import Form
from gateway.dialects.openai_completions.dialect import NAME as COMPLETIONS
from gateway.dialects.overriding import overridden_body
from gateway.dialects.registry import dialect as dialect_named
from gateway.dialects.registry import spoken_to
from gateway.domain.conversation import Conversation
from gateway.domain.failure import Failure, FailureClass
from gateway.errors import DialectError, GatewayError, Unconvertible
from gateway.providers.base import MEDIA, Endpoint, Operation, Provider, UpstreamRequest
from gateway.relay.accounting import (
    AttemptFailed,
    Tools,
)
from gateway.relay.adaptations import Adaptations
from gateway.relay.exchange import Attempt, Exchange
from gateway.relay.forms import form_request
from gateway.relay.off_loop import off_loop
from gateway.relay.pictures import PictureError, put_in
from gateway.relay.signatures import last_said, place_of
from gateway.relay.speaking import RESPONSES, embeddings_for, upstream_dialect
from gateway.relay.stops import TAKES_NONE
from gateway.relay.vendor_chats import KEEPING

DEFAULT_MAX_OUTPUT = 8192
"""For dialects that demand an output limit, where neither client nor catalogue names one."""
_UNASKED_MOST = 32_000
_CONVERSE_ONLY = frozenset({"openai", "anthropic", "gemini"})
"""Whose models in the catalogue have no legacy completions (it lists none of those that have)."""


class RequestMaker:
    """Makes requests for attempts. Stateless between them."""

    def __init__(self, tools: Tools, adaptations: Adaptations) -> None:
        self._tools = tools
        self._adaptations = adaptations

    def choose_dialect(
        self, exchange: Exchange, attempt: Attempt, provider: Provider, endpoint: Endpoint
    ) -> None:
        call = exchange.call
        if call.operation is Operation.EMBEDDINGS:
            attempt.dialect = embeddings_for(provider, endpoint)
            return
        if call.operation is Operation.COMPACT and not exchange.summarises:
            attempt.dialect = RESPONSES
            return
        if call.operation in MEDIA or self._completes(exchange, attempt, provider):
            attempt.dialect = call.dialect.name
            return
        speaks = provider.dialects_for(endpoint)
        candidate = attempt.candidate
        entry = self._tools.prices.entry(candidate.channel.provider, candidate.sent_model)
        mode = entry.mode if entry else ""
        attempt.dialect = upstream_dialect(call.dialect.name, speaks, mode)

    async def fetch_pictures(
        self, exchange: Exchange, attempt: Attempt, provider: Provider, endpoint: Endpoint
    ) -> None:
        """For an upstream that opens no addresses; once a request. Raises AttemptFailed.

        One that opens none in its own dialect opens none in another either (Ollama's
        ``/v1/chat/completions``): it is asked in its own.
        """
        call, model = exchange.call, attempt.candidate.sent_model
        own = [each for each in provider.dialects_for(endpoint) if wants_data(each, model)]
        if not exchange.chats or not own or call.dialect.name in own:
            return
        addresses = await off_loop(len(call.body), image_addresses, call.dialect, call.body)
        if not addresses:
            return
        attempt.dialect = own[0]
        try:
            exchange.pictures = exchange.pictures or await self._tools.pictures.fetch(addresses)
        except PictureError as error:
            failure = Failure(FailureClass.BAD_REQUEST, 400, str(error), param="messages")
            raise AttemptFailed(failure) from error

    def make(
        self, exchange: Exchange, attempt: Attempt, provider: Provider, endpoint: Endpoint
    ) -> UpstreamRequest:
        call = exchange.call
        operation = Operation.CHAT if exchange.summarises else call.operation
        if operation is Operation.CHAT and self._completes(exchange, attempt, provider):
            operation = Operation.COMPLETIONS
        exchange.dialect_out = attempt.dialect
        if call.form is not None:
            return self._form_request(exchange, attempt, provider, endpoint, call.form)
        same = exchange.is_passed(attempt)
        body = self._edited(exchange, attempt) if same else self._converted(exchange, attempt)
        chats = operation is Operation.CHAT
        if chats:
            body = provider.adapt(attempt.dialect, endpoint, body)
            candidate = attempt.candidate
            entry = self._tools.prices.entry(candidate.channel.provider, candidate.sent_model)
            attempt.body = body = self._adaptations.adapted(body, attempt, entry)
        channel = attempt.candidate.channel
        body = overridden_body(body, channel, attempt.dialect, chats, exchange.lowered)
        request = provider.request(
            operation,
            attempt.dialect,
            endpoint,
            body,
            call.headers,
            stream=exchange.peek.stream,
        )
        return self._tools.credentials.signed(provider, endpoint, request)

    def _completes(self, exchange: Exchange, attempt: Attempt, provider: Provider) -> bool:
        """Whether a legacy completion may be sent as it is: the provider has them, and the model is
        none of those that are known to converse only.
        """
        if exchange.call.dialect.name != COMPLETIONS or attempt.converts:
            return False
        candidate = attempt.candidate
        entry = self._tools.prices.entry(candidate.channel.provider, candidate.sent_model)
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
        request = form_request(
            provider,
            exchange.call.operation,
            attempt.dialect,
            endpoint,
            form,
            exchange.call.headers,
            stream=exchange.peek.stream,
        )
        return self._tools.credentials.signed(provider, endpoint, request)

    def _edited(self, exchange: Exchange, attempt: Attempt) -> bytes:
        call, candidate = exchange.call, attempt.candidate
        sent = candidate.sent_model
        edits = RequestEdits(
            model=sent if sent != exchange.asked_model else None,
            max_output=exchange.lowered,
            include_usage=exchange.peek.stream and not exchange.peek.wants_usage,
        )
        continued = call.continued
        if continued is not None and continued.maker == attempt.maker:
            body = dialect_named(call.dialect.name).edit_request(continued.asked, edits)
        else:
            body = call.dialect.edit_request(call.body, edits)
        return self._instructed(exchange, attempt, body)

    def _instructed(self, exchange: Exchange, attempt: Attempt, body: bytes) -> bytes:
        channel = attempt.candidate.channel
        if not channel.system_prompt or exchange.call.operation is not Operation.CHAT:
            return body
        if attempt.dialect == COMPLETIONS:
            exchange.forced = 0  # a text that is to be continued has no instructions
            return body
        try:
            return instructed(body, attempt.dialect, channel.system_prompt, channel.prompt_mode)
        except DialectError as error:
            raise GatewayError("invalid_request", str(error), param=error.param) from error

    def _converted(self, exchange: Exchange, attempt: Attempt) -> bytes:
        try:
            conversation: Conversation = exchange.call.dialect.decode_request(exchange.call.body)
            conversation.stream = exchange.peek.stream
            channel = attempt.candidate.channel
            if channel.system_prompt and exchange.call.operation is Operation.CHAT:
                instruct(conversation, channel.system_prompt, channel.prompt_mode)
            attempt.place = place_of(
                exchange.call.caller.token.id, attempt.dialect, attempt.candidate
            )
            if exchange.pictures and wants_data(attempt.dialect, attempt.candidate.sent_model):
                put_in(conversation, exchange.pictures)
            if attempt.place is not None:
                self._tools.memory.signatures.restore(attempt.place, conversation)
                attempt.said_before = last_said(conversation)
            if attempt.dialect in TAKES_NONE:
                attempt.stops = conversation.stop
            if attempt.dialect in KEEPING:
                attempt.chat = attempt.chat or self._tools.memory.vendor_chats.take(
                    exchange.call.caller.token.id, attempt.dialect, attempt.candidate, conversation
                )
                conversation.kept_as = attempt.chat.kept_as
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
        candidate = attempt.candidate
        entry = self._tools.prices.entry(candidate.channel.provider, candidate.sent_model)
        most = entry.max_output if entry else None
        if exchange.lowered is not None:
            asked = exchange.lowered
        if asked is None:
            if attempt.dialect != "anthropic":
                return None
            return min(most, _UNASKED_MOST) if most else DEFAULT_MAX_OUTPUT
        return min(asked, most) if most else asked
