"""Files and batches: OpenAI's ``/v1/files`` and ``/v1/batches``, Anthropic's message batches."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from msgspec import Raw

from gateway.dialects import wire
from gateway.domain.upstream_object import ObjectKind
from gateway.errors import GatewayError
from gateway.relay.once import Made
from gateway.relay.transport import TransportError, UpstreamAnswer
from gateway.server.routes.relay import check_open
from gateway.server.sink import ResponseSink
from gateway.server.visit import Visit
from gateway.services.objects import MOST_LISTED

Route = Callable[[Visit], Awaitable[web.StreamResponse]]

_MESSAGE_BATCHES = re.compile(r"(/anthropic)?/v1/messages/batches(?:/([^/]+)(?:/([a-z]+))?)?")
_OPENAI = re.compile(r"/v1/(files|batches)(?:/([^/]+)(?:/([a-z]+))?)?")
_BATCH, _MESSAGES = ObjectKind.BATCH, ObjectKind.MESSAGE_BATCH


def match(path: str) -> tuple[dict[str, str], Mapping[str, Route]] | None:
    """The parameters and routes of a path; None for any that is not theirs."""
    if (found := _MESSAGE_BATCHES.fullmatch(path)) is not None:
        routes = MESSAGE_ROUTES.get((bool(found[2]), found[3] or ""))
        params = {"prefix": found[1] or "", "id": found[2] or ""}
        return None if routes is None else (params, routes)
    if (found := _OPENAI.fullmatch(path)) is not None:
        routes = OPENAI_ROUTES.get((found[1], bool(found[2]), found[3] or ""))
        return None if routes is None else ({"id": found[2] or ""}, routes)
    return None


# Files.


async def upload_file(visit: Visit) -> web.StreamResponse:
    check_open(visit)
    caller = await visit.caller()
    _refuse_anthropic(visit)
    async with visit.form() as form:
        if form is None:
            raise GatewayError("invalid_request", "this endpoint takes multipart/form-data")
        check_open(visit)  # since: a file may take its time
        made = await visit.gateway.files.upload(caller, form, visit.request.headers)
    return _made(visit, made)


async def list_files(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    _refuse_anthropic(visit)
    query = visit.request.query
    limit = _limit(visit)
    found = await visit.gateway.files.page(
        caller,
        ObjectKind.FILE,
        after=query.get("after", ""),
        limit=limit,
        oldest_first=query.get("order") == "asc",
    )
    purpose = query.get("purpose", "")
    shown = [each.object_json for each in found[:limit]]
    if purpose:
        shown = [each for each in shown if _member(each, "purpose") == purpose]
    return visit.json(_listed(shown, len(found) > limit, {"object": "list"}))


async def retrieve_file(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    headers = visit.request.headers
    return _told(visit, await visit.gateway.files.retrieve(caller, visit.params["id"], headers))


async def delete_file(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    headers = visit.request.headers
    return _told(visit, await visit.gateway.files.delete(caller, visit.params["id"], headers))


async def file_content(visit: Visit) -> web.StreamResponse:
    check_open(visit)
    caller = await visit.caller()
    headers = visit.request.headers
    answer = await visit.gateway.files.content(caller, visit.params["id"], headers)
    return await _streamed(visit, answer)


def _refuse_anthropic(visit: Visit) -> None:
    if "anthropic-version" in visit.request.headers:
        raise GatewayError("not_implemented", "Homeport does not serve Anthropic's files yet")


# Batches.


async def create_batch(visit: Visit) -> web.StreamResponse:
    check_open(visit)
    caller = await visit.caller()
    body = await visit.body()
    return _made(visit, await visit.gateway.batches.create(caller, body, visit.request.headers))


async def list_batches(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    shown, more = await visit.gateway.batches.listed(
        caller,
        _BATCH,
        visit.request.headers,
        after=visit.request.query.get("after", ""),
        limit=_limit(visit),
    )
    return visit.json(_listed(shown, more, {"object": "list"}))


async def create_messages(visit: Visit) -> web.StreamResponse:
    check_open(visit)
    caller = await visit.caller()
    body = await visit.body()
    headers = visit.request.headers
    made = await visit.gateway.batches.create_messages(caller, body, headers)
    return _made(visit, made._replace(told=_here(visit, made.told)))


async def list_messages(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    if visit.request.query.get("before_id"):
        raise GatewayError("not_implemented", "Homeport lists batches with after_id only")
    shown, more = await visit.gateway.batches.listed(
        caller,
        _MESSAGES,
        visit.request.headers,
        after=visit.request.query.get("after_id", ""),
        limit=_limit(visit),
    )
    return visit.json(_listed([_here(visit, each) for each in shown], more, {}))


def _retrieve(kind: ObjectKind) -> Route:
    async def retrieve(visit: Visit) -> web.StreamResponse:
        caller = await visit.caller()
        service, headers = visit.gateway.batches, visit.request.headers
        told = await service.retrieve(caller, kind, visit.params["id"], headers)
        return _told(visit, _here(visit, told))

    return retrieve


def _cancel(kind: ObjectKind) -> Route:
    async def cancel(visit: Visit) -> web.StreamResponse:
        caller = await visit.caller()
        service, headers = visit.gateway.batches, visit.request.headers
        told = await service.cancel(caller, kind, visit.params["id"], headers)
        return _told(visit, _here(visit, told))

    return cancel


async def delete_messages(visit: Visit) -> web.StreamResponse:
    caller = await visit.caller()
    service, headers = visit.gateway.batches, visit.request.headers
    return _told(visit, await service.delete(caller, _MESSAGES, visit.params["id"], headers))


async def message_results(visit: Visit) -> web.StreamResponse:
    check_open(visit)
    caller = await visit.caller()
    service, headers = visit.gateway.batches, visit.request.headers
    answer = await service.results(caller, _MESSAGES, visit.params["id"], headers)
    return await _streamed(visit, answer)


# What they share.


def _here(visit: Visit, told: bytes) -> bytes:
    """A message batch whose results are fetched here, and not at its provider."""
    if not isinstance(_member(told, "results_url"), str):
        return told
    request, prefix = visit.request, visit.params.get("prefix", "")
    ident = _member(told, "id")
    url = f"{request.scheme}://{request.host}{prefix}/v1/messages/batches/{ident}/results"
    return wire.edit(told, {"results_url": url})


def _member(told: bytes, name: str) -> object:
    found = wire.members(told).get(name)
    return None if found is None else wire.loads(found)


def _listed(shown: list[bytes], more: bool, head: dict[str, str]) -> dict[str, object]:
    ids = [_member(each, "id") for each in shown]
    data = [Raw(each) for each in shown]
    ends = {"first_id": ids[0] if ids else None, "last_id": ids[-1] if ids else None}
    return {**head, "data": data, **ends, "has_more": more}


def _limit(visit: Visit) -> int:
    try:
        return max(1, min(MOST_LISTED, int(visit.request.query.get("limit", "20"))))
    except ValueError:
        raise GatewayError("invalid_request", "limit must be a number", param="limit") from None


def _made(visit: Visit, made: Made) -> web.Response:
    if made.again:
        visit.headers["x-homeport-replayed"] = "true"
    return _told(visit, made.told)


def _told(visit: Visit, body: bytes) -> web.Response:
    return visit.json(Raw(body))


async def _streamed(visit: Visit, answer: UpstreamAnswer) -> web.StreamResponse:
    sink = ResponseSink(visit.request, visit.headers)
    try:
        kind = answer.headers.get("content-type") or "application/octet-stream"
        await sink.start(kind, {})
        async for piece in answer.chunks():
            await sink.write(piece)
        await sink.finish(b"")
    except TransportError:
        sink.abort()
    finally:
        answer.close()
    assert sink.response is not None  # noqa: S101 - it was started
    return sink.response


OPENAI_ROUTES: Mapping[tuple[str, bool, str], Mapping[str, Route]] = {
    ("files", False, ""): {"POST": upload_file, "GET": list_files},
    ("files", True, ""): {"GET": retrieve_file, "DELETE": delete_file},
    ("files", True, "content"): {"GET": file_content},
    ("batches", False, ""): {"POST": create_batch, "GET": list_batches},
    ("batches", True, ""): {"GET": _retrieve(_BATCH)},
    ("batches", True, "cancel"): {"POST": _cancel(_BATCH)},
}
MESSAGE_ROUTES: Mapping[tuple[bool, str], Mapping[str, Route]] = {
    (False, ""): {"POST": create_messages, "GET": list_messages},
    (True, ""): {"GET": _retrieve(_MESSAGES), "DELETE": delete_messages},
    (True, "cancel"): {"POST": _cancel(_MESSAGES)},
    (True, "results"): {"GET": message_results},
}
