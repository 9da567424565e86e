"""Server-sent events: an incremental parser that keeps raw bytes, and a writer.

Follows the HTML Living Standard, "Interpreting an event stream": LF, CRLF and lone CR end lines, a
blank line ends a frame, one space after the colon is dropped, ``data`` lines are joined by LF.
"""

from __future__ import annotations

import re

from gateway.errors import DialectError

FRAME_LIMIT = 128 * 2**20
"""Bytes of one frame: several times the largest picture in it. One without an end is no frame."""
_BOM = b"\xef\xbb\xbf"
_LINE = re.compile(rb"\r\n|\n|\r")
# Two line ends in a row; the CR of a CRLF never counts as a line end of its own.
_BOUNDARY = re.compile(rb"(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r(?!\n))")
# The same in a stream known to use CRLF: a CR at the end of the input waits for its LF.
_CRLF_BOUNDARY = re.compile(rb"(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r(?=[^\n]))")


class Frame:
    """One frame: ``raw`` as it arrived with its blank line, ``data`` None where it has no data
    line.

    The raw bytes of all frames and of :meth:`Parser.close`, in order, are the stream.
    """

    __slots__ = ("data", "event", "raw")

    def __init__(self, raw: bytes, event: str, data: bytes | None) -> None:
        self.raw = raw
        self.event = event
        self.data = data

    def with_data(self, data: bytes) -> bytes:
        """The frame's bytes with other data; its other lines and its line ends stay."""
        if self.data and b"\n" not in data and self.raw.count(self.data) == 1:
            return self.raw.replace(self.data, data)
        return write(data, self.event)

    def __repr__(self) -> str:
        return f"Frame(event={self.event!r}, data={self.data!r})"


class Parser:
    """Bytes in, frames out. Any split of the input gives the same events; time is linear in bytes.

    A frame beyond :data:`FRAME_LIMIT` raises DialectError. In a stream of lone CRs a frame is given
    out without waiting for an LF that might follow; one that does stands at the head of the next
    frame's raw bytes.
    """

    __slots__ = ("_buffer", "_crlf", "_fresh", "_has_cr", "_scanned")

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._scanned = 0
        self._has_cr = False
        self._crlf = False
        self._fresh = True

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that ``data`` completes."""
        if not data:
            return []
        if not self._has_cr and b"\r" in data:
            self._has_cr = True
        buffer = self._buffer
        if not buffer and not self._has_cr and not self._fresh:
            return self._feed_whole(data)
        buffer += data
        if self._fresh:
            if len(buffer) < 3 and _BOM.startswith(bytes(buffer)):
                return []
            self._fresh = False
            if buffer.startswith(_BOM):
                del buffer[:3]
        return self._drain()

    def close(self) -> Frame | None:
        """What is left when the stream ends: a last frame without its blank line, or None."""
        raw = bytes(self._buffer)
        self._buffer.clear()
        self._scanned = 0
        if not raw.strip():
            return None
        ends = b"\r\n" if raw.endswith(b"\r\n") else b"\n"
        return parse(raw + (ends if raw.endswith((b"\n", b"\r")) else ends + ends))

    def _feed_whole(self, data: bytes) -> list[Frame]:
        """The common case: LF line ends, nothing buffered; frames are cut out of ``data``."""
        frames: list[Frame] = []
        position = 0
        while (end := data.find(b"\n\n", position)) >= 0:
            end += 2
            frames.append(parse(data[position:end]))
            position = end
        if position < len(data):
            self._buffer += data[position:]
            self._scanned = max(0, len(self._buffer) - 1)
            check_room(len(self._buffer))
        return frames

    def _drain(self) -> list[Frame]:
        buffer = self._buffer
        frames: list[Frame] = []
        start = 0
        position = self._scanned
        while (end := self._boundary(position)) >= 0:
            frames.append(parse(bytes(buffer[start:end])))
            start = position = end
        if start:
            del buffer[:start]
        # A boundary is at most four bytes; three of them may have been seen.
        self._scanned = max(0, len(buffer) - 3)
        check_room(len(buffer))
        return frames

    def _boundary(self, position: int) -> int:
        """The end of the first frame whose blank line starts at ``position`` or later, else -1."""
        if not self._has_cr:
            end = self._buffer.find(b"\n\n", position)
            return end + 2 if end >= 0 else -1
        if not self._crlf and self._buffer.find(b"\r\n", max(0, position - 1)) >= 0:
            self._crlf = True
        boundary = _CRLF_BOUNDARY if self._crlf else _BOUNDARY
        found = boundary.search(self._buffer, position)
        return found.end() if found else -1


def check_room(size: int) -> None:
    """Raises DialectError where so many bytes wait for the end of their frame."""
    if size > FRAME_LIMIT:
        raise DialectError(f"a frame of the stream is larger than {FRAME_LIMIT // 2**20} MB")


def parse(raw: bytes) -> Frame:
    """One whole frame's fields."""
    if b"\r" in raw:
        return _parse_lines(raw)
    if raw.startswith(b"data: ") and raw.find(b"\n") == len(raw) - 2:
        return Frame(raw, "", raw[6:-2])
    if raw.startswith(b"event: "):
        cut = raw.find(b"\ndata: ")
        if cut > 0 and raw.find(b"\n", cut + 7) == len(raw) - 2 and raw.find(b"\n") == cut:
            return Frame(raw, raw[7:cut].decode("utf-8", "replace"), raw[cut + 7 : -2])
    return _parse_lines(raw)


def _parse_lines(raw: bytes) -> Frame:
    event = ""
    lines: list[bytes] = []
    for line in _LINE.split(raw):
        name, _, value = line.partition(b":")
        if value.startswith(b" "):
            value = value[1:]
        if name == b"data":
            lines.append(value)
        elif name == b"event":
            event = value.decode("utf-8", "replace")
    return Frame(raw, event, b"\n".join(lines) if lines else None)


def write(data: bytes, event: str = "") -> bytes:
    """One frame with LF line ends, ``data:`` with its space; data with line ends becomes several
    lines.
    """
    head = b"event: " + event.encode() + b"\ndata: " if event else b"data: "
    if b"\n" in data or b"\r" in data:
        data = b"\ndata: ".join(_LINE.split(data))
    return head + data + b"\n\n"
