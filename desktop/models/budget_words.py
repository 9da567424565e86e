"""How much of a budget is left, in words."""

from __future__ import annotations

from collections.abc import Sequence

from desktop import format
from desktop.i18n import translate
from gateway.domain.budget import Budget, BudgetLeft, Unit
from gateway.domain.calendar import Period


def amount_words(unit: Unit, amount: int, *, short: bool = False) -> str:
    """``$2.50``, ``12,000 tokens``, ``3 requests``; short ``12.0 K``, ``3``."""
    if unit is Unit.MONEY:
        return format.dollars(amount)
    if short:
        return " ".join(part for part in format.tokens(amount) if part)
    if unit is Unit.TOKENS:
        one, many = translate("BudgetWords", "1 token"), translate("BudgetWords", "{n} tokens")
    else:
        one, many = translate("BudgetWords", "1 request"), translate("BudgetWords", "{n} requests")
    return format.plural(amount, one, many)


def budget_words(budget: Budget) -> str:
    """``$5.00 a day``, ``20.00 million tokens a month``, ``300 requests in all``."""
    amount = amount_words(budget.unit, budget.limit)
    if budget.unit is Unit.TOKENS and budget.limit > 1:
        short = amount_words(Unit.TOKENS, budget.limit, short=True)
        amount = translate("BudgetWords", "{n} tokens").format(n=short)
    return {
        Period.HOUR: translate("BudgetWords", "{amount} an hour"),
        Period.DAY: translate("BudgetWords", "{amount} a day"),
        Period.WEEK: translate("BudgetWords", "{amount} a week"),
        Period.MONTH: translate("BudgetWords", "{amount} a month"),
        Period.TOTAL: translate("BudgetWords", "{amount} in all"),
    }[budget.period].format(amount=amount)


def left_words(state: BudgetLeft) -> str:
    """``$3.80 of $5.00 left until 11/28/26 00:00``."""
    unit = state.budget.unit
    allowed = amount_words(unit, state.allowed)
    left = format.dollars(state.left) if unit is Unit.MONEY else format.count(state.left)
    if not state.resets_at:
        return translate("BudgetWords", "{left} of {allowed} left").format(
            left=left, allowed=allowed
        )
    words = translate("BudgetWords", "{left} of {allowed} left until {moment}")
    moment = format.minute(state.resets_at)
    return words.format(left=left, allowed=allowed, moment=moment)


def budget_share(state: BudgetLeft) -> float:
    """From 0 to 1."""
    return state.left / state.allowed if state.allowed else 0.0


def scarcest(states: Sequence[BudgetLeft]) -> BudgetLeft | None:
    """The one that will end first, as far as shares tell."""
    return min(states, key=budget_share, default=None)
