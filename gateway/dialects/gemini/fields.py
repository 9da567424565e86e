"""Requests in camelCase or snake_case: proto-JSON takes both, and clients mix them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from gateway.dialects.members import Members

T = TypeVar("T")

_HUMP = re.compile(r"(?<!^)([A-Z])")


def snake(name: str) -> str:
    """``generationConfig`` as ``generation_config``."""
    return _HUMP.sub(r"_\1", name).lower()


def camel(name: str) -> str:
    """``generation_config`` as ``generationConfig``."""
    head, *rest = name.split("_")
    return head + "".join(word[:1].upper() + word[1:] for word in rest)


def get(value: Mapping[str, T], name: str) -> T | None:
    """The member ``name`` (in camelCase) under either of its names."""
    found = value.get(name)
    return value.get(snake(name)) if found is None else found


def written(value: Mapping[str, Any], name: str) -> str:
    """How ``value`` writes the member ``name``; camelCase where it has none."""
    other = snake(name)
    return other if other in value and name not in value else name


class Fields(Members):
    """Members that are asked for in camelCase."""

    def take(self, name: str) -> Any:
        found = self.rest.pop(name, None)
        other = self.rest.pop(snake(name), None) if snake(name) != name else None
        return other if found is None else found


def bare_model(name: str) -> str:
    """A model's name without ``models/``; tuned models keep their ``tunedModels/``."""
    while name.startswith("models/"):
        name = name.removeprefix("models/")
    return name
