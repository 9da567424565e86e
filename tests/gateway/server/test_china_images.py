"""DashScope's tasks for pictures behind OpenAI's endpoint, paid by the picture."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest

from gateway.services.channels import ChannelChanges
from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Reply, Upstreams, faults
from tests.upstreams.dashscope import DashScopeMock
from tests.upstreams.tests.sdk import openai_sdk

MODEL = "wanx2.1-t2i-turbo"
PER_PICTURE = 20_000_000


@pytest.fixture
async def mock(home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch) -> DashScopeMock:
    """A channel to DashScope that is asked often, its pictures at two cents."""
    monkeypatch.setattr("gateway.providers.dashscope.images._ASK_EVERY_S", 0.005)
    made = up.add(DashScopeMock())
    await home.channel(made, MODEL, "qwen-image-2.0", provider="dashscope")
    price = json.dumps({MODEL: {"per_image": 0.02}})
    await home.gateway.settings_service.set_option("ModelPrice", price)
    return made


async def test_pictures_by_address_and_packed(home: House, mock: DashScopeMock) -> None:
    client = openai_sdk(f"{home.url}/v1", ROOT_KEY, max_retries=0)
    found = await client.images.generate(model=MODEL, prompt="A 母港", n=2, size="1024x1024")
    urls = [each.url for each in found.data or []]
    assert urls == [f"{mock.origin}/dashscope-own/pictures/{at}.png" for at in range(2)]
    submitted = next(each for each in mock.requests if each.method == "POST").json
    assert submitted == {
        "model": MODEL,
        "input": {"prompt": "A 母港"},
        "parameters": {"n": 2, "size": "1024*1024"},
    }
    packed = await client.images.generate(model=MODEL, prompt="x", response_format="b64_json")
    (picture,) = packed.data or []
    assert base64.b64decode(picture.b64_json or "") == b"\x89PNG picture"
    asked = len(mock.requests)
    newer = await client.images.generate(model="qwen-image-2.0", prompt="x", n=2)
    assert len(newer.data or []) == 2
    assert len(mock.requests) == asked + 1
    await client.close()
    rows = await home.log()
    charges = [2 * PER_PICTURE, PER_PICTURE, 2 * 35_000_000]
    assert [row.request.charge_nano for row in rows] == charges
    assert not any(row.request.estimated for row in rows)
    await home.check_ledger()


async def test_what_fails_costs_nothing(home: House, mock: DashScopeMock) -> None:
    body = {"model": MODEL, "prompt": "x"}
    mock.script(Reply(finish="FAILED"))
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, b"error" in said) == (400, True)
    assert (await home.log())[-1].attempts[0].error_class == "content_filter"
    mock.script(faults.failing("rate_limit"))
    assert (await home.post("/v1/images/generations", body))[0] == 429
    await home.gateway.channels.resume(1)
    status, _, said = await home.post("/v1/images/generations", {**body, "size": "big"})
    assert status == 400
    assert b"size must be like" in said
    rows = await home.log()
    assert not any(row.request.charge_nano for row in rows)
    await home.check_ledger()


async def test_who_leaves_pays_for_what_is_being_made(
    home: House, mock: DashScopeMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, key = await home.token(balance_nano=10 * PER_PICTURE)
    asked = asyncio.create_task(
        home.post("/v1/images/generations", {"model": MODEL, "prompt": "x", "n": 3}, key)
    )
    await mock.wait_requests(1)
    for task in mock.tasks.values():
        task.endless = True
    await mock.wait_requests(3)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    await home.settled()
    row = (await home.log())[-1]
    assert (row.request.status, row.request.charge_nano) == ("cancelled", 3 * PER_PICTURE)
    assert home.balance(token) == 7 * PER_PICTURE
    assert mock.cancelled == []  # what has begun goes on
    assert not any(each.path.endswith("/cancel") for each in mock.requests)
    await home.check_ledger()


async def test_who_leaves_takes_a_task_out_of_the_queue(home: House, mock: DashScopeMock) -> None:
    mock.queued = True
    asked = asyncio.create_task(
        home.post("/v1/images/generations", {"model": MODEL, "prompt": "x"})
    )
    await mock.wait_requests(3)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    await mock.told.wait()
    assert mock.cancelled == list(mock.tasks)
    assert mock.last.headers["authorization"] == f"Bearer {mock.key}"
    await home.settled()
    await home.check_ledger()


async def test_a_task_that_never_ends_is_given_up(home: House, mock: DashScopeMock) -> None:
    await home.gateway.channels.update(1, ChannelChanges(first_token_timeout_s=1))
    sent: Any = asyncio.create_task(
        home.post("/v1/images/generations", {"model": MODEL, "prompt": "x"})
    )
    await mock.wait_requests(1)
    for task in mock.tasks.values():
        task.endless = True
    status, _, _ = await sent
    assert status == 504
    assert (await home.log())[-1].attempts[0].error_class == "timeout"
    await home.check_ledger()
