"""The balance as NextChat, OpenCat and other gateways ask for it."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.domain.money import NANO
from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Reply, Upstreams, Usage

PLACES = ("/dashboard/billing", "/v1/dashboard/billing", "/v1/v1/dashboard//billing")
DATES = "?start_date=2026-11-01&end_date=2026-12-01"


async def ask(home: House, path: str, key: str) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {key}"}
    async with home.session.get(home.url + path, headers=headers) as answer:
        return answer.status, await answer.json()


async def balance(home: House, key: str, place: str = PLACES[0]) -> tuple[float, float]:
    """The limit in dollars and what is left of it, as clients reckon it."""
    _, page = await ask(home, f"{place}/subscription", key)
    _, usage = await ask(home, f"{place}/usage{DATES}", key)
    assert page["object"] == "billing_subscription"
    assert usage["object"] == "list"
    assert page["has_payment_method"] is True
    assert page["hard_limit_usd"] == page["soft_limit_usd"] == page["system_hard_limit_usd"]
    return page["hard_limit_usd"], page["hard_limit_usd"] - usage["total_usage"] / 100


@pytest.mark.parametrize("place", PLACES)
async def test_limit_less_usage_is_what_is_left(home: House, up: Upstreams, place: str) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o={"input": 2, "output": 8})
    token, key = await home.token(10 * NANO)
    assert await balance(home, key, place) == (10, 10)
    up.openai.script(Reply(usage=Usage(100_000, 10_000)))
    await home.chat("gpt-4o", key=key)
    await home.settled()
    limit, left = await balance(home, key, place)
    assert limit == pytest.approx(10)
    assert left == pytest.approx(9.72)
    assert left == pytest.approx(home.balance(token) / NANO)
    _, credit = await ask(home, f"{place}/credit_grants", key)
    assert credit["total_available"] == pytest.approx(9.72)
    assert credit["total_used"] == pytest.approx(0.28)
    assert credit["total_granted"] == pytest.approx(10)


async def test_a_token_without_a_limit_still_tells_what_it_spent(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o={"input": 2, "output": 8})
    up.openai.script(Reply(usage=Usage(1_000_000, 0)))
    _, key = await home.token()
    await home.chat("gpt-4o", key=key)
    await home.settled()
    assert await balance(home, key) == (100_000_000, 100_000_000 - 2)


async def test_a_token_cannot_spend_more_than_its_person_has(home: House) -> None:
    _, key = await home.token(10 * NANO)
    _, free = await home.token()
    person = home.gateway.ledger.owner
    person.unlimited, person.balance = False, 3 * NANO
    assert (await balance(home, key))[0] == 3
    assert (await balance(home, free))[0] == 3


async def test_expiry_is_told_in_seconds_and_ends_it(home: House) -> None:
    later = home.gateway.now_ms() + 86_400_000
    _, key = await home.token(NANO, expires_at=later)
    _, page = await ask(home, "/dashboard/billing/subscription", key)
    assert page["access_until"] == later // 1000
    _, forever = await ask(home, "/dashboard/billing/subscription", ROOT_KEY)
    assert forever["access_until"] == 0
    _, expired = await home.token(NANO, expires_at=1)
    for key, code in (
        (expired, "token_expired"),
        ("sk-none", "invalid_api_key"),
        ("", "invalid_api_key"),
    ):
        status, body = await ask(home, "/dashboard/billing/usage", key)
        assert (status, body["error"]["code"]) == (401, code)
