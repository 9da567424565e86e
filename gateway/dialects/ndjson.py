"""JSON lines: an incremental parser with the interface of :class:`gateway.dialects.sse.Parser`."""

from __future__ import annotations

from gateway.dialects.sse import Frame, check_room


class Parser:
    """Bytes in, lines out as frames. Time is linear in bytes; a line's limit is a frame's."""

    __slots__ = ("_buffer", "_scanned")

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._scanned = 0

    def feed(self, data: bytes) -> list[Frame]:
        """The lines that ``data`` completes."""
        buffer = self._buffer
        buffer += data
        frames: list[Frame] = []
        start = 0
        position = self._scanned
        while (end := buffer.find(b"\n", position)) >= 0:
            frames.append(_frame(bytes(buffer[start : end + 1])))
            start = position = end + 1
        if start:
            del buffer[:start]
        self._scanned = len(buffer)
        check_room(len(buffer))
        return frames

    def close(self) -> Frame | None:
        """A last line without its line feed, or None."""
        raw = bytes(self._buffer)
        self._buffer.clear()
        self._scanned = 0
        return _frame(raw + b"\n") if raw.strip() else None


def _frame(raw: bytes) -> Frame:
    return Frame(raw, "", raw.strip() or None)
