"""From a request to its route: a dictionary for what is hot, aiohttp's dispatcher for the rest."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from gateway.dialects.registry import dialect
from gateway.errors import DialectError, GatewayError, StoreUnavailable
from gateway.relay import refusals
from gateway.relay.settling import store_unavailable
from gateway.server.management import manage
from gateway.server.openapi import describe
from gateway.server.paths import canonical
from gateway.server.routes import (
    billing,
    chats,
    gemini,
    gemini_shapes,
    media,
    objects,
    ollama,
    realtime,
    relay,
    responses,
    unserved,
)
from gateway.server.routes.about import health, preflight, root
from gateway.server.visit import Visit

if TYPE_CHECKING:
    from gateway.parts import Parts

log = logging.getLogger(__name__)
_http_log = logging.getLogger("gateway.server.http")

Route = Callable[[Visit], Awaitable[web.StreamResponse]]


async def openapi(visit: Visit) -> web.StreamResponse:
    """The description of this API: the whole on this computer, the client API for guests."""
    here = visit.gateway.door.is_this_computer(visit.request)
    if not here:
        await visit.caller()
    paths = CLIENT_ROUTES | (ollama.ROUTES if visit.gateway.settings.ollama_api else {})
    return visit.json(describe(paths, visit.gateway.version, management=here))


CLIENT_ROUTES: dict[str, Mapping[str, Route]] = {
    "/v1/chat/completions": {"POST": chats.chat_completions},
    "/v1/responses": {"POST": chats.create_response},
    "/v1/responses/compact": {"POST": responses.compact},
    "/v1/responses/input_tokens": {"POST": responses.input_tokens},
    "/v1/completions": {"POST": relay.completions},
    "/v1/edits": {"POST": relay.edits},
    "/v1/embeddings": {"POST": relay.embeddings},
    "/v1/images/generations": {"POST": media.images},
    "/v1/images/edits": {"POST": media.image_edits},
    "/v1/images/variations": {"POST": media.image_variations},
    "/v1/audio/speech": {"POST": media.speech},
    "/v1/audio/transcriptions": {"POST": media.transcriptions},
    "/v1/audio/translations": {"POST": media.translations},
    "/v1/moderations": {"POST": media.moderations},
    **{path: {"POST": media.rerank} for path in ("/v1/rerank", "/v2/rerank", "/rerank")},
    "/v1/messages": {"POST": chats.messages},
    "/anthropic/v1/messages": {"POST": chats.messages},
    "/v1/messages/count_tokens": {"POST": relay.count_tokens},
    "/anthropic/v1/messages/count_tokens": {"POST": relay.count_tokens},
    "/v1/models": {"GET": relay.list_models},
    "/anthropic/v1/models": {"GET": relay.list_models},
    **{path: {"GET": relay.list_models} for path in gemini_shapes.LISTS},
    "/v1/realtime": {"GET": realtime.connect},
    **billing.ROUTES,
    "/v1": {"GET": root},
    "/": {"GET": root},
    "/health": {"GET": health},
    "/openapi.json": {"GET": openapi},
}
_MODEL_PREFIXES = ("/v1/models/", "/anthropic/v1/models/", *gemini_shapes.MODEL_PREFIXES)
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "x-request-id, x-homeport-error, x-homeport-dialect, x-homeport-replayed, "
        "x-homeport-cache, retry-after"
    ),
}
_MANAGEMENT_PREFIX = "/api/"
_HEADER_LIMIT = 32 * 1024


def _is_ours(record: logging.LogRecord) -> bool:
    """Not what somebody sent that is no HTTP: anybody could fill the log, and it quotes headers."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


_http_log.addFilter(_is_ours)


def make_server(gateway: Parts) -> web.Server:
    """The server of all listeners. A client that leaves cancels its handler."""

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        return await _handle(gateway, request)

    def make_request(
        message: Any, payload: Any, protocol: Any, writer: Any, task: asyncio.Task[None]
    ) -> web.BaseRequest:
        limit = gateway.settings.max_body_mb * 2**20
        loop = asyncio.get_running_loop()
        return web.BaseRequest(
            message, payload, protocol, writer, task, loop, client_max_size=limit
        )

    return web.Server(
        handle,
        request_factory=make_request,
        handler_cancellation=True,
        access_log=None,
        logger=_http_log,
        max_line_size=_HEADER_LIMIT,
        max_field_size=_HEADER_LIMIT,
        auto_decompress=False,  # server/intake.py: several codings, and a clear answer
    )


async def _handle(gateway: Parts, request: web.BaseRequest) -> web.StreamResponse:
    path = request.path
    is_ollama = path in ollama.ROUTES and gateway.settings.ollama_api
    if path.startswith(_MANAGEMENT_PREFIX) and not is_ollama:
        return await manage(gateway, request)
    headers = dict(_CORS) if "Origin" in request.headers else {}
    visit = Visit(gateway, request, {}, headers)
    if is_ollama:
        visit.keyless = gateway.settings.ollama_token
    try:
        gateway.door.check(request)
        return await _route(visit)(visit)
    except GatewayError as error:
        return _refused(visit, error)
    except StoreUnavailable:
        return _refused(visit, store_unavailable())
    except DialectError as error:
        return _refused(visit, GatewayError("invalid_request", str(error), param=error.param))
    except (asyncio.CancelledError, ConnectionError):
        raise
    except Exception:
        log.exception("%s %s failed", request.method, path)
        bug = GatewayError("internal_error", "Homeport failed on this request; see its log")
        return _refused(visit, bug)


def _route(visit: Visit) -> Route:
    method, path = visit.request.method, visit.path
    methods = CLIENT_ROUTES.get(path)
    if methods is None and path.startswith(_MANAGEMENT_PREFIX):
        methods = ollama.ROUTES[path]
    elif methods is None:
        path = visit.path = canonical(path)
        methods = CLIENT_ROUTES.get(path)
    for finder in (gemini.methods_of, responses.methods_of, objects.match):
        if methods is None and (found := finder(path)) is not None:
            visit.params, methods = found
    if methods is None:
        for prefix in _MODEL_PREFIXES:
            if path.startswith(prefix) and len(path) > len(prefix):
                visit.params = {"model": path[len(prefix) :]}
                methods = {"GET": relay.get_model}
    if method == "OPTIONS":
        return preflight
    if methods is None:
        raise unserved.refusal(method, path)
    route = methods.get("GET" if method == "HEAD" else method)
    if route is None:
        raise GatewayError(
            "method_not_allowed",
            f"{path} answers {', '.join(sorted(methods))}, not {method}",
            details={"allow": ", ".join(sorted(methods))},
        )
    return route


def _refused(visit: Visit, error: GatewayError) -> web.Response:
    """A refusal in the dialect of its path: Anthropic's or Gemini's under theirs, else OpenAI's."""
    path, headers = visit.path, visit.request.headers
    anthropic = (
        "/messages" in path or path.startswith("/anthropic") or "anthropic-version" in headers
    )
    other = "gemini" if gemini_shapes.is_path(path, headers) else "openai_chat"
    if path in ollama.ROUTES:
        anthropic, other = False, "ollama"
    spoken = dialect("anthropic" if anthropic else other)
    all_headers = {**visit.headers, **refusals.headers(error)}
    if error.code == "method_not_allowed":
        all_headers["allow"] = str(error.details["allow"])
    if error.status == 401:
        all_headers["www-authenticate"] = "Bearer"
    return web.Response(
        status=error.status,
        headers=all_headers,
        body=spoken.encode_error(error, visit.request_id),
    )
