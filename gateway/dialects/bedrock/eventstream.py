"""Amazon's event stream: length-prefixed binary messages with headers and two checksums.

https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html; limits are the specification's.
"""

from __future__ import annotations

import binascii
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from gateway.errors import DialectError

CONTENT_TYPE = "application/vnd.amazon.eventstream"
MOST_HEADERS = 128 * 1024
MOST_PAYLOAD = 24 * 2**20

_PRELUDE = 12
_LEAST = _PRELUDE + 4
_MOST = _LEAST + MOST_HEADERS + MOST_PAYLOAD
_FIXED = {0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16}
"""Bytes of a header's value by its type; types 6 and 7 carry their length."""
_BYTES, _STRING = 6, 7


@dataclass(frozen=True, slots=True)
class Message:
    """``headers`` holds the texts; values of other types mean nothing here."""

    headers: Mapping[str, str]
    payload: bytes

    @property
    def kind(self) -> str:
        """``event``, ``exception`` or ``error``."""
        return self.headers.get(":message-type", "event")

    @property
    def name(self) -> str:
        """Which event, exception or error it is."""
        for header in (":event-type", ":exception-type", ":error-code"):
            if header in self.headers:
                return self.headers[header]
        return ""


class Parser:
    """Messages of a stream that is split anywhere. Raises DialectError for what is none."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._length = 0

    @property
    def rest(self) -> int:
        """Bytes of a message that is not whole yet."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Message]:
        buffer = self._buffer
        buffer += data
        found: list[Message] = []
        start = 0
        while len(buffer) - start >= _PRELUDE:
            if not self._length:
                self._length = _length(bytes(buffer[start : start + _PRELUDE]))
            if len(buffer) - start < self._length:
                break
            found.append(parse(bytes(buffer[start : start + self._length])))
            start += self._length
            self._length = 0
        if start:
            del buffer[:start]
        return found


def _length(prelude: bytes) -> int:
    total, headers, checksum = struct.unpack(">III", prelude)
    if binascii.crc32(prelude[:8]) != checksum:
        raise DialectError("The event stream's prelude does not match its checksum")
    if not _LEAST <= total <= _MOST or headers > min(MOST_HEADERS, total - _LEAST):
        raise DialectError("The event stream's message has an impossible length")
    return int(total)


def parse(raw: bytes) -> Message:
    """One whole message. Raises DialectError."""
    total = _length(raw[:_PRELUDE]) if len(raw) >= _LEAST else 0
    if total != len(raw):
        raise DialectError("The event stream's message is not whole")
    (checksum,) = struct.unpack(">I", raw[-4:])
    if binascii.crc32(raw[:-4]) != checksum:
        raise DialectError("The event stream's message does not match its checksum")
    (size,) = struct.unpack_from(">I", raw, 4)
    return Message(_headers(raw[_PRELUDE : _PRELUDE + size]), raw[_PRELUDE + size : -4])


def _headers(raw: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    try:
        while at < len(raw):
            name = raw[at + 1 : at + 1 + raw[at]].decode()
            at += 1 + raw[at]
            kind = raw[at]
            at += 1
            if kind in (_BYTES, _STRING):
                (size,) = struct.unpack_from(">H", raw, at)
                at += 2
                value = raw[at : at + size]
                if kind == _STRING:
                    found[name] = value.decode()
            else:
                size = _FIXED[kind]
            at += size
            if at > len(raw):
                raise IndexError
    except (IndexError, KeyError, struct.error, UnicodeDecodeError):
        raise DialectError("The event stream's headers cannot be read") from None
    return found
