"""People, what they sign in with, and the groups that set their prices.

Every function runs inside :meth:`Database.write` or :meth:`Database.read`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gateway.domain.limits import Limits
from gateway.domain.person import OWNER_ID, GroupLimits, Person, Role
from gateway.errors import NotFound, ServiceError
from gateway.store import fields, ledger_rows, schema
from gateway.store import tokens as token_rows
from gateway.store.journal import EntryRow
from gateway.store.tokens import StoredToken

DELETED_NAME = "deleted:"
"""How the user name of somebody who was removed begins: theirs is free again."""


@dataclass(frozen=True, slots=True)
class RemovedPerson:
    """What :func:`restore` needs: their name, what they signed in with, and which tokens went."""

    person_id: int
    username: str
    name: str
    tokens: tuple[int, ...] = ()
    password_hash: str = field(default="", repr=False)
    access_hash: bytes | None = field(default=None, repr=False)


def list_all() -> list[Person]:
    """Everybody who is not deleted, oldest first: the owner, then the others."""
    rows = schema.Person.select().where(schema.Person.deleted_at == 0)
    return [_person(row) for row in rows.order_by(schema.Person.id)]


def get(person_id: int) -> Person:
    """One person. Raises NotFound."""
    row = schema.Person.get_or_none(
        (schema.Person.id == person_id) & (schema.Person.deleted_at == 0)
    )
    if row is None:
        raise NotFound("person", person_id)
    return _person(row)


def find(username: str) -> Person | None:
    row = schema.Person.get_or_none(
        (schema.Person.username == username) & (schema.Person.deleted_at == 0)
    )
    return None if row is None else _person(row)


def insert(
    person: Person, *, password_hash: str = "", access_hash: bytes | None = None, actor: str = ""
) -> Person:
    """A new person; the first becomes the owner (id 1); a balance becomes an entry of the ledger.

    ``password_hash`` is salted and slow, ``access_hash`` the vault's keyed hash of an access
    token. Raises ServiceError ``username_taken``.
    """
    if find(person.username) is not None:
        raise _taken(person.username)
    person_id = schema.Person.insert(
        **_columns(person),
        balance_nano=0,
        used_nano=0,
        request_count=person.request_count,
        created_at=person.created_at,
        deleted_at=0,
        password_hash=password_hash,
        access_hash=access_hash,
    ).execute()
    if person.balance_nano or person.used_nano:
        ledger_rows.add(
            EntryRow(
                at=person.created_at,
                account="person",
                account_id=person_id,
                amount_nano=person.balance_nano,
                used_nano=person.used_nano,
                cause="grant",
                actor=actor,
            )
        )
    return get(person_id)


def update(person: Person) -> Person:
    """Stores what is configured of a person: not money, nor what they sign in with.

    Raises NotFound and ServiceError ``username_taken``.
    """
    twin = find(person.username)
    if twin is not None and twin.id != person.id:
        raise _taken(person.username)
    _change(person.id, _columns(person))
    return get(person.id)


def delete(person_id: int, now_ms: int) -> RemovedPerson:
    """Hides a person and their tokens; log and ledger keep their meaning, the name is free again.

    Raises NotFound, also for the owner, who cannot be removed.
    """
    if person_id == OWNER_ID:
        raise NotFound("removable person", person_id)
    person, token = get(person_id), schema.Token
    row = schema.Person.get_by_id(person_id)
    theirs: Any = token.select(token.id).where(
        (token.person == person_id) & (token.deleted_at == 0)
    )
    removed = RemovedPerson(
        person_id,
        person.username,
        person.display_name or person.username,
        tuple(each.id for each in theirs.order_by(token.id)),
        row.password_hash,
        row.access_hash,
    )
    gone = {
        "deleted_at": now_ms,
        "username": f"{DELETED_NAME}{person_id}",
        "password_hash": "",
        "access_hash": None,
    }
    _change(person_id, gone)
    token.update(deleted_at=now_ms).where(token.id.in_(removed.tokens)).execute()
    return removed


def restore(removed: RemovedPerson) -> tuple[Person, list[StoredToken]]:
    """Brings a removed person back with the tokens that went along, those excepted whose key was
    taken since. Raises NotFound if they are not removed, ServiceError ``username_taken``.
    """
    twin = find(removed.username)
    if twin is not None and twin.id != removed.person_id:
        raise _taken(removed.username)
    person, token = schema.Person, schema.Token
    back = {
        "deleted_at": 0,
        "username": removed.username,
        "password_hash": removed.password_hash,
        "access_hash": removed.access_hash,
    }
    where = (person.id == removed.person_id) & (person.deleted_at > 0)
    if not person.update(back).where(where).execute():
        raise NotFound("removed person", removed.person_id)
    gone = token.id.in_(removed.tokens) & (token.deleted_at > 0) & token.key_hash.is_null(False)
    ids = [row.id for row in token.select(token.id).where(gone).order_by(token.id)]
    token.update(deleted_at=0).where(token.id.in_(ids)).execute()
    return get(removed.person_id), [token_rows.get(each) for each in ids]


def password_hash(person_id: int) -> str:
    """What a password is compared with; empty when none was set. Raises NotFound."""
    get(person_id)
    return str(schema.Person.get_by_id(person_id).password_hash)


def set_password_hash(person_id: int, value: str) -> None:
    _change(person_id, {"password_hash": value})


def access_hashes() -> dict[bytes, int]:
    """Keyed hashes of management access tokens -> person ids."""
    rows = schema.Person.select().where(
        (schema.Person.deleted_at == 0) & schema.Person.access_hash.is_null(False)
    )
    return {row.access_hash: row.id for row in rows}


def set_access_hash(person_id: int, value: bytes | None) -> None:
    _change(person_id, {"access_hash": value})


def groups() -> dict[str, Fraction]:
    """Price multipliers by the group's name."""
    return {row.name: fields.to_fraction(row.multiplier) for row in schema.Group.select()}


def set_group(name: str, multiplier: Fraction) -> None:
    """Sets a group's multiplier; a group that is not there is created."""
    text = fields.from_fraction(multiplier)
    group = schema.Group
    if not group.update(multiplier=text).where(group.name == name).execute():
        group.insert(name=name, multiplier=text).execute()


def delete_group(name: str) -> None:
    """Its multiplier is 1 again; a group without limits either is forgotten."""
    if group_limits().get(name):
        set_group(name, Fraction(1))
    else:
        schema.Group.delete().where(schema.Group.name == name).execute()


def group_limits() -> dict[str, GroupLimits]:
    """Groups that are limited, by name."""
    rows = schema.Group.select()
    found = {row.name: GroupLimits(_limits(row), fields.to_budgets(row.budgets)) for row in rows}
    return {name: limits for name, limits in found.items() if limits}


def set_group_limits(name: str, limits: GroupLimits) -> None:
    """Replaces what limits a group; a group that is not there is created."""
    group = schema.Group
    if not group.update(_limit_columns(limits)).where(group.name == name).execute():
        one = fields.from_fraction(Fraction(1))
        group.insert(name=name, multiplier=one, **_limit_columns(limits)).execute()


def _taken(username: str) -> ServiceError:
    return ServiceError("username_taken", f"there is a {username!r} already", {"username": "taken"})


def _change(person_id: int, change: dict[str, Any]) -> None:
    where = (schema.Person.id == person_id) & (schema.Person.deleted_at == 0)
    if not schema.Person.update(change).where(where).execute():
        raise NotFound("person", person_id)


def _columns(person: Person) -> dict[str, Any]:
    return {
        "username": person.username,
        "display_name": person.display_name,
        "role": int(person.role),
        "enabled": person.enabled,
        "group": person.group,
        "unlimited": person.unlimited,
        **_limit_columns(GroupLimits(person.limits, person.budgets)),
    }


def _person(row: Any) -> Person:
    return Person(
        id=row.id,
        username=row.username,
        display_name=row.display_name,
        role=Role(row.role),
        enabled=row.enabled,
        group=row.group,
        unlimited=row.unlimited,
        balance_nano=row.balance_nano,
        used_nano=row.used_nano,
        request_count=row.request_count,
        created_at=row.created_at,
        limits=_limits(row),
        budgets=fields.to_budgets(row.budgets),
    )


def _limits(row: Any) -> Limits:
    return Limits(row.rpm, row.tpm, row.concurrency)


def _limit_columns(limits: GroupLimits) -> dict[str, Any]:
    return {
        "rpm": limits.limits.rpm,
        "tpm": limits.limits.tpm,
        "concurrency": limits.limits.concurrency,
        "budgets": fields.from_budgets(limits.budgets),
    }
