"""Pictures edited by DashScope's models, in conversations and by tasks, paid by the picture."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.dashscope import EDITOR_BY_TASK, EDITORS, REPAINTER, DashScopeMock
from tests.upstreams.openai_images import PIXEL

PER_PICTURE = 20_000_000
ALL = (*EDITORS, EDITOR_BY_TASK, REPAINTER, "qwen-image-max", "wan2.2-t2i-plus")
DATA = "data:image/png;base64," + base64.b64encode(PIXEL).decode()
ADDRESS = "https://pictures.example/boat.png"
MASK = b"\xff\xd8\xff mask"
MASK_DATA = "data:image/jpeg;base64," + base64.b64encode(MASK).decode()


@pytest.fixture(params=["dashscope", "dashscope_intl"])
async def mock(
    request: pytest.FixtureRequest, home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> DashScopeMock:
    monkeypatch.setattr("gateway.providers.dashscope.images._ASK_EVERY_S", 0.005)
    made = up.add(DashScopeMock())
    await home.channel(made, *ALL, provider=request.param)
    price = json.dumps({model: {"per_image": 0.02} for model in ALL})
    await home.gateway.settings_service.set_option("ModelPrice", price)
    return made


@pytest.mark.parametrize("model", EDITORS)
async def test_a_conversation_edits(home: House, mock: DashScopeMock, model: str) -> None:
    async with client(home) as sdk:
        made = await sdk.images.edit(
            model=model,
            image=[PIXEL, PIXEL],
            prompt="A red 船",
            n=2,
            size="1024x1536",
            extra_body={"negative_prompt": "rain", "watermark": False},
        )
    home_of = f"{mock.origin}/dashscope-own/pictures"
    assert [each.url for each in made.data or []] == [f"{home_of}/{at}.png" for at in range(2)]
    parts = [{"image": DATA}, {"image": DATA}, {"text": "A red 船"}]
    parameters: dict[str, Any] = {"negative_prompt": "rain", "watermark": False, "n": 2}
    if model != "qwen-image-edit":
        parameters["size"] = "1024*1536"
    assert mock.last.json == {
        "model": model,
        "input": {"messages": [{"role": "user", "content": parts}]},
        "parameters": parameters,
    }
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (2 * PER_PICTURE, False)
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "asked", "given"),
    [
        (EDITOR_BY_TASK, {"negative_prompt": "rain"}, {"images": [ADDRESS]}),
        (REPAINTER, {}, {"base_image_url": ADDRESS, "function": "description_edit"}),
        (
            REPAINTER,
            {"mask": {"image_url": MASK_DATA}},
            {
                **{"base_image_url": ADDRESS, "mask_image_url": MASK_DATA},
                "function": "description_edit_with_mask",
            },
        ),
    ],
)
async def test_a_task_edits(
    home: House, mock: DashScopeMock, model: str, asked: dict[str, Any], given: dict[str, Any]
) -> None:
    body = {"model": model, "prompt": "x", "images": [{"image_url": ADDRESS}], **asked}
    told = {"response_format": "b64_json"}
    status, _, said = await home.post("/v1/images/edits", {**body, **told})
    assert status == 200, said
    assert base64.b64decode(json.loads(said)["data"][0]["b64_json"]) == b"\x89PNG picture"
    first = mock.requests[0]
    own = {name: value for name, value in asked.items() if name != "mask"}
    assert first.json == {
        "model": model,
        "input": {"prompt": "x", **given, **own},
        "parameters": {"n": 1},
    }
    assert first.headers["x-dashscope-async"] == "enable"
    (row,) = await home.log()
    assert row.request.charge_nano == PER_PICTURE
    await home.check_ledger()


async def test_a_task_that_fails_costs_nothing(home: House, mock: DashScopeMock) -> None:
    mock.script(Reply(finish="FAILED"))
    body = {"model": EDITOR_BY_TASK, "prompt": "x", "image": DATA}
    status, _, said = await home.post("/v1/images/edits", body)
    (row,) = await home.log()
    assert (status, row.attempts[0].error_class) == (400, "content_filter"), said
    assert row.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "asked", "param"),
    [
        ("qwen-image-edit-plus", {"image": [PIXEL] * 4}, "image"),
        ("wan2.6-image", {"image": [PIXEL] * 5}, "image"),
        (EDITOR_BY_TASK, {"image": [PIXEL] * 4}, "image"),
        (REPAINTER, {"image": [PIXEL] * 2}, "image"),
        (REPAINTER, {"mask": PIXEL[:40]}, "mask"),
        ("qwen-image-edit", {"mask": MASK}, "mask"),
        (EDITOR_BY_TASK, {"mask": MASK}, "mask"),
        ("qwen-image-max", {}, "model"),
        ("wan2.2-t2i-plus", {}, "model"),
    ],
)
async def test_what_a_model_does_not_take_is_refused_before_anything_is_sent(
    home: House, mock: DashScopeMock, model: str, asked: dict[str, Any], param: str
) -> None:
    wanted: dict[str, Any] = {"image": PIXEL, **asked}
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.images.edit(model=model, prompt="x", **wanted)
    assert refused.value.param == param
    assert mock.requests == []
    await home.check_ledger()


async def test_the_newer_models_draw_at_once_and_hear_what_is_not_wanted(
    home: House, mock: DashScopeMock
) -> None:
    body = {"model": "qwen-image-max", "prompt": "x", "negative_prompt": "rain"}
    status, _, said = await home.post("/v1/images/generations", body)
    assert status == 200, said
    assert len(mock.requests) == 1
    assert mock.last.json["parameters"] == {"n": 1, "negative_prompt": "rain"}
