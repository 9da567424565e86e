"""The client API: completions, embeddings, token counts, models; what other routes carry with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from gateway.dialects.base import Dialect
from gateway.dialects.media import Form
from gateway.dialects.registry import dialect
from gateway.domain.clients import client_name
from gateway.errors import GatewayError
from gateway.providers.base import Operation
from gateway.relay import refusals
from gateway.relay.call import Call
from gateway.relay.callers import Caller
from gateway.relay.off_loop import off_loop
from gateway.server.routes.gemini_shapes import is_path, model_view
from gateway.server.sink import ResponseSink
from gateway.server.visit import Visit

_CREATED = 1_767_225_600
"""When a model was made is not known here; one fixed moment (2026-01-01) stands for it."""
_CREATED_TEXT = "2026-01-01T00:00:00Z"


async def embeddings(visit: Visit) -> web.StreamResponse:
    return await _relay(visit, Operation.EMBEDDINGS, dialect("openai_embeddings"))


async def completions(visit: Visit) -> web.StreamResponse:
    return await _relay(visit, Operation.CHAT, dialect("openai_completions"))


async def edits(visit: Visit) -> web.StreamResponse:
    return await _relay(visit, Operation.CHAT, dialect("openai_edits"))


Spoken = Dialect | Callable[[bytes], Dialect]
"""A dialect, also one made of the request's body, where an answer needs to know it."""


async def _relay(visit: Visit, operation: Operation, spoken: Spoken) -> web.StreamResponse:
    return await carry(visit, operation, spoken)


async def carry(
    visit: Visit,
    operation: Operation,
    spoken: Spoken,
    *,
    model: str = "",
    stream: bool = False,
    sink: ResponseSink | None = None,
    form: Form | None = None,
) -> web.StreamResponse:
    """Answers one request. ``model`` and ``stream`` where the path says them (Gemini); ``form``
    where it was read already.
    """
    check_open(visit)
    caller = await visit.caller()
    body = await visit.body() if form is None else form.summary
    check_open(visit)  # since: a body may take its time
    chosen = await off_loop(len(body), spoken, body) if callable(spoken) else spoken
    call = call_of(visit, operation, chosen, caller, body)
    call.model, call.stream, call.form = model, stream, form
    return await run(visit, call, sink)


def call_of(
    visit: Visit, operation: Operation, spoken: Dialect, caller: Caller, body: bytes
) -> Call:
    """The visit as a call of its caller's."""
    user_agent = visit.user_agent
    return Call(
        request_id=visit.request_id,
        operation=operation,
        dialect=spoken,
        endpoint=visit.path,
        body=body,
        caller=caller,
        at=visit.at,
        started=visit.started,
        headers=visit.request.headers,
        client=client_name(user_agent),
        user_agent=user_agent,
        address=visit.address,
    )


async def run(visit: Visit, call: Call, sink: ResponseSink | None = None) -> web.StreamResponse:
    """Answers one call."""
    sink = sink or ResponseSink(visit.request, visit.headers)
    await visit.gateway.answering.run(call, sink)
    if sink.response is None:
        raise GatewayError("internal_error", "the request ended without an answer")
    return sink.response


def check_open(visit: Visit) -> None:
    """Raises GatewayError while the program ends or its owner has paused it."""
    if visit.gateway.draining:
        raise refusals.draining()
    if visit.gateway.pause.paused:
        raise visit.gateway.pause.refusal()


async def count_tokens(visit: Visit) -> web.StreamResponse:
    return visit.json({"input_tokens": await counted(visit, dialect("anthropic"))})


async def counted(visit: Visit, spoken: Dialect, model: str = "") -> int:
    """Input tokens of the visit's body; ``model`` where the path says it (Gemini)."""
    check_open(visit)
    caller = await visit.caller()
    body = await visit.body()
    headers = visit.request.headers
    return await visit.gateway.token_counts.count(spoken, caller, body, headers, model)


async def list_models(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    models = visit.gateway.models_for(caller)
    if _gemini_shape(visit):
        return visit.json({"models": [model_view(name) for name in models]})
    if not _anthropic_shape(visit):
        return visit.json({"object": "list", "data": [_openai_model(name) for name in models]})
    listed = [_anthropic_model(name) for name in models]
    return visit.json(
        {
            "data": listed,
            "has_more": False,
            "first_id": models[0] if models else None,
            "last_id": models[-1] if models else None,
        }
    )


async def get_model(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    name = visit.params["model"]
    models = visit.gateway.models_for(caller)
    if name not in models:
        raise refusals.model_not_found(name, models)
    if _gemini_shape(visit):
        return visit.json(model_view(name))
    return visit.json(_anthropic_model(name) if _anthropic_shape(visit) else _openai_model(name))


def _anthropic_shape(visit: Visit) -> bool:
    return "anthropic-version" in visit.request.headers


def _gemini_shape(visit: Visit) -> bool:
    request = visit.request
    return is_path(visit.path, request.headers) and not _anthropic_shape(visit)


def _openai_model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": _CREATED, "owned_by": "homeport"}


def _anthropic_model(name: str) -> dict[str, Any]:
    return {
        "type": "model",
        "id": name,
        "display_name": name,
        "created_at": _CREATED_TEXT,
        "lifecycle": "active",
    }
