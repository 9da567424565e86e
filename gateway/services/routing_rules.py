"""The owner's routing rules as they are stored and sent: JSON, checked."""

from __future__ import annotations

import logging
from typing import Any

import msgspec

from gateway.domain.routing import Fallback, RoutingRules, Strategy, When
from gateway.errors import ServiceError

log = logging.getLogger(__name__)

OPTION = "RoutingRules"
_MOST_RULES = 500
_LONGEST = 255


class FallbackBody(msgspec.Struct, forbid_unknown_fields=True):
    model: str
    use: str
    when: When = When.UNANSWERED


class RulesBody(msgspec.Struct, forbid_unknown_fields=True):
    """``groups`` and ``models`` name strategies."""

    groups: dict[str, Strategy] = {}
    models: dict[str, Strategy] = {}
    fallbacks: list[FallbackBody] = []

    def rules(self) -> RoutingRules:
        """Raises ServiceError ``invalid_option``."""
        fallbacks = tuple(
            Fallback(each.model.strip(), each.use.strip(), each.when) for each in self.fallbacks
        )
        names = [*self.groups, *self.models]
        for rule in fallbacks:
            names += [rule.model, rule.use]
            if rule.model == rule.use:
                raise _invalid(f"{rule.model} cannot stand in for itself")
        if len(names) > _MOST_RULES * 2:
            raise _invalid(f"there are more than {_MOST_RULES}")
        if not all(0 < len(name) <= _LONGEST for name in names):
            raise _invalid("a name is empty or too long")
        if len({(rule.model, rule.when) for rule in fallbacks}) < len(fallbacks):
            raise _invalid("a model has two stand-ins for the same case")
        return RoutingRules(dict(self.groups), dict(self.models), fallbacks)


def parse_rules(text: str | bytes) -> RoutingRules:
    """Raises ServiceError ``invalid_option``."""
    try:
        return msgspec.json.decode(text, type=RulesBody).rules()
    except msgspec.MsgspecError as error:
        raise _invalid(str(error)) from error


def stored_rules(text: str) -> RoutingRules:
    """What a database holds; what no version of ours wrote counts as nothing."""
    try:
        return parse_rules(text) if text else RoutingRules()
    except ServiceError as error:
        log.warning("the stored routing rules cannot be read: %s", error)
        return RoutingRules()


def rules_object(rules: RoutingRules) -> dict[str, Any]:
    """As :func:`parse_rules` reads it."""
    return {
        "groups": {name: strategy.value for name, strategy in rules.groups.items()},
        "models": {name: strategy.value for name, strategy in rules.models.items()},
        "fallbacks": [
            {"model": rule.model, "use": rule.use, "when": rule.when.value}
            for rule in rules.fallbacks
        ],
    }


def _invalid(why: str) -> ServiceError:
    return ServiceError("invalid_option", f"{OPTION}: {why}", {OPTION: why})
