"""Multipart forms (RFC 7578): read by position, so that files stay where they lie.

A form's fields become a small JSON object that peeks and estimates read like any other request; its
bytes go upstream as they came, with the model's name edited in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from gateway.dialects import wire
from gateway.domain import sound
from gateway.errors import DialectError

_PIECE = 64 * 1024
_MOST_PARTS = 1_000
_MOST_HEAD = 16 * 1024
_MOST_TEXT = 2**20
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))', re.IGNORECASE)
_NAME = re.compile(rb';\s*name="((?:[^"\\]|\\.)*)"|;\s*name=([^\s;"]+)', re.IGNORECASE)
_FILENAME = re.compile(rb';\s*filename\*?="?((?:[^"\\]|\\.)*)', re.IGNORECASE)

_BINARY = re.compile(rb"\s*(?:audio|image|video)/|\s*application/octet-stream", re.IGNORECASE)


class Buffer(Protocol):
    """Bytes, in memory or in a file that is mapped."""

    def __len__(self) -> int: ...

    def __getitem__(self, where: slice, /) -> bytes: ...

    def find(self, sub: bytes, start: int = ..., end: int = ..., /) -> int: ...


@dataclass(frozen=True, slots=True)
class Part:
    """One field: where its value stands, and the name of its file, None for plain text."""

    name: str
    filename: str | None
    start: int
    end: int


class Pieces:
    """A form as it is sent: its length is known, its bytes are read as they leave, every time."""

    def __init__(self, buffer: Buffer, segments: list[bytes | tuple[int, int]]) -> None:
        self._buffer = buffer
        self._segments = segments

    def __len__(self) -> int:
        return sum(
            len(segment) if isinstance(segment, bytes) else segment[1] - segment[0]
            for segment in self._segments
        )

    def __iter__(self) -> Iterator[bytes]:
        for segment in self._segments:
            if isinstance(segment, bytes):
                yield segment
                continue
            start, end = segment
            for at in range(start, end, _PIECE):
                yield self._buffer[at : min(end, at + _PIECE)]


def is_form(content_type: str) -> bool:
    return content_type.lower().lstrip().startswith("multipart/form-data")


class Form:
    """A form that was received whole. Raises DialectError for what is none."""

    def __init__(self, buffer: Buffer, content_type: str) -> None:
        found = _BOUNDARY.search(content_type)
        if not is_form(content_type) or found is None:
            raise DialectError("This endpoint takes multipart/form-data with a boundary")
        self.content_type = content_type
        self._buffer = buffer
        self._delimiter = b"--" + (found[1] or found[2]).encode("latin-1", "replace")
        self._begin = 0
        self.parts = tuple(self._parse())
        self.summary = self._summary()
        """The fields as a JSON object: texts as they are, a file as its name, size (bytes) and, for
        ``file``, how long it sounds (``ms``).
        """

    def _summary(self) -> bytes:
        fields: dict[str, Any] = {}
        for part in self.parts:
            name = part.name.removesuffix("[]")
            value = self._text(part) if part.filename is None else self._file(part)
            if name not in fields:
                fields[name] = [value] if part.name.endswith("[]") else value
            elif isinstance(fields[name], list):
                fields[name].append(value)
            elif part.filename is not None:
                fields[name] = [fields[name], value]
            else:
                raise DialectError(f"The form has two fields named {name}", name)
        return wire.dumps(fields)

    def fields(self) -> Iterator[tuple[Part, Pieces]]:
        """The fields and their values, in order."""
        for part in self.parts:
            yield part, Pieces(self._buffer, [(part.start, part.end)])

    def value(self, part: Part) -> bytes:
        return self._buffer[part.start : part.end]

    def whole(self, part: Part | None = None, value: bytes = b"") -> Pieces:
        """The form as it came; ``part`` with another ``value``."""
        end = len(self._buffer)
        if part is None:
            return Pieces(self._buffer, [(0, end)])
        return Pieces(self._buffer, [(0, part.start), value, (part.end, end)])

    def sent(self, model: str) -> Pieces:
        """The form under ``model``; everything else keeps its bytes."""
        value = model.encode("utf-8", "replace")
        end = len(self._buffer)
        named = next((part for part in self.parts if part.name == "model"), None)
        if named is None:
            head = b'\r\nContent-Disposition: form-data; name="model"\r\n\r\n'
            field = self._delimiter + head + value + b"\r\n"
            return Pieces(self._buffer, [(0, self._begin), field, (self._begin, end)])
        return self.whole() if self.value(named) == value else self.whole(named, value)

    def _text(self, part: Part) -> str:
        if part.end - part.start > _MOST_TEXT:
            raise DialectError(f"{part.name} is too long", part.name)
        return self._buffer[part.start : part.end].decode("utf-8", "replace")

    def _file(self, part: Part) -> dict[str, Any]:
        told: dict[str, Any] = {"filename": part.filename, "size": part.end - part.start}
        if part.name == "file":
            told["ms"] = sound.duration_ms(self._buffer, part.start, part.end)
        return told

    def _parse(self) -> Iterator[Part]:
        buffer, delimiter = self._buffer, self._delimiter
        between = b"\r\n" + delimiter
        at = 0
        if buffer[: len(delimiter)] != delimiter:
            at = buffer.find(between) + 2
            if at < 2:
                raise DialectError("The form's boundary is not in it")
        self._begin = at
        at += len(delimiter)
        count = 0
        while buffer[at : at + 2] != b"--":
            count += 1
            if count > _MOST_PARTS:
                raise DialectError("The form has too many fields")
            line = buffer.find(b"\r\n", at, at + _MOST_HEAD)
            # A part without headers has its blank line at once.
            head_end = buffer.find(b"\r\n\r\n", line, line + _MOST_HEAD) if line >= 0 else -1
            end = buffer.find(between, head_end + 2) if head_end >= 0 else -1
            if end < 0:
                raise DialectError("The form is cut off or broken")
            start = min(head_end + 4, end)
            yield _part(buffer[line:head_end], start, end)
            at = end + len(between)


def _part(head: bytes, start: int, end: int) -> Part:
    headers: dict[bytes, bytes] = {}
    for line in head.split(b"\r\n"):
        field, _, value = line.partition(b":")
        headers[field.strip().lower()] = value
    disposition = headers.get(b"content-disposition", b"")
    name, filename = _NAME.search(disposition), _FILENAME.search(disposition)
    if name is None:
        raise DialectError("A field of the form has no name")
    called = None if filename is None else _decoded(filename[1])
    if called is None and _BINARY.match(headers.get(b"content-type", b"")):
        called = ""
    return Part(_decoded(name[1] if name[1] is not None else name[2]), called, start, end)


def _decoded(value: bytes) -> str:
    return re.sub(rb"\\(.)", rb"\1", value).decode("utf-8", "replace")
