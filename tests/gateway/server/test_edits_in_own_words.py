"""Pictures edited by models of Together, SiliconFlow, MiniMax, Doubao and Qianfan, each asked in
its own words, for forms of OpenAI's clients and for JSON.
"""

from __future__ import annotations

import base64
import json
import struct
import zlib
from typing import Any

import openai
import pytest

from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.bedrock_pictures import grey_rows
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.vendor_edits import EDITORS, IRAG, KONTEXT
from tests.upstreams.vendor_pictures import MODELS, PICTURE, PicturesMock

PER_PICTURE = 20_000_000
DATA = "data:image/png;base64," + base64.b64encode(PIXEL).decode()
ADDRESS = "https://pictures.example/boat.png"
MASK = b"\xff\xd8\xff mask"
MASK_DATA = "data:image/jpeg;base64," + base64.b64encode(MASK).decode()
SENT: dict[str, dict[str, Any]] = {
    "together": {"reference_images": [DATA, DATA], "width": 1536, "height": 1024},
    "siliconflow": {"image": DATA, "image2": DATA},
    "minimax": {
        "aspect_ratio": "3:2",
        "subject_reference": [{"type": "character", "image_file": DATA}] * 2,
    },
    "doubao": {"image": [DATA, DATA], "size": "2352x1568"},
    "qianfan": {"image": [DATA, DATA], "size": "1536x1024"},
}
VENDORS = pytest.mark.parametrize("vendor", sorted(SENT))


def clear_png(row: list[int]) -> bytes:
    """A row of grey pixels with these values of alpha."""
    pixels = b"\0" + bytes(value for alpha in row for value in (9, alpha))
    head = struct.pack(">IIBBBBB", len(row), 1, 8, 4, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    made = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks:
        made += (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )
    return made


async def editor(home: House, up: Upstreams, vendor: str, model: str = "") -> PicturesMock:
    model = model or EDITORS[vendor]
    mock = up.add(PicturesMock(vendor, model))
    await home.channel(mock, model, provider=vendor)
    price = json.dumps({model: {"per_image": 0.02}})
    await home.gateway.settings_service.set_option("ModelPrice", price)
    return mock


@VENDORS
async def test_a_form_is_asked_for_in_the_vendors_words(
    home: House, up: Upstreams, vendor: str
) -> None:
    mock = await editor(home, up, vendor)
    async with client(home, strict=False) as sdk:
        made = await sdk.images.edit(
            model=EDITORS[vendor],
            image=[PIXEL, PIXEL],
            prompt="A red 船",
            size="1536x1024",
            quality="high",
            background="opaque",
            extra_body={"seed": 7},
        )
    assert [each.url for each in made.data or []] == [f"{mock.origin}/{mock.name}/pictures/0.png"]
    told = {"model": EDITORS[vendor], "prompt": "A red 船", "seed": 7}
    assert mock.last.json == {**told, **SENT[vendor]}
    assert mock.last.headers["content-type"] == "application/json"
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (PER_PICTURE, False)
    await home.check_ledger()


@VENDORS
async def test_an_address_is_handed_on_and_never_asked(
    home: House, up: Upstreams, vendor: str
) -> None:
    mock = await editor(home, up, vendor)
    body = {"model": EDITORS[vendor], "prompt": "x", "images": [{"image_url": ADDRESS}]}
    status, _, said = await home.post("/v1/images/edits", body)
    assert status == 200, said
    assert ADDRESS.encode() in mock.last.body
    assert len(mock.requests) == 1
    await home.check_ledger()


@VENDORS
async def test_edited_pictures_as_data(home: House, up: Upstreams, vendor: str) -> None:
    await editor(home, up, vendor)
    async with client(home, strict=False) as sdk:
        made = await sdk.images.edit(
            model=EDITORS[vendor], image=PIXEL, prompt="x", response_format="b64_json"
        )
    (picture,) = made.data or []
    assert base64.b64decode(picture.b64_json or "") == PICTURE
    await home.check_ledger()


async def test_kontext_takes_one_picture_by_a_name_of_its_own(home: House, up: Upstreams) -> None:
    mock = await editor(home, up, "together", KONTEXT)
    async with client(home, strict=False) as sdk:
        await sdk.images.edit(model=KONTEXT, image=PIXEL, prompt="x")
        assert mock.last.json == {"model": KONTEXT, "prompt": "x", "image_url": DATA}
        with pytest.raises(openai.BadRequestError, match="one picture"):
            await sdk.images.edit(model=KONTEXT, image=[PIXEL, PIXEL], prompt="x")
    assert len(mock.requests) == 1


async def test_irag_repaints_where_a_mask_is_white(home: House, up: Upstreams) -> None:
    mock = await editor(home, up, "qianfan", IRAG)
    async with client(home, strict=False) as sdk:
        await sdk.images.edit(model=IRAG, image=PIXEL, mask=MASK, prompt="a hat")
        given = {"model": IRAG, "prompt": "a hat", "image": DATA}
        assert mock.last.json == {**given, "mask": MASK_DATA}
        await sdk.images.edit(model=IRAG, image=PIXEL, prompt="a hat")
        assert mock.last.json == {**given, "feature": "variation"}
    await home.check_ledger()


async def test_a_mask_clear_where_a_picture_changes_becomes_white_there(
    home: House, up: Upstreams
) -> None:
    mock = await editor(home, up, "qianfan", IRAG)
    async with client(home, strict=False) as sdk:
        await sdk.images.edit(model=IRAG, image=PIXEL, mask=clear_png([0, 255, 17]), prompt="x")
        sent = base64.b64decode(mock.last.json["mask"].removeprefix("data:image/png;base64,"))
        assert [list(row) for row in grey_rows(sent)] == [[255, 0, 238]]
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.images.edit(model=IRAG, image=PIXEL, mask=PIXEL[:40], prompt="x")
    assert refused.value.param == "mask"
    assert len(mock.requests) == 1
    await home.check_ledger()


@pytest.mark.parametrize(
    ("vendor", "asked", "param"),
    [
        *[(vendor, {"mask": MASK}, "mask") for vendor in sorted(SENT)],
        *[(vendor, {"image": b"no picture"}, "image") for vendor in sorted(SENT)],
        ("siliconflow", {"image": [PIXEL] * 4}, "image"),
        ("siliconflow", {"n": 2}, "n"),
        ("doubao", {"image": [PIXEL] * 15}, "image"),
        ("doubao", {"n": 2}, "n"),
        ("qianfan", {"image": [PIXEL] * 4}, "image"),
    ],
)
async def test_what_a_vendor_does_not_take_is_refused_before_anything_is_sent(
    home: House, up: Upstreams, vendor: str, asked: dict[str, Any], param: str
) -> None:
    mock = await editor(home, up, vendor)
    wanted: dict[str, Any] = {"image": PIXEL, **asked}
    async with client(home, strict=False) as sdk:
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.images.edit(model=EDITORS[vendor], prompt="x", **wanted)
    assert refused.value.param == param
    assert mock.requests == []
    (row,) = await home.log()
    assert row.request.charge_nano == 0
    await home.check_ledger()


@VENDORS
async def test_a_vendors_refusal_costs_nothing(home: House, up: Upstreams, vendor: str) -> None:
    mock = await editor(home, up, vendor)
    mock.script(Reply(error="content_filter" if vendor == "doubao" else "bad_request"))
    body = {"model": EDITORS[vendor], "prompt": "x", "image": DATA}
    status, _, said = await home.post("/v1/images/edits", body)
    assert 400 <= status < 500, said
    (row,) = await home.log()
    assert (row.request.charge_nano, row.attempts[0].cost_nano) == (0, 0)
    await home.check_ledger()


async def test_of_a_group_only_what_was_made_is_paid(home: House, up: Upstreams) -> None:
    mock = await editor(home, up, "doubao")
    mock.blocked = 2
    body = {"model": EDITORS["doubao"], "prompt": "x", "image": ADDRESS}
    group = {"sequential_image_generation": "auto"}
    status, _, said = await home.post("/v1/images/edits", {**body, **group})
    assert status == 200, said
    assert mock.last.json == {**body, **group}
    (row,) = await home.log()
    assert row.request.charge_nano == PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize(
    ("asked", "sent"),
    [("1024x1024", "1920x1920"), ("1024x1536", "1568x2352"), ("2K", "2K"), ("4096x4096",) * 2],
)
async def test_seedream_draws_no_smaller_than_it_can(
    home: House, up: Upstreams, asked: str, sent: str
) -> None:
    mock = await editor(home, up, "doubao")
    body = {"model": MODELS["doubao"], "prompt": "x", "size": asked, "n": 1}
    status, _, said = await home.post("/v1/images/generations", body)
    assert status == 200, said
    assert mock.last.json == {"model": MODELS["doubao"], "prompt": "x", "size": sent}
