"""OpenAI's masks, clear where a picture is to change, as masks that are white there.

https://platform.openai.com/docs/api-reference/images/createEdit; PNG: https://www.w3.org/TR/png-3/.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import accumulate, islice

from gateway.errors import Unconvertible

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {4: 2, 6: 4}
"""Bytes of a pixel by colour types that have an alpha channel, which is the last of them."""
_MOST_PIXELS = 10_000_000
_MOST_CHUNKS = 10_000
_INVERTED = bytes(255 - value for value in range(256))


def white_where_clear(mask: bytes) -> bytes:
    """A mask in grey: white where ``mask`` is clear, black where it is opaque.

    One without transparency is taken for such a mask already, and stays as it is. Raises
    Unconvertible for a PNG that has transparency and cannot be read here.
    """
    if not mask.startswith(_SIGNATURE):
        return mask
    chunks = list(islice(_chunks(mask), _MOST_CHUNKS + 1))
    if len(chunks) > _MOST_CHUNKS:
        raise _unreadable()
    head = next((data for kind, data in chunks if kind == b"IHDR"), b"")
    if len(head) != 13:
        raise _unreadable()
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    if colour not in _CHANNELS:
        if any(kind == b"tRNS" for kind, _ in chunks):
            raise _unreadable()
        return mask
    if depth != 8 or interlaced or not 0 < width * height <= _MOST_PIXELS:
        raise _unreadable()
    packed = b"".join(data for kind, data in chunks if kind == b"IDAT")
    rows = _alpha_rows(packed, width, height, _CHANNELS[colour])
    grey = b"".join(b"\0" + row.translate(_INVERTED) for row in rows)
    made = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", made), (b"IDAT", zlib.compress(grey)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts)


def _unreadable() -> Unconvertible:
    return Unconvertible("The mask is no PNG of 8 bits that can be read here", "mask")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 12 <= len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _alpha_rows(packed: bytes, width: int, height: int, channels: int) -> Iterator[bytes]:
    """The last channel, row by row: filters work on each channel by itself."""
    size = width * channels + 1
    try:
        raw = zlib.decompressobj().decompress(packed, size * height)
    except zlib.error:
        raise _unreadable() from None
    if len(raw) != size * height:
        raise _unreadable()
    above = bytes(width)
    for start in range(0, len(raw), size):
        above = _unfiltered(raw[start], raw[start + channels : start + size : channels], above)
        yield above


def _unfiltered(kind: int, row: bytes, above: bytes) -> bytes:
    match kind:
        case 0:
            return row
        case 1:
            return bytes(accumulate(row, lambda left, value: (int(left) + value) & 255))
        case 2:
            return bytes((value + up) & 255 for value, up in zip(row, above, strict=True))
        case 3:
            return _averaged(row, above)
        case 4:
            return _by_paeth(row, above)
    raise _unreadable()


def _averaged(row: bytes, above: bytes) -> bytes:
    made = bytearray()
    left = 0
    for value, up in zip(row, above, strict=True):
        left = (value + ((left + up) >> 1)) & 255
        made.append(left)
    return bytes(made)


def _by_paeth(row: bytes, above: bytes) -> bytes:
    if not any(row) and above == above[:1] * len(above):  # nothing changes, as in most of a mask
        return above
    made = bytearray()
    left = corner = 0
    for value, up in zip(row, above, strict=True):
        by_left, by_up = abs(up - corner), abs(left - corner)
        by_corner = abs(left + up - 2 * corner)
        if by_left <= by_up and by_left <= by_corner:
            guess = left
        else:
            guess = up if by_up <= by_corner else corner
        left, corner = (value + guess) & 255, up
        made.append(left)
    return bytes(made)
