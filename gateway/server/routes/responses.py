"""OpenAI's Responses API: carried, counted, compacted; what was kept read, listed and deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from functools import partial
from urllib.parse import unquote

from aiohttp import web

from gateway.errors import GatewayError
from gateway.providers.base import Operation
from gateway.relay.call import Call
from gateway.relay.callers import Caller
from gateway.relay.continuing import Continued
from gateway.server.routes import relay
from gateway.server.sink import ResponseSink
from gateway.server.visit import Visit

Route = Callable[[Visit], Awaitable[web.StreamResponse]]

PREFIX = "/v1/responses/"


async def compact(visit: Visit) -> web.StreamResponse:
    relay.check_open(visit)
    caller = await visit.caller()
    body = await visit.body()
    relay.check_open(visit)  # since: a body may take its time
    opened = await visit.gateway.responses.open_to_compact(caller, body, visit.request_id)
    call = relay.call_of(visit, Operation.COMPACT, opened.dialect, caller, opened.body)
    call.continued = opened
    return await relay.run(visit, call)


async def carry(visit: Visit, caller: Caller, body: bytes) -> web.StreamResponse:
    """Answers a body of Responses, which may go on from one that is kept."""
    continued = await visit.gateway.responses.open(caller, body, visit.request_id)
    call = relay.call_of(visit, Operation.CHAT, continued.dialect, caller, continued.body)
    call.continued = continued
    if continued.background:
        return await _background(visit, call, continued)
    return await relay.run(visit, call)


async def _background(visit: Visit, call: Call, continued: Continued) -> web.StreamResponse:
    """Answers at once with the response that will be made, or with its stream."""
    sink = ResponseSink(visit.request, visit.headers)
    service, caller = visit.gateway.responses, call.caller
    begin = partial(service.begin, call, continued, sink)
    ident, again = await visit.gateway.answering.once(call, begin)
    if again:
        visit.headers["x-homeport-replayed"] = "true"
    if ident and continued.stream:
        return await _streamed(visit, await service.stream(caller, ident))
    if ident:
        return visit.json(await service.get(caller, ident, as_announced=not again))
    assert sink.response is not None  # noqa: S101 - it was told why not
    return sink.response


async def _streamed(visit: Visit, events: AsyncIterator[bytes]) -> web.StreamResponse:
    sink = ResponseSink(visit.request, visit.headers)
    await sink.start("text/event-stream; charset=utf-8", {})
    async for frames in events:
        await sink.write(frames)
    await sink.finish(b"")
    assert sink.response is not None  # noqa: S101 - it was started
    return sink.response


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
    name, query = visit.params["response"], visit.request.query
    if query.get("stream", "").lower() not in ("true", "1"):
        return visit.json(await visit.gateway.responses.get(caller, name))
    after = query.get("starting_after", "")
    if after and not (after.isascii() and after.isdigit() and len(after) < 10):
        raise GatewayError(
            "invalid_request", "starting_after must be a number", param="starting_after"
        )
    events = await visit.gateway.responses.stream(caller, name, int(after or -1))
    return await _streamed(visit, events)


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
    return visit.json(await visit.gateway.responses.cancel(caller, visit.params["response"]))


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
