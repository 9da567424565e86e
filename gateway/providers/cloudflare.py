"""Cloudflare: its own models (Workers AI), and its AI Gateway in front of other providers.

https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility/,
https://developers.cloudflare.com/ai-gateway/providers/
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from gateway.domain.credentials import SEPARATOR
from gateway.domain.failure import Failure
from gateway.errors import DialectError, GatewayError
from gateway.providers.abilities import Fronting, OwnEmbeddings, Tasking, TaskStep
from gateway.providers.base import (
    MEDIA,
    Endpoint,
    FieldSpec,
    ModelInfo,
    Operation,
    Provider,
    UpstreamRequest,
)
from gateway.providers.errors import classify
from gateway.providers.headers import assemble, bearer
from gateway.providers.model_list import kind_of
from gateway.providers.openai_compatible import OpenAICompatible
from gateway.providers.preset import Preset
from gateway.providers.presets import CLOUDFLARE_ACCOUNT as ACCOUNT
from gateway.providers.urls import join, parse_base_url

_ACCOUNTS = "/accounts/"
_KINDS = {
    "Text Generation": "chat",
    "Text Embeddings": "embedding",
    "Text-to-Image": "image",
    "Automatic Speech Recognition": "audio",
    "Text-to-Speech": "audio",
}


class WorkersAI(OpenAICompatible):
    """See Provider. Its OpenAI-compatible surface, which stands below the account and has chats and
    embeddings alone.
    """

    def __init__(self, preset: Preset) -> None:
        super().__init__(preset)
        self.operations -= MEDIA

    def normalise_base_url(self, url: str) -> str:
        """See Provider. On Cloudflare's host the account is a setting; behind the AI Gateway
        (``.../workers-ai``) and elsewhere the address is taken as it is.
        """
        normal = super().normalise_base_url(url)
        parsed = parse_base_url(normal)
        if parsed.host not in self.hosts:
            return normal
        return str(parsed.with_path(parsed.path.split(_ACCOUNTS)[0]))

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
        return super().request(
            operation,
            dialect,
            self._of_account(endpoint, "ai/v1"),
            body,
            client_headers,
            stream=stream,
        )

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        headers = assemble(endpoint, bearer(endpoint.key))
        found = self._of_account(endpoint, "ai")
        url = join(found.base_url, "models/search", "per_page=500")
        return (UpstreamRequest("GET", url, headers),)

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        try:
            listed = json.loads(body).get("result")
        except (ValueError, RecursionError, AttributeError):
            raise DialectError("the answer is not a model list") from None
        if not isinstance(listed, list):
            raise DialectError("the answer is not a model list")
        return [model for each in listed if (model := _model(each)) is not None]

    def _of_account(self, endpoint: Endpoint, path: str) -> Endpoint:
        parsed = parse_base_url(endpoint.base_url)
        if parsed.path.endswith("/workers-ai"):
            below = "/v1" if path.endswith("/v1") else ""
            return replace(endpoint, base_url=f"{endpoint.base_url}{below}")
        account = quote(str(endpoint.settings.get("account_id") or ""), safe="")
        return replace(endpoint, base_url=f"{endpoint.base_url}{_ACCOUNTS}{account}/{path}")


def _model(value: Any) -> ModelInfo | None:
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        return None
    task = value.get("task")
    told = _KINDS.get(str(task.get("name"))) if isinstance(task, dict) else None
    return ModelInfo(value["name"], kind=told or kind_of(value["name"]))


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
}


class AIGateway(Fronting, OwnEmbeddings, Tasking):
    """See Provider. It speaks whatever the provider behind it speaks.

    A key is that provider's, or it and a token of Cloudflare's for gateways that ask for one:
    ``key|token``; ``|token`` alone where Cloudflare keeps the provider's key.
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
        return self._inner(endpoint).dialects_for(self._behind(endpoint))

    def embeddings_dialect(self, endpoint: Endpoint) -> str:
        """See OwnEmbeddings."""
        match _slug(endpoint.settings):
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
        return self._inner(endpoint).request(
            operation, dialect, self._behind(endpoint), body, client_headers, stream=stream
        )

    def is_task(self, request: UpstreamRequest) -> bool:
        """Pictures of those alone that answer otherwise than OpenAI keep what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking."""
        inner = self._inner(endpoint)
        if not isinstance(inner, Tasking):
            return None
        return inner.follow(request, self._behind(endpoint), body, stream=stream)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        return self._inner(endpoint).adapt(dialect, self._behind(endpoint), body)

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
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
        return classify(status, headers, body, endpoint=endpoint)

    def operations_at(self, settings: Mapping[str, Any]) -> frozenset[Operation]:
        """See Fronting."""
        return self._others[BEHIND[_slug(settings)].provider].operations & self.operations

    def _inner(self, endpoint: Endpoint) -> Provider:
        return self._others[BEHIND[_slug(endpoint.settings)].provider]

    def _behind(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint as the provider behind sees it."""
        key, _, token = endpoint.key.partition(SEPARATOR)
        account, gateway = (
            quote(str(endpoint.settings.get(name) or ""), safe="")
            for name in ("account_id", "gateway_id")
        )
        path = BEHIND[_slug(endpoint.settings)].path
        asks = {"cf-aig-authorization": f"Bearer {token.strip()}"} if token.strip() else {}
        return replace(
            endpoint,
            base_url=f"{endpoint.base_url}/{account}/{gateway}/{path}",
            key=key.strip(),
            headers={**asks, **endpoint.headers},
        )


def _slug(settings: Mapping[str, Any]) -> str:
    slug = str(settings.get("behind") or "compat")
    return slug if slug in BEHIND else "compat"
