"""`/api/log/`: what was asked and what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aiohttp import web

from gateway.domain.log_terms import Subject, Term
from gateway.domain.money import nano_to_units
from gateway.domain.person import Person
from gateway.server.routes.management import units
from gateway.server.routes.management.envelope import (
    Window,
    envelope,
    envelope_error,
    number,
)
from gateway.services.logs import NOTHING, LogFilter, LogRow, Purpose

if TYPE_CHECKING:
    from gateway.parts import Parts

ALL, TOP_UP, CONSUME, MANAGE, SYSTEM, TEST = range(6)
"""one-api's types of log rows; this version logs requests and tests."""
_SEARCH_ROWS = 100


async def list_logs(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    return await _list(request, gateway, await _filter(request, gateway))


async def list_own_logs(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    which = replace(await _filter(request, gateway, own=True), person_id=person.id)
    return await _list(request, gateway, which)


async def log_statistics(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    return await _statistics(gateway, await _filter(request, gateway))


async def own_log_statistics(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    which = replace(await _filter(request, gateway, own=True), person_id=person.id)
    return await _statistics(gateway, which)


async def search_logs(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    return await _search(gateway, _keyword_filter(request))


async def search_own_logs(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    return await _search(gateway, replace(_keyword_filter(request), person_id=person.id))


async def delete_logs(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """Forgets requests older than ``target_timestamp`` (Unix seconds); returns how many."""
    target = number(request.query.get("target_timestamp"), 0)
    if target <= 0:
        return envelope_error("target timestamp is required")
    return envelope(await gateway.logs.delete_before(target * 1000))


async def _list(request: web.BaseRequest, gateway: Parts, which: LogFilter) -> web.StreamResponse:
    window = Window.of(request)
    rows = await gateway.logs.page(which, limit=window.limit, offset=window.offset)
    total = await gateway.logs.count(which) if window.counted else 0
    return envelope(window.answer(await _views(gateway, rows), total))


async def _search(gateway: Parts, which: LogFilter) -> web.StreamResponse:
    rows = await gateway.logs.page(which, limit=_SEARCH_ROWS)
    return envelope(await _views(gateway, rows))


async def _statistics(gateway: Parts, which: LogFilter) -> web.StreamResponse:
    sums = await gateway.logs.statistics(which)
    return envelope(
        {
            "quota": nano_to_units(sums.charge_nano),
            "requests": sums.requests,
            "errors": sums.errors,
            "prompt_tokens": sums.input,
            "completion_tokens": sums.output,
            "charge": units.dollars(sums.charge_nano),
            "cost": units.dollars(sums.cost_nano),
        }
    )


async def _filter(request: web.BaseRequest, gateway: Parts, *, own: bool = False) -> LogFilter:
    """The query as a filter; ``own`` leaves out what only administrators may ask for."""
    query = request.query
    until = number(query.get("end_timestamp"), 0)
    which = LogFilter(
        since=max(0, number(query.get("start_timestamp"), 0)) * 1000,
        until=(until + 1) * 1000 if until > 0 else 0,
        token_name=query.get("token_name", ""),
        model=query.get("model_name", ""),
        channel_id=0 if own else number(query.get("channel"), 0),
        status=query.get("status", ""),
        text=query.get("text", ""),
        terms=(Term(Subject.SERVED, query["served"]),) if query.get("served") else (),
    )
    username = "" if own else query.get("username", "")
    if username:
        person = await gateway.people.find(username)
        if person is None:
            return NOTHING
        which = replace(which, person_id=person.id)
    return _of_type(which, number(query.get("type"), ALL))


def _keyword_filter(request: web.BaseRequest) -> LogFilter:
    """A type's number, or text that is looked for."""
    keyword = request.query.get("keyword", "")
    kind = number(keyword, ALL)
    return _of_type(LogFilter(), kind) if kind else LogFilter(text=keyword)


def _of_type(which: LogFilter, kind: int) -> LogFilter:
    if kind == ALL:
        return which
    purposes = {CONSUME: Purpose.CLIENT, TEST: Purpose.TEST}
    return replace(which, purpose=purposes[kind]) if kind in purposes else NOTHING


async def _views(gateway: Parts, rows: list[LogRow]) -> list[dict[str, Any]]:
    people = {person.id: person.username for person in await gateway.people.list()}
    return [log_view(row, people) for row in rows]


def log_view(row: LogRow, usernames: Mapping[int, str]) -> dict[str, Any]:
    """A request in one-api's fields, then ours."""
    return {
        "id": row.id,
        "user_id": row.person_id,
        "created_at": units.seconds(row.at),
        "type": TEST if row.test else CONSUME,
        "content": row.error_message,
        "username": usernames.get(row.person_id, ""),
        "token_name": row.token_name,
        "model_name": row.requested_model,
        "quota": nano_to_units(row.charge_nano),
        "prompt_tokens": row.input_tokens,
        "completion_tokens": row.output_tokens,
        "channel": row.channel_id,
        "request_id": row.request_id,
        "elapsed_time": row.duration_ms,
        "is_stream": row.stream,
        "system_prompt_reset": False,
        "token_id": row.token_id,
        "channel_name": row.channel_name,
        "provider": row.provider,
        "sent_model": row.sent_model,
        "status": row.status,
        "http_status": row.http_status,
        "error_class": row.error_class,
        "error_code": row.error_code,
        "first_token_ms": row.first_token_ms,
        "cached_tokens": row.cache_read_tokens,
        "reasoning_tokens": row.reasoning_tokens,
        "estimated": row.estimated,
        "charge": units.dollars(row.charge_nano),
        "cost": units.dollars(row.cost_nano),
        "overrun": units.dollars(row.overrun_nano),
        "client": row.client,
        "address": row.address,
        "endpoint": row.endpoint,
        "attempts": row.attempts,
        "served": row.served,
        "upstream_request_id": row.upstream_request_id,
    }
