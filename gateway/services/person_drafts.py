"""What may be said about a person, checked before it is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gateway.domain.budget import dated
from gateway.domain.person import NOT_LIMITED, OWNER_ID, GroupLimits, Person, Role
from gateway.errors import ServiceError
from gateway.services.budget_checks import check_budgets, check_limits
from gateway.services.token_drafts import MOST_NANO
from gateway.store.people import DELETED_NAME

NAME_CHARS = 128
USERNAME_CHARS = 64
GROUP_CHARS = 64
_STEM_CHARS = 48


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person to be made. Money in nano-dollars. Without a user name they get a free one like
    their name.
    """

    display_name: str = ""
    username: str = ""
    group: str = "default"
    role: Role = Role.MEMBER
    enabled: bool = True
    unlimited: bool = True
    balance_nano: int = 0
    limits: GroupLimits = NOT_LIMITED


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """Changes to a person; None leaves a field as it is."""

    display_name: str | None = None
    username: str | None = None
    group: str | None = None
    role: Role | None = None
    enabled: bool | None = None
    unlimited: bool | None = None
    balance_nano: int | None = None
    limits: GroupLimits | None = None


def draft_person(draft: PersonDraft, now_ms: int) -> Person:
    """The person a draft describes, without an id, and without a user name if it has none.

    Raises ServiceError ``invalid_person``, ``invalid_budget`` or ``invalid_limit``.
    """
    if not draft.username and not draft.display_name.strip():
        raise _invalid("display_name", "is needed")
    blank = Person(0, "", "", created_at=now_ms, balance_nano=_balance(draft.balance_nano))
    changes = PersonChanges(
        display_name=draft.display_name,
        username=draft.username or None,
        group=draft.group,
        role=draft.role,
        enabled=draft.enabled,
        unlimited=draft.unlimited,
        limits=draft.limits,
    )
    return changed_person(blank, changes, now_ms)


def changed_person(person: Person, changes: PersonChanges, now_ms: int) -> Person:
    """``person`` with ``changes`` but for the balance. Raises ServiceError as
    :func:`draft_person`, and ``owner_protected``.
    """
    if changes.balance_nano is not None:
        _balance(changes.balance_nano)
    if person.id == OWNER_ID:
        check_owner(changes)
    elif changes.role is Role.OWNER:
        raise _invalid("role", "is the owner's, and there is one owner")
    if (name := changes.display_name) is not None:
        person = replace(person, display_name=_name(name))
    if (username := changes.username) is not None:
        person = replace(person, username=_username(username))
    if (group := changes.group) is not None:
        person = replace(person, group=_group(group))
    if (limits := changes.limits) is not None:
        rates, budgets = check_limits(limits.limits), check_budgets(limits.budgets)
        person = replace(person, limits=rates, budgets=dated(budgets, person.budgets, now_ms))
    return replace(
        person,
        role=person.role if changes.role is None else changes.role,
        enabled=person.enabled if changes.enabled is None else changes.enabled,
        unlimited=person.unlimited if changes.unlimited is None else changes.unlimited,
    )


def check_owner(changes: PersonChanges) -> None:
    """Raises ServiceError ``owner_protected``."""
    if changes.enabled is False or changes.role not in (None, Role.OWNER):
        raise protected()


def protected() -> ServiceError:
    return ServiceError(
        "owner_protected", "the owner cannot be switched off, removed or given another role"
    )


def free_username(name: str, taken: Iterable[str]) -> str:
    """One like a name: ``Grandma Mei`` becomes ``grandma-mei``, or else ``grandma-mei-2``."""
    known = {each.casefold() for each in taken}
    stem = re.sub(r"[\W_]+", "-", name.casefold())[:_STEM_CHARS].strip("-") or "person"
    number, found = 2, stem
    while found in known:
        number, found = number + 1, f"{stem}-{number}"
    return found


def _name(name: str) -> str:
    name = " ".join(name.split())
    if len(name) > NAME_CHARS:
        raise _invalid("display_name", f"has more than {NAME_CHARS} characters")
    return _storable("display_name", name)


def _username(name: str) -> str:
    if not name or len(name) > USERNAME_CHARS or not name.isprintable() or " " in name:
        raise _invalid("username", f"has to be 1 to {USERNAME_CHARS} characters without spaces")
    if name.startswith(DELETED_NAME):
        raise _invalid("username", f"cannot begin with {DELETED_NAME!r}")
    return name


def _group(group: str) -> str:
    group = group.strip()
    if not group or len(group) > GROUP_CHARS:
        raise _invalid("group", f"needs a name of at most {GROUP_CHARS} characters")
    return _storable("group", group)


def _storable(field: str, text: str) -> str:
    """Halves of surrogate pairs pass as JSON, but no database takes them."""
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise _invalid(field, "is no text")
    return text


def _balance(nano: int) -> int:
    if abs(nano) > MOST_NANO:
        raise _invalid("balance", "is out of range")
    return nano


def _invalid(field: str, why: str) -> ServiceError:
    return ServiceError("invalid_person", f"the person's {field} {why}", {field: why})
