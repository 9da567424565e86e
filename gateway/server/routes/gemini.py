"""The client API in Gemini's paths: ``models/{model}:{method}``, under /v1beta, /v1 and /gemini."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from gateway.dialects.registry import dialect
from gateway.errors import GatewayError
from gateway.providers.base import Operation
from gateway.server.array_sink import ArraySink
from gateway.server.routes import relay
from gateway.server.routes.gemini_shapes import METHOD_PATH
from gateway.server.visit import Visit

Route = Callable[[Visit], Awaitable[web.StreamResponse]]

_UNSERVED = frozenset(
    {
        *("predict", "predictLongRunning", "batchGenerateContent", "asyncBatchEmbedContent"),
        *("generateAnswer", "generateText", "generateMessage", "embedText", "countTextTokens"),
        *("countMessageTokens", "bidiGenerateContent", "transferOwnership"),
    }
)


def methods_of(path: str) -> tuple[dict[str, str], Mapping[str, Route]] | None:
    """The parameters and routes of a model's method; None for any other path.

    Raises GatewayError ``not_implemented`` for a method that Google has and we do not. Models'
    names may hold colons and slashes: the method is what stands behind the last colon.
    """
    found = METHOD_PATH.fullmatch(path)
    if found is None:
        return None
    model, method = found[1], found[2]
    if method in _UNSERVED:
        raise GatewayError("not_implemented", f"Homeport does not serve Gemini's {method} yet")
    route = METHODS.get(method)
    return ({"model": _named(model)}, {"POST": route}) if route is not None else None


def _named(model: str) -> str:
    """The model's name without ``models/``, which some clients write twice."""
    while model.startswith("models/"):
        model = model.removeprefix("models/")
    return model


async def generate_content(visit: Visit) -> web.StreamResponse:
    return await relay.carry(visit, Operation.CHAT, dialect("gemini"), model=visit.params["model"])


async def stream_generate_content(visit: Visit) -> web.StreamResponse:
    sse = visit.request.query.get("alt") == "sse"
    sink = None if sse else ArraySink(visit.request, visit.headers)
    return await relay.carry(
        visit,
        Operation.CHAT,
        dialect("gemini"),
        model=visit.params["model"],
        stream=True,
        sink=sink,
    )


async def embed_content(visit: Visit) -> web.StreamResponse:
    return await relay.carry(
        visit, Operation.EMBEDDINGS, dialect("gemini_embeddings"), model=visit.params["model"]
    )


async def count_tokens(visit: Visit) -> web.StreamResponse:
    tokens = await relay.counted(visit, dialect("gemini"), visit.params["model"])
    return visit.json({"totalTokens": tokens})


METHODS: Mapping[str, Route] = {
    "generateContent": generate_content,
    "streamGenerateContent": stream_generate_content,
    "countTokens": count_tokens,
    "embedContent": embed_content,
    "batchEmbedContents": embed_content,
}
