"""What a model costs: the owner's word, then one-api's ratios, then the catalogue."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from gateway import resources
from gateway.domain.price import FREE, ModelPrice, RatioPrice
from gateway.domain.usage import Usage
from gateway.relay.litellm_prices import converted
from gateway.relay.prices import PriceBook, override_price, read_catalogue
from gateway.services.catalogue import decoded

CATALOGUE = read_catalogue(decoded((resources.root() / "prices.json").read_bytes()))


def book() -> PriceBook:
    return PriceBook(
        CATALOGUE, lambda provider: provider == "ollama", lambda p: (1,) if p == "openai" else ()
    )


def test_the_catalogue_knows_bare_dated_prefixed_and_nested_names() -> None:
    prices = book()
    gpt = prices.price("openai", "gpt-4o")
    assert isinstance(gpt, ModelPrice)
    assert (gpt.input, gpt.output, gpt.cache_read) == (Fraction(5, 2), 10, Fraction(5, 4))
    assert prices.price("openai", "gpt-4o-2024-08-06") == gpt
    assert prices.price("openrouter", "openai/gpt-4o") == gpt
    for provider in ("deepseek", "custom"):
        deepseek = prices.price(provider, "deepseek-chat")
        assert deepseek is not None
        assert not deepseek.free


def test_every_catalogue_price_is_sane() -> None:
    for name, model in CATALOGUE.items():
        if model.price is not None:
            nano = model.price.nano(Usage(input=1_000_000, output=1_000_000))
            assert 0 <= nano <= 1_500 * 10**9, name


def test_unknown_is_none_and_local_is_free() -> None:
    assert book().price("custom", "nobody-knows-this") is None
    assert book().price("ollama", "llama3.2") is FREE


def test_the_owners_price_wins_over_ratio_and_catalogue() -> None:
    prices = book()
    own = override_price({"input": 1, "output": 2, "cached_input": 0.5})
    prices.set_overrides(
        {"gpt-4o": own}, {"ModelRatio": {"gpt-4o": Fraction(9)}}, {"vip": Fraction(1, 2)}
    )
    assert prices.price("openai", "gpt-4o") == own
    assert own.cache_read == Fraction(1, 2)
    assert prices.multiplier("vip") == Fraction(1, 2)
    assert prices.multiplier("default") == 1


def test_ratios_by_channel_type_come_before_plain_ones() -> None:
    prices = book()
    ratios = {"m(1)": Fraction(3), "m": Fraction(1)}
    maps = {"ModelRatio": ratios, "CompletionRatio": {"m": Fraction(4)}}
    prices.set_overrides({}, maps, {})
    assert prices.price("openai", "m") == RatioPrice(Fraction(3), Fraction(4))
    assert prices.price("custom", "m") == RatioPrice(Fraction(1), Fraction(4))


@pytest.mark.parametrize(
    "bad", [{}, {"output": 1}, {"input": -1}, {"input": "x"}, {"input": 1, "tea": 2}]
)
def test_bad_overrides_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        override_price(bad)


def test_long_context_and_tiers_come_from_the_catalogue() -> None:
    sonnet = CATALOGUE["anthropic.claude-sonnet-4-20250514-v1:0"].price
    assert sonnet is not None
    assert sonnet.nano(Usage(input=200_000)) == 200_000 * 3000
    assert sonnet.nano(Usage(input=200_001)) == 200_001 * 6000
    tiered = CATALOGUE["dashscope/qwen-flash"].price
    assert tiered is not None
    assert tiered.nano(Usage(input=255_999)) == 255_999 * 50
    assert tiered.nano(Usage(input=256_000)) == 256_000 * 250


GROK_2 = "grok-imagine-image-2.0"


@pytest.mark.parametrize(
    ("provider", "model", "usage", "dollars"),
    [
        ("openai", "whisper-1", Usage(units=(("ms_in", 60_000),)), "0.006"),
        ("openai", "tts-1", Usage(units=(("characters", 1_000),)), "0.015"),
        ("cohere", "rerank-v3.5", Usage(input=900, units=(("queries", 3),)), "0.006"),
        ("gemini", "gemini-2.5-flash-image", Usage(units=(("images", 1),)), "0.039"),
        ("gemini", "gemini-2.5-flash-image", Usage(output=1290, image_out=1290), "0.0387"),
        ("openai", "gpt-image-1", Usage(10, 1000, image_out=1000), "0.04005"),
        ("openai", "gpt-image-1", Usage(10, 1000), "0.04005"),
        ("custom", "dall-e-3", Usage(units=(("images", 2),), made="hd 1024x1792"), "0.24"),
        ("custom", "dall-e-2", Usage(units=(("images", 2),), made="512x512"), "0.036"),
        ("workers_ai", "@cf/deepgram/nova-3", Usage(units=(("ms_in", 90_000),)), "0.0078"),
        ("workers_ai", "@cf/baai/bge-reranker-base", Usage(1_000_000), "0.003"),
        ("cloudflare_gateway", "@cf/baai/bge-reranker-base", Usage(1_000_000), "0.003"),
        ("workers_ai", "@cf/baai/bge-m3", Usage(1_000_000), "0.012"),
        ("replicate", "black-forest-labs/flux-schnell", Usage(units=(("images", 2),)), "0.006"),
        ("fireworks", "flux-kontext-max", Usage(units=(("images", 1),)), "0.08"),
        (
            "fireworks",
            "accounts/fireworks/models/whisper-v3-turbo",
            Usage(units=(("ms_in", 60_000),)),
            "0.0009",
        ),
        ("xai", "grok-imagine-image", Usage(units=(("images", 3), ("images_in", 0))), "0.06"),
        ("xai", "grok-imagine-image", Usage(units=(("images", 1), ("images_in", 1))), "0.022"),
        ("xai", "grok-imagine-image-2.0", Usage(units=(("images", 1), ("images_in", 2))), "0.08"),
        ("xai", GROK_2, Usage(units=(("images", 2),), made="low 1024x1536"), "0.08"),
        ("xai", GROK_2, Usage(units=(("images", 1),), made="2048x1152"), "0.08"),
        ("xai", GROK_2, Usage(units=(("images", 1),), made="hd 1k"), "0.06"),
        ("xai", "grok-imagine-image-quality", Usage(units=(("images", 1),), made="2k"), "0.06"),
    ],
)
def test_what_is_not_counted_in_tokens_has_its_price(
    provider: str, model: str, usage: Usage, dollars: str
) -> None:
    price = book().price(provider, model)
    assert price is not None
    assert price.nano(usage) == Fraction(dollars) * 10**9


def test_the_owner_sets_a_price_by_image() -> None:
    own = override_price({"per_image": 0.04, "per_second_in": 0.0001})
    assert own.nano(Usage(units=(("images", 3), ("ms_in", 10_000)))) == 121_000_000


def test_service_tiers_and_long_prompts_multiply() -> None:
    gemini = CATALOGUE["gemini/gemini-2.5-pro"].price
    assert gemini is not None
    flex, priority = gemini.at("flex"), gemini.at("priority")
    assert (flex.input, flex.output, flex.cache_read) == (
        Fraction(5, 8), 5, Fraction(1, 8)
    )  # fmt: skip
    long = Usage(input=300_000, output=100, cache_read=100_000)
    assert gemini.nano(long) == 200_000 * 2_500 + 100_000 * 250 + 100 * 15_000
    tiered = Usage(input=300_000, output=100, cache_read=100_000, tier="flex")
    assert gemini.nano(tiered) == 200_000 * 1_250 + 100_000 * 250 + 100 * 7_500, (
        "what was read from the cache costs the same at flex, short and long"
    )
    assert priority.nano(long) == gemini.nano(long) * 9 // 5
    assert gemini.at("batch").nano(Usage(input=1_000, output=10)) == 625_000 + 50_000
    assert gemini.at("silver") is gemini
    assert CATALOGUE["claude-sonnet-4-5"].price.at("batch").cache_write == Fraction(15, 8)


def test_litellms_service_tiers_come_along() -> None:
    raw = {
        "m": {
            "litellm_provider": "openai",
            "input_cost_per_token": 2e-06,
            "output_cost_per_token": 8e-06,
            "cache_read_input_token_cost": 5e-07,
            "input_cost_per_token_flex": 1e-06,
            "output_cost_per_token_flex": 4e-06,
            "input_cost_per_token_priority": 3.5e-06,
            "output_cost_per_token_priority": 1.4e-05,
            "cache_read_input_token_cost_priority": 8.75e-07,
            "input_cost_per_token_batches": 1e-06,
        }
    }
    price = read_catalogue(converted(decoded(json.dumps(raw).encode())))["m"].price
    assert price is not None
    assert [name for name, _ in price.tiers] == ["flex", "priority", "batch"]
    assert price.at("flex").cache_read == Fraction(1, 4), "falls as what it is part of"
    assert price.at("priority").cache_read == Fraction(7, 8)
    assert price.at("batch").output == 8, "what is not told stays"


@pytest.mark.parametrize(
    ("provider", "model"),
    [
        ("workers_ai", "@cf/black-forest-labs/flux-1-schnell"),
        ("fireworks", "flux-1-schnell-fp8"),
        ("replicate", "stability-ai/sdxl"),
        ("huggingface", "black-forest-labs/FLUX.1-schnell"),
        ("custom", "black-forest-labs/flux-schnell"),
    ],
)
def test_what_is_billed_by_more_than_one_number_stays_unpriced(provider: str, model: str) -> None:
    assert book().price(provider, model) is None


def test_litellms_tokens_of_fireworks_pictures_are_not_taken() -> None:
    raw = {
        f"fireworks_ai/accounts/fireworks/models/{name}": {
            "litellm_provider": "fireworks_ai",
            "mode": mode,
            "input_cost_per_token": 4e-08,
            "output_cost_per_token": 4e-08,
        }
        for name, mode in (("flux-kontext-pro", "image_generation"), ("deepseek-v9", "chat"))
    }
    catalogue = read_catalogue(converted(decoded(json.dumps(raw).encode())))
    prices = PriceBook(catalogue, lambda provider: False)
    picture = prices.price("fireworks", "flux-kontext-pro")
    assert picture is not None
    assert picture.nano(Usage(units=(("images", 1),))) == 40_000_000
    assert prices.price("fireworks", "deepseek-v9") is not None
