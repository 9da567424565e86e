"""Limits of people and groups: what is used of them, and a change undone as if it had not been."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gateway.domain.budget import Budget, Scope, Unit
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.domain.money import NANO
from gateway.domain.person import NOT_LIMITED, OWNER_ID, GroupLimits
from gateway.errors import NotFound
from gateway.services.limits import RatesUsed
from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams, Usage

CARRIED = Budget(Period.DAY, Unit.MONEY, NANO, carry=True)


async def test_an_undone_change_was_never_made(home: House) -> None:
    limits = home.gateway.limits
    keys: list[tuple[Scope, int | str]] = [(Scope.PERSON, OWNER_ID), (Scope.GROUP, "kids")]
    before = GroupLimits(Limits(rpm=60), (replace(CARRIED, since=1_000),))
    for scope, key in keys:
        await limits.restore(scope, key, before)
    await limits.set_person(OWNER_ID, limits=Limits(), budgets=())
    await limits.set_group("kids", limits=Limits(), budgets=())
    assert (limits.person(OWNER_ID), limits.group("kids")) == (NOT_LIMITED, NOT_LIMITED)
    for scope, key in keys:
        await limits.restore(scope, key, before)
        (state,) = limits.left(scope, key)
        # Set anew, it would begin now and carry nothing over from the day before.
        assert (state.budget.since, state.allowed) == (1_000, 2 * NANO)
    assert (limits.person(OWNER_ID), limits.group("kids")) == (before, before)
    stored = await home.gateway.people.get(OWNER_ID)
    assert (stored.limits, stored.budgets[0].since) == (Limits(rpm=60), 1_000)
    with pytest.raises(NotFound):
        await limits.restore(Scope.PERSON, 99, NOT_LIMITED)


async def test_what_is_used_of_the_rates(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    limits = home.gateway.limits
    assert limits.rates(Scope.PERSON, OWNER_ID) == RatesUsed()
    await limits.set_person(OWNER_ID, limits=Limits(rpm=10, concurrency=3))
    await limits.set_group("default", limits=Limits(tpm=100_000))
    up.openai.always(Reply(text="x", usage=Usage(700, 50)))
    assert (await home.chat("gpt-4o"))[0] == 200
    await home.settled()
    assert limits.rates(Scope.PERSON, OWNER_ID) == RatesUsed(requests=1, running=0)
    assert limits.rates(Scope.GROUP, "default") == RatesUsed(tokens=750)


async def test_a_group_that_is_limited_is_one(home: House) -> None:
    assert "kids" not in home.gateway.models.groups()
    await home.gateway.limits.set_group("kids", limits=Limits(rpm=1))
    assert "kids" in home.gateway.models.groups()
    assert home.gateway.settings_service.multipliers()["kids"] == 1
