"""`/api/channel/` as one-api's clients use it, and with our own fields."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest

from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.upstreams import Reply, Upstreams, Usage
from tests.upstreams.openai_models import MEDIA_MODELS

ONE_API_FIELDS = {
    "id", "type", "key", "status", "name", "weight", "created_time", "test_time", "response_time",
    "base_url", "other", "balance", "balance_updated_time", "models", "group", "used_quota",
    "model_mapping", "priority", "config", "system_prompt",
}  # fmt: skip


@pytest.fixture
def api(home: House) -> Api:
    return Api(home)


def body(up: Upstreams, **fields: Any) -> dict[str, Any]:
    """A channel as one-api's page sends it: the base URL without ``/v1``."""
    return {
        "type": 8,
        "name": "Work",
        "key": up.openai.key,
        "base_url": up.openai.base_url.removesuffix("/v1"),
        "models": "gpt-4o,gpt-4o-mini",
        "group": "default,vip",
        "model_mapping": "",
        "priority": 0,
        **fields,
    }


async def made(api: Api, up: Upstreams, **fields: Any) -> dict[str, Any]:
    answer = await api.post("/api/channel/", body(up, **fields))
    return answer.data  # type: ignore[no-any-return]


async def test_a_channel_as_one_api_describes_it(api: Api, up: Upstreams) -> None:
    channel = await made(api, up, model_mapping='{"fast":"gpt-4o-mini"}', priority=7, weight=3)
    assert set(channel) >= ONE_API_FIELDS
    assert (channel["type"], channel["status"], channel["key"]) == (8, 1, "")
    assert (channel["models"], channel["group"]) == ("gpt-4o,gpt-4o-mini", "default,vip")
    assert (channel["priority"], channel["weight"]) == (7, 3)
    assert json.loads(channel["model_mapping"]) == channel["aliases"] == {"fast": "gpt-4o-mini"}
    assert (await api.get(f"/api/channel/{channel['id']}")).data == channel
    status, _, _ = await api.home.chat("fast")
    assert status == 200
    assert up.openai.last.json["model"] == "gpt-4o-mini"


async def test_our_own_fields(api: Api, up: Upstreams) -> None:
    channel = (
        await api.post(
            "/api/channel/",
            {
                "provider": "openai_compatible",
                "base_url": up.openai.base_url,
                "keys": [up.openai.key, "sk-second-key-0002"],
                "models": ["gpt-4o"],
                "aliases": {"a": "gpt-4o"},
                "headers": {"X-Team": "secret-team"},
                "tag": "home",
                "idle_timeout_s": 60,
                "cost_multiplier": 0.85,
                "enabled": False,
            },
        )
    ).data
    assert (channel["provider"], channel["status"], channel["tag"]) == (
        "openai_compatible",
        2,
        "home",
    )
    assert [key["hint"] for key in channel["keys"]] == [up.openai.key[-4:], "0002"]
    assert {key["state"] for key in channel["keys"]} == {"ready"}
    assert channel["header_names"] == ["X-Team"]
    assert channel["cost_multiplier"] == 0.85
    change = {"id": channel["id"], "cost_multiplier": 0}
    assert (await api.put("/api/channel/", change)).data["cost_multiplier"] == 0
    for wrong in (-1, 1001, 0.0000000001):
        change["cost_multiplier"] = wrong
        assert "cost_multiplier" in (await api.put("/api/channel/", change)).refusal


async def test_a_channel_without_models_fetches_them(api: Api, up: Upstreams) -> None:
    channel = await made(api, up, models="")
    assert "gpt-4o" in channel["models"].split(",")
    assert (
        "Incorrect API key"
        in (await api.post("/api/channel/", body(up, models="", key="sk-wrong-key-0000"))).refusal
    )


async def test_lines_of_a_key_are_keys_or_with_batch_channels(api: Api, up: Upstreams) -> None:
    lines = "sk-first-key-0001\n\n sk-second-key-0002 \r\nsk-third-key-0003"
    one = await made(api, up, key=lines)
    assert [key["hint"] for key in one["keys"]] == ["0001", "0002", "0003"]
    answer = await api.post("/api/channel/", body(up, key=lines, batch=True))
    assert [[key["hint"] for key in each["keys"]] for each in answer.data] == [
        ["0001"],
        ["0002"],
        ["0003"],
    ]
    assert len((await api.get("/api/channel/")).data) == 4


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"type": 9999}, "9999"),
        ({"type": None}, "provider"),
        ({"type": None, "provider": "nobody"}, "nobody"),
        ({"type": 1, "key": "", "base_url": ""}, "key"),
        ({"base_url": "nonsense://"}, "base"),
        ({"model_mapping": '{"a": ""}'}, "alias"),
        ({"other": "2024-06-01"}, "other"),
        ({"weight": -1}, "weight"),
    ],
)
async def test_refusals_are_precise_and_store_nothing(
    api: Api, up: Upstreams, fields: dict[str, Any], said: str
) -> None:
    assert said in (await api.post("/api/channel/", body(up, **fields))).refusal
    assert (await api.get("/api/channel/")).data == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"type": "openai"}, "type"),
        ({"priority": "high"}, "priority"),
        ({"model_mapping": "not json"}, "model_mapping"),
        ({"model_mapping": '{"a": 1}'}, "model_mapping"),
        ({"config": "[1]"}, "config"),
        ({"status": 7}, "status"),
    ],
)
async def test_wrong_types_are_named_by_field(
    api: Api, up: Upstreams, fields: dict[str, Any], field: str
) -> None:
    answer = await api.post("/api/channel/", body(up, **fields))
    assert (answer.status, list(answer.body["fields"])) == (400, [field])


async def test_changes_are_partial_and_an_empty_key_keeps_the_keys(api: Api, up: Upstreams) -> None:
    channel = await made(api, up)
    changed = (
        await api.put(
            "/api/channel/",
            {"id": channel["id"], "key": "", "models": "", "group": "", "name": "", "priority": 5},
        )
    ).data
    assert changed == {**channel, "priority": 5}
    assert (await api.home.chat("gpt-4o"))[0] == 200
    assert "no channel" in (await api.put("/api/channel/", {"id": 99, "name": "x"})).refusal


async def test_a_row_that_is_sent_back_as_it_was_read_changes_nothing(
    api: Api, up: Upstreams
) -> None:
    channel = await made(api, up, model_mapping={"fast": "gpt-4o"}, config={"note": "mine"})
    row = {name: channel[name] for name in ONE_API_FIELDS}
    assert (await api.put("/api/channel/", row)).data == channel
    assert (await api.put("/api/channel/", channel)).data["keys"] == channel["keys"]


async def test_another_key_replaces_those_there_are(api: Api, up: Upstreams) -> None:
    channel = await made(api, up, key=f"{up.openai.key}\nsk-second-key-0002")
    first = channel["keys"][0]
    text = f"sk-third-key-0003\n{up.openai.key}"
    changed = (await api.put("/api/channel/", {"id": channel["id"], "key": text})).data
    assert [key["hint"] for key in changed["keys"]] == [first["hint"], "0003"]
    assert changed["keys"][0]["id"] == first["id"]


async def test_single_keys_are_switched_and_removed(api: Api, up: Upstreams) -> None:
    channel = await made(api, up, key=f"{up.openai.key}\nsk-second-key-0002")
    first, second = (key["id"] for key in channel["keys"])
    changes = [{"id": first, "state": "off"}, {"id": second, "remove": True}]
    changed = (await api.put("/api/channel/", {"id": channel["id"], "keys": changes})).data
    assert [(key["id"], key["state"]) for key in changed["keys"]] == [(first, "off")]
    assert changed["status"] == 3
    bad = {"id": channel["id"], "keys": [{"id": first, "state": "broken"}]}
    assert (await api.put("/api/channel/", bad)).status == 400


async def test_switching_and_statuses(api: Api, up: Upstreams) -> None:
    channel = await made(api, up)
    off = (await api.put("/api/channel/", {"id": channel["id"], "status": 2})).data
    assert (off["status"], off["enabled"]) == (2, False)
    assert (await api.home.chat("gpt-4o"))[0] == 503
    on = (await api.put("/api/channel/", {"id": channel["id"], "status": 1})).data
    assert on["status"] == 1
    up.openai.script(Reply(error="bad_key"))
    await api.home.chat("gpt-4o")
    await api.home.gateway.state.drain()
    refused = (await api.get(f"/api/channel/{channel['id']}")).data
    assert (refused["status"], refused["keys"][0]["state"]) == (3, "rejected")
    assert refused["keys"][0]["reason"]


async def test_lists_newest_first_and_search(api: Api, up: Upstreams) -> None:
    for number in range(12):
        await made(api, up, name=f"channel {number}")
    rows = (await api.get("/api/channel/?p=0")).data
    assert [row["name"] for row in rows] == [f"channel {n}" for n in range(11, 1, -1)]
    assert len((await api.get("/api/channel/?p=1")).data) == 2
    paged = (await api.get("/api/channel/?page=1&size=3")).data
    assert (len(paged["items"]), paged["total"]) == (3, 12)
    found = (await api.get("/api/channel/search?keyword=channel 1")).data
    assert [row["name"] for row in found] == ["channel 11", "channel 10", "channel 1"]
    by_id = (await api.get(f"/api/channel/search?keyword={rows[0]['id']}")).data
    assert [row["id"] for row in by_id] == [rows[0]["id"]]


async def test_deleting_one_or_all_that_are_off(api: Api, up: Upstreams) -> None:
    first, second, third = [(await made(api, up))["id"] for _ in range(3)]
    assert (await api.delete(f"/api/channel/{first}")).data is None
    assert "no channel" in (await api.get(f"/api/channel/{first}")).refusal
    await api.put("/api/channel/", {"id": third, "status": 2})
    assert (await api.delete("/api/channel/disabled")).data == 1
    assert [row["id"] for row in (await api.get("/api/channel/")).data] == [second]


async def test_a_test_says_the_reply_the_time_and_the_model(api: Api, up: Upstreams) -> None:
    channel = await made(api, up)
    await api.home.price(**{"gpt-4o-mini": {"input": 2, "output": 8}})
    up.openai.script(Reply(text="Hello there", usage=Usage(20, 5)))
    answer = await api.get(f"/api/channel/test/{channel['id']}?model=gpt-4o-mini")
    assert answer.data["ok"] is True
    assert (answer.body["message"], answer.body["modelName"]) == ("Hello there", "gpt-4o-mini")
    assert answer.body["time"] > 0
    assert answer.data["cost"] == 0.00008
    tested = (await api.get(f"/api/channel/{channel['id']}")).data
    assert tested["response_time"] > 0
    assert tested["test_time"] > 0


async def test_a_test_that_fails_says_why(api: Api, up: Upstreams) -> None:
    channel = await made(api, up)
    up.openai.script(Reply(error="bad_key"))
    answer = await api.get(f"/api/channel/test/{channel['id']}")
    assert "Incorrect API key" in answer.refusal
    assert answer.body["modelName"] == "gpt-4o-mini"
    assert answer.body["data"]["remedy"] == "check_key"
    missing = await api.get("/api/channel/test/99")
    assert "no channel" in missing.refusal
    assert missing.body["time"] == 0


async def test_a_test_fits_what_is_named(api: Api, up: Upstreams) -> None:
    mock = up.add_openai("maker", models=MEDIA_MODELS)
    given = {
        "provider": "openai_compatible", "base_url": mock.base_url, "key": mock.key,
        "models": ["dall-e-3", "dall-e-2"], "test_models": {"image": "dall-e-2"},
    }  # fmt: skip
    channel = (await api.post("/api/channel/", given)).data
    assert channel["test_models"] == {"image": "dall-e-2"}
    refused = await api.get(f"/api/channel/test/{channel['id']}")
    assert "$0.016" in refused.refusal
    assert refused.body["code"] == "paid_test"
    tested = await api.get(f"/api/channel/test/{channel['id']}?capability=image")
    assert tested.body["modelName"] == "dall-e-2"
    assert base64.b64decode(tested.data["picture"]).startswith(b"\x89PNG")
    assert (tested.data["capability"], tested.data["cost"]) == ("image", 0.016)
    odd = await api.get(f"/api/channel/test/{channel['id']}?capability=smell")
    assert odd.status == 400


async def test_all_channels_are_tested_in_the_background(api: Api, up: Upstreams) -> None:
    first, second = [(await made(api, up))["id"] for _ in range(2)]
    up.openai.always(Reply(text="x", stall_after=1))
    assert (await api.get("/api/channel/test")).data is None
    await up.openai.wait_stalled(2)
    assert "测试已在运行中" in (await api.get("/api/channel/test?scope=all")).refusal
    changed = asyncio.Event()
    api.home.gateway.events.subscribe(lambda event: changed.set())
    up.openai.reset()
    up.openai.release()
    for ident in (first, second):
        while not (await api.get(f"/api/channel/{ident}")).data["test_time"]:
            await changed.wait()
            changed.clear()
    assert (await api.get("/api/channel/test?scope=some")).status == 400


async def test_models_are_fetched_for_a_channel_or_a_draft(api: Api, up: Upstreams) -> None:
    channel = await made(api, up)
    saved = (await api.get(f"/api/channel/fetch_models/{channel['id']}")).data
    assert "gpt-4o" in saved
    draft = body(up, models="")
    assert (await api.post("/api/channel/fetch_models", draft)).data == saved
    wrong = await api.post("/api/channel/fetch_models", {**draft, "key": "sk-wrong-key-0000"})
    assert (wrong.refusal != "", wrong.body["code"]) == (True, "key_rejected")
    assert len((await api.get("/api/channel/")).data) == 1


async def test_a_numeric_type_brings_its_provider_and_address(api: Api, up: Upstreams) -> None:
    plain = {"key": "sk-a-key-0123456789", "models": "m"}
    for number, provider, base_url in (
        (1, "openai", "https://api.openai.com/v1"),
        (14, "anthropic", "https://api.anthropic.com"),
        (36, "deepseek", None),
        (20, "openrouter", "https://openrouter.ai/api/v1"),
    ):
        channel = (await api.post("/api/channel/", {**plain, "type": number})).data
        assert (channel["type"], channel["provider"]) == (number, provider)
        assert base_url in (None, channel["base_url"])
    changed = await api.put("/api/channel/", {"id": channel["id"], "type": 36})
    assert (changed.data["type"], changed.data["provider"]) == (36, "deepseek")


async def test_limits_and_names_of_keys_stand_beside_one_apis_fields(
    api: Api, home: House, up: Upstreams
) -> None:
    plain = await made(api, up)
    assert (plain["rpm"], plain["concurrency"], plain["keys"][0]["name"]) == (0, 0, "")
    alias = {"models": "limited", "model_mapping": '{"limited":"gpt-4o"}'}
    channel = await made(api, up, **alias, rpm=1, concurrency=3)
    assert (channel["rpm"], channel["concurrency"]) == (1, 3)
    assert [(await home.chat("limited"))[0] for _ in range(2)] == [200, 503]
    old = {name: channel[name] for name in ONE_API_FIELDS - {"type", "base_url"}}
    after = (await api.put("/api/channel/", old)).data
    assert (after["rpm"], after["concurrency"]) == (1, 3)
    key = channel["keys"][0]["id"]
    named = {"id": channel["id"], "rpm": 0, "keys": [{"id": key, "name": "Work"}]}
    after = (await api.put("/api/channel/", named)).data
    assert (after["rpm"], after["keys"][0]["name"]) == (0, "Work")
    assert (await home.chat("limited"))[0] == 200
    refused = await api.put("/api/channel/", {"id": channel["id"], "concurrency": -2})
    assert "concurrency" in refused.refusal
