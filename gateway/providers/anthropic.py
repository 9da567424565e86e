"""Anthropic's Messages API, at Anthropic and at whoever else speaks it.

https://docs.anthropic.com/en/api; base URLs are stored without ``/v1``, as ANTHROPIC_BASE_URL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gateway.domain.failure import Failure
from gateway.errors import GatewayError
from gateway.providers.abilities import Keeper
from gateway.providers.base import Endpoint, FieldSpec, ModelInfo, Operation, UpstreamRequest
from gateway.providers.headers import assemble, bearer, passed_on
from gateway.providers.model_list import parse_model_list
from gateway.providers.refusals.errors import classify
from gateway.providers.urls import ENDPOINTS, invalid, join, settled, without_endings

DIALECT = "anthropic"
VERSION = "2023-06-01"
"""Sent where the client names none: version 2026-10-21 refuses temperature, top_p and top_k."""

_PASSED_ON = {"anthropic-version": "anthropic-version", "anthropic-beta": "anthropic-beta"}
_PATHS = {
    Operation.CHAT: "v1/messages",
    Operation.COUNT_TOKENS: "v1/messages/count_tokens",
}
_PAGE = "limit=1000"


class Anthropic(Keeper):
    """Anthropic itself. Its models, versions and betas pass through untouched. Stateless."""

    id = "anthropic"
    name = "Anthropic"
    tile = "A"
    base_url = "https://api.anthropic.com"
    needs_key = True
    local = False
    key_url = "https://console.anthropic.com/settings/keys"
    dialects: tuple[str, ...] = (DIALECT,)
    operations: frozenset[Operation] = frozenset(
        {Operation.CHAT, Operation.COUNT_TOKENS, Operation.MODELS}
    )
    fields: tuple[FieldSpec, ...] = ()
    catalogue: tuple[str, ...] = ()
    numeric_types: tuple[int, ...] = (14,)
    keeps = frozenset({"message_batches"})
    batch_share = 50

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def normalise_base_url(self, url: str) -> str:
        if not url.strip():
            if not self.base_url:
                raise invalid("this provider needs one")
            return self.base_url
        return settled(url, lambda path: without_endings(path, (*ENDPOINTS, "/v1")))

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        return self.dialects

    def request(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        if operation is Operation.MODELS and operation in self.operations:
            return self.models_requests(endpoint)[0]
        path = _PATHS.get(operation)
        if path is None or dialect != DIALECT or operation not in self.operations:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        headers = assemble(
            endpoint,
            self._auth(endpoint),
            {"anthropic-version": VERSION},
            passed_on(client_headers, _PASSED_ON),
            body=body,
            stream=stream,
        )
        return UpstreamRequest("POST", join(endpoint.base_url, path), headers, body)

    def plain_request(
        self,
        method: str,
        path: str,
        endpoint: Endpoint,
        client_headers: Mapping[str, str],
        body: bytes = b"",
        content_type: str = "",
    ) -> UpstreamRequest:
        """See Keeper."""
        headers = assemble(
            endpoint,
            self._auth(endpoint),
            {"anthropic-version": VERSION},
            passed_on(client_headers, _PASSED_ON),
            {"Accept": "*/*"},
            {"Content-Type": content_type} if content_type else {},
            body=body,
        )
        return UpstreamRequest(method, join(endpoint.base_url, path), headers, body)

    def _auth(self, endpoint: Endpoint) -> dict[str, str]:
        key = endpoint.key.strip()
        return {"x-api-key": key} if key else {}

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        return body

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        headers = assemble(endpoint, self._auth(endpoint), {"anthropic-version": VERSION})
        return (UpstreamRequest("GET", join(endpoint.base_url, "v1/models", _PAGE), headers),)

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        return parse_model_list(body)

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        return classify(status, headers, body, endpoint=endpoint)


class AnthropicCompatible(Anthropic):
    """The Messages API under another address: DeepSeek's, Moonshot's, Zhipu's, a proxy's."""

    id = "anthropic_compatible"
    name = "Anthropic-compatible"
    tile = "A…"
    base_url = ""
    needs_key = False
    key_url = ""
    fields: tuple[FieldSpec, ...] = (
        FieldSpec("auth", "choice", "provider.field.auth", "x-api-key", ("x-api-key", "bearer")),
    )
    numeric_types: tuple[int, ...] = ()
    keeps: frozenset[str] = frozenset()
    batch_share = 100

    def _auth(self, endpoint: Endpoint) -> dict[str, str]:
        """``x-api-key`` as ANTHROPIC_API_KEY is sent, or Bearer as ANTHROPIC_AUTH_TOKEN is."""
        if endpoint.settings.get("auth") == "bearer":
            return bearer(endpoint.key)
        return super()._auth(endpoint)


class AnthropicAt(Anthropic):
    """The Messages API at a known address that is not Anthropic's, asked with a bearer."""

    numeric_types: tuple[int, ...] = ()
    operations: frozenset[Operation] = frozenset({Operation.CHAT})

    def __init__(self, ident: str, name: str, tile: str, base_url: str, key_url: str) -> None:
        self.id = ident
        self.name = name
        self.tile = tile
        self.base_url = base_url
        self.key_url = key_url
        self.catalogue = ("glm-5", "glm-4.7", "glm-4.6", "glm-4.5-air")

    def _auth(self, endpoint: Endpoint) -> dict[str, str]:
        return bearer(endpoint.key)

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        return ()

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        return classify(status, headers, body, vendor="zhipu", endpoint=endpoint)
