"""A client that sees every byte: no HTTP library between the test and the mock."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from tests.upstreams.mock import Mock

HELLO: Any = [{"role": "user", "content": "Say hello"}]
BODIES: dict[str, tuple[str, dict[str, Any]]] = {
    "openai": ("/chat/completions", {"model": "gpt-4o-mini", "messages": HELLO}),
    "anthropic": (
        "/v1/messages",
        {"model": "claude-haiku-4-5", "max_tokens": 1_000_000 // 16, "messages": HELLO},
    ),
    "ollama": ("/api/chat", {"model": "llama3.2", "messages": HELLO}),
}


class Connection:
    """One request on a connection of its own."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.status = 0
        self.headers: dict[str, str] = {}

    async def head(self) -> None:
        """Read status and headers."""
        raw = await self.reader.readuntil(b"\r\n\r\n")
        first, *lines = raw.decode().split("\r\n")
        self.status = int(first.split(" ")[1])
        self.headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines if line)
        }

    async def chunk(self) -> bytes:
        """The next HTTP chunk; empty at the well-formed end of the body."""
        size = int(await self.reader.readuntil(b"\r\n"), 16)
        data = await self.reader.readexactly(size + 2)
        return data[:-2]

    async def chunks(self) -> list[bytes]:
        """All chunks up to the well-formed end."""
        found = []
        while data := await self.chunk():
            found.append(data)
        return found

    async def body(self) -> bytes:
        """The body of a plain answer."""
        return await self.reader.readexactly(int(self.headers["content-length"]))

    async def rest(self) -> bytes:
        """Everything until the connection ends."""
        return await self.reader.read()

    def leave(self) -> None:
        """Close without a word."""
        self.writer.close()


@asynccontextmanager
async def request(mock: Mock, kind: str, **change: Any) -> AsyncIterator[Connection]:
    """Send a generating request of that provider to the mock."""
    path, body = BODIES[kind]
    url = urlsplit(mock.base_url + path)
    raw = json.dumps(body | change).encode()
    reader, writer = await asyncio.open_connection(url.hostname, url.port, limit=4 << 20)
    head = (
        f"POST {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nAuthorization: Bearer {mock.key}\r\n"
        f"anthropic-version: 2023-06-01\r\nContent-Length: {len(raw)}\r\n\r\n"
    )
    writer.write(head.encode() + raw)
    try:
        yield Connection(reader, writer)
    finally:
        writer.close()
        try:
            await writer.wait_closed()
        except ConnectionError:
            pass  # the mock reset it, as it was told to


def mock_of(up: Any, kind: str) -> Mock:
    """The mock of that kind in an `Upstreams`."""
    found: Mock = getattr(up, kind)
    return found
