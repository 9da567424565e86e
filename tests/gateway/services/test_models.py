"""Models: which a token may use, and what they cost."""

from __future__ import annotations

from decimal import Decimal

from gateway.services.tokens import TokenDraft
from tests.gateway.house import House
from tests.upstreams import Upstreams


async def test_a_token_may_use_what_its_group_offers_and_its_list_allows(
    home: House, up: Upstreams
) -> None:
    first = await home.channel(up.openai, "gpt-4o", "o4-mini", aliases={"fast": "gpt-4o"})
    second = await home.channel(up.openai, "gpt-4o", "gpt-5.4", groups=("vip",))
    off = await home.channel(up.openai, "gpt-4.1-mini")
    await home.gateway.channels.set_enabled(off.id, False)
    tokens, models = home.gateway.tokens, home.gateway.models
    plain = (await tokens.create(TokenDraft("plain"))).token
    narrow = (await tokens.create(TokenDraft("narrow", models=("o4-mini", "gpt-5.4")))).token
    vip = (await tokens.create(TokenDraft("vip", group="vip"))).token
    assert [view.id for view in models.list_for(plain)] == ["gpt-4o", "o4-mini", "fast"]
    assert [view.id for view in models.list_for(narrow)] == ["o4-mini"]
    (gpt_4o, _) = models.list_for(vip)
    assert (gpt_4o.id, gpt_4o.channels) == ("gpt-4o", (second.id,))
    assert models.list_for(plain)[0].channels == (first.id,)
    assert models.list_all() == ["gpt-4o", "o4-mini", "fast", "gpt-5.4"]
    assert models.groups() == ["default", "vip"]


async def test_prices_are_the_owners_then_the_catalogues_then_unknown(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o", "private", aliases={"fast": "gpt-4o"})
    price_of = home.gateway.models.price_of
    known = price_of("gpt-4o")
    assert known is not None
    assert (known.source, known.input, known.output) == ("catalogue", Decimal("2.5"), Decimal(10))
    assert price_of("fast") == type(known)(
        "fast", known.source, known.input, known.output, known.cache_read, None, None
    )
    assert price_of("private") is None
    await home.price(private={"input": 1, "output": 2, "cached_input": 0.5})
    own = price_of("private")
    assert own is not None
    assert (own.source, own.cache_read) == ("override", Decimal("0.5"))
    await home.gateway.settings_service.set_option("ModelRatio", '{"gpt-4o": 15}')
    await home.gateway.settings_service.set_option("CompletionRatio", '{"gpt-4o": 2}')
    ratio = price_of("gpt-4o")
    assert ratio is not None
    assert (ratio.source, ratio.input, ratio.output) == ("ratio", Decimal(30), Decimal(60))


async def test_local_models_are_free(home: House, up: Upstreams) -> None:
    await home.channel(up.ollama, "qwen3")
    price = home.gateway.models.price_of("qwen3")
    assert price is not None
    assert (price.source, price.input) == ("free", 0)


def test_the_catalogue_is_at_hand(home: House) -> None:
    assert home.gateway.models.catalogue["gpt-4o"].mode == "chat"
    assert home.gateway.models.known()["gpt-4o"] == ""
    assert "deepseek-chat" in home.gateway.models.by_numeric_type()[36]
