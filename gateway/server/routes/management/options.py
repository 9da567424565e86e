"""`/api/option/`: prices, ratios and settings, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from aiohttp import web

from gateway.domain.person import Person
from gateway.server.routes.management.bodies import BadBody, read_body
from gateway.server.routes.management.envelope import envelope

if TYPE_CHECKING:
    from gateway.parts import Parts


class OptionBody(msgspec.Struct):
    """``value`` is text in one-api; a plain JSON value means the same."""

    key: str
    value: Any


async def list_options(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    options = await gateway.settings_service.options()
    return envelope([{"key": key, "value": value} for key, value in options.items()])


async def set_option(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    body = await read_body(request, OptionBody)
    if body.value is None:
        raise BadBody("value: is needed", "value")
    text = body.value if isinstance(body.value, str) else msgspec.json.encode(body.value).decode()
    await gateway.settings_service.set_option(body.key, text)
    return envelope()
