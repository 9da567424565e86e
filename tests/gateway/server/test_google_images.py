"""Gemini's models draw for OpenAI's clients, at AI Studio and at Vertex AI; what Imagen costs."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.failure import FailureClass
from gateway.domain.usage import Usage
from tests.gateway.house import House
from tests.gateway.server.cloud_channels import redirect_tokens
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.gemini_frames import DRAWN_TOKENS

FLASH, PRO = "gemini-2.5-flash-image", "gemini-3-pro-image"
WHERE = pytest.mark.parametrize("where", ["gemini", "vertex"])


async def painter(
    home: House, up: Upstreams, patch: pytest.MonkeyPatch, where: str, model: str = FLASH
) -> Any:
    """The mock of a channel with a model that draws; its channel is the only one."""
    if where == "gemini":
        await home.channel(up.gemini, model)
        return up.gemini
    mock = up.clouds.vertex
    mock.models |= {name: up.gemini.models[name] for name in (FLASH, PRO)}
    redirect_tokens(up, patch)
    await home.channel(mock, model, keys=(json.dumps(up.clouds.google.service_account()),))
    return mock


@WHERE
async def test_a_picture_is_paid_by_its_tokens(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    mock = await painter(home, up, monkeypatch, where)
    async with client(home) as sdk:
        made = await sdk.images.generate(model=FLASH, prompt="a cat", size="1536x1024")
    assert made.data is not None
    assert made.data[0].b64_json
    assert made.usage is not None
    assert made.usage.output_tokens == DRAWN_TOKENS
    assert made.usage.input_tokens > 0
    assert mock.last.path.endswith(f"/models/{FLASH}:generateContent")
    config = mock.last.json["generationConfig"]
    assert config == {"responseModalities": ["IMAGE"], "imageConfig": {"aspectRatio": "3:2"}}
    (row,) = await home.log()
    assert row.request.charge_nano == made.usage.input_tokens * 300 + DRAWN_TOKENS * 30_000
    assert not row.request.estimated
    await home.check_ledger()


@pytest.mark.parametrize(
    ("size", "ratio", "k"),
    [("1024x1024", "1:1", None), ("2048x1152", "16:9", "2K"), ("4096x4096", "1:1", "4K")],
)
async def test_sizes_are_the_nearest_the_model_has(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, size: Any, ratio: str, k: Any
) -> None:
    mock = await painter(home, up, monkeypatch, "gemini", PRO)
    async with client(home) as sdk:
        made = await sdk.images.generate(model=PRO, prompt="a cat", size=size, n=1)
    assert made.data is not None
    wanted = {"aspectRatio": ratio, "imageSize": k} if k else {"aspectRatio": ratio}
    assert mock.last.json["generationConfig"]["imageConfig"] == wanted


async def test_a_picture_as_an_address(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await painter(home, up, monkeypatch, "gemini")
    async with client(home) as sdk:
        made = await sdk.images.generate(model=FLASH, prompt="a cat", response_format="url")
    assert made.data is not None
    assert str(made.data[0].url).startswith("data:image/png;base64,iVBOR")


@WHERE
async def test_what_is_blocked_is_a_refusal_that_costs_nothing(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    mock = await painter(home, up, monkeypatch, where)
    mock.script(Reply(refusal="PROHIBITED_CONTENT"))
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="PROHIBITED_CONTENT"):
            await sdk.images.generate(model=FLASH, prompt="a cat")
    (row,) = await home.log()
    assert row.attempts[0].error_class == FailureClass.CONTENT_FILTER
    assert row.request.charge_nano == 0
    await home.check_ledger()


async def test_several_pictures_at_once_are_refused_before_anything_is_sent(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await painter(home, up, monkeypatch, "gemini")
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="one picture") as refused:
            await sdk.images.generate(model=FLASH, prompt="a cat", n=2)
    assert refused.value.param == "n"
    assert mock.requests == []
    await home.check_ledger()


@WHERE
async def test_a_channel_is_tested_for_pictures(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    await painter(home, up, monkeypatch, where)
    (channel,) = await home.gateway.channels.list()
    result = await home.gateway.channels.test(channel.id, capability=Capability.IMAGE)
    assert result.ok, result.failure
    assert result.picture


@pytest.mark.parametrize("provider", ["gemini", "vertex_ai"])
@pytest.mark.parametrize(
    ("model", "cents"),
    [
        ("imagen-4.0-fast-generate-001", 2),
        ("imagen-4.0-generate-001", 4),
        ("imagen-4.0-ultra-generate-001", 6),
        ("imagen-3.0-fast-generate-001", 2),
        ("imagen-3.0-generate-002", 4),
    ],
)
async def test_every_imagen_has_its_price(
    home: House, provider: str, model: str, cents: int
) -> None:
    price = home.gateway.prices.price(provider, model)
    assert price is not None
    for made in ("1024x1024", "2048x2048"):
        assert price.nano(Usage(units=(("images", 3),), made=made)) == 3 * cents * 10_000_000
