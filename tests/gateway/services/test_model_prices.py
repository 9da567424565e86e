"""The list of models, and the owner's own prices: set, replaced, taken back, brought back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gateway.domain.usage import Usage
from gateway.errors import ServiceError
from gateway.services.channel_drafts import ChannelChanges
from gateway.services.models import ListedModel, OwnPrice
from tests.gateway.house import House

LOCAL = "http://127.0.0.1:9"
MILLION = Usage(1_000_000, 1_000_000)


async def listed(home: House) -> dict[str, ListedModel]:
    return {model.id: model for model in await home.gateway.models.listing()}


async def test_what_channels_offer_comes_before_the_catalogue(home: House) -> None:
    work = await home.channel(
        LOCAL, "zeta", "gpt-4o", "fast", provider="openai", name="Work", aliases={"fast": "gpt-4o"}
    )
    await home.channel(LOCAL, "llama3.2", provider="ollama", name="Shelf", keys=())
    models = await home.gateway.models.listing()
    served = [model.id for model in models if model.serving]
    assert served == ["fast", "gpt-4o", "llama3.2", "zeta"]
    assert [model.id for model in models[:4]] == served
    rest = [model.id for model in models[4:]]
    assert rest == sorted(rest)
    assert len(rest) > 600
    assert len(models) == len({model.id for model in models})
    found = {model.id: model for model in models}
    gpt, fast = found["gpt-4o"], found["fast"]
    assert gpt.price is not None
    assert (gpt.price.source, gpt.price.input, gpt.price.output) == (
        "catalogue", Decimal("2.5"), Decimal(10),
    )  # fmt: skip
    assert (gpt.vendor, gpt.context, gpt.max_output, gpt.mode) == ("openai", 128000, 16384, "chat")
    assert (fast.priced_as, fast.price) == ("gpt-4o", gpt.price)
    assert [(s.channel_id, s.channel_name, s.sent) for s in fast.serving] == [
        (work.id, "Work", "gpt-4o")
    ]
    zeta, llama = found["zeta"], found["llama3.2"]
    assert (zeta.unpriced, zeta.price) == (True, None)
    assert llama.price is not None
    assert (llama.unpriced, llama.price.source) == (False, "free")
    assert not gpt.unpriced


async def test_channels_that_are_off_do_not_make_a_model_unpriced(home: House) -> None:
    channel = await home.channel(LOCAL, "zeta", provider="openai")
    await home.gateway.channels.set_enabled(channel.id, False)
    zeta = (await listed(home))["zeta"]
    assert not zeta.unpriced
    assert [each.enabled for each in zeta.serving] == [False]


async def test_prices_that_differ_between_channels_are_told(home: House) -> None:
    await home.channel(LOCAL, "gpt-4o", provider="openai", priority=5)
    shelf = await home.channel(LOCAL, "gpt-4o", provider="ollama", keys=())
    model = (await listed(home))["gpt-4o"]
    assert model.prices_differ
    assert model.price is not None
    assert model.price.source == "catalogue"
    await home.gateway.channels.update(shelf.id, ChannelChanges(priority=9))
    first = (await listed(home))["gpt-4o"]
    assert first.price is not None
    assert first.price.source == "free"


async def test_a_price_is_set_replaced_reset_and_brought_back(home: House) -> None:
    await home.channel(LOCAL, "zeta", provider="openai")
    models, book = home.gateway.models, home.gateway.prices
    exact = OwnPrice({"input": Decimal("0.1"), "output": Decimal("0.3"),
                      "cache_read": Decimal("0.000001")})  # fmt: skip
    assert not await models.set_own_price("zeta", exact)
    assert models.own_price("zeta") == exact
    zeta = (await listed(home))["zeta"]
    assert zeta.price is not None
    assert (zeta.own, zeta.unpriced, zeta.price.source) == (True, False, "override")
    assert zeta.price.cache_read == Decimal("0.000001")
    price = book.price("openai", "zeta")
    assert price is not None
    assert price.nano(MILLION) == 400_000_000

    ratio = OwnPrice(ratios={"zeta": Decimal("1.5")}, completion_ratios={"zeta": Decimal(4)})
    assert await models.set_own_price("zeta", ratio) == exact
    assert models.own_price("zeta") == ratio
    found = (await listed(home))["zeta"].price
    assert found is not None
    assert (found.source, found.input, found.output) == ("ratio", Decimal(3), Decimal(12))

    assert await models.set_own_price("zeta", OwnPrice()) == ratio
    assert (await listed(home))["zeta"].unpriced
    await models.set_own_price("zeta", ratio)
    assert models.own_price("zeta") == ratio
    await home.gateway.state.load()
    assert models.own_price("zeta") == ratio, "it is in the store"


async def test_other_models_keep_what_they_have(home: House) -> None:
    models, settings = home.gateway.models, home.gateway.settings_service
    await settings.set_option("ModelRatio", '{"a": 1, "a(8)": 2, "b": 3}')
    await settings.set_option("CompletionRatio", '{"b": 5}')
    await home.price(c={"input": 1, "cached_input": 0.5})
    before = models.own_price("a")
    assert before == OwnPrice(ratios={"a": Decimal(1), "a(8)": Decimal(2)})
    await models.set_own_price("a", OwnPrice({"input": Decimal(1)}))
    assert models.own_price("a") == OwnPrice({"input": Decimal(1)})
    assert models.own_price("b") == OwnPrice(
        ratios={"b": Decimal(3)}, completion_ratios={"b": Decimal(5)}
    )
    assert models.own_price("c").fields == {"input": Decimal(1), "cache_read": Decimal("0.5")}
    await models.set_own_price("a", before)
    assert models.own_price("a") == before


async def test_what_is_not_counted_in_tokens_has_its_price_each(home: House) -> None:
    await home.channel(LOCAL, "dall-e-3", "painter", provider="openai")
    painted = OwnPrice({"per_image": Decimal("0.04"), "per_second_in": Decimal("0.0001")})
    await home.gateway.models.set_own_price("painter", painted)
    assert home.gateway.models.own_price("painter") == painted
    painter = (await listed(home))["painter"]
    assert painter.price is not None
    assert dict(painter.price.units) == painted.fields
    price = home.gateway.prices.price("openai", "painter")
    assert price is not None
    assert price.nano(Usage(units=(("images", 3), ("ms_in", 2_000)))) == 120_200_000


@pytest.mark.parametrize(
    "price",
    [
        OwnPrice({"output": Decimal(1)}),
        OwnPrice({"input": Decimal(-1)}),
        OwnPrice({"input": Decimal("1e12")}),
        OwnPrice({"input": Decimal("NaN")}),
        OwnPrice({"input": Decimal(1), "smell": Decimal(1)}),
        OwnPrice(ratios={"zeta": Decimal(-1)}),
    ],
)
async def test_what_is_no_price_is_refused_and_changes_nothing(
    home: House, price: OwnPrice
) -> None:
    good = OwnPrice({"input": Decimal(1)})
    await home.gateway.models.set_own_price("zeta", good)
    with pytest.raises(ServiceError):
        await home.gateway.models.set_own_price("zeta", price)
    assert home.gateway.models.own_price("zeta") == good


async def test_groups_have_exact_multipliers(home: House) -> None:
    await home.channel(LOCAL, "gpt-4o", provider="openai", groups=("default", "vip"))
    settings = home.gateway.settings_service
    assert settings.multipliers() == {"default": Decimal(1), "vip": Decimal(1)}
    await settings.set_multipliers({"vip": Decimal("0.1")})
    assert settings.multipliers() == {"default": Decimal(1), "vip": Decimal("0.1")}
    assert home.gateway.prices.multiplier("vip") * 10 == 1
    await settings.set_multipliers({"vip": None})
    assert settings.multipliers()["vip"] == 1
    with pytest.raises(ServiceError):
        await settings.set_multipliers({"vip": Decimal(-1)})


def test_an_own_price_is_something() -> None:
    assert not OwnPrice()
    assert replace(OwnPrice(), fields={"input": Decimal(0)})
