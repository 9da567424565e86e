"""The relay's sink over aiohttp: one whole response, or a stream."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, cast

from aiohttp import web
from aiohttp.http_writer import StreamWriter

STREAM_HEADERS: Mapping[str, str] = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


_HIGH_WATER = 64 * 1024
"""Bytes that may wait for a client before its upstream is made to wait."""


def _run(writing: Coroutine[Any, Any, None]) -> None:
    """Runs to its end what has nothing to wait for."""
    try:
        writing.send(None)
    except StopIteration:
        return
    writing.close()
    raise RuntimeError("it waited")


class _Stream(web.StreamResponse):
    """Its headers leave with the first frames: nobody starts a stream with nothing to send."""

    _send_headers_immediately = False


class ResponseSink:
    """``response`` is what the handler returns to aiohttp:

    Sent by it if whole, already sent if a stream.
    """

    def __init__(self, request: web.BaseRequest, headers: Mapping[str, str]) -> None:
        self._request = request
        self._headers = headers
        self.response: web.StreamResponse | None = None
        self._starting: asyncio.Future[None] | None = None
        self._stream: web.StreamResponse | None = None

    @property
    def started(self) -> bool:
        return self._starting is not None

    async def whole(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        all_headers = {**self._headers, **headers}
        all_headers.setdefault("content-type", "application/json")
        self.response = web.Response(status=status, headers=all_headers, body=body)

    async def start(self, content_type: str, headers: Mapping[str, str]) -> None:
        # A keep-alive and the first content may both want to start: the second waits for the first.
        if self._starting is not None:
            await asyncio.shield(self._starting)
            return
        self._starting = asyncio.get_running_loop().create_future()
        stream = _Stream(
            headers={
                **self._headers,
                **headers,
                **STREAM_HEADERS,
                "Content-Type": content_type,
            }
        )
        self._stream = self.response = stream
        try:
            await stream.prepare(self._request)
        finally:
            self._starting.set_result(None)

    async def write(self, data: bytes) -> None:
        if self._stream is None:
            raise ConnectionError("nothing was started")
        await self._stream.write(data)

    def write_now(self, data: bytes) -> bool:
        writer = self._stream._payload_writer if self._stream is not None else None
        transport = self._request.transport
        if writer is None or transport is None:
            raise ConnectionError("the client is gone")
        _run(cast(StreamWriter, writer).write(data, drain=False))
        return transport.get_write_buffer_size() <= _HIGH_WATER

    async def ready(self) -> None:
        if self._stream is not None and self._stream._payload_writer is not None:
            await self._stream._payload_writer.drain()

    async def finish(self, data: bytes) -> None:
        if self._stream is None:
            raise ConnectionError("nothing was started")
        await self._stream.write_eof(data)

    def abort(self) -> None:
        transport = self._request.transport
        if transport is not None:
            transport.abort()
