"""Cloudflare's AI Gateway in front of other providers.

https://developers.cloudflare.com/ai-gateway/usage/providers/
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from gateway.domain.credentials import SEPARATOR
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import GatewayError, ServiceError
from gateway.providers import oauth
from gateway.providers.abilities import (
    AccessToken,
    Exchanging,
    FormsAsJson,
    Fronting,
    OwnEmbeddings,
    OwnForms,
    Reframing,
    Signing,
    Tasking,
    TaskStep,
    TellingUsage,
)
from gateway.providers.amazon import bedrock
from gateway.providers.base import (
    MEDIA,
    Endpoint,
    Fields,
    FieldSpec,
    ModelInfo,
    Operation,
    Provider,
    UpstreamRequest,
)
from gateway.providers.google import keys as google_keys
from gateway.providers.presets import CLOUDFLARE_ACCOUNT as ACCOUNT
from gateway.providers.refusals.errors import classify
from gateway.providers.urls import parse_base_url


@dataclass(frozen=True, slots=True)
class _Behind:
    """A provider behind the gateway, and what stands before its own paths."""

    provider: str
    path: str


BEHIND: Mapping[str, _Behind] = {
    "compat": _Behind("openai_compatible", "compat"),
    "openai": _Behind("openai", "openai"),
    "anthropic": _Behind("anthropic", "anthropic"),
    "google-ai-studio": _Behind("gemini", "google-ai-studio/v1beta"),
    "mistral": _Behind("mistral", "mistral/v1"),
    "groq": _Behind("groq", "groq"),
    "deepseek": _Behind("deepseek", "deepseek"),
    "grok": _Behind("xai", "grok/v1"),
    "perplexity-ai": _Behind("perplexity", "perplexity-ai"),
    "cohere": _Behind("cohere", "cohere/v2"),
    "openrouter": _Behind("openrouter", "openrouter"),
    "cerebras": _Behind("cerebras", "cerebras"),
    "baseten": _Behind("openai_compatible", "baseten/v1"),
    "replicate": _Behind("replicate", "replicate"),
    "workers-ai": _Behind("workers_ai", "workers-ai"),
    "azure-openai": _Behind("azure_openai", "azure-openai"),
    "aws-bedrock": _Behind("aws_bedrock", "aws-bedrock/bedrock-runtime"),
    "google-vertex-ai": _Behind("vertex_ai", "google-vertex-ai"),
}
_REPLICATE = f"/{BEHIND['replicate'].path}/"
_AZURE = BEHIND["azure-openai"].path
_DEPLOYED, _DATED = "/openai/deployments/", "2024-10-21"
_BEDROCK = BEHIND["aws-bedrock"].path
_CLOUDS = frozenset({"aws-bedrock", "google-vertex-ai"})
"""Whose keys have bars in them, or are documents: nothing stands beside those."""
_UNLISTED = frozenset({"workers-ai", "azure-openai", *_CLOUDS})
"""Whose models are listed where no gateway stands."""
_CHATS_ALONE = frozenset({"compat", "baseten"})
"""Where nothing is documented beyond chats and what every provider has of them."""


class AIGateway(
    Exchanging,
    FormsAsJson,
    Fronting,
    OwnEmbeddings,
    OwnForms,
    Reframing,
    Signing,
    Tasking,
    TellingUsage,
):
    """See Provider. It speaks whatever the provider behind it speaks.

    A key is that provider's, or it and a token of Cloudflare's for gateways that ask for one:
    ``key|token``; ``|token`` alone where Cloudflare keeps the provider's key. Beside AWS's and
    Google's the token is a header of the channel.
    """

    id = "cloudflare_gateway"
    name = "Cloudflare AI Gateway"
    tile = "CG"
    base_url = "https://gateway.ai.cloudflare.com/v1"
    needs_key = True
    local = False
    key_url = "https://dash.cloudflare.com/?to=/:account/ai/ai-gateway"
    key_example = "sk-...|cloudflare-token"
    dialects: tuple[str, ...] = ("openai_chat",)
    operations: frozenset[Operation] = frozenset(
        {*MEDIA, Operation.CHAT, Operation.EMBEDDINGS, Operation.COUNT_TOKENS, Operation.MODELS}
    )
    fields: tuple[FieldSpec, ...] = (
        ACCOUNT,
        FieldSpec(
            "gateway_id",
            "text",
            "provider.field.gateway_id",
            required=True,
            connects=True,
            pattern=r"[A-Za-z0-9_-]{1,64}",
            example="my-gateway",
        ),
        FieldSpec(
            "behind", "choice", "provider.field.behind", "compat", tuple(BEHIND), connects=True
        ),
        FieldSpec(
            "azure_resource",
            "text",
            "provider.field.azure_resource",
            pattern=r"[A-Za-z0-9-]{2,64}",
            example="my-resource",
            connects=True,
        ),
        FieldSpec(
            "azure_api_version",
            "text",
            "provider.field.azure_api_version",
            pattern=r"\d{4}-\d{2}-\d{2}(?:-preview)?",
            example=_DATED,
        ),
        FieldSpec(
            "region",
            "text",
            "provider.field.region",
            pattern=r"[a-z][a-z0-9-]{1,40}",
            example="us-east-1",
        ),
        FieldSpec(
            "project",
            "text",
            "provider.field.project",
            pattern=r"[a-z0-9.:-]{4,64}",
            example="harbour-123456",
        ),
    )
    catalogue: tuple[str, ...] = ()
    numeric_types: tuple[int, ...] = ()

    def __init__(self, others: Mapping[str, Provider]) -> None:
        self._others = others

    def __repr__(self) -> str:
        return "AIGateway()"

    def normalise_base_url(self, url: str) -> str:
        if not url.strip():
            return self.base_url
        parsed = parse_base_url(url)
        at_home = parsed.host == parse_base_url(self.base_url).host
        return self.base_url if at_home else str(parsed if parsed.path else parsed.with_path("/v1"))

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        if _slug(endpoint.settings) == _AZURE:
            return self.dialects  # whatever else Azure has is not below a deployment
        return self._inner(endpoint).dialects_for(self._behind(endpoint))

    def embeddings_dialect(self, endpoint: Endpoint) -> str:
        """See OwnEmbeddings."""
        inner, slug = self._inner(endpoint), _slug(endpoint.settings)
        if slug in _CLOUDS and isinstance(inner, OwnEmbeddings):
            return inner.embeddings_dialect(self._behind(endpoint))
        match slug:
            case "google-ai-studio":
                return "gemini_embeddings"
            case "cohere":
                return "cohere_embeddings"
            case _:
                return "openai_embeddings"

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
        if operation not in self.operations:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        made = self._inner(endpoint).request(
            operation, dialect, self._behind(endpoint), body, client_headers, stream=stream
        )
        if _slug(endpoint.settings) == _AZURE:
            return replace(made, url=made.url.replace(_DEPLOYED, "/", 1))
        return made

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        inner = self._inner(endpoint)
        return isinstance(inner, FormsAsJson) and inner.wants_json(
            operation, self._behind(endpoint)
        )

    def form_request(
        self, operation: Operation, endpoint: Endpoint, form: Fields
    ) -> UpstreamRequest | None:
        """See OwnForms."""
        inner = self._inner(endpoint)
        if not isinstance(inner, OwnForms):
            return None
        return inner.form_request(operation, self._behind(endpoint), form)

    def is_task(self, request: UpstreamRequest) -> bool:
        """Who answers otherwise than OpenAI keeps what was asked; Replicate always does."""
        return bool(request.asked) or _REPLICATE in request.url

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking."""
        inner = self._inner(endpoint)
        if not isinstance(inner, Tasking) or not inner.is_task(request):
            return None
        return inner.follow(request, self._behind(endpoint), body, stream=stream)

    def cancel(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes
    ) -> UpstreamRequest | None:
        """See Tasking."""
        inner = self._inner(endpoint)
        if not isinstance(inner, Tasking) or not inner.is_task(request):
            return None
        return inner.cancel(request, self._behind(endpoint), body)

    def sign(self, request: UpstreamRequest, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        """See Signing. What is signed is the request that reaches AWS."""
        inner = self._inner(endpoint)
        if not isinstance(inner, Signing):
            return request
        behind = self._behind(endpoint)
        if not behind.key:
            return request  # Cloudflare signs
        home = bedrock.home_of(bedrock.region_of(behind))
        there = request.url.replace(behind.base_url, home, 1)
        return replace(inner.sign(replace(request, url=there), behind, now), url=request.url)

    def framing(self, dialect: str, content_type: str) -> str:
        """See Reframing. AWS's frames are nobody else's."""
        inner = self._others[BEHIND["aws-bedrock"].provider]
        return inner.framing(dialect, content_type) if isinstance(inner, Reframing) else ""

    def told_usage(self, request: UpstreamRequest, headers: Mapping[str, str]) -> Usage | None:
        """See TellingUsage."""
        inner = self._others[BEHIND["aws-bedrock"].provider]
        if not isinstance(inner, TellingUsage) or f"/{_BEDROCK}/" not in request.url:
            return None
        return inner.told_usage(request, headers)

    def token_identity(self, endpoint: Endpoint) -> str:
        """See Exchanging: Google's keys alone."""
        behind = self._behind(endpoint)
        if _slug(endpoint.settings) != "google-vertex-ai" or not behind.key:
            return ""
        return google_keys.token_identity(behind.key)

    def grant(self, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        return google_keys.grant(self._behind(endpoint).key, now)

    def parse_grant(self, body: bytes) -> AccessToken:
        return oauth.parse_token(body)

    def refused_grant(
        self, status: int, headers: Mapping[str, str], body: bytes, endpoint: Endpoint
    ) -> Failure:
        return oauth.refused(status, headers, body, endpoint)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        return self._inner(endpoint).adapt(dialect, self._behind(endpoint), body)

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        """See Provider."""
        if _slug(endpoint.settings) in _UNLISTED:
            return ()
        return self._inner(endpoint).models_requests(self._behind(endpoint))

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        """Lists of all providers behind it: OpenAI's form, or one of those that tell themselves."""
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            value = None
        gemini = isinstance(value, dict) and isinstance(value.get("models"), list)
        return self._others["gemini" if gemini else "openai_compatible"].parse_models(body)

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        if endpoint is not None and _slug(endpoint.settings) in _CLOUDS:
            return self._inner(endpoint).classify(status, headers, body, endpoint)
        return classify(status, headers, body, endpoint=endpoint)

    def operations_at(self, settings: Mapping[str, Any]) -> frozenset[Operation]:
        """See Fronting."""
        slug = _slug(settings)
        has = self._others[BEHIND[slug].provider].operations & self.operations
        return has - MEDIA if slug in _CHATS_ALONE else has

    def _inner(self, endpoint: Endpoint) -> Provider:
        return self._others[BEHIND[_slug(endpoint.settings)].provider]

    def _behind(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint as the provider behind sees it."""
        slug, settings = _slug(endpoint.settings), endpoint.settings
        key, token = _parted(endpoint.key, slug)
        account, gateway = (
            quote(str(endpoint.settings.get(name) or ""), safe="")
            for name in ("account_id", "gateway_id")
        )
        path = BEHIND[slug].path
        if path == _BEDROCK:
            path = f"{path}/{bedrock.region_of(replace(endpoint, key=key))}"
        elif slug == _AZURE:
            path = f"{path}/{_resource(settings)}"
            settings = {**settings, "api_version": settings.get("azure_api_version") or _DATED}
        asks = {"cf-aig-authorization": f"Bearer {token}"} if token else {}
        return replace(
            endpoint,
            base_url=f"{endpoint.base_url}/{account}/{gateway}/{path}",
            key=key,
            settings=settings,
            headers={**asks, **endpoint.headers},
        )


def _slug(settings: Mapping[str, Any]) -> str:
    slug = str(settings.get("behind") or "compat")
    return slug if slug in BEHIND else "compat"


def _parted(key: str, slug: str) -> tuple[str, str]:
    """The provider's key, and Cloudflare's token; '' for one that is not there."""
    if slug in _CLOUDS and not key.strip().startswith(SEPARATOR):
        return key.strip(), ""
    own, _, token = key.partition(SEPARATOR)
    return own.strip(), token.strip()


def _resource(settings: Mapping[str, Any]) -> str:
    """Azure's own. Raises ServiceError where the channel names none."""
    if name := str(settings.get("azure_resource") or ""):
        return quote(name, safe="")
    why = "Azure's resource has to be named"
    raise ServiceError("invalid_channel", why, {"azure_resource": why})
