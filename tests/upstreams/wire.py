"""The way out: frames as SSE or NDJSON, with the liberties and the faults a `Reply` asks for.

Server-sent events follow the WHATWG grammar (`event:`, `data:`, comments, LF or CRLF); a line of
NDJSON ends with LF.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from tests.upstreams.record import Exchange, Log
from tests.upstreams.script import BEFORE_HEADERS, Cut, Reply

SSE = "text/event-stream; charset=utf-8"
NDJSON = "application/x-ndjson"
JSON = "application/json"

# struct linger: on, zero seconds. close() then sends a reset instead of a FIN.
_RESET = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """One event of a stream: its data, and its name where the provider names events."""

    data: str
    event: str | None = None


def sse(frame: Frame, reply: Reply) -> bytes:
    """The frame as server-sent event."""
    end = "\r\n" if reply.crlf else "\n"
    space = " " if reply.data_space else ""
    lines = [] if frame.event is None else [f"event:{space}{frame.event}"]
    lines += [f"data:{space}{line}" for line in frame.data.split("\n")]
    return (end.join(lines) + end * 2).encode()


def comment(reply: Reply) -> bytes:
    """An SSE comment as keep-alive."""
    end = "\r\n" if reply.crlf else "\n"
    return f": keep-alive{end}{end}".encode()


def line(frame: Frame, reply: Reply) -> bytes:
    """The frame as a line of NDJSON."""
    return (frame.data + ("\r\n" if reply.crlf else "\n")).encode()


class Wire:
    """One answer on its way to the client, counted in the mock's log."""

    def __init__(
        self, request: web.BaseRequest, exchange: Exchange, log: Log, reply: Reply
    ) -> None:
        self._request = request
        self._exchange = exchange
        self._log = log
        self._reply = reply
        self._gzip = zlib.compressobj(wbits=31) if reply.gzip else None
        self._pending = b""

    async def plain(
        self, status: int, body: bytes, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        """A whole body with its Content-Length. `cut_after` and `stall_after` count its bytes."""
        reply = self._reply
        response = web.StreamResponse(status=status, headers=self._headers(JSON, headers))
        if self._gzip is not None:
            body = self._gzip.compress(body) + self._gzip.flush()
            self._gzip = None
        response.content_length = len(body)
        if await self._gone_before_headers():
            return response
        await _pause(reply.delay_first)
        self._exchange.status = status
        await response.prepare(self._request)
        stall_at, cut_at = _at(reply.stall_after, len(body)), _at(reply.cut_after, len(body))
        edges = sorted({0, *(edge for edge in (stall_at, cut_at) if edge is not None)})
        for start, end in zip(edges, [*edges[1:], len(body)], strict=True):
            if start == stall_at:
                await self._log.hold()
            if start == cut_at:
                await self._cut(reply.cut if reply.cut == "rst" else "eof", response)
                return response
            await self._write(response, body[start:end])
        await self._end(response)
        return response

    async def stream(
        self,
        frames: Sequence[bytes],
        content_type: str,
        headers: Mapping[str, str],
        broken: Sequence[bytes],
    ) -> web.StreamResponse:
        """Encoded frames, chunked; `broken` is what follows `error_in_stream_after` frames."""
        merged = self._headers(content_type, {"Cache-Control": "no-cache", **headers})
        response = web.StreamResponse(headers=merged)
        if await self._gone_before_headers():
            return response
        self._exchange.status = 200
        self._log.open_streams += 1
        self._log.changed()
        try:
            await response.prepare(self._request)
            await _pause(self._reply.delay_first)
            await self._frames(response, frames, broken, content_type == SSE)
        finally:
            self._log.open_streams -= 1
            self._log.changed()
        return response

    async def _frames(
        self,
        response: web.StreamResponse,
        frames: Sequence[bytes],
        broken: Sequence[bytes],
        is_sse: bool,
    ) -> None:
        reply, count = self._reply, len(frames)
        stall_at, error_at = _at(reply.stall_after, count), _at(reply.error_in_stream_after, count)
        cut_at = _at(reply.cut_after, count)
        comments = comment(reply) if reply.comments and is_sse else b""
        for index in range(count + 1):
            if index == stall_at:
                await self._flush(response)
                await self._log.hold()
            if index == error_at:
                for frame in broken:
                    await self._put(response, frame)
                break
            if index == cut_at:
                await self._flush(response)
                await self._cut(reply.cut, response)
                return
            if index == count:
                break
            if index and reply.delay_chunk:
                await self._flush(response)
                await asyncio.sleep(reply.delay_chunk)
            await self._put(response, comments + reply.insert.get(index, b"") + frames[index])
            self._exchange.frames_sent += 1
            self._log.changed()
        await self._flush(response)
        await self._end(response)

    def _headers(self, content_type: str, headers: Mapping[str, str]) -> dict[str, str]:
        merged = {"Content-Type": content_type, **headers}
        if self._gzip is not None:
            merged["Content-Encoding"] = "gzip"
        merged |= self._reply.headers
        kept = {name: value for name, value in merged.items() if value}
        self._exchange.answer_headers = {name.lower(): value for name, value in kept.items()}
        return kept

    async def _gone_before_headers(self) -> bool:
        """What happens before the first byte; True when the connection is cut by script."""
        await _pause(self._reply.delay_headers)
        if self._reply.stall_after == BEFORE_HEADERS:
            await self._log.hold()
        if self._reply.cut_after != BEFORE_HEADERS:
            return False
        await self._cut("rst" if self._reply.cut == "rst" else "eof", None)
        return True

    async def _cut(self, how: Cut, response: web.StreamResponse | None) -> None:
        self._exchange.cut = True
        self._log.changed()
        transport = self._request.transport
        if how == "clean" and response is not None:
            await response.write_eof()
        elif transport is None:
            return
        elif how == "rst":
            # A reset drops what the client has not read yet: give it time to read the frames.
            await asyncio.sleep(0.02)
            sock = transport.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            transport.abort()
        else:
            transport.close()

    async def _put(self, response: web.StreamResponse, data: bytes) -> None:
        """Write frame bytes, cut or merged as `split` says."""
        if self._reply.split == "frames":
            await self._write(response, data)
            return
        self._pending += data
        if self._reply.split == "all":
            return
        size = 1 if self._reply.split == "bytes" else self._reply.split
        while len(self._pending) >= size:
            piece, self._pending = self._pending[:size], self._pending[size:]
            await self._write(response, piece)
            # A turn of the loop lets each write leave as a segment of its own.
            await asyncio.sleep(0)

    async def _flush(self, response: web.StreamResponse) -> None:
        pending, self._pending = self._pending, b""
        await self._write(response, pending)

    async def _write(self, response: web.StreamResponse, data: bytes) -> None:
        if not data:
            return
        if self._exchange.answer is not None:
            self._exchange.answer += data
        if self._gzip is not None:
            data = self._gzip.compress(data) + self._gzip.flush(zlib.Z_SYNC_FLUSH)
        await response.write(data)

    async def _end(self, response: web.StreamResponse) -> None:
        if self._gzip is not None:
            await response.write(self._gzip.flush())
        # Set before the last bytes leave: a client may hang up as soon as it has read them.
        self._exchange.finished = True
        await response.write_eof()


async def _pause(seconds: float) -> None:
    if seconds:
        await asyncio.sleep(seconds)


def _at(scripted: int | None, length: int) -> int | None:
    """Where in a body of `length` something scripted happens; None for nowhere or before it."""
    return None if scripted is None or scripted < 0 else min(scripted, length)
