"""Tests that fit what a model does: vectors, pictures, sound, rankings; the dear ones ask first."""

from __future__ import annotations

import base64

import pytest

from gateway.dialects.images import size_of
from gateway.domain.capability import Capability
from gateway.domain.failure import FailureClass
from gateway.errors import ServiceError
from gateway.services.channels import ChannelChanges, Remedy
from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_models import MEDIA_MODELS, OPENAI_MODELS
from tests.upstreams.vendor_edits import EDITORS
from tests.upstreams.vendor_pictures import MODELS, PicturesMock

ALL = (
    "gpt-4o-mini", "text-embedding-3-small", "rerank-v3.5", "dall-e-2", "tts-1", "whisper-1",
)  # fmt: skip


@pytest.fixture
async def maker(up: Upstreams) -> OpenAIMock:
    """A vendor of everything."""
    return up.add_openai("maker", models=(*OPENAI_MODELS, *MEDIA_MODELS))


async def test_a_channel_is_tested_for_what_its_models_do(home: House, maker: OpenAIMock) -> None:
    channel = await home.channel(maker, *ALL)
    plans = home.gateway.channels.test_plans(channel.id)
    assert {plan.capability: plan.model for plan in plans} == dict(
        zip(Capability, ALL, strict=True)
    )
    assert [plan.asks_first for plan in plans] == [False, False, False, True, True, True]
    assert all(plan.cost_nano for plan in plans)


async def test_an_embedding_tells_its_dimensions(home: House, maker: OpenAIMock) -> None:
    channel = await home.channel(maker, *ALL)
    result = await home.gateway.channels.test(channel.id, capability=Capability.EMBEDDING)
    assert (result.ok, result.capability) == (True, Capability.EMBEDDING)
    assert result.dimensions == 1536
    assert result.reply == ""


async def test_a_ranking_tells_its_order(home: House, maker: OpenAIMock) -> None:
    channel = await home.channel(maker, "rerank-v3.5")
    result = await home.gateway.channels.test(channel.id)
    assert result.ok, result.failure
    assert result.order[0] == "Paris is the capital of France."
    assert len(result.order) == 3
    assert result.cost_nano


async def test_a_picture_is_the_smallest_and_is_shown(home: House, maker: OpenAIMock) -> None:
    channel = await home.channel(maker, *ALL)
    (plan,) = [
        each
        for each in home.gateway.channels.test_plans(channel.id)
        if each.capability is Capability.IMAGE
    ]
    result = await home.gateway.channels.test(channel.id, capability=Capability.IMAGE)
    assert result.ok, result.failure
    assert result.picture.startswith(b"\x89PNG")
    assert maker.last.json["size"] == "256x256"
    assert (result.cost_nano, plan.cost_nano) == (16_000_000, 16_000_000)
    (row,) = await home.gateway.logs.page()
    assert (row.test, row.cost_nano, row.charge_nano) == (True, 16_000_000, 0)
    await home.check_ledger()


async def test_a_picture_at_an_address_is_shown_where_it_may_be_fetched(
    home: House, maker: OpenAIMock
) -> None:
    channel = await home.channel(maker, "gpt-4o-mini", aliases={"painter": "dall-e-3"})
    maker.script(
        Reply(error_status=200, error_body={"data": [{"url": f"{maker.base_url}/none.png"}]})
    )
    result = await home.gateway.channels.test(channel.id, "painter")
    assert result.ok, result.failure
    assert result.picture == b""
    assert result.cost_nano == 40_000_000


async def test_speech_tells_how_long_it_lasts(home: House, maker: OpenAIMock) -> None:
    channel = await home.channel(maker, *ALL)
    result = await home.gateway.channels.test(channel.id, capability=Capability.SPEECH)
    assert result.ok, result.failure
    assert maker.last.json["voice"] == "alloy"
    letters = len(maker.last.json["input"])
    assert result.sound_ms == pytest.approx(60 * letters, abs=30)
    assert result.cost_nano == letters * 15_000
    assert 0 < result.first_token_ms <= result.duration_ms


async def test_a_transcription_hears_a_second(home: House, maker: OpenAIMock) -> None:
    channel = await home.channel(maker, *ALL, aliases={"ears": "whisper-1"})
    result = await home.gateway.channels.test(channel.id, "ears")
    assert result.ok, result.failure
    assert result.capability is Capability.TRANSCRIPTION
    assert (result.reply, result.sound_ms) == ("Hello from the recording.", 1000)
    assert maker.last.json["model"] == "whisper-1"
    assert result.cost_nano == 100_000


@pytest.mark.parametrize("model", ["dall-e-3", "whisper-1", "tts-1"])
async def test_what_costs_more_than_a_chat_asks_first(
    home: House, maker: OpenAIMock, model: str
) -> None:
    channel = await home.channel(maker, model)
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.test(channel.id)
    assert refused.value.code == "paid_test"
    assert refused.value.fields["model"] == model
    assert refused.value.fields["cost"].startswith("$0.0")
    assert maker.requests == []


async def test_a_round_leaves_the_dear_ones_out(home: House, maker: OpenAIMock) -> None:
    painter = await home.channel(maker, "dall-e-3")
    chats = await home.channel(maker, "gpt-4o-mini")
    assert home.gateway.channels.start_tests()
    await home.gateway.channels.wait_tests()
    assert (await home.gateway.channels.get(chats.id)).tested_at
    assert (await home.gateway.channels.get(painter.id)).tested_at == 0
    assert [each.path for each in maker.requests] == ["/v1/chat/completions"]


async def test_the_owner_says_which_model_it_is(home: House, maker: OpenAIMock) -> None:
    channel = await home.channel(maker, *ALL, "text-embedding-3-large")
    changes = ChannelChanges(test_models={"embedding": "text-embedding-3-large", "image": ""})
    changed = await home.gateway.channels.update(channel.id, changes)
    assert changed.test_models == {"embedding": "text-embedding-3-large"}
    result = await home.gateway.channels.test(channel.id, capability=Capability.EMBEDDING)
    assert (result.model, result.dimensions) == ("text-embedding-3-large", 3072)
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.update(channel.id, ChannelChanges(test_models={"video": "x"}))
    assert refused.value.code == "invalid_channel"


async def test_a_refused_picture_says_what_to_do_and_costs_nothing(
    home: House, maker: OpenAIMock
) -> None:
    channel = await home.channel(maker, "dall-e-3")
    maker.script(Reply(error="bad_key"))
    result = await home.gateway.channels.test(channel.id, "dall-e-3")
    assert result.failure is not None
    assert (result.failure.kind, result.remedy) == (FailureClass.BAD_KEY, Remedy.CHECK_KEY)
    assert (result.cost_nano, result.picture) == (0, b"")


@pytest.mark.parametrize(
    ("model", "body"),
    [
        ("dall-e-3", {"data": []}),
        ("dall-e-3", {"data": [{"b64_json": None}]}),
        ("text-embedding-3-small", {"data": [], "model": "x"}),
        ("rerank-v3.5", {"results": []}),
        ("whisper-1", {"words": 1}),
        ("tts-1", {"nothing": "spoken"}),
    ],
)
async def test_an_answer_without_what_was_asked_for_is_no_success(
    home: House, maker: OpenAIMock, model: str, body: dict[str, object]
) -> None:
    channel = await home.channel(maker, model)
    maker.script(Reply(error_status=200, error_body=body))
    result = await home.gateway.channels.test(channel.id, model)
    assert result.failure is not None
    assert result.failure.kind is FailureClass.PROTOCOL


async def test_a_provider_without_the_endpoint_is_not_asked(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.anthropic, next(iter(up.anthropic.models)))
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.test(channel.id, capability=Capability.EMBEDDING)
    assert refused.value.code == "not_testable"
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.test(channel.id, "whisper-1")
    assert "audio/transcriptions" in str(refused.value)
    assert up.anthropic.requests == []


async def test_google_draws_in_a_conversation(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.gemini, "gemini-2.5-flash-image")
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is Capability.IMAGE
    assert plan.cost_nano is not None
    assert plan.cost_nano > 10_000_000


@pytest.mark.parametrize("provider", ["siliconflow", "together"])
async def test_a_model_that_edits_alone_is_tested_by_an_edit(
    home: House, up: Upstreams, provider: str
) -> None:
    model = EDITORS["siliconflow"]
    mock = up.add(PicturesMock(provider, model))
    channel = await home.channel(mock, model, provider=provider)
    result = await home.gateway.channels.test(channel.id, capability=Capability.IMAGE)
    assert result.ok, result.failure
    sent = next(each for each in mock.requests if each.method == "POST").json
    (given,) = [sent["image"]] if provider == "siliconflow" else sent["reference_images"]
    picture = base64.b64decode(given.removeprefix("data:image/png;base64,"))
    assert size_of(picture) == (512, 512)
    assert len(picture) < 4096


async def test_a_model_that_draws_too_is_tested_by_drawing(home: House, up: Upstreams) -> None:
    mock = up.add(PicturesMock("doubao"))
    channel = await home.channel(mock, MODELS["doubao"], provider="doubao")
    result = await home.gateway.channels.test(channel.id, capability=Capability.IMAGE)
    assert result.ok, result.failure
    assert "image" not in mock.requests[0].json
