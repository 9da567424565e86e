"""A channel's own system prompt, overrides, proxy and certificate authority, end to end."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from gateway.domain.channel import Secret
from gateway.domain.money import NANO
from gateway.domain.overrides import Overrides, PromptMode
from gateway.services.channels import ChannelChanges
from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.upstreams import Reply, Upstreams
from tests.upstreams.socks import SocksProxy, socks_proxy

FRENCH = "Answer in French."


@pytest.mark.parametrize("mode", list(PromptMode))
async def test_a_system_prompt_is_sent_to_every_upstream(
    home: House, up: Upstreams, mode: PromptMode
) -> None:
    own = {"system_prompt": FRENCH, "prompt_mode": mode}
    await home.channel(up.openai, "gpt-4o", **own)
    await home.channel(up.anthropic, "claude-sonnet-4-5", **own)
    both = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]
    for model, mock in (("gpt-4o", up.openai), ("claude-sonnet-4-5", up.anthropic)):
        status, _, body = await home.chat(model, messages=both)
        assert status == 200, body
        sent = json.dumps(mock.last.json)
        assert FRENCH in sent
        assert ("Be brief." in sent) == (mode is PromptMode.ADD)
    (first, second) = up.openai.last.json["messages"][:2]
    assert first == {"role": "system", "content": FRENCH}
    assert second == (both[0] if mode is PromptMode.ADD else both[1])


async def test_the_tokens_of_a_system_prompt_are_paid_where_the_upstream_counts_none(
    home: House, up: Upstreams
) -> None:
    await home.price(gpt_4o={"input": 10, "output": 10})
    up.openai.always(Reply(text="Oui", usage=None))
    charges = []
    for prompt in ("", FRENCH * 20):
        channel = await home.channel(up.openai, "gpt-4o", system_prompt=prompt)
        token, key = await home.token(NANO)
        status, _, _ = await home.chat("gpt-4o", key=key)
        assert status == 200
        await home.check_ledger()
        charges.append(NANO - home.balance(token))
        await home.gateway.channels.delete(channel.id)
    entries = await home.log()
    without, with_it = (entry.request.input_tokens for entry in entries)
    assert with_it >= without + 80
    assert charges[1] - charges[0] == (with_it - without) * 10_000


async def test_overrides_reach_the_upstream_in_its_own_dialect(home: House, up: Upstreams) -> None:
    overrides = Overrides(
        {"temperature": 0.25, "anthropic:top_k": 3, "openai_chat:top_p": 0.5}, ("user",)
    )
    await home.channel(up.openai, "gpt-4o", overrides=overrides)
    await home.channel(up.anthropic, "claude-sonnet-4-5", overrides=overrides)
    for model in ("gpt-4o", "claude-sonnet-4-5"):
        status, _, body = await home.chat(model, user="me", temperature=1)
        assert status == 200, body
    chat, messages = up.openai.last.json, up.anthropic.last.json
    assert (chat["temperature"], chat["top_p"], "user" in chat) == (0.25, 0.5, False)
    assert (messages["temperature"], messages["top_k"]) == (0.25, 3)


async def test_an_override_cannot_spend_more_than_its_payer_has(home: House, up: Upstreams) -> None:
    await home.price(gpt_4o={"input": 1, "output": 100})
    overrides = Overrides({"max_completion_tokens": 50_000})
    await home.channel(up.openai, "gpt-4o", overrides=overrides)
    _, key = await home.token(200 * 100_000)
    status, headers, _ = await home.chat("gpt-4o", key=key, max_completion_tokens=1_000)
    assert status == 200
    told = int(headers["x-homeport-max-output"])
    assert up.openai.last.json["max_completion_tokens"] == told < 1_000
    await home.check_ledger()


async def test_a_channel_takes_its_own_proxy_for_all_it_asks(home: House, up: Upstreams) -> None:
    async with socks_proxy(SocksProxy("me", "hunter22")) as proxy:
        address = f"socks5://me:hunter22@127.0.0.1:{proxy.port}"
        channel = await home.channel(up.openai, "gpt-4o", proxy=address)
        status, _, _ = await home.chat("gpt-4o")
        assert status == 200
        assert len(proxy.asked) == 1
        await home.gateway.channels.fetch_models(channel.id)
        assert (await home.gateway.channels.test(channel.id)).ok
        assert up.openai.requests[-1].path.endswith("/chat/completions")
        # Nothing of it went another way: without the proxy nothing goes at all.
        wrong = address.replace("hunter22", "wrong")
        await home.gateway.channels.update(channel.id, ChannelChanges(proxy=wrong))
        seen = len(up.openai.requests)
        status, _, body = await home.chat("gpt-4o")
        assert status == 502
        assert b"refused its user or password" in body
        assert b"wrong" not in body
        assert len(up.openai.requests) == seen


async def test_the_management_api_shows_a_proxy_without_its_password(
    home: House, up: Upstreams
) -> None:
    api = Api(home)
    body: dict[str, Any] = {
        "type": 8,
        "name": "Work",
        "key": up.openai.key,
        "base_url": up.openai.base_url.removesuffix("/v1"),
        "models": "gpt-4o",
        "system_prompt": FRENCH,
        "param_override": '{"temperature": 0}',
        "proxy": "socks5://me:hunter22@127.0.0.1:9",
        "idle_timeout_s": 7,
    }
    channel = (await api.post("/api/channel/", body)).data
    assert channel["system_prompt"] == FRENCH
    assert channel["prompt_mode"] == "replace"
    assert channel["overrides"] == {"set": {"temperature": 0}}
    assert channel["proxy"] == "socks5://me:••••@127.0.0.1:9"
    assert channel["idle_timeout_s"] == 7
    assert (await api.put("/api/channel/", channel)).data == channel
    kept = home.gateway.planner.snapshot.channel(channel["id"])
    assert kept is not None
    assert kept.proxy == body["proxy"]
    changed = {"id": channel["id"], "proxy": "", "overrides": {}, "system_prompt": ""}
    after = (await api.put("/api/channel/", changed | {"prompt_mode": "add"})).data
    assert (after["proxy"], after["overrides"], after["system_prompt"]) == ("", {}, "")
    assert after["prompt_mode"] == "add"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("proxy", "ftp://127.0.0.1"),
        ("proxy", "socks5://me:••••@elsewhere:1"),
        ("authority", "nonsense"),
        ("authority", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"),
        ("authority", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"),
        ("overrides", {"model": "dearer"}),
        ("overrides", "["),
        ("prompt_mode", "beside"),
        ("system_prompt", "x" * 100_001),
    ],
)
async def test_what_cannot_be_done_is_refused(
    home: House, up: Upstreams, field: str, value: Any
) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    answer = await Api(home).put("/api/channel/", {"id": channel.id, field: value})
    assert not answer.body["success"]
    assert field in answer.body["message"]
    assert "me:" not in answer.body["message"]
    assert await home.gateway.channels.get(channel.id) == replace(
        channel, keys=tuple(replace(key, secret=None) for key in channel.keys)
    )


async def test_a_copy_and_an_export_carry_it_all(home: House, up: Upstreams) -> None:
    channel = await home.channel(
        up.openai,
        "gpt-4o",
        proxy="http://me:hunter22@127.0.0.1:9",
        system_prompt=FRENCH,
        prompt_mode=PromptMode.ADD,
        overrides=Overrides({"a.b": 1}, ("user",)),
        connect_timeout_s=3,
    )
    copy = await home.gateway.channels.duplicate(channel.id)
    same = ("proxy", "system_prompt", "prompt_mode", "overrides", "connect_timeout_s")
    assert all(getattr(copy, name) == getattr(channel, name) for name in same)
    assert channel.proxy == "http://me:hunter22@127.0.0.1:9"
    from gateway.services.export_content import channel_fields, exported_channel

    held = home.gateway.planner.snapshot.channel(channel.id)
    assert held is not None
    assert held.keys[0].secret == Secret(up.openai.key)
    fields = channel_fields(exported_channel(held))
    assert all(fields[name] == getattr(channel, name) for name in same)
