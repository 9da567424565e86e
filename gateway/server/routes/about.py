"""What clients probe with before they send anything: the root, health, CORS preflights."""

from __future__ import annotations

from aiohttp import web

from gateway.server.visit import Visit

_ALLOWED = "GET, HEAD, POST, DELETE, OPTIONS"
_DAY_S = "86400"


async def root(visit: Visit) -> web.StreamResponse:
    return visit.json(
        {
            "name": "Homeport",
            "version": visit.gateway.version,
            "openai": "/v1",
            "anthropic": "/v1/messages",
            "models": "/v1/models",
        }
    )


async def health(visit: Visit) -> web.StreamResponse:
    if visit.gateway.draining:
        return visit.json({"status": "draining", "version": visit.gateway.version}, status=503)
    return visit.json({"status": "ok", "version": visit.gateway.version})


async def preflight(visit: Visit) -> web.StreamResponse:
    """Browsers ask before they send a key; the key is the protection, so any origin may."""
    asked = visit.request.headers.get("Access-Control-Request-Headers", "*")
    headers = {
        **visit.headers,
        "Allow": _ALLOWED,
        "Access-Control-Allow-Methods": _ALLOWED,
        "Access-Control-Allow-Headers": asked,
        "Access-Control-Max-Age": _DAY_S,
    }
    if visit.request.headers.get("Access-Control-Request-Private-Network") == "true":
        headers["Access-Control-Allow-Private-Network"] = "true"
    return web.Response(status=204, headers=headers)
