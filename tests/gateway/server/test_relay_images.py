"""Images through a real gateway: made, edited and varied, paid by the picture or by tokens."""

from __future__ import annotations

import json
from fractions import Fraction

import openai
import pytest

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, media_mock
from tests.upstreams import Reply, Upstreams
from tests.upstreams.openai_images import PIXEL

CAT = {"prompt": "a cat"}


async def charges(home: House) -> list[int]:
    await home.check_ledger()
    return [entry.request.charge_nano for entry in await home.log()]


async def test_dall_e_is_paid_by_the_picture_its_size_and_its_quality(
    home: House, up: Upstreams
) -> None:
    await home.channel(media_mock(up), "dall-e-2", "dall-e-3")
    token, key = await home.token(10 * NANO)
    async with client(home, key) as sdk:
        small = await sdk.images.generate(model="dall-e-2", n=3, size="256x256", **CAT)
        assert small.data is not None
        assert [bool(one.url) for one in small.data] == [True] * 3
        await sdk.images.generate(model="dall-e-3", size="1792x1024", quality="hd", **CAT)
        await sdk.images.generate(model="dall-e-3", **CAT)
        await sdk.images.generate(**CAT)  # OpenAI's default, DALL-E 2
    assert await charges(home) == [3 * 16_000_000, 120_000_000, 40_000_000, 20_000_000]
    assert home.balance(token) == 10 * NANO - 228_000_000
    rows = await home.log()
    assert {row.request.dialect_in for row in rows} == {"openai_images"}
    assert rows[0].request.endpoint == "/v1/images/generations"
    assert json.loads(rows[0].request.price_json)["lines"] == [["images", 3, "16000"]]
    assert rows[-1].request.requested_model == "dall-e-2"
    assert not any(row.request.estimated for row in rows)


async def test_gpt_image_is_paid_by_tokens_each_kind_at_its_price(
    home: House, up: Upstreams
) -> None:
    mock = media_mock(up)
    await home.channel(mock, "gpt-image-1")
    async with client(home) as sdk:
        made = await sdk.images.generate(model="gpt-image-1", n=2, quality="low", **CAT)
        assert made.usage is not None
        assert made.usage.output_tokens == 544
        await sdk.images.edit(model="gpt-image-1", image=[PIXEL, PIXEL], prompt="wider")
    # $5 a million of text, $10 of pictures read, $40 of pictures made
    assert await charges(home) == [2 * 5_000 + 544 * 40_000, 2 * 5_000 + 646 * 10_000 + 42_240_000]
    assert [file.data for file in mock.last.files["image"]] == [PIXEL, PIXEL]


async def test_streamed_pictures_pass_and_are_paid_once(home: House, up: Upstreams) -> None:
    await home.channel(media_mock(up), "gpt-image-1")
    async with client(home) as sdk:
        stream = await sdk.images.generate(
            model="gpt-image-1", stream=True, partial_images=2, quality="low", **CAT
        )
        kinds = [event.type async for event in stream]
    assert kinds == ["image_generation.partial_image"] * 2 + ["image_generation.completed"]
    (row,) = await home.log()
    assert row.request.stream
    assert row.request.first_token_ms > 0
    assert await charges(home) == [2 * 5_000 + 272 * 40_000]


async def test_what_the_answer_does_not_say_is_estimated(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "gpt-image-1")
    mock.script(Reply(usage=None))
    await home.post("/v1/images/generations", {"model": "gpt-image-1", "quality": "low", **CAT})
    (row,) = await home.log()
    assert row.request.estimated
    assert row.request.output_tokens == 272
    assert row.request.charge_nano > 272 * 40_000


async def test_variations_go_to_their_own_endpoint_under_the_mapped_name(
    home: House, up: Upstreams
) -> None:
    mock = media_mock(up)
    await home.channel(mock, "dall-e-2", aliases={"painter": "dall-e-2"})
    async with client(home) as sdk:
        picture = ('böse "x".png', PIXEL)
        with pytest.warns(DeprecationWarning, match="deprecated"):
            asked = sdk.images.create_variation(image=picture, model="painter", n=2)
        await asked
    assert mock.last.path == "/v1/images/variations"
    assert mock.last.json == {"model": "dall-e-2", "n": "2"}
    assert [file.data for file in mock.last.files["image"]] == [PIXEL]
    (row,) = await home.log()
    assert (row.request.requested_model, row.request.sent_model) == ("painter", "dall-e-2")
    assert await charges(home) == [40_000_000]


async def test_edits_as_json_pass_as_they_are(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "gpt-image-1")
    body = (
        b'{"prompt": "wider",  "model":"gpt-image-1",'
        b' "images":[{"image_url":"https://h.example/a.png"}]}'
    )
    status, _, _ = await home.post("/v1/images/edits", body, **{"Content-Type": "application/json"})
    assert status == 200
    assert mock.last.body == body


async def test_a_limited_payer_is_held_to_what_a_picture_costs(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "dall-e-3", "gpt-image-1")
    token, key = await home.token(79_000_000)
    for body in ({"model": "dall-e-3", "size": "1024x1792"}, {"model": "gpt-image-1"}):
        status, headers, _ = await home.post("/v1/images/generations", {**body, **CAT}, key)
        assert (status, headers["x-homeport-error"]) == (402, "insufficient_quota")
    assert mock.requests == []
    status, _, _ = await home.post("/v1/images/generations", {"model": "dall-e-3", **CAT}, key)
    assert status == 200
    await home.check_ledger()
    assert home.balance(token) == 39_000_000


async def test_a_model_whose_price_is_not_about_pictures_has_none(
    home: House, up: Upstreams
) -> None:
    mock = media_mock(up)
    await home.channel(mock, "dall-e-2")
    await home.price(dall_e_2={"per_second_in": 1})
    _, key = await home.token(NANO)
    status, headers, _ = await home.post("/v1/images/generations", CAT, key)
    assert (status, headers["x-homeport-error"]) == (403, "model_unpriced")
    assert mock.requests == []
    status, _, _ = await home.post("/v1/images/generations", CAT)
    assert status == 200
    row = (await home.log())[-1]
    assert json.loads(row.request.price_json)["source"] == "unpriced"


async def test_one_apis_ratio_counts_a_picture_as_a_thousand_tokens(
    home: House, up: Upstreams
) -> None:
    """Times its size's ratio: 1.25 for the usual one of dall-e-2."""
    await home.channel(media_mock(up), "dall-e-2")
    await home.gateway.settings_service.set_option("ModelRatio", json.dumps({"dall-e-2": 10}))
    await home.post("/v1/images/generations", {"n": 2, **CAT})
    assert await charges(home) == [2 * 25_000_000]
    (row,) = await home.log()
    (line,) = json.loads(row.request.price_json)["lines"]
    assert Fraction(line[2]) * line[1] / 10**6 == Fraction("0.05")


async def test_what_cannot_be_read_costs_nothing(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "dall-e-2")
    for body, param in (
        ({"n": 0}, "n"),
        ({"n": "many"}, "n"),
        ({"model": 7}, "model"),
        ({"stream": "perhaps"}, "stream"),
    ):
        status, _, answer = await home.post("/v1/images/generations", {**CAT, **body})
        assert status == 400
        assert json.loads(answer)["error"]["param"] == param
    assert mock.requests == []
    await home.check_ledger()


async def test_openais_own_refusal_passes(home: House, up: Upstreams) -> None:
    await home.channel(media_mock(up), "dall-e-3")
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as caught:
            await sdk.images.generate(model="dall-e-3", n=2, **CAT)
    assert caught.value.param == "n"
    assert await charges(home) == [0]
