"""`/api/log/export`, `/api/ledger/export`: tables, streamed as they are read."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from aiohttp import web

from gateway.domain.person import Person
from gateway.services.ledger_export import EntryFilter
from gateway.services.logs import LogFilter
from gateway.services.table_file import FileKind
from gateway.services.table_query import read_query

if TYPE_CHECKING:
    from gateway.parts import Parts

_TYPES = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.JSON_LINES: "application/x-ndjson; charset=utf-8",
}


async def log(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    asked = await read_query(gateway.people, request.query)
    which = LogFilter(since=asked.since_ms, until=asked.until_ms, person_id=asked.person_id)
    return await _send(
        request, "requests", asked.kind, gateway.log_export.pieces(asked.kind, which)
    )


async def ledger(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    asked = await read_query(gateway.people, request.query)
    which = EntryFilter(asked.since_ms, asked.until_ms, asked.person_id)
    pieces = gateway.ledger_export.pieces(asked.kind, which)
    return await _send(request, "ledger", asked.kind, pieces)


async def _send(
    request: web.BaseRequest,
    name: str,
    kind: FileKind,
    pieces: AsyncGenerator[tuple[bytes, Any], None],
) -> web.StreamResponse:
    """The first piece before the head: what cannot be read at all is told in the envelope."""
    async with aclosing(pieces):
        first, _ = await anext(pieces)
        answer = web.StreamResponse(
            headers={
                "Content-Type": _TYPES[kind],
                "Content-Disposition": f'attachment; filename="homeport-{name}.{kind.value}"',
            }
        )
        await answer.prepare(request)
        await answer.write(first)
        async for piece, _ in pieces:
            await answer.write(piece)
        await answer.write_eof()
    return answer
