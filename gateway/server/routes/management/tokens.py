"""`/api/token/`: one's own client tokens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from aiohttp import web

from gateway.domain.budget import Scope
from gateway.domain.money import nano_to_units
from gateway.domain.person import Person
from gateway.domain.token import Token, bare_key
from gateway.errors import NotFound, ServiceError
from gateway.server.routes.management import units
from gateway.server.routes.management.bodies import BadBody, Whole, names, read_body
from gateway.server.routes.management.envelope import Window, envelope
from gateway.server.routes.management.limits import BudgetBody, budget_views, budgets_of
from gateway.server.routes.management.users import below
from gateway.services.tokens import Order, TokenChanges, TokenDraft

if TYPE_CHECKING:
    from gateway.parts import Parts

_EXPIRED = (
    "令牌已过期，无法启用，请先修改令牌过期时间，或者设置为永不过期 "
    "(the token has expired; change its expiry first)"
)
_EXHAUSTED = (
    "令牌可用额度已用尽，无法启用，请先修改令牌剩余额度，或者设置为无限额度 "
    "(the token's balance is used up; raise it first)"
)

_ORDERS: Mapping[str, Order] = {"remain_quota": "remain_quota", "used_quota": "used_quota"}


class TokenBody(msgspec.Struct):
    """one-api's fields, then ours: ``balance`` in dollars, ``group``, ``key`` (brought along).

    ``rpm`` and ``tpm`` are requests and tokens a minute, ``concurrency`` requests at once,
    ``max_price`` dollars of one request; 0 is no limit. ``user_id`` makes a token for somebody
    below; whose a token is stays.
    """

    id: Whole = 0
    user_id: Whole = 0
    status: Whole | None = None
    name: str | None = None
    expired_time: Whole | None = None
    remain_quota: int | None = None
    unlimited_quota: bool | None = None
    models: str | list[str] | None = None
    subnet: str | list[str] | None = None
    balance: float | None = None
    group: str | None = None
    key: str | None = None
    rpm: Whole | None = None
    tpm: Whole | None = None
    concurrency: Whole | None = None
    max_price: float | None = None
    budgets: list[BudgetBody] | None = None

    @property
    def ceiling_nano(self) -> int | None:
        return None if self.max_price is None else units.nano_of_dollars(self.max_price)

    @property
    def balance_nano(self) -> int | None:
        if self.balance is not None:
            return units.nano_of_dollars(self.balance)
        return None if self.remain_quota is None else units.nano_of_units(self.remain_quota)


async def list_tokens(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    window = Window.of(request)
    tokens, total = await gateway.tokens.page(
        person.id,
        keyword=request.query.get("keyword", ""),
        order=_ORDERS.get(request.query.get("order", ""), ""),
        offset=window.offset,
        limit=window.limit,
    )
    rows = [await _view(gateway, token) for token in tokens]
    return envelope(window.answer(rows, total))


async def search_tokens(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """All that match, as in one-api, unless a page is asked for."""
    if "page" in request.query or "size" in request.query:
        return await list_tokens(request, gateway, person)
    tokens, _ = await gateway.tokens.page(
        person.id, keyword=request.query.get("keyword", ""), offset=0, limit=1_000
    )
    return envelope([await _view(gateway, token) for token in tokens])


async def get_token(
    request: web.BaseRequest, gateway: Parts, person: Person, id: str
) -> web.StreamResponse:
    token = await _own(gateway, person, int(id))
    return envelope(await _view(gateway, token))


async def create_token(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    body = await read_body(request, TokenBody)
    whose = person
    if body.user_id not in (0, person.id):
        whose = await below(gateway, person, body.user_id)
    created = await gateway.tokens.create(
        TokenDraft(
            name=body.name or "",
            unlimited=bool(body.unlimited_quota),
            balance_nano=body.balance_nano or 0,
            expires_at=units.ms_of_seconds(body.expired_time or 0),
            models=names(body.models) or (),
            subnets=names(body.subnet) or (),
            group=body.group or "",
            person_id=whose.id,
            key=body.key or None,
            enabled=body.status != units.DISABLED,
            rpm=body.rpm or 0,
            tpm=body.tpm or 0,
            concurrency=body.concurrency or 0,
            ceiling_nano=body.ceiling_nano or 0,
            budgets=budgets_of(body.budgets) or (),
        ),
        actor=person.username,
    )
    # Nobody is answered another person's key: whoever makes one may name it, and knows it then.
    key = bare_key(created.key) if whose is person else f"****{created.token.hint}"
    return envelope(token_view(gateway, created.token, key))


async def update_token(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """Changes what is given. With ``?status_only=true`` nothing but the status."""
    body = await read_body(request, TokenBody)
    token = await _own(gateway, person, body.id)
    if body.user_id not in (0, token.person_id):
        raise BadBody("user_id: a token stays with whose it is", "user_id")
    enabled = None if body.status is None else _switched(body.status)
    changes = TokenChanges(enabled=enabled)
    if request.query.get("status_only", "") == "":
        changes = TokenChanges(
            name=body.name,
            enabled=enabled,
            unlimited=body.unlimited_quota,
            balance_nano=body.balance_nano,
            expires_at=None
            if body.expired_time is None
            else units.ms_of_seconds(body.expired_time),
            models=names(body.models),
            subnets=names(body.subnet),
            group=body.group,
            rpm=body.rpm,
            tpm=body.tpm,
            concurrency=body.concurrency,
            ceiling_nano=body.ceiling_nano,
            budgets=budgets_of(body.budgets),
        )
    if enabled and not token.enabled:
        _check_usable(token, changes, gateway.now_ms())
    changed = await gateway.tokens.update(token.id, changes, actor=person.username)
    return envelope(await _view(gateway, changed))


async def delete_token(
    request: web.BaseRequest, gateway: Parts, person: Person, id: str
) -> web.StreamResponse:
    token = await _own(gateway, person, int(id))
    await gateway.tokens.delete(token.id)
    return envelope()


async def _own(gateway: Parts, person: Person, token_id: int) -> Token:
    """One's own token; somebody else's is not there. Raises NotFound."""
    token = await gateway.tokens.get(token_id)
    if token.person_id != person.id:
        raise NotFound("token", token_id)
    return token


def _switched(status: int) -> bool:
    """3 and 4 are found out, not set: a row that is sent back as it was read changes nothing."""
    if status not in (units.ENABLED, units.DISABLED, units.EXPIRED, units.EXHAUSTED):
        raise ServiceError("invalid_token", f"status: {status} is none", {"status": "unknown"})
    return status != units.DISABLED


def _check_usable(token: Token, changes: TokenChanges, now_ms: int) -> None:
    expires = token.expires_at if changes.expires_at is None else changes.expires_at
    if expires and now_ms >= expires:
        raise ServiceError("token_expired", _EXPIRED, {"expired_time": "in the past"})
    unlimited = token.unlimited if changes.unlimited is None else changes.unlimited
    balance = token.balance_nano if changes.balance_nano is None else changes.balance_nano
    if not unlimited and balance <= 0:
        raise ServiceError("token_exhausted", _EXHAUSTED, {"remain_quota": "used up"})


async def _view(gateway: Parts, token: Token) -> dict[str, Any]:
    """With its whole key, unless the owner has switched that off or the vault is locked."""
    key = f"****{token.hint}"
    if gateway.settings.list_token_keys:
        try:
            key = bare_key(await gateway.tokens.reveal(token.id))
        except ServiceError:
            pass
    return token_view(gateway, token, key)


def token_view(gateway: Parts, token: Token, key: str) -> dict[str, Any]:
    """A token in one-api's fields, then ours."""
    return {
        "id": token.id,
        "user_id": token.person_id,
        "key": key,
        "status": _status(token, gateway.now_ms()),
        "name": token.name,
        "created_time": units.seconds(token.created_at),
        "accessed_time": units.seconds(token.last_used_at or token.created_at),
        "expired_time": units.seconds(token.expires_at) if token.expires_at else -1,
        "remain_quota": nano_to_units(token.balance_nano),
        "unlimited_quota": token.unlimited,
        "used_quota": nano_to_units(token.used_nano),
        "models": ",".join(token.models),
        "subnet": ",".join(token.subnets),
        "balance": units.dollars(token.balance_nano),
        "used": units.dollars(token.used_nano),
        "group": token.group,
        "hint": token.hint,
        "purpose": token.purpose,
        "last_client": token.last_client,
        "last_address": token.last_address,
        "rpm": token.rpm,
        "tpm": token.tpm,
        "concurrency": token.concurrency,
        "max_price": units.dollars(token.ceiling_nano),
        "budgets": budget_views(gateway.limits.left(Scope.TOKEN, token.id)),
    }


def _status(token: Token, now_ms: int) -> int:
    if not token.enabled:
        return units.DISABLED
    if token.expired(now_ms):
        return units.EXPIRED
    if not token.unlimited and token.balance_nano <= 0:
        return units.EXHAUSTED
    return units.ENABLED
