"""People: who owns tokens and pays for what they spend."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from gateway.domain.budget import Budget
from gateway.domain.limits import NO_LIMITS, Limits


class Role(IntEnum):
    """one-api's numbers."""

    MEMBER = 1
    ADMIN = 10
    OWNER = 100


OWNER_ID = 1
"""The owner of this Homeport: created first, pays for overruns, cannot be removed."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with tokens. Money in nano-dollars, times in Unix milliseconds (UTC)."""

    id: int
    username: str
    display_name: str
    role: Role = Role.MEMBER
    enabled: bool = True
    group: str = "default"
    unlimited: bool = True
    balance_nano: int = 0
    used_nano: int = 0
    request_count: int = 0
    created_at: int = 0
    limits: Limits = NO_LIMITS
    """Of all their tokens together."""
    budgets: tuple[Budget, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupLimits:
    """What limits all members of a group together."""

    limits: Limits = NO_LIMITS
    budgets: tuple[Budget, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.limits or self.budgets)


NOT_LIMITED = GroupLimits()
