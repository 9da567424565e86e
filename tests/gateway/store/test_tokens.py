"""Client tokens."""

from dataclasses import replace
from functools import partial

import pytest

from gateway.domain.token import Token
from gateway.errors import NotFound, ServiceError
from gateway.store import ledger_rows, tokens
from gateway.store.database import Database
from tests.gateway.store.support import NOON

TOKEN = Token(
    id=0,
    person_id=1,
    name="Cherry Studio",
    hint="wxyz",
    unlimited=False,
    balance_nano=5_000_000_000,
    used_nano=1_234,
    expires_at=NOON + 1,
    models=("gpt-5", "claude-opus-5"),
    subnets=("192.168.1.0/24", "fe80::/10"),
    group="vip",
    created_at=NOON,
    purpose="this-computer",
)
HASH = bytes(range(32))


def insert() -> tokens.StoredToken:
    return tokens.insert(TOKEN, HASH, "uid", b"sealed", actor="root")


async def test_a_token_comes_back_as_it_was_given(house: Database) -> None:
    stored = await house.write(insert)
    assert stored.token == replace(TOKEN, id=stored.token.id)
    assert (stored.key_hash, stored.key_uid, stored.sealed_key) == (HASH, "uid", b"sealed")
    assert await house.read(lambda: tokens.get(stored.token.id)) == stored
    assert (await house.read(tokens.list_all))[-1] == stored


async def test_its_first_money_is_an_entry_of_the_ledger(house: Database) -> None:
    stored = await house.write(insert)
    (entry,) = await house.read(lambda: ledger_rows.page("token", stored.token.id))
    assert (entry.cause, entry.amount_nano, entry.used_nano) == ("grant", 5_000_000_000, 1_234)
    assert (entry.actor, entry.at) == ("root", NOON)
    assert await house.read(ledger_rows.check) == []


async def test_two_tokens_cannot_have_one_key(house: Database) -> None:
    first = await house.write(insert)
    with pytest.raises(ServiceError, match="has this key already") as refused:
        await house.write(insert)
    assert refused.value.code == "duplicate_key"
    await house.write(lambda: tokens.delete(first.token.id, NOON))
    second = await house.write(insert)
    assert second.token.id != first.token.id
    with pytest.raises(NotFound):
        await house.write(lambda: tokens.restore(first.token.id))


async def test_an_update_leaves_money_key_and_use_alone(house: Database) -> None:
    before = await house.write(insert)
    changed = replace(
        before.token, name="New", models=(), unlimited=True, balance_nano=9, used_nano=9, hint="no"
    )
    after = await house.write(lambda: tokens.update(changed))
    assert after.token == replace(
        changed,
        balance_nano=before.token.balance_nano,
        used_nano=before.token.used_nano,
        hint="wxyz",
    )
    assert after.key_hash == before.key_hash


async def test_a_key_can_be_replaced(house: Database) -> None:
    await house.write(lambda: tokens.replace_key(1, b"n" * 32, "uid-n", b"new", "0000"))
    stored = await house.read(lambda: tokens.get(1))
    assert (stored.key_hash, stored.key_uid, stored.sealed_key) == (b"n" * 32, "uid-n", b"new")
    assert stored.token.hint == "0000"


async def test_a_deleted_token_is_hidden_until_it_is_restored(house: Database) -> None:
    before = await house.read(lambda: tokens.get(1))
    await house.write(lambda: tokens.delete(1, NOON))
    with pytest.raises(NotFound):
        await house.read(lambda: tokens.get(1))
    assert [stored.token.id for stored in await house.read(tokens.list_all)] == [2]
    assert (await house.read(tokens.names))[1] == "laptop"
    assert await house.read(ledger_rows.check) == []
    assert await house.write(lambda: tokens.restore(1)) == before


async def test_keys_of_deleted_tokens_are_erased_after_their_time(house: Database) -> None:
    await house.write(lambda: tokens.delete(1, NOON))
    assert await house.write(lambda: tokens.purge_keys(NOON)) == 0
    assert await house.write(lambda: tokens.purge_keys(NOON + 1)) == 1
    with pytest.raises(NotFound):
        await house.write(lambda: tokens.restore(1))


async def test_pages_are_newest_first_and_counted(house: Database) -> None:
    for number in range(5):
        key = bytes([number]) * 32
        token = replace(TOKEN, name=f"App {number}", person_id=2)
        await house.write(partial(tokens.insert, token, key, "u", b""))
    rows, total = await house.read(lambda: tokens.page(offset=1, limit=2))
    assert ([row.token.name for row in rows], total) == (["App 3", "App 2"], 7)
    rows, total = await house.read(lambda: tokens.page(person_id=1))
    assert ([row.token.name for row in rows], total) == (["laptop"], 1)
    rows, total = await house.read(lambda: tokens.page(keyword="aPP"))
    assert total == 5
    rows, total = await house.read(lambda: tokens.page(keyword="100%"))
    assert (rows, total) == ([], 0)
