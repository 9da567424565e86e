"""Alibaba's DashScope: compatible with OpenAI, or by its own interface, as the channel says.

https://help.aliyun.com/zh/model-studio/qwen-api-via-dashscope
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

import msgspec
from msgspec import Raw, Struct

from gateway.providers.abilities import FormsAsJson, OwnEmbeddings, OwnForms, Tasking, TaskStep
from gateway.providers.base import Endpoint, Fields, Operation, UpstreamRequest
from gateway.providers.dashscope import edits as dashscope_edits
from gateway.providers.dashscope import images as dashscope_images
from gateway.providers.dashscope import sound as dashscope_sound
from gateway.providers.headers import assemble, bearer
from gateway.providers.media.picture_answers import request_of
from gateway.providers.media.picture_edits import without_pictures
from gateway.providers.openai_compatible import OpenAICompatible

DIALECT = "dashscope"
EMBEDDINGS_DIALECT = "dashscope_embeddings"
NATIVE = "native"
_COMPATIBLE = "/compatible-mode/v1"
_TEXT = "/api/v1/services/aigc/text-generation/generation"
_SEEING = "/api/v1/services/aigc/multimodal-generation/generation"
_EMBEDDINGS = "/api/v1/services/embeddings/text-embedding/text-embedding"


class _Message(Struct):
    content: Raw = Raw()


class _Input(Struct):
    messages: list[_Message] = []


class _Body(Struct):
    input: _Input


_body: msgspec.json.Decoder[_Body] = msgspec.json.Decoder(_Body)


class DashScope(OpenAICompatible, FormsAsJson, OwnEmbeddings, OwnForms, Tasking):
    """The setting ``interface`` decides; keys and models are the same on both. Pictures and sound
    are its own interface's in any case.
    """

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        return (DIALECT,) if _native(endpoint) else self.dialects

    def embeddings_dialect(self, endpoint: Endpoint) -> str:
        return EMBEDDINGS_DIALECT if _native(endpoint) else "openai_embeddings"

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
        paths = {
            (Operation.CHAT, DIALECT): _SEEING if _sees(dialect, body) else _TEXT,
            (Operation.EMBEDDINGS, EMBEDDINGS_DIALECT): _EMBEDDINGS,
        }
        if operation is Operation.IMAGES:
            own = dashscope_images.own_body(body, endpoint.model)
            return self._pictures(endpoint, dashscope_images.path_of(endpoint.model), own, body)
        if operation is Operation.IMAGE_EDITS:
            asked = request_of(body)
            own = dashscope_edits.own_body(asked, endpoint.model)
            where = dashscope_edits.path_of(endpoint.model)
            return self._pictures(endpoint, where, own, without_pictures(asked))
        if operation is Operation.SPEECH:
            return self._speech(endpoint, body)
        path = paths.get((operation, dialect))
        if path is None:
            return super().request(
                operation, dialect, endpoint, body, client_headers, stream=stream
            )
        headers = assemble(
            endpoint,
            bearer(endpoint.key),
            {"X-DashScope-SSE": "enable"} if stream else {},
            body=body,
            stream=stream,
        )
        return UpstreamRequest("POST", self._own(endpoint, path), headers, body)

    def _own(self, endpoint: Endpoint, path: str) -> str:
        """An address of its own interface, beside the compatible one."""
        url = urlsplit(endpoint.base_url)
        return urlunsplit(url._replace(path=url.path.removesuffix(_COMPATIBLE) + path))

    def _pictures(self, endpoint: Endpoint, path: str, own: bytes, asked: bytes) -> UpstreamRequest:
        at_once = dashscope_images.converses(endpoint.model)
        later = {} if at_once else {dashscope_images.ASYNC: "enable"}
        headers = assemble(endpoint, bearer(endpoint.key), later, body=own)
        return UpstreamRequest("POST", self._own(endpoint, path), headers, own, asked=asked)

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation is Operation.IMAGE_EDITS

    def _speech(self, endpoint: Endpoint, body: bytes) -> UpstreamRequest:
        own = dashscope_sound.speech(body, endpoint.model)
        headers = assemble(endpoint, bearer(endpoint.key), body=own.body)
        url = self._own(endpoint, own.path)
        return UpstreamRequest(
            "POST", url, headers, own.body, asked=body, operation=Operation.SPEECH
        )

    def form_request(
        self, operation: Operation, endpoint: Endpoint, form: Fields
    ) -> UpstreamRequest | None:
        """See OwnForms: sound, as data."""
        if operation is not Operation.TRANSCRIPTIONS:
            return None
        pieces = dashscope_sound.hearing(form, endpoint.model)
        kind = {"Content-Type": "application/json"}
        headers = assemble(endpoint, bearer(endpoint.key), kind)
        url = self._own(endpoint, dashscope_sound.CONVERSES)
        made = UpstreamRequest("POST", url, headers, asked=form.summary, operation=operation)
        return replace(made, pieces=pieces)

    def is_task(self, request: UpstreamRequest) -> bool:
        """Pictures and sound keep what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking. What holds no sound and no text is the answer: an error."""
        if request.operation is Operation.SPEECH:
            return dashscope_sound.spoken_step(request, endpoint.model, body)
        if request.operation is Operation.TRANSCRIPTIONS:
            return dashscope_sound.heard_step(request.asked, body)
        return dashscope_images.step(request, body)

    def cancel(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes
    ) -> UpstreamRequest | None:
        """See Tasking."""
        return dashscope_images.ending(request, body)


def _native(endpoint: Endpoint) -> bool:
    return endpoint.settings.get("interface") == NATIVE


def _sees(dialect: str, body: bytes) -> bool:
    """Whether contents are lists of parts, as models that see take them."""
    if dialect != DIALECT:
        return False
    try:
        messages = _body.decode(body).input.messages
    except msgspec.DecodeError:
        return False
    return any(bytes(each.content).startswith(b"[") for each in messages)
