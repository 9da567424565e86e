"""Files and batches sent again under their idempotency key are made once."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import aiohttp
import anthropic
import openai
import pytest

from gateway.relay import replays
from tests.gateway.house import ROOT_KEY, House
from tests.gateway.server.test_files_and_batches import CHAT, client_of, jsonl, line
from tests.gateway.server.test_message_batches import MODEL as CLAUDE
from tests.gateway.server.test_message_batches import request
from tests.upstreams import Upstreams, faults
from tests.upstreams.record import Exchange

ONCE = {"Idempotency-Key": "one"}


@pytest.fixture
async def served(home: House, up: Upstreams) -> House:
    await home.channel(up.openai, "gpt-4o", provider="openai")
    await home.channel(up.anthropic, CLAUDE)
    await home.price(gpt_4o={"input": 2, "output": 8})
    return home


def posts(up: Upstreams, path: str) -> list[Exchange]:
    return [sent for sent in up.openai.requests if (sent.method, sent.path) == ("POST", path)]


async def upload(
    home: House, data: bytes, *, name: str = "a.bin", key: str = ROOT_KEY
) -> tuple[int, dict[str, str], Any]:
    """Under the key ``one``, and a boundary of its own."""
    form = aiohttp.FormData()
    form.add_field("purpose", "user_data")
    form.add_field("file", io.BytesIO(data), filename=name)
    headers = {"Authorization": f"Bearer {key}", **ONCE}
    async with home.session.post(f"{home.url}/v1/files", data=form, headers=headers) as answer:
        told = {name.lower(): value for name, value in answer.headers.items()}
        return answer.status, told, await answer.json()


class Gate:
    """Holds a mock's next answer of a kind up; what it does is done before."""

    def __init__(self, up: Upstreams, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.opened = asyncio.Event(), asyncio.Event()
        handler = getattr(up.openai.batches, what)

        async def held(call: Any) -> Any:
            self.reached.set()
            await self.opened.wait()
            return await handler(call)

        monkeypatch.setattr(up.openai.batches, what, held)


@pytest.mark.parametrize("size", [100, 3 * 2**20])
async def test_a_file_is_put_once(served: House, up: Upstreams, size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    status, headers, first = await upload(served, data)
    assert (status, "x-homeport-replayed" in headers) == (200, False)
    status, headers, again = await upload(served, data)
    assert (status, headers["x-homeport-replayed"]) == (200, "true")
    assert again == first
    assert len(posts(up, "/v1/files")) == 1
    for changed in (upload(served, data[:-1] + b"?"), upload(served, data, name="b.bin")):
        status, headers, body = await changed
        assert (status, body["error"]["code"]) == (422, "idempotency_key_reused")
    _, yours = await served.token(name="guest")
    assert (await upload(served, data, key=yours))[2]["id"] != first["id"]
    assert len(posts(up, "/v1/files")) == 2
    async with client_of(served) as sdk:
        assert (await sdk.files.content(first["id"])).content == data


async def test_a_file_on_its_way_is_waited_for(
    served: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(up, "upload", monkeypatch)
    sent = [asyncio.ensure_future(upload(served, b"data"))]
    await gate.reached.wait()
    with monkeypatch.context() as patched:
        patched.setattr(replays, "WAIT_S", 0.0)
        status, _, body = await upload(served, b"data")
    assert (status, body["error"]["code"]) == (409, "idempotency_key_in_use")
    sent += [asyncio.ensure_future(upload(served, b"data")) for _ in range(2)]
    gate.opened.set()
    answers = await asyncio.gather(*sent)
    assert {each[0] for each in answers} == {200}
    assert len({each[2]["id"] for each in answers}) == 1
    assert len(posts(up, "/v1/files")) == 1


async def test_what_failed_or_was_left_counts_as_not_sent(
    served: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    up.openai.script(faults.failing("bad_request"), path="/v1/files")
    assert (await upload(served, b"data"))[0] == 400
    with monkeypatch.context() as patched:
        gate = Gate(up, "upload", patched)
        leaving = asyncio.ensure_future(upload(served, b"data"))
        await gate.reached.wait()
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        await up.openai.wait_idle()
    status, headers, _ = await upload(served, b"data")
    assert (status, "x-homeport-replayed" in headers) == (200, False)
    assert len(posts(up, "/v1/files")) == 3


async def test_a_batch_is_started_once_by_openais_package(served: House, up: Upstreams) -> None:
    async with client_of(served) as sdk:
        file = await sdk.files.create(file=("in.jsonl", jsonl(line("a"))), purpose="batch")

        async def start(**fields: Any) -> str:
            asked = {"input_file_id": file.id, "endpoint": CHAT, "completion_window": "24h"}
            return (await sdk.batches.create(**{**asked, **fields}, extra_headers=ONCE)).id

        first = await start()
        assert await start() == first
        with pytest.raises(openai.UnprocessableEntityError) as refused:
            await start(metadata={"a": "b"})
        assert refused.value.code == "idempotency_key_reused"
        assert len(posts(up, "/v1/batches")) == 1
        assert [each.id async for each in sdk.batches.list()] == [first]


async def test_a_batch_whose_client_left_is_found_again(
    served: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with client_of(served) as sdk:
        file = await sdk.files.create(file=("in.jsonl", jsonl(line("a"))), purpose="batch")
    body = {"input_file_id": file.id, "endpoint": CHAT, "completion_window": "24h"}
    gate = Gate(up, "create", monkeypatch)
    leaving = asyncio.ensure_future(served.post("/v1/batches", body, **ONCE))
    await gate.reached.wait()
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    again = asyncio.ensure_future(served.post("/v1/batches", body, **ONCE))
    gate.opened.set()
    status, headers, _ = await again
    assert (status, headers["x-homeport-replayed"]) == (200, "true")
    assert len(posts(up, "/v1/batches")) == 1


async def test_a_message_batch_is_started_once(served: House, up: Upstreams) -> None:
    async with anthropic.AsyncAnthropic(
        base_url=served.url, api_key=ROOT_KEY, max_retries=0
    ) as sdk:
        ids = {
            (await sdk.messages.batches.create(requests=[request("a")], extra_headers=ONCE)).id
            for _ in range(2)
        }
        assert len(ids) == 1
        with pytest.raises(anthropic.UnprocessableEntityError):
            await sdk.messages.batches.create(requests=[request("b")], extra_headers=ONCE)
    assert len(up.anthropic.batches.batches) == 1
