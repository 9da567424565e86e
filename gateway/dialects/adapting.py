"""A request without what its model refuses: members edited in place, all others keep their bytes.

What is done is said in structured-field words (RFC 8941): ``temperature;removed``,
``max_tokens;renamed=max_completion_tokens``, ``reasoning_effort;nearest=low``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from gateway.dialects import wire
from gateway.dialects.efforts import effort_of_budget
from gateway.domain.adaptation import EFFORTS, Act, Rule
from gateway.errors import DialectError

CONTINUE = "Continue your last message exactly where it ends. Do not repeat any of it."
"""Asked where an answer was begun for a model that does not go on with it by itself."""

Members = dict[str, msgspec.Raw]


def adapt(body: bytes, rules: Iterable[Rule]) -> tuple[bytes, tuple[str, ...]]:
    """``body`` as ``rules`` leave it, and what was done; the same object where nothing was."""
    relevant = [rule for rule in rules if rule.mark in body]
    if not relevant:
        return body, ()
    try:
        members = wire.members(body)
    except DialectError:
        return body, ()
    said = [words for rule in relevant if (words := _apply(members, rule))]
    return (wire.encode(members), tuple(said)) if said else (body, ())


def _apply(members: Members, rule: Rule) -> str:
    """What was done, '' where there was nothing to do."""
    outer, _, name = rule.member.rpartition(".")
    if not outer:
        return _edit(members, members, rule, name)
    if outer not in members:
        return ""
    try:
        inner = wire.members(members[outer])
    except DialectError:
        return ""
    words = _edit(members, inner, rule, name)
    if words:
        members[outer] = wire.as_raw(wire.encode(inner))
    return words


def _edit(top: Members, members: Members, rule: Rule, name: str) -> str:
    if name not in members or (rule.beside and rule.beside not in top):
        return ""
    if rule.act is Act.TURN:
        return _continue(members, rule)
    try:
        value = wire.loads(members[name])
    except DialectError:
        return ""
    kind = value.get("type") if isinstance(value, dict) else value
    if value is None or value in rule.keeps or (rule.only and kind not in rule.only):
        return ""
    if rule.unless_unthinking and _effort(top) == "none":
        return ""
    return _ACTS[rule.act](members, rule, name, value)


def _drop(members: Members, rule: Rule, name: str, value: Any) -> str:
    del members[name]
    return f"{rule.member};removed"


def _rename(members: Members, rule: Rule, name: str, value: Any) -> str:
    """Where both are there the smaller limit stands."""
    other = wire.loads(members[rule.to]) if rule.to in members else None
    both = isinstance(other, int | float) and isinstance(value, int | float)
    raw = wire.as_raw(wire.dumps(min(other, value))) if both else members[name]
    # In the old one's place: the order of members is the client's.
    renamed = {rule.to if key == name else key: each for key, each in members.items()}
    renamed[rule.to] = raw
    members.clear()
    members.update(renamed)
    return f"{rule.member};renamed={rule.to}"


def _nearest(members: Members, rule: Rule, name: str, value: Any) -> str:
    if value in rule.values or value not in EFFORTS:
        return ""
    at = EFFORTS.index(value)
    near = min(rule.values, key=lambda each: (abs(EFFORTS.index(each) - at), EFFORTS.index(each)))
    members[name] = wire.as_raw(wire.dumps(near))
    return f"{rule.member};nearest={near}"


def _most(members: Members, rule: Rule, name: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= rule.most:
        return ""
    members[name] = wire.as_raw(wire.dumps(rule.most))
    return f"{rule.member};clamped={rule.most:g}"


def _auto(members: Members, rule: Rule, name: str, value: Any) -> str:
    freed: Any = "auto"
    if isinstance(value, dict):
        freed = {**{key: each for key, each in value.items() if key != "name"}, "type": "auto"}
    members[name] = wire.as_raw(wire.dumps(freed))
    return f"{rule.member};auto"


def _adaptive(members: Members, rule: Rule, name: str, value: Any) -> str:
    budget, display = value.get("budget_tokens"), value.get("display")
    members[name] = wire.as_raw(
        wire.dumps({"type": "adaptive", **({"display": display} if display else {})})
    )
    if isinstance(budget, int) and not isinstance(budget, bool):
        output = wire.loads(members["output_config"]) if "output_config" in members else {}
        if isinstance(output, dict) and output.get("effort") is None:
            output["effort"] = effort_of_budget(budget)
            members["output_config"] = wire.as_raw(wire.dumps(output))
    return f"{rule.member};adaptive"


_ACTS = {
    Act.DROP: _drop,
    Act.RENAME: _rename,
    Act.NEAREST: _nearest,
    Act.MOST: _most,
    Act.AUTO: _auto,
    Act.ADAPTIVE: _adaptive,
}


class _Turn(msgspec.Struct):
    role: Any = None


_turns = msgspec.json.Decoder(list[_Turn])


def _continue(members: Members, rule: Rule) -> str:
    """Adds a turn behind an answer that was begun; the conversation keeps its bytes."""
    try:
        turns = wire.decode(_turns, members["messages"])
    except DialectError:
        return ""
    if not turns or turns[-1].role != "assistant":
        return ""
    turn = wire.dumps({"role": "user", "content": CONTINUE})
    head, bracket, _ = bytes(members["messages"]).rstrip().rpartition(b"]")
    members["messages"] = wire.as_raw(head + b"," + turn + bracket)
    return f"{rule.member};continued"


def _effort(top: Members) -> Any:
    """The effort of an OpenAI request, in either of its dialects."""
    if "reasoning_effort" in top:
        return wire.loads(top["reasoning_effort"])
    reasoning = wire.loads(top["reasoning"]) if "reasoning" in top else None
    return reasoning.get("effort") if isinstance(reasoning, dict) else None
