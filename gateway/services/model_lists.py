"""Asking a provider which models it has, and saying precisely why it did not tell."""

from __future__ import annotations

from gateway.domain.channel import Channel
from gateway.domain.failure import Failure, FailureClass
from gateway.errors import DialectError, ServiceError
from gateway.providers.abilities import Paged
from gateway.providers.base import Endpoint, ModelInfo, Provider, UpstreamRequest
from gateway.providers.model_list import kind_of
from gateway.relay.refused import read_refusal
from gateway.relay.transport import Timeouts, TransportError
from gateway.relay.ways import send
from gateway.services.context import Context
from gateway.services.endpoints import endpoint_of

TIMEOUTS = Timeouts(connect=10.0, first_byte=15.0, idle=15.0)
_NEXT_CANDIDATE = (404, 405)
_MOST_PAGES = 20
CODES = {
    FailureClass.BAD_KEY: "key_rejected",
    FailureClass.NO_MONEY: "no_money",
    FailureClass.RATE_LIMIT: "rate_limited",
    FailureClass.OVERLOADED: "unavailable",
    FailureClass.TIMEOUT: "timeout",
    FailureClass.NETWORK: "cannot_reach",
    FailureClass.MODEL_NOT_FOUND: "not_supported",
}


class ModelLister:
    """Fetches model lists. Holds nothing between calls."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def fetch(self, channel: Channel) -> list[ModelInfo]:
        """Models in the provider's order. Raises ServiceError; see ``ChannelService``."""
        provider = self._context.provider(channel.provider)
        try:
            endpoint = await self._context.credentials.opened(provider, endpoint_of(channel))
        except TransportError as error:
            raise refusal(error.failure) from error
        failure = Failure(FailureClass.MODEL_NOT_FOUND, 0, f"{provider.name} lists no models")
        for request in provider.models_requests(endpoint):
            models = await self._pages(provider, endpoint, request)
            if not isinstance(models, Failure):
                return models
            failure = models
            if failure.status not in _NEXT_CANDIDATE:
                break
        raise refusal(failure)

    def catalogue(self, provider: Provider) -> list[ModelInfo]:
        return [ModelInfo(name, kind=kind_of(name)) for name in provider.catalogue]

    async def _pages(
        self, provider: Provider, endpoint: Endpoint, request: UpstreamRequest
    ) -> list[ModelInfo] | Failure:
        found: dict[str, ModelInfo] = {}
        following: UpstreamRequest | None = request
        for _ in range(_MOST_PAGES):
            if following is None:
                break
            page = await self._ask(provider, endpoint, following)
            if isinstance(page, Failure):
                return page
            models, body = page
            for model in models:
                found.setdefault(model.id, model)
            following = provider.next_page(following, body) if isinstance(provider, Paged) else None
        return list(found.values())

    async def _ask(
        self, provider: Provider, endpoint: Endpoint, request: UpstreamRequest
    ) -> tuple[list[ModelInfo], bytes] | Failure:
        """The models of one page, and the page itself."""
        context = self._context
        try:
            request = self._context.credentials.signed(provider, endpoint, request)
            answer = await send(context.transport, request, endpoint, TIMEOUTS, context.relay_proxy)
            try:
                if answer.status in _NEXT_CANDIDATE:
                    text = f"there is no model list at this address (HTTP {answer.status})"
                    return Failure(FailureClass.MODEL_NOT_FOUND, answer.status, text)
                if not 200 <= answer.status < 300:
                    body = await read_refusal(answer)
                    return provider.classify(answer.status, answer.headers, body, endpoint)
                body = await answer.read()
                return provider.parse_models(body), body
            finally:
                answer.close()
        except TransportError as error:
            return error.failure
        except DialectError as error:
            return Failure(FailureClass.PROTOCOL, answer.status, str(error))


def refusal(failure: Failure) -> ServiceError:
    """A failure as a refused use case; its message is the upstream's own, without secrets."""
    if failure.error_code == "tls":
        return ServiceError("tls", failure.message)
    return ServiceError(CODES.get(failure.kind, "bad_answer"), failure.message)
