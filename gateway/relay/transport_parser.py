"""HTTP/1.1 answers, read as RFC 9112 frames them and no laxer; no I/O.

What could be read in two ways is refused: two answers on one connection must never be confused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

MAX_LINE = 32 * 1024
"""Bytes of a status, header, chunk size or trailer line."""
MAX_HEAD = 256 * 1024
"""Bytes of a head with the interim answers before it, and of a trailer section."""

_TEXT = r"[^\x00-\x08\x0a-\x1f\x7f]*"
_STATUS = re.compile(rf"HTTP/1\.([01]) ([1-9][0-9]{{2}})(?: {_TEXT})?")
_NAME = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_FIELD = re.compile(rf"({_NAME}):[ \t]*({_TEXT})\r\n")
_FIELDS = re.compile(rf"(?:{_NAME}:{_TEXT}\r\n)*")
_LENGTH = re.compile(r"[0-9]{1,18}")
_WHOLE_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})\r\n")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\x00-\x08\x0a-\x1f\x7f]*)?")
_FRAMING = ("content-length", "transfer-encoding")


class FramingError(Exception):
    """Not HTTP/1.1, or framed in a way that others could read differently."""


@dataclass(frozen=True, slots=True)
class Head:
    """Status and headers of a final answer. Names are lower-case; of a name given twice the last.

    ``length`` is the body's in bytes, None where only its end will tell.
    """

    status: int
    headers: dict[str, str]
    keep_alive: bool
    length: int | None


class _State(Enum):
    HEAD = auto()
    LENGTH = auto()
    CHUNK_SIZE = auto()
    CHUNK_DATA = auto()
    CHUNK_END = auto()
    TRAILERS = auto()
    UNTIL_CLOSE = auto()
    DONE = auto()


class AnswerParser:
    """Reads one answer, split anywhere. Of what came only an unfinished line or head is kept."""

    __slots__ = ("_bodiless", "_rest", "_section", "_state", "_wanted", "head", "leftover")

    def __init__(self, method: str) -> None:
        self.head: Head | None = None
        self.leftover = False
        """Bytes came behind the answer's end: nobody asked for them."""
        self._bodiless = method == "HEAD"
        self._state = _State.HEAD
        self._rest = bytearray()
        self._section = 0
        self._wanted = 0

    @property
    def complete(self) -> bool:
        return self._state is _State.DONE

    def feed(self, data: bytes) -> list[bytes]:
        """The parts of the body in ``data``. Raises FramingError; feed nothing after that."""
        if self._rest:
            known = len(self._rest)
            self._rest += data
            mark = b"\r\n\r\n" if self._state is _State.HEAD else b"\r\n"
            if self._rest.find(mark, max(0, known - 3)) < 0:
                self._check_size(len(self._rest))
                return []
            data = bytes(self._rest)
            self._rest.clear()
        body: list[bytes] = []
        at = 0
        while at < len(data):
            state = self._state
            if state is _State.CHUNK_DATA or state is _State.LENGTH:
                at = self._take_data(data, at, body)
            elif state is _State.CHUNK_SIZE and (after := _whole_chunks(data, at, body)) > at:
                at = after
            elif state is _State.UNTIL_CLOSE:
                body.append(data[at:] if at else data)
                break
            elif state is _State.DONE:
                self.leftover = True
                break
            else:
                end = data.find(b"\r\n\r\n" if state is _State.HEAD else b"\r\n", at)
                if end < 0:
                    self._check_size(len(data) - at)
                    self._rest += data[at:]
                    break
                at = self._take_lines(data, at, end)
        return body

    def end(self) -> None:
        """The connection was closed. Raises FramingError where the answer is not whole."""
        if self._state is _State.UNTIL_CLOSE:
            self._state = _State.DONE
        elif self._state is not _State.DONE:
            raise FramingError("the connection was closed inside the answer")

    def _check_size(self, unfinished: int) -> None:
        if self._state is _State.CHUNK_END and unfinished > 1:
            raise FramingError("a chunk is longer than its size")
        limit = MAX_HEAD if self._state is _State.HEAD else MAX_LINE
        if self._section + unfinished > limit:
            raise FramingError("a head or line is too long")

    def _take_data(self, data: bytes, at: int, body: list[bytes]) -> int:
        end = at + self._wanted
        part = data if not at and end >= len(data) else data[at:end]
        body.append(part)
        self._wanted -= len(part)
        if not self._wanted:
            chunked = self._state is _State.CHUNK_DATA
            self._state = _State.CHUNK_END if chunked else _State.DONE
        return at + len(part)

    def _take_lines(self, data: bytes, at: int, end: int) -> int:
        """Reads a head, or one line, up to ``end``; returns where what follows begins."""
        if self._state is _State.HEAD:
            self._section += end - at
            if self._section > MAX_HEAD:
                raise FramingError("the head is too long")
            self._take_head(data[at:end])
            return end + 4
        if end - at > MAX_LINE:
            raise FramingError("a line is too long")
        if self._state is _State.CHUNK_SIZE:
            found = _CHUNK.fullmatch(data, at, end)
            if found is None:
                raise FramingError("a chunk size is malformed")
            self._wanted = int(found[1], 16)
            self._state = _State.CHUNK_DATA if self._wanted else _State.TRAILERS
            self._section = 0
        elif self._state is _State.CHUNK_END:
            if end != at:
                raise FramingError("a chunk is longer than its size")
            self._state = _State.CHUNK_SIZE
        elif end == at:
            self._state = _State.DONE
        else:
            self._section += end - at
            if self._section > MAX_HEAD or not _FIELDS.fullmatch(_decoded(data[at : end + 2])):
                raise FramingError("a trailer is malformed")
        return end + 2

    def _take_head(self, data: bytes) -> None:
        first, _, rest = _decoded(data).partition("\r\n")
        status_line = _STATUS.fullmatch(first)
        block = f"{rest}\r\n" if rest else ""
        if status_line is None or not _FIELDS.fullmatch(block):
            raise FramingError("the head is malformed")
        if len(data) > MAX_LINE and max(map(len, data.split(b"\r\n"))) > MAX_LINE:
            raise FramingError("a line is too long")
        fields = _FIELD.findall(block)
        headers = {name.lower(): value.rstrip(" \t") for name, value in fields}
        if len(headers) < len(fields):
            names = [name.lower() for name, _ in fields]
            if any(names.count(name) > 1 for name in _FRAMING):
                raise FramingError("the body's framing is given twice")
        status = int(status_line[2])
        if status == 101:
            raise FramingError("nobody asked for another protocol")
        if status >= 200:
            self._frame(status, headers, int(status_line[1]))

    def _frame(self, status: int, headers: dict[str, str], minor: int) -> None:
        """How the body is delimited: RFC 9112 section 6.3."""
        self._section = 0
        length: int | None = 0
        coding = headers.get("transfer-encoding")
        announced = headers.get("content-length")
        if announced is not None and not _LENGTH.fullmatch(announced):
            raise FramingError("the content length is malformed")
        if coding is not None and (
            announced is not None or minor == 0 or coding.lower() != "chunked"
        ):
            raise FramingError("the body's framing is ambiguous")
        if self._bodiless or status in (204, 304):
            self._state = _State.DONE
        elif coding is not None:
            self._state, length = _State.CHUNK_SIZE, None
        elif announced is not None:
            length = self._wanted = int(announced)
            self._state = _State.LENGTH if length else _State.DONE
        else:
            self._state, length = _State.UNTIL_CLOSE, None
        self.head = Head(status, headers, self._stays(headers, minor), length)

    def _stays(self, headers: dict[str, str], minor: int) -> bool:
        """Whether the connection may carry another answer."""
        if self._state is _State.UNTIL_CLOSE:
            return False
        said = headers.get("connection", "").lower()
        tokens = [token.strip() for token in said.split(",")] if said else []
        return "close" not in tokens and (minor == 1 or "keep-alive" in tokens)


def _whole_chunks(data: bytes, at: int, body: list[bytes]) -> int:
    """Takes the chunks that are here whole, as most are; returns where the next one begins."""
    while size := _WHOLE_SIZE.match(data, at):
        start = size.end()
        end = start + int(size[1], 16)
        if end == start or not data.startswith(b"\r\n", end):
            break
        body.append(data[start:end])
        at = end + 2
    return at


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
