"""Who asks: the person behind an access token, and whether their role is enough."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from aiohttp import web

from gateway.domain.person import Person, Role
from gateway.errors import ServiceError, StoreUnavailable
from gateway.server.routes.management.bodies import BadBody
from gateway.server.routes.management.envelope import Handler, envelope_error, service_error

if TYPE_CHECKING:
    from gateway.parts import Parts

MISSING = (
    "无权进行此操作，未登录且未提供 access token (send an access token in the Authorization header)"
)
UNKNOWN = "无权进行此操作，access token 无效 (this access token is not known)"
BANNED = "用户已被封禁 (this person is switched off)"
FORBIDDEN = "无权进行此操作，权限不足 (this needs a higher role)"


def guarded(handler: Handler, role: Role | None) -> Handler:
    """``handler`` with refusals in the envelope; with a ``role``, it is given the person too."""

    @functools.wraps(handler)
    async def answer(request: web.BaseRequest, gateway: Parts, **params: Any) -> web.StreamResponse:
        try:
            if role is None:
                return await handler(request, gateway, **params)
            person = await _sign_in(request, gateway, role)
            if isinstance(person, web.Response):
                return person
            return await handler(request, gateway, person, **params)
        except BadBody as error:
            return envelope_error(str(error), 400, **error.more)
        except ServiceError as error:
            return service_error(error)
        except StoreUnavailable as error:
            return envelope_error(str(error), 503, code="store_unavailable")

    return answer


async def _sign_in(request: web.BaseRequest, gateway: Parts, role: Role) -> Person | web.Response:
    """The person behind the access token, or the refusal; unknown tokens are answered late."""
    value = _access_token(request)
    if not value:
        return envelope_error(MISSING, 401)
    person = await gateway.people.check_access_token(value)
    if person is None:
        await gateway.door.failed(request)
        return envelope_error(UNKNOWN, 401)
    if not person.enabled:
        return envelope_error(BANNED, 403)
    return envelope_error(FORBIDDEN, 403) if person.role < role else person


def _access_token(request: web.BaseRequest) -> str:
    header = request.headers.get("Authorization", "").strip()
    scheme, _, value = header.partition(" ")
    return value.strip() if scheme.lower() == "bearer" else header
