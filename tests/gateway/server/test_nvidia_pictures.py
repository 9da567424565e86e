"""NVIDIA's pictures in its own words, at a NIM of one's own and at its own host."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from gateway.providers.base import Endpoint, Operation
from gateway.providers.registry import provider
from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.nvidia import FLUX, PICTURE, NvidiaMock

PER_PICTURE = 1_000_000
BODY = {"model": FLUX, "prompt": "x"}


async def nim(home: House, up: Upstreams) -> NvidiaMock:
    mock = up.add(NvidiaMock())
    await home.channel(mock, FLUX, provider="nvidia")
    price = json.dumps({FLUX: {"per_image": 0.001}})
    await home.gateway.settings_service.set_option("ModelPrice", price)
    return mock


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize("form", ["b64_json", "url"])
async def test_a_nim_draws(home: House, up: Upstreams, form: Any, old: bool) -> None:
    mock = await nim(home, up)
    mock.old = old
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        made = await sdk.images.generate(
            model=FLUX,
            prompt="A 母港",
            size="1344x768",
            response_format=form,
            user="u",
            extra_body={"steps": 30, "cfg_scale": 3.5},
        )
    (picture,) = made.data or []
    packed = base64.b64encode(PICTURE).decode()
    if form == "url":
        assert picture.url == f"data:image/jpeg;base64,{packed}"
    else:
        assert picture.b64_json == packed
    sides = {"width": 1344, "height": 768}
    assert mock.last.json == {"prompt": "A 母港", "steps": 30, "cfg_scale": 3.5, **sides}
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (PER_PICTURE, False)
    assert home.balance(token) == NANO - PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize(
    ("reason", "status", "failure"),
    [("CONTENT_FILTERED", 400, "content_filter"), ("ERROR", 503, "overloaded")],
)
async def test_what_was_not_drawn_costs_nothing(
    home: House, up: Upstreams, reason: str, status: int, failure: str
) -> None:
    mock = await nim(home, up)
    mock.reason = reason
    token, key = await home.token(NANO)
    got, _, said = await home.post("/v1/images/generations", BODY, key)
    (row,) = await home.log()
    assert (got, row.attempts[0].error_class) == (status, failure), said
    assert (row.request.charge_nano, home.balance(token)) == (0, NANO)
    await home.check_ledger()


@pytest.mark.parametrize(
    ("kind", "failure"),
    [("bad_key", "bad_key"), ("money", "no_money"), ("bad_request", "bad_request")],
)
async def test_refusals_cost_nothing(home: House, up: Upstreams, kind: Any, failure: str) -> None:
    mock = await nim(home, up)
    mock.script(Reply(error=kind))
    status, _, said = await home.post("/v1/images/generations", BODY)
    (row,) = await home.log()
    assert (status >= 400, row.attempts[0].error_class) == (True, failure), said
    assert row.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize("body", [b"[]", b"<", b"{}", b'{"artifacts":[7],"data":[7]}'])
async def test_an_answer_without_a_picture_is_none(home: House, up: Upstreams, body: bytes) -> None:
    mock = await nim(home, up)
    mock.script(Reply(error_status=200, error_body=body))
    status, _, said = await home.post("/v1/images/generations", BODY)
    assert status == 502, said
    await home.check_ledger()


async def test_a_model_that_draws_is_tested_by_a_picture(home: House, up: Upstreams) -> None:
    mock = up.add(NvidiaMock())
    channel = await home.channel(mock, FLUX, provider="nvidia")
    result = await home.gateway.channels.test(channel.id, capability=Capability.IMAGE)
    assert result.ok, result.failure
    assert result.picture == PICTURE


@pytest.mark.parametrize(
    ("model", "sized"),
    [
        ("black-forest-labs/flux.1-dev", {}),
        ("stabilityai/stable-diffusion-3-medium", {"aspect_ratio": "3:2"}),
    ],
)
def test_nvidias_own_host_has_an_address_and_sizes_for_each(
    model: str, sized: dict[str, str]
) -> None:
    each = provider("nvidia")
    endpoint = Endpoint(each.base_url, "nvapi-1", model=model)
    body = json.dumps({"model": model, "prompt": "a", "size": "1536x1024"}).encode()
    made = each.request(Operation.IMAGES, "openai_images", endpoint, body, {}, stream=False)
    assert made.url == f"https://ai.api.nvidia.com/v1/genai/{model}"
    assert json.loads(made.body) == {"prompt": "a", **sized}
    assert made.headers["Authorization"] == "Bearer nvapi-1"
    assert made.headers["NVCF-POLL-SECONDS"] == "300"
