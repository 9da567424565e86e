"""`/api/pause/`: the owner holds new requests off, for a while or until resumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from gateway.domain.person import Person
from gateway.server.routes.management.bodies import read_body
from gateway.server.routes.management.envelope import envelope

if TYPE_CHECKING:
    from gateway.parts import Parts


class PauseBody(msgspec.Struct):
    """``seconds`` null or left out: until resumed."""

    seconds: float | None = None


async def pause(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    body = await read_body(request, PauseBody)
    await gateway.pause.pause(body.seconds)
    return envelope(gateway.pause.view())


async def resume(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    await gateway.pause.resume()
    return envelope(gateway.pause.view())
