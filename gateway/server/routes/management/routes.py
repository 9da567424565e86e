"""`/api/route/`: where a request would go, and why not elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from gateway.domain.circuit import Circuit
from gateway.domain.person import Person
from gateway.domain.route import Barred, KeyRoute, Route
from gateway.relay.route_words import barred_words
from gateway.server.routes.management.bodies import read_body
from gateway.server.routes.management.envelope import envelope, envelope_error, number
from gateway.services.routing_rules import RulesBody, rules_object

if TYPE_CHECKING:
    from gateway.parts import Parts


async def show(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    """For ``model`` and a token (``token_id``) or a group (``group``, else ``default``)."""
    model = request.query.get("model", "").strip()
    if not model:
        return envelope_error("name a model: /api/route/?model=...", 400)
    token_id = number(request.query.get("token_id"), 0)
    group = request.query.get("group") or "default"
    return envelope(route_view(gateway.routes.explain(model, token_id=token_id, group=group)))


async def show_rules(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    return envelope(rules_object(gateway.routes.rules))


async def set_rules(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    """Replaces all rules: strategies of groups and models, and what stands in for a model."""
    body = await read_body(request, RulesBody)
    await gateway.routes.set_rules(body.rules())
    return envelope(rules_object(gateway.routes.rules))


def route_view(route: Route) -> dict[str, Any]:
    """Steps in the order they are tried; ``share`` 0 to 1 within their tier."""
    return {
        "model": route.model,
        "group": route.group,
        "strategy": route.strategy,
        "refusal": route.refusal,
        "why": route.why,
        "steps": [
            {
                "channel_id": step.channel_id,
                "name": step.name,
                "tier": step.tier,
                "share": round(step.share, 4),
                "sent_model": step.sent_model,
                "last_resort": step.soft,
                "keys": [_key(key) for key in step.keys if key.id],
            }
            for step in route.steps
        ],
        "not_asked": [
            {
                "channel_id": each.channel_id,
                "name": each.name,
                **_barred(each.barred),
                "keys": [_key(key) for key in each.keys if key.id],
            }
            for each in route.barred
        ],
        "fallbacks": [route_view(each) for each in route.fallbacks],
    }


def circuit_view(circuit: Circuit) -> dict[str, Any]:
    """What of a channel rests; ``key_id`` 0 and ``model`` '' where it is all of them."""
    return {
        "state": circuit.state.value,
        "key_id": circuit.key_id,
        "model": circuit.model,
        "wait_s": round(circuit.wait_s, 3),
        "failure": circuit.kind.value if circuit.kind else "",
        "message": circuit.message,
        "failures": circuit.failures,
        "trying": circuit.trying,
        "probed": circuit.probed,
    }


def _key(key: KeyRoute) -> dict[str, Any]:
    view: dict[str, Any] = {"id": key.id, "hint": key.hint, "name": key.name}
    if key.barred is not None:
        view |= {**_barred(key.barred), "last_resort": key.soft}
    return view


def _barred(barred: Barred) -> dict[str, Any]:
    wait = barred.wait_s
    return {
        "reason": barred.bar.value,
        "words": barred_words(barred),
        "wait_s": None if wait is None else round(wait, 3),
    }
