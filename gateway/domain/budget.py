"""Budgets: so much in each hour, day, week or month, or in all; in requests, tokens or money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any

from gateway.domain.calendar import Period
from gateway.domain.money import format_dollars

MOST = 4 * 10**18
"""The largest limit: databases count in 64 bits."""
MOST_BUDGETS = 16
"""Of one token, person, group or channel."""


class Scope(StrEnum):
    """Whose budget it is."""

    TOKEN = "token"  # noqa: S105 - a kind of owner, not a password
    PERSON = "person"
    GROUP = "group"
    CHANNEL = "channel"


class Unit(StrEnum):
    """What is counted. Money in nano-dollars: what is charged, of a channel what it costs."""

    REQUESTS = "requests"
    TOKENS = "tokens"
    MONEY = "money"


Amounts = tuple[int, int, int]
"""Requests, tokens of text (in and out), nano-dollars."""
UNITS: tuple[Unit, ...] = (Unit.REQUESTS, Unit.TOKENS, Unit.MONEY)
INDEX: Mapping[Unit, int] = {unit: index for index, unit in enumerate(UNITS)}
"""Where a unit stands in :data:`Amounts`."""
NOTHING: Amounts = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Budget:
    """So much in each period. With ``carry``, what was left of the period before is added, once.

    ``since`` (Unix ms) is when it was set: periods before that left nothing over.
    """

    period: Period
    unit: Unit
    limit: int
    carry: bool = False
    since: int = field(default=0, compare=False)

    @property
    def index(self) -> int:
        return INDEX[self.unit]


@dataclass(frozen=True, slots=True)
class BudgetLeft:
    """How a budget stands: ``allowed`` is its limit with what was carried over, ``held`` what
    running requests may still use. ``resets_at`` in Unix ms, 0 where it never begins anew.
    """

    budget: Budget
    allowed: int
    used: int
    held: int
    resets_at: int

    @property
    def left(self) -> int:
        return max(0, self.allowed - self.used - self.held)


def budgets_of(values: Iterable[Mapping[str, Any]]) -> tuple[Budget, ...]:
    """Budgets from plain values. Raises ValueError that names what is wrong."""
    found: dict[tuple[Period, Unit], Budget] = {}
    for value in values:
        try:
            period, unit = Period(value.get("period", "")), Unit(value.get("unit", "money"))
        except ValueError as error:
            raise ValueError(str(error)) from None
        limit, since = value.get("limit"), value.get("since", 0)
        whole = isinstance(limit, int) and isinstance(since, int) and not isinstance(limit, bool)
        if not whole or not 0 <= limit <= MOST:  # type: ignore[operator]
            raise ValueError(f"a limit has to be a whole number between 0 and {MOST}")
        if (period, unit) in found:
            raise ValueError(f"there are two budgets of {unit} for a {period}")
        carry = bool(value.get("carry", False)) and period is not Period.TOTAL
        found[period, unit] = Budget(period, unit, int(limit), carry, int(since))  # type: ignore[arg-type]
    if len(found) > MOST_BUDGETS:
        raise ValueError(f"more than {MOST_BUDGETS} budgets")
    return tuple(found.values())


def values_of(budgets: Iterable[Budget]) -> list[dict[str, Any]]:
    """What :func:`budgets_of` reads."""
    return [
        {
            "period": budget.period.value,
            "unit": budget.unit.value,
            "limit": budget.limit,
            "carry": budget.carry,
            "since": budget.since,
        }
        for budget in budgets
    ]


def dated(budgets: Iterable[Budget], before: Iterable[Budget], now_ms: int) -> tuple[Budget, ...]:
    """Budgets as they are set now: one that carried over already goes on doing so."""
    known = {(b.period, b.unit): b.since for b in before if b.carry}
    return tuple(
        replace(budget, since=known.get((budget.period, budget.unit), now_ms)) for budget in budgets
    )


def amount_words(unit: Unit, amount: int) -> str:
    """``$2.50``, ``1,000 tokens``, ``1 request``."""
    if unit is Unit.MONEY:
        return format_dollars(amount)
    name = unit.value if amount != 1 else unit.value[:-1]
    return f"{amount:,} {name}"


def period_words(budget: Budget) -> str:
    """``$5.00 a day``, ``100 requests in all``."""
    amount = amount_words(budget.unit, budget.limit)
    if budget.period is Period.TOTAL:
        return f"{amount} in all"
    return f"{amount} {'an' if budget.period is Period.HOUR else 'a'} {budget.period}"


def moment_words(ms: int, zone: tzinfo) -> str:
    """A moment of the local calendar, with its offset, for texts that programs may read too."""
    return datetime.fromtimestamp(ms / 1000, zone).isoformat(sep=" ", timespec="minutes")
