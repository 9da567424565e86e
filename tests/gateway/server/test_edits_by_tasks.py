"""Pictures edited by Replicate's and Fireworks' models, which are waited for."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.money import NANO
from gateway.tasks import spawn
from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Upstreams
from tests.upstreams.fireworks import FLUX, KONTEXT, FireworksMock
from tests.upstreams.fireworks import PICTURE as DEVELOPED
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.replicate import EDITORS, PAINTER, PICTURE, ReplicateMock

PER_PICTURE = 40_000_000
DATA = "data:image/png;base64," + base64.b64encode(PIXEL).decode()
ADDRESS = "https://pictures.example/boat.png"
MASK = b"\xff\xd8\xff mask"
MASK_DATA = "data:image/jpeg;base64," + base64.b64encode(MASK).decode()
FILL, KONTEXT_PRO = "black-forest-labs/flux-fill-pro", "black-forest-labs/flux-kontext-pro"
LISTS = [model for model, (_, listed, _) in EDITORS.items() if listed]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.providers.replicate.provider._AGAIN_S", 0.0)
    monkeypatch.setattr("gateway.providers.fireworks._AGAIN_S", 0.0)


async def priced(home: House, mock: Any, provider: str, model: str) -> None:
    await home.channel(mock, model, provider=provider)
    price = json.dumps({model: {"per_image": 0.04}})
    await home.gateway.settings_service.set_option("ModelPrice", price)


async def replicate(home: House, up: Upstreams, model: str) -> ReplicateMock:
    mock = up.add(ReplicateMock())
    await priced(home, mock, "replicate", model)
    return mock


async def fireworks(home: House, up: Upstreams, model: str) -> FireworksMock:
    mock = up.add(FireworksMock())
    await priced(home, mock, "fireworks", model)
    return mock


@pytest.mark.parametrize("model", EDITORS)
async def test_a_model_of_replicates_calls_pictures_as_it_does(
    home: House, up: Upstreams, model: str
) -> None:
    mock = await replicate(home, up, model)
    mock.slow = 2
    name, listed, masked = EDITORS[model]
    more: dict[str, Any] = {"mask": MASK} if masked else {}
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        made = await sdk.images.edit(
            model=model,
            image=PIXEL,
            prompt="A red 船",
            output_format="jpeg",
            extra_body={"seed": 7, "go_fast": True},
            **more,
        )
    assert [each.url for each in made.data or []] == [f"{mock.origin}/{mock.name}/pictures/0.webp"]
    given: dict[str, Any] = {name: [DATA] if listed else DATA}
    given |= {"mask": MASK_DATA} if masked else {}
    given |= {"aspect_ratio": "match_input_image"} if "flux-2" in model else {}
    told = {"prompt": "A red 船", "seed": 7, "go_fast": True, "output_format": "jpg"}
    assert mock.requests[0].json == {"input": {**told, **given}}
    assert [each.method for each in mock.requests] == ["POST", "GET", "GET"]
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (PER_PICTURE, False)
    assert home.balance(token) == NANO - PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize("model", LISTS)
async def test_several_pictures_are_a_list(home: House, up: Upstreams, model: str) -> None:
    mock = await replicate(home, up, model)
    images = [{"image_url": ADDRESS}, {"image_url": DATA}]
    body = {"model": model, "prompt": "x", "images": images, "size": "1536x1024"}
    status, _, said = await home.post("/v1/images/edits", {**body, "response_format": "b64_json"})
    assert status == 200, said
    assert base64.b64decode(json.loads(said)["data"][0]["b64_json"]) == PICTURE
    sent = mock.requests[0].json["input"]
    assert sent == {"prompt": "x", EDITORS[model][0]: [ADDRESS, DATA], "aspect_ratio": "3:2"}
    assert all(each.path.startswith(("/v1/", "/pictures/")) for each in mock.requests)
    await home.check_ledger()


async def test_an_edit_that_replicate_stopped_is_not_charged(home: House, up: Upstreams) -> None:
    mock = await replicate(home, up, KONTEXT_PRO)
    mock.fails = "The input was flagged as sensitive. (E005)"
    body = {"model": KONTEXT_PRO, "prompt": "x", "image": DATA}
    status, _, said = await home.post("/v1/images/edits", body)
    (row,) = await home.log()
    assert (status, row.attempts[0].error_class) == (400, "content_filter"), said
    assert row.request.charge_nano == 0
    await home.check_ledger()


async def test_who_leaves_ends_the_prediction(home: House, up: Upstreams) -> None:
    mock = await replicate(home, up, KONTEXT_PRO)
    mock.slow = 10**9
    body = {"model": KONTEXT_PRO, "prompt": "x", "image": DATA}
    asked = spawn(home.post("/v1/images/edits", body), "a client that leaves")
    await mock.wait_requests(2)
    asked.cancel()
    await mock.told.wait()
    assert len(mock.cancelled) == 1
    await home.settled()
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "asked", "param"),
    [
        (KONTEXT_PRO, {"image": [PIXEL] * 2}, "image"),
        (KONTEXT_PRO, {"mask": MASK}, "mask"),
        (FILL, {"mask": PIXEL[:40]}, "mask"),
        ("black-forest-labs/flux-2-pro", {"image": [PIXEL] * 9}, "image"),
        (PAINTER, {}, "model"),
    ],
)
async def test_what_a_model_of_replicates_does_not_take_is_refused(
    home: House, up: Upstreams, model: str, asked: dict[str, Any], param: str
) -> None:
    mock = await replicate(home, up, model)
    await refused(home, model, asked, param)
    assert mock.requests == []
    await home.check_ledger()


@pytest.mark.parametrize("form", ["url", "b64_json"])
async def test_kontext_edits_at_fireworks(home: House, up: Upstreams, form: Any) -> None:
    mock = await fireworks(home, up, KONTEXT)
    mock.slow = 2
    async with client(home) as sdk:
        made = await sdk.images.edit(
            model=KONTEXT,
            image=PIXEL,
            prompt="wider",
            size="1536x1024",
            response_format=form,
            extra_body={"safety_tolerance": 2},
        )
    (picture,) = made.data or []
    if form == "b64_json":
        assert base64.b64decode(picture.b64_json or "") == DEVELOPED
    else:
        assert picture.url
    told = {"prompt": "wider", "input_image": DATA, "aspect_ratio": "3:2", "safety_tolerance": 2}
    assert mock.requests[0].json == told
    (row,) = await home.log()
    assert row.request.charge_nano == PER_PICTURE
    await home.check_ledger()


async def test_what_fireworks_stopped_is_not_charged(home: House, up: Upstreams) -> None:
    mock = await fireworks(home, up, KONTEXT)
    mock.status = "Request Moderated"
    body = {"model": KONTEXT, "prompt": "x", "image": ADDRESS}
    status, _, said = await home.post("/v1/images/edits", body)
    assert (status, mock.requests[0].json["input_image"]) == (400, ADDRESS), said
    (row,) = await home.log()
    assert row.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "asked", "param"),
    [
        (KONTEXT, {"image": [PIXEL] * 2}, "image"),
        (KONTEXT, {"mask": MASK}, "mask"),
        (KONTEXT, {"n": 2}, "n"),
        (FLUX, {}, "model"),
    ],
)
async def test_what_fireworks_does_not_take_is_refused(
    home: House, up: Upstreams, model: str, asked: dict[str, Any], param: str
) -> None:
    mock = await fireworks(home, up, model)
    await refused(home, model, asked, param)
    assert mock.requests == []
    await home.check_ledger()


async def refused(home: House, model: str, asked: dict[str, Any], param: str) -> None:
    wanted: dict[str, Any] = {"image": PIXEL, **asked}
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as found:
            await sdk.images.edit(model=model, prompt="x", **wanted)
    assert found.value.param == param
