"""Pictures that are too large for Replicate's inputs: uploaded first, paid with the prediction."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from gateway.domain.money import NANO
from gateway.tasks import spawn
from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.replicate import MODEL, ReplicateMock

EDITOR, LISTED = "black-forest-labs/flux-kontext-pro", "google/nano-banana"
PER_PICTURE = 40_000_000
LARGE, OTHER = (PIXEL + bytes([at]) * 300_000 for at in range(2))
FILES = "https://api.replicate.com/v1/files"


def data(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


@pytest.fixture
async def mock(home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch) -> ReplicateMock:
    monkeypatch.setattr("gateway.providers.replicate.provider._AGAIN_S", 0.0)
    made = up.add(ReplicateMock())
    await home.channel(made, EDITOR, LISTED, MODEL, provider="replicate")
    priced = {each: {"per_image": 0.04} for each in (EDITOR, LISTED)}
    prices = json.dumps({**priced, MODEL: {"input": 2, "output": 8}})
    await home.gateway.settings_service.set_option("ModelPrice", prices)
    return made


def predicted(mock: ReplicateMock) -> list[Any]:
    return [each.json["input"] for each in mock.requests if each.path.endswith("/predictions")]


async def test_a_large_picture_is_uploaded_and_paid_once(home: House, mock: ReplicateMock) -> None:
    mock.slow = 2
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        made = await sdk.images.edit(model=EDITOR, image=LARGE, prompt="wider")
    assert len(made.data or []) == 1
    assert mock.files == [("image/png", LARGE)]
    assert predicted(mock) == [{"prompt": "wider", "input_image": f"{FILES}/file-0"}]
    assert mock.requests[0].headers["authorization"] == f"Bearer {mock.key}"
    (row,) = await home.log()
    assert (row.request.charge_nano, len(row.attempts)) == (PER_PICTURE, 1)
    assert home.balance(token) == NANO - PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize(
    ("pictures", "uploaded", "names"),
    [
        ((LARGE, PIXEL, OTHER), [LARGE, OTHER], ["file-0", "", "file-1"]),
        ((LARGE, PIXEL, LARGE), [LARGE], ["file-0", "", "file-0"]),
    ],
    ids=["two", "one twice"],
)
async def test_several_are_uploaded_once_each_and_small_ones_not(
    home: House,
    mock: ReplicateMock,
    pictures: tuple[bytes, ...],
    uploaded: list[bytes],
    names: list[str],
) -> None:
    images = [{"image_url": data(each)} for each in pictures]
    body = {"model": LISTED, "prompt": "x", "images": images}
    status, _, said = await home.post("/v1/images/edits", body)
    assert status == 200, said
    assert [picture for _, picture in mock.files] == uploaded
    (sent,) = predicted(mock)
    assert sent["image_input"] == [f"{FILES}/{each}" if each else data(PIXEL) for each in names]
    await home.check_ledger()


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
async def test_a_chat_shows_what_was_uploaded(
    home: House, mock: ReplicateMock, streamed: bool
) -> None:
    mock.always(Reply(text="a harbour"))
    shown = {"type": "image_url", "image_url": {"url": data(LARGE)}}
    asked = [{"role": "user", "content": [{"type": "text", "text": "What is it?"}, shown]}]
    status, _, said = await home.chat(MODEL, messages=asked, stream=streamed)
    assert (status, b"harbour" in said) == (200, True), said
    (sent,) = predicted(mock)
    assert sent["image"] == f"{FILES}/file-0"
    prediction = next(each for each in mock.requests if each.path.endswith("/predictions"))
    assert ("prefer" in prediction.headers) is not streamed
    (row,) = await home.log()
    assert row.request.charge_nano > 0
    await home.check_ledger()


async def test_an_upload_that_is_refused_costs_nothing(home: House, mock: ReplicateMock) -> None:
    token, key = await home.token(NANO)
    mock.script(Reply(error="too_large"), path="/files")
    body = {"model": EDITOR, "prompt": "x", "image": data(LARGE)}
    status, _, said = await home.post("/v1/images/edits", body, key)
    assert status >= 400, said
    assert predicted(mock) == []
    assert home.balance(token) == NANO
    await home.check_ledger()


async def test_an_upload_without_an_address_is_none(home: House, mock: ReplicateMock) -> None:
    mock.script(Reply(error_status=200, error_body=b'{"urls":{"get":7}}'), path="/files")
    body = {"model": EDITOR, "prompt": "x", "image": data(LARGE)}
    status, _, said = await home.post("/v1/images/edits", body)
    assert status == 502, said
    assert predicted(mock) == []
    await home.check_ledger()


async def test_who_leaves_behind_an_upload_ends_the_prediction(
    home: House, mock: ReplicateMock
) -> None:
    mock.slow = 10**9
    body = {"model": EDITOR, "prompt": "x", "image": data(LARGE)}
    asking = spawn(home.post("/v1/images/edits", body), "a client that leaves")
    await mock.wait_requests(3)
    asking.cancel()
    await mock.told.wait()
    assert len(mock.cancelled) == 1
    await home.settled()
    await home.check_ledger()
