"""Which tokens are shown, and in which order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.i18n import translate
from desktop.models.token_table import TokenColumn, TokenRow

SORTABLE = tuple(column for column in TokenColumn if column is not TokenColumn.MENU)


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column; None is newest first."""

    column: TokenColumn | None = None
    descending: bool = True


_VALUES: Mapping[TokenColumn, Callable[[TokenRow], Any]] = {
    TokenColumn.NAME: lambda row: row.token.name.casefold(),
    TokenColumn.PERSON: lambda row: row.person.casefold(),
    TokenColumn.KEY: lambda row: row.token.hint.casefold(),
    # No list of models is all of them.
    TokenColumn.MODELS: lambda row: len(row.token.models) or math.inf,
    TokenColumn.BALANCE: lambda row: math.inf if row.token.unlimited else row.token.balance_nano,
    TokenColumn.USED: lambda row: row.token.used_nano,
    TokenColumn.LAST_USED: lambda row: row.token.last_used_at,
    TokenColumn.EXPIRES: lambda row: row.token.expires_at or math.inf,
    TokenColumn.ON: lambda row: row.enabled,
}


def ordered(rows: Iterable[TokenRow], sorting: Sorting) -> tuple[TokenRow, ...]:
    """Newest first among equals."""
    newest = sorted(rows, key=lambda row: -row.id)
    if sorting.column is None:
        return tuple(newest)
    return tuple(sorted(newest, key=_VALUES[sorting.column], reverse=sorting.descending))


def matching(rows: Iterable[TokenRow], text: str, now_ms: int) -> tuple[TokenRow, ...]:
    """Rows in which every word is found: name, person, key, models, group, last use, state."""
    words = text.casefold().split()
    if not words:
        return tuple(rows)
    return tuple(row for row in rows if all(word in _told(row, now_ms) for word in words))


def _told(row: TokenRow, now_ms: int) -> str:
    token = row.token
    state = [translate("TokenTable", "on") if row.enabled else translate("TokenTable", "off")]
    if token.expired(now_ms):
        state.append(translate("TokenTable", "expired"))
    if row.used_up:
        state.append(translate("TokenTable", "used up"))
    parts = (
        token.name,
        row.person,
        f"sk-…{token.hint}",
        token.group,
        token.last_client,
        token.last_address,
        *token.models,
        *state,
    )
    return "\n".join(parts).casefold()
