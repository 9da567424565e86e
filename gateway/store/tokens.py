"""Client tokens: their keyed hashes, their sealed keys, and what they may do.

Every function runs inside :meth:`Database.write` or :meth:`Database.read`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gateway.domain.token import Token
from gateway.errors import NotFound, ServiceError
from gateway.store import fields, ledger_rows, schema
from gateway.store.journal import EntryRow


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A token with what finds it (``key_hash``, 32 bytes) and what shows it (``sealed_key``).

    ``key_uid`` is random and part of what ``sealed_key`` is bound to.
    """

    token: Token
    key_hash: bytes
    key_uid: str
    sealed_key: bytes
    request_count: int = 0


def list_all() -> list[StoredToken]:
    """All tokens that are not deleted, oldest first."""
    rows = schema.Token.select().where(schema.Token.deleted_at == 0)
    return [_stored(row) for row in rows.order_by(schema.Token.id)]


def get(token_id: int) -> StoredToken:
    """One token. Raises NotFound."""
    row = schema.Token.get_or_none((schema.Token.id == token_id) & (schema.Token.deleted_at == 0))
    if row is None:
        raise NotFound("token", token_id)
    return _stored(row)


def insert(
    token: Token, key_hash: bytes, key_uid: str, sealed_key: bytes, *, actor: str = ""
) -> StoredToken:
    """A new token; its id is given by the store, its balance becomes an entry of the ledger.

    Raises ServiceError ``duplicate_key`` when a token that is not deleted has the same key; a
    deleted one gives the key up.
    """
    twin = schema.Token.get_or_none(schema.Token.key_hash == key_hash)
    if twin is not None:
        if not twin.deleted_at:
            raise ServiceError("duplicate_key", f"token {twin.name!r} has this key already")
        schema.Token.update(key_hash=None).where(schema.Token.id == twin.id).execute()
    token_id = schema.Token.insert(
        **_columns(token),
        person=token.person_id,
        key_hash=key_hash,
        key_uid=key_uid,
        sealed_key=sealed_key,
        hint=token.hint,
        balance_nano=0,
        used_nano=0,
        request_count=0,
        created_at=token.created_at,
        deleted_at=0,
        last_used_at=token.last_used_at,
        last_client=token.last_client,
        last_address=token.last_address,
    ).execute()
    if token.balance_nano or token.used_nano:
        ledger_rows.add(
            EntryRow(
                at=token.created_at,
                account="token",
                account_id=token_id,
                amount_nano=token.balance_nano,
                used_nano=token.used_nano,
                cause="grant",
                actor=actor,
            )
        )
    return get(token_id)


def update(token: Token) -> StoredToken:
    """Stores what is configured of a token: not its key, its money, nor its last use.

    Raises NotFound.
    """
    where = (schema.Token.id == token.id) & (schema.Token.deleted_at == 0)
    if not schema.Token.update(_columns(token)).where(where).execute():
        raise NotFound("token", token.id)
    return get(token.id)


def replace_key(
    token_id: int, key_hash: bytes, key_uid: str, sealed_key: bytes, hint: str
) -> StoredToken:
    """Another key for the same token; the old one stops working. Raises NotFound."""
    where = (schema.Token.id == token_id) & (schema.Token.deleted_at == 0)
    change = {"key_hash": key_hash, "key_uid": key_uid, "sealed_key": sealed_key, "hint": hint}
    if not schema.Token.update(change).where(where).execute():
        raise NotFound("token", token_id)
    return get(token_id)


def delete(token_id: int, now_ms: int) -> None:
    """Hides a token, so that log and ledger keep their meaning and :func:`restore` can undo it.

    Raises NotFound.
    """
    where = (schema.Token.id == token_id) & (schema.Token.deleted_at == 0)
    if not schema.Token.update(deleted_at=now_ms).where(where).execute():
        raise NotFound("token", token_id)


def restore(token_id: int) -> StoredToken:
    """Brings a deleted token back.

    Raises NotFound, also when another took its key since, or when whose it was is removed.
    """
    person = schema.Person
    here = person.select(person.id).where(person.deleted_at == 0)
    where = (
        (schema.Token.id == token_id)
        & schema.Token.key_hash.is_null(False)
        & schema.Token.person.in_(here)
    )
    if not schema.Token.update(deleted_at=0).where(where).execute():
        raise NotFound("token", token_id)
    return get(token_id)


def purge_keys(before_ms: int) -> int:
    """Erases the keys of tokens that were deleted before; returns how many."""
    token = schema.Token
    where = (token.deleted_at > 0) & (token.deleted_at < before_ms) & token.key_hash.is_null(False)
    return int(token.update(key_hash=None, sealed_key=None).where(where).execute())


def page(
    *, person_id: int | None = None, keyword: str = "", offset: int = 0, limit: int = 100
) -> tuple[list[StoredToken], int]:
    """Tokens, newest first, and how many there are: one person's or all, with a name like it."""
    token = schema.Token
    rows = token.select().where(token.deleted_at == 0)
    if person_id is not None:
        rows = rows.where(token.person == person_id)
    if keyword:
        rows = rows.where(token.name.contains(keyword))
    total = rows.count()
    window = rows.order_by(token.id.desc()).offset(offset).limit(limit)
    return [_stored(row) for row in window], total


def names() -> dict[int, str]:
    """Names of all tokens, deleted ones included, for reading the log and the usage."""
    rows: Any = schema.Token.select(schema.Token.id, schema.Token.name).tuples()
    return dict(rows)


def _columns(token: Token) -> dict[str, Any]:
    return {
        "name": token.name,
        "enabled": token.enabled,
        "unlimited": token.unlimited,
        "expires_at": token.expires_at,
        "models": fields.from_list(token.models),
        "subnets": fields.from_list(token.subnets),
        "group": token.group,
        "purpose": token.purpose,
        "rpm": token.rpm,
        "tpm": token.tpm,
        "concurrency": token.concurrency,
        "ceiling_nano": token.ceiling_nano,
        "budgets": fields.from_budgets(token.budgets),
    }


def _stored(row: Any) -> StoredToken:
    token = Token(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        hint=row.hint,
        enabled=row.enabled,
        unlimited=row.unlimited,
        balance_nano=row.balance_nano,
        used_nano=row.used_nano,
        expires_at=row.expires_at,
        models=fields.to_tuple(row.models),
        subnets=fields.to_tuple(row.subnets),
        group=row.group,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        last_client=row.last_client,
        last_address=row.last_address,
        purpose=row.purpose,
        rpm=row.rpm,
        tpm=row.tpm,
        concurrency=row.concurrency,
        ceiling_nano=row.ceiling_nano,
        budgets=fields.to_budgets(row.budgets),
    )
    return StoredToken(
        token, row.key_hash or b"", row.key_uid, row.sealed_key or b"", row.request_count
    )
