"""The benchmark mock speaks the same wires, out of constants."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from tests.upstreams import Upstreams
from tests.upstreams.tests.sdk import anthropic_sdk, openai_sdk

HELLO: Any = [{"role": "user", "content": "x"}]


@pytest.mark.parametrize("model", ["bench-7", "bench-7-1ms", "bench-7-burst"])
async def test_chat_is_plain_or_streamed_in_so_many_pieces(up: Upstreams, model: str) -> None:
    async with openai_sdk(
        up.fast.base_url, up.fast.key, _strict_response_validation=True
    ) as client:
        plain = await client.chat.completions.create(model=model, messages=HELLO)
        stream = await client.chat.completions.create(
            model=model, messages=HELLO, stream=True, stream_options={"include_usage": True}
        )
        chunks = [chunk async for chunk in stream]
    assert plain.usage is not None
    assert plain.usage.completion_tokens == 7
    pieces = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices][1:-1]
    assert len(pieces) == 7
    assert "".join(filter(None, pieces)) == plain.choices[0].message.content
    assert chunks[-1].usage == plain.usage
    assert up.fast.requests == 2


async def test_messages_models_and_embeddings(up: Upstreams) -> None:
    async with anthropic_sdk(up.fast.anthropic_url, up.fast.key) as claude:
        async with claude.messages.stream(model="bench-3", max_tokens=9, messages=HELLO) as stream:
            message = await stream.get_final_message()
    assert message.usage.output_tokens == 3
    assert message.content[0].type == "text"
    async with openai_sdk(up.fast.base_url, up.fast.key) as client:
        assert "bench-50" in [model.id async for model in client.models.list()]
        vectors = await client.embeddings.create(model="bench", input="x", encoding_format="float")
    assert len(vectors.data[0].embedding) == 256


async def test_pipelined_and_chunked_requests(up: Upstreams) -> None:
    body = json.dumps({"model": "bench-2", "stream": True}).encode()
    head = b"POST /fast/v1/chat/completions HTTP/1.1\r\nHost: x\r\n"
    sized = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    chunked = head + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    chunked += b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    reader, writer = await asyncio.open_connection(up.fast.host, up.fast.port)
    for at in range(0, len(sized), 11):
        writer.write(sized[at : at + 11])
        await writer.drain()
    writer.write(sized + chunked)
    answers = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert answers.count(b"HTTP/1.1 200 OK") == 3
    assert answers.count(b"[DONE]") == 3


async def test_a_client_that_leaves_stops_the_stream(up: Upstreams) -> None:
    body = b'{"model": "bench-1000-60000ms", "stream": true}'
    reader, writer = await asyncio.open_connection(up.fast.host, up.fast.port)
    head = b"POST /fast/v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n"
    writer.write(head % len(body) + body)
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    (connection,) = up.fast.connections
    writer.close()
    await writer.wait_closed()
    await connection.closed
    assert not up.fast.connections
