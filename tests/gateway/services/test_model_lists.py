"""Fetching models: the list, or precisely why there is none."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

from gateway.domain.channel import ChannelDraft, Secret
from gateway.errors import ServiceError
from gateway.relay.transport import Timeouts
from tests.gateway.house import House
from tests.upstreams import BEFORE_HEADERS, Reply, Upstreams

MODELS = "/models"
KEY = "sk-a-key-of-this-test-0123"


def draft(up: Upstreams, **changes: object) -> ChannelDraft:
    plain = ChannelDraft("openai_compatible", base_url=up.openai.base_url, keys=(Secret(KEY),))
    up.openai.keys.add(KEY)
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


async def refused(home: House, subject: ChannelDraft | int) -> str:
    with pytest.raises(ServiceError) as error:
        await home.gateway.channels.fetch_models(subject)
    assert error.value.message
    assert KEY not in error.value.message
    return error.value.code


async def test_models_come_with_their_kinds(home: House, up: Upstreams) -> None:
    models = {m.id: m.kind for m in await home.gateway.channels.fetch_models(draft(up))}
    assert models["gpt-4o"] == "chat"
    assert models["text-embedding-3-small"] == "embedding"
    channel = await home.channel(up.openai, "gpt-4o")
    saved = await home.gateway.channels.fetch_models(channel.id)
    assert {m.id for m in saved} == set(models)


async def test_other_providers_list_theirs(home: House, up: Upstreams) -> None:
    claude = ChannelDraft(
        "anthropic", base_url=up.anthropic.base_url, keys=(Secret(up.anthropic.key),)
    )
    assert await home.gateway.channels.fetch_models(claude)
    local = ChannelDraft("ollama", base_url=up.ollama.base_url)
    assert await home.gateway.channels.fetch_models(local)


async def test_a_list_in_pages_is_read_to_its_end(home: House, up: Upstreams) -> None:
    up.gemini.page_limit = 3
    google = ChannelDraft("gemini", base_url=up.gemini.base_url, keys=(Secret(up.gemini.key),))
    models = {m.id: m.kind for m in await home.gateway.channels.fetch_models(google)}
    assert set(models) == set(up.gemini.models)
    assert models["gemini-embedding-001"] == "embedding"
    assert [seen.query.get("pageToken") for seen in up.gemini.requests] == [None, "3", "6", "9"]
    up.gemini.script(Reply(), Reply(error="bad_key"), path=MODELS)
    assert await refused(home, google) == "key_rejected"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(error="bad_key"), "key_rejected"),
        (Reply(error="money"), "no_money"),
        (Reply(error="rate_limit"), "rate_limited"),
        (Reply(error="server"), "unavailable"),
        (Reply(error_status=404, error_body={"error": {"message": "no"}}), "not_supported"),
        (Reply(error_status=405, error_body=b""), "not_supported"),
        (Reply(html=True, error_status=200), "bad_answer"),
        (Reply(error_status=200, error_body={"hello": "there"}), "bad_answer"),
        (Reply(error_status=200, error_body=b"not json"), "bad_answer"),
    ],
)
async def test_each_refusal_has_its_code(
    home: House, up: Upstreams, reply: Reply, code: str
) -> None:
    up.openai.always(reply, path=MODELS)
    assert await refused(home, draft(up)) == code


async def test_what_does_not_exist_here_is_asked_for_elsewhere(home: House, up: Upstreams) -> None:
    base = up.openai.base_url.removesuffix("/v1") + "/elsewhere"
    assert await refused(home, draft(up, base_url=base)) == "not_supported"
    asked = [exchange.path for exchange in up.openai.requests]
    assert [path.endswith("models") for path in asked] == [True, True]


async def test_networks_that_fail_say_how(home: House, up: Upstreams) -> None:
    wrong = draft(up, base_url="http://nowhere.invalid/v1")
    assert await refused(home, wrong) == "cannot_reach"
    secure = draft(up, base_url=up.openai.base_url.replace("http://", "https://"))
    assert await refused(home, secure) == "tls"
    await up.openai.stop()
    assert await refused(home, draft(up)) == "cannot_reach"


async def test_an_answer_that_breaks_off(home: House, up: Upstreams) -> None:
    up.openai.always(Reply(cut_after=3), path=MODELS)
    assert await refused(home, draft(up)) == "cannot_reach"


async def test_an_answer_that_never_comes(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = Timeouts(connect=5.0, first_byte=0.1, idle=0.1)
    monkeypatch.setattr("gateway.services.model_lists.TIMEOUTS", quick)
    up.openai.script(Reply(stall_after=BEFORE_HEADERS), path=MODELS)
    assert await refused(home, draft(up)) == "timeout"


async def test_providers_that_list_nothing_say_so(home: House) -> None:
    assert await refused(home, ChannelDraft("echo")) == "not_supported"
    sonar = ChannelDraft("perplexity", keys=(Secret("pplx-0123456789"),))
    assert await refused(home, sonar) == "not_supported"
    offered = home.gateway.channels.catalogue("perplexity")
    assert {model.kind for model in offered} == {"chat", "embedding"}


async def test_a_fetch_can_be_cancelled(home: House, up: Upstreams) -> None:
    up.openai.script(Reply(stall_after=BEFORE_HEADERS), path=MODELS)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await home.gateway.channels.fetch_models(draft(up))
    await up.openai.wait_idle()
