"""OpenAI's protocol under anybody's address: one class, made by presets.

https://platform.openai.com/docs/api-reference and each vendor's page on compatibility.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from gateway.domain.failure import Failure
from gateway.errors import GatewayError
from gateway.providers import balances
from gateway.providers.abilities import BalanceInquiry, Keeper, KeepsResponses, TellingBalance
from gateway.providers.base import MEDIA, Endpoint, ModelInfo, Operation, UpstreamRequest
from gateway.providers.chat_bodies import (
    edited_messages,
    header_values,
    without,
)
from gateway.providers.headers import assemble, bearer, passed_on
from gateway.providers.media import image_bodies, speech_bodies
from gateway.providers.model_list import parse_model_list
from gateway.providers.preset import Preset
from gateway.providers.quirks import Quirks, adapted
from gateway.providers.refusals.errors import classify
from gateway.providers.urls import (
    BaseUrl,
    beside,
    invalid,
    is_version,
    join,
    mounted,
    parse_base_url,
)

OPENAI_CHAT = "openai_chat"
OPENAI_RESPONSES = "openai_responses"
ANTHROPIC = "anthropic"

# Client headers that a dialect defines. OpenAI-Organization is the channel's, not the caller's.
_PASSED_ON = {
    OPENAI_CHAT: {"openai-beta": "OpenAI-Beta"},
    OPENAI_RESPONSES: {"openai-beta": "OpenAI-Beta"},
    ANTHROPIC: {"anthropic-version": "anthropic-version", "anthropic-beta": "anthropic-beta"},
}
_PATHS = {
    (Operation.CHAT, OPENAI_CHAT): "chat/completions",
    (Operation.CHAT, OPENAI_RESPONSES): "responses",
    (Operation.CHAT, ANTHROPIC): "messages",
    (Operation.CHAT, "spark"): "chat/completions",
    (Operation.COMPACT, OPENAI_RESPONSES): "responses/compact",
    (Operation.COUNT_TOKENS, OPENAI_RESPONSES): "responses/input_tokens",
    (Operation.COUNT_TOKENS, ANTHROPIC): "messages/count_tokens",
    (Operation.EMBEDDINGS, OPENAI_CHAT): "embeddings",
    (Operation.COMPLETIONS, OPENAI_CHAT): "completions",
    **{(operation, OPENAI_CHAT): operation.value for operation in MEDIA},
}
_OPENAI_ONLY = MEDIA | {Operation.EMBEDDINGS, Operation.COMPLETIONS}
_CLOUDFLARE_GATEWAY = "gateway.ai.cloudflare.com"  # one-api leaves out /v1 behind it
_HEADERS = {
    "organization": "OpenAI-Organization",
    "project": "OpenAI-Project",
    "app_url": "HTTP-Referer",
    "portkey_provider": "x-portkey-provider",
    "portkey_config": "x-portkey-config",
    "app_name": "X-OpenRouter-Title",
}


class OpenAICompatible(Keeper, KeepsResponses, TellingBalance):
    """A provider that speaks OpenAI's chat, embeddings and model list (and others where its preset
    says so). Stateless.
    """

    def __init__(self, preset: Preset) -> None:
        self.preset = preset
        self.id = preset.id
        self.name = preset.name
        self.tile = preset.letters
        self.base_url = preset.base_url
        self.needs_key = preset.needs_key
        self.local = preset.local
        self.key_url = preset.key_url
        self.dialects = preset.dialects
        self.fields = preset.fields
        self.catalogue = preset.catalogue
        self.numeric_types = preset.numeric_types
        self.keeps = frozenset(preset.keeps)
        self._steering = Quirks(refused=preset.steering)
        self.batch_share = preset.batch_share
        operations = {Operation.CHAT} if preset.chat else set()
        operations |= set(preset.media)
        if preset.rerank_path:
            operations.add(Operation.RERANK)
        if preset.completions:
            operations.add(Operation.COMPLETIONS)
        if preset.embeddings:
            operations.add(Operation.EMBEDDINGS)
        if preset.models_path:
            operations.add(Operation.MODELS)
        if {ANTHROPIC, OPENAI_RESPONSES} & set(preset.dialects):
            operations.add(Operation.COUNT_TOKENS)
        if OPENAI_RESPONSES in preset.dialects:
            operations.add(Operation.COMPACT)
        self.operations = frozenset(operations)
        self._home = parse_base_url(preset.base_url) if preset.base_url else None
        self.hosts = frozenset({*preset.hosts, *([self._home.host] if self._home else [])})
        """Lower-case names of the hosts that are surely this provider (loopback for local ones)."""

    def __repr__(self) -> str:
        return f"OpenAICompatible({self.id!r})"

    def normalise_base_url(self, url: str) -> str:
        """See Provider. A path is completed on the provider's own hosts only; a bare foreign host
        gets the usual mount point, a foreign path is taken as it is (OpenAI's ``base_url``).
        """
        if not url.strip():
            if not self.base_url:
                raise invalid("this provider needs one")
            return self.base_url
        parsed = parse_base_url(url)
        return str(mounted(parsed, self._home_on(parsed.host), self.preset.mount))

    def one_api_base_url(self, url: str) -> str:
        """What one-api means by ``url``: the address before ``/v1`` (or this provider's mount)."""
        parsed = parse_base_url(url)
        if parsed.host in self.hosts:
            return self.normalise_base_url(url)
        mount = self.preset.one_api_mount or self.preset.mount
        ends = parsed.host == _CLOUDFLARE_GATEWAY or not mount or parsed.path.endswith(mount)
        return str(parsed if ends else parsed.with_path(parsed.path + mount))

    def _home_on(self, host: str) -> BaseUrl | None:
        """The provider's own base URL, on whichever of its hosts this is."""
        if self._home is None or host not in self.hosts:
            return None
        return BaseUrl(self._home.scheme, host, None, self._home.path)

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        """Anthropic's too on those of the vendor's hosts that have it beside OpenAI's."""
        if self.preset.anthropic_path and urlsplit(endpoint.base_url).hostname in self.hosts:
            return (*self.dialects, ANTHROPIC)
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
        """See Provider. What only OpenAI has is spoken in its way, whatever ``dialect`` says."""
        if operation is Operation.MODELS and self.operations >= {operation}:
            return self.models_requests(endpoint)[0]
        spoken = OPENAI_CHAT if operation in _OPENAI_ONLY else dialect
        path = _PATHS.get((operation, spoken))
        if operation is Operation.RERANK and self.preset.rerank_path:
            path = self.preset.rerank_path
        if spoken == ANTHROPIC and self.preset.anthropic_path:
            path = self.preset.anthropic_path if operation is Operation.CHAT else None
        speaks = (*self.dialects, *self.dialects_for(endpoint))
        if path is None or operation not in self.operations or spoken not in speaks:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        if operation is not Operation.CHAT:  # whose owner may add what was left out of it
            body = adapted(self._steering, endpoint.model, body)
        if operation is Operation.EMBEDDINGS:
            body = adapted(self.preset.embeddings_quirks, endpoint.model, body)
        elif operation is Operation.RERANK:
            body = adapted(self.preset.rerank_quirks, endpoint.model, body)
        elif operation is Operation.IMAGES and self.preset.images:
            body = image_bodies.worded(self.preset.images, body)
        elif operation is Operation.SPEECH and self.preset.speech:
            body = speech_bodies.worded(self.preset.speech, body)
        request = self.sent(path, spoken, endpoint, body, client_headers, stream=stream)
        if operation is Operation.SPEECH:
            return replace(request, headers={**request.headers, "Accept": "*/*"})
        return request

    def sent(
        self,
        path: str,
        spoken: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        """A POST of ``body`` to ``path`` below the base URL, with the headers of ``spoken``."""
        headers = assemble(
            endpoint,
            bearer(endpoint.key),
            {"anthropic-version": "2023-06-01"} if spoken == ANTHROPIC else {},
            self._settings_headers(endpoint.settings),
            passed_on(client_headers, _PASSED_ON.get(spoken)),
            body=body,
            stream=stream,
        )
        query = urlencode(
            [
                (name, str(endpoint.settings[setting]).strip())
                for setting, name in self.preset.query
                if endpoint.settings.get(setting)
            ]
        )
        return UpstreamRequest("POST", beside(endpoint.base_url, path, query), headers, body)

    def delete_response(self, endpoint: Endpoint, response_id: str) -> UpstreamRequest:
        """See KeepsResponses."""
        headers = assemble(
            endpoint, bearer(endpoint.key), self._settings_headers(endpoint.settings)
        )
        path = f"responses/{quote(response_id, safe='')}"
        return UpstreamRequest("DELETE", join(endpoint.base_url, path), headers)

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
            bearer(endpoint.key),
            self._settings_headers(endpoint.settings),
            passed_on(client_headers, _PASSED_ON[OPENAI_CHAT]),
            {"Accept": "*/*"},
            {"Content-Type": content_type} if content_type else {},
            body=body,
        )
        return UpstreamRequest(method, join(endpoint.base_url, path), headers, body)

    def _settings_headers(self, settings: Mapping[str, Any]) -> dict[str, str]:
        """What of the settings is sent as a header: OpenAI's organization, OpenRouter's app."""
        names = {spec.name: _HEADERS[spec.name] for spec in self.fields if spec.name in _HEADERS}
        return header_values(settings, names)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        """Leaves out and rewords what this vendor's schema refuses; the rest keeps its bytes."""
        preset = self.preset
        if dialect != OPENAI_CHAT:
            return body
        body = adapted(self._steering, endpoint.model, body)
        body = adapted(preset.quirks, endpoint.model, body)
        names = preset.refused_message_members
        if any(f'"{name}"'.encode() in body for name in names):
            body = edited_messages(body, without(names))
        return body

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        """The list below the base URL; where that has no version, below ``/v1`` next."""
        path = self.preset.models_path
        if not path:
            return ()
        urls = [join(endpoint.base_url, path)]
        if not path.startswith("/") and not self._is_versioned(endpoint.base_url):
            urls.append(join(endpoint.base_url, f"v1/{path}"))
        headers = assemble(
            endpoint, bearer(endpoint.key), self._settings_headers(endpoint.settings)
        )
        return tuple(UpstreamRequest("GET", url, headers) for url in urls)

    def _is_versioned(self, base_url: str) -> bool:
        if base_url == self.base_url:
            return True
        return any(is_version(segment) for segment in base_url.split("?")[0].split("/")[3:])

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        return parse_model_list(body, strip_prefix=self.preset.model_prefix)

    def balance_inquiries(self, endpoint: Endpoint, today: date) -> Sequence[BalanceInquiry]:
        """See TellingBalance."""
        headers = assemble(
            endpoint, bearer(endpoint.key), self._settings_headers(endpoint.settings)
        )
        return balances.inquiries(self.preset.balance, endpoint.base_url, headers, today)

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        return classify(status, headers, body, vendor=self.preset.vendor, endpoint=endpoint)
