"""Where a request would go: the explainer, for a token and a model or for one that has failed."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from gateway.domain.channel import Channel
from gateway.domain.circuit import Circuit
from gateway.domain.hours import opens_in_s
from gateway.domain.route import Bar, Barred, Route, RouteBarred, RouteStep
from gateway.domain.routing import Fallback, RoutingRules, Strategy, When
from gateway.domain.token import Token
from gateway.errors import GatewayError, NotFound
from gateway.events import SettingsChanged
from gateway.relay.explaining import Forbids, allowed, explain
from gateway.services.context import Context
from gateway.services.routing_rules import OPTION, parse_rules, rules_object
from gateway.services.state import State
from gateway.store import options as option_rows

__all__ = [
    "Bar",
    "Barred",
    "Circuit",
    "Fallback",
    "Route",
    "RouteBarred",
    "RouteService",
    "RouteStep",
    "RoutingRules",
    "Strategy",
    "When",
]


class RouteService:
    """Looks at what is in force, and changes nothing."""

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state

    def explain(self, model: str, *, token_id: int = 0, group: str = "default") -> Route:
        """Who would be asked for ``model``, in which order, and why nobody else. Sync.

        With a token its group counts and what it may do: ``refusal`` is the code of the error that
        it would get before any channel is looked for. Raises NotFound for an unknown token.
        """
        token: Token | None = None
        forbids: Forbids = allowed
        if token_id:
            caller = self._context.callers.of_token(token_id)
            if caller is None:
                raise NotFound("token", token_id)
            token, group = caller.token, caller.group
            if caller.payer.limited:
                forbids = self._unpriced
        route = self._route(group, model, forbids, token, {model})
        return route if token is None else replace(route, refusal=self._refusal(token, model))

    def _route(
        self, group: str, model: str, forbids: Forbids, token: Token | None, seen: set[str]
    ) -> Route:
        """With the routes of what stands in, each model once."""
        routing = self._context.routing
        strategy = routing.strategy(group, model)
        fallbacks = []
        for rule in routing.rules.fallbacks:
            allowed_one = token is None or token.allows_model(rule.use)
            if rule.model == model and rule.use not in seen and allowed_one:
                following = self._route(group, rule.use, forbids, token, seen | {rule.use})
                fallbacks.append(replace(following, why=rule.when.value))
        route = explain(
            self._context.planner.snapshot,
            self._context.planner.conditions,
            group,
            model,
            strategy=strategy.value,
            chooser=routing.chooser(strategy),
            forbids=forbids,
        )
        return replace(route, fallbacks=tuple(fallbacks))

    @property
    def rules(self) -> RoutingRules:
        """What is in force."""
        return self._context.routing.rules

    async def set_rules(self, rules: RoutingRules) -> None:
        """Replaces all rules. Raises ServiceError ``invalid_option``."""
        text = msgspec.json.encode(rules_object(rules)).decode()
        parse_rules(text)

        def write() -> dict[str, str]:
            option_rows.set_value(OPTION, text)
            return option_rows.get_all()

        def take(stored: dict[str, str]) -> None:
            self._state.take_settings(stored)
            self._context.events.publish(SettingsChanged((OPTION,)))

        await self._state.change(write, take)

    def circuits(self, channel_id: int) -> list[Circuit]:
        """What of a channel rests, or is about to be tried again. Sync."""
        return self._context.rests.circuits(channel_id)

    def opens_in_s(self, channel: Channel) -> float:
        """Seconds until a channel's hours begin; 0 in them, and without any. Sync."""
        if not channel.hours:
            return 0.0
        return opens_in_s(channel.hours, self._context.planner.conditions.local())

    def _unpriced(self, channel: Channel, sent_model: str) -> Barred | None:
        price = self._context.prices.price(channel.provider, sent_model)
        return Barred(Bar.NO_PRICE) if price is None else None

    def _refusal(self, token: Token, model: str) -> str:
        if not token.allows_model(model):
            return "model_not_allowed"
        try:
            self._context.callers.check(token.id, _ANYWHERE)
        except GatewayError as error:
            return "" if error.code == "address_not_allowed" else error.code
        return ""


_ANYWHERE = "127.0.0.1"
