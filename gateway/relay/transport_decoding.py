"""Compressed bodies, decoded piece by piece: a small answer may unfold to any size."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PIECE = 256 * 1024
"""Bytes one step yields at most, however much the input unfolds to."""
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS


class DecodingError(Exception):
    """Not in the encoding it claims, or cut short."""


def decoder(encoding: str) -> BodyDecoder | None:
    """For a ``content-encoding``; None for none. Raises DecodingError for one not asked for."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return None
    if name not in ("gzip", "x-gzip", "deflate"):
        raise DecodingError("an encoding that was not asked for")
    return BodyDecoder()


class BodyDecoder:
    """gzip (in several members too), zlib and raw deflate, told apart by their first byte."""

    def __init__(self) -> None:
        self._inflater: zlib._Decompress | None = None
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The plain bytes, in pieces of bounded size. Raises DecodingError."""
        more = bool(data)
        while more:
            if self._inflater is None:
                self._inflater = self._next_member(data)
            try:
                plain = self._inflater.decompress(data, _PIECE)
            except zlib.error as error:
                raise DecodingError("not in the encoding it claims") from error
            data = self._inflater.unconsumed_tail
            # With its input at an end, a full piece may leave more of it inside the inflater.
            more = bool(data) or len(plain) == _PIECE
            if self._inflater.eof:
                data = self._inflater.unused_data
                more = bool(data)
                self._inflater = None
            if plain:
                yield plain

    def end(self) -> None:
        """The body ended. Raises DecodingError where the encoding has not."""
        if self._inflater is not None:
            raise DecodingError("cut short")

    def _next_member(self, data: bytes) -> zlib._Decompress:
        # Servers send "deflate" with and without zlib's header, whose first byte says method 8.
        wrapped = data[0] == 0x1F or data[0] & 0x0F == 8
        if self._begun and data[0] != 0x1F:
            raise DecodingError("more than one body")
        self._begun = True
        return zlib.decompressobj(_GZIP_OR_ZLIB if wrapped else _RAW)
