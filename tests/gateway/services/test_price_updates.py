"""Prices and ratios from a file: told apart, shown, applied, taken back, and written out again."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from gateway.domain.price import ModelPrice, RatioPrice
from gateway.domain.usage import Usage
from gateway.errors import ServiceError
from gateway.services.own_prices import OwnPrice
from gateway.services.price_updates import PriceUpdates, RatioChange, Remark, Target
from tests.gateway.house import House

ONE_API = {
    "ModelRatio": {"gpt-4o": 1.25, "claude-3-opus-20240229": 7.5, "house": 0.3},
    "CompletionRatio": {"house": 2},
    "GroupRatio": {"default": 1, "vip": 0.8},
}
NEW_API = {
    "ModelRatio": {"gpt-5": 0.625, "gemini-2.5-pro": 0.625, "claude-sonnet-4-5": 1.5},
    "CompletionRatio": {},
    "CacheRatio": {"gpt-5": 0.1, "claude-sonnet-4-5": 0.1},
    "CreateCacheRatio": {"claude-sonnet-4-5": 1.25},
    "ImageRatio": {"gpt-5": 2},
    "AudioRatio": {"gpt-5": 16},
    "AudioCompletionRatio": {"gpt-5": 3},
    "ModelPrice": {"dall-e-3": 0.04, "mj_imagine": 0.1},
}


def dump(value: object) -> bytes:
    return json.dumps(value).encode()


def prices(home: House) -> PriceUpdates:
    return home.gateway.price_updates


def price(home: House, model: str) -> Any:
    return home.gateway.prices.price("openai", model)


async def test_one_apis_maps_are_shown_then_in_force_then_taken_back(home: House) -> None:
    await home.price(house={"input": 1})
    before = price(home, "gpt-4o")
    found = (await prices(home).preview(dump(ONE_API))).ratios
    assert found is not None
    assert RatioChange("ModelRatio", "gpt-4o", None, Decimal("1.25")) in found.changes
    assert (found.same, found.left, found.covered) == (1, (), ("house",)), "default is 1 already"
    assert price(home, "gpt-4o") == before, "nothing is in force before it is applied"
    update = await prices(home).preview(dump(ONE_API))
    undo = await prices(home).apply(update)
    assert price(home, "gpt-4o") == RatioPrice(Fraction(5, 4), Fraction(4)), "its rule for answers"
    assert price(home, "claude-3-opus-20240229").completion_ratio == 5
    assert isinstance(price(home, "house"), ModelPrice), "the owner's own price stands above"
    assert home.gateway.prices.multiplier("vip") == Fraction(4, 5)
    again = (await prices(home).preview(dump(ONE_API))).ratios
    assert again is not None
    assert (again.changes, again.same) == ((), 6)
    await prices(home).restore(undo)
    assert price(home, "gpt-4o") == before
    assert home.gateway.prices.multiplier("vip") == 1


@pytest.mark.parametrize(
    "file",
    [
        {name: json.dumps(map_) for name, map_ in ONE_API.items()},
        {"success": True, "data": [{"key": k, "value": json.dumps(v)} for k, v in ONE_API.items()]},
        {"data": {"model_ratio": ONE_API["ModelRatio"], "group_ratio": ONE_API["GroupRatio"]}},
        ONE_API["ModelRatio"],
    ],
)
async def test_the_forms_that_ratios_come_in(home: House, file: Any) -> None:
    found = (await prices(home).preview(dump(file))).ratios
    assert found is not None
    assert {c.name: c.new for c in found.changes if c.option == "ModelRatio"} == {
        "gpt-4o": Decimal("1.25"), "claude-3-opus-20240229": Decimal("7.5"), "house": Decimal("0.3")
    }  # fmt: skip


async def test_a_bare_map_is_what_it_is_said_to_be(home: House) -> None:
    found = (await prices(home).preview(b'{"vip": 2}', bare="GroupRatio")).ratios
    assert found is not None
    assert found.changes == (RatioChange("GroupRatio", "vip", None, 2),)
    with pytest.raises(ServiceError, match="no map of ratios"):
        await prices(home).preview(b'{"vip": 2}', bare="ModelPrice")


async def test_nothing_is_passed_over_in_silence(home: House) -> None:
    ratios = {"a": "x", "b": None, "gpt-4-gizmo-*": 15, "auto": -500000, "gpt-4o": 250}
    found = (
        await prices(home).preview(
            dump({"ModelRatio": ratios, "GroupGroupRatio": {}, "CompletionRatio": "{"})
        )
    ).ratios
    assert found is not None
    assert found.left == (
        Remark("ModelRatio[a]", "no_price"),
        Remark("ModelRatio[b]", "no_price"),
        Remark("ModelRatio[gpt-4-gizmo-*]", "pattern"),
        Remark("GroupGroupRatio", "unknown"),
        Remark("CompletionRatio", "no_map"),
    )
    assert found.remarks == (
        Remark("ModelRatio[auto]", "negative"),
        Remark("ModelRatio[gpt-4o]", "far"),
    )
    await prices(home).apply(await prices(home).preview(dump({"ModelRatio": {"auto": -5}})))
    assert price(home, "auto").nano(Usage(input=9_000_000)) == 2_000, "a unit a request"


@pytest.mark.parametrize(
    "file", [b"", b"1", b"[]", b'{"ModelRatio": {}}', b'{"ModelRatio": {"a": "x"}}', b"\xff"]
)
async def test_what_holds_no_prices_is_refused(home: House, file: bytes) -> None:
    with pytest.raises(ServiceError) as refused:
        await prices(home).preview(file)
    assert refused.value.code == "bad_prices"


async def test_new_apis_maps_price_each_kind_of_token(home: House) -> None:
    await prices(home).apply(await prices(home).preview(dump(NEW_API)))
    gpt = price(home, "gpt-5")
    assert gpt.completion_ratio == 8, "new-api's rule, not one-api's"
    assert price(home, "gemini-2.5-pro").completion_ratio == 8
    # 100 x 1 + 700 x 0.1 + 50 x 2 + 20 x 16 + (30 - 10) x 8 + 10 x 16 x 3 = 1230, x 0.625
    usage = Usage(
        input=870, output=30, cache_read=700, image_in=50, audio_in=20, audio_out=10, reasoning=5
    )
    assert gpt.nano(usage) == 769 * 2_000
    assert sum(line.dollars for line in gpt.lines(usage)) == Fraction(1230 * 5, 8) / 500_000
    claude = price(home, "claude-sonnet-4-5")
    # 100 + 600 x 0.1 + 200 x 1.25 + 100 x 1.25 x 1.6 = 610, x 1.5
    written = Usage(input=1_000, cache_read=600, cache_write=200, cache_write_1h=100)
    assert claude.nano(written) == 915 * 2_000
    assert price(home, "mj_imagine").nano(Usage(input=5)) == 100_000_000, "by the request"
    assert price(home, "mj_imagine").nano(Usage()) == 0, "but not for what used nothing"
    pictures = Usage(units=(("images", 3), ("images_in", 0)), made="1024x1024")
    assert price(home, "dall-e-3").nano(pictures, Fraction(1, 2)) == 60_000_000
    assert [line.kind for line in price(home, "dall-e-3").lines(pictures)] == ["calls"]
    view = home.gateway.models.price_of("dall-e-3")
    assert view is not None
    assert view.units == (("per_call", Decimal("0.04")),)


async def test_replacing_removes_what_the_file_does_not_name(home: House) -> None:
    await prices(home).apply(await prices(home).preview(dump(ONE_API)))
    less = dump({"ModelRatio": {"gpt-4o": 2}})
    shown = (await prices(home).preview(less)).ratios
    assert shown is not None
    assert shown.absent == ("ModelRatio[claude-3-opus-20240229]", "ModelRatio[house]")
    assert shown.removed == ()
    update = await prices(home).preview(less, replace=True)
    assert update.ratios is not None
    assert update.ratios.removed == shown.absent
    undo = await prices(home).apply(update)
    assert json.loads((await home.gateway.settings_service.options())["ModelRatio"]) == {
        "gpt-4o": 2
    }
    await prices(home).restore(undo)
    assert home.gateway.models.own_price("house").ratios == {"house": Decimal("0.3")}


async def test_a_catalogue_tells_what_stays_and_whose_price_stands_above(home: House) -> None:
    await home.price(gpt_4o={"input": 10})
    file = dump({"gpt-4o": {"input_per_mtok": 7}, "fresh": {"input_per_mtok": 1}})
    found = await prices(home).preview(file)
    assert found.catalogue is not None
    assert found.kept == ("gpt-4o",)
    assert (found.catalogue.new, found.catalogue.removed) == (("fresh",), ())
    assert len(found.catalogue.absent) > 500
    whole = await prices(home).preview(file, replace=True)
    assert whole.catalogue is not None
    assert whole.catalogue.removed == found.catalogue.absent
    await prices(home).apply(whole)
    assert prices(home).view.models == 2
    assert (await prices(home).revert()).source == "shipped"
    for _ in range(2):
        await prices(home).apply(await prices(home).preview(file))
    assert (await prices(home).ship()).source == "shipped"
    assert price(home, "fresh") is None


async def test_what_was_read_is_written_out_again(home: House) -> None:
    await prices(home).apply(await prices(home).preview(dump(NEW_API)))
    await home.price(house={"input": 4, "output": 10, "cached_input": 1, "reasoning": 12})
    made = await prices(home).export(Target.NEW_API)
    assert made.left == (Remark("house", "kinds"),)
    maps = json.loads(made.text)
    assert maps["ModelRatio"] == {**NEW_API["ModelRatio"], "house": 2}
    assert maps["CompletionRatio"]["house"] == 2.5
    assert maps["CompletionRatio"]["gpt-5"] == 8
    assert maps["CacheRatio"] == {**NEW_API["CacheRatio"], "house": 0.25}
    assert maps["ModelPrice"] == NEW_API["ModelPrice"]
    plain = await prices(home).export(Target.ONE_API)
    assert set(plain.maps) == {"ModelRatio", "CompletionRatio", "GroupRatio"}
    assert {remark.where for remark in plain.left if remark.why == "per_call"} == {
        "dall-e-3", "mj_imagine"
    }  # fmt: skip
    await home.channel("http://127.0.0.1:9", "gpt-4o")
    served = await prices(home).export(Target.ONE_API, served=True)
    assert served.maps["ModelRatio"]["gpt-4o"] == Decimal("1.25")
    assert served.maps["CompletionRatio"]["gpt-4o"] == 4


async def test_a_price_in_dollars_takes_new_apis_ratios_with_it(home: House) -> None:
    await prices(home).apply(await prices(home).preview(dump(NEW_API)))
    models = home.gateway.models
    undo = await models.set_own_price("gpt-5", OwnPrice(fields={"input": Decimal(1)}))
    assert models.own_price("gpt-5") == OwnPrice(fields={"input": Decimal(1)})
    await models.set_own_price("gpt-5", undo)
    assert price(home, "gpt-5").cache_read == Fraction(1, 10)
