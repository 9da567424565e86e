"""Counting a prompt for a client: asked of an upstream that counts, else counted here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from gateway.dialects.base import Dialect, RequestEdits
from gateway.errors import DialectError, GatewayError, ServiceError
from gateway.providers.base import Endpoint, Operation, Provider
from gateway.relay import refusals
from gateway.relay.callers import Caller
from gateway.relay.counting import TokenCounter
from gateway.relay.credentials import Credentials
from gateway.relay.planner import Planner
from gateway.relay.transport import Timeouts, Transport, TransportError

_MEMBERS = {"gemini": "totalTokens"}
_TIMEOUTS = Timeouts(connect=5.0, first_byte=10.0, idle=10.0)


class TokenCounts:
    """Anthropic's ``count_tokens``, OpenAI's ``input_tokens``, Gemini's ``countTokens``.

    Costs nothing and is not logged.
    """

    def __init__(
        self,
        planner: Planner,
        provider: Callable[[str], Provider],
        transport: Transport,
        credentials: Credentials,
        counter: TokenCounter,
        relay_proxy: Callable[[], str],
    ) -> None:
        self._planner = planner
        self._provider = provider
        self._transport = transport
        self._credentials = credentials
        self._counter = counter
        self._relay_proxy = relay_proxy

    async def count(
        self,
        spoken: Dialect,
        caller: Caller,
        body: bytes,
        headers: Mapping[str, str],
        model: str = "",
    ) -> int:
        """Input tokens of a body in the client's dialect; ``model`` where the path says it.

        Raises GatewayError.
        """
        try:
            peek = spoken.peek(body)
            peek = replace(peek, model=model or peek.model)
            texts, fixed = spoken.prompt_texts(body)
        except DialectError as error:
            raise GatewayError("invalid_request", str(error), param=error.param) from error
        if not caller.token.allows_model(peek.model):
            raise refusals.model_not_allowed(caller.token, peek.model)
        plan = self._planner.plan(caller.group, peek.model, caller.pin)
        if not plan.tiers:
            known = self._planner.snapshot.models(caller.group)
            raise refusals.model_not_found(peek.model, known)
        candidate = self._planner.next(plan)
        if candidate is not None:
            provider = self._provider(candidate.channel.provider)
            channel, key = candidate.channel, candidate.key
            secret = key.secret.reveal() if key.secret else ""
            sent = candidate.sent_model
            endpoint = Endpoint(channel.base_url, secret, channel.settings, channel.headers, sent)
            counts = Operation.COUNT_TOKENS in provider.operations
            if counts and spoken.name in provider.dialects_for(endpoint):
                edited = spoken.edit_request(body, RequestEdits(model=sent))
                tokens = await self._ask(spoken.name, provider, endpoint, edited, headers)
                if tokens is not None:
                    return tokens
        return await self._counter.count(texts, peek.model) + fixed

    async def _ask(
        self,
        spoken: str,
        provider: Provider,
        endpoint: Endpoint,
        body: bytes,
        headers: Mapping[str, str],
    ) -> int | None:
        """The upstream's count, None where it gives none: an estimate is better than an error."""
        try:
            endpoint = await self._credentials.opened(provider, endpoint)
            request = provider.request(
                Operation.COUNT_TOKENS, spoken, endpoint, body, headers, stream=False
            )
            request = self._credentials.signed(provider, endpoint, request)
            answer = await self._transport.send(request, _TIMEOUTS, self._relay_proxy())
            try:
                if answer.status != 200:
                    return None
                value = json.loads(await answer.read()).get(_MEMBERS.get(spoken, "input_tokens"))
            finally:
                answer.close()
        except (GatewayError, ServiceError, TransportError, ValueError, AttributeError):
            return None
        return value if isinstance(value, int) and not isinstance(value, bool) else None
