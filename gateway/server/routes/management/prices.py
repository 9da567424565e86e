"""`/api/prices/`: the catalogue and the ratios, what a file would change of them, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from gateway.domain.person import Person
from gateway.server.routes.management.bodies import BadBody
from gateway.server.routes.management.envelope import envelope
from gateway.services.price_updates import CatalogueUpdate, RatioUpdate, Target

if TYPE_CHECKING:
    from gateway.parts import Parts


async def show(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    return envelope(gateway.price_updates.view)


async def update(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    """The body is a file of prices or of ratios, or ``address`` names one; only with
    ``apply=true`` is it put in force.
    """
    query, prices = request.query, gateway.price_updates
    address = query.get("address", "")
    if address:
        content = await prices.fetch(address, private=_said(request, "private"))
    else:
        content = await request.read()
    found = await prices.preview(
        content, replace=_said(request, "replace"), bare=query.get("map", "ModelRatio")
    )
    applied = _said(request, "apply")
    if applied:
        await prices.apply(found)
    if found.catalogue is not None:
        return envelope(_catalogue(found.catalogue, found.kept, applied))
    assert found.ratios is not None  # noqa: S101 - it is one of the two
    return envelope(_ratios(found.ratios, applied))


async def revert(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    """The catalogue before the last update; with ``all=true`` the one that ships."""
    prices = gateway.price_updates
    return envelope(await (prices.ship() if _said(request, "all") else prices.revert()))


async def export_ratios(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """The owner's prices as ``for=one-api`` (the default) or ``for=new-api`` reads them."""
    target = request.query.get("for", Target.ONE_API.value)
    if target not in set(Target):
        raise BadBody("for: is one-api or new-api", "for")
    made = await gateway.price_updates.export(Target(target), served=_said(request, "served"))
    return envelope({**made.maps, "left": made.left})


def _said(request: web.BaseRequest, name: str) -> bool:
    return request.query.get(name) == "true"


def _catalogue(found: CatalogueUpdate, kept: tuple[str, ...], applied: bool) -> dict[str, Any]:
    return {
        "kind": "catalogue",
        "applied": applied,
        "models": found.models,
        "new": found.new,
        "changed": found.changed,
        "removed": found.removed,
        "absent": found.absent,
        "kept": kept,
    }


def _ratios(found: RatioUpdate, applied: bool) -> dict[str, Any]:
    return {
        "kind": "ratios",
        "applied": applied,
        "changed": found.changes,
        "same": found.same,
        "left": found.left,
        "remarks": found.remarks,
        "absent": found.absent,
        "removed": found.removed,
        "covered": found.covered,
    }
