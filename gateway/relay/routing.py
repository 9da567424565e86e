"""What the owner says about routing, at work: strategies, measured speeds, conversations that stay.

With nothing configured the planner knows of no strategy, and a request costs what it did.
"""

from __future__ import annotations

from collections.abc import Callable

from gateway.domain.routing import RoutingRules, Strategy
from gateway.relay.choosing import ByWeight, Cheapest, Chooser, Cost, Fastest, RoundRobin, Speeds
from gateway.relay.conversations import Conversations
from gateway.relay.planner import Planner


class Routing:
    """One a gateway; ``take`` puts other rules in force."""

    def __init__(self, planner: Planner, cost: Cost, clock: Callable[[], float]) -> None:
        self._planner = planner
        self.rules = RoutingRules()
        self.speeds = Speeds()
        self.conversations = Conversations(clock)
        self.hedge_after_s = 0.0
        """When a second candidate is asked beside a silent first; 0 for never."""
        self._default = Strategy.WEIGHTED
        self._choosers: dict[Strategy, Chooser] = {
            Strategy.WEIGHTED: ByWeight(),
            Strategy.CHEAPEST: Cheapest(cost),
            Strategy.FASTEST: Fastest(self.speeds),
            Strategy.ROUND_ROBIN: RoundRobin(),
        }
        self.measures = False
        """Whether anybody wants to know how fast answers come."""

    def take(
        self, rules: RoutingRules, default: Strategy, keep_s: float, hedge_after_s: float = 0.0
    ) -> None:
        """``keep_s`` is how long a conversation stays where it was last answered."""
        self.rules, self._default = rules, default
        self.conversations.keep_s = keep_s
        self.hedge_after_s = hedge_after_s
        wanted = {default, *rules.groups.values(), *rules.models.values()}
        self.measures = Strategy.FASTEST in wanted
        self._planner.chooser = None if wanted == {Strategy.WEIGHTED} else self._chooser

    @property
    def answers(self) -> tuple[bytes, str]:
        """Changes with whatever decides what is answered: channels, and models that stand in."""
        return self._planner.snapshot.answers, repr(self.rules.fallbacks)

    def unchanged(self) -> Callable[[], bool]:
        """Tells, whenever it is asked, whether channels and rules are still those of now."""
        snapshot, rules = self._planner.snapshot, self.rules
        return lambda: self._planner.snapshot is snapshot and self.rules is rules

    def strategy(self, group: str, model: str) -> Strategy:
        return self.rules.strategy(group, model, self._default)

    def chooser(self, strategy: Strategy) -> Chooser:
        return self._choosers[strategy]

    def _chooser(self, group: str, model: str) -> Chooser | None:
        strategy = self.strategy(group, model)
        return None if strategy is Strategy.WEIGHTED else self._choosers[strategy]
