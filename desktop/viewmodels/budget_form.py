"""Budgets as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from desktop import format
from desktop.i18n import translate
from gateway.domain.budget import MOST_BUDGETS, Budget, Unit
from gateway.domain.calendar import Period
from gateway.domain.money import NANO

_MOST_DOLLARS = 1_000_000_000
_MOST_COUNT = 10**15


@dataclass(frozen=True, slots=True)
class BudgetEntry:
    """One line: an amount as typed, in dollars where the unit is money."""

    amount: str = ""
    unit: Unit = Unit.MONEY
    period: Period = Period.DAY
    carry: bool = False


Entries = tuple[BudgetEntry, ...]


def entries_of(budgets: Iterable[Budget]) -> Entries:
    return tuple(
        BudgetEntry(_typed(budget.unit, budget.limit), budget.unit, budget.period, budget.carry)
        for budget in budgets
    )


def limit_of(entry: BudgetEntry) -> int | None:
    """Nano-dollars or a count; None for what is no amount."""
    if entry.unit is Unit.MONEY:
        return dollars_of(entry.amount)
    bare = re.sub(r"[\s,.'’]", "", entry.amount)
    return int(bare) if bare.isdecimal() and int(bare) <= _MOST_COUNT else None


def dollars_of(text: str) -> int | None:
    """Nano-dollars of an amount as typed, with a point or a comma; None for what is none."""
    bare = text.strip().removeprefix("$").strip()
    if "." not in bare:
        bare = bare.replace(",", ".")
    try:
        amount = Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return None
    if not amount.is_finite() or not 0 <= amount <= _MOST_DOLLARS:
        return None
    return int(amount * NANO)


def budgets_of(entries: Entries) -> tuple[Budget, ...]:
    """Entries without errors as they are stored."""
    return tuple(
        Budget(
            entry.period,
            entry.unit,
            limit_of(entry) or 0,
            entry.carry and entry.period is not Period.TOTAL,
        )
        for entry in entries
    )


def wrong_budgets(entries: Entries) -> str:
    """What cannot be saved, as a sentence; '' if all can."""
    if any(limit_of(entry) is None for entry in entries):
        return translate("BudgetForm", "Each budget needs an amount, like 5 or 2.50.")
    if len({(entry.unit, entry.period) for entry in entries}) < len(entries):
        return translate("BudgetForm", "Two budgets are for the same thing and time.")
    if len(entries) > MOST_BUDGETS:
        return translate("BudgetForm", "These are too many budgets.")
    return ""


def period_word(period: Period) -> str:
    return {
        Period.HOUR: translate("BudgetForm", "an hour"),
        Period.DAY: translate("BudgetForm", "a day"),
        Period.WEEK: translate("BudgetForm", "a week"),
        Period.MONTH: translate("BudgetForm", "a month"),
        Period.TOTAL: translate("BudgetForm", "in all"),
    }[period]


def unit_word(unit: Unit) -> str:
    return {
        Unit.MONEY: translate("BudgetForm", "dollars"),
        Unit.REQUESTS: translate("BudgetForm", "requests"),
        Unit.TOKENS: translate("BudgetForm", "tokens"),
    }[unit]


def _typed(unit: Unit, limit: int) -> str:
    if unit is not Unit.MONEY:
        return format.count(limit)
    amount = Decimal(limit) / NANO
    whole = amount.quantize(Decimal("0.01"))
    return f"{whole}" if whole == amount else f"{amount.normalize():f}"
