"""The client API's routes as a description needs them: path patterns, and what bodies hold.

Of a body it names what Homeport itself reads. Every other member is its dialect's own and passes,
is converted or is refused there; the vendors' references describe them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from msgspec import Struct

from gateway.dialects import embeddings
from gateway.dialects.anthropic import schema as anthropic
from gateway.dialects.media import images, moderations, rerank, speech, transcriptions
from gateway.dialects.ollama import schema as ollama_schema
from gateway.dialects.openai_chat import schema as chat
from gateway.dialects.openai_completions import dialect as completions
from gateway.dialects.openai_completions import edits
from gateway.dialects.openai_responses import schema as responses_schema
from gateway.server.routes import chats, gemini, gemini_shapes, media, objects, ollama, relay
from gateway.server.routes import responses as response_routes
from gateway.server.visit import Visit

Route = Callable[[Visit], Awaitable[web.StreamResponse]]
JSON, FORM = "application/json", "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Body:
    """A request body: a ``name`` for its schema, what is read of it, how it may be sent."""

    name: str
    schema: type[Struct] | None
    kinds: tuple[str, ...] = (JSON,)
    files: tuple[str, ...] = ()
    """Members of a form that are files."""


class BatchOrder(Struct):
    """An Anthropic message batch."""

    requests: list[dict[str, Any]]


class OpenAIBatchOrder(Struct):
    """A batch of OpenAI's: an uploaded file of requests."""

    input_file_id: str
    endpoint: str
    completion_window: str = "24h"


class Upload(Struct):
    """A file of OpenAI's."""

    purpose: str


class Named(Struct):
    """An object of Ollama's that names a model."""

    model: str | None = None


_CHAT = Body("ChatCompletion", chat.Head)
_RESPONSE = Body("Response", responses_schema.Head)
_MESSAGE = Body("Message", anthropic.Head)
_EMBEDDING = Body("Embedding", embeddings.Head)
_IMAGE_FILES = ("image", "mask")
_IMAGE = Body("Image", images.Head)
_SOUND = Body("Transcription", transcriptions.Head, (FORM,), ("file",))
_CONTENTS = Body("Contents", None)
_OLLAMA = Body("OllamaChat", ollama_schema.Head)
_NAMED = Body("OllamaModel", Named)

BODIES: Mapping[Route, Body] = {
    chats.chat_completions: _CHAT,
    chats.create_response: _RESPONSE,
    chats.messages: _MESSAGE,
    response_routes.compact: _RESPONSE,
    response_routes.input_tokens: _RESPONSE,
    relay.completions: Body("Completion", completions.Head),
    relay.edits: Body("Edit", edits.Head),
    relay.embeddings: _EMBEDDING,
    relay.count_tokens: _MESSAGE,
    media.images: _IMAGE,
    media.image_edits: Body("ImageEdit", images.Head, (FORM, JSON), _IMAGE_FILES),
    media.image_variations: Body("ImageVariation", images.Head, (FORM,), _IMAGE_FILES),
    media.speech: Body("Speech", speech.Head),
    media.transcriptions: _SOUND,
    media.translations: _SOUND,
    media.moderations: Body("Moderation", moderations.Head),
    media.rerank: Body("Rerank", rerank.Head),
    gemini.generate_content: _CONTENTS,
    gemini.stream_generate_content: _CONTENTS,
    gemini.count_tokens: _CONTENTS,
    gemini.embed_content: _CONTENTS,
    objects.upload_file: Body("File", Upload, (FORM,), ("file",)),
    objects.create_batch: Body("Batch", OpenAIBatchOrder),
    objects.create_messages: Body("MessageBatch", BatchOrder),
    ollama.show: _NAMED,
    ollama.chat: _OLLAMA,
    ollama.generate: _OLLAMA,
    ollama.embed: _NAMED,
    ollama.embeddings: _NAMED,
    ollama.unserved: _NAMED,
}

QUERIES: Mapping[Route, tuple[str, ...]] = {
    gemini.stream_generate_content: ("alt",),
    response_routes.retrieve: ("stream",),
    response_routes.input_items: ("after", "limit", "order"),
    objects.list_files: ("after", "limit", "order", "purpose"),
    objects.list_batches: ("after", "limit"),
    objects.list_messages: ("after_id", "before_id", "limit"),
}


def patterned() -> Iterator[tuple[str, Mapping[str, Route]]]:
    """Paths with something in them, which no dictionary can hold."""
    for prefix in ("/v1/models/", "/anthropic/v1/models/", *gemini_shapes.MODEL_PREFIXES):
        yield f"{prefix}{{model}}", {"GET": relay.get_model}
    for prefix in ("/v1beta", "/gemini/v1beta", "/v1"):
        for method, route in gemini.METHODS.items():
            yield f"{prefix}/models/{{model}}:{method}", {"POST": route}
    for rest, routes in response_routes.OF_ONE.items():
        yield f"{response_routes.PREFIX}{{response}}{rest and f'/{rest}'}", routes
    for (kind, of_one, rest), routes in objects.OPENAI_ROUTES.items():
        yield f"/v1/{kind}{'/{id}' if of_one else ''}{rest and f'/{rest}'}", routes
    for (of_one, rest), routes in objects.MESSAGE_ROUTES.items():
        for prefix in ("", "/anthropic"):
            one = "/{id}" if of_one else ""
            yield f"{prefix}/v1/messages/batches{one}{rest and f'/{rest}'}", routes
