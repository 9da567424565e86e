"""What the owner says about routing: how a tier's channels are chosen, and what stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Strategy(StrEnum):
    """Who of a tier is asked first. Tiers are exhausted in order whatever it is."""

    WEIGHTED = "weighted"
    CHEAPEST = "cheapest"
    FASTEST = "fastest"
    ROUND_ROBIN = "round_robin"


class When(StrEnum):
    """When another model stands in for the one that was asked for."""

    UNANSWERED = "unanswered"
    """None answers for it."""
    TOO_LONG = "too_long"
    """The prompt does not fit its context."""
    SPENT = "spent"
    """The payer has used most of what it may spend."""


SPENT_SHARE = 0.8
"""From which part of what a payer may spend :attr:`When.SPENT` holds."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """``use`` answers instead of ``model``."""

    model: str
    use: str
    when: When = When.UNANSWERED


@dataclass(frozen=True, slots=True)
class RoutingRules:
    """A model's strategy goes before its group's, that before the setting for all."""

    groups: Mapping[str, Strategy] = field(default_factory=dict)
    models: Mapping[str, Strategy] = field(default_factory=dict)
    fallbacks: tuple[Fallback, ...] = ()

    def strategy(self, group: str, model: str, otherwise: Strategy) -> Strategy:
        return self.models.get(model) or self.groups.get(group) or otherwise

    def stand_in(self, model: str, when: When) -> str:
        """What answers for ``model`` then; '' for nothing."""
        found = (rule.use for rule in self.fallbacks if (rule.model, rule.when) == (model, when))
        return next(found, "")
