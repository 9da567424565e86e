"""Pictures edited by Gemini's models and xAI's, for forms of OpenAI's clients and for JSON."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.failure import FailureClass
from tests.gateway.house import House
from tests.gateway.server.cloud_channels import redirect_tokens
from tests.gateway.server.media_stage import client, media_mock
from tests.upstreams import Reply, Upstreams
from tests.upstreams.cloudflare import ACCOUNT, GATEWAY, AIGatewayMock
from tests.upstreams.gemini_frames import DRAWN_TOKENS, SEEN_TOKENS
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.vendor_pictures import MODELS, PICTURE, PicturesMock

FLASH, GROK = "gemini-2.5-flash-image", MODELS["xai"]
JPEG = b"\xff\xd8\xff picture"
DATA = "data:image/png;base64," + base64.b64encode(PIXEL).decode()
WHERE = pytest.mark.parametrize("where", ["gemini", "vertex"])
PER_PICTURE, PER_PICTURE_READ = 20_000_000, 2_000_000
GROK_2 = "grok-imagine-image-2.0"


async def editor(home: House, up: Upstreams, patch: pytest.MonkeyPatch, where: str) -> Any:
    """The mock of a channel with a model that edits; its channel is the only one."""
    if where == "gemini":
        await home.channel(up.gemini, FLASH)
        return up.gemini
    if where == "xai":
        grok = up.add(PicturesMock("xai"))
        await home.channel(grok, GROK, provider="xai")
        return grok
    mock = up.clouds.vertex
    mock.models |= {FLASH: up.gemini.models[FLASH]}
    redirect_tokens(up, patch)
    await home.channel(mock, FLASH, keys=(json.dumps(up.clouds.google.service_account()),))
    return mock


@WHERE
async def test_gemini_edits_what_a_form_holds(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    mock = await editor(home, up, monkeypatch, where)
    async with client(home) as sdk:
        made = await sdk.images.edit(
            model=FLASH, image=[PIXEL, JPEG], prompt="A red 船", size="1536x1024", n=1
        )
    assert made.data is not None
    assert made.data[0].b64_json
    assert made.usage is not None
    assert made.usage.input_tokens_details.image_tokens == 2 * SEEN_TOKENS
    assert mock.last.path.endswith(f"/models/{FLASH}:generateContent")
    assert mock.last.json == {
        "contents": [
            {
                "role": "user",
                "parts": [
                    {"text": "A red 船"},
                    {"inlineData": {"mimeType": "image/png", "data": DATA.partition(",")[2]}},
                    {
                        "inlineData": {
                            "mimeType": "image/jpeg",
                            "data": base64.b64encode(JPEG).decode(),
                        }
                    },
                ],
            }
        ],
        "generationConfig": {
            "responseModalities": ["IMAGE"],
            "imageConfig": {"aspectRatio": "3:2"},
        },
    }
    (row,) = await home.log()
    assert row.request.charge_nano == made.usage.input_tokens * 300 + DRAWN_TOKENS * 30_000
    assert not row.request.estimated
    await home.check_ledger()


async def test_gemini_edits_what_json_holds(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await editor(home, up, monkeypatch, "gemini")
    body = {"model": FLASH, "prompt": "wider", "images": [{"image_url": DATA}]}
    status, _, said = await home.post("/v1/images/edits", {**body, "response_format": "url"})
    assert status == 200, said
    assert json.loads(said)["data"][0]["url"].startswith("data:image/png;base64,")
    assert len(mock.last.json["contents"][0]["parts"]) == 2
    await home.check_ledger()


@pytest.mark.parametrize("pictures", [1, 3])
async def test_xai_edits_what_a_form_holds(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, pictures: int
) -> None:
    mock = await editor(home, up, monkeypatch, "xai")
    async with client(home, strict=False) as sdk:
        made = await sdk.images.edit(
            model=GROK,
            image=[PIXEL] * pictures,
            prompt="wider",
            n=2,
            size="1536x1024",
            quality="auto",
            response_format="b64_json",
        )
    assert [base64.b64decode(each.b64_json or "") for each in made.data or []] == [PICTURE] * 2
    picture = {"type": "image_url", "url": DATA}
    given = {"image": picture} if pictures == 1 else {"images": [picture] * pictures}
    shape = {} if pictures == 1 else {"aspect_ratio": "3:2"}
    told = {"model": GROK, "prompt": "wider", "n": 2, **shape}
    assert mock.last.json == {**told, "response_format": "b64_json", **given}
    assert mock.last.headers["content-type"] == "application/json"
    (row,) = await home.log()
    assert row.request.charge_nano == 2 * PER_PICTURE + pictures * PER_PICTURE_READ
    await home.check_ledger()


@pytest.mark.parametrize(
    ("asked", "sent", "made"),
    [
        ({}, {}, 60),
        ({"quality": "low"}, {"quality": "low"}, 40),
        ({"quality": "low", "size": "2048x2048"}, {"quality": "low", "resolution": "2k"}, 60),
        ({"resolution": "2k"}, {"resolution": "2k"}, 80),
    ],
)
async def test_imagine_2_is_paid_by_quality_and_resolution_and_by_what_it_reads(
    home: House, up: Upstreams, asked: dict[str, Any], sent: dict[str, Any], made: int
) -> None:
    mock = up.add(PicturesMock("xai", GROK_2))
    await home.channel(mock, GROK_2, provider="xai")
    body = {"model": GROK_2, "prompt": "x", "images": [{"image_url": DATA}] * 5, **asked}
    status, _, said = await home.post("/v1/images/edits", body)
    assert status == 200, said
    shape = {"aspect_ratio": "1:1"} if "size" in asked else {}
    given = {"images": [{"type": "image_url", "url": DATA}] * 5}
    assert mock.last.json == {"model": GROK_2, "prompt": "x", **given, **sent, **shape}
    (row,) = await home.log()
    assert row.request.charge_nano == (made + 5 * 10) * 1_000_000
    await home.check_ledger()


async def test_xai_draws_at_its_catalogue_price(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await editor(home, up, monkeypatch, "xai")
    _, key = await home.token(10**9)
    async with client(home, key, strict=False) as sdk:
        await sdk.images.generate(model=GROK, prompt="a cat", n=2)
    (row,) = await home.log()
    assert row.request.charge_nano == 2 * PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize(
    ("where", "asked", "param"),
    [
        ("gemini", {"mask": PIXEL}, "mask"),
        ("gemini", {"image": b"no picture"}, "image"),
        ("gemini", {"n": 2}, "n"),
        ("xai", {"mask": PIXEL}, "mask"),
        ("xai", {"image": b"no picture"}, "image"),
        ("xai", {"image": [PIXEL] * 4}, "image"),
    ],
)
async def test_what_cannot_be_edited_is_refused_before_anything_is_sent(
    home: House,
    up: Upstreams,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    asked: dict[str, Any],
    param: str,
) -> None:
    mock = await editor(home, up, monkeypatch, where)
    model = FLASH if where == "gemini" else GROK
    wanted: dict[str, Any] = {"image": PIXEL, **asked}
    async with client(home, strict=False) as sdk:
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.images.edit(model=model, prompt="x", **wanted)
    assert refused.value.param == param
    assert mock.requests == []
    await home.check_ledger()


async def test_pictures_too_large_for_json_are_refused(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await editor(home, up, monkeypatch, "gemini")
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="20 MB"):
            await sdk.images.edit(model=FLASH, image=PIXEL + b"\0" * (20 << 20), prompt="x")
    assert mock.requests == []
    await home.check_ledger()


async def test_a_large_picture_is_edited(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await editor(home, up, monkeypatch, "gemini")
    large = PIXEL + b"\0" * (3 << 20)
    async with client(home) as sdk:
        await sdk.images.edit(model=FLASH, image=large, prompt="x")
    sent = mock.last.json["contents"][0]["parts"][1]["inlineData"]["data"]
    assert base64.b64decode(sent) == large


@WHERE
async def test_what_is_blocked_is_a_refusal_that_costs_nothing(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    mock = await editor(home, up, monkeypatch, where)
    mock.script(Reply(refusal="PROHIBITED_CONTENT"))
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError, match="PROHIBITED_CONTENT"):
            await sdk.images.edit(model=FLASH, image=PIXEL, prompt="x")
    (row,) = await home.log()
    assert row.attempts[0].error_class == FailureClass.CONTENT_FILTER
    assert row.request.charge_nano == 0
    await home.check_ledger()


async def test_variations_are_nobodys_here(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await editor(home, up, monkeypatch, "xai")
    async with client(home) as sdk:
        with (
            pytest.warns(DeprecationWarning, match="deprecated"),
            pytest.raises(openai.APIStatusError, match="has no images/variations") as refused,
        ):
            await sdk.images.create_variation(model=GROK, image=PIXEL)
    assert refused.value.status_code == 501
    assert mock.requests == []


async def test_the_next_channel_gets_the_form_as_it_came(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await editor(home, up, monkeypatch, "gemini")
    other = media_mock(up, "other")
    mock.always(Reply(error="overloaded"))
    await home.channel(other, FLASH, aliases={FLASH: "gpt-image-1"}, priority=-1)
    async with client(home) as sdk:
        made = await sdk.images.edit(model=FLASH, image=PIXEL, prompt="x")
    assert made.data
    assert other.last.headers["content-type"].startswith("multipart/form-data")
    assert PIXEL in other.last.body
    (row,) = await home.log()
    assert [each.status for each in row.attempts] == ["failed", "done"]
    await home.check_ledger()


@pytest.mark.parametrize(("behind", "model"), [("google-ai-studio", FLASH), ("grok", GROK)])
async def test_the_ai_gateway_edits_as_who_is_behind_it(
    home: House, up: Upstreams, behind: str, model: str
) -> None:
    mock: Any = up.gemini if behind == "google-ai-studio" else up.add(PicturesMock("xai"))
    gateway = up.add(AIGatewayMock({behind: mock}))
    settings = {"account_id": ACCOUNT, "gateway_id": GATEWAY, "behind": behind}
    keys = (f"{mock.key}|{gateway.key}",)
    own = {"provider": "cloudflare_gateway", "settings": settings, "keys": keys}
    await home.channel(gateway.base_url, model, **own)
    async with client(home, strict=False) as sdk:
        made = await sdk.images.edit(model=model, image=PIXEL, prompt="x")
    assert made.data
    assert made.data[0].b64_json or made.data[0].url
    await home.check_ledger()
