"""Hugging Face: chats by its router as OpenAI's; pictures, made and edited, sound, spoken and
heard, and embeddings by whichever of the companies behind it has the model, each in its own words
and under its own name for it, as the Hub tells.

https://huggingface.co/docs/inference-providers/tasks/text-to-image,
https://huggingface.co/docs/inference-providers/tasks/image-to-image,
https://huggingface.co/docs/inference-providers/tasks/feature-extraction,
https://huggingface.co/docs/inference-providers/tasks/automatic-speech-recognition,
https://huggingface.co/docs/inference-providers/hub-api
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from gateway.errors import Unconvertible
from gateway.providers.abilities import FormsAsJson, Tasking, TaskStep
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.dashscope.images import answer_with
from gateway.providers.headers import assemble, bearer
from gateway.providers.huggingface import edits as huggingface_edits
from gateway.providers.huggingface import hearing as huggingface_hearing
from gateway.providers.huggingface import pictures as huggingface_pictures
from gateway.providers.huggingface import speech as huggingface_speech
from gateway.providers.huggingface import vectors as huggingface_vectors
from gateway.providers.huggingface.pictures import Named, Served, drawn
from gateway.providers.media.picture_answers import failed, media_type, object_of, request_of
from gateway.providers.media.picture_edits import pictures_given
from gateway.providers.openai_compatible import OpenAICompatible

_HUB = "https://huggingface.co"
_MAPPING = "inferenceProviderMapping"
_AGAIN_S = 0.5
_ASKED = {
    Operation.IMAGES: huggingface_pictures.ASKED,
    Operation.IMAGE_EDITS: huggingface_edits.ASKED,
    Operation.SPEECH: huggingface_speech.ASKED,
    Operation.TRANSCRIPTIONS: huggingface_hearing.ASKED,
    Operation.EMBEDDINGS: huggingface_vectors.ASKED,
}
_TASKS = {
    Operation.IMAGES: ("text-to-image",),
    Operation.IMAGE_EDITS: ("image-to-image",),
    Operation.SPEECH: ("text-to-speech",),
    Operation.TRANSCRIPTIONS: ("automatic-speech-recognition",),
    # One and the same for models that do either.
    Operation.EMBEDDINGS: ("feature-extraction", "sentence-similarity"),
}
_DOES = {
    **{Operation.IMAGES: "draws", Operation.IMAGE_EDITS: "edits", Operation.EMBEDDINGS: "embeds"},
    **{Operation.SPEECH: "speaks", Operation.TRANSCRIPTIONS: "hears"},
}
_ACCEPTS = {
    **dict.fromkeys((Operation.IMAGES, Operation.IMAGE_EDITS), "image/png"),
    Operation.SPEECH: "*/*",
}
_CHECKS: Mapping[Operation, Callable[[Mapping[str, Any]], object]] = {
    Operation.IMAGE_EDITS: pictures_given,
    Operation.SPEECH: huggingface_speech.check,
    Operation.TRANSCRIPTIONS: huggingface_hearing.check,
}
"""What is refused before anybody is asked."""


class HuggingFace(OpenAICompatible, FormsAsJson, Tasking):
    """See Provider. A model that draws, edits, speaks, hears or embeds is ``owner/name``, or
    ``owner/name:provider``.
    """

    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """See FormsAsJson."""
        return operation in (Operation.IMAGE_EDITS, Operation.TRANSCRIPTIONS)

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
        if operation not in _ASKED:
            return super().request(
                operation, dialect, endpoint, body, client_headers, stream=stream
            )
        asked = request_of(body)
        if operation in _CHECKS:
            _CHECKS[operation](asked)
        model, _, _ = endpoint.model.partition(":")
        url = f"{self._hub(endpoint)}/api/models/{quote(model)}?expand={_MAPPING}"
        headers = assemble(endpoint, bearer(endpoint.key))
        return UpstreamRequest("GET", url, headers, asked=body, operation=operation)

    def _hub(self, endpoint: Endpoint) -> str:
        """Where the models are listed; on a host of somebody else's at the same one."""
        found = urlsplit(endpoint.base_url)
        if found.hostname in self.hosts:
            return _HUB
        return urlunsplit((found.scheme, found.netloc, found.path.removesuffix("/v1"), "", ""))

    def is_task(self, request: UpstreamRequest) -> bool:
        """Pictures, sound and embeddings keep what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking. First who has the model, then what they made."""
        if request.operation is Operation.SPEECH:
            return self._said(request, endpoint, body)
        if media_type(body):
            return drawn(request, body)
        if body.lstrip()[:1] != b"[" and "_id" in (value := object_of(body)):  # the Hub's
            return self._ask(request, endpoint, value.get(_MAPPING))
        if request.operation is Operation.TRANSCRIPTIONS:
            return huggingface_hearing.heard(request, body)
        if request.operation is Operation.EMBEDDINGS:
            return huggingface_vectors.vectors(request.asked, body)
        if request.operation is Operation.IMAGE_EDITS:
            return self._edited(request, endpoint, object_of(body)) or drawn(request, body)
        return drawn(request, body)

    def _said(self, request: UpstreamRequest, endpoint: Endpoint, body: bytes) -> TaskStep | None:
        """Sound may begin with any byte."""
        value = huggingface_speech.answer_of(body)
        if value is not None and "_id" in value:
            return self._ask(request, endpoint, value.get(_MAPPING))
        return huggingface_speech.said(request, body)

    def _edited(
        self, request: UpstreamRequest, endpoint: Endpoint, value: Mapping[str, Any]
    ) -> TaskStep | None:
        """None where no task is told of."""
        if (asks := huggingface_edits.question(value)) is not None:
            headers = assemble(endpoint, bearer(endpoint.key))
            ask = UpstreamRequest("GET", f"{_router(endpoint)}/{asks.path}", headers)
            return TaskStep(ask, wait_s=_AGAIN_S)
        if (ended := huggingface_edits.outputs(value)) is None:
            return None
        urls, why = ended
        made = [{"url": each} for each in urls]
        return failed(502, "task_failed", why) if why else answer_with(request, made)

    def _ask(self, request: UpstreamRequest, endpoint: Endpoint, mapping: Any) -> TaskStep:
        _, _, wanted = endpoint.model.partition(":")
        served = [
            each
            for each in _served(mapping, request.operation)
            if not wanted or each.provider == wanted
        ]
        if not served:
            does = _DOES[request.operation]
            why = f"nobody whom Hugging Face asks {does} with {endpoint.model}"
            return failed(404, "model_not_found", why)
        try:
            company, made = _taken(request, served)
        except Unconvertible as error:
            return failed(400, "invalid_value", str(error))
        headers = assemble(
            endpoint,
            bearer(endpoint.key),
            {"Content-Type": made.content_type},
            {"Accept": _ACCEPTS.get(request.operation, "application/json")},
            {"Prefer": "wait"} if company == "replicate" else {},
        )
        url = f"{_router(endpoint)}/{company}/{made.path}"
        return TaskStep(UpstreamRequest("POST", url, headers, made.body), costs="asked")


def _taken(request: UpstreamRequest, served: Sequence[Served]) -> tuple[str, Named]:
    """The first company that can do what is asked, and the request in its words.

    Raises Unconvertible with what the very first has to say where none can.
    """
    asks = _ASKED[request.operation]
    first: Unconvertible | None = None
    for each in served:
        try:
            return each.provider, asks[each.provider](each.model, request.asked)
        except Unconvertible as error:
            first = first or error
    raise first or Unconvertible("nobody can")


def _router(endpoint: Endpoint) -> str:
    """What the companies stand below."""
    return endpoint.base_url.removesuffix("/v1")


def _served(mapping: Any, operation: Operation) -> list[Served]:
    """Who has the model and is spoken to here, in the Hub's order; it tells a list, or members."""
    rows: list[Any] = []
    if isinstance(mapping, dict):
        pairs = mapping.items()
        rows = [{**row, "provider": name} for name, row in pairs if isinstance(row, dict)]
    elif isinstance(mapping, list):
        rows = [row for row in mapping if isinstance(row, dict)]
    return [
        Served(str(row["provider"]), str(row["providerId"]))
        for row in rows
        if str(row.get("provider")) in _ASKED[operation]
        and row.get("task") in _TASKS[operation]
        and row.get("status") == "live"
        and row.get("providerId")
        and not row.get("adapterWeightsPath")
    ]
