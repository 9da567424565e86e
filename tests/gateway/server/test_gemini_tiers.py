"""Google's service tiers: asked for in its words, and paid as the answer says, wherever it says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.gateway.house import House
from tests.gateway.server.cloud_channels import redirect_tokens
from tests.upstreams import Reply, Upstreams

MODEL = "gemini-3.5-flash"
COUNTS = {
    "promptTokenCount": 1_000,
    "cachedContentTokenCount": 200,
    "candidatesTokenCount": 10,
    "totalTokenCount": 1_010,
}
STANDARD = 800 * 1_500 + 200 * 150 + 10 * 9_000
PRICES = {
    "flex": 800 * 750 + 200 * 80 + 10 * 4_500,
    "priority": 800 * 2_700 + 200 * 270 + 10 * 16_200,
}
"""Nano-dollars of these counts by the catalogue."""
TIERS = pytest.mark.parametrize("tier", PRICES)
STREAMED = pytest.mark.parametrize("stream", [False, True])


def told(tier: str, place: str) -> Reply:
    if place == "header":
        return Reply(text="x", usage=COUNTS, headers={"x-gemini-service-tier": tier})
    word = tier if place == "serviceTier" else f"ON_DEMAND_{tier.upper()}"
    return Reply(text="x", usage={**COUNTS, place: word})


async def charge(home: House, tier: str) -> int:
    row = (await home.log())[-1].request
    assert json.loads(row.price_json).get("tier", "") == tier
    attempt = (await home.log())[-1].attempts[-1]
    assert attempt.cost_nano == row.charge_nano
    await home.check_ledger()
    nano: int = row.charge_nano
    return nano


@STREAMED
@TIERS
@pytest.mark.parametrize("place", ["header", "serviceTier"])
async def test_an_answer_costs_what_its_tier_does(
    home: House, up: Upstreams, place: str, tier: str, stream: bool
) -> None:
    await home.channel(up.gemini, MODEL)
    up.gemini.script(told(tier, place), told(tier, place))
    assert (await home.chat(MODEL, stream=stream, service_tier=tier))[0] == 200
    assert up.gemini.last.json["serviceTier"] == tier
    assert await charge(home, tier) == PRICES[tier]
    method = "streamGenerateContent?alt=sse" if stream else "generateContent"
    body = {"contents": [{"parts": [{"text": "Hi"}]}], "service_tier": tier}
    assert (await home.post(f"/v1beta/models/{MODEL}:{method}", body))[0] == 200
    assert up.gemini.last.json["service_tier"] == tier
    assert await charge(home, tier) == PRICES[tier]


async def test_what_was_served_is_paid_and_not_what_was_asked(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, MODEL)
    up.gemini.script(Reply(text="x", usage=COUNTS))
    assert (await home.chat(MODEL, service_tier="priority"))[0] == 200
    assert await charge(home, "") == STANDARD


@STREAMED
@TIERS
async def test_vertex_is_asked_in_a_header_and_tells_of_traffic(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, tier: str, stream: bool
) -> None:
    mock = up.clouds.vertex
    redirect_tokens(up, monkeypatch)
    await home.channel(mock, MODEL, keys=(json.dumps(up.clouds.google.service_account()),))
    mock.script(told(tier, "trafficType"))
    assert (await home.chat(MODEL, stream=stream, service_tier=tier))[0] == 200
    assert mock.last.headers["x-vertex-ai-llm-shared-request-type"] == tier
    assert await charge(home, tier) == PRICES[tier]
    assert (await home.chat(MODEL, stream=stream))[0] == 200
    assert "x-vertex-ai-llm-shared-request-type" not in mock.last.headers


async def test_a_stream_that_is_left_costs_what_its_tier_does(home: House, up: Upstreams) -> None:
    await home.channel(up.gemini, MODEL)
    up.gemini.script(
        Reply(
            chunks=("x ", "y ", "z"), usage=COUNTS, cut_after=2,
            headers={"x-gemini-service-tier": "priority"},
        )
    )  # fmt: skip
    await home.chat(MODEL, stream=True)
    row = (await home.log())[-1].request
    assert json.loads(row.price_json)["tier"] == "priority"
    await home.check_ledger()


async def test_priority_is_held_at_its_price(home: House, up: Upstreams) -> None:
    """1,000 tokens cost $0.009, and $0.0162 at that tier."""
    await home.channel(up.gemini, MODEL)
    config: dict[str, Any] = {"generationConfig": {"maxOutputTokens": 1_000}}
    body = {"contents": [{"parts": [{"text": "Hi"}]}], **config}
    for tier, lowered in (({}, False), ({"serviceTier": "priority"}, True)):
        _, key = await home.token(12_000_000)
        path = f"/v1beta/models/{MODEL}:generateContent"
        assert (await home.post(path, body | tier, key))[0] == 200
        sent = up.gemini.last.json["generationConfig"]["maxOutputTokens"]
        assert (sent < 800) == lowered
