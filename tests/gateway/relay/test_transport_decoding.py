from __future__ import annotations

import zlib

import pytest

from gateway.relay.transport_decoding import BodyDecoder

PIECE = 256 * 1024


@pytest.mark.parametrize("bits", [-zlib.MAX_WBITS, zlib.MAX_WBITS, 16 + zlib.MAX_WBITS])
@pytest.mark.parametrize("beyond", [0, 1, 100, 257, 258, 259, PIECE])
def test_what_unfolds_to_more_than_a_piece_comes_whole(bits: int, beyond: int) -> None:
    """A few bytes of input hold it all, so zlib has read them before it has given out the rest."""
    plain = b"0" * (PIECE + beyond)
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    packed = packer.compress(plain) + packer.flush()
    decoder = BodyDecoder()
    found = list(decoder.feed(packed))
    decoder.end()
    assert b"".join(found) == plain
    assert max(map(len, found)) <= PIECE
