"""Cohere: its own API v2, or its OpenAI-compatible endpoint where the base URL leads there.

https://docs.cohere.com/reference/chat, .../embed, .../create-audio-transcription, .../list-models
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from gateway.errors import DialectError, GatewayError, Unconvertible
from gateway.providers.abilities import OwnEmbeddings, Paged
from gateway.providers.base import Endpoint, Fields, ModelInfo, Operation, UpstreamRequest
from gateway.providers.headers import assemble, bearer
from gateway.providers.media import packed, transcripts
from gateway.providers.media.own_transcripts import OwnTranscripts
from gateway.providers.media.picture_answers import request_of
from gateway.providers.model_list import kind_of
from gateway.providers.openai_compatible import OPENAI_CHAT
from gateway.providers.urls import join

OWN = "cohere"
EMBEDDINGS = "cohere_embeddings"
_COMPATIBLE = "/compatibility/"
_PATHS = {Operation.CHAT: "chat", Operation.EMBEDDINGS: "embed", Operation.RERANK: "rerank"}
_KINDS = {"chat": "chat", "generate": "chat", "embed": "embedding", "rerank": "rerank"}


_UNHEARD = ("response_format", "prompt", "timestamp_granularities", "stream")
"""Members of OpenAI's forms with sound that it does not have."""


class Cohere(OwnTranscripts, OwnEmbeddings, Paged):
    """See Provider."""

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        return (OPENAI_CHAT,) if _COMPATIBLE in endpoint.base_url else (OWN,)

    def embeddings_dialect(self, endpoint: Endpoint) -> str:
        return "openai_embeddings" if _COMPATIBLE in endpoint.base_url else EMBEDDINGS

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
        chats = operation is Operation.CHAT
        spoken = not chats or dialect in self.dialects_for(endpoint)
        if operation not in _PATHS or not spoken:
            raise GatewayError("not_implemented", f"{self.name} has no {operation} in {dialect}")
        if _COMPATIBLE in endpoint.base_url and operation is not Operation.RERANK:
            path = "embeddings" if operation is Operation.EMBEDDINGS else "chat/completions"
            return self.sent(path, OPENAI_CHAT, endpoint, body, client_headers, stream=stream)
        headers = assemble(endpoint, bearer(endpoint.key), body=body, stream=stream)
        compatible = _COMPATIBLE in endpoint.base_url  # which has no ranking of its own
        path = "/v2/rerank" if compatible else _PATHS[operation]
        url = join(endpoint.base_url, path)
        return UpstreamRequest("POST", url, headers, body)

    def form_request(
        self, operation: Operation, endpoint: Endpoint, form: Fields
    ) -> UpstreamRequest | None:
        """See OwnForms: sound, whose language it has to be told, and no times."""
        if operation is not Operation.TRANSCRIPTIONS:
            return None
        asked = request_of(form.summary)
        transcripts.check_format(asked, transcripts.WITHOUT_TIMES)
        if not asked.get("language"):
            why = "Cohere wants to be told the recording's language (ISO-639-1)"
            raise Unconvertible(why, "language")
        texts = packed.texts_of(form)
        known = [each for each in texts if each[0].removesuffix("[]") not in _UNHEARD]
        compatible = _COMPATIBLE in endpoint.base_url  # which has no hearing of its own
        path = f"/v2/{operation.value}" if compatible else operation.value
        return self.sent_form(operation, endpoint, form, known, path)

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        headers = assemble(endpoint, bearer(endpoint.key))
        url = _models_url(endpoint.base_url)
        return (UpstreamRequest("GET", url, headers),)

    def next_page(self, request: UpstreamRequest, body: bytes) -> UpstreamRequest | None:
        """See Paged."""
        token = _object(body).get("next_page_token")
        if not isinstance(token, str) or not token:
            return None
        parts = urlsplit(request.url)
        query = urlencode({**dict(parse_qsl(parts.query)), "page_token": token})
        url = urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
        return UpstreamRequest("GET", url, request.headers) if url != request.url else None

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        listed = _object(body).get("models")
        if not isinstance(listed, list):
            return super().parse_models(body)
        found = [_model(each) for each in listed if isinstance(each, dict)]
        return [model for model in found if model is not None]


def _models_url(base_url: str) -> str:
    """Only the first version has a list; behind a proxy it stands beside the second."""
    home, version, _ = base_url.rpartition("/v2")
    query = "page_size=1000"
    return f"{home}/v1/models?{query}" if version else join(base_url, "/v1/models", query)


def _model(value: dict[str, Any]) -> ModelInfo | None:
    name, endpoints = value.get("name"), value.get("endpoints")
    if not isinstance(name, str) or not name or value.get("is_deprecated") is True:
        return None
    served = endpoints if isinstance(endpoints, list) else []
    kinds = [_KINDS[each] for each in map(str, served) if each in _KINDS]
    return ModelInfo(name, kind=kinds[0] if kinds else kind_of(name))


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise DialectError("the model list is not JSON") from error
    if not isinstance(value, dict):
        raise DialectError("the model list is no object")
    return value
