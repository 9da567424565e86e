"""OpenAI's Responses API: carried, counted, compacted; what was kept read, listed and deleted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import unquote

from aiohttp import web

from gateway.errors import GatewayError
from gateway.providers.base import Operation
from gateway.relay.callers import Caller
from gateway.server.routes import relay
from gateway.server.visit import Visit
from gateway.services.responses import no_stream

Route = Callable[[Visit], Awaitable[web.StreamResponse]]

PREFIX = "/v1/responses/"


async def compact(visit: Visit) -> web.StreamResponse:
    relay.check_open(visit)
    caller = await visit.caller()
    body = await visit.body()
    relay.check_open(visit)  # since: a body may take its time
    return await carry(visit, Operation.COMPACT, caller, body)


async def carry(
    visit: Visit, operation: Operation, caller: Caller, body: bytes
) -> web.StreamResponse:
    """Answers a body of Responses, which may go on from one that is kept."""
    continued = await visit.gateway.responses.open(
        caller, body, visit.request_id, keeps=operation is Operation.CHAT
    )
    call = relay.call_of(visit, operation, continued.dialect, caller, continued.body)
    call.continued = continued
    return await relay.run(visit, call)


async def input_tokens(visit: Visit) -> web.StreamResponse:
    relay.check_open(visit)
    caller = await visit.caller()
    body = await visit.body()
    opened = await visit.gateway.responses.open(caller, body, visit.request_id, keeps=False)
    headers = visit.request.headers
    tokens = await visit.gateway.token_counts.count(opened.dialect, caller, opened.body, headers)
    return visit.json({"object": "response.input_tokens", "input_tokens": tokens})


async def retrieve(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    if visit.request.query.get("stream", "").lower() in ("true", "1"):
        raise no_stream()
    return visit.json(await visit.gateway.responses.get(caller, visit.params["response"]))


async def delete(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    return visit.json(await visit.gateway.responses.delete(caller, visit.params["response"]))


async def input_items(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    query = visit.request.query
    limit = query.get("limit", "20")
    if not (limit.isascii() and limit.isdigit() and len(limit) < 4 and int(limit)):
        raise GatewayError("invalid_request", "limit must be between 1 and 100", param="limit")
    listed = await visit.gateway.responses.input_items(
        caller,
        visit.params["response"],
        after=query.get("after", ""),
        limit=int(limit),
        order=query.get("order", ""),
    )
    return visit.json(listed)


async def cancel(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    raise await visit.gateway.responses.cancel(caller, visit.params["response"])


OF_ONE: Mapping[str, Mapping[str, Route]] = {
    "": {"GET": retrieve, "DELETE": delete},
    "input_items": {"GET": input_items},
    "cancel": {"POST": cancel},
}


def methods_of(path: str) -> tuple[dict[str, str], Mapping[str, Route]] | None:
    """The parameters and routes of one response's path; None for any other path."""
    if not path.startswith(PREFIX):
        return None
    name, _, rest = path[len(PREFIX) :].partition("/")
    methods = OF_ONE.get(rest)
    return ({"response": unquote(name)}, methods) if name and methods is not None else None
