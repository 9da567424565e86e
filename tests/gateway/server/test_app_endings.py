"""Chats at Dify and Coze that their clients leave are ended there, where they would go on."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.gateway.house import ROOT_KEY, House
from tests.gateway.server.test_apps import connect
from tests.upstreams import Reply, Upstreams
from tests.upstreams.openai_images import PIXEL

BOTH = pytest.mark.parametrize("name", ["dify", "coze"])
WORDS = {"type": "text", "text": "What is it?"}
ADDRESS = f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"
SHOWN = {"type": "image_url", "image_url": {"url": ADDRESS}}


@BOTH
@pytest.mark.parametrize("parts", [[WORDS], [WORDS, SHOWN]], ids=["text", "picture"])
async def test_who_leaves_a_stream_ends_the_chat(
    home: House, up: Upstreams, name: str, parts: Any
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="one two three four", stall_after=4))
    body = {"model": model, "stream": True, "messages": [{"role": "user", "content": parts}]}
    headers = {"Authorization": f"Bearer {ROOT_KEY}"}
    url = f"{home.url}/v1/chat/completions"
    async with home.session.post(url, json=body, headers=headers) as answer:
        await answer.content.readany()
        answer.close()
    await mock.told.wait()
    assert mock.ended == list(mock.chats)
    assert mock.last.headers["authorization"] == f"Bearer {mock.key}"
    await home.settled()
    (row,) = await home.log()
    assert row.request.status == "cancelled"
    assert row.request.charge_nano > 0
    await home.check_ledger()


@BOTH
async def test_a_stop_text_ends_the_chat(home: House, up: Upstreams, name: str) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(chunks=["one ", "STOP two", " three"], reasoning="", stall_after=4))
    status, _, body = await home.chat(model, stream=True, stop="STOP")
    assert (status, b"three" in body) == (200, False)
    await mock.told.wait()
    assert mock.ended == list(mock.chats)
    await home.check_ledger()


@BOTH
async def test_a_chat_that_fails_is_not_ended(home: House, up: Upstreams, name: str) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="one two three", error_in_stream_after=2))
    await home.chat(model, stream=True)
    await home.settled()
    assert mock.ended == []
    assert len(mock.requests) == 1


@BOTH
@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
async def test_a_chat_that_is_over_is_not_ended(
    home: House, up: Upstreams, name: str, streamed: bool
) -> None:
    mock, model = await connect(home, up, name)
    status, _, _ = await home.chat(model, stream=streamed)
    assert status == 200
    await home.settled()
    assert mock.ended == []
    assert len(mock.requests) == 1
