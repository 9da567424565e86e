"""Pictures edited by Workers AI's models, and by whoever has the model behind Hugging Face."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.cloudflare import ACCOUNT, WorkersAIMock
from tests.upstreams.huggingface import EDITS, MODEL, PICTURE, HuggingFaceMock, row
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.workers_ai import FLUX, FLUX_2, INPAINTING, JPEG, PNG, SDXL

PER_PICTURE = 10_000_000
PACKED = base64.b64encode(PIXEL).decode()
DATA = f"data:image/png;base64,{PACKED}"
ADDRESS = "https://pictures.example/boat.png"
MASK = b"\xff\xd8\xff mask"


async def priced(home: House, model: str) -> None:
    price = json.dumps({model: {"per_image": 0.01}})
    await home.gateway.settings_service.set_option("ModelPrice", price)


async def workers(home: House, up: Upstreams, model: str) -> WorkersAIMock:
    mock = up.add(WorkersAIMock())
    settings = {"account_id": ACCOUNT}
    await home.channel(mock, model, provider="workers_ai", settings=settings)
    await priced(home, model)
    return mock


async def test_flux_2_takes_pictures_as_files_of_a_form(home: House, up: Upstreams) -> None:
    mock = await workers(home, up, FLUX_2)
    async with client(home) as sdk:
        made = await sdk.images.edit(
            model=FLUX_2, image=[PIXEL, MASK], prompt="A red 船", size="1024x768"
        )
    (picture,) = made.data or []
    assert base64.b64decode(picture.b64_json or "") == JPEG
    assert mock.last.json == {"prompt": "A red 船", "width": "1024", "height": "768"}
    files = {name: (each.content_type, each.data) for name, (each,) in mock.last.files.items()}
    assert files == {"input_image_0": ("image/png", PIXEL), "input_image_1": ("image/jpeg", MASK)}
    (entry,) = await home.log()
    assert (entry.request.charge_nano, entry.request.estimated) == (PER_PICTURE, False)
    await home.check_ledger()


async def test_stable_diffusion_takes_one_in_base64(home: House, up: Upstreams) -> None:
    mock = await workers(home, up, SDXL)
    async with client(home) as sdk:
        made = await sdk.images.edit(
            model=SDXL, image=PIXEL, prompt="x", extra_body={"strength": 0.5, "num_steps": 8}
        )
    (picture,) = made.data or []
    assert base64.b64decode(picture.b64_json or "") == PNG
    told = {"prompt": "x", "strength": 0.5, "num_steps": 8}
    assert mock.last.json == {**told, "image_b64": PACKED}


async def test_the_inpainting_model_takes_a_mask_as_numbers(home: House, up: Upstreams) -> None:
    mock = await workers(home, up, INPAINTING)
    async with client(home) as sdk:
        await sdk.images.edit(model=INPAINTING, image=PIXEL, mask=MASK, prompt="x")
    assert mock.last.json == {"prompt": "x", "image_b64": PACKED, "mask": list(MASK)}
    (entry,) = await home.log()
    assert entry.request.charge_nano == PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "asked", "param"),
    [
        (FLUX, {}, "model"),
        (FLUX_2, {"image": [PIXEL] * 5}, "image"),
        (FLUX_2, {"mask": MASK}, "mask"),
        (FLUX_2, {"n": 2}, "n"),
        (SDXL, {"image": [PIXEL] * 2}, "image"),
        (SDXL, {"mask": MASK}, "mask"),
        (INPAINTING, {}, "mask"),
        (INPAINTING, {"mask": PIXEL[:40]}, "mask"),
        (INPAINTING, {"mask": MASK + b"\0" * (1 << 20)}, "mask"),
    ],
)
async def test_what_workers_ai_does_not_take_is_refused_before_anything_is_sent(
    home: House, up: Upstreams, model: str, asked: dict[str, Any], param: str
) -> None:
    mock = await workers(home, up, model)
    wanted: dict[str, Any] = {"image": PIXEL, **asked}
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.images.edit(model=model, prompt="x", **wanted)
    assert refused.value.param == param
    assert mock.requests == []


@pytest.mark.parametrize("picture", [ADDRESS, "data:image/png;base64,%"])
async def test_workers_ai_takes_data_alone(home: House, up: Upstreams, picture: str) -> None:
    mock = await workers(home, up, FLUX_2)
    body = {"model": FLUX_2, "prompt": "x", "image": picture}
    status, _, said = await home.post("/v1/images/edits", body)
    assert (status, mock.requests) == (400, []), said


SENT: dict[str, dict[str, Any]] = {
    "fal-ai": {
        **{"image_url": DATA, "image_urls": [DATA], "prompt": "A red 船", "seed": 7},
        "image_size": {"width": 1536, "height": 1024},
    },
    "hf-inference": {
        "inputs": PACKED,
        "parameters": {
            **{"prompt": "A red 船", "seed": 7},
            "target_size": {"width": 1536, "height": 1024},
        },
    },
    "replicate": {
        "input": {
            **{"image": DATA, "images": [DATA], "input_image": DATA, "input_images": [DATA]},
            **{"prompt": "A red 船", "aspect_ratio": "3:2", "seed": 7},
        }
    },
    "together": {
        **{"model": EDITS["together"], "prompt": "A red 船", "response_format": "base64"},
        **{"width": 1536, "height": 1024, "image_url": DATA, "seed": 7},
    },
    "wavespeed": {"image": DATA, "prompt": "A red 船", "seed": 7},
}


async def router(home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch) -> HuggingFaceMock:
    monkeypatch.setattr("gateway.providers.huggingface.provider._AGAIN_S", 0.0)
    mock = up.add(HuggingFaceMock())
    mock.mapping = {name: row(own, task="image-to-image") for name, own in EDITS.items()}
    await home.channel(mock, *[f"{MODEL}:{by}" for by in EDITS], MODEL, provider="huggingface")
    await priced(home, MODEL)
    return mock


@pytest.mark.parametrize("by", sorted(SENT))
@pytest.mark.parametrize("form", ["b64_json", "url"])
async def test_each_is_asked_to_edit_in_its_own_words(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, by: str, form: Any
) -> None:
    mock = await router(home, up, monkeypatch)
    mock.slow = 2
    model = f"{MODEL}:{by}"
    await priced(home, model)
    async with client(home) as sdk:
        made = await sdk.images.edit(
            model=model,
            image=PIXEL,
            prompt="A red 船",
            size="1536x1024",
            response_format=form,
            extra_body={"seed": 7},
        )
    (picture,) = made.data or []
    if form == "b64_json":
        assert base64.b64decode(picture.b64_json or "") == PICTURE
    else:
        assert picture.url
    (order,) = [each for each in mock.requests if each.method == "POST"]
    assert order.json == SENT[by]
    (entry,) = await home.log()
    assert (entry.request.charge_nano, entry.request.estimated) == (PER_PICTURE, False)
    await home.check_ledger()


async def test_the_first_who_edits_and_not_who_draws_is_asked(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await router(home, up, monkeypatch)
    mock.mapping = {"nscale": row("m"), "together": row(EDITS["together"], task="image-to-image")}
    body = {"model": MODEL, "prompt": "x", "image": ADDRESS}
    status, _, said = await home.post("/v1/images/edits", body)
    assert status == 200, said
    assert mock.last.path == "/together/v1/images/generations"
    assert mock.last.json["image_url"] == ADDRESS
    mock.mapping = {"nscale": row("m")}
    status, _, said = await home.post("/v1/images/edits", body)
    assert (status, b"edits" in said) == (502, True), said
    assert [each.request.charge_nano for each in await home.log()] == [PER_PICTURE, 0]
    await home.check_ledger()


@pytest.mark.parametrize("by", ["fal-ai", "wavespeed", "replicate"])
async def test_an_edit_that_failed_is_not_charged(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    mock = await router(home, up, monkeypatch)
    mock.failed = "NSFW content detected"
    await priced(home, f"{MODEL}:{by}")
    body = {"model": f"{MODEL}:{by}", "prompt": "x", "image": DATA}
    status, _, said = await home.post("/v1/images/edits", body)
    assert status >= 400, said
    assert b"NSFW" in said
    (entry,) = await home.log()
    assert (entry.request.charge_nano, entry.attempts[0].cost_nano) == (0, 0)
    await home.check_ledger()


async def test_a_refused_order_is_not_given_again(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await router(home, up, monkeypatch)
    mock.script(Reply(error="overloaded"))
    body = {"model": f"{MODEL}:fal-ai", "prompt": "x", "image": DATA}
    status, _, said = await home.post("/v1/images/edits", body)
    assert status >= 500, said
    assert len(mock.requests) == 2
    assert (await home.log())[-1].request.charge_nano == 0


@pytest.mark.parametrize(("asked", "param"), [({"mask": MASK}, "mask"), ({"image": b"x"}, "image")])
async def test_what_nobody_takes_is_refused_before_the_hub_is_asked(
    home: House,
    up: Upstreams,
    monkeypatch: pytest.MonkeyPatch,
    asked: dict[str, Any],
    param: str,
) -> None:
    mock = await router(home, up, monkeypatch)
    wanted: dict[str, Any] = {"image": PIXEL, **asked}
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.images.edit(model=MODEL, prompt="x", **wanted)
    assert (refused.value.param, mock.requests) == (param, [])
