"""`/api/prices/`: the catalogue in force, what a file would change of it, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from gateway.domain.person import Person
from gateway.server.routes.management.envelope import envelope

if TYPE_CHECKING:
    from gateway.app import Gateway


async def show(request: web.BaseRequest, gateway: Gateway, person: Person) -> web.StreamResponse:
    return envelope(gateway.catalogue.view)


async def update(request: web.BaseRequest, gateway: Gateway, person: Person) -> web.StreamResponse:
    """The body is a file of prices; only with ``apply=true`` is it put in force."""
    found = await gateway.catalogue.preview(await request.read())
    applied = request.query.get("apply") == "true"
    if applied:
        await gateway.catalogue.apply(found)
    return envelope(
        {
            "applied": applied,
            "models": found.models,
            "new": found.new,
            "changed": found.changed,
        }
    )


async def revert(request: web.BaseRequest, gateway: Gateway, person: Person) -> web.StreamResponse:
    return envelope(await gateway.catalogue.revert())
