"""A token's price ceiling: one request that could cost more is refused before it is sent."""

from __future__ import annotations

import json

from gateway.domain.money import NANO
from gateway.services.tokens import TokenChanges
from tests.gateway.house import House
from tests.gateway.server.test_relay_money import BODY, PRICE, reservation_tokens
from tests.upstreams import Reply, Upstreams, Usage

CHAT = "/v1/chat/completions"


async def test_it_is_refused_with_the_estimate_and_nothing_is_sent(
    home: House, up: Upstreams
) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    tokens = await reservation_tokens(home)
    could = tokens.input * 10_000 + 100 * 20_000
    token, key = await home.token(ceiling_nano=could - 1)
    up.openai.always(Reply(text="x", usage=Usage(tokens.input, 5)))
    long = {**BODY, "messages": [{"role": "user", "content": "word " * 5_000}]}
    status, headers, body = await home.post(CHAT, long, key)
    assert status == 402
    assert headers["x-homeport-error"] == "request_too_expensive"
    assert headers["x-should-retry"] == "false"
    message = json.loads(body)["error"]["message"]
    assert "this request could cost $0.0" in message
    assert "Nothing was charged" in message
    assert up.openai.requests == []
    # One token of output too many.
    assert (await home.post(CHAT, BODY, key))[0] == 402
    assert (await home.post(CHAT, {**BODY, "max_tokens": 99}, key))[0] == 200
    # Who asks for a long answer gets one that cannot cost more.
    await home.gateway.tokens.update(
        token.id, TokenChanges(ceiling_nano=tokens.input * 10_000 + 2_000 * 20_000)
    )
    status, headers, _ = await home.post(CHAT, {**BODY, "max_tokens": 9_000}, key)
    assert (status, headers["x-homeport-max-output"]) == (200, "2000")
    assert up.openai.requests[-1].json["max_tokens"] == 2_000
    await home.gateway.tokens.update(token.id, TokenChanges(ceiling_nano=0))
    assert (await home.post(CHAT, long, key))[0] == 200
    await home.check_ledger()


async def test_a_cheaper_channel_is_tried_and_a_stream_ends_at_the_price(
    home: House, up: Upstreams
) -> None:
    dear = up.add_openai("dear")
    await home.channel(dear, "gpt-4o", priority=9, aliases={"gpt-4o": "gpt-4.5-preview"})
    await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    await home.gateway.settings_service.set_option(
        "ModelPrice", json.dumps({"gpt-4.5-preview": {"input": 750, "output": 1_500}})
    )
    _, key = await home.token(ceiling_nano=NANO // 10)
    up.openai.always(Reply(text="word " * 40_000))
    status, _, body = await home.post(CHAT, {**BODY, "stream": True, "max_tokens": 60_000}, key)
    assert status == 200
    assert b'"finish_reason":"length"' in body
    (entry,) = await home.log()
    assert NANO // 30 < entry.request.charge_nano <= NANO // 10
    assert dear.requests == []
    await home.check_ledger()


async def test_a_token_with_a_ceiling_needs_a_price(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "nobody-sells-this")
    _, key = await home.token(ceiling_nano=NANO)
    status, headers, _ = await home.chat("nobody-sells-this", key=key)
    assert (status, headers["x-homeport-error"]) == (403, "model_unpriced")


async def test_anthropics_client_hears_of_it_in_its_own_words(home: House, up: Upstreams) -> None:
    await home.channel(up.anthropic, "claude-sonnet-4-5")
    _, key = await home.token(ceiling_nano=1)
    status, _, body = await home.post("/v1/messages", {**BODY, "model": "claude-sonnet-4-5"}, key)
    assert status == 402
    assert json.loads(body)["error"]["type"] == "billing_error"
