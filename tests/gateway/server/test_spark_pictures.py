"""iFlytek's model that looks at a picture, by WebSocket: its own path, and the picture first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams, Usage
from tests.upstreams.spark import SparkSocketMock

PRICE = {"input": 2, "output": 8}
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
SAID = "Ahoj, 世界: one two"
TOOL: Any = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
LOOKS = "imagev3"


async def look(home: House, *pictures: str, **more: Any) -> tuple[int, bytes]:
    parts = [{"type": "image_url", "image_url": {"url": each}} for each in pictures]
    told = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "What is it?"}, *parts]},
    ]
    status, _, body = await home.chat(LOOKS, messages=told, **more)
    return status, body


async def connect_looking(home: House, up: Upstreams) -> Any:
    mock: Any = up.add(SparkSocketMock())
    await home.channel(mock, LOOKS, provider="spark_websocket")
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps({LOOKS: PRICE}))
    return mock


@pytest.mark.parametrize("streamed", [False, True])
async def test_sparks_model_that_looks_is_shown_a_picture_first(
    home: House, up: Upstreams, streamed: bool
) -> None:
    mock = await connect_looking(home, up)
    mock.always(Reply(text=SAID, usage=Usage(1000, 300)))
    status, body = await look(home, f"data:image/png;base64,{PIXEL}", stream=streamed)
    assert status == 200, body
    assert mock.last.path == "/v2.1/image"
    sent = json.loads(mock.last.body)["payload"]["message"]["text"]
    assert sent == [
        {"role": "user", "content": PIXEL, "content_type": "image"},
        {"role": "user", "content": "Be brief.", "content_type": "text"},
        {"role": "user", "content": "What is it?", "content_type": "text"},
    ]
    (row,) = await home.log()
    assert row.request.charge_nano == 1000 * 2000 + 300 * 8000
    await home.check_ledger()


@pytest.mark.parametrize("pictures", [0, 2])
async def test_sparks_model_that_looks_is_asked_of_one_picture(
    home: House, up: Upstreams, pictures: int
) -> None:
    mock = await connect_looking(home, up)
    status, body = await look(home, *[f"data:image/png;base64,{PIXEL}"] * pictures)
    assert (status, b"one image" in body) == (400, True)
    assert not mock.requests


async def test_sparks_model_that_looks_has_no_tools(home: House, up: Upstreams) -> None:
    mock = await connect_looking(home, up)
    status, _ = await look(home, f"data:image/png;base64,{PIXEL}", tools=[TOOL])
    assert status == 400
    assert not mock.requests
