"""Google's Gemini API in its own dialect; its OpenAI endpoint where a proxy offers only that.

https://ai.google.dev/api; base URLs are stored with their version: ``.../v1beta``. Channels from
before the native dialect have ``.../v1beta/openai``: at Google both names mean the same channel.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import msgspec

from gateway.errors import DialectError, GatewayError
from gateway.providers.abilities import FormsAsJson, Paged, Tasking, TaskStep
from gateway.providers.base import Endpoint, ModelInfo, Operation, UpstreamRequest
from gateway.providers.google import media as google_media
from gateway.providers.headers import assemble
from gateway.providers.model_list import kind_of, parse_model_list
from gateway.providers.openai_compatible import OPENAI_CHAT, OpenAICompatible
from gateway.providers.preset import Preset
from gateway.providers.urls import join, parse_base_url

DIALECT = "gemini"
EMBEDDINGS_DIALECT = "gemini_embeddings"

_COMPATIBLE = "/openai"
_COMPATIBLE_PATHS = {
    (Operation.CHAT, OPENAI_CHAT): "chat/completions",
    (Operation.EMBEDDINGS, "openai_embeddings"): "embeddings",
    (Operation.IMAGES, "openai_images"): "images/generations",
}
_OPERATIONS = frozenset(
    {
        *(Operation.CHAT, Operation.EMBEDDINGS, Operation.COUNT_TOKENS, Operation.MODELS),
        *google_media.OPERATIONS,
    }
)
_NATIVE_PATHS = ("/models", "/tunedModels", "/cachedContents", "/files")
_PAGE_SIZE = "pageSize=1000"
_NAMED = ("models/", "tunedModels/")
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_KINDS = (
    ("generateContent", ""),
    ("embedContent", "embedding"),
    ("predictLongRunning", "other"),
    ("predict", "image"),
)


class Gemini(OpenAICompatible, FormsAsJson, Paged, Tasking):
    """Google AI Studio's keys. Stateless. Pictures and sound are a task of one step, as at
    Vertex AI.
    """

    def __init__(self, preset: Preset) -> None:
        super().__init__(preset)
        self.operations = _OPERATIONS

    def __repr__(self) -> str:
        return "Gemini()"

    def normalise_base_url(self, url: str) -> str:
        """See Provider. At Google also what lies below its version, as people paste it."""
        normal = super().normalise_base_url(url)
        parsed = parse_base_url(normal)
        if parsed.host not in self.hosts:
            return normal
        path = parsed.path.removesuffix(_COMPATIBLE)
        for below in _NATIVE_PATHS:
            path = path.split(f"{below}/")[0].removesuffix(below)
        home = urlsplit(self.base_url).path
        return str(parsed.with_path(path or home))

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        """OpenAI's alone at somebody else's ``.../openai``: there may be nothing beside it."""
        return (OPENAI_CHAT,) if self._only_compatible(endpoint) else self.dialects

    def _only_compatible(self, endpoint: Endpoint) -> bool:
        parts = urlsplit(endpoint.base_url)
        ends = parts.path.rstrip("/").endswith(_COMPATIBLE)
        return ends and parts.hostname not in self.hosts

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
        """See Provider. The model is the path's; the method follows from operation and body."""
        if operation is Operation.MODELS:
            return self.models_requests(endpoint)[0]
        if self._only_compatible(endpoint):
            return self._compatible(operation, dialect, endpoint, body, client_headers, stream)
        method = self._method(operation, dialect, body, stream)
        asked = b""
        if operation in google_media.OPERATIONS:
            body, asked = google_media.own_body(operation, body, endpoint.model)
            method = google_media.method(operation, endpoint.model)
        if not method or not endpoint.model:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        model = endpoint.model if endpoint.model.startswith(_NAMED) else f"models/{endpoint.model}"
        url = join(_native(endpoint.base_url), f"{quote(model, safe='/:@')}:{method}")
        if method == "streamGenerateContent":
            url = with_query(url, "alt", "sse")
        headers = assemble(endpoint, _auth(endpoint), body=body, stream=stream)
        return UpstreamRequest("POST", url, headers, body, asked=asked, operation=operation)

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation in google_media.FORMS

    def is_task(self, request: UpstreamRequest) -> bool:
        """Pictures and sound alone keep what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep:
        """See Tasking."""
        return google_media.step(request, body)

    def _compatible(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        stream: bool,
    ) -> UpstreamRequest:
        path = _COMPATIBLE_PATHS.get((operation, dialect))
        if path is None:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        return self.sent(path, OPENAI_CHAT, endpoint, body, client_headers, stream=stream)

    def _method(self, operation: Operation, dialect: str, body: bytes, stream: bool) -> str:
        if operation is Operation.EMBEDDINGS and dialect == EMBEDDINGS_DIALECT:
            return "batchEmbedContents" if is_batch(body) else "embedContent"
        if dialect != DIALECT:
            return ""
        if operation is Operation.COUNT_TOKENS:
            return "countTokens"
        return "streamGenerateContent" if stream else "generateContent"

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        if self._only_compatible(endpoint):
            return super().models_requests(endpoint)
        headers = assemble(endpoint, _auth(endpoint))
        url = join(_native(endpoint.base_url), "models", _PAGE_SIZE)
        return (UpstreamRequest("GET", url, headers),)

    def next_page(self, request: UpstreamRequest, body: bytes) -> UpstreamRequest | None:
        """The request for what follows a page of models; None behind the last."""
        try:
            page = json.loads(body)
        except ValueError:
            return None
        token = page.get("nextPageToken") if isinstance(page, dict) else None
        if not isinstance(token, str) or not token:
            return None
        url = with_query(request.url, "pageToken", token)
        return UpstreamRequest("GET", url, request.headers) if url != request.url else None

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        """What a model can do decides its kind; names decide in OpenAI's list."""
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            raise DialectError("the model list is not JSON") from None
        if not isinstance(value, dict) or "models" not in value:
            return parse_model_list(body, strip_prefix=self.preset.model_prefix)
        models = value["models"]
        if not isinstance(models, list):
            raise DialectError("the answer is not a model list")
        found = [_model(entry) for entry in models if isinstance(entry, dict)]
        return list({info.id: info for info in found if info.id}.values())


def _auth(endpoint: Endpoint) -> dict[str, str]:
    key = endpoint.key.strip()
    return {"x-goog-api-key": key} if key else {}


def _native(base_url: str) -> str:
    """The base of the native interface beside a stored ``.../openai``."""
    parts = urlsplit(base_url)
    path = parts.path.rstrip("/").removesuffix(_COMPATIBLE)
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def with_query(url: str, name: str, value: str) -> str:
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
    query = urlencode([*kept, (name, value)])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def is_batch(body: bytes) -> bool:
    try:
        return "requests" in _MEMBERS.decode(body)
    except msgspec.DecodeError:
        return False


def _model(entry: dict[str, Any]) -> ModelInfo:
    name = entry.get("name")
    ident = name.removeprefix("models/") if isinstance(name, str) else ""
    title = entry.get("displayName")
    methods = entry.get("supportedGenerationMethods")
    told = kind_of(ident)
    if isinstance(methods, list):
        kinds = [kind for method, kind in _KINDS if method in methods]
        told = (kinds[0] or told) if kinds else "other"
    return ModelInfo(ident, title if isinstance(title, str) and title != ident else "", told)
