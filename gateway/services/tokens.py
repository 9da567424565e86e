"""Client tokens: made, limited, shown, revoked. What happens to them is in force at once."""

from __future__ import annotations

import asyncio
import builtins
from collections.abc import Iterable
from functools import partial
from typing import Literal

from gateway.domain.person import OWNER_ID
from gateway.domain.token import KEY_PREFIX, Token, bare_key, new_key
from gateway.ledger.accounts import AccountKind
from gateway.services.budget_checks import MOST_A_MINUTE
from gateway.services.context import Context
from gateway.services.sealing import open_token, seal_token
from gateway.services.state import State
from gateway.services.token_addresses import NewAddress, TokenAddresses
from gateway.services.token_drafts import (
    CreatedToken,
    DeletedToken,
    TokenChanges,
    TokenDraft,
    changed_token,
    check_key,
    draft_token,
)
from gateway.store import ledger_rows
from gateway.store import people as people_rows
from gateway.store import tokens as token_rows
from gateway.store.journal import EntryRow
from gateway.store.tokens import StoredToken

__all__ = [
    "MOST_A_MINUTE",
    "THIS_COMPUTER",
    "THIS_COMPUTER_NAME",
    "CreatedToken",
    "DeletedToken",
    "NewAddress",
    "Order",
    "TokenChanges",
    "TokenDraft",
    "TokenService",
]

THIS_COMPUTER = "this-computer"
"""The purpose of the token that the window made for programs beside it."""
THIS_COMPUTER_NAME = "This computer"

Order = Literal["", "remain_quota", "used_quota"]


class TokenService:
    """Tokens with the ledger's balances. ``actor`` names who did it, for the ledger; the owner,
    whose window it is, needs no name.
    """

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state
        self._making = asyncio.Lock()
        self._addresses = TokenAddresses(context)

    async def list(self, person_id: int | None = None) -> builtins.list[Token]:
        """All tokens, or one person's, oldest first."""
        stored = await self._context.database.read(token_rows.list_all)
        tokens = (self._state.tokens.with_money(each.token) for each in stored)
        return [t for t in tokens if person_id is None or t.person_id == person_id]

    async def page(
        self, person_id: int, *, keyword: str = "", order: Order = "", offset: int, limit: int
    ) -> tuple[builtins.list[Token], int]:
        """A window of one person's tokens, newest first, and how many there are.

        ``keyword`` is how the name begins; ``order`` sorts by what is left (unlimited first) or by
        what was used.
        """
        tokens = [t for t in await self.list(person_id) if t.name.startswith(keyword)]
        tokens.reverse()
        if order == "remain_quota":
            tokens.sort(key=lambda token: (not token.unlimited, -token.balance_nano))
        elif order == "used_quota":
            tokens.sort(key=lambda token: -token.used_nano)
        return tokens[offset : offset + limit], len(tokens)

    async def get(self, token_id: int) -> Token:
        """Raises NotFound."""
        stored = await self._context.database.read(partial(token_rows.get, token_id))
        return self._state.tokens.with_money(stored.token)

    async def create(self, draft: TokenDraft, *, actor: str = "") -> CreatedToken:
        """Raises ServiceError ``invalid_token`` or ``duplicate_key``, NotFound for the person."""
        self._state.tokens.person(draft.person_id)
        bare = bare_key(new_key()) if draft.key is None else check_key(draft.key)
        key = seal_token(self._context.vault, bare)
        token = draft_token(draft, key.hint, self._context.now_ms())
        who = self._who(actor)

        def write() -> StoredToken:
            people_rows.get(draft.person_id)  # who may have been removed by now
            return token_rows.insert(token, key.key_hash, key.uid, key.sealed, actor=who)

        stored = await self._state.change(write, self._state.tokens.put)
        return CreatedToken(self._state.tokens.with_money(stored.token), KEY_PREFIX + bare)

    async def update(self, token_id: int, changes: TokenChanges, *, actor: str = "") -> Token:
        """A balance is set by an entry of the difference. Raises NotFound, ``invalid_token``."""
        now, who = self._context.now_ms(), self._who(actor)

        def write() -> tuple[StoredToken, EntryRow | None]:
            token = changed_token(token_rows.get(token_id).token, changes, now)
            entry = None
            if changes.balance_nano is not None:
                entry = ledger_rows.set_balance("token", token_id, changes.balance_nano, now, who)
            return token_rows.update(token), entry

        stored, _ = await self._state.change(write, self._take)
        return self._state.tokens.with_money(stored.token)

    async def set_enabled(self, token_id: int, enabled: bool) -> Token:
        return await self.update(token_id, TokenChanges(enabled=enabled))

    async def delete(self, token_id: int) -> DeletedToken:
        """The token stops working at once. Raises NotFound."""
        stored = self._state.tokens.get(token_id)
        await self._state.change(
            partial(token_rows.delete, token_id, self._context.now_ms()),
            lambda _: self._state.tokens.drop(token_id),
        )
        return DeletedToken(token_id, stored.token.name)

    async def restore(self, undo: DeletedToken) -> Token:
        """Undoes a deletion: the same key works again. Raises NotFound if that cannot be."""
        stored = await self._state.change(
            partial(token_rows.restore, undo.token_id), self._state.tokens.put
        )
        return self._state.tokens.with_money(stored.token)

    async def duplicate(self, token_id: int, *, actor: str = "") -> CreatedToken:
        """A token with the same limits under the next free name, and a key of its own.

        It gets as much money as the other has left. Raises NotFound, ServiceError ``vault_locked``.
        """
        token = await self.get(token_id)
        draft = TokenDraft(
            name=self._free_name(token),
            unlimited=token.unlimited,
            balance_nano=max(0, token.balance_nano),
            expires_at=token.expires_at,
            models=token.models,
            subnets=token.subnets,
            group=token.group,
            person_id=token.person_id,
            rpm=token.rpm,
            tpm=token.tpm,
            concurrency=token.concurrency,
            ceiling_nano=token.ceiling_nano,
            budgets=token.budgets,
        )
        return await self.create(draft, actor=actor)

    def _free_name(self, token: Token) -> str:
        """``name 2``, ``name 3``, ..., whichever no token of that person has."""
        everyone = (stored.token for stored in self._state.tokens.stored.values())
        taken = {each.name for each in everyone if each.person_id == token.person_id}
        stem, _, tail = token.name.rpartition(" ")
        stem = stem if stem and tail.isdigit() else token.name
        number = 2
        while f"{stem} {number}" in taken:
            number += 1
        return f"{stem} {number}"

    async def new_addresses(self, tokens: Iterable[Token]) -> dict[int, NewAddress]:
        """Tokens that were last used from an address which is new to them, by id."""
        return await self._addresses.new(tokens)

    def groups(self) -> builtins.list[str]:
        """Groups a token may be in. Sync."""
        return self._state.group_names()

    async def reveal(self, token_id: int) -> str:
        """The whole key, ``sk-`` included. Raises NotFound, ServiceError ``vault_locked``."""
        return open_token(self._context.vault, self._state.tokens.get(token_id))

    async def this_computer(self) -> CreatedToken:
        """The owner's token for programs on this computer, made when it is first asked for."""
        async with self._making:
            for stored in self._state.tokens.stored.values():
                token = stored.token
                if token.purpose == THIS_COMPUTER and token.person_id == OWNER_ID:
                    return CreatedToken(
                        self._state.tokens.with_money(token),
                        open_token(self._context.vault, stored),
                    )
            return await self.create(TokenDraft(THIS_COMPUTER_NAME, purpose=THIS_COMPUTER))

    def _who(self, actor: str) -> str:
        return actor or self._state.tokens.person(OWNER_ID).username

    def _take(self, rows: tuple[StoredToken, EntryRow | None]) -> None:
        stored, entry = rows
        self._state.tokens.put(stored)
        if entry is not None:
            self._state.tokens.moved(AccountKind.TOKEN, stored.token.id, entry.amount_nano)
