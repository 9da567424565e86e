"""People: the owner and whoever else has tokens; how they prove who they are."""

from __future__ import annotations

import asyncio
import builtins
import secrets
from functools import partial

from gateway.domain.person import OWNER_ID, Person
from gateway.errors import ServiceError
from gateway.services.context import Context
from gateway.services.passwords import check_password, hash_password
from gateway.services.sealing import access_hash
from gateway.services.state import State
from gateway.store import people as people_rows

LEAST_PASSWORD = 8


class PeopleService:
    """People with the ledger's balances."""

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
