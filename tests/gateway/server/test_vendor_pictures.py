"""Pictures of xAI, Together, SiliconFlow and MiniMax for OpenAI's clients."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Upstreams
from tests.upstreams.cloudflare import ACCOUNT, GATEWAY, AIGatewayMock
from tests.upstreams.gemini_frames import DRAWN_TOKENS
from tests.upstreams.vendor_pictures import MODELS, PICTURE, PicturesMock

PER_PICTURE = 20_000_000
SENT: dict[str, dict[str, Any]] = {
    "xai": {"n": 2, "aspect_ratio": "3:2"},
    "together": {"n": 2, "width": 1536, "height": 1024},
    "minimax": {"n": 2, "aspect_ratio": "3:2"},
    "siliconflow": {"batch_size": 2, "image_size": "1536x1024"},
}
VENDORS = pytest.mark.parametrize("vendor", sorted(SENT))


async def painter(home: House, up: Upstreams, vendor: str) -> PicturesMock:
    mock = up.add(PicturesMock(vendor))
    await home.channel(mock, MODELS[vendor], provider=vendor)
    price = json.dumps({MODELS[vendor]: {"per_image": 0.02}})
    await home.gateway.settings_service.set_option("ModelPrice", price)
    return mock


@VENDORS
async def test_pictures_by_address(home: House, up: Upstreams, vendor: str) -> None:
    mock = await painter(home, up, vendor)
    async with client(home, strict=False) as sdk:
        found = await sdk.images.generate(
            model=MODELS[vendor], prompt="A 母港", n=2, size="1536x1024"
        )
    urls = [each.url for each in found.data or []]
    assert urls == [f"{mock.origin}/{mock.name}/pictures/{at}.png" for at in range(2)]
    sent = {"model": MODELS[vendor], "prompt": "A 母港", **SENT[vendor]}
    assert mock.last.json == sent
    (row,) = await home.log()
    assert row.request.charge_nano == 2 * PER_PICTURE
    assert not row.request.estimated
    await home.check_ledger()


@VENDORS
async def test_pictures_as_data(home: House, up: Upstreams, vendor: str) -> None:
    await painter(home, up, vendor)
    async with client(home, strict=False) as sdk:
        found = await sdk.images.generate(
            model=MODELS[vendor], prompt="x", response_format="b64_json"
        )
    (picture,) = found.data or []
    assert base64.b64decode(picture.b64_json or "") == PICTURE
    await home.check_ledger()


async def test_xai_is_asked_for_its_own_sizes_and_qualities(home: House, up: Upstreams) -> None:
    mock = await painter(home, up, "xai")
    asked = {"model": MODELS["xai"], "prompt": "x", "size": "2048x1152"}
    openais = {**asked, "quality": "hd", "style": "vivid"}
    assert (await home.post("/v1/images/generations", openais))[0] == 200
    sent = {"model": MODELS["xai"], "prompt": "x", "aspect_ratio": "16:9", "resolution": "2k"}
    assert mock.last.json == sent
    own = {**asked, "quality": "medium", "aspect_ratio": "20:9", "resolution": "1k"}
    assert (await home.post("/v1/images/generations", own))[0] == 200
    assert mock.last.json == {name: own[name] for name in own if name != "size"}


@VENDORS
async def test_a_refusal_is_the_vendors(home: House, up: Upstreams, vendor: str) -> None:
    await painter(home, up, vendor)
    body = {"model": MODELS[vendor], "prompt": "x", "lora": 1}
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, b"lora" in said) == (400, True)
    assert not (await home.log())[-1].request.charge_nano
    await home.check_ledger()


@pytest.mark.parametrize(
    ("behind", "model"), [("google-ai-studio", "gemini-2.5-flash-image"), ("grok", MODELS["xai"])]
)
async def test_the_ai_gateway_draws_as_who_is_behind_it(
    home: House, up: Upstreams, behind: str, model: str
) -> None:
    mock: Any = up.gemini if behind == "google-ai-studio" else up.add(PicturesMock("xai"))
    await _gateway(home, up, behind, mock, model)
    price = json.dumps({MODELS["xai"]: {"per_image": 0.02}})
    await home.gateway.settings_service.set_option("ModelPrice", price)
    async with client(home, strict=False) as sdk:
        made = await sdk.images.generate(model=model, prompt="x", size="1536x1024")
    assert made.data
    assert made.data[0].b64_json or made.data[0].url
    (row,) = await home.log()
    drawn = row.request.charge_nano - DRAWN_TOKENS * 30_000
    assert row.request.charge_nano == PER_PICTURE if behind == "grok" else 0 < drawn < 100_000
    await home.check_ledger()


async def test_who_has_no_pictures_has_none_behind_the_ai_gateway(
    home: House, up: Upstreams
) -> None:
    await _gateway(home, up, "anthropic", up.anthropic, "claude-sonnet-4-5")
    body = {"model": "claude-sonnet-4-5", "prompt": "x"}
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, b"images/generations" in said) == (501, True), said


async def _gateway(home: House, up: Upstreams, behind: str, mock: Any, model: str) -> None:
    gateway = up.add(AIGatewayMock({behind: mock}))
    settings = {"account_id": ACCOUNT, "gateway_id": GATEWAY, "behind": behind}
    keys = (f"{mock.key}|{gateway.key}",)
    own = {"provider": "cloudflare_gateway", "settings": settings, "keys": keys}
    await home.channel(gateway.base_url, model, **own)
