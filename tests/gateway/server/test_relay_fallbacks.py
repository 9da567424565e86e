"""Models that stand in for others: who answered is said, logged and charged."""

from __future__ import annotations

import json
from typing import Any

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.upstreams import Reply, Upstreams, Usage, faults

BIG, SMALL = "gpt-4o", "gpt-4o-mini"


async def rules(home: House, *fallbacks: dict[str, str]) -> None:
    answer = await Api(home).send("PUT", "/api/route/rules", {"fallbacks": list(fallbacks)})
    assert answer.body["success"], answer


async def logged(home: House) -> Any:
    (entry,) = await home.log(1)
    return entry.request


async def test_if_none_answers_another_model_does_at_its_own_price(
    home: House, up: Upstreams
) -> None:
    await home.price(gpt_4o={"input": 20, "output": 80})
    await home.price(gpt_4o_mini={"input": 1, "output": 2})
    second = up.add_openai("second")
    await home.channel(up.openai, BIG)
    await home.channel(second, SMALL)
    await rules(home, {"model": BIG, "use": SMALL})
    up.openai.script(faults.failing("overloaded"))
    second.script(Reply(text="from the small one", usage=Usage(1000, 500)))
    token, key = await home.token(NANO)
    status, headers, body = await home.chat(BIG, key=key)
    assert (status, headers["x-homeport-model"]) == (200, SMALL)
    answer = json.loads(body)
    assert answer["model"] == BIG, "the answer carries the name that was asked for"
    row = await logged(home)
    assert (row.requested_model, row.sent_model, row.attempts) == (BIG, SMALL, 2)
    assert row.charge_nano == 2_000_000
    assert home.balance(token) == NANO - 2_000_000
    await home.check_ledger()


async def test_whoever_answers_itself_needs_no_stand_in(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, BIG, SMALL)
    await rules(home, {"model": BIG, "use": SMALL})
    status, headers, _ = await home.chat(BIG)
    assert status == 200
    assert "x-homeport-model" not in headers


async def test_chains_end_and_the_last_failure_is_told(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, BIG, SMALL)
    await rules(home, {"model": BIG, "use": SMALL}, {"model": SMALL, "use": BIG})
    up.openai.script(*[faults.failing("overloaded")] * 2)
    status, _, body = await home.chat(BIG)
    assert status == 503
    assert json.loads(body)["error"]["code"] == "all_channels_failed"
    assert (await logged(home)).attempts == 2
    await home.check_ledger()


async def test_a_model_that_no_channel_has_may_stand_for_another(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, SMALL)
    assert (await home.chat("house-model"))[0] == 404
    await rules(home, {"model": "house-model", "use": SMALL})
    status, headers, _ = await home.chat("house-model", stream=True)
    assert (status, headers["x-homeport-model"]) == (200, SMALL)


async def test_a_token_that_may_not_use_the_other_model_does_not_get_it(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, BIG, SMALL)
    await rules(home, {"model": BIG, "use": SMALL})
    _, key = await home.token(models=(BIG,))
    up.openai.script(faults.failing("overloaded"))
    assert (await home.chat(BIG, key=key))[0] == 503


async def test_a_prompt_that_does_not_fit_goes_to_the_longer_context_unasked(
    home: House, up: Upstreams
) -> None:
    short, long = "gpt-4", "gpt-4.1-mini"
    second = up.add_openai("second")
    await home.channel(up.openai, short)
    await home.channel(second, long)
    await rules(home, {"model": short, "use": long, "when": "too_long"})
    status, headers, _ = await home.chat(short, "hello there " * 8000)
    assert (status, headers.get("x-homeport-model")) == (200, long)
    assert up.openai.requests == []
    status, headers, _ = await home.chat(short, "hello")
    assert "x-homeport-model" not in headers


async def test_an_upstream_that_finds_the_prompt_too_long_is_followed_by_the_longer_context(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, BIG, SMALL)
    await rules(home, {"model": BIG, "use": SMALL, "when": "too_long"})
    up.openai.script(Reply(error="context"))
    status, headers, _ = await home.chat(BIG)
    assert (status, headers["x-homeport-model"]) == (200, SMALL)
    assert (await logged(home)).attempts == 2


async def test_near_the_limit_a_cheaper_model_answers(home: House, up: Upstreams) -> None:
    await home.price(gpt_4o={"input": 10, "output": 10})
    await home.price(gpt_4o_mini={"input": 1, "output": 1})
    await home.channel(up.openai, BIG, SMALL)
    await rules(home, {"model": BIG, "use": SMALL, "when": "spent"})
    token, key = await home.token(NANO)
    served = []
    for _ in range(5):
        up.openai.script(Reply(text="x", usage=Usage(10_000, 10_000)))
        status, headers, _ = await home.chat(BIG, key=key)
        assert status == 200
        served.append(headers.get("x-homeport-model", BIG))
    assert served == [BIG, BIG, BIG, BIG, SMALL]
    assert home.balance(token) == NANO - 4 * NANO // 5 - NANO // 50
    await home.check_ledger()


async def test_the_explainer_tells_what_would_stand_in(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, BIG, SMALL, name="Both")
    await rules(
        home,
        {"model": BIG, "use": SMALL},
        {"model": BIG, "use": "nowhere", "when": "too_long"},
        {"model": SMALL, "use": BIG},
    )
    data = (await Api(home).get(f"/api/route/?model={BIG}")).data
    assert [(each["model"], each["why"]) for each in data["fallbacks"]] == [
        (SMALL, "unanswered"),
        ("nowhere", "too_long"),
    ]
    assert [step["name"] for step in data["fallbacks"][0]["steps"]] == ["Both"]
    assert data["fallbacks"][0]["fallbacks"] == []
