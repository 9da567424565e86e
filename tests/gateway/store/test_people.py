"""People, groups, options and prices."""

from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest

from gateway.domain.person import OWNER_ID, Person, Role
from gateway.domain.token import Token
from gateway.errors import NotFound, ServiceError
from gateway.store import ledger_rows, options, people, tokens
from gateway.store.database import Database
from tests.gateway.store.support import NOON

ADA = Person(0, "ada", "Ada", Role.ADMIN, False, "vip", False, 7_000, 3_000, 12, created_at=NOON)


async def test_the_first_person_is_the_owner(database: Database) -> None:
    made = await database.write(
        lambda: people.insert(Person(0, "root", "Owner", Role.OWNER), password_hash="$scrypt$")
    )
    assert made.id == OWNER_ID
    assert await database.read(lambda: people.password_hash(OWNER_ID)) == "$scrypt$"
    with pytest.raises(NotFound):
        await database.write(lambda: people.delete(OWNER_ID, NOON))


async def test_a_person_comes_back_as_given(house: Database) -> None:
    made = await house.write(lambda: people.insert(ADA, actor="root"))
    assert made == replace(ADA, id=made.id)
    assert await house.read(lambda: people.find("ada")) == made
    assert await house.read(lambda: people.find("nobody")) is None
    assert (await house.read(people.list_all))[-1] == made
    assert await house.read(ledger_rows.check) == []


async def test_a_username_is_taken_once(house: Database) -> None:
    with pytest.raises(ServiceError) as refused:
        await house.write(lambda: people.insert(Person(0, "mei", "Another Mei")))
    assert refused.value.code == "username_taken"
    mei = await house.read(lambda: people.get(2))
    with pytest.raises(ServiceError):
        await house.write(lambda: people.update(replace(mei, username="root")))
    renamed = replace(mei, display_name="梅", balance_nano=0)
    after = await house.write(lambda: people.update(renamed))
    assert (after.display_name, after.balance_nano) == ("梅", mei.balance_nano)


async def test_a_deleted_person_takes_their_tokens_along(house: Database) -> None:
    await house.write(lambda: people.set_access_hash(2, b"h" * 32))
    await house.write(lambda: people.delete(2, NOON))
    assert [person.id for person in await house.read(people.list_all)] == [1]
    assert [stored.token.id for stored in await house.read(tokens.list_all)] == [1]
    assert await house.read(people.access_hashes) == {}
    assert await house.read(ledger_rows.check) == []
    again = await house.write(lambda: people.insert(Person(0, "mei", "Mei")))
    assert again.id == 3


async def test_a_removed_person_comes_back_with_what_went_along(house: Database) -> None:
    def prepare() -> None:
        people.set_access_hash(2, b"h" * 32)
        people.set_password_hash(2, "$scrypt$")
        tokens.delete(2, NOON)  # by itself, before
        tokens.insert(Token(0, 2, "Tablet", "tail", created_at=NOON), b"t" * 32, "uid", b"sealed")

    before = await house.read(lambda: people.get(2))
    await house.write(prepare)
    theirs = [s.token.id for s in await house.read(tokens.list_all) if s.token.person_id == 2]
    removed = await house.write(lambda: people.delete(2, NOON))
    assert removed.tokens == tuple(theirs)
    assert "scrypt" not in repr(removed)
    for token_id in (2, *theirs):
        with pytest.raises(NotFound):
            await house.write(partial(tokens.restore, token_id))
    person, back = await house.write(lambda: people.restore(removed))
    assert person == before
    assert [stored.token.id for stored in back] == theirs
    assert await house.read(people.access_hashes) == {b"h" * 32: 2}
    assert await house.read(lambda: people.password_hash(2)) == "$scrypt$"
    assert 2 not in [stored.token.id for stored in await house.read(tokens.list_all)]
    with pytest.raises(NotFound):
        await house.write(lambda: people.restore(removed))


async def test_a_removed_person_leaves_keys_and_names_that_others_took(house: Database) -> None:
    token = Token(0, 2, "Tablet", "tail", created_at=NOON)
    made = await house.write(lambda: tokens.insert(token, b"t" * 32, "uid", b"sealed"))
    removed = await house.write(lambda: people.delete(2, NOON))
    roots = replace(token, person_id=1)
    taken = await house.write(lambda: tokens.insert(roots, b"t" * 32, "uid 2", b"sealed"))
    again = await house.write(lambda: people.insert(Person(0, removed.username, "Mei")))
    with pytest.raises(ServiceError) as refused:
        await house.write(lambda: people.restore(removed))
    assert refused.value.code == "username_taken"
    await house.write(lambda: people.delete(again.id, NOON))
    _, back = await house.write(lambda: people.restore(removed))
    assert made.token.id not in [stored.token.id for stored in back]
    assert taken == await house.read(lambda: tokens.get(taken.token.id))


async def test_access_tokens_are_found_by_their_hash(house: Database) -> None:
    await house.write(lambda: people.set_access_hash(1, b"a" * 32))
    assert await house.read(people.access_hashes) == {b"a" * 32: 1}
    await house.write(lambda: people.set_access_hash(1, b"b" * 32))
    assert await house.read(people.access_hashes) == {b"b" * 32: 1}
    await house.write(lambda: people.set_password_hash(1, "$new$"))
    assert await house.read(lambda: people.password_hash(1)) == "$new$"


async def test_groups_have_exact_multipliers(database: Database) -> None:
    assert await database.read(people.groups) == {"default": Fraction(1)}
    await database.write(lambda: people.set_group("vip", Fraction(1, 3)))
    await database.write(lambda: people.set_group("default", Fraction("1.1")))
    assert await database.read(people.groups) == {
        "default": Fraction(11, 10),
        "vip": Fraction(1, 3),
    }
    await database.write(lambda: people.delete_group("vip"))
    assert set(await database.read(people.groups)) == {"default"}


async def test_options_are_set_changed_and_forgotten(database: Database) -> None:
    await database.write(lambda: options.set_value("port", "3000"))
    await database.write(lambda: options.set_value("port", "3100"))
    await database.write(lambda: options.set_value("name", "母港"))
    assert await database.read(options.get_all) == {"port": "3100", "name": "母港"}
    await database.write(lambda: options.delete("port"))
    assert await database.read(lambda: options.get("port")) is None


async def test_price_overrides_by_model(database: Database) -> None:
    await database.write(lambda: options.set_price_override("gpt-5", '{"input":"1"}', NOON))
    await database.write(lambda: options.set_price_override("gpt-5", '{"input":"2"}', NOON))
    assert await database.read(options.price_overrides) == {"gpt-5": '{"input":"2"}'}
    await database.write(lambda: options.delete_price_override("gpt-5"))
    assert await database.read(options.price_overrides) == {}
