"""Channels that are asked at certain hours, and keys with so many tokens a day."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from gateway.domain.hours import parse_hours
from gateway.services.channels import ChannelChanges
from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.upstreams import Reply, Upstreams, Usage

MODEL = "gpt-4o"


@pytest.fixture
def monday_noon(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    monkeypatch.setattr(home.gateway.planner.conditions, "local", lambda: noon)


async def who(home: House) -> str:
    assert (await home.chat(MODEL))[0] == 200
    (entry,) = await home.log(1)
    return str(entry.request.channel_name)


@pytest.mark.usefixtures("monday_noon")
async def test_a_channel_is_asked_in_its_hours_alone(home: House, up: Upstreams) -> None:
    night = await home.channel(
        up.openai, MODEL, name="Night", priority=9, hours=parse_hours("20:00-06:00")
    )
    await home.channel(up.openai, MODEL, name="Always")
    assert await who(home) == "Always"
    data = (await Api(home).get(f"/api/route/?model={MODEL}")).data
    (barred,) = data["not_asked"]
    assert (barred["name"], barred["reason"], barred["wait_s"]) == ("Night", "hours", 8 * 3600)
    changed = ChannelChanges(hours=parse_hours("mon 11:00-13:00"))
    await home.gateway.channels.update(night.id, changed)
    assert await who(home) == "Night"


@pytest.mark.usefixtures("monday_noon")
async def test_the_error_says_when_it_opens(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL, name="Night", hours=parse_hours("20:00-06:00"))
    status, headers, body = await home.chat(MODEL)
    assert (status, headers["retry-after"]) == (503, str(8 * 3600))
    said = json.loads(body)["error"]["message"]
    assert "Night: closed for 8 h 0 min (it is open 20:00-06:00)" in said
    assert up.openai.requests == []


async def test_a_key_that_used_its_tokens_of_today_is_not_asked_again_today(
    home: House, up: Upstreams
) -> None:
    keys = ("sk-first-key-0000001", "sk-second-key-000002")
    mock = up.add_openai("free", keys=keys)
    channel = await home.channel(mock, MODEL, name="Free", keys=keys, daily_tokens=1000, priority=1)
    await home.channel(up.openai, MODEL, name="Paid")
    mock.script(*[Reply(text="x", usage=Usage(900, 100))] * 2)
    assert [await who(home) for _ in range(3)] == ["Free", "Free", "Paid"]
    assert {each.headers["authorization"] for each in mock.requests} == {
        f"Bearer {key}" for key in keys
    }
    data = (await Api(home).get(f"/api/route/?model={MODEL}")).data
    (barred,) = data["not_asked"]
    assert (barred["reason"], len(barred["keys"])) == ("daily_cap", 2)
    assert 0 < barred["wait_s"] <= 90_000
    await home.gateway.suspend(2.0)
    await home.gateway.start()
    await home.gateway.state.drain()
    assert await who(home) == "Paid", "a restart forgets nothing"
    await home.gateway.channels.update(channel.id, ChannelChanges(daily_tokens=0))
    assert await who(home) == "Free"


async def test_the_management_api_takes_both(home: House, up: Upstreams) -> None:
    api = Api(home)
    body = {
        "provider": "openai_compatible",
        "name": "Night",
        "base_url": up.openai.base_url,
        "key": up.openai.key,
        "models": MODEL,
        "hours": "Mon-Fri 20:00-06:00",
        "daily_tokens": 500_000,
    }
    made = (await api.post("/api/channel/", body)).data
    assert (made["hours"], made["daily_tokens"]) == ("mon-fri 20:00-06:00", 500_000)
    put = {"id": made["id"], "hours": ""}
    changed = (await api.send("PUT", "/api/channel/", put)).data
    assert (changed["hours"], changed["daily_tokens"]) == ("", 500_000)
    answer = await api.send("PUT", "/api/channel/", {"id": made["id"], "hours": "sometimes"})
    assert "sometimes" in str(answer.body["message"])
    assert not answer.body["success"]
