"""Pictures of Replicate's models, whose predictions are waited for, for OpenAI's clients."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from gateway.tasks import spawn
from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.replicate import (
    PAINTER,
    PAINTER_VERSION,
    PAINTER_XL,
    PICTURE,
    ReplicateMock,
)

PER_PICTURE = 3_000_000
OWN = f"somebody/painter:{PAINTER_VERSION}"


async def painter(home: House, up: Upstreams, model: str = PAINTER, **fields: Any) -> ReplicateMock:
    mock = up.add(ReplicateMock())
    await home.channel(mock, model, provider="replicate", **fields)
    price = json.dumps({model: {"per_image": 0.003}})
    await home.gateway.settings_service.set_option("ModelPrice", price)
    return mock


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.providers.replicate.provider._AGAIN_S", 0.0)


@pytest.mark.parametrize("slow", [0, 2], ids=["at once", "asked for"])
@pytest.mark.usefixtures("impatient")
async def test_pictures_lie_where_replicate_says(home: House, up: Upstreams, slow: int) -> None:
    mock = await painter(home, up)
    mock.slow = slow
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        found = await sdk.images.generate(
            model=PAINTER, prompt="A 母港", n=2, size="1536x1024", output_format="jpeg"
        )
    home_of = f"{mock.origin}/{mock.name}/pictures"
    assert [each.url for each in found.data or []] == [f"{home_of}/{at}.webp" for at in range(2)]
    first = mock.requests[0]
    assert first.json == {
        "input": {
            "prompt": "A 母港",
            "aspect_ratio": "3:2",
            "num_outputs": 2,
            "output_format": "jpg",
        }
    }
    assert first.headers["prefer"] == "wait=5"
    assert [each.method for each in mock.requests] == ["POST", *["GET"] * slow]
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (2 * PER_PICTURE, False)
    assert home.balance(token) == NANO - 2 * PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize("single", [False, True])
async def test_pictures_as_data_are_fetched_without_the_key(
    home: House, up: Upstreams, single: bool
) -> None:
    mock = await painter(home, up)
    mock.single = single
    async with client(home) as sdk:
        found = await sdk.images.generate(model=PAINTER, prompt="x", response_format="b64_json")
    (picture,) = found.data or []
    assert base64.b64decode(picture.b64_json or "") == PICTURE
    assert "authorization" not in mock.last.headers
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "asked", "sent"),
    [
        (PAINTER_XL, {"size": "1024x1536"}, {"width": 1024, "height": 1536}),
        (PAINTER, {"size": "1792x1024"}, {"aspect_ratio": "16:9"}),
        (PAINTER, {"size": "auto", "quality": "hd"}, {}),
        (PAINTER, {"size": "1024x1024", "aspect_ratio": "21:9"}, {"aspect_ratio": "21:9"}),
        (PAINTER, {"seed": 7, "go_fast": False}, {"seed": 7, "go_fast": False}),
    ],
)
async def test_sizes_and_the_models_own_inputs(
    home: House, up: Upstreams, model: str, asked: dict[str, Any], sent: dict[str, Any]
) -> None:
    mock = await painter(home, up, model)
    body = {"model": model, "prompt": "x", **asked}
    status, _, said = await home.post("/v1/images/generations", body)
    assert status == 200, said
    assert mock.last.json == {"input": {"prompt": "x", **sent}}


async def test_a_version_is_named_by_its_own_endpoint(home: House, up: Upstreams) -> None:
    mock = await painter(home, up, OWN)
    body = {"model": OWN, "prompt": "x"}
    status, _, said = await home.post("/v1/images/generations", body)
    assert status == 200, said
    assert mock.last.path == "/v1/predictions"
    assert mock.last.json == {"version": PAINTER_VERSION, "input": {"prompt": "x"}}


@pytest.mark.parametrize(
    ("why", "status", "kind"),
    [
        ("NSFW content detected. Try running it again.", 400, "content_filter"),
        ("The input was flagged as sensitive. (E005)", 400, "content_filter"),
        ("Input validation error: seed is too large", 400, "bad_request"),
        ("CUDA out of memory", 503, "overloaded"),
    ],
)
async def test_a_prediction_that_failed_says_why_and_is_not_charged(
    home: House, up: Upstreams, why: str, status: int, kind: str
) -> None:
    mock = await painter(home, up)
    mock.fails = why
    got, _, said = await home.post("/v1/images/generations", {"model": PAINTER, "prompt": "x"})
    (row,) = await home.log()
    assert (got, row.attempts[0].error_class) == (status, kind), said
    assert why[:20].encode() in said
    assert row.request.charge_nano == 0
    await home.check_ledger()


async def test_what_the_schema_refuses_is_told(home: House, up: Upstreams) -> None:
    mock = await painter(home, up)
    body = {"model": PAINTER, "prompt": "x", "n": 9}
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, b"num_outputs" in said) == (422, True), said
    mock.script(Reply(error="money"))
    status, _, said = await home.post("/v1/images/generations", {"model": PAINTER, "prompt": "x"})
    rows = await home.log()
    assert [row.attempts[0].error_class for row in rows] == ["bad_request", "no_money"]
    assert not any(row.request.charge_nano for row in rows)
    await home.check_ledger()


async def test_pictures_elsewhere_without_tls_are_not_fetched(home: House, up: Upstreams) -> None:
    mock = await painter(home, up)
    mock.elsewhere = "http://127.0.0.1:9"
    body = {"model": PAINTER, "prompt": "x", "response_format": "b64_json"}
    status, _, _ = await home.post("/v1/images/generations", body)
    assert status == 502
    assert len(mock.requests) == 1
    await home.check_ledger()


async def test_a_client_that_leaves_ends_the_prediction(home: House, up: Upstreams) -> None:
    mock = await painter(home, up)
    mock.slow = 1_000_000
    asked = home.post("/v1/images/generations", {"model": PAINTER, "prompt": "x"})
    asking = spawn(asked, "asking")
    await mock.wait_requests(2)
    asking.cancel()
    await mock.told.wait()
    assert len(mock.cancelled) == 1
    (row,) = await home.log()
    assert row.request.status == "cancelled"
    await home.check_ledger()


async def test_a_model_that_draws_is_tested_by_a_picture(home: House, up: Upstreams) -> None:
    mock = up.add(ReplicateMock())
    channel = await home.channel(mock, PAINTER, provider="replicate")
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is Capability.IMAGE
    result = await home.gateway.channels.test(channel.id, capability=Capability.IMAGE)
    assert result.ok, result.failure


@pytest.mark.usefixtures("impatient")
async def test_a_picture_costs_what_replicate_publishes(home: House, up: Upstreams) -> None:
    mock = up.add(ReplicateMock())
    await home.channel(mock, PAINTER, provider="replicate")
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        await sdk.images.generate(model=PAINTER, prompt="A 母港", n=2)
    assert home.balance(token) == NANO - 2 * PER_PICTURE
    await home.check_ledger()
