"""What limits people and groups, and how every budget stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from gateway.domain.budget import Budget, BudgetLeft, Scope, dated
from gateway.domain.limits import Limits
from gateway.domain.person import NOT_LIMITED, GroupLimits, Person
from gateway.errors import ServiceError
from gateway.services.budget_checks import check_budgets, check_limits
from gateway.services.context import Context
from gateway.services.state import State
from gateway.store import people as people_rows

_NAME_CHARS = 64


@dataclass(frozen=True, slots=True)
class RatesUsed:
    """Requests and tokens (of text) of the last minute, with what running requests hold, and
    requests under way; None where there is no such limit.
    """

    requests: int | None = None
    tokens: int | None = None
    running: int | None = None


class LimitService:
    """Limits of people and groups; those of tokens and channels are changed with them."""

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state

    def left(self, scope: Scope, key: int | str) -> tuple[BudgetLeft, ...]:
        """How the budgets of a token, person, channel (by id) or group (by name) stand. Sync."""
        tally = self._context.tallies.get(scope, key)
        return () if tally is None else tally.left(self._context.now_ms())

    def group(self, name: str) -> GroupLimits:
        """What limits a group. Sync."""
        return self._state.tokens.groups.get(name, NOT_LIMITED)

    def person(self, person_id: int) -> GroupLimits:
        """What limits a person. Sync. Raises NotFound."""
        person = self._state.tokens.person(person_id)
        return GroupLimits(person.limits, person.budgets)

    def rates(self, scope: Scope, key: int | str) -> RatesUsed:
        """What is used of the limits a minute and at once. Sync."""
        gauge = self._context.caller_gauges.get(scope, key)
        if gauge is None:
            return RatesUsed()
        requests, tokens = gauge.requests_left, gauge.tokens_left
        return RatesUsed(
            requests.limit - requests.left if requests else None,
            tokens.limit - tokens.left if tokens else None,
            gauge.running if gauge.limits.concurrency else None,
        )

    async def set_person(
        self,
        person_id: int,
        *,
        limits: Limits | None = None,
        budgets: Iterable[Budget] | None = None,
    ) -> Person:
        """None leaves as it is. Raises NotFound, ServiceError."""
        rates = None if limits is None else check_limits(limits)
        wanted = None if budgets is None else check_budgets(budgets)
        now = self._context.now_ms()

        def write() -> Person:
            person = people_rows.get(person_id)
            if rates is not None:
                person = replace(person, limits=rates)
            if wanted is not None:
                person = replace(person, budgets=dated(wanted, person.budgets, now))
            return people_rows.update(person)

        person = await self._state.change(write, self._state.tokens.put_person)
        return self._state.tokens.person_with_money(person)

    async def set_group(
        self,
        name: str,
        *,
        limits: Limits | None = None,
        budgets: Iterable[Budget] | None = None,
    ) -> GroupLimits:
        """None leaves as it is. Raises ServiceError."""
        if not name.strip() or len(name) > _NAME_CHARS:
            raise ServiceError(
                "invalid_group", "a group needs a name of at most 64 characters", {"group": "name"}
            )
        rates = None if limits is None else check_limits(limits)
        wanted = None if budgets is None else check_budgets(budgets)
        await self._state.change(
            partial(self._write_group, name, rates, wanted, self._context.now_ms()),
            self._state.tokens.put_groups,
        )
        return self.group(name)

    async def restore(self, scope: Scope, key: int | str, before: GroupLimits) -> None:
        """Undoes a change of a person's or a group's limits, as if it had never been: a budget that
        carried over still does. Raises NotFound.
        """
        if scope is Scope.GROUP:

            def write_group() -> dict[str, GroupLimits]:
                people_rows.set_group_limits(str(key), before)
                return people_rows.group_limits()

            await self._state.change(write_group, self._state.tokens.put_groups)
            return

        def write() -> Person:
            person = people_rows.get(int(key))
            return people_rows.update(replace(person, limits=before.limits, budgets=before.budgets))

        await self._state.change(write, self._state.tokens.put_person)

    @staticmethod
    def _write_group(
        name: str, rates: Limits | None, wanted: tuple[Budget, ...] | None, now: int
    ) -> dict[str, GroupLimits]:
        limits = people_rows.group_limits().get(name, NOT_LIMITED)
        if rates is not None:
            limits = replace(limits, limits=rates)
        if wanted is not None:
            limits = replace(limits, budgets=dated(wanted, limits.budgets, now))
        people_rows.set_group_limits(name, limits)
        return people_rows.group_limits()
