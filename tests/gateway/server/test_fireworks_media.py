"""Fireworks' pictures by its workflows, and sound at its own hosts, for OpenAI's clients."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from gateway.providers.base import Endpoint, Operation
from gateway.providers.registry import provider
from gateway.relay.speaking import form_model
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, wav
from tests.upstreams import Reply, Upstreams
from tests.upstreams.fireworks import (
    FLUX,
    KONTEXT,
    PICTURE,
    SAID,
    SDXL,
    WHISPER,
    FireworksMock,
)

PER_PICTURE = 1_400_000
HOUSE = "accounts/fireworks/models/"


async def fireworks(home: House, up: Upstreams, model: str) -> FireworksMock:
    mock = up.add(FireworksMock())
    await home.channel(mock, model, provider="fireworks")
    price = json.dumps({model: {"per_image": 0.0014}})
    await home.gateway.settings_service.set_option("ModelPrice", price)
    return mock


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.providers.fireworks._AGAIN_S", 0.0)


@pytest.mark.parametrize(
    ("model", "n", "sent"),
    [
        (FLUX, 1, {"aspect_ratio": "3:2"}),
        (FLUX.removeprefix(HOUSE), 1, {"aspect_ratio": "3:2"}),
        (SDXL, 2, {"width": 1536, "height": 1024, "samples": 2}),
    ],
)
async def test_pictures_are_data(
    home: House, up: Upstreams, model: str, n: int, sent: dict[str, Any]
) -> None:
    mock = await fireworks(home, up, model)
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        found = await sdk.images.generate(model=model, prompt="A 母港", n=n, size="1536x1024")
    assert [base64.b64decode(each.b64_json or "") for each in found.data or []] == [PICTURE] * n
    assert mock.last.json == {"prompt": "A 母港", **sent}
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (n * PER_PICTURE, False)
    assert home.balance(token) == NANO - n * PER_PICTURE
    await home.check_ledger()


async def test_a_picture_at_an_address_holds_it(home: House, up: Upstreams) -> None:
    await fireworks(home, up, SDXL)
    async with client(home) as sdk:
        found = await sdk.images.generate(model=SDXL, prompt="x", response_format="url")
    (picture,) = found.data or []
    packed = base64.b64encode(PICTURE).decode()
    assert picture.url == f"data:image/jpeg;base64,{packed}"


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("form", ["url", "b64_json"])
async def test_kontext_is_asked_until_it_is_ready(home: House, up: Upstreams, form: Any) -> None:
    mock = await fireworks(home, up, KONTEXT)
    mock.slow = 2
    async with client(home) as sdk:
        found = await sdk.images.generate(
            model=KONTEXT, prompt="x", size="1792x1024", response_format=form, output_format="png"
        )
    (picture,) = found.data or []
    asked = mock.requests[0].json
    assert asked == {"prompt": "x", "aspect_ratio": "16:9", "output_format": "png"}
    assert [each.path.rpartition("/")[2] for each in mock.requests[1:4]] == ["get_result"] * 3
    ident = mock.requests[1].json["id"]
    if form == "url":
        assert picture.url == f"{mock.base_url}/made/{ident}.jpeg"
    else:
        assert base64.b64decode(picture.b64_json or "") == PICTURE
        assert "authorization" not in mock.last.headers
    (row,) = await home.log()
    assert row.request.charge_nano == PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize(
    ("told", "status", "kind"),
    [("Content Moderated", 400, "content_filter"), ("Error", 503, "overloaded")],
)
@pytest.mark.usefixtures("impatient")
async def test_what_kontext_did_not_make_is_not_charged(
    home: House, up: Upstreams, told: str, status: int, kind: str
) -> None:
    mock = await fireworks(home, up, KONTEXT)
    mock.status = told
    got, _, said = await home.post("/v1/images/generations", {"model": KONTEXT, "prompt": "x"})
    (row,) = await home.log()
    assert (got, row.attempts[0].error_class) == (status, kind), said
    assert told.encode() in said
    assert row.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize(("model", "left"), [(FLUX, 0), (SDXL, 1)])
async def test_what_a_filter_stopped_is_left_out(
    home: House, up: Upstreams, model: str, left: int
) -> None:
    mock = await fireworks(home, up, model)
    mock.stopped = True
    body = {"model": model, "prompt": "x", "n": left + 1}
    status, _, said = await home.post("/v1/images/generations", body)
    (row,) = await home.log()
    assert row.request.charge_nano == left * PER_PICTURE
    if left:
        assert (status, len(json.loads(said)["data"])) == (200, left)
    else:
        assert (status, row.attempts[0].error_class) == (400, "content_filter"), said
    await home.check_ledger()


async def test_refusals_are_fireworks_and_cost_nothing(home: House, up: Upstreams) -> None:
    mock = await fireworks(home, up, FLUX)
    for more, kind in (({"lora": 1}, "bad_request"), ({"n": 2}, "bad_request")):
        status, _, said = await home.post(
            "/v1/images/generations", {"model": FLUX, "prompt": "x", **more}
        )
        assert status == 400, said
        assert (await home.log())[-1].attempts[0].error_class == kind
    assert len(mock.requests) == 1  # several pictures are refused here
    mock.script(Reply(error="rate_limit"))
    status, _, _ = await home.post("/v1/images/generations", {"model": FLUX, "prompt": "x"})
    assert status == 429
    assert not any(row.request.charge_nano for row in await home.log())
    await home.check_ledger()


@pytest.mark.parametrize("model", [WHISPER, HOUSE + WHISPER])
async def test_sound_is_heard_under_the_models_last_name(
    home: House, up: Upstreams, model: str
) -> None:
    mock = up.add(FireworksMock())
    await home.channel(mock, model, provider="fireworks")
    price = json.dumps({model: {"per_second_in": 0.001}})
    await home.gateway.settings_service.set_option("ModelPrice", price)
    async with client(home, strict=False) as sdk:
        for form in ("json", "verbose_json"):
            heard = await sdk.audio.transcriptions.create(
                model=model, file=("a.wav", wav(2.5)), response_format=form
            )
            assert heard.text == SAID
    assert mock.last.json["model"] == WHISPER
    counted, told = await home.log()
    assert (counted.request.charge_nano, counted.request.estimated) == (2_500_000, True)
    assert (told.request.charge_nano, told.request.estimated) == (2_500_000, False)
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "host"), [(WHISPER, "audio-turbo"), (f"{HOUSE}whisper-v3", "audio-prod")]
)
def test_the_hosts_that_hear(model: str, host: str) -> None:
    each = provider("fireworks")
    endpoint = Endpoint(each.base_url, "fw_1", model=model)
    made = each.request(
        Operation.TRANSCRIPTIONS, "openai_transcriptions", endpoint, b"", {}, stream=False
    )
    assert made.url == f"https://{host}.api.fireworks.ai/v1/audio/transcriptions"
    assert form_model(each, endpoint, model) == model.removeprefix(HOUSE)


@pytest.mark.parametrize(
    ("model", "capability"), [(FLUX, Capability.IMAGE), (WHISPER, Capability.TRANSCRIPTION)]
)
async def test_each_is_tested_by_what_it_does(
    home: House, up: Upstreams, model: str, capability: Capability
) -> None:
    mock = up.add(FireworksMock())
    channel = await home.channel(mock, model, provider="fireworks")
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is capability
    result = await home.gateway.channels.test(channel.id, capability=capability)
    assert result.ok, result.failure
