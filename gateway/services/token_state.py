"""Tokens and people in memory: who a client key belongs to, and who pays."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import replace

from gateway.domain.budget import Scope
from gateway.domain.limits import Limits
from gateway.domain.person import NOT_LIMITED, GroupLimits, Person
from gateway.domain.token import Token
from gateway.errors import NotFound
from gateway.events import TokensChanged
from gateway.ledger.accounts import AccountKind
from gateway.relay.callers import Caller
from gateway.services.context import Context
from gateway.store.tokens import StoredToken


class TokenState:
    """Every token and person that is not deleted. Balances are the ledger's."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._people: dict[int, Person] = {}
        self._tokens: dict[int, StoredToken] = {}
        self._access: dict[int, bytes] = {}
        self._callers: dict[bytes, Caller] = {}
        self.groups: dict[str, GroupLimits] = {}

    @property
    def people(self) -> Mapping[int, Person]:
        return self._people

    @property
    def stored(self) -> Mapping[int, StoredToken]:
        """Tokens by id, as the store had them when they last changed."""
        return self._tokens

    def get(self, token_id: int) -> StoredToken:
        """Raises NotFound."""
        try:
            return self._tokens[token_id]
        except KeyError:
            raise NotFound("token", token_id) from None

    def person(self, person_id: int) -> Person:
        """Raises NotFound."""
        try:
            return self._people[person_id]
        except KeyError:
            raise NotFound("person", person_id) from None

    def by_access_hash(self, value: bytes) -> Person | None:
        """Whose access token this is the hash of, compared in constant time with everybody's."""
        found = 0
        for person_id, known in self._access.items():
            if hmac.compare_digest(known, value):
                found = person_id
        return self._people.get(found)

    def load(
        self,
        people: Iterable[Person],
        access: Mapping[bytes, int],
        tokens: Iterable[StoredToken],
        groups: Mapping[str, GroupLimits],
        *,
        balances: bool,
    ) -> None:
        """Replaces all.

        With ``balances`` the ledger takes the store's figures, which is right only while nothing
        is being settled; without, an account it knows keeps its own: memory is the authority.
        """
        self._people = {person.id: person for person in people}
        self._tokens = {stored.token.id: stored for stored in tokens}
        self._access = {person_id: value for value, person_id in access.items()}
        self._limit_groups(groups)
        for person in self._people.values():
            self._open(AccountKind.PERSON, person, anew=balances)
            self._limit_person(person)
        for stored in self._tokens.values():
            self._open(AccountKind.TOKEN, stored.token, anew=balances)
            self._limit_token(stored.token)
        self._callers = {}
        for stored in self._tokens.values():
            self._add_caller(stored)
        self._publish(0)

    def put(self, stored: StoredToken) -> None:
        """Takes a token as the store has it now."""
        before = self._tokens.get(stored.token.id)
        if before is not None:
            self._callers.pop(before.key_hash, None)
        self._tokens[stored.token.id] = stored
        self._open(AccountKind.TOKEN, stored.token)
        self._limit_token(stored.token)
        self._add_caller(stored)
        self._publish(stored.token.id)

    def put_all(
        self, person: Person, access_hash: bytes | None, tokens: Iterable[StoredToken]
    ) -> None:
        """Takes a person who is back, and their tokens with them."""
        self.put_person(person, access_hash)
        for stored in tokens:
            self.put(stored)

    def drop(self, token_id: int) -> None:
        """Forgets a token; its account stays for requests in flight and for an undo."""
        stored = self._tokens.pop(token_id, None)
        if stored is not None:
            self._callers.pop(stored.key_hash, None)
            self._publish(token_id)

    def put_person(self, person: Person, access_hash: bytes | None = None) -> None:
        """Takes a person as the store has them now, with a new access token's hash if given."""
        self._people[person.id] = person
        if access_hash is not None:
            self._access[person.id] = access_hash
        self._open(AccountKind.PERSON, person)
        self._limit_person(person)
        for stored in self._tokens.values():
            if stored.token.person_id == person.id:
                self._add_caller(stored)
        self._publish(0)

    def drop_person(self, person_id: int) -> None:
        """Forgets a person and their tokens; accounts stay, as :meth:`drop` leaves a token's."""
        self._people.pop(person_id, None)
        self._access.pop(person_id, None)
        theirs = [s for s in self._tokens.values() if s.token.person_id == person_id]
        for stored in theirs:
            del self._tokens[stored.token.id]
            self._callers.pop(stored.key_hash, None)
        self._publish(0)

    def put_groups(self, groups: Mapping[str, GroupLimits]) -> None:
        """Takes what limits groups as the store has it now."""
        self._limit_groups(groups)
        for stored in self._tokens.values():
            self._add_caller(stored)
        self._publish(0)

    def moved(self, kind: AccountKind, account_id: int, amount_nano: int) -> None:
        """An entry of the ledger was committed beside any request: the balance follows."""
        account = self._context.ledger.get(kind, account_id)
        if account is not None:
            account.balance += amount_nano
            self._context.events.publish(
                TokensChanged(account_id if kind is AccountKind.TOKEN else 0)
            )

    def with_money(self, token: Token) -> Token:
        """A token with what the ledger says of it."""
        account = self._context.ledger.get(AccountKind.TOKEN, token.id)
        if account is None:
            return token
        return replace(token, balance_nano=account.balance, used_nano=account.used)

    def person_with_money(self, person: Person) -> Person:
        account = self._context.ledger.get(AccountKind.PERSON, person.id)
        if account is None:
            return person
        return replace(person, balance_nano=account.balance, used_nano=account.used)

    def _open(self, kind: AccountKind, row: Person | Token, *, anew: bool = False) -> None:
        account = self._context.ledger.get(kind, row.id)
        if account is None or anew:
            self._context.ledger.put(
                kind,
                row.id,
                unlimited=row.unlimited,
                balance=row.balance_nano,
                used=row.used_nano,
            )
        else:
            # The row may hold settlements that the ledger is only about to apply.
            account.unlimited = row.unlimited

    def _add_caller(self, stored: StoredToken) -> None:
        token = stored.token
        person = self._people.get(token.person_id)
        if person is None or not stored.key_hash:
            return
        context, group = self._context, token.group or person.group
        found = (
            context.tallies.get(Scope.TOKEN, token.id),
            context.tallies.get(Scope.PERSON, person.id),
            context.tallies.get(Scope.GROUP, group),
        )
        tallies = tuple(tally for tally in found if tally is not None)
        payer = context.ledger.payer(token.id, person.id, tallies, token.ceiling_nano)
        gauge = context.caller_gauges.entrance(token.id, person.id, group)
        self._callers[stored.key_hash] = Caller(token, person, payer, group, gauge=gauge)

    def _limit_token(self, token: Token) -> None:
        limits = Limits(token.rpm, token.tpm, token.concurrency)
        self._context.caller_gauges.put(Scope.TOKEN, token.id, token.name, limits)
        self._context.tallies.put(Scope.TOKEN, token.id, token.name, token.budgets)

    def _limit_person(self, person: Person) -> None:
        name = person.display_name or person.username
        self._context.caller_gauges.put(Scope.PERSON, person.id, name, person.limits)
        self._context.tallies.put(Scope.PERSON, person.id, name, person.budgets)

    def _limit_groups(self, groups: Mapping[str, GroupLimits]) -> None:
        for name in {*self.groups, *groups}:
            limits = groups.get(name, NOT_LIMITED)
            self._context.caller_gauges.put(Scope.GROUP, name, name, limits.limits)
            self._context.tallies.put(Scope.GROUP, name, name, limits.budgets)
        self.groups = dict(groups)

    def _publish(self, token_id: int) -> None:
        self._context.callers.load(self._callers.items())
        self._context.events.publish(TokensChanged(token_id))
