"""Anthropic's Message Batches, by Anthropic's own package."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import anthropic
import pytest

from gateway.domain.money import NANO
from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Upstreams

MODEL = "claude-sonnet-4-6"


def request(custom_id: str, model: str = MODEL) -> Any:
    params = {"model": model, "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}
    return {"custom_id": custom_id, "params": params}


def message(prompt: int, output: int) -> dict[str, Any]:
    usage = {"input_tokens": prompt, "output_tokens": output, "cache_read_input_tokens": 0}
    head = {"id": "msg_1", "type": "message", "role": "assistant", "model": MODEL}
    content = [{"type": "text", "text": "Bonjour"}]
    ending = {"stop_reason": "end_turn", "stop_sequence": None}
    return {**head, "content": content, **ending, "usage": usage}


def client_of(home: House, key: str = ROOT_KEY, prefix: str = "") -> anthropic.AsyncAnthropic:
    return anthropic.AsyncAnthropic(base_url=home.url + prefix, api_key=key, max_retries=0)


@pytest.fixture
async def served(home: House, up: Upstreams) -> House:
    await home.channel(up.anthropic, MODEL, "fast", aliases={"fast": MODEL})
    await home.price(**{"claude_sonnet_4_6": {"input": 3, "output": 15}})
    return home


@pytest.fixture(params=["", "/anthropic"])
async def client(
    served: House, request: pytest.FixtureRequest
) -> AsyncIterator[anthropic.AsyncAnthropic]:
    async with client_of(served, prefix=request.param) as found:
        yield found


async def test_a_batch_from_its_start_to_its_results(
    client: anthropic.AsyncAnthropic, served: House, up: Upstreams
) -> None:
    service = client.messages.batches
    batch = await service.create(requests=[request("a"), request("b"), request("c", "fast")])
    assert batch.processing_status == "in_progress"
    sent = up.anthropic.batches.batches[batch.id].requests
    assert {each["params"]["model"] for each in sent} == {MODEL}
    with pytest.raises(anthropic.BadRequestError):
        await service.delete(batch.id)
    assert await served.log() == []
    up.anthropic.batches.finish({"a": message(1000, 500), "b": None, "c": message(200, 100)})
    results = {each.custom_id: each.result.type async for each in await service.results(batch.id)}
    assert results == {"a": "succeeded", "b": "errored", "c": "succeeded"}
    (entry,) = await served.log()
    assert entry.request.charge_nano == entry.request.cost_nano == (1200 * 3000 + 600 * 15000) // 2
    ended = await service.retrieve(batch.id)
    assert ended.results_url is not None
    assert ended.results_url.startswith(served.url)
    assert [each.id async for each in service.list()] == [batch.id]
    assert (await service.delete(batch.id)).type == "message_batch_deleted"
    assert (await service.list()).data == []
    assert len(await served.log()) == 1
    await served.check_ledger()


async def test_cancelling_and_what_is_refused(served: House, up: Upstreams) -> None:
    async with client_of(served) as client:
        service = client.messages.batches
        batch = await service.create(requests=[request("a")])
        assert (await service.cancel(batch.id)).processing_status == "canceling"
        with pytest.raises(anthropic.BadRequestError):
            await service.create(requests=[])
        with pytest.raises(anthropic.APIStatusError, match="no channel"):
            await service.create(requests=[request("a", "nope")])
    _, limited = await served.token(NANO)
    _, other = await served.token(name="other")
    async with client_of(served, limited) as client:
        with pytest.raises(anthropic.PermissionDeniedError, match="limited balance"):
            await client.messages.batches.create(requests=[request("a")])
    async with client_of(served, other) as client:
        assert (await client.messages.batches.list()).data == []
        for attempt in (
            client.messages.batches.retrieve(batch.id),
            client.messages.batches.cancel(batch.id),
            client.messages.batches.delete(batch.id),
            client.messages.batches.results(batch.id),
        ):
            with pytest.raises(anthropic.NotFoundError):
                await attempt
    assert len(up.anthropic.batches.batches) == 1


async def test_anthropics_files_are_not_taken_for_openais(served: House, up: Upstreams) -> None:
    await served.channel(up.openai, "gpt-4o", provider="openai")
    status, headers, _ = await served.post("/v1/files", b"x", **{"anthropic-version": "2023-06-01"})
    assert (status, headers["x-homeport-error"]) == (501, "not_implemented")
