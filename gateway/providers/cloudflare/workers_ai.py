"""Cloudflare's own models: chats and embeddings as OpenAI's, the rest in words of its own.

https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility/,
https://developers.cloudflare.com/api/resources/ai/methods/run/
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from gateway.errors import DialectError, GatewayError
from gateway.providers.abilities import FormsAsJson, OwnForms, Tasking, TaskStep
from gateway.providers.base import (
    MEDIA,
    Endpoint,
    Fields,
    ModelInfo,
    Operation,
    UpstreamRequest,
)
from gateway.providers.cloudflare import edits as workers_ai_edits
from gateway.providers.cloudflare import media as workers_ai_media
from gateway.providers.cloudflare import speech as workers_ai_speech
from gateway.providers.headers import assemble, bearer
from gateway.providers.media.picture_answers import request_of
from gateway.providers.media.picture_edits import without_pictures
from gateway.providers.model_list import kind_of
from gateway.providers.openai_compatible import OpenAICompatible
from gateway.providers.preset import Preset
from gateway.providers.urls import join, parse_base_url

_ACCOUNTS = "/accounts/"
_KINDS = {
    "Text Generation": "chat",
    "Text Embeddings": "embedding",
    "Text-to-Image": "image",
    "Automatic Speech Recognition": "audio",
    "Text-to-Speech": "audio",
}
_OWN = frozenset({Operation.IMAGES, Operation.IMAGE_EDITS, Operation.RERANK, Operation.SPEECH})
_HEARS = frozenset({Operation.TRANSCRIPTIONS, Operation.TRANSLATIONS})


class WorkersAI(OpenAICompatible, FormsAsJson, OwnForms, Tasking):
    """See Provider. Its OpenAI-compatible surface stands below the account and has chats and
    embeddings alone; the rest is asked for in words of its own (``workers_ai_media.py``).
    """

    def __init__(self, preset: Preset) -> None:
        super().__init__(preset)
        self.operations = self.operations - MEDIA | _OWN | _HEARS

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
        if operation in _OWN:
            return self._own(operation, endpoint, body)
        return super().request(
            operation,
            dialect,
            self._of_account(endpoint, "ai/v1"),
            body,
            client_headers,
            stream=stream,
        )

    def _own(self, operation: Operation, endpoint: Endpoint, body: bytes) -> UpstreamRequest:
        kind = "application/json"
        if operation is Operation.RERANK:
            own = workers_ai_media.ranking_body(body)
        elif operation is Operation.SPEECH:
            own = workers_ai_speech.speech_body(body, endpoint.model)
        elif operation is Operation.IMAGE_EDITS:
            asked = request_of(body)
            own, kind = workers_ai_edits.edit_body(asked, endpoint.model)
            body = without_pictures(asked)
        else:
            own, kind = workers_ai_media.picture_body(body, endpoint.model)
        return replace(self._run(endpoint, kind, own, asked=body), operation=operation)

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson: pictures; sound is sent as it lies."""
        return operation is Operation.IMAGE_EDITS

    def form_request(
        self, operation: Operation, endpoint: Endpoint, form: Fields
    ) -> UpstreamRequest | None:
        """See OwnForms: sound, which is transcribed, and by some models translated."""
        if operation not in _HEARS:
            raise GatewayError("not_implemented", f"{self.name} has no {operation}")
        translate = operation is Operation.TRANSLATIONS
        sound = workers_ai_media.sound_body(form, endpoint.model, translate=translate)
        made = self._run(endpoint, sound.content_type, b"", asked=form.summary, query=sound.query)
        return replace(made, pieces=sound.body)

    def _run(
        self, endpoint: Endpoint, kind: str, body: bytes, *, asked: bytes, query: str = ""
    ) -> UpstreamRequest:
        """Behind the AI Gateway models stand where ``/ai/run`` is elsewhere."""
        found = self._of_account(endpoint, "ai/run")
        told = {"Accept": "*/*", "Content-Type": kind}
        headers = assemble(endpoint, bearer(endpoint.key), told)
        url = join(found.base_url, quote(endpoint.model, safe="@/"), query)
        return UpstreamRequest("POST", url, headers, body, asked=asked)

    def is_task(self, request: UpstreamRequest) -> bool:
        """What is asked for in its own words keeps what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking."""
        if request.operation is Operation.SPEECH:
            return workers_ai_speech.speech_step(request.asked, endpoint.model, body)
        return workers_ai_media.step(request.asked, body)

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
