"""How long sound lasts, from its head or its size; a false head changes little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.sound import duration_ms, spoken_ms, stated_ms
from tests.gateway.server.media_stage import wav
from tests.upstreams.openai_audio import sound


def flac(samples: int, rate: int) -> bytes:
    info = (rate << 44 | 1 << 41 | 15 << 36 | samples).to_bytes(8, "big")
    return b"fLaC\0\0\0\x22" + b"\0" * 10 + info + b"\0" * 9_000


def ogg(samples: int) -> bytes:
    page = b"OggS\0\0" + samples.to_bytes(8, "little") + b"\0" * 13
    return page + b"OpusHead" + b"\0" * 9_000 + page


def mp4(length: int, scale: int) -> bytes:
    times = b"\0" * 8 + scale.to_bytes(4, "big") + length.to_bytes(4, "big")
    return b"\0\0\0\x18ftypM4A " + b"\0" * 90_000 + b"\0\0\0\x6cmvhd\0\0\0\0" + times + b"\0" * 80


@pytest.mark.parametrize(
    ("data", "ms"),
    [
        (wav(2.5), 2_500),
        (wav(1, rate=44_100), 1_000),
        (sound("mp3", 10), 600),
        (b"ID3\x04\0\0\0\0\x01\x00" + b"\xff" * 128 + sound("mp3", 100), 6_008),
        (flac(96_000, 48_000), 2_000),
        (ogg(48_000 * 3), 3_000),
        (mp4(45_000, 1_000), 45_000),
        (b"\x1a\x45\xdf\xa3" + b"\0" * 3_996, 2_000),
        (b"", 1),
    ],
)
def test_what_a_file_says(data: bytes, ms: int) -> None:
    framed = b"before" + data + b"behind"
    assert duration_ms(framed, 6, 6 + len(data)) == ms


def test_a_head_that_lies_is_held_to_what_its_size_allows() -> None:
    lie = bytearray(wav(60))
    lie[28:32] = (2**31).to_bytes(4, "little")
    assert duration_ms(bytes(lie), 0, len(lie)) >= 60 * 8_000 * 2 // 1_200
    assert duration_ms(flac(1, 48_000), 0, 9_000) >= 7


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"RIFF0000WAVE", b"fLaC", b"OggS", b"0000ftyp"])
)
def test_no_file_raises(noise: bytes, magic: bytes) -> None:
    data = magic + noise
    assert duration_ms(data, 0, len(data)) >= 1
    stated_ms(data, len(data))


def test_speech_is_guessed_high() -> None:
    assert spoken_ms("Twelve words") == 12 * 84
    assert spoken_ms("你好") == 500
    assert stated_ms(b"", 48_000, "pcm") == 1_000
    assert stated_ms(b"opus", 100) is None
