"""Compressed request bodies: unpacked coding by coding, never past a limit."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator, Sequence

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, deflate, br, zstd"
MOST_CODINGS = 4
_PIECE = 256 * 1024
"""Bytes one step yields, or little more, however much the input unfolds to."""
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_BROKEN = (zlib.error, brotli.error, zstd.ZstdError, EOFError)


class UnknownCoding(ValueError):
    """A content coding that is not unpacked here, or too many of them."""


class BrokenCoding(ValueError):
    """The body is not in the coding it claims, or was cut short."""


class TooLarge(ValueError):
    """The body unfolds past the limit."""


def names(headers: Sequence[str]) -> list[str]:
    """The codings of all Content-Encoding headers, as applied. Raises UnknownCoding."""
    found = [name.strip().lower() for header in headers for name in header.split(",")]
    codings = [name for name in found if name not in ("", "identity")]
    for name in codings:
        if name not in _UNPACK:
            raise UnknownCoding(f"the content encoding {name[:40]!r} is not known here")
    if len(codings) > MOST_CODINGS:
        raise UnknownCoding(f"more than {MOST_CODINGS} content encodings")
    return codings


def unpacked(body: bytes, codings: Sequence[str], limit: int) -> bytes:
    """``body`` without its codings, the last applied first; ``limit`` in bytes holds for each.

    Raises TooLarge and BrokenCoding. An empty body is empty in every coding.
    """
    for name in reversed(codings):
        body = _unpack(name, body, limit) if body else body
    return body


def _unpack(name: str, body: bytes, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in _UNPACK[name](body):
            size += len(piece)
            if size > limit:
                raise TooLarge
            pieces.append(piece)
    except _BROKEN as error:
        raise BrokenCoding(f"the body is not valid {name}") from error
    return b"".join(pieces)


def _inflated(body: bytes) -> Iterator[bytes]:
    """gzip (in several members too), zlib and raw deflate, told apart by their first byte."""
    while body:
        wrapped = body[0] == 0x1F or body[0] & 0x0F == 8
        inflater = zlib.decompressobj(_GZIP_OR_ZLIB if wrapped else -zlib.MAX_WBITS)
        while not inflater.eof:
            piece = inflater.decompress(body, _PIECE)
            body = inflater.unconsumed_tail
            if piece:
                yield piece
            elif not body and not inflater.eof:
                raise EOFError
        body = inflater.unused_data


def _unbrotlied(body: bytes) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    yield decoder.process(body, output_buffer_limit=_PIECE)
    while not decoder.is_finished():
        piece = decoder.process(b"", output_buffer_limit=_PIECE)
        if not piece and decoder.can_accept_more_data() and not decoder.is_finished():
            raise EOFError
        yield piece


def _unzstded(body: bytes) -> Iterator[bytes]:
    """One frame or several."""
    while body:
        decoder = zstd.ZstdDecompressor()
        while not decoder.eof:
            piece = decoder.decompress(body, _PIECE)
            body = b""
            if not piece and decoder.needs_input and not decoder.eof:
                raise EOFError
            yield piece
        body = decoder.unused_data


_UNPACK: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _inflated,
    "x-gzip": _inflated,
    "deflate": _inflated,
    "br": _unbrotlied,
    "zstd": _unzstded,
}
