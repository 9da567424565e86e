"""People: the owner and whoever else has tokens; how they prove who they are."""

from __future__ import annotations

import asyncio
import builtins
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Literal

from gateway.domain.person import OWNER_ID, Person
from gateway.errors import ServiceError
from gateway.ledger.accounts import AccountKind
from gateway.services.context import Context
from gateway.services.passwords import check_password, hash_password
from gateway.services.person_drafts import (
    PersonChanges,
    PersonDraft,
    changed_person,
    draft_person,
    free_username,
    protected,
)
from gateway.services.sealing import access_hash
from gateway.services.state import State
from gateway.store import ledger_rows
from gateway.store import people as people_rows
from gateway.store.journal import EntryRow
from gateway.store.people import RemovedPerson

__all__ = [
    "LEAST_PASSWORD",
    "Order",
    "PeopleService",
    "PersonChanges",
    "PersonDraft",
    "RemovedPerson",
]

LEAST_PASSWORD = 8
Order = Literal["", "quota", "used_quota", "request_count"]

_ORDERS: Mapping[str, Callable[[Person], Any]] = {
    "quota": lambda person: (not person.unlimited, -person.balance_nano),
    "used_quota": lambda person: -person.used_nano,
    "request_count": lambda person: -person.request_count,
}


class PeopleService:
    """People with the ledger's balances. ``actor`` names who did it, for the ledger; the owner,
    whose window it is, needs no name.
    """

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state

    async def list(self) -> builtins.list[Person]:
        """Everybody, the owner first."""
        people = await self._context.database.read(people_rows.list_all)
        return [self._state.tokens.person_with_money(person) for person in people]

    async def get(self, person_id: int) -> Person:
        """Raises NotFound."""
        person = await self._context.database.read(partial(people_rows.get, person_id))
        return self._state.tokens.person_with_money(person)

    async def find(self, username: str) -> Person | None:
        """Somebody by name."""
        person = await self._context.database.read(partial(people_rows.find, username))
        return self._state.tokens.person_with_money(person) if person else None

    async def owner(self) -> Person:
        return await self.get(OWNER_ID)

    async def page(
        self, *, keyword: str = "", order: Order = "", offset: int, limit: int
    ) -> tuple[builtins.list[Person], int]:
        """A window of everybody, newest first, and how many there are.

        ``keyword`` is an id, or how a user name or a name begins; ``order`` sorts by what is left
        (unlimited first), by what was used or by requests, the largest first.
        """
        people = [person for person in await self.list() if _matches(person, keyword)]
        people.reverse()
        if order:
            people.sort(key=_ORDERS[order])
        return people[offset : offset + limit], len(people)

    async def create(self, draft: PersonDraft, *, actor: str = "") -> Person:
        """A new person, whose balance is an entry of the ledger.

        Raises ServiceError ``invalid_person``, ``username_taken``, ``invalid_budget``,
        ``invalid_limit``.
        """
        person, who = draft_person(draft, self._context.now_ms()), self._who(actor)

        def write() -> Person:
            taken = (each.username for each in people_rows.list_all())
            username = person.username or free_username(person.display_name, taken)
            return people_rows.insert(replace(person, username=username), actor=who)

        made = await self._state.change(write, self._state.tokens.put_person)
        return self._state.tokens.person_with_money(made)

    async def update(self, person_id: int, changes: PersonChanges, *, actor: str = "") -> Person:
        """A balance is set by an entry of the difference; all else is in force at once.

        Raises NotFound, ServiceError as :meth:`create` does, and ``owner_protected``.
        """
        now, who = self._context.now_ms(), self._who(actor)

        def write() -> tuple[Person, EntryRow | None]:
            person = changed_person(people_rows.get(person_id), changes, now)
            entry = None
            if changes.balance_nano is not None:
                balance = changes.balance_nano
                entry = ledger_rows.set_balance("person", person_id, balance, now, who)
            return people_rows.update(person), entry

        person, _ = await self._state.change(write, self._take)
        return self._state.tokens.person_with_money(person)

    async def set_enabled(self, person_id: int, enabled: bool) -> Person:
        """Keys of somebody who is switched off are refused at once.

        Raises NotFound, ServiceError ``owner_protected``.
        """
        return await self.update(person_id, PersonChanges(enabled=enabled))

    async def grant(
        self, person_id: int, amount_nano: int, *, actor: str = "", note: str = ""
    ) -> Person:
        """Adds to a balance. Raises NotFound, ServiceError ``invalid_amount``."""
        if amount_nano < 0:
            raise ServiceError("invalid_amount", "less than nothing cannot be granted")
        entry = EntryRow(
            at=self._context.now_ms(),
            account="person",
            account_id=person_id,
            amount_nano=amount_nano,
            cause="grant",
            actor=self._who(actor),
            note=note,
        )

        def write() -> tuple[Person, EntryRow | None]:
            people_rows.get(person_id)
            ledger_rows.add(entry)
            return people_rows.get(person_id), entry

        person, _ = await self._state.change(write, self._take)
        return self._state.tokens.person_with_money(person)

    async def remove(self, person_id: int) -> RemovedPerson:
        """They are gone with their tokens; the log and the ledger stay.

        Raises NotFound, ServiceError ``owner_protected``.
        """
        if person_id == OWNER_ID:
            raise protected()
        return await self._state.change(
            partial(people_rows.delete, person_id, self._context.now_ms()),
            lambda _: self._state.tokens.drop_person(person_id),
        )

    async def restore(self, removed: RemovedPerson) -> Person:
        """Undoes a removal: their keys work again. Raises NotFound, ServiceError
        ``username_taken`` if somebody else has the name by now.
        """
        person, _ = await self._state.change(
            partial(people_rows.restore, removed),
            lambda back: self._state.tokens.put_all(back[0], removed.access_hash, back[1]),
        )
        return self._state.tokens.person_with_money(person)

    async def check_access_token(self, value: str) -> Person | None:
        """Whose management access token ``value`` is; None for nobody's.

        Raises ServiceError ``vault_locked``.
        """
        if not value:
            return None
        return self._state.tokens.by_access_hash(access_hash(self._context.vault, value))

    async def new_access_token(self, person_id: int) -> str:
        """A new access token; the one before stops working at once. Raises NotFound."""
        value = secrets.token_hex(16)
        value_hash = access_hash(self._context.vault, value)

        def write() -> Person:
            people_rows.set_access_hash(person_id, value_hash)
            return people_rows.get(person_id)

        await self._state.change(
            write, lambda person: self._state.tokens.put_person(person, value_hash)
        )
        return value

    async def set_password(self, person_id: int, password: str) -> None:
        """Raises ServiceError ``invalid_password`` for a short one, NotFound."""
        if len(password) < LEAST_PASSWORD:
            raise ServiceError(
                "invalid_password",
                f"a password has at least {LEAST_PASSWORD} characters",
                {"password": "too short"},
            )
        value = await asyncio.to_thread(hash_password, password)
        await self._context.database.write(partial(people_rows.set_password_hash, person_id, value))

    async def check_password(self, username: str, password: str) -> Person | None:
        """Who signs in with it; None for a wrong name or password, both equally slow."""

        def read() -> tuple[Person | None, str]:
            person = people_rows.find(username)
            return person, people_rows.password_hash(person.id) if person else ""

        person, stored = await self._context.database.read(read)
        if not stored:
            await asyncio.to_thread(hash_password, password)
            return None
        right = await asyncio.to_thread(check_password, password, stored)
        return self._state.tokens.person_with_money(person) if right and person else None

    def _who(self, actor: str) -> str:
        return actor or self._state.tokens.person(OWNER_ID).username

    def _take(self, rows: tuple[Person, EntryRow | None]) -> None:
        person, entry = rows
        self._state.tokens.put_person(person)
        if entry is not None:
            self._state.tokens.moved(AccountKind.PERSON, person.id, entry.amount_nano)


def _matches(person: Person, keyword: str) -> bool:
    if not keyword or keyword == str(person.id):
        return True
    names = (person.username, person.display_name)
    return any(name.casefold().startswith(keyword.casefold()) for name in names)
