"""What a channel's owner puts into or takes out of the bodies that are sent upstream."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

_PATH = re.compile(r"(?:([a-z_]+):)?([^\s.:][^\s.]*(?:\.[^\s.]+)*)")
_MOST = 64
_LONGEST = 32_000
"""Characters of all overrides of a channel, as JSON."""
_FIXED = frozenset(
    ["model", "stream", "stream_options", "n", "messages", "input", "contents", "requests"]
)
"""What routing, metering and prices rest on, and what the client says."""
_CHOICES = frozenset(["candidateCount", "candidate_count"])


class PromptMode(StrEnum):
    """What a channel's own system prompt does to the client's."""

    REPLACE = "replace"
    ADD = "add"
    """It stands before the client's."""


@dataclass(frozen=True, slots=True)
class Path:
    """Members from the outside in; ``dialect`` '' for every dialect of chat."""

    names: tuple[str, ...]
    dialect: str = ""

    def __str__(self) -> str:
        path = ".".join(self.names)
        return f"{self.dialect}:{path}" if self.dialect else path

    def applies(self, dialect: str) -> bool:
        return self.dialect in ("", dialect)


@dataclass(frozen=True, slots=True)
class Overrides:
    """Members to set and to remove, by dotted paths from the body's outermost object.

    ``anthropic:thinking.type`` applies only where the upstream is spoken to in that dialect.
    Removing comes first.
    """

    set: Mapping[str, Any] = field(default_factory=dict)
    remove: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.set or self.remove)

    def as_object(self) -> dict[str, Any]:
        """The form that :func:`parse_overrides` reads and the store keeps; {} for none."""
        parts: dict[str, Any] = {"set": dict(self.set), "remove": list(self.remove)}
        return {name: value for name, value in parts.items() if value}


NO_OVERRIDES = Overrides()


def parse_path(text: str) -> Path:
    """Raises ValueError, whose text says what is wrong."""
    found = _PATH.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no path, as in reasoning.effort")
    names = tuple(found.group(2).split("."))
    if names[0] in _FIXED or names[-1] in _CHOICES:
        raise ValueError(f"{text!r} cannot be overridden")
    return Path(names, found.group(1) or "")


def parse_overrides(value: Any) -> Overrides:
    """Overrides from JSON text or an object with ``set`` and ``remove``; '' and {} are none.

    An object with neither is what to set (new-api's ``param_override``). Raises ValueError.
    """
    if isinstance(value, str):
        value = _from_text(value)
    if value is None:
        return NO_OVERRIDES
    if not isinstance(value, Mapping):
        raise ValueError("not a JSON object")
    if not value.keys() <= {"set", "remove"}:
        value = {"set": value}
    setting, removing = value.get("set") or {}, value.get("remove") or []
    if not isinstance(setting, Mapping):
        raise ValueError('"set" has to be a JSON object')
    if not isinstance(removing, list | tuple) or not all(isinstance(n, str) for n in removing):
        raise ValueError('"remove" has to be a list of paths')
    if len(setting) + len(removing) > _MOST or len(json.dumps(value, default=str)) > _LONGEST:
        raise ValueError("too many")
    return Overrides(
        {str(parse_path(path)): what for path, what in setting.items()},
        tuple(str(parse_path(path)) for path in removing),
    )


def _from_text(text: str) -> Any:
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError("not JSON") from error
