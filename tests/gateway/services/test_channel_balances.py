"""What is left on accounts at providers: read, kept with the keys, never mistaken for our money."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gateway.domain.balance import Balance
from gateway.domain.channel import Secret
from gateway.errors import ServiceError
from gateway.providers.balances import inquiries
from gateway.services.channels import ChannelChanges, KeyChange
from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.upstreams import Upstreams
from tests.upstreams.vendors import DEEPSEEK, MOONSHOT, SILICONFLOW, Vendor, VendorMock
from tests.upstreams.vendors_small import STEPFUN

OPENROUTER = Vendor(
    "openrouter",
    MOONSHOT.models,
    DEEPSEEK.errors,
    prefix="/api/v1",
    balance={"/api/v1/credits": {"data": {"total_credits": 25.5, "total_usage": 10.25}}},
)
RESELLER = Vendor(
    "reseller",
    MOONSHOT.models,
    MOONSHOT.errors,
    balance={
        "/v1/dashboard/billing/subscription": {
            "object": "billing_subscription",
            "hard_limit_usd": 20.0,
            "soft_limit_usd": 20.0,
        },
        "/v1/dashboard/billing/usage": {"object": "list", "total_usage": 412.5},
    },
)
TOLD: dict[str, tuple[Vendor, str, int]] = {
    "deepseek": (DEEPSEEK, "CNY", 110_250_000_000),
    "moonshot": (MOONSHOT, "CNY", 49_588_940_000),
    "moonshot_intl": (MOONSHOT, "USD", 49_588_940_000),
    "siliconflow": (SILICONFLOW, "CNY", 88_880_000_000),
    "stepfun": (STEPFUN, "CNY", -1_500_000_000),
    "openrouter": (OPENROUTER, "USD", 15_250_000_000),
    "one_api": (RESELLER, "USD", 15_875_000_000),
    "openai_compatible": (RESELLER, "USD", 15_875_000_000),
}


async def connect(home: House, up: Upstreams, vendor: Vendor, provider: str, **fields: Any) -> Any:
    mock = up.add(VendorMock(vendor))
    return mock, await home.channel(mock, vendor.models[0].id, provider=provider, **fields)


async def test_each_vendor_tells_its_own_way(home: House, up: Upstreams) -> None:
    for provider, (vendor, currency, nano) in TOLD.items():
        mock = up.add(VendorMock(vendor, name=provider))
        channel = await home.channel(mock, vendor.models[0].id, provider=provider)
        assert channel.keys[0].balance is None
        told = (await home.gateway.channels.refresh_balance(channel.id)).keys[0].balance
        assert told is not None, provider
        assert (told.nano, told.currency, told.unlimited) == (nano, currency, False), provider
        assert 0 <= home.gateway.now_ms() - told.at < 60_000


async def test_what_has_no_limit_says_so(home: House, up: Upstreams) -> None:
    mock, channel = await connect(home, up, RESELLER, "one_api")
    mock.balance["/v1/dashboard/billing/subscription"] = {"hard_limit_usd": 100000000}
    told = (await home.gateway.channels.refresh_balance(channel.id)).keys[0].balance
    assert told is not None
    assert told.unlimited


async def test_where_the_account_is_secret_the_keys_own_limit_is_read(
    home: House, up: Upstreams
) -> None:
    """OpenRouter tells an account's credits to management keys alone."""
    mock, channel = await connect(home, up, OPENROUTER, "openrouter")
    mock.balance["/api/v1/credits"] = 403
    mock.balance["/api/v1/key"] = {"data": {"limit": 5, "limit_remaining": 2.75, "usage": 2.25}}
    told = (await home.gateway.channels.refresh_balance(channel.id)).keys[0].balance
    assert told is not None
    assert told.nano == 2_750_000_000


async def test_every_key_is_asked_and_one_failure_spoils_nothing(
    home: House, up: Upstreams
) -> None:
    mock, channel = await connect(home, up, DEEPSEEK, "deepseek", keys=("sk-gone", DEEPSEEK.key))
    shown = await home.gateway.channels.refresh_balance(channel.id)
    assert [key.balance is not None for key in shown.keys] == [False, True]
    assert [each.headers["authorization"] for each in mock.requests] == [
        "Bearer sk-gone",
        f"Bearer {DEEPSEEK.key}",
    ]
    # It decides nothing: a key that was refused here is tried by the next request.
    assert {key.state.value for key in shown.keys} == {"ready"}


async def test_a_balance_belongs_to_its_secret(home: House, up: Upstreams) -> None:
    _mock, channel = await connect(home, up, DEEPSEEK, "deepseek")
    shown = await home.gateway.channels.refresh_balance(channel.id)
    change = KeyChange(shown.keys[0].id, secret=Secret("sk-another"))
    shown = await home.gateway.channels.update(channel.id, ChannelChanges(keys=(change,)))
    assert shown.keys[0].balance is None


NO_BALANCES: tuple[tuple[Any, str], ...] = (
    ({"balance_infos": []}, "bad_answer"),
    ({"balance_infos": [{"currency": "CNY", "total_balance": "lots"}]}, "bad_answer"),
    ({"balance_infos": [{"currency": "CNY", "total_balance": "NaN"}]}, "bad_answer"),
    ({"error": {"message": "Insufficient Balance", "code": "402"}}, "no_money"),
    ({}, "bad_answer"),
)


async def test_what_is_no_balance_is_told_and_changes_nothing(home: House, up: Upstreams) -> None:
    mock, channel = await connect(home, up, DEEPSEEK, "deepseek")
    for answer, code in NO_BALANCES:
        mock.balance["/user/balance"] = answer
        with pytest.raises(ServiceError) as refused:
            await home.gateway.channels.refresh_balance(channel.id)
        assert refused.value.code == code, answer
    assert (await home.gateway.channels.get(channel.id)).keys[0].balance is None


async def test_a_provider_that_tells_none_is_not_asked(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o", provider="openai")
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.refresh_balance(channel.id)
    assert refused.value.code == "not_supported"
    assert not up.openai.requests
    views = {view.id: view.tells_balance for view in home.gateway.channels.providers()}
    assert views["deepseek"]
    assert not views["openai"]
    assert not views["anthropic"]


async def test_rounds_start_when_they_are_due(home: House, up: Upstreams) -> None:
    mock, channel = await connect(home, up, DEEPSEEK, "deepseek")
    other, _off = await connect(home, up, MOONSHOT, "moonshot", enabled=False)
    balances = home.gateway.channels.balances
    assert not balances.look()  # off by default
    await home.gateway.settings_service.set_option("balance_update_minutes", "30")
    assert balances.look()
    await balances.wait()
    assert not balances.look()
    assert len(mock.requests) == 1
    assert not other.requests
    shown = await home.gateway.channels.get(channel.id)
    assert shown.keys[0].balance is not None


async def test_one_apis_routes(home: House, up: Upstreams) -> None:
    api = Api(home)
    mock, channel = await connect(home, up, DEEPSEEK, "deepseek")
    row = (await api.get(f"/api/channel/{channel.id}")).data
    assert (row["balance"], row["balance_updated_time"]) == (0, 0)
    answer = await api.get(f"/api/channel/update_balance/{channel.id}")
    assert answer.body["success"] is True
    assert (answer.body["balance"], answer.body["currency"]) == (110.25, "CNY")
    row = (await api.get(f"/api/channel/{channel.id}")).data
    assert row["balance"] == 110.25
    assert row["balance_updated_time"] > 1_700_000_000
    assert row["balances"][0]["currency"] == row["keys"][0]["balance"]["currency"] == "CNY"
    assert (await api.get("/api/channel/update_balance")).data is None
    await home.gateway.channels.balances.wait()
    assert len(mock.requests) == 2
    mock.keys = {"sk-other"}
    refusal = (await api.get(f"/api/channel/update_balance/{channel.id}")).refusal
    assert "Authentication Fails" in refusal
    assert (await api.get("/api/channel/update_balance/99")).body["success"] is False


async def test_novita_counts_in_ten_thousandths() -> None:
    (way,) = inquiries("novita", "https://api.novita.ai/v3/openai", {}, date(2026, 1, 2))
    assert [each.url for each in way.requests] == ["https://api.novita.ai/v3/user/balance"]
    assert way.read([b'{"availableBalance":"123456"}']) == Balance(12_345_600_000, "USD")
