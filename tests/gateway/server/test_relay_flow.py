"""Clients that take their time, and upstreams that take theirs."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path

import pytest

from tests.gateway.house import ROOT_KEY, House, house
from tests.gateway.relay.raw_server import Peer, raw_server
from tests.upstreams import Reply, Upstreams

FRAMES = 400
TEXT = "x" * 64 * 1024
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
USAGE = b'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":9}}\n\n'
AT_MOST = 12 * 2**20
"""Bytes that sockets and buffers between upstream and client may hold: far less than the answer."""


def frame(delta: dict[str, str], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


async def stand(moved: asyncio.Event) -> None:
    """Until nothing has moved for a while."""
    while True:
        moved.clear()
        try:
            await asyncio.wait_for(moved.wait(), 0.5)
        except TimeoutError:
            return


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/messages"])
async def test_a_client_that_does_not_read(tmp_path: Path, path: str) -> None:
    sent = 0
    moved = asyncio.Event()

    async def script(peer: Peer) -> None:
        nonlocal sent
        await peer.request()
        await peer.send(HEAD)
        for _ in range(FRAMES):
            piece = frame({"content": TEXT})
            await peer.send(piece)
            sent += len(piece)
            moved.set()
        await peer.send(frame({}, "stop"), USAGE, b"data: [DONE]\n\n")

    async with house(tmp_path) as home, raw_server(script) as server:
        await home.channel(f"{server.url}/v1", "m")
        bound = home.gateway.bound
        assert bound is not None
        loop = asyncio.get_running_loop()
        body = json.dumps(
            {"model": "m", "max_tokens": 9, "stream": True,
             "messages": [{"role": "user", "content": "Hi"}]}
        ).encode()  # fmt: skip
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ROOT_KEY}\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        with socket.socket() as client:
            client.setblocking(False)
            await loop.sock_connect(client, ("127.0.0.1", bound.port))
            await loop.sock_sendall(client, head.encode() + body)
            await moved.wait()
            await stand(moved)
            assert 0 < sent < AT_MOST
            taken = 0
            while data := await loop.sock_recv(client, 2**20):
                taken += len(data)
        assert taken > FRAMES * len(TEXT)
        await home.settled()
        (entry,) = await home.log()
        assert entry.request.status == "done"


@pytest.mark.parametrize("limited", [False, True])
@pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/messages"])
async def test_what_comes_with_an_error_in_one_piece_is_told_before_it(
    tmp_path: Path, path: str, limited: bool
) -> None:
    """It is charged too."""
    heard = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        await peer.send(HEAD, frame({"content": "first words"}))
        await heard.wait()
        error = b'data: {"error":{"message":"gone","type":"server_error"}}\n\n'
        await peer.send(frame({"content": "last words"}) + error)

    async with house(tmp_path) as home, raw_server(script) as server:
        await home.channel(f"{server.url}/v1", "m")
        await home.price(m={"input": 10, "output": 20})
        key = (await home.token(10**9))[1] if limited else ROOT_KEY
        question = [{"role": "user", "content": "Hi"}]
        body = {"model": "m", "max_tokens": 9, "stream": True, "messages": question}
        headers = {"Authorization": f"Bearer {key}"}
        content = b""
        async with home.session.post(f"{home.url}{path}", json=body, headers=headers) as answer:
            async for piece in answer.content.iter_any():
                content += piece
                if b"first words" in content:
                    heard.set()
        assert 0 < content.index(b"last words") < content.rindex(b'"error"')
        await home.settled()
        (entry,) = await home.log()
        assert entry.request.charge_nano > 0
        await home.check_ledger()


@pytest.mark.usefixtures("kept_alive")
@pytest.mark.parametrize("said", ["", "A moment."])
@pytest.mark.parametrize(
    ("model", "path"), [("gpt-4o", "/v1/responses"), ("claude-haiku-4-5", "/v1/chat/completions")]
)
async def test_what_a_client_is_not_told_does_not_keep_it_alive(
    home: House, up: Upstreams, model: str, path: str, said: str
) -> None:
    """An upstream's deltas without content are not seen behind a conversion, nor its pings."""
    mock = up.openai if model == "gpt-4o" else up.anthropic
    await home.channel(mock, model)
    mock.script(Reply(chunks=[said, *[""] * 12, "At last."], delay_chunk=0.03))
    question = [{"role": "user", "content": "Hi"}]
    body = {"model": model, "stream": True, "input": question, "messages": question}
    body.pop("messages" if path == "/v1/responses" else "input")
    status, _, content = await home.post(path, body)
    assert status == 200
    silence = content[content.index(said.encode()) : content.index(b"At last.")]
    assert any(line.startswith(b":") for line in silence.splitlines())
