"""Amazon's event stream as AWS's services write it (vnd.amazon.eventstream)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

CONTENT_TYPE = "application/vnd.amazon.eventstream"


def message(headers: Mapping[str, str], payload: bytes) -> bytes:
    """One message; all its headers are texts (type 7)."""
    block = b""
    for name, value in headers.items():
        block += bytes([len(name)]) + name.encode() + b"\x07"
        block += struct.pack(">H", len(value.encode())) + value.encode()
    total = 16 + len(block) + len(payload)
    prelude = struct.pack(">II", total, len(block))
    whole = prelude + struct.pack(">I", zlib.crc32(prelude)) + block + payload
    return whole + struct.pack(">I", zlib.crc32(whole))


def event(kind: str, payload: bytes) -> bytes:
    """An event of a service."""
    headers = {
        ":event-type": kind,
        ":content-type": "application/json",
        ":message-type": "event",
    }
    return message(headers, payload)


def exception(kind: str, payload: bytes) -> bytes:
    """An exception in the stream; nothing follows it."""
    headers = {
        ":exception-type": kind,
        ":content-type": "application/json",
        ":message-type": "exception",
    }
    return message(headers, payload)
