"""Gemini's other stream: one JSON array, an element a frame, where nobody asked for ``alt=sse``."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.dialects import sse
from gateway.server.sink import ResponseSink


class ArraySink(ResponseSink):
    """Takes frames of server-sent events and writes their data as elements.

    The array is closed by ``finish`` alone: one that breaks off is no JSON, as it should be.
    """

    _begun = False

    async def whole(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """An error before the stream stands in an array too, as Google sends it."""
        await super().whole(status, headers, b"[" + body + b"]")

    async def start(self, content_type: str, headers: Mapping[str, str]) -> None:
        await super().start("application/json; charset=utf-8", headers)

    async def write(self, data: bytes) -> None:
        # Blank lines, which keep a stream alive, are white space between a JSON text's tokens too.
        await super().write(self._elements(data) or b"\n")

    def write_now(self, data: bytes) -> bool:
        return super().write_now(self._elements(data) or b"\n")

    async def finish(self, data: bytes) -> None:
        elements = self._elements(data)
        opening = b"" if self._begun else b"["
        await super().finish(opening + elements + b"]")

    def _elements(self, data: bytes) -> bytes:
        """Whole frames come in, so nothing is kept between two calls."""
        parts: list[bytes] = []
        for frame in sse.Parser().feed(data):
            if frame.data:
                parts += (b",\r\n" if self._begun else b"[", frame.data)
                self._begun = True
        return b"".join(parts)
