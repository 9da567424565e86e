"""Budgets in management requests and answers; `/api/user/limits` and `/api/group/limits`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec
from aiohttp import web

from gateway.domain.budget import Budget, BudgetLeft, Scope, Unit
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.domain.person import Person
from gateway.server.routes.management import units
from gateway.server.routes.management.bodies import BadBody, read_body
from gateway.server.routes.management.envelope import envelope

if TYPE_CHECKING:
    from gateway.parts import Parts


class BudgetBody(msgspec.Struct):
    """``limit`` in dollars where the unit is money. What a view tells beside is passed over."""

    period: Period
    limit: Decimal
    unit: Unit = Unit.MONEY
    carry: bool = False

    def budget(self) -> Budget:
        if self.unit is Unit.MONEY:
            limit = units.nano_of_dollars(self.limit)
        elif self.limit != self.limit.to_integral_value():
            raise BadBody(f"budgets.limit: {self.limit} is no whole number", "budgets")
        else:
            limit = int(self.limit)
        return Budget(self.period, self.unit, limit, self.carry)


class LimitsBody(msgspec.Struct):
    """``id`` of a person or ``name`` of a group; what is not given stays as it is."""

    id: int = 0
    name: str = ""
    rpm: int | None = None
    tpm: int | None = None
    concurrency: int | None = None
    budgets: list[BudgetBody] | None = None

    def limits(self, before: Limits) -> Limits:
        return Limits(
            before.rpm if self.rpm is None else self.rpm,
            before.tpm if self.tpm is None else self.tpm,
            before.concurrency if self.concurrency is None else self.concurrency,
        )


def budgets_of(bodies: Iterable[BudgetBody] | None) -> tuple[Budget, ...] | None:
    return None if bodies is None else tuple(body.budget() for body in bodies)


async def person_limits(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """Of the person ``?id=``, without it one's own."""
    try:
        person_id = int(request.query.get("id", person.id))
    except ValueError:
        raise BadBody("id: has to be a number", "id") from None
    found = await gateway.people.get(person_id)
    return envelope(_view(gateway, Scope.PERSON, found.id, found.limits))


async def set_person_limits(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    body = await read_body(request, LimitsBody)
    before = await gateway.people.get(body.id or person.id)
    changed = await gateway.limits.set_person(
        before.id, limits=body.limits(before.limits), budgets=budgets_of(body.budgets)
    )
    return envelope(_view(gateway, Scope.PERSON, changed.id, changed.limits))


async def group_limits(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    """Of the group ``?name=``."""
    name = request.query.get("name", "default")
    return envelope(_view(gateway, Scope.GROUP, name, gateway.limits.group(name).limits))


async def set_group_limits(
    request: web.BaseRequest, gateway: Parts, person: Person
) -> web.StreamResponse:
    body = await read_body(request, LimitsBody)
    before = gateway.limits.group(body.name)
    changed = await gateway.limits.set_group(
        body.name, limits=body.limits(before.limits), budgets=budgets_of(body.budgets)
    )
    return envelope(_view(gateway, Scope.GROUP, body.name, changed.limits))


def _view(gateway: Parts, scope: Scope, key: int | str, limits: Limits) -> dict[str, Any]:
    return {
        "name" if scope is Scope.GROUP else "id": key,
        "rpm": limits.rpm,
        "tpm": limits.tpm,
        "concurrency": limits.concurrency,
        "budgets": budget_views(gateway.limits.left(scope, key)),
    }


def budget_views(budgets: Iterable[BudgetLeft]) -> list[dict[str, Any]]:
    """Amounts in dollars where the unit is money; ``resets_at`` in Unix seconds, 0 for never."""
    return [_budget_view(each) for each in budgets]


def _budget_view(state: BudgetLeft) -> dict[str, Any]:
    budget = state.budget

    def amount(value: int) -> Any:
        return units.dollars(value) if budget.unit is Unit.MONEY else value

    return {
        "period": budget.period.value,
        "unit": budget.unit.value,
        "limit": amount(budget.limit),
        "carry": budget.carry,
        "allowed": amount(state.allowed),
        "used": amount(state.used),
        "held": amount(state.held),
        "left": amount(state.left),
        "resets_at": units.seconds(state.resets_at),
    }
