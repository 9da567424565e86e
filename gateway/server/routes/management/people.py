"""`/api/status`, `/api/user/self`, `/api/group/`, `/api/models`: who one is, what one may use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from gateway.domain.money import UNITS_PER_DOLLAR, nano_to_units
from gateway.domain.person import Person
from gateway.server.routes.management import units
from gateway.server.routes.management.envelope import envelope, json_answer

if TYPE_CHECKING:
    from gateway.parts import Parts

_OFF = (
    "email_verification", "github_oauth", "wechat_login", "turnstile_check", "oidc",
)  # fmt: skip
_EMPTY = (
    "github_client_id", "lark_client_id", "logo", "footer_html", "wechat_qrcode",
    "turnstile_site_key", "top_up_link", "chat_link", "oidc_client_id", "oidc_well_known",
    "oidc_authorization_endpoint", "oidc_token_endpoint", "oidc_userinfo_endpoint",
)  # fmt: skip


async def status(request: web.BaseRequest, gateway: Parts) -> web.StreamResponse:
    """one-api's fields; what this version does not have is off and empty."""
    return envelope(
        {
            "version": gateway.version,
            "start_time": units.seconds(gateway.started_at),
            "system_name": "Homeport",
            "server_address": gateway.bound.url if gateway.bound else "",
            **gateway.pause.view(),
            "quota_per_unit": UNITS_PER_DOLLAR,
            "display_in_currency": True,
            **dict.fromkeys(_OFF, False),
            **dict.fromkeys(_EMPTY, ""),
        }
    )


async def self_(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    return envelope(person_view(await gateway.people.get(person.id)))


async def new_access_token(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """A new access token; the one this request was sent with stops working."""
    return envelope(await gateway.people.new_access_token(person.id))


async def groups(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    return envelope(gateway.models.groups())


async def models_by_type(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """Models to offer, by one-api's channel type."""
    found = gateway.models.by_numeric_type()
    return envelope({str(number): models for number, models in found.items()})


async def available_models(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    return envelope([view.id for view in gateway.models.list_group(person.group)])


async def channel_models(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """Every model known, as OpenAI lists them; no envelope, as in one-api."""
    models: list[dict[str, Any]] = [
        {
            "id": name,
            "object": "model",
            "created": gateway.models.created,
            "owned_by": owner,
            "permission": [],
            "root": name,
            "parent": None,
        }
        for name, owner in gateway.models.known().items()
    ]
    return json_answer({"object": "list", "data": models})


def person_view(person: Person) -> dict[str, Any]:
    """A person in one-api's fields, then ours. Neither password nor access token is among them."""
    return {
        "id": person.id,
        "username": person.username,
        "password": "",
        "display_name": person.display_name or person.username,
        "role": int(person.role),
        "status": units.ENABLED if person.enabled else units.DISABLED,
        "email": "",
        "github_id": "",
        "wechat_id": "",
        "lark_id": "",
        "oidc_id": "",
        "verification_code": "",
        "access_token": "",
        "quota": shown_quota(person),
        "used_quota": nano_to_units(person.used_nano),
        "request_count": person.request_count,
        "group": person.group,
        "aff_code": "",
        "inviter_id": 0,
        "unlimited_quota": person.unlimited,
        "balance": units.dollars(person.balance_nano),
        "used": units.dollars(person.used_nano),
    }


def shown_quota(person: Person) -> int:
    """In quota units; of somebody without a limit what one-api gives its root user."""
    return units.UNLIMITED_QUOTA if person.unlimited else nano_to_units(person.balance_nano)
