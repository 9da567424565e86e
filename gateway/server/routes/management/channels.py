"""`/api/channel/`: who answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from aiohttp import web

from gateway.domain.budget import Scope
from gateway.domain.capability import Capability
from gateway.domain.channel import Channel
from gateway.domain.person import Person
from gateway.errors import ServiceError
from gateway.server.routes.management.bodies import read_body
from gateway.server.routes.management.channel_bodies import ChannelBody
from gateway.server.routes.management.channel_views import (
    balance_view,
    channel_view,
    test_view,
)
from gateway.server.routes.management.envelope import (
    Window,
    envelope,
    envelope_error,
)
from gateway.server.routes.management.limits import budget_views
from gateway.server.routes.management.routes import circuit_view

if TYPE_CHECKING:
    from gateway.parts import Parts

_ALREADY = "测试已在运行中 (a test of the channels is already running)"
_SCOPES = ("all", "disabled")


async def list_channels(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    window = Window.of(request)
    channels = (await gateway.channels.list())[::-1]
    rows = [_view(gateway, channel) for channel in window.cut(channels)]
    return envelope(window.answer(rows, len(channels)))


async def search_channels(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """By id, or by how the name begins; all of them unless a page is asked for."""
    keyword = request.query.get("keyword", "")
    channels = [
        channel
        for channel in (await gateway.channels.list())[::-1]
        if str(channel.id) == keyword or channel.name.startswith(keyword)
    ]
    window = Window.of(request)
    if not window.counted:
        return envelope([_view(gateway, channel) for channel in channels])
    rows = [_view(gateway, channel) for channel in window.cut(channels)]
    return envelope(window.answer(rows, len(channels)))


async def get_channel(
    request: web.BaseRequest, gateway: Parts, person: Person, id: str
) -> web.StreamResponse:
    return envelope(_view(gateway, await gateway.channels.get(int(id))))


async def create_channel(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """One channel, or with ``"batch": true`` one for every line of ``key``."""
    body = await read_body(request, ChannelBody)
    created = [await gateway.channels.create(draft) for draft in body.drafts()]
    rows = [_view(gateway, channel) for channel in created]
    return envelope(rows if body.batch else rows[0])


async def update_channel(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """Changes what is given; an empty key keeps those there are, another replaces them."""
    body = await read_body(request, ChannelBody)
    before = await gateway.channels.get(body.id)
    keys = body.key_changes()
    if secrets := body.secrets():
        keys += gateway.channels.replacing_keys(body.id, secrets)
    changes = body.changes(before.settings, keys or None)
    return envelope(_view(gateway, await gateway.channels.update(body.id, changes)))


async def delete_channel(
    request: web.BaseRequest, gateway: Parts, person: Person, id: str
) -> web.StreamResponse:
    await gateway.channels.delete(int(id))
    return envelope()


async def delete_disabled(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    return envelope(await gateway.channels.delete_disabled())


async def test_channel(
    request: web.BaseRequest, gateway: Parts, person: Person, id: str
) -> web.StreamResponse:
    """A real request; ``time`` in seconds, the reply or the error as the message.

    Of ``model``, or of what the channel has for ``capability``: what costs more than a chat has to
    be named by one of them.
    """
    started = time.monotonic()
    model, named = request.query.get("model", ""), request.query.get("capability", "")
    if named and named not in [each.value for each in Capability]:
        words = ", ".join(each.value for each in Capability)
        return envelope_error(f"capability: {named!r} is not one of {words}", 400)
    try:
        result = await gateway.channels.test(int(id), model, Capability(named) if named else None)
    except ServiceError as error:
        return envelope_error(error.message, code=error.code, time=0, modelName=model)
    more: dict[str, Any] = {
        "time": round(time.monotonic() - started, 3),
        "modelName": result.model,
    }
    if result.failure is None:
        return envelope(test_view(result), result.reply, **more)
    return envelope_error(result.failure.message, data=test_view(result), **more)


async def test_channels(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """Tests all channels, or those that are off or refused, in the background."""
    scope = request.query.get("scope") or "all"
    if scope not in _SCOPES:
        return envelope_error(f"scope: {scope!r} is not one of {', '.join(_SCOPES)}", 400)
    if not gateway.channels.start_tests(only_failing=scope == "disabled"):
        return envelope_error(_ALREADY)
    return envelope()


async def update_balance(
    request: web.BaseRequest, gateway: Parts, person: Person, id: str
) -> web.StreamResponse:
    """What is left on the accounts of its keys, read now; ``balance`` in ``currency``."""
    channel = await gateway.channels.refresh_balance(int(id))
    view = balance_view(channel)
    return envelope(view["balances"], balance=view["balance"], currency=view["balance_currency"])


async def update_balances(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """All of them, in the background; while that is under way nothing more is asked."""
    gateway.channels.balances.start_round()
    return envelope()


async def fetch_models(
    request: web.BaseRequest, gateway: Parts, person: Person, id: str
) -> web.StreamResponse:
    models = await gateway.channels.fetch_models(int(id))
    return envelope([model.id for model in models])


async def fetch_draft_models(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """The models of a channel that is not saved: ``type`` or ``provider``, base URL, key."""
    body = await read_body(request, ChannelBody)
    models = await gateway.channels.fetch_models(body.drafts()[0])
    return envelope([model.id for model in models])


def _view(gateway: Parts, channel: Channel) -> dict[str, Any]:
    budgets = budget_views(gateway.limits.left(Scope.CHANNEL, channel.id))
    view = channel_view(channel, gateway.channels.provider_of(channel), budgets)
    view["circuits"] = [circuit_view(each) for each in gateway.routes.circuits(channel.id)]
    return view
