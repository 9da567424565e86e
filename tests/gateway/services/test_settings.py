"""Settings, prices and ratios: checked, stored, in force; or refused and nothing stored."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gateway.config import SETTINGS
from gateway.domain.money import NANO
from gateway.errors import NotFound, ServiceError
from gateway.events import SettingsChanged
from gateway.services.overrides import Overrides, decode_json, encode_json
from gateway.store import options as option_rows
from tests.gateway.house import House, house
from tests.upstreams import Reply, Upstreams, Usage


async def stored(home: House) -> tuple[dict[str, str], dict[str, str]]:
    return await home.gateway.database.read(
        lambda: (option_rows.get_all(), option_rows.price_overrides())
    )


async def charge(home: House, up: Upstreams, usage: Usage) -> int:
    """What one request is charged, in nano-dollars."""
    up.openai.script(Reply(text="x", usage=usage))
    assert (await home.chat("gpt-4o"))[0] == 200
    return int((await home.log())[-1].request.charge_nano)


def test_every_setting_is_shown_with_its_source(home: House) -> None:
    views = {view.name: view for view in home.gateway.settings_service.all()}
    assert set(views) == {setting.name for setting in SETTINGS}
    groups = [view.group for view in views.values()]
    assert groups == sorted(groups, key=groups.index), "a group stands together"
    assert list(views)[:3] == ["port", "host", "relay_proxy"]
    assert (views["port"].source, views["port"].fixed, views["port"].value) == (
        "command line",
        True,
        0,
    )
    assert (views["max_attempts"].source, views["max_attempts"].fixed) == ("default", False)
    assert views["max_attempts"].default == home.gateway.settings.max_attempts


async def test_a_setting_is_in_force_and_outlives_the_program(tmp_path: Path) -> None:
    async with house(tmp_path) as first:
        told: list[object] = []
        first.gateway.events.subscribe(told.append)
        view = await first.gateway.settings_service.set("max_attempts", "3")
        assert (view.value, view.source) == (3, "database")
        assert first.gateway.settings.max_attempts == 3
        assert told == [SettingsChanged(("max_attempts",))]
    async with house(tmp_path) as second:
        assert second.gateway.settings.max_attempts == 3
        view = await second.gateway.settings_service.reset("max_attempts")
        assert (view.value, view.source) == (view.default, "default")
        assert "max_attempts" not in (await stored(second))[0]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("max_attempts", "many", "invalid_setting"),
        ("max_attempts", 0, "invalid_setting"),
        ("max_attempts", 51, "invalid_setting"),
        ("list_token_keys", "perhaps", "invalid_setting"),
        ("port", 3100, "setting_fixed"),
        ("nonsense", 1, "not_found"),
    ],
)
async def test_what_cannot_be_is_refused_and_not_stored(
    home: House, name: str, value: Any, code: str
) -> None:
    before = await stored(home)
    with pytest.raises(ServiceError) as refused:
        await home.gateway.settings_service.set(name, value)
    assert refused.value.code == code
    assert await stored(home) == before


async def test_prices_are_exact_and_in_force_for_the_next_request(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    set_option = home.gateway.settings_service.set_option
    await set_option("ModelPrice", '{"gpt-4o": {"input": 0.1, "output": 0.3}}')
    assert await charge(home, up, Usage(3, 7)) == 3 * 100 + 7 * 300
    await set_option("ModelPrice", '{"gpt-4o": null}')
    assert await charge(home, up, Usage(1000, 0)) == 1000 * 2500  # the catalogue's $2.50
    await set_option("ModelRatio", '{"gpt-4o": 0.5}')
    await set_option("CompletionRatio", '{"gpt-4o": 3}')
    assert await charge(home, up, Usage(1000, 100)) == (1000 + 300) // 2 * 2000
    await set_option("GroupRatio", '{"default": 1.5}')
    assert await charge(home, up, Usage(1000, 100)) == (1000 + 300) * 3 // 4 * 2000
    await home.check_ledger()


async def test_maps_are_merged_over_what_is_there_and_null_removes(home: House) -> None:
    service = home.gateway.settings_service
    await service.set_option("ModelRatio", '{"a": 1, "b": 0.25}')
    await service.set_option("ModelRatio", '{"b": 2, "c": 15.0, "a": null}')
    options = await service.options()
    assert json.loads(options["ModelRatio"]) == {"b": 2, "c": 15.0}
    await service.set_option("GroupRatio", '{"vip": 0.8}')
    assert json.loads((await service.options())["GroupRatio"]) == {"default": 1, "vip": 0.8}
    assert home.gateway.models.groups() == ["default", "vip"]
    await service.set_option("GroupRatio", '{"vip": null}')
    assert home.gateway.models.groups() == ["default"]


async def test_options_are_shown_as_one_api_writes_them(home: House) -> None:
    await home.price(gpt_4o={"input": 2.5, "output": 10})
    options = await home.gateway.settings_service.options()
    assert options["QuotaPerUnit"] == "500000"
    assert options["list_token_keys"] == "true"
    assert json.loads(options["ModelPrice"]) == {"gpt-4o": {"input": 2.5, "output": 10}}
    assert all(isinstance(value, str) for value in options.values())


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("ModelRatio", "not json", "invalid_json"),
        ("ModelRatio", "[1]", "invalid_option"),
        ("ModelRatio", '{"m": "1"}', "invalid_option"),
        ("ModelRatio", '{"m": true}', "invalid_option"),
        ("ModelRatio", '{"m": -1}', "invalid_option"),
        ("ModelRatio", '{"m": 1e999999}', "invalid_option"),
        ("ModelRatio", '{"m": 1e-999999}', "invalid_option"),
        ("ModelRatio", '{"good": 1, "bad": {}}', "invalid_option"),
        ("GroupRatio", '{"vip": "cheap"}', "invalid_option"),
        ("ModelPrice", '{"m": true}', "invalid_option"),
        ("ModelPrice", '{"m": {"output": 1}}', "invalid_option"),
        ("ModelPrice", '{"m": {"input": 1, "smell": 2}}', "invalid_option"),
        ("ModelPrice", '{"m": {"input": -1}}', "invalid_option"),
        ("QuotaPerUnit", "1000", "invalid_option"),
        ("max_attempts", "none", "invalid_setting"),
        ("RegisterEnabled", "true", "unknown_option"),
    ],
)
async def test_nothing_is_stored_before_it_is_checked(
    home: House, key: str, value: str, code: str
) -> None:
    before = await stored(home)
    with pytest.raises(ServiceError) as refused:
        await home.gateway.settings_service.set_option(key, value)
    assert refused.value.code == code
    assert key in refused.value.message or code == "invalid_json"
    assert await stored(home) == before


async def test_what_is_broken_in_the_database_is_left_out(tmp_path: Path) -> None:
    async with house(tmp_path) as first:

        def spoil() -> None:
            option_rows.set_value("ModelRatio", "{broken")
            option_rows.set_value("max_attempts", "nonsense")
            option_rows.set_price_override("bad", '{"input": "?"}', 0)
            option_rows.set_price_override("good", '{"input": 1.1}', 0)

        await first.gateway.database.write(spoil)
    async with house(tmp_path) as second:
        assert second.gateway.settings.max_attempts == 8
        good = second.gateway.models.price_of("good")
        assert good is not None
        assert good.input == Decimal("1.1")
        assert second.gateway.models.price_of("bad") is None


def test_figures_keep_their_digits() -> None:
    text = '{"m":0.1,"n":1E-7,"o":3}'
    values = decode_json(text)
    assert values == {"m": Decimal("0.1"), "n": Decimal("1E-7"), "o": 3}
    assert decode_json(encode_json(values)) == values
    parsed = Overrides.parse({"m": '{"input": 0.1}'}, {"ModelRatio": '{"m": 0.07}'})
    assert parsed.prices["m"].input == Fraction(1, 10)
    assert parsed.ratios["m"] == Fraction(7, 100)


async def test_an_unknown_setting_is_not_found(home: House) -> None:
    with pytest.raises(NotFound):
        home.gateway.settings_service.get("nonsense")
    with pytest.raises(NotFound):
        await home.gateway.settings_service.reset("nonsense")


async def test_unlimited_precision_costs_nothing(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    third = "0.333333333333"
    await home.gateway.settings_service.set_option(
        "ModelPrice", f'{{"gpt-4o": {{"input": {third}}}}}'
    )
    nano = Fraction(third) * 1_000 * NANO / 1_000_000
    assert await charge(home, up, Usage(1000, 0)) == -(-nano.numerator // nano.denominator)
