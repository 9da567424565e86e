"""What an export holds of limits and of routing: whose budgets and rates, which rules.

Each is read when it is imported: one that a version does not understand keeps no other from coming.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import msgspec

from gateway.domain.budget import budgets_of, values_of
from gateway.domain.limits import Limits
from gateway.domain.person import OWNER_ID, GroupLimits, Person
from gateway.domain.routing import Fallback, RoutingRules, Strategy, When
from gateway.errors import ServiceError

OWNER, PERSON, GROUP, MODEL, FALLBACK = "owner", "person", "group", "model", "fallback"
LIMITED: Final = (OWNER, PERSON, GROUP)
"""Whose limits there are."""
RULED: Final = (GROUP, MODEL, FALLBACK)
"""What there are rules for."""


class ExportedLimits(msgspec.Struct, frozen=True):
    """What holds for all tokens of the owner, of a person or of a group together.

    ``of`` is one of :data:`LIMITED`, ``name`` a user name or a group, '' for the owner; ``fields``
    are those of ``/api/user/limits``, money in nano-dollars.
    """

    of: str
    name: str = ""
    fields: dict[str, Any] = {}


class ExportedRule(msgspec.Struct, frozen=True):
    """``of`` a group or a model: ``use`` is its strategy; a fallback: what stands in for ``name``,
    and when.
    """

    of: str
    name: str
    use: str
    when: str = ""


class _Rates(msgspec.Struct):
    rpm: int = 0
    tpm: int = 0
    concurrency: int = 0


def all_limits(
    people: Mapping[int, Person], groups: Mapping[str, GroupLimits]
) -> Iterator[ExportedLimits]:
    """Those of everybody who has any."""
    for person in people.values():
        limits = limits_of_person(person)
        if limits and person.id == OWNER_ID:
            yield ExportedLimits(OWNER, "", limit_fields(limits))
        elif limits:
            yield ExportedLimits(PERSON, person.username, limit_fields(limits))
    for name, limits in groups.items():
        if limits:
            yield ExportedLimits(GROUP, name, limit_fields(limits))


def limits_of_person(person: Person) -> GroupLimits:
    return GroupLimits(person.limits, person.budgets)


def limit_fields(limits: GroupLimits) -> dict[str, Any]:
    """As JSON has them."""
    rates = limits.limits
    return {
        "rpm": rates.rpm,
        "tpm": rates.tpm,
        "concurrency": rates.concurrency,
        "budgets": plain_budgets(values_of(limits.budgets)),
    }


def plain_budgets(values: Any) -> Any:
    """Budgets without the moment they were set, which is another one where they are imported."""
    if not isinstance(values, list):
        return values
    return [
        {name: value for name, value in each.items() if name != "since"}
        if isinstance(each, dict)
        else each
        for each in values
    ]


def read_limits(exported: ExportedLimits) -> GroupLimits:
    """Raises ServiceError ``export_damaged``."""
    try:
        rates = msgspec.convert(exported.fields, _Rates)
        budgets = msgspec.convert(exported.fields.get("budgets", []), list[dict[str, Any]])
        # Set now: what nobody used before this import is not carried over.
        found = tuple(replace(budget, since=0) for budget in budgets_of(budgets))
    except (msgspec.ValidationError, ValueError) as error:
        raise ServiceError(
            "export_damaged", f"limits are not what they should be: {error}"
        ) from error
    return GroupLimits(Limits(rates.rpm, rates.tpm, rates.concurrency), found)


def all_rules(rules: RoutingRules) -> Iterator[ExportedRule]:
    """Every rule in force."""
    for name, strategy in rules.groups.items():
        yield ExportedRule(GROUP, name, strategy.value)
    for name, strategy in rules.models.items():
        yield ExportedRule(MODEL, name, strategy.value)
    for each in rules.fallbacks:
        yield ExportedRule(FALLBACK, each.model, each.use, each.when.value)


def rule_in_force(exported: ExportedRule, rules: RoutingRules) -> str:
    """What is used here in the same case; '' for nothing. Raises ValueError for an unknown rule."""
    if exported.of == FALLBACK:
        return rules.stand_in(exported.name, When(exported.when))
    Strategy(exported.use)
    found = (rules.groups if exported.of == GROUP else rules.models).get(exported.name)
    return found.value if found is not None else ""


def with_rule(exported: ExportedRule, rules: RoutingRules) -> RoutingRules:
    """The rules here with one of an export, which replaces the one for the same case.

    Raises ServiceError ``export_damaged``.
    """
    try:
        if exported.of == FALLBACK:
            rule = Fallback(exported.name, exported.use, When(exported.when))
            return replace(rules, fallbacks=_with_fallback(rule, rules.fallbacks))
        changed = {exported.name: Strategy(exported.use)}
    except ValueError as error:
        raise ServiceError("export_damaged", f"no such rule: {error}") from error
    if exported.of == GROUP:
        return replace(rules, groups={**rules.groups, **changed})
    return replace(rules, models={**rules.models, **changed})


def _with_fallback(rule: Fallback, before: tuple[Fallback, ...]) -> tuple[Fallback, ...]:
    """Another rule for the same case leaves its place to this one."""
    case = (rule.model, rule.when)
    if all((each.model, each.when) != case for each in before):
        return (*before, rule)
    return tuple(rule if (each.model, each.when) == case else each for each in before)
