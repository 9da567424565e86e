"""`/api/route/`: who would be asked, in which order, and why nobody else."""

from __future__ import annotations

from typing import Any

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.upstreams import Upstreams, faults

MODEL = "gpt-4o"


async def explained(home: House, model: str, token_id: int = 0) -> Any:
    return (await Api(home).get(f"/api/route/?model={model}&token_id={token_id}")).data


async def test_a_route_is_told_with_shares_and_reasons(home: House, up: Upstreams) -> None:
    first = await home.channel(up.openai, MODEL, name="First", priority=5)
    await home.channel(up.openai, MODEL, name="Big", weight=3)
    await home.channel(up.openai, MODEL, name="Small")
    await home.channel(up.openai, MODEL, name="Off", enabled=False)
    await home.channel(up.openai, MODEL, name="Others", groups=("vip",))
    await home.channel(up.openai, "gpt-4o-mini", name="Mini")
    up.openai.script(faults.rate_limited(after=600))
    assert (await home.chat(MODEL))[0] == 200
    data = await explained(home, MODEL)
    assert [(s["name"], s["tier"], s["share"]) for s in data["steps"]] == [
        ("Big", 2, 0.75),
        ("Small", 2, 0.25),
    ]
    reasons = {each["name"]: each["reason"] for each in data["not_asked"]}
    assert reasons == {"First": "resting", "Off": "off", "Others": "group", "Mini": "model"}
    (resting,) = [each for each in data["not_asked"] if each["name"] == "First"]
    assert 590 < resting["wait_s"] <= 600
    assert "HTTP 429 rate limit" in resting["words"]
    (circuit,) = (await Api(home).get(f"/api/channel/{first.id}")).data["circuits"]
    assert (circuit["state"], circuit["model"], circuit["failures"]) == ("open", MODEL, 1)


async def test_a_token_brings_its_group_and_its_limits(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "unknown-model-x", MODEL, groups=("vip",))
    token, _ = await home.token(NANO, group="vip", models=("unknown-model-x",))
    data = await explained(home, "unknown-model-x", token.id)
    assert (data["group"], data["refusal"], data["steps"]) == ("vip", "", [])
    assert [each["reason"] for each in data["not_asked"]] == ["no_price"]
    data = await explained(home, MODEL, token.id)
    assert data["refusal"] == "model_not_allowed"


async def test_what_cannot_be_explained_is_said(home: House) -> None:
    assert (await Api(home).get("/api/route/")).status == 400
    assert "token" in (await Api(home).get("/api/route/?model=m&token_id=99")).refusal
