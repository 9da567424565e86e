"""`/api/log/` and `/api/option/` as one-api's clients use them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.upstreams import Reply, Upstreams, Usage

ONE_API_FIELDS = {
    "id", "user_id", "created_at", "type", "content", "username", "token_name", "model_name",
    "quota", "prompt_tokens", "completion_tokens", "channel", "request_id", "elapsed_time",
    "is_stream", "system_prompt_reset",
}  # fmt: skip


@pytest.fixture
async def api(home: House, up: Upstreams) -> Api:
    """Three requests: one served, one to a model nobody has, one test of the channel."""
    channel = await home.channel(up.openai, "gpt-4o", name="Work")
    await home.price(gpt_4o={"input": 2, "output": 8})
    up.openai.script(Reply(text="x", usage=Usage(1000, 500)))
    await home.chat("gpt-4o")
    await home.chat("nope")
    await home.settled()
    up.openai.script(Reply(text="x", usage=Usage(20, 5)))
    await home.gateway.channels.test(channel.id)
    return Api(home)


async def kinds(api: Api, query: str) -> list[tuple[int, str]]:
    """Type and model of the rows a query finds, oldest first."""
    rows = (await api.get(f"/api/log/{query}")).data
    return [(row["type"], row["model_name"]) for row in reversed(rows)]


async def test_rows_in_one_apis_fields(api: Api) -> None:
    test, failed, served = (await api.get("/api/log/")).data
    assert set(served) >= ONE_API_FIELDS
    assert (served["type"], served["username"], served["token_name"]) == (
        2,
        "root",
        "Initial Root Token",
    )
    assert (served["quota"], served["prompt_tokens"], served["completion_tokens"]) == (
        3000,
        1000,
        500,
    )
    assert (served["charge"], served["cost"], served["status"]) == (0.006, 0.006, "done")
    assert (failed["quota"], failed["status"], failed["error_code"]) == (
        0,
        "refused",
        "model_not_found",
    )
    assert "nope" in failed["content"]
    assert (test["type"], test["quota"], test["cost"]) == (5, 0, 0.00008)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [(2, "gpt-4o"), (2, "nope"), (5, "gpt-4o")]),
        ("?type=2", [(2, "gpt-4o"), (2, "nope")]),
        ("?type=5", [(5, "gpt-4o")]),
        ("?type=1", []),
        ("?model_name=nope", [(2, "nope")]),
        ("?served=gpt-4*&type=2", [(2, "gpt-4o")]),
        ("?served=none", []),
        ("?token_name=Initial Root Token", [(2, "gpt-4o"), (2, "nope")]),
        ("?token_name=Initial", []),
        ("?username=root&type=2", [(2, "gpt-4o"), (2, "nope")]),
        ("?username=nobody", []),
        ("?channel=1&type=2", [(2, "gpt-4o")]),
        ("?channel=7", []),
        ("?end_timestamp=1000", []),
        ("?start_timestamp=4000000000", []),
        ("?start_timestamp=1000&end_timestamp=4000000000&type=5", [(5, "gpt-4o")]),
        ("?status=error", [(2, "nope")]),
        ("search?keyword=5", [(5, "gpt-4o")]),
        ("search?keyword=NOPE", [(2, "nope")]),
        ("self", [(2, "gpt-4o"), (2, "nope"), (5, "gpt-4o")]),
        ("self?type=5", [(5, "gpt-4o")]),
        ("self/search?keyword=nope", [(2, "nope")]),
    ],
)
async def test_filters(api: Api, query: str, expected: list[tuple[int, str]]) -> None:
    assert await kinds(api, query) == expected


async def test_an_end_timestamp_includes_its_second(api: Api) -> None:
    served = (await api.get("/api/log/")).data[2]
    query = f"?start_timestamp={served['created_at']}&end_timestamp={served['created_at']}"
    assert (2, "gpt-4o") in await kinds(api, query)


async def test_sums(api: Api) -> None:
    for path in ("/api/log/stat", "/api/log/self/stat"):
        data = (await api.get(path)).data
        assert (data["quota"], data["requests"], data["errors"]) == (3000, 3, 1)
        assert (data["charge"], data["cost"]) == (0.006, 0.00608)
    assert (await api.get("/api/log/stat?model_name=nope")).data["quota"] == 0


async def test_pages(api: Api) -> None:
    paged = (await api.get("/api/log/?page=2&size=2")).data
    assert (len(paged["items"]), paged["total"]) == (1, 3)
    assert (await api.get("/api/log/?p=1")).data == []


async def test_deleting_needs_to_be_told_how_far(api: Api) -> None:
    assert "target timestamp" in (await api.delete("/api/log/")).refusal
    assert (await api.delete("/api/log/?target_timestamp=1000")).data == 0
    # the newest row always stays
    assert (await api.delete("/api/log/?target_timestamp=4000000000")).data == 2
    await api.home.check_ledger()


async def option(api: Api, key: str) -> Any:
    options = {each["key"]: each["value"] for each in (await api.get("/api/option/")).data}
    return options[key]


async def test_options_are_read_and_set_as_text(home: House) -> None:
    api = Api(home)
    answer = await api.put("/api/option/", {"key": "ModelRatio", "value": '{"m":1.25}'})
    assert answer.body == {"success": True, "message": "", "data": None}
    assert json.loads(await option(api, "ModelRatio")) == {"m": 1.25}
    assert await option(api, "QuotaPerUnit") == "500000"
    await api.put("/api/option/", {"key": "list_token_keys", "value": "false"})
    assert home.gateway.settings.list_token_keys is False
    assert await option(api, "list_token_keys") == "false"


async def test_plain_json_values_mean_the_same(home: House) -> None:
    api = Api(home)
    price = {"m": {"input": 1.5, "output": 6, "cached_input": 0.15}}
    await api.put("/api/option/", {"key": "ModelPrice", "value": price})
    assert json.loads(await option(api, "ModelPrice")) == price
    await api.put("/api/option/", {"key": "list_token_keys", "value": False})
    assert home.gateway.settings.list_token_keys is False
    await api.put("/api/option/", {"key": "max_attempts", "value": 3})
    assert home.gateway.settings.max_attempts == 3


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"key": "ModelRatio", "value": "{"}, 200, "JSON"),
        ({"key": "ModelRatio", "value": '{"m":"x"}'}, 200, "ModelRatio['m']"),
        ({"key": "GroupRatio", "value": '{"vip":-1}'}, 200, "negative"),
        ({"key": "QuotaPerUnit", "value": "1"}, 200, "500000"),
        ({"key": "port", "value": "3100"}, 200, "command line"),
        ({"key": "max_attempts", "value": "0"}, 200, "below 1"),
        ({"key": "RegisterEnabled", "value": "true"}, 200, "RegisterEnabled"),
        ({"key": 5, "value": "x"}, 400, "key"),
        ({"value": "x"}, 400, "key"),
        ({"key": "ModelRatio", "value": None}, 400, "value"),
    ],
)
async def test_options_that_cannot_be_are_refused(
    home: House, body: dict[str, Any], status: int, said: str
) -> None:
    api = Api(home)
    before = (await api.get("/api/option/")).data
    answer = await api.put("/api/option/", body)
    assert (answer.status, answer.body["success"]) == (status, False)
    assert said in answer.body["message"]
    assert (await api.get("/api/option/")).data == before
