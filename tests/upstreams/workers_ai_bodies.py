"""What Workers AI's models have in common: a body of known members, an envelope, a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused


def refused(message: str, code: int = 5006, status: int = 400) -> Refused:
    errors = [{"message": f"AiError: {message}", "code": code}]
    return Refused(status, {"errors": errors, "success": False, "result": {}, "messages": []})


def json_of(call: Call, known: set[str], needed: str) -> dict[str, Any]:
    """The body, which has no other members than ``known``. Raises Refused."""
    if call.headers.get("content-type") != "application/json":
        raise refused(f"Bad input: required properties at '/' are '{needed}'")
    body = call.exchange.json
    if not isinstance(body, dict) or needed not in body:
        raise refused(f"Bad input: required properties at '/' are '{needed}'")
    unknown = sorted(set(body) - known)
    if unknown:
        raise refused(f"Bad input: '/{unknown[0]}' is not known")
    return body


async def result(call: Call, made: Mapping[str, Any]) -> web.StreamResponse:
    whole = {"result": made, "success": True, "errors": [], "messages": []}
    return await call.send(200, whole)
