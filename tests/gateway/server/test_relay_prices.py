"""What an answer costs: each kind of token at the catalogue's price, to the nano-dollar."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from gateway.dialects.anthropic.usage import decode_usage as anthropic_usage
from gateway.dialects.gemini.usage import decode_usage as gemini_usage
from gateway.dialects.openai_chat.usage import decode_usage as chat_usage
from gateway.domain.usage import Usage as Counts
from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams, Usage


@pytest.mark.parametrize("stream", [False, True])
async def test_cache_reads_and_writes_of_both_ages_are_settled_apart(
    home: House, up: Upstreams, stream: bool
) -> None:
    await home.channel(up.anthropic, "claude-sonnet-4-5")
    token, key = await home.token(10**9)
    used = Usage(10_000, 500, cached=6_000, cache_write=1_000, cache_write_1h=2_000)
    up.anthropic.always(Reply(text="x", usage=used))
    body = {
        "model": "claude-sonnet-4-5",
        "max_tokens": 600,
        "stream": stream,
        "messages": [{"role": "user", "content": "Hi"}],
    }
    assert (await home.post("/v1/messages", body, key))[0] == 200
    row = (await home.log())[-1].request
    # 1,000 at $3, 6,000 at $0.30, 1,000 at $3.75, 2,000 at $6, 500 at $15 a million
    assert row.charge_nano == 3_000_000 + 1_800_000 + 3_750_000 + 12_000_000 + 7_500_000
    assert home.balance(token) == 10**9 - row.charge_nano
    kinds = [line[0] for line in json.loads(row.price_json)["lines"]]
    assert kinds == ["input", "cache_read", "cache_write", "cache_write_1h", "output"]
    await home.check_ledger()


async def test_a_long_prompt_is_settled_whole_at_its_tier(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-5.4")
    _, key = await home.token(10 * 10**9)
    for prompt in (272_000, 272_001):
        up.openai.script(Reply(text="x", usage=Usage(prompt, 10, cached=1_000)))
        assert (await home.chat("gpt-5.4", key=key))[0] == 200
    rows = await home.log()
    assert [row.request.charge_nano for row in rows[-2:]] == [
        271_000 * 2_500 + 1_000 * 250 + 10 * 15_000,
        271_001 * 5_000 + 1_000 * 500 + 10 * 22_500,
    ]


async def test_what_a_channel_costs_is_not_what_a_payer_pays(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o", cost_multiplier=Decimal("0.85"))
    await home.price(gpt_4o={"input": 10, "output": 20})
    await home.gateway.settings_service.set_option("GroupRatio", json.dumps({"default": 1.5}))
    _, key = await home.token(10**9)
    up.openai.always(Reply(text="x", usage=Usage(11, 7)))
    for stream in (False, True):
        assert (await home.chat("gpt-4o", key=key, stream=stream))[0] == 200
    for row in (await home.log())[-2:]:
        assert row.request.charge_nano == (110_000 + 140_000) * 3 // 2
        assert row.request.cost_nano == 212_500 == row.attempts[0].cost_nano


def cost(home: House, provider: str, model: str, usage: Counts | None) -> int:
    price = home.gateway.prices.price(provider, model)
    assert price is not None
    assert usage is not None
    assert sum(line.dollars for line in price.lines(usage)) * 10**9 == price.nano(usage)
    return price.nano(usage)


async def test_sound_heard_and_spoken_has_prices_of_its_own(home: House) -> None:
    usage = chat_usage(
        {
            "prompt_tokens": 1_000,
            "completion_tokens": 300,
            "total_tokens": 1_300,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 800},
            "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 250},
        }
    )
    expected = 200 * 2_500 + 800 * 32_000 + 50 * 10_000 + 250 * 64_000
    assert cost(home, "openai", "gpt-audio", usage) == expected
    # cached sound is cached: no token is billed as both
    whole = chat_usage(
        {
            "prompt_tokens": 1_000,
            "completion_tokens": 0,
            "total_tokens": 1_000,
            "prompt_tokens_details": {"cached_tokens": 900, "audio_tokens": 1_000},
        }
    )
    assert whole is not None
    assert (whole.cache_read, whole.audio_in, whole.fresh_input) == (900, 100, 0)


async def test_geminis_thoughts_and_sound(home: House) -> None:
    usage = gemini_usage(
        {
            "promptTokenCount": 1_000,
            "candidatesTokenCount": 100,
            "thoughtsTokenCount": 50,
            "totalTokenCount": 1_150,
            "promptTokensDetails": [
                {"modality": "TEXT", "tokenCount": 400},
                {"modality": "AUDIO", "tokenCount": 600},
            ],
        }
    )
    # gemini-2.5-flash: text $0.30, sound $1, output and thoughts $2.50 a million
    expected = 400 * 300 + 600 * 1_000 + 150 * 2_500
    assert cost(home, "gemini", "gemini-2.5-flash", usage) == expected


async def test_anthropics_split_by_age_is_told_also_where_the_sum_is_missing(home: House) -> None:
    usage = anthropic_usage(
        {
            "input_tokens": 10,
            "output_tokens": 1,
            "cache_creation": {
                "ephemeral_5m_input_tokens": 100,
                "ephemeral_1h_input_tokens": 200,
            },
        }
    )
    expected = 10 * 3_000 + 100 * 3_750 + 200 * 6_000 + 15_000
    assert cost(home, "anthropic", "claude-sonnet-4-5", usage) == expected


async def test_what_a_tier_leaves_out_rises_with_what_it_is_part_of(home: House) -> None:
    # the catalogue names no price above 100,000 tokens for an hour's cache: twice the input's there
    usage = Counts(input=100_001, output=1, cache_write_1h=1_000)
    expected = 99_001 * 500 + 1_000 * 1_000 + 2_500
    assert cost(home, "anthropic", "claude-haiku-5-5", usage) == expected


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("said", "tier", "read", "cached", "written"),
    [
        ("default", "", 2_500, 250, 15_000),
        ("flex", "flex", 1_250, 125, 7_500),
        ("priority", "priority", 5_000, 500, 30_000),
    ],
)
async def test_a_service_tier_costs_what_it_does_where_the_answer_says_so(
    home: House, up: Upstreams, stream: bool, said: str, tier: str, read: int,
    cached: int, written: int,
) -> None:  # fmt: skip
    await home.channel(up.openai, "gpt-5.4")
    _, key = await home.token(10**9)
    up.openai.script(Reply(text="x", usage=Usage(1_000, 10, cached=200), service_tier=said))
    asked = {"service_tier": "auto"}
    assert (await home.chat("gpt-5.4", key=key, stream=stream, **asked))[0] == 200
    row = (await home.log())[-1].request
    assert row.charge_nano == 800 * read + 200 * cached + 10 * written
    assert json.loads(row.price_json).get("tier", "") == tier
    detail = await home.gateway.logs.find(row.request_id)
    assert detail.price.tier == tier
    assert detail.price.dollars * 10**9 == row.charge_nano
    up.openai.script(Reply(text="x", usage=Usage(1_000, 10, cached=200), service_tier=said))
    body = {"model": "gpt-5.4", "input": "Hi", "stream": stream}
    assert (await home.post("/v1/responses", body, key))[0] == 200
    assert (await home.log())[-1].request.charge_nano == row.charge_nano


async def test_what_asks_for_priority_is_held_at_its_price(home: House, up: Upstreams) -> None:
    """1,000 tokens cost $0.015, and $0.03 at that tier."""
    await home.channel(up.openai, "gpt-5.4")
    _, key = await home.token(20_000_000)
    body = {"max_completion_tokens": 1_000}
    assert (await home.chat("gpt-5.4", key=key, **body))[0] == 200
    _, key = await home.token(20_000_000)
    await home.chat("gpt-5.4", key=key, service_tier="priority", **body)
    assert json.loads(up.openai.last.body)["max_completion_tokens"] < 800
