"""People are made, changed, switched off and removed; what follows is in force at once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from gateway.domain.budget import Budget, Scope, Unit
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.domain.money import NANO
from gateway.domain.person import NOT_LIMITED, OWNER_ID, GroupLimits, Person, Role
from gateway.domain.token import Token
from gateway.errors import NotFound, ServiceError
from gateway.services.people import PersonChanges, PersonDraft
from gateway.services.person_drafts import draft_person, free_username
from gateway.services.token_drafts import TokenDraft
from gateway.store import ledger_rows
from gateway.store.journal import EntryRow
from tests.gateway.house import ZERO_PRICE, House
from tests.upstreams import Reply, Upstreams, Usage

MODEL = "gpt-4o"


async def entries(home: House, person_id: int) -> list[EntryRow]:
    return await home.gateway.database.read(lambda: ledger_rows.page("person", person_id))


async def status(home: House, key: str) -> tuple[int, str]:
    code, headers, _ = await home.chat(MODEL, key=key)
    await home.settled()
    return code, headers.get("x-homeport-error", "")


async def two_devices(home: House, draft: PersonDraft) -> tuple[Person, tuple[Token, str], str]:
    """Mum, her phone (with its key), and the key of her laptop."""
    mum = await home.gateway.people.create(draft)
    phone = await home.token(name="Phone", person_id=mum.id)
    _, laptop = await home.token(name="Laptop", person_id=mum.id)
    return mum, phone, laptop


async def test_one_person_two_tokens_one_budget(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL)
    once = Budget(Period.DAY, Unit.REQUESTS, 2)
    draft = PersonDraft("Mum", limits=GroupLimits(Limits(rpm=9), (once,)))
    mum, (_, phone), laptop = await two_devices(home, draft)
    assert (mum.username, mum.group, mum.unlimited) == ("mum", "default", True)
    assert mum.created_at > 0
    up.openai.always(Reply(text="x", usage=Usage(10, 2)))
    assert await status(home, phone) == (200, "")
    assert await status(home, laptop) == (200, "")
    assert await status(home, phone) == (429, "budget_exceeded")
    assert [left.used for left in home.gateway.limits.left(Scope.PERSON, mum.id)] == [2]
    rows = await home.log()
    assert {row.request.person_id for row in rows if row.request.status == "done"} == {mum.id}


async def test_a_balance_is_an_entry_and_all_tokens_draw_on_it(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL)
    await home.price(gpt_4o={"input": 2, "output": 8})
    up.openai.always(Reply(text="x", usage=Usage(500_000, 0)))
    people = home.gateway.people
    draft = PersonDraft("Mum", unlimited=False, balance_nano=NANO)
    mum, (_, phone), laptop = await two_devices(home, draft)
    (grant,) = await entries(home, mum.id)
    assert (grant.cause, grant.amount_nano, grant.actor) == ("grant", NANO, "root")
    assert await status(home, phone) == (200, "")
    assert await status(home, laptop) == (402, "insufficient_quota")
    after = await people.grant(mum.id, 2 * NANO, actor="dad", note="pocket money")
    assert (after.balance_nano, after.used_nano) == (2 * NANO, NANO)
    assert await status(home, laptop) == (200, "")
    assert (await people.get(mum.id)).balance_nano == NANO
    await people.update(mum.id, PersonChanges(balance_nano=NANO // 4), actor="dad")
    told = [(e.cause, e.amount_nano, e.actor, e.note) for e in await entries(home, mum.id)]
    assert told[0] == ("set", -3 * NANO // 4, "dad", "")
    assert told[2] == ("grant", 2 * NANO, "dad", "pocket money")
    await people.update(mum.id, PersonChanges(unlimited=True))
    assert await status(home, phone) == (200, "")
    for wrong, code in ((-1, "invalid_amount"), (5 * 10**18, "amount_too_large")):
        with pytest.raises(ServiceError) as refused:
            await people.grant(mum.id, wrong)
        assert refused.value.code == code
    with pytest.raises(NotFound):
        await people.grant(77, NANO)
    await home.check_ledger()


async def test_names_group_and_limits_change(home: House, up: Upstreams) -> None:
    people = home.gateway.people
    await home.channel(up.openai, MODEL, groups=("kids",))
    mum, (_, phone), _ = await two_devices(home, PersonDraft("Mum"))
    assert await status(home, phone) == (404, "model_not_found")
    changes = PersonChanges(" Mama  Mei ", username="mei", group=" kids ")
    changed = await people.update(mum.id, changes)
    assert (changed.display_name, changed.username, changed.group) == ("Mama Mei", "mei", "kids")
    assert await status(home, phone) == (200, "")
    assert await people.find("mum") is None
    day = Budget(Period.DAY, Unit.MONEY, NANO, carry=True)
    limits = GroupLimits(Limits(rpm=3), (day,))
    limited = await people.update(mum.id, PersonChanges(limits=limits))
    assert limited.limits == Limits(rpm=3)
    assert limited.budgets[0].since > 0
    again = await people.update(mum.id, PersonChanges("Mei"))
    assert again == replace(limited, display_name="Mei")
    await people.update(mum.id, PersonChanges(limits=NOT_LIMITED))
    assert home.gateway.limits.person(mum.id) == NOT_LIMITED


async def test_whoever_is_switched_off_is_refused_at_once(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL)
    people = home.gateway.people
    mum, (_, phone), laptop = await two_devices(home, PersonDraft("Mum"))
    await people.set_enabled(mum.id, False)
    for key in (phone, laptop):
        assert await status(home, key) == (401, "token_disabled")
    token = await people.new_access_token(mum.id)
    found = await people.check_access_token(token)
    assert found is not None
    assert not found.enabled
    await people.set_enabled(mum.id, True)
    assert await status(home, phone) == (200, "")


async def test_a_removal_takes_the_tokens_and_is_undone(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL)
    await home.price(gpt_4o={"input": 2, "output": 8})
    up.openai.always(Reply(text="x", usage=Usage(500, 0)))
    people, tokens = home.gateway.people, home.gateway.tokens
    draft = PersonDraft("Mum", unlimited=False, balance_nano=NANO)
    mum, (phone_token, phone), laptop = await two_devices(home, draft)
    access = await people.new_access_token(mum.id)
    await people.set_password(mum.id, "correct horse")
    assert await status(home, phone) == (200, "")
    before, held = await people.get(mum.id), await tokens.list(mum.id)
    removed = await people.remove(mum.id)
    for key in (phone, laptop):
        assert await status(home, key) == (401, "invalid_api_key")
    assert await people.check_access_token(access) is None
    assert await people.check_password("mum", "correct horse") is None
    assert [person.id for person in await people.list()] == [OWNER_ID]
    assert await tokens.list(mum.id) == []
    for gone in (people.get(mum.id), tokens.get(phone_token.id), people.remove(mum.id)):
        with pytest.raises(NotFound):
            await gone
    with pytest.raises(NotFound):
        await tokens.create(TokenDraft("Tablet", person_id=mum.id))
    assert (await home.log())[-1].request.person_id == mum.id
    await home.check_ledger()
    assert await people.restore(removed) == before
    assert await tokens.list(mum.id) == held
    assert await status(home, laptop) == (200, "")
    back = await people.check_access_token(access)
    assert back is not None
    assert back.id == mum.id
    assert await people.check_password("mum", "correct horse") is not None
    await home.check_ledger()


async def test_a_removal_waits_for_nobody_and_books_what_runs(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL)
    await home.price(gpt_4o={"input": 2, "output": 8})
    people = home.gateway.people
    draft = PersonDraft("Mum", unlimited=False, balance_nano=NANO)
    mum, (_, phone), _ = await two_devices(home, draft)
    up.openai.script(Reply(text="one two", usage=Usage(1_000, 0), stall_after=1))
    running = asyncio.create_task(home.chat(MODEL, key=phone, stream=True))
    await up.openai.wait_stalled()
    removed = await people.remove(mum.id)
    up.openai.release()
    assert (await running)[0] == 200
    await home.settled()
    back = await people.restore(removed)
    assert (back.balance_nano, back.used_nano) == (NANO - 2_000_000, 2_000_000)
    await home.check_ledger()


async def test_the_owner_is_there_and_on(home: House) -> None:
    people = home.gateway.people
    owner = await people.owner()
    for refused in (
        people.set_enabled(OWNER_ID, False),
        people.update(OWNER_ID, PersonChanges(role=Role.ADMIN)),
        people.remove(OWNER_ID),
    ):
        with pytest.raises(ServiceError) as error:
            await refused
        assert error.value.code == "owner_protected"
    assert await people.owner() == owner
    renamed = await people.update(OWNER_ID, PersonChanges("Dad", role=Role.OWNER, enabled=True))
    assert (renamed.display_name, renamed.role) == ("Dad", Role.OWNER)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PersonDraft(), "display_name"),
        (PersonDraft("  "), "display_name"),
        (PersonDraft("x" * 129), "display_name"),
        (PersonDraft("\ud800"), "display_name"),
        (PersonDraft("Mum", username="x" * 65), "username"),
        (PersonDraft("Mum", username="two words"), "username"),
        (PersonDraft("Mum", username="line\nbreak"), "username"),
        (PersonDraft("Mum", username="deleted:2"), "username"),
        (PersonDraft("Mum", group=" "), "group"),
        (PersonDraft("Mum", group="x" * 65), "group"),
        (PersonDraft("Mum", role=Role.OWNER), "role"),
        (PersonDraft("Mum", balance_nano=2**62 + 1), "balance"),
        (PersonDraft("Mum", limits=GroupLimits(Limits(rpm=-1))), "rpm"),
    ],
)
def test_what_cannot_be_kept_is_refused(draft: PersonDraft, field: str) -> None:
    with pytest.raises(ServiceError) as refused:
        draft_person(draft, 0)
    assert list(refused.value.fields) == [field]


async def test_a_user_name_is_taken_once_and_found_where_none_is_given(home: House) -> None:
    people = home.gateway.people
    made = [await people.create(PersonDraft("Grandma Mei!")) for _ in range(2)]
    assert [person.username for person in made] == ["grandma-mei", "grandma-mei-2"]
    with pytest.raises(ServiceError) as refused:
        await people.create(PersonDraft(username="grandma-mei"))
    assert refused.value.code == "username_taken"
    with pytest.raises(ServiceError) as refused:
        await people.update(made[1].id, PersonChanges("Renamed", username="root", balance_nano=5))
    assert refused.value.code == "username_taken"
    assert (await people.get(made[1].id)).display_name == "Grandma Mei!"
    assert await entries(home, made[1].id) == [], "all of a change or nothing"
    assert free_username("妈妈", []) == "妈妈"
    assert free_username("?!", ["PERSON"]) == "person-2"


async def test_pages_of_people(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL)
    await home.price(gpt_4o=ZERO_PRICE)
    people = home.gateway.people
    mum = await people.create(PersonDraft("Mum", unlimited=False, balance_nano=NANO))
    kid = await people.create(PersonDraft("Kid", unlimited=False, balance_nano=2 * NANO))
    _, key = await home.token(name="Phone", person_id=mum.id)
    await status(home, key)

    async def ids(**which: str) -> list[int]:
        found, total = await people.page(offset=0, limit=9, **which)  # type: ignore[arg-type]
        assert total == len(found)
        return [person.id for person in found]

    assert await ids() == [kid.id, mum.id, OWNER_ID]
    assert await ids(order="quota") == [OWNER_ID, kid.id, mum.id]
    assert await ids(order="request_count") == [mum.id, kid.id, OWNER_ID]
    assert await ids(keyword="mU") == [mum.id]
    assert await ids(keyword=str(kid.id)) == [kid.id]
    assert await people.page(offset=1, limit=1) == ([await people.get(mum.id)], 3)
