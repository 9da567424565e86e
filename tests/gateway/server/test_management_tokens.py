"""`/api/token/` as one-api's clients use it."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.vault.sealed import VaultLocked
from tests.gateway.house import ROOT_KEY, House
from tests.gateway.server.api import Api
from tests.upstreams import Reply, Upstreams, Usage

ONE_API_FIELDS = {
    "id", "user_id", "key", "status", "name", "created_time", "accessed_time", "expired_time",
    "remain_quota", "unlimited_quota", "used_quota", "models", "subnet",
}  # fmt: skip
BODY = {
    "name": "laptop",
    "expired_time": -1,
    "remain_quota": 500_000,
    "unlimited_quota": False,
    "models": "gpt-4o,o4-mini",
    "subnet": "127.0.0.0/8",
}


@pytest.fixture
def api(home: House) -> Api:
    return Api(home)


async def made(api: Api, **fields: Any) -> dict[str, Any]:
    return (await api.post("/api/token/", {**BODY, **fields})).data  # type: ignore[no-any-return]


async def test_creating_returns_the_whole_token(api: Api) -> None:
    token = await made(api)
    assert set(token) >= ONE_API_FIELDS
    assert (token["name"], token["status"], token["expired_time"]) == ("laptop", 1, -1)
    assert (token["remain_quota"], token["used_quota"], token["balance"]) == (500_000, 0, 1)
    assert (token["models"], token["subnet"]) == ("gpt-4o,o4-mini", "127.0.0.0/8")
    assert len(token["key"]) == 48
    assert api.home.gateway.callers.find(f"sk-{token['key']}", "127.0.0.1").token.id == token["id"]
    assert (await api.get(f"/api/token/{token['id']}")).data == token


async def test_what_is_not_given_is_as_in_one_api(api: Api) -> None:
    token = (await api.post("/api/token/", {"name": "plain"})).data
    assert (token["unlimited_quota"], token["remain_quota"], token["status"]) == (False, 0, 4)
    assert (token["expired_time"], token["models"], token["subnet"]) == (-1, "", "")


async def test_our_own_fields(api: Api) -> None:
    token = await made(
        api, balance=2.5, group="vip", models=["gpt-4o"], key="sk-brought-along-0123", status=2
    )
    assert (token["remain_quota"], token["balance"], token["group"]) == (1_250_000, 2.5, "vip")
    assert (token["key"], token["models"], token["status"]) == ("brought-along-0123", "gpt-4o", 2)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "name"),
        ({"subnet": "10.0.0.0/99"}, "not a network: 10.0.0.0/99"),
        ({"remain_quota": 2**62}, "out of range"),
        ({"balance": 1e300}, "balance"),
        ({"key": ROOT_KEY}, "has this key already"),
    ],
)
async def test_refusals_are_precise_and_store_nothing(
    api: Api, fields: dict[str, Any], said: str
) -> None:
    assert said in (await api.post("/api/token/", {**BODY, **fields})).refusal
    assert len((await api.get("/api/token/")).data) == 1


async def test_lists_by_ten_or_by_page_and_size(api: Api) -> None:
    for number in range(11):
        await made(api, name=f"token {number}")
    first, second = (await api.get("/api/token/?p=0")).data, (await api.get("/api/token/?p=1")).data
    assert (len(first), len(second)) == (10, 2)
    assert [token["name"] for token in first[:2]] == ["token 10", "token 9"]
    assert (await api.get("/api/token/?p=2")).data == []
    assert (await api.get("/api/token/?p=nonsense")).data == first
    paged = (await api.get("/api/token/?page=2&size=5")).data
    assert (paged["total"], paged["page"], paged["size"]) == (12, 2, 5)
    assert paged["items"] == first[5:10]
    assert (await api.get("/api/token/?page=99")).data["items"] == []


async def test_orders_and_search(api: Api, up: Upstreams) -> None:
    await api.home.channel(up.openai, "gpt-4o")
    await api.home.price(gpt_4o={"input": 2, "output": 8})
    await made(api, name="poor", remain_quota=10_000)
    rich = await made(api, name="rich", remain_quota=900_000, models="")
    up.openai.script(Reply(text="x", usage=Usage(1000, 500)))
    await api.home.chat("gpt-4o", key=rich["key"])
    await api.home.settled()
    by_left = (await api.get("/api/token/?order=remain_quota")).data
    assert [token["name"] for token in by_left] == ["Initial Root Token", "rich", "poor"]
    by_used = (await api.get("/api/token/?order=used_quota")).data
    assert (by_used[0]["name"], by_used[0]["used_quota"]) == ("rich", 3000)
    assert by_used[0]["remain_quota"] == 900_000 - 3000
    found = (await api.get("/api/token/search?keyword=ri")).data
    assert [token["name"] for token in found] == ["rich"]
    assert (await api.get("/api/token/search?keyword=%25")).data == []
    assert (await api.get("/api/token/search?keyword=ri&page=1")).data["total"] == 1


async def test_lists_show_ones_keys_whole_unless_that_is_switched_off(api: Api) -> None:
    (token,) = (await api.get("/api/token/")).data
    assert f"sk-{token['key']}" == ROOT_KEY
    await api.home.gateway.settings_service.set("list_token_keys", False)
    (token,) = (await api.get("/api/token/")).data
    assert token["key"] == f"****{ROOT_KEY[-4:]}"
    assert (await api.get(f"/api/token/{token['id']}")).data["key"] == token["key"]
    assert len((await made(api))["key"]) == 48


async def test_a_locked_vault_hides_keys_without_failing(api: Api) -> None:
    def locked(*args: object) -> str:
        raise VaultLocked("locked")

    api.home.gateway.vault.unseal = locked  # type: ignore[method-assign]
    (token,) = (await api.get("/api/token/")).data
    assert token["key"].startswith("****")


async def test_changes_leave_alone_what_is_not_given(api: Api) -> None:
    token = await made(api)
    changed = (await api.put("/api/token/", {"id": token["id"], "name": "phone"})).data
    assert changed == {**token, "name": "phone"}
    changed = (
        await api.put(
            "/api/token/",
            {"id": token["id"], "remain_quota": 1_000, "models": "", "expired_time": 4_000_000_000},
        )
    ).data
    assert (changed["remain_quota"], changed["models"]) == (1_000, "")
    assert changed["expired_time"] == 4_000_000_000
    await api.home.check_ledger()


async def test_status_only_changes_the_status_alone(api: Api) -> None:
    token = await made(api)
    body = {"id": token["id"], "status": 2, "name": "not this"}
    changed = (await api.put("/api/token/?status_only=true", body)).data
    assert changed == {**token, "status": 2}
    changed = (await api.put("/api/token/?status_only=true", {**body, "status": 1})).data
    assert changed == token
    assert "status" in (await api.put("/api/token/", {"id": token["id"], "status": 9})).refusal


async def test_what_could_not_be_used_is_not_switched_on(api: Api) -> None:
    expired = await made(api, expired_time=1_000_000, status=2)
    empty = await made(api, remain_quota=0, status=2)
    on = "/api/token/?status_only=true"
    assert "令牌已过期" in (await api.put(on, {"id": expired["id"], "status": 1})).refusal
    assert "令牌可用额度已用尽" in (await api.put(on, {"id": empty["id"], "status": 1})).refusal
    revived = {"id": expired["id"], "status": 1, "expired_time": -1}
    assert (await api.put("/api/token/", revived)).data["status"] == 1


async def test_statuses_say_why_a_token_does_not_work(api: Api) -> None:
    assert (await made(api))["status"] == 1
    assert (await made(api, status=2))["status"] == 2
    assert (await made(api, expired_time=1_000_000))["status"] == 3
    assert (await made(api, remain_quota=0))["status"] == 4
    row = await made(api, expired_time=1_000_000)
    assert (await api.put("/api/token/", row)).data["status"] == 3


async def test_deleting(api: Api) -> None:
    token = await made(api)
    answer = await api.delete(f"/api/token/{token['id']}")
    assert answer.body == {"success": True, "message": "", "data": None}
    assert "no token" in (await api.get(f"/api/token/{token['id']}")).refusal
    assert "no token" in (await api.delete(f"/api/token/{token['id']}")).refusal


async def test_limits_a_minute_and_at_once_stand_beside_one_apis_fields(
    api: Api, home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    plain = await made(api, unlimited_quota=True)
    assert (plain["rpm"], plain["tpm"], plain["concurrency"]) == (0, 0, 0)
    token = await made(api, unlimited_quota=True, rpm=1, tpm=50_000, concurrency=4)
    assert (token["rpm"], token["tpm"], token["concurrency"]) == (1, 50_000, 4)
    key = f"sk-{token['key']}"
    assert [(await home.chat("gpt-4o", key=key))[0] for _ in range(2)] == [200, 429]
    # What one-api's page sends back leaves them as they are.
    old = {name: token[name] for name in ONE_API_FIELDS}
    after = (await api.put("/api/token/", old)).data
    assert (after["rpm"], after["tpm"], after["concurrency"]) == (1, 50_000, 4)
    after = (await api.put("/api/token/", {"id": token["id"], "rpm": 0})).data
    assert (after["rpm"], after["tpm"]) == (0, 50_000)
    assert (await home.chat("gpt-4o", key=key))[0] == 200
    refused = await api.put("/api/token/", {"id": token["id"], "tpm": -1})
    assert "tpm" in refused.refusal
