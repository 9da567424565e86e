"""Ollama: OpenAI's surface under /v1, its own under /api where the context size is to be set.

https://docs.ollama.com/api; base URLs are stored without a path, as OLLAMA_HOST.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from gateway.domain.failure import Failure
from gateway.errors import GatewayError
from gateway.providers.base import Endpoint, FieldSpec, ModelInfo, Operation, UpstreamRequest
from gateway.providers.headers import assemble, bearer
from gateway.providers.model_list import parse_model_list
from gateway.providers.refusals.errors import classify
from gateway.providers.urls import ENDPOINTS, join, settled, without_endings

NATIVE = "ollama"
OPENAI_CHAT = "openai_chat"
PORT = 11434

_PATHS = {
    (Operation.CHAT, OPENAI_CHAT): "v1/chat/completions",
    (Operation.CHAT, NATIVE): "api/chat",
}
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
# Ends of pasted addresses that are below the base: OpenAI's surface, its own, single endpoints.
_BELOW = ("/api/chat", "/api/generate", "/api/tags", "/api/embed", "/api/embeddings", "/api", "/v1")


def context_size(settings: Mapping[str, Any]) -> int:
    """``num_ctx`` of a channel's settings in tokens, 0 where it is not set."""
    value = settings.get("num_ctx")
    if isinstance(value, str) and value.strip().isdigit():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


class Ollama:
    """A server of the owner's own. Stateless."""

    id = "ollama"
    name = "Ollama"
    tile = "Ol"
    base_url = f"http://127.0.0.1:{PORT}"
    needs_key = False
    local = True
    key_url = ""
    dialects: tuple[str, ...] = (OPENAI_CHAT, NATIVE)
    operations: frozenset[Operation] = frozenset(
        {Operation.CHAT, Operation.EMBEDDINGS, Operation.MODELS}
    )
    fields: tuple[FieldSpec, ...] = (
        FieldSpec("num_ctx", "int", "provider.field.num_ctx", minimum=512, maximum=1 << 24),
    )
    catalogue: tuple[str, ...] = ()
    numeric_types: tuple[int, ...] = (30,)

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def normalise_base_url(self, url: str) -> str:
        if not url.strip():
            return self.base_url
        return settled(url, lambda path: without_endings(path, (*ENDPOINTS, *_BELOW)))

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        """Its own alone where ``num_ctx`` is set: OpenAI's surface has no way to carry it, and the
        default context is small enough that long prompts are cut silently.
        """
        return (NATIVE,) if context_size(endpoint.settings) else self.dialects

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
        if operation is Operation.MODELS:
            return self.models_requests(endpoint)[0]
        path = "v1/embeddings" if operation is Operation.EMBEDDINGS else None
        path = path or _PATHS.get((operation, dialect))
        if path is None:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        accept = {"Accept": "application/x-ndjson"} if stream and dialect == NATIVE else {}
        headers = assemble(endpoint, bearer(endpoint.key), accept, body=body, stream=stream)
        return UpstreamRequest("POST", join(endpoint.base_url, path), headers, body)

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        """``options.num_ctx`` of the channel's settings, unless the client chose its own."""
        size = context_size(endpoint.settings)
        if dialect != NATIVE or not size:
            return body
        try:
            members = _MEMBERS.decode(body)
            options = _MEMBERS.decode(members["options"]) if "options" in members else {}
        except msgspec.DecodeError:
            return body
        if "num_ctx" in options:
            return body
        options["num_ctx"] = msgspec.Raw(str(size).encode())
        members["options"] = msgspec.Raw(msgspec.json.encode(options))
        return msgspec.json.encode(members)

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        headers = assemble(endpoint, bearer(endpoint.key))
        paths = ("api/tags", "v1/models")
        return tuple(UpstreamRequest("GET", join(endpoint.base_url, p), headers) for p in paths)

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


class OllamaCloud(Ollama):
    """Ollama's own servers: the same interface with a key, and not free."""

    id = "ollama_cloud"
    name = "Ollama Cloud"
    base_url = "https://ollama.com"
    needs_key = True
    local = False
    key_url = "https://ollama.com/settings/keys"
    fields: tuple[FieldSpec, ...] = ()
    numeric_types: tuple[int, ...] = ()
