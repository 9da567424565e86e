"""What may be said about a token, checked before it is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from gateway.domain.budget import Budget, dated
from gateway.domain.person import OWNER_ID
from gateway.domain.token import Token, bare_key, parse_subnets
from gateway.errors import ServiceError
from gateway.services.budget_checks import MOST_A_MINUTE, check_budgets

NAME_CHARS = 128
MOST_NANO = 2**62
"""The largest balance: the store's integers have 64 bits, and sums must fit them."""
_KEY = re.compile(r"[!-~]{8,256}")


@dataclass(frozen=True, slots=True)
class TokenDraft:
    """A token to be made. Money in nano-dollars, ``expires_at`` in Unix ms (0: never).

    ``key`` is for keys brought along from elsewhere; None makes a new one.
    """

    name: str
    unlimited: bool = True
    balance_nano: int = 0
    expires_at: int = 0
    models: tuple[str, ...] = ()
    subnets: tuple[str, ...] = ()
    group: str = ""
    purpose: str = ""
    person_id: int = OWNER_ID
    key: str | None = field(default=None, repr=False)
    enabled: bool = True
    rpm: int = 0
    tpm: int = 0
    concurrency: int = 0
    ceiling_nano: int = 0
    budgets: tuple[Budget, ...] = ()


@dataclass(frozen=True, slots=True)
class TokenChanges:
    """Changes to a token; None leaves a field as it is."""

    name: str | None = None
    enabled: bool | None = None
    unlimited: bool | None = None
    balance_nano: int | None = None
    expires_at: int | None = None
    models: tuple[str, ...] | None = None
    subnets: tuple[str, ...] | None = None
    group: str | None = None
    rpm: int | None = None
    tpm: int | None = None
    concurrency: int | None = None
    ceiling_nano: int | None = None
    budgets: tuple[Budget, ...] | None = None


@dataclass(frozen=True, slots=True)
class CreatedToken:
    """A token and its whole key, ``sk-`` included."""

    token: Token
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DeletedToken:
    """What :meth:`TokenService.restore` needs to undo a deletion."""

    token_id: int
    name: str


def draft_token(draft: TokenDraft, hint: str, now_ms: int) -> Token:
    """The token a draft describes, without an id. Raises ServiceError ``invalid_token``."""
    token = Token(
        0,
        draft.person_id,
        draft.name,
        hint,
        enabled=draft.enabled,
        unlimited=draft.unlimited,
        balance_nano=_balance(draft.balance_nano),
        created_at=now_ms,
        purpose=draft.purpose,
    )
    changes = TokenChanges(
        name=draft.name,
        expires_at=draft.expires_at,
        models=draft.models,
        subnets=draft.subnets,
        group=draft.group,
        rpm=draft.rpm,
        tpm=draft.tpm,
        concurrency=draft.concurrency,
        ceiling_nano=draft.ceiling_nano,
        budgets=draft.budgets,
    )
    return changed_token(token, changes, now_ms)


def changed_token(token: Token, changes: TokenChanges, now_ms: int) -> Token:
    """``token`` with ``changes`` but for its balance. Raises ServiceError ``invalid_token``."""
    if changes.balance_nano is not None:
        _balance(changes.balance_nano)
    given = {name: getattr(changes, name) for name in _CHECKS}
    new = {name: _CHECKS[name](value) for name, value in given.items() if value is not None}
    if "budgets" in new:
        new["budgets"] = dated(new["budgets"], token.budgets, now_ms)
    return replace(token, **new)


def check_key(key: str) -> str:
    """A key brought along, as clients send it. Raises ServiceError ``invalid_token``."""
    bare = bare_key(key)
    if not _KEY.fullmatch(bare):
        raise _invalid("key", "has to be 8 to 256 printable ASCII characters without spaces")
    return bare


def clean_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names trimmed, without empty ones and repetitions, in their order."""
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise _invalid("name", "is needed")
    if len(name) > NAME_CHARS:
        raise _invalid("name", f"has more than {NAME_CHARS} characters")
    return name


def _expiry(ms: int) -> int:
    if not 0 <= ms < MOST_NANO:
        raise _invalid("expires_at", "has to be a time, or 0 for never")
    return ms


def _subnets(subnets: Iterable[str]) -> tuple[str, ...]:
    try:
        return parse_subnets(",".join(subnets))
    except ValueError as error:
        raise _invalid("subnets", str(error)) from error


def _limit(name: str, limit: int) -> int:
    if not 0 <= limit <= MOST_A_MINUTE:
        raise _invalid(name, f"has to be between 0 (no limit) and {MOST_A_MINUTE}")
    return limit


def _ceiling(nano: int) -> int:
    if not 0 <= nano <= MOST_NANO:
        raise _invalid("ceiling", "has to be an amount, or 0 for none")
    return nano


def _balance(nano: int) -> int:
    if abs(nano) > MOST_NANO:
        raise _invalid("balance", "is out of range")
    return nano


def _invalid(name: str, why: str) -> ServiceError:
    return ServiceError("invalid_token", f"the token's {name} {why}", {name: why})


_CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "name": _name,
    "enabled": bool,
    "unlimited": bool,
    "expires_at": _expiry,
    "models": clean_names,
    "subnets": _subnets,
    "group": str.strip,
    "rpm": partial(_limit, "rpm"),
    "tpm": partial(_limit, "tpm"),
    "concurrency": partial(_limit, "concurrency"),
    "ceiling_nano": _ceiling,
    "budgets": check_budgets,
}
