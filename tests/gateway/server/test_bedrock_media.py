"""Pictures, edits, rankings and embeddings of Bedrock's models, for OpenAI's clients."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.channel import ChannelDraft, Secret
from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.bedrock import BedrockMock
from tests.upstreams.bedrock_pictures import CORE, LARGE, PICTURE, grey_rows
from tests.upstreams.openai_images import PIXEL

INPAINT = "us.stability.stable-image-inpaint-v1:0"
ERASE = "us.stability.stable-image-erase-object-v1:0"
TRANSFER = "us.stability.stable-style-transfer-v1:0"
COHERE, AMAZON = "cohere.rerank-v3-5:0", "amazon.rerank-v1:0"
PER_PICTURE = 1_000_000
DATA = base64.b64encode(PIXEL).decode()
DOCUMENTS = ["Bread is baked", {"text": "Paris is the capital of France"}, "the sea"]
RANKED = {"query": "the capital of France", "documents": DOCUMENTS}


async def bedrock(home: House, up: Upstreams, *models: str, **fields: Any) -> BedrockMock:
    mock = up.clouds.bedrock
    await home.channel(mock, *models, **fields)
    prices = {each: {"per_image": 0.001} for each in models if "stability." in each}
    prices |= {each: {"per_query": 0.002} for each in models if "rerank" in each}
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps(prices))
    return mock


@pytest.mark.parametrize("by_key", [True, False])
@pytest.mark.parametrize("form", ["b64_json", "url"])
async def test_stability_draws(home: House, up: Upstreams, by_key: bool, form: Any) -> None:
    mock = up.clouds.bedrock
    keys = tuple(mock.api_keys) if by_key else (mock.default_key,)
    await bedrock(home, up, CORE, keys=keys)
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        found = await sdk.images.generate(
            model=CORE,
            prompt="A 母港",
            size="1536x1024",
            response_format=form,
            output_format="jpeg",
            user="u",
            extra_body={"seed": 7},
        )
    (made,) = found.data or []
    if form == "url":
        assert (made.url or "").startswith("data:image/png;base64,")
    else:
        assert base64.b64decode(made.b64_json or "") == PICTURE
    assert mock.last.path == f"/model/{CORE}/invoke"
    assert mock.last.json == {
        "prompt": "A 母港",
        "seed": 7,
        "aspect_ratio": "3:2",
        "output_format": "jpeg",
    }
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (PER_PICTURE, False)
    assert home.balance(token) == NANO - PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "asked", "sent"),
    [
        (
            LARGE,
            {"extra_body": {"strength": 0.4}, "size": "1024x1024"},
            {"prompt": "wider", "image": DATA, "mode": "image-to-image", "strength": 0.4},
        ),
        (LARGE, {}, {"prompt": "wider", "image": DATA, "mode": "image-to-image", "strength": 0.7}),
        (ERASE, {"extra_body": {"grow_mask": 9}}, {"image": DATA, "grow_mask": 9}),
        (
            "us.stability.stable-outpaint-v1:0",
            {"extra_body": {"left": 100, "creativity": 0.5}},
            {"prompt": "wider", "image": DATA, "left": 100, "creativity": 0.5},
        ),
        (
            "us.stability.stable-image-search-replace-v1:0",
            {"extra_body": {"search_prompt": "the cat"}},
            {"prompt": "wider", "image": DATA, "search_prompt": "the cat"},
        ),
        ("us.stability.stable-image-remove-background-v1:0", {}, {"image": DATA}),
        (
            TRANSFER,
            {"image": [PIXEL, PIXEL]},
            {"prompt": "wider", "init_image": DATA, "style_image": DATA},
        ),
    ],
)
async def test_stability_edits_what_a_form_holds(
    home: House, up: Upstreams, model: str, asked: dict[str, Any], sent: dict[str, Any]
) -> None:
    mock = await bedrock(home, up, model)
    wanted: dict[str, Any] = {"image": PIXEL, **asked}
    async with client(home) as sdk:
        made = await sdk.images.edit(model=model, prompt="wider", **wanted)
    assert made.data is not None
    assert base64.b64decode(made.data[0].b64_json or "") == PICTURE
    assert mock.last.json == sent
    (row,) = await home.log()
    assert row.request.charge_nano == PER_PICTURE
    await home.check_ledger()


def mask(rows: list[list[int]], kind: int) -> bytes:
    """A PNG with these values of alpha, its rows filtered in one way or another."""
    width, channels = len(rows[0]), 4
    packed, above = b"", bytes(width * channels)
    for values in rows:
        row = bytes(byte for alpha in values for byte in (9, 8, 7, alpha))
        filtered = bytearray()
        for at, value in enumerate(row):
            left = row[at - channels] if at >= channels else 0
            corner = above[at - channels] if at >= channels else 0
            up, paeth = above[at], left + above[at] - corner
            nearest = min((left, up, corner), key=lambda each: abs(paeth - each))
            guess = (0, left, up, (left + up) // 2, nearest)[kind]
            filtered.append((value - guess) % 256)
        packed += bytes([kind]) + bytes(filtered)
        above = row

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, len(rows), 8, 6, 0, 0, 0)
    body = zlib.compress(packed)
    return PIXEL[:8] + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("filtered", range(5))
async def test_a_mask_is_white_where_openais_is_clear(
    home: House, up: Upstreams, filtered: int
) -> None:
    mock = await bedrock(home, up, INPAINT)
    rows = [[0, 255, 17, 200], [255, 0, 40, 40], [3, 250, 128, 0]]
    async with client(home) as sdk:
        await sdk.images.edit(
            model=INPAINT, image=PIXEL, mask=mask(rows, filtered), prompt="a boat"
        )
    sent = base64.b64decode(mock.last.json["mask"])
    assert [list(row) for row in grey_rows(sent)] == [[255 - v for v in row] for row in rows]
    await home.check_ledger()


async def test_a_mask_without_transparency_stays_as_it_is(home: House, up: Upstreams) -> None:
    mock = await bedrock(home, up, INPAINT)
    grey = b"\xff\xd8\xff a mask in black and white"
    picture = {"image_url": f"data:image/png;base64,{DATA}"}
    masked = {"image_url": f"data:image/jpeg;base64,{base64.b64encode(grey).decode()}"}
    body = {"model": INPAINT, "prompt": "a boat", "images": [picture], "mask": masked}
    status, _, said = await home.post("/v1/images/edits", body)
    assert status == 200, said
    assert base64.b64decode(mock.last.json["mask"]) == grey


@pytest.mark.parametrize(
    ("model", "asked", "param"),
    [
        (CORE, {}, "model"),
        ("amazon.nova-canvas-v1:0", {}, "model"),
        (LARGE, {"n": 2}, "n"),
        (LARGE, {"mask": PIXEL}, "mask"),
        (INPAINT, {"mask": PIXEL[:40]}, "mask"),
        (INPAINT, {"image": [PIXEL, PIXEL]}, "image"),
        (TRANSFER, {}, "image"),
        (LARGE, {"extra_body": {"strength": "much"}}, "strength"),
    ],
)
async def test_what_a_model_cannot_do_is_refused_before_anything_is_sent(
    home: House, up: Upstreams, model: str, asked: dict[str, Any], param: str
) -> None:
    mock = await bedrock(home, up, model)
    wanted: dict[str, Any] = {"image": PIXEL, **asked}
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.images.edit(model=model, prompt="x", **wanted)
    assert refused.value.param == param
    assert mock.requests == []
    (row,) = await home.log()
    assert row.request.charge_nano == 0
    await home.check_ledger()


async def test_an_editor_draws_nothing(home: House, up: Upstreams) -> None:
    mock = await bedrock(home, up, INPAINT)
    status, _, said = await home.post("/v1/images/generations", {"model": INPAINT, "prompt": "x"})
    assert (status, mock.requests) == (400, []), said


@pytest.mark.parametrize(
    ("reason", "status", "failure"),
    [
        ("Filter reason: prompt", 400, "content_filter"),
        ("Inference error", 503, "overloaded"),
    ],
)
async def test_what_was_stopped_costs_nothing(
    home: House, up: Upstreams, reason: str, status: int, failure: str
) -> None:
    mock = await bedrock(home, up, CORE)
    mock.stopped = reason
    token, key = await home.token(NANO)
    body = {"model": CORE, "prompt": "x"}
    got, _, said = await home.post("/v1/images/generations", body, key)
    (row,) = await home.log()
    assert (got, row.attempts[0].error_class) == (status, failure), said
    assert (row.request.charge_nano, home.balance(token)) == (0, NANO)
    await home.check_ledger()


@pytest.mark.parametrize(
    ("kind", "status", "failure"),
    [
        ("bad_key", 502, "bad_key"),
        ("rate_limit", 429, "rate_limit"),
        ("bad_request", 400, "bad_request"),
    ],
)
@pytest.mark.parametrize("path", ["images/generations", "rerank"])
async def test_refusals_cost_nothing(
    home: House, up: Upstreams, path: str, kind: Any, status: int, failure: str
) -> None:
    mock = await bedrock(home, up, CORE, COHERE)
    mock.script(Reply(error=kind))
    model = COHERE if path == "rerank" else CORE
    got, _, said = await home.post(f"/v1/{path}", {"model": model, "prompt": "x", **RANKED})
    (row,) = await home.log()
    assert (got, row.attempts[0].error_class) == (status, failure), said
    assert row.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize("billed", [True, False])
@pytest.mark.parametrize("model", [COHERE, AMAZON])
async def test_documents_are_ranked_and_paid_by_the_search(
    home: House, up: Upstreams, model: str, billed: bool
) -> None:
    mock = await bedrock(home, up, model)
    mock.bills_searches = billed
    body = {"model": model, **RANKED, "top_n": 2, "return_documents": True}
    status, _, said = await home.post("/v1/rerank", body)
    assert status == 200, said
    results = json.loads(said)["results"]
    assert [each["index"] for each in results] == [1, 2]
    assert results[0]["document"] == {"text": "Paris is the capital of France"}
    texts = ["Bread is baked", "Paris is the capital of France", "the sea"]
    own = {"api_version": 2, "top_n": 2} if model == COHERE else {}
    assert mock.last.json == {"query": RANKED["query"], "documents": texts, **own}
    assert mock.last.path == f"/model/{model}/invoke"
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (2_000_000, not billed)
    await home.check_ledger()


@pytest.mark.parametrize("body", [b"[]", b"<", b'{"results":[{"index":7}]}'])
async def test_an_answer_without_a_ranking_is_none(home: House, up: Upstreams, body: bytes) -> None:
    mock = await bedrock(home, up, COHERE)
    mock.script(Reply(error_status=200, error_body=body))
    status, _, said = await home.post("/v1/rerank", {"model": COHERE, **RANKED})
    assert status == 502, said
    await home.check_ledger()


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize(
    ("model", "size"),
    [("amazon.titan-embed-image-v1", 256), ("amazon.nova-2-multimodal-embeddings-v1:0", 384)],
)
async def test_amazons_later_models_embed(
    home: House, up: Upstreams, model: str, size: int, counts: bool
) -> None:
    mock = await bedrock(home, up, model)
    mock.counts = counts
    async with client(home) as sdk:
        made = await sdk.embeddings.create(
            model=model, input="Ahoj", dimensions=size, encoding_format="float"
        )
    assert len(made.data[0].embedding) == size
    assert str(size) in json.dumps(mock.last.json)
    (row,) = await home.log()
    assert row.request.charge_nano > 0
    assert row.request.estimated is (not counts and "nova" in model)
    await home.check_ledger()


async def test_its_models_are_known_for_what_they_are(home: House, up: Upstreams) -> None:
    mock = up.clouds.bedrock
    draft = ChannelDraft("aws_bedrock", base_url=mock.base_url, keys=(Secret(mock.key),))
    listed = {each.id: each.kind for each in await home.gateway.channels.fetch_models(draft)}
    own = {"stability.stable-image-inpaint-v1:0": "", INPAINT.replace("us.", "eu."): "other"}
    kinds = {AMAZON: "rerank", COHERE: "rerank", CORE: "image", LARGE: "image"}
    assert {each: listed.get(each, "") for each in (*kinds, *own)} == kinds | own
    channel = await home.channel(mock, COHERE, CORE, INPAINT)
    plans = home.gateway.channels.test_plans(channel.id)
    assert {each.capability: each.model for each in plans} == {
        Capability.RERANK: COHERE,
        Capability.IMAGE: CORE,
    }
    found = await home.gateway.channels.test(channel.id, capability=Capability.RERANK)
    assert found.ok, found.failure
    drawn = await home.gateway.channels.test(channel.id, capability=Capability.IMAGE)
    assert drawn.ok, drawn.failure
    assert drawn.picture == PICTURE
