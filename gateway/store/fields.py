"""How lists, maps and rationals lie in text columns: JSON, and ``3/2``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import msgspec

from gateway.domain.budget import Budget, budgets_of, values_of


def from_list(values: Sequence[str]) -> str:
    return msgspec.json.encode(list(values)).decode()


def to_tuple(text: str) -> tuple[str, ...]:
    return tuple(msgspec.json.decode(text, type=list[str]))


def from_map(values: Mapping[str, Any]) -> str:
    return msgspec.json.encode(dict(values)).decode()


def to_map(text: str) -> dict[str, Any]:
    return msgspec.json.decode(text, type=dict[str, Any])


def to_text_map(text: str) -> dict[str, str]:
    return msgspec.json.decode(text, type=dict[str, str])


def from_fraction(value: Fraction) -> str:
    return str(value)


def to_fraction(text: str) -> Fraction:
    return Fraction(text)


def from_budgets(budgets: Sequence[Budget]) -> str:
    return msgspec.json.encode(values_of(budgets)).decode() if budgets else ""


def to_budgets(text: str | None) -> tuple[Budget, ...]:
    return budgets_of(msgspec.json.decode(text, type=list[dict[str, Any]])) if text else ()
