"""Budgets and limits in the management API."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.domain.person import Person
from gateway.store import people as people_rows
from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.upstreams import Reply, Upstreams, Usage

DAY = {"period": "day", "unit": "money", "limit": 5, "carry": False}


@pytest.fixture
def api(home: House) -> Api:
    return Api(home)


async def test_a_tokens_budgets_are_told_with_what_is_left(api: Api, up: Upstreams) -> None:
    await api.home.channel(up.openai, "gpt-4o")
    await api.home.price(gpt_4o={"input": 2, "output": 8})
    budgets = [DAY, {"period": "total", "unit": "tokens", "limit": 20_000, "carry": False}]
    body = {"name": "kid", "unlimited_quota": True, "max_price": 0.25, "budgets": budgets}
    made = (await api.post("/api/token/", body)).data
    assert made["max_price"] == 0.25
    up.openai.always(Reply(text="x", usage=Usage(1_000, 500)))
    assert (await api.home.chat("gpt-4o", key=f"sk-{made['key']}"))[0] == 200
    await api.home.settled()
    day, total = (await api.get(f"/api/token/{made['id']}")).data["budgets"]
    assert (day["limit"], day["used"], day["left"], day["held"]) == (5, 0.006, 4.994, 0)
    now = api.home.gateway.now_ms() // 1000
    assert 0 < day["resets_at"] - now <= 25 * 3600
    assert (total["used"], total["left"], total["resets_at"]) == (1_500, 18_500, 0)
    # What is not given stays; what was told may be sent back.
    await api.send("PUT", "/api/token/", {"id": made["id"], "name": "child"})
    changed = await api.send("PUT", "/api/token/", {"id": made["id"], "budgets": [day]})
    assert [each["period"] for each in changed.data["budgets"]] == ["day"]
    assert changed.data["name"] == "child"
    emptied = await api.send("PUT", "/api/token/", {"id": made["id"], "budgets": []})
    assert emptied.data["budgets"] == []


async def test_channels_people_and_groups_have_them_too(api: Api, up: Upstreams) -> None:
    channel = await api.home.channel(up.openai, "gpt-4o")
    body = {"id": channel.id, "tpm": 9_000, "budgets": [DAY | {"carry": True}]}
    shown = (await api.send("PUT", "/api/channel/", body)).data
    assert shown["tpm"] == 9_000
    assert (shown["budgets"][0]["limit"], shown["budgets"][0]["carry"]) == (5, True)
    mine = await api.send("PUT", "/api/user/limits", {"rpm": 60, "budgets": [DAY]})
    assert (mine.data["rpm"], mine.data["budgets"][0]["left"]) == (60, 5)
    kept = await api.send("PUT", "/api/user/limits", {"id": 1, "concurrency": 4})
    assert (kept.data["rpm"], kept.data["concurrency"], len(kept.data["budgets"])) == (60, 4, 1)
    assert (await api.get("/api/user/limits")).data["rpm"] == 60
    group = {"name": "kids", "tpm": 100, "budgets": [DAY]}
    assert (await api.send("PUT", "/api/group/limits", group)).data["tpm"] == 100
    assert (await api.get("/api/group/limits?name=kids")).data["budgets"][0]["limit"] == 5
    # A group keeps its limits when its multiplier goes.
    await api.home.gateway.settings_service.set_multipliers({"kids": None})
    assert (await api.get("/api/group/limits?name=kids")).data["tpm"] == 100
    assert api.home.gateway.settings_service.multipliers()["kids"] == 1


@pytest.mark.parametrize(
    "budgets",
    [
        [{"period": "year", "limit": 5}],
        [{"period": "day", "unit": "bananas", "limit": 5}],
        [{"period": "day", "limit": -1}],
        [{"period": "day", "limit": 1e300}],
        [{"period": "day", "unit": "requests", "limit": 0.5}],
        [{"period": "day"}],
        [DAY, DAY],
        [{"period": "total", "limit": 5, "carry": True}],
        [{"period": p, "unit": u, "limit": 1} for p in ("hour", "day") for u in "abc"],
        "day",
        5,
    ],
)
async def test_what_is_no_budget_is_refused_and_changes_nothing(api: Api, budgets: Any) -> None:
    token, _ = await api.home.token()
    answer = await api.send("PUT", "/api/token/", {"id": token.id, "budgets": budgets})
    assert answer.status in (200, 400)
    assert answer.body["success"] is False
    assert (await api.home.gateway.tokens.get(token.id)).budgets == ()


async def test_only_the_owner_limits_people_and_groups(api: Api) -> None:
    gateway = api.home.gateway
    mia = await gateway.state.change(
        lambda: people_rows.insert(Person(0, "mia", "Mia")), gateway.state.tokens.put_person
    )
    theirs = Api(api.home, await gateway.people.new_access_token(mia.id))
    for path in ("/api/user/limits", "/api/group/limits"):
        answer = await theirs.send("PUT", path, {"rpm": 0, "name": "default"})
        assert answer.body["success"] is False
    assert (await api.send("PUT", "/api/user/limits", {"id": 99, "rpm": 1})).refusal
    assert (await api.send("PUT", "/api/group/limits", {"name": "", "rpm": 1})).refusal
    assert (await api.send("PUT", "/api/user/limits", {"rpm": -1})).refusal
