"""Hunyuan's pictures by Tencent's own interface, each question signed anew."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.tencent_pictures import PICTURE, REVISED, TencentPicturesMock

MODEL, LIGHT = "hunyuan-image", "hunyuan-image-lite"
PER_PICTURE = 1_000_000
FORMS = pytest.mark.parametrize("form", ["b64_json", "url"])


@pytest.fixture
async def mock(home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch) -> TencentPicturesMock:
    monkeypatch.setattr("gateway.providers.tencent.pictures.AGAIN_S", 0.005)
    made = up.add(TencentPicturesMock())
    await home.channel(made, MODEL, LIGHT, provider="tencent")
    prices = json.dumps({MODEL: {"per_image": 0.001}, LIGHT: {"per_image": 0.001}})
    await home.gateway.settings_service.set_option("ModelPrice", prices)
    return made


@FORMS
async def test_a_job_draws(home: House, mock: TencentPicturesMock, form: Any) -> None:
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        made = await sdk.images.generate(
            model=MODEL,
            prompt="母港",
            n=2,
            size="1792x1024",
            style="vivid",
            response_format=form,
            extra_body={"negative_prompt": "dark", "logo_add": 0},
        )
    pictures = made.data or []
    if form == "url":
        home_url = f"{mock.origin}/{mock.name}/made"
        assert [each.url for each in pictures] == [f"{home_url}/{at}.png" for at in range(2)]
    else:
        assert [base64.b64decode(each.b64_json or "") for each in pictures] == [PICTURE] * 2
    assert [each.revised_prompt for each in pictures] == [REVISED] * 2
    told = {"Prompt": "母港", "NegativePrompt": "dark", "LogoAdd": 0, "Num": 2}
    assert mock.requests[0].json == {**told, "Resolution": "1280:720"}
    actions = [each.headers.get("x-tc-action") for each in mock.requests]
    assert actions[:4] == ["SubmitHunyuanImageJob", *["QueryHunyuanImageJob"] * 3]
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (2 * PER_PICTURE, False)
    assert home.balance(token) == NANO - 2 * PER_PICTURE
    await home.check_ledger()


@FORMS
async def test_the_light_model_draws_at_once(
    home: House, mock: TencentPicturesMock, form: Any
) -> None:
    async with client(home) as sdk:
        made = await sdk.images.generate(
            model=LIGHT,
            prompt="母港",
            response_format=form,
            style=None,
            extra_body={"style": "201"},
        )
    (picture,) = made.data or []
    kind = "base64" if form == "b64_json" else "url"
    assert mock.requests[0].json == {"Prompt": "母港", "Style": "201", "RspImgType": kind}
    if form == "b64_json":
        assert base64.b64decode(picture.b64_json or "") == PICTURE
    else:
        assert picture.url == f"{mock.origin}/{mock.name}/made/0.png"
    (row,) = await home.log()
    assert row.request.charge_nano == PER_PICTURE
    await home.check_ledger()


async def test_a_job_edits(home: House, mock: TencentPicturesMock) -> None:
    async with client(home) as sdk:
        made = await sdk.images.edit(
            model=MODEL,
            image=PIXEL,
            prompt="wider",
            size="1536x1024",
            extra_body={"seed": 7},
        )
    assert made.data
    given = {"ImageBase64": base64.b64encode(PIXEL).decode()}
    told = {"Prompt": "wider", "Seed": 7, "Resolution": "1024:768", "ContentImage": given}
    assert mock.requests[0].json == told
    await home.check_ledger()


@pytest.mark.parametrize(
    ("code", "status", "failure"),
    [
        ("OperationDenied.TextIllegalDetected", 400, "content_filter"),
        ("FailedOperation.GenerateImageFailed", 503, "overloaded"),
    ],
)
async def test_a_job_that_fails_costs_nothing(
    home: House, mock: TencentPicturesMock, code: str, status: int, failure: str
) -> None:
    mock.failed = code
    token, key = await home.token(NANO)
    body = {"model": MODEL, "prompt": "x"}
    got, _, said = await home.post("/v1/images/generations", body, key)
    (row,) = await home.log()
    assert (got, row.attempts[0].error_class) == (status, failure), said
    assert (row.request.charge_nano, home.balance(token)) == (0, NANO)
    await home.check_ledger()


@pytest.mark.parametrize("model", [MODEL, LIGHT])
@pytest.mark.parametrize(
    ("kind", "failure"),
    [
        ("bad_key", "bad_key"),
        ("money", "no_money"),
        ("rate_limit", "rate_limit"),
        ("content_filter", "content_filter"),
    ],
)
async def test_refusals_cost_nothing(
    home: House, mock: TencentPicturesMock, model: str, kind: Any, failure: str
) -> None:
    mock.script(Reply(error=kind))
    status, _, said = await home.post("/v1/images/generations", {"model": model, "prompt": "x"})
    (row,) = await home.log()
    assert (status >= 400, row.attempts[0].error_class) == (True, failure), said
    assert row.request.charge_nano == 0
    await home.check_ledger()


async def test_who_leaves_pays_for_what_is_being_made(
    home: House, mock: TencentPicturesMock
) -> None:
    mock.waits = 1_000_000
    token, key = await home.token(NANO)
    body = {"model": MODEL, "prompt": "x"}
    asked = asyncio.create_task(home.post("/v1/images/generations", body, key))
    await mock.wait_requests(4)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (PER_PICTURE, True)
    assert home.balance(token) == NANO - PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "asked", "param"),
    [
        (LIGHT, {}, "model"),
        (MODEL, {"mask": PIXEL}, "mask"),
        (MODEL, {"image": [PIXEL, PIXEL]}, "image"),
    ],
)
async def test_what_cannot_be_edited_is_refused_before_anything_is_sent(
    home: House, mock: TencentPicturesMock, model: str, asked: dict[str, Any], param: str
) -> None:
    wanted: dict[str, Any] = {"image": PIXEL, **asked}
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.images.edit(model=model, prompt="x", **wanted)
    assert (refused.value.param, mock.requests) == (param, [])
    await home.check_ledger()


@pytest.mark.parametrize(
    "body",
    [
        b"<",
        b"[]",
        b"{}",
        b'{"Response":{}}',
        b'{"Response":{"JobStatusCode":"5"}}',
        b'{"data":[7]}',
    ],
)
async def test_an_answer_without_a_picture_is_none(
    home: House, mock: TencentPicturesMock, body: bytes
) -> None:
    mock.script(Reply(error_status=200, error_body=body))
    status, _, said = await home.post("/v1/images/generations", {"model": MODEL, "prompt": "x"})
    assert status == 502, said
    await home.check_ledger()


async def test_a_model_that_draws_is_tested_by_a_picture(
    home: House, mock: TencentPicturesMock
) -> None:
    (channel,) = home.gateway.planner.snapshot.channels
    plans = home.gateway.channels.test_plans(channel.id)
    assert [each.capability for each in plans] == [Capability.IMAGE]
    result = await home.gateway.channels.test(channel.id, capability=Capability.IMAGE)
    assert result.ok, result.failure
