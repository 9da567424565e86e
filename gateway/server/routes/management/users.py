"""`/api/user/` and `/api/topup`: the people of the household, for administrators.

Nobody manages somebody of their own role or above, and nobody but the owner the owner. Neither
hashes nor access tokens are ever answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import msgspec
from aiohttp import web

from gateway.domain.person import Person, Role
from gateway.errors import NotFound, ServiceError
from gateway.server.routes.management import units
from gateway.server.routes.management.bodies import BadBody, Whole, read_body
from gateway.server.routes.management.envelope import Window, envelope
from gateway.server.routes.management.people import person_view, shown_quota
from gateway.services.people import Order, PersonChanges, PersonDraft

if TYPE_CHECKING:
    from gateway.parts import Parts

_ABOVE = "无权更新同权限等级或更高权限等级的用户信息 (they are of your role or above)"
_CREATING = "无法创建权限大于等于自己的用户 (nobody makes somebody of their own role or above)"
_PROMOTING = "普通管理员用户无法提升其他用户为管理员 (only the owner makes administrators)"
_IS_ADMIN = "该用户已经是管理员 (they are an administrator already)"
_IS_MEMBER = "该用户已经是普通用户 (they are no administrator)"
_REMARK = "通过 API 充值 (topped up by API)"
_MOST_FOUND = 1_000
_REMARK_CHARS = 1_000
_ORDERS: Mapping[str, Order] = {
    "quota": "quota",
    "used_quota": "used_quota",
    "request_count": "request_count",
}


class UserBody(msgspec.Struct):
    """one-api's fields, then ours: ``unlimited_quota``, and ``balance`` in dollars.

    A row that is sent back as it was read changes nothing; of ``quota`` and ``balance`` counts the
    one that was changed. Empty names, ``role`` 0 and ``status`` 0 leave as it is, as in one-api.
    """

    id: Whole = 0
    username: str = ""
    display_name: str = ""
    role: Whole = 0
    status: Whole = 0
    group: str = ""
    quota: int | None = None
    unlimited_quota: bool | None = None
    balance: Decimal | None = None

    @property
    def wanted_role(self) -> Role | None:
        if not self.role:
            return None
        try:
            return Role(self.role)
        except ValueError:
            raise BadBody(f"role: {self.role} is none", "role") from None

    @property
    def enabled(self) -> bool | None:
        if self.status in (0, units.ENABLED, units.DISABLED):
            return None if not self.status else self.status == units.ENABLED
        raise BadBody(f"status: {self.status} is none", "status")

    def money(self, person: Person | None) -> tuple[bool | None, int | None]:
        """Whether without a limit, and the balance: None leaves as it is (see above)."""
        unlimited, balance = None, None
        if self.quota is not None and self.quota != (shown_quota(person) if person else None):
            if self.quota >= units.UNLIMITED_QUOTA:
                unlimited = True
            else:
                unlimited, balance = False, units.nano_of_units(self.quota)
        if self.balance is not None:
            nano = units.nano_of_dollars(self.balance)
            if person is None or nano != person.balance_nano:
                unlimited, balance = False, nano
        said = self.unlimited_quota
        if said is not None and (person is None or said != person.unlimited):
            unlimited = said
        return unlimited, balance


class UserActionBody(msgspec.Struct):
    """one-api's: what is to be done to whom."""

    username: str
    action: Literal["disable", "enable", "delete", "promote", "demote"]


class TopUpBody(msgspec.Struct):
    """``quota`` in units, or ours: ``amount`` in dollars. ``remark`` stands in the ledger."""

    user_id: Whole
    quota: int = 0
    amount: Decimal | None = None
    remark: str = ""

    @property
    def nano(self) -> int:
        if self.amount is not None:
            return units.nano_of_dollars(self.amount)
        return units.nano_of_units(self.quota)


async def list_users(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """Everybody, newest first; ``order`` by quota, used_quota or request_count."""
    window = Window.of(request)
    people, total = await gateway.people.page(
        keyword=request.query.get("keyword", ""),
        order=_ORDERS.get(request.query.get("order", ""), ""),
        offset=window.offset,
        limit=window.limit,
    )
    return envelope(window.answer([person_view(each) for each in people], total))


async def search_users(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """By id, or by how a name begins: all that match, as in one-api, unless a page is asked for."""
    if "page" in request.query or "size" in request.query:
        return await list_users(request, gateway, person)
    people, _ = await gateway.people.page(
        keyword=request.query.get("keyword", ""),
        order=_ORDERS.get(request.query.get("order", ""), ""),
        offset=0,
        limit=_MOST_FOUND,
    )
    return envelope([person_view(each) for each in people])


async def get_user(
    request: web.BaseRequest, gateway: Parts, person: Person, id: str
) -> web.StreamResponse:
    return envelope(person_view(await below(gateway, person, int(id))))


async def create_user(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """A person: without a quota they may spend nothing yet, as in one-api."""
    body = await read_body(request, UserBody)
    role = body.wanted_role or Role.MEMBER
    if role >= person.role:
        raise ServiceError("role_too_low", _CREATING, {"role": "too high"})
    unlimited, balance = body.money(None)
    draft = PersonDraft(
        display_name=body.display_name,
        username=body.username,
        group=body.group or "default",
        role=role,
        enabled=body.enabled is not False,
        unlimited=bool(unlimited),
        balance_nano=balance or 0,
    )
    return envelope(person_view(await gateway.people.create(draft, actor=person.username)))


async def update_user(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """Changes what is given; a quota is set by a ledger entry of the difference."""
    body = await read_body(request, UserBody)
    subject = await below(gateway, person, body.id)
    role = body.wanted_role
    if role is not None and role != subject.role and role >= person.role:
        raise ServiceError("role_too_low", _PROMOTING, {"role": "too high"})
    unlimited, balance = body.money(subject)
    shown_name = subject.display_name or subject.username
    changes = PersonChanges(
        display_name=None if body.display_name in ("", shown_name) else body.display_name,
        username=body.username or None,
        group=body.group or None,
        role=role,
        enabled=body.enabled,
        unlimited=unlimited,
        balance_nano=balance,
    )
    changed = await gateway.people.update(subject.id, changes, actor=person.username)
    return envelope(person_view(changed))


async def manage_user(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """Switches somebody off or on, removes them, or changes their role."""
    body = await read_body(request, UserActionBody)
    named = await gateway.people.find(body.username)
    if named is None:
        raise NotFound("person", body.username)
    subject = await below(gateway, person, named.id)
    if body.action == "delete":
        await gateway.people.remove(subject.id)
        return envelope({"role": int(subject.role), "status": units.DELETED})
    changes = _changes(body.action, subject, person)
    changed = await gateway.people.update(subject.id, changes, actor=person.username)
    return envelope({"role": int(changed.role), "status": person_view(changed)["status"]})


async def delete_user(
    request: web.BaseRequest, gateway: Parts, person: Person, id: str
) -> web.StreamResponse:
    """They are gone with their tokens; log and ledger stay."""
    subject = await below(gateway, person, int(id))
    await gateway.people.remove(subject.id)
    return envelope()


async def top_up(request: web.BaseRequest, gateway: Parts, person: Person) -> web.StreamResponse:
    """Adds to somebody's balance."""
    body = await read_body(request, TopUpBody)
    subject = await below(gateway, person, body.user_id)
    note = body.remark[:_REMARK_CHARS] or _REMARK
    await gateway.people.grant(subject.id, body.nano, actor=person.username, note=note)
    return envelope()


async def below(gateway: Parts, person: Person, person_id: int) -> Person:
    """Somebody whom ``person`` may manage: the owner everybody, others who is below them.

    Raises NotFound, ServiceError ``role_too_low``.
    """
    if person.role is Role.MEMBER:
        raise ServiceError("role_too_low", _ABOVE)
    subject = await gateway.people.get(person_id)
    if person.role is not Role.OWNER and subject.role >= person.role:
        raise ServiceError("role_too_low", _ABOVE)
    return subject


def _changes(action: str, subject: Person, person: Person) -> PersonChanges:
    """Raises ServiceError for what is so already, and for who may not."""
    if action in ("disable", "enable"):
        return PersonChanges(enabled=action == "enable")
    if action == "promote" and person.role is not Role.OWNER:
        raise ServiceError("role_too_low", _PROMOTING)
    if action == "promote" and subject.role is not Role.MEMBER:
        raise ServiceError("role_unchanged", _IS_ADMIN)
    if action == "demote" and subject.role is Role.MEMBER:
        raise ServiceError("role_unchanged", _IS_MEMBER)
    return PersonChanges(role=Role.ADMIN if action == "promote" else Role.MEMBER)
