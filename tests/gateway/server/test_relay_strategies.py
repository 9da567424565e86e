"""Strategies and conversations that stay, with real requests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from gateway.dialects.openai_chat.dialect import OpenAIChat
from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.upstreams import Reply, Upstreams, faults

MODEL = "gpt-4o"
LONG = "Answer in verse, and mind the metre. " * 150


async def who(home: House, **fields: Any) -> str:
    """The channel that answered one more request."""
    assert (await home.chat(MODEL, **fields))[0] == 200
    (entry,) = await home.log(1)
    return str(entry.request.channel_name)


async def test_the_cheapest_counts_what_the_channel_itself_takes(
    home: House, up: Upstreams
) -> None:
    await home.price(gpt_4o={"input": 2, "output": 8})
    await home.channel(up.openai, MODEL, name="List price", weight=100)
    await home.channel(up.openai, MODEL, name="A fifth off", cost_multiplier=Decimal("0.8"))
    await home.gateway.settings_service.set("routing_strategy", "cheapest")
    assert {await who(home) for _ in range(5)} == {"A fifth off"}
    data = (await Api(home).get(f"/api/route/?model={MODEL}")).data
    assert (data["strategy"], [s["share"] for s in data["steps"]]) == ("cheapest", [1, 0])


async def test_the_fastest_is_found_out(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL, name="Slow")
    await home.channel(up.openai, MODEL, name="Quick")
    rules = {"models": {MODEL: "fastest"}}
    answer = await Api(home).send("PUT", "/api/route/rules", rules)
    assert answer.data["models"] == {MODEL: "fastest"}
    speeds = home.gateway.routing.speeds
    seen = {await who(home, stream=True), await who(home, stream=True)}
    assert seen == {"Slow", "Quick"}, "whoever is not measured comes first"
    slow, quick = speeds.of(1, MODEL), speeds.of(2, MODEL)
    assert slow is not None
    assert quick is not None
    slow.first_ms, quick.first_ms = 60_000.0, 1.0
    data = (await Api(home).get(f"/api/route/?model={MODEL}")).data
    assert [(s["name"], s["share"]) for s in data["steps"]] == [("Quick", 0.975), ("Slow", 0.025)]


async def test_round_robin_of_a_group(home: House, up: Upstreams) -> None:
    for name in ("A", "B"):
        await home.channel(up.openai, MODEL, name=name)
    await Api(home).send("PUT", "/api/route/rules", {"groups": {"default": "round_robin"}})
    assert [await who(home) for _ in range(4)] == ["A", "B", "A", "B"]


async def test_rules_outlive_a_restart_and_nonsense_is_refused(home: House) -> None:
    api = Api(home)
    await api.send("PUT", "/api/route/rules", {"models": {MODEL: "cheapest"}})
    for bad in (
        {"models": {MODEL: "luck"}},
        {"fallbacks": [{"model": "a", "use": "a"}]},
        {"fallbacks": [{"model": "", "use": "a"}]},
        {"fallbacks": [{"model": "a", "use": "b"}, {"model": "a", "use": "c"}]},
        {"other": 1},
    ):
        answer = await api.send("PUT", "/api/route/rules", bad)
        assert answer.body["success"] is False, bad
    await home.gateway.suspend(2.0)
    await home.gateway.start()
    assert (await Api(home).get("/api/route/rules")).data["models"] == {MODEL: "cheapest"}


async def test_a_long_conversation_stays_with_its_key_until_that_is_exhausted(
    home: House, up: Upstreams
) -> None:
    keys = [f"sk-key-number-000000{n}" for n in range(8)]
    mock = up.add_openai("many", keys=keys)
    await home.channel(mock, MODEL, keys=keys)

    async def asked(*turns: str) -> str:
        messages = [{"role": "system", "content": LONG}]
        messages += [{"role": "user", "content": turn} for turn in turns]
        status, _, _ = await home.post(
            "/v1/chat/completions", {"model": MODEL, "messages": messages}
        )
        assert status == 200
        return mock.last.headers["authorization"]

    first = await asked("one")
    assert {await asked("one", "two", str(n)) for n in range(6)} == {first}
    mock.script(faults.rate_limited(after=600))
    second = await asked("one", "two", "three")
    assert second != first
    assert {await asked("one", "two", "four", str(n)) for n in range(6)} == {second}
    await home.gateway.settings_service.set("sticky_minutes", 0)
    assert len({await asked("one", str(n)) for n in range(24)}) > 1


async def test_short_requests_are_divided_as_ever(home: House, up: Upstreams) -> None:
    keys = [f"sk-key-number-000000{n}" for n in range(4)]
    mock = up.add_openai("many", keys=keys)
    await home.channel(mock, MODEL, keys=keys)
    mock.script(*[Reply(text="x")] * 16)
    for _ in range(16):
        assert (await home.chat(MODEL))[0] == 200
    assert len({request.headers["authorization"] for request in mock.requests}) > 1


async def test_a_long_prompt_is_read_once_whoever_decides_by_it(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await home.price(gpt_4o={"input": 2, "output": 8})
    await home.channel(up.openai, MODEL)
    await home.channel(up.openai, MODEL)
    _, key = await home.token(NANO)  # its prompt is counted, and its conversation stays
    read, seen = OpenAIChat.prompt_texts, []

    def noted(self: OpenAIChat, body: bytes) -> tuple[list[str], int]:
        seen.append(len(body))
        return read(self, body)

    monkeypatch.setattr(OpenAIChat, "prompt_texts", noted)
    assert (await home.chat(MODEL, LONG, key=key))[0] == 200
    assert len(seen) == 1
