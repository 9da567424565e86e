"""Pictures through Hugging Face's router, in the words of whoever has the model."""

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
from tests.upstreams.huggingface import MODEL, PICTURE, SERVED, HuggingFaceMock, row

PER_PICTURE = 1_000_000
SENT: dict[str, dict[str, Any]] = {
    "hf-inference": {"inputs": "A 母港", "parameters": {"width": 1536, "height": 1024, "seed": 7}},
    "fal-ai": {"prompt": "A 母港", "image_size": {"width": 1536, "height": 1024}, "seed": 7},
    "together": {
        **{"model": SERVED["together"], "prompt": "A 母港", "response_format": "base64"},
        **{"width": 1536, "height": 1024, "seed": 7},
    },
    "nscale": {
        **{"model": SERVED["nscale"], "prompt": "A 母港", "response_format": "b64_json"},
        **{"size": "1536x1024", "seed": 7},
    },
    "replicate": {"input": {"prompt": "A 母港", "aspect_ratio": "3:2", "seed": 7}},
}
AT_ADDRESSES = ("fal-ai", "replicate")


async def router(home: House, up: Upstreams, model: str = MODEL) -> HuggingFaceMock:
    mock = up.add(HuggingFaceMock())
    await home.channel(mock, model, provider="huggingface")
    price = json.dumps({model: {"per_image": 0.001}})
    await home.gateway.settings_service.set_option("ModelPrice", price)
    return mock


@pytest.mark.parametrize("by", sorted(SENT))
@pytest.mark.parametrize("form", ["b64_json", "url"])
async def test_each_is_asked_in_its_own_words(
    home: House, up: Upstreams, by: str, form: Any
) -> None:
    model = f"{MODEL}:{by}"
    mock = await router(home, up, model)
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        found = await sdk.images.generate(
            model=model,
            prompt="A 母港",
            size="1536x1024",
            response_format=form,
            extra_body={"seed": 7},
        )
    (picture,) = found.data or []
    lists, asks = mock.requests[:2]
    assert lists.path == f"/api/models/{MODEL}"
    assert (asks.path.split("/")[1], asks.json) == (by, SENT[by])
    if form == "url" and by in AT_ADDRESSES:
        assert (picture.url or "").startswith(f"{mock.origin}/{mock.name}/made/0")
    elif form == "url":
        assert (picture.url or "").startswith("data:image/png;base64,")
    else:
        assert base64.b64decode(picture.b64_json or "") == PICTURE
    if form == "b64_json" and by in AT_ADDRESSES:
        assert "authorization" not in mock.last.headers
    (entry,) = await home.log()
    assert (entry.request.charge_nano, entry.request.estimated) == (PER_PICTURE, False)
    assert home.balance(token) == NANO - PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize("listed", [False, True])
async def test_the_first_that_is_live_and_draws_is_asked(
    home: House, up: Upstreams, listed: bool
) -> None:
    mock = await router(home, up)
    rows = {
        "wavespeed": row("wavespeed-ai/flux"),
        "fal-ai": row("fal-ai/flux", status="error"),
        "together": row("x", task="image-to-image"),
        "replicate": row("y", adapterWeightsPath="lora.safetensors"),
        "hf-inference": row(MODEL),
    }
    listing = [{**each, "provider": name} for name, each in rows.items()]
    mock.mapping = listing if listed else rows
    body = {"model": MODEL, "prompt": "x"}
    assert (await home.post("/v1/images/generations", body))[0] == 200
    assert mock.last.path == f"/hf-inference/models/{MODEL}"
    assert mock.last.json == {"inputs": "x"}


@pytest.mark.parametrize("mapping", [None, {}, {"wavespeed": row("w")}, ["x", 7, {"provider": []}]])
async def test_a_model_that_nobody_draws_with_is_not_found(
    home: House, up: Upstreams, mapping: Any
) -> None:
    mock = await router(home, up)
    mock.mapping = mapping
    status, _, said = await home.post("/v1/images/generations", {"model": MODEL, "prompt": "x"})
    (entry,) = await home.log()
    assert (status, entry.attempts[0].error_class) == (502, "model_not_found"), said
    assert entry.request.charge_nano == 0
    assert entry.attempts[0].cost_nano == 0
    await home.check_ledger()


async def test_several_are_made_by_who_makes_several(home: House, up: Upstreams) -> None:
    mock = await router(home, up)
    mock.mapping = {"nscale": row("m")}
    body = {"model": MODEL, "prompt": "x", "n": 2}
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, len(json.loads(said)["data"])) == (200, 2)
    mock.mapping = {"hf-inference": row(MODEL)}
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, b"one picture" in said) == (400, True), said
    assert [each.request.charge_nano for each in await home.log()] == [2 * PER_PICTURE, 0]
    await home.check_ledger()


@pytest.mark.parametrize(
    ("kind", "failure"),
    [("money", "no_money"), ("rate_limit", "rate_limit"), ("overloaded", "overloaded")],
)
async def test_refusals_cost_nothing(home: House, up: Upstreams, kind: Any, failure: str) -> None:
    mock = await router(home, up)
    mock.script(Reply(error=kind))
    status, _, said = await home.post("/v1/images/generations", {"model": MODEL, "prompt": "x"})
    (entry,) = await home.log()
    assert (status >= 400, entry.attempts[0].error_class) == (True, failure), said
    assert len(mock.requests) == 2  # an order that was refused is not given again
    assert entry.request.charge_nano == 0
    assert entry.attempts[0].cost_nano == 0
    await home.check_ledger()


async def test_what_replicates_filter_stopped_is_a_refusal(home: House, up: Upstreams) -> None:
    mock = await router(home, up)
    mock.mapping = {"replicate": row(SERVED["replicate"])}
    mock.failed = "NSFW content detected"
    status, _, said = await home.post("/v1/images/generations", {"model": MODEL, "prompt": "x"})
    (entry,) = await home.log()
    assert (status, entry.attempts[0].error_class) == (400, "content_filter"), said
    await home.check_ledger()


async def test_what_cannot_be_read_is_a_bad_request(home: House, up: Upstreams) -> None:
    mock = await router(home, up)
    deep = b"[" * 20_000 + b"]" * 20_000
    body = b'{"model":"%s","prompt":"a","x":%s}' % (MODEL.encode(), deep)
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, mock.requests) == (400, []), said


async def test_a_model_that_draws_is_tested_by_a_picture(home: House, up: Upstreams) -> None:
    mock = up.add(HuggingFaceMock())
    channel = await home.channel(mock, f"{MODEL}:nscale", provider="huggingface")
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is Capability.IMAGE
    result = await home.gateway.channels.test(channel.id, capability=Capability.IMAGE)
    assert result.ok, result.failure
    assert result.picture == PICTURE


def test_the_hub_is_asked_at_home() -> None:
    each = provider("huggingface")
    endpoint = Endpoint(each.base_url, "hf_1", model=f"{MODEL}:fal-ai")
    made = each.request(
        Operation.IMAGES, "openai_images", endpoint, b'{"prompt":"x"}', {}, stream=False
    )
    hub = "https://huggingface.co/api/models"
    assert (made.method, made.url) == ("GET", f"{hub}/{MODEL}?expand=inferenceProviderMapping")
