"""Ollama's API, where the owner has switched it on: the models of every channel under its paths.

After Ollama's API reference (https://docs.ollama.com/api). Its paths stand under ``/api``, beside
the management API's; no path belongs to both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from aiohttp import web

from gateway.dialects.base import Dialect
from gateway.dialects.ollama import (
    Clock,
    Ollama,
    OllamaEmbeddings,
    OllamaGenerate,
    OllamaLegacyEmbeddings,
    preload,
)
from gateway.errors import GatewayError
from gateway.providers.base import Operation
from gateway.relay import refusals
from gateway.relay.off_loop import off_loop
from gateway.server.routes import relay
from gateway.server.visit import Visit
from gateway.services.model_facts import ModelFacts, facts_of

VERSION = "0.13.5"
"""Whose API this is; clients ask for a version that knows tools, thinking and capabilities."""
_TIME = "2026-01-01T00:00:00Z"
_UNKNOWN_CONTEXT = 32_768
_DETAILS = {
    **{"parent_model": "", "format": "", "family": "homeport", "families": ["homeport"]},
    **{"parameter_size": "", "quantization_level": ""},
}

Made = Callable[[Clock, Callable[[str], bool]], Ollama]


async def version(visit: Visit) -> web.StreamResponse:
    return visit.json({"version": VERSION})


async def tags(visit: Visit) -> web.StreamResponse:
    models = visit.gateway.models_for(await visit.caller())
    return visit.json({"models": [_listed(name) for name in models]})


async def running(visit: Visit) -> web.StreamResponse:
    """No model is held in memory here."""
    await visit.caller()
    return visit.json({"models": []})


async def show(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    models = visit.gateway.models_for(caller)
    asked = preload.model_of(await visit.body())
    name = preload.named(asked, models.__contains__)
    if name not in models:
        raise refusals.model_not_found(asked, models)
    found = facts_of(visit.gateway.planner, visit.gateway.prices, caller.group, name)
    context = found.context or _UNKNOWN_CONTEXT
    return visit.json(
        {
            **{"modelfile": "", "parameters": "", "template": "", "license": ""},
            "details": _DETAILS,
            "model_info": {
                "general.architecture": "homeport",
                "general.basename": name,
                "homeport.context_length": context,
            },
            "capabilities": _capabilities(found),
            "modified_at": _TIME,
        }
    )


async def chat(visit: Visit) -> web.StreamResponse:
    return await _relay(visit, Operation.CHAT, Ollama)


async def generate(visit: Visit) -> web.StreamResponse:
    return await _relay(visit, Operation.CHAT, OllamaGenerate)


async def embed(visit: Visit) -> web.StreamResponse:
    return await _relay(visit, Operation.EMBEDDINGS, OllamaEmbeddings)


async def embeddings(visit: Visit) -> web.StreamResponse:
    return await _relay(visit, Operation.EMBEDDINGS, OllamaLegacyEmbeddings)


async def _relay(visit: Visit, operation: Operation, made: Made) -> web.StreamResponse:
    models = visit.gateway.models_for(await visit.caller())
    spoken = made(Clock(), models.__contains__)
    loaded = None
    if operation is Operation.CHAT:
        body = await visit.body()
        loaded = await off_loop(len(body), preload.answer, body)
    if loaded is not None:
        if preload.named(loaded.model, models.__contains__) not in models:
            raise refusals.model_not_found(loaded.model, models)
        return visit.json(loaded.members(spoken.name == Ollama.name))

    def speak(body: bytes) -> Dialect:
        return spoken

    return await relay.carry(visit, operation, speak)


async def unserved(visit: Visit) -> web.StreamResponse:
    raise GatewayError(
        "not_implemented",
        f"Homeport holds no models of its own, so it does not serve {visit.path}; "
        "add a channel that has the model",
    )


def _listed(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "model": name,
        "modified_at": _TIME,
        "size": 0,
        "digest": hashlib.sha256(name.encode()).hexdigest(),
        "details": _DETAILS,
    }


def _capabilities(found: ModelFacts) -> list[str]:
    """In Ollama's words. A model that nobody knows is offered whole; its provider will say no."""
    if found.kind == "embedding":
        return ["embedding"]
    words = (("tools", "function_calling"), ("vision", "vision"), ("thinking", "reasoning"))
    known = [word for word, feature in words if feature in found.supports or not found.listed]
    return ["completion", *known]


ROUTES = {
    "/api/version": {"GET": version},
    "/api/tags": {"GET": tags},
    "/api/ps": {"GET": running},
    "/api/show": {"POST": show},
    "/api/chat": {"POST": chat},
    "/api/generate": {"POST": generate},
    "/api/embed": {"POST": embed},
    "/api/embeddings": {"POST": embeddings},
    **{f"/api/{verb}": {"POST": unserved} for verb in ("pull", "push", "create", "copy")},
    "/api/delete": {"DELETE": unserved},
}
