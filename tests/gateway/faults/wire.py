"""An upstream of OpenAI's chat that goes wrong in every way, byte by byte.

Follows the API reference, "Create chat completion" and "Streaming", and breaks RFC 9112. The
model's name chooses the fault.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping

from tests.gateway.relay.raw_server import Peer

PROMPT, COMPLETION = 100, 50
WORDS = ("one ", "two ", "three ", "four ")
_USAGE = {
    "prompt_tokens": PROMPT,
    "completion_tokens": COMPLETION,
    "total_tokens": PROMPT + COMPLETION,
}
LARGE = 4_000_000
HTML = b"<!DOCTYPE html><html><head><title>Attention Required!</title></head><body>Ray ID</body>"

Play = Callable[[Peer, bool], Awaitable[None]]
"""Answers one request, that of a stream or not."""


FAULTS: dict[str, Play] = {}


def fault(name: str) -> Callable[[Play], Play]:
    def add(play: Play) -> Play:
        FAULTS[name] = play
        return play

    return add


async def script(peer: Peer) -> None:
    """For :func:`tests.gateway.relay.raw_server.raw_server`."""
    while (request := await peer.request()) is not None:
        asked = json.loads(request[1])
        name = str(asked["model"]).removesuffix("-backed")
        await FAULTS[name](peer, bool(asked.get("stream")))


async def until_left(peer: Peer) -> None:
    """Says no more; returns once the gateway has closed the connection."""
    await peer.reader.read()


async def pause(seconds: float = 0.02) -> None:
    """A slow upstream's."""
    await asyncio.sleep(seconds)


# What a sound answer is made of


def head(*lines: str, status: str = "200 OK", kind: str = "application/json") -> bytes:
    fields = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *lines, "", ""]
    return "\r\n".join(fields).encode()


def whole(body: bytes, status: str = "200 OK", kind: str = "application/json") -> bytes:
    return head(f"Content-Length: {len(body)}", status=status, kind=kind) + body


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def answer(text: str = "one two three four") -> bytes:
    message = {"role": "assistant", "content": text, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_700_000_000,
            "model": "m",
            "choices": [choice],
            "usage": _USAGE,
        }
    ).encode()


def frame(value: object) -> bytes:
    return b"data: %s\n\n" % json.dumps(value).encode()


def _piece(choices: list[object], usage: object = None) -> bytes:
    return frame(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": 1_700_000_000,
            "model": "m",
            "choices": choices,
            "usage": usage,
        }
    )


def delta(finish: str | None = None, **said: str) -> bytes:
    return _piece([{"index": 0, "delta": said, "finish_reason": finish, "logprobs": None}])


BEGIN = [delta(role="assistant", content=""), *(delta(content=word) for word in WORDS)]
END = [delta("stop"), _piece([], _USAGE), b"data: [DONE]\n\n"]
STREAM_HEAD = head("Transfer-Encoding: chunked", kind="text/event-stream")
LAST_CHUNK = b"0\r\n\r\n"


def streamed(*frames: bytes) -> bytes:
    """A whole stream, its head included."""
    return STREAM_HEAD + b"".join(map(chunk, frames)) + LAST_CHUNK


def sound(stream: bool) -> bytes:
    return streamed(*BEGIN, *END) if stream else whole(answer())


async def begin(peer: Peer, stream: bool) -> None:
    """The first half of an answer."""
    if stream:
        await peer.send(STREAM_HEAD, *map(chunk, BEGIN))
    else:
        body = answer()
        await peer.send(head(f"Content-Length: {len(body)}"), body[: len(body) // 2])


def refusing(body: Mapping[str, object] | bytes, status: str, *lines: str) -> bytes:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = "text/html; charset=UTF-8" if isinstance(body, bytes) else "application/json"
    return head(f"Content-Length: {len(raw)}", *lines, status=status, kind=kind) + raw


def openai_error(message: str, kind: str, code: str | None = None) -> dict[str, object]:
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def reset(peer: Peer) -> None:
    """RST: what was sent and not read yet may be lost, too."""
    sock = peer.writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.reset()
