"""The owner, access tokens, passwords."""

from __future__ import annotations

import pytest

from gateway.domain.money import NANO
from gateway.domain.person import OWNER_ID
from gateway.errors import NotFound, ServiceError
from gateway.services.passwords import check_password, hash_password, new_password
from tests.gateway.house import ACCESS_TOKEN, ROOT_KEY, House
from tests.upstreams import Reply, Upstreams, Usage


async def test_an_access_token_names_its_person(home: House) -> None:
    people = home.gateway.people
    person = await people.check_access_token(ACCESS_TOKEN)
    assert person is not None
    assert person.id == OWNER_ID
    for wrong in ("", "x", ACCESS_TOKEN[:-1], ACCESS_TOKEN.upper(), ROOT_KEY):
        assert await people.check_access_token(wrong) is None


async def test_a_new_access_token_ends_the_old_one_at_once(home: House) -> None:
    people = home.gateway.people
    value = await people.new_access_token(OWNER_ID)
    assert len(value) == 32
    assert await people.check_access_token(ACCESS_TOKEN) is None
    assert await people.check_access_token(value) == (await people.list())[0]
    with pytest.raises(NotFound):
        await people.new_access_token(77)


async def test_what_the_owner_used_is_what_the_ledger_says(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o={"input": 2, "output": 8})
    up.openai.script(Reply(text="x", usage=Usage(500_000, 0)))
    await home.chat("gpt-4o")
    await home.settled()
    owner = await home.gateway.people.owner()
    assert owner.used_nano == NANO
    assert owner.request_count == 1


async def test_passwords_are_salted_and_short_ones_refused(home: House) -> None:
    people = home.gateway.people
    await people.set_password(OWNER_ID, "correct horse")
    assert await people.check_password("root", "correct horse") is not None
    assert await people.check_password("root", "correct horsE") is None
    assert await people.check_password("nobody", "correct horse") is None
    with pytest.raises(ServiceError) as refused:
        await people.set_password(OWNER_ID, "short")
    assert refused.value.code == "invalid_password"


def test_a_hash_keeps_its_own_parameters() -> None:
    first, second = hash_password("secret"), hash_password("secret")
    assert first != second
    assert check_password("secret", first)
    assert not check_password("Secret", first)
    cheaper = "scrypt:2:1:1:c2FsdA==:cS9U9nwV0ZoGMvT2kMZpAA=="
    assert not check_password("secret", cheaper)
    for nobodys in ("", "bcrypt", "md5:1:2:3:4:5"):
        assert not check_password("secret", nobodys)
    assert len({new_password() for _ in range(100)}) == 100
