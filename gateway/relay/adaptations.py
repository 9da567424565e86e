"""What each model refuses: the table's rules, and what refusals have taught since the start."""

from __future__ import annotations

import re

from gateway.dialects.adapting import adapt
from gateway.domain.adaptation import CHAT, Act, Rule, rules_for
from gateway.domain.failure import Failure, FailureClass
from gateway.relay.exchange import Attempt, Exchange
from gateway.relay.prices import CatalogueModel

MOST_RETRIES = 3
"""Of one candidate: vendors name one member at a time."""
_MOST_MODELS = 1_000
_MOST_RULES = 24
_CODES = frozenset({"unsupported_parameter", "unsupported_value", "unknown_parameter"})
_NAMED = re.compile(
    r"Unsupported (?:parameter|value): '(?P<unsupported>[\w.]+)'"
    r"|Unknown parameter: '(?P<unknown>[\w.]+)'"
    r"|Unrecognized request arguments? supplied: (?P<argument>\w+)\s*$"
    r"|(?P<extra>[\w.]+): Extra inputs are not permitted\s*$"
    r"|`(?P<deprecated>\w+)` is deprecated for this model"
)
"""Refusals that name one member, and cannot be meant otherwise."""
_ONE_VALUE = re.compile(r"does not support '?(?P<value>[\w.-]+)'? with this model")
_SPARE = frozenset(
    re.findall(
        r"\w+",
        """
        frequency_penalty logit_bias logprobs metadata min_p n parallel_tool_calls prediction
        presence_penalty prompt_cache_key prompt_cache_retention reasoning_effort
        repetition_penalty safety_identifier seed service_tier stop store stream_options
        temperature top_k top_logprobs top_p user verbosity
        """,
    )
)
"""Members without which an answer is still an answer to what was asked."""
_LIMITS = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
"""An output limit is never left out: somebody may have to pay for what it allows."""


class Adaptations:
    """One a gateway. Nothing is stored: a restart asks each model once more."""

    def __init__(self) -> None:
        self._rules: dict[tuple[object, ...], tuple[Rule, ...]] = {}
        self._learned: dict[tuple[str, str, str, str], tuple[Rule, ...]] = {}

    def adapted(self, body: bytes, attempt: Attempt, entry: CatalogueModel | None) -> bytes:
        """The request as its model takes it; the attempt notes what was done."""
        body, attempt.adapted = adapt(body, self._rules_of(attempt, entry))
        return body

    def _rules_of(self, attempt: Attempt, entry: CatalogueModel | None) -> tuple[Rule, ...]:
        candidate = attempt.candidate
        supports, refuses = (entry.supports, entry.refuses) if entry else ((), ())
        provider, model = candidate.channel.provider, candidate.sent_model
        key = (attempt.dialect, provider, model, supports, refuses)
        rules = self._rules.get(key)
        if rules is None:
            if len(self._rules) >= _MOST_MODELS:
                self._rules.clear()
            rules = rules_for(attempt.dialect, provider, model, supports, refuses)
            self._rules[key] = rules
        if self._learned:
            rules += self._learned.get(_place(attempt), ())
        return rules

    def learn(self, exchange: Exchange, attempt: Attempt, failure: Failure) -> bool:
        """Whether a refusal named what was wrong, so that the same candidate is to be asked once
        more without it; it is remembered for the model behind that address.
        """
        if failure.kind is not FailureClass.BAD_REQUEST or failure.status not in (400, 422):
            return False
        if not exchange.chats or attempt.tries_before >= MOST_RETRIES:
            return False
        rule = _rule_of(attempt.dialect, failure)
        if rule is None:
            return False
        place = _place(attempt)
        known = self._learned.get(place, ())
        if any(rule.act is each.act is Act.RENAME for each in known):
            return False  # it takes neither name
        if rule in known or len(known) >= _MOST_RULES or not adapt(attempt.body, [rule])[1]:
            return False
        if len(self._learned) >= _MOST_MODELS:
            self._learned.clear()
        self._learned[place] = (*known, rule)
        return True


def _place(attempt: Attempt) -> tuple[str, str, str, str]:
    channel = attempt.candidate.channel
    return channel.provider, channel.base_url, attempt.candidate.sent_model, attempt.dialect


def _rule_of(dialect: str, failure: Failure) -> Rule | None:
    found = _NAMED.match(failure.message)
    name = next((each for each in found.groups() if each), "") if found else ""
    if failure.error_code in _CODES and failure.param:
        if name and name != failure.param:
            return None
        name = failure.param
    if name in _LIMITS and dialect == CHAT:
        other = _LIMITS[name]
        says = f"'{other}'" in failure.message or name == "max_completion_tokens"
        return Rule(dialect, name, Act.RENAME, to=other) if says else None
    if name not in _SPARE:
        return None
    if failure.error_code == "unsupported_value" and "default" not in failure.message:
        value = _ONE_VALUE.search(failure.message)
        return Rule(dialect, name, only=(value["value"],)) if value else None
    return Rule(dialect, name)
