"""Files and batches at a channel, by OpenAI's own package: whose they are, and what they cost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects import batches
from gateway.dialects.media import Form
from gateway.domain.money import NANO
from gateway.errors import DialectError
from tests.gateway.house import ROOT_KEY, House, house
from tests.upstreams import Upstreams

PRICE = {"input": 2, "output": 8}
CHAT = "/v1/chat/completions"


def line(custom_id: str, model: str = "gpt-4o", url: str = CHAT) -> dict[str, Any]:
    body = {"model": model, "messages": [{"role": "user", "content": custom_id}]}
    return {"custom_id": custom_id, "method": "POST", "url": url, "body": body}


def jsonl(*lines: dict[str, Any]) -> bytes:
    return "".join(json.dumps(each) + "\n" for each in lines).encode()


def completion(prompt: int, output: int, model: str = "gpt-4o-2024-08-06") -> dict[str, Any]:
    message = {"role": "assistant", "content": "Bonjour", "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    usage = {"prompt_tokens": prompt, "completion_tokens": output, "total_tokens": prompt + output}
    head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": model}
    return {**head, "choices": [choice], "usage": usage}


def client_of(home: House, key: str = ROOT_KEY) -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(
        base_url=f"{home.url}/v1", api_key=key, max_retries=0, _strict_response_validation=True
    )


@pytest.fixture
async def served(home: House, up: Upstreams) -> House:
    await home.channel(up.openai, "gpt-4o", "gpt-4o-mini", provider="openai")
    await home.price(gpt_4o=PRICE)
    return home


@pytest.fixture
async def client(served: House) -> AsyncIterator[openai.AsyncOpenAI]:
    async with client_of(served) as found:
        yield found


async def started(client: openai.AsyncOpenAI, *lines: dict[str, Any]) -> tuple[str, str]:
    """The ids of a batch and of its input."""
    data = jsonl(*(lines or (line("a"), line("b"))))
    file = await client.files.create(file=("in.jsonl", data), purpose="batch")
    batch = await client.batches.create(
        input_file_id=file.id, endpoint=CHAT, completion_window="24h"
    )
    return batch.id, file.id


async def test_a_file_goes_there_and_back(client: openai.AsyncOpenAI, up: Upstreams) -> None:
    data = "Grüße\r\n--not a boundary\r\n".encode() + bytes(range(256))
    file = await client.files.create(file=("grüße.bin", data), purpose="user_data")
    assert (file.bytes, file.purpose) == (len(data), "user_data")
    assert (await client.files.retrieve(file.id)).id == file.id
    assert (await client.files.content(file.id)).content == data
    assert [each.id async for each in client.files.list()] == [file.id]
    assert (await client.files.delete(file.id)).deleted
    assert [each.id async for each in client.files.list()] == []
    with pytest.raises(openai.NotFoundError):
        await client.files.retrieve(file.id)
    assert ROOT_KEY not in str([sent.raw_headers for sent in up.openai.requests])


async def test_lists_come_in_pages(client: openai.AsyncOpenAI) -> None:
    ids = [
        (await client.files.create(file=(f"{n}.txt", b"x"), purpose="user_data")).id
        for n in range(5)
    ]
    page = await client.files.list(limit=2)
    assert ([each.id for each in page.data], page.has_more) == (ids[:2:-1], True)
    assert [each.id async for each in client.files.list(limit=2)] == ids[::-1]
    assert [each.id async for each in client.files.list(limit=2, order="asc")] == ids
    assert (await client.files.list(purpose="batch")).data == []


async def test_what_one_token_has_no_other_sees(
    client: openai.AsyncOpenAI, served: House, up: Upstreams
) -> None:
    batch_id, file_id = await started(client)
    _, key = await served.token(name="guest")
    asked = len(up.openai.requests)
    async with client_of(served, key) as guest:
        for attempt in (
            guest.files.retrieve(file_id),
            guest.files.content(file_id),
            guest.files.delete(file_id),
            guest.batches.retrieve(batch_id),
            guest.batches.cancel(batch_id),
            guest.batches.create(input_file_id=file_id, endpoint=CHAT, completion_window="24h"),
        ):
            with pytest.raises(openai.NotFoundError):
                await attempt
        assert (await guest.files.list()).data == []
        assert (await guest.batches.list()).data == []
    assert len(up.openai.requests) == asked  # not even asked for


async def test_a_batch_is_booked_once_at_its_own_price_before_its_results_are_shown(
    client: openai.AsyncOpenAI, served: House, up: Upstreams
) -> None:
    batch_id, _ = await started(client, line("a"), line("b"), line("c"))
    assert (await client.batches.retrieve(batch_id)).status == "validating"
    assert await served.log() == []
    up.openai.batches.finish(
        {"a": completion(1000, 500), "b": completion(200, 100), "c": None}, ident=batch_id
    )
    done = await client.batches.retrieve(batch_id)
    assert done.status == "completed"
    (entry,) = await served.log()
    assert (entry.request.input_tokens, entry.request.output_tokens) == (1200, 600)
    assert entry.request.charge_nano == entry.request.cost_nano == (1200 * 2000 + 600 * 8000) // 2
    assert (entry.request.requested_model, entry.request.upstream_request_id) == (
        "gpt-4o",
        batch_id,
    )
    assert done.output_file_id
    assert done.error_file_id
    lines = (await client.files.content(done.output_file_id)).text.splitlines()
    assert {json.loads(each)["custom_id"] for each in lines} == {"a", "b"}
    await asyncio.gather(*(client.batches.retrieve(batch_id) for _ in range(5)))
    assert [batch.status for batch in (await client.batches.list()).data] == ["completed"]
    assert len(await served.log()) == 1
    await served.check_ledger()


async def test_who_asks_at_once_pays_once(
    client: openai.AsyncOpenAI, served: House, up: Upstreams
) -> None:
    batch_id, _ = await started(client)
    up.openai.batches.finish({"a": completion(10, 5), "b": completion(10, 5)})
    await asyncio.gather(*(client.batches.retrieve(batch_id) for _ in range(8)))
    assert len(await served.log()) == 1
    await served.check_ledger()


async def test_results_that_cannot_be_read_are_not_shown_for_free(
    client: openai.AsyncOpenAI, served: House, up: Upstreams
) -> None:
    batch_id, _ = await started(client)
    up.openai.batches.finish({"a": completion(10, 5)})
    output = str(up.openai.batches.batches[batch_id].shown["output_file_id"])
    kept = up.openai.batches.files[output]
    kept.data, whole = b'{"response":{"status_code":200,"body":', kept.data
    with pytest.raises(openai.APIStatusError) as refused:
        await client.batches.retrieve(batch_id)
    assert refused.value.status_code == 502
    with pytest.raises(openai.NotFoundError):
        await client.files.content(output)
    kept.data = whole
    assert (await client.batches.retrieve(batch_id)).output_file_id == output
    assert len(await served.log()) == 1


async def test_batches_nobody_asks_for_are_booked_all_the_same(
    client: openai.AsyncOpenAI, served: House, up: Upstreams
) -> None:
    await started(client)
    up.openai.batches.finish({"a": completion(10, 5), "b": completion(10, 5)}, status="expired")
    await served.gateway.batches.look()
    await served.gateway.batches.look()
    (entry,) = await served.log()
    assert entry.request.input_tokens == 20
    await served.check_ledger()


async def test_a_restart_forgets_neither_the_batch_nor_that_it_was_booked(
    tmp_path: Path, up: Upstreams
) -> None:
    async with house(tmp_path) as home:
        await home.channel(up.openai, "gpt-4o", provider="openai")
        await home.price(gpt_4o=PRICE)
        async with client_of(home) as client:
            batch_id, _ = await started(client)
            up.openai.batches.finish({"a": completion(10, 5)})
    for _ in range(2):
        async with house(tmp_path) as home:
            async with client_of(home) as client:
                assert (await client.batches.retrieve(batch_id)).status == "completed"
            assert len(await home.log()) == 1
            await home.check_ledger()


async def test_a_limited_token_may_keep_files_but_start_no_batch(
    served: House, up: Upstreams
) -> None:
    _, key = await served.token(NANO)
    async with client_of(served, key) as client:
        file = await client.files.create(file=("in.jsonl", jsonl(line("a"))), purpose="batch")
        with pytest.raises(openai.PermissionDeniedError) as refused:
            await client.batches.create(
                input_file_id=file.id, endpoint=CHAT, completion_window="24h"
            )
        assert refused.value.code == "batch_not_allowed"
    assert up.openai.batches.batches == {}


async def test_models_are_checked_and_aliases_sent(served: House, up: Upstreams) -> None:
    _, key = await served.token(models=("gpt-4o",))
    async with client_of(served, key) as narrow:
        with pytest.raises(openai.PermissionDeniedError):
            await narrow.files.create(
                file=("in.jsonl", jsonl(line("a"), line("b", "gpt-4o-mini"))), purpose="batch"
            )
    await served.channel(up.openai, "fast", provider="openai", aliases={"fast": "gpt-4o-mini"})
    async with client_of(served) as client:
        file = await client.files.create(
            file=("i.jsonl", jsonl(line("a", "fast"))), purpose="batch"
        )
        assert json.loads(up.openai.batches.files[file.id].data)["body"]["model"] == "gpt-4o-mini"
        for bad, told in (
            (jsonl(line("a", "nope")), "no channel"),
            (jsonl(line("a", url="/v1/images/generations")), "Line 1"),
            (jsonl(line("a"), line("b", url="/v1/embeddings")), "Line 2"),
            (b'{"url":"/v1/chat/completions"}\n', "Line 1"),
            (b"nonsense", "Line 1"),
            (b"", "no requests"),
        ):
            with pytest.raises(openai.APIStatusError, match=told):
                await client.files.create(file=("in.jsonl", bad), purpose="batch")


async def test_cancelled_batches_pay_for_what_was_done(
    client: openai.AsyncOpenAI, served: House, up: Upstreams
) -> None:
    batch_id, _ = await started(client)
    assert (await client.batches.cancel(batch_id)).status == "cancelling"
    up.openai.batches.finish({"a": completion(10, 5)}, status="cancelled", ident=batch_id)
    assert (await client.batches.retrieve(batch_id)).status == "cancelled"
    (entry,) = await served.log()
    assert entry.request.input_tokens == 10


async def test_every_object_stays_with_the_key_it_was_put_under(home: House, up: Upstreams) -> None:
    up.openai.keys |= {"sk-second-account-000000000000"}
    keys = tuple(sorted(up.openai.keys))
    await home.channel(up.openai, "gpt-4o", provider="openai", keys=keys)
    async with client_of(home) as client:
        used: set[str] = set()
        for _ in range(64):  # keys are drawn at random
            file = await client.files.create(file=("a.txt", b"x"), purpose="user_data")
            assert (await client.files.content(file.id)).content == b"x"
            used.add(up.openai.batches.files[file.id].key)
            if used == set(keys):
                break
        assert used == set(keys)
        channel = home.gateway.planner.snapshot.channels[0]
        await home.gateway.channels.set_enabled(channel.id, False)
        with pytest.raises(openai.APIStatusError) as refused:
            await client.files.retrieve(file.id)
        assert refused.value.status_code == 503
        await home.gateway.channels.delete(channel.id)
        with pytest.raises(openai.NotFoundError, match="gone"):
            await client.files.retrieve(file.id)


async def test_without_a_channel_that_keeps_files(home: House, up: Upstreams) -> None:
    await home.channel(up.anthropic, "claude-sonnet-4-6")
    async with client_of(home) as client:
        with pytest.raises(openai.APIStatusError) as refused:
            await client.files.create(file=("a.txt", b"x"), purpose="user_data")
        assert refused.value.status_code == 501
        assert (await client.files.list()).data == []


async def test_bad_uploads_and_orders(served: House) -> None:
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    for body, headers in (
        (b"{}", {"Content-Type": "application/json"}),
        (b"", form),
        (b"--x\r\nnothing", form),
        (b'--x\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nbatch\r\n--x--', form),
    ):
        status, told, _ = await served.post("/v1/files", body, **headers)
        assert (status, told["x-homeport-error"]) == (400, "invalid_request")
    for order in ({}, {"input_file_id": 3}, [1]):
        assert (await served.post("/v1/batches", order))[0] == 400
    for path in ("/v1/files/../../secret", "/v1/files/%2e%2e%2fsecret", "/v1/files/a%2Fb"):
        url = f"{served.url}{path}"
        headers = {"Authorization": f"Bearer {ROOT_KEY}"}
        async with served.session.get(url, headers=headers) as answer:
            assert answer.status in (404, 501)


@given(st.binary(max_size=300))
def test_rubbish_is_no_batch_and_no_upload(data: bytes) -> None:
    for read in (
        lambda: batches.asked_by_file(data),
        lambda: batches.asked_by_order(data),
        lambda: Form(data, "multipart/form-data; boundary=x"),
    ):
        try:
            read()
        except DialectError:
            pass


@given(
    values=st.dictionaries(
        st.text("abcxyz", min_size=1, max_size=5), st.binary(max_size=60), min_size=1, max_size=4
    )
)
async def test_uploads_are_read_as_they_are_written(values: dict[str, bytes]) -> None:
    writer = aiohttp.MultipartWriter("form-data")
    for name, value in values.items():
        part = writer.append(value)
        part.set_content_disposition("form-data", name=name, filename="x")
    buffer = bytearray()

    class Out:
        async def write(self, data: bytes) -> None:
            buffer.extend(data)

    await writer.write(Out())  # type: ignore[arg-type]
    body = bytes(buffer)
    found = Form(body, writer.headers["Content-Type"]).parts
    assert {field.name: body[field.start : field.end] for field in found} == values
