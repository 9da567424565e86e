"""Limits that hold: under concurrency, while streaming, and when the store fails."""

from __future__ import annotations

import asyncio
import json
from collections import Counter

import pytest

from gateway.domain.money import NANO
from gateway.domain.usage import Usage as Tokens
from gateway.errors import StoreUnavailable
from gateway.relay.counting import TokenCounter
from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams, Usage

PRICE = {"input": 10, "output": 20}
BODY = {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 100}


async def reservation_tokens(home: House) -> Tokens:
    """What one request of BODY reserves, counted as the gateway counts."""
    from gateway.dialects.registry import dialect

    texts, fixed = dialect("openai_chat").prompt_texts(json.dumps(BODY).encode())
    counter: TokenCounter = home.gateway.counter
    return Tokens(input=await counter.count(texts, "gpt-4o") + fixed, output=100)


async def flood(home: House, key: str, requests: int) -> Counter[int]:
    async def one() -> int:
        status, _, _ = await home.post("/v1/chat/completions", BODY, key)
        return status

    return Counter(await asyncio.gather(*(one() for _ in range(requests))))


async def test_three_hundred_at_once_on_money_for_one_hundred(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    tokens = await reservation_tokens(home)
    each = tokens.input * 10_000 + tokens.output * 20_000
    token, key = await home.token(100 * each)
    up.openai.always(Reply(text="x", usage=Usage(tokens.input, tokens.output), delay_first=0.05))
    statuses = await flood(home, key, 300)
    assert statuses == {200: 100, 402: 200}
    await home.check_ledger()
    assert home.balance(token) == 0
    assert token.id


async def test_with_half_the_usage_nothing_goes_below_zero_and_the_rest_is_spendable(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    tokens = await reservation_tokens(home)
    each = tokens.input * 10_000 + tokens.output * 20_000
    half = tokens.input * 10_000 + (tokens.output // 2) * 20_000
    token, key = await home.token(100 * each)
    used = Usage(tokens.input, tokens.output // 2)
    # no answer comes before every request was admitted or refused
    up.openai.always(Reply(text="x", usage=used, delay_first=2.0))
    lowest = []

    def watch(_event: object) -> None:
        account = home.gateway.ledger.payer(token.id, 1).token
        lowest.append(min(account.balance, account.available))

    unsubscribe = home.gateway.events.subscribe(watch)
    assert await flood(home, key, 300) == {200: 100, 402: 200}
    await home.check_ledger()
    left = 100 * each - 100 * half
    assert home.balance(token) == left
    up.openai.always(Reply(text="x", usage=used))
    assert await flood(home, key, left // each) == {200: left // each}
    await home.check_ledger()
    unsubscribe()
    assert home.balance(token) == left - (left // each) * half
    assert min(lowest) >= 0


async def test_a_limited_payers_output_limit_is_lowered_to_what_can_be_paid(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    tokens = await reservation_tokens(home)
    token, key = await home.token(tokens.input * 10_000 + 40 * 20_000)
    up.openai.script(Reply(text="x", usage=Usage(tokens.input, 40)))
    status, headers, _ = await home.post("/v1/chat/completions", BODY, key)
    assert status == 200
    assert headers["x-homeport-max-output"] == "40"
    assert up.openai.requests[-1].json["max_tokens"] == 40
    await home.check_ledger()
    assert home.balance(token) == 0


async def test_plain_requests_at_once_are_not_told_to_spend_the_same_money(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o={"input": 0, "output": 100})
    token, key = await home.token(NANO * 4 // 10)
    sent = {"model": "gpt-4o", "messages": BODY["messages"]}
    up.openai.always(Reply(text="x", usage=Usage(10, 900), delay_first=1.0))
    answers = await asyncio.gather(
        *(home.post("/v1/chat/completions", sent, key) for _ in range(4))
    )
    # 4,000 tokens can be paid: the first is told so, the others what is reserved for each,
    # and the fourth finds less than that left.
    limits = [seen.json["max_tokens"] for seen in up.openai.requests]
    assert sorted(limits) == [928, 1024, 1024, 4000]
    assert [status for status, _, _ in answers] == [200] * 4
    rows = await home.log()
    assert sum(entry.request.overrun_nano for entry in rows) == 0
    assert home.balance(token) == 400 * 100_000
    # What was told and not spent is told to the next.
    up.openai.always(Reply(text="x", usage=Usage(10, 400)))
    await home.post("/v1/chat/completions", sent, key)
    assert up.openai.last.json["max_tokens"] == 400
    await home.check_ledger()


async def test_what_overruns_stops_at_zero_and_is_booked_to_the_owner(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    token, key = await home.token(5_000_000)
    up.openai.script(Reply(text="x", usage=Usage(1000, 1000)))
    assert (await home.post("/v1/chat/completions", BODY, key))[0] == 200
    (entry,) = await home.log()
    assert entry.request.charge_nano == 5_000_000
    assert entry.request.overrun_nano == 30_000_000 - 5_000_000
    assert entry.request.cost_nano == 30_000_000
    assert home.balance(token) == 0
    await home.check_ledger()
    status, headers, body = await home.post("/v1/chat/completions", BODY, key)
    assert (status, headers["x-homeport-error"]) == (402, "insufficient_quota")
    assert "$0" in json.loads(body)["error"]["message"]


async def test_a_stream_ends_properly_at_its_payers_last_cent(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o={"input": 0, "output": 1000})
    token, key = await home.token(100 * 1_000_000)
    # the upstream ignores the lowered limit and goes on and on
    up.openai.script(Reply(chunks=["harbour "] * 400, usage=Usage(10, 400)))
    status, _headers, content = await home.post(
        "/v1/chat/completions",
        {"model": "gpt-4o", "stream": True, "messages": [{"role": "user", "content": "Hi"}]},
        key,
    )
    assert status == 200
    lines = [line[6:] for line in content.decode().split("\n") if line.startswith("data: ")]
    assert lines[-1] == "[DONE]"
    finish = [c["finish_reason"] for line in lines[:-1] for c in json.loads(line)["choices"]]
    assert finish[-1] == "length"
    assert content.count(b"harbour") < 200
    (entry,) = await home.log()
    assert entry.request.status == "cut_short"
    assert home.balance(token) >= 0
    await home.check_ledger()


async def test_a_model_without_a_price(home: House, up: Upstreams) -> None:
    await home.channel(up.add_openai("x"), "nobody-knows")
    _, limited = await home.token(10 * NANO)
    status, headers, body = await home.chat("nobody-knows", key=limited)
    assert (status, headers["x-homeport-error"]) == (403, "model_unpriced")
    assert "no price" in json.loads(body)["error"]["message"]
    await home.check_ledger()


async def test_a_fallback_at_another_price_is_reserved_anew(home: House, up: Upstreams) -> None:
    dear = up.add_openai("dear")
    await home.channel(up.openai, "gpt-4o", aliases={"m": "gpt-4o-mini"}, priority=5)
    await home.channel(dear, "gpt-4o", aliases={"m": "gpt-4o"})
    await home.price(gpt_4o_mini={"input": 1, "output": 1}, gpt_4o={"input": 100, "output": 100})
    token, key = await home.token(1_000_000)
    up.openai.script(Reply(error="server"))
    status, _, body = await home.post("/v1/chat/completions", {**BODY, "model": "m"}, key)
    assert status in (402, 502, 503), body
    assert dear.requests == [], "the dear one could not be paid for"
    await home.check_ledger()
    assert home.balance(token) == 1_000_000


@pytest.mark.parametrize("stream", [False, True])
async def test_when_the_store_fails_the_ending_is_withheld_and_nothing_is_lost(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, stream: bool
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    token, key = await home.token(NANO)
    database = home.gateway.database
    submit = database.submit

    def failing(record: object) -> object:
        if type(record).__name__ == "Settlement":
            future = asyncio.get_running_loop().create_future()
            future.set_exception(StoreUnavailable("disk full"))
            return future
        return submit(record)  # type: ignore[call-overload]

    monkeypatch.setattr(database, "submit", failing)
    up.openai.script(Reply(text="almost whole", usage=Usage(100, 50)))
    status, headers, content = await home.post(
        "/v1/chat/completions", {**BODY, "stream": stream}, key
    )
    if stream:
        assert b"[DONE]" not in content
        assert b"store_unavailable" in content
    else:
        assert (status, headers["x-homeport-error"]) == (503, "store_unavailable")
    assert home.reserved(token) > 0, "the money stays promised until it is booked"
    assert (await home.chat("gpt-4o", key=key))[0] == 503
    monkeypatch.undo()
    home.gateway.settler.store_recovered()
    await home.check_ledger()
    assert home.balance(token) == NANO - (100 * 10_000 + 50 * 20_000)
    (entry,) = await home.log()
    assert entry.request.status == "interrupted"
