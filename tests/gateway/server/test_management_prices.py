"""`/api/prices/`: a preview, the update, the owner's own prices above it, the way back."""

from __future__ import annotations

import json

import pytest

from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.gateway.server.media_stage import media_mock
from tests.upstreams import Reply, Upstreams, Usage

FILE = {"_meta": {"date": "2027-01-01"}, "gpt-4o": {"input_per_mtok": 7, "output_per_mtok": 9}}


async def test_prices_are_shown_applied_and_taken_back(home: House) -> None:
    api = Api(home)

    def price() -> str:
        view = home.gateway.models.price_of("gpt-4o", "openai")
        assert view is not None
        return f"{view.source} {view.input}"

    assert (await api.get("/api/prices/")).data["source"] == "shipped"
    shown = (await api.post("/api/prices/", FILE)).data
    assert (shown["applied"], shown["new"], price()) == (False, [], "catalogue 2.5")
    changes = {each["kind"]: (each["old"], each["new"]) for each in shown["changed"]}
    assert changes["input_per_mtok"] == (2.5, 7)
    assert (await api.post("/api/prices/?apply=true", FILE)).data["applied"]
    assert price() == "catalogue 7"
    own = json.dumps({"gpt-4o": {"input": 1, "output": 2}})
    await home.gateway.settings_service.set_option("ModelPrice", own)
    assert price() == "override 1"
    assert (await api.delete("/api/prices/")).data["source"] == "shipped"
    assert (
        "cannot be used" in (await api.post("/api/prices/", {"m": {"input_per_mtok": -1}})).refusal
    )


async def test_ratios_come_in_and_go_out(home: House) -> None:
    api = Api(home)
    maps = {"ModelRatio": {"house": 0.3}, "CompletionRatio": {"house": 2}, "Unknown": 1}
    shown = (await api.post("/api/prices/?apply=true", maps)).data
    assert (shown["kind"], shown["applied"], len(shown["changed"])) == ("ratios", True, 2)
    assert shown["left"] == [{"where": "Unknown", "why": "unknown"}]
    made = (await api.get("/api/prices/ratios?for=new-api")).data
    assert (made["ModelRatio"], made["CompletionRatio"]) == ({"house": 0.3}, {"house": 2})
    assert made["GroupRatio"] == {"default": 1}
    assert (await api.get("/api/prices/ratios?for=x")).status == 400
    await api.post("/api/prices/?apply=true&map=GroupRatio", {"vip": 0.5})
    assert (await api.get("/api/prices/ratios")).data["GroupRatio"] == {"default": 1, "vip": 0.5}
    replaced = (await api.post("/api/prices/?replace=true", {"ModelRatio": {"b": 1}})).data
    assert replaced["removed"] == ["ModelRatio[house]"]
    assert (await api.delete("/api/prices/?all=true")).data["source"] == "shipped"
    private = await api.post("/api/prices/?address=https://127.0.0.1/x", {})
    assert "this network" in private.refusal


async def test_new_apis_maps_are_options_too(home: House) -> None:
    api = Api(home)
    for key, value in (("CacheRatio", {"a": 0.1}), ("ModelPrice", {"b": 0.04, "c": {"input": 1}})):
        assert (
            await api.put("/api/option/", {"key": key, "value": json.dumps(value)})
        ).data is None
    options = {each["key"]: each["value"] for each in (await api.get("/api/option/")).data}
    assert json.loads(options["CacheRatio"]) == {"a": 0.1}
    assert json.loads(options["ModelPrice"]) == {"b": {"per_call": 0.04}, "c": {"input": 1}}


@pytest.mark.parametrize("stream", [False, True])
async def test_one_apis_ratios_charge_its_quota_to_the_unit(
    home: House, up: Upstreams, stream: bool
) -> None:
    """Through the API alone, as one-api's own tools would do and look."""
    api = Api(home)
    maps = {"ModelRatio": {"gpt-4o-mini": 0.075, "dall-e-3": 20}, "GroupRatio": {"default": 1.5}}
    await api.post("/api/prices/?apply=true", maps)
    await home.channel(up.openai, "gpt-4o-mini")
    await home.channel(media_mock(up), "dall-e-3")
    made = (await api.post("/api/token/", {"name": "app", "remain_quota": 500_000})).data
    up.openai.script(Reply(text="x", usage=Usage(1001, 333)))
    key = f"sk-{made['key'].removeprefix('sk-')}"
    assert (await home.chat("gpt-4o-mini", key=key, stream=stream))[0] == 200
    await home.settled()
    # ceil((1001 + 333 x 4) x 0.075 x 1.5) = ceil(262.4625)
    assert (await api.get("/api/log/?p=0")).data[0]["quota"] == 263
    body = {"model": "dall-e-3", "prompt": "a boat", "quality": "hd", "size": "1024x1792"}
    assert (await home.post("/v1/images/generations", body, key))[0] == 200
    await home.settled()
    # int(20 x 1.5 x 2 x 1.5 x 1000) x 1
    assert (await api.get("/api/log/?p=0")).data[0]["quota"] == 90_000
    token = (await api.get(f"/api/token/{made['id']}")).data
    assert (token["remain_quota"], token["used_quota"]) == (500_000 - 90_263, 90_263)
    await home.check_ledger()
