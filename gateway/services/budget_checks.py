"""What may be said about budgets and limits, checked before it is stored."""

from __future__ import annotations

from collections.abc import Iterable

from gateway.domain.budget import MOST, MOST_BUDGETS, Budget
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.errors import ServiceError

MOST_A_MINUTE = 2**31 - 1
"""The largest limit: its column has 32 bits."""


def check_budgets(budgets: Iterable[Budget]) -> tuple[Budget, ...]:
    """Budgets that can be kept. Raises ServiceError ``invalid_budget``."""
    found = tuple(budgets)
    if len(found) > MOST_BUDGETS:
        raise _invalid(f"there are more than {MOST_BUDGETS}")
    if len({(budget.period, budget.unit) for budget in found}) < len(found):
        raise _invalid("there are two of the same unit and period")
    for budget in found:
        if not 0 <= budget.limit <= MOST:
            raise _invalid("a limit is out of range")
        if budget.carry and budget.period is Period.TOTAL:
            raise _invalid("what is left in all is not carried over to anything")
    return found


def check_limits(limits: Limits) -> Limits:
    """Raises ServiceError ``invalid_limit``."""
    for name in ("rpm", "tpm", "concurrency"):
        if not 0 <= getattr(limits, name) <= MOST_A_MINUTE:
            why = f"has to be between 0 (no limit) and {MOST_A_MINUTE}"
            raise ServiceError("invalid_limit", f"{name} {why}", {name: why})
    return limits


def _invalid(why: str) -> ServiceError:
    return ServiceError("invalid_budget", f"these budgets cannot be kept: {why}", {"budgets": why})
