"""The management API's door: loopback only, Host and Origin checked, then aiohttp's dispatcher."""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.web_urldispatcher import UrlDispatcher

from gateway.server.routes.management import envelope_error, routes

if TYPE_CHECKING:
    from gateway.parts import Parts

log = logging.getLogger(__name__)


@functools.cache
def _dispatcher() -> UrlDispatcher:
    dispatcher = UrlDispatcher()
    for route in routes():
        dispatcher.add_route(route.method, route.path, route.handler)
    return dispatcher


async def manage(gateway: Parts, request: web.BaseRequest) -> web.StreamResponse:
    """Answers one management request; whatever fails is told in the API's envelope."""
    refusal = gateway.door.refuse_management(request)
    if refusal:
        return envelope_error(refusal, status=403)
    match = await _dispatcher().resolve(request)  # type: ignore[arg-type]
    if match.http_exception is not None:
        return envelope_error(
            f"there is no {request.method} {request.path}", status=match.http_exception.status
        )
    handler = match.handler
    try:
        return await handler(request, gateway, **match)  # type: ignore[arg-type,call-arg]
    except (web.HTTPRequestEntityTooLarge, web.RequestPayloadError):
        return envelope_error("the request's body cannot be read", status=400)
    except ConnectionError:
        raise
    except Exception:
        log.exception("%s %s failed", request.method, request.path)
        return envelope_error("Homeport failed on this request; see its log", status=500)
