"""Masks that are clear where a picture changes, as masks that are white there."""

from __future__ import annotations

import struct
import zlib

import pytest

from gateway.errors import Unconvertible
from gateway.providers.media.png_masks import white_where_clear
from tests.upstreams.bedrock_pictures import grey_rows

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    raw: bytes, *, colour: int, depth: int = 8, interlaced: int = 0, size: tuple[int, int] = (2, 2)
) -> bytes:
    head = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, interlaced)
    packed = zlib.compress(raw)
    half = len(packed) // 2
    parts = [chunk(b"IDAT", packed[:half]), chunk(b"IDAT", packed[half:])]
    return SIGNATURE + chunk(b"IHDR", head) + b"".join(parts) + chunk(b"IEND", b"")


def test_grey_with_transparency_in_several_pieces() -> None:
    mask = png(b"\0\x10\xff\x20\x00" + b"\2\x05\x00\x05\xff", colour=4)
    assert [list(row) for row in grey_rows(white_where_clear(mask))] == [[0, 255], [0, 0]]


def test_a_flat_mask_stays_flat() -> None:
    rows = b"\0" + b"\1\2\3\x7f" * 2 + b"\4" + bytes(8)
    made = grey_rows(white_where_clear(png(rows, colour=6)))
    assert [list(row) for row in made] == [[128, 128], [128, 128]]


@pytest.mark.parametrize(
    "mask",
    [b"", b"\xff\xd8\xff no PNG", png(b"\0\xff\0" * 2, colour=0), png(b"\0" + bytes(6), colour=2)],
)
def test_what_has_no_transparency_stays(mask: bytes) -> None:
    assert white_where_clear(mask) == mask


@pytest.mark.parametrize(
    "mask",
    [
        SIGNATURE,
        SIGNATURE + b"\0\0\0\xffIHDR",
        png(bytes(34), colour=6, depth=16),
        png(bytes(18), colour=6, interlaced=1),
        png(bytes(17), colour=6),
        png(b"\7" + bytes(17), colour=6),
        png(b"", colour=6, size=(100_000, 100_000)),
        png(b"", colour=6, size=(0, 2)),
        png(bytes(6), colour=3)[:-12] + chunk(b"tRNS", b"\0") + chunk(b"IEND", b""),
        png(bytes(18), colour=6)[:41] + chunk(b"IDAT", b"nonsense"),
    ],
)
def test_what_cannot_be_read_is_refused(mask: bytes) -> None:
    with pytest.raises(Unconvertible) as refused:
        white_where_clear(mask)
    assert refused.value.param == "mask"
