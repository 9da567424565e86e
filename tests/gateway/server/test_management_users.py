"""People by the management API, in one-api's form: who may manage whom, and what it never tells."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.domain.money import NANO
from gateway.domain.person import OWNER_ID, Role
from gateway.server.routes.management.units import UNLIMITED_QUOTA
from gateway.services.people import PersonDraft
from gateway.store import ledger_rows
from gateway.store.journal import EntryRow
from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.upstreams import Reply, Upstreams, Usage

MODEL = "gpt-4o"


@pytest.fixture
def api(home: House) -> Api:
    return Api(home)


async def admin_of(home: House) -> Api:
    people = home.gateway.people
    ada = await people.create(PersonDraft("Ada", username="ada", role=Role.ADMIN))
    return Api(home, await people.new_access_token(ada.id))


async def entries(api: Api, person_id: int) -> list[EntryRow]:
    return await api.home.gateway.database.read(lambda: ledger_rows.page("person", person_id))


async def test_a_household_from_nothing(api: Api, up: Upstreams) -> None:
    await api.home.channel(up.openai, MODEL)
    await api.home.price(gpt_4o={"input": 2, "output": 8})
    body = {"username": "mum", "password": "correct horse", "display_name": "Mum"}
    mum = (await api.post("/api/user/", body)).data
    assert (mum["username"], mum["display_name"], mum["role"], mum["status"]) == (
        "mum", "Mum", 1, 1,
    )  # fmt: skip
    assert (mum["quota"], mum["unlimited_quota"], mum["group"]) == (0, False, "default")
    key = "sk-" + "Phone" * 10
    token = {"name": "Phone", "user_id": mum["id"], "unlimited_quota": True, "key": key}
    phone = (await api.post("/api/token/", token)).data
    assert phone["user_id"] == mum["id"]
    assert phone["key"] == "****" + key[-4:], "another person's key is not answered"
    up.openai.always(Reply(text="x", usage=Usage(1_000, 0)))
    assert (await api.home.chat(MODEL, key=key))[0] == 402
    top_up = {"user_id": mum["id"], "quota": 500_000, "remark": "pocket money"}
    assert (await api.post("/api/topup", top_up)).data is None
    assert (await api.home.chat(MODEL, key=key))[0] == 200
    await api.home.settled()
    found = (await api.get(f"/api/user/{mum['id']}")).data
    assert (found["quota"], found["used_quota"], found["request_count"]) == (499_000, 1_000, 2)
    assert found["balance"] == 0.998
    charge, grant = await entries(api, mum["id"])
    assert (charge.cause, charge.amount_nano) == ("charge", -2_000_000)
    assert (grant.cause, grant.amount_nano) == ("grant", NANO)
    assert (grant.actor, grant.note) == ("root", "pocket money")
    assert (await api.get("/api/token/")).data[0]["name"] != "Phone", "one's own alone"
    await api.home.check_ledger()


async def test_lists_and_searches(api: Api) -> None:
    for number in range(12):
        user = {"username": f"kid{number}", "quota": number * 10}
        assert (await api.post("/api/user/", user)).data["quota"] == number * 10

    async def names(query: str) -> list[str]:
        return [row["username"] for row in (await api.get(f"/api/user/{query}")).data]

    assert await names("?p=0") == [f"kid{n}" for n in range(11, 1, -1)]
    assert await names("?p=1") == ["kid1", "kid0", "root"]
    assert (await names("?order=quota"))[:2] == ["root", "kid11"]
    assert await names("search?keyword=KID1") == ["kid11", "kid10", "kid1"]
    assert (await names("search?keyword=kid&order=quota"))[:2] == ["kid11", "kid10"]
    assert await names("search?keyword=1") == ["root"], "an id"
    page = (await api.get("/api/user/?page=2&size=5")).data
    assert (page["total"], page["page"], len(page["items"])) == (13, 2, 5)
    page = (await api.get("/api/user/search?keyword=kid&page=3&size=5")).data
    assert (page["total"], len(page["items"])) == (12, 2)


async def test_secrets_of_people_are_never_told(api: Api) -> None:
    ada = await admin_of(api.home)
    person = await api.home.gateway.people.find("ada")
    assert person is not None
    await api.home.gateway.people.set_password(person.id, "correct horse")
    for path in ("/api/user/", "/api/user/search?keyword=a", f"/api/user/{person.id}"):
        text = json.dumps((await api.get(path)).body)
        assert ada.access_token not in text
        assert api.access_token not in text
        assert "scrypt" not in text
        assert '"access_token": ""' in text


async def test_a_row_sent_back_changes_nothing(api: Api) -> None:
    owner = (await api.get(f"/api/user/{OWNER_ID}")).data
    people = api.home.gateway.people
    mum = await people.create(PersonDraft("Mum", unlimited=False, balance_nano=1_234_567_891))
    rows = [owner, (await api.get(f"/api/user/{mum.id}")).data]
    before = await people.list()
    for row in rows:
        assert (await api.put("/api/user/", row)).data == row
    assert await people.list() == before
    assert len(await entries(api, mum.id)) == 1
    assert await entries(api, OWNER_ID) == []


MONEY: tuple[tuple[dict[str, Any], bool, int], ...] = (
    ({"quota": 250_000}, False, 250_000),
    ({"quota": 0}, False, 0),
    ({"balance": 0.5}, False, 250_000),
    ({"quota": UNLIMITED_QUOTA}, True, UNLIMITED_QUOTA),
    ({"unlimited_quota": True}, True, UNLIMITED_QUOTA),
    ({"display_name": "Mama"}, False, 500_000),
)


async def test_money_is_what_was_changed_of_it(api: Api) -> None:
    for changed, unlimited, quota in MONEY:
        draft = PersonDraft("Mum", unlimited=False, balance_nano=NANO)
        mum = await api.home.gateway.people.create(draft)
        row = (await api.get(f"/api/user/{mum.id}")).data
        data = (await api.put("/api/user/", {**row, **changed})).data
        assert (data["unlimited_quota"], data["quota"]) == (unlimited, quota), changed
        assert (await api.put("/api/user/", {"id": mum.id, **changed})).data == data
        entry, *before = await entries(api, mum.id)
        if not unlimited and quota != 500_000:
            assert (entry.cause, entry.actor) == ("set", "root")
        assert len(before) == (entry.cause == "set"), "sent again, it is no other change"
    await api.home.check_ledger()


async def test_a_quota_limits_who_had_none(api: Api) -> None:
    mum = await api.home.gateway.people.create(PersonDraft("Mum"))
    row = (await api.get(f"/api/user/{mum.id}")).data
    data = (await api.put("/api/user/", {**row, "quota": 5_000})).data
    assert (data["unlimited_quota"], data["quota"]) == (False, 5_000)


async def test_names_group_status_and_role_change(api: Api) -> None:
    await api.post("/api/user/", {"username": "mia", "quota": 7})
    mia = (await api.get("/api/user/search?keyword=mia")).data[0]
    changes = {"display_name": "Mia", "username": "mimi", "group": "kids", "status": 2, "role": 10}
    changed = (await api.put("/api/user/", {"id": mia["id"], **changes})).data
    assert {name: changed[name] for name in changes} == changes
    assert changed["quota"] == 7
    same = {
        "id": mia["id"],
        "username": "",
        "display_name": "",
        "group": "",
        "status": 0,
        "role": 0,
    }
    assert (await api.put("/api/user/", same)).data == changed, "empty is one-api's unchanged"


async def test_what_is_done_to_people_by_name(api: Api, up: Upstreams) -> None:
    await api.home.channel(up.openai, MODEL)
    mia = (await api.post("/api/user/", {"username": "mia", "unlimited_quota": True})).data
    _, key = await api.home.token(name="Phone", person_id=mia["id"])

    async def manage(action: str) -> Any:
        body = {"username": "mia", "action": action}
        return (await api.post("/api/user/manage", body)).data

    assert await manage("disable") == {"role": 1, "status": 2}
    assert (await api.home.chat(MODEL, key=key))[1]["x-homeport-error"] == "token_disabled"
    assert await manage("enable") == {"role": 1, "status": 1}
    assert (await api.home.chat(MODEL, key=key))[0] == 200
    assert await manage("promote") == {"role": 10, "status": 1}
    again = {"username": "mia", "action": "promote"}
    assert "该用户已经是管理员" in (await api.post("/api/user/manage", again)).refusal
    assert await manage("demote") == {"role": 1, "status": 1}
    again = {"username": "mia", "action": "demote"}
    assert "该用户已经是普通用户" in (await api.post("/api/user/manage", again)).refusal
    assert await manage("delete") == {"role": 1, "status": 3}
    assert (await api.home.chat(MODEL, key=key))[1]["x-homeport-error"] == "invalid_api_key"
    assert "no person" in (await api.post("/api/user/manage", again)).refusal
    assert "no person" in (await api.get(f"/api/user/{mia['id']}")).refusal
    assert [row["username"] for row in (await api.get("/api/user/")).data] == ["root"]
    unknown = await api.post("/api/user/manage", {"username": "root", "action": "explode"})
    assert unknown.status == 400


async def test_nobody_touches_the_owner_or_their_equals(api: Api) -> None:
    ada = await admin_of(api.home)
    own = (await ada.get("/api/user/self")).data["id"]
    bob = await api.home.gateway.people.create(PersonDraft("Bob", role=Role.ADMIN))
    before = await api.home.gateway.people.list()
    for person_id, name in ((OWNER_ID, "root"), (bob.id, "bob"), (own, "ada")):
        for refused in (
            await ada.get(f"/api/user/{person_id}"),
            await ada.put("/api/user/", {"id": person_id, "display_name": "mine"}),
            await ada.delete(f"/api/user/{person_id}"),
            await ada.post("/api/topup", {"user_id": person_id, "quota": 5}),
            await ada.post("/api/user/manage", {"username": name, "action": "disable"}),
        ):
            assert refused.refusal
            assert refused.body["code"] == "role_too_low"
    assert await api.home.gateway.people.list() == before
    mia = (await ada.post("/api/user/", {"username": "mia", "display_name": "Mia"})).data
    for refused in (
        await ada.post("/api/user/", {"username": "eve", "role": 10}),
        await ada.put("/api/user/", {"id": mia["id"], "role": 10}),
        await ada.post("/api/user/manage", {"username": "mia", "action": "promote"}),
        await ada.post("/api/token/", {"name": "x", "user_id": OWNER_ID}),
        await ada.post("/api/token/", {"name": "x", "user_id": bob.id}),
        await api.post("/api/user/", {"username": "eve", "role": 100}),
    ):
        assert refused.refusal
        assert refused.body["code"] == "role_too_low"
    assert (await ada.post("/api/topup", {"user_id": mia["id"], "amount": 1.5})).data is None
    (entry,) = await entries(api, mia["id"])
    assert (entry.amount_nano, entry.actor) == (3 * NANO // 2, "ada")
    made = (await ada.post("/api/token/", {"name": "x", "user_id": mia["id"]})).data
    assert (made["user_id"], made["key"]) == (mia["id"], f"****{made['hint']}")
    assert (await ada.delete(f"/api/user/{mia['id']}")).data is None


async def test_the_owner_stays_the_owner(api: Api) -> None:
    for refused in (
        await api.delete(f"/api/user/{OWNER_ID}"),
        await api.put("/api/user/", {"id": OWNER_ID, "status": 2}),
        await api.put("/api/user/", {"id": OWNER_ID, "role": 1}),
        await api.post("/api/user/manage", {"username": "root", "action": "delete"}),
        await api.post("/api/user/manage", {"username": "root", "action": "demote"}),
    ):
        assert refused.refusal
        assert refused.body["code"] == "owner_protected"
    data = (await api.put("/api/user/", {"id": OWNER_ID, "display_name": "Dad"})).data
    assert data["display_name"] == "Dad"


WRONG: tuple[tuple[str, dict[str, Any], int, str], ...] = (
    ("/api/user/", {}, 200, "display_name"),
    ("/api/user/", {"username": "a b"}, 200, "username"),
    ("/api/user/", {"username": "root"}, 200, "username"),
    ("/api/user/", {"username": "mia", "role": 7}, 400, "role"),
    ("/api/user/", {"username": "mia", "status": 9}, 400, "status"),
    ("/api/user/", {"username": 5}, 400, "username"),
    ("/api/user/", {"username": "mia", "quota": "much"}, 400, "quota"),
    ("/api/user/", {"username": "mia", "quota": -(10**17)}, 200, ""),
    ("/api/user/", {"username": "mia", "balance": "NaN"}, 200, ""),
    ("/api/topup", {"user_id": 1, "quota": -1}, 200, ""),
    ("/api/topup", {"user_id": 1, "quota": 10**17}, 200, ""),
    ("/api/topup", {"user_id": 1, "amount": 5e9}, 200, ""),
    ("/api/topup", {"user_id": 99}, 200, ""),
    ("/api/topup", {"quota": 1}, 400, ""),
)


async def test_what_is_wrong_is_said_and_costs_nothing(api: Api) -> None:
    for path, body, status, field in WRONG:
        answer = await api.post(path, body)
        assert (answer.status, answer.body["success"]) == (status, False), body
        assert field in answer.body.get("fields", {"": ""}), body
    assert len(await api.home.gateway.people.list()) == 1
    assert await entries(api, OWNER_ID) == []


async def test_a_token_stays_with_whose_it_is(api: Api) -> None:
    mum = await api.home.gateway.people.create(PersonDraft("Mum"))
    token, _ = await api.home.token(name="Phone")
    answer = await api.put("/api/token/", {"id": token.id, "user_id": mum.id})
    assert answer.status == 400
    assert list(answer.body["fields"]) == ["user_id"]
    row = (await api.get(f"/api/token/{token.id}")).data
    assert (await api.put("/api/token/", row)).data == row
